"""What is otherwise than on another day, laid over the political map: land that changed hands tinted, all changes outlined."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from viewer.carto.land.comparison import Comparison, compare_units, compared_pieces
from viewer.carto.land.symbology import rgb
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.land.inner import inner_pixels
from viewer.paint.land.political_layer import PoliticalLayer

TINT = 0.25
"""Opacity over land that changed hands: a hatch would cross those of blocs, occupation and claims."""
LINE, FINE_LINE, FINE_ZOOM = 1.8, 1.2, 2.0
"""Width of the outline in logical px, inside the land; finer on maps of the world, below a zoom."""
DASH = (6, 3)
"""Dash and gap of the outline of land that did not change hands, in logical px along both axes."""


class DifferenceLayer:
    """The marks of a comparison as an image over the picture of a political layer; made anew only where something else is compared."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._image: QImage | None = None
        self._pixels: NDArray[np.uint32] | None = None

    def draw(self, painter: QPainter, layer: PoliticalLayer, atlas: Atlas, view: View, theme: Theme, viewport: Viewport) -> None:
        """Draw the marks of a View, in logical px; nothing where it compares with no day."""
        ids = layer.ids
        if view.since is None or ids is None or layer.viewport is None:
            self._key, self._image, self._pixels = (), None, None
            return
        days = (atlas.version(view.since), atlas.version(view.instant))
        key = (layer.viewport, atlas, *days, view.viewpoint, theme.focus)
        if key != self._key:
            self._key = key
            self._make(ids, layer, atlas, view, theme)
        if self._image is None:
            return
        if viewport == layer.viewport:
            painter.drawImage(0, 0, self._image)
        else:
            layer.draw_scaled(painter, viewport, self._image)

    def _make(self, ids: NDArray[np.uint16], layer: PoliticalLayer, atlas: Atlas, view: View, theme: Theme) -> None:
        units = layer.politics.zones.unit
        marks = np.append(np.uint8(0), compare_units(atlas, view)[units]).astype(np.uint8)
        pieces = np.append(np.int32(0), compared_pieces(atlas, view)[units]).astype(np.int32)
        ratio = layer.viewport.ratio if layer.viewport else 1.0
        line = FINE_LINE if view.zoom < FINE_ZOOM else LINE
        opacity = _opacity(marks[ids], np.where(marks > 0, pieces, -1)[ids], line * ratio, ratio)
        self._pixels = _premultiplied(opacity, theme)
        high, wide = ids.shape
        self._image = QImage(self._pixels.data, wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(ratio)


def _opacity(marks: NDArray[np.uint8], pieces: NDArray[np.int32], reach: float, ratio: float) -> NDArray[np.float32]:
    """Return the opacity of the marks for every pixel [H, W].

    `pieces` [H, W] are numbers of areas outlined each by itself, -1 for none; `reach` is the width of the outline in device px.
    """
    high, wide = marks.shape
    rows, columns = np.arange(high), np.arange(wide)
    opacity = np.where(marks == Comparison.MOVED, np.float32(TINT), np.float32(0.0))
    inside = pieces >= 0
    on, off = (round(part * ratio) for part in DASH)
    gap = (rows[:, None] + columns[None, :]) % (on + off) >= on
    solid = (marks == Comparison.MOVED) | ~gap
    for number in range(int(np.ceil(reach))):
        smaller = inner_pixels(inside, pieces)
        ring = inside & ~smaller & solid
        opacity[ring] = np.maximum(opacity[ring], min(1.0, reach - number))
        inside = smaller
    return opacity


def _premultiplied(opacity: NDArray[np.float32], theme: Theme) -> NDArray[np.uint32]:
    """Return ARGB pixels [H, W] of the focus colour."""
    alpha = np.rint(opacity * 255).astype(np.uint32)
    red, green, blue = (int(channel) for channel in rgb(theme.focus))
    table = np.arange(256, dtype=np.uint32)
    colours = table << 24 | (table * red // 255) << 16 | (table * green // 255) << 8 | table * blue // 255
    pixels: NDArray[np.uint32] = colours.astype(np.uint32)[alpha]
    return np.ascontiguousarray(pixels)
