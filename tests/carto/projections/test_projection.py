"""Projections: there and back, areas, distances, outlines, and nothing that is not a number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.projections.projection import (
    AZIMUTHS,
    EARTH_RADIUS_KM,
    EAST_MERIDIAN,
    PACIFIC_MERIDIAN,
    Projection,
    projection_of,
    unit_vectors,
)
from viewer.carto.projections.pseudocylindrical import WORLDS, meridian_for

IDS = ("equal-earth", "natural-earth", "laea", "arctic", "globe")
LON, LAT = st.floats(-540, 540), st.floats(-90, 90)
CENTRES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize("name", IDS)
@given(centre=CENTRES, places=st.lists(st.tuples(LON, LAT), min_size=1, max_size=20))
def test_every_visible_place_comes_back(name: str, centre: tuple[float, float], places: list[tuple[float, float]]) -> None:
    projection = projection_of(name, centre)
    lonlat = np.array(places)
    plane = projection.forward(lonlat)
    assert np.isfinite(plane).all()
    shown = projection.visible(lonlat)
    assert projection.inside(plane[shown] * (1 - 1e-9)).all()
    back = projection.inverse(plane[shown])
    apart = np.linalg.norm(unit_vectors(back) - unit_vectors(lonlat[shown]), axis=1)
    assert (apart < 2e-6).all()


@pytest.mark.parametrize("name", ["laea", "arctic", "globe"])
def test_what_is_hidden_lies_outside_the_outline(name: str) -> None:
    projection = projection_of(name, (30.0, 40.0))
    random = np.random.default_rng(3)
    lonlat = np.column_stack([random.uniform(-180, 180, 4000), random.uniform(-90, 90, 4000)])
    shown = projection.visible(lonlat)
    assert 0 < shown.sum() < 4000
    assert not projection.inside(projection.forward(lonlat[~shown])).any()


def _area_scale(projection: Projection, lon: float, lat: float) -> float:
    step = 0.01
    corners = np.array([(lon - step, lat - step), (lon + step, lat - step), (lon + step, lat + step), (lon - step, lat + step)])
    plane = projection.forward(corners)
    flat = 0.5 * abs(np.dot(plane[:, 0], np.roll(plane[:, 1], -1)) - np.dot(plane[:, 1], np.roll(plane[:, 0], -1)))
    true = np.radians(2 * step) * (np.sin(np.radians(lat + step)) - np.sin(np.radians(lat - step)))
    return float(flat / true)


@pytest.mark.parametrize("name", ["equal-earth", "laea"])
@given(lon=st.floats(-170, 170), lat=st.floats(-80, 80))
def test_equal_area_projections_keep_areas(name: str, lon: float, lat: float) -> None:
    projection = projection_of(name, (11.0, 20.0))
    if name == "laea" and not projection.visible(np.array([(lon, lat)]))[0]:
        return
    if abs(lon - 11.0 - 180.0) % 360.0 < 1 or abs(lon - 11.0 + 180.0) % 360.0 < 1:
        return  # the square would lie across the cut
    assert _area_scale(projection, lon, lat) == pytest.approx(1.0, abs=2e-4)


@given(lon=LON, lat=st.floats(31, 90))
def test_the_arctic_view_keeps_distances_from_the_pole(lon: float, lat: float) -> None:
    plane = projection_of("arctic", (0.0, 0.0)).forward(np.array([(lon, lat)]))
    assert np.hypot(*plane[0]) == pytest.approx(np.radians(90.0 - lat), abs=1e-9)


def test_the_arctic_view_has_30_west_at_the_foot() -> None:
    plane = projection_of("arctic", (0.0, 80.0)).forward(np.array([(-30.0, 60.0), (60.0, 60.0)]))
    np.testing.assert_allclose(plane, [(0.0, -np.pi / 6), (np.pi / 6, 0.0)], atol=1e-9)


def test_equal_earth_agrees_with_published_figures() -> None:
    projection = projection_of("equal-earth", (11.0, 0.0))
    plane = projection.forward(np.array([(11.0 + 179.9999999, 0.0), (11.0, 90.0), (11.0, 0.0)]))
    # Savric, Patterson, Jenny (2018): width to height 2.05458, equator 2.7066 radii each side.
    np.testing.assert_allclose(plane, [(2.7066299, 0.0), (0.0, 1.3173628), (0.0, 0.0)], atol=1e-6)


def test_the_world_is_cut_where_it_hurts_least() -> None:
    assert [meridian_for(lon) for lon in (11.0, 160.0, -175.0)] == [EAST_MERIDIAN, PACIFIC_MERIDIAN, PACIFIC_MERIDIAN]
    assert projection_of("equal-earth", (139.7, 35.0)).centre == (139.7, 0.0), "any meridian may be in the middle"
    assert projection_of("equal-earth", (11.0, 0.0)).seam == pytest.approx(-169.0)
    # Chukotka's last cape and Alaska's first island lie on the two sides of the cut.
    plane = projection_of("equal-earth", (11.0, 0.0)).forward(np.array([(-169.65, 66.1), (-168.9, 65.75)]))
    assert plane[0, 0] > 1 > -1 > plane[1, 0]


@pytest.mark.parametrize("name", IDS)
def test_outlines_are_closed_convex_rings_round_the_centre(name: str) -> None:
    projection = projection_of(name, (30.0, 40.0))
    ring = projection.outline()
    np.testing.assert_allclose(ring[0], ring[-1], atol=1e-12)
    edge = np.diff(ring, axis=0)
    turn = edge[:-1, 0] * edge[1:, 1] - edge[:-1, 1] * edge[1:, 0]
    assert (turn >= -1e-9).all()
    assert projection.inside(ring * 0.999).all()
    assert not projection.inside(ring * 1.001).any()


def test_unknown_projections_are_refused() -> None:
    with pytest.raises(KeyError):
        projection_of("mercator", (0.0, 0.0))


def test_kilometres() -> None:
    assert pytest.approx(40075.017, abs=0.1) == 2 * np.pi * EARTH_RADIUS_KM
    assert set(AZIMUTHS) == set(IDS) - set(WORLDS)


def test_natural_earth_agrees_with_an_independent_program() -> None:
    pyproj = pytest.importorskip("pyproj")
    random = np.random.default_rng(5)
    lonlat = np.column_stack([random.uniform(-179.9, 179.9, 500), random.uniform(-90, 90, 500)])
    expected = pyproj.Proj("+proj=natearth2 +R=1")(lonlat[:, 0], lonlat[:, 1])
    np.testing.assert_allclose(projection_of("natural-earth", (0.0, 0.0)).forward(lonlat), np.column_stack(expected), atol=1e-12)
