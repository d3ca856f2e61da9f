"""Stacks that would lie under a panel stand at its edge: in sight, apart from the others, named, over no name."""

from __future__ import annotations

from dataclasses import replace

import made_up
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.boxes import Box, boxes_of, touching
from viewer.carto.edge_markers import brought_out
from viewer.carto.events.markers import APART, compose_markers, radius
from viewer.carto.names.placement import Label
from viewer.carto.scene import Scene
from viewer.carto.view import View
from viewer.model.time import day_of

VIEW = View(instant=day_of("1962-10-22"), language="en")
FRAME: Box = made_up.FRAME
PANEL: Box = (0.0, 400.0, 300.0, 700.0)
POINTS = st.lists(st.tuples(st.integers(20, 980), st.integers(20, 680)), min_size=1, max_size=14, unique=True)


def scene_of(points: list[tuple[int, int]], labels: tuple[Label, ...] = ()) -> Scene:
    places = [made_up.place(f"p{n}", (float(x), float(y)), f"Town {n}") for n, (x, y) in enumerate(points)]
    events = [made_up.event(f"e{n}", "1962-10-22", place.id) for n, place in enumerate(places)]
    atlas = made_up.atlas(places=places, events=events)
    boxes = boxes_of([(label.x - 40, label.y - 8, label.x + 40, label.y + 8) for label in labels])
    return Scene(compose_markers(atlas, VIEW, made_up.plain_locate, FRAME), labels, None, (), (), boxes)


def brought(scene: Scene, *covers: Box) -> Scene:
    return brought_out(scene, covers, FRAME, VIEW, made_up.plain_measure)


def test_a_stack_under_a_panel_stands_at_its_nearest_edge_and_tells_its_place() -> None:
    scene = brought(scene_of([(280, 550)]), PANEL)
    [marker] = scene.markers
    assert marker.x - radius(VIEW.zoom) >= PANEL[2]
    assert abs(marker.y - 550) < 12
    assert marker.at == (280.0, 550.0)
    assert marker.moved, "a line leads to its place"
    assert [label.text for label in scene.labels] == ["Town 0"]
    assert not touching(scene.rooms, boxes_of([PANEL])).any()


def test_ties_follow_a_stack_that_was_brought_out() -> None:
    scene = scene_of([(280, 550), (600, 200)])
    at = {marker.key: (marker.x, marker.y) for marker in scene.markers}
    found = brought(replace(scene, ties=((at["p1"], at["p0"]), (at["p1"], (900.0, 90.0)))), PANEL)
    stands = {marker.key: (marker.x, marker.y) for marker in found.markers}
    assert stands["p0"] != at["p0"]
    assert found.ties == ((at["p1"], stands["p0"]), (at["p1"], (900.0, 90.0)))


def test_a_stack_in_sight_stays_where_it_is() -> None:
    scene = scene_of([(600, 200), (330, 500)])
    assert brought(scene, PANEL) is scene
    assert brought(scene, (10.0, 10.0, 10.0, 60.0)) is scene, "a panel that is not there"


def test_the_name_that_stood_there_gives_way() -> None:
    """There is no place at the edge of a panel as broad as the map but on the one name."""
    names = tuple(Label(f"Land {n}", float(x), 384.0, 12.0) for n, x in enumerate(range(40, 1000, 80)))
    scene = brought(scene_of([(150, 420)], names), (0.0, 400.0, 1000.0, 700.0))
    [marker] = scene.markers
    assert marker.y < 400
    disc = boxes_of([(marker.x - 10, marker.y - 10, marker.x + 10, marker.y + 10)])
    assert len(scene.labels) == len(scene.rooms)
    assert not touching(scene.rooms, disc).any()
    assert 0 < len(scene.labels) < len(names) + 1


@given(POINTS)
def test_none_is_hidden_where_there_is_room_and_none_covers_another(points: list[tuple[int, int]]) -> None:
    before = scene_of(points)
    after = brought(before, PANEL, (700.0, 0.0, 1000.0, 50.0))
    assert [marker.key for marker in after.markers] == [marker.key for marker in before.markers]
    covers = boxes_of([PANEL, (700.0, 0.0, 1000.0, 50.0)])
    at = np.array([(marker.x, marker.y) for marker in after.markers])
    assert not touching(np.hstack([at - 1, at + 1]), covers).any()
    moved = [(now.x, now.y) for was, now in zip(before.markers, after.markers, strict=True) if (was.x, was.y) != (now.x, now.y)]
    for x, y in moved:
        others = [np.hypot(x - u, y - v) for u, v in at.tolist() if (u, v) != (x, y)]
        assert min(others, default=APART) >= APART - 1e-6
        assert FRAME[0] <= x - radius(VIEW.zoom)
        assert y + radius(VIEW.zoom) <= FRAME[3]


def test_the_selected_stack_takes_the_room_of_a_name_and_a_broken_name_goes_whole() -> None:
    """Its disc at the edge of the panel has another name to each side; of that in two lines no line is left over."""
    scene = scene_of([(280, 550)])
    [marker] = scene.markers
    at = brought(scene, PANEL).markers[0]
    lines = tuple(Label(text, at.x + 70, at.y + down, 12.0) for text, down in (("Great", -8.0), ("Land", 8.0)))
    boxes = boxes_of([(at.x + 20, at.y + down - 8, at.x + 120, at.y + down + 8) for down in (-8.0, 8.0)])
    crowded = Scene((replace(marker, selected=True),), lines, None, (), (), boxes)
    told = brought(crowded, PANEL)
    assert [label.text for label in told.labels] == ["Town 0"]
    assert len(told.rooms) == 1
