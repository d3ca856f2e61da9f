"""What is filtered, as chips that a click takes away."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtWidgets import QPushButton, QWidget

from viewer.carto.dates import range_text
from viewer.carto.filters import filter_part
from viewer.carto.only import filter_name
from viewer.carto.tokens import FAMILIES
from viewer.model.entities import say
from viewer.ui.flow import FlowLayout
from viewer.ui.icons import IconSet
from viewer.ui.state import State
from viewer.ui.words import Words

_LONGEST = 22
"""Characters of a query or name that a chip shows."""


class FilterChips(QWidget):
    """A chip for the place, the query and each other filter of a View; hidden where nothing is filtered."""

    def __init__(self, state: State, words: Words, icons: IconSet) -> None:
        super().__init__()
        self.setObjectName("filterChips")
        self._state, self._words, self._icons = state, words, icons
        self._flow = FlowLayout(self, 12, 4)
        self._shown: tuple[object, ...] = ()
        state.view_changed.connect(self.refresh)
        state.atlas_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the View."""
        view = self._state.view
        shown = (filter_part(view), view.range, view.language, view.theme, id(self._state.atlas))
        if shown == self._shown:
            return
        self._shown = shown
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for text, without in self._filters():
            self._flow.addWidget(self._chip(text, without))
        self.setVisible(self._flow.count() > 0)
        self._flow.invalidate()

    def _filters(self) -> list[tuple[str, Mapping[str, object]]]:
        """What is filtered in words, with what a View takes to be without it."""
        view = self._state.view
        found: list[tuple[str, Mapping[str, object]]] = []
        if view.place:
            found.append((self._place_name(), {"place": ""}))
        if view.range is not None:
            found.append((range_text(view.range, view.language), {"range": None}))
        if view.query.strip():
            found.append((self._say("filter.query", words=_cut(view.query.strip())), {"query": ""}))
        if view.documents_only:
            found.append((self._say("filter.documents"), {"documents_only": False}))
        named = [(word, filter_name(self._state.atlas, word, view, self._words.say)) for word in sorted(view.only)]
        found += [(_cut(name), {"only": view.only - {word}}) for word, name in named]
        known = self._state.atlas.kinds
        for name in sorted(view.hidden_kinds):
            words = self._say(f"family.{name}") if name in FAMILIES else say(known[name].names, view.language) if name in known else name
            found.append((self._say("filter.without", kind=_cut(words)), {"hidden_kinds": view.hidden_kinds - {name}}))
        return found

    def _place_name(self) -> str:
        view, atlas = self._state.view, self._state.atlas
        if view.place in atlas.events:
            return _cut(atlas.place_name(atlas.events[view.place], view.language) or say(atlas.events[view.place].title, view.language))
        return _cut(atlas.name_of(view.place, view.language, view.instant))

    def _chip(self, text: str, without: Mapping[str, object]) -> QPushButton:
        chip = QPushButton(text.replace("&", "&&"))
        chip.setProperty("role", "filter")
        self._icons.set(chip, "x", size=12)
        told = self._say("filter.remove", what=text)
        chip.setToolTip(f"<span>{escape(told)}</span>")
        chip.setAccessibleName(told)
        chip.clicked.connect(lambda _=False: self._state.change(**without))
        return chip

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
