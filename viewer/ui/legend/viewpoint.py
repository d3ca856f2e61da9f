"""Choosing whose view of disputed land is drawn: a list among the layers, a few buttons in the legend."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.land.political import DE_FACTO
from viewer.carto.land.viewpoint import sharers, sides
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.widgets.choice_list import ChoiceList
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

MOST = 7
"""Sides that the legend offers besides the de facto one; all are among the layers."""
LEAST_ZOOM = 2.5
"""From this zoom on disputed land is large enough to be asked about in the legend."""
_LEAST_PIXELS = 120.0
_NEAR_ZOOM = 5.0
"""From this zoom on islets are asked about too, be they a single pixel: whoever comes so near has come for them."""
_GAP, _WORDS, _BUTTON = 4, 16, 28


def side_name(state: State, words: Words, side: str) -> str:
    """Return the name of a viewpoint."""
    view = state.view
    return words.say(view.language, "viewpoint.de-facto") if side == DE_FACTO else state.atlas.name_of(side, view.language, view.instant)


class ViewpointList(ChoiceList):
    """All viewpoints of the day in a list that folds out."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__(state, words, "viewpoint", "viewpoint.title", "viewpoint.note")

    @override
    def asked(self) -> tuple[object, ...]:
        """The parties are those of the political map of the day."""
        return (self._state.atlas.version(self._state.view.instant),)

    @override
    def choices(self) -> Sequence[tuple[str, str]]:
        """What is so in fact, then the parties, the greatest disputes first; the one that is chosen though it is none today."""
        view, atlas = self._state.view, self._state.atlas
        parties = (*sides(atlas, view.instant, atlas.basemap.area_km2), *sharers(atlas, view.instant))
        found = tuple(dict.fromkeys(parties))
        chosen = () if view.viewpoint in (DE_FACTO, *found) else (view.viewpoint,)
        return [(side, side_name(self._state, self._words, side)) for side in (DE_FACTO, *chosen, *found)]


class ViewpointBar(QWidget):
    """The sides of what is disputed in view: as buttons where they fit in a row, else in a menu; empty where nothing is."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self.setObjectName("viewpointBar")
        self._state, self._words = state, words
        self.offered: tuple[str, ...] = ()
        self.menu_: QMenu | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(_GAP)
        line = QFrame()
        line.setProperty("role", "hairline")
        line.setFixedHeight(1)
        column.addWidget(line)
        self._label = QLabel()
        self._label.setProperty("role", "heading")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._head, self._row = QHBoxLayout(), QHBoxLayout()
        self._row.setSpacing(2)
        self._head.addWidget(self._label)
        self._head.addStretch(1)
        column.addLayout(self._head)
        column.addLayout(self._row)
        self._buttons: list[QPushButton] = []
        self._key: tuple[object, ...] = ()

    def refresh(self, weight: NDArray[np.float64] | None, widest: int) -> None:
        """Follow the View; `weight` [U] is how much of what is in sight each unit takes, `widest` the width (px) that there is."""
        view, atlas = self._state.view, self._state.atlas
        offered: tuple[str, ...] = ()
        if view.zoom >= LEAST_ZOOM and weight is not None:
            offered = sides(atlas, view.instant, weight, 0.0 if view.zoom >= _NEAR_ZOOM else _LEAST_PIXELS)[:MOST]
        if view.viewpoint not in (DE_FACTO, *offered):
            offered = (view.viewpoint, *offered[: MOST - 1])
        self.offered = (DE_FACTO, *offered) if offered else ()
        key = (self.offered, view.viewpoint, view.language, atlas.version(view.instant), atlas.number, widest, COMFORT.percent)
        self.setVisible(bool(self.offered))
        if key == self._key or not self.offered:
            return
        self._key = key
        self._label.setText(self._words.say(view.language, "viewpoint.title"))
        self._label.setToolTip(self._words.say(view.language, "viewpoint.key"))
        self._clear()
        self._buttons = [self._button(side) for side in self.offered]
        if self.sizeHint().width() > widest:
            self._clear()
            self._buttons = [self._chooser(widest)]
        where = self._row if len(self._buttons) > 1 else self._head
        for button in self._buttons:
            where.addWidget(button)
        if where is self._row:
            self._row.addStretch(1)

    def _clear(self) -> None:
        while self._row.takeAt(0):
            pass
        for button in self._buttons:
            self._head.removeWidget(button)
            button.setParent(None)  # at once, so that it is not measured any more
            button.deleteLater()

    def _button(self, side: str) -> QPushButton:
        name = side_name(self._state, self._words, side)
        button = self._made(name.replace("&", "&&"), "segment")
        button.setObjectName(f"viewpoint-{side}")
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setChecked(side == self._state.view.viewpoint)
        button.clicked.connect(lambda _=False: self._state.change(viewpoint=side))
        return button

    def _chooser(self, widest: int) -> QPushButton:
        """Return the button that opens the menu: it tells the side that is chosen."""
        view, name = self._state.view, side_name(self._state, self._words, self._state.view.viewpoint)
        room = COMFORT.plain(widest - 24 - self._label.sizeHint().width()) - 36
        button = self._made(f"{button_text(name, room)} \u25be", "quiet")
        button.setObjectName("viewpointButton")
        button.setAccessibleName(f"{self._words.say(view.language, 'viewpoint.title')}: {name}")
        button.setToolTip(self._words.say(view.language, "viewpoint.key"))
        button.clicked.connect(lambda: self._offer(button))
        return button

    def _made(self, text: str, role: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", role)
        button.setFixedHeight(COMFORT.px(_BUTTON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setParent(self)
        button.ensurePolished()
        return button

    def _offer(self, button: QPushButton) -> None:
        if self.menu_ is not None:
            self.menu_.deleteLater()
        self.menu_ = menu = QMenu(self)
        menu.setObjectName("viewpointMenu")
        group = QActionGroup(menu)
        for side in self.offered:
            action = menu.addAction(button_text(side_name(self._state, self._words, side)))
            action.setObjectName(f"viewpoint-{side}")
            action.setCheckable(True)
            action.setChecked(side == self._state.view.viewpoint)
            group.addAction(action)
            action.triggered.connect(partial(self._choose, side))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()) + QPoint(0, 2))

    def _choose(self, side: str, _checked: bool = False) -> None:
        self._state.change(viewpoint=side)

    @override
    def sizeHint(self) -> QSize:
        """Return the room that the buttons and the words need."""
        if not self.offered:
            return QSize(0, 0)
        wide, title = sum(2 + button.sizeHint().width() for button in self._buttons), self._label.sizeHint().width()
        if len(self._buttons) == 1:
            return QSize(wide + title + 30, COMFORT.px(_BUTTON) + 2 * _GAP + 9)
        return QSize(max(wide, title) + 24, 2 * _GAP + COMFORT.px(_WORDS + _BUTTON) + 9)
