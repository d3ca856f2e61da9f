"""Lands by the sea whose names find no room on them or beside them: named on open water, with a leader to their shore."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.carto.names.land_names import LandSpots
from viewer.model.record import dataclass

LEAST = 700.0
"""Px² of a land that may be named so: of smaller ones there are too many."""
_WAYS = 12
"""Directions in which the water off a land is looked for."""
_STEP, _STEPS = 2.5, 40
"""Px from point to point of a way, and how many of them are looked at."""
_OFF = (12.0, 32.0, 56.0)
"""Px of water between the shore and a name."""
_INTO = 6.0
"""Px from the shore to the end of the leader on the land."""
BESIDE = 19.0
"""Px of a leader below which a name is so near to its land that it may do without."""
_ENDS, _END_WITHIN = 8, 1.2
"""So many ends of a land, and how far from its middle they are looked for, in the root of its area."""
_BEST, _MORE, _TO_A_SIDE, _OVER = 2, 14, 3, 6
"""So many places of a name are kept; of one that comes first, in all and to one side; and with fewer than how many it may lie on land."""
_OVER_LAND = 22.0
"""Px of the leader of a name that is led over the land of others."""


@dataclass(frozen=True, slots=True)
class Led:
    """A place for a name off the shore (px), and its leader: where it begins and ends, px from the place."""

    at: tuple[float, float]
    leader: tuple[float, float, float, float]

    @property
    def length(self) -> float:
        """Px of the leader."""
        x, y, to_x, to_y = self.leader
        return math.hypot(to_x - x, to_y - y)


def led_places(
    spots: LandSpots,
    numbers: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    middles: NDArray[np.float64],
    first: Sequence[bool] | None = None,
    keep_off: frozenset[int] = frozenset(),
) -> list[tuple[Led, ...]]:
    """Return for lands the places off their shores, those with the shortest leader first.

    Args: numbers: of their spots. sizes: width and height (px) of each name. middles: [N, 2] px of each land's middle on the picture.
        first: whether each name comes before others, and may stand farther off and be led to any end of its land.
        keep_off: numbers of polities on whose land no name of others may lie.
    """
    none: list[tuple[Led, ...]] = [()] * len(numbers)
    if not numbers or spots.grid is None or True not in spots.owners:
        return none
    foremost = [False] * len(numbers) if first is None else list(first)
    lands = zip(numbers, middles.tolist(), foremost, strict=True)
    ends = [_ends(spots, number, middle) if far else [middle] for number, middle, far in lands]
    land = [n for n, mine in enumerate(ends) for _ in mine]
    every = [end for mine in ends for end in mine]
    found = _led(spots, [numbers[n] for n in land], [sizes[n] for n in land], np.array(every), [foremost[n] for n in land])
    mine_of: list[list[Led]] = [[] for _ in numbers]
    for n, places in zip(land, found, strict=True):
        mine_of[n] += places
    found = [_all_about(mine) if far else tuple(mine) for mine, far in zip(mine_of, foremost, strict=True)]
    over = zip(found, sizes, ends, foremost, numbers, strict=True)
    return [
        (*mine, *[led for led in _over_land(size, at) if not _lies_on(spots, led, size, keep_off - {spots[number].polity})][:_MORE])
        if far and len(mine) < _OVER
        else mine
        for mine, size, at, far, number in over
    ]


def _lies_on(spots: LandSpots, led: Led, size: tuple[float, float], lands: frozenset[int]) -> bool:
    """Whether a name of a size (px) lies on some lands, or beyond the picture."""
    _, owners, step = spots.fine
    left, right = (int((led.at[0] + side * size[0] / 2) / step) for side in (-1, 1))
    top, bottom = (int((led.at[1] + side * size[1] / 2) / step) for side in (-1, 1))
    under = owners[True][max(top, 0) : bottom + 1, max(left, 0) : right + 1]
    return not under.size or not lands.isdisjoint(np.unique(under).tolist())


def _over_land(size: tuple[float, float], ends: list[list[float]]) -> list[Led]:
    """The places about a land for a name that may lie on the land of others: its leader, from an end of it outwards, tells whose it is."""
    found, middle = [], ends[0]
    for end in ends[1:]:
        x, y = end[0] - middle[0], end[1] - middle[1]
        if math.hypot(x, y) < 1.0:
            continue
        straight = math.atan2(y, x)
        for turn in (0.0, 0.7, -0.7):
            x, y = math.cos(straight + turn), math.sin(straight + turn)
            edge = min(size[0] / 2 / max(abs(x), 1e-9), size[1] / 2 / max(abs(y), 1e-9))
            away = edge + _OVER_LAND
            found.append(Led((end[0] + x * away, end[1] + y * away), (-x * edge, -y * edge, -x * away, -y * away)))
    return found


def _all_about(places: list[Led]) -> tuple[Led, ...]:
    """Return the places with the shortest leaders, not too many of them to one side."""
    found: list[Led] = []
    sides: dict[int, int] = {}
    for led in sorted(places, key=lambda led: led.length):
        x, y, to_x, to_y = led.leader
        side = round(math.atan2(to_y - y, to_x - x) / (math.tau / _WAYS)) % _WAYS
        sides[side] = sides.get(side, 0) + 1
        if sides[side] <= _TO_A_SIDE:
            found.append(led)
    return tuple(found[:_MORE])


def _ends(spots: LandSpots, number: int, middle: list[float]) -> list[list[float]]:
    """Return px of the middle of a land and of its ends in eight directions, not far from it."""
    _, owners, step = spots.fine
    spot = spots[number]
    far = spot.area**0.5 * _END_WITHIN + 2 * step
    left, top = (max(0, int((at - far) / step)) for at in middle)
    right, bottom = (max(0, int((at + far) / step)) + 1 for at in middle)
    rows, columns = np.nonzero(owners[True][top:bottom, left:right] == spot.polity)
    if not len(rows):
        return [middle]
    at = (np.column_stack([columns + left, rows + top]) + 0.5) * step
    turns = 2 * np.pi * np.arange(_ENDS) / _ENDS
    best = np.unique(np.argmax(at @ np.stack([np.cos(turns), np.sin(turns)]), axis=0))
    return [middle, *at[best].tolist()]


def _led(
    spots: LandSpots, numbers: Sequence[int], sizes: Sequence[tuple[float, float]], middles: NDArray[np.float64], first: Sequence[bool]
) -> list[tuple[Led, ...]]:
    """Return the places off the shore for names that are led to points on their land: px [N, 2]."""
    none: list[tuple[Led, ...]] = [()] * len(numbers)
    turns = 2 * np.pi * np.arange(_WAYS) / _WAYS
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    own = np.array([spots[number].polity for number in numbers], dtype=np.intp)
    shore, open_water = _shores(spots, own, middles, ways)
    half = np.array(sizes, dtype=np.float64) / 2
    edge = np.min(half[:, None] / np.maximum(np.abs(ways), 1e-9), axis=2)  # from the middle of a name to where its leader leaves it
    off = np.array(_OFF)
    far = shore[:, :, None] + off + edge[:, :, None]
    at = middles[:, None, None] + ways[:, None] * far[..., None]
    foremost = np.array(first, dtype=np.bool_)
    fits = np.isfinite(shore)[:, :, None] & (off < open_water[:, :, None])
    fits[~foremost, :, len(_OFF) - 1] = False
    land, way, long = np.nonzero(fits)
    under = spots.under(own[land], np.hstack([at[land, way, long], half[land]]), np.ones(len(land), dtype=np.bool_))
    if under is None:
        return none
    free = under[1] == 0
    land, way, long = land[free], way[free], long[free]
    order = np.lexsort((off[long] - np.abs(ways[way, 0]), land))  # beside the land sooner than above it
    found = none
    for one in order.tolist():
        number, direction = int(land[one]), ways[way[one]]
        if foremost[number] or len(found[number]) < _BEST:
            place, out = at[number, way[one], long[one]], float(edge[number, way[one]])
            begin, end = -direction * out, -direction * (out + off[long[one]] + _INTO)
            led = Led((float(place[0]), float(place[1])), (*begin.tolist(), *end.tolist()))
            found[number] = (*found[number], led)
    return found


def _shores(
    spots: LandSpots, own: NDArray[np.intp], middles: NDArray[np.float64], ways: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return px [N, W] from the middles of lands to their shores in each direction, and px of water off these.

    NaN where another land lies there.
    """
    cells, lands, step = spots.fine
    owners = lands[True]
    away = _STEP * np.arange(_STEPS)
    points = middles[:, None, None] + ways[:, None] * away[:, None]
    column, row = np.floor(points[..., 0] / step).astype(np.intp), np.floor(points[..., 1] / step).astype(np.intp)
    seen = (column >= 0) & (row >= 0) & (column < cells.shape[1]) & (row < cells.shape[0])
    cell = np.where(seen, row * cells.shape[1] + column, 0)
    mine = seen & (np.take(owners, cell) == own[:, None, None])
    water = seen & (np.take(cells, cell) < 0)
    left = np.argmin(mine, axis=2)  # the first point that is not on the land
    after = np.take_along_axis(water, left[:, :, None], axis=2)[:, :, 0]
    open_water = np.where(np.arange(_STEPS) < left[:, :, None], True, water)
    blocked = np.where(open_water.all(axis=2), _STEPS, np.argmin(open_water, axis=2))
    shore = np.where(after & mine[:, :, 0], left * _STEP, np.nan)
    return shore, (blocked - left) * _STEP
