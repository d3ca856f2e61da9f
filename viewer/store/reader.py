"""Reads an atlas folder: all files, all rules, then one value, or every problem at once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from viewer.model.atlas import Atlas
from viewer.model.entities import Actor, Event, Leg, Office, Place, Route
from viewer.model.free_land import FreeLand
from viewer.model.ledger import NOBODY, STATUSES, Territory, build_territory
from viewer.model.topology import Basemap
from viewer.store.draft import Draft, read_draft
from viewer.store.rules.blocs import check_memberships, check_schemes
from viewer.store.rules.events import check_citations, check_events
from viewer.store.rules.kinds import check_icons
from viewer.store.rules.nearby import check_nearby
from viewer.store.rules.polities import check_places, check_polities
from viewer.store.rules.references import check_names, check_references
from viewer.store.rules.standing import check_standing, check_unheld
from viewer.store.rules.territory import Replay, replay
from viewer.store.rules.times import check_times
from viewer.store.rules.treaties import check_treaties
from viewer.store.rules.views import DaysOfView, check_views
from viewer.store.schema.desk import Found
from viewer.store.schema.drafts import RouteDraft, UnheldDraft
from viewer.store.syntax.problems import Problem, Problems
from viewer.store.syntax.strict_yaml import Memory

_LOG = logging.getLogger(__name__)
T = TypeVar("T")


def read_atlas(folder: Path, basemap: Basemap, memory: Memory | None = None) -> Atlas:
    """Read an atlas folder strictly.

    Args: folder: holds `atlas.yaml`. basemap: the units that its ledger is about. memory: of an earlier reading of the folder.
    Raises: BrokenAtlas with every problem of all files.
    """
    problems = Problems()
    draft, ledger = _read(folder, basemap, problems, memory)
    problems.stop_if_any()
    for remark in problems.remarks:
        _LOG.warning("%s", remark)
    return _tie(draft, ledger, basemap)


def check_atlas(folder: Path, basemap: Basemap, days_of_view: DaysOfView | None = None) -> tuple[Problem, ...]:
    """Return every problem of an atlas folder by file and line; empty where it is sound.

    Args: basemap: only its units are used. days_of_view: reads the Views that an atlas writes down; they are not looked at without it.
    """
    problems = Problems()
    draft, _ = _read(folder, basemap, problems)
    if days_of_view:
        check_views(draft, days_of_view)
    return tuple(problems)


def _read(folder: Path, basemap: Basemap, problems: Problems, memory: Memory | None = None) -> tuple[Draft, Replay]:
    """Read all files and apply all rules."""
    draft = read_draft(folder, problems, memory)
    check_references(draft)
    check_names(draft)
    check_icons(draft)
    check_polities(draft)
    check_places(draft)
    check_memberships(draft)
    check_schemes(draft)
    check_events(draft)
    check_citations(draft)
    check_times(draft)
    check_treaties(draft)
    if any(sort.startswith("territory/") for sort in draft.unread):
        return draft, Replay()  # every later entry would seem a breach
    ledger = replay(draft, basemap)
    check_unheld(draft, basemap, ledger)
    check_standing(draft, basemap, ledger)
    check_nearby(draft, basemap, ledger)
    return draft, ledger


def _values(found: Sequence[Found[T]]) -> tuple[T, ...]:
    return tuple(one.value for one in found)


def _tie(draft: Draft, ledger: Replay, basemap: Basemap) -> Atlas:
    """Make the atlas of a draft without problems."""
    places = {place.id: place for place in _values(draft.places)}
    polities = {polity.id: polity for polity in _values(draft.polities)}
    actors = {actor.id: actor for actor in _values(draft.actors)}
    events = [_settled(event, places) for event in _values(draft.events)]
    events.sort(key=lambda event: (event.when.start, event.id))
    return Atlas(
        title=draft.head.title,
        span=draft.head.span,
        languages=draft.head.languages,
        opening_view=draft.head.opening_view,
        basemap=basemap,
        territory=_territory(ledger, list(polities), basemap.count),
        polities=polities,
        kinds={kind.id: kind for kind in _values(draft.kinds)},
        sources={source.id: source for source in _values(draft.sources)},
        places=places,
        actors=actors,
        events={event.id: event for event in events},
        blocs={bloc.id: bloc for bloc in _values(draft.blocs)},
        groups=_values(draft.groups),
        schemes=_values(draft.bloc_schemes),
        memberships=_values(draft.memberships),
        lines=_values(draft.lines),
        frontiers=_values(draft.frontiers),
        eras=_values(draft.schemes),
        offices=tuple(_labelled(office, actors) for office in _values(draft.offices)),
        series=_values(draft.series),
        seas=_values(draft.seas),
        routes=tuple(_routed(route, places) for route in _values(draft.routes)),
        stories=_values(draft.stories),
        treaties={treaty.id: treaty for treaty in _values(draft.treaties)},
        synonyms=_values(draft.synonyms),
        unheld=tuple(_free(found.value, units) for found, units in ledger.unheld),
        regions={found.value.id: (found.value.names, ledger.regions[found.value.id]) for found in draft.regions},
        licence=draft.head.licence,
        heading=draft.head.heading,
    )


def _free(land: UnheldDraft, units: tuple[int, ...]) -> FreeLand:
    """Give land that is nobody's its units."""
    return FreeLand(land.id, land.when, units, land.names, land.note, land.sources)


def _settled(event: Event, places: dict[str, Place]) -> Event:
    """Give an event the position of its place."""
    return replace(event, lonlat=places[event.place].lonlat) if event.place else event


def _labelled(office: Office, actors: dict[str, Actor]) -> Office:
    """Give terms without a label the name of their person."""
    names = {term.person: actors[term.person].short or actors[term.person].names for term in office.terms}
    return replace(office, terms=tuple(term if term.label else replace(term, label=names[term.person]) for term in office.terms))


def _routed(route: RouteDraft, places: dict[str, Place]) -> Route:
    """Turn the places of a route into points."""
    legs = tuple(Leg((places[leg.start].lonlat, *leg.via, places[leg.to].lonlat), leg.when, leg.to) for leg in route.legs)
    return Route(route.id, route.names, route.when, legs, route.sources)


def _territory(ledger: Replay, polities: list[str], count: int) -> Territory:
    """Make the arrays of a ledger that was replayed without a breach."""
    number = {polity: index for index, polity in enumerate(polities)}
    status = {word: index for index, word in enumerate(STATUSES)}
    opening = [(NOBODY, 0)] * count
    for unit, (holder, word) in ledger.opening.items():
        opening[unit] = (number[holder], status[word])
    records = [(one.unit, one.day, number[one.holder], status[one.status], one.entry) for one in ledger.passings]
    return build_territory(count, opening, records, tuple(ledger.transfers), tuple(ledger.claims))
