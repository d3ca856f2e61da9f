"""What a reader has brought on the timeline: on top of the events in the histogram, as a mark over the axis where single events stand.

What is not sure about its date is fainter in the histogram and hollow over the axis, with a dashed line over the days that it can mean.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.carto.timeline.chronicle import Chronicle, Column
from viewer.carto.tokens import Theme
from viewer.paint.own.tones import tone

_MARK = 5.0
"""Height of a mark over the axis (px)."""
_FAINT = 0.42
_LEAST_VAGUE = 6.0
"""Px from which on the days of doubt are drawn."""


def draw_on_top(painter: QPainter, column: Column, y: float, per_event: float, theme: Theme) -> None:
    """Draw what belongs to a bin from `y` upwards; `per_event` is the height of one."""
    width = max(column.right - column.left - 1.4, 1.2)
    for own in column.brought:
        tall = max(per_event * own.drawn, 1.5)
        high = max(tall - 0.6, 1.0)
        faint, left, colour = high * own.doubted / max(own.count, 1), column.left + 0.7, QColor(tone(own.tone, theme))
        painter.fillRect(QRectF(left, y - tall + faint, width, high - faint), colour)
        colour.setAlphaF(_FAINT)
        painter.fillRect(QRectF(left, y - tall, width, faint), colour)
        y -= tall


def draw_marks(painter: QPainter, chronicle: Chronicle, axis: float, theme: Theme) -> None:
    """Draw a mark over the axis (its y) on each day on which something begins, one over the other where several layers have any."""
    for vague in chronicle.vague:
        if vague.right - vague.left >= _LEAST_VAGUE:
            painter.setPen(_dashed(tone(vague.tone, theme)))
            y = axis - (vague.row + 0.5) * (_MARK + 1)
            painter.drawLine(QPointF(vague.left, y), QPointF(vague.right, y))
    for column in chronicle.columns:
        for row, own in enumerate(column.brought):
            width = max(column.right - column.left - 2.0, 2.0)
            mark, colour = QRectF(column.left + 1.0, axis - (row + 1) * (_MARK + 1), width, _MARK), tone(own.tone, theme)
            if own.doubted < own.count:
                painter.fillRect(mark, QColor(colour))
                continue
            painter.fillRect(mark, QColor(theme.surface))
            painter.setPen(_dashed(colour))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(mark.adjusted(0.5, 0.5, -0.5, -0.5))


def _dashed(colour: str) -> QPen:
    pen = QPen(QColor(colour), 1.2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([3 / 1.2, 2.2 / 1.2])
    return pen
