"""A north arrow: shown on maps that are turned, in windows and in pictures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.carto.tokens import Theme
from viewer.paint.type import font

SIZE = 40.0
"""Width and height in logical px."""


def draw_compass(painter: QPainter, at: QPointF, rotation: float, theme: Theme) -> None:
    """Draw a needle about a point that shows where north is in the middle of a map turned clockwise by `rotation` degrees."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    painter.setPen(QPen(QColor(theme.line2), 1))
    painter.setBrush(QColor(theme.surface))
    painter.drawEllipse(QPointF(0, 0), SIZE / 2 - 1, SIZE / 2 - 1)
    painter.rotate(rotation)
    painter.setPen(QPen(QColor(theme.ink), 1))
    for side, ink in ((-4.0, theme.ink), (4.0, theme.surface)):
        painter.setBrush(QColor(ink))
        painter.drawPolygon(QPolygonF([QPointF(0, -6), QPointF(side, 10), QPointF(0, 7)]))
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(10, bold=True))
    painter.drawText(QRectF(-8, -19, 16, 13), Qt.AlignmentFlag.AlignCenter, "N")
    painter.restore()
