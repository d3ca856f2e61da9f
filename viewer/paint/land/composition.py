"""From a plate and a state of the political map to pixels: every pixel is a function of the two, computed by looking things up.

The order of laying is that of the tokens: sea, land with its patterns, ribbons, rivers, borders, lakes, coast, bloc boundaries, Curtain.
Because nothing is drawn and a pixel depends on nothing but the two values, composing some pixels gives what composing all gives.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import BLOC, HATCHES, NONE, STYLES, PoliticalState
from viewer.carto.land.symbology import SMALLEST_RIBBONED, ink_of, rgb, width
from viewer.carto.projections.viewport import km_per_px
from viewer.carto.tokens import Theme
from viewer.model.distinct import distinct
from viewer.model.record import dataclass
from viewer.paint.blending import Pixels, blend, packed
from viewer.paint.land.curtain import Sprite
from viewer.paint.land.patterns import Palette
from viewer.paint.land.pens import Pens
from viewer.paint.land.ribbons import Ribbons
from viewer.paint.land.steps import Steps, largest
from viewer.paint.plate.plate import Plate
from viewer.paint.plate.raster import Boxes, ranges

_MOST = 0.35
"""Above this share of touched pixels, composing all is quicker."""
_MOSTLY_LAND = 0.35
"""Above this share of land, colouring whole bands is quicker than colouring pixel by pixel."""
_BAND = 1 << 15
"""Pixels composed at a time when all are, so that temporaries stay in the cache."""
_OCCUPIED = HATCHES.index("occupied")


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """What the lines of a plate are on a day, by index of line."""

    kind: NDArray[np.uint8]
    pen: NDArray[np.int64]
    """[F] number of the pen that draws each line."""
    ribboned: NDArray[np.bool_]
    """[F] whether ribbons run along it."""
    curtain: tuple[Sprite, ...] = ()


def lines_of(plate: Plate, state: PoliticalState, curtain: tuple[Sprite, ...]) -> Lines:
    """Tell what the lines of a plate are.

    Bloc boundaries have ribbons, except those of a state of a few pixels: they would drown it.
    """
    left, right = plate.front.sides
    kind, look = state.lines(left, right)
    least = SMALLEST_RIBBONED * km_per_px(plate.viewport.zoom) ** 2
    ribboned = (kind == BLOC) & (np.minimum(state.extent[left], state.extent[right]) >= least)
    return Lines(kind, Pens.of(kind, look), ribboned, curtain)


@dataclass(frozen=True, slots=True)
class _Placed:
    """Pixels that something is drawn on, and which of them lie in each zone: by_zone[start[z]:start[z + 1]]."""

    pixel: NDArray[np.intp]
    by_zone: NDArray[np.int32]
    start: NDArray[np.int64]

    @classmethod
    def of(cls, pixel: NDArray[Any], ids: NDArray[np.uint16], zones: int) -> _Placed:
        """Sort pixels by zone; those of one zone keep their order."""
        zone = ids.take(pixel)
        order = np.argsort(zone, kind="stable")
        start = np.searchsorted(zone[order], np.arange(1, zones + 2)).astype(np.int64)
        return cls(pixel.astype(np.intp, copy=False), order.astype(np.int32), start)


@dataclass(frozen=True, slots=True)
class _Changes:
    """What a new state makes look different: zones, other pixels, and the boxes of the latter."""

    zones: NDArray[np.intp]
    pixels: NDArray[np.intp]
    boxes: Boxes


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
        self._zones = plate.ids.ravel()
        self._borders, self._rivers, self._covers = (
            _Placed.of(pixel, self._zones, len(plate.runs.sizes)) for pixel in (plate.borders.pixel, plate.water.river, plate.cover.pixel)
        )
        self._state: PoliticalState | None = None
        self._lines: Lines | None = None
        self._steps = Steps()
        self._behind = False
        """Whether the ribbons are those of an earlier state, as after a step that was remembered."""

    @property
    def state(self) -> PoliticalState | None:
        """The political map that the picture shows."""
        return self._state

    def kept(self) -> dict[str, NDArray[Any]]:
        """Return what was worked out for this plate and theme beside the picture, by name."""
        return self._ribbons.kept() | self._palette.kept()

    def take(self, kept: Mapping[str, NDArray[Any]]) -> None:
        """Take over what was worked out for an equal plate and theme before."""
        self._ribbons.take(kept)
        self._palette.take(kept)

    def readying(self, lines: Lines) -> Generator[None, None, None]:
        """Do beforehand, in steps, what `show` would have to do only once for a state."""
        yield from self._ribbons.readying(lines.ribboned & self._ribboned)

    def showing(self, state: PoliticalState, lines: Lines) -> Generator[None, None, None]:
        """Make the first picture, in steps: what `show` gives."""
        self._ribbons.change(lines.ribboned & self._ribboned, self._mask)
        self._state, self._lines = state, lines
        yield
        yield from self._all(np.concatenate([np.zeros(1, dtype=np.int32), self._palette.rows(state.area)]), state, lines)

    def _all(self, bases: NDArray[np.int32], state: PoliticalState, lines: Lines) -> Generator[None, None, None]:
        """Compose every pixel."""
        yield from self._all_land(bases)
        yield from self._overlay(state, lines, None)

    def show(self, state: PoliticalState, lines: Lines) -> Boxes:
        """Make the picture that of a state; return the boxes [4, N] (see `boxes_of`) outside of which nothing changed."""
        key = (self._state.key if self._state else None, state.key)
        if step := self._steps.get(key):
            self._state, self._lines, self._behind = state, lines, True
            self.pixels[step.pixel] = step.colour
            return step.boxes
        if self._behind and self._lines:
            self._ribbons.change(self._lines.ribboned & self._ribboned, self._mask)
            self._behind = False
        ribbons, boxes = self._ribbons.change(lines.ribboned & self._ribboned, self._mask)
        changes = self._changes(state, lines)
        self._state, self._lines = state, lines
        bases = np.concatenate([np.zeros(1, dtype=np.int32), self._palette.rows(state.area)])
        sizes, wide = self.plate.runs.sizes, self.plate.size[0]
        if changes is None or sizes[changes.zones].sum() + len(changes.pixels) + len(ribbons) > _MOST * len(self.pixels):
            _do(self._all(bases, state, lines))
            return np.array([[0], [0], [wide - 1], [self.plate.size[1] - 1]], dtype=np.int32)
        changed = np.zeros(len(sizes) + 1, dtype=np.bool_)
        changed[changes.zones + 1] = True
        rest = np.concatenate([changes.pixels, ribbons])
        rest = rest[~changed.take(self._zones.take(rest))]  # the others are done with their zones
        touched = np.concatenate([self.plate.runs.pixels(changes.zones), rest]) if sizes[changes.zones].sum() < largest(key) else rest[:0]
        old = self.pixels.take(touched)
        self._land(bases, changes.zones)
        self._some(bases, rest)
        self._mask[rest] = True
        _do(self._overlay(state, lines, changes.zones))
        self._mask[rest] = False
        boxes = np.concatenate([boxes, changes.boxes, self.plate.runs.boxes[:, changes.zones]], axis=1)
        if len(touched):
            self._steps.keep(key, touched, old, self.pixels, boxes)
        return boxes

    def _changes(self, state: PoliticalState, lines: Lines) -> _Changes | None:
        """Return what looks different now, None where nothing was shown before."""
        old, before, plate = self._state, self._lines, self.plate
        if old is None or before is None:
            return None
        moved = np.flatnonzero(before.pen != lines.pen)
        parts: list[NDArray[np.intp]] = [plate.borders.pixel[_slices(plate.border_start, moved)].astype(np.intp, copy=False)]
        boxes = [plate.border_boxes[:, moved]]
        drawn, wanted = {id(sprite): sprite for sprite in before.curtain}, {id(sprite): sprite for sprite in lines.curtain}
        for key in drawn.keys() ^ wanted.keys():
            sprite = drawn.get(key) or wanted[key]
            parts.append(sprite.pixel)
            boxes.append(np.array(sprite.box, dtype=np.int32)[:, None])
        changed = old.area != state.area
        inked = np.flatnonzero(changed & (_occupied(old) | _occupied(state)))
        if len(inked):  # their coast has another ink, also on pixels next to theirs
            parts.append(plate.coast.pixel[plate.coast.by_zone[_slices(plate.coast.zone_start, inked)]])
            room = 2 + int(2 * plate.viewport.ratio)
            boxes.append(_grown(plate.runs.boxes[:, inked], room, plate.size))
        return _Changes(np.flatnonzero(changed), np.concatenate(parts), np.concatenate(boxes, axis=1))

    def _all_land(self, bases: NDArray[np.int32]) -> Generator[None, None, None]:
        """Colour all land, and lay the underlay everywhere else."""
        ids, plane, colours = self.plate.ids.ravel(), self._ribbons.plane, self._palette.colours
        sizes = self.plate.runs.sizes
        if sizes.sum() < _MOSTLY_LAND * len(ids):
            np.copyto(self.pixels, self.plate.underlay)
            yield
            self._land(bases, np.flatnonzero(sizes))
            yield
            return
        for first in range(0, len(ids), _BAND):
            part = slice(first, first + _BAND)
            place = bases.take(ids[part], mode="clip")
            place += plane[part]
            colours.take(place, out=self.pixels[part], mode="clip")
            np.copyto(self.pixels[part], self.plate.underlay[part], where=ids[part] == 0)
            yield

    def _land(self, bases: NDArray[np.int32], zones: NDArray[np.intp]) -> None:
        """Colour zones, some at a time, so that temporaries stay in the cache."""
        runs, plane, colours = self.plate.runs, self._ribbons.plane, self._palette.colours
        parts = np.searchsorted(np.cumsum(runs.sizes[zones]), np.arange(_BAND, runs.sizes[zones].sum(), _BAND))
        for part in np.split(zones, distinct(parts)):
            pixel = runs.pixels(part)
            place = np.repeat(bases[part + 1], runs.sizes[part])
            place += plane.take(pixel)
            self.pixels[pixel] = colours.take(place, mode="clip")

    def _some(self, bases: NDArray[np.int32], pixel: NDArray[np.intp]) -> None:
        """Colour any pixels, of land or sea."""
        zone = self._zones.take(pixel)
        place = bases.take(zone)
        place += self._ribbons.plane.take(pixel)
        colour = self._palette.colours.take(place)
        sea = np.flatnonzero(zone == 0)
        colour[sea] = self.plate.underlay[pixel[sea]]
        self.pixels[pixel] = colour

    def _touched(self, placed: _Placed, zones: NDArray[np.intp] | None) -> NDArray[np.intp]:
        """Return which of some pixels lie in zones, or are set in the mask; all where `zones` is None."""
        if zones is None:
            return np.arange(len(placed.pixel))
        return np.concatenate([placed.by_zone[_slices(placed.start, zones)], np.flatnonzero(self._mask.take(placed.pixel))])

    def _overlay(self, state: PoliticalState, lines: Lines, zones: NDArray[np.intp] | None) -> Generator[None, None, None]:
        """Lay over the land, in steps, what lies over it: in some zones and on the pixels of the mask; everywhere without `zones`."""
        water, cover, borders = self.plate.water, self.plate.cover, self.plate.borders
        spots = self._touched(self._borders, zones)
        kind = lines.kind[borders.line[spots]]
        river = self._touched(self._rivers, zones)
        self._lay(water.river[river], self._river, water.river_opacity[river])
        yield
        self._strokes(lines.pen, spots[(kind != NONE) & (kind != BLOC)])
        yield
        cover.lay(self.pixels, self._touched(self._covers, zones) if zones is not None else slice(None))
        yield
        self._occupied_coast(state, zones)
        self._strokes(lines.pen, spots[kind == BLOC])
        yield
        for sprite in lines.curtain:
            part = self._among(sprite.pixel, zones)
            self._lay(sprite.pixel[part], sprite.colour[part], sprite.opacity[part])

    def _among(self, pixel: NDArray[np.intp], zones: NDArray[np.intp] | None) -> NDArray[np.intp] | slice:
        """Return which pixels lie in zones or are set in the mask."""
        if zones is None:
            return slice(None)
        changed = np.zeros(len(self.plate.runs.sizes) + 1, dtype=np.bool_)
        changed[zones + 1] = True
        return np.flatnonzero(changed.take(self._zones.take(pixel)) | self._mask.take(pixel))

    def _lay(self, pixel: NDArray[np.intp], colour: Pixels | int, opacity: NDArray[np.uint8]) -> None:
        """Lay colours over pixels that are listed once each."""
        self.pixels[pixel] = blend(self.pixels[pixel], colour, opacity)

    def _occupied_coast(self, state: PoliticalState, zones: NDArray[np.intp] | None) -> None:
        """Give occupied land a coast in the ink of its hatch."""
        coast = self.plate.coast
        chosen = coast.by_zone[_slices(coast.zone_start, np.flatnonzero(_occupied(state)))]
        chosen = chosen[self._among(coast.pixel[chosen], zones)]
        if not len(chosen):
            return
        ink = self._inks[state.area[coast.zone[chosen]] >> 7 & 7]
        self._lay(coast.pixel[chosen], ink, np.rint(coast.line[chosen] * 255).astype(np.uint8))

    def _strokes(self, pen: NDArray[np.int64], spots: NDArray[np.intp]) -> None:
        """Stroke spots of lines with their pens."""
        borders = self.plate.borders
        pens = pen[borders.line[spots]]
        opacity = self._pens.opacity(borders, spots, pens)
        order = np.argsort(opacity, kind="stable")  # where lines meet, the last and most opaque stays
        pixel = borders.pixel[spots[order]]
        self.pixels[pixel] = blend(self.pixels[pixel], self._pens.colour[pens[order]], opacity[order])


def _do(steps: Generator[None, None, None]) -> None:
    """Do all steps at once."""
    for _ in steps:
        pass


def _occupied(state: PoliticalState) -> NDArray[np.bool_]:
    """Return [Z] whether each zone is hatched as occupied."""
    occupied: NDArray[np.bool_] = (state.area >> 5 & 3) == _OCCUPIED
    return occupied


def _grown(boxes: Boxes, room: int, size: tuple[int, int]) -> Boxes:
    """Return boxes grown on all sides, within a picture of a size."""
    left, top, right, bottom = boxes[:, boxes[2] >= boxes[0]]
    low, high = (np.maximum(side - room, 0) for side in (left, top)), ((right, size[0]), (bottom, size[1]))
    return np.stack([*low, *(np.minimum(side + room, end - 1) for side, end in high)])


def _slices(start: NDArray[np.int64], groups: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return the places of what is kept group after group, from `start` [g] on, for some groups."""
    return ranges(start[groups], start[groups + 1] - start[groups])
