"""The ID raster: every pixel shows the zone that its middle lies in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests import made_up_map as made
from viewer.carto.projections.generalization import Detail, Generalization, Strands, in_view, level_for, segments
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.model.topology import Basemap
from viewer.paint.plate.raster import Ids, crossings, ground_of, ranges, rasterize, runs_of, stamp

LEVEL = made.level()
DETAIL = Detail(LEVEL, Strands(LEVEL.xy, LEVEL.arc_start, LEVEL.tolerance))


def drawn(view: Viewport, detail: Detail = DETAIL) -> Ids:
    level = detail.level
    lines = in_view(detail.lines, view)
    lines = lines[~level.arc_frame[lines]]
    pieces = segments(detail.lines, lines, view, 2.0)

    def unit_at(across: float, down: float) -> int:
        return detail.unit_at(*view.projection.inverse(view.to_plane(np.array([[across, down]])))[0].tolist())

    sides = level.arc_left[pieces.line], level.arc_right[pieces.line]
    return rasterize(pieces.begin, pieces.end, *sides, ground_of(view), unit_at)


def off_by(ids: Ids, view: Viewport, detail: Detail = DETAIL, count: int = 300) -> float:
    """Share of random pixels that do not show the unit found by going south on the earth."""
    random = np.random.default_rng(7)
    high, wide = ids.shape
    wrong = 0
    for _ in range(count):
        column, row = int(random.integers(0, wide)), int(random.integers(0, high))
        place = view.lonlat_of((column + 0.5) / view.ratio, (row + 0.5) / view.ratio)
        expected = detail.unit_at(*place) + 1 if place else 0
        wrong += int(ids[row, column] != expected)
    return wrong / count


@pytest.mark.parametrize(
    ("name", "centre", "zoom"),
    [
        ("laea", (0.0, 30.0), 2.5),
        ("laea", (0.0, 30.0), 7.5),  # nothing but one square in view
        ("laea", (-24.0, 20.0), 5.0),  # the shore runs down the picture
        ("equal-earth", (5.0, 20.0), 1.0),
        ("equal-earth", (170.0, 20.0), 1.0),  # the continent lies on the cut
        ("natural-earth", (5.0, 20.0), 1.0),
        ("natural-earth", (-177.0, 10.0), 0.6),
        ("globe", (60.0, 20.0), 1.0),  # the limb goes through the continent
        ("globe", (170.0, 10.0), 1.0),
        ("arctic", (0.0, 90.0), 1.4),
    ],
)
def test_pixels_show_the_unit_under_their_middle(name: str, centre: tuple[float, float], zoom: float) -> None:
    view = Viewport(projection_of(name, centre), centre, zoom, 260, 220)
    # An edge is straight on the plane and bent on the earth, by less than a third of the tolerance.
    assert off_by(drawn(view), view) <= 0.01
    turned = replace(view, rotation=33.0)
    assert off_by(drawn(turned), turned) <= 0.01


@settings(max_examples=30)
@given(
    lon=st.floats(-40, 40),
    lat=st.floats(-20, 70),
    zoom=st.floats(1, 9),
    name=st.sampled_from(["laea", "equal-earth", "natural-earth", "globe", "arctic"]),
    turn=st.sampled_from([0.0, 0.0, 25.0, 90.0, -140.0]),
)
def test_anywhere(lon: float, lat: float, zoom: float, name: str, turn: float) -> None:
    centre = (-30.0, 90.0) if name == "arctic" else (lon, lat)
    view = Viewport(projection_of(name, centre), (lon, max(lat, 40.0) if name == "arctic" else lat), zoom, 90, 70, 1.5, rotation=turn)
    # Near zoom 9 the bend of an edge within the tolerance of the only level there is takes many pixels.
    assert off_by(drawn(view), view, count=80) <= (0.05 if zoom < 6 else 0.3)


def test_a_picture_without_lines_shows_the_one_unit_it_lies_in() -> None:
    view = Viewport(projection_of("laea", (0.0, 30.0)), (0.0, 30.0), 9.0, 50, 40)
    ids = drawn(view)
    assert np.unique(ids).tolist() == [DETAIL.unit_at(0.0, 30.0) + 1]
    sea = Viewport(projection_of("laea", (-100.0, 0.0)), (-100.0, 0.0), 5.0, 50, 40)
    assert not drawn(sea).any()


def _square(west: float, south: float, east: float, north: float) -> NDArray[np.float64]:
    return np.array([(west, south), (east, south), (east, north), (west, north), (west, south)])


def test_an_enclave_and_a_border_that_runs_along_a_row() -> None:
    """A level border exactly between two rows of pixels, and a hole inside a unit."""
    view = Viewport(projection_of("laea", (0.0, 0.0)), (0.0, 0.0), 3.0, 40, 40)
    ground = ground_of(view)
    lines = [np.array([(5.0, 20.0), (35.0, 20.0)]), np.array([(35.0, 20.0), (35.0, 5.0), (5.0, 5.0), (5.0, 20.0)])]
    lines += [np.array([(5.0, 20.0), (5.0, 35.0), (35.0, 35.0), (35.0, 20.0)]), _square(10.0, 8.0, 14.0, 12.0)]
    left = [0, 0, 1, 0]
    right = [1, -1, -1, 2]
    begin = np.concatenate([line[:-1] for line in lines])
    end = np.concatenate([line[1:] for line in lines])
    owner = np.repeat(np.arange(4), [len(line) - 1 for line in lines])
    ids = rasterize(begin, end, np.array(left, np.int32)[owner], np.array(right, np.int32)[owner], ground, lambda *_: -1)
    expected = np.zeros((40, 40), dtype=np.uint16)
    expected[5:20, 5:35] = 1
    expected[20:35, 5:35] = 2
    expected[8:12, 10:14] = 3
    np.testing.assert_array_equal(ids, expected)


def test_crossings_count_each_row_once() -> None:
    begin, end = np.array([(0.0, 0.5), (0.0, 2.5)]), np.array([(0.0, 2.5), (4.0, 4.5)])
    row, across, which = crossings(begin, end, 10)
    assert row.tolist() == [0, 1, 2, 3]
    assert which.tolist() == [0, 0, 1, 1]
    np.testing.assert_allclose(across, [0, 0, 0, 2])


def test_runs_hold_every_pixel_of_a_zone_once() -> None:
    ids = np.random.default_rng(2).integers(0, 5, (20, 30)).astype(np.uint16)
    runs = runs_of(ids, 6)
    assert runs.sizes.tolist() == [int((ids == zone + 1).sum()) for zone in range(6)]
    for zones in ([0], [3, 1], [5], [0, 1, 2, 3, 4, 5]):
        pixel = runs.pixels(np.array(zones, dtype=np.intp))
        expected = np.concatenate([np.flatnonzero(ids.ravel() == zone + 1) for zone in zones])
        np.testing.assert_array_equal(pixel, expected)


def test_ranges() -> None:
    assert ranges(np.array([5, 9, 2]), np.array([2, 0, 3])).tolist() == [5, 6, 2, 3, 4]
    assert ranges(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []


def test_specks_are_stamped_on_sea_only() -> None:
    ids = np.zeros((6, 6), dtype=np.uint16)
    ids[2, 2] = 9
    stamp(ids, np.array([(4.5, 4.5), (2.5, 2.5), (-3.0, 1.0)]), np.array([0, 1, 2], np.int32), 1)
    assert ids[4, 4] == 1
    assert ids[2, 2] == 9
    assert (ids > 0).sum() == 2
    stamp(ids, np.array([(0.0, 0.0)]), np.array([4], np.int32), 2)
    assert ids[0, 0] == 5


def test_the_real_base_has_no_streaks(real_base: Basemap) -> None:
    """Following arcs goes wrong in whole rows if the topology does; random pixels of every view would tell."""
    general = Generalization(real_base)
    for name, centre, zoom in (("equal-earth", (11.0, 14.0), 0.9), ("laea", (15.0, 50.0), 3.5), ("globe", (-170.0, 50.0), 1.2)):
        view = Viewport(projection_of(name, centre), centre, zoom, 800, 500)
        detail = general.detail(level_for(real_base, view))
        assert off_by(drawn(view, detail), view, detail, 250) <= 0.02
