"""Animated PNG files: pictures of one size, shown one after the other in a loop. Readers that know no APNG show the first.

Each picture after the first is what it changes: the rest of its rectangle is clear, which takes next to no room.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import numpy as np
from PySide6.QtGui import QImage

from viewer.paint.blending import Pixels
from viewer.paint.files.png import QUICK, TAIL, box_of, chunk, deflated, head, pixels_of, stream_of

_ROWS = 64
"""Rows of a band."""
_KEEP, _OVER = 0, 1
"""What becomes of a picture when the next one comes, and how that is laid on it."""


class Animation:
    """Writes pictures to a stream: `add` each of the `count` that there will be, then `end`."""

    def __init__(self, stream: BinaryIO, count: int, seconds: float, last: float) -> None:
        """Args: count: of pictures. seconds: for which each is shown, and `last` the last one."""
        self._stream, self._count = stream, count
        self._seconds, self._last = seconds, last
        self._before: QImage | None = None
        self._pictures = self._chunks = 0

    def add(self, image: QImage) -> None:
        """Write a picture (RGB32, of the size of the first)."""
        pixels, before = pixels_of(image), self._before
        if before is None:
            self._stream.write(head(image, clear=True))
            self._stream.write(chunk(b"acTL", struct.pack(">II", self._count, 0)))
            self._write(pixels, 0, 0, b"IDAT")
        else:
            other = pixels != pixels_of(before)
            left, top, right, bottom = box_of(other)
            part = slice(top, bottom), slice(left, right)
            self._write(np.where(other[part], pixels[part], np.uint32(0)), left, top, b"fdAT")
        self._before = image

    def end(self) -> None:
        """Write what ends the file."""
        self._stream.write(TAIL)

    def _write(self, pixels: Pixels, left: int, top: int, sort: bytes) -> None:
        self._pictures += 1
        high, wide = pixels.shape
        shown = round(1000 * (self._last if self._pictures == self._count else self._seconds))
        self._stream.write(chunk(b"fcTL", struct.pack(">IIIIIHHBB", self._number(), wide, high, left, top, shown, 1000, _KEEP, _OVER)))
        bands = [deflated(pixels[row : row + _ROWS], QUICK, clear=True) for row in range(0, high, _ROWS)]
        for piece in stream_of(bands):
            self._stream.write(chunk(sort, piece if sort == b"IDAT" else struct.pack(">I", self._number()) + piece))

    def _number(self) -> int:
        """Return the number of the next chunk that has one."""
        self._chunks += 1
        return self._chunks - 1
