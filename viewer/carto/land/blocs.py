"""The bloc that a View selects: who stands in it, on which land, since when. `bloc:ID` names a row of the legend or a single bloc."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.days.dates import year_mark
from viewer.carto.land.viewpoint import seen_holders
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.entities import Membership, say
from viewer.model.politics import NO_GROUP
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval

PREFIX = "bloc:"
"""What the selection of a View begins with where it is a bloc."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A bloc on one day: how many states stand in it, and the square kilometres of theirs and of what answers to them."""

    states: int
    km2: float


@dataclass(frozen=True, slots=True)
class Member:
    """A polity with its times in a bloc, in order of time."""

    polity: str
    name: str
    spans: tuple[Membership, ...]


def chosen_bloc(atlas: Atlas, view: View) -> str:
    """Return the id of the group or bloc that a View selects; empty where it selects none that the atlas has."""
    identifier = view.selected.removeprefix(PREFIX) if view.selected.startswith(PREFIX) else ""
    return identifier if identifier and (identifier in atlas.blocs or _group_index(atlas, identifier) >= 0) else ""


def feeding_blocs(atlas: Atlas, identifier: str) -> tuple[str, ...]:
    """Return the blocs that a group of the legend gathers; a bloc stands for itself."""
    if _group_index(atlas, identifier) < 0:
        return (identifier,)
    return tuple(bloc.id for bloc in atlas.blocs.values() if bloc.group == identifier)


def bloc_name(atlas: Atlas, identifier: str, language: str) -> str:
    """Return the full name of a bloc; that of the legend for a group that gathers several."""
    group = _group_index(atlas, identifier)
    alone = feeding_blocs(atlas, identifier) == (identifier,) and identifier in atlas.blocs
    return say(atlas.blocs[identifier].names if alone else atlas.groups[group].names, language)


def bloc_style(atlas: Atlas, identifier: str) -> str:
    """Return the style that colours a group or a bloc; empty for blocs without a colour."""
    wanted = identifier if _group_index(atlas, identifier) >= 0 else atlas.blocs[identifier].group
    return next((group.style for group in atlas.groups if group.id == wanted), "")


def bloc_life(atlas: Atlas, identifier: str) -> Interval:
    """Return from when until when a bloc had members, within the span of the atlas."""
    spans = [span.when for member in bloc_members(atlas, identifier, "") for span in member.spans]
    lives = [atlas.blocs[bloc].life for bloc in feeding_blocs(atlas, identifier)]
    starts = [when.start for when in (*spans, *lives) if when.start > FIRST_DAY]
    ends = [min(when.end, atlas.span.end) for when in (spans or lives)]
    start = max(min(starts, default=atlas.span.start), atlas.span.start)
    return Interval(start, max(*ends, start + 1) if ends else max(atlas.span.end, start + 1))


def bloc_members(atlas: Atlas, identifier: str, language: str) -> tuple[Member, ...]:
    """Return all who were ever in a bloc, in order of accession, named as on that day."""
    blocs = set(feeding_blocs(atlas, identifier))
    found: dict[str, list[Membership]] = {}
    for one in sorted((m for m in atlas.memberships if m.bloc in blocs), key=lambda m: (m.when.start, m.polity)):
        found.setdefault(one.polity, []).append(one)
    return tuple(
        Member(polity, atlas.polities[polity].short_name(language, spans[0].when.start), tuple(spans))
        for polity, spans in found.items()
        if polity in atlas.polities
    )


def bloc_events(atlas: Atlas, identifier: str) -> tuple[str, ...]:
    """Return the ids of the events that made or unmade a bloc, and of those in which it took part, in order of time."""
    blocs = set(feeding_blocs(atlas, identifier))
    made = {event for m in atlas.memberships if m.bloc in blocs for event in (m.joined_by, m.left_by)}
    return tuple(event.id for event in atlas.event_list if event.id in made or not blocs.isdisjoint(event.actors))


def bloc_units(atlas: Atlas, view: View, identifier: str) -> NDArray[np.bool_]:
    """Return for each unit [U] whether its land belongs to a bloc on the day of a View: by its holder, or by whom that answers to."""
    holders = seen_holders(atlas, view.instant, view.viewpoint)
    aligned = np.append(_aligned(atlas, view.instant, identifier), False)
    return np.asarray(aligned[holders], dtype=np.bool_)


def presence(atlas: Atlas, view: View, identifier: str) -> Presence:
    """Return how many states a bloc counts on the day of a View, and on how much land."""
    km2, group = float(atlas.basemap.area_km2[bloc_units(atlas, view, identifier)].sum()), _group_index(atlas, identifier)
    if group >= 0:  # as the legend counts: states, each in the row that colours it, or whose pattern lies over that
        standing, holders = atlas.standing(view.instant), seen_holders(atlas, view.instant, view.viewpoint)
        mine = holders[np.append((standing.group == group) | (standing.beside == group), False)[holders]]
        return Presence(len(distinct(standing.sovereign[mine])), km2)
    members = (m for m in atlas.memberships if m.bloc == identifier and m.tie == "member" and view.instant in m.when)
    return Presence(len({m.polity for m in members}), km2)


def years_text(spans: tuple[Membership, ...]) -> str:
    """Return the years from the first to the last of some times, as 1949–1966; nothing after the dash for what still lasts."""
    return f"{_year(spans[0].when.start)}–{_year(max(span.when.end for span in spans))}"


def _year(day: int) -> str:
    return year_mark(day, "en") if FIRST_DAY < day < LAST_DAY else ""


def _group_index(atlas: Atlas, identifier: str) -> int:
    return next((number for number, group in enumerate(atlas.groups) if group.id == identifier), -1)


def _aligned(atlas: Atlas, day: int, identifier: str) -> NDArray[np.bool_]:
    """[P] whether each polity stands in a group or bloc on a day, itself or by the state that it answers to."""
    standing, group = atlas.standing(day), _group_index(atlas, identifier)
    if group >= 0:
        within = (standing.group == group) | (standing.beside == group)
        return np.asarray(within | (standing.inherited == group), dtype=np.bool_)
    own = np.zeros(len(atlas.polity_list), dtype=np.bool_)
    for one in atlas.memberships:
        if one.bloc == identifier and one.tie == "member" and day in one.when and one.polity in atlas.polity_index:
            own[atlas.polity_index[one.polity]] = True
    elsewhere = (standing.group != NO_GROUP) & (standing.group != standing.group[standing.sovereign])
    return np.asarray(own | (own[standing.sovereign] & ~elsewhere), dtype=np.bool_)
