"""What a map can be aimed at: what is selected, what is let through the filters, the middle of the Pacific."""

from __future__ import annotations

import numpy as np

from viewer.carto.events.filters import in_window
from viewer.carto.land.blocs import PREFIX, bloc_units
from viewer.carto.land.free_land import chosen_land
from viewer.carto.moving.fit import fit_points, fit_units, fit_world, land_of
from viewer.carto.moving.moving import shown_at
from viewer.carto.projections.pseudocylindrical import EAST_MERIDIAN, PACIFIC_MERIDIAN, WORLDS
from viewer.carto.view import View
from viewer.model.atlas import Atlas

Size = tuple[float, float]
_PLACE_ZOOM = 4.5
_LEAST_KM = 700.0
"""Around events at least so much is shown."""


def at_selection(atlas: Atlas, view: View, size: Size) -> View | None:
    """Return a View of what is selected on a picture of `size` px; None where nothing is that lies anywhere."""
    sort, _, identifier = view.selected.partition(":")
    if sort == "polity" and identifier in atlas.polities:
        held = land_of(atlas, identifier, view.instant)
        return fit_units(atlas, view, held.tolist(), size) if len(held) else None
    if view.selected.startswith(PREFIX):
        held = np.flatnonzero(bloc_units(atlas, view, identifier))
        return fit_units(atlas, view, held.tolist(), size) if len(held) else None
    if (land := chosen_land(atlas, view)) is not None:
        return fit_units(atlas, view, list(land.units), size) if land.units else None
    place = identifier if sort == "place" else ""
    event = atlas.events.get(view.selected)
    point = event.lonlat if event else atlas.places[place].lonlat if place in atlas.places else None
    return shown_at(view, point, _PLACE_ZOOM) if point else None


def at_events(atlas: Atlas, view: View, size: Size) -> View | None:
    """Return a View of all events that are let through; None where none lies anywhere."""
    points = [event.lonlat for event in in_window(atlas, view) if event.lonlat is not None]
    return fit_points(view, np.array(points, dtype=np.float64), size, _LEAST_KM) if points else None


def centred(view: View, lonlat: tuple[float, float]) -> View:
    """Return a View with a place in its middle: a world only rolls there, so that all of it stays in sight."""
    rolls = view.projection in WORLDS and view.zoom < 2.0
    return view.with_(centre=(lonlat[0], view.centre[1]) if rolls else lonlat)


def other_ocean(view: View, size: Size) -> View:
    """Return the whole world with the Pacific in the middle, or the Atlantic where the Pacific is."""
    name = view.projection if view.projection in WORLDS else "equal-earth"
    off = abs((view.centre[0] - PACIFIC_MERIDIAN + 180.0) % 360.0 - 180.0)
    meridian = EAST_MERIDIAN if view.projection in WORLDS and off < 30.0 else PACIFIC_MERIDIAN
    return fit_world(view.with_(projection=name, centre=(meridian, 0.0), rotation=0.0), *size, cut=True)
