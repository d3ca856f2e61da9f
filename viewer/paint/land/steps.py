"""Steps from one political map to another that were composed before: whoever scrubs to and fro takes the same ones again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.model.record import dataclass
from viewer.paint.blending import Pixels
from viewer.paint.plate.raster import Boxes

_MOST = 2_000_000
"""Pixels that are remembered in all, eight bytes each."""
_LARGEST, _LARGEST_NEAR = 40_000, 250_000
"""Pixels of a step that is remembered at most, between any two maps and between such as follow each other: one scrubs over these again."""
_NEAR = 100
"""Political maps between two that follow each other, about a year of a great war."""

Key = tuple[tuple[int, str] | None, tuple[int, str]]
"""Keys of the political maps that a step leads from and to."""


def largest(key: Key) -> int:
    """Return of how many pixels a step is remembered at most."""
    before, after = key
    return _LARGEST_NEAR if before is not None and abs(before[0] - after[0]) <= _NEAR else _LARGEST


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """What a step changes: pixels (flat indices), their colours, and the boxes that hold them."""

    pixel: NDArray[np.int32]
    colour: Pixels
    boxes: Boxes


class Steps:
    """The steps that were taken last."""

    def __init__(self) -> None:
        self._known: dict[Key, Step] = {}
        self._size = 0

    def get(self, key: Key) -> Step | None:
        """Return a step that is remembered."""
        step = self._known.pop(key, None)
        if step is not None:
            self._known[key] = step  # those that were not asked for the longest come first
        return step

    def keep(self, key: Key, touched: NDArray[np.intp], old: Pixels, picture: Pixels, boxes: Boxes) -> None:
        """Remember a step: `touched` are pixels that it may have changed, `old` their colours before, `picture` what it led to."""
        new = picture.take(touched)
        other = np.flatnonzero(new != old)
        if len(other) > largest(key) or key in self._known:
            return
        self._known[key] = Step(touched[other].astype(np.int32), new[other], boxes)
        self._size += len(other)
        while self._size > _MOST:
            self._size -= len(self._known.pop(next(iter(self._known))).pixel)
