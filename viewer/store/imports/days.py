"""The dates of strangers' files: EDTF, ISO with a time of day, years, and dates in Japanese or English words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from viewer.model.date_words import point_of_words, span_of_words
from viewer.model.extra import Doubt
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, parse_when
from viewer.store.problems import shown

_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_FLOAT_YEAR = re.compile(r"(\d{1,4})\.0+", re.ASCII)
_ABOUT = re.compile(r"^(?:ca?\.|circa|about|approx\.?|約|およそ|凡そ)\s*|\s*(?:頃|ごろ|ころ)$", re.IGNORECASE)
"""Words that tell a date to be a near one: the days are those of the date itself."""
_BEFORE_ALL = re.compile(r"-\d{4,6}(?:-\d\d){0,2}[?~%]?", re.ASCII)
"""Years before the first that is counted here."""
_OPEN = frozenset({"", "..", "present", "now", "現在", "-", "—", "null", "none", "nan", "nat"})
"""Words for an end that is not there."""
HINT = "write 1962-10-22, 1962-10, 1962 or 1962-10-22/1962-10-28"


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a feature; `lasting`: it holds through them (else it happened at some time in them)."""

    days: Interval
    lasting: bool
    doubt: Doubt = Doubt(0)


Known = tuple[Interval, Doubt]
"""Days that a date can mean, and what is not sure about them."""
_ALL: Known = (Interval(FIRST_DAY, LAST_DAY), Doubt(0))
TIMELESS = Span(Interval(FIRST_DAY, LAST_DAY), lasting=True)


def one_date(text: str) -> Span:
    """Read a date that stands for the whole time of a feature. TIMELESS where it is empty; ValueError with what is wrong."""
    words, near = _tidy(text)
    if words.casefold() in _OPEN:
        return TIMELESS
    if "/" in words and not re.match(r"\d{1,4}/\d{1,2}(/|$)", words):
        first, _, last = words.partition("/")
        return from_to(first, last)
    joined = None if _point(words) else span_of_words(words)
    if joined:
        return Span(joined, lasting=True, doubt=near)
    days, doubt = _known(words)
    return Span(days, lasting=False, doubt=near | doubt | (Doubt.COARSE if days.days > 1 else Doubt(0)))


def from_to(start: str, end: str) -> Span:
    """Read first and last day; both belong to the feature. An empty one is open. ValueError with what is wrong."""
    (first, near), (last, about) = _tidy(start), _tidy(end)
    since_ever = first.casefold() in _OPEN or _BEFORE_ALL.fullmatch(first)
    begin, doubt = _ALL if since_ever else _known(first)
    stop, other = _ALL if last.casefold() in _OPEN else _known(last)
    if stop.end <= begin.start:
        raise ValueError(f"`{shown(last)}` is before `{shown(first)}`: it ends before it starts")
    return Span(Interval(begin.start, stop.end), lasting=True, doubt=doubt | other | near | about)


def quoted(error: ValueError) -> str:
    """Return what an error of this module is about: the first thing it quotes."""
    parts = str(error).split("`")
    return parts[1] if len(parts) > 2 else ""


@lru_cache(maxsize=8192)
def _tidy(text: str) -> tuple[str, Doubt]:
    """A date without the words around it, and what these tell of it."""
    whole = unicodedata.normalize("NFKC", text[:200]).strip()
    words, near = _ABOUT.subn("", whole)
    return words, Doubt.APPROXIMATE if near else Doubt(0)


def _known(words: str) -> Known:
    found = _point(words)
    if found is None:
        raise ValueError(f"`{shown(words)}` is not a date that can be read; {HINT}")
    return found


@lru_cache(maxsize=8192)
def _point(words: str) -> Known | None:
    """Days of one date, and what its marks doubt of it; None where it is none."""
    if len(words) > 60:
        return None
    if match := _CLOCK.fullmatch(words):
        words = match[1]
    elif match := _COMPACT.fullmatch(words):
        words = "-".join(match.groups())
    elif match := _FLOAT_YEAR.fullmatch(words):
        words = match[1]
    if words.isascii() and words.isdigit() and len(words) == 3:
        words = f"0{words}"
    try:
        when = parse_when(words)
    except ValueError:
        days = point_of_words(words)
        return (days, Doubt(0)) if days else None
    marks = (Doubt.UNCERTAIN if when.uncertain else 0) | (Doubt.APPROXIMATE if when.approximate else 0)
    return when.extent, Doubt(marks)
