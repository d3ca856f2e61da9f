"""PNG files of opaque pictures, deflated in bands of rows that don't depend on each other.

Bands are deflated side by side (zlib lets go of the interpreter), and in a series of pictures only those that changed are deflated
again. Maps have few colours in long runs, so that rows are mostly taken as they are: that is quicker than any filter, and smaller.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from viewer.model.record import dataclass
from viewer.paint.blending import Pixels

_ROWS = 16
"""Rows of a band: more than deflate looks back over on a wide picture, few enough that a name touches one or two."""
SMALL, QUICK = 6, 1
"""Levels of deflating: one picture is made small; in a series a tenth more of room is given for half of the time."""
_MEMORY = 9
_AS_IS, _LEFT = 0, 1
"""Filters of a row: bytes as they are, or how far each is from that of the pixel before it."""
_RUNS = 0.4
"""Share of pixels equal to the one before it from which on a band is taken as it is."""
_ADLER = 65521
_MOST_THREADS = 8
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _RGBA = 2, 6


@dataclass(frozen=True, slots=True)
class Band:
    """Some rows, deflated: bytes of the stream, and the sum over what they stand for."""

    stream: bytes
    sum: int
    length: int


def chunk(sort: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return b"".join((struct.pack(">I", len(content)), sort, content, struct.pack(">I", zlib.crc32(content, zlib.crc32(sort)))))


def pixels_of(image: QImage) -> Pixels:
    """Return [H, W] the colours of an image, which must be kept as long as they are."""
    return np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), image.width())


def box_of(marked: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is marked [H, W]; one pixel where nothing is."""
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    if not len(rows):
        return 0, 0, 1, 1
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def can_write(image: QImage) -> bool:
    """Whether an image is opaque and its texts have names that a PNG can hold."""
    keys = image.textKeys()
    return image.format() == QImage.Format.Format_RGB32 and all(key.isascii() and 0 < len(key) < 80 for key in keys)


def deflated(rows: Pixels, level: int = SMALL, *, clear: bool = False) -> Band:
    """Deflate some rows [h, w] by themselves. `clear`: with their opacity, as RGBA."""
    high, wide = rows.shape
    deep = 4 if clear else 3
    raw = np.empty((high, 1 + deep * wide), dtype=np.uint8)
    channels = raw[:, 1:].reshape(high, wide, deep)
    for channel, shift in enumerate((16, 8, 0, 24)[:deep]):
        np.right_shift(rows, np.uint32(shift), out=channels[..., channel], casting="unsafe")
    raw[:, 0] = _AS_IS
    if wide > 1 and np.count_nonzero(rows[:, 1:] == rows[:, :-1]) < _RUNS * rows.size:
        raw[:, 0] = _LEFT
        raw[:, 1 + deep :] -= raw[:, 1:-deep].copy()
    work = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    content = raw.data.cast("B")
    return Band(work.compress(content) + work.flush(zlib.Z_FULL_FLUSH), zlib.adler32(content), len(content))


def stream_of(bands: list[Band]) -> Iterator[bytes]:
    """Yield the pieces of one zlib stream that bands make."""
    yield b"\x78\x01" + bands[0].stream
    low, high = bands[0].sum & 0xFFFF, bands[0].sum >> 16
    for band in bands[1:]:
        yield band.stream
        high = (high + (band.sum >> 16) + band.length * (low - 1)) % _ADLER
        low = (low + (band.sum & 0xFFFF) - 1) % _ADLER
    yield b"\x03\x00" + struct.pack(">I", high << 16 | low)  # an empty last block, and the sum over all


class Deflater:
    """Deflates pictures of a series. What is equal to the picture before it is taken from there."""

    def __init__(self, level: int = QUICK, threads: int | None = None) -> None:
        self._level, self._threads = level, threads or min(os.cpu_count() or 1, _MOST_THREADS)
        self._before: QImage | None = None
        self._bands: list[Band] = []

    def bands(self, image: QImage) -> list[Band]:
        """Return the bands of a picture."""
        pixels, known, before = pixels_of(image), self._bands, self._before
        old = pixels_of(before) if before is not None and before.size() == image.size() else None
        tops = range(0, image.height(), _ROWS)

        def band(number: int) -> Band:
            part = slice(tops[number], tops[number] + _ROWS)
            same = old is not None and np.array_equal(pixels[part], old[part])
            return known[number] if same else deflated(pixels[part], self._level)

        with ThreadPoolExecutor(self._threads) as pool:
            self._bands = list(pool.map(band, range(len(tops))))
        self._before = image
        return self._bands


def head(image: QImage, *, clear: bool = False) -> bytes:
    """Return a PNG up to its pixels: size, resolution, texts."""
    parts = [_SIGNATURE, chunk(b"IHDR", struct.pack(">IIBBBBB", image.width(), image.height(), 8, _RGBA if clear else _RGB, 0, 0, 0))]
    if image.dotsPerMeterX() > 0 and image.dotsPerMeterY() > 0:
        parts.append(chunk(b"pHYs", struct.pack(">IIB", image.dotsPerMeterX(), image.dotsPerMeterY(), 1)))
    parts += [_text(key, image.text(key)) for key in image.textKeys()]
    return b"".join(parts)


@lru_cache(maxsize=32)
def _text(key: str, text: str) -> bytes:
    """Return a text of the metadata, as Latin letters alone where they do."""
    name = key.encode("ascii") + b"\0"
    if text.isascii():
        return chunk(b"tEXt", name + text.encode("ascii"))
    return chunk(b"iTXt", name + b"\0\0\0\0" + text.encode("utf-8"))


TAIL = chunk(b"IEND", b"")


def write_png(image: QImage, stream: BinaryIO, deflater: Deflater | None = None) -> None:
    """Write an image for which `can_write` holds. `deflater`: that of a series."""
    stream.write(head(image))
    stream.writelines(chunk(b"IDAT", piece) for piece in stream_of((deflater or Deflater(SMALL)).bands(image)))
    stream.write(TAIL)
