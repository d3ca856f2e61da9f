"""Rules of events: sources by line, links from cause to effect, actors alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from viewer.model.entities import Citation, Event
from viewer.model.time import Interval
from viewer.store.draft import Draft
from viewer.store.rules.spans import told_all, told_days
from viewer.store.schema.desk import Found

_LINES = "write `lines: [first, last]`"


class _Cites(Protocol):
    """A record with sources."""

    @property
    def sources(self) -> tuple[Citation, ...]: ...


def check_events(draft: Draft) -> None:
    """Note events that contradict their sources' sort, their links or their actors' lives."""
    documents = {found.value.id for found in draft.sources if found.value.role == "document"}
    lives = lives_of(draft)
    for found in draft.events:
        _check_citations(found, found.value.sources, documents, draft)
        for index, difference in enumerate(found.value.differs):
            if difference.source in documents and difference.lines is None:
                draft.desk.complain(found, "differs", f"`{difference.source}` is a document, but no lines are given", _LINES, index)
        _check_lives(found, lives, draft)
    _check_links(draft)


def check_citations(draft: Draft) -> None:
    """Note documents that are cited without lines, in all records but events."""
    documents = {found.value.id for found in draft.sources if found.value.role == "document"}
    cited: list[Found[_Cites]] = [*draft.polities, *draft.memberships, *draft.opening, *draft.transfers, *draft.offices]
    cited += [*draft.series, *draft.treaties]
    for found in cited:
        _check_citations(found, found.value.sources, documents, draft)


def _check_citations(found: Found[object], sources: Sequence[Citation], documents: set[str], draft: Draft) -> None:
    for index, citation in enumerate(sources):
        if citation.source in documents and citation.lines is None:
            draft.desk.complain(found, "sources", f"`{citation.source}` is a document, but no lines are given", _LINES, index)


def lives_of(draft: Draft) -> dict[str, tuple[Interval, ...]]:
    """Return the life of every actor and polity by id."""
    lives: dict[str, tuple[Interval, ...]] = {found.value.id: (found.value.life,) for found in draft.actors}
    lives.update({found.value.id: found.value.life for found in draft.polities})
    return lives


def _check_lives(found: Found[Event], lives: Mapping[str, tuple[Interval, ...]], draft: Draft) -> None:
    """Actors live at some day of the event; the day of their end is still theirs (deaths, dissolutions)."""
    event = found.value
    if event.kind == "note":
        return
    when = event.when.extent
    for actor in event.actors:
        known = lives.get(actor)
        if known and not any(life.start < when.end and when.start <= life.end for life in known):
            hint = f"`{actor}` lived {told_all(known)}; the event is on {told_days(when)}"
            draft.desk.complain(found, "actors", f"`{actor}` does not exist at the time of the event", hint)


def _check_links(draft: Draft) -> None:
    """Effects don't come before their causes, and links run in no circle."""
    events = {found.value.id: found.value for found in draft.events}
    for found in draft.events:
        event = found.value
        for index, link in enumerate(event.leads_to):
            effect = events.get(link.event)
            if link.event == event.id:
                draft.desk.complain(found, "leads_to", "the event leads to itself", "", index)
            elif effect and effect.when.last < event.when.start:
                hint = f"`{event.id}` is of {event.when.text}, `{effect.id}` of {effect.when.text}"
                draft.desk.complain(found, "leads_to", f"the effect `{effect.id}` comes before its cause", hint, index)
        for target in sorted({link.event for link in event.leads_to if [other.event for other in event.leads_to].count(link.event) > 1}):
            draft.desk.complain(found, "leads_to", f"leads to `{target}` twice")
    places = {found.value.id: found for found in draft.events}
    for circle in circles({event.id: [link.event for link in event.leads_to] for event in events.values()}):
        if len(circle) > 1:
            draft.desk.complain(places[circle[0]], "leads_to", "the links run in a circle", " -> ".join([*circle, circle[0]]))


def circles(graph: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield a circle for each knot of a graph (node -> next nodes); walks without recursion."""
    state: dict[str, int] = {}
    for root in graph:
        if root in state:
            continue
        path: list[str] = [root]
        waiting = [iter(graph[root])]
        state[root] = 1
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                state[path.pop()] = 2
            elif state.get(step) == 1:
                yield path[path.index(step) :]
            elif step not in state and step in graph:
                state[step] = 1
                path.append(step)
                waiting.append(iter(graph[step]))
