"""Days of a series: equal steps that keep the day of the month, changes, events; what can't be made is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.days.day_steps import EVERY, MOST_DAYS, BadSeries, series_days, stepped
from viewer.model.atlas import Atlas

FIRST, LAST = date(1945, 1, 31).toordinal(), date(1950, 2, 28).toordinal()


@pytest.fixture(scope="session")
def sample(root: Path) -> Atlas:
    from viewer.store.cache.compiled import open_atlas
    from viewer.store.locations import cache_folder

    return open_atlas(root / "tests" / "data" / "sample", cache_folder())


def told(days: list[int]) -> list[str]:
    return [date.fromordinal(day).isoformat() for day in days]


def test_months_keep_the_day_where_they_have_it(sample: Atlas) -> None:
    days = series_days(sample, FIRST, date(1945, 6, 30).toordinal(), "month")
    assert told(days) == ["1945-01-31", "1945-02-28", "1945-03-31", "1945-04-30", "1945-05-31", "1945-06-30"]


@pytest.mark.parametrize(
    ("every", "count", "last"),
    [
        ("year", 6, "1950-01-31"),
        ("years", 6, "1950-01-31"),
        ("2years", 3, "1949-01-31"),
        ("5years", 2, "1950-01-31"),
        ("6months", 11, "1950-01-31"),
        ("week", 265, "1950-02-22"),
        ("day", 1855, "1950-02-28"),
        ("100day", 19, "1950-01-05"),
    ],
)
def test_steps_are_equal_and_end_in_time(every: str, count: int, last: str, sample: Atlas) -> None:
    days = series_days(sample, FIRST, LAST, every)
    assert (days[0], len(days), told(days)[-1]) == (FIRST, count, last)


def test_changes_are_the_days_on_which_the_map_changes(sample: Atlas) -> None:
    first, last = sample.span.start, sample.span.end - 1
    days = series_days(sample, first, last, "change")
    assert days[0] == first
    assert days[1:] == sorted({int(day) for day in sample.change_days if first < day <= last})
    assert all(sample.version(day) != sample.version(day - 1) for day in days[1:])


def test_events_are_the_days_on_which_one_begins(sample: Atlas) -> None:
    days = series_days(sample, sample.span.start, sample.span.end - 1, "event")
    assert days == sorted({event.when.start for event in sample.event_list})


@pytest.mark.parametrize(
    ("first", "last", "every", "reason"),
    [
        (LAST, FIRST, "year", "order"),
        (FIRST, LAST, "decade", "step"),
        (FIRST, LAST, "0years", "step"),
        (FIRST, LAST, "-1year", "step"),
        (FIRST, LAST, "", "step"),
        (FIRST, LAST, "１year", "step"),
        (1, FIRST, "day", "many"),
        (1, 2, "event", "none"),
    ],
)
def test_what_makes_no_series_is_refused(first: int, last: int, every: str, reason: str, sample: Atlas) -> None:
    with pytest.raises(BadSeries) as refused:
        series_days(sample, first, last, every)
    assert refused.value.reason == reason


def test_the_calendar_ends(sample: Atlas) -> None:
    last = date.max.toordinal()
    days = series_days(sample, date(9990, 12, 31).toordinal(), last, "year")
    assert days[-1] <= last
    assert len(days) <= 10


@given(st.integers(1, 3_000_000), st.integers(1, 4000), st.sampled_from(EVERY[:5]))
def test_days_rise_within_their_ends(first: int, span: int, every: str) -> None:
    days = series_days(None, first, first + span, every)  # type: ignore[arg-type]
    assert days[0] == first
    assert days == sorted(set(days))
    assert days[-1] <= first + span < stepped(days[-1], every.lstrip("5").rstrip("s"), 5 if every == "5years" else 1) + 4
    assert len(days) <= MOST_DAYS
