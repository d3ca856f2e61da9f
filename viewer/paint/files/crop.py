"""What a printer cuts by: the ground drawn on beyond the edge of the paper, and marks at its corners that tell where the edge is."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_MARK, _SLUG = 5.0, 7.0
"""Mm that a mark is long, and those beyond the bleed in which marks stand."""
_APART = 2.0
"""Mm from the edge at which marks begin at least: no mark may be left on the page when it is cut."""
_WIDE = 0.25
"""Points that a mark is wide."""
POINTS_MM = 72 / 25.4
"""Points to a millimetre."""
MOST_MM = 20.0
"""Mm of bleed at most."""


def margin_mm(bleed: float) -> float:
    """Return how many mm a sheet is larger on each side than the page that is cut out of it; 0 where nothing is cut."""
    return bleed + _SLUG if bleed > 0 else 0.0


def paint_ground(painter: QPainter, size: tuple[float, float], bleed: float, ground: str) -> None:
    """Fill a page with its ground as far as `bleed` px beyond its edges. `size`: width and height of the page (px)."""
    painter.fillRect(QRectF(-bleed, -bleed, size[0] + 2 * bleed, size[1] + 2 * bleed), QColor(ground))


def paint_marks(painter: QPainter, size: tuple[float, float], bleed: float, px_mm: float) -> None:
    """Draw two marks at each corner of a page, outside of what bleeds. `size` in px, `bleed` in mm, `px_mm`: px to a mm."""
    first = max(bleed, _APART) * px_mm
    last = first + _MARK * px_mm
    painter.setPen(QPen(QColor(Qt.GlobalColor.black), _WIDE / POINTS_MM * px_mm))
    for x, outward in ((0.0, -1), (size[0], 1)):
        for y, down in ((0.0, -1), (size[1], 1)):
            painter.drawLine(QLineF(x + outward * first, y, x + outward * last, y))
            painter.drawLine(QLineF(x, y + down * first, x, y + down * last))
