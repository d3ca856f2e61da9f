"""The outline of land that changes sides, as a small image over the map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from viewer.carto.land.political import STYLES, PoliticalState
from viewer.carto.land.symbology import ink_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.blending import packed
from viewer.paint.land.inner import inner_pixels

LINE = 3.0
"""Width of the outline inside the land (px)."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """An outline on a picture: its image, where it lies (logical px), and the viewport that it was made for."""

    image: QImage
    pixels: NDArray[np.uint32]
    """Kept: the image only points to them."""
    box: QRectF
    viewport: Viewport

    def draw(self, painter: QPainter, opacity: float) -> None:
        """Draw it over the map."""
        painter.save()
        painter.setOpacity(opacity)
        painter.drawImage(QPointF(self.box.left(), self.box.top()), self.image)
        painter.restore()


def outline_of(
    ids: NDArray[np.uint16],
    box: tuple[int, int, int, int],
    polity: NDArray[np.int64],
    state: PoliticalState,
    viewport: Viewport,
    theme: Theme,
) -> Outline:
    """Return the outline of land, a line inside its border in the ink of the bloc it now stands in.

    `ids` [H, W] is zone + 1 of every device pixel, 0 for sea; `polity` [Z] the number of the piece that is outlined, -1 for none;
    `box` (left, top, right, bottom; inclusive) holds all its pixels.
    """
    left, top, right, bottom = box
    table = np.append(np.int64(-1), polity)
    part = ids[top : bottom + 1, left : right + 1]
    pieces = np.pad(table[part], 1, constant_values=-2)
    inside = pieces >= 0
    for _ in range(max(1, round(LINE * viewport.ratio))):
        inside = inner_pixels(inside, pieces)
    ring = ((pieces >= 0) & ~inside)[1:-1, 1:-1]
    inks = np.array([packed(ink_of(theme, number)) for number in range(len(STYLES))], dtype=np.uint32)
    ink = np.append(np.uint32(0), inks[state.style])[part]
    pixels = np.ascontiguousarray(np.where(ring, ink, np.uint32(0)).astype(np.uint32))
    tall, wide = pixels.shape
    image = QImage(pixels.data, wide, tall, wide * 4, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(viewport.ratio)
    ratio = viewport.ratio
    return Outline(image, pixels, QRectF(left / ratio, top / ratio, wide / ratio, tall / ratio), viewport)
