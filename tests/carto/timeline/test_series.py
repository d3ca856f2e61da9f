"""Series on an axis: every number stands within its own round scale, at its time."""

from __future__ import annotations

import made_up
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viewer.carto.timeline.series import compose_series, nice_scale, number_words, plot_series, series_of_event
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.view import View
from viewer.model.entities import Series
from viewer.model.time import day_of, parse_when

VALUES = st.floats(-1e9, 1e9, allow_nan=False).filter(lambda value: value == 0 or abs(value) > 1e-6)
SCALE = TimeScale(day_of("1930-01-01"), day_of("1940-01-01"), 100.0, 1000.0)


def series(*points: tuple[str, float], events: tuple[str, ...] = ()) -> Series:
    told = tuple((parse_when(when), value) for when, value in points)
    return Series("clashes", {"en": "Clashes", "ja": "紛争"}, {"en": "a year", "ja": "件"}, told, events)


@given(VALUES, VALUES)
@example(0.0, 0.0)
@example(0.0, 290_000.0)
@example(49.0, 60.6)
@example(-2.5, 176.0)
def test_a_scale_is_round_and_holds_nought_and_the_numbers(one: float, other: float) -> None:
    low, high, step = nice_scale(min(one, other), max(one, other))
    slack = 1e-6 * step
    assert low <= min(one, other, 0.0) + slack
    assert high >= max(one, other, 0.0) - slack
    assert 1 <= round((high - low) / step) <= 5
    assert f"{step:.6e}"[:3] in ("1.0", "2.0", "2.5", "5.0")


def test_numbers_stand_at_their_time_and_height() -> None:
    plot = plot_series(series(("1939", 159.0), ("1932/1934", 51.0), ("1936-07-02", 152.0)), "ja", SCALE)
    assert (plot.name, plot.unit) == ("紛争", "件")
    assert [dot.value for dot in plot.dots] == ["51", "152", "159"], "in order of time"
    assert [share for share, _ in plot.marks] == pytest.approx([0.0, 0.5, 1.0])
    assert [words for _, words in plot.marks] == ["0", "100", "200 件"]
    assert [dot.share for dot in plot.dots] == pytest.approx([0.255, 0.76, 0.795])
    long, day, year = plot.dots
    assert day.x == pytest.approx(SCALE.x_of(day_of("1936-07-02") + 0.5))
    assert year.x == pytest.approx(SCALE.x_of(day_of("1939-07-02") + 0.5), abs=0.2)
    assert (long.left, long.right) == pytest.approx((SCALE.x_of(day_of("1932-01-01")), SCALE.x_of(day_of("1935-01-01"))))
    assert year.left == year.right == year.x, "a year is when, not how long"


def test_a_view_names_the_series_that_is_drawn() -> None:
    atlas = made_up.atlas(series=(series(("1939", 159.0), events=("nomonhan",)), Series("empty", {}, {}, (), ("nomonhan",))))
    found = compose_series(atlas, View(series="clashes", language="en"), SCALE)
    assert found is not None
    assert found.name == "Clashes"
    for name in ("", "empty", "unknown"):
        assert compose_series(atlas, View(series=name), SCALE) is None
    assert [one.id for one in series_of_event(atlas, "nomonhan")] == ["clashes"]
    assert series_of_event(atlas, "other") == ()


def test_numbers_in_words() -> None:
    assert [number_words(value) for value in (0.0, 52.5, 999.0, 1000.0, 290_000.0, -2.5)] == [
        "0",
        "52.5",
        "999",
        "1,000",
        "290,000",
        "-2.5",
    ]
