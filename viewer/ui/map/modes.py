"""The kinds of map that one button each leads to: the world, a region, the Arctic, the globe."""

from __future__ import annotations

from viewer.carto.fit import fitted
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.ui.map.view import MapView
from viewer.ui.state import State

_PROJECTIONS = {"world": "equal-earth", "region": "laea", "arctic": "arctic", "globe": "globe"}
_NEAR = 3.5
"""A region is seen from at least so near (zoom)."""


def show_mode(state: State, map_: MapView, mode: str) -> None:
    """Change the projection: world and Arctic show all, region and globe keep the place. KeyError for another mode."""
    view = state.view.with_(projection=_PROJECTIONS[mode])
    if mode == "region":
        point = _selected_point(state.atlas, view)
        view = view.with_(zoom=max(view.zoom, _NEAR), centre=point or view.centre)
    else:
        view = fitted(view, map_.room(view))
    state.set_view(view)


def fit_all(state: State, map_: MapView) -> None:
    """Show all of the projection; from a region, the world."""
    view = state.view.with_(projection="equal-earth") if state.view.projection == "laea" else state.view
    state.set_view(fitted(view, map_.room(view)))


def _selected_point(atlas: Atlas, view: View) -> tuple[float, float] | None:
    event = atlas.events.get(view.selected)
    if event is None:
        return None
    place = atlas.places.get(event.place)
    return event.lonlat or (place.lonlat if place else None)
