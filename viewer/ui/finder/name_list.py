"""Choosing the language of names on the map: that of the interface, another, or two in two lines."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from viewer.ui.state import State
from viewer.ui.widgets.choice_list import ChoiceList
from viewer.ui.words import Words


class NameList(ChoiceList):
    """The languages of names in a list that folds out, among the layers."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__(state, words, "names", "names.title", "names.note")

    @override
    def asked(self) -> tuple[object, ...]:
        """The languages are those of the atlas."""
        return ()

    @override
    def choices(self) -> Sequence[tuple[str, str]]:
        """As the interface, each language, each two of them; what a link names besides stays as it is."""
        view, languages = self._state.view, self._state.atlas.languages
        if len(languages) < 2:
            return []
        pairs = [(one, other) for one in languages for other in languages if one != other]
        pairs.sort(key=lambda pair: pair[0] != view.language)
        found = {"": self._words.say(view.language, "names.same")}
        found |= {one: self._told(one) for one in languages}
        found |= {f"{one}+{other}": f"{self._told(one)} / {self._told(other)}" for one, other in pairs}
        return list((found | {view.names: found.get(view.names, view.names)}).items())

    def _told(self, language: str) -> str:
        return self._words.say(language, "palette.language_name") if language in self._words.languages else language
