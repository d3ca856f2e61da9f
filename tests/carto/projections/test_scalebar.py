"""The scale bar: of round length, true at the centre, as long as there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.projections.geodesy import distance_km
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.scalebar import degrees, km_across, room_at_foot, scale_bar
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import MAX_ZOOM, MIN_ZOOM, PROJECTIONS, View


@given(st.floats(MIN_ZOOM, MAX_ZOOM), st.floats(20, 400))
def test_the_bar_is_the_longest_of_round_length_that_fits(zoom: float, room: float) -> None:
    view = View(zoom=zoom)
    bar = scale_bar(view, room)
    per_px = km_across(view)
    assert bar.width * per_px == pytest.approx(bar.km)
    assert bar.width <= room + 1e-6
    first, zero = f"{bar.km:.1e}"[0], f"{bar.km:.1e}"[1:4]
    assert first in "12345"
    assert zero == ".0e"
    longer = bar.km * {"1": 2, "2": 3 / 2, "3": 4 / 3, "4": 5 / 4, "5": 2}[first]
    assert longer / per_px > room - 1e-6
    assert bar.marks[0] == 0
    assert bar.marks[-1] == bar.km
    assert list(bar.marks) == sorted(bar.marks)
    assert len({f"{mark:.3e}" for mark in bar.marks}) == 4
    if first in "345":
        assert all(f"{mark:.3e}"[1:5] == ".000" for mark in bar.marks), "no 1,250 km"


@pytest.mark.parametrize("turn", [0.0, 60.0])
@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("lat", [-30.0, 0.0, 52.0, 78.0])
def test_the_bar_is_true_where_one_looks(projection: str, lat: float, turn: float) -> None:
    """Its ends lie as far apart on the ellipsoid as it says, but for what a sphere and an ellipsoid differ by."""
    if projection == "arctic" and lat < 40:
        return
    view = View(projection=projection, centre=(20.0, lat), zoom=6.0, rotation=turn)
    bar = scale_bar(view)
    port = Viewport(projection_of(projection, view.centre), view.centre, view.zoom, 800, 600, rotation=turn)
    one, other = (port.lonlat_of(400 + side * bar.width / 2, 300) for side in (-1, 1))
    assert one is not None
    assert other is not None
    assert distance_km(one, other) == pytest.approx(bar.km, rel=0.012)


def test_a_bar_of_the_world_is_thousands_of_kilometres() -> None:
    assert scale_bar(View(zoom=0.0), 150.0).km == 5000


@pytest.mark.parametrize(
    ("value", "language", "words"), [(11.2, "ja", "東経11°"), (-78.0, "en", "78° W"), (0.0, "en", "0° E"), (-170.6, "ja", "西経171°")]
)
def test_a_meridian_in_words(value: float, language: str, words: str) -> None:
    assert degrees(value, "E", "W", language) == words


def test_a_bar_beside_a_legend_ends_within_its_half_of_the_window() -> None:
    view = View.parse("p=laea&c=14,51.5&z=2.7")
    half = (288.0, 60.0, 610.0, 560.0)
    bar = scale_bar(view, room_at_foot(half, 207.0))
    assert bar.width < scale_bar(view).width
    assert half[0] + 207 + 18 + bar.width + 30 < half[2]
    assert room_at_foot((0.0, 0.0, 900.0, 500.0), 207.0) == 155.0
    assert room_at_foot((0.0, 0.0, 100.0, 500.0), 207.0) == 50.0
