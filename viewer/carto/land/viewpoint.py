"""Whose view of disputed land is drawn: de facto, or that of a party to a dispute."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import DE_FACTO, RIVAL, speaks_for, states_of
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.ledger import Claim
from viewer.model.record import dataclass
from viewer.model.worked_out import kept

_MOST_NAMED = 12
_RIVAL_COUNTS = 0.05
"""A claim to be the government of a state counts for so much of its land."""


@kept(4)
def parties(atlas: Atlas) -> tuple[str, ...]:
    """Return the polities whose view can be drawn: those that claim land, and those that hold it or whose dependencies do."""
    found: set[str] = set()
    ids = list(atlas.polities)
    for claim in atlas.territory.claims:
        found |= {claim.by, *claim.shared_by}
        for day in {max(claim.when.start, atlas.span.start), min(claim.when.end, atlas.span.end) - 1}:
            holders = distinct(atlas.territory.holders(day)[list(claim.units)])
            held = holders[holders >= 0]
            found |= {ids[one] for one in held} | {ids[one] for one in atlas.standing(day).sovereign[held]}
    return tuple(polity for polity in ids if polity in found)


def checked(atlas: Atlas, view: View) -> View:
    """Return a View whose viewpoint is one of the atlas; BadView where it is not."""
    if view.viewpoint == DE_FACTO or view.viewpoint in (known := parties(atlas)):  # who the parties are takes long to find
        return view
    near = get_close_matches(view.viewpoint, known, 1, cutoff=0.7)
    meant = f"; did you mean `{near[0]}`?" if near else "."
    claimants = sorted({claim.by for claim in atlas.territory.claims if claim.id} & set(known))[:_MOST_NAMED]
    choice = ", ".join([DE_FACTO, *claimants])
    raise BadView(f"`{view.viewpoint[:60]}` is no viewpoint{meant} Choose {choice} or another party to a dispute")


@dataclass(frozen=True, slots=True, eq=False)
class Dispute:
    """A claim in force, with the units that the claimant does not hold itself.

    `rival` tells that the claim is to most of a state: to be its government, not to some of its land. Such land is not hatched.
    `own` tells that the claimant holds all of it itself but answers to another: it claims not to, as annexed states do.
    """

    claim: Claim
    units: NDArray[np.intp]
    rival: bool
    own: bool = False


@kept(64)
def _disputes(atlas: Atlas, version: int, day: int) -> tuple[Dispute, ...]:  # noqa: ARG001 - the number is the key of the cache
    holders, area = atlas.territory.holders(day), atlas.basemap.area_km2
    standing = atlas.standing(day)
    sovereign, state = np.append(standing.sovereign, -1)[holders], states_of(standing, holders)
    found = []
    for claim in atlas.territory.claims:
        if day in claim.when and claim.by in atlas.polity_index:
            index, whole = atlas.polity_index[claim.by], np.array(claim.units, dtype=np.intp)
            units = whole[holders[whole] != index]
            if claim.id and not len(units) and len(whole) and (sovereign[whole] != index).all():
                found.append(Dispute(claim, whole, rival=False, own=True))
            elif len(units):
                mine = state[units]
                rival = bool((mine == mine[0]).all() and area[units].sum() > RIVAL * area[state == mine[0]].sum())
                found.append(Dispute(claim, units, rival))
    return tuple(found)


def disputes(atlas: Atlas, day: int, *, own: bool = False) -> tuple[Dispute, ...]:
    """Return the claims in force on a day to land that the claimant does not hold; with `own` also to land that it holds for another."""
    version = atlas.version(day)
    days = atlas.change_days
    found = _disputes(atlas, version, int(days[version - 1]) if version else day)
    return found if own else tuple(one for one in found if not one.own)


def sides(atlas: Atlas, day: int, weight: NDArray[np.float64], least: float = 0.0) -> tuple[str, ...]:
    """Return the parties to the disputes of a day over land that is seen, the most of it first.

    `weight` [U] is how much of the picture each unit takes; parties to less than `least` are left out. Who holds the land is told
    as the state that it answers to.
    """
    sovereign = np.append(atlas.standing(day).sovereign, -1)[atlas.territory.holders(day)]
    ids, seen = list(atlas.polities), dict[str, float]()
    for one in disputes(atlas, day):
        for holder in distinct(sovereign[one.units]).tolist():
            mine = one.units[sovereign[one.units] == holder]
            size = float(weight[mine].sum()) * (_RIVAL_COUNTS if one.rival else 1.0)
            for side in {one.claim.by, ids[holder] if holder >= 0 else one.claim.by}:
                seen[side] = seen.get(side, 0.0) + size
    return tuple(sorted((one for one in seen if seen[one] > least), key=lambda one: (-seen[one], one)))


def sharers(atlas: Atlas, day: int) -> tuple[str, ...]:
    """Return who lives on a day and shares a claim in force then, and annexed states that claim not to be: their views differ too."""
    found: dict[str, None] = {}
    for one in disputes(atlas, day, own=True):
        found |= dict.fromkeys(side for side in one.claim.shared_by if atlas.polities[side].lives(day))
        if one.own:
            found[one.claim.by] = None
    return tuple(found)


def seen_holders(atlas: Atlas, day: int, viewpoint: str = DE_FACTO) -> NDArray[np.int16]:
    """Return the polity that is drawn as the holder of each unit [U]: from a viewpoint, the claimant of what its side claims."""
    holders = atlas.territory.holders(day)
    viewer = atlas.polity_index.get(viewpoint, -1)
    if viewer < 0:
        return holders
    shown, standing = holders.copy(), atlas.standing(day)
    for one in disputes(atlas, day):
        by = atlas.polity_index[one.claim.by]
        if speaks_for(standing, by, viewer) or viewpoint in one.claim.shared_by:
            shown[one.units] = by
    return shown


def freed_land(atlas: Atlas, day: int, viewpoint: str) -> NDArray[np.bool_]:
    """Return [U] whether land is drawn as an annexed state's own: from the viewpoint of that state, and of those that share its view."""
    freed = np.zeros(atlas.basemap.count, dtype=np.bool_)
    for one in disputes(atlas, day, own=True):
        if one.own and viewpoint in (one.claim.by, *one.claim.shared_by):
            freed[one.units] = True
    return freed
