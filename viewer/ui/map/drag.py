"""What a hand does between pressing and letting go: move the map, turn it, or draw a box to look at."""

from __future__ import annotations

import math
from enum import Enum

from PySide6.QtCore import QPointF, Qt

from viewer.carto.moving.moving import Place, carried, panned, rotated
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View

CLICK = 4.0
"""Pixels a press may move and still be a click."""
_LEAST_BOX = 12.0
_NEAR = 20.0
"""Nearer than this to the centre (px) the angle of the hand means nothing."""


class Sort(Enum):
    """What a drag does."""

    MOVE = "move"
    TURN = "turn"
    BOX = "box"


def sort_of(held: Qt.KeyboardModifier) -> Sort:
    """Return what a drag does with keys held: Shift draws a box, Alt or Ctrl turns, else it moves."""
    if held & Qt.KeyboardModifier.ShiftModifier:
        return Sort.BOX
    if held & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
        return Sort.TURN
    return Sort.MOVE


class Drag:
    """A drag from where it was pressed: the View and the viewport of that moment, and what was taken hold of."""

    def __init__(self, sort: Sort, at: QPointF, view: View, port: Viewport) -> None:
        self.sort, self.pressed, self.view, self.port = sort, at, view, port
        self.to = at
        self.begun = False
        self._anchor = port.lonlat_of(at.x(), at.y())

    def follow(self, to: QPointF) -> bool:
        """Follow the hand; returns whether it has moved far enough to be more than a click."""
        self.to = to
        self.begun = self.begun or (to - self.pressed).manhattanLength() >= CLICK
        return self.begun

    def result(self, view: View, place: Place) -> View:
        """Return the View that the hand asks for now."""
        if self.sort is Sort.TURN:
            return rotated(self.view, self._angle()).with_(centre=view.centre)
        if self.sort is Sort.BOX:
            return view
        if self._anchor is None:
            return panned(self.view, self.port, self.to.x() - self.pressed.x(), self.to.y() - self.pressed.y())
        return carried(view, place, self._anchor, (self.to.x(), self.to.y()))

    def _angle(self) -> float:
        """Degrees clockwise that the hand went about the middle of the map."""
        middle = QPointF(*self.port.middle) / self.port.ratio
        one, other = self.pressed - middle, self.to - middle
        if math.hypot(one.x(), one.y()) < _NEAR or math.hypot(other.x(), other.y()) < _NEAR:
            return (self.to.x() - self.pressed.x()) / 3.0
        return math.degrees(math.atan2(other.y(), other.x()) - math.atan2(one.y(), one.x()))

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom of the box that is drawn; None where it is too small to be meant."""
        if self.sort is not Sort.BOX or not self.begun:
            return None
        xs, ys = sorted((self.pressed.x(), self.to.x())), sorted((self.pressed.y(), self.to.y()))
        if min(xs[1] - xs[0], ys[1] - ys[0]) < _LEAST_BOX:
            return None
        return xs[0], ys[0], xs[1], ys[1]
