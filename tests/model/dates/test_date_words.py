"""Dates as readers type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.days.dates import day_text, month_text, range_text, short_span, when_text
from viewer.model.dates.calendars import julian_date, julian_day
from viewer.model.dates.points import Refusal
from viewer.model.dates.words import Reading, read_near, read_span, span_of_words
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, day_of, iso, parse_when

SPAN = Interval(day_of("1917-01-01"), day_of("2023-01-01"))
DAYS = st.integers(day_of("1917-01-01"), day_of("2022-12-31"))


def told(days: Interval) -> str:
    """First and last day as a file would write them."""
    first = ".." if days.start <= FIRST_DAY else iso(days.start)
    return f"{first}/{'..' if days.end >= LAST_DAY else iso(days.end - 1)}"


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
        ("Oct 22nd, 1962", "1962-10-22/1962-10-22"),
        ("22nd of October, 1962", "1962-10-22/1962-10-22"),
        ("October the 22nd 1962", "1962-10-22/1962-10-22"),
        ("Monday, 22 October 1962", "1962-10-22/1962-10-22"),
        ("1962年10月22日(月)", "1962-10-22/1962-10-22"),
        ("1962年 10月 22日", "1962-10-22/1962-10-22"),
        ("22-Oct-1962", "1962-10-22/1962-10-22"),
        ("1962 Oct 22", "1962-10-22/1962-10-22"),
        ("22/10/1962", "1962-10-22/1962-10-22"),
        ("10/22/1962", "1962-10-22/1962-10-22"),
        ("5/5/1945", "1945-05-05/1945-05-05"),
        ("10/1962", "1962-10-01/1962-10-31"),
        ("昭和37", "1962-01-01/1962-12-31"),
        ("Showa 37", "1962-01-01/1962-12-31"),
        ("S37年10月22日", "1962-10-22/1962-10-22"),
        ("autumn 1941", "1941-09-01/1941-11-30"),
        ("the fall of 1941", "1941-09-01/1941-11-30"),
        ("1941年秋", "1941-09-01/1941-11-30"),
        ("winter 1941-42", "1941-12-01/1942-02-28"),
        ("Q4 1962", "1962-10-01/1962-12-31"),
        ("early 1941", "1941-01-01/1941-04-30"),
        ("mid-October 1962", "1962-10-11/1962-10-20"),
        ("1962年10月下旬", "1962-10-21/1962-10-31"),
        ("1960年代前半", "1960-01-01/1964-12-31"),
        ("late 1960s", "1967-01-01/1969-12-31"),
        ("20th century", "1900-01-01/1999-12-31"),
        ("196X", "1960-01-01/1969-12-31"),
        ("1962-10-XX", "1962-10-01/1962-10-31"),
        ("c. 1962", "1962-01-01/1962-12-31"),
        ("1962年頃", "1962-01-01/1962-12-31"),
        ("before 1970", "../1969-12-31"),
        ("until 1970", "../1970-12-31"),
        ("1970年以前", "../1970-12-31"),
        ("1970年より前", "../1969-12-31"),
        ("after 1991", "1992-01-01/.."),
        ("since 1991", "1991-01-01/.."),
        ("1991年以降", "1991-01-01/.."),
        ("1991年から", "1991-01-01/.."),
        ("1991/..", "1991-01-01/.."),
        ("1941–45", "1941-01-01/1945-12-31"),
        ("1939-45", "1939-01-01/1945-12-31"),
        ("1904–05", "1904-01-01/1905-12-31"),
        ("1962–3", "1962-01-01/1963-12-31"),
        ("between 1945 and 1947", "1945-01-01/1947-12-31"),
        ("16–28 Oct 1962", "1962-10-16/1962-10-28"),
        ("1962年10月14日から28日まで", "1962-10-14/1962-10-28"),
        ("28 Dec – 3 Jan 1963", "1962-12-28/1963-01-03"),
        ("28 Dec 1962 – 3 Jan", "1962-12-28/1963-01-03"),
    ],
)
def test_a_date_names_its_days(typed: str, days: str) -> None:
    span = span_of_words(typed)
    assert span is not None
    assert told(span) == days


@pytest.mark.parametrize(
    "typed",
    [
        "satellite 1957",
        "Bloody Sunday 1972",
        "T34",
        "",
        "38",
        "1956-13",
        "31 Feb 1956",
        "Foo 1956",
        "1958〜1956",
        "9999",
        "0000",
        "19567",
        "壁",
        "1956 berlin",
        "〜",
    ],
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
        ("29 Feb 1900 O.S.", "1900-03-13/1900-03-13"),
        ("ユリウス暦1700年2月29日", "1700-03-11/1700-03-11"),
        ("29 Feb 1904 O.S.", "1904-03-13/1904-03-13"),
        ("昭和37年10月22日", "1962-10-22/1962-10-22"),
        ("1962-10-14〜1962-10-28", "1962-10-14/1962-10-28"),
        ("S37", "1962-01-01/1962-12-31"),
        ("10月", "1962-10-01/1962-10-31"),
        ("October", "1962-10-01/1962-10-31"),
        ("22日", "1962-05-22/1962-05-22"),
        ("22.10.", "1962-10-22/1962-10-22"),
        ("10月14日〜28日", "1962-10-14/1962-10-28"),
        ("14–28 Oct", "1962-10-14/1962-10-28"),
        ("28 Dec – 3 Jan", "1962-12-28/1963-01-03"),
    ],
)
def test_a_date_may_lean_on_the_day_that_is_looked_at(typed: str, days: str) -> None:
    found = read_near(typed, day_of("1962-05-01"))
    assert isinstance(found, Reading)
    assert f"{iso(found.days.start)}/{iso(found.days.end - 1)}" == days


@pytest.mark.parametrize(
    "typed", ["", "壁", "13-40", "31 Feb", "Foo 12", "1917 O.S.", "O.S.", "30 Feb 1900 O.S.", "29 Feb 1901 O.S.", "29 Feb 1900"]
)
def test_what_names_no_day_is_refused(typed: str) -> None:
    assert not isinstance(read_near(typed, day_of("1990-05-01")), Reading)


@pytest.mark.parametrize(
    ("typed", "day"), [("22-Oct-62", "1962-10-22"), ("22 Oct '62", "1962-10-22"), ("22.10.62", "1962-10-22"), ("2 May 05", "2005-05-02")]
)
def test_two_digits_are_the_year_that_the_atlas_tells_of(typed: str, day: str) -> None:
    assert span_of_words(typed, SPAN) == Interval(day_of(day), day_of(day) + 1)
    alone = read_span(typed)
    assert isinstance(alone, Refusal), "nothing says which century"
    assert alone.reason == "century"


@pytest.mark.parametrize(
    ("typed", "reason", "forms"),
    [
        ("22-Oct-18", "century", ("1918-10-22", "2018-10-22")),
        ("62/10/22", "century", ("1962-10-22",)),
        ("3/4/1962", "order", ("1962-04-03", "1962-03-04")),
        ("31 Feb 1956", "calendar", ("1956-02-29",)),
        ("1962-02-30", "calendar", ("1962-02-28",)),
        ("昭和70年", "era", ("昭和64年", "1995年")),
        ("1958〜1956", "backwards", ("1956 – 1958",)),
    ],
)
def test_what_looks_like_a_date_but_is_none_says_why_and_what_would_be_one(typed: str, reason: str, forms: tuple[str, ...]) -> None:
    assert read_near(typed, day_of("1962-05-01"), SPAN) == Refusal(reason, forms)
    for form in forms:
        assert read_near(form, day_of("1962-05-01"), SPAN), "what is offered is understood"


@pytest.mark.parametrize(("typed", "how"), [("1956", "date"), ("1956–58", "span"), ("since 1956", "span"), ("before 1956", "loose")])
def test_a_reading_tells_how_the_days_were_named(typed: str, how: str) -> None:
    found = read_span(typed)
    assert isinstance(found, Reading)
    assert found.told == how


@given(DAYS, DAYS, st.sampled_from(("ja", "en")))
def test_what_the_atlas_writes_can_be_typed(one: int, other: int, language: str) -> None:
    first, last = sorted((one, other))
    for words in (range_text((first, last), language), short_span(first, last, language, year=True)):
        assert span_of_words(words) == Interval(first, last + 1), words
    assert span_of_words(f"{day_text(first, language)} – {day_text(last, language)}") == Interval(first, last + 1)
    month = span_of_words(month_text(first, language))
    assert month is not None
    assert first in month


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "edtf", ["1962-10", "1941-23", "196X", "1962~", "1962-10-22?", "1962-10-16/1962-10-28", "1962-10/1962-11", "../1970", "1991/.."]
)
def test_dates_of_an_atlas_in_words_are_read_back(edtf: str, language: str) -> None:
    when = parse_when(edtf)
    assert span_of_words(when_text(when, language)) == when.extent


@given(st.text(max_size=90) | st.text(alphabet="0123456789年月日元昭和S平〜–-/. '?~xoctjan春末前以降", max_size=24), DAYS)
def test_any_words_are_read_or_refused(words: str, near: int) -> None:
    found = read_near(words, near, SPAN)
    assert not isinstance(found, Reading) or found.days.start < found.days.end


@given(st.integers(1, 1_000_000))
def test_a_day_has_one_julian_date(day: int) -> None:
    assert julian_day(*julian_date(day)) == day


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1916, 2, 29), "1916-03-13"),
        ((1916, 3, 1), "1916-03-14"),
        ((1916, 12, 31), "1917-01-13"),
        ((1917, 3, 1), "1917-03-14"),
        ((1700, 2, 28), "1700-03-10"),
        ((1700, 2, 29), "1700-03-11"),
        ((1700, 3, 1), "1700-03-12"),
        ((1582, 10, 5), "1582-10-15"),
    ],
)
def test_dates_of_the_julian_calendar_fall_on_known_days(julian: tuple[int, int, int], gregorian: str) -> None:
    assert iso(julian_day(*julian)) == gregorian


@pytest.mark.parametrize("typed", ["一二十年", "昭和二三十年", "昭和十二三年"])
def test_numerals_that_are_no_number_are_no_date(typed: str) -> None:
    assert not isinstance(read_span(typed), Reading)


def test_russia_left_the_julian_calendar_thirteen_days_behind() -> None:
    assert julian_date(day_of("1917-11-07")) == (1917, 10, 25)
    assert julian_date(day_of("1900-03-13")) == (1900, 2, 29)
    with pytest.raises(ValueError, match="no day"):
        julian_day(1917, 2, 29)
