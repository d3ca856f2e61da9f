"""What is being read or written just now, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from viewer.ui.state import State
from viewer.ui.widgets.panel import Panel
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words


class ProgressPanel(Panel):
    """A small panel with what is at work, a bar and a button to cancel. Args: name: of the panel. key: words for what is at work."""

    cancelled = Signal()

    def __init__(self, state: State, words: Words, parent: QWidget, name: str = "reading", key: str = "extra.reading") -> None:
        super().__init__(state, f"{name}Panel", parent)
        self._words, self._key = words, key
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 8, 10, 10)
        row = QHBoxLayout()
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._name, 1)
        self.cancel = QPushButton()
        self.cancel.setObjectName(f"{name}Cancel")
        self.cancel.setProperty("role", "outlined")
        self.cancel.clicked.connect(lambda _=False: self.cancelled.emit())
        row.addWidget(self.cancel)
        column.addLayout(row)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        column.addWidget(self.bar)
        self.body.addWidget(inner)
        self.hide()

    def tell(self, name: str, done: float | None) -> None:
        """Say what is at work and how much of it is done, 0 to 1; None = nobody knows."""
        language = self._state.view.language
        words = self._words.say(language, self._key, name=name[:120])
        self._name.setText(button_text(words, 230.0).replace("&&", "&"))
        self.bar.setAccessibleName(words)
        self.cancel.setText(self._words.say(language, "extra.cancel"))
        self.bar.setRange(0, 0 if done is None else 100)
        if done is not None:
            self.bar.setValue(round(100 * done))
