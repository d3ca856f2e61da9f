"""Many boxes at once: which of them touch others, and where things find room one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


_FEW = 1 << 13
"""Up to so many pairs each box is held against each other one."""
_BAND = 128
"""Else so many boxes at a time, that lie about as high, are held against those others that lie about as high."""


def touching(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Return [N] which boxes overlap any of the others [M]; boxes that only share an edge do not."""
    if len(boxes) * len(others) <= _FEW:
        return np.asarray(_pairs(boxes, others).any(axis=1))
    found = np.zeros(len(boxes), dtype=np.bool_)
    for some, near in _bands(boxes, others):
        found[some] = _pairs(boxes[some], others[near]).any(axis=1)
    return found


def overlaps(boxes: Boxes, others: Boxes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs (number of a box, number of another) that overlap, those of one box beside each other."""
    if len(boxes) * len(others) <= _FEW:
        one, other = np.nonzero(_pairs(boxes, others))
        return one, other
    found = []
    for some, near in _bands(boxes, others):
        one, other = np.nonzero(_pairs(boxes[some], others[near]))
        found.append((some[one], near[other]))
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def _pairs(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    """Return [N, M] which boxes overlap which others."""
    left, top, right, bottom = (boxes[:, side, None] for side in range(4))
    hit: NDArray[np.bool_] = left < others[:, 2]
    hit &= others[:, 0] < right
    hit &= top < others[:, 3]
    hit &= others[:, 1] < bottom
    return hit


def _bands(boxes: Boxes, others: Boxes) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return the numbers of some boxes after the other, and those of the others that lie about as high."""
    order = np.argsort(boxes[:, 1])
    for at in range(0, len(order), _BAND):
        some = order[at : at + _BAND]
        yield some, np.flatnonzero((others[:, 3] > boxes[some[0], 1]) & (others[:, 1] < boxes[some, 3].max()))


def first_free(spots: Sequence[Sequence[Box]], solid: Boxes, frame: Box) -> list[Box | None]:
    """Return for each of several things the first of its boxes that lies within a frame and touches nothing, None where there is none.

    `solid` is what stands already; each thing that finds room is in the way of those after it.
    """
    flat = [box for boxes in spots for box in boxes]
    chosen = free_spots(boxes_of(flat), [len(boxes) for boxes in spots], solid, frame)
    return [flat[spot] if spot >= 0 else None for spot in chosen]


def free_spots(boxes: Boxes, counts: Sequence[int], solid: Boxes, frame: Box) -> list[int]:
    """Return for each thing the number of its first box that lies within a frame and touches nothing, -1 where there is none.

    Args: boxes: [S, 4] those of the first thing, of the second, and so on. counts: how many each thing has.
      solid: what stands already; each thing that finds room is in the way of those after it.
    """
    left, top, right, bottom = boxes.T
    free = (left >= frame[0]) & (top >= frame[1]) & (right <= frame[2]) & (bottom <= frame[3])
    inside = np.flatnonzero(free)
    free[inside] = ~touching(boxes[inside], solid)
    able, open_ = np.flatnonzero(free), free.tolist()
    one, other = overlaps(boxes[able], boxes[able])
    order = np.argsort(one, kind="stable")
    ends = np.searchsorted(one[order], np.arange(len(able) + 1)).tolist()
    rivals, number = able[other[order]].tolist(), dict(zip(able.tolist(), range(len(able)), strict=True))
    chosen, at = [], 0
    for count in counts:
        spot = next((spot for spot in range(at, at + count) if open_[spot]), -1)
        if spot >= 0:
            for rival in rivals[ends[number[spot]] : ends[number[spot] + 1]]:
                open_[rival] = False
        chosen.append(spot)
        at += count
    return chosen
