"""Has what a map that is being turned or flown is drawn from made in time, in slices between two frames."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter, QRegion

from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES
from viewer.paint.land.political_layer import MAP_LAYERS, PoliticalLayer
from viewer.paint.land.stand_in import StandIn
from viewer.ui.state import State
from viewer.ui.throttle import turns_of

_SLICE_SECONDS, _SMALL_SLICE = 0.008, 0.003
"""Of the work between two frames, when it is wanted now, and when there is leisure or only a strip is wanting."""
_WORN = 0.7
"""Share of a region that the last picture must show while it is moved."""
_NEAR = 3.2
"""From this zoom on a fine sheet is no better to look at than a rough one."""
_IDLE_MS = 1200
"""When nothing has been asked of the map for so long, a rough sheet is made for the first flight."""


class Turning(QObject):
    """The stand-in of a map, and its work. `made` asks to paint."""

    made = Signal()

    def __init__(self, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self._stand_in = StandIn()
        self._layer: PoliticalLayer | None = None
        self._slice = _SLICE_SECONDS
        self._leisure = False
        self._turns = turns_of(state)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._due)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._idle.timeout.connect(self._at_leisure)

    @property
    def ready(self) -> bool:
        """Whether there is something to draw a turned map from."""
        return self._stand_in.ready

    @property
    def worn(self) -> bool:
        """Whether so much of a region is not shown sharp any more that a new picture is worth making while the hand goes on."""
        return self._stand_in.share < _WORN

    def expect(self, layer: PoliticalLayer, *, rough: bool = False) -> None:
        """Have it ready soon for the present View; `rough`: a small one will do."""
        view = self._state.view
        hidden = view.hidden_layers & MAP_LAYERS
        self._stand_in.begin(layer, THEMES[view.theme], view.instant, view.viewpoint, hidden, rough=rough)
        self._slice, self._leisure = _SLICE_SECONDS if self._stand_in.urgent else _SMALL_SLICE, False
        if self._stand_in.working:
            self._slices.start()

    def rest(self, layer: PoliticalLayer) -> None:
        """The map rests on a sharp picture: make ready what may be wanted next."""
        self._layer = layer
        if self._state.view.projection == "globe":
            self.expect(layer)
        elif not self.ready:
            self._idle.start()

    def _at_leisure(self) -> None:
        if self._layer is None or self.ready:
            return
        if self._state.at_rest:
            self.expect(self._layer, rough=True)
            self._slice, self._leisure = _SMALL_SLICE, True
        else:  # a hand is at work
            self._idle.start()

    def forget(self) -> None:
        """Another atlas is open."""
        self._layer = None
        self._slices.stop()
        self._idle.stop()
        self._stand_in.forget()

    def draw(self, painter: QPainter, layer: PoliticalLayer, viewport: Viewport, theme: str, seen: QRegion) -> None:
        """Draw the map of a viewport as well as it can be done at once; `seen` is the part of it that nothing covers."""
        if self._stand_in.draw(painter, layer, viewport, THEMES[theme], seen):
            self.expect(layer, rough=viewport.zoom > _NEAR or not self.ready)  # the first one soon, then a finer one

    def _due(self) -> None:
        """A slice is due: under a hand that has something to look at meanwhile, when it is its turn between two frames."""
        if self._state.at_rest or (self._stand_in.urgent and not self.ready):
            self._advance()
        else:
            self._slices.stop()
            self._turns.ask(self._take_turn)

    def _take_turn(self) -> None:
        if self._stand_in.working:
            self._slices.start()
            self._advance()

    def _advance(self) -> None:
        if self._leisure and not self._state.at_rest:  # a hand is at work: later
            self._slices.stop()
            self._idle.start()
            return
        if self._stand_in.advance(self._slice):
            self._slices.stop()
            self.made.emit()
