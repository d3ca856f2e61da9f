"""Many boxes at once: which of them touch others, and where things find room one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""left, top, right, bottom in px."""
Boxes = NDArray[np.float64]
"""[N, 4] boxes."""
NO_BOXES: Boxes = np.empty((0, 4), dtype=np.float64)


def boxes_of(boxes: Sequence[Box]) -> Boxes:
    """Return boxes as an array."""
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def touching(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Return [N] which boxes overlap any of the others [M]; boxes that only share an edge do not."""
    if not len(boxes) or not len(others):
        return np.zeros(len(boxes), dtype=np.bool_)
    left, top, right, bottom = (boxes[:, side, None] for side in range(4))
    hit = left < others[:, 2]
    hit &= others[:, 0] < right
    hit &= top < others[:, 3]
    hit &= others[:, 1] < bottom
    found: NDArray[np.bool_] = np.logical_or.reduce(hit, axis=1)
    return found


def first_free(spots: Sequence[Sequence[Box]], solid: Boxes, frame: Box) -> list[Box | None]:
    """Return for each of several things the first of its boxes that lies within a frame and touches nothing, None where there is none.

    `solid` is what stands already; each thing that finds room is in the way of those after it.
    """
    flat = [box for boxes in spots for box in boxes]
    if not flat:
        return [None] * len(spots)
    every = boxes_of(flat)
    free = (every[:, 0] >= frame[0]) & (every[:, 1] >= frame[1]) & (every[:, 2] <= frame[2]) & (every[:, 3] <= frame[3])
    free &= ~touching(every, solid)
    able, at = free.tolist(), 0
    taken: list[Box] = []
    found: list[Box | None] = []
    for boxes in spots:
        mine = (box for box, good in zip(boxes, able[at : at + len(boxes)], strict=True) if good and not _on_any(box, taken))
        chosen = next(mine, None)
        if chosen is not None:
            taken.append(chosen)
        found.append(chosen)
        at += len(boxes)
    return found


def _on_any(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in others)
