"""The day under the pointer: a fine line with its date, before anything is clicked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.carto.days.dates import day_text, short_day
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.paint.timeline.rows import Rows
from viewer.paint.type import font, text_width

_SIZE = 10.5


def pointer_box(scale: TimeScale, day: int, view: View, rows: Rows) -> QRectF:
    """Return the px within which `draw_pointer` draws."""
    line = QRectF(scale.x_of(day + 0.5) - 1.5, rows.bars - 1, 3, rows.axis - rows.bars + 2)
    return line.united(_pill(scale, day, view, rows).adjusted(-2, -2, 2, 2))


def _pill(scale: TimeScale, day: int, view: View, rows: Rows) -> QRectF:
    """Where the date stands: below the line, beside the flag of the thumb, inside the panel."""
    x, wide = scale.x_of(day + 0.5), text_width(short_day(day, view.language, year=True), _SIZE) + 12
    thumb, flag = scale.x_of(view.instant + 0.5), text_width(day_text(view.instant, view.language), 11.5, bold=True) / 2 + 11
    left = x - wide / 2
    if abs(x - thumb) < flag + wide / 2:
        left = thumb + flag if x >= thumb else thumb - flag - wide
    return QRectF(min(max(left, 3.0), rows.width - wide - 3), rows.axis + 3.5, wide, 16)


def draw_pointer(painter: QPainter, scale: TimeScale, day: int, view: View, theme: Theme, rows: Rows) -> None:
    """Draw the line over histogram and axis, and the date in a pill on the axis."""
    words = short_day(day, view.language, year=True)
    x = scale.x_of(day + 0.5)
    painter.setPen(QPen(QColor(theme.ink3), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(x, rows.bars), QPointF(x, rows.axis))
    pill = _pill(scale, day, view, rows)
    painter.setPen(QPen(QColor(theme.line2), 1))
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(pill, 4, 4)
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(_SIZE, tabular=True))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
