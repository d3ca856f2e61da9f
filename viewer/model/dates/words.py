"""Dates as readers type them, in Japanese, English and figures: one date, from one to another, before or after one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from viewer.model.civil import civil
from viewer.model.dates.calendars import julian_day
from viewer.model.dates.names import ERAS
from viewer.model.dates.points import Answer, Refusal, days_of, month_of, read_point, tidy
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, day_of

_LONGEST = 80
"""Letters of the longest words that are tried."""
_ABOUT = re.compile(
    r"^(?:~\s*(?=\d)|(?:ca?\.|circa|about|around|approx(?:\.|imately)?)\s*(?=\d|[a-z]{3})|約|およそ|凡そ)\s*|\s*(?:頃|ごろ|ころ|[(]\?[)])$"
)
"""Words that tell a date to be a near one: the days are those of the date itself."""
_JOINTS = (
    re.compile(r"\s*(?:\.\.+|…|[〜~–—−→]|から|より(?!前|後))\s*|\s+(?:to|until|till?|through|and)\s+"),
    re.compile(r"\s+-\s+"),
    re.compile(r"\s*/\s*"),
    re.compile(r"(?<=\d)-(?=\d)"),
)
"""What joins two dates, the plainest first."""
_FROM = re.compile(r"^(?:from|between|since)\s+")
_UP_TO = re.compile(r"(?:まで)?(?:の間)?$")
_BARE_ERA = re.compile(r"(\d{1,2}|元)年(?:.*)")
_WITHIN_YEAR = re.compile(r"(\d{1,2})月(?:(\d{1,2})日?)?|(?:--)?(\d{1,2})[-./](\d{1,2})\.?")
_WITHIN_MONTH = re.compile(r"(\d{1,2})日?")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})日")
_ENGLISH_WITHIN_YEAR = re.compile(r"(\d{1,2})\s*([a-z]{3,9})\.?|([a-z]{3,9})\.?(?:\s*(\d{1,2}))?")
_LETTER_ERA = re.compile(r"[rhstm]\.?\d{1,2}")
_OLD_STYLE = re.compile(r"\s*[(]?(?:o\.\s?s\.?|old style|ユリウス暦|露暦|旧暦)[)]?\s*")
_TWENTY_NINTH = re.compile(r"(?<!\d)29(?!\d)")
_DATED = re.compile(r"\d|[元〇一二三四五六七八九十](?:年|世紀)")
"""What words have that could be a date in the sense of `read_span`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Days that were typed. `told`: `date` = by one date, `span` = from one to another or open, `loose` = some time before or after one."""

    days: Interval
    told: str = "date"


_OPEN: tuple[tuple[re.Pattern[str], Callable[[Interval], Reading]], ...] = (
    (
        re.compile(r"(?:before|pre-?|earlier than|prior to)\s*(.+)|(.+?)(?:より)?(?:の?前)"),
        lambda days: Reading(Interval(FIRST_DAY, days.start), "loose"),
    ),
    (
        re.compile(r"(?:after|post-?|later than|following)\s*(.+)|(.+?)(?:より)?(?:の?後)"),
        lambda days: Reading(Interval(days.end, LAST_DAY), "loose"),
    ),
    (
        re.compile(r"(?:until|till?|up to|by|through|to|〜|~|–|—|\.\.\s*/?|/)\s*(.+)|(.+?)(?:まで|以前|or earlier|and before)"),
        lambda days: Reading(Interval(FIRST_DAY, days.end), "span"),
    ),
    (
        re.compile(r"(?:since|from)\s+(.+)|(.+?)\s*(?:以降|以後|以来|から|or later|and after|on(?:wards?)?|〜|~|–|—|/?\s*\.\.|/|-)"),
        lambda days: Reading(Interval(days.start, LAST_DAY), "span"),
    ),
)
"""Words for what has no beginning or no end, and the days that they leave of a date."""


def point_of_words(text: str) -> Interval | None:
    """Return the days that one date names: a day, a month, a year or a part of these; None where the words are none."""
    found = read_point(tidy(text[:_LONGEST]))
    return found if isinstance(found, Interval) else None


def span_of_words(text: str, within: Interval | None = None) -> Interval | None:
    """Return the days that typed words name: a date, from one to another (1956〜1958), or before or after one."""
    found = read_span(text, within)
    return found.days if isinstance(found, Reading) else None


def read_span(text: str, within: Interval | None = None) -> Reading | Refusal | None:
    """Read typed words that say all of a date themselves; a refusal where they look like a date but are none.

    Args: within: days among which a year of two digits lies; without them no such year is read.
    """
    if len(text) > _LONGEST or not _DATED.search(unicodedata.normalize("NFKC", text)):
        return None
    words = _ABOUT.sub("", tidy(text))
    found = read_point(words, within)
    if isinstance(found, Interval):
        return Reading(found)
    joined = _joined(words, within)
    if isinstance(joined, Reading):
        return joined
    return found or joined or _open(words, within)


def read_near(text: str, near: int, within: Interval | None = None) -> Reading | Refusal | None:
    """Read what is typed by a reader who looks at a day: as `read_span`, and more.

    Without a year (10月22日, 22 Oct) the year of the day is meant, a bare 37年 is one of its Japanese era, and O.S. or ユリウス暦 marks
    a date of the Julian calendar.
    """
    words = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().casefold()
    if _OLD_STYLE.search(words):
        return _old_style(_OLD_STYLE.sub(" ", words).strip())
    found = read_span(text, within)
    if isinstance(found, Reading):
        return found
    return _partly_told(tidy(text[: _LONGEST + 1]), near, within) or found


def _partly_told(words: str, near: int, within: Interval | None) -> Reading | Refusal | None:
    """What leaves out the era, the year or the month of the day that is looked at."""
    era = next((name for start, name in ERAS if near >= start.toordinal()), "")
    if era and _BARE_ERA.fullmatch(words):
        return read_span(f"{era}{words}")
    if _LETTER_ERA.fullmatch(words):
        return _year_of_letter(words)
    today = civil(near)
    if match := _DAY_OF_MONTH.fullmatch(words):
        days = days_of(today.year, today.month, match[1])
        return Reading(days) if isinstance(days, Interval) else days
    for one in _partial(words, today.year, None):
        return Reading(one)
    return _joined(words, within, today.year)


def _year_of_letter(words: str) -> Reading | Refusal | None:
    """S37, which in a search could be anything else."""
    found = read_span(f"{words}年1月")
    if not isinstance(found, Reading):
        return found
    days = days_of(civil(found.days.start).year, None, None)
    return Reading(days) if isinstance(days, Interval) else None


def _old_style(words: str) -> Reading | Refusal | None:
    """A date of the Julian calendar to the day, also one that it alone has: 29 February 1900."""
    found = read_span(words)
    if isinstance(found, Refusal) and found.reason == "calendar" and _TWENTY_NINTH.search(tidy(words)):
        year, month, _ = civil(day_of(found.forms[0]))
        if month == 2 and year > 0 and year % 4 == 0:
            day = julian_day(year, 2, 29)
            return Reading(Interval(day, day + 1))
    if not isinstance(found, Reading) or found.days.days != 1:
        return found if isinstance(found, Refusal) else None
    when = civil(found.days.start)
    day = julian_day(when.year, when.month, when.day)
    return Reading(Interval(day, day + 1))


def _joined(words: str, within: Interval | None, year: int | None = None) -> Reading | Refusal | None:
    """From one date to another; either may leave out what the other says: 16–28 Oct 1962, 1962年10月14日〜28日, 1941–45."""
    why: Refusal | None = None
    plain = _FROM.sub("", words)
    for joint in _JOINTS:
        ends = joint.split(_UP_TO.sub("", plain) if "まで" in plain or "間" in plain else plain)
        if len(ends) != 2 or not all(ends):
            continue
        found = _between(_ABOUT.sub("", ends[0]), _ABOUT.sub("", ends[1]), within, year)
        if isinstance(found, Interval):
            return Reading(found, "span")
        why = why or found
    return why


def _between(first: str, last: str, within: Interval | None, year: int | None) -> Answer:
    """From the first day of one date to the last of another, in the order of time."""
    start, end = read_point(first, within), read_point(last, within)
    if isinstance(start, Interval) and isinstance(end, Interval):
        return Interval(start.start, end.end) if start.start < end.end else Refusal("backwards", (f"{last} – {first}",))
    if isinstance(start, Interval):
        when = civil(start.start)
        found = (Interval(start.start, days.end) for days in _partial(last, when.year, start) if days.end > start.start)
        return next(found, end if isinstance(end, Refusal) else None)
    if isinstance(end, Interval):
        found = (Interval(days.start, end.end) for days in _partial(first, civil(end.start).year, end, back=True) if days.start < end.end)
        return next(found, start if isinstance(start, Refusal) else None)
    if year is not None:
        return _between_partial(first, last, year)
    return start if isinstance(start, Refusal) else end if isinstance(end, Refusal) else None


def _between_partial(first: str, last: str, year: int) -> Interval | None:
    """From one date to another in a year that neither says: 10月14日〜28日, 14–28 Oct."""
    for one in _partial(first, year, None):
        return next((Interval(one.start, days.end) for days in _partial(last, year, one) if days.end > one.start), None)
    for one in _partial(last, year, None):
        return next((Interval(days.start, one.end) for days in _partial(first, year, one, back=True) if days.start < one.end), None)
    return None


def _partial(words: str, year: int, other: Interval | None, *, back: bool = False) -> Iterator[Interval]:
    """Days of a date that leaves out its year or more, which it has from another date beside it, or from the day that is looked at.

    Args: other: the date beside it, None where there is none. back: it stands before the other; else after.
    """
    if other is not None and other.days < 32 and (match := _WITHIN_MONTH.fullmatch(words)):
        when = civil(other.start)
        yield from _kept(days_of(when.year, when.month, match[1]))
        return
    if other is not None and words.isdecimal() and len(words) < 3:
        yield from _kept(days_of(year - year % 10 ** len(words) + int(words), None, None))
        return
    month, day = _month_and_day(words)
    if month:
        beside = () if other is None else (year - 1,) if back else (year + 1,)
        for one in (year, *beside):
            yield from _kept(days_of(one, month, day))


def _month_and_day(words: str) -> tuple[int, str | None]:
    """The month that a date without a year names, 0 where it names none, and the day."""
    if match := _WITHIN_YEAR.fullmatch(words):
        month, day = match[1] or match[3], match[2] or match[4]
        if int(month) > 12 and match[3]:  # 22.10.
            month, day = day, month
        return int(month), day
    match = _ENGLISH_WITHIN_YEAR.fullmatch(words)
    return (month_of(match[2] or match[3]) or 0, match[1] or match[4]) if match else (0, None)


def _kept(days: Answer) -> Iterator[Interval]:
    if isinstance(days, Interval):
        yield days


def _open(words: str, within: Interval | None) -> Reading | Refusal | None:
    """Before or after a date, or from or to it on."""
    why: Refusal | None = None
    for pattern, left in _OPEN:
        match = pattern.fullmatch(words)
        found = read_point(_ABOUT.sub("", tidy(match[1] or match[2])), within) if match else None
        if isinstance(found, Interval):
            return left(found)
        why = why or found
    return why
