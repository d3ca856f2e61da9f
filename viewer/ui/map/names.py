"""The names on the ground of the map, kept from paint to paint."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.carto.boxes import Box
from viewer.carto.labels import Ground, Measure, carried
from viewer.carto.land_names import LandSpot, land_spots
from viewer.carto.scene import compose_ground
from viewer.carto.view import View
from viewer.carto.viewport import Viewport
from viewer.paint.political_layer import PoliticalLayer
from viewer.ui.comfort import COMFORT
from viewer.ui.later import CALM_MS, paced_ms
from viewer.ui.state import State

_KEPT = 40


class NameKeeper(QObject):
    """What may be named but for markers, found once for each picture, political interval and language.

    While something is dragged names follow a few times a second (`late` then asks to paint again); at rest they are those of the day.
    """

    late = Signal()

    def __init__(self, state: State, measure: Measure) -> None:
        super().__init__()
        self._state, self._measure = state, measure
        self.hurried = False
        """Whether the map moves by itself: then names follow as they do while something is dragged."""
        self._spots: dict[tuple[object, ...], tuple[LandSpot, ...]] = {}
        self._names: dict[tuple[object, ...], Ground] = {}
        self._last: tuple[Viewport, Ground] | None = None
        self._next = 0.0
        self._timer = QTimer(self, singleShot=True, interval=CALM_MS)
        self._timer.timeout.connect(self.late)

    def ground(self, layer: PoliticalLayer, view: View, port: Viewport, free: Box) -> Ground:
        """Return the names of a View on a viewport; `free` is the part of it that no panel covers."""
        atlas = self._state.atlas
        picture = (layer.viewport, atlas.version(view.instant), free, id(atlas), view.zoom >= 3, view.viewpoint)
        key = (port, picture, view.name_language, view.hidden_layers, COMFORT.percent)
        if key not in self._names:
            last = self._last
            if last and (self.hurried or not self._state.at_rest) and perf_counter() < self._next:
                self._timer.start()
                return last[1] if last[0] == port else carried(last[1], last[0], port)
            self._forget_old()
            begin = perf_counter()
            if picture not in self._spots:
                grid = layer.zone_grid()
                parts, who = view.zoom >= 3, view.viewpoint
                self._spots[picture] = land_spots(atlas, view.instant, grid, free, parts=parts, viewpoint=who) if grid else ()
            self._names[key] = compose_ground(atlas, view, port, self._measure, self._spots[picture], free, COMFORT.scale)
            wait = paced_ms(perf_counter() - begin)
            self._next = perf_counter() + wait / 1000
            self._timer.setInterval(wait)
        self._last = (port, self._names[key])
        return self._names[key]

    def _forget_old(self) -> None:
        for kept in (self._names, self._spots):
            while len(kept) > _KEPT:
                kept.pop(next(iter(kept)))
