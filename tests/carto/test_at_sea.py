"""Stacks give way to the Iron Curtain on a map of the world: they stand on open sea, apart, and none else moves."""

from __future__ import annotations

import made_up
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.at_sea import off_the_line
from viewer.carto.boxes import boxes_of, touching
from viewer.carto.events.markers import APART, Marker, compose_markers, radius
from viewer.carto.names.labels import NO_GROUND, Ground
from viewer.carto.names.land_names import LandSpots, ZoneGrid
from viewer.carto.names.sea_names import land_share
from viewer.carto.names.soil import Soil
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.time import day_of

WIDE, HIGH, STEP = 600, 400, 10.0
FRAME = (0.0, 0.0, float(WIDE), float(HIGH))
VIEW = View(instant=day_of("1962-10-22"), zoom=0.5)
CELLS = np.full((HIGH // 10, WIDE // 10), -1, dtype=np.int32)
CELLS[12:28, 22:40] = 0
"""Land from 220 to 400 across and 120 to 280 down, sea about it."""
GRID = ZoneGrid(CELLS, STEP, np.zeros(1, dtype=np.int32), Viewport(projection_of("equal-earth", (0.0, 0.0)), (0.0, 0.0), 0.5, WIDE, HIGH))
LINE = boxes_of([(x - 6.0, 200.0 - 6.0, x + 6.0, 200.0 + 6.0) for x in range(240, 390, 8)])
GROUND = Ground(lines=LINE, soil=Soil(LandSpots.on(GRID, [])))
POINTS = st.lists(st.tuples(st.integers(225, 395), st.integers(125, 275)), min_size=1, max_size=9, unique=True)


def stacks(points: list[tuple[int, int]]) -> tuple[Marker, ...]:
    places = [made_up.place(f"p{n}", (float(x), float(y)), f"Town {n}") for n, (x, y) in enumerate(points)]
    events = [made_up.event(f"e{n}", "1962-10-22", place.id) for n, place in enumerate(places)]
    atlas = made_up.atlas(places=places, events=events)
    return compose_markers(atlas, VIEW, made_up.plain_locate, FRAME)


def box(marker: Marker) -> np.ndarray:  # type: ignore[type-arg]
    size = radius(VIEW.zoom)
    return boxes_of([(marker.x - size, marker.y - size, marker.x + size, marker.y + size)])


def test_a_stack_on_the_line_stands_at_sea_and_tells_its_place() -> None:
    [before] = stacks([(300, 205)])
    [after] = off_the_line((before,), GROUND, VIEW.zoom, FRAME)
    assert after.moved
    assert after.at == before.at
    assert not touching(box(after), LINE).any()
    assert land_share(GRID, box(after))[0] < 0.05


def test_it_stays_where_it_is_beside_the_line_nearer_or_where_the_sea_is_not_known() -> None:
    beside, on = stacks([(300, 150)]), stacks([(300, 205)])
    assert off_the_line(beside, GROUND, VIEW.zoom, FRAME) == beside
    assert off_the_line(on, GROUND, 3.0, FRAME) == on
    assert off_the_line(on, NO_GROUND, VIEW.zoom, FRAME) == on
    assert off_the_line(on, GROUND, VIEW.zoom, (215.0, 115.0, 405.0, 285.0)) == on, "no sea is in sight"


def test_it_keeps_off_what_covers_the_map() -> None:
    on = stacks([(240, 205)])
    [first] = off_the_line(on, GROUND, VIEW.zoom, FRAME)
    panel = (0.0, 100.0, 218.0, 300.0)
    [second] = off_the_line(on, GROUND, VIEW.zoom, FRAME, [panel])
    assert touching(box(first), boxes_of([panel])).any()
    assert not touching(box(second), boxes_of([panel])).any()


@given(POINTS)
def test_those_that_move_keep_apart_and_the_others_stay(points: list[tuple[int, int]]) -> None:
    before = stacks(points)
    after = off_the_line(before, GROUND, VIEW.zoom, FRAME)
    assert [marker.key for marker in after] == [marker.key for marker in before]
    moved = [(old, new) for old, new in zip(before, after, strict=True) if (old.x, old.y) != (new.x, new.y)]
    for old, new in moved:
        assert touching(box(old), LINE).any()
        assert all(np.hypot(new.x - one.x, new.y - one.y) >= APART - 1e-6 for one in after if one is not new)
