"""Dates as readers type them, in Japanese, English and figures."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

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
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")
_JA = re.compile(r"(?:(\d{4})|(令和|平成|昭和|大正|明治)(\d{1,2}|元))年(?:(\d{1,2})月(?:(\d{1,2})日?)?)?")
_EN = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})")
_DECADE = re.compile(r"(\d{3})0(?:年代|s)")
_JOINT = re.compile(r"\s*(?:\.\.|[〜~–—/]|から|(?<=\d{4})-(?=\d{4}\b))\s*")


def point_of_words(text: str) -> Interval | None:
    """Return the days that a date names: a day, a month or a year; None where the words are no date."""
    words = unicodedata.normalize("NFKC", text).strip().casefold()
    if match := _ISO.fullmatch(words):
        return _days(int(match[1]), match[2], match[3])
    if match := _JA.fullmatch(words):
        return _days(int(match[1]) if match[1] else _era_year(match[2], match[3]), match[4], match[5])
    if match := _EN.fullmatch(words):
        found = [number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(match[2])]
        return _days(int(match[4]), str(found[0]), match[1] or match[3]) if found else None
    return None


def span_of_words(text: str) -> Interval | None:
    """Return the days that typed words name: a date, a decade (1950s, 1950年代) or from one date to another (1956〜1958)."""
    words = unicodedata.normalize("NFKC", text).strip().casefold()
    if match := _DECADE.fullmatch(words):
        first = int(match[1]) * 10
        return Interval(date(first, 1, 1).toordinal(), date(first + 10, 1, 1).toordinal()) if 0 < first < 9980 else None
    if (point := point_of_words(words)) is not None:
        return point
    ends = _JOINT.split(words)
    if len(ends) != 2 or not all(ends):
        return None
    start, end = point_of_words(ends[0]), point_of_words(ends[1])
    return Interval(start.start, end.end) if start and end and start.start < end.end else None


def _days(year: int, month: str | None, day: str | None) -> Interval | None:
    """Days of a year, of a month or one day; None where there are none such."""
    try:
        first = date(year, int(month or 1), int(day or 1))
        if day:
            after = first.toordinal() + 1
        elif month:
            after = date(year + first.month // 12, first.month % 12 + 1, 1).toordinal()
        else:
            after = date(year + 1, 1, 1).toordinal()
    except ValueError:
        return None
    return Interval(first.toordinal(), after)


def _era_year(era: str, number: str) -> int:
    start = next(when for when, name in ERAS if name == era)
    return start.year - 1 + (1 if number == "元" else int(number))
