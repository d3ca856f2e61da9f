"""The cells of the picture that a land takes: how deep each lies in it, its pieces, and at which of them it may be named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Cell = tuple[float, float, float]
"""A cell of the grid: its column and row, and how many cells of its own land are about it in its row."""
Runs = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Columns [H, W] at which the runs of cells begin and end."""
_DEEPEST = 40
"""Cells from the edge beyond which depth is not told apart."""
_ROOMY, _LOOKED_AT = 24, 28
"""A land of so many cells offers more places for its name; so many of its cells are looked at."""
_DEEP = 7
"""So many more deep places a large land offers for its name."""
MIDDLING = _DEEP + 2
"""Other places of a land after these lie all over it."""
_SPREAD, _SPREAD_OVER = 10, (6, 9)
"""So many of those at most, and the rows and columns of cells of which each is the best."""
_MAIN = 0.5
"""A land is named on its largest piece that is seen, or on those at least so large as this part of it."""


def among_others(owner: NDArray[np.int16], row: int, column: int) -> bool:
    """Whether a cell lies beside land of another: one cell of the picture that a point of land has hit is no land that is seen."""
    about = owner[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
    return bool(((about >= 0) & (about != owner[row, column])).any())


def other_cells(
    runs: Runs, rows: NDArray[np.int64], columns: NDArray[np.int64], score: NDArray[np.float64], spread: Sequence[tuple[int, int]]
) -> list[Cell]:
    """More cells of a large land: to both sides in the row of the best, then some deep ones, well apart; cells come by score.

    Those that are spread over the land come after them, from the number `MIDDLING`.
    """
    if len(rows) < _ROOMY:
        return []
    chosen = [(int(rows[-1]), int(columns[-1]))]
    left, right = (int(side[chosen[0]]) for side in runs)
    run = right - left + 1.0
    found: list[Cell] = [(left + run * share, float(chosen[0][0]), run * 2 * min(share, 1 - share)) for share in (0.3, 0.7)]
    chosen += [(chosen[0][0], round(left + run * share)) for share in (0.3, 0.7)]
    first = int(np.searchsorted(score, min(score[-1] - 4, score[-1] / 3), side="right"))
    deep = slice(len(score) - 1, first - 1 if first else None, -max(1, (len(score) - first) // _LOOKED_AT))
    for place in zip(rows[deep].tolist(), columns[deep].tolist(), strict=True):
        if len(chosen) <= MIDDLING and _apart(place, chosen):
            chosen.append(place)
            found.append(_about(runs, *place))
    found += [(float(chosen[0][1]), float(chosen[0][0]), 0.0)] * (MIDDLING - len(found) if spread else 0)  # no name is as narrow
    for place in spread:
        if len(found) < MIDDLING + _SPREAD and _apart(place, chosen):
            chosen.append(place)
            found.append(_about(runs, *place))
    return found


def _apart(place: tuple[int, int], chosen: Sequence[tuple[int, int]]) -> bool:
    return all(abs(place[0] - row) >= 3 or abs(place[1] - column) >= 6 for row, column in chosen)


def _about(runs: Runs, row: int, column: int) -> Cell:
    left, right = (int(side[row, column]) for side in runs)
    return float(column), float(row), 2.0 * min(column - left, right - column) + 1.0


def spread_cells(
    mine: NDArray[np.int64], rows: NDArray[np.intp], columns: NDArray[np.intp], score: NDArray[np.float64], count: NDArray[np.intp]
) -> dict[int, list[tuple[int, int]]]:
    """For every land of many cells, the best one of each field of the picture: row and column, by score. `count` tells the cells."""
    many = np.flatnonzero(count[mine] >= _ROOMY * 2)
    field_of = (rows[many] // _SPREAD_OVER[0]) * 1000 + columns[many] // _SPREAD_OVER[1]
    order = many[np.lexsort((score[many], field_of, mine[many]))]
    key = mine[order] * 1_000_000 + (rows[order] // _SPREAD_OVER[0]) * 1000 + columns[order] // _SPREAD_OVER[1]
    best = order[np.flatnonzero(np.diff(key, append=-1))]
    best = best[np.argsort(-score[best], kind="stable")]
    found: dict[int, list[tuple[int, int]]] = {}
    for land, row, column in zip(mine[best].tolist(), rows[best].tolist(), columns[best].tolist(), strict=True):
        found.setdefault(land, []).append((row, column))
    return found


def main_pieces(owner: NDArray[np.int16]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Return [H, W] whether a cell lies in a main piece of its land, the largest one or nearly as large, and [P] the cells of each land."""
    wide = owner.shape[1]
    begins = np.ones(owner.shape, dtype=np.bool_)
    begins[:, 1:] = owner[:, 1:] != owner[:, :-1]
    run = (np.cumsum(begins) - 1).reshape(owner.shape)
    land = owner[begins]
    piece = np.arange(len(land))
    links = []
    for shift in (-1, 0, 1):  # of one row and the next, also across corners
        upper, lower = (slice(max(0, -shift), wide - max(0, shift)), slice(max(0, shift), wide - max(0, -shift)))
        same = (owner[:-1, upper] == owner[1:, lower]) & (owner[:-1, upper] >= 0)
        links.append(np.stack([run[:-1, upper][same], run[1:, lower][same]]))
    above, below = np.concatenate(links, axis=1)
    while True:
        least = np.minimum(piece[above], piece[below])
        before = piece.copy()
        np.minimum.at(piece, above, least)
        np.minimum.at(piece, below, least)
        np.minimum.at(piece, before, piece)  # what a piece was told, all of it is told
        piece = piece[piece]
        if np.array_equal(piece, before):
            break
    known = land >= 0
    size = np.bincount(piece, weights=np.bincount(run.ravel()))
    largest = np.zeros(int(owner.max(initial=0)) + 1)
    np.maximum.at(largest, land[known], size[piece[known]])
    main = known & (size[piece] >= _MAIN * largest[np.where(known, land, 0)])
    return main[run], np.bincount(owner[owner >= 0], minlength=len(largest))


def depths(owner: NDArray[np.int16]) -> NDArray[np.int32]:
    """[H, W] how many steps each cell lies from the nearest cell of another owner."""
    framed = np.pad(owner, 1, constant_values=-2)
    middle = framed[1:-1, 1:-1]
    inner = framed[1:-1, :-2] == middle
    for beside in (framed[1:-1, 2:], framed[:-2, 1:-1], framed[2:, 1:-1]):
        inner &= beside == middle
    around = np.zeros(framed.shape, dtype=np.bool_)
    alive = around[1:-1, 1:-1]
    alive[:] = owner >= 0
    depth = np.zeros(owner.shape, dtype=np.int32)
    for _ in range(_DEEPEST):
        inner &= around[1:-1, :-2] & around[1:-1, 2:]
        inner &= around[:-2, 1:-1] & around[2:, 1:-1]
        alive &= inner
        if not alive.any():
            break
        depth += alive
    return depth


def runs_of(owner: NDArray[np.int16]) -> Runs:
    """First and last column [H, W] of the run of one owner that each cell lies in."""
    wide = owner.shape[1]
    ends = np.ones((owner.shape[0], wide + 1), dtype=np.bool_)
    ends[:, 1:-1] = owner[:, 1:] != owner[:, :-1]
    column = np.arange(wide)
    left = np.maximum.accumulate(np.where(ends[:, :-1], column, 0), axis=1)
    right = np.minimum.accumulate(np.where(ends[:, 1:], column, wide)[:, ::-1], axis=1)[:, ::-1]
    return left, right
