"""How much of a picture each zone takes within a part of it: what lies under panels is in nobody's sight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Box
from viewer.paint.plate.raster import Runs


def zone_pixels_within(runs: Runs, wide: int, box: Box, ratio: float) -> NDArray[np.int64]:
    """Return [Z] the device pixels that each zone takes within a box.

    Args: runs: the pixels of each zone on a picture `wide` device pixels wide. box: in logical px. ratio: device pixels to one of them.
    """
    left, top, right, bottom = (round(side * ratio) for side in box)
    boxes = runs.boxes
    inside = (boxes[0] >= left) & (boxes[1] >= top) & (boxes[2] < right) & (boxes[3] < bottom)
    apart = (boxes[0] >= right) | (boxes[1] >= bottom) | (boxes[2] < left) | (boxes[3] < top)
    found = np.where(inside, runs.sizes, 0)
    for zone in np.flatnonzero(~inside & ~apart).tolist():
        mine = slice(int(runs.of_zone[zone]), int(runs.of_zone[zone + 1]))
        found[zone] = _within(runs.start[mine], runs.length[mine], wide, (left, top, right, bottom))
    return found


def _within(start: NDArray[np.int32], length: NDArray[np.int32], wide: int, box: tuple[int, int, int, int]) -> int:
    """Pixels of runs within a box (device pixels); a run that goes on in the next row counts in its first."""
    left, top, right, bottom = box
    row, column = np.divmod(start, wide)
    clear = np.minimum(column + length, right) - np.maximum(column, left)
    return int(clear[(row >= top) & (row < bottom) & (clear > 0)].sum())
