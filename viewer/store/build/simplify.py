"""Generalizing a coverage: fewer vertices, the same neighbours, no unit lost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.store.build.errors import BuildError
from viewer.store.build.measure import from_grid, on_grid
from viewer.store.build.segments import segment_ends, shared_segments
from viewer.store.build.source import Coverage

_ATTEMPTS = 4
_NARROWEST = 0.2
_EDGE = 10.0  # degrees that the guards reach beyond the frame


def simplify(coverage: Coverage, tolerance: float, smallest_island: float, drawn: Collection[str] = ()) -> Coverage:
    """Simplify all lines of a coverage by `tolerance` degrees, and leave out islands nobody could see.

    Lines are judged where a degree of longitude is as wide as it is on the ground, so the far north is
    thinned as much as the tropics. An island smaller than `smallest_island` (square degrees at the
    equator) goes, unless it is the greatest part of its unit or touches another part. Units `drawn` by hand, islands
    that touch nothing, are as simple as they are meant to be: they lose no vertex.
    """
    kept = _visible(coverage, smallest_island)
    if tolerance <= 0:
        return kept
    guards = _guards(kept.parts)
    warped = shapely.transform(np.concatenate([kept.parts, guards]), _warp)
    thinner = shapely.transform(shapely.coverage_simplify(warped, tolerance)[: kept.parts.size], _unwarp)
    result = replace(kept, parts=shapely.remove_repeated_points(shapely.transform(thinner, on_grid)))
    meant = np.isin(kept.owner, [number for number, code in enumerate(kept.codes) if code in drawn])
    result.parts[meant] = kept.parts[meant]
    for _ in range(_ATTEMPTS):
        if shapely.is_valid(result.parts).all() and shapely.coverage_is_valid(result.parts):
            return replace(result, parts=shapely.orient_polygons(result.parts))
        result = _mended(result)
    raise BuildError(f"lines cross after simplifying by {tolerance} degrees and could not be mended")


def _mended(coverage: Coverage) -> Coverage:
    """Settle the few overlaps that arise because straight lines bend when the warp is undone.

    Coming back to the grid can make new ones, so this may have to be done again.
    """
    whole = shapely.make_valid(coverage.parts, method="structure", keep_collapsed=False)
    clean = shapely.coverage_clean(whole, gap_width=0, snapping_distance=0)
    clean = shapely.remove_repeated_points(shapely.transform(clean, on_grid))
    changed = np.unique(coverage.owner[~shapely.equals_exact(clean, coverage.parts)])
    same = ~np.isin(coverage.owner, changed)
    parts, owner = [clean[same]], [coverage.owner[same]]
    for unit in changed:
        # parts of one unit that overlapped have an edge in common now, which is no border
        joined = shapely.get_parts(shapely.coverage_union_all(shapely.get_parts(clean[coverage.owner == unit])))
        parts.append(joined)
        owner.append(np.full(joined.size, unit))
    order = np.argsort(np.concatenate(owner), kind="stable")
    return replace(coverage, parts=np.concatenate(parts)[order], owner=np.concatenate(owner)[order])


def _visible(coverage: Coverage, smallest: float) -> Coverage:
    size = shapely.area(shapely.transform(coverage.parts, _warp))
    order = np.lexsort((-size, coverage.owner))
    greatest = np.zeros(size.size, dtype=bool)
    greatest[order[np.diff(coverage.owner[order], prepend=-1) != 0]] = True
    keep = greatest | (size >= smallest)
    loose = ~keep
    loose[shared_segments(coverage.parts)] = False
    keep = ~loose
    return replace(coverage, parts=coverage.parts[keep], owner=coverage.owner[keep])


def _warp(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([lonlat[:, 0] * _width(lonlat[:, 1]), lonlat[:, 1]])


def _unwarp(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([xy[:, 0] / _width(xy[:, 1]), xy[:, 1]])


def _width(latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.maximum(np.cos(np.radians(latitude)), _NARROWEST)


def _guards(parts: NDArray[Any]) -> NDArray[Any]:
    """Make polygons beyond the frame of the map that share its edges with the land.

    Where land is cut by the frame, the ends of the cut are corners like any other and would be rounded
    off, tearing the land apart at 180 degrees. With a neighbour out there they are nodes, which stay.
    """
    ends, _ = segment_ends(parts)
    guards = []
    for axis, value in ((0, 180_000_000), (0, -180_000_000), (1, -90_000_000)):
        frame = from_grid(ends[(ends[:, axis] == value) & (ends[:, axis + 2] == value)])
        beyond = frame.copy()
        beyond[:, [axis, axis + 2]] += np.sign(value) * _EDGE
        corners = [frame[:, :2], frame[:, 2:], beyond[:, 2:], beyond[:, :2]]
        patches = shapely.polygons(np.stack(corners, axis=1))
        guards.append(shapely.get_parts(shapely.coverage_union_all(patches)))
    return np.concatenate(guards)
