"""A key as it is drawn beside what it does: its sign in a box with round corners."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from viewer.paint.type import font, text_width

TALL = 17.0
"""Height of a key (px at plain text)."""
_SIZE = 10.5
_BESIDE = 5.0


def keycap_width(sign: str) -> float:
    """Return how wide (px at plain text) a key is drawn."""
    return max(text_width(sign, _SIZE) + 2 * _BESIDE, TALL)


def draw_keycap(painter: QPainter, left: float, top: float, sign: str, colours: tuple[str, str, str]) -> None:
    """Draw a key in px at plain text; `colours` of its letters, its edge and its face."""
    ink, edge, face = colours
    box = QRectF(left + 0.5, top + 0.5, keycap_width(sign) - 1, TALL - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(face))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(ink))
    painter.setFont(font(_SIZE))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)


@lru_cache(maxsize=64)
def keycap_image(sign: str, gap: float, colours: tuple[str, str, str], scale: float, dpr: float) -> QImage:
    """Return a key as an image of its own, `gap` px from its left, `scale` times as large as at plain text."""
    image = QImage(round((keycap_width(sign) + gap) * scale * dpr), round(TALL * scale * dpr), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr * scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_keycap(painter, gap, 0.0, sign, colours)
    painter.end()
    image.setDevicePixelRatio(dpr)
    return image
