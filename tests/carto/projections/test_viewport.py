"""Viewports: places on the picture, panels at the side, bands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport, km_per_px, zoom_of


def view(ratio: float = 1.0, offset: tuple[float, float] = (0.0, 0.0), turn: float = 0.0) -> Viewport:
    return Viewport(projection_of("laea", (15.0, 52.0)), (20.0, 45.0), 4.0, 800, 600, ratio, offset, rotation=turn)


@given(zoom=st.floats(-1, 12))
def test_each_step_of_zoom_doubles(zoom: float) -> None:
    assert km_per_px(zoom) == pytest.approx(2 * km_per_px(zoom + 1))
    assert zoom_of(km_per_px(zoom)) == pytest.approx(zoom, abs=1e-9)


def test_the_world_takes_1024_pixels_at_zoom_0() -> None:
    assert km_per_px(0.0) * 1024 == pytest.approx(40075.017)


@given(ratio=st.sampled_from([1.0, 1.25, 1.5, 2.0]), right=st.floats(-200, 200), down=st.floats(-100, 100), turn=st.floats(-180, 180))
def test_the_centre_lies_in_the_middle_of_the_free_area(ratio: float, right: float, down: float, turn: float) -> None:
    at = view(ratio, (right, down), turn).pixel_of((20.0, 45.0))
    assert at == pytest.approx((400 + right, 300 + down), abs=1e-6)


@given(across=st.floats(0, 800), down=st.floats(0, 600), ratio=st.sampled_from([1.0, 2.0]), turn=st.sampled_from([0.0, 33.0, -120.0]))
def test_pixels_and_places_agree(across: float, down: float, ratio: float, turn: float) -> None:
    port = view(ratio, (30.0, -20.0), turn)
    place = port.lonlat_of(across, down)
    assert place is not None
    assert port.pixel_of(place) == pytest.approx((across, down), abs=1e-6)


def test_a_hidden_place_has_no_pixel() -> None:
    port = Viewport(projection_of("globe", (0.0, 0.0)), (0.0, 0.0), 0.0, 400, 400)
    assert port.pixel_of((180.0, 0.0)) is None
    assert port.lonlat_of(1.0, 1.0) is None
    pixels, shown = port.pixels_of(np.array([(180.0, 0.0), (0.0, 0.0)]))
    assert shown.tolist() == [False, True]
    np.testing.assert_allclose(pixels[1], (200.0, 200.0))


def test_north_is_up_and_east_is_right() -> None:
    port = view()
    here, north, east = port.pixel_of((20.0, 45.0)), port.pixel_of((20.0, 46.0)), port.pixel_of((21.0, 45.0))
    assert here is not None
    assert north is not None
    assert east is not None
    assert north[1] < here[1] - 20
    assert east[0] > here[0] + 15


@given(ratio=st.sampled_from([1.0, 1.5, 2.0]), turn=st.sampled_from([0.0, 90.0, -33.0]))
def test_a_grown_picture_shows_the_same_places_as_the_whole(ratio: float, turn: float) -> None:
    port = replace(view(ratio, (13.0, 5.0)), rotation=turn)
    wide, high = port.device_size
    plane = port.projection.forward(np.array([(18.0, 47.0), (3.0, 40.0)]))
    grown = port.grown((7, 9), 4)
    assert grown.device_size == (wide + 11, high + 13)
    np.testing.assert_allclose(grown.to_device(plane), port.to_device(plane) + np.array([7, 9]), atol=1e-9)


def test_a_turned_map_goes_clockwise_about_its_centre() -> None:
    """What lies north of the centre lies to the right of it after a quarter turn."""
    port = Viewport(projection_of("laea", (20.0, 45.0)), (20.0, 45.0), 4.0, 800, 600, rotation=90.0)
    at = port.pixel_of((20.0, 47.0))
    assert at is not None
    assert at[0] > 420
    assert at[1] == pytest.approx(300, abs=1e-6)


def test_a_corner_beside_the_globe_shows_no_map() -> None:
    globe = Viewport(projection_of("globe", (0.0, 0.0)), (0.0, 0.0), 0.0, 1600, 900)
    assert not globe.meets(0, 0, 200, 80)
    assert globe.meets(700, 400, 900, 480)
    assert globe.meets(0, 0, 1600, 900)
