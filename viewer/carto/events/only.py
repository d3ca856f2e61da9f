"""Filters that let only some events through: by actor, source, theme, certainty of the date, and nearness to a point.

Each is a word of the View, `sort:value`. Of several of one sort one must hold, of each sort that is named at least one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from viewer.carto.projections.plane import EARTH_RADIUS_KM
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, say
from viewer.model.worked_out import kept

SORTS = ("actor", "source", "theme", "date")
"""Sorts that a reader chooses from lists, in their order."""
DATES = ("exact", "vague", "differs")
"""Values of `date:`: certain to the day; coarser or doubted; sources differ about something in the event."""
_Words = Callable[..., str]


def passes_only(only: frozenset[str], event: Event) -> bool:
    """Whether an event is let through by all filters of this kind."""
    wanted: dict[str, list[str]] = {}
    for word in only:
        sort, _, value = word.partition(":")
        wanted.setdefault(sort, []).append(value)
    return all(any(_holds(sort, value, event) for value in values) for sort, values in wanted.items())


def _holds(sort: str, value: str, event: Event) -> bool:
    if sort == "actor":
        return value in event.actors
    if sort == "source":
        return any(citation.source == value for citation in event.sources)
    if sort == "theme":
        return value in event.themes
    if sort == "date":
        return {"exact": event.when.certain, "vague": not event.when.certain, "differs": bool(event.differs)}.get(value, False)
    if sort == "near":
        return _is_near(value, event)
    return False


def _is_near(value: str, event: Event) -> bool:
    circle = read_circle(value)
    return circle is not None and event.lonlat is not None and _km(circle[:2], event.lonlat) <= circle[2]


def read_circle(value: str) -> tuple[float, float, float] | None:
    """Return lon, lat (degrees) and radius (km) of `near:`; None where they can't be read."""
    parts = value.split(";")
    if len(parts) != 3:
        return None
    try:
        lon, lat, km = (float(part) for part in parts)
    except ValueError:
        return None
    return (lon, lat, km) if all(map(math.isfinite, (lon, lat, km))) else None


def near(lonlat: tuple[float, float], km: float) -> str:
    """Return the filter for events within a distance (km) of a point."""
    return f"near:{lonlat[0]:.2f};{lonlat[1]:.2f};{km:.0f}"


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    lon, lat = np.radians([a[0], b[0]]), np.radians([a[1], b[1]])
    half = np.sin((lat[1] - lat[0]) / 2) ** 2 + np.cos(lat[0]) * np.cos(lat[1]) * np.sin((lon[1] - lon[0]) / 2) ** 2
    return float(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(min(half, 1.0))))


def around_here(view: View, km: float) -> View:
    """Return a View that lets through all that happened within a distance of its centre, whenever it was."""
    kept = frozenset(word for word in view.only if not word.startswith("near:"))
    return view.with_(only=kept | {near(view.centre, max(round(km, -1), 50.0))})


def filter_name(atlas: Atlas, word: str, view: View, words: _Words) -> str:
    """Return a filter in words, in the language of a View. `words`: (language, key, **values) -> words of the interface."""
    sort, _, value = word.partition(":")
    language = view.language
    if sort == "date":
        return words(language, f"only.date.{value}") if value in DATES else value
    if sort == "near":
        circle = read_circle(value)
        return words(language, "only.near", km=f"{circle[2]:,.0f}") if circle else value
    return _name(atlas, sort, value, view)


def _name(atlas: Atlas, sort: str, value: str, view: View) -> str:
    if sort == "source" and value in atlas.sources:
        return say(atlas.sources[value].title, view.language)
    if value in atlas.regions:
        return say(atlas.regions[value][0], view.language)
    story = next((one for one in atlas.stories if one.id == value), None)
    return say(story.names, view.language) if story else atlas.name_of(value, view.language, view.instant)


@kept(8)
def _counts(atlas: Atlas, sort: str) -> Counter[str]:
    return Counter(value for event in atlas.event_list for value in frozenset(_values(event, sort)))


def _values(event: Event, sort: str) -> Iterable[str]:
    if sort == "actor":
        return event.actors
    if sort == "source":
        return [citation.source for citation in event.sources]
    if sort == "theme":
        return event.themes
    return [*(["exact"] if event.when.certain else ["vague"]), *(["differs"] if event.differs else [])]


def choices(atlas: Atlas, sort: str, view: View, words: _Words) -> list[tuple[str, str, int]]:
    """Return what can be chosen of a sort: filter, its name, the number of events in all; the most frequent first."""
    found = [(f"{sort}:{value}", count) for value, count in _counts(atlas, sort).items()]
    named = [(word, filter_name(atlas, word, view, words), count) for word, count in found]
    return sorted(named, key=lambda one: (-one[2], one[1]))
