"""Days one after the other: a step of days, months or years on, and all days of a series of pictures."""

from __future__ import annotations

import re

from viewer.model.atlas import Atlas
from viewer.model.civil import FIRST_YEAR, LAST_YEAR, civil, ordinal

UNITS = ("day", "week", "month", "year")
EVERY = (*UNITS, "5years", "change", "event")
"""What is offered to make a series of; any number of days, weeks, months or years will do."""
MOST_DAYS = 5000
"""Most pictures of a series."""


class BadSeries(ValueError):
    """A series of days that can't be made; the message says why. `reason` is a word for it, `values` what the words tell."""

    def __init__(self, message: str, reason: str, **values: object) -> None:
        super().__init__(message)
        self.reason, self.values = reason, values


def stepped(instant: int, unit: str, count: int) -> int:
    """Return the day some days, weeks, months or years later; the day of the month is kept where the month has it."""
    if unit in ("day", "week"):
        return instant + count * (7 if unit == "week" else 1)
    when = civil(instant)
    months = when.year * 12 + when.month - 1 + count * (12 if unit == "year" else 1)
    if not FIRST_YEAR * 12 <= months < (LAST_YEAR + 1) * 12:
        return instant
    for day in range(when.day, 27, -1):
        try:
            return ordinal(months // 12, months % 12 + 1, day)
        except ValueError:
            continue
    return ordinal(months // 12, months % 12 + 1, min(when.day, 28))


def series_days(atlas: Atlas, first: int, last: int, every: str) -> list[int]:
    """Return the days of a series, from the first on until the last.

    `every` is a unit with or without a number (`month`, `5years`), `change` (the first day, and each on which the map changes) or
    `event` (each on which one begins). BadSeries where there is no such step, no such day, or too many.
    """
    if last < first:
        raise BadSeries("the last day is before the first", "order")
    if every == "change":
        days = [first, *(int(day) for day in atlas.change_days if first < day <= last)]
    elif every == "event":
        days = sorted({event.when.start for event in atlas.event_list if first <= event.when.start <= last})
    else:
        days = _regular(first, last, every)
    if not days:
        raise BadSeries("nothing happened between these days", "none")
    if len(days) > MOST_DAYS:
        raise BadSeries(f"that would be {len(days)} pictures; at most {MOST_DAYS} are made at a time", "many", n=len(days), most=MOST_DAYS)
    return days


def _regular(first: int, last: int, every: str) -> list[int]:
    """Days at equal steps, counted from the first so that the 31st of a month does not become the 28th of all that follow."""
    found = re.fullmatch(r"(\d{0,4})(day|week|month|year)s?", every, flags=re.ASCII)
    number = int(found[1] or 1) if found else 0
    if not found or not number:
        raise BadSeries(f"`{every[:40]}` is no step; write {', '.join(EVERY)}", "step", step=every[:40])
    days: list[int] = []
    while (day := stepped(first, found[2], number * len(days))) <= last and (not days or day > days[-1]):
        days.append(day)
    return days
