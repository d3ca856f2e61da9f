"""The segments of polygon boundaries as rows of whole numbers that can be compared and counted."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.store.build.measure import to_grid

_LON_SPAN = 361_000_000


def segment_ends(parts: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """List the segments of polygons: [S, 4] grid places x0, y0, x1, y1, and [S] the polygon they belong to."""
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    places = to_grid(xy)
    same = ring[1:] == ring[:-1]
    return np.column_stack([places[:-1][same], places[1:][same]]), ring_part[ring[:-1][same]]


def segment_keys(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give each segment [S, 4] a pair of numbers [S, 2], the same for both directions."""
    start = (ends[:, 0] + 180_000_000) + (ends[:, 1] + 90_000_000) * _LON_SPAN
    end = (ends[:, 2] + 180_000_000) + (ends[:, 3] + 90_000_000) * _LON_SPAN
    return np.column_stack([np.minimum(start, end), np.maximum(start, end)])


def shared_segments(parts: NDArray[Any]) -> NDArray[np.intp]:
    """Find the polygons that share a segment or a vertex with another one."""
    ends, part = segment_ends(parts)
    keys = (ends[:, 0] + 180_000_000) + (ends[:, 1] + 90_000_000) * _LON_SPAN
    order = np.lexsort((part, keys))
    meets = (np.diff(keys[order]) == 0) & (np.diff(part[order]) != 0)
    touching = np.zeros(parts.size, dtype=bool)
    touching[part[order[:-1][meets]]] = True
    touching[part[order[1:][meets]]] = True
    return np.flatnonzero(touching)
