"""Dates in words: in Japanese with the era year, in English day before month."""

from __future__ import annotations

from collections.abc import Callable

from viewer.model.atlas import Atlas
from viewer.model.civil import civil, ordinal, week_day
from viewer.model.dates.calendars import OLD_STYLE_ENDS, julian_date
from viewer.model.dates.names import ERAS, MONTHS, SEASONS
from viewer.model.entities import Event
from viewer.model.time import FIRST_DAY, LAST_DAY, Precision, When
from viewer.model.worked_out import kept

_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_JA = "月火水木金土日"
_INITIALS = {"明治": "M", "大正": "T", "昭和": "S", "平成": "H", "令和": "R"}
"""Japanese era -> the letter that stands for it on forms."""
_RUSSIA = "365"
_GREGORIAN = ordinal(1582, 10, 15)
MINUS = "\N{EN DASH}"


def japanese_era(day: int) -> str:
    """Return the era year of a day, as 昭和37年; empty before Meiji."""
    for start, name in ERAS:
        if day >= start.toordinal():
            year = civil(day).year - start.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    return ""


def with_era_year(day: int, words: str, language: str) -> str:
    """Return the words of a year with the Japanese one, briefly: 1962年（昭37） / 1962 (S37); as they are before Meiji."""
    era = japanese_era(day)
    if not era:
        return words
    year = era.removesuffix("年")[2:]
    return f"{words}（{era[0]}{year}）" if language == "ja" else f"{words} ({_INITIALS[era[:2]]}{1 if year == '元' else year})"


def weekday(day: int, language: str, *, short: bool = False) -> str:
    """Return the day of the week; empty before 15 October 1582, the first Gregorian day.

    Earlier days are told as the sources have them, which is nearly always by the Julian calendar (29 May 1453): an atlas counts them
    as Gregorian days, whose place in the week is another.
    """
    if day < _GREGORIAN:
        return ""
    number = week_day(day)
    if language == "ja":
        return _WEEKDAYS_JA[number] + ("" if short else "曜日")
    return _WEEKDAYS_EN[number][:3] if short else _WEEKDAYS_EN[number]


def with_weekday(words: str, day: int, language: str, *, short: bool = True) -> str:
    """Return the words of a day with the day of the week: 10月22日（月） / Mon 22 Oct; without where that is not told. See `weekday`."""
    mark = weekday(day, language, short=short or language == "ja")
    if not mark:
        return words
    return f"{words}（{mark}）" if language == "ja" else f"{mark} {words}"


def short_month(month: int, language: str) -> str:
    """Return the short name of a month, 1 to 12: 10月 / Oct."""
    return f"{month}月" if language == "ja" else MONTHS[month - 1][:3]


def day_text(day: int, language: str) -> str:
    """Return a full date: 1962年10月22日 / 22 October 1962."""
    when = civil(day)
    if language == "ja":
        return f"{_year(when.year, 'ja')}{when.month}月{when.day}日"
    return f"{when.day} {MONTHS[when.month - 1]} {_year(when.year, language)}"


def _year(year: int, language: str) -> str:
    """A year in words: 1962年 / 1962; 紀元前44年 / 44 BC."""
    if language == "ja":
        return f"{year}年" if year > 0 else f"紀元前{1 - year}年"
    return str(year) if year > 0 else f"{1 - year} BC"


def year_mark(day: int, language: str) -> str:
    """Return the year of a day as briefly as can be: 1962; 前44 / 44 BC."""
    year = civil(day).year
    return str(year) if year > 0 else f"前{1 - year}" if language == "ja" else f"{1 - year} BC"


def short_day(day: int, language: str, *, year: bool = False) -> str:
    """Return a date without its year: 10月22日 / 22 Oct; with `year` 1962.10.22 / 22 Oct 1962."""
    when = civil(day)
    if language == "ja":
        return f"{year_mark(day, 'ja')}.{when.month}.{when.day}" if year else f"{when.month}月{when.day}日"
    return f"{when.day} {MONTHS[when.month - 1][:3]}" + (f" {year_mark(day, language)}" if year else "")


def year_text(day: int, language: str) -> str:
    """Return the year of a day: 1962年 / 1962."""
    return _year(civil(day).year, language)


def month_text(day: int, language: str, *, short: bool = False) -> str:
    """Return the month of a day: 1962年10月 / October 1962, or 1962.10 / Oct 1962."""
    when = civil(day)
    if language == "ja":
        return f"{year_mark(day, 'ja')}.{when.month}" if short else f"{_year(when.year, 'ja')}{when.month}月"
    return f"{MONTHS[when.month - 1][:3] if short else MONTHS[when.month - 1]} {_year(when.year, language)}"


def range_text(ends: tuple[int, int], language: str) -> str:
    """Return the first and last day of a range, briefly: 1962.10.14〜1962.10.28 / 14 Oct 1962 – 28 Oct 1962; one day alone is said once."""
    first, last = (short_day(day, language, year=True) for day in ends)
    if ends[0] == ends[1]:
        return first
    return f"{first}〜{last}" if language == "ja" else f"{first} {MINUS} {last}"


def date_parts(day: int, language: str) -> tuple[tuple[str, bool], ...]:
    """Return the large date as (text, large) pieces: figures are large, the words between are not."""
    when = civil(day)
    before, year = when.year <= 0, str(when.year if when.year > 0 else 1 - when.year)
    if language == "ja":
        parts = ((year, True), ("年", False), (str(when.month), True), ("月", False), (str(when.day), True), ("日", False))
        return (("紀元前", False), *parts) if before else parts
    parts_en = ((str(when.day), True), (MONTHS[when.month - 1], False), (year, True))
    return (*parts_en, ("BC", False)) if before else parts_en


def date_caption(day: int, language: str) -> str:
    """Return the line below the large date: weekday, in Japanese with the era year."""
    if language == "ja":
        return "　".join(part for part in (weekday(day, "ja"), japanese_era(day)) if part)
    return weekday(day, language)


def old_style_text(day: int, language: str) -> str:
    """Return a day by the Julian calendar, without the year where that is the same: ユリウス暦10月25日 / O.S. 25 October."""
    year, month, number = julian_date(day)
    other = year != civil(day).year
    if language == "ja":
        return f"ユリウス暦{f'{year}年' if other else ''}{month}月{number}日"
    return f"O.S. {number} {MONTHS[month - 1]}{f' {year}' if other else ''}"


@kept(4)
def _old_stylers(atlas: Atlas) -> frozenset[str]:
    """Ids of Russia (by the code of Gleditsch and Ward), which counted by the Julian calendar until 1918."""
    return frozenset(polity.id for polity in atlas.polity_list if str(polity.codes.get("gw", "")) == _RUSSIA)


def counts_old_style(atlas: Atlas) -> bool:
    """Whether an atlas tells of Russia."""
    return bool(_old_stylers(atlas))


def old_style_of(atlas: Atlas, event: Event, language: str) -> str:
    """Return the Old Style date of an event in which Russia takes part while it counts by it; empty for all others."""
    exact = event.when.precision is Precision.DAY and not event.when.span and event.when.start < OLD_STYLE_ENDS
    return old_style_text(event.when.start, language) if exact and _old_stylers(atlas) & {*event.actors, *event.concerns} else ""


def _coarse(day: int, precision: Precision, language: str) -> str:
    when = civil(day)
    if precision is Precision.DAY:
        return day_text(day, language)
    japanese = language == "ja"
    if precision is Precision.MONTH:
        return month_text(day, language)
    if precision is Precision.SEASON:
        ja, en = SEASONS[when.month]
        return f"{_year(when.year, 'ja')}{ja}" if japanese else f"{en} {_year(when.year, language)}"
    if precision is Precision.YEAR:
        return year_text(day, language)
    length = 10 if precision is Precision.DECADE else 100
    return f"{when.year // length * length}年代" if japanese else f"{when.year // length * length}s"


def when_text(when: When, language: str) -> str:
    """Return a date of an atlas in words, with what is not sure about it."""
    words = _span_text(when, language) if when.span else _coarse(when.start, when.precision, language)
    return doubted(words, language, approximate=when.approximate, uncertain=when.uncertain)


def doubted(words: str, language: str, *, approximate: bool, uncertain: bool) -> str:
    """Return the words of a date with what is not sure about it."""
    japanese = language == "ja"
    if approximate:
        words = f"{words}ごろ" if japanese else f"about {words}"
    if uncertain:
        words = f"{words}（？）" if japanese else f"{words} (?)"
    return words


def _span_text(when: When, language: str) -> str:
    first, last = when.extent.start, when.extent.end - 1
    join = "〜" if language == "ja" else f" {MINUS} "
    words: Callable[[int], str] = lambda day: _edge(day, when, language)  # noqa: E731
    if when.extent.start <= FIRST_DAY:
        return f"〜{words(last)}" if language == "ja" else f"until {words(last)}"
    if when.extent.end >= LAST_DAY:
        return f"{words(first)}〜" if language == "ja" else f"from {words(first)}"
    if when.precision is Precision.DAY:
        return _close_days(first, last, language, join)
    if when.precision is Precision.MONTH and civil(first).year == civil(last).year:
        return _close_months(first, last, language, join)
    return f"{words(first)}{join}{words(last)}"


def _edge(day: int, when: When, language: str) -> str:
    """One end of a span: a season by its month, since the last day of one names none; decades and centuries by the year."""
    by = {Precision.DAY: Precision.DAY, Precision.MONTH: Precision.MONTH, Precision.SEASON: Precision.MONTH}
    return _coarse(day, by.get(when.precision, Precision.YEAR), language)


def _close_days(first: int, last: int, language: str, join: str) -> str:
    """Two days, without saying the same month or year twice."""
    a, b = civil(first), civil(last)
    if language == "ja":
        if (a.year, a.month) == (b.year, b.month):
            return f"{day_text(first, 'ja')}{join}{b.day}日"
        return f"{day_text(first, 'ja')}{join}{short_day(last, 'ja') if a.year == b.year else day_text(last, 'ja')}"
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}{MINUS}{day_text(last, language)}"
    if a.year == b.year:
        return f"{a.day} {MONTHS[a.month - 1]}{join}{day_text(last, language)}"
    return f"{day_text(first, language)}{join}{day_text(last, language)}"


def _close_months(first: int, last: int, language: str, join: str) -> str:
    """Two months of a year, which is said once."""
    a, b = civil(first), civil(last)
    if language == "ja":
        return f"{month_text(first, 'ja')}{join}{b.month}月"
    return f"{MONTHS[a.month - 1]}{join}{month_text(last, language)}"


def short_span(first: int, last: int, language: str, *, year: bool) -> str:
    """Return two days briefly, with nothing said twice: 10月16–28日 / 16–28 Oct; with `year` 1962.10.16–28 / 16–28 Oct 1962."""
    a, b = civil(first), civil(last)
    if first == last:
        return short_day(first, language, year=year)
    same_month, same_year = (a.year, a.month) == (b.year, b.month), a.year == b.year
    if language == "ja":
        if not year:
            return f"{a.month}月{a.day}{MINUS}{b.day}日" if same_month else f"{short_day(first, 'ja')}{MINUS}{short_day(last, 'ja')}"
        rest = f"{b.day}" if same_month else f"{b.month}.{b.day}" if same_year else short_day(last, "ja", year=True)
        return f"{short_day(first, 'ja', year=True)}{MINUS}{rest}"
    end = short_day(last, language, year=year)
    if same_month:
        return f"{a.day}{MINUS}{end}"
    return f"{short_day(first, language, year=year and not same_year)} {MINUS} {end}"
