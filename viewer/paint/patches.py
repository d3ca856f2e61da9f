"""Which part of a picture changed, on a grid of patches: a few rectangles for a painter instead of many boxes that overlap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

SIDE = 32
"""Side of a patch in logical px."""


class Patches:
    """Patches of a picture `width` x `height` logical px that boxes were marked on."""

    def __init__(self, width: int, height: int) -> None:
        self._size = (width, height)
        self._edges = np.zeros((height // SIDE + 2, width // SIDE + 2), dtype=np.int32)

    def mark(self, boxes: NDArray[np.floating] | NDArray[np.integer]) -> None:
        """Mark what boxes [N, 4] (left, top, right, bottom in logical px) touch; a box with its right left of its left is none."""
        rows, columns = self._edges.shape
        sides = np.asarray(boxes, dtype=np.float64).T
        left, top, right, bottom = np.floor_divide(sides, SIDE)
        on = (sides[2] >= sides[0]) & (sides[3] >= sides[1]) & (right >= 0) & (bottom >= 0) & (left < columns - 1) & (top < rows - 1)
        if not on.any():
            return
        first = np.maximum(left[on], 0).astype(np.intp), np.maximum(top[on], 0).astype(np.intp)
        last = np.minimum(right[on] + 1, columns - 1).astype(np.intp), np.minimum(bottom[on] + 1, rows - 1).astype(np.intp)
        # A box is +1 at its corner and at the corner across, -1 at the others: sums over rows and columns then count the boxes.
        corners = [row * columns + column for row in (first[1], last[1]) for column in (first[0], last[0])]
        signs = np.repeat((1.0, -1.0, -1.0, 1.0), len(first[0]))
        self._edges += np.bincount(np.concatenate(corners), signs, rows * columns).astype(np.int32).reshape(rows, columns)

    def region(self) -> QRegion:
        """Return the marked patches."""
        marked = np.zeros((self._edges.shape[0], self._edges.shape[1] + 1), dtype=np.int8)  # a free column before and behind
        marked[:, 1:] = self._edges.cumsum(axis=0).cumsum(axis=1) > 0
        same = (marked[1:] == marked[:-1]).all(axis=1).tolist()
        rows, turns = np.nonzero(np.diff(marked, axis=1))
        spans: dict[int, list[int]] = {}
        for row, turn in zip(rows.tolist(), turns.tolist(), strict=True):
            spans.setdefault(row, []).append(turn * SIDE)
        region, top = QRegion(), 0
        for row, repeated in enumerate([*same, False]):
            if repeated:
                continue
            ends = spans.get(row, [])
            for begin, end in zip(ends[::2], ends[1::2], strict=True):
                region += QRect(begin, top * SIDE, end - begin, (row + 1 - top) * SIDE)
            top = row + 1
        return region & QRect(0, 0, *self._size)
