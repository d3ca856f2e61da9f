"""Rings on the earth laid out on a picture: cut open where the map is, closed along its edge, and cut off at the picture's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.plane import wrapped
from viewer.carto.projections.projection import AZIMUTHS, Azimuthal, Points, Projection, Pseudocylindrical, unit_vectors
from viewer.carto.projections.viewport import Viewport

_STEP = 2.0
"""Degrees between the points of an edge of the map along which a ring is closed."""
_SOUTHERN = -60.0
"""Rings that are cut open south of this latitude are closed by way of the South Pole, others by way of the North Pole."""
_ASIDE = np.array([[1.1e-5, 0.7e-5]])
"""From the middle of the picture, the point at which it is told what is inside (earth radii)."""
_LEAST = 0.02
"""Square px of a ring that is drawn."""


def laid_ring(ring: Points, projection: Projection) -> Points:
    """Return a ring [N, 2] of degrees (not closed: its last point is not its first) on the plane, without what is off the map.

    By the rule of even and odd it holds the same as on the earth, or all the rest of the map (see `holds`). Empty where
    nothing is seen of it.
    """
    if isinstance(projection, Azimuthal):
        return _within_limb(ring, projection)
    if isinstance(projection, Pseudocylindrical):
        return _cut_open(ring, projection)
    return projection.forward(ring)


def _within_limb(ring: Points, projection: Azimuthal) -> Points:
    """Replace what lies beyond the limb by its edge, followed in the direction in which the ring goes round."""
    vectors = unit_vectors(ring)
    least = float(np.cos(AZIMUTHS[projection.name].limit))
    depth = vectors @ projection.frame()[2] - least
    seen = depth >= 0.0
    plane = projection.forward(ring)
    if seen.all():
        return plane
    if not seen.any():
        return plane[:0]
    shift = int(np.flatnonzero(seen & ~np.roll(seen, 1))[0])
    seen = np.roll(seen, -shift)
    depth, plane, vectors = (np.roll(part, -shift, axis=0) for part in (depth, plane, vectors))
    turns = np.arctan2(plane[:, 1], plane[:, 0])
    parts: list[Points] = []
    begins = np.flatnonzero(seen & ~np.roll(seen, 1))
    for number, begin in enumerate(begins.tolist()):
        following = int(begins[number + 1]) if number + 1 < len(begins) else len(seen)
        hidden = begin + int(np.argmin(seen[begin:following]))
        parts.append(plane[begin:hidden])
        out, back = (_crossing(vectors, depth, one, projection) for one in (hidden - 1, following - 1))
        way = np.concatenate([[out], turns[hidden:following], [back]])
        parts.append(_round(out, float(np.radians(wrapped(np.degrees(np.diff(way)))).sum()), projection.edge))
    return np.concatenate(parts)


def _crossing(vectors: NDArray[np.float64], depth: NDArray[np.float64], place: int, projection: Azimuthal) -> float:
    """Return in which direction (radians) the edge from a point of a ring to the next crosses the limb."""
    other = (place + 1) % len(depth)
    share = depth[place] / (depth[place] - depth[other])
    vector = (vectors[place] + (vectors[other] - vectors[place]) * share) @ projection.frame().T
    return float(np.arctan2(vector[1], vector[0]))


def _round(begin: float, turn: float, radius: float) -> Points:
    """Return points along a circle."""
    angles = begin + np.linspace(0.0, turn, max(2, int(abs(np.degrees(turn)) / _STEP) + 2))
    return radius * np.column_stack([np.cos(angles), np.sin(angles)])


def _cut_open(ring: Points, projection: Pseudocylindrical) -> Points:
    """Lead a ring that crosses the cut of the map along its edge, by way of a pole, to the other side."""
    lon, lat = wrapped(ring[:, 0] - projection.meridian), ring[:, 1]
    onward_lon, onward_lat = np.roll(lon, -1), np.roll(lat, -1)
    torn = np.flatnonzero(np.abs(onward_lon - lon) > 180.0)
    relative = np.column_stack([lon, lat])
    if not len(torn):
        return projection.forward_unwrapped(relative)
    parts, done = [], 0
    for place in torn.tolist():
        side = 180.0 if lon[place] > 0 else -180.0
        beyond = onward_lon[place] + 2 * side
        share = (side - lon[place]) / (beyond - lon[place]) if beyond != lon[place] else 0.0
        height = float(lat[place] + (onward_lat[place] - lat[place]) * share)
        pole = -90.0 if height < _SOUTHERN else 90.0
        up = np.linspace(height, pole, max(2, int(abs(pole - height) / _STEP) + 2))
        way = np.concatenate([np.column_stack([np.full(len(up), side), up]), np.column_stack([np.full(len(up), -side), up[::-1]])])
        parts += [relative[done : place + 1], way]
        done = place + 1
    return projection.forward_unwrapped(np.concatenate([*parts, relative[done:]]))


def looked_at(viewport: Viewport) -> tuple[Points, tuple[float, float]]:
    """Return a point of the map [1, 2] on the plane, and its lon, lat, at which it is told what is inside: in the picture if it can be."""
    wide, high = viewport.device_size
    point = viewport.to_plane(np.array([[wide / 2.0, high / 2.0]])) + _ASIDE
    if not viewport.projection.inside(point)[0]:
        point = _ASIDE.copy()
    lon, lat = viewport.projection.inverse(point)[0]
    return point, (float(lon), float(lat))


def holds(rings: list[Points], point: Points) -> bool:
    """Whether rings on the plane hold a point [1, 2] of it, by the rule of even and odd."""
    inside = False
    x, y = point[0]
    for ring in rings:
        onward = np.roll(ring, -1, axis=0)
        crossed = (ring[:, 1] <= y) != (onward[:, 1] <= y)
        one, other = ring[crossed], onward[crossed]
        across = one[:, 0] + (other[:, 0] - one[:, 0]) * (y - one[:, 1]) / (other[:, 1] - one[:, 1])
        inside ^= bool(np.count_nonzero(across > x) % 2)
    return inside


def on_picture(rings: list[Points], viewport: Viewport) -> list[Points]:
    """Return rings on the plane as rings in logical px, without what lies beyond the picture's edge."""
    rings = [ring for ring in rings if len(ring) > 2]
    if not rings:
        return []
    found = []
    laid = viewport.to_device(np.concatenate(rings)) / viewport.ratio
    size = np.array([viewport.width, viewport.height], dtype=np.float64)
    for ring in np.split(laid, np.cumsum([len(ring) for ring in rings])[:-1]):
        low, top = ring.min(axis=0), ring.max(axis=0)
        if (top <= 0).any() or (low >= size).any():
            continue
        points = ring if (low >= 0).all() and (top <= size).all() else _within(ring, size)
        if len(points) > 2 and abs(_area(points)) >= _LEAST:
            found.append(points)
    return found


def batches(rings: list[Points], most: int) -> list[list[Points]]:
    """Return rings in parts of about so many points at most, that fill the same: a ring stays with all that lies round it."""
    if sum(map(len, rings)) <= most:
        return [rings]
    boxes = np.array([(*ring.min(axis=0), *-ring.max(axis=0)) for ring in rings])
    size = (boxes[:, 2] + boxes[:, 0]) * (boxes[:, 3] + boxes[:, 1])
    families: list[list[int]] = []
    heads = np.empty((0, 4))
    for place in np.argsort(-size, kind="stable").tolist():
        round_it = np.flatnonzero((heads <= boxes[place]).all(axis=1))
        if len(round_it):
            families[int(round_it[0])].append(place)
        else:
            families.append([place])
            heads = np.concatenate([heads, boxes[place : place + 1]])
    parts: list[list[Points]] = []
    count = most
    for family in families:
        length = sum(len(rings[place]) for place in family)
        if count + length > most:
            parts.append([])
            count = 0
        parts[-1] += [rings[place] for place in family]
        count += length
    return parts


def _within(points: Points, size: NDArray[np.float64]) -> Points:
    """Return the part of a ring that lies in a frame from (0, 0) to `size`."""
    for axis in (0, 1):
        for limit, sign in ((0.0, 1), (float(size[axis]), -1)):
            if len(points):
                points = _half(points, axis, limit, sign)
    return points


def _half(points: Points, axis: int, limit: float, sign: int) -> Points:
    """Return the part of a ring on one side of a line along an axis; it runs along that line where it was cut."""
    away = (points[:, axis] - limit) * sign
    kept = away >= 0.0
    if kept.all():
        return points
    onward, far = np.roll(points, -1, axis=0), np.roll(away, -1)
    crossed = kept != (far >= 0.0)
    share = np.divide(away, away - far, out=np.zeros_like(away), where=crossed)[:, None]
    cut = points + (onward - points) * share
    cut[:, axis] = limit
    both = np.stack([points, cut], axis=1).reshape(-1, 2)
    half: Points = both[np.column_stack([kept, crossed]).ravel()]
    return half


def _area(points: Points) -> float:
    onward = np.roll(points, -1, axis=0)
    return float((points[:, 0] * onward[:, 1] - onward[:, 0] * points[:, 1]).sum() / 2.0)
