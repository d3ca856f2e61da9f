"""Looking at pictures: which colours are where, and how far two pictures are apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

GROUND = "#FF00FF"
"""A colour that no theme has."""


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Return [height, width, 3] red, green, blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()


def painted(width: int, height: int, paint: Callable[[QPainter], None], ratio: float = 1.0, ground: str = GROUND) -> QImage:
    """Return a picture on which something was painted."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(ground))
    painter = QPainter(image)
    try:
        paint(painter)
    finally:
        painter.end()
    image.setDevicePixelRatio(1.0)
    return image


def touched(image: QImage, ground: str = GROUND) -> NDArray[np.bool_]:
    """Return [height, width] where something was painted."""
    colour = QColor(ground)
    return (pixels(image) != np.array([colour.red(), colour.green(), colour.blue()], np.uint8)).any(axis=2)


def box(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom (inside) of what is true."""
    rows, columns = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def count(image: QImage, colour: str, tolerance: int = 0) -> int:
    """Return how many pixels have a colour."""
    wanted = QColor(colour)
    apart = np.abs(pixels(image).astype(int) - [wanted.red(), wanted.green(), wanted.blue()])
    return int((apart.max(axis=2) <= tolerance).sum())


def common(image: QImage, number: int = 5) -> list[str]:
    """Return the most frequent colours."""
    flat = pixels(image).reshape(-1, 3)
    return [f"#{r:02X}{g:02X}{b:02X}" for (r, g, b), _ in Counter(map(tuple, flat.tolist())).most_common(number)]
