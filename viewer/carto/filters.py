"""Which events a View lets through: by kind, by words, by the time window."""

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


def passes(atlas: Atlas, view: View, event: Event) -> bool:
    """Whether the filters of a View (not its window) let an event through."""
    if event.kind in view.hidden_kinds or family_of(atlas, event) in view.hidden_kinds:
        return False
    if view.place and view.place != (event.place or event.id):
        return False
    found = _matching(atlas, view.query)
    return found is None or event.id in found


@lru_cache(maxsize=16)
def _filtered(atlas: Atlas, hidden: frozenset[str], query: str, place: str) -> tuple[Event, ...]:
    view = View(hidden_kinds=hidden, place=place)
    found = _matching(atlas, query)
    events = atlas.event_list if found is None else [event for event in atlas.event_list if event.id in found]
    return tuple(event for event in events if passes(atlas, view, event))


def filtered(atlas: Atlas, view: View) -> tuple[Event, ...]:
    """Return the events that pass the filters, in order of time, wherever the window is."""
    return _filtered(atlas, view.hidden_kinds, view.query, view.place)


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
    part = min(1.0, abs(days) / reach) if reach else 0.0
    return 1.0 - 0.6 * part * part * (3.0 - 2.0 * part)
