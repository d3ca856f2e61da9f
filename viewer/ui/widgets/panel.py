"""A panel that floats over the map: paper with a hairline, rounded corners and a soft shadow."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.tokens import THEMES, Theme
from viewer.paint.device import clear_image
from viewer.ui.state import State

SHADOW = 10
"""Width in px of the margin around a panel in which its shadow falls."""
RADIUS = 8.0


@lru_cache(maxsize=8)
def _patch(theme: Theme, dpr: float) -> QImage:
    """Nine-patch of a panel with its shadow: 64 x 64 logical px, corners of 24."""
    image = clear_image(64, 64, dpr)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    strength = 14 if theme.dark else 3
    for grow in range(SHADOW - 1, 0, -1):
        painter.setBrush(QColor(0, 0, 0, strength) if theme.dark else QColor(35, 32, 24, strength + (grow < 3) * 6))
        rect = QRectF(SHADOW - grow * 0.8, SHADOW - grow * 0.55 + 1, 44 + grow * 1.6, 44 + grow * 1.25)
        painter.drawRoundedRect(rect, RADIUS + grow * 0.7, RADIUS + grow * 0.7)
    painter.setBrush(QColor(theme.surface))
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.drawRoundedRect(QRectF(SHADOW + 0.5, SHADOW + 0.5, 43, 43), RADIUS, RADIUS)
    painter.end()
    return image


class Panel(QWidget):
    """A floating panel. Its widget rectangle includes the shadow; `body` is the layout inside the paper."""

    def __init__(self, state: State, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._state = state
        self._drawn: tuple[tuple[str, float, int, int], QImage] | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        self.body.setSpacing(0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paper and its shadow, from an image made once for each size and theme."""
        theme, dpr = THEMES[self._state.view.theme], self.devicePixelRatioF()
        look = (theme.name, dpr, self.width(), self.height())
        if self._drawn is None or self._drawn[0] != look:
            self._drawn = (look, self._paper(theme, dpr))
        painter = QPainter(self)
        painter.drawImage(0, 0, self._drawn[1])
        painter.end()

    def _paper(self, theme: Theme, dpr: float) -> QImage:
        image = clear_image(self.width(), self.height(), dpr)
        patch, painter = _patch(theme, dpr), QPainter(image)
        width, height, corner = self.width(), self.height(), 24
        xs, ys = (0, corner, width - corner, width), (0, corner, height - corner, height)
        sources = (0, corner, 64 - corner, 64)
        for row in range(3):
            for column in range(3):
                target = QRectF(xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row])
                origin = (sources[column] * dpr, sources[row] * dpr)
                size = ((sources[column + 1] - sources[column]) * dpr, (sources[row + 1] - sources[row]) * dpr)
                painter.drawImage(target, patch, QRectF(*origin, *size))
        painter.end()
        return image
