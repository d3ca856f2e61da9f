"""Lakes and rivers: pixels with opacities, laid over and under the borders."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.symbology import width
from viewer.carto.projections.generalization import Generalization, Strands, in_view, rings, segments
from viewer.carto.projections.viewport import Viewport
from viewer.model.record import dataclass
from viewer.paint.plate.raster import Ground, crossings, ranges
from viewer.paint.plate.strokes import Spots, coverage, measure, once

_LEAST_LAKE = 12.0
"""Lakes whose box is smaller than this many square (logical) pixels are not drawn."""
_RIVER_RANKS = ((1.0, 3), (2.0, 5), (3.0, 6), (4.5, 9))
"""Up to this zoom, rivers of this rank and greater."""


@dataclass(frozen=True, slots=True)
class Water:
    """Pixels of rivers and lakes: flat index, and opacities of river, of lake and of the lake's shore line."""

    river: NDArray[np.intp]
    river_opacity: NDArray[np.uint8]
    lake: NDArray[np.intp]
    lake_opacity: NDArray[np.uint8]
    shore_opacity: NDArray[np.uint8]


def laying_water(
    general: Generalization,
    level: int,
    viewport: Viewport,
    ground: Ground,
    hidden: frozenset[str],
) -> Generator[None, None, Water]:
    """Find the pixels of rivers and lakes of a picture, in steps; `hidden` may name rivers and lakes."""
    none, clear = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint8)
    river, flow = (none, clear) if "rivers" in hidden else _rivers(general, viewport)
    yield
    lake, fill, shore = (none, clear, clear) if "lakes" in hidden else _lakes(general.lakes(level), viewport)
    if not ground.whole:
        on_map, on_ground = ground.holds(river), ground.holds(lake)
        river, flow, lake, fill, shore = river[on_map], flow[on_map], lake[on_ground], fill[on_ground], shore[on_ground]
    return Water(river.astype(np.intp), flow, lake.astype(np.intp), fill, shore)


def _opacity(spots: Spots, thick: float) -> NDArray[np.uint8]:
    table = np.rint(coverage(thick, spots.reach) * 255).astype(np.uint8)
    return table[spots.near]


def _rivers(general: Generalization, viewport: Viewport) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    lines = general.rivers()
    rank = next((rank for zoom, rank in _RIVER_RANKS if viewport.zoom <= zoom), 99)
    chosen = in_view(lines, viewport)
    chosen = chosen[general.basemap.rivers.rank[chosen] <= rank]
    thick = width("river", viewport.zoom) * viewport.ratio
    reach = thick / 2.0 + 0.5
    spots = measure(segments(lines, chosen, viewport, reach + 1.0), viewport.device_size, reach)
    opacity = _opacity(spots, thick)
    kept = once(spots.pixel, 255 - opacity)
    return spots.pixel[kept].astype(np.int32), opacity[kept]


def _lakes(lines: Strands, viewport: Viewport) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint8]]:
    wide, high = viewport.device_size
    thick = width("lake", viewport.zoom) * viewport.ratio
    reach = thick / 2.0 + 0.5
    pieces = rings(lines, in_view(lines, viewport), viewport)  # what is inside is told by counting shores, so none may be left out
    low, top = np.full((lines.count, 2), np.inf), np.full((lines.count, 2), -np.inf)
    np.minimum.at(low, pieces.line, np.minimum(pieces.begin, pieces.end))
    np.maximum.at(top, pieces.line, np.maximum(pieces.begin, pieces.end))
    box = np.maximum(top - low, 0.0)
    pieces = pieces.of(box[:, 0] * box[:, 1] >= _LEAST_LAKE * viewport.ratio**2)
    inside = _filled(pieces.begin, pieces.end, wide, high)
    spots = measure(pieces, (wide, high), max(reach, 0.75))
    kept = once(spots.pixel, spots.near)
    shore, away = spots.pixel[kept], spots.distance[kept]
    flooded = np.zeros(wide * high, dtype=np.bool_)
    flooded[inside] = True
    within = flooded[shore]
    edge = np.rint(np.clip(0.5 + np.where(within, away, -away), 0.0, 1.0) * 255).astype(np.uint8)
    flooded[shore] = False
    open_water = inside[flooded[inside]]
    pixel = np.concatenate([shore, open_water])
    fill = np.concatenate([edge, np.full(len(open_water), 255, dtype=np.uint8)])
    line = np.concatenate([_opacity(spots, thick)[kept], np.zeros(len(open_water), dtype=np.uint8)])
    return pixel, fill, line


def _filled(begin: NDArray[np.float64], end: NDArray[np.float64], wide: int, high: int) -> NDArray[np.int32]:
    """Return the pixels inside closed rings, islands left out: between each odd and even crossing of a row."""
    row, across, _ = crossings(begin, end, high)
    order = np.argsort(row * np.float64(1 << 20) + np.clip(across, 0.0, wide))
    row, across = row[order], across[order]
    counts = np.bincount(row, minlength=high)
    place = np.arange(len(row)) - (np.cumsum(counts) - counts)[row]
    odd = np.flatnonzero(place % 2 == 0)
    odd = odd[(odd + 1 < len(row))]
    odd = odd[row[odd + 1] == row[odd]]
    first = row[odd] * wide + np.clip(np.ceil(across[odd] - 0.5), 0, wide).astype(np.int64)
    last = row[odd] * wide + np.clip(np.ceil(across[odd + 1] - 0.5), 0, wide).astype(np.int64)
    return ranges(first, last - first).astype(np.int32)
