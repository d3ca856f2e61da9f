"""Lines on the earth as lines on a picture: without what is off the map, cut off at the picture's edge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.generalization import Segments, Strands, segments
from viewer.carto.projections.projection import Points
from viewer.carto.projections.viewport import Viewport

_HALVINGS = 24


def polylines(lines: Strands, chosen: NDArray[np.intp], viewport: Viewport) -> dict[int, list[Points]]:
    """Return what is seen of chosen lines on a picture, in logical px, by the number of the line."""
    pieces = segments(lines, chosen, viewport, 2.0)
    begin, end, line = _on_map(pieces, viewport)
    begin, end, line = _in_frame(begin / viewport.ratio, end / viewport.ratio, line, (viewport.width, viewport.height))
    if not len(line):
        return {}
    apart = np.flatnonzero((line[1:] != line[:-1]) | (np.abs(begin[1:] - end[:-1]) > 1e-6).any(axis=1)) + 1
    first, last = np.concatenate([[0], apart]), np.concatenate([apart, [len(line)]])
    found: dict[int, list[Points]] = {}
    for one, other in zip(first.tolist(), last.tolist(), strict=True):
        found.setdefault(int(line[one]), []).append(np.concatenate([begin[one : one + 1], end[one:other]]))
    return found


def cut_line(points: Points, viewport: Viewport) -> list[Points]:
    """Return the parts of a line in logical px that lie on the picture."""
    count = len(points) - 1
    begin, end, _ = _in_frame(points[:-1], points[1:], np.zeros(count, dtype=np.int64), (viewport.width, viewport.height))
    if not len(begin):
        return []
    apart = np.flatnonzero((np.abs(begin[1:] - end[:-1]) > 1e-6).any(axis=1)) + 1
    parts = zip(np.split(begin, apart), np.split(end, apart), strict=True)
    return [np.concatenate([one[:1], other]) for one, other in parts]


def _on_map(pieces: Segments, viewport: Viewport) -> tuple[Points, Points, NDArray[np.int64]]:
    """Shorten pieces that lead off the map to its edge, and leave out those that lie off it."""
    inside = [viewport.projection.inside(viewport.to_plane(ends)) for ends in (pieces.begin, pieces.end)]
    begin, end = pieces.begin.copy(), pieces.end.copy()
    for near, far, there, away in ((begin, end, inside[0], inside[1]), (end, begin, inside[1], inside[0])):
        cut = np.flatnonzero(there & ~away)
        low, high = near[cut].copy(), far[cut].copy()
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            on = viewport.projection.inside(viewport.to_plane(middle))[:, None]
            low, high = np.where(on, middle, low), np.where(on, high, middle)
        far[cut] = low
    kept = inside[0] | inside[1]
    return begin[kept], end[kept], pieces.line[kept]


def _in_frame(begin: Points, end: Points, line: NDArray[np.int64], size: tuple[int, int]) -> tuple[Points, Points, NDArray[np.int64]]:
    """Cut pieces off at the edges of a frame from (0, 0) to `size`."""
    way = end - begin
    enter, leave = np.zeros(len(begin)), np.ones(len(begin))
    for axis in (0, 1):
        for limit, sign in ((0.0, 1.0), (float(size[axis]), -1.0)):
            room, speed = (begin[:, axis] - limit) * sign, way[:, axis] * sign
            at = np.divide(-room, speed, out=np.zeros_like(room), where=speed != 0.0)
            enter = np.where(speed > 0, np.maximum(enter, at), enter)
            leave = np.where(speed < 0, np.minimum(leave, at), leave)
            leave = np.where((speed == 0) & (room < 0), -1.0, leave)
    kept = enter < leave
    begin, way, enter, leave, end = begin[kept], way[kept], enter[kept, None], leave[kept, None], end[kept]
    return np.where(enter > 0, begin + way * enter, begin), np.where(leave < 1, begin + way * leave, end), line[kept]
