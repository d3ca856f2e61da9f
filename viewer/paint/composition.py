"""From a plate and a state of the political map to pixels: every pixel is a function of the two, computed by looking things up.

The order of laying is that of the tokens: sea, land, patterns, rivers, borders, ribbons, lakes, coast, bloc boundaries, Curtain.
Because nothing is drawn and a pixel depends on nothing but the two values, composing some pixels gives what composing all gives.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.carto.political import BLOC, CLAIM, DEPENDENCY, INNER, NONE, STATE, STYLES, PoliticalState
from viewer.carto.symbology import DASHES, ink_of, rgb, width
from viewer.carto.tokens import Theme
from viewer.paint.blending import Pixels, blend, packed
from viewer.paint.curtain import Sprite
from viewer.paint.patterns import Palette
from viewer.paint.plate import Plate
from viewer.paint.strokes import LEVELS, MARKS, Spots, coverage, dashes

_KINDS = ((STATE, "state"), (INNER, "inner"), (DEPENDENCY, "dependency"), (CLAIM, "claim"), (BLOC, "bloc"))
_DASH_STEPS = 64
_BAND = 1 << 17
"""Pixels composed at a time when all are, so that temporaries stay in the cache."""


class Pens:
    """How the lines of a picture are drawn: a pen for each kind of line and bloc style."""

    def __init__(self, plate: Plate, theme: Theme) -> None:
        zoom, ratio, reach = plate.viewport.zoom, plate.viewport.ratio, plate.borders.reach
        styles = len(STYLES)
        self.coverage = np.zeros((len(_KINDS) + 1) * styles * LEVELS, dtype=np.uint8)
        self.colour = np.zeros((len(_KINDS) + 1) * styles, dtype=np.uint32)
        self.dash = np.zeros((len(_KINDS) + 1) * styles, dtype=np.int8)
        names = sorted(DASHES)
        for kind, name in _KINDS:
            table = np.rint(coverage(width(name, zoom, dark=theme.dark) * ratio, reach) * 255).astype(np.uint8)
            for style, style_name in enumerate(STYLES):
                pen = kind * styles + style
                self.coverage[pen * LEVELS : (pen + 1) * LEVELS] = table
                self.colour[pen] = packed(ink_of(theme, style) if kind in (BLOC, CLAIM) else rgb(theme.border))
                dashed = style_name if kind == BLOC else name
                self.dash[pen] = names.index(dashed) + 1 if dashed in DASHES else 0
        self.tables = np.array([np.rint(dashes(DASHES[name], ratio, _DASH_STEPS) * 255) for name in names]).astype(np.uint8)
        periods = np.array([sum(DASHES[name]) * ratio for name in names])
        self.turns = np.rint(plate.lengths[:, None] / periods).astype(np.int64)

    @staticmethod
    def of(kind: NDArray[np.uint8], look: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Return the pen of each line."""
        return kind.astype(np.int64) * len(STYLES) + look

    def opacity(self, spots: Spots, chosen: NDArray[np.intp], pen: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the opacity of chosen spots, each drawn with its pen."""
        opacity: NDArray[np.uint8] = self.coverage[pen * LEVELS + spots.near[chosen]]
        dash = self.dash[pen]
        broken = np.flatnonzero(dash)
        if len(broken):
            which = dash[broken].astype(np.int64) - 1
            spot = chosen[broken]
            turn = spots.mark[spot].astype(np.int64) * self.turns[spots.line[spot], which]
            step = turn * _DASH_STEPS // MARKS % _DASH_STEPS
            share = self.tables[which, step].astype(np.uint16)
            opacity[broken] = (opacity[broken] * share // 255).astype(np.uint8)
        return opacity


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
        self.palette = Palette(theme, plate.viewport.ratio, patterns="patterns" not in hidden, blocs="blocs" not in hidden)
        self.pens = Pens(plate, theme)
        self.hidden = hidden
        self.pixels: Pixels = np.empty(plate.size[0] * plate.size[1], dtype=np.uint32)
        self._phase = _phases(plate, self.palette.tile)
        zoom, ratio = plate.viewport.zoom, plate.viewport.ratio
        self.ribbon_width = width("ribbon", zoom) * ratio
        self.ribbon_reach = self.ribbon_width + 0.5
        self._ribbon = np.rint(coverage(2.0 * self.ribbon_width, self.ribbon_reach) * 255 * theme.ribbon).astype(np.uint8)
        self._inks = np.array([packed(ink_of(theme, style)) for style in range(len(STYLES))], dtype=np.uint32)
        self._water, self._river, self._coast = (packed(rgb(colour)) for colour in (theme.water, theme.river, theme.coast))

    def compose(self, state: PoliticalState, lines: Lines, ribbons: Spots, touched: NDArray[np.bool_] | None) -> None:
        """Compose the pixels that are set in `touched` [H * W], or all."""
        bases = np.concatenate([np.zeros(1, dtype=np.int32), self.palette.rows(state.area)])
        if touched is None:
            self._all_land(bases)
        else:
            self._some_land(bases, np.flatnonzero(touched))
        coast, water = self.plate.coast, self.plate.water
        self._coast_land(bases, touched)
        self._lay(water.river, self._river, water.river_opacity, touched)
        pen = self.pens.of(lines.kind, lines.look)
        self._strokes(pen, (lines.kind != NONE) & (lines.kind != BLOC), touched)
        if "ribbons" not in self.hidden and "blocs" not in self.hidden:
            self._ribbons(state, lines, ribbons, touched)
        self._lay(water.lake, self._water, water.lake_opacity, touched)
        self._lay(water.lake, self._coast, water.shore_opacity, touched)
        self._lay(coast.pixel, self._coast, coast.line, touched)
        self._strokes(pen, lines.kind == BLOC, touched)
        for sprite in lines.curtain:
            self._lay(sprite.pixel, sprite.colour, sprite.opacity, touched)

    def _all_land(self, bases: NDArray[np.int32]) -> None:
        ids, under, colours = self.plate.ids.ravel(), self.plate.underlay, self.palette.colours
        for first in range(0, len(ids), _BAND):
            part = slice(first, first + _BAND)
            zone = ids[part]
            place = bases.take(zone)
            place += self._phase[part]
            colours.take(place, out=self.pixels[part], mode="clip")
            np.copyto(self.pixels[part], under[part], where=zone == 0)

    def _some_land(self, bases: NDArray[np.int32], pixel: NDArray[np.intp]) -> None:
        zone = self.plate.ids.ravel()[pixel]
        colour = self.palette.colours.take(bases.take(zone) + self._phase[pixel])
        sea = np.flatnonzero(zone == 0)
        colour[sea] = self.plate.underlay[pixel[sea]]
        self.pixels[pixel] = colour

    def _coast_land(self, bases: NDArray[np.int32], touched: NDArray[np.bool_] | None) -> None:
        """Along the coast let land and sea share their pixels."""
        coast = self.plate.coast
        chosen = slice(None) if touched is None else np.flatnonzero(touched[coast.pixel])
        pixel = coast.pixel[chosen]
        land = self.palette.colours.take(bases.take(coast.zone[chosen] + 1) + self._phase[pixel])
        self.pixels[pixel] = blend(self.plate.underlay[pixel], land, coast.land[chosen])

    def _lay(
        self,
        pixel: NDArray[np.int32] | NDArray[np.int64],
        colour: Pixels | int,
        opacity: NDArray[np.uint8],
        touched: NDArray[np.bool_] | None,
    ) -> None:
        """Lay colours over pixels that are listed once each."""
        if touched is not None:
            chosen = np.flatnonzero(touched[pixel])
            pixel, opacity = pixel[chosen], opacity[chosen]
            colour = colour if isinstance(colour, int) else colour[chosen]
        self.pixels[pixel] = blend(self.pixels[pixel], colour, opacity)

    def _strokes(self, pen: NDArray[np.int64], drawn: NDArray[np.bool_], touched: NDArray[np.bool_] | None) -> None:
        spots = self.plate.borders
        wanted = drawn[spots.line]
        if touched is not None:
            wanted &= touched[spots.pixel]
        chosen = np.flatnonzero(wanted)
        pens = pen[spots.line[chosen]]
        opacity = self.pens.opacity(spots, chosen, pens)
        order = _strongest_last(opacity)
        pixel = spots.pixel[chosen[order]]
        self.pixels[pixel] = blend(self.pixels[pixel], self.pens.colour[pens[order]], opacity[order])

    def _ribbons(self, state: PoliticalState, lines: Lines, ribbons: Spots, touched: NDArray[np.bool_] | None) -> None:
        wanted = (lines.kind == BLOC)[ribbons.line]
        if touched is not None:
            wanted &= touched[ribbons.pixel]
        chosen = np.flatnonzero(wanted)
        style = np.concatenate([[0], state.style])[self.plate.ids.ravel()[ribbons.pixel[chosen]]]
        inside = np.flatnonzero(style)
        chosen, style = chosen[inside], style[inside]
        opacity = self._ribbon[ribbons.near[chosen]]
        order = _strongest_last(opacity)
        pixel = ribbons.pixel[chosen[order]]
        self.pixels[pixel] = blend(self.pixels[pixel], self._inks[style[order]], opacity[order])


def _strongest_last(opacity: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return an order in which the most opaque comes last: where a pixel is listed more than once, the last one stays."""
    return np.argsort(opacity, kind="stable")


def _phases(plate: Plate, tile: int) -> NDArray[np.uint16]:
    """Return [H * W] the phase of the pattern tile at each pixel of the whole picture."""
    wide, high = plate.size
    left, top = plate.viewport.origin
    down = (np.arange(high) + top) % tile * tile
    across = (np.arange(wide) + left) % tile
    return (down[:, None] + across).astype(np.uint16).ravel()
