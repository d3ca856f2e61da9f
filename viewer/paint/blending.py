"""Colours as numbers 0xffRRGGBB, and laying one over another for many pixels at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.symbology import Rgb

Pixels = NDArray[np.uint32]
"""Colours 0xffRRGGBB, as QImage.Format_RGB32 keeps them."""

_OPAQUE = np.uint32(0xFF000000)
_RED_BLUE = np.uint32(0x00FF00FF)
_GREEN = np.uint32(0x0000FF00)


def packed(colour: Rgb) -> int:
    """Return the number of a colour."""
    red, green, blue = (round(channel) for channel in colour)
    return 0xFF000000 | red << 16 | green << 8 | blue


def packed_many(colours: NDArray[np.float64]) -> Pixels:
    """Return the numbers of colours [..., 3]."""
    whole = np.rint(colours).astype(np.uint32)
    return _OPAQUE | whole[..., 0] << np.uint32(16) | whole[..., 1] << np.uint32(8) | whole[..., 2]


def channels(pixels: Pixels) -> NDArray[np.float64]:
    """Return the channels [n, 3] of colours."""
    shifts = np.array([16, 8, 0], dtype=np.uint32)
    return (pixels[:, None] >> shifts & np.uint32(0xFF)).astype(np.float64)


def blend(under: Pixels, over: Pixels | int, opacity: NDArray[np.uint8]) -> Pixels:
    """Lay colours over others, with an opacity of 0 to 255 for each pixel.

    Two channels share a number, so the sum costs half; opacity 255 gives `over` exactly, 0 gives `under`.
    """
    ink = np.asarray(over, dtype=np.uint32)
    share = opacity.astype(np.uint32)
    share += share >> np.uint32(7)  # 0 to 256
    rest = np.uint32(256) - share
    red_blue = ((under & _RED_BLUE) * rest + (ink & _RED_BLUE) * share) >> np.uint32(8) & _RED_BLUE
    green = ((under & _GREEN) * rest + (ink & _GREEN) * share) >> np.uint32(8) & _GREEN
    mixed: Pixels = red_blue | green | _OPAQUE
    return mixed
