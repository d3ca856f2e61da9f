"""What is told at the foot of the map: the credit, and the projection with its middle."""

from __future__ import annotations

from time import perf_counter

from viewer.carto.scalebar import projection_words
from viewer.carto.view import View
from viewer.ui.words import Words

_PACE = 0.3
"""Seconds for which the middle stays the same while a hand moves the map: letters with haloes are dear."""


class FootWords:
    """The two lines at the foot of the map."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._told = ("", "", "")
        self._next = 0.0

    def lines(self, view: View, *, moving: bool) -> tuple[str, str]:
        """Return the lines for a View; while the map is moving those of a moment ago."""
        last = (view.language, view.projection)
        if not moving or self._told[:2] != last or perf_counter() >= self._next:
            self._told = (*last, projection_words(view, self._words.say))
            self._next = perf_counter() + _PACE
        return self._words.say(view.language, "credit.map"), self._told[2]
