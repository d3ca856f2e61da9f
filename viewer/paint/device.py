"""What is painted on: pixels, or a page of a PDF, where words stay words; and images to paint on first."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter


def on_paper(painter: QPainter) -> bool:
    """Whether a painter paints a page of a PDF."""
    return painter.paintEngine().type() == QPaintEngine.Type.Pdf


def ratio_of(painter: QPainter) -> float:
    """Return how many device pixels of an image go on a logical pixel; on a page of a PDF as many as its map has."""
    return painter.deviceTransform().m11() if on_paper(painter) else painter.device().devicePixelRatio()


def clear_image(wide: float, high: float, ratio: float) -> QImage:
    """Return a transparent image of a size in logical px, with so many device pixels to each."""
    image = QImage(math.ceil(wide * ratio), math.ceil(high * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image
