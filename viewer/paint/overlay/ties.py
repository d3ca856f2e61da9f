"""Ties between events: dashed arcs from the selected event to its causes, its effects and what it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from viewer.carto.scene import BEND, Point
from viewer.carto.tokens import Theme
from viewer.paint.device import clear_image, on_paper, ratio_of

_LARGE = 200_000
"""Device pixels of an image from which on it would take more memory than the time is worth."""


def draw_ties(painter: QPainter, ties: Sequence[tuple[Point, Point]], theme: Theme) -> None:
    """Draw arcs from pixel to pixel: on whole pixels, as the discs at their ends stand on those."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ratio = ratio_of(painter)
    for tie in ties:
        (x, y), (to_x, to_y) = ((round(across), round(down)) for across, down in tie)
        bounds = _bounds(to_x - x, to_y - y)
        if on_paper(painter) or bounds.width() * bounds.height() * ratio * ratio > _LARGE:
            painter.save()
            painter.translate(x, y)
            _stroke(painter, to_x - x, to_y - y, theme)
            painter.restore()
        else:
            painter.drawImage(QPointF(x + bounds.x(), y + bounds.y()), _image(to_x - x, to_y - y, theme, ratio))


def _arc(across: int, down: int) -> QPainterPath:
    path = QPainterPath(QPointF(0, 0))
    path.quadTo(QPointF(across / 2 + BEND * down, down / 2 - BEND * across), QPointF(across, down))
    return path


@lru_cache(maxsize=64)
def _bounds(across: int, down: int) -> QRect:
    """Return the px that an arc is drawn in, from its start."""
    return _arc(across, down).boundingRect().toAlignedRect().adjusted(-2, -2, 2, 2)


def _stroke(painter: QPainter, across: int, down: int, theme: Theme) -> None:
    pen = QPen(QColor(theme.ink), 1.3)
    pen.setDashPattern([5 / 1.3, 3 / 1.3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_arc(across, down))


@lru_cache(maxsize=8)
def _image(across: int, down: int, theme: Theme, dpr: float) -> QImage:
    """Return an arc as an image: dashes take long to draw, and while the days go by it mostly stays as it is."""
    bounds = _bounds(across, down)
    image = clear_image(bounds.width(), bounds.height(), dpr)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-bounds.topLeft())
    _stroke(painter, across, down, theme)
    painter.end()
    return image
