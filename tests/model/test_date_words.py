"""Dates as readers type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.calendars import julian_date, julian_day
from viewer.model.date_words import days_of_words, span_of_words
from viewer.model.time import day_of, iso


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("1956年10月", "1956-10-01/1956-10-31"),
        ("１９５６年１０月", "1956-10-01/1956-10-31"),
        ("Oct 1956", "1956-10-01/1956-10-31"),
        ("october 1956", "1956-10-01/1956-10-31"),
        ("1956-10", "1956-10-01/1956-10-31"),
        ("1956.10.23", "1956-10-23/1956-10-23"),
        ("昭和31年", "1956-01-01/1956-12-31"),
        ("昭和31年10月19日", "1956-10-19/1956-10-19"),
        ("大正元年", "1912-01-01/1912-12-31"),
        ("22 Oct 1962", "1962-10-22/1962-10-22"),
        ("Oct 22, 1962", "1962-10-22/1962-10-22"),
        ("1956", "1956-01-01/1956-12-31"),
        ("1956年12月", "1956-12-01/1956-12-31"),
        ("1950年代", "1950-01-01/1959-12-31"),
        ("22.10.1962", "1962-10-22/1962-10-22"),
        ("S37.10.22", "1962-10-22/1962-10-22"),
        ("昭37.10.22", "1962-10-22/1962-10-22"),
        ("昭和三十七年十月二十二日", "1962-10-22/1962-10-22"),
        ("一九六二年十月", "1962-10-01/1962-10-31"),
        ("昭和元年十二月三十一日", "1926-12-31/1926-12-31"),
        ("1950s", "1950-01-01/1959-12-31"),
        ("1956〜1958年3月", "1956-01-01/1958-03-31"),
        ("1956-1958", "1956-01-01/1958-12-31"),
        ("Oct 1956 – 4 Nov 1956", "1956-10-01/1956-11-04"),
    ],
)
def test_a_date_names_its_days(typed: str, days: str) -> None:
    span = span_of_words(typed)
    assert span is not None
    assert f"{iso(span.start)}/{iso(span.end - 1)}" == days


@pytest.mark.parametrize(
    "typed", ["", "38", "1956-13", "31 Feb 1956", "Foo 1956", "1958〜1956", "9999", "0000", "19567", "壁", "1956 berlin", "〜"]
)
def test_other_words_are_no_date(typed: str) -> None:
    assert span_of_words(typed) is None


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("10月22日", "1962-10-22/1962-10-22"),
        ("10-22", "1962-10-22/1962-10-22"),
        ("22 Oct", "1962-10-22/1962-10-22"),
        ("October 22", "1962-10-22/1962-10-22"),
        ("元年", "1926-01-01/1926-12-31"),
        ("37年10月22日", "1962-10-22/1962-10-22"),
        ("25 October 1917 (O.S.)", "1917-11-07/1917-11-07"),
        ("ユリウス暦1917年10月25日", "1917-11-07/1917-11-07"),
        ("昭和37年10月22日", "1962-10-22/1962-10-22"),
        ("1962-10-14〜1962-10-28", "1962-10-14/1962-10-28"),
    ],
)
def test_a_date_may_lean_on_the_day_that_is_looked_at(typed: str, days: str) -> None:
    span = days_of_words(typed, day_of("1962-05-01"))
    assert span is not None
    assert f"{iso(span.start)}/{iso(span.end - 1)}" == days


@pytest.mark.parametrize("typed", ["", "壁", "13-40", "31 Feb", "Foo 12", "1917 O.S.", "O.S."])
def test_what_names_no_day_is_refused(typed: str) -> None:
    assert days_of_words(typed, day_of("1990-05-01")) is None


@given(st.integers(1, 1_000_000))
def test_a_day_has_one_julian_date(day: int) -> None:
    assert julian_day(*julian_date(day)) == day


def test_russia_left_the_julian_calendar_thirteen_days_behind() -> None:
    assert julian_date(day_of("1917-11-07")) == (1917, 10, 25)
    assert julian_date(day_of("1900-03-13")) == (1900, 2, 29)
    with pytest.raises(ValueError, match="no day"):
        julian_day(1917, 2, 29)
