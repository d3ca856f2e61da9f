"""The list of bookmarks: go to one, rename it, take it away and back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from viewer.ui.bookmarks import Bookmark, Bookmarks
from viewer.ui.widgets.dialog_room import fit_dialog

Say = Callable[..., str]


class BookmarkList(QDialog):
    """Enter or a double click goes there, F2 renames, Delete takes away; what was taken away can be put back.

    Args: go: goes to a bookmark by number.
    """

    def __init__(self, bookmarks: Bookmarks, say: Say, go: Callable[[int], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bookmarkDialog")
        self.setWindowTitle(say("bookmark.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bookmarks, self._say, self._go = bookmarks, say, go
        self._gone: tuple[int, Bookmark] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        self._hint = QLabel()
        self._hint.setProperty("role", "small")
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self.list = QListWidget()
        self.list.setObjectName("bookmarkList")
        self.list.setAccessibleName(say("bookmark.title"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setUniformItemSizes(True)
        self.list.installEventFilter(self)
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        column.addLayout(self._row_of_buttons())
        self.list.itemDoubleClicked.connect(lambda _: self.leave())
        self.list.itemChanged.connect(self._renamed)
        self.list.currentRowChanged.connect(lambda _: self._enable())
        fit_dialog(self, parent, 460, 420)
        self._fill(bookmarks.here or 0)

    def _row_of_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        acts = {"go": self.leave, "rename": self.rename, "remove": self.remove, "undo": self.put_back, "close": self.reject}
        self.buttons: dict[str, QPushButton] = {}
        for name, act in acts.items():
            button = QPushButton(self._say("help.close" if name == "close" else f"bookmark.{name}"))
            button.setProperty("role", "outlined")
            button.setObjectName(f"bookmark-{name}")
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self.buttons[name] = button
            if name == "close":
                row.addStretch(1)
            row.addWidget(button)
        return row

    def _fill(self, current: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for bookmark in self._bookmarks.all:
            item = QListWidgetItem(bookmark.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(min(current, self.list.count() - 1))
        self.list.blockSignals(False)
        self._hint.setText(self._say("bookmark.hint" if self.list.count() else "bookmark.empty"))
        self._enable()

    def _enable(self) -> None:
        for name in ("go", "rename", "remove"):
            self.buttons[name].setEnabled(self.list.currentRow() >= 0)
        self.buttons["undo"].setVisible(self._gone is not None)

    def leave(self) -> None:
        """Go to the current bookmark and close."""
        row = self.list.currentRow()
        if row >= 0:
            self.accept()
            self._go(row)

    def rename(self) -> None:
        """Let the name of the current bookmark be typed."""
        if item := self.list.currentItem():
            self.list.setFocus()
            self.list.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        self._bookmarks.rename(row, item.text())
        self.list.blockSignals(True)
        item.setText(self._bookmarks.all[row].name)  # tidied, or the old one; the list stays, its editor is still at work
        self.list.blockSignals(False)

    def remove(self) -> None:
        """Take the current bookmark away."""
        row = self.list.currentRow()
        if row >= 0:
            self._gone = (row, self._bookmarks.remove(row))
            self._fill(row)

    def put_back(self) -> None:
        """Put back what was taken away last."""
        if self._gone is not None:
            row, bookmark = self._gone
            self._gone = None
            self._bookmarks.put_back(row, bookmark)
            self._fill(row)
            self.list.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Delete in the list."""
        typing = self.list.state() == QAbstractItemView.State.EditingState
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.list and not typing:
            acts = {Qt.Key.Key_Return: self.leave, Qt.Key.Key_Enter: self.leave, Qt.Key.Key_Delete: self.remove}
            acts[Qt.Key.Key_Backspace] = self.remove  # which is what Delete is called on a Mac
            if act := acts.get(Qt.Key(event.key())):
                act()
                return True
        return super().eventFilter(watched, event)
