"""The panel that compares the day shown with another: two dates, the list of what is otherwise, and ways to take it along."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.boxes import Box
from viewer.carto.days.dates import day_text
from viewer.carto.events.change_list import ChangeRow, change_list, changes_csv
from viewer.carto.events.filters import filter_part
from viewer.carto.moving.fit import fit_units
from viewer.ui.changes.listing import ChangeListing
from viewer.ui.days.typed_days import typed_days, why_not
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import Panel
from viewer.ui.words import Words

YEARS_BACK = 3653
"""Days before the day shown with which a comparison begins."""
_LIST_MS = 80


def opened(state: State) -> int:
    """Return the day with which a comparison begins: ten years earlier, within the span of the atlas."""
    view, span = state.view, state.atlas.span
    day = max(span.start, view.instant - YEARS_BACK)
    return day if day < view.instant else min(span.end - 1, view.instant + YEARS_BACK)


class ChangesPanel(Panel):
    """Shown while the View compares with a day (`since`); everything it does is a change of the View.

    Args: free: tells which part of the map no panel covers.
    """

    export_asked = Signal()

    def __init__(self, state: State, words: Words, icons: IconSet, free: Callable[[], Box], parent: QWidget) -> None:
        super().__init__(state, "changesPanel", parent)
        self._words, self._icons, self._free = words, icons, free
        self.since = QLineEdit()
        self.since.setObjectName("sinceField")
        self.since.setMaxLength(40)
        self.since.editingFinished.connect(self._typed)
        self.listing = ChangeListing(state)
        self.listing.chosen.connect(self._go)
        self._title, self._from, self._to, self._day, self._empty = (QLabel() for _ in range(5))
        self.close_ = icons.button("x", "", size=16)
        self.pin = self._button("map-pin")
        self.csv = self._button("download")
        self.picture = self._button("image")
        self._build()
        self.close_.clicked.connect(lambda: state.change(since=None))
        self.pin.clicked.connect(lambda: state.change(since=state.view.instant))
        self.csv.clicked.connect(self._write_csv)
        self.picture.clicked.connect(self.export_asked)
        self._key: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=_LIST_MS)
        self._soon.timeout.connect(self._list)
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)
        state.settled.connect(self._list)

    def _button(self, icon: str) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "outlined")
        self._icons.set(button, icon, size=15)
        return button

    def _build(self) -> None:
        for label, role in ((self._title, "bold"), (self._from, "small"), (self._to, "small"), (self._day, ""), (self._empty, "small")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", role)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(14, 8, 8, 8)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.close_)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setColumnStretch(1, 1)
        for row, (label, widget) in enumerate(((self._from, self.since), (self._to, self._day))):
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.pin, 1, 2)
        column.addLayout(grid)
        self.body.addWidget(top)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(14, 10, 14, 10)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.listing, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 6, 14, 10)
        foot.addWidget(self.csv)
        foot.addStretch(1)
        foot.addWidget(self.picture)
        self.body.addLayout(foot)

    @property
    def wanted(self) -> bool:
        """Whether the View compares with a day."""
        return self._state.view.since is not None

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the panel was hidden."""
        self.refresh()

    def refresh(self) -> None:
        """Follow the View."""
        view = self._state.view
        if view.since is None or not self.isVisible():
            return
        self._name_everything()
        if not (self.since.hasFocus() and self.since.isModified()):
            self.since.setText(day_text(view.since, view.language))
        self._day.setText(day_text(view.instant, view.language))
        if self._state.at_rest:
            self._list()
        elif not self._soon.isActive():
            self._soon.start()

    def _list(self) -> None:
        """Follow with the list: at once at rest, a few times a second while something is dragged."""
        self._soon.stop()
        view, atlas = self._state.view, self._state.atlas
        if view.since is None or not self.isVisible():
            return
        key = (view.since, view.instant, view.language, filter_part(view), atlas.number)
        if key != self._key:
            self._key = key
            self.listing.show_rows(change_list(atlas, view, self._say))
            self._empty.setVisible(not self.listing.rows)
        self.listing.viewport().update()

    def _name_everything(self) -> None:
        self._title.setText(self._say("changes.title"))
        self._from.setText(self._say("changes.from"))
        self._to.setText(self._say("changes.to"))
        self._empty.setText(self._say("changes.empty"))
        self.csv.setText(self._say("changes.csv"))
        self.picture.setText(self._say("changes.picture"))
        self.since.setAccessibleName(self._say("changes.since"))
        self.since.setToolTip(self._say("changes.since"))
        for part in (self, self.listing):
            part.setAccessibleName(self._say("changes.title"))
        for button, key in ((self.pin, "changes.pin"), (self.close_, "details.close"), (self.csv, "changes.csv_tip")):
            button.setToolTip(self._say(key))
            button.setAccessibleName(self._say(key))

    def _typed(self) -> None:
        """Compare with the day that was typed; what is no day of the atlas is told and taken back."""
        view = self._state.view
        typed = typed_days(self._state, self.since.text())
        self.since.setModified(False)
        if typed.days is not None:
            self._state.change(since=typed.days.start)
        elif view.since is not None:
            if self.since.text() != day_text(view.since, view.language):
                self._state.tell(why_not(self._say, typed))
            self.since.setText(day_text(view.since, view.language))

    def _go(self, row: ChangeRow) -> None:
        """Select what a row is about and show its land, or where it happened."""
        view, atlas = self._state.view, self._state.atlas
        event = atlas.events.get(row.select)
        left, top, right, bottom = self._free()
        size = (max(right - left, 200.0), max(bottom - top, 200.0))
        if row.units:
            view = fit_units(atlas, view, row.units, size)
        elif event and event.lonlat:
            view = view.with_(centre=event.lonlat)
        self._state.set_view(view.selecting(row.select))

    def _write_csv(self) -> None:
        from viewer.paint.files.image import ExportFailed, write_text

        path, _ = QFileDialog.getSaveFileName(self, self._say("changes.csv_tip"), "changes.csv", self._say("changes.csv_kind"))
        if not path:
            return
        try:
            write_text("\ufeff" + changes_csv(self._state.atlas, self._state.view), path)  # Excel takes it for UTF-8 by that sign alone
        except ExportFailed as error:
            why = self._say(f"refused.{error.reason}", **error.values) if error.reason else error
            self._state.tell(self._say("export.failed", why=why))
        else:
            self._state.tell(self._say("export.done", path=path))
