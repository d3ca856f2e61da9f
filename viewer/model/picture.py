"""A picture of the whole window as it was left, in plain values: the first that is seen at the next start."""

from __future__ import annotations

from typing import NamedTuple

MOST_SIDE = 16_384
"""Device px of a side."""
MOST_BYTES = 64_000_000
"""Bytes of the pixels: a screen of 5120 x 2880 has 59 million."""


class WindowPicture(NamedTuple):
    """Pixels of a window, and what its frame needs to look the same."""

    wide: int
    high: int
    """Size in device px."""
    ratio: float
    """Device px a logical px."""
    title: str
    geometry: str
    """Place and size on the screen, as the toolkit writes it down, in base 64."""
    pixels: memoryview
    """Rows from the top, 4 bytes a px (32-bit RGB in the order of the machine), without gaps."""

    @property
    def sound(self) -> bool:
        """Whether the pixels are as many as the size says, and not too many."""
        wanted = self.wide * self.high * 4
        sides = 0 < self.wide <= MOST_SIDE and 0 < self.high <= MOST_SIDE
        return sides and wanted <= MOST_BYTES and self.pixels.nbytes == wanted and 0.25 <= self.ratio <= 16
