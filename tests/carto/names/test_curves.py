"""Names that are turned or bent: where their letters run, and what they take."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.boxes import NO_BOXES, Box, Shapes, boxes_of, free_spots
from viewer.carto.names.curves import parts_of, places_along
from viewer.carto.names.placement import Label, Wish, rooms_of

FRAME: Box = (0.0, 0.0, 400.0, 300.0)
ANGLES, BENDS = st.floats(-50, 50), st.floats(-40, 40)
WIDTHS, HEIGHTS = st.floats(40, 300), st.floats(8, 24)
SHARES = np.linspace(-0.5, 0.5, 41)


def name(angle: float, bend: float = 0.0, at: tuple[float, float] = (200.0, 150.0)) -> Wish:
    return Wish((1.0,), Label("Adriatic Sea", 0, 0, 12.0, angle=angle, bend=bend), (at,), 100.0, 15.0)


@given(WIDTHS, ANGLES, BENDS)
def test_a_line_is_as_long_as_its_name_and_runs_through_its_middle(width: float, angle: float, bend: float) -> None:
    line = places_along(width, angle, bend, SHARES)
    assert np.hypot(*np.diff(line, axis=0).T).sum() == pytest.approx(width, rel=0.01)
    assert line[20] == pytest.approx((0.0, 0.0), abs=1e-9)
    (x, y), (to_x, to_y) = line[19], line[21]
    assert math.degrees(math.atan2(to_y - y, to_x - x)) == pytest.approx(angle, abs=0.1)


@given(WIDTHS, HEIGHTS, ANGLES, BENDS)
def test_parts_hold_all_of_a_name(width: float, height: float, angle: float, bend: float) -> None:
    parts = parts_of(width, height, angle, bend)
    lines = places_along(width, angle, bend, SHARES)
    turns = np.radians(angle + bend * SHARES)
    for side in (-0.5, 0.0, 0.5):
        points = lines + np.column_stack([-np.sin(turns), np.cos(turns)]) * height * side
        within = (points[:, None] >= parts[:, :2] - 2.0) & (points[:, None] <= parts[:, 2:] + 2.0)
        assert within.all(axis=2).any(axis=1).all()


def test_a_turned_name_leaves_the_corners_of_its_box_to_others() -> None:
    turned = rooms_of([name(45.0)])
    left, top, right, bottom = turned.shapes.bounds[0].tolist()
    corner = boxes_of([(right - 20, top, right, top + 20)])
    middle = boxes_of([(195, 145, 205, 155)])
    assert turned.chosen(corner, FRAME) == [0]
    assert turned.chosen(middle, FRAME) == [-1]
    assert turned.chosen(boxes_of([(left, top, left + 10, top + 10)]), FRAME) == [-1], "it begins at the upper left"
    assert turned.chosen(NO_BOXES, (0.0, 0.0, right - 1, 300.0)) == [-1], "all of it stands within the frame"
    assert bottom - top == pytest.approx(right - left)


def test_names_find_room_beside_a_turned_one_and_not_over_it() -> None:
    beside, over = name(0.0, at=(255.0, 105.0)), name(0.0, at=(200.0, 150.0))
    rooms = rooms_of([name(45.0), beside, over])
    assert rooms.chosen(NO_BOXES, FRAME) == [0, 1, -1]
    labels, taken = rooms.taken(NO_BOXES, FRAME)
    assert [label.angle for label in labels] == [45.0, 0.0]
    assert len(taken.bounds) == 2
    assert taken.touching(boxes_of([(195, 145, 205, 155)])).tolist() == [True, False]


@given(st.lists(st.tuples(ANGLES, BENDS, st.floats(0, 400), st.floats(0, 300)), min_size=1, max_size=12))
def test_no_part_of_a_name_touches_another_s(drawn: list[tuple[float, float, float, float]]) -> None:
    rooms = rooms_of([name(angle, bend, (x, y)) for angle, bend, x, y in drawn])
    spots = [spot for spot in rooms.chosen(NO_BOXES, FRAME) if spot >= 0]
    for one in spots:
        for other in spots:
            mine, its = (rooms.shapes.of(np.array([number])) for number in (one, other))
            assert one == other or not mine.touching(its.parts)[0]


def test_shapes_are_the_same_in_another_order_and_joined_and_moved() -> None:
    shapes = rooms_of([name(30.0), name(0.0, at=(100.0, 50.0)), name(-30.0, 20.0)]).shapes
    again = shapes.of(np.array([2, 0, 1]))
    assert again.counts.tolist() == shapes.counts[[2, 0, 1]].tolist()
    both = Shapes.joined([again, Shapes.plain(boxes_of([FRAME]))])
    assert both.counts.tolist() == [*again.counts.tolist(), 1]
    moved = both.moved(np.full((4, 2), 10.0))
    assert moved.parts == pytest.approx(both.parts + 10.0)
    assert moved.bounds == pytest.approx(both.bounds + 10.0)
    assert free_spots(moved, [1, 1, 1, 1], NO_BOXES, FRAME)[3] == -1, "it was moved out of the frame"
