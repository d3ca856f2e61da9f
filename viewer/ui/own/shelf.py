"""The layers that a reader has brought: which there are, which are hidden, which feature is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter

from viewer.carto.land.legend import LegendRow
from viewer.carto.own.extra import ShownLayer
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.extra import ExtraLayer
from viewer.paint.own.extra import ExtraPainter


class ExtraShelf(QObject):
    """Layers beside the atlas. They are no part of the View: a View can never make a file be opened."""

    changed = Signal()
    """Layers came, went, or were hidden."""
    chosen_changed = Signal()
    """Another feature is chosen, or none."""
    stepping_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ShownLayer, ...] = ()
        self._tone = 0
        self._painter = ExtraPainter()
        self.chosen: tuple[str, int] | None = None
        self.stepping = False
        """Whether what steps to the next event stops at features too."""

    @property
    def shown(self) -> tuple[ShownLayer, ...]:
        """All layers in the order in which they came."""
        return self._shown

    def find(self, key: str) -> ShownLayer | None:
        """Return a layer by its key."""
        return next((one for one in self._shown if one.layer.key == key), None)

    def add(self, layers: Iterable[ExtraLayer]) -> None:
        """Put layers on top of the others."""
        for layer in layers:
            self._shown = (*self._shown, ShownLayer(layer, self._tone))
            self._tone += 1
        self.changed.emit()

    def step_too(self, *, on: bool) -> None:
        """Let what steps to the next event stop at features too, or not."""
        if on != self.stepping:
            self.stepping = on
            self.stepping_changed.emit()

    def remove(self, key: str) -> None:
        """Take a layer away."""
        self._shown = tuple(one for one in self._shown if one.layer.key != key)
        self._let_go_of_what_is_gone()
        self.changed.emit()

    def hide(self, key: str, *, hidden: bool) -> None:
        """Hide a layer, or show it again."""
        self.change(key, hidden=hidden)

    def change(self, key: str, **changes: object) -> None:
        """Change how a layer is shown: `hidden`, `tone`, `called`, `opacity`."""
        self._shown = tuple(replace(one, **changes) if one.layer.key == key else one for one in self._shown)  # type: ignore[arg-type]
        self._let_go_of_what_is_gone()
        self.changed.emit()

    def move(self, key: str, by: int) -> None:
        """Move a layer above the next one (1) or below the one before (-1); the last is on top."""
        keys = [one.layer.key for one in self._shown]
        at = keys.index(key) if key in keys else -1
        if at >= 0 and 0 <= at + by < len(keys):
            order = list(self._shown)
            order.insert(at + by, order.pop(at))
            self._shown = tuple(order)
            self.changed.emit()

    def renew(self, key: str, layer: ExtraLayer) -> None:
        """Show what a file holds now in the place of what it held: name, colour, opacity and order stay."""
        now = replace(layer, key=key)
        self._shown = tuple(replace(one, layer=now) if one.layer.key == key else one for one in self._shown)
        if self.chosen is not None and self.chosen[0] == key:
            self.choose(None)  # its number may be another's now
        self.changed.emit()

    def _let_go_of_what_is_gone(self) -> None:
        one = self.find(self.chosen[0]) if self.chosen else None
        if one is None or one.hidden:
            self.choose(None)

    def choose(self, feature: tuple[str, int] | None) -> None:
        """Choose a feature (key of its layer and number), or none."""
        if feature != self.chosen:
            self.chosen = feature
            self.chosen_changed.emit()

    def of_the_day(self, key: str, view: View) -> list[int]:
        """Return the features of a layer that are shown on the day of a View, in order of time."""
        one = self.find(key)
        return [] if one is None else [int(number) for number in (self._painter.levels(one, view) >= 0).nonzero()[0]]

    def count(self, one: ShownLayer, view: View) -> int:
        """Return how many features of a layer are shown on the day of a View."""
        return int((self._painter.levels(one, view) >= 0).sum())

    def doubted(self, one: ShownLayer, view: View) -> int:
        """Return how many of these are of a date that is doubted or not told to the day: where points are many, no mark tells it."""
        return int(((self._painter.levels(one, view) >= 0) & (one.layer.doubt != 0)).sum())

    def legend_rows(self, view: View) -> tuple[LegendRow, ...]:
        """Return a row of the legend for each layer that is not hidden."""
        return tuple(
            LegendRow("extra", one.name, style=str(one.tone), key=one.layer.key, states=self.count(one, view))
            for one in self._shown
            if not one.hidden
        )

    # On the map

    def draw(self, by: ExtraPainter, painter: QPainter, view: View, viewport: Viewport, *, moving: bool = False) -> None:
        """Draw all layers and the feature that is chosen; more quickly while the map is `moving`. `by`: each map has its own."""
        theme = THEMES[view.theme]
        by.draw(painter, self._shown, view, theme, viewport, moving=moving)
        one = self.find(self.chosen[0]) if self.chosen else None
        if one is not None and self.chosen is not None:
            by.draw_chosen(painter, one, self.chosen[1], theme, viewport, moving=moving)

    def token(self, by: ExtraPainter, view: View) -> object:
        """Return a value that differs where the layers look otherwise on the same viewport, as `by` draws them."""
        return tuple((one, by.token(one, view)) for one in self._shown if not one.hidden), self.chosen

    def at(self, view: View, viewport: Viewport, x: float, y: float) -> tuple[str, int] | None:
        """Return the feature under a pixel; None where there is none."""
        return self._painter.at(self._shown, view, viewport, x, y)
