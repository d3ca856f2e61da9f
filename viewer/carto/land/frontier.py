"""The lines between zones: where borders may run at one level of detail, and how those that belong together are chained."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import Zones
from viewer.model.record import dataclass
from viewer.model.topology import Level


@dataclass(frozen=True, slots=True)
class Frontier:
    """A level's arcs as lines of the political map.

    `left`, `right` [A] are the zones beside each arc, -1 for sea; `between` [F] the arcs with two different zones beside them,
    and `index` [A] the place of an arc in `between`, -1 for others; `coast` [A] and `drawn` [A] tell arcs with sea on one
    side, and arcs that divide anything.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    between: NDArray[np.intp]
    index: NDArray[np.int32]
    coast: NDArray[np.bool_]
    drawn: NDArray[np.bool_]

    @property
    def sides(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Zones on the left and on the right of the lines [F]."""
        return self.left[self.between], self.right[self.between]


def frontier(level: Level, zones: Zones) -> Frontier:
    """Look at a level's arcs as lines between zones."""
    of_unit = np.append(zones.of_unit, -1).astype(np.int32)  # unit -1 is the sea
    left, right = of_unit[np.asarray(level.arc_left)], of_unit[np.asarray(level.arc_right)]
    drawn = (left != right) & ~np.asarray(level.arc_frame)
    between = np.flatnonzero(drawn & (left >= 0) & (right >= 0))
    index = np.full(len(left), -1, dtype=np.int32)
    index[between] = np.arange(len(between))
    return Frontier(left, right, between, index, drawn & ((left < 0) | (right < 0)), drawn)


Chain = tuple[int, ...]
"""Arcs one after the other: i is arc i forward, ~i is arc i backward."""


def chains(level: Level, arcs: NDArray[np.intp], east: NDArray[np.int8]) -> list[Chain]:
    """Join arcs into lines as long as possible, all with their east on the left.

    Args:
      level: where the arcs are from.
      arcs: [n] arc numbers.
      east: [n] 1 where the east is on the arc's left, -1 where it is on its right.

    Returns: chains in a fixed order, whatever the order of the arcs.
    """
    directed: list[int] = sorted(arc if side > 0 else ~arc for arc, side in zip(arcs.tolist(), east.tolist(), strict=True))
    ends = {step: _ends(level, step) for step in directed}
    onward: dict[tuple[float, float], list[int]] = {}
    arriving: dict[tuple[float, float], int] = {}
    for one in directed:
        onward.setdefault(ends[one][0], []).append(one)
        arriving[ends[one][1]] = arriving.get(ends[one][1], 0) + 1
    free = dict.fromkeys(directed)
    found: list[Chain] = []
    heads = [one for one in directed if arriving.get(ends[one][0], 0) != len(onward[ends[one][0]])]
    for head in [*heads, *directed]:
        step: int | None = head
        line: list[int] = []
        while step is not None and step in free:
            del free[step]
            line.append(step)
            step = next((other for other in onward.get(ends[step][1], ()) if other in free), None)
        if line:
            found.append(tuple(line))
    return found


def _ends(level: Level, step: int) -> tuple[tuple[float, float], tuple[float, float]]:
    arc = step if step >= 0 else ~step
    first, last = level.xy[level.arc_start[arc]], level.xy[level.arc_start[arc + 1] - 1]
    pair = (float(first[0]), float(first[1])), (float(last[0]), float(last[1]))
    return pair if step >= 0 else (pair[1], pair[0])
