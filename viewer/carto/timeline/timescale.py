"""The axis of time: days to pixels and back, and the ticks that suit the span shown."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.days.dates import month_text, short_day, short_month, with_era_year, with_weekday, year_mark, year_text
from viewer.carto.timeline.text_room import rough_width
from viewer.model.civil import FIRST_YEAR, LAST_YEAR, civil, ordinal, week_day
from viewer.model.record import dataclass

YEAR = 365.2425
MIN_SPAN = 5.0
"""Fewest days an axis shows."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis: the day it stands at, its label (empty for minor ones).

    The label is `centred` on its day, or stands `beside` the mark at its right, else about the mark.
    """

    day: int
    label: str
    major: bool
    centred: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class TickRule:
    """How an axis is divided from a span (days) upwards: bins of the histogram, major and minor marks by name."""

    span: float
    bin: str
    major: str
    minor: str


RULES = (
    TickRule(60 * YEAR, "year", "10years", "year"),
    TickRule(15 * YEAR, "quarter", "5years", "year"),
    TickRule(3 * YEAR, "month", "year", "quarter"),
    TickRule(122, "week", "month", "week"),
    TickRule(21, "day", "week", "day"),
    TickRule(0, "event", "day", "none"),
)
"""Tokens section 9, from the coarsest."""
SINGLE = RULES[-2].span
"""Under so many days single events are shown instead of a histogram."""
_COARSER = {
    "day": "week",
    "week": "month",
    "month": "quarter",
    "quarter": "year",
    "year": "5years",
    "5years": "10years",
    "10years": "50years",
    "50years": "100years",
    "100years": "500years",
    "500years": "1000years",
}
_MIN_LABEL = 34.0
_SIZE = 11.0
"""Size of labels (px)."""
_NUMBERED, _SHADED = 20.0, 6.0
"""From so many px a day on, days between weeks have their number; weekends are shaded."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A linear axis: day `start` lies at pixel `left`, day `end` at `left + width`."""

    start: float
    end: float
    left: float
    width: float

    def x_of(self, day: float) -> float:
        """Return the pixel of the beginning of a day."""
        return self.left + (day - self.start) * self.width / (self.end - self.start)

    def xs_of(self, days: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the pixels of many days."""
        return np.asarray(self.left + (days - self.start) * (self.width / (self.end - self.start)), dtype=np.float64)

    def day_at(self, x: float) -> float:
        """Return the (fractional) day at a pixel."""
        return self.start + (x - self.left) * (self.end - self.start) / self.width

    def instant_at(self, x: float) -> int:
        """Return the day that lies at a pixel."""
        return int(np.floor(self.day_at(x)))

    @property
    def span(self) -> float:
        """Days shown."""
        return self.end - self.start

    @property
    def days_per_px(self) -> float:
        """Days a pixel covers."""
        return self.span / self.width

    def zoomed(self, factor: float, about: float, limits: tuple[float, float]) -> TimeScale:
        """Return the axis zoomed by a factor (> 1 closer) about a pixel, within limits (days)."""
        span = min(max(self.span / factor, MIN_SPAN), limits[1] - limits[0])
        day = self.day_at(about)
        start = day - (about - self.left) / self.width * span
        return self._within(start, span, limits)

    def panned(self, dx: float, limits: tuple[float, float]) -> TimeScale:
        """Return the axis moved by pixels (positive = later days come into view from the right)."""
        return self._within(self.start + dx * self.days_per_px, self.span, limits)

    def between(self, start: float, end: float, limits: tuple[float, float]) -> TimeScale:
        """Return the axis that shows two days and what lies between, within limits (days)."""
        span = min(max(end - start, MIN_SPAN), limits[1] - limits[0])
        return self._within((start + end - span) / 2, span, limits)

    def pinched(self, first: tuple[float, float], second: tuple[float, float], limits: tuple[float, float]) -> TimeScale:
        """Return the axis on which two (day, pixel) pairs lie together, as two fingers hold it; within limits (days)."""
        apart = second[1] - first[1]
        if second[0] - first[0] <= 0 or apart <= 0:
            return self
        span = min(max((second[0] - first[0]) / apart * self.width, MIN_SPAN), limits[1] - limits[0])
        middle = (first[1] + second[1]) / 2
        return self._within((first[0] + second[0]) / 2 - (middle - self.left) / self.width * span, span, limits)

    def _within(self, start: float, span: float, limits: tuple[float, float]) -> TimeScale:
        start = min(max(start, limits[0]), limits[1] - span)
        return replace(self, start=start, end=start + span)

    @property
    def rule(self) -> TickRule:
        """The tick rule that suits the span."""
        return next(rule for rule in RULES if self.span >= rule.span)

    def ticks(self, language: str, *, japanese: bool = False) -> list[Tick]:
        """Return the marks in view, minor ones first; labels stand at least 34 px apart. `japanese`: years by Japanese eras too."""
        rule = self.rule
        major = rule.major
        while (crowded := _shortest(major) / self.days_per_px < _MIN_LABEL) and major in _COARSER:
            major = _COARSER[major]
        majors = [] if crowded else list(marks(major, self.start - _length(major), self.end))
        taken = set(majors)
        minors = [] if rule.minor == "none" else [day for day in marks(rule.minor, self.start, self.end) if day not in taken]
        if len(minors) * 3 > self.width:
            minors = []
        each = 1 / self.days_per_px
        numbered = rule.minor == "day" and each >= _NUMBERED
        found = [Tick(day, str(civil(day).day) if numbered else "", major=False) for day in minors]
        if major == "day":
            return found + [Tick(day, label, major=True, centred=True) for day, label in _day_labels(majors, each, language)]
        labels = {day: _label(day, major, language) for day in majors}
        if japanese and major.endswith(("year", "years")):
            longer = {day: with_era_year(day, label, language) for day, label in labels.items()}
            room = _shortest(major) * each - 6
            labels = longer if all(rough_width(label, _SIZE) <= room for label in longer.values()) else labels
        if major == "week" and (first := next((day for day in majors if day >= self.start), None)) is not None:
            labels[first] = short_day(first, language, year=True)  # else no label would tell the year
        beside = rule.major == "year"  # a year is what follows its mark
        return found + [Tick(day, label, major=True, beside=beside) for day, label in labels.items()]

    def weekends(self) -> list[int]:
        """Return the Saturdays and Sundays in view, where days are wide enough to be told apart."""
        if 1 / self.days_per_px < _SHADED:
            return []
        first, last = math.floor(self.start), math.ceil(self.end)
        return [day for day in range(first, last) if week_day(day) >= _SATURDAY]

    def bins(self) -> NDArray[np.int64]:
        """Return the edges of the histogram's bins that cover the axis."""
        unit = "day" if self.rule.bin == "event" else self.rule.bin
        edges = list(marks(unit, self.start - _length(unit), self.end + 2 * _length(unit)))
        return np.array(edges, dtype=np.int64)


def _length(unit: str) -> float:
    """Days of a unit, about."""
    table = {"day": 1, "week": 7, "month": 30.44, "quarter": 91.3, "year": YEAR}
    return table[unit] if unit in table else float(unit.removesuffix("years")) * YEAR


def _shortest(unit: str) -> float:
    """Fewest days of a unit: 28 of a month."""
    table = {"day": 1, "week": 7, "month": 28, "quarter": 90, "year": 365}
    return table[unit] if unit in table else float(unit.removesuffix("years")) * 365


def marks(unit: str, start: float, end: float) -> Iterator[int]:
    """Yield the first days of all units that begin in [start, end]."""
    lowest, highest = ordinal(FIRST_YEAR), ordinal(LAST_YEAR + 1)
    first, last = int(min(max(np.ceil(start), lowest), highest)), int(min(max(end, lowest), highest))
    if unit in ("day", "week"):
        step = 7 if unit == "week" else 1
        begin = first + (1 - first) % 7 if unit == "week" else first
        yield from range(begin, last + 1, step)
        return
    at = civil(first)
    if unit not in ("month", "quarter"):
        begun = (at.month, at.day) == (1, 1)
        yield from _years(1 if unit == "year" else int(unit.removesuffix("years")), at.year if begun else at.year + 1, last)
        return
    months = 1 if unit == "month" else 3
    number = -(-(at.year * 12 + at.month - 1 + (at.day > 1)) // months) * months
    while number // 12 <= LAST_YEAR:
        day = ordinal(number // 12, number % 12 + 1)
        if day > last:
            return
        yield day
        number += months


def _years(step: int, first: int, last: int) -> Iterator[int]:
    """Yield the first days of round years from a year to a day: 1900, 1950; before the year 1 by their own count: 100 BC, 50 BC."""
    year = first + (1 - first) % step if first <= 0 else -(-first // step) * step
    if first <= 0 < year:  # the year 1 begins the count and is not round itself
        year = step
    while year <= LAST_YEAR and (day := ordinal(year)) <= last:
        yield day
        year = step if year <= 0 < year + step else year + step


def _day_labels(days: list[int], wide: float, language: str) -> list[tuple[int, str]]:
    """Label each of some days in so many px, all in one form: with month and weekday, else without month, else the number alone.

    The first of a month, and of those in view, tell their month where it has room.
    """
    forms = (_label, _short_label, _number)
    widest = [max((rough_width(one(day, "day", language), _SIZE) for day in days), default=0.0) for one in forms]
    form = next((one for one, width in zip(forms, widest, strict=True) if width + 6 <= wide), _number)
    found = []
    for at, day in enumerate(days):
        label = form(day, "day", language)
        if form is not _label and (at == min(1, len(days) - 1) or civil(day).day == 1):
            told = short_day(day, language)
            label = told if rough_width(told, _SIZE) <= wide else label
        found.append((day, label))
    return found


def _short_label(day: int, _unit: str, language: str) -> str:
    return with_weekday(str(civil(day).day), day, language)


def _number(day: int, _unit: str, _language: str) -> str:
    return str(civil(day).day)


def _label(day: int, unit: str, language: str) -> str:
    if unit.endswith("years"):
        return year_text(day, "ja") if language == "ja" and unit == "5years" else year_mark(day, language)
    if unit == "year":
        return year_text(day, language)
    if unit in ("month", "quarter"):
        return month_text(day, language) if language == "ja" else f"{short_month(civil(day).month, language)} {year_mark(day, language)}"
    if unit == "day":
        return with_weekday(short_day(day, language), day, language)
    return short_day(day, language)
