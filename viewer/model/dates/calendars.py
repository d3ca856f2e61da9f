"""The Julian calendar: "Old Style" dates, as Russia counted them until 31 January 1918 (13 February New Style).

Arithmetic after Reingold and Dershowitz, Calendrical Calculations; day numbers are those of `model.time`.
"""

from __future__ import annotations

_EPOCH = -1
"""Day number of 1 January of the year 1 of the Julian calendar."""
OLD_STYLE_ENDS = 700_214
"""14 February 1918, the first day that Russia counted by the Gregorian calendar."""


def julian_day(year: int, month: int, day: int) -> int:
    """Return the day number of a date of the Julian calendar; ValueError where there is no such date."""
    last = 29 if month == 2 and year % 4 == 0 else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1] if 1 <= month <= 12 else 0
    if year < 1 or not 1 <= day <= last:
        raise ValueError(f"there is no day {year}-{month}-{day} in the Julian calendar")
    return _fixed(year, month, day)


def julian_date(number: int) -> tuple[int, int, int]:
    """Return year, month and day of a day number by the Julian calendar (years from 1)."""
    year = (4 * (number - _EPOCH) + 1464) // 1461
    correction = 0 if number < _fixed(year, 3, 1) else (1 if year % 4 == 0 else 2)
    month = (12 * (number - _fixed(year, 1, 1) + correction) + 373) // 367
    return year, month, number - _fixed(year, month, 1) + 1


def _fixed(year: int, month: int, day: int) -> int:
    late = 0 if month <= 2 else (-1 if year % 4 == 0 else -2)
    return _EPOCH - 1 + 365 * (year - 1) + (year - 1) // 4 + (367 * month - 362) // 12 + late + day
