"""What can be done at a point of the timeline, as a menu: with its day, and with the period that lies there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from viewer.carto.days.dates import day_text
from viewer.carto.finding import at_event
from viewer.carto.timeline.periods import Period, bin_period, era_periods, event_period, term_periods
from viewer.model.entities import say
from viewer.model.time import iso
from viewer.ui.state import State
from viewer.ui.timeline.canvas import TimelineCanvas
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

_WIDEST = 420.0
_CLOSER = 4.0
"""So many times nearer is the axis after "zoom in here"."""


def time_menu(state: State, words: Words, canvas: TimelineCanvas, point: QPointF | None, parent: QWidget) -> QMenu:
    """Return the menu of a point (px at plain text); of the day shown, with all periods that it lies in, where none is told."""
    view, scale = state.view, canvas.scale()
    language = view.language
    day = view.instant if point is None else scale.instant_at(min(max(point.x(), scale.left), scale.left + scale.width - 0.01))
    menu = QMenu(parent)
    menu.setObjectName("timeSpotMenu")

    def add(key: str, act: Callable[[], object], **values: object) -> None:
        menu.addAction(button_text(words.say(language, key, **values), _WIDEST), act)

    menu.addAction(day_text(day, language)).setEnabled(False)
    if day != view.instant:
        add("timeline.menu_go", partial(_go, state, day))
    event = canvas.card_at(point) if point is not None else ""
    if event in state.atlas.events:
        found = state.atlas.events[event]
        add("timeline.menu_open", lambda: state.move(lambda view: at_event(view, found)), name=say(found.title, language))
    menu.addSeparator()
    for period in periods_at(state, canvas, day, point):
        add("timeline.menu_only", partial(canvas.hands.brush_days, period.days), name=period.name)
        add("timeline.menu_zoom", partial(canvas.hands.frame, period.first, period.last + 1), name=period.name)
    menu.addSeparator()
    first, last = view.range or (round(scale.start), round(scale.end) - 1)
    add("timeline.menu_begin", partial(canvas.hands.brush_days, (day, max(day, last))))
    add("timeline.menu_end", partial(canvas.hands.brush_days, (min(day, first), day)))
    if day != view.instant:
        add("timeline.menu_compare", partial(state.change, since=day))
    menu.addSeparator()
    add("timeline.menu_closer", partial(canvas.hands.zoom, _CLOSER, scale.x_of(day + 0.5)))
    if view.axis is not None:
        add("command.whole_time", partial(state.change, axis=None))
    add("timeline.menu_copy", partial(QGuiApplication.clipboard().setText, iso(day)), date=iso(day))
    return menu


def periods_at(state: State, canvas: TimelineCanvas, day: int, point: QPointF | None) -> tuple[Period, ...]:
    """Return the periods at a point: of the row that it lies in; all of the day where no point is told."""
    atlas, view, rows = state.atlas, state.view, canvas.rows
    unit = bin_period(atlas, view, canvas.scale(), day)
    if point is None:
        found: tuple[Period | None, ...] = (*era_periods(atlas, view, day), *term_periods(atlas, view, day), unit)
    elif event := canvas.card_at(point):
        found = (event_period(atlas, view, event),)
    elif not rows.folded and not rows.days and rows.eras <= point.y() < rows.office:
        found = era_periods(atlas, view, day)
    elif not rows.folded and not rows.days and rows.office <= point.y() < rows.spans - 2:
        found = term_periods(atlas, view, day, int((point.y() - rows.office) // 16))
    else:
        found = (unit,)
    return tuple(one for one in found if one is not None)


def _go(state: State, day: int) -> None:
    state.set_view(state.view.at(day))
