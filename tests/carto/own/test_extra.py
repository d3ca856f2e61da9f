"""A reader's layers on the map: what belongs to a day, what lies where, over seams and poles too."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.carto.days.dates import when_text
from viewer.carto.own.extra import PlacedLayer, fineness, levels, shown_layers, when_words
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.extra import ExtraLayer
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, day_of, parse_when
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.days import TIMELESS, Span, one_date

DAY = day_of("1962-10-22")
Ring = Sequence[tuple[float, float]]


def layer_of(*spans: Span, points: Sequence[tuple[float, float]] = ()) -> ExtraLayer:
    builder = LayerBuilder("a")
    for number, span in enumerate(spans):
        place = points[number] if points else (float(number), 0.0)
        builder.add(f"n{number}", [], span, points=[np.array([place])])
    return builder.layer("k", "a")


def shape_layer(path: Ring, *, area: bool) -> ExtraLayer:
    builder = LayerBuilder("a")
    given_path = np.array(path, dtype=np.float64)
    builder.add("x", [], TIMELESS, rings=[given_path] if area else (), lines=() if area else [given_path])
    return builder.layer("k", "a")


def at(layer: ExtraLayer, lonlat: tuple[float, float], projection: str = "equal-earth", zoom: float = 0.35) -> int | None:
    """The feature that the map finds at a place."""
    port = Viewport(projection_of(projection, (11.0, 20.0)), (11.0, 20.0), zoom, 1280, 800)
    pixel = port.pixel_of(lonlat)
    assert pixel is not None
    return PlacedLayer(layer, port.projection, fineness(port)).at(port, levels(layer, View()), *pixel)


def span(first: int, last: int, *, lasting: bool) -> Span:
    return Span(Interval(first, last + 1), lasting=lasting)


def test_of_two_points_within_reach_the_nearer_is_found() -> None:
    for places in (((10.0, 20.0), (10.35, 20.0)), ((10.35, 20.0), (10.0, 20.0))):
        layer = layer_of(TIMELESS, TIMELESS, points=places)
        assert at(layer, (10.15, 20.0), zoom=4) == places.index((10.0, 20.0))
        assert at(layer, (10.2, 20.0), zoom=4) == places.index((10.35, 20.0))


@given(
    spans=st.lists(st.tuples(st.integers(-900, 900), st.integers(0, 400), st.booleans()), min_size=1, max_size=30),
    before=st.integers(0, 500),
    after=st.integers(0, 500),
)
def test_what_is_shown_is_what_one_would_say_feature_by_feature(spans: list[tuple[int, int, bool]], before: int, after: int) -> None:
    layer = layer_of(*(span(DAY + first, DAY + first + length, lasting=lasting) for first, length, lasting in spans))
    view = View(instant=DAY, before=before, after=after)
    found = levels(layer, view)
    first, end = view.window
    for feature in range(layer.count):
        start, stop = int(layer.start[feature]), int(layer.end[feature])
        today = start <= DAY < stop
        within = not layer.lasting[feature] and start < end and stop > first
        assert (found[feature] >= 0) == (today or within)
        assert (found[feature] == 0) == today


def test_the_farther_from_the_day_the_fainter() -> None:
    layer = layer_of(*(span(DAY + away, DAY + away, lasting=False) for away in (-90, -20, 0, 20, 90)))
    assert levels(layer, View(instant=DAY, before=100, after=100)).tolist() == [2, 1, 0, 1, 2]


def test_what_has_no_time_is_always_there() -> None:
    assert levels(layer_of(TIMELESS), View(instant=1)).tolist() == [0]
    assert levels(layer_of(TIMELESS), View(instant=LAST_DAY - 1)).tolist() == [0]


@pytest.mark.parametrize(
    ("days", "ja", "en"),
    [
        (Interval(DAY, DAY + 1), "1962年10月22日", "22 October 1962"),
        (Interval(DAY, DAY + 2), "1962年10月22日〜1962年10月23日", "22 October 1962 \u2013 23 October 1962"),
        (Interval(DAY, LAST_DAY), "1962年10月22日〜", "22 October 1962 \u2013"),
        (Interval(FIRST_DAY, DAY + 1), "〜1962年10月22日", "\u2013 22 October 1962"),
        (Interval(day_of("1957-01-01"), day_of("1971-01-01")), "1957年〜1970年", "1957 \u2013 1970"),
        (Interval(day_of("1962-01-01"), day_of("1963-01-01")), "1962年", "1962"),
        (Interval(day_of("1962-10-01"), day_of("1963-01-01")), "1962年10月〜1962年12月", "October 1962 \u2013 December 1962"),
        (Interval(day_of("1957-01-01"), LAST_DAY), "1957年〜", "1957 \u2013"),
        (Interval(FIRST_DAY, LAST_DAY), "", ""),
    ],
)
def test_days_in_words(days: Interval, ja: str, en: str) -> None:
    layer = layer_of(Span(days, lasting=True))
    assert (when_words(layer, 0, "ja"), when_words(layer, 0, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("1962-10?", "1962年10月（？）", "October 1962 (?)"),
        ("ca. 1962", "1962年ごろ", "about 1962"),
        ("1962-10-22%", "1962年10月22日ごろ（？）", "about 22 October 1962 (?)"),
        ("1962-10", "1962年10月", "October 1962"),
    ],
)
def test_what_is_not_sure_is_told_as_of_the_atlas_itself(text: str, ja: str, en: str) -> None:
    layer = layer_of(one_date(text))
    assert (when_words(layer, 0, "ja"), when_words(layer, 0, "en")) == (ja, en)
    assert when_text(parse_when(text.replace("ca. 1962", "1962~")), "en") == en


@pytest.mark.parametrize("projection", ["equal-earth", "natural-earth", "laea", "globe"])
def test_an_area_is_found_inside_and_not_outside(projection: str) -> None:
    layer = shape_layer([(0, 10), (30, 10), (30, 40), (0, 40), (0, 10)], area=True)
    assert at(layer, (15.0, 25.0), projection) == 0
    assert at(layer, (40.0, 25.0), projection) is None
    assert at(layer, (15.0, -5.0), projection) is None


def test_an_area_over_the_seam_is_on_both_sides_and_nowhere_between() -> None:
    layer = shape_layer([(170, 50), (-150, 50), (-150, 70), (170, 70), (170, 50)], area=True)
    for lon in (175.0, -175.0, -160.0):
        assert at(layer, (lon, 60.0)) == 0
    for lon in (-140.0, 0.0, 160.0):
        assert at(layer, (lon, 60.0)) is None


def test_an_area_around_a_pole_holds_the_pole() -> None:
    ring = [*((float(lon), 66.0) for lon in range(-180, 180, 10)), (-180.0, 66.0)]
    layer = shape_layer(ring, area=True)
    for projection in ("equal-earth", "arctic"):
        assert at(layer, (20.0, 80.0), projection) == 0
    assert at(layer, (20.0, 50.0)) is None


def test_a_hole_is_not_part_of_an_area() -> None:
    builder = LayerBuilder("a")
    outer = np.array([(0, 0), (40, 0), (40, 40), (0, 40), (0, 0)], dtype=np.float64)
    builder.add("x", [], TIMELESS, rings=[outer, outer / 2 + 10])
    layer = builder.layer("k", "a")
    assert at(layer, (5.0, 5.0)) == 0
    assert at(layer, (20.0, 20.0)) is None


def test_the_nearest_point_is_found_before_a_line_and_a_line_before_an_area() -> None:
    builder = LayerBuilder("a")
    square = np.array([(0, 0), (40, 0), (40, 40), (0, 40), (0, 0)], dtype=np.float64)
    builder.add("area", [], TIMELESS, rings=[square])
    builder.add("line", [], TIMELESS, lines=[np.array([(5.0, 20.0), (35.0, 20.0)])])
    builder.add("point", [], TIMELESS, points=[np.array([(20.0, 20.0)])])
    layer = builder.layer("k", "a")
    found = [at(layer, place) for place in ((20.0, 20.0), (10.0, 20.0), (10.0, 35.0), (-30.0, 20.0))]
    assert [None if one is None else layer.title(one) for one in found] == ["point", "line", "area", None]


def test_places_behind_the_globe_are_not_found() -> None:
    layer = layer_of(TIMELESS, points=[(-169.0, -20.0)])
    port = Viewport(projection_of("globe", (11.0, 20.0)), (11.0, 20.0), 1.0, 1280, 800)
    assert len(PlacedLayer(layer, port.projection, fineness(port)).points(port, levels(layer, View()))[1]) == 0


def test_each_layer_gets_a_tone_of_its_own() -> None:
    layers = [layer_of(TIMELESS), layer_of(TIMELESS)]
    assert [one.tone for one in shown_layers(layers)] == [0, 1]


def test_an_area_around_the_whole_world_is_everywhere() -> None:
    layer = shape_layer([(-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)], area=True)
    for place in ((0.0, 0.0), (170.0, 60.0), (-150.0, -60.0)):
        assert at(layer, place) == 0


@settings(max_examples=150)
@given(
    projection=st.sampled_from(["equal-earth", "natural-earth", "laea", "globe", "arctic"]),
    centre=st.tuples(st.integers(-180, 180), st.integers(-85, 85)),
    west=st.integers(-180, 170),
    wide=st.integers(10, 350),
    south=st.integers(-80, 60),
    tall=st.integers(10, 150),
    place=st.tuples(st.integers(-179, 179), st.integers(-84, 84)),
)
def test_an_area_of_any_size_is_found_where_it_is(
    projection: str, centre: tuple[int, int], west: int, wide: int, south: int, tall: int, place: tuple[int, int]
) -> None:
    """Also one that holds the place opposite to the middle of the map: all that is seen may lie in it."""
    north = min(south + tall, 85)
    along = [west + wide * share for share in np.linspace(0, 1, 40)]
    ring = [*((lon, south) for lon in along), *((lon, north) for lon in along[::-1]), (along[0], south)]
    layer = shape_layer([((lon + 180) % 360 - 180, float(lat)) for lon, lat in ring], area=True)
    port = Viewport(projection_of(projection, centre), centre, 0.35, 1280, 800)
    from_west = (place[0] - west) % 360
    near = min(abs(from_west - wide), from_west, 360 - from_west, abs(place[1] - south), abs(place[1] - north)) < 4
    pixel = port.pixel_of(place)
    if near or pixel is None or not port.projection.visible(np.array([place], dtype=np.float64))[0]:
        return
    found = PlacedLayer(layer, port.projection, fineness(port)).at(port, levels(layer, View()), *pixel)
    assert (found == 0) == (from_west < wide and south < place[1] < north)


def test_a_belt_round_the_earth_is_the_belt_on_a_globe_too() -> None:
    layer = shape_layer([(-180, -23), (180, -23), (180, 23), (-180, 23), (-180, -23)], area=True)
    for projection in ("equal-earth", "globe", "laea"):
        assert at(layer, (20.0, 0.0), projection) == at(layer, (-40.0, -15.0), projection) == 0
        assert at(layer, (20.0, 50.0), projection) is at(layer, (20.0, -40.0), projection) is None


def test_a_line_over_the_date_line_goes_the_short_way() -> None:
    layer = shape_layer([(150, 40), (-130, 40)], area=False)
    assert at(layer, (180.0, 40.0)) == 0
    assert at(layer, (0.0, 40.0)) is None
