"""Names of places: on their own land or on water, with a dot where no stack stands, beside no other's disc and across no rim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import made_up
import numpy as np
import pytest
from numpy.typing import NDArray

from viewer.carto.boxes import Box
from viewer.carto.events.markers import Marker, compose_markers, radius
from viewer.carto.names.labels import Ground, carried, compose_labels, naming
from viewer.carto.names.land_names import LandSpots, ZoneGrid, land_spots
from viewer.carto.names.placement import Label
from viewer.carto.names.soil import nearer_to_others
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Place
from viewer.model.stepwise import finished
from viewer.model.time import ALWAYS, day_of

FRAME: Box = (0.0, 0.0, 600.0, 400.0)
STEP = 10.0
DAY = day_of("1962-10-22")
TOWNS = View(instant=DAY, zoom=4.4, language="en", hidden_layers=frozenset({"names", "seas"}))
HALVES = ["0" * 30 + "1" * 30] * 40
"""Two lands, that of s0 to the left."""


def port_of(projection: str = "laea", zoom: float = 4.4) -> Viewport:
    return Viewport(projection_of(projection, (15.0, 50.0)), (15.0, 50.0), zoom, 600, 400)


def place_at(x: float, y: float, name: str, port: Viewport, rank: int = 2, **more: object) -> Place:
    lon, lat = port.projection.inverse(port.to_plane(np.array([(x, y)])))[0].tolist()
    return replace(made_up.place(name.lower(), (lon, lat), name, rank=rank), **more)  # type: ignore[arg-type]


def atlas_of(places: Sequence[Place], eventful: Sequence[str] = (), when: str = "1962-10-22") -> Atlas:
    events = [made_up.event(f"e-{name}", when, name) for name in eventful]
    states = [made_up.polity(f"s{number}", f"State {number}") for number in range(2)]
    return made_up.atlas(areas=[1.0] * 2, polities=states, holders=range(2), places=places, events=events)


def ground_of(atlas: Atlas, rows: list[str], view: View, port: Viewport, *, rim: float = np.inf) -> Ground:
    cells = np.array([[-1 if cell == "." else int(cell) for cell in row] for row in rows], dtype=np.int32)
    spots = land_spots(atlas, view.instant, ZoneGrid(cells, STEP, np.arange(2, dtype=np.int32), port), FRAME)

    def on_map(pixels: NDArray[np.float64]) -> NDArray[np.bool_]:
        return np.asarray(pixels[:, 0] <= rim, dtype=np.bool_)

    assert isinstance(spots, LandSpots)
    return finished(naming(atlas, view, port.pixels_of, made_up.plain_measure, spots, FRAME, on_map))


def named(
    atlas: Atlas, rows: list[str], view: View = TOWNS, *, rim: float = np.inf, port: Viewport | None = None
) -> tuple[tuple[Marker, ...], tuple[Label, ...]]:
    port = port or port_of()
    markers = compose_markers(atlas, view, port.pixels_of, FRAME)
    ground = ground_of(atlas, rows, view, port, rim=rim)
    return markers, compose_labels(view, made_up.plain_measure, markers, (), FRAME, ground)[0]


@pytest.mark.parametrize("eventful", [(), ("longtown",)])
def test_a_name_stands_on_the_land_of_its_place_rather_than_on_another_s(eventful: tuple[str, ...]) -> None:
    atlas = atlas_of([place_at(285, 200, "Longtown", port_of())], eventful)
    _, [label] = named(atlas, HALVES)
    assert label.x < 285
    _, [label] = named(atlas, ["0" * 60] * 40)
    assert label.x > 285, "where all is its own land it stands to the right"


def test_a_place_by_a_border_belongs_to_its_own_country() -> None:
    """Cells of the picture are coarse: that under the place is another's."""
    port = port_of()
    [_, label] = [named(atlas_of([place_at(304, 200, "Longtown", port, country=country)]), HALVES)[1][0] for country in ("s1", "s0")]
    assert label.x < 304


def test_a_small_name_that_would_lie_on_another_land_is_left_out_but_that_of_a_great_place_is_not() -> None:
    rows = ["0" * 20 + "1" * 3 + "0" * 37 if row == 20 else "0" * 60 for row in range(40)]
    port = port_of()
    small = atlas_of([place_at(215, 205, "Longtown", port)], ["longtown"])
    assert named(small, rows)[1] == ()
    one = made_up.event("second", "1962-10-22", "longtown")
    great = made_up.atlas(
        areas=[1.0] * 2,
        polities=list(small.polity_list),
        holders=range(2),
        places=list(small.places.values()),
        events=[*small.event_list, one],
    )
    assert [label.text for label in named(great, rows)[1]] == ["Longtown"]
    assert named(atlas_of([place_at(215, 205, "Longtown", port)]), rows)[1] == ()


def test_a_name_is_nearest_to_its_own_disc() -> None:
    discs = np.array([(100.0, 100.0), (180.0, 100.0)])
    boxes = np.array([(117.0, 92.0, 150.0, 108.0), (117.0, 92.0, 167.0, 108.0), (50.0, 92.0, 83.0, 108.0)])
    assert nearer_to_others(boxes, np.zeros(3, dtype=np.intp), discs, 15.0).tolist() == [False, True, False]
    port = port_of()
    atlas = atlas_of([place_at(200, 200, "Here", port), place_at(262, 200, "There", port)], ["here", "there"])
    markers, labels = named(atlas, ["0" * 60] * 40)
    for label in labels:
        away = {marker.name: abs(marker.x - label.x) + abs(marker.y - label.y) for marker in markers}
        assert min(away, key=lambda name: away[name]) == label.text
    assert len(labels) == 2


def test_a_town_has_a_dot_beside_its_name_and_an_islet_has_none() -> None:
    port = port_of(zoom=6.0)
    rows = ["0" * 30 + "." * 30] * 40
    town, islet = place_at(150, 200, "Town", port), place_at(450, 200, "Islet", port, rank=5)
    _, labels = named(atlas_of([town, islet]), rows, TOWNS.with_(zoom=6.0), port=port)
    points = {label.text: label.point for label in labels}
    assert points["Town"] == pytest.approx((150, 200), abs=0.5)
    assert points["Islet"] is None


def test_no_name_lies_over_the_dot_of_another() -> None:
    port = port_of()
    places = [place_at(200 + 50 * number, 200, f"Longtown {number}", port) for number in range(6)]
    _, labels = named(atlas_of(places), ["0" * 60] * 40)
    assert len(labels) > 2
    for label in labels:
        half = made_up.plain_measure(label.text, label.size, label.bold, 0.0) / 2
        for other in labels:
            x, y = other.point or (0.0, 0.0)
            assert other is label or abs(x - label.x) >= half or abs(y - label.y) >= 5


def test_a_village_is_named_while_one_of_its_events_is_in_the_window_of_time() -> None:
    port = port_of(zoom=6.0)
    village, crowd = place_at(200, 200, "Village", port, rank=5), place_at(210, 200, "City", port)
    atlas = atlas_of([village, crowd], ["village", "city"])
    view = TOWNS.with_(zoom=6.0, before=30, after=30)
    ground = ground_of(atlas, ["0" * 60] * 40, view, port)
    assert {label.text for _, label in ground.names} == {"Village", "City"}
    told = {
        day: [label.text for label in compose_labels(view.at(day), made_up.plain_measure, (), (), FRAME, ground)[0]]
        for day in (DAY, DAY + 400)
    }
    assert told == {DAY: ["City", "Village"], DAY + 400: ["City"]}


def test_the_dot_goes_with_the_map() -> None:
    before = port_of()
    after = Viewport(before.projection, (17.0, 50.0), 4.4, 600, 400)
    place = place_at(300, 200, "Town", before)
    there = carried(ground_of(atlas_of([place]), ["0" * 60] * 40, TOWNS, before), before, after)
    [(_, label)] = there.names
    assert label.point == pytest.approx(after.pixel_of(place.lonlat), abs=4.0)


def test_the_name_of_a_place_does_not_lie_across_the_rim_of_a_globe() -> None:
    port = port_of("globe")
    view = TOWNS.with_(projection="globe", centre=(15.0, 50.0))
    atlas = atlas_of([place_at(300, 200, "Longtown", port)], ["longtown"])
    for rim, right in ((np.inf, True), (350.0, False)):
        _, [label] = named(atlas, ["0" * 60] * 40, view, rim=rim, port=port)
        assert (label.x > 300) is right
        assert label.x + made_up.plain_measure(label.text, label.size, label.bold, 0.0) / 2 <= rim


def test_the_selected_place_is_named_before_a_power() -> None:
    power = replace(made_up.polity("s0", "Great Power"), power=(ALWAYS,))
    port = port_of()
    place = place_at(268, 200, "Chosen", port)
    atlas = made_up.atlas(
        areas=[1.0] * 2,
        polities=[power, made_up.polity("s1")],
        holders=[0, 0],
        places=[place],
        events=[made_up.event("e", "1962-10-22", "chosen")],
    )
    view = replace(TOWNS, hidden_layers=frozenset({"seas"}), selected="e")
    _, labels = named(atlas, ["0" * 60] * 40, view, port=port)
    assert labels[0].text == "Chosen"
    assert labels[0].x == pytest.approx(268 + radius(view.zoom) + 6 + made_up.plain_measure("Chosen", 12.0, True, 0.0) / 2, abs=1)
