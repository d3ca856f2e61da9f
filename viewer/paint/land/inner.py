"""The inside of pieces of a picture, pixel by pixel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def inner_pixels(inside: NDArray[np.bool_], pieces: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Return the pixels [H, W] whose neighbours are all inside and of the same piece; the picture's edge is no edge of a piece."""
    found = inside.copy()
    across = inside[:, 1:] & inside[:, :-1] & (pieces[:, 1:] == pieces[:, :-1])
    down = inside[1:] & inside[:-1] & (pieces[1:] == pieces[:-1])
    found[:, 1:] &= across
    found[:, :-1] &= across
    found[1:] &= down
    found[:-1] &= down
    return found
