"""Animated GIF files, which slides and messengers play. A picture has 255 colours: flat land keeps its own, the rest takes the nearest.

Pillow packs the pixels; the file is put together here, so that one picture is held at a time and each is only what it changes.
"""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from viewer.paint.blending import Pixels
from viewer.paint.files.png import box_of, pixels_of

_COLOURS = 255
"""Of a picture; one number more stands for what stays as it was."""
_CLEAR = 255
_CHUNK = 1 << 12
"""Colours that are held against the palette at a time."""
_SHORTEST = 2
"""Hundredths of a second: what is shorter is taken for a tenth by those who show it."""


class GifAnimation:
    """Writes pictures to a stream, to be shown in a loop: `add` each of the `count` that there will be, then `end`."""

    def __init__(self, stream: BinaryIO, count: int, seconds: float, last: float) -> None:
        """Args: count: of pictures. seconds: for which each is shown, and `last` the last one."""
        self._stream, self._left = stream, count
        self._seconds, self._last = seconds, last
        self._before: QImage | None = None

    def add(self, image: QImage) -> None:
        """Write a picture (RGB32, of the size of the first)."""
        pixels, self._left = pixels_of(image), self._left - 1
        if self._before is None:
            high, wide = pixels.shape
            self._stream.write(b"GIF89a" + struct.pack("<HHBBB", wide, high, 0, 0, 0))
            self._stream.write(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")  # again and again
            self._write(pixels, np.ones(pixels.shape, dtype=np.bool_), 0, 0)
        else:
            other = pixels != pixels_of(self._before)
            left, top, right, bottom = box_of(other)
            part = slice(top, bottom), slice(left, right)
            self._write(pixels[part], other[part], left, top)
        self._before = image

    def end(self) -> None:
        """Write what ends the file."""
        self._stream.write(b"\x3b")

    def _write(self, pixels: Pixels, shown: NDArray[np.bool_], left: int, top: int) -> None:
        """Write a picture of which only what is `shown` is laid over the one before."""
        high, wide = pixels.shape
        palette, numbers = _numbered(pixels, shown)
        hundredths = max(_SHORTEST, round(100 * (self._seconds if self._left else self._last)))
        self._stream.write(b"\x21\xf9\x04" + struct.pack("<BHBB", 1 << 2 | 1, hundredths, _CLEAR, 0))
        self._stream.write(b"\x2c" + struct.pack("<HHHHB", left, top, wide, high, 0x80 | 7))
        self._stream.write(palette + _packed(numbers))


def _numbered(pixels: Pixels, shown: NDArray[np.bool_]) -> tuple[bytes, NDArray[np.uint8]]:
    """Return a palette of 256 colours (red, green, blue) and the number of the colour of each pixel.

    The most frequent colours are in the palette as they are.
    """
    colours, place, count = np.unique(pixels[shown] & np.uint32(0xFFFFFF), return_inverse=True, return_counts=True)
    chosen = np.sort(np.argsort(count)[-_COLOURS:])
    known, every = _channels(colours[chosen]), _channels(colours)
    nearest = np.zeros(len(colours), dtype=np.uint8)
    for first in range(0, len(colours), _CHUNK):
        part = every[first : first + _CHUNK]
        nearest[first : first + _CHUNK] = ((part[:, None] - known) ** 2).sum(axis=2).argmin(axis=1)
    numbers = np.full(pixels.shape, _CLEAR, dtype=np.uint8)
    numbers[shown] = nearest[place]
    return known.astype(np.uint8).tobytes().ljust(768, b"\x00"), numbers


def _channels(colours: Pixels) -> NDArray[np.int32]:
    """Return [N, 3] red, green and blue."""
    return np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)


def _packed(numbers: NDArray[np.uint8]) -> bytes:
    """Return the pixels of a picture in the LZW of GIF, taken from a file that Pillow makes of them alone."""
    from PIL import Image

    image = Image.fromarray(numbers, mode="P")
    image.putpalette(bytes(level for level in range(256) for _ in range(3)))
    file = io.BytesIO()
    image.save(file, "GIF", optimize=False, interlace=False)
    data = file.getvalue()
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while data[at] == 0x21:  # an extension: its blocks are left out
        at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    table = data[at + 9]
    return data[at + 10 + (3 << (table & 7) + 1 if table & 0x80 else 0) : -1]
