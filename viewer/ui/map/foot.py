"""What is told at the foot of the map: the credit, and the projection with its middle."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtGui import QPainter

from viewer.carto.boxes import Box
from viewer.carto.projections.scalebar import projection_words, room_at_foot, scale_bar
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.overlay.scalebar import bar_ends, draw_foot
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.words import Words

_PACE = 0.3
"""Seconds for which the middle stays the same while a hand moves the map: letters with haloes are dear."""


class FootWords:
    """The two lines at the foot of the map, and the scale bar beside them."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.end: float | None = None
        """How far to the right (px of the widget) the scale bar may reach; None = to the right of the free part."""
        self.beside = 0.0
        """Height (px) of what stands at the left of the words: words that are lifted over it have all the room."""
        self._told = ("", "", "")
        self._next = 0.0

    def lines(self, view: View, *, moving: bool) -> tuple[str, str]:
        """Return the lines for a View; while the map is moving those of a moment ago."""
        last = (view.language, view.projection)
        if not moving or self._told[:2] != last or perf_counter() >= self._next:
            self._told = (*last, projection_words(view, self._words.say))
            self._next = perf_counter() + _PACE
        return self._words.say(view.language, "credit.map"), self._told[2]

    def draw(self, painter: QPainter, view: View, free: Box, indent: float, *, moving: bool) -> None:
        """Draw lines and scale bar at the foot of the free part of a map, `indent` px from its left; no bar where it finds no room."""
        left, top, right, bottom = free
        end = right if self.end is None else min(right, self.end)
        bar = scale_bar(view, room_at_foot((left, top, end, bottom), indent))
        room = self.end is None or bar_ends(bar, left + indent, COMFORT.scale) <= end
        words = self.lines(view, moving=moving)
        draw_foot(painter, bar if room else None, words, free, indent, THEMES[view.theme], COMFORT.scale, self.beside)
