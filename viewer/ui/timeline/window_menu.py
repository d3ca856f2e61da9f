"""The window of time: presets, and one's own days before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QMenu, QPushButton, QSpinBox, QVBoxLayout

from viewer.carto.days.dates import range_text
from viewer.model.time import LAST_DAY
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

WINDOWS = {
    "day": (0, 0),
    "month": (15, 15),
    "year": (183, 183),
    "five": (913, 913),
    "ten": (1826, 1826),
    "all": (LAST_DAY, LAST_DAY),
    "cumulative": (LAST_DAY, 0),
}
"""Choices of the time window: days before and after."""
_LONGEST = 73_000
"""Most days that can be typed: two hundred years."""


def window_menu(state: State, words: Words, button: QPushButton) -> QMenu:
    """Return the menu of windows, with the present one marked and the way to one's own."""
    view = state.view
    menu = QMenu(button)
    menu.setObjectName("windowMenu")
    group = QActionGroup(menu)
    now = (view.before, view.after)
    for key, (before, after) in WINDOWS.items():
        action = menu.addAction(button_text(words.say(view.language, f"window.{key}")))
        action.setCheckable(True)
        action.setChecked(now == (before, after) and view.range is None)
        group.addAction(action)
        action.triggered.connect(lambda _=False, b=before, a=after: state.change(before=b, after=a, range=None))
    menu.addSeparator()
    own = menu.addAction(button_text(words.say(view.language, "window.custom")))
    own.setCheckable(True)
    own.setChecked(now not in WINDOWS.values() and view.range is None)
    group.addAction(own)
    own.triggered.connect(lambda _=False: WindowDialog(state, words, button).open())
    return menu


class WindowDialog(QDialog):
    """Days before and after the day shown, with the dates that they reach to."""

    def __init__(self, state: State, words: Words, parent: QPushButton) -> None:
        super().__init__(parent.window())
        self.setObjectName("windowDialog")
        self._state, self._words = state, words
        self.setWindowTitle(self._say("window.title"))
        self._told = QLabel()
        self._told.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        form = QFormLayout()
        self.before = self._days("window.before", state.view.before)
        self.after = self._days("window.after", state.view.after)
        for key, field in (("window.before", self.before), ("window.after", self.after)):
            form.addRow(self._say(key), field)
        column.addLayout(form)
        column.addWidget(self._told)
        buttons = QDialogButtonBox()
        for key, role in (
            ("window.apply", QDialogButtonBox.ButtonRole.AcceptRole),
            ("window.cancel", QDialogButtonBox.ButtonRole.RejectRole),
        ):
            buttons.addButton(self._say(key), role).setProperty("role", "outlined")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: state.change(before=self.before.value(), after=self.after.value(), range=None))
        column.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for field in (self.before, self.after):
            field.valueChanged.connect(self._tell)
        self._tell()

    def _days(self, key: str, days: int) -> QSpinBox:
        field = QSpinBox()
        field.setRange(0, _LONGEST)
        field.setValue(min(days, _LONGEST))
        field.setAccessibleName(self._say(key))
        return field

    def _tell(self) -> None:
        view, span = self._state.view, self._state.atlas.span
        reached = view.with_(before=self.before.value(), after=self.after.value(), range=None).window
        ends = (max(reached[0], span.start), min(reached[1], span.end) - 1)
        self._told.setText(range_text(ends, view.language))

    def _say(self, key: str) -> str:
        return self._words.say(self._state.view.language, key)
