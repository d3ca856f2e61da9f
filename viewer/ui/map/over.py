"""What a map asks of layers that lie over it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QPainter

from viewer.carto.boxes import Box
from viewer.carto.cards import Card
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View


class LayersOver(Protocol):
    """Layers of a reader over the political map and under the names."""

    def draw(self, painter: QPainter, view: View, viewport: Viewport) -> None:
        """Draw them, in logical px."""

    def spots(self, view: View, viewport: Viewport) -> list[Box]:
        """Return the px of points that names keep off; none where there are too many."""

    def token(self, view: View) -> object:
        """Return a value that differs where they look otherwise on the same viewport."""

    def card_at(self, viewport: Viewport, x: float, y: float) -> Card:
        """Return what is told of what lies under a pixel; an empty card where nothing does."""

    def click_at(self, viewport: Viewport, x: float, y: float) -> bool:
        """Take a click; returns whether something lies there."""
