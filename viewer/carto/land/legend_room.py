"""Which rows of a legend are shown where there is little room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from viewer.carto.land.legend import LegendRow

HATCHED = ("occupied", "taken", "annexed", "claim")
"""Sorts of rows of land that is hatched: they may share one row."""
PINNED = ("line", "moved", "shifted")
"""Sorts of rows that are never hidden."""
_LEAST = 4
"""So many rows are shown however little room there is."""


def sharing(rows: Sequence[LegendRow], label: str) -> tuple[LegendRow, ...]:
    """Return the rows with those of hatched land in one that says `label`; as they are where there is no more than one of them."""
    hatched = tuple(row for row in rows if row.sort in HATCHED)
    if len(hatched) < 2:
        return tuple(rows)
    at = next(number for number, row in enumerate(rows) if row.sort in HATCHED)
    one = LegendRow("hatches", label, km2=sum(row.km2 for row in hatched), parts=hatched)
    plain = [row for row in rows if row.sort not in HATCHED]
    return (*plain[:at], one, *plain[at:])


def fitting(rows: Sequence[LegendRow], room: float, more: float, height: Callable[[LegendRow], float]) -> tuple[tuple[LegendRow, ...], int]:
    """Return the rows, those first that are shown, and how many these are.

    Named lines are always shown, as the Iron Curtain is what a map of its time is about, and what a comparison marks.
    One row that would be hidden alone is shown.

    Args: room: px for rows; more: px that a button for the others takes of them; height: px of a row.
    """
    if sum(map(height, rows)) <= room:
        return tuple(rows), len(rows)
    pinned = [row for row in rows if row.sort in PINNED]
    others = [row for row in rows if row.sort not in PINNED]
    left = room - more - sum(map(height, pinned))
    shown = 0
    for row in others:
        left -= height(row)
        if left < 0 and shown + len(pinned) >= _LEAST:
            break
        shown += 1
    if shown >= len(others) - 1:
        return tuple(rows), len(rows)
    return (*others[:shown], *pinned, *others[shown:]), shown + len(pinned)
