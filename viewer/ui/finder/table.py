"""The events of the list as a table: sorted by any column, copied as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.days.dates import when_text
from viewer.carto.events.filters import in_window
from viewer.carto.own.extra import when_words
from viewer.carto.own.items import Feature, OwnRows, title_line
from viewer.carto.tokens import THEMES
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, say
from viewer.model.tabular import to_csv
from viewer.model.time import FIRST_DAY, LAST_DAY, iso
from viewer.paint.own.tones import tone
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import cut
from viewer.ui.words import Words

_Index = QModelIndex | QPersistentModelIndex
MOST_OWN = 5_000
"""Rows of a reader's own features that the table takes."""
COLUMNS = ("date", "heading", "place", "kind", "actors", "sources")
_SOON_MS = 60
_WIDTHS = (150, 335, 135, 90, 140, 90)


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: an event, or a feature of a reader's layer. `first` and `last` are its days, `at` sorts it; `key` chooses the feature."""

    id: str
    first: int
    last: int
    at: int
    cells: tuple[str, ...]
    key: Feature | None = None
    tone: int = 0


def entry_of(atlas: Atlas, event: Event, language: str) -> Entry:
    """Return the row of an event."""
    return Entry(event.id, event.when.start, event.when.last, event.when.start, row_of(atlas, event, language))


def own_entries(rows: OwnRows, language: str) -> list[Entry]:
    """Return the rows of a reader's features, MOST_OWN at most."""
    found = []
    for row in range(min(len(rows), MOST_OWN)):
        one, feature = rows.at(row)
        first, last = int(one.layer.start[feature]), int(one.layer.end[feature]) - 1
        cells = (when_words(one.layer, feature, language), title_line(one.layer, feature), "", cut(one.name, 80), "", "")
        found.append(Entry(f"{one.layer.key}:{feature}", first, last, int(rows.day[row]), cells, rows.key(row), one.tone))
    return found


def table_csv(entries: Sequence[Entry], heads: Sequence[str]) -> str:
    """Return rows as CSV: id and days as in the data, then the columns of the table."""
    columns = ("id", "start", "end", *heads)
    days = [(one.id, iso(one.first) if one.first > FIRST_DAY else "", iso(one.last) if one.last < LAST_DAY - 1 else "") for one in entries]
    told = (one.cells for one in entries)
    return to_csv([dict(zip(columns, (*first, *rest), strict=True)) for first, rest in zip(days, told, strict=True)], columns)


class TableModel(QAbstractTableModel):
    """Rows of events and of what a reader has brought; dates are sorted by day, all else by its words."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self._state, self._words = state, words
        self.entries: list[Entry] = []
        self._order = (0, Qt.SortOrder.AscendingOrder)

    @property
    def events(self) -> list[Event]:
        """The events among the rows, in their order."""
        known = self._state.atlas.events
        return [known[one.id] for one in self.entries if one.key is None]

    def show(self, entries: Iterable[Entry]) -> None:
        """Show rows in the order that was chosen."""
        self.beginResetModel()
        column, order = self._order
        told = sorted(entries, key=lambda one: (one.at, one.last, one.id))
        if column:  # those of the same words stay in order of time
            told.sort(key=lambda one: one.cells[column].casefold())
        if order == Qt.SortOrder.DescendingOrder:
            told.reverse()
        self.entries = told
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        """Number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        """Number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; a reader's own rows bear the colour of their layer."""
        one = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cut(one.cells[index.column()], 300)
        if role == Qt.ItemDataRole.DecorationRole and one.key is not None and index.column() == 0:
            return QColor(tone(one.tone, THEMES[self._state.view.theme]))
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
        self.show(self.entries)


class EventTable(QDialog):
    """Stays beside the window and in step with it; a chosen row is told of there. Ctrl+C copies the rows that are marked."""

    def __init__(self, state: State, words: Words, tell: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("eventTable")
        self._state, self._words, self._tell = state, words, tell
        self.brought: Callable[[], OwnRows] | None = None
        """Gives what a reader has brought."""
        self.asked: Callable[[Feature], None] = lambda _feature: None
        """Tells of a feature that is chosen."""
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
        self.view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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
        view, atlas = self._state.view, self._state.atlas
        language, events = view.language, in_window(atlas, view)
        own = self.brought() if self.brought else None
        brought = (own.layers, own.which.tobytes(), own.feature.tobytes()) if own else ()
        key = (language, tuple(event.id for event in events), atlas.number, brought)
        if key == self._key:
            return
        self._key = key
        self.model_.show([*(entry_of(atlas, event, language) for event in events), *(own_entries(own, language) if own else ())])
        say_ = self._words.say
        self.setWindowTitle(say_(language, "table.title"))
        self.view.setAccessibleName(say_(language, "table.title"))
        told = [say_(language, "table.count", n=len(events))]
        if own is not None and len(own):
            key_ = "table.own" if len(own) <= MOST_OWN else "table.own_cut"
            told.append(say_(language, key_, n=f"{len(own):,}", most=f"{MOST_OWN:,}"))
        self.count.setText("  ".join(told))
        self.copy.setText(say_(language, "table.copy"))

    def _choose(self, index: QModelIndex) -> None:
        one = self.model_.entries[index.row()]
        if one.key is not None:
            self.asked(one.key)
        elif self._state.view.selected != one.id:
            self._state.move(lambda view: view.selecting(one.id))

    def copy_csv(self) -> None:
        """Put the marked rows, or all where none or one is marked, on the clipboard as CSV."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        entries = [self.model_.entries[row] for row in rows] if len(rows) > 1 else self.model_.entries
        QGuiApplication.clipboard().setText(table_csv(entries, self.model_.heads))
        self._tell(self._words.say(self._state.view.language, "table.copied", n=len(entries)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_csv()
        else:
            super().keyPressEvent(event)
