"""Crowded atlases for the benchmark: very many events, spread over all years and the places of an atlas."""

from __future__ import annotations

from dataclasses import fields
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.model.atlas import Atlas


def crowd_of(atlas: Atlas, count: int) -> Atlas:
    """Return the atlas with so many events in place of its own, made of its first; days and places are drawn at random."""
    from dataclasses import replace

    from viewer.model.entities import Event
    from viewer.model.time import iso, parse_when

    chance = Random(count)
    names = [field.name for field in fields(Event)]
    own = replace(atlas.event_list[0], leads_to=(), differs=())
    values = [getattr(own, name) for name in names]
    number, when, place, lonlat = (names.index(name) for name in ("id", "when", "place", "lonlat"))
    days = [*range(atlas.span.start, atlas.span.end)]
    dates = {day: parse_when(iso(day)) for day in days}
    places, width = list(atlas.places), len(str(count))
    events = {}
    for n, day in enumerate(sorted(chance.choices(days, k=count))):
        values[number] = identifier = f"made-{n:0{width}}"
        values[when], values[place] = dates[day], places[int(chance.random() * len(places))]
        values[lonlat] = atlas.places[values[place]].lonlat
        events[identifier] = Event(*values)
    return replace(atlas, events=events)
