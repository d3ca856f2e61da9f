"""The political layer: an update gives exactly what composing anew gives, whatever came before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from tests import made_up_map as made
from viewer.carto.land.frontier import frontier
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import DARK, LIGHT
from viewer.paint.land.political_layer import MAP_LAYERS, PoliticalLayer

VIEWS = {
    "laea": Viewport(projection_of("laea", (5.0, 25.0)), (5.0, 25.0), 1.3, 420, 330),
    "world": Viewport(projection_of("equal-earth", (0.0, 0.0)), (0.0, 20.0), 1.4, 500, 300, 1.5, (20.0, -10.0)),
    "globe": Viewport(projection_of("globe", (20.0, 10.0)), (20.0, 10.0), 0.9, 300, 300),
    "arctic": Viewport(projection_of("arctic", (0.0, 90.0)), (0.0, 80.0), 1.5, 320, 300, 2.0),
}
DAYS = st.integers(made.FIRST, made.LAST)


def pixels(layer: PoliticalLayer) -> NDArray[np.uint32]:
    image = layer.image
    return np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)[:, : image.width()].copy()


def fresh(
    viewport: Viewport, day: int, seed: int = 1, viewpoint: str = "de-facto", hidden: frozenset[str] = frozenset()
) -> NDArray[np.uint32]:
    layer = PoliticalLayer(made.atlas(seed), LIGHT, hidden)
    layer.prepare(viewport)
    layer.update(day, viewpoint)
    return pixels(layer)


@pytest.mark.parametrize("name", VIEWS)
@settings(max_examples=6)
@given(days=st.lists(DAYS, min_size=2, max_size=8), seed=st.integers(1, 5))
def test_a_picture_reached_by_any_way_through_time_equals_the_one_made_at_once(name: str, days: list[int], seed: int) -> None:
    layer = PoliticalLayer(made.atlas(seed), LIGHT)
    layer.prepare(VIEWS[name])
    for day in days:
        layer.update(day)
    np.testing.assert_array_equal(pixels(layer), fresh(VIEWS[name], days[-1], seed))


@settings(max_examples=8)
@given(days=st.lists(DAYS, min_size=3, max_size=3, unique=True), way=st.lists(st.integers(0, 2), min_size=6, max_size=14))
def test_going_to_and_fro_shows_each_day_as_it_is(days: list[int], way: list[int]) -> None:
    layer = PoliticalLayer(made.atlas(3), LIGHT)
    layer.prepare(VIEWS["laea"])
    found: dict[int, NDArray[np.uint32]] = {}
    for number in way:
        before = pixels(layer)
        rect = layer.update(days[number])
        changed = np.argwhere(pixels(layer) != before)
        assert all(rect.contains(int(column), int(row)) for row, column in (*changed[:1], *changed[-1:])), "what changed is told"
        np.testing.assert_array_equal(pixels(layer), found.setdefault(days[number], fresh(VIEWS["laea"], days[number], 3)))


@settings(max_examples=10)
@given(steps=st.lists(st.tuples(DAYS, st.sampled_from(["de-facto", "state-0", "state-3", "nobody-known"])), min_size=2, max_size=6))
def test_viewpoints_change_exactly_too(steps: list[tuple[int, str]]) -> None:
    layer = PoliticalLayer(made.atlas(2), LIGHT)
    layer.prepare(VIEWS["laea"])
    for day, viewpoint in steps:
        layer.update(day, viewpoint)
    np.testing.assert_array_equal(pixels(layer), fresh(VIEWS["laea"], *steps[-1][:1], 2, steps[-1][1]))


@settings(max_examples=15)
@given(first=DAYS, second=DAYS)
def test_nothing_outside_the_changed_rectangle_changes(first: int, second: int) -> None:
    layer = PoliticalLayer(made.atlas(3), LIGHT)
    layer.prepare(VIEWS["laea"])
    layer.update(first)
    before = pixels(layer)
    changed = layer.update(second)
    outside = np.ones_like(before, dtype=bool)
    outside[changed.top() : changed.top() + changed.height(), changed.left() : changed.left() + changed.width()] = False
    np.testing.assert_array_equal(pixels(layer)[outside], before[outside])


def test_days_without_a_change_cost_nothing() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(VIEWS["laea"])
    assert layer.update(made.FIRST) == QRect(0, 0, 420, 330)
    assert layer.update(made.FIRST).isEmpty()
    assert layer.update(made.FIRST - 400).isEmpty()


def test_the_whole_range_of_days_changes_the_picture_often() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(VIEWS["laea"])
    days = range(made.FIRST, made.LAST, 60)
    assert sum(not layer.update(day).isEmpty() for day in days) > 20


@pytest.mark.parametrize("ratio", [3.0, 4.0, 6.0])
def test_patterns_keep_their_place_at_large_scales(ratio: float) -> None:
    """The plane of phases must not run over: at four times the size a tile has 19,600 phases, five times with ribbons."""
    state_day = made.FIRST + 900
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(Viewport(projection_of("laea", (5.0, 25.0)), (5.0, 25.0), 1.0, 120, 90, ratio))
    layer.update(state_day)
    small = pixels(layer)
    layer.prepare(Viewport(projection_of("laea", (5.0, 25.0)), (5.0, 25.0), 1.0, 120, 90, 1.0))
    layer.update(state_day)
    large = pixels(layer)

    def mean(picture: NDArray[np.uint32]) -> NDArray[np.float64]:
        return np.array([(picture >> shift & 0xFF).mean() for shift in (16, 8, 0)])

    np.testing.assert_allclose(mean(small), mean(large), atol=2.5)


def test_work_in_slices_gives_the_same_picture_and_keeps_the_old_one_meanwhile() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(VIEWS["laea"])
    layer.update(made.FIRST)
    old = pixels(layer)
    layer.begin(VIEWS["globe"])
    later = made.FIRST + 2000
    slices = 0
    while not layer.advance(0.0):
        slices += 1
        np.testing.assert_array_equal(pixels(layer), old)
    assert slices >= 10
    np.testing.assert_array_equal(pixels(layer), fresh(VIEWS["globe"], made.FIRST))
    layer.update(later)
    np.testing.assert_array_equal(pixels(layer), fresh(VIEWS["globe"], later))


def test_the_date_may_change_while_a_new_picture_is_made() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(VIEWS["laea"])
    layer.update(made.FIRST)
    layer.begin(VIEWS["globe"])
    for day in range(made.FIRST, made.LAST, 40):
        layer.update(day)
        np.testing.assert_array_equal(pixels(layer)[:9], fresh(VIEWS["laea"], day)[:9])
        if layer.advance(0.0):
            break
    layer.update(made.LAST)
    np.testing.assert_array_equal(pixels(layer), fresh(VIEWS["globe"], made.LAST))


def test_work_that_was_begun_can_be_given_up() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.begin(VIEWS["globe"])
    layer.advance(0.0)
    layer.prepare(VIEWS["laea"])
    layer.update(made.FIRST)
    np.testing.assert_array_equal(pixels(layer), fresh(VIEWS["laea"], made.FIRST))


def test_a_new_look_is_shown_and_back() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(VIEWS["laea"])
    layer.update(made.FIRST)
    light = pixels(layer)
    layer.set_look(DARK, frozenset())
    layer.update(made.FIRST)
    assert (pixels(layer) != light).mean() > 0.9
    layer.set_look(LIGHT, frozenset({"names"}))
    layer.update(made.FIRST)
    np.testing.assert_array_equal(pixels(layer), light)


@pytest.mark.parametrize("name", sorted(MAP_LAYERS))
def test_each_layer_can_be_hidden(name: str) -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    front = frontier(made.level(), layer.politics.zones)
    # A day on which there are blocs, patterns and the named line.
    day = next(day for day in range(made.FIRST, made.LAST, 30) if layer.politics.state(day).curtain(*front.sides).any())
    view = VIEWS["world" if name == "graticule" else "laea"]
    assert (fresh(view, day, hidden=frozenset({name})) != fresh(view, day)).any()


def test_what_lies_under_a_pixel() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    assert layer.unit_at(5, 5) is None
    view = VIEWS["laea"]
    layer.prepare(view)
    layer.update(made.FIRST)
    base = made.basemap()
    for unit in range(0, made.UNITS, 5):
        at = view.pixel_of((float(base.point[unit, 0]), float(base.point[unit, 1])))
        if at is None or not (0 <= at[0] < 420 and 0 <= at[1] < 330):
            continue
        assert layer.unit_at(*at) == unit
        zone = layer.zone_at(*at)
        assert layer.state is not None
        assert zone is not None
        assert layer.state.holder[zone] == layer.politics.atlas.territory.holders(made.FIRST)[unit]
    assert layer.unit_at(-3, 10) is None
    assert layer.unit_at(10, 4000) is None


def test_pixels_of_zones_add_up_to_the_land() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(VIEWS["laea"])
    assert layer.zone_sizes().sum() == pytest.approx(layer.unit_pixels().sum())
    assert 30_000 < layer.zone_sizes().sum() < 100_000


def test_a_stand_in_is_drawn_where_the_land_will_be() -> None:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    view = VIEWS["laea"]
    layer.prepare(view)
    layer.update(made.FIRST)
    near = Viewport(view.projection, (9.0, 22.0), view.zoom + 0.5, 420, 330)
    image = QImage(420, 330, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    layer.draw_scaled(painter, near)
    painter.end()
    drawn = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(330, 420)
    exact = fresh(near, made.FIRST)

    def lightness(picture: NDArray[np.uint32]) -> NDArray[np.float64]:
        return (picture >> 8 & 0xFF).astype(np.float64)

    off = np.abs(lightness(drawn) - lightness(exact))
    assert np.median(off[60:270, 60:360]) < 12


_LAYER = PoliticalLayer(made.atlas(4), LIGHT)


@settings(max_examples=60)
@given(
    name=st.sampled_from(["equal-earth", "natural-earth", "laea", "arctic", "globe"]),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    zoom=st.floats(-1, 12),
    size=st.tuples(st.integers(1, 160), st.integers(1, 120)),
    ratio=st.sampled_from([1.0, 1.25, 2.0]),
    day=DAYS,
    turn=st.sampled_from([0.0, 45.0, -170.0]),
)
def test_every_view_can_be_drawn(
    name: str, lon: float, lat: float, zoom: float, size: tuple[int, int], ratio: float, day: int, turn: float
) -> None:
    view = Viewport(projection_of(name, (lon, lat)), (lon, lat), zoom, *size, ratio, (7.0, -3.0), rotation=turn)
    _LAYER.prepare(view)
    _LAYER.update(day)
    image = _LAYER.image
    assert (image.width(), image.height()) == view.device_size
    assert image.devicePixelRatio() == ratio
    assert (pixels(_LAYER) >> 24 == 0xFF).all()
    _LAYER.unit_at(size[0] / 2, size[1] / 2)


def test_a_picture_that_is_under_way_goes_on_when_the_theme_changes() -> None:
    layer = PoliticalLayer(made.atlas(1), LIGHT)
    first, second = VIEWS["laea"], VIEWS["globe"]
    layer.prepare(first)
    layer.update(made.FIRST)
    layer.begin(second)
    layer.set_look(DARK, frozenset())
    layer.update(made.FIRST)
    assert layer.viewport == first
    while not layer.advance(1.0):
        pass
    layer.update(made.FIRST)
    assert layer.viewport == second
    alone = PoliticalLayer(made.atlas(1), DARK)
    alone.prepare(second)
    alone.update(made.FIRST)
    np.testing.assert_array_equal(pixels(layer), pixels(alone))
