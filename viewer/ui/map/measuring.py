"""Measuring on the map: each click is a corner, a double click ends, Escape leaves."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from viewer.carto.projections.geodesy import Place, area_km2, length_km
from viewer.paint.overlay.measuring import Measured
from viewer.ui.state import State
from viewer.ui.words import Words


def kilometres(value: float) -> str:
    """Return a length or an area as it is told: with one decimal under 100, whole above."""
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


class Measuring(QObject):
    """The tool and what was measured with it. `changed` asks to paint and to tell."""

    changed = Signal()

    def __init__(self, state: State, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._words = state, words
        self.active = False
        self._done = False
        self._corners: list[Place] = []
        self._hand: Place | None = None

    def begin(self) -> None:
        """Take up the tool; what was measured before is gone."""
        self.active, self._done = True, False
        self._corners.clear()
        self._hand = None
        self._state.tell(self._words.say(self._state.view.language, "measure.hint"))
        self.changed.emit()

    def leave(self) -> bool:
        """Put the tool away; returns whether it was in the hand."""
        was = self.active
        self.active = self._done = False
        self._corners.clear()
        self._hand = None
        if was:
            self.changed.emit()
        return was

    def add(self, place: Place | None) -> None:
        """Add a corner. After an end a new line begins."""
        if place is None:
            return
        if self._done:
            self._corners.clear()
            self._done = False
        if not self._corners or self._corners[-1] != place:
            self._corners.append(place)
        self._hand = None
        self.changed.emit()

    def back(self) -> None:
        """Take the last corner away."""
        if self._corners:
            self._corners.pop()
            self._done = False
            self.changed.emit()

    def hover(self, place: Place | None) -> None:
        """Measure on to where the pointer is."""
        if self._corners and not self._done and place != self._hand:
            self._hand = place
            self.changed.emit()

    def end(self) -> None:
        """Let the line end at its last corner; it stays to be read."""
        self._done, self._hand = True, None
        self.changed.emit()

    @property
    def places(self) -> tuple[Place, ...]:
        """The corners, and where the pointer is."""
        return (*self._corners, *((self._hand,) if self._hand is not None else ()))

    def measured(self) -> Measured | None:
        """Return what is measured now, with its figures in words; None where nothing is."""
        places = self.places
        if not self.active or not places:
            return None
        return Measured(places, self.figures(), len(places) > 2, self._done)

    def figures(self) -> tuple[str, ...]:
        """Return length, and from three corners on the area, in words."""
        places, language = self.places, self._state.view.language
        if len(places) < 2:
            return ()
        told = [self._words.say(language, "measure.length", km=kilometres(length_km(places)))]
        if len(places) > 2:
            told.append(self._words.say(language, "measure.area", km2=kilometres(area_km2(places))))
        return tuple(told)


def middle_of(free: tuple[float, float, float, float]) -> QPointF:
    """Return the middle of a part of a map: where the keyboard measures."""
    left, top, right, bottom = free
    return QPointF((left + right) / 2, (top + bottom) / 2)
