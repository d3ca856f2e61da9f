"""Dates: every form that files may use means exactly its days; everything else is refused with a hint."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.civil import civil, ordinal, week_day
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, Precision, When, day_of, iso, parse_period, parse_when

DAY = timedelta(days=1)
MARKS = st.sampled_from(("", "?", "~", "%"))
DATES = st.dates(date(1, 1, 1), date(9998, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> tuple[str, date, date, Precision]:
    """Draw an EDTF date with the first and last day it can mean, found by walking the calendar."""
    day = draw(DATES)
    precision = draw(st.sampled_from(Precision))
    year = f"{day.year:04}"
    if precision is Precision.DAY:
        return day.isoformat(), day, day, precision
    if precision is Precision.MONTH:
        first = last = day.replace(day=1)
        while (last + DAY).month == first.month:
            last += DAY
        return f"{year}-{day.month:02}", first, last, precision
    if precision is Precision.SEASON:
        number = draw(st.integers(0, 3))
        months = [3 * number + 3 + more for more in range(3)]
        last = date(day.year + (months[2] > 12), (months[2] - 1) % 12 + 1, 28)
        while (last + DAY).month == last.month:
            last += DAY
        return f"{year}-{21 + number}", date(day.year, months[0], 1), last, precision
    if precision is Precision.YEAR:
        return year, date(day.year, 1, 1), date(day.year, 12, 31), precision
    keep = 3 if precision is Precision.DECADE else 2
    length = 10 ** (4 - keep)
    low = day.year // length * length
    text = year[:keep] + "X" * (4 - keep)
    return text, date(max(low, 1), 1, 1), date(min(low + length - 1, 9998), 12, 31), precision


@given(points(), MARKS)
def test_a_date_means_the_days_of_the_calendar(point: tuple[str, date, date, Precision], mark: str) -> None:
    text, first, last, precision = point
    if last.year == 9998 and precision > Precision.YEAR:
        with pytest.raises(ValueError):
            parse_when(text + mark)
        return
    when = parse_when(text + mark)
    assert (when.start, when.last, when.precision) == (first.toordinal(), last.toordinal(), precision)
    assert (when.uncertain, when.approximate) == (mark in ("?", "%"), mark in ("~", "%"))
    assert when.certain == (precision is Precision.DAY and not mark)
    assert not when.span


@given(points(), points(), MARKS, MARKS)
def test_both_ends_of_an_interval_belong_to_it(
    begin: tuple[str, date, date, Precision], end: tuple[str, date, date, Precision], first_mark: str, last_mark: str
) -> None:
    if max(begin[2], end[2]).year == 9998:
        return
    text = f"{begin[0]}{first_mark}/{end[0]}{last_mark}"
    if end[2] < begin[1]:
        with pytest.raises(ValueError, match="ends before it starts"):
            parse_when(text)
        return
    when = parse_when(text)
    assert (when.start, when.last) == (begin[1].toordinal(), end[2].toordinal())
    assert when.span
    assert when.precision == max(begin[3], end[3])
    assert when.uncertain == bool({first_mark, last_mark} & {"?", "%"})
    assert when.approximate == bool({first_mark, last_mark} & {"~", "%"})


@given(DATES, DATES)
def test_a_lifetime_ends_on_the_day_that_no_longer_belongs_to_it(first: date, last: date) -> None:
    text = f"{first.isoformat()}/{last.isoformat()}"
    if last <= first:
        with pytest.raises(ValueError, match="ends before it starts"):
            parse_period(text)
        return
    life = parse_period(text)
    assert first.toordinal() in life
    assert last.toordinal() not in life
    assert last.toordinal() - 1 in life
    assert life.days == (last - first).days


@pytest.mark.parametrize(
    ("text", "same"),
    [("1985-XX", "1985"), ("1985-XX-XX", "1985"), ("1985-04-XX", "1985-04"), ("1985-04-XX~", "1985-04~"), ("197X-XX", "197X")],
)
def test_parts_that_are_not_known_are_left_open(text: str, same: str) -> None:
    when, known = parse_when(text), parse_when(same)
    assert (when.extent, when.precision, when.approximate) == (known.extent, known.precision, known.approximate)
    assert when.text == text


@pytest.mark.parametrize("text", ["-9998", "-9999-03-15", "Y170000002", "Y-170000002", "9999"])
def test_years_that_no_atlas_tells_of_are_refused_as_such(text: str) -> None:
    with pytest.raises(ValueError, match="-9997 to 9998"):
        parse_when(text)


@given(st.integers(FIRST_DAY, LAST_DAY))
def test_every_day_is_a_date_and_back_and_the_next_is_the_day_after(day: int) -> None:
    year, month, number = civil(day)
    assert ordinal(year, month, number) == day
    assert day_of(iso(day)) == day
    assert civil(day - 1) < civil(day)
    if day >= 1:
        assert date.fromordinal(day) == date(year, month, number)
        assert week_day(day) == date.fromordinal(day).weekday()
    before = civil(day - 146_097)
    assert before == (year - 400, month, number), "the calendar comes again every 400 years"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("-0043-03", "-0043-03-01", "-0043-03-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("0000-02", "0000-02-01", "0000-02-29"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("-0001-12/0001-01", "-0001-12-01", "0001-01-31"),
        ("-0048/-0043?", "-0048-01-01", "-0043-12-31"),
    ],
)
def test_days_before_the_year_1(text: str, first: str, last: str) -> None:
    when = parse_when(text)
    assert (iso(when.start), iso(when.last)) == (first, last)


@pytest.mark.parametrize("text", ["-0043-02-29", "-0000-01-01", "-0043-13", "-043", "-00430315"])
def test_what_is_no_day_before_the_year_1(text: str) -> None:
    with pytest.raises(ValueError, match="`"):
        parse_when(text)
    with pytest.raises(ValueError, match="`"):
        day_of(text)


@pytest.mark.parametrize("text", ["../1945", "/1945"])
def test_an_open_beginning_reaches_back_for_ever(text: str) -> None:
    assert parse_when(text).extent == Interval(FIRST_DAY, day_of("1946-01-01"))
    assert parse_period(text) == Interval(FIRST_DAY, day_of("1945-01-01"))


@pytest.mark.parametrize("text", ["1991-12-26/..", "1991-12-26/"])
def test_an_open_end_reaches_on_for_ever(text: str) -> None:
    assert parse_when(text).extent == Interval(day_of("1991-12-26"), LAST_DAY)
    assert parse_period(text) == Interval(day_of("1991-12-26"), LAST_DAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "../..",
        "1962-10-32",
        "1962-02-29",
        "1962-13",
        "1962-00",
        "1962-10-00",
        "9999",
        "196",
        "19620",
        "1962-1-1",
        "1962/10/22",
        "1X62",
        "1985-XX-04",
        "1985-0X",
        "1985-04-0X",
        "XXXX",
        "197X-05",
        "1989-22-01",
        "1989-25",
        "1951??",
        "?1951",
        "1951 ",
        " 1951",
        "1962-10-22T12:00",
        "1956/1950",
        "1956/1957/1958",
        "１９６２",
        "1962-10-22\n",
        "1962\x00",
        "1" * 100,
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_when(text)


NEAR_DATES = st.from_regex(r"(\.\.|[012]\d{3}(-[01]\d(-[0-3]\d)?)?[?~%]?)(/(\.\.|[012]\d{3}(-[01]\d(-[0-3]\d)?)?[?~%]?))?", fullmatch=True)


@given(st.dates().map(str) | NEAR_DATES | st.text(alphabet="0123456789Xx-/.?~% 年", max_size=24) | st.text(max_size=50))
def test_any_text_is_read_or_refused_and_never_breaks_the_reader(text: str) -> None:
    for read in (parse_when, parse_period, day_of):
        try:
            found = read(text)
        except ValueError:
            continue
        extent = found.extent if isinstance(found, When) else found
        if isinstance(extent, Interval):
            assert FIRST_DAY <= extent.start < extent.end <= LAST_DAY
        else:
            assert FIRST_DAY <= extent <= LAST_DAY


@given(st.integers(1, LAST_DAY))
def test_a_day_is_written_and_read_back(day: int) -> None:
    assert day_of(iso(day)) == day


@given(*[st.integers(1, 40)] * 4)
def test_intervals_overlap_where_they_share_a_day(a: int, b: int, c: int, d: int) -> None:
    first, second = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    shared = {day for day in range(50) if day in first} & {day for day in range(50) if day in second}
    if first.days and second.days:
        assert first.overlaps(second) == second.overlaps(first) == bool(shared)
