"""The land of the blocs as a lane of the timeline: stacked areas in the colours and patterns of the map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from viewer.carto.land.land_history import LandHistory
from viewer.carto.land.legend import land_unit
from viewer.carto.land.symbology import mix, rgb
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.paint.blending import packed
from viewer.paint.land.patterns import Palette
from viewer.paint.type import font

LANE = 76.0
"""Height of the lane with the room around it (px)."""
MARKS = (50e6, 100e6)
"""Square kilometres at which the lane has a mark."""
_EDGE_OPACITY = 0.55


def draw_land(painter: QPainter, history: LandHistory, scale: TimeScale, frame: QRectF, theme: Theme, language: str) -> None:
    """Draw the lane over a frame (px); its height stands for all land that somebody held on the last day."""
    ratio = painter.device().devicePixelRatio()
    wide, high = max(round(frame.width() * ratio), 1), max(round(frame.height() * ratio), 1)
    xs = frame.left() + (np.arange(wide) + 0.5) / ratio
    days = np.floor(scale.start + (xs - scale.left) * scale.days_per_px).astype(np.int64)
    whole = float(history.km2[-1].sum()) or 1.0
    pixels = _pixels(history, days, whole, (high, wide), ratio, theme)
    image = QImage(pixels.data, wide, high, wide * 4, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(frame.topLeft(), image)
    painter.setFont(font(10))
    for mark in MARKS:
        y = frame.bottom() - frame.height() * mark / whole
        painter.setPen(QPen(QColor(theme.line2), 0.8, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        painter.setPen(QColor(theme.ink3))
        words = f"{mark / land_unit(language):,.0f}"
        painter.drawText(QRectF(frame.left() - 48, y - 7, 42, 14), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
    painter.setPen(QPen(QColor(theme.line2), 0.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)


def band_at(history: LandHistory, days: NDArray[np.int64], whole: float, high: int) -> NDArray[np.intp]:
    """Return [high, N] the number of the band in each pixel of a column for each day, from the top down; the last + 1 over all bands."""
    edges = np.cumsum(history.at(days), axis=1) / whole  # [N, B]: where each band ends, from the foot
    middle = 1.0 - (np.arange(high) + 0.5) / high
    found = np.zeros((high, len(days)), dtype=np.intp)
    for number in range(edges.shape[1]):
        found += middle[:, None] >= edges[:, number][None, :]
    return found


def _pixels(
    history: LandHistory, days: NDArray[np.int64], whole: float, size: tuple[int, int], ratio: float, theme: Theme
) -> NDArray[np.uint32]:
    """Return the pixels [high, wide] of the lane."""
    high, wide = size
    palette = Palette(theme, ratio)
    looks = np.array([band.look.code for band in history.bands] + [0], dtype=np.uint16)
    rows = palette.rows(looks)
    band = band_at(history, days, whole, high)
    tile = palette.tile
    phase = (np.arange(high) % tile)[:, None] * tile + (np.arange(wide) % tile)[None, :]
    pixels = palette.colours[rows[band] + phase].copy()
    pixels[band == len(history.bands)] = packed(rgb(theme.surface))
    look = looks[band]
    border = packed(mix(rgb(theme.surface), rgb(theme.ink2), _EDGE_OPACITY))
    pixels[1:][look[1:] != look[:-1]] = border
    return np.ascontiguousarray(pixels)
