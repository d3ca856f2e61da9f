"""Lands by the sea whose names find no room: off their shores, with leaders that end on them and cross no other land."""

from __future__ import annotations

import made_up
import numpy as np
import pytest
from numpy.typing import NDArray

from viewer.carto.boxes import NO_BOXES
from viewer.carto.names import labels
from viewer.carto.names.land_candidates import finding_wishes
from viewer.carto.names.land_leaders import led_places
from viewer.carto.names.land_names import LandSpots, ZoneGrid, land_spots
from viewer.carto.names.placement import Label, Wish, rooms_of
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.stepwise import finished
from viewer.model.time import day_of

DAY = day_of("1950-05-01")
FRAME = (0.0, 0.0, 600.0, 400.0)
STEP = 10.0
PORT = Viewport(projection_of("laea", (15.0, 50.0)), (15.0, 50.0), 4.0, 600, 400)
ATLAS = made_up.atlas(areas=[100.0] * 3, polities=[made_up.polity(f"s{n}", f"Land {n}") for n in range(3)], holders=range(3))
COAST = ["." * 30 + "0" * 30] * 18 + ["." * 30 + "1111" + "0" * 26] * 4 + ["." * 30 + "0" * 30] * 18


def found_on(rows: list[str]) -> LandSpots:
    cells = np.array([[-1 if cell == "." else int(cell) for cell in row] for row in rows], dtype=np.int32)
    return land_spots(ATLAS, DAY, ZoneGrid(cells, STEP, np.arange(3, dtype=np.int32), PORT), FRAME)


def cells_along(spots: LandSpots, line: NDArray[np.float64]) -> list[int]:
    assert spots.grid is not None
    return [int(spots.grid.cells[int(y // STEP), int(x // STEP)]) for x, y in line]


def test_a_land_on_a_coast_is_named_on_the_water_before_it() -> None:
    spots = found_on(COAST)
    number = [spot.polity for spot in spots].index(1)
    [places] = led_places(spots, [number], [(60.0, 13.0)], spots.found_at[[number]])
    assert places
    for place in places:
        assert place.at[0] + 30 <= 300, "all of the name lies on the water"
        begin, end = np.array(place.leader).reshape(2, 2) + place.at
        assert cells_along(spots, end[None]) == [1], "it ends on its land"
        assert set(cells_along(spots, begin + (end - begin) * np.linspace(0, 1, 20)[:, None])) <= {-1, 1}


def test_an_inland_one_is_not() -> None:
    inland = ["0" * 60] * 18 + ["0" * 28 + "1111" + "0" * 28] * 4 + ["0" * 60] * 18
    spots = found_on(inland)
    number = [spot.polity for spot in spots].index(1)
    assert led_places(spots, [number], [(60.0, 13.0)], spots.found_at[[number]]) == [()]


def test_a_leader_is_the_last_way_and_none_for_what_is_large() -> None:
    spots = found_on(COAST)
    view = View(instant=DAY, zoom=2.0, language="en")
    chains = {wish.label.text: wish.chain() for wish in finished(finding_wishes(ATLAS, view, PORT.pixels_of, made_up.plain_measure, spots))}
    led = [one.label.leader is not None for one in chains["Land 1"]]
    assert led == sorted(led)
    assert led[-1]
    assert not any(one.label.leader for one in chains["Land 0"])


@pytest.mark.parametrize("seed", range(12))
def test_no_leader_crosses_the_land_of_others(seed: int) -> None:
    draw = np.random.default_rng(seed)
    islands = np.kron(draw.choice([-1, -1, 0, 1, 2], (8, 12)), np.ones((5, 5), dtype=np.int64))
    spots = found_on(["".join("." if cell < 0 else str(cell) for cell in row) for row in islands.tolist()])
    numbers = list(range(len(spots)))
    for number, places in zip(numbers, led_places(spots, numbers, [(24.0, 11.0)] * len(numbers), spots.found_at), strict=True):
        for place in places:
            begin, end = np.array(place.leader).reshape(2, 2) + place.at
            way = cells_along(spots, begin + (end - begin) * np.linspace(0, 0.9, 12)[:, None])
            assert way[0] == -1
            assert sum(cell not in {-1, spots[number].polity} for cell in way) <= 1, "it may touch the corner of a cell"


@pytest.mark.parametrize("free", [True, False])
def test_a_name_off_a_shore_takes_no_room_from_one_that_needs_none(free: bool) -> None:
    """The larger land comes first, but it is the smaller one whose name lies where the other one's would."""
    led = Wish((3.5, -900.0), Label("Mozambique", 0, 0, 10.0, leader=(-30.0, 0.0, -60.0, 0.0)), ((300.0, 200.0),), 60.0, 13.0)
    plain = Wish((5.0, -500.0), Label("Tanganyika", 0, 0, 10.0), ((300.0, 350.0 if free else 205.0),), 60.0, 13.0)
    ordered = [led, plain]
    ground = finished(labels._ground(ordered, rooms_of(ordered), NO_BOXES, FRAME))
    assert [label.text for _, label in ground.names] == (["Mozambique", "Tanganyika"] if free else ["Tanganyika"])
    assert len(ground.shapes.bounds) == len(ground.names)
