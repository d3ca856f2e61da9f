"""Pieces of a picture that show another view: each lands where its places are, and what is not shown is told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.carto.projections.mosaic import mosaic
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport

OFF = 3.5
"""Logical pixels that a place within a piece may be off: at the corners a little more than where it is measured."""


def port(name: str, centre: tuple[float, float], zoom: float, turn: float = 0.0, ratio: float = 1.0) -> Viewport:
    return Viewport(projection_of(name, centre), centre, zoom, 1300, 800, ratio, (40.0, -20.0), rotation=turn)


def places_in(box: NDArray[np.float64], view: Viewport) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Some logical px of a box, and the places there."""
    x, y = np.meshgrid(np.linspace(box[0], box[2], 4), np.linspace(box[1], box[3], 4))
    at = np.column_stack([x.ravel(), y.ravel()])
    return at, view.projection.inverse(view.to_plane(at * view.ratio))


@given(
    st.sampled_from(("laea", "globe", "equal-earth", "natural-earth")),
    st.tuples(st.floats(-179, 179), st.floats(-75, 75)),
    st.tuples(st.floats(-12, 12), st.floats(-12, 12)),
    st.floats(0.5, 5.0),
    st.floats(-0.4, 0.4),
    st.sampled_from((0.0, 30.0)),
    st.sampled_from((1.0, 1.5)),
)
@settings(max_examples=80, deadline=None)
def test_each_piece_lands_where_its_places_are(
    name: str,
    centre: tuple[float, float],
    by: tuple[float, float],
    zoom: float,
    nearer: float,
    turn: float,
    ratio: float,
) -> None:
    mine, wanted = port(name, centre, zoom, turn, ratio), port(name, (centre[0] + by[0], centre[1] + by[1]), zoom + nearer, turn, ratio)
    found = mosaic(mine, wanted)
    for box, way in zip(found.boxes, found.ways, strict=True):
        at, places = places_in(box, wanted)
        before, _ = mine.pixels_of(places)
        a, b, c, d, e, f = way
        after = before @ np.array([[a, b], [c, d]]) + (e, f)
        assert np.hypot(*(after - at).T).max() < OFF * 2.0**nearer * 1.5
    assert 0.0 <= found.share <= 1.0


def test_what_is_covered_lies_in_the_old_picture_and_the_rest_is_bare() -> None:
    mine, wanted = port("laea", (15.0, 50.0), 3.5), port("laea", (8.0, 52.0), 3.5)
    found = mosaic(mine, wanted)
    assert 0.5 < found.share < 0.95
    area = sum(float(np.prod(box[2:] - box[:2])) for box in (*found.boxes, *found.bare))
    assert area == pytest.approx(1300 * 800), "every pixel lies in one box"
    for box in found.covered[np.prod(found.covered[:, 2:] - found.covered[:, :2], axis=1) > 100]:
        pixels, _ = mine.pixels_of(places_in(box, wanted)[1])
        assert (pixels > -5).all()
        assert (pixels < (1305, 805)).all()


def test_the_same_view_is_covered_whole_and_another_side_of_the_earth_not_at_all() -> None:
    here = port("laea", (15.0, 50.0), 3.5)
    assert mosaic(here, here).share == pytest.approx(1.0)
    away = mosaic(here, port("laea", (-150.0, -40.0), 3.5))
    assert (len(away.boxes), away.share) == (0, 0.0)


def test_a_place_off_the_map_is_in_no_piece() -> None:
    view = port("globe", (1.0, 0.0), 2.0)
    found = mosaic(port("globe", (0.0, 0.0), 2.0), view)
    assert len(found.boxes), "the middle of the globe is shown"
    assert len(found.bare), "the sky about it is not"
    for box in found.boxes:
        corners = np.array([(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])])
        assert view.projection.inside(view.to_plane(corners)).all()
