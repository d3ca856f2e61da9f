"""Many boxes at once: which of them touch others, and where things find room one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.model.record import dataclass

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
    chosen = free_spots(Shapes.plain(boxes_of(flat)), [len(boxes) for boxes in spots], solid, frame)
    return [flat[spot] if spot >= 0 else None for spot in chosen]


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """What several things take: each one box, or some small ones where it runs aslant."""

    bounds: Boxes
    """[N, 4] the box round each."""
    parts: Boxes
    """[P, 4] the boxes of the first thing, of the second, and so on."""
    count: NDArray[np.intp] | None = None
    """[N] how many parts each has; None where each is its one box, and `parts` are `bounds`."""

    @classmethod
    def plain(cls, boxes: Boxes) -> Shapes:
        """Return things that are a box each."""
        return cls(boxes, boxes)

    @classmethod
    def joined(cls, several: Sequence[Shapes]) -> Shapes:
        """Return the things of several, one after the other."""
        bounds = np.concatenate([shapes.bounds for shapes in several])
        if all(shapes.count is None for shapes in several):
            return cls.plain(bounds)
        return cls(bounds, np.concatenate([shapes.parts for shapes in several]), np.concatenate([shapes.counts for shapes in several]))

    @property
    def counts(self) -> NDArray[np.intp]:
        """[N] how many parts each thing has."""
        return self.count if self.count is not None else np.ones(len(self.bounds), dtype=np.intp)

    def of(self, which: NDArray[np.intp] | NDArray[np.bool_]) -> Shapes:
        """Return some of the things, by their numbers or by a mask."""
        if self.count is None:
            return Shapes.plain(self.bounds[which])
        if which.dtype == np.bool_:
            return Shapes(self.bounds[which], self.parts[np.repeat(which, self.count)], self.count[which])
        numbers: NDArray[np.intp] = np.arange(len(self.bounds))[which]
        return Shapes(self.bounds[numbers], self.parts[spread_out(self.count, numbers)], self.count[numbers])

    def parts_of(self, which: NDArray[np.bool_]) -> Boxes:
        """Return the boxes of some of the things."""
        return self.parts[which if self.count is None else np.repeat(which, self.count)]

    def moved(self, by: NDArray[np.float64]) -> Shapes:
        """Return the things, each moved by so much [N, 2]."""
        both = np.tile(by, 2)
        if self.count is None:
            return Shapes.plain(self.bounds + both)
        return Shapes(self.bounds + both, self.parts + np.repeat(both, self.count, axis=0), self.count)

    def touching(self, solid: Boxes) -> NDArray[np.bool_]:
        """Return [N] which things overlap what is solid."""
        if self.count is None:
            return touching(self.bounds, solid)
        found = np.zeros(len(self.bounds), dtype=np.bool_)
        found[np.repeat(np.arange(len(found)), self.count)[touching(self.parts, solid)]] = True
        return found

    def overlaps(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return pairs (number of a thing, number of another) that overlap, some of them more than once; those of one beside each other."""
        one, other = overlaps(self.parts, self.parts)
        if self.count is None:
            return one, other
        owner = np.repeat(np.arange(len(self.bounds)), self.count)
        return owner[one], owner[other]


NO_SHAPES = Shapes.plain(NO_BOXES)


def spread_out(count: NDArray[np.intp], numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return where the members of some groups stand, group after group, in a list of all groups of which each has so many members."""
    mine = count[numbers]
    ends = np.cumsum(mine)
    first = (np.cumsum(count) - count)[numbers]
    return np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(first - ends + mine, mine)


def free_spots(shapes: Shapes, counts: Sequence[int], solid: Boxes, frame: Box) -> list[int]:
    """Return for each thing the number of its first spot that lies within a frame and touches nothing, -1 where there is none.

    Args: shapes: [S] what is taken at the spots of the first thing, of the second, and so on. counts: how many spots each thing has.
      solid: what stands already; each thing that finds room is in the way of those after it.
    """
    left, top, right, bottom = shapes.bounds.T
    free = (left >= frame[0]) & (top >= frame[1]) & (right <= frame[2]) & (bottom <= frame[3])
    inside = np.flatnonzero(free)
    free[inside] = ~shapes.of(inside).touching(solid)
    able, open_ = np.flatnonzero(free), free.tolist()
    if not len(able):
        return [-1] * len(counts)
    one, other = shapes.of(able).overlaps()
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
