"""What found no room on the timeline, as a menu: each entry goes there and opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from viewer.carto.days.dates import day_text, when_text
from viewer.carto.finding import at_event
from viewer.carto.timeline.lanes import LaneBar
from viewer.model.entities import Event, say
from viewer.paint.timeline.pills import Pill
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

Act = Callable[[], object]
_WIDEST = 460.0
_MOST = 24
"""Entries that are listed; the list of events has them all."""


def pill_tip(state: State, words: Words, pill: Pill) -> str:
    """Return what a number stands for, in words: how many, the first of them, and what a click does."""
    language = state.view.language
    named = [_bar_words(state, bar) for bar in pill.bars] + [_event_words(state, state.atlas.events[event]) for event in pill.events]
    more = ["…"] if len(named) > 4 else []
    return "\n".join((words.say(language, "timeline.without_room", n=pill.count), *named[:4], *more))


def without_room_menu(
    state: State,
    words: Words,
    pills: Sequence[Pill],
    parent: QWidget,
    show_list: Act,
    more_lanes: Act | None,
) -> QMenu:
    """Return the menu of what has no room. `show_list` opens the list of events; `more_lanes` makes room, None where that is done."""
    menu = QMenu(parent)
    menu.setObjectName("withoutRoomMenu")
    language = state.view.language
    left = _MOST
    for pill in pills:
        heading = words.say(language, f"timeline.{pill.row}") + (f"  {day_text(pill.day, language)}" if pill.day is not None else "")
        menu.addAction(button_text(heading, _WIDEST)).setEnabled(False)
        for bar in pill.bars[:left]:
            menu.addAction(button_text(_bar_words(state, bar), _WIDEST), partial(_open_bar, state, bar))
        for event in [state.atlas.events[key] for key in pill.events[:left]]:
            menu.addAction(button_text(_event_words(state, event), _WIDEST), partial(_open, state, event))
        shown = min(pill.count, left)
        left = max(left - shown, 1)
        if shown < pill.count:
            menu.addAction(words.say(language, "timeline.others", n=pill.count - shown)).setEnabled(False)
    menu.addSeparator()
    days = [pill.day for pill in pills if pill.day is not None]
    if days:
        menu.addAction(words.say(language, "timeline.list_days"), partial(_list_days, state, (min(days), max(days)), show_list))
    if more_lanes is not None and any(pill.bars for pill in pills):
        menu.addAction(words.say(language, "timeline.more_lanes"), more_lanes)
    return menu


def _event_words(state: State, event: Event) -> str:
    language = state.view.language
    return f"{when_text(event.when, language)}  {say(event.title, language)}"


def _bar_words(state: State, bar: LaneBar) -> str:
    language, atlas = state.view.language, state.atlas
    if bar.sort != "treaty":
        return _event_words(state, atlas.events[bar.about])
    treaty = atlas.treaties[bar.about]
    return f"{when_text(treaty.signed, language)}  {say(treaty.names, language)}"


def _open(state: State, event: Event) -> None:
    state.move(lambda view: at_event(view, event))


def _open_bar(state: State, bar: LaneBar) -> None:
    """Open the event that tells of a bar; where none does, go to the day of signing."""
    event = state.atlas.events.get(bar.event)
    if event is not None:
        _open(state, event)
    elif bar.about in state.atlas.treaties:
        state.set_view(state.view.at(state.atlas.treaties[bar.about].signed.start))


def _list_days(state: State, days: tuple[int, int], show_list: Act) -> None:
    state.change(range=days)
    show_list()
