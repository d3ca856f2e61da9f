"""Seas along their axis: turned where straight letters would run over the shores, and never where these have room."""

from __future__ import annotations

import made_up
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.carto.names.curves import places_along
from viewer.carto.names.labels import naming
from viewer.carto.names.land_names import LandSpots, Water, ZoneGrid
from viewer.carto.names.placement import Label, Wish
from viewer.carto.names.sea_axes import steepest, turned
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.entities import Sea
from viewer.model.stepwise import finished

STEP = 5.0
ROWS, COLUMNS = np.mgrid[0:80, 0:120]
X, Y = (COLUMNS + 0.5) * STEP, (ROWS + 0.5) * STEP
MIDDLE = np.array([[300.0, 200.0]])
PORT = Viewport(projection_of("laea", (15.0, 40.0)), (15.0, 40.0), 4.0, 600, 400)


def channel(degrees: float, half: float) -> Water:
    """A channel through the middle of a picture of 600 by 400 px, that runs in a direction (clockwise)."""
    along = np.radians(degrees)
    off = -(X - 300) * np.sin(along) + (Y - 200) * np.cos(along)
    return Water(np.abs(off) < half, STEP)


def wish(text: str = "Adriatic Sea", size: float = 11.0) -> Wish:
    return Wish((4.0, 2), Label(text, 0, 0, size, water=True), ((300.0, 200.0),), len(text) * size * 0.62 + 6, size * 1.3)


def on_land(name: Wish, water: Water) -> NDArray[np.bool_]:
    points = places_along(name.width - 6, name.label.angle, name.label.bend, np.linspace(-0.5, 0.5, 15)) + name.spots[0]
    found: NDArray[np.bool_] = ~water.cells[(points[:, 1] // STEP).astype(int), (points[:, 0] // STEP).astype(int)]
    return found


@pytest.mark.parametrize("degrees", [-45, -32, -20, 20, 32, 45])
def test_a_name_runs_along_a_channel(degrees: float) -> None:
    water = channel(degrees, 18.0)
    [found] = turned([wish()], MIDDLE, np.zeros(1), water)
    assert found.label.angle == pytest.approx(degrees, abs=14.0), "as near to it as it need be"
    assert found.label.angle * degrees > 0
    assert not on_land(found, water).any()


def test_a_name_stays_straight_where_it_has_room() -> None:
    assert turned([wish()], MIDDLE, np.zeros(1), Water(np.ones((80, 120), dtype=np.bool_), STEP)) == []
    assert turned([wish()], MIDDLE, np.zeros(1), channel(0.0, 22.0)) == []
    assert turned([wish()], MIDDLE, np.zeros(1), channel(40.0, 160.0)) == []


def test_no_name_is_turned_where_it_would_not_lie_on_water_either() -> None:
    assert turned([wish()], MIDDLE, np.zeros(1), channel(90.0, 12.0)) == []
    assert turned([wish()], MIDDLE, np.zeros(1), Water(np.zeros((80, 120), dtype=np.bool_), STEP)) == []
    assert turned([wish()], np.empty((0, 2)), np.empty(0), channel(45.0, 22.0)) == []


def test_a_name_is_bent_over_a_bow_of_water() -> None:
    radius = 110.0
    away = np.hypot(X - 300, Y - 200 - radius)
    water = Water(np.abs(away - radius) < 16.0, STEP)
    at = np.array([[300.0 + radius * np.sin(0.55), 200.0 + radius * (1 - np.cos(0.55))]])
    [found] = turned([wish()], at, np.zeros(1), water)
    assert found.label.angle > 0
    assert found.label.bend > 0, "it goes over like the bow"


@given(st.floats(-90, 90), st.floats(10, 60), st.sampled_from(["Red Sea", "間宮海峡", "アドリア海", "Adriatic Sea"]))
def test_no_name_is_steep(degrees: float, half: float, text: str) -> None:
    for found in turned([wish(text)], MIDDLE, np.zeros(1), channel(degrees, half)):
        assert abs(found.label.angle) <= steepest(text) < 50
        assert abs(found.label.angle) + abs(found.label.bend) / 2 < 60
    assert steepest("アドリア海") < steepest("Adriatic Sea")


@pytest.mark.parametrize(("language", "angles"), [("en", [45.0, 0.0]), ("en+ja", [0.0])])
def test_a_sea_in_a_channel_is_turned_on_the_map_but_not_with_a_second_line(language: str, angles: list[float]) -> None:
    water = channel(45.0, 24.0)
    cells = np.where(water.cells[1::2, 1::2], -1, 0).astype(np.int32)
    grid = ZoneGrid(cells, 2 * STEP, np.zeros(1, dtype=np.int32), PORT, water)
    sea = Sea("adriatic", {"en": "Adriatic Sea", "ja": "アドリア海"}, (15.0, 40.0), 1)
    view = View(instant=700_000, zoom=4.0, language="en", names=language, hidden_layers=frozenset({"names", "places"}))
    atlas, frame = made_up.atlas(seas=(sea,)), (0.0, 0.0, 600.0, 400.0)
    ground = finished(naming(atlas, view, PORT.pixels_of, made_up.plain_measure, LandSpots.on(grid, []), frame))
    [(head, _)] = ground.names
    assert sorted({one.label.angle for one in head.chain()}, reverse=True) == angles


def test_the_atlas_may_say_in_which_direction_a_sea_runs() -> None:
    """It is asked for on the earth: in which direction on the picture depends on how the map is turned."""
    bay = Water(np.hypot((X - 300) / 1.2, Y - 200) < 46.0, STEP)
    assert turned([wish()], MIDDLE, np.zeros(1), bay) == []
    for degrees, wanted in ((30.0, 30.0), (-55.0, -steepest("Adriatic Sea"))):
        [found] = turned([wish()], MIDDLE, np.zeros(1), channel(degrees, 18.0), asked=degrees)
        assert found.label.angle == pytest.approx(wanted)


def test_a_name_is_set_closer_before_it_is_turned_unless_the_atlas_asks_for_it() -> None:
    water = Water((np.abs(X - 300) < 78) & (np.abs(-(X - 300) + (Y - 200)) < 62), STEP)
    wide, close = wish("Adriatic Sea", 15.0), wish("Adriatic Sea", 10.0)
    [found] = turned([wide, close], MIDDLE, np.zeros(1), water)
    assert (found.label.size, found.label.angle) == (10.0, 0.0)
    [first, *_] = turned([wide, close], MIDDLE, np.zeros(1), water, asked=45.0)
    assert first.label.angle == pytest.approx(45.0)
