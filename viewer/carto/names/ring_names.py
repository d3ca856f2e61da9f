"""What the Arctic view tells about its grid: km on the rings about the Pole, degrees round its edge, and the Pole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.events.stacks import Locate
from viewer.carto.names.placement import Label, Measure, Wish
from viewer.carto.names.two_lines import languages_of
from viewer.carto.projections.graticule import RING_KM
from viewer.carto.projections.projection import AZIMUTHS, EARTH_RADIUS_KM
from viewer.carto.projections.scalebar import degrees
from viewer.carto.view import View
from viewer.model.atlas import Atlas

_SIZE = 10.5
_ORDER = 4.6
"""After seas and all but the smallest states."""
_ALONG = (-165.0, -135.0, 172.0, -45.0, -15.0)
"""Meridians on which a ring may be named: over open water, the first that is free."""
_STEP = 30
_BEYOND = 13.0
"""Px from the edge of the map to the words outside of it: the ring of degrees lies between."""
_APART = 52.0
"""Px from ring to ring under which the map is too small for such words."""
_NEAR_POLE = 89.99
"""Degrees north from which on a place of the atlas is the Pole."""


def ring_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, grown: float) -> list[Wish]:
    """Return the words that the grid of the Arctic view wants; none in another view, or where the grid is hidden."""
    if view.projection != "arctic" or not view.layer("graticule"):
        return []
    reach = float(np.degrees(AZIMUTHS["arctic"].limit))
    rings = np.arange(2 * RING_KM, np.radians(reach) * EARTH_RADIUS_KM, 2 * RING_KM)
    lats = 90.0 - np.degrees(rings / EARTH_RADIUS_KM)
    spots, _ = locate(np.array([(lon, lat) for lat in lats.tolist() for lon in _ALONG]))
    on_rings = spots.reshape(len(rings), len(_ALONG), 2)
    if float(np.hypot(*(on_rings[1, 0] - on_rings[0, 0]))) < _APART:
        return _pole(atlas, view, locate, measure)[:1]
    found = [_ring(km, at, measure) for km, at in zip(rings.tolist(), on_rings, strict=True)]
    return [*found, *_edge(view, reach, locate, measure, grown), *_pole(atlas, view, locate, measure)]


def _ring(km: float, at: NDArray[np.float64], measure: Measure) -> Wish:
    text = f"{km:,.0f} km"
    label = Label(text, 0, 0, _SIZE, ink="seaink", halo=2.0, water=True)
    return Wish((_ORDER, km), label, tuple((x, y) for x, y in at.tolist()), measure(text, _SIZE, False, 0.0) + 6, _SIZE * 1.3)


def _edge(view: View, reach: float, locate: Locate, measure: Measure, grown: float) -> list[Wish]:
    """Meridians by their degrees, outside of the edge."""
    lons = np.arange(-180.0, 180.0, _STEP)
    ends, _ = locate(np.array([(0.0, 90.0), *((lon, 91.0 - reach) for lon in lons.tolist())]))
    spokes = ends[1:] - ends[0]
    away = np.hypot(spokes[:, 0], spokes[:, 1])
    wishes = []
    for lon, (x, y), long in zip(lons.tolist(), spokes.tolist(), away.tolist(), strict=True):
        text = "180°" if abs(lon) == 180.0 else "0°" if lon == 0.0 else degrees(lon, "E", "W", languages_of(view)[0])
        wide, tall = measure(text, _SIZE, False, 0.0), _SIZE * grown
        ux, uy = x / long, y / long
        out = long * reach / (reach - 1.0) + _BEYOND + abs(ux) * wide / 2 + abs(uy) * tall / 2
        at = (ends[0, 0] + ux * out, ends[0, 1] + uy * out)
        wishes.append(Wish((_ORDER + 0.1, abs(lon)), Label(text, 0, 0, _SIZE, ink="ink2", halo=2.0), (at,), wide + 4, _SIZE * 1.3))
    return wishes


def _pole(atlas: Atlas, view: View, locate: Locate, measure: Measure) -> list[Wish]:
    """A cross at the Pole, and what the atlas calls it."""
    [[x, y]] = locate(np.array([(0.0, 90.0)]))[0].tolist()
    cross = Wish((_ORDER, 0.0), Label("+", 0, 0, 15.0, ink="ink", halo=2.0), ((x, y),), 12.0, 12.0)
    place = next((place for place in atlas.places.values() if place.lonlat[1] > _NEAR_POLE), None)
    if place is None:
        return [cross]
    text = place.name(languages_of(view)[0], view.instant)
    wide = measure(text, _SIZE, False, 0.0)
    spots = tuple((x + side * (wide / 2 + 9), y + rise) for side, rise in ((1, -9), (1, 9), (-1, -9), (-1, 9)))
    return [cross, Wish((_ORDER + 0.2,), Label(text, 0, 0, _SIZE, ink="ink", halo=2.0), spots, wide + 4, _SIZE * 1.3)]
