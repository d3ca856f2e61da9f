"""The overview below the axis: all time in a strip, with the frame of what the axis shows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.carto.timeline.chronicle import Overview
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.carto.view import View

HEIGHT = 11.0
_LEAST = 8.0
"""Least width of the frame (px), so that it can be taken hold of."""


def draw_overview(painter: QPainter, overview: Overview, scale: TimeScale, theme: Theme, top: float) -> None:
    """Draw events and frame of the overview below `top`. `scale` is the axis of the timeline (px)."""
    whole, columns = overview.scale, overview.columns
    strip = QRectF(whole.left, top, whole.width, HEIGHT)
    painter.fillRect(strip, QColor(theme.surface2))
    highest = max((sum(column.counts) for column in columns), default=1)
    bars = QColor(theme.ink3)
    bars.setAlphaF(0.55)
    for column in columns:
        tall = max((sum(column.counts) / highest) ** 0.5 * (HEIGHT - 1), 1.0)
        painter.fillRect(QRectF(column.left, strip.bottom() - tall, max(column.right - column.left - 0.8, 0.8), tall), bars)
    frame = frame_of(whole, scale, top)
    shade = QColor(theme.focus)
    shade.setAlphaF(0.22 if theme.dark else 0.12)
    painter.fillRect(frame, shade)
    painter.setPen(QPen(QColor(theme.focus), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


def frame_of(whole: TimeScale, scale: TimeScale, top: float) -> QRectF:
    """Return the frame (px) of what the axis shows."""
    left, right = whole.x_of(scale.start), whole.x_of(scale.end)
    if right - left < _LEAST:
        middle = (left + right) / 2
        left, right = middle - _LEAST / 2, middle + _LEAST / 2
    return QRectF(left, top, right - left, HEIGHT)


def draw_overview_day(painter: QPainter, whole: TimeScale, view: View, theme: Theme, top: float) -> None:
    """Draw the day shown, and the brushed range, in the overview."""
    if view.range is not None:
        left, right = whole.x_of(view.range[0]), whole.x_of(view.range[1] + 1)
        painter.fillRect(QRectF(left, top + HEIGHT - 2, max(right - left, 1.5), 2), QColor(theme.focus))
    x = whole.x_of(view.instant + 0.5)
    painter.setPen(QPen(QColor(theme.thumb), 1.6))
    painter.drawLine(QPointF(x, top), QPointF(x, top + HEIGHT))
