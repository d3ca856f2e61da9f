"""What can't be used, line by line: file, place, what is wrong and a way out. A press opens the file in the system's editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from viewer.model.extra import Fault
from viewer.ui.extra.card import label
from viewer.ui.icons import IconSet
from viewer.ui.panel import SHADOW, Panel
from viewer.ui.plain import cut, plain_tip
from viewer.ui.state import State
from viewer.ui.words import Words

_LONGEST = 400
_WHERES = ("line", "feature", "placemark")
"""Words with which places in a file are told."""
_TALLEST = 240
"""Height in px from which on the list scrolls."""
OPENED = ("yaml", "yml", "geojson", "json", "jsonld", "csv", "tsv", "kml")
"""Suffixes of files that are handed to the system's editor; whatever could run as a program is not."""


class FaultsPanel(Panel):
    """A list of faults under a heading; it stays until it is closed, or until they are mended."""

    closed = Signal()

    def __init__(self, state: State, words: Words, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "faultsPanel", parent)
        self._words = words
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
        self.listing = QListWidget()
        self.listing.setObjectName("faultsList")
        self.listing.setWordWrap(True)
        self.listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listing.itemActivated.connect(self._open)
        self.listing.itemClicked.connect(self._open)
        self.body.addWidget(self.listing, 1)
        self.faults: tuple[Fault, ...] = ()
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether there is something to list."""
        return bool(self.faults)

    def tell(self, heading: str, faults: Sequence[Fault], more: int = 0) -> None:
        """List faults."""
        language = self._state.view.language
        self.faults = tuple(faults)
        self._heading.setText(cut(heading, 200))
        self.setAccessibleName(cut(heading, 200))
        self.listing.setAccessibleName(cut(heading, 200))
        tip = self._words.say(language, "extra.close")
        self._close.setToolTip(tip)
        self._close.setAccessibleName(tip)
        self.listing.clear()
        for fault in self.faults:
            words = fault_words(fault, lambda key, **values: self._words.say(language, key, **values))
            item = QListWidgetItem(cut(words, _LONGEST))
            item.setToolTip(plain_tip(self._words.say(language, "extra.open_file") if openable(fault) else words))
            self.listing.addItem(item)
        if more:
            last = QListWidgetItem(self._words.say(language, "extra.more_faults", n=f"{more:,}"))
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

    def _open(self, item: QListWidgetItem) -> None:
        row = self.listing.row(item)
        if row < len(self.faults) and openable(self.faults[row]):
            QDesktopServices.openUrl(QUrl.fromLocalFile(self.faults[row].path))


def fault_words(fault: Fault, say: Callable[..., str]) -> str:
    """Return a fault in the words of the interface, where it has some for it; else as it was told."""
    if not fault.reason:
        return str(fault)
    kind, _, number = fault.where.partition(" ")
    where = say(f"extra.where.{kind}", n=number) if kind in _WHERES else fault.where
    message = say(f"extra.fault.{fault.reason}", value=fault.value)
    return ": ".join(part for part in (fault.file, where, fault.field, message) if part)


def openable(fault: Fault) -> bool:
    """Whether the file of a fault is a text that an editor takes."""
    return bool(fault.path) and fault.path.rpartition(".")[2].casefold() in OPENED
