"""The names of places that no stack names: each beside its dot, on the land of its place or on water."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.carto.events.stacks import Locate
from viewer.carto.names.land_names import LandSpot, LandSpots
from viewer.carto.names.placement import Label, Measure, Wish, around
from viewer.carto.names.sea_names import land_share
from viewer.carto.names.soil import Soil
from viewer.carto.names.two_lines import languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Place
from viewer.model.worked_out import kept

_FROM_ZOOM = (3.2, 3.8, 4.4, 5.2, 6.0, 5.0)
"""Zooms from which on places are named, by their rank: islets sooner than villages, of which one has not heard."""
_ISLET = 4
"""Places of this rank and smaller ones by the sea are islands and the like: they are not a dot, and none is drawn."""
_ABOUT, _INLAND = 25.0, 0.9
"""Px about a place of which so much is land where it lies inland."""
_MOST_FOREIGN, _FOREIGN = 0.4, 0.1
"""Part of a name that lies on the land of others at most; from which part on another spot is better."""
_HEIGHT = 14.0


def place_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, soil: Soil, lands: Sequence[LandSpot]) -> list[Wish]:
    """Return the names of places, from the zoom at which their rank is worth a name; `lands` tell what is land."""
    every = [p for p in atlas.places.values() if view.zoom >= _FROM_ZOOM[min(p.rank, 5)]]
    if not every:
        return []
    found, visible = locate(np.array([place.lonlat for place in every], dtype=np.float64))
    shown, pixels = [place for place, seen in zip(every, visible.tolist(), strict=True) if seen], found[visible]
    if not shown:
        return []
    language, other = languages_of(view)
    names = [place.name(language, view.instant) for place in shown]
    seconds = [place.name(other, view.instant) if other else "" for place in shown]
    widths = [measure(name, _size(place), place.capital, 0.0) for place, name in zip(shown, names, strict=True)]
    spots = _spots(shown, pixels, np.array(widths), soil)
    islets = [place.rank >= _ISLET and not inland for place, inland in zip(shown, _inland(pixels, lands), strict=True)]
    wishes, days = [], _days_of(atlas)
    for number, (place, (x, y)) in enumerate(zip(shown, pixels.tolist(), strict=True)):
        if not spots[number]:
            continue
        below = seconds[number] if seconds[number] != names[number] else ""
        point = None if islets[number] else (x, y)
        label = Label(names[number], 0, 0, _size(place), bold=place.capital, ink="ink2", second=below, point=point)
        village = place.rank >= 5 and not islets[number]
        when = days.get(place.id, ()) if village else ()
        wishes.append(Wish((6.0, place.rank), label, spots[number], widths[number] + 6, _HEIGHT, place.id, when=when))
    return wishes


def _spots(
    shown: Sequence[Place], pixels: NDArray[np.float64], widths: NDArray[np.float64], soil: Soil
) -> list[tuple[tuple[float, float], ...]]:
    """Return where the names of places at `pixels` [N, 2] could stand, those on their own land and on water first."""
    at = around(pixels[:, 0], pixels[:, 1], np.full(len(pixels), 5.0), widths)
    half = np.stack([widths / 2, np.full(len(widths), _HEIGHT / 2)], axis=1)[:, None]
    boxes = np.concatenate([at - half, at + half], axis=2)
    foreign, cut = soil.under([place.id for place in shown], pixels, boxes), soil.cut(boxes)
    order = np.argsort(np.where(foreign > _FOREIGN, foreign, 0.0), axis=1, kind="stable")
    fits = (foreign <= _MOST_FOREIGN) & ~cut
    found = []
    for places, mine, free in zip(at.tolist(), order.tolist(), fits.tolist(), strict=True):
        found.append(tuple((places[spot][0], places[spot][1]) for spot in mine if free[spot]))
    return found


def _inland(pixels: NDArray[np.float64], lands: Sequence[LandSpot]) -> list[bool]:
    """Return which of some places [N, 2] (px) lie amid land; all of them where that is not known."""
    grid = lands.grid if isinstance(lands, LandSpots) else None
    if grid is None:
        return [True] * len(pixels)
    inland: list[bool] = (land_share(grid, np.hstack([pixels - _ABOUT, pixels + _ABOUT])) >= _INLAND).tolist()
    return inland


@kept(4)
def _days_of(atlas: Atlas) -> dict[str, tuple[tuple[int, int], ...]]:
    """First day and the day after the last one of each event of a place, by the place."""
    found: dict[str, list[tuple[int, int]]] = {}
    for event in atlas.event_list:
        if event.place:
            found.setdefault(event.place, []).append((event.when.start, event.when.extent.end))
    return {place: tuple(days) for place, days in found.items()}


def _size(place: Place) -> float:
    return 11.0 if place.rank < 3 else 10.5
