"""Choosing by which scheme the blocs are read: a menu in the head of the legend, a list among the layers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from typing_extensions import override

from viewer.model.entities import say
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.widgets.choice_list import ChoiceList
from viewer.ui.widgets.plain_text import button_text
from viewer.ui.words import Words

_WIDEST = 170.0
"""Words on the button are cut at this width (px)."""
_HEIGHT = 24


def scheme_choices(state: State) -> tuple[tuple[str, str], ...]:
    """Return the schemes as (value of `View.scheme`, name); none where the atlas has no choice."""
    schemes = state.atlas.schemes
    if len(schemes) < 2:
        return ()
    return tuple((one.id if one.groups else "", say(one.names, state.view.language)) for one in schemes)


class SchemeButton(QPushButton):
    """The name of the scheme in the head of the legend; pressed it offers the others. Hidden where there is no choice."""

    def __init__(self, state: State, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("schemeButton")
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._state, self._words = state, words
        self.menu_: QMenu | None = None
        self.clicked.connect(self._offer)
        self.hide()

    def refresh(self) -> None:
        """Follow the View."""
        view, names = self._state.view, dict(scheme_choices(self._state))
        self.setVisible(bool(names))
        title, name = self._words.say(view.language, "scheme.title"), names.get(view.scheme, "")
        self.setText(f"{button_text(name, _WIDEST)} \u25be")
        self.setAccessibleName(f"{title}: {name}")
        self.setToolTip(title)
        self.ensurePolished()
        self.setGeometry(4, 4, self.sizeHint().width(), COMFORT.px(_HEIGHT))

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("schemeMenu")
        group = QActionGroup(menu)
        for value, name in scheme_choices(self._state):
            action = menu.addAction(button_text(name))
            action.setCheckable(True)
            action.setChecked(value == self._state.view.scheme)
            group.addAction(action)
            action.triggered.connect(partial(self._choose, value))
        if self.menu_ is not None:
            self.menu_.deleteLater()
        self.menu_ = menu
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()) + QPoint(0, 2))

    def _choose(self, value: str, _checked: bool = False) -> None:
        self._state.change(scheme=value)


class SchemeList(ChoiceList):
    """All schemes in a list that folds out, among the layers."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__(state, words, "scheme", "scheme.title", "scheme.note")

    @override
    def asked(self) -> tuple[object, ...]:
        """The schemes are those of the atlas."""
        return ()

    @override
    def choices(self) -> Sequence[tuple[str, str]]:
        """All schemes, where there are several."""
        return scheme_choices(self._state)
