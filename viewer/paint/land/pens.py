"""How the lines of a picture are drawn: a pen for each kind of line and bloc style, as tables over distance and place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import BLOC, CLAIM, LINES, STYLES
from viewer.carto.land.symbology import DASHES, ink_of, rgb, width
from viewer.carto.tokens import Theme
from viewer.paint.blending import packed
from viewer.paint.plate.plate import Plate
from viewer.paint.plate.strokes import LEVELS, MARKS, Spots, coverage, dashes

_STEPS = 64
"""Steps into which a period of dashes is divided."""


class Pens:
    """Pens are numbered kind * styles + style. `colour` [pens] is the colour of each."""

    def __init__(self, plate: Plate, theme: Theme) -> None:
        zoom, ratio, reach = plate.viewport.zoom, plate.viewport.ratio, plate.borders.reach
        count = len(LINES) * len(STYLES)
        self.colour = np.zeros(count, dtype=np.uint32)
        self._coverage = np.zeros((count, LEVELS), dtype=np.uint8)
        self._dash = np.zeros(count, dtype=np.int8)
        names = sorted(DASHES)
        for kind, name in enumerate(LINES[1:], start=1):
            table = np.rint(coverage(width(name, zoom, dark=theme.dark) * ratio, reach) * 255).astype(np.uint8)
            for style, style_name in enumerate(STYLES):
                pen = kind * len(STYLES) + style
                self._coverage[pen] = table
                self.colour[pen] = packed(ink_of(theme, style) if kind in (BLOC, CLAIM) else rgb(theme.border))
                dashed = style_name if kind == BLOC else name
                self._dash[pen] = names.index(dashed) + 1 if dashed in DASHES else 0
        self._flat = self._coverage.ravel()
        self._tables = np.array([np.rint(dashes(DASHES[name], ratio, _STEPS) * 255) for name in names]).astype(np.uint8)
        periods = np.array([sum(DASHES[name]) * ratio for name in names])
        # A whole number of periods on every line: dashes then meet at its ends, whichever lines it is joined to on a day.
        self._turns = np.rint(plate.lengths[:, None] / periods).astype(np.int64)

    @staticmethod
    def of(kind: NDArray[np.uint8], look: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Return the pen of each line."""
        return kind.astype(np.int64) * len(STYLES) + look

    def opacity(self, spots: Spots, chosen: NDArray[np.int64], pen: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the opacity of chosen spots, each drawn with its pen."""
        opacity: NDArray[np.uint8] = self._flat[pen * LEVELS + spots.near[chosen]]
        dash = self._dash[pen]
        broken = np.flatnonzero(dash)
        if len(broken):
            which = dash[broken].astype(np.int64) - 1
            spot = chosen[broken]
            turn = spots.mark[spot].astype(np.int64) * self._turns[spots.line[spot], which]
            share = self._tables[which, turn * _STEPS // MARKS % _STEPS].astype(np.uint16)
            opacity[broken] = (opacity[broken] * share // 255).astype(np.uint8)
        return opacity
