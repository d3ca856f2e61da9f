"""Moving the map: Views that follow a hand. Pure functions of a View and where it lies on the picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from viewer.carto.boxes import Box
from viewer.carto.moving.fit import fit_world
from viewer.carto.projections.projection import EARTH_RADIUS_KM, Azimuthal, Points, Pseudocylindrical, unit_vectors
from viewer.carto.projections.viewport import Viewport, zoom_of
from viewer.carto.view import FARTHEST, MAX_ZOOM, View
from viewer.model.atlas import Atlas

_SAME_ZOOM = 0.02
_LIMB = 0.999
"""Beyond this share of the radius a hand turns the globe by its edge."""
_APART_PX, _NEAREST = 260.0, 7.0
"""A cluster is shown so large (px), but no nearer than this zoom."""
Place = Callable[[View], Viewport]
"""Tells where the map of a View lies on the picture."""
Point = tuple[float, float]


def zoomed_about(view: View, place: Place, point: Point, steps: float) -> View:
    """Return a View zoomed by steps of doubling so that what lies under a point (px) stays there."""
    anchor = place(view).lonlat_of(*point)
    changed = view.with_(zoom=min(MAX_ZOOM, max(min(FARTHEST, view.zoom), view.zoom + steps)))
    return changed if anchor is None else carried(changed, place, anchor, point)


def carried(view: View, place: Place, anchor: Point, point: Point) -> View:
    """Return a View moved so that a place (lon, lat) lies under a point (px); as near as can be where a pole is in the way."""
    port = place(view)
    turned = port.to_plane(np.array([point], dtype=np.float64) * port.ratio) - port.to_plane(np.array([port.middle]))
    projection = port.projection
    if isinstance(projection, Pseudocylindrical):
        return view.with_(centre=_rolled(projection, anchor, turned[0, 0], turned[0, 1]))
    if isinstance(projection, Azimuthal) and projection.name != "arctic":
        return view.with_(centre=_turned(projection, view.centre, anchor, turned))
    plane = projection.forward(np.array([anchor], dtype=np.float64)) - turned
    lon, lat = projection.inverse(plane)[0]
    return view.with_(centre=(float(lon), float(lat)))


def _rolled(projection: Pseudocylindrical, anchor: Point, x: float, y: float) -> Point:
    """Centre at which a world shows an anchor x, y (earth radii) from the middle: rolled east or west, shifted north or south."""
    heights, stretches = projection.rows(np.radians(np.array([anchor[1]])))
    lat = projection.latitudes(heights - y)[0]
    reach = min(max(float(x / stretches[0]), -math.pi), math.pi)
    return anchor[0] - math.degrees(reach), math.degrees(float(lat))


def _turned(projection: Azimuthal, centre: Point, anchor: Point, turned: Points) -> Point:
    """Centre at which an azimuthal map, north up, shows an anchor at a point of its plane.

    With the anchor's direction (a, b, c) in the axes of the plane (right, up, ahead), its latitude gives
    sin(lat) = b cos(lat0) + c sin(lat0), which has two roots; the one nearer to the present centre is meant.
    """
    radius = float(np.hypot(*turned[0]))
    edge = projection.edge * _LIMB
    right, up, ahead = projection.turned(turned * (edge / radius if radius > edge else 1.0))[0].tolist()
    lon, lat = math.radians(anchor[0]), math.radians(anchor[1])
    reach = math.hypot(up, ahead)
    if reach < 1e-9:
        return centre
    bent, tilt = math.asin(min(max(math.sin(lat) / reach, -1.0), 1.0)), math.atan2(up, ahead)
    roots = [_near(root, centre[1]) for root in (bent - tilt, math.pi - bent - tilt)]
    found = min(max(min(roots, key=lambda root: abs(root - math.radians(centre[1]))), -math.pi / 2), math.pi / 2)
    across = math.atan2(right, ahead * math.cos(found) - up * math.sin(found))
    return math.degrees(lon - across), math.degrees(found)


def _near(angle: float, degrees: float) -> float:
    """Return an angle (radians) brought within half a turn of degrees."""
    middle = math.radians(degrees)
    return middle + (angle - middle + math.pi) % math.tau - math.pi


def panned(view: View, port: Viewport, dx: float, dy: float) -> View:
    """Return a View moved by pixels; unchanged where that would leave the map."""
    middle = port.pixel_of(view.centre)
    centre = port.lonlat_of(middle[0] - dx, middle[1] - dy) if middle else None
    return view.with_(centre=centre) if centre else view


def into_sight(at: Point, reach: Point, free: Box, corner: tuple[float, float]) -> Point:
    """Return how far (px) to move the map so that a point has so much room about it, across and down.

    `free` is the part of the map in sight; `corner` is the width and height of what covers its lower left corner. Where there is not so
    much room, the point goes to the middle.
    """
    left, top, right, bottom = free
    across, down = min(reach[0], (right - left) / 2), min(reach[1], (bottom - top) / 2)
    x = min(max(at[0], left + across), right - across)
    y = min(max(at[1], top + down), bottom - down)
    aside, above = left + corner[0] + across, bottom - corner[1] - down
    if corner[0] and x < aside and y > above:
        ways = [(aside, y)] if aside <= right - across else []
        ways += [(x, above)] if above >= top + down else []
        x, y = min(ways, key=lambda way: math.dist(way, at), default=(x, y))
    return x - at[0], y - at[1]


def rotated(view: View, degrees: float) -> View:
    """Return a View turned clockwise about its centre."""
    return view.with_(rotation=view.rotation + degrees)


def refitted(view: View, old: Point, new: Point, *, cut: bool) -> View:
    """Return a View that shows on a map of `new` px as much land as it showed on one of `old` px; there and back again is no change.

    Where that was all of its projection it still is; `cut` lets the sides of the ocean go.
    """
    whole = view.projection != "laea" and any(abs(view.zoom - fit_world(view, *old, cut=one).zoom) < _SAME_ZOOM for one in (True, False))
    if whole:
        return fit_world(view, *new, cut=cut, keep=True)
    return view.with_(zoom=view.zoom + math.log2(new[0] * new[1] / (old[0] * old[1])) / 2)


def in_room(view: View, old: Point, new: Point) -> View:
    """Return a View whose map gets a room of `new` px after one of `old` px: all of a world or globe stays in sight, a region as it is."""
    return view.with_(zoom=fit_world(view, *new, cut=True, keep=True).zoom) if shows_all(view, old) else view


def shows_all(view: View, room: Point) -> bool:
    """Whether all of a world, the Arctic or a globe is in sight in a room of so many px."""
    return view.projection != "laea" and view.zoom <= fit_world(view, *room, cut=True).zoom + _SAME_ZOOM


def shown_at(view: View, lonlat: Point, zoom: float) -> View:
    """Return a View of a place, at least as close as `zoom`, on the projection that suits it."""
    projection = "laea" if view.projection in ("equal-earth", "natural-earth", "globe") and zoom > 2.2 else view.projection
    return view.with_(centre=lonlat, zoom=max(zoom, view.zoom), projection=projection)


def boxed(view: View, port: Viewport, box: tuple[float, float, float, float], free: Point) -> View:
    """Return a View in which a box of the picture (left, top, right, bottom in px) fills a part of the picture `free` px wide and high.

    The middle of the box becomes the centre; unchanged where that is off the map.
    """
    left, top, right, bottom = box
    centre = port.lonlat_of((left + right) / 2, (top + bottom) / 2)
    if centre is None or right - left < 1 or bottom - top < 1:
        return view
    return view.with_(centre=centre, zoom=view.zoom + math.log2(min(free[0] / (right - left), free[1] / (bottom - top))))


def parted(atlas: Atlas, view: View, places: Sequence[str]) -> View | None:
    """Return a View so near that the places (or events without one) of a cluster part; None where they lie too close together."""
    points = [point for place in places if (point := _lonlat_of(atlas, place)) is not None]
    if len(points) < 2:
        return None
    vectors = unit_vectors(np.array(points, dtype=np.float64))
    middle = vectors.mean(axis=0)
    reach = EARTH_RADIUS_KM * float(np.arccos(np.clip(vectors @ vectors.T, -1.0, 1.0)).max())
    zoom = zoom_of(max(reach, 0.001) / _APART_PX)
    if zoom > _NEAREST:
        return None
    x, y, z = middle.tolist()
    centre = (math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y))))
    return shown_at(view, centre, max(zoom, view.zoom + 1.0))


def _lonlat_of(atlas: Atlas, key: str) -> Point | None:
    if key in atlas.places:
        return atlas.places[key].lonlat
    return atlas.events[key].lonlat if key in atlas.events else None
