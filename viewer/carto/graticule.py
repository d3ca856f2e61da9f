"""Lines of the geographic grid, and the rings of distance that the Arctic view shows, as lines on the earth."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from viewer.carto.generalization import Strands
from viewer.carto.projection import EARTH_RADIUS_KM, Points

_CHUNK = 10.0
"""Degrees of a piece of line; pieces are culled one by one."""
TROPIC = 23.436
POLAR_CIRCLE = 66.564
RING_KM = 1000.0
"""Distance between rings of the Arctic view; every second is solid."""


def _strands(pieces: list[Points]) -> Strands:
    start = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])])
    return Strands(np.concatenate(pieces), start.astype(np.int64))


def _parallel(lat: float, fine: float) -> list[Points]:
    steps = np.linspace(0.0, _CHUNK, max(2, round(_CHUNK / fine)) + 1)
    return [np.column_stack([steps + west, np.full(len(steps), lat)]) for west in np.arange(-180.0, 180.0, _CHUNK)]


def _meridian(lon: float, reach: float, fine: float) -> list[Points]:
    edges = np.linspace(-reach, reach, max(2, round(2 * reach / _CHUNK)) + 1)
    count = max(2, round(_CHUNK / fine)) + 1
    return [np.column_stack([np.full(count, lon), np.linspace(low, high, count)]) for low, high in pairwise(edges)]


@lru_cache(maxsize=8)
def grid(step: float) -> Strands:
    """Return meridians and parallels every `step` degrees; close to the poles only those of 30 degrees."""
    fine = min(step, 2.5)
    pieces = []
    for lat in np.arange(-90.0 + step, 90.0, step):
        pieces += _parallel(float(lat), fine)
    for lon in np.arange(-180.0, 180.0, step):
        reach = 90.0 if lon % 90 == 0 else 85.0 if lon % 30 == 0 else 80.0
        pieces += _meridian(float(lon), min(reach, 89.9), fine)
    return _strands(pieces)


@lru_cache(maxsize=4)
def meridians(step: float) -> Strands:
    """Return meridians every `step` degrees, all the way to the poles."""
    return _strands([piece for lon in np.arange(-180.0, 180.0, step) for piece in _meridian(float(lon), 89.9, min(step, 2.5))])


@lru_cache(maxsize=2)
def circles() -> Strands:
    """Return the tropics and the polar circles."""
    return _strands([piece for lat in (-POLAR_CIRCLE, -TROPIC, TROPIC, POLAR_CIRCLE) for piece in _parallel(lat, 2.5)])


@lru_cache(maxsize=2)
def distance_rings(reach_km: float) -> tuple[Strands, Strands]:
    """Return rings about the North Pole up to `reach_km`, every 2,000 km (solid), and those between them (dashed)."""
    solid: list[Points] = []
    dashed: list[Points] = []
    for number in range(1, int(reach_km / RING_KM) + 1):
        lat = 90.0 - float(np.degrees(number * RING_KM / EARTH_RADIUS_KM))
        (solid if number % 2 == 0 else dashed).extend(_parallel(lat, 1.0))
    return _strands(solid), _strands(dashed)
