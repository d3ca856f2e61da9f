"""The day under the pointer: a fine line with its date, before anything is clicked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.carto.dates import short_day
from viewer.carto.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.paint.timeline import Rows
from viewer.paint.type import font, text_width

_SIZE = 10.5


def pointer_box(scale: TimeScale, day: int, view: View, rows: Rows) -> QRectF:
    """Return the px within which `draw_pointer` draws."""
    half = text_width(short_day(day, view.language, year=True), _SIZE) / 2 + 9
    x = scale.x_of(day + 0.5)
    return QRectF(min(x - half, rows.width - 2 * half - 2), rows.bars - 1, 2 * half + 4, rows.height - rows.bars + 1)


def draw_pointer(painter: QPainter, scale: TimeScale, day: int, view: View, theme: Theme, rows: Rows) -> None:
    """Draw the line over histogram and axis, and the date in a pill on the axis, kept inside the panel."""
    words = short_day(day, view.language, year=True)
    wide = text_width(words, _SIZE) + 12
    x = scale.x_of(day + 0.5)
    painter.setPen(QPen(QColor(theme.ink3), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(x, rows.bars), QPointF(x, rows.axis))
    pill = QRectF(min(max(x - wide / 2, 3.0), rows.width - wide - 3), rows.axis + 3.5, wide, 16)
    painter.setPen(QPen(QColor(theme.line2), 1))
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(pill, 4, 4)
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(_SIZE, tabular=True))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
