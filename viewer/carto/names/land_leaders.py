"""Lands by the sea whose names find no room on them or beside them: named on open water, with a leader to their shore."""

from __future__ import annotations

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
_OFF = (12.0, 32.0)
"""Px of water between the shore and a name."""
_INTO = 6.0
"""Px from the shore to the end of the leader on the land."""
_BEST = 2
"""So many places of a name are kept."""


@dataclass(frozen=True, slots=True)
class Led:
    """A place for a name off the shore (px), and its leader: where it begins and ends, px from the place."""

    at: tuple[float, float]
    leader: tuple[float, float, float, float]


def led_places(
    spots: LandSpots, numbers: Sequence[int], sizes: Sequence[tuple[float, float]], middles: NDArray[np.float64]
) -> list[tuple[Led, ...]]:
    """Return for lands the places off their shores, those with the shortest leader first.

    Args: numbers: of their spots. sizes: width and height (px) of each name. middles: [N, 2] px of each land's middle on the picture.
    """
    none: list[tuple[Led, ...]] = [()] * len(numbers)
    if not numbers or spots.grid is None or True not in spots.owners:
        return none
    turns = 2 * np.pi * np.arange(_WAYS) / _WAYS
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    own = np.array([spots[number].polity for number in numbers], dtype=np.intp)
    shore, open_water = _shores(spots, own, middles, ways)
    half = np.array(sizes, dtype=np.float64) / 2
    edge = np.min(half[:, None] / np.maximum(np.abs(ways), 1e-9), axis=2)  # from the middle of a name to where its leader leaves it
    off = np.array(_OFF)
    far = shore[:, :, None] + off + edge[:, :, None]
    at = middles[:, None, None] + ways[:, None] * far[..., None]
    fits = np.isfinite(shore)[:, :, None] & (off < open_water[:, :, None])
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
        if len(found[number]) < _BEST:
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
    assert spots.grid is not None
    cells, owners, step = spots.grid.cells, spots.owners[True], spots.grid.step
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
