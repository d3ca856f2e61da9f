"""A veil over the land that is not of the bloc which a View selects: the bloc stands out, the rest can still be read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from viewer.carto.land.blocs import bloc_units, chosen_bloc
from viewer.carto.land.symbology import rgb
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.land.political_layer import PoliticalLayer

OPACITY = 0.68
"""Of the veil, in the colour of land in no bloc."""


class DimmingLayer:
    """The veil as an image over the picture of a political layer; made anew only where other land is to be dimmed."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._image: QImage | None = None
        self._pixels: NDArray[np.uint32] | None = None

    def draw(self, painter: QPainter, layer: PoliticalLayer, atlas: Atlas, view: View, theme: Theme, viewport: Viewport) -> None:
        """Draw the veil of a View, in logical px; nothing where it selects no bloc."""
        bloc, ids = chosen_bloc(atlas, view), layer.ids
        if not bloc or ids is None or layer.viewport is None:
            self._key, self._image, self._pixels = (), None, None
            return
        key = (layer.viewport, atlas, atlas.version(view.instant), view.viewpoint, bloc, theme.name)
        if key != self._key or self._image is None:
            self._key = key
            self._image = self._made(ids, layer.viewport.ratio, bloc_units(atlas, view, bloc)[layer.politics.zones.unit], theme)
        if viewport == layer.viewport:
            painter.drawImage(0, 0, self._image)
        else:
            layer.draw_scaled(painter, viewport, self._image)

    def _made(self, ids: NDArray[np.uint16], ratio: float, lit: NDArray[np.bool_], theme: Theme) -> QImage:
        """Return the image; `lit` [Z] tells which zones are not veiled."""
        table = np.append(np.uint32(0), np.where(lit, np.uint32(0), _veil(theme))).astype(np.uint32)
        self._pixels = table[ids]  # kept: the image only points to it
        high, wide = ids.shape
        image = QImage(self._pixels.data, wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        return image


def _veil(theme: Theme) -> np.uint32:
    """Return the premultiplied ARGB of the veil."""
    red, green, blue = (round(channel * OPACITY) for channel in rgb(theme.land))
    return np.uint32(round(255 * OPACITY) << 24 | red << 16 | green << 8 | blue)
