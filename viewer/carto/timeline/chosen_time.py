"""When what is selected was: the days of an event, the life of a state or a bloc, all that happened at a place."""

from __future__ import annotations

from viewer.carto.land.blocs import bloc_life, chosen_bloc
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import Interval
from viewer.model.worked_out import kept


def chosen_time(atlas: Atlas, view: View) -> tuple[Interval, ...]:
    """Return the days of what a View selects, within those of the atlas; none where nothing is selected or its days are not known."""
    return _time_of(atlas, view.selected) if view.selected else ()


def other_days(view: View) -> tuple[int, ...]:
    """Return the other days that a View shows: the one compared with, that of a second map, those of a sheet."""
    found = [view.since, view.beside.instant if view.beside else None, *view.days]
    return tuple(dict.fromkeys(day for day in found if day is not None and day != view.instant))


@kept(4)
def _time_of(atlas: Atlas, selected: str) -> tuple[Interval, ...]:
    sort, colon, identifier = selected.partition(":")
    found: tuple[Interval, ...] = ()
    if selected in atlas.events:
        found = (atlas.events[selected].when.extent,)
    elif colon and sort == "polity" and identifier in atlas.polities:
        found = atlas.polities[identifier].life
    elif colon and sort == "place":
        found = tuple(event.when.extent for event in atlas.event_list if event.place == identifier)
    elif chosen_bloc(atlas, View(selected=selected)):
        found = (bloc_life(atlas, identifier),)
    span = atlas.span
    return tuple(Interval(max(when.start, span.start), min(when.end, span.end)) for when in found if when.overlaps(span))
