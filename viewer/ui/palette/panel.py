"""The palette over the map: a field, and under it what answers to what is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from viewer.carto.finding import warm
from viewer.carto.tokens import THEMES
from viewer.paint.type import elided, font, text_width
from viewer.ui.bookmarks import Bookmarks
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.palette.entries import Entries, Entry
from viewer.ui.panes import Panes
from viewer.ui.state import State
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.widgets.rows import ROW, Index, RowModel, paint_chosen

WIDTH = 580
_ROW, _ROWS, _TOP = 34, 11, 64
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class EntryModel(RowModel[Entry]):
    """The entries that are offered; what is spoken of each is its words, what it is and its keys."""

    @override
    def words(self, row: Entry) -> str:
        """Title, group and keys."""
        return " ".join(part for part in (row.title, row.group, row.keys) if part)


class EntryDelegate(QStyledItemDelegate):
    """Paints an entry as plain text: words at the left, what it is and its keys at the right."""

    def __init__(self, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row."""
        return QSize(COMFORT.px(WIDTH), COMFORT.px(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        theme, entry = THEMES[self._state.view.theme], index.data(ROW)
        painter.save()
        rect = in_text_units(painter, option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            paint_chosen(painter, rect, theme)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.surface2))
        right = rect.right() - 14
        if entry.keys:
            right = self._paint_keys(painter, entry.keys, right, rect) - 10
        group = elided(entry.group, 11, 190)
        wide = text_width(group, 11)
        painter.setFont(font(11))
        painter.setPen(QColor(theme.ink2))
        painter.drawText(QRect(round(right - wide), rect.top(), round(wide) + 4, rect.height()), _LEFT, group)
        room = right - wide - rect.left() - 32
        painter.setFont(font(13))
        painter.setPen(QColor(theme.ink))
        painter.drawText(QRect(rect.left() + 16, rect.top(), round(room) + 4, rect.height()), _LEFT, elided(entry.title, 13, room))
        painter.restore()

    def _paint_keys(self, painter: QPainter, keys: str, right: int, rect: QRect) -> int:
        theme = THEMES[self._state.view.theme]
        wide = round(text_width(keys, 11)) + 12
        box = QRect(right - wide, rect.center().y() - 10, wide, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.surface2))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font(11))
        painter.setPen(QColor(theme.ink2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, keys)
        return box.left()


class _Field(QLineEdit):
    """What is typed; Up and Down go through the entries, Enter chooses, Esc or going elsewhere closes."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setObjectName("paletteField")
        self.setMaxLength(2000)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what is meant for the list."""
        keys = Qt.Key
        steps = {keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_PageDown: 8, keys.Key_PageUp: -8}
        key = keys(event.key())
        if key in steps:
            self._palette.step(steps[key])
        elif key in (keys.Key_Return, keys.Key_Enter):
            self._palette.choose()
        elif key == keys.Key_Escape:
            self._palette.dismiss()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close when the reader goes elsewhere; a menu or another window may take the focus for a while."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._palette.hide()


class Palette(Panel):
    """Opened by Ctrl+K. What is chosen happens after the palette has closed."""

    def __init__(self, window: Panes, bookmarks: Bookmarks, go_to_bookmark: Callable[[int], None]) -> None:
        super().__init__(window.state, "palette", window)
        self._window, self._bookmarks, self._go_to_bookmark = window, bookmarks, go_to_bookmark
        self._back: QWidget | None = None
        self._entries: Entries | None = None
        self._model = EntryModel()
        self.field = _Field(self)
        self.field.textChanged.connect(self._show)
        self._list = QListView()
        self._list.setObjectName("paletteList")
        self._list.setModel(self._model)
        self._list.setItemDelegate(EntryDelegate(window.state, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.clicked.connect(self._choose)
        self.body.setContentsMargins(SHADOW + 10, SHADOW + 10, SHADOW + 10, SHADOW + 8)
        self.body.setSpacing(6)
        self.body.addWidget(self.field)
        self.body.addWidget(self._list, 1)
        self.hide()

    @property
    def entries(self) -> Sequence[Entry]:
        """What is offered."""
        return self._model.rows

    @property
    def chosen(self) -> Entry | None:
        """What Enter would choose."""
        row = self._list.currentIndex().row()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def open(self, typed: str = "") -> None:
        """Show all that can be chosen, and take the keys."""
        self._back = QApplication.focusWidget()
        self._entries = Entries(self._window, self._bookmarks, self._go_to_bookmark)
        self._list.setAccessibleName(self._window.say("palette.name"))
        self.field.setAccessibleName(self._window.say("palette.hint"))
        self.field.setPlaceholderText(self._window.say("palette.hint"))
        self.field.setText(typed)
        self._show(typed)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, lambda: warm(self._state.atlas))

    def place(self) -> None:
        """Lie over the middle of the window's upper part."""
        width, height = self._window.width(), self._window.height()
        wide, rows = min(COMFORT.px(WIDTH), width - 24), min(len(self.entries), _ROWS)
        tall = min(COMFORT.px(_ROW * max(rows, 1)) + COMFORT.px(30) + 34, height - 2 * _TOP)
        self.setGeometry((width - wide) // 2 - SHADOW, _TOP - SHADOW, wide + 2 * SHADOW, tall + 2 * SHADOW)

    def step(self, by: int) -> None:
        """Go to another entry; beyond the ends a single step goes round."""
        count = len(self.entries)
        if count:
            row = self._list.currentIndex().row() + by
            self._select(row % count if abs(by) == 1 else min(max(row, 0), count - 1))

    def choose(self) -> None:
        """Close, and do what is chosen."""
        entry = self.chosen
        if entry is not None:
            self.dismiss()
            entry.act()

    def dismiss(self) -> None:
        """Close, and give the keys back to where they were."""
        self.hide()
        there = self._back is not None and isValid(self._back)  # what had the keys may have gone with the day
        home = self._back if self._back is not None and there and self._back.isVisible() else self._window.map
        home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, index: QModelIndex) -> None:
        self._select(index.row())
        self.choose()

    def _show(self, typed: str) -> None:
        if self._entries is not None:
            self._model.show(self._entries.answering(typed))
            self._select(0)
            self.place()

    def _select(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(row) if self.entries else QModelIndex())
        said = self._model.data(self._model.index(row)) if self.entries else self._window.say("palette.none")
        self.field.setAccessibleDescription(said)
        if QAccessible.isActive() and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, said))
