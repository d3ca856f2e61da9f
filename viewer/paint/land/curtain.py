"""The Iron Curtain: a heavy line in a casing, with teeth on its eastern side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from viewer.carto.land.frontier import Chain
from viewer.carto.land.symbology import CASING, CASING_OPACITY, SHORTEST_TOOTHED, width
from viewer.carto.projections.generalization import Strands
from viewer.carto.projections.projection import Points
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.blending import Pixels
from viewer.paint.plate.raster import NO_BOX

_TINY_RING, _FINE = 14.0, 1.2
"""A ring narrower than this (px) is drawn as an ellipse, in a line of this width at least."""
_SMALL_RING = 8.0
"""A ring narrower than this many widths of the line is drawn thinner, and has no teeth."""


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """Pixels of a drawn line: flat index, colour and opacity of each."""

    pixel: NDArray[np.int64]
    colour: Pixels
    opacity: NDArray[np.uint8]
    box: tuple[int, int, int, int]
    """Left, top, right, bottom (inclusive)."""


@dataclass(frozen=True, slots=True, eq=False)
class Curtain:
    """The pieces of the Curtain in a picture so many device pixels wide and high."""

    pieces: tuple[Sprite, ...]
    size: tuple[int, int]
    ratio: float


_EMPTY = Sprite(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint8), NO_BOX)


def draw_curtain(chain: Chain, lines: Strands, viewport: Viewport, theme: Theme) -> Sprite:
    """Draw one chain of arcs whose east is on the left."""
    parts = []
    for step in chain:
        arc = step if step >= 0 else ~step
        parts.append(lines.line(arc) if step >= 0 else lines.line(arc)[::-1])
    lonlat = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    seen = [viewport.to_device(part) for part in viewport.projection.parts_of(lonlat)]
    if not seen:
        return _EMPTY
    points = np.concatenate(seen)
    room = (width("tooth_height", viewport.zoom) + width("curtain", viewport.zoom) + CASING) * viewport.ratio + 2.0
    wide, high = viewport.device_size
    low = np.maximum(np.floor(points.min(axis=0) - room), 0).astype(int)
    top = np.minimum(np.ceil(points.max(axis=0) + room), (wide, high)).astype(int)
    if (top <= low).any():
        return _EMPTY
    image = QImage(int(top[0] - low[0]), int(top[1] - low[1]), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for part in seen:
        paint_curtain(painter, part - low, viewport, theme)
    painter.end()
    return _sprite(image.convertToFormat(QImage.Format.Format_ARGB32), int(low[0]), int(low[1]), wide)


def paint_curtain(painter: QPainter, points: Points, viewport: Viewport, theme: Theme) -> None:
    """Paint one line of device pixels, east on its left."""
    ratio, zoom = viewport.ratio, viewport.zoom
    # A ring round an enclave must leave some of the enclave to be seen.
    ring = bool((points[0] == points[-1]).all())
    thick = width("curtain", zoom) * ratio
    around = float(np.ptp(points, axis=0).min())
    small = ring and around < _SMALL_RING * thick
    thick = max(around / _SMALL_RING, ratio) if small else thick
    around_it = CASING * ratio
    if small and around < _TINY_RING * ratio:  # what is left of its shape would be a blob
        points, around_it = _rounded(points), ratio
        thick = max(thick, _FINE * ratio)
    line = QPolygonF([QPointF(x, y) for x, y in points.tolist()])
    casing = QColor(theme.curcase)
    casing.setAlphaF(CASING_OPACITY)
    pen = QPen(casing, thick + around_it, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(line)
    pen.setColor(QColor(theme.cur))
    pen.setWidthF(thick)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawPolyline(line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.cur))
    for tooth in () if small else teeth(points, viewport):
        painter.drawConvexPolygon(QPolygonF([QPointF(x, y) for x, y in tooth.tolist()]))


def _rounded(points: Points) -> Points:
    """Return the ellipse that takes the room of a ring of device pixels."""
    low, high = points.min(axis=0), points.max(axis=0)
    angles = np.linspace(0.0, 2 * np.pi, 25)
    ellipse: Points = (low + high) / 2 + np.stack([np.cos(angles), np.sin(angles)], axis=1) * (high - low) / 2
    return ellipse


def teeth(points: Points, viewport: Viewport) -> list[Points]:
    """Return the triangles [3, 2] that stand evenly along a line of device pixels, on its left."""
    ratio, zoom = viewport.ratio, viewport.zoom
    base, height, pitch = (width(name, zoom) * ratio for name in ("tooth_base", "tooth_height", "tooth_pitch"))
    foot = width("curtain", zoom) * ratio / 2.0
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    if run[-1] < SHORTEST_TOOTHED * ratio:
        return []
    count = max(1, round(run[-1] / pitch))
    middles = (np.arange(count) + 0.5) * run[-1] / count

    def at(place: NDArray[np.float64]) -> Points:
        place = np.clip(place, 0.0, run[-1])
        return np.column_stack([np.interp(place, run, points[:, 0]), np.interp(place, run, points[:, 1])])

    # The line may be rough: a tooth stands on the chord under it.
    begin, end = at(middles - base / 2.0), at(middles + base / 2.0)
    chord = end - begin
    length = np.maximum(np.hypot(chord[:, 0], chord[:, 1]), 1e-9)[:, None]
    along = chord / length
    left = np.column_stack([along[:, 1], -along[:, 0]])
    middle = at(middles)
    half = along * base / 2.0
    tips = middle + left * (foot + height)
    return [np.array([m - h, t, m + h]) for m, h, t in zip(middle, half, tips, strict=True)]


def _sprite(image: QImage, left: int, top: int, wide: int) -> Sprite:
    """Return the pixels of an image (not premultiplied) that are not clear, at their place on the picture."""
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.bytesPerLine() // 4)[:, : image.width()]
    row, column = np.nonzero(pixels >> np.uint32(24))
    colour = pixels[row, column]
    box = (left, top, left + image.width() - 1, top + image.height() - 1)
    return Sprite((row + top) * wide + column + left, colour | np.uint32(0xFF000000), (colour >> np.uint32(24)).astype(np.uint8), box)
