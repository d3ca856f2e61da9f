"""Land of polities as polygons, put together from the arcs of the base geometry; for data out only, it needs shapely."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping

from viewer.model.topology import Basemap, Level

_DECIMALS = 5
"""About a metre: finer than any level that is written."""


def outlines(basemap: Basemap, holders: NDArray[np.signedinteger[Any]]) -> dict[int, dict[str, Any]]:
    """Return the land of each holder as a GeoJSON geometry, valid, at the next to finest level.

    Args: holders: [U] polity index of each unit, negative where nobody holds it.
    """
    if not basemap.levels:
        return {}
    level = basemap.levels[-2:][0]  # the finest, where there is but one
    lines = _arc_lines(level)
    outside = np.int64(-1)
    owner = np.append(holders.astype(np.int64), outside)  # index -1 (outside) finds the last
    left, right = owner[level.arc_left], owner[level.arc_right]
    border = left != right
    found: dict[int, dict[str, Any]] = {}
    for holder in np.unique(holders[holders >= 0]).tolist():
        own = np.flatnonzero(border & ((left == holder) | (right == holder)))
        area = _area(lines[own])
        if not area.is_empty:
            found[int(holder)] = _plain(mapping(area))
    return found


def _arc_lines(level: Level) -> NDArray[np.object_]:
    """[A] arcs as line strings."""
    counts = np.diff(level.arc_start)
    xy = np.round(level.xy.astype(np.float64), _DECIMALS)
    lines: NDArray[np.object_] = shapely.linestrings(xy, indices=np.repeat(np.arange(len(counts)), counts))
    return lines


def _area(lines: NDArray[np.object_]) -> Any:  # noqa: ANN401 - shapely has no types
    """Area inside closed lines: rings within rings alternate between land and hole."""
    area = shapely.build_area(shapely.geometrycollections(list(lines)))
    if not area.is_valid:
        area = shapely.make_valid(area)
    polygons = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    return shapely.orient_polygons(shapely.multipolygons(polygons))


def _plain(geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": geometry["type"], "coordinates": geometry["coordinates"]}
