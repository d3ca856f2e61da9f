"""Cover and water: what lies over the land."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests import made_up_map as made
from viewer.carto.land.symbology import rgb
from viewer.carto.projections.generalization import Generalization
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import LIGHT
from viewer.paint.blending import channels, packed
from viewer.paint.plate.cover import coast_of, cover_of
from viewer.paint.plate.raster import ground_of
from viewer.paint.plate.underlay import Veil, nearness
from viewer.paint.plate.water import Water, laying_water


def water_of(view: Viewport, hidden: frozenset[str] = frozenset()) -> Water:
    steps = laying_water(Generalization(made.basemap()), 0, view, ground_of(view), hidden)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


_NONE = np.zeros(0, dtype=np.intp)
_CLEAR = np.zeros(0, dtype=np.uint8)


@given(
    colours=st.lists(st.integers(0, (1 << 24) - 1), min_size=6, max_size=6),
    land=st.floats(0, 1),
    line=st.floats(0, 1),
    lake=st.integers(0, 255),
    shore=st.integers(0, 255),
)
def test_one_step_gives_what_laying_colour_after_colour_gives(colours: list[int], land: float, line: float, lake: int, shore: int) -> None:
    below = np.array(colours, dtype=np.uint32) | np.uint32(0xFF000000)
    sea = np.full(6, packed(rgb(LIGHT.sea)), dtype=np.uint32)
    where = np.array([1, 4], dtype=np.intp)
    coast = coast_of(where, np.zeros(2, np.int32), np.full(2, land, np.float32), np.full(2, line, np.float32), 1)
    water = Water(_NONE, _CLEAR, np.array([4, 5], dtype=np.intp), np.full(2, lake, np.uint8), np.full(2, shore, np.uint8))
    veil = Veil(np.array([0, 4], dtype=np.intp), np.array([0.3, 0.3]), (0.0, 0.0, 0.0))
    cover = cover_of(sea, coast, water, [veil], LIGHT)
    new = below.copy()
    cover.lay(new, slice(None))
    expected = channels(below)

    def lay(pixel: int, colour: tuple[float, ...], share: float) -> None:
        expected[pixel] = expected[pixel] * (1 - share) + np.array(colour) * share

    for pixel in (1, 4):
        lay(pixel, rgb(LIGHT.sea), 1 - land)
    for pixel in (4, 5):
        lay(pixel, rgb(LIGHT.water), lake / 255)
        lay(pixel, rgb(LIGHT.coast), shore / 255)
    for pixel in (1, 4):
        lay(pixel, rgb(LIGHT.coast), line)
    for pixel in (0, 4):
        lay(pixel, (0.0, 0.0, 0.0), 0.3)
    np.testing.assert_allclose(channels(new), expected, atol=2.0)
    assert (new >> 24 == 0xFF).all()
    assert new[2] == below[2]
    assert new[3] == below[3]


def test_lakes_are_filled_and_rivers_run() -> None:
    view = Viewport(projection_of("laea", (0.0, 28.0)), (0.0, 28.0), 3.0, 300, 200)
    water = water_of(view)
    full = set(water.lake[water.lake_opacity == 255].tolist())
    inside = view.pixel_of((-1.5, 28.0))
    outside = view.pixel_of((6.0, 28.0))
    assert inside is not None
    assert outside is not None
    assert int(inside[1]) * 300 + int(inside[0]) in full
    assert int(outside[1]) * 300 + int(outside[0]) not in set(water.lake.tolist())
    assert len(water.lake) == len(np.unique(water.lake))
    assert len(water.river) == len(np.unique(water.river)) > 50


def test_a_lake_that_leaves_the_picture_is_filled_up_to_its_edge() -> None:
    view = Viewport(projection_of("laea", (-1.5, 28.0)), (-1.5, 28.0), 7.0, 60, 40)
    water = water_of(view)
    assert len(water.lake) == 60 * 40
    assert (water.lake_opacity == 255).all()


def test_hidden_water() -> None:
    view = Viewport(projection_of("laea", (0.0, 28.0)), (0.0, 28.0), 4.0, 300, 200)
    water = water_of(view, frozenset({"lakes", "rivers"}))
    assert len(water.lake) == len(water.river) == 0


def test_nearness_is_the_true_distance() -> None:
    land = np.random.default_rng(5).random((150, 90)) < 0.01
    reach = 7
    near = nearness(land, reach)
    down, across = np.nonzero(land)
    for row in range(0, 150, 7):
        for column in range(reach, 90 - reach, 5):
            true = int(((down - row) ** 2 + (across - column) ** 2).min())
            assert near[row, column] == (true if true <= reach * reach else min(true, (reach + 1) ** 2))
