"""A part of the View to choose from a list that folds out, among the layers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.ui.state import State
from viewer.ui.widgets.list_box import ListBox
from viewer.ui.words import Words


class ChoiceList(QWidget):
    """A heading, the list, a note. It is filled while it is seen, and hidden where there is no choice.

    Args: part: of the View; the list is named `PARTList`. title, note: keys of words.
    """

    def __init__(self, state: State, words: Words, part: str, title: str, note: str) -> None:
        super().__init__()
        self._state, self._words, self._part = state, words, part
        self._words_of = title, note
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._label, self._note = QLabel(), QLabel()
        for text, role in ((self._label, "heading"), (self._note, "small")):
            text.setProperty("role", role)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self.box = ListBox()
        self.box.setObjectName(f"{part}List")
        self.box.activated.connect(lambda row: self._state.change(**{part: self.box.itemData(row)}))
        for widget in (self._label, self.box, self._note):
            column.addWidget(widget)
        self._key: tuple[object, ...] = ()
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)

    def asked(self) -> tuple[object, ...]:
        """Return all that the choices depend on."""
        raise NotImplementedError

    def choices(self) -> Sequence[tuple[str, str]]:
        """Return what can be chosen, as (value, name)."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Follow View and atlas, while it is seen."""
        language, chosen = self._state.view.language, getattr(self._state.view, self._part)
        key = (language, chosen, self._state.atlas.number, *self.asked())
        if key == self._key or not self.isVisible():
            return
        self._key = key
        title, note = (self._words.say(language, name) for name in self._words_of)
        choices = self.choices()
        self._label.setText(title)
        self._note.setText(note)
        self.box.setAccessibleName(title)
        self.box.clear()
        for value, name in choices:
            self.box.addItem(name, value)
        self.box.setCurrentIndex(self.box.findData(chosen))
        for part in (self._label, self.box, self._note):
            part.setVisible(bool(choices))

    @override
    def setVisible(self, visible: bool) -> None:
        """Catch up when shown."""
        super().setVisible(visible)
        self.refresh()
