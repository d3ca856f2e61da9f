"""Which events a View lets through: by kind, by words, by the time window."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event


def folded(text: str) -> str:
    """Return text made comparable: width, case and kana folded."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in plain)


def family_of(atlas: Atlas, event: Event) -> str:
    """Return the family of an event's kind."""
    kind = atlas.kinds.get(event.kind)
    return kind.family if kind else "words"


@lru_cache(maxsize=8)
def haystacks(atlas_key: int, checksum: str) -> dict[str, str]:  # noqa: ARG001 - the key of the cache
    """Return the store of folded texts of an atlas, event id -> text, filled as it is needed."""
    return {}


def _text_of(atlas: Atlas, event: Event) -> str:
    store = haystacks(id(atlas), atlas.checksum)
    if event.id not in store:
        words = [*event.title.values(), *event.text.values(), event.when.text]
        words += [name for actor in event.actors for name in _names(atlas, actor)]
        words += _names(atlas, event.place)
        store[event.id] = folded(" ".join(words))
    return store[event.id]


def _names(atlas: Atlas, identifier: str) -> list[str]:
    if identifier in atlas.actors:
        return list(atlas.actors[identifier].names.values())
    if identifier in atlas.polities:
        return [word for named in atlas.polities[identifier].names for word in (*named.names.values(), *named.short.values())]
    if identifier in atlas.places:
        return [word for named in atlas.places[identifier].names for word in named.names.values()]
    return []


def passes(atlas: Atlas, view: View, event: Event) -> bool:
    """Whether the filters of a View (not its window) let an event through."""
    if event.kind in view.hidden_kinds or family_of(atlas, event) in view.hidden_kinds:
        return False
    if view.place and view.place != (event.place or event.id):
        return False
    if not view.query.strip():
        return True
    text = _text_of(atlas, event)
    return all(word in text for word in folded(view.query).split())


@lru_cache(maxsize=16)
def _filtered(atlas: Atlas, hidden: frozenset[str], query: str, place: str) -> tuple[Event, ...]:
    view = View(hidden_kinds=hidden, query=query, place=place)
    return tuple(event for event in atlas.event_list if passes(atlas, view, event))


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
