"""Discs of clusters: stacks of places that part when one goes nearer. They carry their number in place of a glyph."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from viewer.carto.tokens import Theme
from viewer.paint.device import clear_image
from viewer.paint.type import font

_RING = 3.6
"""Logical px between the two rims."""


@lru_cache(maxsize=512)
def cluster_disc(count: int, family: str, size: float, theme: Theme, dpr: float) -> QImage:
    """Return the disc of `count` events, `size` px in radius, in a double rim of the family in front; its middle is the image's."""
    image = _rims(family, size, theme, dpr).copy()
    painter = QPainter(image)
    painter.translate(size + _RING + 4, size + _RING + 4)
    _write(painter, count, size, theme)
    painter.end()
    return image


def draw_cluster(painter: QPainter, count: int, family: str, size: float, theme: Theme) -> None:
    """Draw what `cluster_disc` is an image of, around the origin of a painter."""
    _draw_rims(painter, family, size, theme)
    _write(painter, count, size, theme)


def _write(painter: QPainter, count: int, size: float, theme: Theme) -> None:
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(11.5 if count < 100 else 9.5, bold=True, tabular=True))
    painter.drawText(QRectF(-size, -size, 2 * size, 2 * size), Qt.AlignmentFlag.AlignCenter, str(count))


@lru_cache(maxsize=32)
def _rims(family: str, size: float, theme: Theme, dpr: float) -> QImage:
    """The disc without a number: rims take far longer than figures, and crowds have many different numbers."""
    side = (size + _RING) * 2 + 8
    image = clear_image(side, side, dpr)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    _draw_rims(painter, family, size, theme)
    painter.end()
    return image


def _draw_rims(painter: QPainter, family: str, size: float, theme: Theme) -> None:
    outer = size + _RING
    halo = QColor(theme.halo)
    halo.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawEllipse(QPointF(0, 0), outer + 2, outer + 2)
    painter.setBrush(QColor(theme.surface))
    painter.setPen(QPen(QColor(theme.families[family]), 1.6))
    painter.drawEllipse(QPointF(0, 0), outer, outer)
    painter.drawEllipse(QPointF(0, 0), size, size)
