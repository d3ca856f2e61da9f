"""Very many points as a grid of density: a picture kept from frame to frame, in which only cells that changed are painted again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from viewer.carto.own.extra import PlacedLayer
from viewer.carto.projections.viewport import Viewport

CELL = 4
"""Side of a cell in logical px."""
_FULL = 40
"""Points in a cell from which on it is solid."""
_FEW = 20_000
"""Changed points up to which the cells are painted one by one."""


class DensityGrid:
    """The points of a layer on one viewport, counted in cells. One point is seen, many are solid; the scale never changes with the day."""

    def __init__(self, placed: PlacedLayer, viewport: Viewport, colour: str) -> None:
        wide, high = viewport.device_size
        self._cell = max(round(CELL * viewport.ratio), 1)
        self._columns, self._rows = -(-wide // self._cell), -(-high // self._cell)
        pixels, _ = placed.places(viewport)
        at = (pixels * (viewport.ratio / self._cell)).astype(np.intp)
        column, row = np.clip(at[:, 0], 0, self._columns - 1), np.clip(at[:, 1], 0, self._rows - 1)
        self._at = row * self._columns + column
        self._shown = np.zeros(len(self._at), dtype=np.bool_)
        self._visible: NDArray[np.bool_] | None = None
        self._count = np.zeros(self._columns * self._rows, dtype=np.int64)
        row_of_cell = np.dtype((np.void, 4 * self._cell))  # as one item it is copied at once
        self._shades = shades(colour)
        self._strokes = np.repeat(self._shades, self._cell).view(row_of_cell)
        self._pixels = np.zeros((self._rows, self._cell, self._columns, self._cell), dtype=np.uint32)
        self._cells = self._pixels.view(row_of_cell).reshape(self._rows, self._cell, self._columns)
        size = (self._columns * self._cell, self._rows * self._cell)
        self._image = QImage(self._pixels.data, *size, size[0] * 4, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(viewport.ratio)

    @property
    def last(self) -> QImage:
        """The picture as it was last asked for."""
        return self._image

    def shows(self, visible: NDArray[np.bool_]) -> bool:
        """Whether the last picture is that of the same features [N] of the layer."""
        return self._visible is not None and np.array_equal(self._visible, visible)

    def image(self, mine: NDArray[np.bool_], visible: NDArray[np.bool_] | None = None) -> QImage:
        """Return the picture of those points of the viewport that are shown, [k]. It belongs to the grid and is painted over later.

        Args: visible: [N] the features of the layer that are shown, to be known again by `shows`.
        """
        self._visible = visible
        changed = np.flatnonzero(mine != self._shown)
        if len(changed) > _FEW:
            self._count = np.bincount(self._at[mine], minlength=len(self._count))
            colours = self._shades[np.minimum(self._count, _FULL)].reshape(self._rows, 1, self._columns, 1)
            self._pixels[:] = colours
        elif len(changed):
            cells = self._at[changed]
            np.add.at(self._count, cells, np.where(mine[changed], 1, -1))
            rows, columns = np.divmod(cells, self._columns)
            self._cells[rows, :, columns] = self._strokes[np.minimum(self._count[cells], _FULL)][:, None]
        self._shown = mine
        return self._image


def shades(colour: str) -> NDArray[np.uint32]:
    """Return premultiplied colours for 0, 1, 2 ... points in a cell, [_FULL + 1]."""
    number = np.arange(_FULL + 1)
    opacity = np.where(number == 0, 0.0, 0.3 + 0.7 * np.log(np.maximum(number, 1)) / np.log(_FULL))
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    alpha, r, g, b = ((opacity * part).astype(np.uint32) for part in (255, red, green, blue))
    found: NDArray[np.uint32] = (alpha << np.uint32(24)) | (r << np.uint32(16)) | (g << np.uint32(8)) | b
    return found
