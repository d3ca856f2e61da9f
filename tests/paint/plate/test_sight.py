"""How much of each zone lies within a part of a picture."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from viewer.paint.plate.raster import runs_of
from viewer.paint.plate.sight import zone_pixels_within

_SIDE = st.integers(-3, 20)


@given(st.integers(0, 2**32 - 1), _SIDE, _SIDE, st.integers(0, 20), st.integers(0, 20))
def test_what_is_counted_within_a_box_is_what_lies_there(seed: int, left: int, top: int, wide: int, high: int) -> None:
    drawn = np.random.default_rng(seed).integers(0, 5, (12, 16), dtype=np.uint16)
    drawn[:, -1] = 0  # so that no run goes on in the next row
    found = zone_pixels_within(runs_of(drawn, 6), 16, (left, top, left + wide, top + high), 1.0)
    part = drawn[max(top, 0) : max(top + high, 0), max(left, 0) : max(left + wide, 0)]
    assert found.tolist() == [int((part == zone + 1).sum()) for zone in range(6)]


def test_a_box_is_in_logical_pixels() -> None:
    drawn = np.zeros((8, 8), dtype=np.uint16)
    drawn[2:6, 2:6] = 1
    runs = runs_of(drawn, 1)
    assert zone_pixels_within(runs, 8, (0.0, 0.0, 4.0, 4.0), 2.0).tolist() == [16]
    assert zone_pixels_within(runs, 8, (0.0, 0.0, 2.0, 4.0), 2.0).tolist() == [8]
