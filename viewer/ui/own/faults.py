"""What can't be used, line by line: file, place, what is wrong and a way out.

A press opens the file: at its line in the editor that the reader has named, else in the one of the system. Ctrl+C copies file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from viewer.model.extra import Fault
from viewer.ui.own.card import label
from viewer.ui.own.ports import Files
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.widgets.plain_text import cut, plain_tip
from viewer.ui.words import Words

_LONGEST = 400
_WHERES = ("line", "feature", "placemark", "row", "waypoint", "track", "route")
"""Words with which places in a file are told."""
_TALLEST = 240
"""Height in px from which on the list scrolls."""
OPENED = ("yaml", "yml", "geojson", "json", "jsonld", "csv", "tsv", "kml", "gpx", "xlsx")
"""Suffixes of files that are handed to the system's editor; whatever could run as a program is not."""


class _FaultList(QListWidget):
    """A list whose row is copied by the keys that copy the picture elsewhere in the window."""

    copy_asked = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        """Take the keys of copying before the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


class FaultsPanel(Panel):
    """A list of faults under a heading; it stays until it is closed, or until they are mended."""

    closed = Signal()

    def __init__(self, state: State, words: Words, icons: IconSet, files: Files | None, parent: QWidget) -> None:
        super().__init__(state, "faultsPanel", parent)
        self._words, self._files = words, files
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 8, 8, 4)
        self._heading = label("", "bold")
        row.addWidget(self._heading, 1)
        self._close = icons.button("x", "", size=16)
        self._close.setObjectName("faultsClose")
        self._close.clicked.connect(self.dismiss)
        row.addWidget(self._close)
        self.body.addWidget(head)
        self.listing = _FaultList()
        self.listing.setObjectName("faultsList")
        self.listing.setWordWrap(True)
        self.listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listing.itemActivated.connect(self._open)
        self.listing.itemClicked.connect(self._open)
        self.listing.copy_asked.connect(self.copy)
        self.body.addWidget(self.listing, 1)
        self.faults: tuple[Fault, ...] = ()
        self._head: Callable[[], str] = str
        self._more = 0
        self._language = ""
        state.view_changed.connect(self._follow)
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether there is something to list."""
        return bool(self.faults)

    def tell(self, heading: Callable[[], str], faults: Sequence[Fault], more: int = 0) -> None:
        """List faults. `heading`: says what they are about, in the language of the View."""
        self.faults, self._head, self._more = tuple(faults), heading, more
        self._write()

    def _follow(self) -> None:
        """Say it in another language."""
        if self.faults and self._state.view.language != self._language:
            row = self.listing.currentRow()
            self._write()
            self.listing.setCurrentRow(row)

    def _write(self) -> None:
        self._language = self._state.view.language
        heading = cut(self._head(), 200)
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        self.listing.setAccessibleName(heading)
        tip = self._say("extra.close")
        self._close.setToolTip(tip)
        self._close.setAccessibleName(tip)
        self.listing.clear()
        for fault in self.faults:
            words = fault_words(fault, self._say)
            item = QListWidgetItem(cut(words, _LONGEST))
            item.setToolTip(plain_tip(self._tip(fault) if openable(fault) else words))
            self.listing.addItem(item)
        if self._more:
            last = QListWidgetItem(self._say("extra.more_faults", n=f"{self._more:,}"))
            last.setFlags(Qt.ItemFlag.NoItemFlags)
            self.listing.addItem(last)

    def tall(self, wide: int) -> int:
        """Return the height in px that the panel wants at a width, its shadow included: all rows, but no more than there is room for."""
        room = wide - 2 * SHADOW - 24
        metrics = self.listing.fontMetrics()
        texts = (self.listing.item(row).text() for row in range(min(self.listing.count(), 8)))
        lines = [metrics.boundingRect(0, 0, room, 1000, Qt.TextFlag.TextWordWrap, text).height() for text in texts]
        return min(sum(lines) + 14 * len(lines) + 50 + 2 * SHADOW, _TALLEST)

    def dismiss(self) -> None:
        """Close the list."""
        self.faults = ()
        self.closed.emit()

    def _tip(self, fault: Fault) -> str:
        if fault.at_line and self._files is not None and self._files.has_editor:
            return self._say("extra.open_line", n=fault.at_line)
        return self._say("extra.open_file")

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)

    def _open(self, item: QListWidgetItem) -> None:
        """Open the file of a fault, and say which line it is where the editor can't be sent there."""
        row = self.listing.row(item)
        if row >= len(self.faults) or not openable(self.faults[row]):
            return
        fault = self.faults[row]
        is_book = fault.path.casefold().endswith(".xlsx")
        if not is_book and self._files is not None and self._files.edit(fault.path, fault.at_line):
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(fault.path))
        if fault.at_line:
            self._state.tell(self._say("extra.opened_line", name=fault.file[:80], n=fault.at_line))

    def copy(self) -> None:
        """Put file and line of the fault that is chosen on the clipboard, with what is wrong."""
        row = self.listing.currentRow()
        if 0 <= row < len(self.faults):
            fault = self.faults[row]
            where = f"{fault.path or fault.file}:{fault.at_line}" if fault.at_line else fault.path or fault.file
            QGuiApplication.clipboard().setText(f"{where}: {self.listing.item(row).text()}")
            self._state.tell(self._say("extra.copied_fault"))


def fault_words(fault: Fault, say: Callable[..., str]) -> str:
    """Return a fault in the words of the interface; what was told in a sentence of its own is quoted, where there are no others for it."""
    kind, _, number = fault.where.partition(" ")
    where = say(f"extra.where.{kind}", n=number) if kind in _WHERES else fault.where
    if fault.reason:
        message = say(f"extra.fault.{fault.reason}", value=fault.value)
    else:
        message = say("extra.told_hint" if fault.hint else "extra.told", message=fault.message, hint=fault.hint)
    return ": ".join(part for part in (fault.file, where, fault.field, message) if part)


def openable(fault: Fault) -> bool:
    """Whether the file of a fault is a text that an editor takes."""
    return bool(fault.path) and fault.path.rpartition(".")[2].casefold() in OPENED
