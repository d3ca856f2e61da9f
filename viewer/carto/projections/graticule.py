"""Lines of the geographic grid, and the rings of distance that the Arctic view shows, as lines on the earth."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.generalization import Strands
from viewer.carto.projections.projection import EARTH_RADIUS_KM

Blocks = NDArray[np.float64]
"""[N, M, 2] pieces of line: lon, lat of M points each."""
_CHUNK = 10.0
"""Degrees of a piece of line; pieces are culled one by one."""
TROPIC = 23.436
POLAR_CIRCLE = 66.564
RING_KM = 1000.0
"""Distance between rings of the Arctic view; every second is solid."""


def _strands(blocks: list[Blocks]) -> Strands:
    counts = np.concatenate([np.full(len(block), block.shape[1]) for block in blocks])
    start = np.concatenate([[0], np.cumsum(counts)])
    return Strands(np.concatenate([block.reshape(-1, 2) for block in blocks]), start.astype(np.int64))


def _parallel(lat: float, fine: float) -> Blocks:
    """Return the pieces [N, M, 2] of a parallel."""
    steps = np.linspace(0.0, _CHUNK, max(2, round(_CHUNK / fine)) + 1)
    lons = np.arange(-180.0, 180.0, _CHUNK)[:, None] + steps
    return np.stack([lons, np.full(lons.shape, lat)], axis=-1)


def _meridian(lon: float, reach: float, fine: float) -> Blocks:
    """Return the pieces [N, M, 2] of a meridian."""
    lats = _latitudes(reach, fine)
    return np.stack([np.full(lats.shape, lon), lats], axis=-1)


@lru_cache(maxsize=16)
def _latitudes(reach: float, fine: float) -> NDArray[np.float64]:
    edges = np.linspace(-reach, reach, max(2, round(2 * reach / _CHUNK)) + 1)
    count = max(2, round(_CHUNK / fine)) + 1
    return np.array([np.linspace(low, high, count) for low, high in pairwise(edges)])


@lru_cache(maxsize=8)
def grid(step: float) -> Strands:
    """Return meridians and parallels every `step` degrees; close to the poles only those of 30 degrees."""
    fine = min(step, 2.5)
    pieces = [_parallel(float(lat), fine) for lat in np.arange(-90.0 + step, 90.0, step)]
    for lon in np.arange(-180.0, 180.0, step):
        reach = 90.0 if lon % 90 == 0 else 85.0 if lon % 30 == 0 else 80.0
        pieces.append(_meridian(float(lon), min(reach, 89.9), fine))
    return _strands(pieces)


@lru_cache(maxsize=4)
def meridians(step: float) -> Strands:
    """Return meridians every `step` degrees, all the way to the poles."""
    return _strands([_meridian(float(lon), 89.9, min(step, 2.5)) for lon in np.arange(-180.0, 180.0, step)])


@lru_cache(maxsize=2)
def circles() -> Strands:
    """Return the tropics and the polar circles."""
    return _strands([_parallel(lat, 2.5) for lat in (-POLAR_CIRCLE, -TROPIC, TROPIC, POLAR_CIRCLE)])


@lru_cache(maxsize=2)
def distance_rings(reach_km: float) -> tuple[Strands, Strands]:
    """Return rings about the North Pole up to `reach_km`, every 2,000 km (solid), and those between them (dashed)."""
    solid: list[Blocks] = []
    dashed: list[Blocks] = []
    for number in range(1, int(reach_km / RING_KM) + 1):
        lat = 90.0 - float(np.degrees(number * RING_KM / EARTH_RADIUS_KM))
        (solid if number % 2 == 0 else dashed).append(_parallel(lat, 1.0))
    return _strands(solid), _strands(dashed)
