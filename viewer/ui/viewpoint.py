"""Choosing whose view of disputed land is drawn: a list among the layers, a few buttons in the legend."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.political import DE_FACTO
from viewer.carto.viewpoint import sharers, sides
from viewer.ui.choice_list import ChoiceList
from viewer.ui.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.words import Words

MOST = 3
"""Sides that the legend offers besides the de facto one."""
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
    """Buttons for the sides of what is disputed in view; empty where nothing is."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self.setObjectName("viewpointBar")
        self._state, self._words = state, words
        self.offered: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(_GAP)
        line = QFrame()
        line.setProperty("role", "hairline")
        line.setFixedHeight(1)
        column.addWidget(line)
        self._label = QLabel()
        self._label.setProperty("role", "heading")
        column.addWidget(self._label)
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        column.addLayout(self._row)
        self._note = QLabel()
        self._note.setProperty("role", "caption")
        column.addWidget(self._note)
        for label in (self._label, self._note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFixedHeight(COMFORT.px(_WORDS))
        self._key: tuple[object, ...] = ()

    def refresh(self, weight: NDArray[np.float64] | None) -> None:
        """Follow the View; `weight` [U] is how much of the picture each unit takes."""
        view, atlas = self._state.view, self._state.atlas
        offered: tuple[str, ...] = ()
        if view.zoom >= LEAST_ZOOM and weight is not None:
            offered = sides(atlas, view.instant, weight, 0.0 if view.zoom >= _NEAR_ZOOM else _LEAST_PIXELS)[:MOST]
        if view.viewpoint not in (DE_FACTO, *offered):
            offered = (view.viewpoint, *offered[: MOST - 1])
        self.offered = (DE_FACTO, *offered) if offered else ()
        key = (self.offered, view.viewpoint, view.language, atlas.version(view.instant), atlas.number)
        self.setVisible(bool(self.offered))
        if key == self._key:
            return
        self._key = key
        self._label.setText(self._words.say(view.language, "viewpoint.title"))
        self._note.setText(self._words.say(view.language, "viewpoint.key"))
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.setParent(None)  # at once, so that it is not measured any more
                widget.deleteLater()
        for side in self.offered:
            self._row.addWidget(self._button(side))
        self._row.addStretch(1)

    def _button(self, side: str) -> QPushButton:
        name = side_name(self._state, self._words, side)
        button = QPushButton(name.replace("&", "&&"))
        button.setProperty("role", "segment")
        button.setObjectName(f"viewpoint-{side}")
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setFixedHeight(COMFORT.px(_BUTTON))
        button.setParent(self)
        button.ensurePolished()
        button.setChecked(side == self._state.view.viewpoint)
        button.clicked.connect(lambda _=False: self._state.change(viewpoint=side))
        return button

    @override
    def sizeHint(self) -> QSize:
        """Return the room that the buttons and the words need."""
        if not self.offered:
            return QSize(0, 0)
        wide = sum(2 + button.sizeHint().width() for button in self.findChildren(QPushButton))
        return QSize(max(wide, self._note.sizeHint().width()) + 24, 4 * _GAP + COMFORT.px(2 * _WORDS + _BUTTON) + 9)
