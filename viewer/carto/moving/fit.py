"""Looking at something by name: a place, a polity, a region, or bounds in degrees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Box
from viewer.carto.projections.projection import EARTH_RADIUS_KM, projection_of
from viewer.carto.projections.pseudocylindrical import WORLDS, meridian_for
from viewer.carto.projections.viewport import Viewport, km_per_px, zoom_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.finding.folding import fold
from viewer.model.ledger import NOBODY

_REACH_KM = (1500.0, 1400.0, 1200.0, 1000.0, 700.0, 240.0)
"""Height in km of what is shown around a place, by its rank."""
_LEAST_KM = 1900.0
"""Around a polity or region at least so much is shown, so that its neighbours can be seen."""
_WORLD_WIDE = 140.0
"""From so many degrees of longitude on the world's projection serves better than a region's."""


WORLD: dict[str, tuple[float, float, float, tuple[float, float] | None]] = {
    "equal-earth": (2.72, 1.98, 1.36, None),
    "natural-earth": (2.68, 2.05, 1.46, None),
    "arctic": (1.12, 1.12, 1.12, (0.0, 90.0)),
    "globe": (1.04, 1.04, 1.04, None),
    "laea": (0.5, 0.5, 0.32, None),
}
"""Projection -> half width, half width where the ocean at both sides may be cut, half height (earth radii); centre (None = as it is)."""


def fit_world(view: View, width: float, height: float, *, cut: bool = False, keep: bool = False) -> View:
    """Return a View that shows all of its projection in `width` x `height` px; `cut` lets the sides of the ocean go.

    A world gets the Atlantic or the Pacific meridian, whichever cuts farther from the place looked at, or with `keep` its own.
    """
    whole, least, high, centre = WORLD[view.projection]
    px_per_radius = max(min(width / 2 / (least if cut else whole), height / 2 / high), 1.0)
    if view.projection in WORLDS:
        centre = (view.centre[0] if keep else meridian_for(view.centre[0]), 0.0)
    return replace(view, zoom=zoom_of(EARTH_RADIUS_KM / px_per_radius), centre=centre or view.centre)


def fitted(view: View, free: Box, *, keep: bool = False) -> View:
    """Return a View that shows all of its projection within a part of the widget; `keep`: with the meridian that it has."""
    left, top, right, bottom = free
    return fit_world(view, right - left, bottom - top, cut=True, keep=keep)


class NothingToFitError(ValueError):
    """No place, polity or region of that name; the message says what to write."""


def fit_view(atlas: Atlas, view: View, target: str, size: tuple[float, float]) -> tuple[View, str]:
    """Return a View that shows a target on a picture of `size` px, and the target's name.

    `target` is the id or a name of a place, polity or region, or `W,S,E,N` in degrees. NothingToFitError where it is none.
    """
    bounds = _bounds(target)
    if bounds is not None:
        west, south, east, north = bounds
        ring = [(lon, lat) for lat in (south, (south + north) / 2, north) for lon in np.linspace(west, east, 9)]
        return _around(view, np.array(ring, dtype=np.float64), size, 1.0), ""
    if place := _find_place(atlas, target):
        height = _REACH_KM[min(max(atlas.places[place].rank, 0), 5)]
        zoom = zoom_of(height / size[1])
        found = replace(view, projection="laea", centre=atlas.places[place].lonlat, zoom=zoom)
        return found, atlas.places[place].name(view.language, view.instant)
    units, name = _units(atlas, view, target)
    if len(units):
        return _around(view, _points(atlas, units), size, 1.25, _LEAST_KM), name
    raise NothingToFitError(f"nothing to fit is called `{target[:60]}`; write the id or name of a place, polity or region, or W,S,E,N")


def land_of(atlas: Atlas, polity: str, day: int) -> NDArray[np.intp]:
    """Return the units that a polity, or whoever answers to it, holds on a day."""
    holders = atlas.territory.holders(day)
    sovereign = np.append(atlas.standing(day).sovereign, NOBODY)[holders]
    return np.flatnonzero((holders == atlas.polity_index[polity]) | (sovereign == atlas.polity_index[polity]))


def fit_units(atlas: Atlas, view: View, units: Sequence[int], size: tuple[float, float]) -> View:
    """Return a View that shows the land of units, and its neighbours, on a picture of `size` px."""
    return _around(view, _points(atlas, np.array(units, dtype=np.intp)), size, 1.25, _LEAST_KM)


def fit_points(view: View, points: NDArray[np.float64], size: tuple[float, float], least: float) -> View:
    """Return a View that shows places [N, 2], and no less than `least` km, on a picture of `size` px."""
    return _around(view, points, size, 1.3, least)


def _bounds(text: str) -> tuple[float, float, float, float] | None:
    parts = text.split(",")
    if len(parts) != 4:
        return None
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    east += 360.0 if east <= west else 0.0
    if not (-360 <= west <= 360 and -90 <= south < north <= 90 and east - west <= 360):
        raise NothingToFitError(f"`{text}`: bounds are W,S,E,N in degrees, south below north")
    return west, south, east, north


def _find_place(atlas: Atlas, target: str) -> str:
    if target in atlas.places:
        return target
    if target in atlas.polities or target in atlas.regions:
        return ""
    wanted = fold(target)
    for place in atlas.places.values():
        if any(fold(name) == wanted for named in place.names for name in named.names.values()):
            return place.id
    return ""


def _units(atlas: Atlas, view: View, target: str) -> tuple[NDArray[np.intp], str]:
    if target in atlas.regions and target not in atlas.polities:
        names, units = atlas.regions[target]
        return np.array(units, dtype=np.intp), say(names, view.language)
    polity = target if target in atlas.polities else _polity_named(atlas, target)
    if not polity:
        return np.array([], dtype=np.intp), ""
    return land_of(atlas, polity, view.instant), atlas.polities[polity].name(view.language, view.instant)


def _polity_named(atlas: Atlas, target: str) -> str:
    wanted = fold(target)
    for polity in atlas.polity_list:
        words = [word for named in polity.names for word in (*named.names.values(), *named.short.values())]
        if any(fold(word) == wanted for word in words):
            return polity.id
    return ""


def _points(atlas: Atlas, units: NDArray[np.intp]) -> NDArray[np.float64]:
    """Points spread over the land of units: their inner points, moved out by half the width that their area suggests."""
    points, area = atlas.basemap.point[units], atlas.basemap.area_km2[units]
    reach = np.sqrt(area) / 2 / 111.0
    wide = reach / np.maximum(np.cos(np.radians(points[:, 1])), 0.1)
    moved = [points + np.column_stack([dx * wide, dy * reach]) for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0))]
    return np.clip(np.concatenate(moved), (-540.0, -90.0), (540.0, 90.0))


def _around(view: View, points: NDArray[np.float64], size: tuple[float, float], room: float, least: float = 1.0) -> View:
    """Return a View in which points fill the picture, but no less than `least` km, on a projection that suits their extent."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    centre = (math.degrees(math.atan2(y.mean(), x.mean())), math.degrees(math.atan2(z.mean(), math.hypot(x.mean(), y.mean()))))
    spread = np.ptp((points[:, 0] - centre[0] + 180.0) % 360.0 - 180.0)
    name = "equal-earth" if spread > _WORLD_WIDE else "laea"
    for _ in range(3):
        look = replace(view, projection=name, centre=centre, zoom=0.0)
        port = Viewport(projection_of(name, centre), centre, 0.0, round(size[0]), round(size[1]), rotation=view.rotation)
        pixels, seen = port.pixels_of(points)
        if not seen.any():
            return look
        low, high = pixels[seen].min(axis=0), pixels[seen].max(axis=0)
        middle = port.lonlat_of(*((low + high) / 2))
        centre = middle or centre
    span = np.maximum((high - low) * room, least / km_per_px(0.0))
    share = max(min(size[0] / span[0], size[1] / span[1]), 1e-3)  # a map between panels may have no room at all
    return replace(look, centre=centre, zoom=float(np.log2(share)))
