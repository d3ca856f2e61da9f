"""Patterns baked into tables: for every style of land the colour of each phase of a tile that repeats over the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import AREA_CODES, AreaStyle
from viewer.carto.land.symbology import Fill, Pattern, fill_of, ink_of
from viewer.carto.tokens import Theme
from viewer.model.distinct import distinct
from viewer.paint.blending import Pixels, packed_many

TILE = 35
"""Logical pixels after which every pattern repeats: five level lines or dots, four or three slanted lines, three crosses.

Pitches that do not divide it are drawn within 3 % of their measure (9 as 8.25).
"""
RIBBON_LEVELS = 5
"""Steps between no ribbon and a full one, for its soft edges."""
_CROSS = 6.0
"""Width and height of a cross."""


def _slanted(across: NDArray[np.float64], count: int, tile: int, weight: float) -> NDArray[np.float64]:
    """Coverage of `count` slanted lines a tile, by the difference or sum of the two coordinates."""
    period = tile / count
    off = np.abs((across + period / 2.0) % period - period / 2.0) / np.sqrt(2.0)
    # Seen along the line a pixel is a tent, half its diagonal to either side.
    low, high = (np.clip(edge * np.sqrt(2.0), -1.0, 1.0) for edge in (off - weight / 2.0, off + weight / 2.0))
    share: NDArray[np.float64] = (high - np.sign(high) * high**2 / 2.0) - (low - np.sign(low) * low**2 / 2.0)
    return share


def _level(down: NDArray[np.float64], count: int, tile: int, weight: float) -> NDArray[np.float64]:
    """Coverage of `count` level lines a tile."""
    period = tile / count
    off = np.abs((down + period / 2.0) % period - period / 2.0)
    share: NDArray[np.float64] = np.clip(np.minimum(off + 0.5, weight / 2.0) - np.maximum(off - 0.5, -weight / 2.0), 0.0, 1.0)
    return share


def coverage_of(pattern: Pattern, tile: int) -> NDArray[np.float64]:
    """Return the share [tile, tile] of each pixel that a pattern's ink covers.

    Args:
      pattern: in logical pixels.
      tile: device pixels of the tile; stands for TILE logical pixels.
    """
    scale = tile / TILE
    down, across = np.meshgrid(np.arange(tile) + 0.5, np.arange(tile) + 0.5, indexing="ij")
    weight = pattern.weight * scale
    if pattern.shape in ("falling", "rising"):
        count = max(1, round(TILE / (pattern.pitch * np.sqrt(2.0))))
        along = across - down if pattern.shape == "falling" else across + down
        return _slanted(along, count, tile, weight)
    count = max(1, round(TILE / pattern.pitch))
    if pattern.shape == "level":
        return _level(down - 3.5 * scale, count, tile, weight)
    if pattern.shape in ("upright", "grid"):
        upright = _level(across - 3.5 * scale, count, tile, weight)
        return upright if pattern.shape == "upright" else np.maximum(upright, _level(down - 3.5 * scale, count, tile, weight))
    starts = np.rint(np.arange(count) * tile / count)
    if pattern.shape == "crosses":
        return _crosses(across, down, starts, tile, weight, scale)
    return _dots(across, down, starts, tile, weight)


def _dots(
    across: NDArray[np.float64],
    down: NDArray[np.float64],
    starts: NDArray[np.float64],
    tile: int,
    radius: float,
) -> NDArray[np.float64]:
    """Coverage of dots on a quincunx."""
    share = np.zeros_like(across)
    half = float(round(tile / len(starts) / 2.0))
    for top in starts:
        for left in starts:
            for shift in (0.0, half):
                right = np.abs((across - left - shift - 0.5 + tile / 2) % tile - tile / 2)
                below = np.abs((down - top - shift - 0.5 + tile / 2) % tile - tile / 2)
                share = np.maximum(share, np.clip(radius + 0.5 - np.hypot(right, below), 0.0, 1.0))
    return share


def _crosses(
    across: NDArray[np.float64],
    down: NDArray[np.float64],
    starts: NDArray[np.float64],
    tile: int,
    weight: float,
    scale: float,
) -> NDArray[np.float64]:
    """Coverage of diagonal crosses."""
    share = np.zeros_like(across)
    arm = _CROSS * scale / 2.0
    for top in starts:
        for left in starts:
            right = (across - left - arm - scale + tile / 2) % tile - tile / 2
            below = (down - top - arm - scale + tile / 2) % tile - tile / 2
            off = np.minimum(np.abs(right - below), np.abs(right + below)) / np.sqrt(2.0)
            near = np.clip(arm + 0.5 - np.maximum(np.abs(right), np.abs(below)), 0.0, 1.0)
            line = np.clip(np.minimum(off + 0.5, weight / 2.0) - np.maximum(off - 0.5, -weight / 2.0), 0.0, 1.0)
            share = np.maximum(share, near * line)
    return share


def tile_of(fill: Fill, tile: int) -> Pixels:
    """Return [tile, tile] the colours of a fill, to be repeated over the screen; `tile` device pixels stand for TILE logical ones."""
    return packed_many(_laid(fill, {pattern: coverage_of(pattern, tile) for pattern, _ in fill.patterns}, tile))


def _laid(fill: Fill, covers: Mapping[Pattern, NDArray[np.float64]], tile: int) -> NDArray[np.float64]:
    """Return [tile, tile, 3] the colours of a fill, whose patterns cover so much of each pixel."""
    colour: NDArray[np.float64] = np.broadcast_to(np.array(fill.ground), (tile, tile, 3))
    for pattern, ink in fill.patterns:
        share = (covers[pattern] * pattern.opacity)[..., None]
        colour = colour * (1.0 - share) + np.array(ink) * share
    return colour


class Palette:
    """Colours of every style of land, for each level of the ribbon and each phase of the tile; made when a style is first seen.

    `phases` is the number of pixels of the tile. The colours of a style start in `colours` where `rows` tells; from there, level *
    phases + phase is the place of a pixel's colour.
    """

    def __init__(self, theme: Theme, ratio: float, *, patterns: bool = True, blocs: bool = True) -> None:
        self.theme = theme
        self.tile = max(8, round(TILE * ratio))
        self.phases = self.tile * self.tile
        self.colours: Pixels = np.empty(0, dtype=np.uint32)
        self._patterns, self._blocs = patterns, blocs
        self._coverage: dict[Pattern, NDArray[np.float64]] = {}
        self._row_of = np.full(AREA_CODES, -1, dtype=np.int32)

    def rows(self, codes: NDArray[np.uint16]) -> NDArray[np.int32]:
        """Return where in `colours` the phases of each style begin."""
        missing = distinct(codes[self._row_of[codes] < 0])
        if len(missing):
            self._row_of[missing] = np.arange(len(missing)) * self.phases * RIBBON_LEVELS + len(self.colours)
            self.colours = np.concatenate([self.colours, *(self._make(int(code)) for code in missing)])
        return self._row_of[codes]

    def kept(self) -> dict[str, NDArray[Any]]:
        """Return the colours that were made so far, by name."""
        return {"palette/rows": self._row_of, "palette/colours": self.colours}

    def take(self, kept: Mapping[str, NDArray[Any]]) -> None:
        """Take over the colours of an equal palette; what is no such thing is left."""
        rows, colours = kept.get("palette/rows"), kept.get("palette/colours")
        if rows is not None and colours is not None and rows.shape == self._row_of.shape and len(colours) % self.phases == 0:
            self._row_of, self.colours = np.array(rows), np.array(colours)

    def _make(self, code: int) -> Pixels:
        area = AreaStyle.of(code)
        if not self._blocs and area.tone != "nodata":
            area = AreaStyle(0, "full", area.hatch, 0, min(area.claim, 1))  # marks tell of blocs
        fill = fill_of(self.theme, area, patterns=self._patterns)
        for pattern, _ in fill.patterns:
            if pattern not in self._coverage:
                self._coverage[pattern] = coverage_of(pattern, self.tile)
        colour = _laid(fill, self._coverage, self.tile)
        levels = np.arange(RIBBON_LEVELS)[:, None, None, None] / (RIBBON_LEVELS - 1) * (self.theme.ribbon if area.style else 0.0)
        ribboned = colour * (1.0 - levels) + np.array(ink_of(self.theme, area.style)) * levels
        return packed_many(ribboned).ravel()
