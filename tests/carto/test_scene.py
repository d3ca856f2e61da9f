"""The scene over the map: ties of the chosen event, what lies under the pointer, the name of land on a day."""

from __future__ import annotations

from dataclasses import replace

import made_up
import numpy as np
import pytest

from viewer.carto.boxes import boxes_of, touching
from viewer.carto.events.markers import Fan
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import DAY_SIZE, Scene, _fan_boxes, compose_scene, fan_event_at, land_title, marker_at, on_hub, title_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Dependency, Event, Leg, Link, Polity, Route
from viewer.model.time import ALWAYS, day_of, parse_period, parse_when

DAY = day_of("1962-10-22")
SPOTS = {"washington": (-77.0, 38.9), "havana": (-82.4, 23.1), "moscow": (37.6, 55.8), "berlin": (13.4, 52.5)}


def told(event: Event, **changes: object) -> Event:
    return Event(**{name: getattr(event, name) for name in event.__slots__} | changes)


@pytest.fixture
def crisis() -> Atlas:
    places = [made_up.place(name, at, rank=0) for name, at in SPOTS.items()]
    speech = told(made_up.event("speech", "1962-10-22", "washington"), leads_to=(Link("letter"),), concerns=("berlin", "nowhere", "usa"))
    cause = told(made_up.event("missiles", "1962-10-14", "havana"), leads_to=(Link("speech"), Link("unknown")))
    more = [made_up.event(f"day-{n}", f"1962-10-{23 + n}", "washington") for n in range(5)]
    events = [speech, cause, made_up.event("letter", "1962-10-26", "moscow"), *more, made_up.event("wall", "1961-08-13", "berlin")]
    return made_up.atlas(events=events, places=places, polities=[made_up.polity("usa", "United States")], areas=[1.0], holders=[0])


def scene_of(atlas: Atlas, view: View, width: int = 1600, height: int = 900) -> Scene:
    viewport = Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, width, height)
    return compose_scene(atlas, view, viewport, made_up.plain_measure)


def test_the_chosen_event_is_tied_to_its_causes_effects_and_what_it_concerns(crisis: Atlas) -> None:
    view = View(instant=DAY, zoom=0.5, selected="speech")
    ties = scene_of(crisis, view).ties
    where = {marker.key: (marker.x, marker.y) for marker in scene_of(crisis, view).markers}
    assert {tie[0] for tie in ties} == {where["washington"]}
    ends = {tie[1] for tie in ties}
    assert where["moscow"] in ends
    assert where["havana"] in ends
    assert any(abs(x - where["berlin"][0]) < 30 and abs(y - where["berlin"][1]) < 30 for x, y in ends)
    assert len(ends) == 3
    assert scene_of(crisis, view.with_(selected="")).ties == ()
    assert scene_of(crisis, view.with_(hidden_layers=frozenset({"ties"}))).ties == ()


def test_a_stack_is_found_under_the_pointer_within_its_hit_area(crisis: Atlas) -> None:
    scene = scene_of(crisis, View(instant=DAY, zoom=0.5))
    assert len(scene.markers) > 1
    for marker in scene.markers:
        for dx, dy in ((0, 0), (11, 0), (0, -11), (8, 8)):
            assert marker_at(scene, marker.x + dx, marker.y + dy) is marker
        assert marker_at(scene, marker.x, marker.y + 40) is not marker


def test_of_two_stacks_within_reach_the_nearer_is_found(crisis: Atlas) -> None:
    scene = scene_of(crisis, View(instant=DAY, zoom=0.5))
    left, right = (replace(scene.markers[0], key=key, x=x, y=100.0) for key, x in (("left", 100.0), ("right", 118.0)))
    for markers in ((left, right), (right, left)):
        both = replace(scene, markers=markers)
        assert marker_at(both, 108.0, 100.0) is left
        assert marker_at(both, 110.0, 100.0) is right


def test_an_open_stack_replaces_its_marker_and_its_events_are_found_under_the_pointer(crisis: Atlas) -> None:
    scene = scene_of(crisis, View(instant=DAY, zoom=0.5, fan="washington"))
    assert scene.fan is not None
    assert "washington" not in {marker.key for marker in scene.markers}
    assert on_hub(scene, scene.fan.x + 10, scene.fan.y)
    assert not on_hub(scene, scene.fan.x + 40, scene.fan.y)
    for item in scene.fan.items:
        assert fan_event_at(scene, item.x, item.y) == item.event
        beside = -60 if item.left else 60
        assert fan_event_at(scene, item.x + beside, item.y) == item.event
    assert fan_event_at(scene, scene.fan.x, scene.fan.y) == ""
    closed = scene_of(crisis, View(instant=DAY, zoom=0.5))
    assert closed.fan is None
    assert fan_event_at(closed, 10, 10) == ""
    assert not on_hub(closed, 10, 10)


def test_land_is_named_as_on_the_day_with_the_state_above_it() -> None:
    ussr = made_up.polity("ussr", "Soviet Union")
    plain = made_up.polity("ukraine", "Ukraine")
    ukraine = Polity("ukraine", plain.names, (ALWAYS,), (Dependency(parse_period("1922-12-30/1991-08-24"), "ussr", "part"),))
    atlas = made_up.atlas(areas=[1, 1, 1], polities=[ussr, ukraine], holders=[0, 1, -1])
    view = View(instant=DAY, language="en")
    assert [land_title(atlas, view, unit) for unit in range(3)] == ["Soviet Union", "Ukraine (Soviet Union)", ""]
    assert land_title(atlas, view.with_(language="ja"), 1) == "Ukraine（Soviet Union）"
    assert land_title(atlas, view.at(day_of("1991-08-24")), 1) == "Ukraine"


def test_a_route_is_drawn_near_by_and_told_how_far_it_has_been_gone() -> None:
    legs = tuple(
        Leg(((30.0 + n, 50.0), (31.0 + n, 50.5)), parse_when(when)) for n, when in enumerate(("1962-10-20", "1962-10-25", "1963-05-01"))
    )
    atlas = made_up.atlas(routes=(Route("train", {"en": "Train"}, parse_period("1962-10-19/1963-06-01"), legs),))
    near = View(instant=DAY, before=10, after=10, zoom=5.0, centre=(31.0, 50.0), projection="laea")
    paths = scene_of(atlas, near).paths
    assert [path.reached for path in paths] == [True, False]
    assert all(path.label and path.spot for path in paths)
    assert scene_of(atlas, near.with_(zoom=1.0)).paths == ()
    assert scene_of(atlas, near.with_(hidden_layers=frozenset({"routes"}))).paths == ()
    assert scene_of(atlas, near.at(DAY + 4000)).paths == ()


def test_the_title_of_an_event_is_in_the_language_asked_for(crisis: Atlas) -> None:
    assert title_of(crisis, "speech", "en") == "speech"


def test_the_days_of_a_route_are_written_clear_of_discs_names_and_each_other() -> None:
    """The disc of an event and a town stand where the day would be written first: it goes elsewhere, and the town's name too."""
    legs = (Leg(((30.0, 50.0), (33.0, 50.0)), parse_when("1962-10-20")), Leg(((30.0, 50.0), (33.0, 50.05)), parse_when("1962-10-21")))
    route = Route("train", {"en": "Train"}, parse_period("1962-10-19/1963-06-01"), legs)
    event = made_up.event("met", "1962-10-20", "halt")
    places = [made_up.place("halt", (31.75, 50.02)), made_up.place("town", (32.2, 49.98), "A town with a long name", rank=0)]
    atlas = made_up.atlas(routes=(route,), events=[event], places=places)
    scene = scene_of(atlas, View(instant=DAY, before=10, after=10, zoom=6.0, centre=(31.5, 50.0), projection="laea", language="en"))
    spots = [path.spot for path in scene.paths]
    assert len(spots) == 2
    days = [
        (x, y - DAY_SIZE, x + made_up.plain_measure(path.label, DAY_SIZE, False, 0.0), y + 4)
        for path in scene.paths
        for x, y in [path.spot or (0, 0)]
    ]
    assert None not in spots
    assert len(scene.rooms)
    assert not touching(boxes_of(days), scene.rooms).any()
    assert not touching(boxes_of(days[:1]), boxes_of(days[1:])).any()
    discs = boxes_of([(m.x - 11, m.y - 11, m.x + 11, m.y + 11) for m in scene.markers])
    assert len(discs)
    assert not touching(boxes_of(days), discs).any()


def test_a_tie_to_an_event_of_the_same_place_leads_to_its_disc_or_nowhere(crisis: Atlas) -> None:
    """Seven of the events of an open stack are shown; the middle stands for none of them."""
    linked = told(crisis.events["speech"], leads_to=(Link("letter"), Link("day-4"), Link("extra-9")))
    more = [made_up.event(f"extra-{n}", f"1962-11-{10 + n}", "washington") for n in range(10)]
    rest = [event for event in crisis.event_list if event.id != "speech"]
    places = [made_up.place(name, at, rank=0) for name, at in SPOTS.items()]
    atlas = made_up.atlas(events=[linked, *rest, *more], places=places, polities=[made_up.polity("usa")], areas=[1.0], holders=[0])
    scene = scene_of(atlas, View(instant=DAY, zoom=0.5, selected="speech", fan="washington"))
    assert scene.fan is not None
    shown = {item.event for item in scene.fan.items}
    assert "extra-9" not in shown
    assert (scene.fan.x, scene.fan.y) not in {end for _, end in scene.ties}


def test_names_may_stand_in_the_corners_about_the_round_ground_of_an_open_stack() -> None:
    fan = Fan("k", 300.0, 300.0, "Berlin", (), 3, 0, 1, 3)
    boxes = boxes_of(_fan_boxes(fan))
    for angle in np.linspace(0, np.pi * 2, 60):
        for part in (0.3, 0.7, 0.99):
            x, y = 300 + part * 132 * np.cos(angle), 300 + part * 132 * np.sin(angle)
            assert touching(boxes_of([(x - 0.5, y - 0.5, x + 0.5, y + 0.5)]), boxes).any()
    corner = (300 - 130.0, 300 - 130.0, 300 - 105.0, 300 - 110.0)
    assert not touching(boxes_of([corner]), boxes).any()
