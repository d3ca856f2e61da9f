"""Runs of days: what is covered, what overlaps, and how reports name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, iso


def told(interval: Interval) -> str:
    """Return an interval as files write it: `1922-12-30/1991-12-26`, with `..` for open ends."""
    start = ".." if interval.start <= FIRST_DAY else iso(interval.start)
    end = ".." if interval.end >= LAST_DAY else iso(interval.end)
    return f"{start}/{end}"


def told_days(interval: Interval) -> str:
    """Return the days of an event as files write them: both ends belong to it, and one day is written alone."""
    if interval.days == 1 or interval.start <= FIRST_DAY or interval.end >= LAST_DAY:
        return iso(interval.start) if interval.days == 1 else told(interval)
    return f"{iso(interval.start)}/{iso(interval.end - 1)}"


def told_all(intervals: Iterable[Interval]) -> str:
    """Return several intervals as text."""
    return ", ".join(told(interval) for interval in intervals)


def first_outside(wanted: Interval, allowed: Iterable[Interval]) -> int | None:
    """Return the first day of an interval that none of the allowed ones covers; None where all are covered."""
    day = wanted.start
    for interval in sorted(allowed):
        if interval.start > day:
            break
        day = max(day, interval.end)
    return day if day < wanted.end else None


def clashes(intervals: Sequence[Interval]) -> list[tuple[int, int]]:
    """Return pairs (later, earlier) of positions of intervals that overlap, each later one once."""
    order = sorted(range(len(intervals)), key=lambda position: intervals[position])
    found: list[tuple[int, int]] = []
    widest = -1
    for position in order:
        if widest >= 0 and intervals[position].overlaps(intervals[widest]):
            found.append((position, widest))
        if widest < 0 or intervals[position].end > intervals[widest].end:
            widest = position
    return found
