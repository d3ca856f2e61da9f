"""Bloc ribbons: bands of a bloc's ink along its land boundaries, as a level added to the pattern phase of each pixel.

The plane of phases tells for every pixel which entry of its land's palette colours it. A pixel in a ribbon has an entry of its own, so
ribbons cost nothing when the land is coloured, and only lines that become a boundary or cease to be one are looked at.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.paint.land.patterns import RIBBON_LEVELS
from viewer.paint.plate.plate import Plate
from viewer.paint.plate.raster import NO_BOX, NO_BOXES, Boxes, boxes_of, joined, ranges
from viewer.paint.plate.strokes import coverage, measuring

_MEASURED = ("measured", "first", "size", "box", "pixel", "level")
"""What is known of the ribbons of a plate's lines, whether they are shown or not."""


class Ribbons:
    """The plane of phases of one plate, and the ribbons in it.

    `plane` [H * W] is level * phases + phase of the pattern tile, in two bytes where that suffices.
    """

    def __init__(self, plate: Plate, tile: int, ribbon_width: float) -> None:
        self.plane: NDArray[Any] = _phases(plate, tile)
        self._plate = plate
        self._phases = tile * tile
        self._reach = ribbon_width + 0.5
        self._levels = np.rint(coverage(2.0 * ribbon_width, self._reach) * (RIBBON_LEVELS - 1)).astype(np.uint8)
        count = len(plate.front.between)
        self._on = np.zeros(count, dtype=np.bool_)
        self._measured = np.zeros(count, dtype=np.bool_)
        self._first, self._size = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        self._box: Boxes = np.repeat(np.array(NO_BOX, dtype=np.int32)[:, None], count, axis=1)
        """[4, F] box of the ribbon of each line."""
        self._pixel, self._level = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint8)

    def change(self, wanted: NDArray[np.bool_], mask: NDArray[np.bool_]) -> tuple[NDArray[np.intp], Boxes]:
        """Give ribbons to the lines that are `wanted` [F] and take them from others; return what pixels this may change, and boxes.

        `mask` [H * W] is scratch: all False before and after.
        """
        flipped = np.flatnonzero(wanted != self._on)
        if not len(flipped):
            return np.zeros(0, dtype=np.intp), NO_BOXES
        self._on = wanted.copy()
        for _ in self.readying(wanted):
            pass
        pixel = self._pixel[self._places(flipped)].astype(np.intp)
        mask[pixel] = True
        box = joined(self._box[:, flipped])
        places = self._places(np.flatnonzero(wanted & self._near(box)))
        near = self._pixel[places].astype(np.intp)
        hit = np.flatnonzero(mask[near])
        near, level = near[hit], self._level[places[hit]]
        kind = self.plane.dtype.type
        self.plane[pixel] %= kind(self._phases)
        order = np.argsort(level, kind="stable")  # where ribbons meet, the last and strongest stays
        near = near[order]
        self.plane[near] = self.plane[near] + level[order].astype(kind) * kind(self._phases)
        mask[pixel] = False
        return pixel, self._box[:, flipped]

    def kept(self) -> dict[str, NDArray[Any]]:
        """Return what was measured so far, by name."""
        return {f"ribbons/{name}": getattr(self, f"_{name}") for name in _MEASURED}

    def take(self, kept: Mapping[str, NDArray[Any]]) -> None:
        """Take over what was measured on an equal plate before; what is no such thing is left."""
        found = {name: kept.get(f"ribbons/{name}") for name in _MEASURED}
        measured = found["measured"]
        if measured is not None and len(measured) == len(self._measured) and all(part is not None for part in found.values()):
            for name, part in found.items():
                setattr(self, f"_{name}", np.array(part))

    def _near(self, box: tuple[int, int, int, int]) -> NDArray[np.bool_]:
        """Return [F] the lines whose ribbons may reach into a box."""
        left, top, right, bottom = self._box
        near: NDArray[np.bool_] = left <= box[2]
        near &= right >= box[0]
        near &= top <= box[3]
        near &= bottom >= box[1]
        return near

    def _places(self, lines: NDArray[np.intp]) -> NDArray[np.int64]:
        return ranges(self._first[lines], self._size[lines])

    def readying(self, wanted: NDArray[np.bool_]) -> Generator[None, None, None]:
        """Measure the ribbons of lines [F] that had none before, in steps of a few milliseconds."""
        fresh = wanted & ~self._measured
        if not fresh.any():
            return
        plate = self._plate
        spots = yield from measuring(plate.pieces.of(fresh), plate.size, self._reach)
        yield
        self._measured |= fresh
        level = self._levels[spots.near]
        kept = np.flatnonzero((level > 0) & (plate.ids.ravel()[spots.pixel] > 0))
        lines = np.flatnonzero(fresh)
        line = spots.line[kept]
        begin = np.searchsorted(line, lines)
        self._first[lines] = begin + len(self._pixel)
        self._size[lines] = np.searchsorted(line, lines, side="right") - begin
        ends = np.append(begin, len(kept))
        self._box[:, lines] = boxes_of(spots.pixel[kept], spots.pixel[kept], ends, plate.size[0])
        self._pixel = np.concatenate([self._pixel, spots.pixel[kept]])
        self._level = np.concatenate([self._level, level[kept]])


def _phases(plate: Plate, tile: int) -> NDArray[Any]:
    """Return [H * W] the phase of the pattern tile at each pixel of the whole picture."""
    wide, high = plate.size
    left, top = plate.viewport.origin
    kind = np.uint16 if tile * tile * RIBBON_LEVELS <= 1 << 16 else np.uint32
    down = (np.arange(high) + top) % tile * tile
    across = (np.arange(wide) + left) % tile
    plane: NDArray[Any] = np.add(down.astype(kind)[:, None], across.astype(kind), dtype=kind)
    return plane.ravel()
