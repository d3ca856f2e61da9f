"""Runs of time that have a name on the timeline: eras, terms of office, what lasts, and the bins of the histogram."""

from __future__ import annotations

import numpy as np

from viewer.carto.days.dates import day_text, month_text, range_text, year_text
from viewer.carto.timeline.chronicle import chosen_offices
from viewer.carto.timeline.era_schemes import era_scheme
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.record import dataclass
from viewer.model.time import Interval


@dataclass(frozen=True, slots=True)
class Period:
    """A run of time with its name, as first and last day."""

    name: str
    first: int
    last: int

    @property
    def days(self) -> tuple[int, int]:
        """First and last day."""
        return self.first, self.last


def era_periods(atlas: Atlas, view: View, day: int) -> tuple[Period, ...]:
    """Return the eras of the chosen scheme that a day lies in, the shortest first; days of doubt belong to the eras on both sides."""
    scheme = era_scheme(atlas, view)
    found = [
        _within(atlas, say(era.names, view.language), era.start.start, era.end.end)
        for era in (scheme.eras if scheme else ())
        if era.start.start <= day < era.end.end
    ]
    return tuple(sorted((one for one in found if one), key=lambda one: one.last - one.first))


def term_periods(atlas: Atlas, view: View, day: int, row: int | None = None) -> tuple[Period, ...]:
    """Return the terms of the chosen offices, or of one `row`, that a day lies in."""
    offices = chosen_offices(atlas, view)
    found = []
    for office in offices if row is None else offices[row : row + 1]:
        for term in office.terms:
            if day in term.when:
                name = say(term.label, view.language) or atlas.name_of(term.person, view.language, day)
                found.append(_within(atlas, name, term.when.start, term.when.end))
    return tuple(one for one in found if one)


def event_period(atlas: Atlas, view: View, event: str) -> Period | None:
    """Return the time of an event, by its title."""
    found = atlas.events.get(event)
    return _within(atlas, say(found.title, view.language), found.when.start, found.when.extent.end) if found else None


def bin_period(atlas: Atlas, view: View, scale: TimeScale, day: int) -> Period | None:
    """Return the bin of the histogram that a day lies in: a year, a month, a week, a day."""
    edges = scale.bins()
    number = int(np.searchsorted(edges, day, side="right"))
    if not 0 < number < len(edges):
        return None
    first, end = int(edges[number - 1]), int(edges[number])
    words = {"year": year_text, "month": month_text, "day": day_text, "event": day_text}.get(scale.rule.bin)
    return _within(atlas, words(first, view.language) if words else range_text((first, end - 1), view.language), first, end)


def _within(atlas: Atlas, name: str, start: int, end: int) -> Period | None:
    """A period as far as it lies within the time of the atlas."""
    span = atlas.span
    if not Interval(start, end).overlaps(span):
        return None
    return Period(name, max(start, span.start), min(end, span.end) - 1)
