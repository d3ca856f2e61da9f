"""What changes on the political map between two days, from the ledgers alone: single changes, and the difference that is left."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from viewer.model.atlas import Atlas
from viewer.model.entities import Citation, Named, named_at
from viewer.model.ledger import NOBODY, STATUSES
from viewer.model.record import dataclass
from viewer.model.tabular import Row
from viewer.model.time import iso


@dataclass(frozen=True, slots=True)
class Change:
    """One change on one day.

    `what` is land (it passes from holder to holder), status (the same holder's land on other terms), dependence, membership, name or
    polity (it begins or ends: `life_changes`). `before` and `after` are ids: of holders (land, status), of the polities answered to
    (dependence), of blocs (membership) or of the polity itself, empty for none; names are names in the atlas's first language. `units`
    are unit indices of land, `polity` is whose dependence, membership, name or life changes.
    """

    day: int
    what: str
    before: str
    after: str
    polity: str = ""
    units: tuple[int, ...] = ()
    km2: float = 0.0
    status: str = ""
    event: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class LandDifference:
    """Land held by one on the first day and by another, or on other terms, on the last.

    `units` are indices, `changes` the entries that did it, by date; `before` equals `after` where only the terms (`status`) differ.
    """

    before: str
    after: str
    status: str
    units: tuple[int, ...]
    km2: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise on the day `last` than on the day `first`, however it came about.

    `changes` are all single changes between, by date; `joined` and `left` are (bloc, polity), `dependence` is (polity, before, after),
    `renamed` is (polity, its names before, after), `born` and `gone` are polities that live on only one of the days.
    """

    first: int
    last: int
    changes: tuple[Change, ...]
    land: tuple[LandDifference, ...]
    joined: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    dependence: tuple[tuple[str, str, str], ...]
    renamed: tuple[tuple[str, Named, Named], ...]
    born: tuple[str, ...]
    gone: tuple[str, ...]


def single_changes(atlas: Atlas, first: int, last: int) -> tuple[Change, ...]:
    """Return every change after the day `first` until the day `last`, by date."""
    found = [
        *_land(atlas, first, last),
        *_memberships(atlas, first, last),
        *_dependence(atlas, first, last),
        *_names(atlas, first, last),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.what, _codes(atlas, one), one.before, one.after)))


def difference(atlas: Atlas, first: int, last: int) -> Difference:
    """Return what is otherwise on one day than on an earlier one; days in the wrong order are turned round."""
    first, last = min(first, last), max(first, last)
    changes = single_changes(atlas, first, last)
    before, after = _members(atlas, first), _members(atlas, last)
    living = [polity for polity in atlas.polity_list if polity.lives(first) and polity.lives(last)]
    masters = [(polity.id, _master(atlas, polity.id, first), _master(atlas, polity.id, last)) for polity in living]
    names = [(polity.id, named_at(polity.names, first), named_at(polity.names, last)) for polity in living]
    return Difference(
        first,
        last,
        changes,
        _land_differences(atlas, first, last, changes),
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
        tuple(one for one in masters if one[1] != one[2]),
        tuple((polity, old, new) for polity, old, new in names if old and new and old is not new),
        tuple(polity.id for polity in atlas.polity_list if polity.lives(last) and not polity.lives(first)),
        tuple(polity.id for polity in atlas.polity_list if polity.lives(first) and not polity.lives(last)),
    )


def life_changes(atlas: Atlas, first: int, last: int) -> tuple[Change, ...]:
    """Return, after the day `first` until the day `last`, which polities begin and end, and to whom they answer as they begin.

    With `single_changes` they make of the polities of `first` those of `last`. `before` or `after` is the polity itself (what: polity).
    """
    found = []
    for polity in atlas.polity_list:
        for life in polity.life:
            if first < life.start <= last:
                found.append(Change(life.start, "polity", "", polity.id, polity.id, sources=polity.sources))
                if master := _master(atlas, polity.id, life.start):
                    found.append(Change(life.start, "dependence", "", master, polity.id, sources=polity.sources))
            if first < life.end <= last:
                found.append(Change(life.end, "polity", polity.id, "", polity.id, sources=polity.sources))
    return tuple(found)


def change_rows(atlas: Atlas, changes: Iterable[Change]) -> list[Row]:
    """Return changes as rows for other programs: date, what, units, from, to, event, source.

    `units` are codes of units, or the polity whose membership or dependence changes.
    """
    return [
        {
            "date": iso(one.day),
            "what": one.what,
            "units": _codes(atlas, one),
            "from": one.before,
            "to": one.after,
            "event": one.event or None,
            "source": "; ".join(dict.fromkeys(citation.source for citation in one.sources)),
        }
        for one in changes
    ]


def _codes(atlas: Atlas, change: Change) -> list[str]:
    return [atlas.basemap.codes[unit] for unit in change.units] or [change.polity]


def _land(atlas: Atlas, first: int, last: int) -> list[Change]:
    """Transfers by the holder that really gave."""
    found = []
    ids = [*atlas.polities, ""]  # the last one, so that NOBODY (-1) finds it
    area = atlas.basemap.area_km2
    for transfer in atlas.territory.transfers:
        if not first < transfer.day <= last:
            continue
        by_giver: dict[int, list[int]] = {}
        for unit, giver in zip(transfer.units, _holders(atlas, transfer.units, transfer.day - 1), strict=True):
            by_giver.setdefault(giver, []).append(unit)
        for giver, units in by_giver.items():
            what = "status" if ids[giver] == transfer.to else "land"
            terms = (tuple(units), float(area[units].sum()), transfer.status, transfer.event, transfer.sources)
            found.append(Change(transfer.day, what, ids[giver], transfer.to, "", *terms))
    return found


def _holders(atlas: Atlas, units: tuple[int, ...], day: int) -> list[int]:
    """Who holds each of some units on a day."""
    territory = atlas.territory
    wanted = (np.array(units, dtype=np.int64) << 32) + day
    holders: list[int] = territory.holder[np.searchsorted(territory.keys, wanted, side="right") - 1].tolist()
    return holders


def _memberships(atlas: Atlas, first: int, last: int) -> list[Change]:
    found = []
    for member in atlas.memberships:
        if member.tie != "member":
            continue
        start, end, bloc, polity = member.when.start, member.when.end, member.bloc, member.polity
        if first < start <= last:
            found.append(Change(start, "membership", "", bloc, polity, event=member.joined_by, sources=member.sources))
        if first < end <= last:
            found.append(Change(end, "membership", bloc, "", polity, event=member.left_by, sources=member.sources))
    return found


def _dependence(atlas: Atlas, first: int, last: int) -> list[Change]:
    """Days on which a polity answers to another than the day before, and lives on both."""
    found = []
    for polity in atlas.polity_list:
        days = {day for tie in polity.answers_to for day in (tie.when.start, tie.when.end) if first < day <= last}
        for day in sorted(days):
            before, after = _master(atlas, polity.id, day - 1), _master(atlas, polity.id, day)
            if before != after and polity.lives(day - 1) and polity.lives(day):
                found.append(Change(day, "dependence", before, after, polity.id, sources=polity.sources))
    return found


def _names(atlas: Atlas, first: int, last: int) -> list[Change]:
    """Days on which a polity that lives before and after takes other names; `before` and `after` are the names in the first language."""
    found = []
    language = atlas.first_language
    for polity in atlas.polity_list:
        for named in polity.names:
            day = named.when.start
            if first < day <= last and polity.lives(day - 1) and polity.lives(day):
                before, after = polity.name(language, day - 1), polity.name(language, day)
                found.append(Change(day, "name", before, after, polity.id, sources=polity.sources))
    return found


def _master(atlas: Atlas, polity: str, day: int) -> str:
    """Whom a polity answers to on a day; empty for none."""
    return next((tie.to for tie in atlas.polities[polity].answers_to if day in tie.when), "")


def _members(atlas: Atlas, day: int) -> set[tuple[str, str]]:
    return {(member.bloc, member.polity) for member in atlas.memberships if member.tie == "member" and day in member.when}


def _land_differences(atlas: Atlas, first: int, last: int, changes: tuple[Change, ...]) -> tuple[LandDifference, ...]:
    """Units by (holder before, holder after, status after), the largest land first; what came back to its holder is left out."""
    territory, area = atlas.territory, atlas.basemap.area_km2
    then, now = territory.rows(first), territory.rows(last)
    moved = np.flatnonzero((territory.holder[then] != territory.holder[now]) | (territory.status[then] != territory.status[now]))
    groups: dict[tuple[int, int, int], list[int]] = {}
    for unit in moved.tolist():
        key = (int(territory.holder[then[unit]]), int(territory.holder[now[unit]]), int(territory.status[now[unit]]))
        groups.setdefault(key, []).append(unit)
    touching: dict[int, list[Change]] = {}
    for change in changes:
        for unit in change.units:
            touching.setdefault(unit, []).append(change)
    ids = list(atlas.polities)
    found = []
    for (giver, taker, status), units in groups.items():
        done = {id(change): change for unit in units for change in touching.get(unit, ())}
        before, after = (ids[one] if one != NOBODY else "" for one in (giver, taker))
        steps = tuple(sorted(done.values(), key=lambda one: one.day))
        found.append(LandDifference(before, after, STATUSES[status], tuple(units), float(area[units].sum()), steps))
    return tuple(sorted(found, key=lambda one: (-one.km2, one.before, one.after)))
