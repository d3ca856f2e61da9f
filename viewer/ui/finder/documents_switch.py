"""The switch that leaves only the events that the atlas's own documents tell of."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from viewer.ui.state import State
from viewer.ui.words import Words


class DocumentsSwitch(QCheckBox):
    """`View.documents_only` as a box to tick."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self.setObjectName("documentsOnly")
        self._state, self._words = state, words
        self._look: tuple[object, ...] = ()
        self.toggled.connect(lambda on: self._state.change(documents_only=on))
        state.view_changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Follow the View."""
        view = self._state.view
        if (view.language, view.documents_only) == self._look:
            return
        self._look = (view.language, view.documents_only)
        self.setText(self._words.say(view.language, "filter.documents"))
        self.setToolTip(self._words.say(view.language, "filter.documents_tip"))
        self.blockSignals(True)
        self.setChecked(view.documents_only)
        self.blockSignals(False)
