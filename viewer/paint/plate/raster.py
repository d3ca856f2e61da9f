"""The ID raster: which zone each pixel shows, found by following the arcs of the topology along every row of pixels.

A row's pixels change their zone only where an arc crosses the row's middle. Every arc is followed once for the two zones
beside it, so neighbours leave neither gap nor overlap, and the cost depends on the lines drawn, not on the number of zones.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.viewport import Viewport
from viewer.model.record import dataclass

Ids = NDArray[np.uint16]
"""[H, W] zone index + 1; 0 = sea or off the map."""


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


@dataclass(frozen=True, slots=True)
class Ground:
    """The pixels that a map covers: `begin` and `end` [H] across, `wide` columns in all, and one column that is on the map where any is."""

    begin: NDArray[np.float64]
    end: NDArray[np.float64]
    wide: int
    column: float

    @property
    def whole(self) -> bool:
        """Whether the map covers the whole picture."""
        return bool((self.begin <= 0.0).all() and (self.end >= self.wide).all())

    def holds(self, pixel: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return whether pixels, by flat index, lie on the map."""
        row, column = np.divmod(pixel, self.wide)
        within: NDArray[np.bool_] = (column + 0.5 >= self.begin[row]) & (column + 0.5 <= self.end[row])
        return within

    def coarser(self, factor: int) -> Ground:
        """Return the same ground with pixels `factor` times as large."""
        if factor == 1:
            return self
        wide = -(-self.wide // factor)
        column = np.floor(self.column / factor) + 0.5
        return Ground(self.begin[factor // 2 :: factor] / factor, self.end[factor // 2 :: factor] / factor, wide, column)


def ground_of(viewport: Viewport) -> Ground:
    """Return the pixels of a picture that lie on the map."""
    wide, high = viewport.device_size
    ring = viewport.to_device(viewport.projection.outline())
    middles = np.arange(high) + 0.5
    turned = np.roll(ring[:-1], -int(np.argmin(ring[:-1, 1])), axis=0)
    bottom = int(np.argmax(turned[:, 1]))
    one, other = turned[: bottom + 1], np.concatenate([turned[bottom:], turned[:1]])[::-1]
    first = np.interp(middles, one[:, 1], one[:, 0])
    second = np.interp(middles, other[:, 1], other[:, 0])
    begin = np.clip(np.minimum(first, second), 0.0, wide)
    end = np.clip(np.maximum(first, second), 0.0, wide)
    off = (middles < turned[0, 1]) | (middles > turned[bottom, 1])
    begin[off] = end[off] = 0.0
    axis = float(viewport.to_device(np.zeros((1, 2)))[0, 0])
    return Ground(begin, end, wide, min(max(np.floor(axis) + 0.5, 0.5), wide - 0.5))


def rasterize(
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    ground: Ground,
    zone_at: Callable[[float, float], int],
) -> Ids:
    """Return the ID raster of a picture.

    Args:
      begin: [S, 2] where pieces of arcs begin, in pixels.
      end: [S, 2] where they end.
      left: [S] zone on the left of each piece, -1 outside.
      right: [S] zone on the right.
      ground: the pixels on the map.
      zone_at: tells the zone at a pixel, -1 for sea; asked once at most, where no line is near.
    """
    high = len(ground.begin)
    row, across, which = crossings(begin, end, high)
    inside = (across > ground.begin[row]) & (across < ground.end[row])
    row, across, which = row[inside], across[inside], which[inside]
    order = np.argsort(row * np.float64(1 << 20) + across)
    row, across, which = row[order], across[order], which[order]
    rising = end[which, 1] < begin[which, 1]
    west = np.where(rising, left[which], right[which]) + 1
    east = np.where(rising, right[which], left[which]) + 1
    counts = np.bincount(row, minlength=high)
    first = np.cumsum(counts) - counts
    opening = np.zeros(high, dtype=np.int64)
    busy = counts > 0
    opening[busy] = west[first[busy]]
    quiet = np.flatnonzero(~busy & (ground.end > ground.begin))
    if len(quiet):
        opening[quiet] = _down_the_middle(begin, end, left, right, ground, zone_at)[quiet]
        for lone in quiet[(ground.begin[quiet] > ground.column) | (ground.end[quiet] < ground.column)]:  # corners of a turned map
            opening[lone] = zone_at(float(ground.begin[lone] + ground.end[lone]) / 2.0, float(lone) + 0.5) + 1
    return _fill(row, across, east, opening, counts, ground)


def _fill(
    row: NDArray[np.int64],
    across: NDArray[np.float64],
    east: NDArray[np.int32],
    opening: NDArray[np.int64],
    counts: NDArray[np.int64],
    ground: Ground,
) -> Ids:
    """Lay runs of pixels from the crossings of each row; outside the map they are 0."""
    high, wide = len(counts), ground.wide
    first_px = np.ceil(ground.begin - 0.5).astype(np.int64)
    last_px = np.maximum(np.ceil(ground.end - 0.5).astype(np.int64), first_px)
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
    return np.repeat(values, np.diff(places, append=high * wide)).reshape(high, wide)


def _down_the_middle(
    begin: NDArray[np.float64],
    end: NDArray[np.float64],
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    ground: Ground,
    zone_at: Callable[[float, float], int],
) -> NDArray[np.int64]:
    """Return zone + 1 for every row along the ground's column."""
    high = len(ground.begin)
    shift = (0.0, ground.column - 0.5)
    _, down, which = crossings(begin[:, ::-1] - shift, end[:, ::-1] - shift, 1)
    order = np.argsort(down)
    down, which = down[order], which[order]
    eastward = end[which, 0] > begin[which, 0]
    north = np.where(eastward, left[which], right[which]) + 1
    south = np.where(eastward, right[which], left[which]) + 1
    if len(down):
        before = np.searchsorted(down, np.arange(high) + 0.5) - 1
        return np.where(before >= 0, south[np.maximum(before, 0)], north[0]).astype(np.int64)
    rows = np.flatnonzero(ground.end > ground.begin)
    return np.full(high, zone_at(ground.column, float(rows[len(rows) // 2]) + 0.5) + 1)


def stamp(ids: Ids, places: NDArray[np.float64], zones: NDArray[np.int32], size: int) -> None:
    """Keep what is too small to be seen: put a block of `size` pixels at each place [N, 2] that shows sea."""
    high, wide = ids.shape
    for shift_down in range(size):
        for shift_across in range(size):
            column = np.floor(places[:, 0] - (size - 1) / 2.0).astype(np.int64) + shift_across
            row = np.floor(places[:, 1] - (size - 1) / 2.0).astype(np.int64) + shift_down
            on = (column >= 0) & (column < wide) & (row >= 0) & (row < high)
            column, row, zone = column[on], row[on], zones[on]
            free = ids[row, column] == 0
            ids[row[free], column[free]] = zone[free] + 1


Boxes = NDArray[np.int32]
"""[4, n] left, top, right, bottom (inclusive) of n groups of pixels; right < left where a group has none."""
NO_BOX = (1 << 30, 1 << 30, -1, -1)
NO_BOXES: Boxes = np.zeros((4, 0), dtype=np.int32)


def boxes_of(first: NDArray[np.integer], last: NDArray[np.integer], start: NDArray[np.integer], wide: int) -> Boxes:
    """Return the boxes of groups of runs of pixels, from flat index `first` to `last`; group g has runs start[g] to start[g + 1] - 1."""
    boxes = np.repeat(np.array(NO_BOX, dtype=np.int32)[:, None], len(start) - 1, axis=1)
    groups = np.flatnonzero(np.diff(start) > 0)
    if not len(groups):
        return boxes
    top, left = np.divmod(first, wide)
    bottom, right = np.divmod(last, wide)
    left, right = np.where(bottom > top, 0, left), np.where(bottom > top, wide - 1, right)
    begin = np.asarray(start)[groups]
    for side, value in enumerate((left, top)):
        boxes[side, groups] = np.minimum.reduceat(value, begin)
    for side, value in enumerate((right, bottom), start=2):
        boxes[side, groups] = np.maximum.reduceat(value, begin)
    return boxes


def joined(boxes: Boxes) -> tuple[int, int, int, int]:
    """Return the box round boxes."""
    if not boxes.shape[1]:
        return NO_BOX
    return int(boxes[0].min()), int(boxes[1].min()), int(boxes[2].max()), int(boxes[3].max())


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of pixels of one zone, in order of zone: flat index of the first pixel, length, and where each zone's runs begin."""

    start: NDArray[np.int32]
    length: NDArray[np.int32]
    of_zone: NDArray[np.int64]
    """[Z + 1] offsets into the others."""
    sizes: NDArray[np.int64]
    """[Z] pixels of each zone."""
    boxes: Boxes
    """Box of each zone."""

    def pixels(self, zones: NDArray[np.intp]) -> NDArray[np.int64]:
        """Return the flat indices of the pixels of zones, one zone after the other."""
        runs = ranges(self.of_zone[zones], self.of_zone[zones + 1] - self.of_zone[zones])
        return ranges(self.start[runs].astype(np.int64), self.length[runs].astype(np.int64))


def ranges(start: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return start, start + 1, ... for every range, one after the other."""
    ends = np.cumsum(length)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(start - ends + length, length)


def runs_of(ids: Ids, zones: int) -> Runs:
    """Return the runs of pixels of every zone."""
    flat = ids.ravel()
    start = np.concatenate([[0], np.flatnonzero(flat[1:] != flat[:-1]) + 1])
    length = np.diff(start, append=len(flat))
    zone = flat[start]
    order = np.argsort(zone, kind="stable")
    order = order[np.searchsorted(zone[order], 1) :]
    offsets = np.searchsorted(zone[order], np.arange(1, zones + 2))
    start, length = start[order], length[order]
    total = np.concatenate([[0], np.cumsum(length, dtype=np.int64)])
    # A run may go on from one row to the next: then it goes from side to side.
    boxes = boxes_of(start, start + length - 1, offsets, ids.shape[1])
    return Runs(start.astype(np.int32), length.astype(np.int32), offsets.astype(np.int64), np.diff(total[offsets]), boxes)
