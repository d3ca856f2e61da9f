"""The search field: filters while somebody types, and offers the best results."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from viewer.carto.finding import warm
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.keycap import TALL, draw_keycap, keycap_width
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.finder.results import ResultPopup
from viewer.ui.keys.commands import key_text
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet

_KEYS = key_text("Ctrl+F").replace("+", " ")
_ROOM = 50.0
"""Px beside the words of the field."""


class SearchField(QLineEdit):
    """Finds events by words, people, places and dates; typing filters map, list and timeline, and offers the best results."""

    date_asked = Signal(str)
    list_asked = Signal()
    left = Signal()

    def __init__(self, state: State, popup: ResultPopup, icons: IconSet) -> None:
        super().__init__()
        self._icons = icons
        self.setObjectName("searchField")
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        self._state, self._popup = state, popup
        self._wait = QTimer(self, singleShot=True, interval=120)
        self._wait.timeout.connect(self._typed)
        self._ready = QTimer(self, singleShot=True, interval=0)
        self._ready.timeout.connect(lambda: warm(state.atlas))
        self._ready.timeout.connect(popup.make_ready)
        self.textEdited.connect(lambda _: self._wait.start())
        self.returnPressed.connect(self._go)

    def apply(self) -> None:
        """Put what is typed into the View."""
        self._state.change(query=self.text())

    def _typed(self) -> None:
        self.apply()
        if self.hasFocus():
            self._popup.offer(self._state.view.query, self)

    def _go(self) -> None:
        self._wait.stop()
        if self._popup.choose():
            self.left.emit()
        else:
            self._popup.dismiss()
            self.date_asked.emit(self.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go through what is offered, else Down to the list; Esc closes that, takes the words away, leaves the field."""
        key = event.key()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps and self._popup.step(steps[Qt.Key(key)]):
            return
        if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self._popup.dismiss()
            self.list_asked.emit()
        elif key == Qt.Key.Key_Escape and self._popup.dismiss():
            self._wait.stop()
        elif key == Qt.Key.Key_Escape and self.text():
            self._wait.stop()
            self.clear()
            self.apply()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make ready to search."""
        super().focusInEvent(event)
        self._ready.start()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing more; a menu or another window may take the focus for a while."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._popup.dismiss()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a glass at the left, and the keys that lead here while nothing is typed."""
        room = COMFORT.px(22)
        if self.textMargins().left() != room:  # setting them asks to paint again, and that again and again
            self.setTextMargins(room, 0, 0, 0)
        super().paintEvent(event)
        painter, scale = QPainter(self), COMFORT.scale
        painter.scale(scale, scale)
        wide, middle = self.width() / scale, self.height() / scale / 2
        theme = THEMES[self._state.view.theme]
        image = self._icons.image("search", theme.ink3, 15, self.devicePixelRatioF() * scale)
        painter.drawImage(QPointF(10, middle - 7.5), image)
        if not self.text() and wide > _ROOM + text_width(self.placeholderText(), 13) + keycap_width(_KEYS):
            draw_keycap(painter, wide - keycap_width(_KEYS) - 8, middle - TALL / 2, _KEYS, (theme.ink3, theme.line, theme.surface2))
        painter.end()

    def follow(self, view: View) -> None:
        """Show the query of a View that was set elsewhere."""
        if not self._wait.isActive() and self.text() != view.query:
            self.setText(view.query)
