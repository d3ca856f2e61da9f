"""Whose lands are named first, next to the powers: who acts in the event that is selected, and the parties to wars of the day."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event
from viewer.model.worked_out import kept

_FAMILIES = frozenset({"force", "crisis"})
_WEIGHT = 2
"""Events of a greater weight, which are lesser ones, put nobody on the map of the world."""
_AFTERWARDS = 60
"""Days after its end for which a war or crisis is still what the map is looked at for."""

Actors = tuple[frozenset[int], frozenset[int]]
"""Numbers of polities: those of the event that is selected, and the parties to wars and crises of the day."""


def acting(atlas: Atlas, view: View) -> Actors:
    """Return who acts on the day of a View, as the lands that they are named as: it changes when a war begins or is over."""
    return _chosen(atlas, view.selected, atlas.version(view.instant)), _parties(atlas.own or atlas, view.instant)


@kept(400)
def _chosen(atlas: Atlas, selected: str, version: int) -> frozenset[int]:
    """Who acts in the event that is selected, if one is, as a version of the political map has them."""
    event = atlas.events.get(selected)
    return _lands(atlas, event.actors, _day_of(atlas, version)) if event is not None else frozenset()


def _day_of(atlas: Atlas, version: int) -> int:
    """A day on which a version of the political map holds."""
    return int(atlas.change_days[version - 1]) if version else int(atlas.change_days[0]) - 1 if len(atlas.change_days) else 0


def _parties(atlas: Atlas, day: int) -> frozenset[int]:
    """Return the numbers of the parties to wars and crises of a day; asked in every frame, so kept from one change to the next."""
    _, days = _wars(atlas)
    return _engaged(atlas, int(np.searchsorted(days, day, side="right")), atlas.version(day))


@kept(4)
def _wars(atlas: Atlas) -> tuple[tuple[Event, ...], NDArray[np.int64]]:
    """Events in which states act against each other, and the days, sorted, on which one of them begins or no longer counts."""
    hostile = {name for name, kind in atlas.kinds.items() if kind.family in _FAMILIES}
    events = tuple(e for e in atlas.event_list if e.weight <= _WEIGHT and e.actors and e.kind in hostile)
    return events, np.array(sorted({day for event in events for day in _counting(event)}), dtype=np.int64)


def _counting(event: Event) -> tuple[int, int]:
    """The first day of a war or crisis, and the first on which it no longer counts."""
    return event.when.extent.start, event.when.extent.end + _AFTERWARDS


@kept(400)
def _engaged(atlas: Atlas, stretch: int, version: int) -> frozenset[int]:
    """The parties in a stretch between two days of `_wars` in which a version of the political map holds."""
    events, days = _wars(atlas)
    if not 0 < stretch <= len(days):
        return frozenset()
    day = int(days[stretch - 1])
    actors = [actor for event in events if _counting(event)[0] <= day < _counting(event)[1] for actor in event.actors]
    return _lands(atlas, actors, _day_of(atlas, version))


def _lands(atlas: Atlas, actors: Iterable[str], day: int) -> frozenset[int]:
    """The numbers of the polities among actors, and of those whose parts they are."""
    own = [atlas.polity_index[actor] for actor in actors if actor in atlas.polity_index]
    return frozenset(own) | frozenset(atlas.standing(day).sovereign[own].tolist() if own else ())
