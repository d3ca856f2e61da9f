"""From a plate and a state of the political map to pixels: every pixel is a function of the two, computed by looking things up.

The order of laying is that of the tokens: sea, land with its patterns, ribbons, rivers, borders, lakes, coast, bloc boundaries, Curtain.
Because nothing is drawn and a pixel depends on nothing but the two values, composing some pixels gives what composing all gives.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.carto.political import BLOC, HATCHES, NONE, STYLES, PoliticalState
from viewer.carto.symbology import SMALLEST_RIBBONED, ink_of, rgb, width
from viewer.carto.tokens import Theme
from viewer.carto.viewport import km_per_px
from viewer.paint.blending import Pixels, blend, packed
from viewer.paint.curtain import Sprite
from viewer.paint.patterns import Palette
from viewer.paint.pens import Pens
from viewer.paint.plate import Plate
from viewer.paint.raster import ranges
from viewer.paint.ribbons import Ribbons

_MOST = 0.35
"""Above this share of touched pixels, composing all is quicker."""
_MOSTLY_LAND = 0.35
"""Above this share of land, colouring whole bands is quicker than colouring pixel by pixel."""
_BAND = 1 << 15
"""Pixels composed at a time when all are, so that temporaries stay in the cache."""
_OCCUPIED = HATCHES.index("occupied")


@dataclass(slots=True, eq=False)
class Lines:
    """What the lines of a plate are on a day, by index of line."""

    kind: NDArray[np.uint8]
    look: NDArray[np.uint8]
    curtain: tuple[Sprite, ...] = ()


class Composition:
    """Composes the picture of one plate in one theme. `pixels` [H * W] is the picture."""

    def __init__(self, plate: Plate, theme: Theme, hidden: frozenset[str]) -> None:
        self.plate = plate
        self.pixels: Pixels = plate.underlay.copy()
        self._palette = Palette(theme, plate.viewport.ratio, patterns="patterns" not in hidden, blocs="blocs" not in hidden)
        self._pens = Pens(plate, theme)
        self._ribbons = Ribbons(plate, self._palette.tile, width("ribbon", plate.viewport.zoom) * plate.viewport.ratio)
        self._ribboned = not hidden & {"ribbons", "blocs"}
        self._inks = np.array([packed(ink_of(theme, style)) for style in range(len(STYLES))], dtype=np.uint32)
        self._river = packed(rgb(theme.river))
        self._mask = np.zeros(len(self.pixels), dtype=np.bool_)
        self._state: PoliticalState | None = None
        self._lines: Lines | None = None

    @property
    def state(self) -> PoliticalState | None:
        """The political map that the picture shows."""
        return self._state

    def readying(self, state: PoliticalState, lines: Lines) -> Generator[None, None, None]:
        """Do beforehand, in steps, what `show` would have to do only once for a state."""
        yield from self._ribbons.readying(self._ribboned_lines(state, lines))

    def show(self, state: PoliticalState, lines: Lines) -> NDArray[np.intp] | None:
        """Make the picture that of a state; return the pixels that were composed (some may be listed twice), None for all."""
        ribbons = self._ribbons.change(self._ribboned_lines(state, lines), self._mask)
        zones, others = self._changes(state, lines)
        self._state, self._lines = state, lines
        bases = np.concatenate([np.zeros(1, dtype=np.int32), self._palette.rows(state.area)])
        others.append(ribbons)
        if zones is None or self.plate.runs.sizes[zones].sum() + sum(map(len, others)) > _MOST * len(self.pixels):
            self._all_land(bases)
            self._overlay(state, lines, touched=False)
            return None
        land = self.plate.runs.pixels(zones)
        self._land(np.repeat(bases[zones + 1], self.plate.runs.sizes[zones]), land)
        rest = np.concatenate(others)
        self._some(bases, rest)
        pixel = np.concatenate([land, rest])
        self._mask[pixel] = True
        self._overlay(state, lines, touched=True)
        self._mask[pixel] = False
        return pixel

    def _ribboned_lines(self, state: PoliticalState, lines: Lines) -> NDArray[np.bool_]:
        """Return [F] whether each line has ribbons: bloc boundaries do, but one would drown a state of a few pixels."""
        left, right = self.plate.front.sides
        least = SMALLEST_RIBBONED * km_per_px(self.plate.viewport.zoom) ** 2
        ribboned: NDArray[np.bool_] = (lines.kind == BLOC) & (np.minimum(state.extent[left], state.extent[right]) >= least)
        return ribboned & self._ribboned

    def _changes(self, state: PoliticalState, lines: Lines) -> tuple[NDArray[np.intp] | None, list[NDArray[np.intp]]]:
        """Return the zones that look different now (None = all), and the pixels of lines that do."""
        old, before, plate = self._state, self._lines, self.plate
        if old is None or before is None:
            return None, []
        moved = np.flatnonzero((before.kind != lines.kind) | (before.look != lines.look))
        spots = ranges(plate.border_start[moved], plate.border_start[moved + 1] - plate.border_start[moved])
        others: list[NDArray[np.intp]] = [plate.borders.pixel[spots].astype(np.intp, copy=False)]
        drawn, wanted = {id(sprite): sprite for sprite in before.curtain}, {id(sprite): sprite for sprite in lines.curtain}
        others += [(drawn.get(key) or wanted[key]).pixel for key in drawn.keys() ^ wanted.keys()]
        changed = old.area != state.area
        inked = changed & (_occupied(old) | _occupied(state))
        if inked.any():  # their coast has another ink, also on pixels that are not theirs
            others.append(plate.coast.pixel[inked[plate.coast.zone]])
        return np.flatnonzero(changed), others

    def _all_land(self, bases: NDArray[np.int32]) -> None:
        """Colour all land, and lay the underlay everywhere else."""
        ids, plane, colours = self.plate.ids.ravel(), self._ribbons.plane, self._palette.colours
        sizes = self.plate.runs.sizes
        if sizes.sum() < _MOSTLY_LAND * len(ids):
            np.copyto(self.pixels, self.plate.underlay)
            self._land(np.repeat(bases[1:], sizes), self.plate.runs.pixels(np.arange(len(sizes))))
            return
        for first in range(0, len(ids), _BAND):
            part = slice(first, first + _BAND)
            place = bases.take(ids[part], mode="clip")
            place += plane[part]
            colours.take(place, out=self.pixels[part], mode="clip")
            np.copyto(self.pixels[part], self.plate.underlay[part], where=ids[part] == 0)

    def _land(self, bases: NDArray[np.int32], pixel: NDArray[np.intp]) -> None:
        """Colour pixels of land whose palettes begin at `bases`."""
        bases += self._ribbons.plane[pixel]
        self.pixels[pixel] = self._palette.colours.take(bases, mode="clip")

    def _some(self, bases: NDArray[np.int32], pixel: NDArray[np.intp]) -> None:
        """Colour any pixels, of land or sea."""
        zone = self.plate.ids.ravel()[pixel]
        colour = self._palette.colours.take(bases.take(zone) + self._ribbons.plane[pixel])
        sea = np.flatnonzero(zone == 0)
        colour[sea] = self.plate.underlay[pixel[sea]]
        self.pixels[pixel] = colour

    def _overlay(self, state: PoliticalState, lines: Lines, *, touched: bool) -> None:
        """Lay everything over the land that lies over it; where `touched` is set only on pixels set in the mask."""
        water, cover, borders = self.plate.water, self.plate.cover, self.plate.borders
        spots = np.flatnonzero(self._mask[borders.pixel]) if touched else np.arange(len(borders.pixel))
        kind = lines.kind[borders.line[spots]]
        pen = self._pens.of(lines.kind, lines.look)
        self._lay(water.river, self._river, water.river_opacity, touched=touched)
        self._strokes(pen, spots[(kind != NONE) & (kind != BLOC)])
        cover.lay(self.pixels, np.flatnonzero(self._mask[cover.pixel]) if touched else slice(None))
        self._occupied_coast(state, touched=touched)
        self._strokes(pen, spots[kind == BLOC])
        for sprite in lines.curtain:
            self._lay(sprite.pixel, sprite.colour, sprite.opacity, touched=touched)

    def _lay(self, pixel: NDArray[np.intp], colour: Pixels | int, opacity: NDArray[np.uint8], *, touched: bool) -> None:
        """Lay colours over pixels that are listed once each."""
        if touched:
            chosen = np.flatnonzero(self._mask[pixel])
            pixel, opacity = pixel[chosen], opacity[chosen]
            colour = colour if isinstance(colour, int) else colour[chosen]
        self.pixels[pixel] = blend(self.pixels[pixel], colour, opacity)

    def _occupied_coast(self, state: PoliticalState, *, touched: bool) -> None:
        """Give occupied land a coast in the ink of its hatch."""
        coast = self.plate.coast
        occupied = np.flatnonzero(_occupied(state))
        chosen = coast.by_zone[ranges(coast.zone_start[occupied], coast.zone_start[occupied + 1] - coast.zone_start[occupied])]
        if touched:
            chosen = chosen[self._mask[coast.pixel[chosen]]]
        if not len(chosen):
            return
        pixel, ink = coast.pixel[chosen], self._inks[state.area[coast.zone[chosen]] >> 7 & 7]
        self.pixels[pixel] = blend(self.pixels[pixel], ink, np.rint(coast.line[chosen] * 255).astype(np.uint8))

    def _strokes(self, pen: NDArray[np.int64], spots: NDArray[np.intp]) -> None:
        """Stroke spots of lines with their pens."""
        borders = self.plate.borders
        pens = pen[borders.line[spots]]
        opacity = self._pens.opacity(borders, spots, pens)
        order = np.argsort(opacity, kind="stable")  # where lines meet, the last and most opaque stays
        pixel = borders.pixel[spots[order]]
        self.pixels[pixel] = blend(self.pixels[pixel], self._pens.colour[pens[order]], opacity[order])


def _occupied(state: PoliticalState) -> NDArray[np.bool_]:
    """Return [Z] whether each zone is hatched as occupied."""
    occupied: NDArray[np.bool_] = (state.area >> 5 & 3) == _OCCUPIED
    return occupied
