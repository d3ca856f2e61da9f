"""Which events a View lets through: by kind, by words, by source, by the time window."""

from __future__ import annotations

from functools import lru_cache

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event


def family_of(atlas: Atlas, event: Event) -> str:
    """Return the family of an event's kind."""
    kind = atlas.kinds.get(event.kind)
    return kind.family if kind else "words"


def _matching(atlas: Atlas, query: str) -> frozenset[str] | None:
    """Ids of the events that a query lets through; None where it lets all through. The search is imported when it is first needed."""
    if not query.strip():
        return None
    from viewer.model.search import index_of

    return index_of(atlas).matching(query)


@lru_cache(maxsize=4)
def documented(atlas: Atlas) -> frozenset[str]:
    """Return the ids of the events that a document of the atlas's own tells of; the others are known from works of reference."""
    documents = {source.id for source in atlas.sources.values() if source.role == "document"}
    return frozenset(event.id for event in atlas.event_list if any(citation.source in documents for citation in event.sources))


def filter_part(view: View) -> View:
    """Return a View that has only the filters of another: equal for equal filters, as the key of what is made of the events."""
    return View(hidden_kinds=view.hidden_kinds, query=view.query, place=view.place, documents_only=view.documents_only)


def passes(atlas: Atlas, view: View, event: Event) -> bool:
    """Whether the filters of a View (not its window) let an event through."""
    if event.kind in view.hidden_kinds or family_of(atlas, event) in view.hidden_kinds:
        return False
    if view.place and view.place != (event.place or event.id):
        return False
    if view.documents_only and event.id not in documented(atlas):
        return False
    found = _matching(atlas, view.query)
    return found is None or event.id in found


@lru_cache(maxsize=16)
def _filtered(atlas: Atlas, filters: View) -> tuple[Event, ...]:
    found = _matching(atlas, filters.query)
    others = filters.with_(query="")
    events = atlas.event_list if found is None else [event for event in atlas.event_list if event.id in found]
    return tuple(event for event in events if passes(atlas, others, event))


def filtered(atlas: Atlas, view: View) -> tuple[Event, ...]:
    """Return the events that pass the filters, in order of time, wherever the window is."""
    return _filtered(atlas, filter_part(view))


def in_window(atlas: Atlas, view: View) -> list[Event]:
    """Return the events that pass the filters and lie in the time window, in order of time; those of one place whenever they were."""
    if view.place:
        return list(filtered(atlas, view))
    first, end = view.window
    return [event for event in filtered(atlas, view) if event.when.start < end and event.when.extent.end > first]


def distance(event: Event, instant: int) -> int:
    """Return the days between an instant and the nearest day of an event; negative where the event is earlier."""
    if event.when.start > instant:
        return event.when.start - instant
    return min(event.when.last - instant, 0)


def fade(event: Event, view: View) -> float:
    """Return the opacity of an event by its age: 1 at the thumb, .4 at the edge of the window."""
    days = distance(event, view.instant)
    reach = view.after if days > 0 else view.before
    if view.range is not None:
        reach = max(view.range[1] - view.instant if days > 0 else view.instant - view.range[0], 0)
    part = min(1.0, abs(days) / reach) if reach else 0.0
    return 1.0 - 0.6 * part * part * (3.0 - 2.0 * part)
