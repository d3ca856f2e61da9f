"""Where lands are named: deep inside of what is seen of them, with room for the name, and only on land of their own."""

from __future__ import annotations

from dataclasses import replace

import made_up
import numpy as np
import pytest

from viewer.carto.names.land_candidates import finding_wishes
from viewer.carto.names.land_cells import MIDDLING
from viewer.carto.names.land_names import LandSpot, ZoneGrid, land_spots
from viewer.carto.names.placement import Label, Wish
from viewer.carto.names.two_lines import broken, told_as
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Dependency
from viewer.model.ledger import STATUSES, build_territory
from viewer.model.stepwise import finished
from viewer.model.time import ALWAYS, day_of

DAY = day_of("1945-05-01")
FRAME = (0.0, 0.0, 600.0, 400.0)
STEP = 10.0
PORT = Viewport(projection_of("laea", (15.0, 50.0)), (15.0, 50.0), 4.0, 600, 400)


def atlas_of(*held: tuple[int, str]) -> Atlas:
    """Two states; unit u is held as told: (polity, status)."""
    atlas: Atlas = made_up.atlas(
        areas=[100.0] * len(held), polities=[made_up.polity("winner"), made_up.polity("regime")], holders=[0] * len(held)
    )
    opening = [(holder, STATUSES.index(status)) for holder, status in held]
    return replace(atlas, territory=build_territory(len(held), opening, [(0, DAY + 900, held[0][0], 0, 0)], (), ()))


def grid_of(cells: list[str]) -> ZoneGrid:
    """A grid drawn in letters: each digit is a unit, a dot is sea."""
    rows = [[-1 if cell == "." else int(cell) for cell in row] for row in cells]
    zones = np.array(rows, dtype=np.int32)
    return ZoneGrid(zones, STEP, np.arange(zones.max() + 1, dtype=np.int32), PORT)


def pixels(spot: LandSpot) -> tuple[float, float]:
    at = PORT.pixel_of(spot.lonlat)
    assert at is not None
    return at


HALVES = ["." * 40] + ["." + "0" * 18 + "1" * 18 + "..."] * 12 + ["." * 40]


@pytest.mark.parametrize(("status", "named"), [("full", (100.0, 370.0)), ("annexed", (100.0, 370.0)), ("occupied", (10.0, 190.0))])
def test_a_state_is_not_named_on_land_that_it_occupies(status: str, named: tuple[float, float]) -> None:
    [spot] = land_spots(atlas_of((0, "full"), (0, status)), DAY, grid_of(HALVES), FRAME)
    assert spot.polity == 0
    assert named[0] <= pixels(spot)[0] <= named[1]
    assert spot.area == pytest.approx((18 if status == "occupied" else 36) * 12 * STEP**2)


@pytest.mark.parametrize(("own", "whole"), [(1.0, True), (50.0, False)])
def test_a_union_is_named_as_a_whole_unless_it_has_a_home_of_its_own(own: float, whole: bool) -> None:
    union, part = made_up.polity("union"), replace(made_up.polity("part"), answers_to=(Dependency(ALWAYS, "union", "part"),))
    atlas = made_up.atlas(areas=[own, 1000.0], polities=[union, part], holders=[0, 1])
    cells = ["." * 40] + [".." + "00" + "1" * 34 + ".."] * 12 + ["." * 40]
    spots = {spot.polity: spot.area for spot in land_spots(atlas, DAY, grid_of(cells), FRAME, parts=False)}
    assert spots == pytest.approx({0: 36 * 12 * STEP**2} if whole else {0: 2 * 12 * STEP**2, 1: 34 * 12 * STEP**2})


def test_a_regime_that_holds_nothing_but_occupied_land_is_named_there() -> None:
    spots = land_spots(atlas_of((0, "full"), (1, "occupied")), DAY, grid_of(HALVES), FRAME)
    assert [spot.polity for spot in spots] == [0, 1]


def test_more_places_for_a_name_tell_how_much_of_its_own_land_is_about_them() -> None:
    """A broad land with an arm of three cells: no place in the arm has room for a broad name."""
    cells = ["." * 40] + ["." + "0" * 30 + "." * 9] * 10 + ["." * 14 + "000" + "." * 23] * 14
    [spot] = land_spots(atlas_of((0, "full")), DAY, grid_of(cells), FRAME)
    assert len(spot.others) >= 2
    for number, (lon, lat, room) in enumerate(spot.others):
        at = PORT.pixel_of((lon, lat))
        assert at is not None
        assert at[1] <= 110 or (number >= MIDDLING and room <= 30), "in the arm only at last, with the room there is"
        assert at[0] - room / 2 >= 10 - STEP
        assert at[0] + room / 2 <= 310 + STEP


def test_a_point_of_land_among_others_is_no_land_that_is_seen() -> None:
    """A cell of the picture that a tiny state has hit by chance; an island of one cell is named, it lies by itself."""
    cells = ["." * 40] + ["." + "0" * 8 + "1" + "0" * 20 + "." * 10] * 1 + ["." + "0" * 29 + "." * 10] * 8 + ["." * 40]
    assert [spot.polity for spot in land_spots(atlas_of((0, "full"), (1, "full")), DAY, grid_of(cells), FRAME)] == [0]
    island = ["." * 40, "." * 20 + "1" + "." * 19] + ["." * 40] * 2 + ["." + "0" * 29 + "." * 10] * 8
    assert [spot.polity for spot in land_spots(atlas_of((0, "full"), (1, "full")), DAY, grid_of(island), FRAME)] == [0, 1]


def test_no_name_is_moved_onto_the_land_of_others() -> None:
    """A strip of land between another's land and the sea: its name may hang over the sea, not over the other."""
    cells = ["." * 40] + ["." + "0" * 30 + "." * 9] * 6 + ["." + "1" * 30 + "." * 9] * 3 + ["." * 40] * 4
    atlas = atlas_of((0, "full"), (1, "full"))
    spots = land_spots(atlas, DAY, grid_of(cells), FRAME)
    view = View(instant=DAY, zoom=4.0, language="en")
    wishes = finished(finding_wishes(atlas, view, PORT.pixels_of, made_up.plain_measure, spots))
    for wish in wishes:
        if wish.label.text.casefold() == "regime":
            assert all(y >= 70 for one in wish.chain() for _, y in one.spots)
            assert any(y > 100 for one in wish.chain() for _, y in one.spots), "over the sea it may"
            break
    else:
        raise AssertionError("the strip is named")
    middles = [(100.0, 85.0), (100.0, 30.0), (100.0, 115.0), (-50.0, 30.0), (100.0, 70.0), (360.0, 85.0)]
    under = spots.under(np.full(6, 1), np.array([(*at, 20.0, 5.0) for at in middles]), np.full(6, fill_value=True))
    assert under is not None
    foreign, land = under
    assert foreign.tolist() == [0.0, 1.0, 0.0, 0.0, 0.5, 0.0], "own land, another's, the sea, off the picture, across the border, the sea"
    assert land.tolist() == [1.0, 1.0, 0.0, 1.0, 1.0, 0.0], "off the picture there may be land"


def test_where_all_that_is_seen_are_points_beside_one_another_none_is_named() -> None:
    cells = ["." * 20, ".....01.............", "." * 20]
    assert list(land_spots(atlas_of((0, "full"), (1, "full")), DAY, grid_of(cells), FRAME)) == []


def named(cells: list[str], names: list[str], language: str = "en", zoom: float = 2.0, *, power: bool = False) -> dict[int, Wish]:
    """The wishes for the names of states, one a unit, by the number of the state."""
    polities = [replace(made_up.polity(f"s{number}", name), power=(ALWAYS,) if power else ()) for number, name in enumerate(names)]
    atlas = made_up.atlas(areas=[100.0] * len(names), polities=polities, holders=range(len(names)))
    spots = land_spots(atlas, DAY, grid_of(cells), FRAME)
    view = View(instant=DAY, zoom=zoom, language=language)
    found = finished(finding_wishes(atlas, view, PORT.pixels_of, made_up.plain_measure, spots))
    return {names.index(told_as(wish.label)): wish for wish in found}


def test_a_name_too_long_for_its_land_is_set_in_two_lines() -> None:
    """A land of 70 px among others: its name is 100 px long in one line."""
    cells = ["0" * 20 + "1" * 7 + "2" * 13] * 20
    wish = named(cells, ["West", "Congo (Brazzaville)", "East"])[1]
    assert "\n" in wish.label.text
    assert wish.label.text.split("\n") == ["Congo", "(Brazzaville)"]
    assert all(200 <= x <= 270 for x, _ in wish.spots)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("United Kingdom", ("United", "Kingdom")),
        ("Austria-Hungary", ("Austria-", "Hungary")),
        ("コンゴ（ブラザビル）", ("コンゴ", "（ブラザビル）")),
        ("イギリス占領地区", ("イギリス", "占領地区")),
        ("Netherlands", ("Netherlands",)),
        ("St V", ("St V",)),
        ("", ("",)),
    ],
)
def test_a_name_is_broken_where_a_reader_would(name: str, lines: tuple[str, ...]) -> None:
    assert broken(name) == lines
    assert told_as(Label("\n".join(lines), 0, 0, 10)) == name


def test_the_name_of_a_small_land_by_the_sea_stands_on_the_water_rather_than_on_another_land() -> None:
    coast = "." * 15 + "0" * 25
    cells = [coast] * 8 + ["." * 15 + "11" + "0" * 23] * 2 + [coast] * 10
    wish = named(cells, ["Large", "Netherlands"])[1]
    assert wish.spots
    for one in wish.chain():
        wide = one.width - 6
        assert all(x + wide / 2 <= 170 + 0.21 * wide for x, _ in one.spots), "no more than a fifth of it"


def test_a_small_land_among_others_is_not_named_across_their_land() -> None:
    """One of 30 px among others, far from the sea: its name is twice as long."""
    cells = ["0" * 19 + "0" * 21] * 8 + ["0" * 18 + "111" + "0" * 19] * 3 + ["0" * 40] * 9
    assert 1 not in named(cells, ["Large", "Liechtenstein"])


def test_names_move_with_their_lands_when_the_map_has_moved_since() -> None:
    cells = ["." * 40] + ["." + "0" * 30 + "." * 9] * 12 + ["." * 40] * 6
    atlas = atlas_of((0, "full"), (1, "full"))
    spots = land_spots(atlas, DAY, grid_of(cells), FRAME)
    view = View(instant=DAY, zoom=4.0, language="en")
    [before] = finished(finding_wishes(atlas, view, PORT.pixels_of, made_up.plain_measure, spots))
    moved = Viewport(PORT.projection, PORT.centre, PORT.zoom, 600, 400, offset=(40.0, -10.0))
    [after] = finished(finding_wishes(atlas, view, moved.pixels_of, made_up.plain_measure, spots))
    assert after.label == before.label
    for (x, y), (u, v) in zip(before.spots, after.spots, strict=True):
        assert (u - x, v - y) == pytest.approx((40.0, -10.0), abs=1e-6)


@pytest.mark.parametrize("power", [True, False], ids=["power", "large"])
def test_the_name_of_a_large_land_hangs_over_its_coast_last_of_all(power: bool) -> None:
    """A land of 130 by 120 px between two seas: places that lie on it come first, in one line or two, then those over the coast."""
    cells = ["." * 40] * 4 + ["." * 13 + "0" * 13 + "." * 14] * 12 + ["." * 40] * 4
    wish = named(cells, ["United States"], power=(ALWAYS,) if power else ())[0]

    def hangs(one: Wish, x: float) -> bool:
        wide = (one.width - 6) * (0.19 if power else 0.38)  # the part of it to one side of what must lie on land
        return x - one.width / 2 + 3 < 130 - wide or x + one.width / 2 - 3 > 260 + wide

    order = [hangs(one, x) for one in wish.chain() for x, _ in one.spots]
    assert not order[0]
    assert order == sorted(order), "all that lie on land, then those that hang over"


def test_a_middling_land_is_named_small_where_it_can_t_be_otherwise() -> None:
    cells = ["0" * 15 + "1" * 6 + "0" * 19] * 5 + ["0" * 40] * 15
    sizes = [one.label.size for one in named(cells, ["Large", "Hungary"])[1].chain()]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 9.5
    assert all(one.label.size > 9.5 for one in named(cells, ["Large", "Hungary"])[0].chain()), "not a large one"
    tiny = ["0" * 15 + "111" + "0" * 22] * 3 + ["0" * 40] * 17
    assert all(one.label.size > 9.5 for wish in named(tiny, ["Large", "Malta"]).values() for one in wish.chain())


@pytest.mark.parametrize(("whole_km2", "named"), [(100.0, True), (3_000_000.0, False)])
def test_an_islet_of_a_land_that_lies_elsewhere_is_not_named(whole_km2: float, named: bool) -> None:
    cells = ["." * 40, "." * 20 + "1" + "." * 19] + ["." * 40] * 2 + ["." + "0" * 29 + "." * 10] * 8
    atlas = made_up.atlas(areas=[100.0, whole_km2], polities=[made_up.polity("near"), made_up.polity("far")], holders=[0, 1])
    assert (1 in [spot.polity for spot in land_spots(atlas, DAY, grid_of(cells), FRAME)]) == named
