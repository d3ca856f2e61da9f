"""Keeping round things from covering each other: each goes to the nearest free spot, searched for in rings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_STEP = 6.0
"""Distance (px) from ring to ring."""
_TURNS = 24
"""Spots that are tried on a ring."""
_TRIED = 4 * _TURNS
"""Spots that are tried at a time: a free one is mostly near."""


def spread(spots: Sequence[tuple[float, float]], apart: float, reach: float) -> list[tuple[float, float]]:
    """Return where things come to stand so that no two are closer than `apart`; earlier ones take their room first.

    Args: spots: where they want to stand (px). reach: the farthest that one is pushed; what finds no room stays where it wants to stand.
    """
    placed = np.empty((len(spots), 2))
    found: list[tuple[float, float]] = []
    for number, (x, y) in enumerate(spots):
        others = placed[:number]
        away = np.abs(others - (x, y))
        spot = _free((x, y), others[(away < reach + apart).all(axis=1)], apart, reach)
        placed[number] = spot
        found.append(spot)
    return found


def _free(spot: tuple[float, float], near: NDArray[np.float64], apart: float, reach: float) -> tuple[float, float]:
    """The first spot at which nothing near is closer than `apart`."""
    x, y = spot
    if not (((near - spot) ** 2).sum(axis=1) < apart * apart).any():
        return spot
    across, down = _rings(reach)
    for first in range(0, len(across), _TRIED):
        there, below = across[first : first + _TRIED] + x, down[first : first + _TRIED] + y
        away = (there[:, None] - near[:, 0]) ** 2 + (below[:, None] - near[:, 1]) ** 2
        taken = np.asarray((away < apart * apart).any(axis=1))
        best = int(np.argmin(taken))
        if not taken[best]:
            return float(there[best]), float(below[best])
    return spot


@lru_cache(maxsize=4)
def _rings(reach: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far across and down the spots lie that are tried, in their order."""
    rings = [step * _STEP for step in range(1, int(reach // _STEP) + 1)]
    angles = [math.tau * turn / _TURNS + math.pi for turn in range(_TURNS)]
    ways = [(ring * math.cos(angle), ring * math.sin(angle)) for ring in rings for angle in angles]
    return np.array([way[0] for way in ways]), np.array([way[1] for way in ways])
