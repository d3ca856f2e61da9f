"""Which events a View lets through: by kind, by words, by source, by the time window."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.carto.events.columns import Rows, columns_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event
from viewer.model.worked_out import kept


def family_of(atlas: Atlas, event: Event) -> str:
    """Return the family of an event's kind."""
    return family_of_kind(atlas, event.kind)


def family_of_kind(atlas: Atlas, identifier: str) -> str:
    """Return the family of a kind."""
    kind = atlas.kinds.get(identifier)
    return kind.family if kind else "words"


@kept(4)
def documented(atlas: Atlas) -> NDArray[np.bool_]:
    """Return [E] whether a document of the atlas's own tells of an event; the others are known from works of reference."""
    documents = {source.id for source in atlas.sources.values() if source.role == "document"}
    told = (any(citation.source in documents for citation in event.sources) for event in atlas.event_list)
    return np.fromiter(told, np.bool_, len(atlas.event_list))


def filter_part(view: View) -> View:
    """Return a View that has only the filters of another: equal for equal filters, as the key of what is made of the events."""
    return View(hidden_kinds=view.hidden_kinds, query=view.query, place=view.place, documents_only=view.documents_only, only=view.only)


@kept(16)
def _passing(atlas: Atlas, filters: View) -> NDArray[np.bool_] | None:
    """[E] whether events pass filters; None where all do."""
    columns = columns_of(atlas)
    masks: list[NDArray[np.bool_]] = []
    if filters.hidden_kinds:
        names = [{kind, family_of_kind(atlas, kind)} for kind in columns.kinds]
        masks.append(np.array([not name & filters.hidden_kinds for name in names], dtype=np.bool_)[columns.kind])
    if filters.place:
        masks.append(columns.key == (columns.keys.index(filters.place) if filters.place in columns.keys else -1))
    if filters.documents_only:
        masks.append(documented(atlas))
    if filters.only:
        from viewer.carto.events.only import passes_only

        masks.append(np.fromiter((passes_only(filters.only, event) for event in atlas.event_list), np.bool_, len(atlas.event_list)))
    found = _matching(atlas, filters.query)
    if found is not None:
        masks.append(found)
    return np.logical_and.reduce(masks) if masks else None


def _matching(atlas: Atlas, query: str) -> NDArray[np.bool_] | None:
    """[E] which events a query lets through; None where it lets all through. The search is imported when it is first needed."""
    if not query.strip():
        return None
    from viewer.model.finding.search import index_of

    return index_of(atlas).passing(query)


@kept(16)
def _filtered(atlas: Atlas, filters: View) -> tuple[Event, ...]:
    passing, events = _passing(atlas, filters), atlas.event_list
    return events if passing is None else tuple(events[row] for row in np.flatnonzero(passing).tolist())


def filtered(atlas: Atlas, view: View) -> tuple[Event, ...]:
    """Return the events that pass the filters, in order of time, wherever the window is."""
    return _filtered(atlas, filter_part(view))


@kept(16)
def filtered_rows(atlas: Atlas, filters: View) -> Rows:
    """Return the numbers of the events that pass filters (see `filter_part`), wherever the window is."""
    passing = _passing(atlas, filters)
    return np.arange(len(atlas.event_list)) if passing is None else np.flatnonzero(passing)


def rows_in_window(atlas: Atlas, view: View) -> Rows:
    """Return the numbers of the events that pass the filters and lie in the time window; those of one place whenever they were."""
    filters = filter_part(view)
    if view.place:
        return filtered_rows(atlas, filters)
    rows, passing = columns_of(atlas).within(*view.window), _passing(atlas, filters)
    return rows if passing is None else rows[passing[rows]]


def in_window(atlas: Atlas, view: View) -> list[Event]:
    """Return the events that pass the filters and lie in the time window, in order of time; those of one place whenever they were."""
    events = atlas.event_list
    return [events[row] for row in rows_in_window(atlas, view).tolist()]


def place_of(events: Sequence[Event], chosen: Event | None, instant: int) -> int:
    """Return where in a list, not empty and in order of time, an event stands; where it does not, which begins nearest to a day."""
    if chosen is not None:
        at = bisect_left(events, chosen.when.start, key=_start)
        while at < len(events) and events[at].when.start == chosen.when.start:
            if events[at].id == chosen.id:
                return at
            at += 1
    after = bisect_left(events, instant, key=_start)
    if after == 0:
        return 0
    before = events[after - 1].when.start
    if after < len(events) and events[after].when.start - instant < instant - before:
        return after
    return bisect_left(events, before, key=_start)


def _start(event: Event) -> int:
    return event.when.start


def distance(event: Event, instant: int) -> int:
    """Return the days between an instant and the nearest day of an event; negative where the event is earlier."""
    if event.when.start > instant:
        return event.when.start - instant
    return min(event.when.last - instant, 0)


def reach_of(view: View) -> tuple[int, int]:
    """Return the days before and after the instant at which the window of a View ends."""
    if view.range is not None:
        return max(view.instant - view.range[0], 0), max(view.range[1] - view.instant, 0)
    return view.before, view.after


def fade(event: Event, view: View) -> float:
    """Return the opacity of an event by its age: 1 at the thumb, .4 at the edge of the window."""
    days = distance(event, view.instant)
    before, after = reach_of(view)
    reach = after if days > 0 else before
    part = min(1.0, abs(days) / reach) if reach else 0.0
    return 1.0 - 0.6 * part * part * (3.0 - 2.0 * part)
