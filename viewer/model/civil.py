"""Civil days before and after the year 1: the proleptic Gregorian calendar as day numbers.

A year is an astronomical one: 1 BC is 0, 44 BC is -43, as in ISO 8601 and EDTF. Day numbers are those of `datetime.date.toordinal`, which
go on below 1: they come again every 400 years.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

_YEARS = 400
_DAYS = 146_097
"""Days of 400 years."""
FIRST_YEAR, LAST_YEAR = -9997, 9998
"""The years that can be told of: four digits, with one to spare at either end."""


class Civil(NamedTuple):
    """Year (astronomical), month and day of a day number."""

    year: int
    month: int
    day: int


def civil(day: int) -> Civil:
    """Return year, month and day of a day number."""
    turns = 0 if day >= 1 else (_DAYS - day) // _DAYS
    when = date.fromordinal(day + turns * _DAYS)
    return Civil(when.year - turns * _YEARS, when.month, when.day)


def ordinal(year: int, month: int = 1, day: int = 1) -> int:
    """Return the day number of a date; ValueError where the calendar has no such day."""
    turns = 0 if year >= 1 else (_YEARS - year) // _YEARS
    return date(year + turns * _YEARS, month, day).toordinal() - turns * _DAYS


def week_day(day: int) -> int:
    """Return the day of the week, Monday = 0."""
    return (day - 1) % 7


def year_digits(year: int) -> str:
    """Return a year as ISO 8601 writes it: 0044, 0000, -0043."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"
