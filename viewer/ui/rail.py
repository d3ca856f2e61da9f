"""The rail: on narrow windows it stands for the left panel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import Panel
from viewer.ui.words import Words

_TABS = {"events": "list", "stories": "book-open", "layers": "layers"}


class Rail(Panel):
    """Buttons that open the left panel at a tab."""

    tab_asked = Signal(str)

    def __init__(self, state: State, words: Words, icons: IconSet, parent: QWidget) -> None:
        super().__init__(state, "rail", parent)
        self._words = words
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 8, 6, 8)
        column.setSpacing(4)
        self._buttons = {tab: icons.button(icon, "", size=18) for tab, icon in _TABS.items()}
        for tab, button in self._buttons.items():
            button.setFixedSize(COMFORT.px(36), COMFORT.px(36))
            button.setProperty("role", "rail")
            button.clicked.connect(lambda _=False, t=tab: self.tab_asked.emit(t))
            column.addWidget(button)
        column.addStretch(1)
        self.body.addWidget(inside)
        self._language = ""
        state.view_changed.connect(self.refresh)
        self.refresh()

    @property
    def tall(self) -> int:
        """Height in px of all buttons."""
        return 16 + (COMFORT.px(36) + 4) * len(self._buttons)

    def refresh(self) -> None:
        """Follow the language."""
        if self._state.view.language == self._language:
            return
        self._language = self._state.view.language
        self.setAccessibleName(self._words.say(self._language, "rail.name"))
        for tab, button in self._buttons.items():
            name = self._words.say(self._state.view.language, f"tab.{tab}")
            button.setToolTip(name)
            button.setAccessibleName(name)
