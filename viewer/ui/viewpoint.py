"""Choosing whose view of disputed land is drawn: a list among the layers, a few buttons in the legend."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.political import DE_FACTO
from viewer.carto.viewpoint import sharers, sides
from viewer.ui.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.words import Words

MOST = 3
"""Sides that the legend offers besides the de facto one."""
LEAST_ZOOM = 2.5
"""From this zoom on disputed land is large enough to be asked about in the legend."""
_LEAST_PIXELS = 120.0
_GAP, _WORDS, _BUTTON = 4, 16, 28


def side_name(state: State, words: Words, side: str) -> str:
    """Return the name of a viewpoint."""
    view = state.view
    return words.say(view.language, "viewpoint.de-facto") if side == DE_FACTO else state.atlas.name_of(side, view.language, view.instant)


class ViewpointList(QWidget):
    """All viewpoints of the day in a list that folds out."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self._state, self._words = state, words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._label = QLabel()
        self._label.setProperty("role", "heading")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.box = QComboBox()
        self.box.setObjectName("viewpointList")
        self.box.activated.connect(lambda row: self._state.change(viewpoint=self.box.itemData(row)))
        note = QLabel()
        note.setProperty("role", "small")
        note.setWordWrap(True)
        note.setTextFormat(Qt.TextFormat.PlainText)
        self._note = note
        for widget in (self._label, self.box, note):
            column.addWidget(widget)
        self._key: tuple[object, ...] = ()
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Follow the View."""
        view, atlas = self._state.view, self._state.atlas
        key = (atlas.version(view.instant), view.viewpoint, view.language, id(atlas))
        if key == self._key or not self.isVisible():
            return
        self._key = key
        title = self._words.say(view.language, "viewpoint.title")
        self._label.setText(title)
        self._note.setText(self._words.say(view.language, "viewpoint.note"))
        self.box.setAccessibleName(title)
        parties = (*sides(atlas, view.instant, atlas.basemap.area_km2), *sharers(atlas, view.instant))
        found = tuple(dict.fromkeys(parties))
        chosen = () if view.viewpoint in (DE_FACTO, *found) else (view.viewpoint,)
        self.box.clear()
        for side in (DE_FACTO, *chosen, *found):
            self.box.addItem(side_name(self._state, self._words, side), side)
        self.box.setCurrentIndex(self.box.findData(view.viewpoint))

    @override
    def setVisible(self, visible: bool) -> None:
        """Catch up when shown."""
        super().setVisible(visible)
        self.refresh()


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
            offered = sides(atlas, view.instant, weight, _LEAST_PIXELS)[:MOST]
        if view.viewpoint not in (DE_FACTO, *offered):
            offered = (view.viewpoint, *offered[: MOST - 1])
        self.offered = (DE_FACTO, *offered) if offered else ()
        key = (self.offered, view.viewpoint, view.language, atlas.version(view.instant), id(atlas))
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
