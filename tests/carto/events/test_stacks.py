"""Columns and stacks: what is computed over all events at once is what a plain reading of each event gives."""

from __future__ import annotations

import math
from dataclasses import replace

import made_up
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.carto.events.columns import columns_of, row_of
from viewer.carto.events.filters import distance, fade, family_of
from viewer.carto.events.markers import MERGE, compose_markers
from viewer.carto.events.stacks import Pile, joined
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event
from viewer.model.time import day_of, iso

DAY = day_of("1962-10-22")
SPOTS = st.tuples(st.integers(440, 560), st.integers(300, 400))


@st.composite
def atlases(draw: st.DrawFn) -> Atlas:
    spots = draw(st.lists(SPOTS, min_size=1, max_size=8))
    places = [made_up.place(f"p{number}", spot) for number, spot in enumerate(spots)]
    found = []
    for number in range(draw(st.integers(0, 20))):
        at = f"p{draw(st.integers(0, len(spots) - 1))}" if draw(st.integers(0, 5)) else ""
        first, length = DAY + draw(st.integers(-90, 90)), draw(st.sampled_from((0, 0, 3, 60)))
        when = iso(first) if not length else f"{iso(first)}/{iso(first + length)}"
        found.append(made_up.event(f"e{number}", when, at, draw(st.sampled_from((*FAMILIES, "note"))), weight=draw(st.integers(1, 3))))
    return made_up.atlas(events=found, places=places)


@given(atlases())
def test_columns_say_of_each_event_what_it_says_itself(atlas: Atlas) -> None:
    columns = columns_of(atlas)
    for row, event in enumerate(atlas.event_list):
        assert (columns.start[row], columns.last[row], columns.weight[row]) == (event.when.start, event.when.last, event.weight)
        assert columns.sure[row] == (event.when.certain and not event.when.span)
        assert columns.kinds[columns.kind[row]] == event.kind
        assert columns.keys[columns.key[row]] == (event.place or event.id)
        place = atlas.places.get(event.place)
        assert np.isnan(columns.point[row]).all() if place is None else tuple(columns.point[row]) == place.lonlat
        assert row_of(atlas, event) == row
    assert row_of(atlas, made_up.event("another", "1962-10-22")) == -1


@given(atlases(), st.integers(-100, 100), st.integers(0, 100))
def test_a_day_is_found_whether_starts_rise_or_not(atlas: Atlas, first: int, length: int) -> None:
    wanted = [n for n, e in enumerate(atlas.event_list) if e.when.start < DAY + first + length and e.when.last >= DAY + first]
    columns = columns_of(atlas)
    assert columns.rising
    assert columns.within(DAY + first, DAY + first + length).tolist() == wanted
    assert replace(columns, rising=False).within(DAY + first, DAY + first + length).tolist() == wanted


def plain_front(atlas: Atlas, view: View, events: list[Event]) -> tuple[Event, float]:
    """The front of a stack and the stack's opacity, read event by event."""
    front = min(events, key=lambda event: (event.id != view.selected, abs(distance(event, view.instant)), event.weight))
    return front, 1.0 if front.id == view.selected else max(fade(event, view) for event in events)


@settings(max_examples=150)
@given(atlases(), st.integers(0, 120), st.integers(0, 120), st.none() | st.integers(0, 19), st.none() | st.integers(0, 60))
def test_a_stack_shows_what_its_events_say(atlas: Atlas, before: int, after: int, chosen: int | None, brushed: int | None) -> None:
    view = View(instant=DAY, before=before, after=after, selected="" if chosen is None else f"e{chosen}")
    if brushed is not None:
        view = view.with_(range=(DAY - brushed, DAY + 30))
    for marker in compose_markers(atlas, view, made_up.plain_locate, made_up.FRAME):
        events = [atlas.events[event] for event in marker.events]
        front, opacity = plain_front(atlas, view, events)
        assert (marker.front, marker.family, marker.opacity) == (front.id, family_of(atlas, front), opacity)
        assert marker.weight == min(event.weight for event in events)
        assert marker.selected == (view.selected in marker.events)
        assert marker.certain == (front.when.certain and not front.when.span)
        assert marker.key in {event.place or event.id for event in events}


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), max_size=40))
def test_each_pile_joins_the_first_that_is_near(spots: list[tuple[float, float]]) -> None:
    piles = [Pile(str(number), spot, 3, False, np.array([number])) for number, spot in enumerate(spots)]
    plain: list[list[Pile]] = []
    for pile in piles:
        near = next((kept for kept in plain if math.dist(kept[0].at, pile.at) < MERGE), None)
        if near is None:
            plain.append([pile])
        else:
            near.append(pile)
    assert [[pile.key for pile in stack] for stack in joined(piles, MERGE)] == [[pile.key for pile in stack] for stack in plain]
