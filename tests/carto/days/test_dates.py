"""Dates in words, in both languages, and typed words as dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.carto.days.dates import (
    date_caption,
    date_parts,
    day_text,
    japanese_era,
    short_day,
    short_month,
    short_span,
    weekday,
    when_text,
    with_weekday,
)
from viewer.carto.days.typed_dates import parse_date_words
from viewer.model.dates.words import point_of_words
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, day_of, parse_when

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31)).map(date.toordinal)
ERA_DAYS = st.dates(date(1868, 1, 25), date(2100, 1, 1)).map(date.toordinal)


@pytest.mark.parametrize(
    ("day", "era"),
    [
        ("1868-01-24", ""),
        ("1868-01-25", "明治元年"),
        ("1912-07-29", "明治45年"),
        ("1912-07-30", "大正元年"),
        ("1926-12-24", "大正15年"),
        ("1926-12-25", "昭和元年"),
        ("1926-12-31", "昭和元年"),
        ("1927-01-01", "昭和2年"),
        ("1962-10-22", "昭和37年"),
        ("1989-01-07", "昭和64年"),
        ("1989-01-08", "平成元年"),
        ("2019-04-30", "平成31年"),
        ("2019-05-01", "令和元年"),
        ("2022-12-31", "令和4年"),
    ],
)
def test_an_era_begins_and_ends_on_its_day(day: str, era: str) -> None:
    assert japanese_era(day_of(day)) == era


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1962-10-22", "1962-10-22"),
        ("1962/10/22", "1962-10-22"),
        ("1962.10.22", "1962-10-22"),
        ("1962年10月22日", "1962-10-22"),
        ("１９６２年１０月２２日", "1962-10-22"),
        ("昭和37年10月22日", "1962-10-22"),
        ("昭和３７年１０月２２日", "1962-10-22"),
        ("平成元年1月8日", "1989-01-08"),
        ("令和元年5月", "2019-05-01"),
        ("昭和20年", "1945-01-01"),
        ("22 October 1962", "1962-10-22"),
        ("22 Oct 1962", "1962-10-22"),
        ("Oct. 22, 1962", "1962-10-22"),
        ("october 1962", "1962-10-01"),
        (" 1962 ", "1962-01-01"),
        ("1962-10", "1962-10-01"),
    ],
)
def test_typed_words_name_a_day(words: str, day: str) -> None:
    assert parse_date_words(words) == day_of(day)


@pytest.mark.parametrize(
    "words",
    ["", "berlin", "1962-13", "1962-02-30", "昭和37年13月", "30 Foo 1962", "32 Oct 1962", "0000", "99999", "慶応3年", "22"],
)
def test_other_words_name_none(words: str) -> None:
    assert parse_date_words(words) is None


@given(DAYS, st.sampled_from(("ja", "en")))
def test_a_date_in_words_is_read_back(day: int, language: str) -> None:
    assert parse_date_words(day_text(day, language)) == day
    assert parse_date_words(short_day(day, language, year=True)) == day


@given(ERA_DAYS)
def test_a_date_by_its_era_is_read_back(day: int) -> None:
    when = date.fromordinal(day)
    assert parse_date_words(f"{japanese_era(day)}{when.month}月{when.day}日") == day


@given(st.text(max_size=30) | st.text(alphabet="0123456789年月日元昭和平成令-/. octjan", max_size=20))
def test_any_words_name_a_day_or_none(words: str) -> None:
    day = parse_date_words(words)
    assert day is None or FIRST_DAY < day <= LAST_DAY


@given(DAYS, st.sampled_from(("ja", "en")))
def test_the_large_date_says_the_same_as_the_date_in_words(day: int, language: str) -> None:
    joined = "".join(text for text, _ in date_parts(day, language))
    assert joined == day_text(day, language).replace(" ", "")
    assert all(text.isdecimal() == large for text, large in date_parts(day, language))


@pytest.mark.parametrize(("language", "told"), [("ja", "X（金）"), ("en", "Fri X")])
def test_days_before_the_gregorian_calendar_are_told_without_a_weekday_that_was_another_then(language: str, told: str) -> None:
    first, before = day_of("1582-10-15"), day_of("1453-05-29")
    assert weekday(first, language) in ("金曜日", "Friday")
    assert weekday(first - 1, language) == weekday(before, language, short=True) == ""
    assert with_weekday("X", first, language) == told
    assert with_weekday("X", first - 1, language) == with_weekday("X", before, language, short=False) == "X"
    assert date_caption(before, language) == ""


def test_the_line_below_has_the_weekday_and_in_japanese_the_era() -> None:
    day = day_of("1962-10-22")
    assert date_caption(day, "ja") == "月曜日　昭和37年"
    assert date_caption(day, "en") == "Monday"
    assert date_caption(day_of("1850-01-01"), "ja") == "火曜日"
    assert (weekday(day, "ja", short=True), weekday(day, "en", short=True)) == ("月", "Mon")
    assert (short_month(10, "ja"), short_month(10, "en")) == ("10月", "Oct")


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("1962-10-22", "1962年10月22日", "22 October 1962"),
        ("1962-10", "1962年10月", "October 1962"),
        ("1989-22", "1989年夏", "summer 1989"),
        ("1956", "1956年", "1956"),
        ("197X", "1970年代", "1970s"),
        ("1978~", "1978年ごろ", "about 1978"),
        ("1951?", "1951年（？）", "1951 (?)"),
        ("1951%", "1951年ごろ（？）", "about 1951 (?)"),
        ("1962-10-16/1962-10-28", "1962年10月16日〜28日", "16–28 October 1962"),
        ("1939-05-11/1939-09-16", "1939年5月11日〜9月16日", "11 May – 16 September 1939"),
        ("1948-06-24/1949-05-12", "1948年6月24日〜1949年5月12日", "24 June 1948 – 12 May 1949"),
        ("1962-05/1962-10", "1962年5月〜10月", "May – October 1962"),
        ("1969-11/1972-05", "1969年11月〜1972年5月", "November 1969 – May 1972"),
        ("1950/1953", "1950年〜1953年", "1950 – 1953"),
        ("../1945", "〜1945年", "until 1945"),
        ("1991-12-26/..", "1991年12月26日〜", "from 26 December 1991"),
        ("1989-22/1990-05", "1989年6月〜1990年5月", "June 1989 – May 1990"),
    ],
)
def test_a_date_of_an_atlas_is_said_as_exactly_as_it_is_known(text: str, ja: str, en: str) -> None:
    assert when_text(parse_when(text), "ja") == ja
    assert when_text(parse_when(text), "en") == en


@pytest.mark.parametrize(
    ("first", "last", "ja", "en", "ja_year", "en_year"),
    [
        ("1962-10-16", "1962-10-28", "10月16–28日", "16–28 Oct", "1962.10.16–28", "16–28 Oct 1962"),
        ("1956-10-29", "1956-11-07", "10月29日–11月7日", "29 Oct – 7 Nov", "1956.10.29–11.7", "29 Oct – 7 Nov 1956"),
        ("1948-12-30", "1949-01-02", "12月30日–1月2日", "30 Dec – 2 Jan", "1948.12.30–1949.1.2", "30 Dec 1948 – 2 Jan 1949"),
        ("1962-10-22", "1962-10-22", "10月22日", "22 Oct", "1962.10.22", "22 Oct 1962"),
    ],
)
def test_two_days_say_nothing_twice(first: str, last: str, ja: str, en: str, ja_year: str, en_year: str) -> None:
    ends = day_of(first), day_of(last)
    said = [short_span(*ends, language, year=year) for year in (False, True) for language in ("ja", "en")]
    assert said == [ja, en, ja_year, en_year]


POINT = st.builds(
    str.__add__,
    st.builds("{}{}".format, st.integers(1900, 2020), st.sampled_from(("", "-02", "-12", "-21", "-22", "-24", "-02-28")))
    | st.sampled_from(("197X", "19XX")),
    st.sampled_from(("", "?", "~", "%")),
)


@given(POINT, st.none() | POINT, st.sampled_from(("ja", "en")))
def test_any_date_of_an_atlas_has_words(first: str, last: str | None, language: str) -> None:
    try:
        when = parse_when(first if last is None else f"{first}/{last}")
    except ValueError:
        return
    words = when_text(when, language)
    assert str(date.fromordinal(when.start).year) in words


@pytest.mark.parametrize(
    ("text", "day", "days"),
    [
        ("15 March 44 BC", "-0043-03-15", 1),
        ("Mar. 44 b.c.", "-0043-03-01", 31),
        ("44 bce", "-0043-01-01", 365),
        ("紀元前44年3月15日", "-0043-03-15", 1),
        ("前1年", "0000-01-01", 366),
        ("-0043-03-15", "-0043-03-15", 1),
    ],
)
def test_days_before_the_year_1_are_read_as_people_write_them(text: str, day: str, days: int) -> None:
    found = point_of_words(text)
    assert found == Interval(day_of(day), day_of(day) + days)


def test_days_before_the_year_1_are_told_as_people_count_them() -> None:
    day = day_of("-0043-03-15")
    assert (day_text(day, "ja"), day_text(day, "en")) == ("紀元前44年3月15日", "15 March 44 BC")
    assert [short_day(day, one, year=True) for one in ("ja", "en")] == ["前44.3.15", "15 Mar 44 BC"]
    assert "".join(text for text, _ in date_parts(day, "ja")) == day_text(day, "ja")
    assert " ".join(text for text, _ in date_parts(day, "en")) == day_text(day, "en")
    assert when_text(parse_when("-0048/-0043?"), "en") == "49 BC – 44 BC (?)"
    assert japanese_era(day) == ""
    for language in ("ja", "en"):
        found = point_of_words(day_text(day, language))
        assert found is not None
        assert found.start == day
