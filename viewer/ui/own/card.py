"""The card of a feature: title, days and properties as its file tells them, all as plain text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from viewer.carto.own.extra import when_words
from viewer.model.extra import ExtraLayer
from viewer.ui.own.shelf import ExtraShelf
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import Panel
from viewer.ui.widgets.plain_text import breakable, cut
from viewer.ui.words import Words

_VALUE = 600


def label(text: str, role: str) -> QLabel:
    """Return a label of plain text that wraps and can be marked."""
    made = QLabel(breakable(text))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class FeatureCard(Panel):
    """Tells of the feature that is chosen on the shelf; with keys for the one before and after it of the day."""

    def __init__(
        self,
        state: State,
        words: Words,
        icons: IconSet,
        shelf: ExtraShelf,
        show_place: Callable[[tuple[float, float]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(state, "featureCard", parent)
        self._words, self._shelf, self._show_place = words, shelf, show_place
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 8, 8, 0)
        row.setSpacing(2)
        self._source = label("", "caption")
        row.addWidget(self._source, 1)
        self.buttons = {name: icons.button(icon, "", size=16) for name, icon in _BUTTONS.items()}
        acts = (self.go_to, lambda: self.step(-1), lambda: self.step(1), lambda: shelf.choose(None))
        for (name, button), act in zip(self.buttons.items(), acts, strict=True):
            button.setObjectName(f"feature-{name}")
            button.clicked.connect(act)
            row.addWidget(button)
        self.body.addWidget(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._scroll, 1)
        self._told: tuple[object, ...] = ()
        shelf.chosen_changed.connect(self.refresh)
        state.view_changed.connect(self._follow)
        self.hide()
        self.refresh()

    @property
    def wanted(self) -> bool:
        """Whether a feature is chosen."""
        return self._shelf.chosen is not None

    def _follow(self) -> None:
        """What the reader chooses in the atlas takes the place of the card."""
        if self._state.view.selected and self._shelf.chosen is not None:
            self._shelf.choose(None)
        self.refresh()

    def refresh(self) -> None:
        """Tell of the feature that is chosen."""
        language, chosen = self._state.view.language, self._shelf.chosen
        one = self._shelf.find(chosen[0]) if chosen else None
        if (language, chosen) == self._told or one is None or chosen is None:
            return
        self._told = (language, chosen)
        for name, button in self.buttons.items():
            tip = self._words.say(language, f"extra.{name}")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._source.setText(breakable(cut(one.name, 100)))
        title = one.layer.title(chosen[1]) or self._words.say(language, "extra.untitled")
        self.setAccessibleName(cut(title, 200))
        self._scroll.setWidget(self._content(one.layer, chosen[1], title))

    def _content(self, layer: ExtraLayer, feature: int, title: str) -> QWidget:
        language = self._state.view.language
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 2, 14, 14)
        column.setSpacing(8)
        column.addWidget(label(cut(title, 300), "title"))
        if when := when_words(layer, feature, language):
            column.addWidget(label(when, "small"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (name, value) in enumerate(layer.properties(feature)):
            grid.addWidget(label(cut(name, 60), "caption"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(cut(value, _VALUE), "small"), number, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return inner

    def step(self, by: int) -> None:
        """Choose the feature after (1) or before (-1) this one among those of the day."""
        if self._shelf.chosen is None:
            return
        key, feature = self._shelf.chosen
        known = self._shelf.of_the_day(key, self._state.view)
        if known:
            at = known.index(feature) + by if feature in known else 0
            self._shelf.choose((key, known[at % len(known)]))

    def go_to(self) -> None:
        """Show the place of the feature on the map."""
        one = self._shelf.find(self._shelf.chosen[0]) if self._shelf.chosen else None
        place = one.layer.place(self._shelf.chosen[1]) if one and self._shelf.chosen else None
        if place is not None:
            self._show_place(place)


_BUTTONS = {"locate": "locate", "before": "chevron-left", "after": "chevron-right", "close": "x"}
__all__ = ["FeatureCard", "label"]
