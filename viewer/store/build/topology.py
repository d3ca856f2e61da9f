"""From polygons to arcs: every line once, with the unit on its left and on its right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.model.topology import Level
from viewer.store.build.errors import BuildError
from viewer.store.build.measure import from_grid, to_grid
from viewer.store.build.source import Coverage

_OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class _Walk:
    """All rings walked once, interior on the left: one row for each segment, ring after ring."""

    places: NDArray[np.int64]
    """[V, 2] grid places of the distinct vertices."""
    start: NDArray[np.intp]
    """[S] vertex a segment starts from."""
    end: NDArray[np.intp]
    """[S] vertex it ends at."""
    edge: NDArray[np.intp]
    """[S] number of the undirected segment."""
    left: NDArray[np.int32]
    """[S] unit on the left."""
    right: NDArray[np.int32]
    """[S] unit on the right, or -1."""
    frame: NDArray[np.bool_]
    """[S] whether it lies on the frame of the map."""
    ring_first: NDArray[np.intp]
    """[R + 1] first segment of each ring."""


def build_arcs(coverage: Coverage, tolerance: float) -> Level:
    """Find the arcs of a coverage: longest chains between places where three lines meet or neighbours change.

    `tolerance`: degrees by which its lines were simplified. Raises BuildError where polygons overlap.
    """
    walk = _walk(coverage)
    node = _nodes(walk)
    walk, chain_first = _from_nodes(walk, node)
    return _level(walk, chain_first, coverage, tolerance)


def _walk(coverage: Coverage) -> _Walk:
    rings, ring_part = shapely.get_rings(coverage.parts, return_index=True)
    xy, point_ring = shapely.get_coordinates(rings, return_index=True)
    last = np.diff(point_ring, append=rings.size) != 0
    ring = point_ring[~last]
    places, vertex = np.unique(to_grid(xy), axis=0, return_inverse=True)
    vertex = vertex.reshape(-1)
    start, end = vertex[:-1][~last[:-1]], vertex[1:][~last[:-1]]
    low, high = np.minimum(start, end), np.maximum(start, end)
    edge_key, edge = np.unique(low * len(places) + high, return_inverse=True)
    left = coverage.owner[ring_part[ring]].astype(np.int32)
    forward = start < end
    sides = np.full((2, edge_key.size), _OUTSIDE, dtype=np.int32)
    for side, chosen in ((0, forward), (1, ~forward)):
        used = np.bincount(edge[chosen], minlength=edge_key.size)
        if used.max(initial=0) > 1:
            double = np.flatnonzero(chosen)[used[edge[chosen]] > 1]
            names = sorted({coverage.codes[i] for i in left[double]})
            raise BuildError(f"units overlap: {', '.join(names[:8])}")
        sides[side, edge[chosen]] = left[chosen]
    right = np.where(forward, sides[1, edge], sides[0, edge])
    return _Walk(
        places=places,
        start=start,
        end=end,
        edge=edge,
        left=left,
        right=right,
        frame=_on_frame(places, start, end),
        ring_first=np.concatenate([[0], np.cumsum(np.bincount(ring, minlength=rings.size))]),
    )


def _on_frame(places: NDArray[np.int64], start: NDArray[np.intp], end: NDArray[np.intp]) -> NDArray[np.bool_]:
    x0, y0, x1, y1 = places[start, 0], places[start, 1], places[end, 0], places[end, 1]
    meridian = (np.abs(x0) == 180_000_000) & (x0 == x1)
    pole = (np.abs(y0) == 90_000_000) & (y0 == y1)
    return np.asarray(meridian | pole, dtype=np.bool_)


def _nodes(walk: _Walk) -> NDArray[np.bool_]:
    """Mark the vertices where arcs end: [V]."""
    _, first = np.unique(walk.edge, return_index=True)
    count = len(walk.places)
    degree = np.bincount(walk.start[first], minlength=count) + np.bincount(walk.end[first], minlength=count)
    before = _previous(walk.ring_first)
    changes = (walk.right != walk.right[before]) | (walk.frame != walk.frame[before])
    node = degree != 2
    node[walk.start[changes]] = True
    return np.asarray(node, dtype=np.bool_)


def _previous(ring_first: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give for each segment the one before it in its ring."""
    before = np.arange(-1, ring_first[-1] - 1)
    before[ring_first[:-1]] = ring_first[1:] - 1
    return before


def _from_nodes(walk: _Walk, node: NDArray[np.bool_]) -> tuple[_Walk, NDArray[np.intp]]:
    """Let each ring start at a node, or at its lowest vertex, and find where chains begin.

    Both rings along a line then break it in the same places.
    """
    sizes = np.diff(walk.ring_first)
    ring = np.repeat(np.arange(sizes.size), sizes)
    at_node = node[walk.start]
    # nodes sort before other vertices, lower vertices before higher
    rank = np.where(at_node, walk.start - len(walk.places), walk.start)
    order = np.lexsort((rank, ring))
    shift = order[walk.ring_first[:-1]] - walk.ring_first[:-1]
    within = np.arange(ring.size) - walk.ring_first[ring]
    turn = walk.ring_first[ring] + (within + shift[ring]) % sizes[ring]
    turned = _Walk(
        places=walk.places,
        start=walk.start[turn],
        end=walk.end[turn],
        edge=walk.edge[turn],
        left=walk.left[turn],
        right=walk.right[turn],
        frame=walk.frame[turn],
        ring_first=walk.ring_first,
    )
    begins = at_node[turn]
    begins[walk.ring_first[:-1]] = True
    return turned, np.flatnonzero(begins)


def _level(walk: _Walk, chain_first: NDArray[np.intp], coverage: Coverage, tolerance: float) -> Level:
    lowest = np.minimum.reduceat(walk.edge, chain_first)
    _, defining, twin = np.unique(lowest, return_index=True, return_inverse=True)
    # number the arcs by the first ring that uses them: what is drawn together lies together
    order = np.argsort(defining, kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(order.size)
    defining = defining[order]
    arc_of_chain = number[twin]
    forward = np.zeros(chain_first.size, dtype=bool)
    forward[defining] = True
    sizes = np.diff(chain_first, append=walk.start.size)[defining]
    first = chain_first[defining]
    vertices = _chain_vertices(walk, first, sizes)
    chains_before = np.searchsorted(chain_first, walk.ring_first)
    _, ring_part = shapely.get_rings(coverage.parts, return_index=True)
    return Level(
        tolerance=tolerance,
        xy=from_grid(walk.places[vertices]).astype(np.float32),
        arc_start=np.concatenate([[0], np.cumsum(sizes + 1)]).astype(np.int32),
        arc_left=walk.left[first],
        arc_right=walk.right[first],
        arc_frame=walk.frame[first],
        ring_start=chains_before.astype(np.int32),
        ring_arcs=np.where(forward, arc_of_chain, ~arc_of_chain).astype(np.int32),
        ring_unit=coverage.owner[ring_part].astype(np.int32),
    )


def _chain_vertices(walk: _Walk, first: NDArray[np.intp], sizes: NDArray[np.intp]) -> NDArray[np.intp]:
    """List the vertices of chains, each with its last one: the start of every segment, then an end."""
    begin = np.concatenate([[0], np.cumsum(sizes + 1)])[:-1]
    vertices = np.empty(int((sizes + 1).sum()), dtype=np.intp)
    chain = np.repeat(np.arange(first.size), sizes)
    within = np.arange(chain.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    segment = first[chain] + within
    vertices[begin[chain] + within] = walk.start[segment]
    vertices[begin + sizes] = walk.end[first + sizes - 1]
    return vertices
