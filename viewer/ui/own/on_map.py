"""A reader's layers on one map: drawn under its names, told of under the pointer, chosen by a click."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from viewer.carto.boxes import Box
from viewer.carto.cards import NOTHING, Card
from viewer.carto.own.extra import when_words
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.paint.own.extra import ExtraPainter
from viewer.ui.own.shelf import ExtraShelf
from viewer.ui.state import State
from viewer.ui.words import Words


class LayersOnMap:
    """What a map asks of the layers on a shelf."""

    def __init__(self, state: State, words: Words, shelf: ExtraShelf) -> None:
        self._state, self._words, self._shelf = state, words, shelf
        self._by = ExtraPainter()
        self._rested: Viewport | None = None

    def draw(self, painter: QPainter, view: View, viewport: Viewport) -> None:
        """Draw the layers on the map."""
        if self._state.at_rest:
            self._rested = viewport
        self._shelf.draw(self._by, painter, view, viewport, moving=viewport != self._rested)

    def spots(self, view: View, viewport: Viewport) -> list[Box]:
        """Return the px of points that names keep off."""
        return self._by.spots(self._shelf.shown, view, viewport)

    def token(self, view: View) -> object:
        """Return what is shown on the day, feature by feature, and which one is chosen."""
        return self._shelf.token(self._by, view)

    def card_at(self, viewport: Viewport, x: float, y: float) -> Card:
        """Return what is told of the feature under a pixel; an empty card where there is none."""
        view = self._state.view
        found = self._shelf.at(view, viewport, x, y)
        one = self._shelf.find(found[0]) if found else None
        if one is None or found is None:
            return NOTHING
        title = one.layer.title(found[1]) or self._words.say(view.language, "extra.untitled")
        when = when_words(one.layer, found[1], view.language)
        return Card(when, title[:200], (one.name[:80],), self._words.say(view.language, "card.read"))

    def click_at(self, viewport: Viewport, x: float, y: float) -> bool:
        """Choose the feature under a pixel, or none; returns whether there is one."""
        state = self._state
        found = self._shelf.at(state.view, viewport, x, y)
        if found is not None and (state.view.selected or state.view.fan):
            state.change(selected="", fan="")
        self._shelf.choose(found)
        return found is not None
