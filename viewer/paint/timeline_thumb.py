"""Thumb and window of time: what moves over the rows of the timeline while a day is dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from viewer.carto.chronicle import Chronicle
from viewer.carto.dates import day_text, weekday
from viewer.carto.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.paint.spared import Box, boxes_of, gaps_in, pieces
from viewer.paint.timeline_axis import axis_labels
from viewer.paint.timeline_pens import colour, line
from viewer.paint.timeline_rows import Rows
from viewer.paint.type import font, text_width

_FLAG = 19.0
"""Height of the flag (px)."""
_DATE = 11.5
_BESIDE = 3.0
"""Px from the flag to the labels of the axis: those that are nearer make way whole."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands still under thumb and window: words that their lines don't cross, and labels (left, right in px) that the flag covers."""

    words: tuple[Box, ...] = ()
    labels: tuple[tuple[float, float], ...] = ()

    @property
    def widest(self) -> float:
        """Px of the widest label."""
        return max((right - left for left, right in self.labels), default=0.0)


def standing_of(chronicle: Chronicle, scale: TimeScale, language: str, rows: Rows) -> Standing:
    """Return what stands still on a timeline: the same for all days with the same eras and terms."""
    labels = axis_labels(scale, scale.ticks(language), rows)
    return Standing(boxes_of(chronicle, scale, rows), tuple((left, right) for left, right, _ in labels))


def draw_thumb(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Standing | None = None) -> None:
    """Draw the time window with its handles and the thumb with its flag: what moves while scrubbing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    below = under or Standing()
    _draw_window(painter, scale, view, theme, rows, below)
    _draw_thumb(painter, scale, view, theme, rows, below)


def thumb_box(scale: TimeScale, view: View, rows: Rows, under: Standing | None = None) -> QRect:
    """Return the px within which `draw_thumb` draws for a View."""
    x = scale.x_of(view.instant)
    half = text_width(day_text(view.instant, view.language), _DATE, bold=True) + 18 + (under.widest if under else 0.0)
    first, end = (scale.x_of(day) for day in view.window)
    right = max(x + half, min(end, rows.width), scale.x_of(view.instant + 1)) + 8
    left = min(x, rows.width, max(first, 0.0)) - 8
    left = min(left, x - half, rows.width - half)
    top = _head(rows) - 1
    return QRectF(left, top, right - left, rows.height - top).toAlignedRect()


def _head(rows: Rows) -> float:
    """Where time window and thumb begin: under the buttons, which would have to be painted with them."""
    return rows.bars - 4 if rows.folded else rows.changes - 2


def _draw_window(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Standing) -> None:
    first, end = view.window
    if end >= LAST_DAY and first <= FIRST_DAY:
        return
    left, right = max(scale.x_of(first), scale.left), min(scale.x_of(end), scale.left + scale.width)
    if right <= left:
        return
    top = _head(rows)
    painter.fillRect(QRectF(left, top, right - left, rows.axis - top), colour(theme.focus, 0.16 if theme.dark else 0.09))
    painter.setPen(line(theme.focus, 1.2))
    painter.setBrush(colour(theme.surface))
    for x, shown in ((left, first >= scale.start), (right, end <= scale.end)):
        if not shown:
            continue
        for above, below in pieces(top, rows.axis, gaps_in(under.words, x)):
            painter.drawLine(QPointF(x, above), QPointF(x, below))
        handle = QRectF(x - 4, rows.axis - 38, 8, 24)
        painter.drawRoundedRect(handle, 3, 3)
        for dx in (-1.2, 1.2):
            painter.drawLine(QPointF(x + dx, handle.top() + 7), QPointF(x + dx, handle.bottom() - 7))


def _draw_thumb(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Standing) -> None:
    x = scale.x_of(view.instant + (0.5 if scale.rule.bin not in ("event", "day") else 0.0))
    if not scale.left - 1 <= x <= scale.left + scale.width + 1:
        return
    top, thumb, surface = _head(rows), colour(theme.thumb), colour(theme.surface)
    for above, below in pieces(top, rows.axis + 4, gaps_in(under.words, x)):
        painter.fillRect(QRectF(x - 2.25, above, 4.5, min(below, rows.axis) - above), surface)
        painter.fillRect(QRectF(x - 1, above, 2, below - above), thumb)
    day_end = scale.x_of(view.instant + 1)
    if day_end - x > 12:
        painter.setPen(line(theme.thumb, 1.2, 2, 2))
        for above, below in pieces(top, rows.axis, gaps_in(under.words, day_end)):
            painter.drawLine(QPointF(day_end, above), QPointF(day_end, below))
    left, wide, label = _flag(x, day_end, view, rows)
    for begin, end in under.labels:
        if begin < left + wide + _BESIDE and end > left - _BESIDE:
            painter.fillRect(QRectF(begin, rows.axis + 7, end - begin, 16), surface)
    painter.fillRect(QRectF(left, rows.axis + 2, wide, _FLAG), thumb)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(thumb)
    painter.drawPolygon(QPolygonF([QPointF(x - 5, rows.axis + 2.5), QPointF(x, rows.axis - 4), QPointF(x + 5, rows.axis + 2.5)]))
    painter.setPen(surface)
    painter.setFont(font(_DATE, bold=True, tabular=True))
    painter.drawText(QRectF(left, rows.axis + 2, wide, _FLAG), Qt.AlignmentFlag.AlignCenter, label)


def _flag(x: float, day_end: float, view: View, rows: Rows) -> tuple[float, float, str]:
    """Left end, width and words of the flag: below the day where it is wide enough, else about the thumb and inside the panel."""
    label = day_text(view.instant, view.language)
    wide = text_width(label, _DATE, bold=True) + 18
    week = weekday(view.instant, view.language, short=True)
    named = f"{label}（{week}）" if view.language == "ja" else f"{week} {label}"
    if day_end - x >= text_width(named, _DATE, bold=True) + 12:
        return x, day_end - x, named
    return min(max(x - wide / 2, 4.0), rows.width - wide - 4), wide, label
