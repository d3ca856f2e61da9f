"""Patches: all that was marked is covered, and not much more."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from viewer.paint.patches import SIDE, Patches

WIDTH, HEIGHT = 700, 410
SPOTS = st.tuples(st.integers(-80, WIDTH + 80), st.integers(-80, HEIGHT + 80), st.integers(-5, 300), st.integers(-5, 200))


@given(st.lists(SPOTS, max_size=12))
def test_patches_cover_all_that_was_marked_and_nothing_far_from_it(spots: list[tuple[int, int, int, int]]) -> None:
    patches = Patches(WIDTH, HEIGHT)
    boxes = np.array([(left, top, left + wide, top + tall) for left, top, wide, tall in spots], dtype=np.float64).reshape(-1, 4)
    patches.mark(boxes)
    region = patches.region()
    whole = QRect(0, 0, WIDTH, HEIGHT)
    rects = [QRect(left, top, wide + 1, tall + 1) for left, top, wide, tall in spots if wide >= 0 and tall >= 0]
    for rect in (rect & whole for rect in rects):
        assert (region & rect).boundingRect() == rect or rect.isEmpty()
        assert sum(part.width() * part.height() for part in region & rect) == rect.width() * rect.height() or rect.isEmpty()
    near = [rect.adjusted(-SIDE, -SIDE, SIDE, SIDE) for rect in rects]
    for part in region:
        assert whole.contains(part)
        assert any(rect.intersects(part) for rect in near)


def test_nothing_marked_is_no_patch() -> None:
    assert Patches(WIDTH, HEIGHT).region().isEmpty()
