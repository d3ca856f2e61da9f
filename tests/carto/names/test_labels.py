"""Names on the map: none over another, over a stack or over a panel, and none outside the free map."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import made_up
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.carto.boxes import Box
from viewer.carto.events.markers import Marker, compose_markers, radius
from viewer.carto.names.labels import NO_GROUND, carried, compose_labels, naming
from viewer.carto.names.land_cells import depths, runs_of
from viewer.carto.names.land_names import LandSpot
from viewer.carto.names.placement import Label
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Bloc, BlocGroup, Membership, Sea
from viewer.model.stepwise import finished
from viewer.model.time import ALWAYS, day_of

DAY = day_of("1962-10-22")
SPOTS = st.tuples(st.integers(0, 1000), st.integers(0, 700)).map(lambda spot: (float(spot[0]), float(spot[1])))
CROWD = st.tuples(st.integers(450, 550), st.integers(320, 380)).map(lambda spot: (float(spot[0]), float(spot[1])))
BOXES = st.tuples(st.integers(0, 900), st.integers(0, 600), st.integers(1, 300), st.integers(1, 200)).map(
    lambda box: (float(box[0]), float(box[1]), float(box[0] + box[2]), float(box[1] + box[3]))
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Atlas, list[LandSpot]]:
    """Draw states, places with events and seas on a plain map, many of them close together."""
    count = draw(st.integers(1, 8))
    polities = [made_up.polity(f"s{number}", "State " * draw(st.integers(1, 3)) + str(number)) for number in range(count)]
    place_spots = draw(st.lists(SPOTS | CROWD, max_size=8))
    places = [made_up.place(f"p{number}", spot, f"Town {number}", rank=number % 6) for number, spot in enumerate(place_spots)]
    events = [made_up.event(f"e{number}", "1962-10-22", place.id) for number, place in enumerate(places) if number % 2]
    seas = tuple(Sea(f"w{n}", {"en": f"Sea {n}"}, spot, rank=n % 4) for n, spot in enumerate(draw(st.lists(SPOTS | CROWD, max_size=4))))
    atlas = made_up.atlas(
        areas=[1.0] * count,
        polities=polities,
        holders=range(count),
        places=places,
        events=events,
        blocs={"pact": Bloc("pact", {}, {}, "alliance", group="west")},
        groups=(BlocGroup("west", "west", "full", {"en": "West"}),),
        memberships=tuple(Membership("pact", f"s{number}", ALWAYS) for number in range(0, count, 2)),
        seas=seas,
    )
    lands = [
        LandSpot(number, draw(SPOTS | CROWD), area, area**0.5, whole=True)
        for number in range(count)
        for area in [draw(st.floats(50, 200_000))]
    ]
    return atlas, lands


def box_of(label: Label) -> Box:
    """The letters of a label, without the room around them."""
    half = made_up.plain_measure(label.text, label.size, label.bold, label.spacing) / 2
    return label.x - half, label.y - label.size / 2, label.x + half, label.y + label.size / 2


def overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def composed(atlas: Atlas, lands: list[LandSpot], view: View, boxes: list[Box]) -> tuple[tuple[Marker, ...], tuple[Label, ...]]:
    markers = compose_markers(atlas, view, made_up.plain_locate, made_up.FRAME)
    ground = finished(naming(atlas, view, made_up.plain_locate, made_up.plain_measure, lands, made_up.FRAME))
    labels, _ = compose_labels(view, made_up.plain_measure, markers, boxes, made_up.FRAME, ground)
    return markers, labels


@given(worlds(), st.sampled_from((0.35, 3.2, 5.0, 7.0)), st.lists(BOXES, max_size=3))
def test_no_name_lies_over_anything(world: tuple[Atlas, list[LandSpot]], zoom: float, boxes: list[Box]) -> None:
    atlas, lands = world
    markers, labels = composed(atlas, lands, View(instant=DAY, zoom=zoom, language="en"), boxes)
    left, top, right, bottom = made_up.FRAME
    for label in labels:
        box = box_of(label)
        assert left <= box[0]
        assert top <= box[1]
        assert box[2] <= right
        assert box[3] <= bottom
        assert not any(overlap(box, other) for other in boxes)
        reach = radius(zoom)
        assert not any(overlap(box, (m.x - reach, m.y - reach, m.x + reach, m.y + reach)) for m in markers)
    for first, second in combinations(labels, 2):
        assert not overlap(box_of(first), box_of(second)), f"{first.text} lies over {second.text}"


@given(worlds())
def test_hidden_layers_have_no_names(world: tuple[Atlas, list[LandSpot]]) -> None:
    atlas, lands = world
    view = View(instant=DAY, zoom=7.0, language="en")
    everything = {label.text.title() for label in composed(atlas, lands, view, [])[1]}
    words = {"names": "State", "places": "Town", "seas": "Sea"}
    for layer, word in words.items():
        left = {label.text.title() for label in composed(atlas, lands, view.with_(hidden_layers=frozenset({layer})), [])[1]}
        assert not any(text.startswith(word) for text in left)
    hidden = view.with_(hidden_layers=frozenset(words))
    assert composed(atlas, lands, hidden, [])[1] == ()
    assert all(text.startswith(tuple(words.values())) for text in everything)


def test_a_lonely_state_has_its_name_where_it_lies() -> None:
    atlas = made_up.atlas(areas=[1.0], polities=[made_up.polity("ussr", "Soviet Union")], holders=[0])
    _, labels = composed(atlas, [LandSpot(0, (500.0, 300.0), 60_000.0, 400.0, whole=True)], View(instant=DAY, language="en"), [])
    assert [(label.text, label.x, label.y) for label in labels] == [("Soviet Union", 500.0, 300.0)]


def test_a_state_too_small_for_its_name_has_none() -> None:
    atlas = made_up.atlas(areas=[1.0], polities=[made_up.polity("andorra", "Principality of Andorra")], holders=[0])
    _, labels = composed(atlas, [LandSpot(0, (500.0, 300.0), 95.0, 10.0, whole=True)], View(instant=DAY, language="en"), [])
    assert labels == ()


def test_names_are_carried_with_the_map_while_it_moves() -> None:
    sea = Sea("sea", {"en": "Middle Sea"}, (20.0, 40.0), 0)
    atlas = made_up.atlas(seas=(sea,))
    before = Viewport(projection_of("laea", (15.0, 40.0)), (15.0, 40.0), 3.0, 800, 600)
    after = Viewport(before.projection, (18.0, 40.0), 3.0, 800, 600)
    view = View(instant=DAY, zoom=3.0, language="en")
    frame = (0.0, 0.0, 800.0, 600.0)
    ground = finished(naming(atlas, view, before.pixels_of, made_up.plain_measure, [], frame))
    [(_, label)], box = ground.names, ground.shapes.bounds[0].tolist()
    there = carried(ground, before, after)
    [(_, moved)], moved_box = there.names, there.shapes.bounds[0].tolist()
    assert after.pixel_of((20.0, 40.0)) is not None
    assert moved.x == pytest.approx(after.pixel_of((20.0, 40.0))[0], abs=2.0)
    assert moved_box[0] - box[0] == pytest.approx(moved.x - label.x)
    world = Viewport(projection_of("equal-earth", (15.0, 40.0)), (15.0, 40.0), 3.0, 800, 600)
    assert carried(ground, before, world).names == ()
    assert carried(NO_GROUND, before, after) == NO_GROUND


@given(st.lists(st.integers(-1, 2), min_size=1, max_size=12), st.integers(0, 11))
def test_a_run_is_the_whole_of_a_land_around_a_cell(row: list[int], column: int) -> None:
    column %= len(row)
    left, right = (int(side[0, column]) for side in runs_of(np.array([row], np.int16)))
    assert left <= column <= right
    assert set(row[left : right + 1]) == {row[column]}
    assert left == 0 or row[left - 1] != row[column]
    assert right == len(row) - 1 or row[right + 1] != row[column]


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_a_cell_is_as_deep_as_it_is_far_from_another_s(seed: int) -> None:
    """By steps to the four sides; the edge of the picture is another's, and so is the sea."""
    chance = np.random.default_rng(seed)
    owner = np.repeat(np.repeat(chance.integers(-1, 3, (4, 5)), chance.integers(1, 6), 0), chance.integers(1, 6), 1).astype(np.int16)
    depth = depths(owner)
    high, wide = owner.shape
    framed = np.pad(owner, 1, constant_values=-2)
    rows, columns = np.indices(framed.shape)
    for row in range(high):
        for column in range(wide):
            away = np.abs(rows - row - 1) + np.abs(columns - column - 1)
            wanted = 0 if owner[row, column] < 0 else int(away[framed != owner[row, column]].min()) - 1
            assert depth[row, column] == wanted


@given(worlds(), st.floats(100, 400))
def test_no_state_is_named_above_or_below_the_outline_of_the_map(world: tuple[Atlas, list[LandSpot]], edge: float) -> None:
    atlas, lands = world
    view = View(instant=DAY, zoom=0.35, language="en", hidden_layers=frozenset({"places", "seas"}))

    def on_map(pixels: NDArray[np.float64]) -> NDArray[np.bool_]:
        return np.asarray((pixels[:, 1] >= edge) & (pixels[:, 1] <= made_up.FRAME[3]), dtype=np.bool_)

    ground = finished(naming(atlas, view, made_up.plain_locate, made_up.plain_measure, lands, made_up.FRAME, on_map))
    labels, _ = compose_labels(view, made_up.plain_measure, (), [], made_up.FRAME, ground)
    assert all(label.y - label.size / 2 >= edge for label in labels)


def test_the_name_of_a_small_land_does_not_wander_off_to_another() -> None:
    atlas = made_up.atlas(areas=[1.0], polities=[made_up.polity("malta", "Malta")], holders=[0])
    lands = [LandSpot(0, (500.0, 300.0), 120.0, 12.0, whole=True)]
    around = [(440.0, 280.0, 560.0, 320.0)]
    assert composed(atlas, lands, View(instant=DAY, language="en"), around)[1] == ()


def test_the_name_of_a_power_goes_elsewhere_before_places_take_the_room() -> None:
    """Discs stand on its first spot and about it; the name of another place would run over its second."""
    power = replace(made_up.polity("s0", "Power"), power=(ALWAYS,))
    spots = {"a": (500.0, 300.0), "b": (500.0, 280.0), "c": (500.0, 320.0), "long": (380.0, 400.0)}
    places = [made_up.place(name, at, "A very long name of a place" if name == "long" else name, rank=0) for name, at in spots.items()]
    events = [made_up.event(f"e-{name}", "1962-10-22", name) for name in spots]
    atlas = made_up.atlas(areas=[1.0], polities=[power], holders=[0], places=places, events=events)
    land = LandSpot(0, (500.0, 300.0), 1700.0, 90.0, whole=True, others=((500.0, 400.0, 90.0),))
    _, labels = composed(atlas, [land], View(instant=DAY, zoom=0.35, language="en"), [])
    assert [(label.x, label.y) for label in labels if label.text == "Power"] == [(500.0, 400.0)]
    assert not any(overlap(box_of(first), box_of(second)) for first, second in combinations(labels, 2))


def test_letters_that_are_drawn_apart_leave_some_of_the_land_beside_them() -> None:
    power = replace(made_up.polity("china", "People s Republic"), power=(ALWAYS,))
    atlas = made_up.atlas(areas=[1.0], polities=[power], holders=[0])
    view = View(instant=DAY, language="en")
    apart = [
        made_up.plain_measure(label.text, label.size, label.bold, label.spacing) / wide
        for wide in range(140, 460, 40)
        for label in composed(atlas, [LandSpot(0, (500.0, 300.0), 90_000.0, float(wide), whole=True)], view, [])[1]
        if label.spacing > 0.05
    ]
    assert apart
    assert max(apart) <= 0.9
