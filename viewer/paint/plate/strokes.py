"""Antialiased strokes without a path: for every pixel near a line, how near it is.

A stroke's coverage is a function of the distance alone, so lines are measured once a view and may change their width, dash and colour, or
disappear, from day to day at the cost of a table look-up.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.generalization import Segments
from viewer.model.distinct import numbered
from viewer.model.record import dataclass

_CHUNK = 120_000
"""Pixels measured at a time, so that temporaries stay in the cache."""
_PIXEL_BITS, _NEAR_BITS, _MARK_BITS = 27, 8, 12
_INDEX_BITS = 24
MOST_PIXELS = 1 << _PIXEL_BITS
"""Largest picture that can be measured; larger ones are made in bands."""
LEVELS = 256
"""Steps in which a distance is stored."""
MARKS = 1 << _MARK_BITS
"""Steps in which a place along a line is stored."""


@dataclass(frozen=True, slots=True)
class Spots:
    """Pixels near lines, in order of line and then pixel, each pixel once a line.

    `pixel` [n] flat index; `line` [n]; `near` [n] distance in steps of `reach` / 255; `mark` [n] place along the line in MARKS
    steps, or 1 where the pixel's middle is on the left of the line and 0 on the right.
    """

    pixel: NDArray[np.int32] | NDArray[np.intp]
    line: NDArray[np.int32]
    near: NDArray[np.uint8]
    mark: NDArray[np.uint16]
    reach: float

    def kept(self, wanted: NDArray[np.bool_]) -> Spots:
        """Return the spots for which `wanted` [n] is set."""
        return Spots(self.pixel[wanted], self.line[wanted], self.near[wanted], self.mark[wanted], self.reach)

    @property
    def distance(self) -> NDArray[np.float32]:
        """[n] distance in device pixels."""
        return self.near.astype(np.float32) * np.float32(self.reach / (LEVELS - 1))


def measure(pieces: Segments, size: tuple[int, int], reach: float, *, sides: bool = False) -> Spots:
    """Return the pixels of a picture `size` (width, height) whose middles lie within `reach` of lines.

    Marks tell sides where `sides` is set, else places along the line.
    """
    steps = measuring(pieces, size, reach, sides=sides)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: Spots = done.value
            return found


def measuring(pieces: Segments, size: tuple[int, int], reach: float, *, sides: bool = False) -> Generator[None, None, Spots]:
    """Do what `measure` does, in steps of a few milliseconds. ValueError for more than MOST_PIXELS pixels."""
    if size[0] * size[1] > MOST_PIXELS:
        raise ValueError(f"a picture of {size[0]} x {size[1]} pixels is too large to be measured at once")
    lines, line = numbered(pieces.line)
    rows = _rows(pieces, size, reach)
    found = []
    for part in _parts(rows[3]):
        yield
        found.append(_measure(pieces, line, rows, part, size[0], reach, sides=sides))
    yield
    key = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
    key.sort()
    group = key >> (_NEAR_BITS + _MARK_BITS)
    first = np.ones(len(key), dtype=np.bool_)
    np.not_equal(group[1:], group[:-1], out=first[1:])
    key, group = key[first], group[first]
    return Spots(
        pixel=(group & ((1 << _PIXEL_BITS) - 1)).astype(np.int32),
        line=lines[group >> _PIXEL_BITS].astype(np.int32),
        near=(key >> _MARK_BITS & (LEVELS - 1)).astype(np.uint8),
        mark=(key & (MARKS - 1)).astype(np.uint16),
        reach=reach,
    )


_Rows = tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def _rows(pieces: Segments, size: tuple[int, int], reach: float) -> _Rows:
    """Return for every piece and row of pixels that it touches: the piece, the row, the first column, how many columns."""
    wide, high = size
    begin, end = pieces.begin, pieces.end
    low, top = np.minimum(begin, end) - reach, np.maximum(begin, end) + reach
    first = np.clip(np.ceil(low[:, 1] - 0.5), 0, high).astype(np.int64)
    count = np.maximum(np.clip(np.floor(top[:, 1] - 0.5) + 1, 0, high).astype(np.int64) - first, 0)
    which = np.repeat(np.arange(len(count)), count)
    row = np.arange(len(which)) - np.repeat(np.cumsum(count) - count - first, count)
    run, rise = end[:, 0] - begin[:, 0], end[:, 1] - begin[:, 1]
    # Within a row only the strip of width 2 * reach about the line matters; a level line has no such bound.
    steep = np.abs(rise) > 1e-3
    safe = np.where(steep, rise, 1.0)
    slope = np.where(steep, run / safe, 0.0)
    half = np.where(steep, reach * np.hypot(run, rise) / np.abs(safe), 1e9)
    middle = (begin[:, 0] - begin[:, 1] * slope)[which] + (row + 0.5) * slope[which]
    left = np.maximum(low[:, 0][which], middle - half[which])
    right = np.minimum(top[:, 0][which], middle + half[which])
    column = np.clip(np.ceil(left - 0.5), 0, wide).astype(np.int64)
    columns = np.clip(np.floor(right - 0.5) + 1, 0, wide).astype(np.int64) - column
    keep = columns > 0
    return which[keep], row[keep], column[keep], columns[keep]


def _parts(columns: NDArray[np.int64]) -> list[slice]:
    """Divide rows into parts of about _CHUNK pixels."""
    total = np.cumsum(columns)
    if not len(total):
        return []
    edges = np.searchsorted(total, np.arange(_CHUNK, int(total[-1]) + _CHUNK, _CHUNK))
    bounds = [0, *sorted({min(int(edge) + 1, len(columns)) for edge in edges})]
    return [slice(low, high) for low, high in pairwise(bounds)]


def _measure(
    pieces: Segments,
    line: NDArray[np.intp],
    rows: _Rows,
    part: slice,
    wide: int,
    reach: float,
    *,
    sides: bool,
) -> NDArray[np.int64]:
    """Measure one part of the rows; return a sortable key for each pixel near enough: line, pixel, distance, mark."""
    which, row, column, columns = (values[part] for values in rows)
    begin = pieces.begin[which].astype(np.float32)
    step = (pieces.end - pieces.begin)[which].astype(np.float32)
    square = np.maximum(step[:, 0] ** 2 + step[:, 1] ** 2, np.float32(1e-12))
    down = (row + 0.5).astype(np.float32) - begin[:, 1]
    across = (column + 0.5).astype(np.float32) - begin[:, 0]
    # Along a row the projection on the line grows by a constant a pixel.
    offset = np.arange(int(columns.sum()), dtype=np.int64) - np.repeat(np.cumsum(columns) - columns, columns)
    east = np.repeat(across, columns) + offset
    east = east.astype(np.float32, copy=False)
    south, run, rise = np.repeat(down, columns), np.repeat(step[:, 0], columns), np.repeat(step[:, 1], columns)
    place = np.clip((east * run + south * rise) * np.repeat(np.float32(1.0) / square, columns), np.float32(0), np.float32(1))
    gap = np.sqrt((east - place * run) ** 2 + (south - place * rise) ** 2)
    near = np.flatnonzero(gap <= reach)
    owner = np.repeat(np.arange(len(which)), columns)[near]
    piece = which[owner]
    if sides:  # y grows downwards, so a positive cross product is on the right
        mark = (run[near] * south[near] - rise[near] * east[near] < 0).astype(np.int64)
    else:
        low, high = pieces.along[piece, 0], pieces.along[piece, 1]
        mark = np.clip((low + (high - low) * place[near]) * (MARKS - 1), 0, MARKS - 1).astype(np.int64)
    pixel = row[owner] * wide + column[owner] + offset[near]
    step_of = (gap[near] * np.float32((LEVELS - 1) / reach)).astype(np.int64)
    key: NDArray[np.int64] = ((line[piece] << _PIXEL_BITS | pixel) << _NEAR_BITS | step_of) << _MARK_BITS | mark
    return key


def once(pixel: NDArray[np.int32] | NDArray[np.intp], rank: NDArray[np.floating] | NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return indices, in order of pixel, that keep each pixel once: where it has the least rank (0 to 1, or a byte)."""
    step = rank.astype(np.int64) if rank.dtype == np.uint8 else np.rint(np.asarray(rank) * 4095).astype(np.int64)
    key = (pixel.astype(np.int64) << 12 | step) << _INDEX_BITS | np.arange(len(pixel))
    key.sort()
    group = key >> (_INDEX_BITS + 12)
    first = np.ones(len(key), dtype=np.bool_)
    np.not_equal(group[1:], group[:-1], out=first[1:])
    kept: NDArray[np.intp] = (key[first] & ((1 << _INDEX_BITS) - 1)).astype(np.intp)
    return kept


def coverage(width: float, reach: float) -> NDArray[np.float64]:
    """Return the share [LEVELS] of a pixel that a stroke `width` device pixels wide covers, by stored distance."""
    distance = np.arange(LEVELS) * (reach / (LEVELS - 1))
    half = width / 2.0
    overlap = np.minimum(distance + 0.5, half) - np.maximum(distance - 0.5, -half)
    share: NDArray[np.float64] = np.clip(overlap, 0.0, 1.0)
    return share


def dashes(pattern: tuple[float, ...], scale: float, steps: int = 64) -> NDArray[np.float64]:
    """Return the share [steps] of a dash that covers each step of a period, in the middle of the first dash at step 0.

    Args:
      pattern: lengths of dash, gap, dash, gap ... in logical pixels.
      scale: device pixels a logical pixel.
      steps: number of steps that the period is divided into.
    """
    lengths = np.array(pattern) * scale
    period = lengths.sum()
    edges = np.concatenate([[0.0], np.cumsum(lengths)]) - lengths[0] / 2.0
    centres = np.arange(steps) / steps * period
    share = np.zeros(steps)
    for begin, end in zip(edges[:-1:2], edges[1::2], strict=False):
        for turn in (-period, 0.0, period):
            low = np.maximum(centres - 0.5, begin + turn)
            high = np.minimum(centres + 0.5, end + turn)
            share += np.clip(high - low, 0.0, 1.0)
    return np.clip(share, 0.0, 1.0)
