"""A polity that changes sides flashes its outline once, as the day passes over it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QPainter

from viewer.carto.land.side_changes import changed_sides
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.land.flash import Outline, outline_of
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.ui.comfort.motion import motion_allowed
from viewer.ui.throttle import CALM_MS

HELD_MS, FADING_MS = 350, 650
"""How long the outline stands, and how long it takes to go."""
_TICK_MS = 40
_MOST = 4
_LEAP = 130
"""Over more days than this so much changes that nothing flashes."""


class Flash(QObject):
    """Follows the View, and draws the outlines of those who change sides while only the day changes.

    Nothing flashes where the reader or the system wants no motion. `ticked` tells which part of the map is to be painted again.
    """

    ticked = Signal(QRect)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen: View | None = None
        self._due: tuple[int, int] | None = None
        self._lit: list[tuple[Outline, QElapsedTimer]] = []
        self._last = QElapsedTimer()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def lit(self) -> bool:
        """Whether an outline is drawn."""
        return bool(self._lit)

    def follow(self, view: View) -> None:
        """Take note of a View: between it and the last one somebody may change sides."""
        last, self._seen = self._seen, view
        if last is None or last.instant == view.instant:
            return
        if not last.but_for_day(view if view.selected == last.selected else view.selecting(last.selected)) or not motion_allowed():
            self._due = None
            return
        since = self._due[0] if self._due else last.instant
        self._due = (since, view.instant) if abs(view.instant - since) <= _LEAP else None

    def draw(self, painter: QPainter, layer: PoliticalLayer, view: View, viewport: Viewport) -> None:
        """Draw what flashes; outlines made for another place are let go."""
        if self._due is not None and self._due[1] == view.instant:
            if not self._last.isValid() or self._last.elapsed() >= CALM_MS:
                self._light(layer, view)
                self._last.start()
            else:
                self._timer.start()
        self._lit = [(outline, clock) for outline, clock in self._lit if outline.viewport == viewport]
        for outline, clock in self._lit:
            if (opacity := _opacity(clock)) > 0:
                outline.draw(painter, opacity)

    def _light(self, layer: PoliticalLayer, view: View) -> None:
        """Begin to flash what changed over the days that are due."""
        (before, after), self._due = self._due or (view.instant, view.instant), None
        if layer.ids is None or layer.viewport is None or not view.layer("blocs"):
            return
        polity = changed_sides(layer.politics, before, after, view.viewpoint)
        if not (polity >= 0).any():
            return
        state = layer.politics.state(after, view.viewpoint)
        box = layer.box_of(polity >= 0)
        outline = outline_of(layer.ids, box, polity, state, layer.viewport, THEMES[view.theme]) if box else None
        if outline is not None:
            clock = QElapsedTimer()
            clock.start()
            self._lit = [*self._lit[1 - _MOST :], (outline, clock)]
            self.ticked.emit(outline.box.toAlignedRect())
            self._timer.start()

    def _tick(self) -> None:
        """Have all outlines painted again; those that are gone once more, wherever else was painted since, and then let go."""
        lit, self._lit = self._lit, [(outline, clock) for outline, clock in self._lit if _opacity(clock) > 0]
        for outline, _ in lit:
            self.ticked.emit(outline.box.toAlignedRect())
        if self._due is not None:
            self.ticked.emit(QRect(0, 0, 1, 1))  # what is due is lit in painting
        elif not self._lit:
            self._timer.stop()


def _opacity(clock: QElapsedTimer) -> float:
    return min(max(1.0 - (clock.elapsed() - HELD_MS) / FADING_MS, 0.0), 1.0)
