"""The kinds of map that one button each leads to: the world, a region, the Arctic, the globe."""

from __future__ import annotations

from viewer.carto.events.filters import in_window
from viewer.carto.moving.fit import fitted
from viewer.carto.moving.moving import shows_all
from viewer.model.entities import Event
from viewer.ui.map.view import MapView
from viewer.ui.state import State

_PROJECTIONS = {"world": "equal-earth", "region": "laea", "arctic": "arctic", "globe": "globe"}
_NEAR = 3.5
"""A region is seen from at least so near (zoom)."""


def show_mode(state: State, map_: MapView, mode: str) -> None:
    """Change the projection: world and Arctic show all, region and globe keep the place. KeyError for another mode.

    From all of the earth a region is where it happens: at the selected event, else at the one nearest to the day.
    """
    view = state.view.with_(projection=_PROJECTIONS[mode])
    if mode == "region":
        event = state.atlas.events.get(view.selected)
        left, top, right, bottom = map_.room(state.view)
        if event is None and shows_all(state.view, (right - left, bottom - top)):
            event = _nearest(state)
        view = view.with_(zoom=max(view.zoom, _NEAR), centre=(event.lonlat if event else None) or view.centre)
    else:
        view = fitted(view, map_.room(view))
    state.set_view(view)


def _nearest(state: State) -> Event | None:
    """The event at a place, of those that are shown, whose days are nearest to the day of the View."""
    day, found = state.view.instant, [event for event in in_window(state.atlas, state.view) if event.lonlat is not None]
    return min(found, key=lambda one: (max(one.when.start - day, day - one.when.last, 0), -one.when.start), default=None)


def fit_all(state: State, map_: MapView) -> None:
    """Show all of the projection; from a region, the world."""
    view = state.view.with_(projection="equal-earth") if state.view.projection == "laea" else state.view
    state.set_view(fitted(view, map_.room(view)))
