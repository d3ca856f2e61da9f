"""What is told of disputed land: who claims it from whom, since when, and how each side puts it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from viewer.carto.citing.citation import source_line
from viewer.carto.days.dates import year_mark
from viewer.carto.land.viewpoint import Dispute, disputes
from viewer.carto.moving.fit import land_of
from viewer.carto.tokens import THEMES
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.ui.details.parts import LinkLabel, label
from viewer.ui.state import State
from viewer.ui.words import Words

_MOST = 12
_LEAST_KM2 = 1.0
_LEAST_SHARE, _MOST_HOLDERS = 0.05, 3
"""Who holds less of what is claimed is not told, nor more than so many."""


def claim_widgets(state: State, words: Words, polity: str) -> list[QWidget]:
    """Return the widgets that tell the claims in force on the day of the View: to land that a polity holds, and by it."""
    view, atlas = state.view, state.atlas
    mine = np.zeros(len(atlas.basemap.area_km2), dtype=bool)
    mine[land_of(atlas, polity, view.instant)] = True
    named: list[Dispute] = []
    told: dict[str, set[int]] = {}
    for one in disputes(atlas, view.instant):
        if one.claim.names:
            told.setdefault(one.claim.by, set()).update(one.units.tolist())
    others: dict[tuple[str, bool], float] = {}
    for one in disputes(atlas, view.instant, own=True):
        by_it = one.claim.by == polity
        if not by_it and not mine[one.units].any():
            continue
        if one.claim.names:
            named.append(one)
        else:
            rest = [unit for unit in one.units.tolist() if (by_it or mine[unit]) and unit not in told.get(one.claim.by, ())]
            key = (next(iter(_holders(atlas, one, view.instant)), "") if by_it else one.claim.by, by_it)
            others[key] = others.get(key, 0.0) + float(atlas.basemap.area_km2[rest].sum())
    made = claim_blocks(state, words, named[:_MOST])
    made += [_unnamed(state, words, other, km2, by_it=by_it) for (other, by_it), km2 in sorted(others.items()) if km2 >= _LEAST_KM2]
    return [label(words.say(view.language, "claims.title"), "heading"), *made] if made else []


def _holders(atlas: Atlas, one: Dispute, day: int) -> list[str]:
    """Return the polities that hold what is claimed, the greatest part first; none for land that is nobody's, none of mere specks."""
    held = atlas.territory.holders(day)[one.units]
    if one.own:
        held = atlas.standing(day).sovereign[held]
    area = np.bincount(held.astype(np.int64) + 1, weights=atlas.basemap.area_km2[one.units])
    found = [int(number) for number in np.argsort(-area, kind="stable") if number and area[number] > _LEAST_SHARE * area.sum()]
    return [atlas.polity_list[number - 1].id for number in found[:_MOST_HOLDERS]]


def claim_blocks(state: State, words: Words, several: Sequence[Dispute]) -> list[QWidget]:
    """Return the widgets that tell of claims with names; what several of them say of the same land is told once, with the first."""
    made: list[QWidget] = []
    notes: set[str] = set()
    for one in several:
        note = say(one.claim.note, state.view.language)
        made += _claim_block(state, words, one, "" if note in notes else note)
        notes.add(note)
    return made


def _claim_block(state: State, words: Words, one: Dispute, note: str) -> list[QWidget]:
    """Return the widgets that tell of one claim with a name; `note` is what is said of it."""
    view, atlas, claim = state.view, state.atlas, one.claim
    language = view.language
    by, *held_by = (atlas.name_of(who, language, view.instant) for who in (claim.by, *_holders(atlas, one, view.instant)))
    holder = ("、" if language == "ja" else ", ").join(held_by)
    told = words.say(language, "claims.own" if one.own else "claims.by" if held_by else "claims.free", by=by, holder=holder)
    first = year_mark(claim.when.start, language) if claim.when.start > FIRST_DAY else ""
    last = year_mark(claim.when.end, language) if claim.when.end < LAST_DAY else ""
    span = f"{first}–{last}" if first or last else ""
    made: list[QWidget] = [label(say(claim.names, language), "bold"), label(" · ".join(part for part in (told, span) if part), "small")]
    if note:
        made.append(label(note, "small"))
    if claim.sources and (note or not claim.note):
        made.append(label("; ".join(source_line(atlas, citation, language) for citation in claim.sources), "caption"))
    if claim.shared_by:
        names = ", ".join(atlas.name_of(one, language, view.instant) for one in claim.shared_by if atlas.polities[one].lives(view.instant))
        made.append(label(words.say(language, "claims.shared", names=names), "small"))
    if view.viewpoint != claim.by:
        theme = THEMES[view.theme]
        see = words.say(language, "claims.see", by=by)
        made.append(LinkLabel(see, lambda: state.change(viewpoint=claim.by), (theme.selink, theme.focus)))
    return made


def _unnamed(state: State, words: Words, other: str, km2: float, *, by_it: bool) -> QWidget:
    """Tell of claims of the ledger without a name of their own, as to land under occupation, by claimant or holder."""
    view = state.view
    name = state.atlas.name_of(other, view.language, view.instant)
    return label(words.say(view.language, "claims.to" if by_it else "claims.from", other=name, area=f"{km2:,.0f}"), "small")
