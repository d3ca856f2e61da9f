"""Lists from which a reader lets only some events through: those of an actor, a source, a theme, a certainty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.events.only import SORTS, choices
from viewer.ui.state import State
from viewer.ui.widgets.list_box import ListBox
from viewer.ui.widgets.plain_text import cut
from viewer.ui.words import Words

_LONGEST = 48
"""Characters of a name that a list shows."""


class OnlyFilters(QWidget):
    """A list a sort; what is chosen becomes a word of the View's `only`, and a chip over the list of events."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self.setObjectName("onlyFilters")
        self._state, self._words = state, words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self._title = QLabel()
        self._title.setProperty("role", "heading")
        column.addWidget(self._title)
        self.boxes: dict[str, QComboBox] = {}
        for sort in SORTS:
            box = ListBox()
            box.setObjectName(f"only-{sort}")
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.activated.connect(lambda row, b=box: self._choose(b, row))
            self.boxes[sort] = box
            column.addWidget(box)
        self._key: tuple[object, ...] = ()
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)

    def _choose(self, box: QComboBox, row: int) -> None:
        word = box.itemData(row)
        if word:
            only = self._state.view.only
            self._state.change(only=only - {word} if word in only else only | {word})
        box.setCurrentIndex(0)

    def refresh(self) -> None:
        """Follow the language of the View and the atlas, while it is seen."""
        view, atlas = self._state.view, self._state.atlas
        key = (view.language, atlas.number)
        if key == self._key or not self.isVisible():
            return
        self._key = key
        self._title.setText(self._words.say(view.language, "only.title"))
        for sort, box in self.boxes.items():
            found = choices(atlas, sort, view, self._words.say)
            title = self._words.say(view.language, f"only.{sort}")
            box.clear()
            box.addItem(title, "")
            for word, name, count in found:
                box.addItem(f"{cut(name, _LONGEST)} ({count})", word)
            box.setAccessibleName(title)
            box.setVisible(bool(found))

    @override
    def setVisible(self, visible: bool) -> None:
        """Catch up when shown."""
        super().setVisible(visible)
        self.refresh()
