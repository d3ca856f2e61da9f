"""Many boxes at once find what each of them finds by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto import boxes as tested
from viewer.carto.boxes import Box, boxes_of, first_free, overlaps, touching

FRAME: Box = (0.0, 0.0, 400.0, 300.0)
CORNERS = st.integers(-20, 420).map(float)
BOXES = st.builds(lambda x, y, wide, tall: (x, y, x + wide, y + tall), CORNERS, CORNERS, st.integers(1, 200), st.integers(1, 200))
MANY = st.lists(BOXES, max_size=30)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.fixture(autouse=True, params=[True, False], ids=["few", "many"])
def _few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few boxes are held against each other in one go, many in bands."""
    if not request.param:
        monkeypatch.setattr(tested, "_FEW", 0)
        monkeypatch.setattr(tested, "_BAND", 4)


@given(MANY, MANY)
def test_overlaps_are_those_of_every_pair(some: list[Box], others: list[Box]) -> None:
    found = set(zip(*(numbers.tolist() for numbers in overlaps(boxes_of(some), boxes_of(others))), strict=True))
    assert found == {(n, m) for n, one in enumerate(some) for m, other in enumerate(others) if overlap(one, other)}


@given(MANY, MANY)
def test_what_touches_another_overlaps_one(some: list[Box], others: list[Box]) -> None:
    found = touching(boxes_of(some), boxes_of(others))
    assert found.tolist() == [any(overlap(box, other) for other in others) for box in some]


@given(st.lists(st.lists(BOXES, max_size=8), max_size=20), MANY)
def test_each_takes_its_first_box_that_is_free(spots: list[list[Box]], solid: list[Box]) -> None:
    standing, wanted = list(solid), []
    for boxes in spots:
        inside = [box for box in boxes if box[0] >= 0 and box[1] >= 0 and box[2] <= FRAME[2] and box[3] <= FRAME[3]]
        chosen = next((box for box in inside if not any(overlap(box, other) for other in standing)), None)
        standing += [chosen] if chosen else []
        wanted.append(chosen)
    assert first_free(spots, boxes_of(solid), FRAME) == wanted


def test_nothing_touches_where_there_is_nothing() -> None:
    assert not touching(np.empty((0, 4)), boxes_of([FRAME])).any()
    assert first_free([[], [FRAME]], np.empty((0, 4)), FRAME) == [None, FRAME]
