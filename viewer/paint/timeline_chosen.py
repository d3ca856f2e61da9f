"""Where in time lies what is selected: marks below the axis, and a frame about its bar."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from viewer.carto.chronicle import Chronicle
from viewer.carto.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.model.time import Interval
from viewer.paint.lanes import PITCH
from viewer.paint.timeline_pens import colour, line
from viewer.paint.timeline_rows import Rows

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


def _draw_days(painter: QPainter, left: float, right: float, theme: Theme, rows: Rows) -> None:
    if right - left >= _SHORT:
        painter.fillRect(QRectF(round(left), rows.axis + 1, round(right) - round(left), _BAR), colour(theme.focus))
        return
    painter.setPen(line(theme.surface, 1.2))
    painter.setBrush(colour(theme.focus))
    painter.drawEllipse(QPointF((left + right) / 2, rows.axis + 0.5), _DOT, _DOT)
