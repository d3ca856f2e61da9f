"""Stacks that would bury the Iron Curtain on a map of the world: they stand in the open sea, with a line to their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Box, boxes_of, touching
from viewer.carto.events.markers import APART, Marker, radius
from viewer.carto.names.labels import Ground
from viewer.carto.names.sea_names import land_share

_WORLD = 2.0
"""Nearer than this zoom the Curtain is longer than a few discs."""
_MOST, _CROWD = 6, 120
"""So many stacks give way at most; of a crowd none does, as there is no room at sea for it either."""
_RINGS = tuple(range(30, 98, 8))
"""Px from its place at which a stack may stand."""
_WAYS = 32
"""Directions in which it may."""
_AT_ONCE = 24
"""Spots that are tried at a time: a clear one is mostly among the first."""
_ASHORE = 0.04
"""The part of a disc that may lie on land all the same: islets."""
_WEST = 0.15
"""By so much a way to the east is dearer than one to the west: there the sea is, and no name of a power."""


def off_the_line(markers: tuple[Marker, ...], ground: Ground, zoom: float, frame: Box, obstacles: Sequence[Box] = ()) -> tuple[Marker, ...]:
    """Return the stacks, those whose discs would lie over the Curtain at sea; as they are where land and sea are not known.

    Args: markers: the most important last. frame: the free part of the map (px). obstacles: boxes (px) that cover it.
    """
    grid = ground.soil.spots.grid if ground.soil.spots is not None else None
    if zoom >= _WORLD or grid is None or not len(ground.lines) or not 0 < len(markers) <= _CROWD:
        return markers
    size = radius(zoom)
    at = np.array([(marker.x, marker.y) for marker in markers])
    over = np.flatnonzero(touching(np.hstack([at - size, at + size]), ground.lines))[::-1][:_MOST]
    found, covered = list(markers), tuple(obstacles)
    for number in over.tolist():
        spots = _at_sea(ground, found[number].at, size, frame, covered)
        for first in range(0, len(spots), _AT_ONCE):
            some = spots[first : first + _AT_ONCE]
            near = ((some[:, None] - at) ** 2).sum(axis=2) < APART**2
            near[:, number] = False
            clear = np.flatnonzero(~near.any(axis=1))
            if len(clear):
                x, y = at[number] = some[clear[0]]
                found[number] = replace(found[number], x=float(x), y=float(y))
                break
    return tuple(found)


@lru_cache(maxsize=256)
def _at_sea(ground: Ground, place: tuple[float, float], size: float, frame: Box, obstacles: tuple[Box, ...]) -> NDArray[np.float64]:
    """Return the spots [S, 2] about a place (px) where a disc of a radius lies on open sea, the cheapest first: the same on all days."""
    grid = ground.soil.spots.grid if ground.soil.spots is not None else None
    assert grid is not None
    spots = _ways() + place
    room = np.hstack([spots - size - 2, spots + size + 2])
    free = land_share(grid, room) <= _ASHORE
    free &= np.all((room[:, :2] >= frame[:2]) & (room[:, 2:] <= frame[2:]), axis=1)
    free &= ~touching(room, np.concatenate([ground.lines, boxes_of(obstacles)]))
    if ground.soil.on_map is not None:
        free &= ground.soil.on_map(spots)
    found: NDArray[np.float64] = spots[free]
    return found


@cache
def _ways() -> NDArray[np.float64]:
    """[S, 2] how far across and down the spots lie that are tried, the cheapest first."""
    angles = np.arange(_WAYS) * (2 * np.pi / _WAYS)
    reach, angle = (one.ravel() for one in np.meshgrid(np.array(_RINGS, dtype=np.float64), angles, indexing="ij"))
    order = np.argsort(reach * (1 + _WEST * np.cos(angle)), kind="stable")
    return np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)[order]
