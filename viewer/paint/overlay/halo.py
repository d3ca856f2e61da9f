"""Letters with a halo, as images: written once, and their shape grown all round. Stroking their outlines takes ten times as long."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from viewer.paint.device import vectors_of
from viewer.paint.type import SLANT_DEGREES

_FARTHEST = 4.0
"""Device pixels by which a shape is grown at a time; what is to be grown by more is grown several times."""
_WIDEST = 16_384
"""Device pixels: no screen and no page is wider. A text that goes on for ever took gigabytes here, and made the window wait."""


def haloed(size: tuple[float, float], dpr: float, write: Callable[[QPainter], None], reach: float, halo: str, ink: str) -> QImage:
    """Return an image of what `write` writes, in ink, with a halo that reaches so far (logical px) beyond it.

    Args: size: width and height of the image in logical px; what is wider than any page is cut on the right. write: is called once,
        with a painter in logical px.
    """
    image = QImage(min(math.ceil(size[0] * dpr), _WIDEST), math.ceil(size[1] * dpr), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("black"))
    write(painter)
    painter.end()
    pixels = np.frombuffer(image.bits(), dtype=np.uint8).reshape(image.height(), image.width(), 4)
    shape = pixels[..., 3].astype(np.float32) / 255
    strong = 255 * (1 - (1 - shape) ** 3)  # of thin strokes, too, the halo is to be opaque
    under = grown(strong.astype(np.uint8), reach * dpr).astype(np.float32) / 255 * (1 - shape)
    for channel, (over, below) in enumerate(zip(_bgra(ink), _bgra(halo), strict=True)):
        pixels[..., channel] = shape * over + under * below + np.float32(0.5)
    return image


def write_haloed(
    painter: QPainter, at: QPointF, text: str, letters: QFont, reach: float, halo: str, ink: str, *, slanted: bool = False
) -> None:
    """Write text as text, over its outlines stroked as a halo: for a page of a PDF or a drawing, where it need not be quick."""
    painter.save()
    painter.translate(at)
    if slanted:
        painter.shear(-math.tan(math.radians(SLANT_DEGREES)), 0)
    if vectors := vectors_of(painter):
        for colour, around in ((halo, reach), (ink, 0.0)):
            vectors.write(text, letters, QPointF(0, 0), painter.transform(), colour, reach=around)
        painter.restore()
        return
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)  # strokes of a bold kanji overlap
    parts = list(_parts(text, letters))
    for left, part in parts:
        shape.addText(QPointF(left, 0), letters, part)
    pen = QPen(QColor(halo), 2 * reach)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(shape, pen)
    painter.setFont(letters)
    painter.setPen(QColor(ink))
    for left, part in parts:
        painter.drawText(QPointF(left, 0), part)
    painter.restore()


def _parts(text: str, letters: QFont) -> Iterator[tuple[float, str]]:
    """Return what is written at one go, and how far from the left: spaced letters stand otherwise in outlines than in a PDF."""
    if not letters.letterSpacing():
        yield 0.0, text
        return
    metrics = QFontMetricsF(letters)
    for place, letter in enumerate(text):
        yield metrics.horizontalAdvance(text[:place]), letter


def grown(shape: NDArray[np.uint8], reach: float) -> NDArray[np.uint8]:
    """Return a shape [H, W] of opacities, grown all round by so many pixels, with soft edges."""
    while reach > _FARTHEST:
        shape, reach = _dilated(shape, _FARTHEST), reach - _FARTHEST
    return _dilated(shape, reach)


def _dilated(shape: NDArray[np.uint8], reach: float) -> NDArray[np.uint8]:
    room, steps = _disc(reach)
    high, wide = shape.shape
    padded = np.zeros((high + 2 * room, wide + 2 * room), dtype=np.uint8)
    padded[room : room + high, room : room + wide] = shape
    found = shape.copy()
    for weight, offsets in steps:
        source = padded if weight == 1 else (padded * np.float32(weight)).astype(np.uint8)
        for down, across in offsets:
            np.maximum(found, source[room + down : room + down + high, room + across : room + across + wide], out=found)
    return found


@lru_cache(maxsize=32)
def _disc(reach: float) -> tuple[int, tuple[tuple[float, tuple[tuple[int, int], ...]], ...]]:
    """Return how far a disc reaches in whole pixels, and the offsets of its pixels by how much of them it covers, about."""
    room = math.ceil(reach + 0.5)
    weights: dict[float, list[tuple[int, int]]] = {}
    for down in range(-room, room + 1):
        for across in range(-room, room + 1):
            weight = min(1.0, round(reach + 0.5 - math.hypot(down, across), 2))
            if weight > 0 and (down, across) != (0, 0):
                weights.setdefault(weight, []).append((down, across))
    return room, tuple((weight, tuple(offsets)) for weight, offsets in weights.items())


@lru_cache(maxsize=64)
def _bgra(name: str) -> tuple[np.float32, ...]:
    """Return an opaque colour in the order of the bytes of a pixel."""
    colour = QColor(name)
    return tuple(np.float32(part) for part in (colour.blue(), colour.green(), colour.red(), 255))
