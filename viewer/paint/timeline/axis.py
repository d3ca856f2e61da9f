"""The axis of the timeline: its grid, its labels, and the histogram that stands on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from viewer.carto.timeline.chronicle import Chronicle
from viewer.carto.timeline.timescale import Tick, TimeScale
from viewer.carto.tokens import FAMILIES, Theme
from viewer.paint.timeline.own_marks import draw_on_top
from viewer.paint.timeline.pens import colour, line
from viewer.paint.timeline.rows import Rows
from viewer.paint.timeline.spared import Box, gaps_in, pieces
from viewer.paint.type import font, text_width

LABEL, SMALL = 11.0, 10.0
"""Sizes of the labels of major marks and of those between them (px)."""
_BETWEEN = 4.0
"""Px between two labels."""
_FIGURE = 11.0
"""Px that a figure beside the histogram needs under the one above it."""
_PEAKS = {"year": 12, "quarter": 12, "month": 8, "week": 6, "day": 6, "event": 6}
"""A bar as high as the histogram stands for so many events at least, by the bin."""


def axis_labels(scale: TimeScale, ticks: list[Tick], rows: Rows) -> tuple[tuple[float, float, Tick], ...]:
    """Return the labels that find room, as (left, right, tick) in px: those of major marks before those between them."""
    right = rows.width - 4
    found: list[tuple[float, float, Tick]] = []
    last = -100.0
    for tick in (one for one in ticks if one.label and one.major):
        left, end = _extent(scale, tick, LABEL)
        kept = left >= scale.left - 2 if tick.centred else scale.x_of(tick.day) >= scale.left - 2
        if kept and end <= right and left >= last:  # the axis keeps labels 34 px apart, but a weekday's may be wider
            last = end
            found.append((left, end, tick))
    taken = [(left, end) for left, end, _ in found]
    for tick in (one for one in ticks if one.label and not one.major):
        left, end = _extent(scale, tick, SMALL)
        if left >= scale.left and end <= right and all(end + _BETWEEN <= a or left >= b + _BETWEEN for a, b in taken):
            found.append((left, end, tick))
    return tuple(found)


def _extent(scale: TimeScale, tick: Tick, size: float) -> tuple[float, float]:
    x, wide = scale.x_of(tick.day), text_width(tick.label, size) + 4
    if tick.beside:
        return x + 1, x + 1 + wide
    middle = x + (scale.x_of(tick.day + 1) - x if tick.centred else 0.0) / 2
    return middle - wide / 2, middle + wide / 2


def draw_axis(painter: QPainter, scale: TimeScale, ticks: list[Tick], theme: Theme, rows: Rows) -> None:
    """Draw the line of the axis, its marks and its labels."""
    right = scale.left + scale.width
    painter.fillRect(QRectF(scale.left, rows.axis, scale.width, 1), colour(theme.ink))
    for tick in ticks:
        x = scale.x_of(tick.day)
        if scale.left <= x <= right:
            painter.setPen(line(theme.ink if tick.major else theme.line2, 1.2 if tick.major else 0.8))
            painter.drawLine(QPointF(x, rows.axis), QPointF(x, rows.axis + (6 if tick.major else 3)))
    for left, end, tick in axis_labels(scale, ticks, rows):
        painter.setFont(font(LABEL if tick.major else SMALL, tabular=True))
        painter.setPen(colour(theme.ink2 if tick.major else theme.ink3))
        painter.drawText(QRectF(left, rows.axis + 6, end - left, 16), Qt.AlignmentFlag.AlignCenter, tick.label)


def draw_grid(painter: QPainter, scale: TimeScale, ticks: list[Tick], theme: Theme, rows: Rows, words: tuple[Box, ...] = ()) -> None:
    """Shade weekends, and draw a line for each major mark; none crosses words."""
    top = rows.bars if rows.folded else rows.changes
    for day in scale.weekends():
        left, right = max(scale.x_of(day), scale.left), min(scale.x_of(day + 1), scale.left + scale.width)
        painter.fillRect(QRectF(left, top, right - left, rows.axis - top), colour(theme.surface2))
    painter.setPen(line(theme.line, 1))
    for tick in ticks:
        x = scale.x_of(tick.day)
        if tick.major and scale.left <= x <= scale.left + scale.width:
            for above, below in pieces(top, rows.axis, gaps_in(words, x)):
                painter.drawLine(QPointF(round(x) + 0.5, above), QPointF(round(x) + 0.5, below))


def guides(peak: int, height: float, room: float) -> list[int]:
    """Return the numbers of events that the histogram is ruled at: round ones whose figures keep apart, one at least where it has room.

    Args: peak: as many events are as high as the histogram. height: of it (px). room: as high as a figure may stand (px).
    """
    power = 1
    while height * power * 10 / peak < _FIGURE:
        power *= 10
    step = next(part * power for part in (1, 2, 5, 10) if height * part * power / peak >= _FIGURE)
    most = int(peak * room / height)
    return list(range(step, most + 1, step)) or [part * power for part in (8, 6, 4, 3, 2, 1) if part * power <= most][:1]


def _brief(number: int) -> str:
    """A round number in a few letters: 800, 2k."""
    return str(number) if number < 1000 else f"{number / 1000:g}k"


def peak_of(chronicle: Chronicle, scale: TimeScale) -> int:
    """Return how many events are as high as the histogram."""
    return max(_PEAKS[scale.rule.bin], round(chronicle.highest * 1.12))


def draw_columns(painter: QPainter, chronicle: Chronicle, scale: TimeScale, theme: Theme, rows: Rows) -> None:
    """Draw the histogram with its guide lines."""
    height = rows.axis - rows.bars - 2
    peak = peak_of(chronicle, scale)
    painter.setFont(font(10))
    for guide in guides(peak, height, height - (4 if rows.folded else 16)):  # above is the name of the row
        y = rows.axis - height * guide / peak
        painter.setPen(line(theme.line, 1, 2, 3))
        painter.drawLine(QPointF(scale.left, y), QPointF(scale.left + scale.width, y))
        painter.setPen(colour(theme.ink3))
        figure = QRectF(scale.left - 54, y - 8, 48, 14)
        painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _brief(guide))
    painter.save()
    painter.setClipRect(QRectF(scale.left, rows.bars - 2, scale.width, height + 6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for column in chronicle.columns:
        y = rows.axis
        width = max(column.right - column.left - 1.4, 1.2)
        for family, count in zip(FAMILIES, column.counts, strict=True):
            if count:
                tall = max(height * count / peak, 1.5)
                painter.fillRect(QRectF(column.left + 0.7, y - tall, width, max(tall - 0.6, 1.0)), colour(theme.families[family]))
                y -= tall
        draw_on_top(painter, column, y, height / peak, theme)
    painter.restore()
