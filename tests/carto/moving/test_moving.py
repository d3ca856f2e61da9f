"""Hands on the map: what was taken hold of stays under the pointer, on every projection, turned or not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from viewer.carto.moving.fit import fit_points
from viewer.carto.moving.moving import boxed, carried, into_sight, refitted, rotated, zoomed_about
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import PROJECTIONS, View

NAMES = st.sampled_from(PROJECTIONS)
TURNS = st.sampled_from([0.0, 0.0, 40.0, -135.0])


def place(view: View) -> Viewport:
    return Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, 1000, 700, 1.5, (20, -10), rotation=view.rotation)


def off(view: View, anchor: tuple[float, float], point: tuple[float, float]) -> float:
    at = place(view).pixel_of(anchor)
    return math.inf if at is None else math.hypot(at[0] - point[0], at[1] - point[1])


@given(
    name=NAMES,
    centre=st.tuples(st.floats(-180, 180), st.floats(-45, 45)),
    zoom=st.floats(1, 6),
    turn=TURNS,
    x=st.floats(380, 660),
    y=st.floats(260, 420),
    dx=st.floats(-60, 60),
    dy=st.floats(-60, 60),
)
def test_what_was_taken_hold_of_stays_under_the_pointer(
    name: str, centre: tuple[float, float], zoom: float, turn: float, x: float, y: float, dx: float, dy: float
) -> None:
    start = View(projection=name, centre=centre if name != "arctic" else (centre[0], 75.0), zoom=zoom, rotation=turn)
    anchor = place(start).lonlat_of(x, y)
    assume(anchor is not None)
    assert anchor is not None
    view = carried(start, place, anchor, (x + dx, y + dy))
    # The text form carries the centre to a thousandth of a degree. Where a pole is in the way, the map stops there.
    assert off(view, anchor, (x + dx, y + dy)) < 0.02 * 2**zoom or abs(view.centre[1]) > 89.9 or abs(anchor[1]) > 60


@given(name=NAMES, zoom=st.floats(2, 6), turn=TURNS, x=st.floats(300, 700), y=st.floats(250, 450), steps=st.floats(-0.8, 2))
def test_zooming_keeps_what_lies_under_the_pointer(name: str, zoom: float, turn: float, x: float, y: float, steps: float) -> None:
    start = View(projection=name, centre=(15.0, 80.0 if name == "arctic" else 30.0), zoom=zoom, rotation=turn)
    anchor = place(start).lonlat_of(x, y)
    assume(anchor is not None)
    assert anchor is not None
    view = zoomed_about(start, place, (x, y), steps)
    assert view.zoom == pytest.approx(zoom + steps, abs=0.001)
    assert off(view, anchor, (x, y)) < 0.02 * 2**view.zoom or abs(anchor[1]) > 60


def test_dragging_the_world_east_rolls_it_to_the_pacific() -> None:
    view = View()
    for _ in range(6):
        anchor = place(view).lonlat_of(700, 340)
        assert anchor is not None
        view = carried(view, place, anchor, (600, 340))
    lon = view.centre[0]
    assert lon > 150 or lon < -120
    port = place(view)
    assert port.projection.centre[0] == pytest.approx(lon)
    japan = port.pixel_of((139.7, 35.7))
    assert japan is not None
    assert 100 < japan[0] < 900


def test_a_world_that_was_recentred_stays_so_on_another_size() -> None:
    view = refitted(View(centre=(-150.0, 0.0), zoom=0.0), (1000, 700), (500, 350), cut=False)
    assert view.centre[0] == -150.0


def test_turning_goes_round() -> None:
    view = View()
    for _ in range(24):
        view = rotated(view, 15.0)
    assert view == View()
    assert rotated(view, 200.0).rotation == -160.0
    assert View.parse(rotated(view, 22.5).text()) == rotated(view, 22.5)


def test_a_box_fills_the_picture() -> None:
    view = View(projection="laea", centre=(15.0, 50.0), zoom=3.0)
    port = place(view)
    corner = port.lonlat_of(600, 200)
    assert corner is not None
    found = boxed(view, port, (600, 200, 700, 270), (1000, 700))
    assert found.zoom == pytest.approx(3.0 + math.log2(10), abs=0.01)
    assert boxed(view, port, (600, 200, 600.5, 270), (1000, 700)) == view, "a box of nothing is a click"
    at = place(found).pixel_of(corner)
    assert math.hypot(at[0] - 20, at[1] + 10) < 90, "the corner of the box is the corner of the picture, but for the new centre's north"


@given(x=st.floats(-50, 1050), y=st.floats(-50, 750), corner=st.sampled_from([(0, 0), (280, 250), (280, 600), (700, 300)]))
def test_a_place_comes_into_sight_with_room_about_it_and_clear_of_the_legend(x: float, y: float, corner: tuple[int, int]) -> None:
    free, reach = (20.0, 40.0, 980.0, 700.0), (200.0, 120.0)
    dx, dy = into_sight((x, y), reach, free, corner)
    at = (x + dx, y + dy)
    assert 220.0 <= at[0] <= 780.0
    assert 160.0 <= at[1] <= 580.0
    covered = at[0] - reach[0] < 20 + corner[0] and at[1] + reach[1] > 700 - corner[1]
    assert not (corner[0] and covered)
    assert into_sight(at, reach, free, corner) == pytest.approx((0.0, 0.0), abs=1e-9)


def test_a_place_that_is_in_sight_does_not_move_the_map() -> None:
    assert into_sight((500.0, 300.0), (200.0, 120.0), (20.0, 40.0, 980.0, 700.0), (280, 250)) == (0.0, 0.0)
    assert into_sight((500.0, 300.0), (200.0, 120.0), (0.0, 0.0, 100.0, 100.0), (0, 0)) == (-450.0, -250.0), "no room: to the middle"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("room", [(-40.0, 300.0), (0.0, 300.0), (200.0, -5.0)])
def test_places_are_shown_from_afar_where_the_map_has_no_room(room: tuple[float, float]) -> None:
    points = np.array([(13.4, 52.5), (2.3, 48.9)])
    assert fit_points(View(zoom=3.0), points, room, 500.0).zoom < -1.0
