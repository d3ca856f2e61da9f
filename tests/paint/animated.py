"""Pictures that follow one another, as animations are made of them, and the file that they become."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QImage

from viewer.paint.files.apng import Animation
from viewer.paint.files.gif import GifAnimation

OPAQUE = np.uint32(0xFF000000)


def image_of(pixels: np.ndarray[tuple[int, int], np.dtype[np.uint32]]) -> QImage:
    """Return a picture of [height, width] colours as 0xFFRRGGBB."""
    high, wide = pixels.shape
    return QImage(pixels.data, wide, high, wide * 4, QImage.Format.Format_RGB32).copy()


def stills(seed: int, wide: int, high: int, count: int) -> list[QImage]:
    """Return pictures, no two alike, of which each changes a few boxes of the one before, by chance."""
    chance = np.random.default_rng(seed)
    pixels, images = np.zeros((high, wide), dtype=np.uint32) | OPAQUE, []
    for number in range(count):
        pixels = pixels.copy()
        for _ in range(chance.integers(0, 4)):
            y, x = chance.integers(0, high), chance.integers(0, wide)
            pixels[y : y + 9, x : x + 7] = chance.integers(0, 1 << 24) | OPAQUE
        pixels[0, 0] = OPAQUE | np.uint32(number + 1)  # two that are alike are one to those who read them
        images.append(image_of(pixels))
    return images


def written(sort: type[Animation | GifAnimation], images: Sequence[QImage], seconds: float = 0.25, last: float = 2.0) -> bytes:
    """Return the file of an animation: each picture for so many seconds, the last for others."""
    stream = io.BytesIO()
    animation = sort(stream, len(images), seconds, last)
    for image in images:
        animation.add(image)
    animation.end()
    return stream.getvalue()
