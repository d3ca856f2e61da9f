"""What is told of a polity: its name and standing on the day, its blocs, what land it gained and lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from viewer.carto.days.dates import day_text, short_day
from viewer.carto.land.blocs import PREFIX, bloc_style
from viewer.carto.land.transfers import land_changes
from viewer.carto.multiples import second_view
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Dependency, Membership, Polity, say
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.ui.details.bars import BarRow, BarRows, period_text
from viewer.ui.details.claims import claim_widgets
from viewer.ui.details.parts import LinkLabel, label, links, mover
from viewer.ui.state import State
from viewer.ui.words import Words

STATUSES = frozenset(
    {
        "autonomous", "colony", "condominium", "dominion", "international-zone", "lease", "mandate-a", "mandate-b", "mandate-c",
        "occupation-zone", "protectorate", "puppet", "trust", "union-republic",
    },
)  # fmt: skip
"""Finer words for how a polity stands to another that the interface knows."""
_MOST = 24
"""Gains and losses of land that are listed."""


def polity_widgets(state: State, words: Words, identifier: str) -> Iterator[QWidget]:
    """Give the widgets that tell of a polity on the day of the View, one after another."""
    view, atlas = state.view, state.atlas
    language, polity = view.language, atlas.polities[identifier]
    yield label(polity.name(language, view.instant), "title")
    yield from _standing(state, words, polity, view)
    yield from _beside(state, words, polity)
    yield from _blocs(state, words, identifier)
    yield from claim_widgets(state, words, identifier)
    yield from _land(state, words, identifier)
    events = [e for e in atlas.event_list if identifier in e.actors]
    near = sorted(events, key=lambda e: abs(e.when.start - view.instant))[:8]
    if near:
        yield label(words.say(language, "polity.events"), "heading")
        rows: list[tuple[str, str, Callable[[], None]]] = [
            (
                day_text(e.when.start, language),
                say(e.title, language),
                mover(state, e.when.start, e.id),
            )
            for e in sorted(near, key=lambda e: e.when.start)
        ]
        yield links(rows, THEMES[view.theme])


def other_day(view: View) -> int | None:
    """Return the day of the second map, where there is one and it is another."""
    day = second_view(view).instant if view.beside is not None and not view.days else view.instant
    return day if day != view.instant else None


def _beside(state: State, words: Words, polity: Polity) -> Iterator[QWidget]:
    """Tell what a polity is called and how it stands on the day of the second map, and how much land it holds on both days."""
    view, atlas = state.view, state.atlas
    day, language = other_day(view), view.language
    if day is None:
        return
    yield label(day_text(day, language), "heading")
    if polity.lives(day):
        yield label(polity.name(language, day), "bold")
        yield from _standing(state, words, polity, view.at(day))
    else:
        yield label(words.say(language, "polity.not_then"), "small")
    held = [float(atlas.basemap.area_km2[atlas.territory.holders(at) == atlas.polity_index[polity.id]].sum()) for at in (day, view.instant)]
    if any(held):
        days = [short_day(at, language, year=True) for at in (day, view.instant)]
        told = " · ".join(f"{when}: {area:,.0f} km²" for when, area in zip(days, held, strict=True))
        yield label(told, "small")


def _standing(state: State, words: Words, polity: Polity, view: View) -> list[QWidget]:
    """Tell the life of a polity, how it stands and to whom it answers on the day of a View, with links to those, and its capital."""
    atlas = state.atlas
    language, day = view.language, view.instant
    lives = next((life for life in polity.life if day in life), polity.life[0] if polity.life else None)
    parts = [period_text(lives, language)] if lives and (lives.start > FIRST_DAY or lives.end < LAST_DAY) else []
    ties = [dependency for dependency in polity.answers_to if day in dependency.when]
    if polity.lives(day) and not ties:
        parts.append(words.say(language, "relation.self"))
    capital = next((place for when, place in polity.capitals if day in when), "") if polity.lives(day) else ""
    if capital:
        parts.append(words.say(language, "polity.capital", name=atlas.name_of(capital, language, day)))
    made: list[QWidget] = [label(" · ".join(parts), "small")] if parts else []
    made += [_master(state, dependency.to, _tie_words(words, atlas, dependency, view)) for dependency in ties]
    above = atlas.polity_list[int(atlas.standing(day).sovereign[atlas.polity_index[polity.id]])]
    if ties and above.id not in {polity.id, *(dependency.to for dependency in ties)}:
        made.append(_master(state, above.id, words.say(language, "polity.sovereign", of=above.name(language, day))))
    return made


def _tie_words(words: Words, atlas: Atlas, dependency: Dependency, view: View) -> str:
    """Say how one polity stands to another: by the finer word where there is one."""
    key = f"status.{dependency.status}" if dependency.status in STATUSES else f"relation.{dependency.relation}"
    return words.say(view.language, key, of=atlas.polities[dependency.to].name(view.language, view.instant))


def _master(state: State, polity: str, text: str) -> QWidget:
    theme = THEMES[state.view.theme]
    return LinkLabel(text, lambda: state.change(selected=f"polity:{polity}"), (theme.selink, theme.focus))


def _blocs(state: State, words: Words, identifier: str) -> list[QWidget]:
    """Return the blocs of a polity as bars over the span of the atlas, with links to each."""
    atlas, language = state.atlas, state.view.language
    found: dict[str, list[Membership]] = {}
    for member in sorted((m for m in atlas.memberships if m.polity == identifier), key=lambda m: m.when.start):
        found.setdefault(member.bloc, []).append(member)
    blocs = [(atlas.blocs[bloc], spans) for bloc, spans in found.items()]
    rows = [
        BarRow(say(bloc.short, language) or say(bloc.names, language), f"{PREFIX}{bloc.id}", tuple(spans), bloc_style(atlas, bloc.id))
        for bloc, spans in blocs
    ]
    if not rows:
        return []
    return [label(words.say(language, "polity.blocs"), "heading"), BarRows(state, words, rows, atlas.span)]


def _land(state: State, words: Words, identifier: str) -> list[QWidget]:
    """Tell what land a polity gained and lost, the nearest in time, by day and by the other side; each a link to its day and its event."""
    atlas, view = state.atlas, state.view
    found = land_changes(atlas, identifier)
    if not found:
        return []
    near = sorted(sorted(found, key=lambda one: abs(one.day - view.instant))[:_MOST], key=found.index)
    rows: list[tuple[str, str, Callable[[], None]]] = []
    for change in near:
        key, other = "polity.gained" if change.gained else "polity.lost", atlas.name_of(change.other, view.language, change.day)
        told = words.say(view.language, key, area=f"{change.km2:,.0f}", other=other)
        rows.append((day_text(change.day, view.language), told, mover(state, change.day, change.event)))
    made: list[QWidget] = [label(words.say(view.language, "polity.land"), "heading"), links(rows, THEMES[view.theme])]
    if len(found) > len(near):
        made.append(label(words.say(view.language, "polity.more", n=len(found) - len(near)), "caption"))
    return made
