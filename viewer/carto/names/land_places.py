"""The places at which the names of lands could stand: on their own land, else on the water beside it, never on that of others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.carto.names.land_names import LandSpot, LandSpots
from viewer.carto.names.placement import Label
from viewer.model.record import dataclass

Point = tuple[float, float]
Points = tuple[Point, ...]
_CLEAR, _MOST = 0.2, 0.4
"""Part of a name that may lie on the land of others; and where it finds no place so clear."""
_BESIDE = 5.0
"""Px of water between a land and its name beside it."""
_KEPT, _KEPT_OVER = 12, 4
"""So many clear places of a name are kept, and of those over its coast."""
_STEP = 0.7
"""Step from place to place about the middle of a land, in the size of the letters."""
_SIDES = 8


def _tries() -> NDArray[np.float64]:
    """[K, 2] moves about a middle, in the size of letters, those first that soonest lead out of the way of something."""
    rows = [(0, 0), (0, 1), (0, -1), (2, 0), (-2, 0), (0, 2), (0, -2), (1, 1), (-1, 1), (1, -1), (-1, -1)]
    rows += [(0, 4), (0, -4), (4, 0), (-4, 0), (1, 0), (-1, 0)]
    return np.array(rows, dtype=np.float64) * _STEP


_TRIES = _tries()
_AWAY: NDArray[np.float64] = np.hypot(_TRIES[:, 0], _TRIES[:, 1])


@dataclass(frozen=True, slots=True)
class Way:
    """A way to set the name of a land: the label and what it takes (px).

    `reach` is how far (px) it may stand from the middle of its land, negative where it does not stand on it; `others` are more
    places on the land that are wide enough; `beside` tells whether it may stand on the water beside the land, `ashore` which
    part of it lies on land at the places that are taken first: it had better not hang over the coast.
    """

    label: Label
    width: float
    height: float
    reach: float
    others: Points = ()
    beside: bool = False
    ashore: float = 0.0
    first: bool = False
    """Whether it goes before all others."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a name finds a clear place: on its land, over its coast, on the water beside it, and where it is least in the way of others.

    What may hang over the coast has all its places `inside`.
    """

    inside: Points
    over: Points
    beside: Points
    least: tuple[float, Point] | None
    """Which part lies on the land of others, and where; None where there is no such place or a clear one."""


def places_of(ways: Sequence[Way], owners: Sequence[int], spots: Sequence[LandSpot], pixels: NDArray[np.float64]) -> list[Places]:
    """Return the places of names. `owners` are the numbers of the spots whose names they are, which were found at `pixels` [S, 2]."""
    if not ways:
        return []
    owner = np.array(owners, dtype=np.intp)
    at, allowed = _tried(ways, [spots[number] for number in owners], pixels[owner])
    inside, beside = allowed.copy(), allowed.copy()
    inside[:, -_SIDES:], beside[:, :-_SIDES] = False, False
    under = _under(ways, owner, spots, at, allowed) if isinstance(spots, LandSpots) else None
    if under is None:  # what is land is not known: beside it there may be anything
        beside[:] = False
        foreign, land = np.zeros(allowed.shape), np.ones(allowed.shape)
    else:
        foreign, land = under
        beside &= land == 0
        beside &= ~_cut_off(ways, owner, spots, at, pixels[owner], beside)
    least = np.where(inside, foreign, 2.0)
    best = least.argmin(axis=1)
    part = least[np.arange(len(best)), best]
    inside &= foreign <= _CLEAR
    over = inside & (land < np.array([way.ashore for way in ways])[:, None])
    inside &= ~over
    inside &= np.cumsum(inside, axis=1) <= _KEPT
    over &= np.cumsum(over, axis=1) <= _KEPT_OVER
    rest = [
        (share, (x, y)) if _CLEAR < share <= _MOST else None
        for share, (x, y) in zip(part.tolist(), at[np.arange(len(best)), best].tolist(), strict=True)
    ]
    return [Places(*each) for each in zip(_points(at, inside), _points(at, over), _points(at, beside), rest, strict=True)]


def _points(at: NDArray[np.float64], chosen: NDArray[np.bool_]) -> list[Points]:
    """The chosen ones [W, C] of places [W, C, 2], way by way."""
    every = [(x, y) for x, y in at[chosen].tolist()]
    ends = np.cumsum(chosen.sum(axis=1)).tolist()
    return [tuple(every[begin:end]) for begin, end in pairwise([0, *ends])]


def _tried(ways: Sequence[Way], lands: Sequence[LandSpot], middle: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return [W, C, 2] the places to be tried, the best first, and which of them are any [W, C]: middle, others, near it, beside."""
    size = np.array([way.label.size for way in ways])
    reach = np.array([way.reach for way in ways])
    near = middle[:, None] + _TRIES * size[:, None, None]
    fits = _AWAY * size[:, None] <= reach[:, None] + 0.1
    most = max(len(way.others) for way in ways)
    padded = [(*way.others, *((0.0, 0.0),) * (most - len(way.others))) for way in ways]
    others = np.array(padded, dtype=np.float64).reshape(len(ways), most, 2)
    known = np.arange(most) < np.array([len(way.others) for way in ways])[:, None]
    aside = np.broadcast_to(np.array([way.beside for way in ways])[:, None], (len(ways), _SIDES))
    at = np.concatenate([near[:, :1], others, near[:, 1:], _sides(ways, lands, middle)], axis=1)
    return at, np.concatenate([fits[:, :1], known, fits[:, 1:], aside], axis=1)


def _sides(ways: Sequence[Way], lands: Sequence[LandSpot], middle: NDArray[np.float64]) -> NDArray[np.float64]:
    """[W, 8, 2] places beside lands: right and left, also above and below these, then above and below the land."""
    takes = np.array([(way.width - 6, way.height) for way in ways])
    room = np.array([(land.room / 2, *land.tall) for land in lands])
    across, rise = room[:, 0] + _BESIDE + takes[:, 0] / 2, takes[:, 1] * 0.8
    up, down = room[:, 1] + _BESIDE + takes[:, 1] / 2, room[:, 2] + _BESIDE + takes[:, 1] / 2
    none = np.zeros(len(ways))
    dx = np.stack([across, -across, across, -across, across, -across, none, none], axis=1)
    dy = np.stack([none, none, -rise, -rise, rise, rise, -up, down], axis=1)
    found: NDArray[np.float64] = middle[:, None] + np.stack([dx, dy], axis=2)
    return found


def _cut_off(
    ways: Sequence[Way],
    owner: NDArray[np.intp],
    spots: Sequence[LandSpot],
    at: NDArray[np.float64],
    middle: NDArray[np.float64],
    asked: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Return [W, C] which of the places that are asked for lie on water behind the land of others."""
    assert isinstance(spots, LandSpots)
    found = np.zeros(asked.shape, dtype=np.bool_)
    way, place = np.nonzero(asked)
    if not len(way):
        return found
    half = np.array([((each.width - 6) / 2, each.height / 2) for each in ways])[way]
    to, begin = at[way, place], middle[way]
    near = to - np.clip(to - begin, -half, half)  # the point of the name that is nearest to the middle of the land
    found[way, place] = spots.cut_off(spots.polities[owner[way]], np.hstack([begin, near]))
    return found


def _under(
    ways: Sequence[Way],
    owner: NDArray[np.intp],
    spots: LandSpots,
    at: NDArray[np.float64],
    allowed: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Return [W, C] which part of a name lies on the land of others at each place, and which on any; None where it is not known."""
    way, place = np.nonzero(allowed)
    half = np.array([((each.width - 6) / 2, each.height / 2 - 1) for each in ways])
    boxes = np.hstack([at[way, place], half[way]])
    of_way = owner[way]
    parts = spots.under(spots.polities[of_way], boxes, spots.wholes[of_way])
    if parts is None:
        return None
    found = np.ones((2, *allowed.shape))
    found[:, way, place] = parts
    return found[0], found[1]
