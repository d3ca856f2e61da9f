"""Names that are turned or bent: where their letters run, and the small boxes that they take in place of one large one."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Boxes

_STRAIGHT = 0.05
"""A bend (degrees) below this is none: the circle would be too large to reckon with."""
_LEAST_PARTS = 3


def places_along(width: float, angle: float, bend: float, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return [..., 2] px from the middle of a name to points on its line, at shares [...] from -0.5 (its beginning) to 0.5.

    Args: width: of the name (px). angle: degrees clockwise in which it runs at its middle. bend: degrees clockwise by which
        it turns from its beginning to its end.
    """
    first, turn = math.radians(angle), math.radians(bend)
    if abs(bend) < _STRAIGHT:
        straight: NDArray[np.float64] = width * shares[..., None] * (math.cos(first), math.sin(first))
        return straight
    now, radius = first + turn * shares, width / turn
    return np.stack([radius * (np.sin(now) - math.sin(first)), radius * (math.cos(first) - np.cos(now))], axis=-1)


@lru_cache(maxsize=512)
def parts_of(width: float, height: float, angle: float, bend: float) -> Boxes:
    """Return [K, 4] boxes (px from its middle) which together hold a name that is turned or bent; treat them as read only.

    One box round a name that runs aslant would be mostly empty, and keep others off water and land that it leaves free.
    """
    if not angle and not bend:
        return np.array([(-width / 2, -height / 2, width / 2, height / 2)])
    count = max(_LEAST_PARTS, math.ceil(width / max(height, 1.0)))
    middles = (np.arange(count) + 0.5) / count - 0.5
    at = places_along(width, angle, bend, middles)
    now = np.radians(angle + bend * middles)
    across, down = np.abs(np.cos(now)), np.abs(np.sin(now))
    half = np.stack([across * width / count + down * height, down * width / count + across * height], axis=1) / 2
    found: Boxes = np.hstack([at - half, at + half])
    found.setflags(write=False)
    return found
