"""The ID raster: which unit each pixel shows, found by following the arcs of the topology along every row of pixels.

A row's pixels change their unit only where an arc crosses the row's middle. Every arc is followed once for the two units
beside it, so neighbours leave neither gap nor overlap, and the cost depends on the lines drawn, not on the number of units.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from viewer.carto.generalization import Segments
from viewer.carto.viewport import Viewport

Ids = NDArray[np.uint16]
"""[H, W] unit index + 1; 0 = sea or off the map."""

_EAST_BITS = 1
_LINE_BITS = 22


def rows_inside(viewport: Viewport) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for every row of device pixels where the map begins and ends, [H] each; begin >= end where it is off the map."""
    wide, high = viewport.device_size
    ring = viewport.to_device(viewport.projection.outline())
    middles = np.arange(high) + 0.5
    top = int(np.argmin(ring[:-1, 1]))
    turned = np.roll(ring[:-1], -top, axis=0)
    bottom = int(np.argmax(turned[:, 1]))
    one, other = turned[: bottom + 1], np.concatenate([turned[bottom:], turned[:1]])[::-1]
    first = np.interp(middles, one[:, 1], one[:, 0])
    second = np.interp(middles, other[:, 1], other[:, 0])
    begin = np.clip(np.minimum(first, second), 0.0, wide)
    end = np.clip(np.maximum(first, second), 0.0, wide)
    off = (middles < turned[0, 1]) | (middles > turned[bottom, 1])
    begin[off] = end[off] = 0.0
    return begin, end


def crossings(
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    rows: int,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.intp]]:
    """Return row, place across, and segment of every crossing of segments [S, 2] with the middles of rows 0 to `rows` - 1."""
    low = np.minimum(begin[:, 1], end[:, 1])
    high = np.maximum(begin[:, 1], end[:, 1])
    first = np.clip(np.ceil(low - 0.5), 0, rows).astype(np.int64)
    last = np.clip(np.ceil(high - 0.5), 0, rows).astype(np.int64)
    hit = np.flatnonzero(last > first)
    count = (last - first)[hit]
    which = np.repeat(hit, count)
    row = np.arange(len(which)) - np.repeat(np.cumsum(count) - count - first[hit], count)
    slope = (end[hit, 0] - begin[hit, 0]) / (end[hit, 1] - begin[hit, 1])
    across = np.repeat(begin[hit, 0] - begin[hit, 1] * slope + 0.5 * slope, count) + row * np.repeat(slope, count)
    return row, across, which


def rasterize(
    pieces: Segments,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    viewport: Viewport,
    unit_at: Callable[[float, float], int],
) -> Ids:
    """Return the ID raster of a picture.

    Args:
      pieces: the arcs on the picture.
      left, right: [A] unit on each side of an arc, -1 outside.
      viewport: the picture.
      unit_at: tells the unit at a lon, lat, -1 for sea; asked once, where no arc is near.
    """
    wide, high = viewport.device_size
    begin, end = rows_inside(viewport)
    row, across, which = crossings(pieces.begin, pieces.end, high)
    inside = (across > begin[row]) & (across < end[row])
    row, across, which = row[inside], across[inside], which[inside]
    order = np.argsort(row * np.float64(1 << 20) + across, kind="quicksort")
    row, across, which = row[order], across[order], which[order]
    rising = pieces.end[which, 1] < pieces.begin[which, 1]
    line = pieces.line[which]
    west = np.where(rising, left[line], right[line]) + 1
    east = np.where(rising, right[line], left[line]) + 1
    counts = np.bincount(row, minlength=high)
    first = np.cumsum(counts) - counts
    opening = np.zeros(high, dtype=np.int64)
    busy = counts > 0
    opening[busy] = west[first[busy]]
    if not busy.all():
        quiet = np.flatnonzero(~busy & (end > begin))
        if len(quiet):
            opening[quiet] = _down_the_middle(pieces, left, right, viewport, unit_at)[quiet]
    return _fill(row, across, east, opening, counts, begin, end, wide)


def _fill(
    row: NDArray[np.int64],
    across: NDArray[np.float64],
    east: NDArray[np.int64],
    opening: NDArray[np.int64],
    counts: NDArray[np.int64],
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    wide: int,
) -> Ids:
    """Lay runs of pixels from the crossings of each row; outside the map they are 0."""
    high = len(counts)
    first_px = np.ceil(begin - 0.5).astype(np.int64)
    last_px = np.maximum(np.ceil(end - 0.5).astype(np.int64), first_px)
    # Each row has its crossings, and three more changes: row start (0), map begin (opening), map end (0).
    places = np.empty(len(row) + 3 * high, dtype=np.int64)
    values = np.zeros(len(row) + 3 * high, dtype=np.uint16)
    rows = np.arange(high)
    base = np.cumsum(counts) - counts + 3 * rows
    places[base] = rows * wide
    places[base + 1] = rows * wide + first_px
    values[base + 1] = opening
    places[base + 2 + counts] = rows * wide + last_px
    mine = np.arange(len(row)) + 3 * row + 2
    places[mine] = row * wide + np.clip(np.ceil(across - 0.5).astype(np.int64), first_px[row], last_px[row])
    values[mine] = east
    lengths = np.diff(places, append=high * wide)
    return np.repeat(values, lengths).reshape(high, wide)


def _down_the_middle(
    pieces: Segments,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    viewport: Viewport,
    unit_at: Callable[[float, float], int],
) -> NDArray[np.int64]:
    """Return unit + 1 for every row along one column of pixels that lies on the map wherever the map is on the picture."""
    wide, high = viewport.device_size
    axis = float(viewport.to_device(np.zeros((1, 2)))[0, 0])
    column = min(max(np.floor(axis) + 0.5, 0.5), wide - 0.5)
    swap_begin = pieces.begin[:, ::-1] - (0.0, column - 0.5)
    swap_end = pieces.end[:, ::-1] - (0.0, column - 0.5)
    _, down, which = crossings(swap_begin, swap_end, 1)
    order = np.argsort(down)
    down, which = down[order], which[order]
    eastward = pieces.end[which, 0] > pieces.begin[which, 0]
    line = pieces.line[which]
    north = np.where(eastward, left[line], right[line]) + 1
    south = np.where(eastward, right[line], left[line]) + 1
    if len(down):
        before = np.searchsorted(down, np.arange(high) + 0.5) - 1
        return np.where(before >= 0, south[np.maximum(before, 0)], north[0])
    ring = viewport.to_device(viewport.projection.outline())
    row = min(max((ring[:, 1].min() + ring[:, 1].max()) / 2.0, 0.5), high - 0.5)
    lon, lat = viewport.projection.inverse(viewport.to_plane(np.array([[column, row]])))[0]
    return np.full(high, unit_at(float(lon), float(lat)) + 1)
