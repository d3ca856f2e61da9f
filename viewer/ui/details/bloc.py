"""What is told of a bloc: how large it is on the day, who was in it and when, the events that made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from viewer.carto.days.dates import day_text
from viewer.carto.land.blocs import PREFIX, bloc_events, bloc_life, bloc_members, bloc_name, bloc_style, feeding_blocs, presence
from viewer.carto.tokens import THEMES
from viewer.model.entities import say
from viewer.model.time import LAST_DAY, Interval
from viewer.ui.details.bars import BarRow, BarRows, period_text
from viewer.ui.details.parts import LinkLabel, label, links, mover
from viewer.ui.state import State
from viewer.ui.words import Words

_EVENTS = 40


class _Figures(QWidget):
    """How many states a bloc counts on the day and on how much land; follows the thumb."""

    def __init__(self, state: State, words: Words, identifier: str) -> None:
        super().__init__()
        self._state, self._words, self._identifier = state, words, identifier
        self._version = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._label: QLabel = label("", "small")
        column.addWidget(self._label)
        state.view_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the View."""
        view, atlas = self._state.view, self._state.atlas
        if view.selected != f"{PREFIX}{self._identifier}" or atlas.version(view.instant) == self._version:
            return
        self._version = atlas.version(view.instant)
        now = presence(atlas, view, self._identifier)
        key = "bloc.now" if now.states else "bloc.empty"
        self._label.setText(self._words.say(view.language, key, n=now.states, area=f"{now.km2:,.0f}"))


def bloc_widgets(state: State, words: Words, identifier: str) -> Iterator[QWidget]:
    """Give the widgets that tell of a bloc, or of the blocs that a row of the legend gathers."""
    atlas, language = state.atlas, state.view.language
    life = bloc_life(atlas, identifier)
    feeding = feeding_blocs(atlas, identifier)
    yield label(bloc_name(atlas, identifier, language), "title")
    if len(feeding) == 1:
        bloc = atlas.blocs[feeding[0]]
        parts = (words.say(language, f"bloc.{bloc.kind}"), period_text(bloc.life, language).strip("–") and period_text(bloc.life, language))
        yield label(" · ".join(part for part in parts if part), "small")
    yield _Figures(state, words, identifier)
    if feeding != (identifier,):
        yield label(words.say(language, "bloc.gathers"), "heading")
        yield from (_bloc_link(state, bloc) for bloc in feeding)
    style = bloc_style(atlas, identifier)
    rows = [BarRow(one.name, f"polity:{one.polity}", one.spans, style) for one in bloc_members(atlas, identifier, language)]
    if rows:
        told = period_text(Interval(life.start, life.end if life.end < atlas.span.end else LAST_DAY), language)
        yield label(words.say(language, "bloc.members", span=told), "heading")
        yield BarRows(state, words, rows, life)
    yield from _events(state, words, identifier)


def _bloc_link(state: State, bloc: str) -> QWidget:
    theme = THEMES[state.view.theme]
    name = say(state.atlas.blocs[bloc].names, state.view.language)
    return LinkLabel(name, lambda: state.change(selected=f"{PREFIX}{bloc}"), (theme.selink, theme.focus))


def _events(state: State, words: Words, identifier: str) -> list[QWidget]:
    atlas, language = state.atlas, state.view.language
    found = [atlas.events[event] for event in bloc_events(atlas, identifier)]
    if not found:
        return []
    found = sorted(sorted(found, key=lambda event: event.weight)[:_EVENTS], key=lambda event: (event.when.start, event.id))
    rows: list[tuple[str, str, Callable[[], None]]] = [
        (day_text(event.when.start, language), say(event.title, language), mover(state, event.when.start, event.id)) for event in found
    ]
    return [label(words.say(language, "bloc.events"), "heading"), links(rows, THEMES[state.view.theme])]
