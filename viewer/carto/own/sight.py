"""Whether anything of a reader's layer is in sight, and the View that shows all of it."""

from __future__ import annotations

import numpy as np

from viewer.carto.boxes import Box
from viewer.carto.moving.fit import fit_points
from viewer.carto.own.extra import levels
from viewer.carto.projections.plane import Points
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.extra import ExtraLayer
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval

_MOST = 4_000
"""Places of a layer that are looked at."""
_LEAST_KM = 300.0


def _places(layer: ExtraLayer, view: View | None = None) -> Points:
    """Points and vertices [k, 2] of a layer, of what belongs to the day of a View where one is given; no more than some thousands."""
    points, paths = layer.lonlat, layer.vertices
    if view is not None:
        shown = levels(layer, view) >= 0
        lengths = np.diff(layer.offsets)
        points, paths = points[shown[layer.owner]], paths[np.repeat(shown[layer.path_owner], lengths)]
    found = np.concatenate([points, paths])
    return found[:: max(len(found) // _MOST, 1)]


def in_sight(layer: ExtraLayer, view: View, viewport: Viewport, free: Box) -> bool:
    """Whether something of a layer is seen on the day of a View within a part of the map (px)."""
    places = _places(layer, view)
    if not len(places):
        return False
    pixels, seen = viewport.pixels_of(places)
    left, top, right, bottom = free
    x, y = pixels[:, 0], pixels[:, 1]
    return bool((seen & (x >= left) & (x <= right) & (y >= top) & (y <= bottom)).any())


def view_of_layer(layer: ExtraLayer, view: View, size: tuple[float, float], span: Interval) -> View:
    """Return a View that shows all of a layer on a picture of `size` px, on the nearest day within a span that has anything of it."""
    if not (levels(layer, view) >= 0).any():
        view = view.at(_nearest_day(layer, view.instant, span))
    places = _places(layer, view)
    if not len(places):
        return view
    return fit_points(view.with_(selected="", fan=""), places, size, _LEAST_KM)


def _nearest_day(layer: ExtraLayer, day: int, span: Interval) -> int:
    """The day nearest to one on which a feature begins or ends, within a span."""
    ends = np.concatenate([layer.start[layer.start > FIRST_DAY], layer.end[layer.end < LAST_DAY] - 1])
    inside = ends[(ends >= span.start) & (ends < span.end)]
    return int(inside[np.abs(inside - day).argmin()]) if len(inside) else day
