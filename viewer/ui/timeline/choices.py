"""Menus of the timeline: which series is drawn, whose terms of office are shown, how it plays."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton

from viewer.carto.land.land_history import LAND, shows_land
from viewer.carto.timeline.chronicle import chosen_offices
from viewer.carto.timeline.era_schemes import era_scheme, era_schemes
from viewer.carto.timeline.series import find_series, series_span
from viewer.model.entities import say
from viewer.ui.state import State
from viewer.ui.timeline.playing import SPEEDS, Playing
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

_ROWS = ("upper", "lower")
_WIDEST = 420.0
"""Words of a menu are cut at this width (px)."""


def pop_above(menu: QMenu, button: QPushButton) -> None:
    """Show a menu above a button, as the timeline lies at the foot of the window."""
    menu.popup(button.mapToGlobal(button.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))


def _choice(menu: QMenu, group: QActionGroup, words: str, act: Callable[[], None], *, chosen: bool) -> None:
    action = menu.addAction(button_text(words, _WIDEST))
    action.setCheckable(True)
    action.setChecked(chosen)
    group.addAction(action)
    action.triggered.connect(lambda _=False: act())


def series_menu(state: State, words: Words, button: QPushButton) -> QMenu:
    """Return the menu of series: none, those that are lines, and in a menu of their own those of one number."""
    view, series = state.view, [one for one in state.atlas.series if one.points]
    menu = QMenu(button)
    menu.setObjectName("seriesMenu")
    group = QActionGroup(menu)
    _choice(
        menu,
        group,
        words.say(view.language, "series.none"),
        lambda: state.change(series=""),
        chosen=not find_series(state.atlas, view.series) and not shows_land(state.atlas, view),
    )
    if shows_land(state.atlas, view.with_(series=LAND)):
        land = words.say(view.language, "series.land")
        _choice(menu, group, land, partial(choose_series, state, LAND), chosen=shows_land(state.atlas, view))
    menu.addSeparator()
    single = [one for one in series if len(one.points) == 1]
    inner = QMenu(button_text(words.say(view.language, "series.single")), menu)
    for one in series:
        target = inner if one in single else menu
        _choice(target, group, say(one.names, view.language), partial(choose_series, state, one.id), chosen=one.id == view.series)
    if single:
        menu.addMenu(inner)
    return menu


def eras_menu(state: State, button: QPushButton) -> QMenu:
    """Return the menu of periodisations, the present one marked."""
    menu = QMenu(button)
    menu.setObjectName("erasMenu")
    group, now = QActionGroup(menu), era_scheme(state.atlas, state.view)
    for scheme in era_schemes(state.atlas):
        _choice(menu, group, say(scheme.names, state.view.language), partial(state.change, eras=scheme.id), chosen=scheme is now)
    return menu


def choose_series(state: State, identifier: str) -> None:
    """Draw a series; the axis shows all time again where the series would lie outside of it."""
    view, series = state.view, find_series(state.atlas, identifier)
    axis = view.axis
    if series and axis:
        first, end = series_span(series)
        axis = axis if first >= axis[0] and end <= axis[1] else None
    state.change(series=identifier, axis=axis)


def offices_menu(state: State, words: Words, button: QPushButton) -> QMenu:
    """Return the menu of offices: for each of the two rows whose terms it shows."""
    view, atlas = state.view, state.atlas
    menu = QMenu(button)
    menu.setObjectName("officesMenu")
    shown = chosen_offices(atlas, view)
    for row, now in zip(_ROWS, shown, strict=False):
        inner = QMenu(button_text(f"{words.say(view.language, f'offices.{row}')}: {say(now.names, view.language)}", _WIDEST), menu)
        group = QActionGroup(inner)
        for office in atlas.offices:
            _choice(inner, group, say(office.names, view.language), _chooser(state, _ROWS.index(row), office.id), chosen=office is now)
        menu.addMenu(inner)
    return menu


def _chooser(state: State, row: int, office: str) -> Callable[[], None]:
    def choose() -> None:
        ids = [one.id for one in chosen_offices(state.atlas, state.view)]
        if office in ids:  # it goes from one row to the other
            ids[ids.index(office)] = ids[row]
        ids[row] = office
        plain = [one.id for one in state.atlas.offices[: len(ids)]]
        state.change(offices=() if ids == plain else tuple(ids))

    return choose


def speed_menu(playing: Playing, say_words: Callable[[str], str], button: QPushButton) -> QMenu:
    """Return the menu of playing: how fast, whether slower where much happens, whether in a loop."""
    menu = QMenu(button)
    menu.setObjectName("speedMenu")
    group = QActionGroup(menu)
    for speed in SPEEDS:
        steps = SPEEDS.index(speed) - SPEEDS.index(playing.speed)
        _choice(menu, group, f"×{speed:g}", partial(playing.faster, steps), chosen=speed == playing.speed)
    menu.addSeparator()
    for key, on, act in (("timeline.slowing", playing.slowing, playing.set_slowing), ("timeline.looping", playing.loop, playing.set_loop)):
        action = menu.addAction(button_text(say_words(key), _WIDEST))
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(act)
    return menu
