"""A small map of the world: land and sea, and the part of it that a large map shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from viewer.carto.land.symbology import rgb
from viewer.carto.moving.inset import footprint
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.paint.blending import packed
from viewer.paint.land.political_layer import PoliticalLayer

_SMALLEST = 9.0
"""A part narrower than this (px) gets a frame of this size, so that it is found."""


def world_image(layer: PoliticalLayer, viewport: Viewport, theme: Theme) -> QImage:
    """Return land and sea of a viewport, in quiet tones; clear off the map."""
    land: NDArray[np.bool_] = layer.land(viewport)
    high, wide = land.shape
    pixels = np.where(land, packed(rgb(theme.nodata)), packed(rgb(theme.sea))).astype(np.uint32)
    image = QImage(pixels.data, wide, high, wide * 4, QImage.Format.Format_RGB32).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    edge = QPolygonF([QPointF(x, y) for x, y in viewport.to_device(viewport.projection.outline()).tolist()])
    clear = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(Qt.GlobalColor.transparent)
    painter = QPainter(clear)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.coast), viewport.ratio))
    painter.setBrush(image)
    painter.drawPolygon(edge)
    painter.end()
    clear.setDevicePixelRatio(viewport.ratio)
    return clear


def draw_footprint(painter: QPainter, small: Viewport, large: Viewport, free: tuple[float, float, float, float], theme: Theme) -> None:
    """Frame the part of a small map that the free part of a large one shows, in logical px."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(theme.focus)
    ground.setAlphaF(0.16)
    for ring in footprint(small, large, free):
        wide, high = np.ptp(ring, axis=0)
        painter.setPen(QPen(QColor(theme.focus), 1.8))
        painter.setBrush(ground)
        if max(wide, high) < _SMALLEST:
            middle = QPointF(*ring.mean(axis=0).tolist())
            painter.drawEllipse(middle, _SMALLEST / 2, _SMALLEST / 2)
        else:
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in ring.tolist()]))
