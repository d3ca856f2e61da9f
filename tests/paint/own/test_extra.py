"""A reader's layers painted: discs, areas, density; nothing that a file can hold makes painting raise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from wcag import contrast

from viewer.carto.own.extra import PlacedLayer, ShownLayer, fineness, shown_layers
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.extra import ExtraLayer
from viewer.model.time import day_of
from viewer.paint.own.density import DensityGrid
from viewer.paint.own.extra import MANY, ExtraPainter, extra_rows
from viewer.paint.own.tones import TONES, tone
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.days import TIMELESS, one_date

WIDE, HIGH = 320, 200


def port_of(projection: str = "equal-earth", zoom: float = -0.5, ratio: float = 1.0) -> Viewport:
    return Viewport(projection_of(projection, (11.0, 20.0)), (11.0, 20.0), zoom, WIDE, HIGH, ratio)


def picture(shown: tuple[ShownLayer, ...], port: Viewport, theme: str = "light") -> QImage:
    image = QImage(*port.device_size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(port.ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    ExtraPainter().draw(painter, shown, View(theme=theme), THEMES[theme], port)
    painter.end()
    return image


def points_layer(places: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> ExtraLayer:
    builder = LayerBuilder("a")
    builder.add("x", [], TIMELESS, points=[places])
    return builder.layer("k", "a")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_point_is_a_disc_at_its_place(ratio: float) -> None:
    port = port_of(ratio=ratio)
    image = picture(shown_layers([points_layer(np.array([(20.0, 10.0)]))]), port)
    at = port.pixel_of((20.0, 10.0))
    assert at is not None
    assert image.pixelColor(round(at[0] * ratio), round(at[1] * ratio)) == QColor(TONES[0][0])
    assert image.pixelColor(round((at[0] + 9) * ratio), round(at[1] * ratio)) == QColor("white")


@pytest.mark.parametrize("text", ["1962-10-22?", "1962-10~", "1962-10", "1962"])
def test_a_point_of_doubted_date_is_hollow_with_a_broken_rim(text: str) -> None:
    port, view = port_of(), View(instant=day_of("1962-10-22"))
    builder = LayerBuilder("a")
    builder.add("x", [], one_date(text), points=[np.array([(20.0, 10.0)])])
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    brush = QPainter(image)
    ExtraPainter().draw(brush, shown_layers([builder.layer("k", "a")]), view, THEMES["light"], port)
    brush.end()
    at = port.pixel_of((20.0, 10.0))
    assert at is not None
    assert image.pixelColor(round(at[0]), round(at[1])) != QColor(TONES[0][0])
    around = [np.array([math.cos(turn), math.sin(turn)]) * 4.1 + at for turn in np.linspace(0, 2 * np.pi, 80, endpoint=False)]
    dark = np.array([image.pixelColor(math.floor(x), math.floor(y)).lightness() < 150 for x, y in around])
    breaks = int((dark != np.roll(dark, 1)).sum())
    assert breaks >= 6, "a line with gaps"


def test_lines_and_areas_of_doubted_date_are_dashed() -> None:
    port, view = port_of(), View(instant=day_of("1962-10-22"))
    ink = []
    for text in ("1962-10-01/1962-10-31", "1962-10?/1962-10-31"):
        builder = LayerBuilder("a")
        builder.add("x", [], one_date(text), lines=[np.array([(-40.0, 10.0), (40.0, 10.0)])])
        image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        brush = QPainter(image)
        ExtraPainter().draw(brush, shown_layers([builder.layer("k", "a")]), view, THEMES["light"], port)
        brush.end()
        start, end = port.pixel_of((-30.0, 10.0)), port.pixel_of((30.0, 10.0))
        assert start is not None
        assert end is not None
        row = [image.pixelColor(x, round(start[1])).lightness() < 170 for x in range(round(start[0]), round(end[0]))]
        ink.append(sum(row) / len(row))
    assert ink[0] > 0.95
    assert 0.4 < ink[1] < 0.8


def test_a_hidden_layer_leaves_no_trace() -> None:
    shown = ShownLayer(points_layer(np.array([(20.0, 10.0)])), 0, hidden=True)
    blank = picture((), port_of())
    assert picture((shown,), port_of()) == blank
    assert extra_rows((shown,), View()) == ()


@given(
    steps=st.lists(st.lists(st.booleans(), min_size=60, max_size=60), min_size=1, max_size=4),
    seed=st.integers(0, 9),
)
def test_a_grid_that_follows_the_days_equals_one_made_at_once(steps: list[list[bool]], seed: int) -> None:
    chance = np.random.default_rng(seed)
    places = np.column_stack([chance.uniform(-170, 170, 60), chance.uniform(-60, 80, 60)])
    port = port_of()
    placed = PlacedLayer(points_layer(places), port.projection, fineness(port))
    seen = len(placed.places(port)[1])
    followed = DensityGrid(placed, port, "#A3137F")
    for step in steps:
        mine = np.array(step)[:seen]
        image = followed.image(mine).copy()
        assert image == DensityGrid(placed, port, "#A3137F").image(mine)


def test_a_grid_made_at_once_and_one_made_of_few_cells_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(1)
    places = np.column_stack([chance.uniform(-170, 170, 5_000), chance.uniform(-60, 80, 5_000)])
    port = port_of()
    placed = PlacedLayer(points_layer(places), port.projection, fineness(port))
    mine = np.ones(len(placed.places(port)[1]), dtype=np.bool_)
    few = DensityGrid(placed, port, "#A3137F").image(mine).copy()
    monkeypatch.setattr("viewer.paint.own.density._FEW", 10)
    assert DensityGrid(placed, port, "#A3137F").image(mine) == few


def test_a_picture_of_density_is_kept_while_the_same_points_are_shown_near_or_far() -> None:
    chance = np.random.default_rng(1)
    builder = LayerBuilder("a")
    for lon, lat in zip(chance.uniform(-170, 170, MANY * 2), chance.uniform(-60, 80, MANY * 2), strict=True):
        builder.add("x", [], one_date("1962-10-22"), points=[np.array([(lon, lat)])])
    [one], port, painter = shown_layers([builder.layer("k", "a")]), port_of(), ExtraPainter()

    def drawn(by: ExtraPainter, view: View) -> QImage:
        image = QImage(*port.device_size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        brush = QPainter(image)
        by.draw(brush, [one], view, THEMES["light"], port)
        brush.end()
        return image

    wide = View().with_(before=40_000, after=40_000)
    days = [wide.at(day_of(day)) for day in ("1990-01-01", "1962-10-22", "1921-01-01")]
    assert painter.token(one, days[0]) != painter.token(one, days[1]), "discs would tell the day"
    assert [drawn(painter, view) for view in days] == [drawn(ExtraPainter(), view) for view in days]
    assert painter.token(one, days[0]) == painter.token(one, days[1]) == painter.token(one, days[2])
    gone = wide.with_(before=1, after=1).at(days[0].instant)
    assert painter.token(one, gone) != painter.token(one, days[0])
    assert drawn(painter, gone) == picture((), port)


def test_very_many_points_are_drawn_within_the_map_only() -> None:
    chance = np.random.default_rng(1)
    places = np.column_stack([chance.uniform(-180, 180, MANY * 9), chance.uniform(-90, 90, MANY * 9)])
    image = picture(shown_layers([points_layer(places)]), port_of("globe", -1.0))
    assert image.pixelColor(1, 1) == QColor("white")
    assert image.pixelColor(WIDE // 2, HIGH // 2) != QColor("white")


@given(
    path=st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=12),
    projection=st.sampled_from(["equal-earth", "natural-earth", "laea", "arctic", "globe"]),
    zoom=st.floats(-1, 12),
    area=st.booleans(),
)
def test_no_shape_makes_painting_raise(path: list[tuple[float, float]], projection: str, zoom: float, *, area: bool) -> None:
    builder = LayerBuilder("a")
    line = np.array([*path, path[0]] if area else path, dtype=np.float64)
    builder.add("x", [], TIMELESS, rings=[line] if area else (), lines=() if area else [line], points=[line])
    port = port_of(projection, zoom)
    shown = shown_layers([builder.layer("k", "a")])
    assert not picture(shown, port, "dark").isNull()
    painter = ExtraPainter()
    painter.at(shown, View(), port, WIDE / 2, HIGH / 2)
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    brush = QPainter(image)
    painter.draw_chosen(brush, shown[0], 0, THEMES["dark"], port)
    brush.end()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_tones_stand_out_from_land_and_sea(name: str) -> None:
    theme = THEMES[name]
    for number in range(len(TONES)):
        assert contrast(tone(number, theme), theme.sea) >= 3
        assert contrast(tone(number, theme), theme.land) >= 3
