"""A reader's own 100,000 points: what a frame costs more with them than without."""

from __future__ import annotations

import statistics
import time
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from viewer.model.extra import ExtraLayer
from viewer.store.imports.builder import LayerBuilder
from viewer.store.imports.days import Span, one_date

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from tests.bench.bench import Bench
    from viewer.carto.boxes import Box
    from viewer.carto.cards import Card
    from viewer.carto.projections.viewport import Viewport
    from viewer.carto.view import View
    from viewer.ui.map.over import LayersOver


def points_layer(count: int) -> ExtraLayer:
    """So many points all over the world, each on a day of 1917 to 2022."""
    chance = np.random.default_rng(11)
    first, last = date(1917, 1, 1).toordinal(), date(2022, 12, 31).toordinal()
    builder = LayerBuilder("points")
    places = np.column_stack([chance.uniform(-180, 180, count), chance.uniform(-60, 75, count)])
    for number, day in enumerate(chance.integers(first, last, count)):
        span: Span = one_date(date.fromordinal(int(day)).isoformat())
        builder.add(f"point {number}", [], span, points=[places[number : number + 1]])
    return builder.layer("bench", "points")


class Timed:
    """The layers on a map, each of their frames timed."""

    def __init__(self, over: LayersOver) -> None:
        self._over = over
        self.times: list[float] = []

    def draw(self, painter: QPainter, view: View, viewport: Viewport) -> None:
        """Draw them, and note how long it took."""
        begin = time.perf_counter()
        self._over.draw(painter, view, viewport)
        self.times.append(time.perf_counter() - begin)

    def spots(self, view: View, viewport: Viewport) -> list[Box]:
        """As they do."""
        return self._over.spots(view, viewport)

    def token(self, view: View) -> object:
        """As they do."""
        return self._over.token(view)

    def card_at(self, viewport: Viewport, x: float, y: float) -> Card:
        """As they do."""
        return self._over.card_at(viewport, x, y)

    def click_at(self, viewport: Viewport, x: float, y: float) -> bool:
        """As they do."""
        return self._over.click_at(viewport, x, y)


def own_data(bench: Bench, count: int = 100_000) -> dict[str, float]:
    """What the points cost a frame, as multiples of the blit floor: dragging the thumb, the same with all of them shown, panning."""
    from tests.bench.gestures import drag_map

    window = bench.window
    plain = window.state.view
    window.own.add([points_layer(count)])
    assert window.map.over is not None
    timed = window.map.over = Timed(window.map.over)
    found = {}
    for name, before in (("own_points_step_x", plain.before), ("own_points_all_step_x", 40_000)):
        window.state.set_view(plain.with_(before=before, after=before))
        bench.settle()
        bench.years()
        timed.times.clear()
        bench.years()
        found[name] = statistics.median(timed.times) / bench.blit()
    window.state.set_view(plain.with_(projection="laea", centre=(15.0, 50.0), zoom=3.5))
    bench.settle()
    timed.times.clear()
    drag_map(window, 90)
    found["own_points_pan_x"] = statistics.median(timed.times) / bench.blit()
    if window.own.shelf is not None:
        window.own.shelf.remove("bench")
    window.state.set_view(plain)
    bench.settle()
    return found
