"""Where the name of a land belongs: deep inside what is seen of it, found on a coarse grid of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.carto.viewport import Viewport
from viewer.model.atlas import Atlas
from viewer.model.politics import RELATIONS

_PART = RELATIONS.index("part")
_DEEPEST = 40
"""Cells from the edge beyond which depth is not told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class ZoneGrid:
    """The picture in coarse cells: `cells` [H, W] zone of each (-1 = sea), `step` logical px wide; `unit` [Z] a unit of each zone."""

    cells: NDArray[np.int32]
    step: float
    unit: NDArray[np.int32]
    viewport: Viewport


@dataclass(frozen=True, slots=True)
class LandSpot:
    """Where a land is named: its polity, a lon/lat inside it, px² it takes on the picture, px of width there.

    `whole` is True for a state with its parts and for dependencies, False for a part named by itself.
    """

    polity: int
    lonlat: tuple[float, float]
    area: float
    room: float
    whole: bool
    others: tuple[tuple[float, float], ...] = ()
    """More places for the name, where the first is taken."""


def land_spots(atlas: Atlas, day: int, grid: ZoneGrid, frame: tuple[float, float, float, float]) -> tuple[LandSpot, ...]:
    """Return a spot for every land seen within a frame (px)."""
    holders = atlas.territory.holders(day)[grid.unit]
    standing = atlas.standing(day)
    held = np.where(holders >= 0, holders, 0)
    part = standing.relation[held] == _PART
    # A union whose land is all held by its parts is named as a whole; a state with land of its own leaves its parts their names.
    lands = np.isin(np.arange(len(standing.sovereign)), atlas.territory.holders(day))
    together = (standing.relation[held] <= _PART) & ~lands[standing.sovereign[held]]
    owner = np.where(together, standing.sovereign[held], held)
    part &= together
    rows, columns = np.indices(grid.cells.shape)
    x, y = (columns + 0.5) * grid.step, (rows + 0.5) * grid.step
    seen = (grid.cells >= 0) & (x > frame[0]) & (x < frame[2]) & (y > frame[1]) & (y < frame[3])
    zone = np.where(seen, grid.cells, 0)
    whole = np.where(seen & (holders[zone] >= 0), owner[zone], -1)
    parts = np.where(seen & (holders[zone] >= 0) & part[zone], holders[zone], -1)
    return (*_deepest(whole, grid, whole_lands=True), *_deepest(parts, grid, whole_lands=False))


def _deepest(owner: NDArray[np.int16], grid: ZoneGrid, *, whole_lands: bool) -> list[LandSpot]:
    """For every owner on the grid, the cell farthest from its edge, near its middle where several are as far."""
    depth = _depths(owner)
    rows, columns = np.nonzero(owner >= 0)
    if not len(rows):
        return []
    mine = owner[rows, columns].astype(np.int64)
    count = np.bincount(mine)
    middle_row = np.bincount(mine, weights=rows) / np.maximum(count, 1)
    middle_column = np.bincount(mine, weights=columns) / np.maximum(count, 1)
    away = np.hypot(rows - middle_row[mine], (columns - middle_column[mine]) * 0.6)
    score = depth[rows, columns] - away / (np.sqrt(count[mine]) + 2.0)
    order = np.lexsort((score, mine))
    last = order[np.nonzero(np.diff(mine[order], append=-1))[0]]
    spots = []
    for number in last:
        row, column, polity = int(rows[number]), int(columns[number]), int(mine[number])
        left, right = _run(owner[row], column)
        across, down = (left + right + 1) / 2 * grid.step, (row + 0.5) * grid.step
        lonlat = grid.viewport.lonlat_of(across, down)
        if lonlat is None:
            continue
        others = (
            _others(rows[mine_at := order[mine[order] == polity]], columns[mine_at], score[mine_at], grid) if count[polity] > 60 else ()
        )
        spots.append(LandSpot(polity, lonlat, float(count[polity]) * grid.step**2, (right - left + 1) * grid.step, whole_lands, others))
    return spots


def _others(
    rows: NDArray[np.int64], columns: NDArray[np.int64], score: NDArray[np.float64], grid: ZoneGrid
) -> tuple[tuple[float, float], ...]:
    """Up to five more cells of a land, the deep ones first, well apart from each other; cells come in order of rising score."""
    chosen = [(int(rows[-1]), int(columns[-1]))]
    found: list[tuple[float, float]] = []
    for at in range(len(rows) - 1, -1, -1):
        row, column = int(rows[at]), int(columns[at])
        if score[at] < score[-1] - 4 or len(found) >= 5:
            break
        if all(abs(row - r) >= 4 or abs(column - c) >= 8 for r, c in chosen):
            chosen.append((row, column))
            lonlat = grid.viewport.lonlat_of((column + 0.5) * grid.step, (row + 0.5) * grid.step)
            if lonlat is not None:
                found.append(lonlat)
    return tuple(found)


def _depths(owner: NDArray[np.int16]) -> NDArray[np.int32]:
    """[H, W] how many steps each cell lies from the nearest cell of another owner."""
    framed = np.pad(owner, 1, constant_values=-2)
    middle = framed[1:-1, 1:-1]
    same = [framed[1:-1, :-2] == middle, framed[1:-1, 2:] == middle, framed[:-2, 1:-1] == middle, framed[2:, 1:-1] == middle]
    alive = owner >= 0
    depth = np.zeros(owner.shape, dtype=np.int32)
    for _ in range(_DEEPEST):
        around = np.pad(alive, 1)
        alive = (
            alive
            & (same[0] & around[1:-1, :-2])
            & (same[1] & around[1:-1, 2:])
            & (same[2] & around[:-2, 1:-1])
            & (same[3] & around[2:, 1:-1])
        )
        if not alive.any():
            break
        depth += alive
    return depth


def _run(row: NDArray[np.int16], column: int) -> tuple[int, int]:
    """First and last cell of the run of one owner in a row that a cell lies in."""
    other = np.nonzero(row != row[column])[0]
    at = int(np.searchsorted(other, column))
    left = int(other[at - 1]) + 1 if at > 0 else 0
    right = int(other[at]) - 1 if at < len(other) else len(row) - 1
    return left, right
