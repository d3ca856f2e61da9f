"""What is told at the foot of the map: the credit, and the projection with its middle."""

from __future__ import annotations

from math import ceil
from time import perf_counter

from PySide6.QtGui import QPainter

from viewer.carto.boxes import Box
from viewer.carto.projections.scalebar import ScaleBar, projection_words, room_at_foot, scale_bar
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.overlay.scalebar import bar_ends, credit_box, draw_foot, foot_lift
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.words import Words

_STEP = 40.0
"""Steps (px) in which the room of the words is told: while the map moves names need not make way for each figure."""
_PACE = 0.3
"""Seconds for which the middle stays the same while a hand moves the map: letters with haloes are dear."""


class FootWords:
    """The two lines at the foot of the map, and the scale bar beside them."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.end: float | None = None
        """How far to the right (px of the widget) the scale bar may reach; None = to the right of the free part."""
        self.credit = ""
        """Whom the atlas credits for land of its own."""
        self.beside = 0.0
        """Height (px) of what stands at the left of the words: words that are lifted over it have all the room."""
        self._told = ("", "", "")
        self._next = 0.0
        self._known: tuple[object, Box] = ((), (0.0, 0.0, 0.0, 0.0))

    def lines(self, view: View, *, moving: bool) -> tuple[str, str]:
        """Return the lines for a View; while the map is moving those of a moment ago."""
        last = (view.language, view.projection)
        if not moving or self._told[:2] != last or perf_counter() >= self._next:
            self._told = (*last, projection_words(view, self._words.say))
            self._next = perf_counter() + _PACE
        made = self._words.say(view.language, "credit.map")
        return f"{self.credit} · {made}" if self.credit else made, self._told[2]

    def draw(self, painter: QPainter, view: View, free: Box, indent: float, *, moving: bool) -> None:
        """Draw lines and scale bar at the foot of the free part of a map, `indent` px from its left; no bar where it finds no room."""
        words = self.lines(view, moving=moving)
        draw_foot(painter, self._bar(view, free, indent), words, free, indent, THEMES[view.theme], COMFORT.scale, self.beside)

    def box(self, view: View, free: Box, indent: float) -> Box:
        """Return the px that the lines take, in steps of some px: names keep off them."""
        words = self.lines(view, moving=True)
        key = (words, free, indent, view.zoom, COMFORT.scale, self.end)
        if key != self._known[0]:
            lift = foot_lift(self._bar(view, free, indent), words[1], free, indent, COMFORT.scale)
            paper = credit_box(words, free, lift, COMFORT.scale)
            wide = min(ceil(paper.width() / _STEP) * _STEP, free[2] - free[0])
            self._known = (key, (paper.right() - wide, paper.top(), free[2], free[3] - lift))
        return self._known[1]

    def _bar(self, view: View, free: Box, indent: float) -> ScaleBar | None:
        """Return the scale bar, None where it finds no room."""
        left, top, right, bottom = free
        end = right if self.end is None else min(right, self.end)
        bar = scale_bar(view, room_at_foot((left, top, end, bottom), indent))
        return bar if self.end is None or bar_ends(bar, left + indent, COMFORT.scale) <= end else None
