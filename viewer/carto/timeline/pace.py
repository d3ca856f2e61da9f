"""How time is gone through: how fast in playing, slower where much happens; and from event to event."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.events.filters import filter_part, filtered
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event
from viewer.model.worked_out import kept

DAYS_A_SECOND = {"day": 2.0, "month": 90.0, "year": 730.0}
"""Speed of playing at factor 1: a day every half second, three months or two years a second."""
COMFORT = 6.0
"""So many days of events or changes a second can be followed; where there are more, time passes slower."""
SLOWEST = 1 / 8
"""Share of the speed that is kept in the densest times."""


@kept(4)
def _starts(atlas: Atlas, filters: View) -> NDArray[np.int64]:
    """First days of the events that are let through, in order."""
    return np.array([event.when.start for event in filtered(atlas, filters)], dtype=np.int64)


@kept(4)
def _eventful_days(atlas: Atlas, filters: View) -> NDArray[np.int64]:
    """Days on which an event that is let through begins or the political map changes, in order."""
    days = np.sort(np.concatenate((_starts(atlas, filters), np.asarray(atlas.change_days, dtype=np.int64))))
    return days[np.concatenate(([True], days[1:] != days[:-1]))] if len(days) else days


def days_a_second(atlas: Atlas, view: View, unit: str, factor: float, *, slowing: bool) -> float:
    """Return how many days pass in a second of playing, at the day of a View.

    Args: unit: day, month or year. factor: how many times as fast. slowing: whether to slow down where much happens.
    """
    speed = DAYS_A_SECOND[unit] * factor
    if not slowing:
        return speed
    days = _eventful_days(atlas, filter_part(view))
    ends = np.searchsorted(days, (view.instant, view.instant + max(int(speed), 1)))
    crowd = float(ends[1] - ends[0]) / COMFORT
    return speed * (max(1.0 / crowd, SLOWEST) if crowd > 1.0 else 1.0)


def event_beside(atlas: Atlas, view: View, direction: int) -> Event | None:
    """Return the next (1) or previous (-1) event within the filters and the brushed range; None where there is none.

    From the selected event, where the day of the View is its own; else from the day.
    """
    events, starts = filtered(atlas, view), _starts(atlas, filter_part(view))
    low, high = (int(np.searchsorted(starts, view.instant, side)) for side in ("left", "right"))
    here = [number for number in range(low, high) if events[number].id == view.selected]
    at = here[0] + direction if here else (high if direction > 0 else low - 1)
    if view.range is not None:
        first, end = (int(np.searchsorted(starts, day)) for day in view.window)
        at = max(at, first) if direction > 0 else min(at, end - 1)
        if not first <= at < end:
            return None
    return events[at] if 0 <= at < len(events) else None
