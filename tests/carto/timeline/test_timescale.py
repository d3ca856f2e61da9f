"""The axis of time: pixels and days answer each other, zooming holds what is under the pointer, labels keep apart."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import made_up
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from viewer.carto.timeline.timescale import MIN_SPAN, RULES, TimeScale, marks
from viewer.model.civil import civil, ordinal

FEWEST = 34
LIMITS = (float(made_up.FIRST), float(made_up.LAST))
UNITS = ("day", "week", "month", "quarter", "year", "5years", "10years", "50years")


@st.composite
def scales(draw: st.DrawFn, longest: float = 106 * 365.25) -> TimeScale:
    """Draw an axis of a length between a few days and all of an atlas, as wide as windows are."""
    span = draw(st.sampled_from((MIN_SPAN, 20.9, 21, 121.9, 122, 1095, 5478, 5479, 21914, longest)) | st.floats(MIN_SPAN, longest))
    start = draw(st.floats(LIMITS[0], LIMITS[1] - longest)) if longest < LIMITS[1] - LIMITS[0] else LIMITS[0]
    return TimeScale(start, start + span, draw(st.floats(0, 200)), draw(st.floats(200, 4000)))


@given(scales(), st.floats(-500, 4500), st.integers(made_up.FIRST, made_up.LAST))
def test_pixels_and_days_answer_each_other(scale: TimeScale, x: float, day: int) -> None:
    assert scale.x_of(scale.day_at(x)) == pytest.approx(x, abs=1e-3)
    assert scale.day_at(scale.x_of(day)) == pytest.approx(day, abs=1e-4)
    assert scale.instant_at(scale.x_of(day + 0.5)) == day
    assert (scale.x_of(scale.start), scale.x_of(scale.end)) == pytest.approx((scale.left, scale.left + scale.width))
    days = np.array([day, day + 1, day + 400])
    assert scale.xs_of(days).tolist() == pytest.approx([scale.x_of(one) for one in days.tolist()])


@given(scales(), st.floats(0.01, 100), st.floats(0, 1))
def test_zooming_keeps_the_day_under_the_pointer(scale: TimeScale, factor: float, part: float) -> None:
    pointer = scale.left + part * scale.width
    zoomed = scale.zoomed(factor, pointer, LIMITS)
    assert LIMITS[0] - 1e-6 <= zoomed.start < zoomed.end <= LIMITS[1] + 1e-6
    assert min(MIN_SPAN, scale.span) - 1e-6 <= zoomed.span <= LIMITS[1] - LIMITS[0] + 1e-6
    if zoomed.start > LIMITS[0] and zoomed.end < LIMITS[1]:
        assert zoomed.day_at(pointer) == pytest.approx(scale.day_at(pointer), abs=1e-4)
    if MIN_SPAN < scale.span / factor < LIMITS[1] - LIMITS[0]:
        assert zoomed.span == pytest.approx(scale.span / factor)


@given(scales(), st.floats(-5000, 5000))
def test_panning_moves_days_with_the_pointer_and_stops_at_the_ends(scale: TimeScale, dx: float) -> None:
    panned = scale.panned(dx, LIMITS)
    assert panned.span == pytest.approx(scale.span)
    assert LIMITS[0] - 1e-6 <= panned.start
    assert panned.end <= LIMITS[1] + 1e-6
    if panned.start > LIMITS[0] and panned.end < LIMITS[1]:
        assert panned.x_of(scale.start) == pytest.approx(scale.left - dx, abs=1e-3)


@pytest.mark.parametrize(
    ("days", "pixels"),
    [((0.0, 0.0), (100.0, 300.0)), ((0.0, 50.0), (200.0, 200.0)), ((0.0, 50.0), (300.0, 100.0)), ((50.0, 0.0), (100.0, 300.0))],
)
def test_fingers_that_meet_or_cross_leave_the_axis_as_it_is(days: tuple[float, float], pixels: tuple[float, float]) -> None:
    scale = TimeScale(LIMITS[0], LIMITS[0] + 100, 0, 600)
    first, second = ((LIMITS[0] + day, x) for day, x in zip(days, pixels, strict=True))
    assert scale.pinched(first, second, LIMITS) == scale


@given(scales() | scales(longest=LIMITS[1] - LIMITS[0]), st.sampled_from(("ja", "en")))
@example(TimeScale(LIMITS[0], LIMITS[1], 0, 60), "ja")
@example(TimeScale(LIMITS[0], LIMITS[0] + 122 * 3, 0, 36 * 12), "en")
def test_labels_are_in_order_and_keep_apart(scale: TimeScale, language: str) -> None:
    ticks = scale.ticks(language)
    majors = [tick for tick in ticks if tick.major]
    minors = [tick.day for tick in ticks if not tick.major]
    assert all(tick.label for tick in majors)
    numbered = [tick for tick in ticks if tick.label and not tick.major]
    assert all(scale.rule.minor == "day" and int(tick.label) == civil(tick.day).day for tick in numbered)
    assert all(first.day < second.day for first, second in pairwise(majors))
    assert minors == sorted(set(minors) - {tick.day for tick in majors})
    assert all(scale.x_of(second.day) - scale.x_of(first.day) >= FEWEST for first, second in pairwise(majors))
    assert all(scale.start <= day <= scale.end for day in minors)


@pytest.mark.parametrize("width", [30.0, 100.0, 1000.0])
def test_an_axis_of_ten_thousand_years_has_labels_that_keep_apart(width: float) -> None:
    scale = TimeScale(1.0, 3_600_000.0, 0.0, width)
    xs = [scale.x_of(tick.day) for tick in scale.ticks("en") if tick.major]
    assert bool(xs) == (width >= 1000)
    assert all(second - first >= FEWEST for first, second in pairwise(xs))


@given(st.sampled_from(UNITS), st.integers(made_up.FIRST, made_up.LAST), st.integers(0, 4000))
def test_marks_are_all_the_first_days_of_units(unit: str, start: int, length: int) -> None:
    def begins(day: int) -> bool:
        when = date.fromordinal(day)
        years = int(unit.removesuffix("years")) if unit.endswith("years") else 1
        return {
            "day": True,
            "week": when.weekday() == 0,
            "month": when.day == 1,
            "quarter": when.day == 1 and when.month in (1, 4, 7, 10),
        }.get(unit, (when.month, when.day) == (1, 1) and when.year % years == 0)

    assert list(marks(unit, start, start + length)) == [day for day in range(start, start + length + 1) if begins(day)]


@given(
    st.sampled_from([unit for unit in UNITS if unit.endswith(("year", "years"))]),
    st.integers(-9000, 30),
    st.integers(0, 3000),
)
def test_round_years_are_counted_from_the_year_1_in_either_direction(unit: str, first: int, years: int) -> None:
    """The year 0 is 1 BC: 500 BC is -499."""
    step, last = (1 if unit == "year" else int(unit.removesuffix("years"))), first + years
    wanted = [year for year in range(first, last + 1) if (1 - year if year < 1 else year) % step == 0]
    assert list(marks(unit, ordinal(first), ordinal(last))) == [ordinal(year) for year in wanted]


def test_small_marks_are_there_while_they_can_be_told_apart() -> None:
    def small(width: float) -> int:
        return sum(not tick.major for tick in TimeScale(ordinal(1962), ordinal(1963), 0.0, width).ticks("en"))

    assert small(1200.0) > 30
    assert small(90.0) == 0


@given(scales())
def test_bins_cover_the_axis_without_gaps(scale: TimeScale) -> None:
    edges = scale.bins()
    assert edges[0] <= scale.start
    assert edges[-1] >= scale.end
    assert (np.diff(edges) > 0).all()


@pytest.mark.parametrize(
    ("days", "bin_", "major"),
    [(106 * 365.25, "year", "10years"), (20 * 365.25, "quarter", "5years"), (5 * 365.25, "month", "year"), (365, "week", "month")],
)
def test_the_rule_follows_the_span(days: float, bin_: str, major: str) -> None:
    rule = TimeScale(700_000.0, 700_000.0 + days, 0.0, 1000.0).rule
    assert (rule.bin, rule.major) == (bin_, major)
    assert [one.span for one in RULES] == sorted((one.span for one in RULES), reverse=True)


@pytest.mark.parametrize(
    ("days", "language", "label"),
    [
        (106 * 365.25, "ja", "1960"),
        (20 * 365.25, "ja", "1960年"),
        (20 * 365.25, "en", "1960"),
        (365, "ja", "1960年2月"),
        (365, "en", "Feb 1960"),
        (60, "en", "11 Jan"),
        (60, "ja", "1月11日"),
        (14, "ja", "1月2日（土）"),
        (14, "en", "Sat 2 Jan"),
    ],
)
def test_labels_are_written_as_the_span_wants(days: float, language: str, label: str) -> None:
    start = date(1960, 1, 1).toordinal() - (0 if days < 400 else 5 * 365.25)
    labels = [tick.label for tick in TimeScale(start, start + days, 0.0, 1600.0).ticks(language)]
    assert label in labels


@pytest.mark.parametrize(
    ("width", "language", "first", "label"),
    [
        (1600, "ja", "1月1日（金）", "1月5日（火）"),
        (900, "ja", "1月1日", "5（火）"),
        (900, "en", "1 Jan", "Tue 5"),
        (504, "ja", "1月1日", "5"),
    ],
)
def test_days_without_room_for_their_month_are_told_more_briefly_all_alike(width: float, language: str, first: str, label: str) -> None:
    start = ordinal(1960, 1, 1)
    found = {tick.day: tick.label for tick in TimeScale(start, start + 14, 0.0, width).ticks(language)}
    assert found[start + 4] == label
    assert len([day for day in found if start <= day < start + 14 and found[day]]) == 14
    assert found[start] == first, "the first in view tells the month where that has room"


def test_weeks_number_their_days_and_one_of_them_tells_the_year() -> None:
    start = ordinal(1962, 10, 8)
    ticks = TimeScale(start, start + 31, 0.0, 1200.0).ticks("en")
    assert [tick.label for tick in ticks if tick.major][-4:] == ["15 Oct", "22 Oct", "29 Oct", "5 Nov"]
    assert "8 Oct 1962" in {tick.label for tick in ticks}
    assert {tick.label for tick in ticks if not tick.major} >= {"9", "10", "30", "31"}
    assert not any(tick.label for tick in TimeScale(start, start + 31, 0.0, 500.0).ticks("en") if not tick.major), "there is no room"


def test_weekends_are_told_while_days_can_be_told_apart() -> None:
    start = ordinal(1962, 10, 15)  # a Monday
    assert TimeScale(start, start + 14, 0.0, 900.0).weekends() == [start + 5, start + 6, start + 12, start + 13]
    assert TimeScale(start, start + 400, 0.0, 900.0).weekends() == []


@pytest.mark.parametrize(
    ("first", "last", "language", "labels"),
    [
        (-120, 131, "en", ["130 BC", "120 BC", "110 BC"]),
        (-3000, 2000, "ja", ["前3500", "前3000", "前2500"]),
        (-3, 4, "ja", ["紀元前4年", "紀元前3年", "紀元前2年", "紀元前1年", "1年", "2年", "3年", "4年"]),
        (-60, 61, "en", ["60 BC", "50 BC", "40 BC", "30 BC", "20 BC", "10 BC", "10", "20"]),
    ],
)
def test_round_years_before_the_year_1_are_round_as_people_count_them(first: int, last: int, language: str, labels: list[str]) -> None:
    scale = TimeScale(ordinal(first), ordinal(last), 0.0, 1000.0)
    told = [tick.label for tick in scale.ticks(language) if tick.major]
    start = told.index(labels[0]) if labels[0] in told else -1
    assert told[start : start + len(labels)] == labels
    bins = scale.bins()
    assert (np.diff(bins) > 0).all()
    assert bins[0] <= scale.start
    assert bins[-1] >= scale.end
