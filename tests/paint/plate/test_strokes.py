"""Strokes by distance: the pixels near a line, how near they are, and what a pen makes of that."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.carto.projections.generalization import Segments
from viewer.paint.plate.strokes import LEVELS, MARKS, coverage, dashes, measure

AT = st.floats(-20, 60)
POINTS = st.lists(st.tuples(AT, AT), min_size=2, max_size=6)


def pieces(*lines: list[tuple[float, float]]) -> Segments:
    begin = np.array([point for line in lines for point in line[:-1]], dtype=np.float64)
    end = np.array([point for line in lines for point in line[1:]], dtype=np.float64)
    owner = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
    steps = np.hypot(*(end - begin).T)
    total = np.array([steps[owner == number].sum() for number in range(len(lines))])
    before = np.concatenate([np.cumsum(steps[owner == number]) - steps[owner == number] for number in range(len(lines))])
    scale = np.maximum(total[owner], 1e-9)
    return Segments(begin, end, owner, np.column_stack([before / scale, (before + steps) / scale]), total)


def distance(point: np.ndarray, begin: np.ndarray, end: np.ndarray) -> float:
    step = end - begin
    share = np.clip(np.dot(point - begin, step) / max(float(np.dot(step, step)), 1e-12), 0, 1)
    return float(np.linalg.norm(point - begin - share * step))


@settings(max_examples=40)
@given(lines=st.lists(POINTS, min_size=1, max_size=3), reach=st.floats(0.6, 6.0))
def test_every_pixel_near_a_line_is_found_once_with_its_distance(lines: list[list[tuple[float, float]]], reach: float) -> None:
    wide, high = 41, 29
    found = pieces(*lines)
    spots = measure(found, (wide, high), reach)
    told = {(int(n), int(p)): float(d) for n, p, d in zip(spots.line, spots.pixel, spots.distance, strict=True)}
    assert len(told) == len(spots.pixel)
    for number in range(len(lines)):
        mine = np.flatnonzero(found.line == number)
        for pixel in range(wide * high):
            middle = np.array([pixel % wide + 0.5, pixel // wide + 0.5])
            true = min(distance(middle, found.begin[i], found.end[i]) for i in mine)
            if (number, pixel) in told:
                assert told[number, pixel] == pytest.approx(true, abs=reach / 255 + 1e-3)
            else:
                assert true > reach - 1e-3


def test_spots_come_in_order_of_line_and_pixel() -> None:
    spots = measure(pieces([(1, 1), (20, 9)], [(3, 14), (18, 2)]), (30, 20), 2.0)
    key = spots.line.astype(np.int64) * 10_000 + spots.pixel
    assert (np.diff(key) > 0).all()


def test_sides_are_told_as_one_walks_along_the_line() -> None:
    spots = measure(pieces([(2.0, 10.0), (28.0, 10.0)]), (30, 20), 3.0, sides=True)
    inner = (spots.pixel % 30 > 3) & (spots.pixel % 30 < 26)
    # Going east with y downwards, what is above is on the left.
    np.testing.assert_array_equal(spots.mark[inner] == 1, spots.pixel[inner] // 30 < 10)


def test_places_along_a_line_grow_evenly() -> None:
    spots = measure(pieces([(2.0, 5.5), (10.0, 5.5), (22.0, 5.5)]), (30, 12), 0.7)
    column = spots.pixel % 30 + 0.5
    on = spots.pixel // 30 == 5
    np.testing.assert_allclose(spots.mark[on] / MARKS, np.clip((column[on] - 2) / 20, 0, 1), atol=0.002)


def test_no_lines_no_spots() -> None:
    empty = Segments(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros(0, np.int64), np.zeros((0, 2)), np.zeros(0))
    assert len(measure(empty, (10, 10), 2.0).pixel) == 0


@pytest.mark.parametrize("width", [0.6, 0.8, 1.2, 2.6, 5.0])
def test_a_stroke_covers_as_much_as_it_is_wide(width: float) -> None:
    reach = width / 2 + 0.5
    for shift in (0.0, 0.3, 0.5):
        spots = measure(pieces([(5.0, 10.0 + shift), (45.0, 10.0 + shift)]), (50, 20), reach)
        ink = coverage(width, reach)[spots.near][(spots.pixel % 50) == 25].sum()
        assert ink == pytest.approx(width, abs=0.06)


def test_coverage_fades_with_distance() -> None:
    share = coverage(1.2, 1.1)
    assert len(share) == LEVELS
    assert (np.diff(share) <= 0).all()
    assert share[0] == 1.0
    assert share[-1] == 0.0
    assert coverage(0.0, 1.0).max() == 0.0


def test_dashes_cover_their_share_of_a_period_and_begin_in_the_middle_of_a_dash() -> None:
    share = dashes((6.0, 2.0, 1.4, 2.0), 1.0, 570)
    assert share.mean() == pytest.approx(7.4 / 11.4, abs=0.01)
    assert share[0] == 1.0
    np.testing.assert_allclose(share[1:], share[1:][::-1], atol=1e-9)  # the same from either end of a line
    assert dashes((1.4, 2.4), 2.0).max() == 1.0
