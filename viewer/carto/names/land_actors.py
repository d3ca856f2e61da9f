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
    event = atlas.events.get(view.selected)
    own = atlas.own or atlas
    return _lands(atlas, event.actors if event is not None else (), view.instant), _engaged(own, view.instant)


@kept(4)
def _wars(atlas: Atlas) -> tuple[tuple[Event, ...], NDArray[np.int64]]:
    """Events in which states act against each other, and [N, 2] the first day of each and the first on which it no longer counts."""
    hostile = {name for name, kind in atlas.kinds.items() if kind.family in _FAMILIES}
    events = tuple(e for e in atlas.event_list if e.weight <= _WEIGHT and e.actors and e.kind in hostile)
    days = [(event.when.extent.start, event.when.extent.end + _AFTERWARDS) for event in events]
    return events, np.array(days, dtype=np.int64).reshape(-1, 2)


@kept(64)
def _engaged(atlas: Atlas, day: int) -> frozenset[int]:
    events, days = _wars(atlas)
    now = np.flatnonzero((days[:, 0] <= day) & (day < days[:, 1])).tolist()
    return _lands(atlas, (actor for number in now for actor in events[number].actors), day)


def _lands(atlas: Atlas, actors: Iterable[str], day: int) -> frozenset[int]:
    """The numbers of the polities among actors, and of those whose parts they are."""
    own = [atlas.polity_index[actor] for actor in actors if actor in atlas.polity_index]
    return frozenset(own) | frozenset(atlas.standing(day).sovereign[own].tolist() if own else ())
