"""What is filtered, as chips that a click takes away: one chip a filter, and one for all of them where there are several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from viewer.carto.days.dates import range_text
from viewer.carto.events.filters import filter_part
from viewer.carto.events.only import filter_name
from viewer.carto.tokens import FAMILIES
from viewer.model.entities import say
from viewer.model.record import dataclass
from viewer.ui.state import State
from viewer.ui.widgets.flow import FlowLayout
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.plain_text import cut, plain_tip
from viewer.ui.words import Words

_LONGEST = 22
"""Characters of a query or name that a chip shows."""
_NAMED = ("actor", "source", "theme")
"""Sorts of filters whose name alone does not tell what it is."""
_NO_SUCH: Mapping[str, object] = {"only": frozenset(), "hidden_kinds": frozenset()}
"""What a View takes to be without all the filters of which there may be several."""


class FamilyChip(QPushButton):
    """Hides or shows a family of events; pressed with Shift it shows that one alone, or all again."""

    def __init__(self, state: State, family: str) -> None:
        super().__init__()
        self._state, self._family, self._alone = state, family, False
        self.setObjectName(f"family-{family}")
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.clicked.connect(self._act)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Note whether Shift is held."""
        self._alone = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mouseReleaseEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Note whether Shift is held."""
        self._alone = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().keyReleaseEvent(event)

    def _act(self) -> None:
        alone, self._alone = self._alone, False
        hidden, others = self._state.view.hidden_kinds, frozenset(FAMILIES) - {self._family}
        if alone:
            now = hidden - others if hidden & frozenset(FAMILIES) == others else hidden - {self._family} | others
        else:
            now = hidden ^ {self._family}
        if now == hidden:
            self.setChecked(self._family in hidden)
        self._state.change(hidden_kinds=now)


@dataclass(frozen=True, slots=True)
class _Filter:
    """A filter in words, what a View takes to be without it, and the words in full where a chip cuts them."""

    text: str
    without: Mapping[str, object]
    whole: str = ""


class FilterChips(QWidget):
    """A chip for the place, the query, the families and each other filter of a View; hidden where nothing is filtered."""

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
        shown = (filter_part(view), view.range, view.language, view.theme, self._state.atlas.number)
        if shown == self._shown:
            return
        self._shown = shown
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        found = self._filters()
        for one in found:
            self._flow.addWidget(self._chip(one))
        if len(found) > 1:
            self._flow.addWidget(self._chip_of_all(found))
        self.setVisible(self._flow.count() > 0)
        self._flow.invalidate()

    def _filters(self) -> list[_Filter]:
        """What is filtered."""
        view = self._state.view
        found: list[_Filter] = []
        if view.place:
            found.append(_Filter(self._place_name(), {"place": ""}))
        if view.range is not None:
            found.append(_Filter(range_text(view.range, view.language), {"range": None}))
        if view.query.strip():
            words = view.query.strip()
            found.append(_Filter(self._say("filter.query", words=_cut(words)), {"query": ""}, self._say("filter.query", words=words)))
        if view.documents_only:
            found.append(_Filter(self._say("filter.documents"), {"documents_only": False}))
        for word in sorted(view.only):
            name, sort = filter_name(self._state.atlas, word, view, self._words.say), word.partition(":")[0]
            whole = self._say(f"filter.of.{sort}", name=name) if sort in _NAMED else name
            found.append(_Filter(_cut(name), {"only": view.only - {word}}, whole))
        return [*found, *self._families(), *self._kinds()]

    def _families(self) -> list[_Filter]:
        """The families that are hidden, as one filter: the chips above say which they are."""
        view = self._state.view
        hidden, shown = ([one for one in FAMILIES if (one in view.hidden_kinds) == out] for out in (True, False))
        if not hidden:
            return []
        named = {one: self._say(f"family.{one}") for one in FAMILIES}
        if len(hidden) == 1:
            words = self._say("filter.without", kind=_cut(named[hidden[0]]))
        elif len(shown) == 1:
            words = self._say("filter.alone", kind=_cut(named[shown[0]]))
        else:
            words = self._say("filter.families", n=len(hidden))
        whole = self._say("filter.without", kind=self._say("filter.and").join(named[one] for one in hidden))
        return [_Filter(words, {"hidden_kinds": view.hidden_kinds - set(hidden)}, whole)]

    def _kinds(self) -> list[_Filter]:
        view, known = self._state.view, self._state.atlas.kinds
        named = {one: say(known[one].names, view.language) if one in known else one for one in view.hidden_kinds - set(FAMILIES)}
        chips = {one: self._say("filter.without", kind=_cut(name)) for one, name in named.items()}
        return [_Filter(chips[one], {"hidden_kinds": view.hidden_kinds - {one}}) for one in sorted(named)]

    def _place_name(self) -> str:
        view, atlas = self._state.view, self._state.atlas
        if view.place in atlas.events:
            return _cut(atlas.place_name(atlas.events[view.place], view.language) or say(atlas.events[view.place].title, view.language))
        return _cut(atlas.name_of(view.place, view.language, view.instant))

    def _chip(self, one: _Filter) -> QPushButton:
        chip = QPushButton(one.text.replace("&", "&&"))
        chip.setProperty("role", "filter")
        self._icons.set(chip, "x", size=12)
        told = self._say("filter.remove", what=one.whole or one.text)
        chip.setToolTip(plain_tip(told))
        chip.setAccessibleName(told)
        chip.clicked.connect(lambda _=False: self._state.change(**one.without))
        return chip

    def _chip_of_all(self, found: Sequence[_Filter]) -> QPushButton:
        """What takes all filters away at once."""
        chip = QPushButton(self._say("filter.none"))
        chip.setObjectName("filterNone")
        chip.setProperty("role", "quiet")
        chip.setToolTip(self._say("filter.none_tip", n=len(found)))
        chip.setAccessibleName(self._say("filter.none_tip", n=len(found)))
        without = {name: _NO_SUCH.get(name, value) for one in found for name, value in one.without.items()}
        chip.clicked.connect(lambda _=False: self._state.change(**without))
        return chip

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(self._state.view.language, key, **values)


def _cut(text: str) -> str:
    return cut(text, _LONGEST)
