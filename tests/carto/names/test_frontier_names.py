"""Names of frontiers: each beside its line with a leader to it, on its own side of other lines, only on its days and from near by."""

from __future__ import annotations

from dataclasses import replace

import made_up
import numpy as np
import pytest

from viewer.carto.boxes import Box
from viewer.carto.names.frontier_names import FRONTIERS_FROM, frontier_wishes, ink_of_frontier
from viewer.carto.names.land_names import Water, ZoneGrid
from viewer.carto.names.placement import Wish
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import Path, compose_scene
from viewer.carto.view import View
from viewer.model.entities import Bloc, BlocGroup, Frontier, Leg, Membership, Route
from viewer.model.time import ALWAYS, Interval

FRAME: Box = made_up.FRAME
VIEW = View(instant=700_100, zoom=7.0, language="en")
WEST = Frontier("west", {"en": "As Westland has it"}, Interval(700_000, 710_000), ((400.0, 100.0), (400.0, 600.0)))
EAST = replace(WEST, id="east", names={"en": "As Eastland has it"}, points=((440.0, 100.0), (440.0, 600.0)))


def wishes(*lines: Frontier, view: View = VIEW, grid: ZoneGrid | None = None) -> list[Wish]:
    atlas = replace(made_up.atlas(), frontiers=lines)
    return frontier_wishes(atlas, view, made_up.plain_locate, made_up.plain_measure, FRAME, grid)


def test_each_of_two_lines_is_named_on_its_own_side_with_a_leader_to_it() -> None:
    west, east = wishes(WEST, EAST)
    for wish, x, side in ((west, 400.0, -1), (east, 440.0, 1)):
        assert wish.chain()
        for one in wish.chain():
            [(at_x, at_y)] = one.spots
            assert one.label.leader is not None
            begin, end = np.add(np.reshape(one.label.leader, (2, 2)), (at_x, at_y))
            assert end[0] == pytest.approx(x, abs=3), "it ends at its line"
            assert 98 <= end[1] <= 602
            crossed = 840 - x
            assert (begin[0] - crossed) * (end[0] - crossed) > 0 or not 100 < begin[1] < 600, "it crosses no other line"
            assert at_x + one.width / 2 < 400 or at_x - one.width / 2 > 440 or not 90 < at_y < 610
        assert (wish.spots[0][0] - 420) * side > 0


def test_a_frontier_is_named_on_its_days_from_near_by_and_where_enough_of_it_is_seen() -> None:
    assert len(wishes(WEST)) == 1
    assert wishes(WEST, view=VIEW.at(710_000)) == []
    assert wishes(WEST, view=VIEW.with_(zoom=FRONTIERS_FROM - 0.1)) == []
    assert wishes(WEST, view=VIEW.with_(hidden_layers=frozenset({"lines"}))) == []
    assert wishes(WEST, view=VIEW.with_(hidden_layers=frozenset({"names"}))) == []
    assert wishes(replace(WEST, points=((990.0, 100.0), (1300.0, 100.0)))) == []


def test_a_line_that_comes_to_the_sea_is_named_there() -> None:
    """Fine cells tell so: coarse ones know of no land here."""
    water = np.ones((140, 200), dtype=np.bool_)
    water[:116] = False
    port = Viewport(projection_of("laea", (15.0, 40.0)), (15.0, 40.0), 5.0, 1000, 700)
    coarse = np.full((70, 100), -1, dtype=np.int32)
    [wish] = wishes(WEST, grid=ZoneGrid(coarse, 10.0, np.zeros(1, dtype=np.int32), port, Water(water, 5.0)))
    assert wish.spots[0][1] > 580


def test_its_ink_is_that_of_the_bloc_of_whose_line_it_is() -> None:
    atlas = made_up.atlas(
        areas=[1.0, 1.0],
        polities=[made_up.polity("westland"), made_up.polity("lonely")],
        holders=[0, 1],
        blocs={"pact": Bloc("pact", {}, {}, "alliance", group="west")},
        groups=(BlocGroup("west", "west", "full", {"en": "West"}),),
        memberships=(Membership("pact", "westland", ALWAYS),),
    )
    inks = [ink_of_frontier(atlas, VIEW, replace(WEST, by=by)) for by in ("westland", "lonely", "")]
    assert inks == ["bloc:west", "ink2", "ink2"]


def test_a_line_at_sea_is_drawn_and_a_border_is_not() -> None:
    port = Viewport(projection_of("laea", (15.0, 40.0)), (15.0, 40.0), 5.0, 1000, 700)
    sea = replace(WEST, style="control", points=((14.0, 40.0), (16.0, 41.0)))
    view = View(instant=700_100, projection="laea", centre=(15.0, 40.0), zoom=5.0, language="en")

    def paths(line: Frontier, view: View = view) -> tuple[Path, ...]:
        return compose_scene(replace(made_up.atlas(), frontiers=(line,)), view, port, made_up.plain_measure).paths

    assert [path.ink for path in paths(sea)] == ["ink2"]
    assert paths(replace(sea, style="border")) == ()
    assert paths(sea, view.at(710_000)) == ()
    assert paths(sea, view.with_(hidden_layers=frozenset({"lines"}))) == ()


def test_no_name_lies_across_a_route() -> None:
    """The route runs to the right of the town, where its name would stand first."""
    start, town = made_up.place("start", (14.0, 40.0)), made_up.place("town", (15.0, 40.0), "Some Town")
    when = made_up.event("e", "1945-08-18", "town")
    leg = Leg(((15.0, 40.0), (16.5, 40.0), (16.5, 40.4)), when.when)
    day = when.when.start
    port = Viewport(projection_of("laea", (15.0, 40.0)), (15.0, 40.0), 6.0, 1000, 700)
    view = View(instant=day, projection="laea", centre=(15.0, 40.0), zoom=6.0, language="en")
    atlas = made_up.atlas(places=[start, town], events=[when])
    free = compose_scene(atlas, view, port, made_up.plain_measure)
    taken = compose_scene(replace(atlas, routes=(Route("r", {}, Interval(day, day + 9), (leg,)),)), view, port, made_up.plain_measure)
    [label] = free.labels
    assert label.y == pytest.approx(350, abs=2), "straight to the right"
    [label] = taken.labels
    assert len(taken.paths) == 1
    assert abs(label.y - 350) > 8 or label.x < 500
