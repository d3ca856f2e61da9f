"""The names on the ground of the map, kept from paint to paint."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.carto.boxes import NO_BOXES, Box, Boxes
from viewer.carto.names.labels import Ground, carried
from viewer.carto.names.land_actors import acting
from viewer.carto.names.land_names import LandSpot, finding_spots
from viewer.carto.names.placement import Measure
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import Scene, composing_ground
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.record import dataclass
from viewer.model.stepwise import finished
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.throttle import Calm, paced_ms, turns_of

_KEPT = 40
_CROWD = 100
"""While more stacks than this are dragged through time, their names follow at a calmer pace, as those of lands do."""


class Composing(Protocol):
    """Composes the scene of now, with the names of another one where that is given."""

    def __call__(self, *, names_of: Scene | None) -> Scene:
        """Return the scene."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What names are asked for."""

    atlas: Atlas
    layer: PoliticalLayer
    view: View
    port: Viewport
    free: Box

    @property
    def picture(self) -> tuple[object, ...]:
        """All that tells where lands may be named."""
        view, atlas = self.view, self.atlas
        return self.layer.viewport, atlas.version(view.instant), self.free, atlas.number, view.zoom >= 3, view.viewpoint

    @property
    def key(self) -> tuple[object, ...]:
        """All that tells names from others."""
        look = self.view.name_language, self.view.hidden_layers, acting(self.atlas, self.view)
        return self.port, self.picture, look, COMFORT.percent


class NameKeeper(QObject):
    """What may be named but for markers, found once for each picture, political interval and language.

    While something is dragged names are found between the frames, a few times a second (`late` then asks to paint again); at rest
    they are those of the day at once.
    """

    late = Signal()

    def __init__(self, state: State, measure: Measure) -> None:
        super().__init__(state)
        self._state, self._measure = state, measure
        self.hurried = False
        """Whether the map moves by itself: then names follow as they do while something is dragged."""
        self._spots: dict[tuple[object, ...], tuple[LandSpot, ...]] = {}
        self._names: dict[tuple[object, ...], Ground] = {}
        self._last: tuple[Viewport, Ground] | None = None
        self._next = 0.0
        self._turns = turns_of(state)
        self._wanted: _Asked | None = None
        """What was asked for last and is not yet found."""
        self._half: _Asked | None = None
        """What is being found, step by step."""
        self._naming: Generator[None, None, Ground] | None = None
        self._spotting: Generator[None, None, tuple[LandSpot, ...]] | None = None
        self._at_work = False
        self._crowd = Calm(state, self.late.emit)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self._turns.ask(self._find))

    def composed(self, last: Scene | None, compose: Composing) -> Scene:
        """Return the scene of now; that of a crowd holds the names of the last one for some frames, while something is dragged."""
        crowded = last is not None and len(last.markers) > _CROWD
        held = last if crowded and self._moving and not self._crowd.due else None
        begin = perf_counter()
        scene = compose(names_of=held)
        if held is None:
            self._crowd.done(perf_counter() - begin)
        else:
            self._crowd.ask()
        return scene

    def ground(self, layer: PoliticalLayer, view: View, port: Viewport, free: Box) -> Ground:
        """Return the names of a View on a viewport; `free` is the part of it that no panel covers."""
        asked = _Asked(self._state.atlas, layer, view, port, free)
        key = asked.key
        if key not in self._names:
            last = self._last
            if last and self._moving:
                self._want(asked)
                return last[1] if last[0] == port else carried(last[1], last[0], port)
            self._place(asked)
        self._last = (port, self._names[key])
        return self._names[key]

    @property
    def lines(self) -> Boxes:
        """Boxes (px) [L, 4] along the Iron Curtain as names kept off it last."""
        return self._last[1].lines if self._last else NO_BOXES

    @property
    def _moving(self) -> bool:
        return self.hurried or not self._state.at_rest

    def _want(self, asked: _Asked) -> None:
        self._wanted = asked
        if not self._at_work:
            self._at_work = True
            self._timer.start(max(0, round((self._next - perf_counter()) * 1000)))

    def _find(self) -> None:
        """Between two frames, a step at each turn: find where lands may be named, then choose and place the names."""
        begin = perf_counter()
        try:
            if self._moving and self._step():
                self._turns.ask(self._find)
                return
        except Exception:  # noqa: BLE001 - the fault is met again at rest, and told of there
            self._wanted = None
        self._half = self._naming = self._spotting = None
        self._at_work = False
        self._next = perf_counter() + paced_ms(perf_counter() - begin) / 1000
        self.late.emit()

    def _step(self) -> bool:
        """Take a step towards the names that are wanted; return whether there are more to take."""
        asked = self._half = self._half or self._wanted
        if asked is None:
            return False
        if asked.picture not in self._spots:
            self._spotting = self._spotting or self._spots_of(asked)
            try:
                next(self._spotting)
            except StopIteration as done:
                self._spots[asked.picture] = done.value
            return True
        if self._naming is None:
            self._forget_old()
            self._naming = self._composing(asked)
        try:
            next(self._naming)
        except StopIteration as done:
            self._names[asked.key] = done.value
            self._last = (asked.port, done.value)
            return False
        return True

    def _spots_of(self, asked: _Asked) -> Generator[None, None, tuple[LandSpot, ...]]:
        """Find where lands may be named, in steps."""
        view, grid = asked.view, asked.layer.zone_grid()
        if grid is None:
            return ()
        return (yield from finding_spots(asked.atlas, view.instant, grid, asked.free, parts=view.zoom >= 3, viewpoint=view.viewpoint))

    def _place(self, asked: _Asked) -> None:
        """Place names; where lands may be named is found first, unless it is known."""
        self._forget_old()
        if asked.picture not in self._spots:
            self._spots[asked.picture] = finished(self._spots_of(asked))
        self._names[asked.key] = finished(self._composing(asked))

    def _composing(self, asked: _Asked) -> Generator[None, None, Ground]:
        spots, grown = self._spots[asked.picture], COMFORT.scale
        return composing_ground(asked.atlas, asked.view, asked.port, self._measure, spots, asked.free, grown)

    def _forget_old(self) -> None:
        for kept in (self._names, self._spots):
            while len(kept) > _KEPT:
                kept.pop(next(iter(kept)))
