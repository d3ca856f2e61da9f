"""What a reader has brought on the timeline: on top of the events in the histogram, as a mark over the axis where single events stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from viewer.carto.chronicle import Chronicle, Column
from viewer.carto.tokens import Theme
from viewer.paint.tones import tone

_MARK = 5.0
"""Height of a mark over the axis (px)."""


def draw_on_top(painter: QPainter, column: Column, y: float, per_event: float, theme: Theme) -> None:
    """Draw what belongs to a bin from `y` upwards; `per_event` is the height of one."""
    width = max(column.right - column.left - 1.4, 1.2)
    for own in column.brought:
        tall = max(per_event * own.drawn, 1.5)
        painter.fillRect(QRectF(column.left + 0.7, y - tall, width, max(tall - 0.6, 1.0)), QColor(tone(own.tone, theme)))
        y -= tall


def draw_marks(painter: QPainter, chronicle: Chronicle, axis: float, theme: Theme) -> None:
    """Draw a mark over the axis (its y) on each day on which something begins, one over the other where several layers have any."""
    painter.setPen(Qt.PenStyle.NoPen)
    for column in chronicle.columns:
        for row, own in enumerate(column.brought):
            width = max(column.right - column.left - 2.0, 2.0)
            painter.fillRect(QRectF(column.left + 1.0, axis - (row + 1) * (_MARK + 1), width, _MARK), QColor(tone(own.tone, theme)))
