"""Civil time as day numbers, and the EDTF dates that files use.

A day is an `int`: the proleptic Gregorian ordinal of `datetime.date.toordinal`, which goes on below 1 (see `civil`), without a
time zone. Intervals are half open `[start, end)`. Never a local time, never a clock.
"""

from __future__ import annotations

import re
from datetime import date
from enum import IntEnum

from viewer.model.civil import FIRST_YEAR, LAST_YEAR, civil, ordinal, year_digits
from viewer.model.record import dataclass

FIRST_DAY = ordinal(FIRST_YEAR - 1)
"""Day number that stands for "since ever"; no real date of an atlas reaches it."""
LAST_DAY = date.max.toordinal()
"""Day number that stands for "open end"; no real date of an atlas reaches it."""

_SEASON_MONTHS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)}
_POINT = re.compile(r"(?P<year>\d{4}|-(?!0000)\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%])?")


class Precision(IntEnum):
    """How exactly a date is known, from the finest to the coarsest."""

    DAY = 0
    MONTH = 1
    SEASON = 2
    YEAR = 3
    DECADE = 4
    CENTURY = 5


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A half-open run of days `[start, end)`."""

    start: int
    end: int

    def __contains__(self, day: int) -> bool:
        """Whether a day belongs to the interval."""
        return self.start <= day < self.end

    def overlaps(self, other: Interval) -> bool:
        """Whether two intervals share a day."""
        return self.start < other.end and other.start < self.end

    @property
    def days(self) -> int:
        """Number of days in the interval."""
        return self.end - self.start


ALWAYS = Interval(FIRST_DAY, LAST_DAY)


@dataclass(frozen=True, slots=True)
class When:
    """When something was: the days it can mean, and how sure that is.

    `extent` covers every day that the text can mean. `span` tells a duration (from ... to ...) from a point known
    coarsely. `uncertain` is EDTF `?`, `approximate` is EDTF `~`; `%` sets both.
    """

    text: str
    extent: Interval
    precision: Precision
    span: bool = False
    uncertain: bool = False
    approximate: bool = False

    @property
    def start(self) -> int:
        """First day that the date can mean."""
        return self.extent.start

    @property
    def last(self) -> int:
        """Last day that the date can mean (inclusive)."""
        return self.extent.end - 1

    @property
    def certain(self) -> bool:
        """Whether the date is known to the day and nobody doubts it."""
        return self.precision is Precision.DAY and not (self.uncertain or self.approximate)


def day_of(text: str) -> int:
    """Return the day number of `YYYY-MM-DD`; ValueError where there is no such day."""
    match = re.fullmatch(r"(\d{4}|-(?!0000)\d{4})-(\d\d)-(\d\d)", text, flags=re.ASCII)
    if match is None:
        raise ValueError(f"`{text}` is not a day; write YYYY-MM-DD")
    year, month, day = (int(part) for part in match.groups())
    try:
        found = ordinal(year, month, day)
    except ValueError:
        found = FIRST_DAY - 1
    if found < FIRST_DAY:
        raise ValueError(f"`{text}` is no day of the calendar; write YYYY-MM-DD")
    return found


def iso(day: int) -> str:
    """Return `YYYY-MM-DD` of a day number, with a minus before years before 0."""
    year, month, number = civil(day)
    return f"{year_digits(year)}-{month:02}-{number:02}"


def _month_after(year: int, month: int) -> int:
    return ordinal(year + 1) if month == 12 else ordinal(year, month + 1)


def _point(text: str) -> When:
    """Read one EDTF date (no interval)."""
    match = re.fullmatch(_POINT, text) if text.isascii() else None
    if match is None and re.match(r"Y-?\d{5}", text, flags=re.ASCII):
        raise ValueError(f"`{text}`: the calendar of an atlas goes from year {FIRST_YEAR} to {LAST_YEAR}")
    if match is None:
        raise ValueError(f"`{text}` is not an EDTF date; write 1956, 1956-02, 1956-02-25, 1951?, 1978~ or 197X")
    mark = match["mark"] or ""
    month, day = (None if part == "XX" else part for part in match.group("month", "day"))
    if day and not month:
        raise ValueError(f"`{text}`: a day of an unknown month is no date")
    extent, precision = _point_extent(match["year"], month, day, text)
    return When(text, extent, precision, uncertain=mark in ("?", "%"), approximate=mark in ("~", "%"))


def _point_extent(year: str, month: str | None, day: str | None, text: str) -> tuple[Interval, Precision]:
    """Days that the parts of a date can mean; ValueError names the part that is wrong."""
    if "X" in year:
        if month:
            raise ValueError(f"`{text}`: a decade or century has no month")
        first = int(year.replace("X", "0"))
        length = 10 ** year.count("X")
        precision = Precision.DECADE if length == 10 else Precision.CENTURY
        return Interval(ordinal(max(first, 1)), ordinal(first + length)), precision
    number = int(year)
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise ValueError(f"`{text}`: year {year} is out of range {FIRST_YEAR} to {LAST_YEAR}")
    if month is None:
        return Interval(ordinal(number), ordinal(number + 1)), Precision.YEAR
    if int(month) in _SEASON_MONTHS:
        if day:
            raise ValueError(f"`{text}`: a season has no day")
        start, length = _SEASON_MONTHS[int(month)]
        index = start - 1 + length
        return Interval(ordinal(number, start), ordinal(number + index // 12, index % 12 + 1)), Precision.SEASON
    if not 1 <= int(month) <= 12:
        raise ValueError(f"`{text}`: there is no month {month}")
    if day is None:
        return Interval(ordinal(number, int(month)), _month_after(number, int(month))), Precision.MONTH
    try:
        at = ordinal(number, int(month), int(day))
    except ValueError:
        raise ValueError(f"`{text}`: there is no day {day} in {year}-{month}") from None
    return Interval(at, at + 1), Precision.DAY


def parse_when(text: str) -> When:
    """Read an EDTF level 0 or 1 date; both ends of `A/B` are days that belong to it. ValueError with a hint."""
    if len(text) > 40:
        raise ValueError("a date longer than 40 characters")
    if "/" not in text:
        return _point(text)
    first, _, last = text.partition("/")
    begin = None if first in ("", "..") else _point(first)
    end = None if last in ("", "..") else _point(last)
    if begin is None and end is None:
        raise ValueError(f"`{text}` has neither a beginning nor an end")
    start_day = begin.start if begin else FIRST_DAY
    end_day = end.extent.end if end else LAST_DAY
    if end_day <= start_day:
        raise ValueError(f"`{text}` ends before it starts")
    known = [point for point in (begin, end) if point]
    return When(
        text,
        Interval(start_day, end_day),
        max(point.precision for point in known),
        span=True,
        uncertain=any(point.uncertain for point in known),
        approximate=any(point.approximate for point in known),
    )


def parse_period(text: str) -> Interval:
    """Read a lifetime `A/B`: from the first day of A until the first day of B, on which it no longer holds."""
    first, slash, last = text.partition("/")
    if not slash:
        raise ValueError(f"`{text}` is not a period; write `A/B`, `A/..` or `../B`")
    start = FIRST_DAY if first in ("", "..") else _point(first).start
    end = LAST_DAY if last in ("", "..") else _point(last).start
    if end <= start:
        raise ValueError(f"`{text}` ends before it starts")
    return Interval(start, end)
