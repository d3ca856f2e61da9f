"""The events of the list as a table: sorted by any column, copied as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.dates import when_text
from viewer.carto.filters import in_window
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, say
from viewer.model.tabular import to_csv
from viewer.model.time import iso
from viewer.ui.comfort import COMFORT
from viewer.ui.plain import cut
from viewer.ui.state import State
from viewer.ui.words import Words

_Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("date", "heading", "place", "kind", "actors", "sources")
_SOON_MS = 60
_WIDTHS = (130, 360, 130, 110, 180, 220)


def row_of(atlas: Atlas, event: Event, language: str) -> tuple[str, ...]:
    """Return what each column tells of an event, as plain text."""
    kind = atlas.kinds.get(event.kind)
    return (
        when_text(event.when, language),
        say(event.title, language),
        atlas.place_name(event, language),
        say(kind.names, language) if kind else event.kind,
        ", ".join(atlas.name_of(actor, language, event.when.start) for actor in event.actors),
        "; ".join(dict.fromkeys(_source(atlas, citation.source, language) for citation in event.sources)),
    )


def _source(atlas: Atlas, identifier: str, language: str) -> str:
    return say(atlas.sources[identifier].title, language) if identifier in atlas.sources else identifier


def table_csv(atlas: Atlas, events: Sequence[Event], language: str, heads: Sequence[str]) -> str:
    """Return events as CSV: id and days as in the data, then the columns of the table."""
    columns = ("id", "start", "end", *heads)
    days = [(event.id, iso(event.when.start), iso(event.when.last)) for event in events]
    told = [row_of(atlas, event, language) for event in events]
    return to_csv([dict(zip(columns, (*first, *rest), strict=True)) for first, rest in zip(days, told, strict=True)], columns)


class TableModel(QAbstractTableModel):
    """Rows of events; dates are sorted by day, all else by its words."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self._state, self._words = state, words
        self.events: list[Event] = []
        self._rows: list[tuple[str, ...]] = []
        self._order = (0, Qt.SortOrder.AscendingOrder)

    def show(self, events: Sequence[Event]) -> None:
        """Show events in the order that was chosen."""
        self.beginResetModel()
        language, atlas = self._state.view.language, self._state.atlas
        column, order = self._order
        told = [(event, row_of(atlas, event, language)) for event in events]
        told.sort(key=lambda one: one[0].id)
        told.sort(key=lambda one: (one[0].when.start, one[0].when.last) if column == 0 else (0, 0))
        if column:
            told.sort(key=lambda one: one[1][column].casefold())
        if order == Qt.SortOrder.DescendingOrder:
            told.reverse()
        self.events = [event for event, _ in told]
        self._rows = [row for _, row in told]
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        """Number of events."""
        return 0 if parent is not None and parent.isValid() else len(self.events)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        """Number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cut(self._rows[index.row()][index.column()], 300)
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the head of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return None

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns in the language of the View."""
        return tuple(self._words.say(self._state.view.language, f"table.{name}") for name in COLUMNS)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._order = (max(column, 0), order)
        self.show(self.events)


class EventTable(QDialog):
    """Stays beside the window and in step with it; a chosen row is told of there. Ctrl+C copies the rows that are marked."""

    def __init__(self, state: State, words: Words, tell: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("eventTable")
        self._state, self._words, self._tell = state, words, tell
        self.model_ = TableModel(state, words)
        self.view = QTableView()
        self.view.setModel(self.model_)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setTabKeyNavigation(False)  # else Tab never leaves the table
        self.view.setAlternatingRowColors(True)
        self.view.verticalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.view.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, COMFORT.px(width))
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self.count = QLabel()
        self.copy = QPushButton()
        self.copy.setProperty("role", "outlined")
        self.copy.setObjectName("copyCsv")
        self.copy.clicked.connect(self.copy_csv)
        column_ = QVBoxLayout(self)
        column_.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.copy)
        column_.addLayout(foot)
        self.resize(min(COMFORT.px(1000), max(parent.width() - 40, 640)), min(COMFORT.px(520), max(parent.height() - 80, 360)))
        self._key: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.refresh)
        state.view_changed.connect(self._soon.start)
        state.atlas_changed.connect(self._soon.start)
        self.refresh()

    def refresh(self) -> None:
        """Follow the View."""
        language, events = self._state.view.language, in_window(self._state.atlas, self._state.view)
        key = (language, tuple(event.id for event in events), id(self._state.atlas))
        if key == self._key:
            return
        self._key = key
        self.model_.show(events)
        say_ = self._words.say
        self.setWindowTitle(say_(language, "table.title"))
        self.view.setAccessibleName(say_(language, "table.title"))
        self.count.setText(say_(language, "table.count", n=len(events)))
        self.copy.setText(say_(language, "table.copy"))

    def _choose(self, index: QModelIndex) -> None:
        event = self.model_.events[index.row()]
        if self._state.view.selected != event.id:
            self._state.move(lambda view: view.selecting(event.id))

    def copy_csv(self) -> None:
        """Put the marked rows, or all where none or one is marked, on the clipboard as CSV."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        events = [self.model_.events[row] for row in rows] if len(rows) > 1 else self.model_.events
        language = self._state.view.language
        QGuiApplication.clipboard().setText(table_csv(self._state.atlas, events, language, self.model_.heads))
        self._tell(self._words.say(language, "table.copied", n=len(events)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_csv()
        else:
            super().keyPressEvent(event)
