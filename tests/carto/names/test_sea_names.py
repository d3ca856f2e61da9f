"""Names of seas: on the water as far as there is water, never in another sea, each said once."""

from __future__ import annotations

from dataclasses import replace

import made_up
import numpy as np
import pytest

from viewer.carto.boxes import Box
from viewer.carto.events.markers import compose_markers
from viewer.carto.names.labels import compose_labels, naming
from viewer.carto.names.land_names import LandSpot, LandSpots, ZoneGrid
from viewer.carto.names.placement import Label
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.entities import Sea
from viewer.model.stepwise import finished

PORT = Viewport(projection_of("laea", (15.0, 40.0)), (15.0, 40.0), 4.0, 600, 400)
FRAME: Box = (0.0, 0.0, 600.0, 400.0)
VIEW = View(instant=700_000, zoom=4.0, language="en", hidden_layers=frozenset({"names", "places"}))
STEP = 10.0


def sea_at(x: float, y: float, name: str = "Sea", rank: int = 1) -> Sea:
    plane = PORT.to_plane(np.array([(x, y)]))
    lon, lat = PORT.projection.inverse(plane)[0].tolist()
    return Sea(name, {"en": name}, (lon, lat), rank)


def named(seas: tuple[Sea, ...], land: list[Box]) -> tuple[Label, ...]:
    """The names of seas where some boxes are land."""
    cells = np.full((40, 60), -1, dtype=np.int32)
    for left, top, right, bottom in land:
        cells[int(top / STEP) : int(bottom / STEP), int(left / STEP) : int(right / STEP)] = 0
    spots = LandSpots.on(ZoneGrid(cells, STEP, np.zeros(1, dtype=np.int32), PORT), [])
    ground = finished(naming(made_up.atlas(seas=seas), VIEW, PORT.pixels_of, made_up.plain_measure, spots, FRAME))
    return compose_labels(VIEW, made_up.plain_measure, (), (), FRAME, ground)[0]


def test_a_name_moves_off_the_coast() -> None:
    [free] = named((sea_at(300, 200),), [])
    assert (free.x, free.y) == pytest.approx((300, 200), abs=1)
    [moved] = named((sea_at(300, 200),), [(200, 0, 300, 400)])
    assert moved.x > 300
    assert abs(moved.y - 200) < 25


def test_no_name_goes_over_land_into_another_sea() -> None:
    """A narrow sea with a broad one beyond a neck of land."""
    [label] = named((sea_at(100, 200, "A narrow sea"),), [(60, 0, 90, 400), (110, 0, 140, 400)])
    assert label.x < 115


def test_a_sea_of_two_parts_is_named_once_where_both_are_seen() -> None:
    labels = named((sea_at(150, 100, "Ocean", 0), sea_at(450, 300, "Ocean", 1), sea_at(300, 200, "Gulf", 2)), [])
    assert sorted(label.text for label in labels) == ["Gulf", "Ocean"]


def test_a_land_is_not_named_again_by_its_town_nor_by_a_stack() -> None:
    town = made_up.place("gaza", (500.0, 330.0), "Gaza", rank=0)
    atlas = made_up.atlas(areas=[1.0], polities=[made_up.polity("strip", "Gaza")], holders=[0], places=[town])
    land = LandSpot(0, (500.0, 300.0), 1000.0, 60.0, whole=True)
    view = View(instant=700_000, zoom=6.0, language="en")
    ground = finished(naming(atlas, view, made_up.plain_locate, made_up.plain_measure, [land], made_up.FRAME))
    assert [label.text for _, label in ground.names] == ["Gaza"]
    with_event = made_up.atlas(
        areas=[1.0],
        polities=[made_up.polity("strip", "Gaza")],
        holders=[0],
        places=[town],
        events=[made_up.event("e", "1917-07-20", "gaza")],
    )
    day = with_event.event_list[0].when.start
    markers = compose_markers(with_event, view.at(day), made_up.plain_locate, made_up.FRAME)
    assert [marker.name for marker in markers] == ["Gaza"]
    ground = finished(naming(with_event, view, made_up.plain_locate, made_up.plain_measure, [land], made_up.FRAME))
    labels, _ = compose_labels(view, made_up.plain_measure, markers, (), made_up.FRAME, ground)
    assert [label.text for label in labels] == ["Gaza"]


def test_a_strait_too_narrow_for_its_name_has_none_and_a_large_sea_is_named_all_the_same() -> None:
    shores: list[Box] = [(0, 0, 600, 190), (0, 210, 600, 400)]
    walls: list[Box] = [(0, 190, 290, 210), (310, 190, 600, 210)]
    assert named((sea_at(300, 200, "A narrow strait", 3),), [*shores, *walls]) == ()
    assert [label.text for label in named((sea_at(300, 200, "A large sea", 1),), [*shores, *walls])] == ["A large sea"]
    assert len(named((sea_at(300, 200, "A narrow strait", 3),), [])) == 1


def test_the_arctic_view_names_seas_from_farther_off_than_the_world_does() -> None:
    sea = Sea("barents", {"en": "Barents Sea"}, (40.0, 74.3), 1)
    found = {}
    for projection in ("arctic", "equal-earth"):
        port = Viewport(projection_of(projection, (11.0, 0.0)), (11.0, 60.0) if projection != "arctic" else (0.0, 90.0), 1.3, 900, 900)
        view = View(
            instant=700_000, zoom=1.3, language="en", projection=projection, hidden_layers=frozenset({"names", "places", "graticule"})
        )
        grid = ZoneGrid(np.full((90, 90), -1, dtype=np.int32), STEP, np.zeros(1, dtype=np.int32), port)
        frame = (0.0, 0.0, 900.0, 900.0)
        ground = finished(naming(made_up.atlas(seas=(sea,)), view, port.pixels_of, made_up.plain_measure, LandSpots.on(grid, []), frame))
        found[projection] = [(label.text, label.size < 13.0) for _, label in ground.names]
    assert found == {"arctic": [("Barents Sea", True)], "equal-earth": []}


def test_a_sea_whose_middle_is_out_of_view_is_named_at_another_of_its_points_and_once() -> None:
    far, near = sea_at(-900, 200, "Ocean", 0), (sea_at(420, 260), sea_at(180, 80))
    assert named((far,), []) == ()
    also = tuple(point.lonlat for point in near)
    [label] = named((replace(far, also=also),), [])
    assert (label.x, label.y) == pytest.approx((420, 260), abs=1)
    [label] = named((replace(far, lonlat=sea_at(300, 200).lonlat, also=also),), [])
    assert (label.x, label.y) == pytest.approx((300, 200), abs=1)


def test_a_sea_is_named_at_another_of_its_points_where_its_first_leaves_no_room() -> None:
    sea = replace(sea_at(300, 200, "Narrow", 3), also=(sea_at(450, 300).lonlat,))
    [label] = named((sea,), [(200, 100, 290, 300), (310, 100, 400, 300)])
    assert (label.x, label.y) == pytest.approx((450, 300), abs=1)


def test_an_ocean_goes_in_two_lines_sooner_than_over_land() -> None:
    shores: list[Box] = [(0, 0, 230, 400), (370, 0, 600, 400)]
    labels = named((sea_at(300, 200, "Boundless Ocean", 0),), shores)
    assert [label.text for label in labels] == ["Boundless", "Ocean"]
    assert all(label.slanted and label.water for label in labels)
    assert named((sea_at(300, 200, "Boundless Ocean", 0),), [(0, 0, 290, 400), (310, 0, 600, 400)]) == ()
    [label] = named((sea_at(300, 200, "Boundless Ocean", 0),), [])
    assert label.text == "Boundless Ocean"
