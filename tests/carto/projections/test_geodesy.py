"""Distances and areas are those of the ellipsoid of WGS 84; a line that is drawn is the shortest."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from viewer.carto.projections.geodesy import area_km2, distance_km, geodesic, length_km

EQUATOR_KM, POLAR_KM = 6378.137, 6356.752314245
"""Half axes of WGS 84."""
MOSCOW, WASHINGTON, HAVANA, TOKYO = (37.62, 55.75), (-77.04, 38.9), (-82.37, 23.13), (139.69, 35.69)


def test_a_quarter_of_the_equator_is_a_quarter_of_a_circle() -> None:
    assert distance_km((10.0, 0.0), (100.0, 0.0)) == pytest.approx(math.pi / 2 * EQUATOR_KM)
    assert distance_km((170.0, 0.0), (-170.0, 0.0)) == pytest.approx(math.pi / 9 * EQUATOR_KM)


def test_from_pole_to_equator_it_is_the_quarter_of_an_ellipse() -> None:
    angles = np.linspace(0, math.pi / 2, 20_001)
    around = np.hypot(EQUATOR_KM * np.sin(angles), POLAR_KM * np.cos(angles))
    quarter = float(((around[1:] + around[:-1]) / 2).sum() * (angles[1] - angles[0]))
    assert distance_km((25.0, 90.0), (77.0, 0.0)) == pytest.approx(quarter)
    assert length_km([(0.0, -90.0), (0.0, 0.0), (120.0, 90.0)]) == pytest.approx(2 * quarter)
    assert length_km([MOSCOW]) == 0


def test_an_eighth_of_the_earth_has_an_eighth_of_its_area() -> None:
    flat = math.sqrt(1 - (POLAR_KM / EQUATOR_KM) ** 2)
    whole = 2 * math.pi * EQUATOR_KM**2 * (1 + (1 - flat**2) / flat * math.atanh(flat))
    corners = [(0.0, 0.0), (90.0, 0.0), (90.0, 90.0)]
    assert area_km2(corners) == pytest.approx(whole / 8)
    assert area_km2(corners[::-1]) == pytest.approx(whole / 8), "whichever way round"
    assert area_km2(corners[:2]) == 0


@pytest.mark.parametrize(("one", "other"), [(MOSCOW, WASHINGTON), (TOKYO, HAVANA), (MOSCOW, (38.0, 56.0)), ((0.0, 0.0), (179.0, 1.0))])
def test_a_line_that_is_drawn_is_the_shortest_and_closely_followed(one: tuple[float, float], other: tuple[float, float]) -> None:
    points = geodesic(one, other)
    assert points[0] == pytest.approx(one)
    assert points[-1] == pytest.approx(other)
    steps = [distance_km(tuple(a), tuple(b)) for a, b in pairwise(points.tolist())]
    assert sum(steps) == pytest.approx(distance_km(one, other))
    assert max(steps) <= 90, "no corners are seen"
    assert len(points) <= 241
    assert max(steps) - min(steps) < 1e-3, "in even steps"


def test_what_is_drawn_in_each_frame_is_found_once_and_stays_as_it_is() -> None:
    points = geodesic(MOSCOW, HAVANA)
    assert geodesic(MOSCOW, HAVANA) is points
    with pytest.raises(ValueError, match="read-only"):
        points[0] = 0.0
