"""The reader's own features in the list of events: below it, in order of time, each with the colour of its layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QAbstractItemView, QListView, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.own.extra import when_words
from viewer.carto.own.items import Feature, OwnRows, rows_in_window, title_line
from viewer.carto.tokens import THEMES
from viewer.paint.own.tones import tone
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.own.shelf import ExtraShelf
from viewer.ui.state import State
from viewer.ui.throttle import Later
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.plain_text import cut, plain_tip
from viewer.ui.words import Words

_Index = QModelIndex | QPersistentModelIndex
_ROW, _LEAST_ROWS = 24, 2
_SHARE = 0.4
"""Part that the list takes at most of the height of both lists."""


def nothing() -> OwnRows:
    """Return no rows."""
    return OwnRows((), np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64))


class OwnModel(QAbstractListModel):
    """Rows of features, told only when they are seen."""

    def __init__(self, state: State, words: Words, icons: IconSet) -> None:
        super().__init__()
        self._state, self._words, self._icons = state, words, icons
        self.rows = nothing()

    def show(self, rows: OwnRows) -> None:
        """Show other rows; nothing happens where they are the same."""
        if not rows.same(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        """Number of features."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, or the mark of its layer."""
        one, feature = self.rows.at(index.row())
        if role == Qt.ItemDataRole.DecorationRole:
            icon: QIcon = self._icons.dot(tone(one.tone, THEMES[self._state.view.theme]))
            return icon
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        language = self._state.view.language
        when = when_words(one.layer, feature, language, brief=role == Qt.ItemDataRole.DisplayRole)
        title = title_line(one.layer, feature) or self._words.say(language, "extra.untitled")
        told = cut("  ".join(part for part in (when, title) if part), 300)
        if role == Qt.ItemDataRole.DisplayRole:
            return told
        whole = f"{told} ({cut(one.name, 80)})"
        return plain_tip(whole) if role == Qt.ItemDataRole.ToolTipRole else whole


class OwnList(QWidget):
    """A heading that folds, and the list under it. `asked` is called with the feature that is chosen."""

    def __init__(
        self, state: State, words: Words, icons: IconSet, shelf: ExtraShelf, asked: Callable[[Feature], None], events: QWidget
    ) -> None:
        super().__init__()
        self.setObjectName("ownList")
        self._state, self._words, self._shelf, self._events = state, words, shelf, events
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 8, 0)
        column.setSpacing(2)
        self.heading = QPushButton()
        self.heading.setObjectName("ownHeading")
        self.heading.setProperty("role", "tab")
        self.heading.setCheckable(True)
        self.heading.setChecked(True)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        self.model_ = OwnModel(state, words, icons)
        self.view = QListView()
        self.view.setObjectName("ownItems")
        self.view.setModel(self.model_)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.clicked.connect(lambda index: asked(self.model_.rows.key(index.row())))
        self.view.activated.connect(lambda index: asked(self.model_.rows.key(index.row())))
        self.heading.toggled.connect(self.view.setVisible)
        column.addWidget(self.view)
        self._later = Later(state, self._refresh)
        state.view_changed.connect(self._later.ask)
        shelf.changed.connect(self._later.ask)
        shelf.chosen_changed.connect(self._mark)
        self._refresh()

    def _refresh(self) -> None:
        """Follow View and shelf."""
        language = self._state.view.language
        self.setVisible(any(not one.hidden for one in self._shelf.shown))
        self.model_.show(rows_in_window(self._shelf.shown, self._state.view))
        words = self._words.say(language, "extra.list")
        self.heading.setText(f"{words} {len(self.model_.rows):,}")
        self.heading.setAccessibleName(self.heading.text())
        self.heading.setMinimumWidth(round(text_width(self.heading.text(), COMFORT.px(13), bold=True)) + 12)
        theme = THEMES[self._state.view.theme]
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Highlight, QColor(theme.selbg))
        colours.setColor(QPalette.ColorRole.HighlightedText, QColor(theme.selink))
        colours.setColor(QPalette.ColorRole.Text, QColor(theme.ink))
        self.view.setPalette(colours)
        self.view.setAccessibleName(words)
        row = COMFORT.px(_ROW)
        most = max(round((self._events.height() + self.view.height()) * _SHARE), _LEAST_ROWS * row)
        self.view.setFixedHeight(min(len(self.model_.rows) * row + 4, most))
        self.view.viewport().update()
        self._mark()

    def _mark(self) -> None:
        """Mark the row of the feature that is chosen, and bring it into sight."""
        chosen, rows = self._shelf.chosen, self.model_.rows
        layer = next((at for at, one in enumerate(rows.layers) if chosen and one.layer.key == chosen[0]), -1)
        found = np.flatnonzero((rows.which == layer) & (rows.feature == (chosen[1] if chosen else -1)))
        if not len(found):
            self.view.clearSelection()
            return
        index = self.model_.index(int(found[0]))
        if self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        if not self.view.underMouse():
            self.view.scrollTo(index)
