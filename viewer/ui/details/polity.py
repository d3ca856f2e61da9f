"""What is told of a polity: its name and standing on the day, its blocs, what land it gained and lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from viewer.carto.dates import day_text
from viewer.carto.tokens import THEMES
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, Polity, say
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval
from viewer.ui.details.claims import claim_widgets
from viewer.ui.details.parts import label, links
from viewer.ui.state import State
from viewer.ui.words import Words


def period_text(period: Interval, language: str) -> str:
    """Return from when until when; the end is the day on which it no longer held."""
    first = "" if period.start <= FIRST_DAY else day_text(period.start, language)
    last = "" if period.end >= LAST_DAY else day_text(period.end, language)
    return f"{first}–{last}"


def polity_widgets(state: State, words: Words, identifier: str) -> list[QWidget]:
    """Return the widgets that tell of a polity on the day of the View."""
    view, atlas = state.view, state.atlas
    language, polity = view.language, atlas.polities[identifier]
    made: list[QWidget] = [label(polity.name(language, view.instant), "title")]
    made.append(label(_standing_text(atlas, words, polity, view.instant, language), "small"))
    blocs = [m for m in atlas.memberships if m.polity == identifier]
    if blocs:
        made.append(label(words.say(language, "polity.blocs"), "heading"))
    for member in sorted(blocs, key=lambda m: m.when.start):
        name = say(atlas.blocs[member.bloc].names, language)
        tie = "" if member.tie == "member" else f" ({words.say(language, f'tie.{member.tie}')})"
        made.append(label(f"{name}{tie}  {period_text(member.when, language)}", "small"))
    made += claim_widgets(state, words, identifier)
    made += _land_rows(state, words, identifier)
    events = [e for e in atlas.event_list if identifier in e.actors]
    near = sorted(events, key=lambda e: abs(e.when.start - view.instant))[:8]
    if near:
        made.append(label(words.say(language, "polity.events"), "heading"))
        rows: list[tuple[str, str, Callable[[], None]]] = [
            (
                day_text(e.when.start, language),
                say(e.title, language),
                _opener(state, e),
            )
            for e in sorted(near, key=lambda e: e.when.start)
        ]
        made.append(links(rows, THEMES[view.theme]))
    return made


def _opener(state: State, event: Event) -> Callable[[], None]:
    return lambda: state.set_view(state.view.at(event.when.start).selecting(event.id))


def _standing_text(atlas: Atlas, words: Words, polity: Polity, day: int, language: str) -> str:
    lives = next((life for life in polity.life if day in life), polity.life[0] if polity.life else None)
    parts = [period_text(lives, language)] if lives and (lives.start > FIRST_DAY or lives.end < LAST_DAY) else []
    for dependency in polity.answers_to:
        if day in dependency.when:
            master = atlas.polities[dependency.to].name(language, day)
            parts.append(words.say(language, f"relation.{dependency.relation}", of=master))
    if len(parts) < 2 and polity.lives(day) and not any(day in d.when for d in polity.answers_to):
        parts.append(words.say(language, "relation.self"))
    return " · ".join(parts)


def _land_rows(state: State, words: Words, identifier: str) -> list[QWidget]:
    atlas, language = state.atlas, state.view.language
    rows = []
    for transfer in atlas.territory.transfers:
        gained = transfer.to == identifier and identifier not in transfer.givers
        if not gained and identifier not in transfer.givers:
            continue
        area = float(atlas.basemap.area_km2[list(transfer.units)].sum())
        other = transfer.givers[0] if gained else transfer.to
        key = "polity.gained" if gained else "polity.lost"
        name = atlas.name_of(other, language, transfer.day)
        rows.append((transfer.day, words.say(language, key, area=f"{area:,.0f}", other=name)))
    if not rows:
        return []
    made: list[QWidget] = [label(words.say(language, "polity.land"), "heading")]
    for day, text in sorted(rows)[:40]:
        made.append(label(f"{day_text(day, language)}  {text}", "small"))
    return made
