"""A reader's layers among the layers of the map: a box to hide each, its features, a way to take it away, a way to add more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.carto.tokens import THEMES
from viewer.paint.own.tones import tone
from viewer.ui.state import State
from viewer.ui.throttle import Later
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.plain_text import button_text, plain_tip
from viewer.ui.words import Words

if TYPE_CHECKING:
    from viewer.carto.own.extra import ShownLayer
    from viewer.ui.own.shelf import ExtraShelf


_NAME_WIDE = 96.0
"""Px that the name of a layer has beside its buttons."""


class ExtraSwitches(QWidget):
    """The rows of the layers that a reader has brought."""

    add_asked = Signal()
    folder_asked = Signal()
    settings_asked = Signal(str)

    def __init__(self, state: State, words: Words, icons: IconSet) -> None:
        super().__init__()
        self.setObjectName("extraSwitches")
        self._state, self._words, self._icons = state, words, icons
        self._shelf: ExtraShelf | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(3)
        self._heading = QLabel()
        self._heading.setProperty("role", "heading")
        column.addWidget(self._heading)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(1)
        column.addLayout(self._rows)
        self.add_button = self._button("extraAdd", self.add_asked)
        self.folder_button = self._button("extraFolder", self.folder_asked)
        self.stepping = QCheckBox()
        self.stepping.setObjectName("extraStepping")
        self.stepping.toggled.connect(self._step_too)
        column.addWidget(self.stepping)
        column.addWidget(self.add_button)
        column.addWidget(self.folder_button)
        self._look: tuple[object, ...] = ()
        self._boxes: dict[str, QCheckBox] = {}
        self._later = Later(state, self._count)
        state.view_changed.connect(self.refresh)
        self.refresh()

    def follow(self, shelf: ExtraShelf) -> None:
        """Show the layers of a shelf from now on."""
        self._shelf = shelf
        self.stepping.setChecked(shelf.stepping)
        shelf.changed.connect(self.refresh)

    def _button(self, name: str, act: SignalInstance) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setProperty("role", "outlined")
        button.clicked.connect(lambda _=False: act.emit())
        return button

    def refresh(self) -> None:
        """Follow the shelf and the View."""
        view = self._state.view
        shown = self._shelf.shown if self._shelf else ()
        look = (view.language, view.theme, shown)
        if look != self._look:
            self._look = look
            self._make_rows(shown)
        if shown:
            self._later.ask()

    def _make_rows(self, shown: Iterable[ShownLayer]) -> None:
        say, language = self._words.say, self._state.view.language
        self._heading.setText(say(language, "extra.heading"))
        for button, name in ((self.add_button, "add"), (self.folder_button, "folder")):
            button.setText(say(language, f"extra.{name}"))
            button.setToolTip(say(language, f"extra.{name}_tip"))
        self.stepping.setText(say(language, "extra.stepping"))
        self.stepping.setToolTip(say(language, "extra.stepping_tip"))
        self.stepping.setVisible(bool(shown))
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {}
        for one in reversed(tuple(shown)):  # what lies on top stands first
            self._rows.addWidget(self._row(one))

    def _step_too(self, on: bool) -> None:
        if self._shelf is not None:
            self._shelf.step_too(on=on)

    def _row(self, one: ShownLayer) -> QWidget:
        language, key = self._state.view.language, one.layer.key
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        box = QCheckBox(button_text(one.name, _NAME_WIDE))
        box.setObjectName(f"extra-{key}")
        box.setIcon(self._icons.dot(tone(one.tone, THEMES[self._state.view.theme])))
        box.setChecked(not one.hidden)
        box.toggled.connect(lambda on: self._act("show" if on else "hide", key))
        self._boxes[key] = box
        row.addWidget(box, 1)
        for name, icon in (("features", "list"), ("settings", "settings"), ("remove", "x")):
            button = self._icons.button(icon, self._words.say(language, f"extra.{name}", name=one.name[:60]), size=14)
            button.setObjectName(f"extra-{name}-{key}")
            button.setToolTip(plain_tip(button.accessibleName()))
            button.clicked.connect(lambda _=False, n=name: self._act(n, key))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        return made

    def _act(self, name: str, key: str) -> None:
        if self._shelf is None:
            return
        if name in ("show", "hide"):
            self._shelf.hide(key, hidden=name == "hide")
            return
        if name == "remove":
            self._shelf.remove(key)
            return
        if name == "settings":
            self.settings_asked.emit(key)
            return
        features = self._shelf.of_the_day(key, self._state.view)
        if not features:
            self._state.tell(self._words.say(self._state.view.language, "extra.none_today"))
            return
        if self._state.view.selected:
            self._state.change(selected="", fan="")
        self._shelf.hide(key, hidden=False)
        self._shelf.choose((key, features[0]))

    def _count(self) -> None:
        """Tell how many features are shown on the day."""
        view = self._state.view
        for one in self._shelf.shown if self._shelf else ():
            if self._shelf and one.layer.key in self._boxes:
                told = {"shown": f"{self._shelf.count(one, view):,}", "total": f"{one.layer.count:,}"}
                words = self._words.say(view.language, "extra.count", **told)
                if doubted := self._shelf.doubted(one, view):
                    words += self._words.say(view.language, "extra.doubted", n=f"{doubted:,}")
                self._boxes[one.layer.key].setToolTip(plain_tip(f"{one.name}\n{words}"))
                self._boxes[one.layer.key].setAccessibleName(f"{one.name[:100]}, {words}")
