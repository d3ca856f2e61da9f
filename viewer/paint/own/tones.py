"""The colours of a reader's layers, and their swatches in the legend."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.carto.tokens import Theme

TONES = (
    ("#A3137F", "#FF7AD9"),
    ("#0F7A32", "#6FE08A"),
    ("#8A4B08", "#FFB561"),
    ("#0067A8", "#6EC6FF"),
    ("#5B5B00", "#D9E04A"),
    ("#B3261E", "#FF9A90"),
)
"""Colours of the layers in their order, on light and on dark ground; none is that of a bloc or of a family of events."""


def tone(number: int, theme: Theme) -> str:
    """Return the colour of a layer by the number of its tone."""
    return TONES[number % len(TONES)][1 if theme.dark else 0]


def draw_extra_swatch(painter: QPainter, rect: QRectF, number: int, theme: Theme) -> None:
    """Draw the swatch of a layer: a disc on a band of its colour."""
    colour = QColor(tone(number, theme))
    band = QColor(colour)
    band.setAlphaF(0.22)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(band)
    painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)
    painter.setPen(QPen(QColor(theme.halo), 1.5))
    painter.setBrush(colour)
    painter.drawEllipse(rect.center(), 4.5, 4.5)
    painter.restore()
