"""Dates that a reader types, as the atlas takes them: the days, or why there are none, with forms that would do."""

from __future__ import annotations

from viewer.carto.days.dates import day_text
from viewer.model.dates.points import Refusal
from viewer.model.dates.words import Reading, read_near, read_span
from viewer.model.record import dataclass
from viewer.model.time import Interval


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: days of an atlas, or none, and then why.

    `between`: told by two ends, or as all before or after a date. `why` is a key of the words of the interface, which take `forms`: dates
    that would be right.
    """

    days: Interval | None
    between: bool = False
    why: str = ""
    forms: tuple[str, ...] = ()


def typed_date(text: str, near: int, span: Interval, language: str) -> Typed:
    """Read what a reader types who looks at a day of an atlas.

    Args: near: the day looked at, from which a date without a year has it. span: the days of the atlas; what is read lies within.
    language: of the forms that are told.
    """
    found = read_near(text, near, span)
    if isinstance(found, Refusal):
        return Typed(None, why=f"date.why.{found.reason}", forms=found.forms)
    if found is None:
        return Typed(None, why="date.why.words")
    if not found.days.overlaps(span):
        return Typed(None, why="date.outside", forms=tuple(day_text(day, language) for day in (span.start, span.end - 1)))
    inside = Interval(max(found.days.start, span.start), min(found.days.end, span.end))
    return Typed(inside, between=found.told != "date")


def parse_date_words(text: str, within: Interval | None = None) -> int | None:
    """Return the first day of a date that is typed whole, with its year: 1962-10-22, 昭和37年10月22日, 22 Oct 1962; None for other words.

    Args: within: days among which a year of two digits lies.
    """
    found = read_span(text, within)
    return found.days.start if isinstance(found, Reading) and found.told == "date" else None
