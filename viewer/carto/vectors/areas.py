"""Areas of many pieces of land as closed chains of arcs: those between two pieces of one area are left out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.frontier import Chain
from viewer.model.topology import Level


def area_rings(level: Level, left: NDArray[np.integer], right: NDArray[np.integer]) -> dict[int, list[Chain]]:
    """Return the rings round every area of a level, by the number of the area, in rising order.

    Args: left, right: [A] number of the area on each side of an arc, -1 for none.
    Returns: for each area closed chains (see `Chain`) with the area on their left.
    """
    start = np.asarray(level.arc_start)
    ends = np.concatenate([np.asarray(level.xy)[start[:-1]], np.asarray(level.xy)[start[1:] - 1]]).astype(np.float64)
    nodes = np.unique(ends[:, 0] + 1j * ends[:, 1], return_inverse=True)[1].reshape(2, -1)
    divides = np.asarray(left) != np.asarray(right)
    ahead, back = (np.flatnonzero(divides & (np.asarray(side) >= 0)) for side in (left, right))
    steps = np.concatenate([ahead, ~back])
    areas = np.concatenate([np.asarray(left)[ahead], np.asarray(right)[back]])
    tails = np.concatenate([nodes[0, ahead], nodes[1, back]])
    heads = np.concatenate([nodes[1, ahead], nodes[0, back]])
    order = np.argsort(areas, kind="stable")
    edges = np.flatnonzero(np.diff(areas[order])) + 1
    found: dict[int, list[Chain]] = {}
    for part in np.split(order, edges) if len(order) else ():
        found[int(areas[part[0]])] = _closed(steps[part].tolist(), tails[part].tolist(), heads[part].tolist())
    return found


def _closed(steps: list[int], tails: list[int], heads: list[int]) -> list[Chain]:
    """Join directed arcs into closed chains: as many lead to a node as from it, so that any way on comes back."""
    onward: dict[int, list[int]] = {}
    for last in range(len(steps) - 1, -1, -1):
        onward.setdefault(tails[last], []).append(last)
    free = [True] * len(steps)
    rings: list[Chain] = []
    for first in range(len(steps)):
        if not free[first]:
            continue
        ring: list[int] = []
        place: int | None = first
        while place is not None and free[place]:
            free[place] = False
            ring.append(steps[place])
            ways = onward.get(heads[place], [])
            while ways and not free[ways[-1]]:
                ways.pop()
            place = ways[-1] if ways and heads[place] != tails[first] else None
        rings.append(tuple(ring))
    return rings
