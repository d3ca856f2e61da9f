"""Stacks: the events of a time window gathered by place, and joined where places come close on the map."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from viewer.carto.events.columns import Columns, Rows
from viewer.model.entities import Event
from viewer.model.record import dataclass

_DAY_BITS, _WEIGHT_BITS, _ROW_BITS = 26, 4, 30
"""Room for days, weights and numbers of events in a number that ranks an event."""
Locate = Callable[[NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.bool_]]]
"""Takes lon/lat [N, 2] to logical px [N, 2] and tells which of them are on the map."""


class EventIds(Sequence[str]):
    """The ids of some events of an atlas, in order of time. They are looked up when they are asked for: a crowd has very many."""

    __slots__ = ("_events", "_rows")

    def __init__(self, events: Sequence[Event], rows: Rows) -> None:
        self._events, self._rows = events, rows

    @property
    def rows(self) -> Rows:
        """Their numbers in the list of all events, rising."""
        return self._rows

    @overload
    def __getitem__(self, which: int) -> str: ...
    @overload
    def __getitem__(self, which: slice) -> tuple[str, ...]: ...
    @override
    def __getitem__(self, which: int | slice) -> str | tuple[str, ...]:
        if isinstance(which, slice):
            return tuple(self._events[row].id for row in self._rows[which].tolist())
        return self._events[int(self._rows[which])].id

    @override
    def __len__(self) -> int:
        return len(self._rows)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, EventIds) and self._events is other._events and np.array_equal(self._rows, other._rows)

    @override
    def __hash__(self) -> int:
        return hash(self._rows.tobytes())

    @override
    def __repr__(self) -> str:
        return f"EventIds{tuple(self)}"


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
    order = np.argsort(key.astype(np.uint16) if len(columns.keys) <= 1 << 16 else key, kind="stable")  # short numbers are sorted by digits
    rows, key = rows[order], key[order]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    pixels, visible = locate(columns.point[rows[first]])
    left, top, right, bottom = frame
    x, y = pixels[:, 0], pixels[:, 1]
    seen = np.flatnonzero(visible & (left - 12 <= x) & (x <= right + 12) & (top - 12 <= y) & (y <= bottom + 12))
    weight = np.minimum.reduceat(columns.weight[rows], first)
    ends = np.append(first[1:], len(rows))
    names = [columns.keys[number] for number in key[first].tolist()]
    selected = columns.keys[columns.key[chosen]] if chosen >= 0 and chosen in rows else ""
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
    start, last = columns.start[rows].astype(np.int64), columns.last[rows].astype(np.int64)
    days = np.where(start > instant, start - instant, np.minimum(last - instant, 0))
    weight = columns.weight[rows]
    # The least of numbers made of all that ranks: quicker by far than sorting.
    rank = ((rows != chosen).astype(np.int64) << _DAY_BITS | np.minimum(np.abs(days), (1 << _DAY_BITS) - 1)) << _WEIGHT_BITS | weight
    best = (np.minimum.reduceat(rank << _ROW_BITS | rows, first) & ((1 << _ROW_BITS) - 1)).tolist()
    fade = np.maximum.reduceat(faded(days, before, after), first)
    fade[[row == chosen for row in best]] = 1.0
    return Fronts(parts, best, fade.tolist(), np.minimum.reduceat(weight, first).tolist())


def faded(days: NDArray[np.int64], before: int, after: int) -> NDArray[np.float64]:
    """Return the opacity of events by their distance in days, negative where they are earlier."""
    reach = np.where(days > 0, after, before)
    part = np.where(reach > 0, np.minimum(1.0, np.abs(days) / np.maximum(reach, 1)), 0.0)
    return np.asarray(1.0 - 0.6 * part * part * (3.0 - 2.0 * part), dtype=np.float64)
