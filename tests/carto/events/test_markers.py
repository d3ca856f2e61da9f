"""Stacks of events on the map: each event in one of them, none over another, all reachable when a stack is opened."""

from __future__ import annotations

import math
from itertools import combinations
from random import Random

import made_up
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from viewer.carto.events.filters import in_window
from viewer.carto.events.markers import APART, FAN_RADIUS, FAN_SHOWN, MERGE, REACH, Marker, compose_fan, compose_markers, holders
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of, iso

HIT = 24.0
"""Least width of what can be pressed."""
DAY = day_of("1962-10-22")
SPOTS = st.tuples(st.integers(60, 940), st.integers(60, 640))
CROWD = st.tuples(st.integers(480, 520), st.integers(330, 370))


@st.composite
def atlases(draw: st.DrawFn, most: int = 12) -> Atlas:
    """Draw places on a plain map, many of them close together, with events around a day."""
    spots = draw(st.lists(SPOTS | CROWD, min_size=1, max_size=most))
    places = [made_up.place(f"p{number}", spot, rank=number % 6) for number, spot in enumerate(spots)]
    events = []
    for number in range(draw(st.integers(0, 3 * len(spots)))):
        at = f"p{draw(st.integers(0, len(spots) - 1))}" if draw(st.integers(0, 9)) else ""
        when = iso(DAY + draw(st.integers(-600, 600)))
        kind = draw(st.sampled_from((*FAMILIES, "note")))
        events.append(made_up.event(f"e{number}", when, at, kind, weight=draw(st.integers(1, 3))))
    return made_up.atlas(events=events, places=places)


def markers_of(atlas: Atlas, view: View) -> tuple[Marker, ...]:
    return compose_markers(atlas, view, made_up.plain_locate, made_up.FRAME)


@given(atlases(), st.integers(0, 600))
def test_each_event_is_found_in_the_stack_that_holds_it(atlas: Atlas, around: int) -> None:
    markers = markers_of(atlas, View(instant=DAY, before=around, after=around))
    stacks = {event: marker for marker in markers for event in marker.events}
    found = holders(atlas, atlas.event_list, markers)
    assert [marker and marker.key for marker in found] == [
        stacks[event.id].key if event.id in stacks else None for event in atlas.event_list
    ]
    assert all(marker.events[0] == marker.events[:1][0] and marker.count == len(list(marker.events)) for marker in markers)


@given(atlases(), st.integers(0, 600), st.integers(0, 600), st.none() | st.integers(0, 20))
def test_each_event_of_the_window_lies_in_one_stack(atlas: Atlas, before: int, after: int, chosen: int | None) -> None:
    view = View(instant=DAY, before=before, after=after, selected="" if chosen is None else f"e{chosen}")
    markers = markers_of(atlas, view)
    drawn = [event for marker in markers for event in marker.events]
    assert len(drawn) == len(set(drawn))
    wanted = {event.id for event in in_window(atlas, view) if event.kind != "note" and event.place}
    picked = atlas.events.get(view.selected)
    if picked and picked.place and picked.kind != "note":
        wanted.add(picked.id)
    assert set(drawn) == wanted
    for marker in markers:
        assert marker.front in marker.events
        starts = [atlas.events[event].when.start for event in marker.events]
        assert starts == sorted(starts)
        assert marker.selected == (view.selected in marker.events)
        assert 0.4 - 1e-9 <= marker.opacity <= 1


@given(atlases())
def test_no_stack_lies_over_another(atlas: Atlas) -> None:
    markers = markers_of(atlas, View(instant=DAY, before=600, after=600))
    for first, second in combinations(markers, 2):
        apart = math.hypot(first.x - second.x, first.y - second.y)
        assert apart >= HIT, f"{first.key} and {second.key} are {apart:.1f} px apart"
    for marker in markers:
        assert math.hypot(marker.x - marker.at[0], marker.y - marker.at[1]) <= REACH + 1e-6


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_a_stack_of_a_great_crowd_is_pushed_only_to_where_nothing_lies(seed: int) -> None:
    random = Random(seed)
    spots = [(500 + random.randint(-120, 120), 350 + random.randint(-90, 90)) for _ in range(150)]
    places = [made_up.place(f"p{n}", spot) for n, spot in enumerate(spots)]
    events = [made_up.event(f"e{n}", "1962-10-22", f"p{n}") for n in range(150)]
    markers = markers_of(made_up.atlas(events=events, places=places), View(instant=DAY))
    moved = [marker for marker in markers if (marker.x, marker.y) != marker.at]
    assert len(moved) > 20
    for first, second in combinations(moved, 2):
        assert math.hypot(first.x - second.x, first.y - second.y) >= APART - 1e-6


def test_places_closer_than_a_few_pixels_are_one_stack() -> None:
    places = [made_up.place("kremlin", (500, 300)), made_up.place("lubyanka", (500 + MERGE - 1, 300)), made_up.place("dacha", (540, 300))]
    events = [made_up.event(f"e{n}", "1962-10-22", place.id) for n, place in enumerate(places)]
    markers = markers_of(made_up.atlas(events=events, places=places), View(instant=DAY))
    assert sorted(marker.count for marker in markers) == [1, 2]


@pytest.mark.parametrize(("zoom", "cluster"), [(0.3, True), (6.0, False)])
@pytest.mark.parametrize("at", [(500.0, 300.0), (300.0, 500.0), (40.0, 700.0)])
def test_a_stack_of_places_that_lie_far_apart_is_a_cluster(at: tuple[float, float], zoom: float, cluster: bool) -> None:
    """Five pixels are many kilometres on the map of the world, and a few on that of a town."""
    places = [made_up.place("kremlin", at), made_up.place("lubyanka", (at[0] + 3, at[1] + 4))]
    events = [made_up.event(f"e{n}", "1962-10-22", place.id) for n, place in enumerate(places)]
    (marker,) = markers_of(made_up.atlas(events=events, places=places), View(instant=DAY, zoom=zoom))
    assert marker.cluster == cluster
    assert set(marker.places) == ({"kremlin", "lubyanka"} if cluster else set())


def test_the_most_important_stack_is_drawn_last_and_the_selected_one_over_all() -> None:
    places = [made_up.place(f"p{n}", (200.0 * n + 100, 300)) for n in range(3)]
    events = [made_up.event(f"e{n}", "1962-10-22", f"p{n}", weight=n + 1) for n in range(3)]
    atlas = made_up.atlas(events=events, places=places)
    assert [marker.key for marker in markers_of(atlas, View(instant=DAY))] == ["p2", "p1", "p0"]
    assert markers_of(atlas, View(instant=DAY, selected="e2"))[-1].key == "p2"


def test_what_is_off_the_map_or_hidden_has_no_stack() -> None:
    atlas = made_up.atlas(events=[made_up.event("e", "1962-10-22", "far")], places=[made_up.place("far", (2000, 300))])
    assert markers_of(atlas, View(instant=DAY)) == ()
    near = made_up.atlas(events=[made_up.event("e", "1962-10-22", "near")], places=[made_up.place("near", (200, 300))])
    assert len(markers_of(near, View(instant=DAY))) == 1
    assert markers_of(near, View(instant=DAY, hidden_layers=frozenset({"events"}))) == ()


@given(atlases(most=3), st.sampled_from((0, 600)))
def test_every_event_of_a_stack_is_reached_by_its_pages(atlas: Atlas, reach: int) -> None:
    view = View(instant=DAY, before=reach, after=reach)
    markers = markers_of(atlas, view)
    for key in atlas.places:
        first = compose_fan(atlas, view.with_(fan=key), made_up.plain_locate, markers)
        here = {event.id for event in atlas.event_list if event.place == key and event.kind != "note"}
        stack = next((set(marker.events) for marker in markers if marker.key == key), set())
        if first is None:
            assert not here | stack
            continue
        reached: list[str] = []
        for page in range(first.pages):
            fan = compose_fan(atlas, view.with_(fan=f"{key}:{page}"), made_up.plain_locate, markers)
            assert fan is not None
            assert (fan.page, fan.pages, fan.total) == (page, first.pages, first.total)
            assert 1 <= len(fan.items) <= FAN_SHOWN
            reached += [item.event for item in fan.items]
        assert len(reached) == len(set(reached)) == first.total
        assert set(reached) == here | stack


@pytest.mark.parametrize("count", range(1, FAN_SHOWN + 1))
def test_the_discs_of_an_open_stack_lie_on_its_ring_and_keep_apart(count: int) -> None:
    events = [made_up.event(f"e{n}", iso(DAY + n), "p") for n in range(count)]
    atlas = made_up.atlas(events=events, places=[made_up.place("p", (500, 300))])
    view = View(instant=DAY, fan="p")
    fan = compose_fan(atlas, view, made_up.plain_locate, markers_of(atlas, view))
    assert fan is not None
    assert [item.event for item in fan.items] == [f"e{n}" for n in range(count)]
    for item in fan.items:
        assert math.hypot(item.x - fan.x, item.y - fan.y) == pytest.approx(FAN_RADIUS)
    for first, second in combinations(fan.items, 2):
        assert math.hypot(first.x - second.x, first.y - second.y) >= HIT
        if first.left == second.left and count > 2:
            assert abs(first.y - second.y) >= 14, "the words beside two discs would cover each other"


@pytest.fixture(scope="module")
def nine_days() -> Atlas:
    """Nine events at one place: two pages of an open stack."""
    events = [made_up.event(f"e{n}", iso(DAY + n), "p") for n in range(9)]
    return made_up.atlas(events=events, places=[made_up.place("p", (500, 300))])


@given(text=st.text(max_size=6))
@example(text="p:²")
@example(text="p:" + "9" * 30)
@example(text="p:-1")
@example(text=":")
def test_any_text_of_a_view_opens_a_stack_or_none(nine_days: Atlas, text: str) -> None:
    for key in (text, f"p:{text}"):
        fan = compose_fan(nine_days, View(instant=DAY, fan=key), made_up.plain_locate, ())
        assert fan is None or (fan.items and -1 <= fan.page < fan.pages)


def test_the_page_of_the_selected_event_opens_first() -> None:
    events = [made_up.event(f"e{n:02}", iso(DAY + n), "p") for n in range(18)]
    atlas = made_up.atlas(events=events, places=[made_up.place("p", (500, 300))])
    for number in (0, 8, 17):
        view = View(instant=DAY, after=100, fan="p", selected=f"e{number:02}")
        fan = compose_fan(atlas, view, made_up.plain_locate, markers_of(atlas, view))
        assert fan is not None
        assert [item.event for item in fan.items if item.selected] == [f"e{number:02}"]
