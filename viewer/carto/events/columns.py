"""The events of an atlas as columns: what is asked of all of them at once, for each frame, in one look at a few arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.model.atlas import Atlas
from viewer.model.entities import Event
from viewer.model.record import dataclass
from viewer.model.worked_out import kept

Rows = NDArray[np.intp]
"""Numbers of events in `Atlas.event_list`, rising."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Columns over all events, in their order."""

    start: NDArray[np.int32]
    last: NDArray[np.int32]
    """Last day that the date can mean."""
    weight: NDArray[np.int16]
    sure: NDArray[np.bool_]
    """Known to the day, undoubted, and no duration."""
    kind: NDArray[np.int16]
    """Index into `kinds`."""
    kinds: tuple[str, ...]
    key: NDArray[np.int32]
    """Index into `keys`: the stack that an event belongs to."""
    keys: tuple[str, ...]
    """Places, and ids of events without one."""
    point: NDArray[np.float64]
    """[E, 2] lon, lat; nan where that is unknown."""
    rising: bool
    """Whether starts never fall: then a day is found by halving."""
    latest: NDArray[np.int32]
    """Latest of the last days so far."""

    def within(self, first: int, end: int) -> Rows:
        """Return the events that touch the days from `first` up to but without `end`."""
        if not self.rising:
            return np.flatnonzero((self.start < end) & (self.last >= first))
        # A number of another type than the column's would have the whole column converted first.
        until = int(np.searchsorted(self.start, np.int32(end), side="left"))
        since = int(np.searchsorted(self.latest, np.int32(first), side="left"))  # all before this are over
        return since + np.flatnonzero(self.last[since:until] >= first)


@kept(4)
def columns_of(atlas: Atlas) -> Columns:
    """Return the events of an atlas as columns, made when they are first asked for."""
    events = atlas.event_list
    count = len(events)
    extents = [event.when.extent for event in events]
    start = np.fromiter((extent.start for extent in extents), np.int32, count)
    last = np.fromiter((extent.end for extent in extents), np.int32, count) - np.int32(1)
    kinds, keys = _Numbers(), _Numbers()
    key = np.fromiter((keys[event.place or event.id] for event in events), np.int32, count)
    nowhere = (np.nan, np.nan)
    points = [event.lonlat or nowhere for event in events]
    return Columns(
        start=start,
        last=last,
        weight=np.fromiter((event.weight for event in events), np.int16, count),
        sure=np.fromiter((event.when.certain and not event.when.span for event in events), np.bool_, count),
        kind=np.fromiter((kinds[event.kind] for event in events), np.int16, count),
        kinds=tuple(kinds),
        key=key,
        keys=tuple(keys),
        point=np.array(points, dtype=np.float64).reshape(count, 2),
        rising=bool((start[1:] >= start[:-1]).all()),
        latest=np.maximum.accumulate(last),
    )


class _Numbers(dict[str, int]):
    """Numbers words in the order in which they come."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def row_of(atlas: Atlas, event: Event) -> int:
    """Return the number of an event; -1 where the atlas has no such event."""
    columns, events = columns_of(atlas), atlas.event_list
    day = event.when.start
    days = np.array((day, day + 1), dtype=np.int32)
    near = np.flatnonzero(columns.start == day) if not columns.rising else range(*np.searchsorted(columns.start, days))
    return next((int(row) for row in near if events[row] is event), -1)
