"""What the search offers while somebody types: the best results in words, where the hits are in them, and where each leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from viewer.carto.days.dates import when_text, year_mark
from viewer.carto.land.blocs import PREFIX
from viewer.carto.moving.moving import shown_at
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Actor, Bloc, Event, say
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval
from viewer.model.worked_out import kept

if TYPE_CHECKING:
    from viewer.model.finding.search import Hit, SearchIndex

Spans = tuple[tuple[int, int], ...]
"""Parts (start, end) of a text."""
_OTHER_NAMES = 3
_LONGEST = 300
"""Letters of a text that are looked through for hits."""
_BEFORE, _SNIPPET = 14, 90
"""Letters of a long text that are shown before a hit, and altogether."""
_ZOOMS = (4.0, 4.5, 4.5, 5.0, 5.5, 6.0)
"""Zoom at which a place of a rank is shown."""


@dataclass(frozen=True, slots=True)
class Result:
    """Something found, in words. `sort` and `id` say what it is; `spans` and `detail_spans` where the hits are."""

    sort: str
    id: str
    title: str
    spans: Spans
    detail: str
    detail_spans: Spans


def warm(atlas: Atlas) -> None:
    """Make the index of an atlas now, so that the first letter typed does not wait for it."""
    _index(atlas).warm()


def hits(atlas: Atlas, query: str, text: str) -> Spans:
    """Return where a query is found in a text that is shown; nothing where nothing is asked."""
    return _hits(atlas, query, text[:_LONGEST]) if query.strip() else ()


@kept(2_000)
def _hits(atlas: Atlas, query: str, text: str) -> Spans:
    return _index(atlas).spans(query, text)


def results(atlas: Atlas, view: View, query: str) -> tuple[Result, ...]:
    """Return the best results for what was typed, by sort, in the language and near the day of a View."""
    if not query.strip():
        return ()
    found = _index(atlas).find(query, view.instant)
    twice = {hit.id for hit in found if hit.sort == "organisation"}
    return tuple(_result(atlas, view, query, hit) for hit in found if hit.sort != "bloc" or hit.id not in twice)


def led_to(atlas: Atlas, view: View, sort: str, identifier: str) -> View:
    """Return the View that choosing a result leads to.

    An event is selected on one of its days, a place shown, a polity or a bloc selected on a day of its life; all let go of the words that
    were typed. A person, and an organisation that is no bloc, become the words that filter.
    """
    free = view.with_(query="", place="")
    if sort == "event":
        return at_event(free, atlas.events[identifier])
    if sort == "place":
        place = atlas.places[identifier]
        return shown_at(free, place.lonlat, _ZOOMS[min(max(place.rank, 0), 5)])
    if sort == "polity":
        return free.at(_within(atlas.polities[identifier].life, view.instant)).selecting(f"polity:{identifier}")
    if identifier in atlas.blocs and sort in ("bloc", "organisation"):
        return free.at(_within((atlas.blocs[identifier].life,), view.instant)).selecting(f"{PREFIX}{identifier}")
    return view.with_(query=atlas.name_of(identifier, view.language, view.instant))


def at_event(view: View, event: Event) -> View:
    """Return a View that has an event selected, on its first day where the day of the View is none of its days."""
    inside = event.when.start <= view.instant <= event.when.last
    return (view if inside else view.at(event.when.start)).selecting(event.id)


def _index(atlas: Atlas) -> SearchIndex:
    """The search is imported when it is first needed, not on the way to the first picture."""
    from viewer.model.finding.search import index_of

    return index_of(atlas)


def _within(lives: tuple[Interval, ...], day: int) -> int:
    """The day, or the nearest one of some lives."""
    if not lives or any(day in life for life in lives):
        return day
    near = (min(max(day, life.start), life.end - 1) for life in lives)
    return min(near, key=lambda other: (abs(other - day), other))


def _result(atlas: Atlas, view: View, query: str, hit: Hit) -> Result:
    if hit.sort == "event":
        return _event_result(atlas, view, query, atlas.events[hit.id])
    names = _names(atlas, hit, view)
    title = names[0][:_LONGEST]
    others = sorted(dict.fromkeys(name for name in names[1:] if name not in title), key=lambda name: not hits(atlas, query, name))
    detail = " · ".join([*others[:_OTHER_NAMES], *_years(atlas, hit)])
    return Result(hit.sort, hit.id, title, hits(atlas, query, title), detail, hits(atlas, query, detail))


def _event_result(atlas: Atlas, view: View, query: str, event: Event) -> Result:
    language = view.language
    title = say(event.title, language)[:_LONGEST]
    detail = "  ".join(part for part in (when_text(event.when, language), atlas.place_name(event, language)) if part)[:_LONGEST]
    spans, detail_spans = hits(atlas, query, title), hits(atlas, query, detail)
    if not spans and not detail_spans:
        snippet = _snippet(atlas, query, say(event.text, language))
        if snippet:
            detail = f"{when_text(event.when, language)}  {snippet}"
            detail_spans = hits(atlas, query, detail)
    return Result("event", event.id, title, spans, detail, detail_spans)


def _snippet(atlas: Atlas, query: str, text: str) -> str:
    """The part of a long text around the first hit; empty where there is none."""
    found = _index(atlas).spans(query, text[:4000])
    if not found:
        return ""
    start = max(0, found[0][0] - _BEFORE)
    cut = " ".join(text[start : start + _SNIPPET].split())
    return f"{'…' if start else ''}{cut}{'…' if start + _SNIPPET < len(text) else ''}"


def _names(atlas: Atlas, hit: Hit, view: View) -> list[str]:
    """The name that is shown first, then all others."""
    if hit.sort in ("place", "polity"):
        thing = atlas.places[hit.id] if hit.sort == "place" else atlas.polities[hit.id]
        return [thing.name(view.language, view.instant), *(word for named in thing.names for word in named.names.values())]
    named = _named(atlas, hit)
    return [say(named.names, view.language), *named.names.values(), *named.short.values()]


def _named(atlas: Atlas, hit: Hit) -> Actor | Bloc:
    return atlas.blocs[hit.id] if hit.sort == "bloc" else atlas.actors[hit.id]


def _years(atlas: Atlas, hit: Hit) -> Iterable[str]:
    """From which year to which a person, an organisation, a polity or a bloc lived."""
    if hit.sort == "place":
        return
    life = atlas.polities[hit.id].life[:1] if hit.sort == "polity" else (_named(atlas, hit).life,)
    for one in life:
        first = "" if one.start <= FIRST_DAY else year_mark(one.start, "en")
        last = "" if one.end >= LAST_DAY else year_mark(one.end, "en")
        if first or last:
            yield f"{first}–{last}"
