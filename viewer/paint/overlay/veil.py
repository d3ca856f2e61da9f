"""The Iron Curtain over the ground of an open stack, which would dull it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from viewer.paint.land.curtain import Curtain, Sprite


def draw_over_veil(painter: QPainter, curtain: Curtain, middle: QPointF, radius: float) -> None:
    """Draw what lies of the Curtain within a circle (px) once more."""
    reach = radius * curtain.ratio
    x, y = middle.x() * curtain.ratio, middle.y() * curtain.ratio
    left, top = max(int(x - reach), 0), max(int(y - reach), 0)
    right, bottom = min(int(x + reach) + 1, curtain.size[0]), min(int(y + reach) + 1, curtain.size[1])
    if right <= left or bottom <= top:
        return
    image = _image(curtain.pieces, curtain.size[0], (left, top, right, bottom))
    if image is None:
        return
    painter.save()
    circle = QPainterPath()
    circle.addEllipse(middle, radius, radius)
    painter.setClipPath(circle, Qt.ClipOperation.IntersectClip)
    image.setDevicePixelRatio(curtain.ratio)
    painter.drawImage(QPointF(left / curtain.ratio, top / curtain.ratio), image)
    painter.restore()


@lru_cache(maxsize=4)
def _image(pieces: Sequence[Sprite], wide: int, box: tuple[int, int, int, int]) -> QImage | None:
    """Return the pieces within a box of device pixels, None where none is."""
    left, top, right, bottom = box
    pixels = np.zeros((bottom - top, right - left), dtype=np.uint32)
    for piece in pieces:
        rows, columns = np.divmod(piece.pixel, wide)
        inside = (rows >= top) & (rows < bottom) & (columns >= left) & (columns < right)
        opacity = piece.opacity[inside].astype(np.uint32)
        pixels[rows[inside] - top, columns[inside] - left] = piece.colour[inside] & 0xFFFFFF | opacity << 24
    if not pixels.any():
        return None
    return QImage(pixels.data, right - left, bottom - top, (right - left) * 4, QImage.Format.Format_ARGB32).copy()
