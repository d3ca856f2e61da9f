"""The short message of a window, which goes away by itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from viewer.carto.tokens import Theme
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.widgets.plain_text import breakable, cut

_SHOWN_MS = 4000
_WIDEST, _LEAST = 480, 240
"""Px at plain text."""
_MOST = 600
"""Letters."""


class Note(QLabel):
    """One message at a time, in plain text, from `left` on (px of the window)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()
        self.left = 0
        self.timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self.timer.timeout.connect(self.hide)

    def place(self, left: int, top: int) -> None:
        """Say where it begins."""
        self.left = left
        self.move(left, top)

    def tell(self, message: str, theme: Theme, end: int) -> None:
        """Show a message, no farther to the right than `end` (px of the window)."""
        self.setStyleSheet(f"background: {theme.ink}; color: {theme.surface}; border-radius: 6px; padding: 6px 12px;")
        least = min(COMFORT.px(_LEAST), end)
        self.move(min(self.left, end - least), self.y())
        room = max(end - self.x(), least)
        text = breakable(cut(message, _MOST))
        wide = min(room, COMFORT.px(_WIDEST))
        self.setWordWrap(text_width(text, COMFORT.px(13)) > wide - 30)
        self.setText(text)
        self.resize(QSize(wide, self.heightForWidth(wide)) if self.wordWrap() else self.sizeHint())
        self.raise_()
        self.show()
        self.timer.start()
