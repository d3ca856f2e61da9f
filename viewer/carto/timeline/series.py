"""A series of numbers over time as a plot: where its points stand and what its own scale says."""

from __future__ import annotations

import math

from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Series, say
from viewer.model.record import dataclass
from viewer.model.time import When

_MARKS = 2
"""About so many marks stand above nought."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A number: its place on the axis (px), its height as a share of the plot, the ends of the time it holds for (px), its words."""

    x: float
    share: float
    left: float
    right: float
    value: str


@dataclass(frozen=True, slots=True)
class SeriesPlot:
    """A series on an axis. `marks` are those of its own scale: (share of the height, words)."""

    name: str
    unit: str
    dots: tuple[Dot, ...]
    marks: tuple[tuple[float, str], ...]


def find_series(atlas: Atlas, identifier: str) -> Series | None:
    """Return the series of an id that has points, None where there is none."""
    return next((series for series in atlas.series if series.id == identifier and series.points), None)


def series_of_event(atlas: Atlas, event: str) -> tuple[Series, ...]:
    """Return the series that tell of an event."""
    return tuple(series for series in atlas.series if event in series.events and series.points)


def series_span(series: Series) -> tuple[int, int]:
    """Return the first day of a series and the day after its last."""
    return min(when.start for when, _ in series.points), max(when.extent.end for when, _ in series.points)


def compose_series(atlas: Atlas, view: View, scale: TimeScale) -> SeriesPlot | None:
    """Return the plot of the series that a View names; None where it names none."""
    series = find_series(atlas, view.series)
    return plot_series(series, view.language, scale) if series else None


def plot_series(series: Series, language: str, scale: TimeScale) -> SeriesPlot:
    """Return the plot of a series on an axis; nought is always on its scale."""
    values = [value for _, value in series.points]
    low, high, step = nice_scale(min(values), max(values))
    unit = say(series.unit, language)
    dots = tuple(_dot(when, value, (value - low) / (high - low), scale) for when, value in sorted(series.points, key=_middle))
    count = round((high - low) / step)
    marks = tuple((number / count, number_words(low + number * step)) for number in range(count + 1))
    top = (marks[-1][0], f"{marks[-1][1]} {unit}".strip())
    return SeriesPlot(say(series.names, language), unit, dots, (*marks[:-1], top))


def nice_scale(low: float, high: float) -> tuple[float, float, float]:
    """Return the ends of a scale that holds nought and all values, and the round step between its marks."""
    low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or 1.0
    power = 10.0 ** math.floor(math.log10(span / _MARKS))
    step = next(power * part for part in (1.0, 2.0, 2.5, 5.0, 10.0) if power * part * _MARKS >= span * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return first * step, max(last, first + 1) * step, step


def number_words(value: float) -> str:
    """Return a number with thousands parted and no needless digits."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"


def _middle(point: tuple[When, float]) -> float:
    when, _ = point
    return (when.start + when.extent.end) / 2


def _dot(when: When, value: float, share: float, scale: TimeScale) -> Dot:
    left, right = scale.x_of(when.start), scale.x_of(when.extent.end)
    middle = (left + right) / 2
    return Dot(middle, share, *((left, right) if when.span else (middle, middle)), number_words(value))
