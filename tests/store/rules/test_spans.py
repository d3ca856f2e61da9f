"""Runs of days in words: as the files of an atlas write them."""

from __future__ import annotations

import pytest

from viewer.model.time import LAST_DAY, Interval, day_of, parse_when
from viewer.store.rules.spans import told, told_days


@pytest.mark.parametrize("written", ["1492-10-12", "1941-09-08/1944-01-27"])
def test_the_days_of_an_event_are_told_as_they_are_written(written: str) -> None:
    assert told_days(parse_when(written).extent) == written


def test_one_day_that_is_near_is_told_as_one_and_an_open_end_as_open() -> None:
    assert told_days(parse_when("1492-10-12~").extent) == "1492-10-12"
    assert told_days(Interval(day_of("1991-12-26"), LAST_DAY)) == "1991-12-26/.."


def test_a_life_is_told_with_the_day_on_which_it_is_no_more() -> None:
    assert told(Interval(day_of("1922-12-30"), day_of("1991-12-26"))) == "1922-12-30/1991-12-26"
