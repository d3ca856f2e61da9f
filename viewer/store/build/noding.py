"""Splitting polygons along lines on the grid, and passing the new vertices on to their neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.store.build.errors import BuildError
from viewer.store.build.measure import GRID, from_grid, to_grid
from viewer.store.build.segments import segment_ends, segment_keys

# A vertex that snapped to a line lies within the diagonal of a grid cell of it
_REACH = 1.5 * GRID

Key = tuple[int, int]


def clusters(parts: NDArray[Any]) -> list[NDArray[np.intp]]:
    """Group polygons [P] that touch each other, directly or through others."""
    leader = np.arange(parts.size)
    first, second = shapely.STRtree(parts).query(parts, predicate="intersects")
    while True:
        # the lowest number spreads over all that touch; groups are small, so a few rounds do
        lower = leader.copy()
        np.minimum.at(lower, first, leader[second])
        if (lower == leader).all():
            return [np.flatnonzero(leader == number) for number in np.unique(leader)]
        leader = lower


def faces_along(parts: NDArray[Any], lines: Sequence[shapely.Geometry]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Split polygons [P] that may share edges along lines: [F] faces, and [F] the polygon each lies in.

    All lines are brought together in one step, so faces on both sides of an edge have the same vertices.
    """
    everything = np.concatenate([shapely.boundary(parts), np.array(lines, dtype=object)])
    noded = shapely.union_all(everything, grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    inside, polygon = shapely.STRtree(parts).query(shapely.point_on_surface(faces), predicate="within")
    return faces[inside], polygon


def passed_on(before: NDArray[Any], after: NDArray[Any], others: NDArray[Any]) -> NDArray[Any]:
    """Give `others` the vertices that edges got on the way from polygons `before` to polygons `after`.

    A polygon that has an edge in common with `before` gets the vertices that now divide this edge.
    """
    old = segment_ends(before)[0]
    new = segment_ends(after)[0]
    new_keys = set(map(tuple, segment_keys(new).tolist()))
    keys = segment_keys(old)
    gone = np.array([tuple(key) not in new_keys for key in keys.tolist()], dtype=bool)
    ends, part = segment_ends(others)
    wanted = np.isin(segment_keys(ends)[:, 0] * 2**20 ^ segment_keys(ends)[:, 1], keys[gone][:, 0] * 2**20 ^ keys[gone][:, 1])
    if not wanted.any():
        return others
    chains = _chains(np.unique(ends[wanted], axis=0), new, {tuple(key) for key in keys[gone].tolist()}, new_keys)
    result = others.copy()
    for index in np.unique(part[wanted]):
        result[index] = _with_chains(others[index], chains)
    return result


def _chains(
    segments: NDArray[np.int64], new: NDArray[np.int64], gone: set[Key], new_keys: set[Key]
) -> dict[tuple[int, ...], NDArray[np.int64]]:
    """Find the vertices that now divide each of the segments: segment -> places [n, 2] between its ends."""
    places = np.unique(np.concatenate([new[:, :2], new[:, 2:]]), axis=0)
    points = shapely.points(from_grid(places))
    tree = shapely.STRtree(points)
    found: dict[tuple[int, ...], NDArray[np.int64]] = {}
    for segment, key in zip(segments, segment_keys(segments).tolist(), strict=True):
        if tuple(key) not in gone:
            continue
        start, end = segment[:2], segment[2:]
        near = places[tree.query(shapely.linestrings(from_grid(segment.reshape(2, 2))), predicate="dwithin", distance=_REACH)]
        along = ((near - start) @ (end - start)) / ((end - start) @ (end - start))
        between = (along > 0) & (along < 1)
        chain = near[between][np.argsort(along[between], kind="stable")]
        whole = np.concatenate([[start], chain, [end]])
        links = segment_keys(np.column_stack([whole[:-1], whole[1:]]))
        if not all(tuple(link) in new_keys for link in links.tolist()):
            lon, lat = from_grid(start)
            raise BuildError(f"a cut runs along or too close to the boundary near {lon:.5f}, {lat:.5f}: move it away or across")
        found[tuple(segment.tolist())] = chain
    return found


def _with_chains(polygon: shapely.Polygon, chains: dict[tuple[int, ...], NDArray[np.int64]]) -> shapely.Polygon:
    rings = []
    for ring in shapely.get_rings(polygon):
        places = to_grid(shapely.get_coordinates(ring))
        pieces: list[NDArray[np.int64]] = []
        for start, end in pairwise(places):
            pieces.append(start[None])
            chain = chains.get((*start.tolist(), *end.tolist()))
            if chain is not None:
                pieces.append(chain)
        rings.append(shapely.linearrings(from_grid(np.concatenate(pieces))))
    return shapely.polygons(rings[0], rings[1:] or None)
