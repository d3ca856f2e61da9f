"""The sign of the program in the bar of windows, the dock and the list of tasks: a globe of two halves."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap

from viewer.carto.tokens import THEMES

_SIDES = (16, 24, 32, 48, 64, 128, 256)
"""Device px; systems take the one that fits."""
_SMALL = 32
"""Below this there is room for two lines only."""
_MARGIN = 0.04
"""Of the side, around the globe."""


def window_icon() -> QIcon:
    """Return the program's sign in all sizes."""
    icon = QIcon()
    for side in _SIDES:
        icon.addPixmap(QPixmap.fromImage(_globe(side)))
    return icon


def _globe(side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme, radius, middle = THEMES["light"], side * (0.5 - _MARGIN), QPointF(side / 2, side / 2)
    disc = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.setPen(Qt.PenStyle.NoPen)
    for bloc, start in (("west", 90), ("east", 270)):
        painter.setBrush(QColor(theme.blocs[bloc].ink))
        painter.drawPie(disc, start * 16, 180 * 16)
    inside = QPainterPath()
    inside.addEllipse(disc)
    painter.setClipPath(inside)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(QColor(theme.surface), max(2, 2 * round(side / 56)), c=Qt.PenCapStyle.FlatCap)
    )  # even: the middle lies between two px
    painter.drawLine(QLineF(middle.x(), 0, middle.x(), side))
    painter.drawLine(QLineF(0, middle.y(), side, middle.y()))
    if side >= _SMALL:
        painter.setPen(QPen(QColor(theme.surface), side / 34))
        painter.drawEllipse(middle, radius * 0.55, radius)
        for up in (-0.52, 0.52):
            painter.drawLine(QLineF(0, middle.y() + up * radius, side, middle.y() + up * radius))
    painter.end()
    return image
