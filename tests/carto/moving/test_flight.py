"""Flights: they begin and end where they should, and never jump."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.moving.flight import flight
from viewer.carto.projections.projection import unit_vectors
from viewer.carto.projections.viewport import km_per_px
from viewer.carto.view import View

CENTRES = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
ZOOMS = st.floats(0, 9)
MOSCOW, HAVANA = (37.6, 55.75), (-82.4, 23.1)


def apart(one: View, other: View) -> float:
    first, second = unit_vectors(np.array([one.centre, other.centre], dtype=np.float64))
    return 6378.137 * math.acos(min(max(float(first @ second), -1.0), 1.0))


@given(name=st.sampled_from(["laea", "equal-earth", "globe"]), one=CENTRES, other=CENTRES, near=ZOOMS, far=ZOOMS, turn=st.floats(-170, 170))
def test_a_flight_goes_from_one_view_to_the_other_without_a_jump(
    name: str, one: tuple[float, float], other: tuple[float, float], near: float, far: float, turn: float
) -> None:
    start, end = View(projection=name, centre=one, zoom=near), View(projection=name, centre=other, zoom=far, rotation=turn, query="letter")
    way = flight(start, end, 1000.0)
    assert 0.2 <= way.seconds <= 1.5
    assert way.at(0.0).centre == pytest.approx(start.centre, abs=0.01)
    assert way.at(0.0).zoom == pytest.approx(start.zoom, abs=0.01)
    assert way.at(1.0) == end
    assert way.at(0.9999).zoom == pytest.approx(end.zoom, abs=0.02)
    assert way.at(0.3).query == "letter", "what is not the map's is there at once"
    steps = [way.at(share) for share in np.linspace(0.0, 1.0, 200)]
    if name != "equal-earth" and apart(start, end) < 19000:
        for before, after in pairwise(steps):
            widest = 1000.0 * max(km_per_px(before.zoom), km_per_px(after.zoom))
            assert apart(before, after) < 0.25 * widest + 1.0, "the ground never passes by more than a quarter of the picture"


def test_a_long_flight_goes_out_and_in_again() -> None:
    way = flight(View(projection="laea", centre=MOSCOW, zoom=5.0), View(projection="laea", centre=HAVANA, zoom=5.0), 1000.0)
    zooms = [way.at(share).zoom for share in np.linspace(0.0, 1.0, 50)]
    assert min(zooms) < 2.5
    assert zooms.index(min(zooms)) == pytest.approx(25, abs=3)


def test_a_short_flight_stays_down() -> None:
    way = flight(View(projection="laea", centre=(13.4, 52.5), zoom=5.0), View(projection="laea", centre=(14.0, 52.5), zoom=5.0), 1000.0)
    assert min(way.at(share).zoom for share in np.linspace(0.0, 1.0, 50)) > 4.7


def test_a_flight_from_the_world_to_a_region_changes_the_projection_once_where_both_look_alike() -> None:
    way = flight(View(), View(projection="laea", centre=HAVANA, zoom=5.0), 1000.0)
    names = [way.at(share).projection for share in np.linspace(0.0, 1.0, 60)]
    change = [n for n in range(1, 60) if names[n] != names[n - 1]]
    assert len(change) == 1
    assert way.at(change[0] / 59).zoom > 2.2
