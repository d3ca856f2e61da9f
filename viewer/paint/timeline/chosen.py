"""Where in time lies what is selected, as marks below the axis and a frame about its bar; and the other days that are shown."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from viewer.carto.timeline.chronicle import Chronicle
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.model.time import Interval
from viewer.paint.timeline.lanes import PITCH
from viewer.paint.timeline.pens import colour, line
from viewer.paint.timeline.rows import Rows, head_of
from viewer.paint.timeline.spared import gaps_in, pieces
from viewer.paint.timeline.thumb import Standing

_TIP = 7.0
"""Height of the tip of another day (px)."""
_SHORT = 6.0
"""What is narrower is a dot (px)."""
_DOT, _BAR = 3.4, 3.0
"""Radius of a dot, height of a bar (px)."""


def draw_chosen(
    painter: QPainter, chosen: Iterable[Interval], event: str, chronicle: Chronicle, scale: TimeScale, theme: Theme, rows: Rows
) -> None:
    """Draw the days of what is selected; `event` is the one that is, whose bar is framed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for when in chosen:
        if when.end > scale.start and when.start < scale.end:
            _draw_days(painter, max(scale.x_of(when.start), scale.left), min(scale.x_of(when.end), scale.left + scale.width), theme, rows)
    if not event or rows.folded:
        return
    painter.setPen(line(theme.focus, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lanes = ((rows.spans, chronicle.spans), (rows.pacts, chronicle.treaties if rows.treaties else ()))
    for top, bar in ((top, bar) for top, bars in lanes for bar in bars if bar.event == event):
        painter.drawRoundedRect(QRectF(bar.left - 2.5, top + PITCH * bar.lane - 0.5, bar.right - bar.left + 5, PITCH - 0.5), 2, 2)


def draw_other_days(painter: QPainter, days: Iterable[int], scale: TimeScale, theme: Theme, rows: Rows, under: Standing) -> None:
    """Draw the days of other maps, or of the comparison: a dashed line and a hollow tip on the axis, as the thumb has a filled one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for day in days:
        x = round(scale.x_of(day + 0.5)) + 0.5
        if not scale.left <= x <= scale.left + scale.width:
            continue
        painter.setPen(line(theme.thumb, 1, 3, 3))
        for above, below in pieces(head_of(rows), rows.axis - _TIP, gaps_in(under.words, x)):
            painter.drawLine(QPointF(x, above), QPointF(x, below))
        painter.setPen(line(theme.thumb, 1.4))
        painter.setBrush(colour(theme.surface))
        top = rows.axis - _TIP
        painter.drawPolygon(QPolygonF([QPointF(x - 5, top), QPointF(x + 5, top), QPointF(x, rows.axis)]))


def _draw_days(painter: QPainter, left: float, right: float, theme: Theme, rows: Rows) -> None:
    if right - left >= _SHORT:
        painter.fillRect(QRectF(round(left), rows.axis + 1, round(right) - round(left), _BAR), colour(theme.focus))
        return
    painter.setPen(line(theme.surface, 1.2))
    painter.setBrush(colour(theme.focus))
    painter.drawEllipse(QPointF((left + right) / 2, rows.axis + 0.5), _DOT, _DOT)
