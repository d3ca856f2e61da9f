"""Stacks: the events of a time window gathered by place, and joined where places come close on the map."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.carto.columns import Columns, Rows
from viewer.model.record import dataclass

Locate = Callable[[NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.bool_]]]
"""Takes lon/lat [N, 2] to logical px [N, 2] and tells which of them are on the map."""


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """Events of one place: its key, where it lies (px), the weight of the most important event, and whether one of them is selected."""

    key: str
    at: tuple[float, float]
    weight: int
    selected: bool
    rows: Rows


def gathered(columns: Columns, rows: Rows, chosen: int, locate: Locate, frame: tuple[float, float, float, float]) -> list[Pile]:
    """Return the events in view by place, the most important place first; `chosen` is the selected event, -1 for none."""
    if not len(rows):
        return []
    key = columns.key[rows]
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    pixels, visible = locate(columns.point[rows[first]])
    left, top, right, bottom = frame
    x, y = pixels[:, 0], pixels[:, 1]
    seen = np.flatnonzero(visible & (left - 12 <= x) & (x <= right + 12) & (top - 12 <= y) & (y <= bottom + 12))
    weight = np.minimum.reduceat(columns.weight[rows], first)
    ends = np.append(first[1:], len(rows))
    names = [columns.keys[number] for number in key[first].tolist()]
    selected = columns.keys[columns.key[chosen]] if chosen in rows else ""
    piles = [
        Pile(
            names[number],
            (float(x[number]), float(y[number])),
            int(weight[number]),
            names[number] == selected,
            rows[first[number] : ends[number]],
        )
        for number in seen.tolist()
    ]
    piles.sort(key=lambda pile: (not pile.selected, pile.weight, -len(pile.rows), pile.key))
    return piles


def joined(piles: Sequence[Pile], reach: float) -> list[list[Pile]]:
    """Join piles that lie closer than `reach` px to a more important one; `piles` and what is returned come most important first."""
    kept: list[list[Pile]] = []
    cells: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
    for pile in piles:
        x, y = pile.at
        across, down = math.floor(x / reach), math.floor(y / reach)
        best = len(kept)
        for cell in ((across + one, down + other) for one in (-1, 0, 1) for other in (-1, 0, 1)):
            for number, there, below in cells.get(cell, ()):
                if number < best and math.hypot(x - there, y - below) < reach:
                    best = number
        if best < len(kept):
            kept[best].append(pile)
        else:
            cells.setdefault((across, down), []).append((best, x, y))
            kept.append([pile])
    return kept


@dataclass(frozen=True, slots=True, eq=False)
class Fronts:
    """Which event lies on top of each of some stacks, and what goes for the stack. Arrays run over stacks."""

    rows: list[Rows]
    """Events of each, in order of time."""
    front: list[int]
    opacity: list[float]
    weight: list[int]


def fronts_of(columns: Columns, stacks: Sequence[Sequence[Pile]], chosen: int, instant: int, before: int, after: int) -> Fronts:
    """Tell the front of stacks: the selected event, else the one nearest to the day, the more important of those, the earlier of those.

    Opacity is that of the youngest event: 1 at the day, .4 at the edges of the window, `before` and `after` days away.
    """
    if not stacks:
        return Fronts([], [], [], [])
    parts = [np.sort(np.concatenate([pile.rows for pile in stack])) if len(stack) > 1 else stack[0].rows for stack in stacks]
    rows = np.concatenate(parts)
    count = np.array([len(part) for part in parts])
    first = np.cumsum(count) - count
    stack = np.repeat(np.arange(len(parts)), count)
    start, last, weight = columns.start[rows].astype(np.int64), columns.last[rows].astype(np.int64), columns.weight[rows]
    days = np.where(start > instant, start - instant, np.minimum(last - instant, 0))
    rank = (rows != chosen, np.abs(days), weight)
    best = np.lexsort((rows, rank[2], rank[1], rank[0], stack))[first]
    fade = np.maximum.reduceat(faded(days, before, after), first)
    fade[rows[best] == chosen] = 1.0
    return Fronts(parts, rows[best].tolist(), fade.tolist(), np.minimum.reduceat(weight, first).tolist())


def faded(days: NDArray[np.int64], before: int, after: int) -> NDArray[np.float64]:
    """Return the opacity of events by their distance in days, negative where they are earlier."""
    reach = np.where(days > 0, after, before)
    part = np.where(reach > 0, np.minimum(1.0, np.abs(days) / np.maximum(reach, 1)), 0.0)
    return np.asarray(1.0 - 0.6 * part * part * (3.0 - 2.0 * part), dtype=np.float64)
