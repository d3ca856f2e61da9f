"""Moving the map: Views that follow a hand. Pure functions of a View and where it lies on the picture."""

from __future__ import annotations

import math
from collections.abc import Callable

from viewer.carto.fit import fit_world
from viewer.carto.view import MAX_ZOOM, MIN_ZOOM, View
from viewer.carto.viewport import Viewport

_SAME_ZOOM = 0.02
Place = Callable[[View], Viewport]
"""Tells where the map of a View lies on the picture."""


def zoomed_about(view: View, place: Place, point: tuple[float, float], steps: float) -> View:
    """Return a View zoomed by steps of doubling so that what lies under a point (px) stays there."""
    anchor = place(view).lonlat_of(*point)
    changed = view.with_(zoom=min(MAX_ZOOM, max(MIN_ZOOM, view.zoom + steps)))
    return changed if anchor is None or view.projection == "globe" else carried(changed, place, anchor, point)


def carried(view: View, place: Place, anchor: tuple[float, float], point: tuple[float, float]) -> View:
    """Return a View moved so that a place lies under a point (px). Azimuthals turn with their centre: a few rounds converge."""
    for _ in range(4 if view.projection == "laea" else 2):
        port = place(view)
        at, middle = port.pixel_of(anchor), port.pixel_of(view.centre)
        if at is None or middle is None:
            return view
        centre = port.lonlat_of(middle[0] + at[0] - point[0], middle[1] + at[1] - point[1])
        if centre is None:
            return view
        view = view.with_(centre=centre)
    return view


def panned(view: View, port: Viewport, dx: float, dy: float) -> View:
    """Return a View moved by pixels; unchanged where that would leave the map."""
    middle = port.pixel_of(view.centre)
    centre = port.lonlat_of(middle[0] - dx, middle[1] - dy) if middle else None
    return view.with_(centre=centre) if centre else view


def refitted(view: View, old: tuple[float, float], new: tuple[float, float], *, cut: bool) -> View:
    """Return a View that shows on a map of `new` px as much land as it showed on one of `old` px; there and back again is no change.

    Where that was all of its projection it still is; `cut` lets the sides of the ocean go.
    """
    whole = view.projection != "laea" and any(abs(view.zoom - fit_world(view, *old, cut=one).zoom) < _SAME_ZOOM for one in (True, False))
    if whole:
        return fit_world(view, *new, cut=cut)
    return view.with_(zoom=view.zoom + math.log2(new[0] * new[1] / (old[0] * old[1])) / 2)


def shown_at(view: View, lonlat: tuple[float, float], zoom: float) -> View:
    """Return a View of a place, at least as close as `zoom`, on the projection that suits it."""
    projection = "laea" if view.projection in ("equal-earth", "globe") and zoom > 2.2 else view.projection
    return view.with_(centre=lonlat, zoom=max(zoom, view.zoom), projection=projection)
