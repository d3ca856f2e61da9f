"""Dates as readers type them, in Japanese, English and figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from viewer.model.calendars import julian_day
from viewer.model.civil import FIRST_YEAR, LAST_YEAR, civil, ordinal
from viewer.model.time import Interval

ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 1, 25), "明治"),
)
"""First day and name of each Japanese era, the latest first."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LETTERS = {"r": "令和", "h": "平成", "s": "昭和", "t": "大正", "m": "明治"} | {name[0]: name for _, name in ERAS}
"""How eras are written for short: S37, 昭37."""
_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_ISO_BEFORE = re.compile(r"(-(?!0000)\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_JA = re.compile(r"(?:(\d{4})|(令和|平成|昭和|大正|明治)(\d{1,2}|元))年(?:(\d{1,2})月(?:(\d{1,2})日?)?)?")
_EN = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})")
_BC_JA = re.compile(r"(?:紀元)?前(\d{1,4})年(?:(\d{1,2})月(?:(\d{1,2})日?)?)?")
_BC_EN = re.compile(r"(?:(\d{1,2})\s+)?(?:([a-z]{3,9})\.?\s+)?(\d{1,4})\s*b\.?\s?c\.?(?:\s?e\.?)?")
_DMY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SHORT_ERA = re.compile(r"([rhstm令平昭大明])\.?(\d{1,2}|元)[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_NUMERALS = re.compile(r"[〇一二三四五六七八九十]+(?=[年月日])")
_BARE_ERA = re.compile(r"(\d{1,2}|元)年(?:.*)")
_WITHIN_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})日|(?:--)?(\d{1,2})[-./](\d{1,2})")
_ENGLISH_WITHIN_YEAR = re.compile(r"\d{1,2}\s+[a-z]{3,9}\.?|[a-z]{3,9}\.?\s+\d{1,2}")
_OLD_STYLE = re.compile(r"\s*[(]?(?:o\.\s?s\.?|old style|ユリウス暦|露暦|旧暦)[)]?\s*")
_DECADE = re.compile(r"(\d{3})0(?:年代|s)")
_JOINT = re.compile(r"\s*(?:\.\.|[〜~–—/]|から|(?<=\d{4})-(?=\d{4}\b))\s*")


def point_of_words(text: str) -> Interval | None:
    """Return the days that a date names: a day, a month or a year; None where the words are no date."""
    words = _NUMERALS.sub(_figures, unicodedata.normalize("NFKC", text).strip().casefold())
    for pattern, read in _READERS:
        if match := pattern.fullmatch(words):
            return read(match)
    return None


def _japanese(match: re.Match[str]) -> Interval | None:
    return _days(int(match[1]) if match[1] else _era_year(match[2], match[3]), match[4], match[5])


def _english(match: re.Match[str]) -> Interval | None:
    month = _month(match[2])
    return _days(int(match[4]), month, match[1] or match[3]) if month else None


def _english_before(match: re.Match[str]) -> Interval | None:
    month = _month(match[2]) if match[2] else ""
    return None if month is None or (match[1] and not month) else _days(1 - int(match[3]), month, match[1])


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Interval | None]], ...] = (
    (_ISO, lambda match: _days(int(match[1]), match[2], match[3]) if int(match[1]) else None),
    (_ISO_BEFORE, lambda match: _days(int(match[1]), match[2], match[3])),
    (_JA, _japanese),
    (_DMY, lambda match: _days(int(match[3]), match[2], match[1])),
    (_SHORT_ERA, lambda match: _days(_era_year(_LETTERS[match[1]], match[2]), match[3], match[4])),
    (_BC_JA, lambda match: _days(1 - int(match[1]), match[2], match[3])),
    (_BC_EN, _english_before),
    (_EN, _english),
)
"""How dates are written, and what reads each of them."""


def _month(word: str) -> str | None:
    """The number of an English month by its first letters; None where there is none such."""
    return next((str(number) for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), None)


def span_of_words(text: str) -> Interval | None:
    """Return the days that typed words name: a date, a decade (1950s, 1950年代) or from one date to another (1956〜1958)."""
    words = unicodedata.normalize("NFKC", text).strip().casefold()
    if match := _DECADE.fullmatch(words):
        first = int(match[1]) * 10
        return Interval(ordinal(first), ordinal(first + 10)) if 0 < first < 9980 else None
    if (point := point_of_words(words)) is not None:
        return point
    ends = _JOINT.split(words)
    if len(ends) != 2 or not all(ends):
        return None
    start, end = point_of_words(ends[0]), point_of_words(ends[1])
    return Interval(start.start, end.end) if start and end and start.start < end.end else None


def days_of_words(text: str, near: int) -> Interval | None:
    """Return the days that a reader types who looks at a day: as `span_of_words`, and more.

    Without a year (10月22日, 22 Oct) the year of the day is meant, a bare 37年 is one of its Japanese era, and O.S. or ユリウス暦 marks
    a date of the Julian calendar.
    """
    words = unicodedata.normalize("NFKC", text).strip().casefold()
    if _OLD_STYLE.search(words):
        return _old_style(_OLD_STYLE.sub(" ", words).strip())
    if (days := span_of_words(words)) is not None:
        return days
    today = civil(near)
    era = next((name for start, name in ERAS if near >= start.toordinal()), "")
    if era and _BARE_ERA.fullmatch(words):
        return span_of_words(f"{era}{words}")
    if match := _WITHIN_YEAR.fullmatch(words):
        return _days(today.year, match[1] or match[3], match[2] or match[4])
    return span_of_words(f"{words} {today.year}") if _ENGLISH_WITHIN_YEAR.fullmatch(words) else None


def _old_style(words: str) -> Interval | None:
    """A date of the Julian calendar to the day. 29 February 1900, which it alone has, is not read."""
    days = span_of_words(words)
    if days is None or days.days != 1:
        return None
    when = civil(days.start)
    day = julian_day(when.year, when.month, when.day)
    return Interval(day, day + 1)


def _figures(match: re.Match[str]) -> str:
    """Japanese numerals in figures: 三十七 and 一九六二."""
    numeral = match[0]
    if "十" not in numeral:
        return "".join(str(_DIGITS[one]) for one in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return numeral
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def _days(year: int, month: str | None, day: str | None) -> Interval | None:
    """Days of a year, of a month or one day; None where there are none such."""
    number = int(month or 1)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        first = ordinal(year, number, int(day or 1))
        if day:
            after = first + 1
        elif month:
            after = ordinal(year + number // 12, number % 12 + 1)
        else:
            after = ordinal(year + 1)
    except ValueError:
        return None
    return Interval(first, after)


def _era_year(era: str, number: str) -> int:
    start = next(when for when, name in ERAS if name == era)
    return start.year - 1 + (1 if number == "元" else int(number))
