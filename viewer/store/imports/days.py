"""The dates of strangers' files: EDTF, ISO with a time of day, years, and dates in Japanese or English words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from viewer.model.civil import civil, ordinal
from viewer.model.dates.points import Refusal
from viewer.model.dates.words import point_of_words, read_span
from viewer.model.extra import UNTOLD, Doubt
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, Precision, iso, parse_when
from viewer.store.syntax.problems import shown

_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*", re.ASCII)
_TIME_OF_DAY = re.compile(
    r"(?<=\d),?[T ]\s*\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT)?\s*(?:[+-]\d\d:?\d\d)?$",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_FLOAT_YEAR = re.compile(r"(-?\d{1,4})\.0+", re.ASCII)
_EPOCH = re.compile(r"-?\d{9,10}|-?\d{12,13}", re.ASCII)
"""Seconds or milliseconds since 1970, as programs write them."""
_SERIAL = re.compile(r"([1-6]\d{4})(?:\.\d+)?", re.ASCII)
"""What a spreadsheet leaves of a day where its cell has the form of a number: the days since the end of 1899."""
_SERIAL_BEGIN, _EPOCH_BEGIN = ordinal(1899, 12) + 29, ordinal(1970)
_ABOUT = re.compile(r"^(?:~\s*(?=\d)|ca?\.|circa|about|approx\.?|約|およそ|凡そ)\s*|\s*(?:頃|ごろ|ころ)$", re.IGNORECASE)
"""Words that tell a date to be a near one: the days are those of the date itself."""
_UNSURE = re.compile(r"\s*[(]\?[)]$")
_BEFORE_ALL = re.compile(
    r"-\d{5,9}(?:-\d\d){0,2}|Y-\d{5,9}|\d{5,9}\s*b\.?\s?c\.?(?:\s?e\.?)?|(?:紀元)?前\d{5,9}年", re.ASCII | re.IGNORECASE
)
"""Years before the first that is counted here."""
_SHORT_YEAR = re.compile(r"-(\d{1,3})", re.ASCII)
"""A year before the first as tables have it: -753 is 753 BC (in EDTF, with four digits, -0752)."""
_EARLY_CLOCK = re.compile(r"(-\d{4}-\d\d-\d\d)[T ].*", re.ASCII)
_OPEN = frozenset({"", "..", "present", "now", "現在", "-", "—", "null", "none", "nan", "nat"})
"""Words for an end that is not there."""
_SLASHED = re.compile(r"\d{1,4}/\d{1,2}(/|$)|\d{1,2}/(\d{1,2}/)?\d{4}(?![/\d])", re.ASCII)
"""Dates of figures with slashes, and 1941/45, which are not two dates."""
_REASONS = {
    "century": "a year of two digits could be of any century",
    "order": "day and month could be either way round",
    "calendar": "there is no such day in the calendar",
    "era": "the era has no such year",
    "backwards": "it would end before it begins",
    "serial": "it may be a spreadsheet's number of a day; give the column the form of a date and save it again",
}
HINT = "write 1962-10-22, 1962-10, 1962 or 1962-10-22/1962-10-28"


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a feature; `lasting`: it holds through them (else it happened at some time in them)."""

    days: Interval
    lasting: bool
    doubt: Doubt = Doubt(0)
    precision: tuple[int, int] = (UNTOLD, UNTOLD)
    """How exactly beginning and end are told (values of Precision)."""


Known = tuple[Interval, Doubt, int]
"""Days that a date can mean, what is not sure about them, and how exactly they are told."""
_ALL: Known = (Interval(FIRST_DAY, LAST_DAY), Doubt(0), UNTOLD)
TIMELESS = Span(Interval(FIRST_DAY, LAST_DAY), lasting=True)


def one_date(text: str) -> Span:
    """Read a date that stands for the whole time of a feature. TIMELESS where it is empty; ValueError with what is wrong."""
    words, near = _tidy(text)
    if words.casefold() in _OPEN:
        return TIMELESS
    if "/" in words and not _SLASHED.match(words):
        first, _, last = words.partition("/")
        return from_to(first, last)
    reading = None if _point(words) else read_span(words)
    if isinstance(reading, Refusal):
        raise UnreadError(words, reading)
    if reading:
        lasting = reading.told == "span"
        exact = UNTOLD if lasting else _told_by_length(reading.days)
        return Span(reading.days, lasting=lasting, doubt=near if lasting else near | Doubt.COARSE, precision=(exact, exact))
    days, doubt, exact = _known(words)
    coarse = Doubt.COARSE if days.days > 1 else Doubt(0)
    return Span(days, lasting=False, doubt=near | doubt | coarse, precision=(exact, exact))


def from_to(start: str, end: str) -> Span:
    """Read first and last day; both belong to the feature. An empty one is open. ValueError with what is wrong."""
    (first, near), (last, about) = _tidy(start), _tidy(end)
    begin, doubt, finely = _ALL if first.casefold() in _OPEN or _BEFORE_ALL.fullmatch(first) else _end_known(first)
    stop, other, exactly = _ALL if last.casefold() in _OPEN else _end_known(last)
    if stop.end <= begin.start:
        raise ValueError(f"`{shown(last)}` is before `{shown(first)}`: it ends before it starts")
    return Span(Interval(begin.start, stop.end), lasting=True, doubt=doubt | other | near | about, precision=(finely, exactly))


class TooEarlyError(ValueError):
    """A date before the first year of the calendar that is counted here."""


class UnreadError(ValueError):
    """What looks like a date but is none, with what would be one. `reason` is that of the refusal."""

    def __init__(self, words: str, refusal: Refusal) -> None:
        forms = " or ".join(refusal.forms)
        self.reason = refusal.reason
        super().__init__(f"`{shown(words)}` is not a date that can be read: {_REASONS[refusal.reason]}; write {forms}")
        self.value = f"{shown(words)} → {' / '.join(refusal.forms)}"


def reason_of(error: ValueError) -> str:
    """Return the key of the words for an error of this module."""
    return "early" if isinstance(error, TooEarlyError) else error.reason if isinstance(error, UnreadError) else "date"


def quoted(error: ValueError) -> str:
    """Return what an error of this module is about: the first thing it quotes, and what would be right where it knows."""
    if isinstance(error, UnreadError):
        return error.value
    parts = str(error).split("`")
    return parts[1] if len(parts) > 2 else ""


def without_clock(text: str) -> str:
    """Return a date without the time of day behind it."""
    return _TIME_OF_DAY.sub("", text) if ":" in text else text


@lru_cache(maxsize=8192)
def _tidy(text: str) -> tuple[str, Doubt]:
    """A date without the words around it, and what these tell of it."""
    whole = unicodedata.normalize("NFKC", text[:200]).strip()
    words, unsure = _UNSURE.subn("", without_clock(whole))
    words, near = _ABOUT.subn("", words)
    return words, (Doubt.APPROXIMATE if near else Doubt(0)) | (Doubt.UNCERTAIN if unsure else Doubt(0))


def _end_known(words: str) -> Known:
    """An end of a span, which may itself lie between two dates: 1989-11..1990-10."""
    first, dots, last = words.partition("..")
    if not (dots and first and last):
        return _known(words)
    (start, doubt, finely), (end, other, exactly) = _known(first), _known(last)
    return Interval(start.start, max(end.end, start.end)), doubt | other | Doubt.APPROXIMATE, max(finely, exactly)


def _known(words: str) -> Known:
    found = _point(words)
    if found is None and _BEFORE_ALL.fullmatch(words):
        raise TooEarlyError(f"`{shown(words)}` lies before the first year that is counted here, 9998 BC")
    reading = None if found else read_span(words)
    if found is None and (serial := _SERIAL.fullmatch(words)):
        reading = Refusal("serial", (iso(_SERIAL_BEGIN + int(serial[1])),))
    if isinstance(reading, Refusal):
        raise UnreadError(words, reading)
    if found is None:
        raise ValueError(f"`{shown(words)}` is not a date that can be read; {HINT}")
    return found


@lru_cache(maxsize=8192)
def _point(words: str) -> Known | None:
    """Days of one date, and what its marks doubt of it; None where it is none."""
    if len(words) > 60:
        return None
    words = words.removeprefix("+")  # as Wikidata writes it
    if match := _CLOCK.fullmatch(words) or _EARLY_CLOCK.fullmatch(words):
        words = match[1]
    elif match := _SHORT_YEAR.fullmatch(words):
        words = f"{match[1]} bc"
    elif match := _COMPACT.fullmatch(words):
        words = "-".join(match.groups())
    elif match := _FLOAT_YEAR.fullmatch(words):
        return _point(match[1])
    elif _EPOCH.fullmatch(words):
        number = int(words) // (86_400 if len(words.lstrip("-")) < 11 else 86_400_000)
        return Interval(_EPOCH_BEGIN + number, _EPOCH_BEGIN + number + 1), Doubt(0), int(Precision.DAY)
    if words.isascii() and words.isdigit() and len(words) == 3:
        words = f"0{words}"
    try:
        when = parse_when(words)
    except ValueError:
        days = point_of_words(words)
        return (days, Doubt(0), _told_by_length(days)) if days else None
    marks = (Doubt.UNCERTAIN if when.uncertain else 0) | (Doubt.APPROXIMATE if when.approximate else 0)
    return when.extent, Doubt(marks), int(when.precision)


def _told_by_length(days: Interval) -> int:
    """How exactly a date is told by its days: a day, a whole month, season, year, decade or century; UNTOLD for a part of one."""
    first, after = civil(days.start), civil(days.end)
    if days.days == 1:
        return int(Precision.DAY)
    if first.day != 1 or after.day != 1:
        return UNTOLD
    months = (after.year - first.year) * 12 + after.month - first.month
    season = months == 3 and first.month % 3 == 0
    whole = first.month == 1 and first.year % (months // 12 or 1) == 0
    known = {1: Precision.MONTH, 12: Precision.YEAR, 120: Precision.DECADE, 1200: Precision.CENTURY}
    return int(Precision.SEASON if season else known.get(months, UNTOLD) if months == 1 or whole else UNTOLD)
