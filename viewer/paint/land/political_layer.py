"""The political map as an image: prepared once a view, updated for each date by recomposing what changed."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import field
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion, QTransform

from viewer.carto.boxes import Box
from viewer.carto.land.frontier import Chain, chains
from viewer.carto.land.political import DE_FACTO, PoliticalMap, PoliticalState
from viewer.carto.names.land_names import Water, ZoneGrid
from viewer.carto.projections.generalization import Generalization
from viewer.carto.projections.likeness import GOOD, likeness
from viewer.carto.projections.mosaic import Mosaic, mosaic, wants_pieces
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.model.atlas import Atlas
from viewer.model.record import dataclass
from viewer.model.stepwise import finished
from viewer.paint.blending import Pixels
from viewer.paint.land.composition import Composition, Lines, lines_of
from viewer.paint.land.curtain import Curtain, Sprite, draw_curtain
from viewer.paint.plate.keeping import Arrays, Shelf, name_of, packed_plate, unpacked_plate
from viewer.paint.plate.plate import Plate, Workshop
from viewer.paint.plate.raster import NO_BOX, NO_BOXES, Boxes, joined
from viewer.paint.plate.sight import zone_pixels_within

MAP_LAYERS = frozenset({"graticule", "rivers", "lakes", "blocs", "ribbons", "patterns", "lines"})
"""Layers of a View that this layer draws, and may leave out."""
_STRAIGHT = 0.2
"""Degrees below which a stand-in is not turned: drawing it straight is quicker."""
_KEPT = 256
"""Days for which it is remembered what the lines are."""
_TOLD = 32
"""Changes that are told apart until somebody asks for them."""


@dataclass(slots=True, eq=False)
class _Sheet:
    """A plate with what was composed on it."""

    plate: Plate
    composition: Composition
    sprites: dict[Chain, Sprite] = field(default_factory=dict)
    lines: dict[tuple[int, str], Lines] = field(default_factory=dict)
    waters: dict[int, Water] = field(default_factory=dict)
    """What the lines are, by key of the state."""
    curtains: dict[bytes, tuple[Sprite, ...]] = field(default_factory=dict)
    """Pieces of the Curtain by where it runs."""
    kept: str = ""
    """Name under which the plate lies on the shelf."""


class PoliticalLayer:
    """Draws the political map of an atlas.

    `prepare` (or `begin` and `advance`) when the view moved, then `update` for each date; `image` is the picture in device pixels.
    """

    def __init__(self, atlas: Atlas, theme: Theme, hidden: frozenset[str] = frozenset()) -> None:
        self.politics = PoliticalMap(atlas)
        self._workshop = Workshop(self.politics, Generalization(atlas.basemap))
        self._theme = theme
        self._hidden = hidden & MAP_LAYERS
        self._sheet: _Sheet | None = None
        self._work: Generator[None, None, _Sheet] | None = None
        self._goal: Viewport | None = None
        """What `_work` makes a picture of."""
        self._shown: tuple[int, str] | None = None
        """Day and viewpoint of the last update."""
        self._image = QImage()
        self._pixels: Pixels | None = None
        self._changed: list[Boxes] = []
        self.shelf: Shelf | None = None
        """Where plates are kept between two starts of the program."""

    @property
    def viewport(self) -> Viewport | None:
        """The picture that `image` shows; None before the first one."""
        return self._sheet.plate.viewport if self._sheet else None

    @property
    def image(self) -> QImage:
        """The picture (RGB32, device pixels); valid until the next `prepare`."""
        return self._image

    @property
    def state(self) -> PoliticalState | None:
        """The political map that `image` shows."""
        return self._sheet.composition.state if self._sheet else None

    def set_look(self, theme: Theme, hidden: frozenset[str]) -> None:
        """Show the map in a theme and without some layers; a picture there is already is made again (then `update` must follow)."""
        hidden = hidden & MAP_LAYERS
        if theme is self._theme and hidden == self._hidden:
            return
        self._theme, self._hidden = theme, hidden
        begun = self._goal if self._work is not None else None
        if self._sheet is not None:
            self.prepare(self._sheet.plate.viewport)
        if begun is not None:
            self.begin(begun)  # what was under way goes on in the new look

    def begin(self, viewport: Viewport) -> None:
        """Begin a new picture; one that was begun before is given up. `image` stays as it is until `advance` is done."""
        self._goal = viewport
        self._work = self._steps(viewport, self._shown)  # another day than the last one is then not far

    def _steps(self, viewport: Viewport, shown: tuple[int, str] | None) -> Generator[None, None, _Sheet]:
        """Make the plate of a picture, and compose a day on it."""
        name, kept = self._kept(viewport)
        plate = unpacked_plate(kept, viewport, *self._workshop.level(viewport)) if kept else None
        if plate is None:
            name, plate = "", (yield from self._workshop.steps(viewport, self._theme, self._hidden))
        yield
        sheet = _Sheet(plate, Composition(plate, self._theme, self._hidden), kept=name)
        if kept and name:
            sheet.composition.take(kept)
        yield
        if shown is not None:
            state = self.politics.state(*shown)
            lines = self._known_lines(sheet, state)
            yield
            yield from sheet.composition.readying(lines)
            yield
            yield from sheet.composition.showing(state, lines)
        return sheet

    def _kept(self, viewport: Viewport) -> tuple[str, Arrays | None]:
        """Return the name of a picture's plate on the shelf, and what lies there."""
        name = name_of(self.politics.atlas, viewport, self._theme, self._hidden) if self.shelf else ""
        return name, self.shelf.load(name) if self.shelf and name else None

    def keep(self, viewport: Viewport) -> None:
        """Keep the plate of a picture for the next start, made now where it is not the one there is."""
        if self.shelf is None or self._sheet is None:
            return
        if self.viewport != viewport:
            self.prepare(viewport)
            if self._shown:
                self.update(*self._shown)
        name = name_of(self.politics.atlas, viewport, self._theme, self._hidden)
        if name and self._sheet.kept != name:
            self.shelf.save(name, packed_plate(self._sheet.plate) | self._sheet.composition.kept())
            self._sheet.kept = name

    def advance(self, seconds: float = 0.004) -> bool:
        """Work on the picture that was begun, for about that long; return whether it is done (then `update` must follow)."""
        until = perf_counter() + seconds
        while self._work is not None:
            try:
                next(self._work)
            except StopIteration as done:
                self._work = None
                self._take(done.value)
                return True
            if perf_counter() >= until:
                return False
        return True

    def prepare(self, viewport: Viewport) -> None:
        """Make the plate of a picture; `update` then shows a day on it.

        What the last picture was made from is let go first: only its image stays, so that no two plates are held at a time.
        """
        self._sheet = None
        self.begin(viewport)
        while not self.advance(1e9):
            pass

    def forget(self) -> None:
        """Let the picture go, before one is begun that would not fit into memory beside it; `image` is empty until then."""
        self._image, self._pixels, self._sheet = QImage(), None, None

    def _take(self, sheet: _Sheet) -> None:
        self._sheet = sheet
        wide, high = sheet.plate.size
        self._pixels = sheet.composition.pixels  # the image does not own them
        self._image = QImage(self._pixels.data, wide, high, wide * 4, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(sheet.plate.viewport.ratio)

    def land(self, viewport: Viewport) -> NDArray[np.bool_]:
        """Return [H, W] which pixels of a picture show land; `image` stays."""
        found: NDArray[np.bool_] = finished(self._steps(viewport, None)).plate.ids > 0
        return found

    def drawing(self, viewport: Viewport, day: int, viewpoint: str = DE_FACTO) -> Generator[None, None, Pixels]:
        """Make a picture of its own [H, W] in steps; `image` stays."""
        sheet = yield from self._steps(viewport, (day, viewpoint))
        wide, high = sheet.plate.size
        return sheet.composition.pixels.reshape(high, wide)

    def update(self, day: int, viewpoint: str = DE_FACTO) -> QRect:
        """Show a day; return the device pixels that changed (empty where nothing did)."""
        self._shown = (day, viewpoint)
        sheet = self._sheet
        if sheet is None:
            return QRect()
        state = self.politics.state(day, viewpoint)
        if sheet.composition.state is state:
            return QRect()
        boxes = sheet.composition.show(state, self._known_lines(sheet, state))
        left, top, right, bottom = joined(boxes)
        if len(self._changed) > _TOLD:
            boxes, self._changed = np.array(joined(np.concatenate([*self._changed, boxes], axis=1)), dtype=np.int32)[:, None], []
        self._changed.append(boxes)
        return QRect(left, top, right - left + 1, bottom - top + 1) if right >= left else QRect()

    def take_changes(self) -> Boxes:
        """Return the boxes [4, N] of device pixels (see `boxes_of`) that days have changed since this was last asked."""
        taken, self._changed = self._changed, []
        return np.concatenate([NO_BOXES, *taken], axis=1)

    def _known_lines(self, sheet: _Sheet, state: PoliticalState) -> Lines:
        """Tell what every line is on a day; the last answers are kept."""
        if state.key not in sheet.lines:
            if len(sheet.lines) >= _KEPT:
                del sheet.lines[next(iter(sheet.lines))]
            sheet.lines[state.key] = lines_of(sheet.plate, state, self._curtain(sheet, state))
        return sheet.lines[state.key]

    def _curtain(self, sheet: _Sheet, state: PoliticalState) -> tuple[Sprite, ...]:
        """Return the pieces of the Curtain, drawn where they were not before."""
        if "lines" in self._hidden or not state.sides:
            return ()
        plate = sheet.plate
        east = state.curtain(*plate.front.sides)
        key = east.tobytes()
        if key not in sheet.curtains:
            on = np.flatnonzero(east)
            found = chains(plate.detail.level, plate.front.between[on], east[on])
            for chain in found:
                if chain not in sheet.sprites:
                    sheet.sprites[chain] = draw_curtain(chain, plate.detail.lines, plate.viewport, self._theme)
            sheet.curtains[key] = tuple(sheet.sprites[chain] for chain in found)
        return sheet.curtains[key]

    def curtain(self, viewport: Viewport) -> Curtain | None:
        """Return the Iron Curtain as the picture shows it; None where that is of another viewport."""
        sheet, state = self._sheet, self.state
        if sheet is None or state is None or sheet.plate.viewport != viewport:
            return None
        return Curtain(self._known_lines(sheet, state).curtain, viewport.device_size, viewport.ratio)

    def zone_at(self, across: float, down: float) -> int | None:
        """Return the zone under a logical pixel, None for sea."""
        if self._sheet is None:
            return None
        ids, ratio = self._sheet.plate.ids, self._sheet.plate.viewport.ratio
        column, row = int(across * ratio), int(down * ratio)
        if not (0 <= row < ids.shape[0] and 0 <= column < ids.shape[1]):
            return None
        zone = int(ids[row, column]) - 1
        return zone if zone >= 0 else None

    def unit_at(self, across: float, down: float) -> int | None:
        """Return the unit under a logical pixel, None for sea."""
        zone = self.zone_at(across, down)
        if zone is None or self._sheet is None:
            return None
        mine = self.politics.zones.of_unit == zone
        place = self._sheet.plate.viewport.lonlat_of(across, down)
        unit = self._sheet.plate.detail.unit_at(*place, mine) if place else -1
        return unit if unit >= 0 and mine[unit] else int(self.politics.zones.unit[zone])

    def zone_sizes(self) -> NDArray[np.int64]:
        """Return [Z] device pixels that each zone takes on the picture."""
        if self._sheet is None:
            return np.zeros(self.politics.zones.count, dtype=np.int64)
        return self._sheet.plate.runs.sizes

    def box_of(self, zones: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
        """Return the box (left, top, right, bottom; device pixels, inclusive) of zones [Z]; None where none is on the picture."""
        box = joined(self._sheet.plate.runs.boxes[:, zones]) if self._sheet else NO_BOX
        return box if box[2] >= box[0] else None

    def unit_pixels(self, within: Box | None = None) -> NDArray[np.float64]:
        """Return [U] about how many device pixels each unit takes on the picture, or `within` a box of it (logical px).

        A legend names only what is in view. What a zone takes is exact; it is shared among the zone's units by their area.
        """
        zones, area, sizes = self.politics.zones, self.politics.atlas.basemap.area_km2, self.zone_sizes()
        if within is not None and self._sheet is not None:
            plate = self._sheet.plate
            sizes = zone_pixels_within(plate.runs, plate.ids.shape[1], within, plate.viewport.ratio)
        whole = np.maximum(np.bincount(zones.of_unit, weights=area, minlength=zones.count), 1e-9)
        shared: NDArray[np.float64] = sizes[zones.of_unit] * area / whole[zones.of_unit]
        return shared

    def zone_grid(self, step: float = 10.0) -> ZoneGrid | None:
        """Return the zones of the picture in cells of `step` logical px; None before the first picture."""
        if self._sheet is None:
            return None
        plate = self._sheet.plate
        stride = max(1, round(step * plate.viewport.ratio))
        cells = plate.ids[stride // 2 :: stride, stride // 2 :: stride].astype(np.int32) - 1
        waters, fine = self._sheet.waters, max(1, stride // 2)
        if fine not in waters:  # no day changes it, nor how seas are named
            zones = plate.ids[fine // 2 :: fine, fine // 2 :: fine].astype(np.int32) - 1
            waters[fine] = Water(zones < 0, fine / plate.viewport.ratio, zones=zones)
        return ZoneGrid(cells, stride / plate.viewport.ratio, self.politics.zones.unit, plate.viewport, waters[fine])

    @property
    def ids(self) -> NDArray[np.uint16] | None:
        """[H, W] zone + 1 of every device pixel of the picture, 0 for sea; None before the first picture."""
        return self._sheet.plate.ids if self._sheet else None

    def draw_scaled(self, painter: QPainter, viewport: Viewport, image: QImage | None = None) -> None:
        """Draw the picture there is as a stand-in for another view, moved, turned and scaled, in logical pixels.

        An image laid over it is drawn only where that fits.
        """
        mine = self._sheet.plate.viewport if self._sheet else None
        like = likeness(mine, viewport) if mine is not None else None
        if mine is None or like is None:
            return
        if image is not None and wants_pieces(mine, viewport, like) and (pieces := mosaic(mine, viewport)).enough:
            self.draw_pieces(painter, pieces, image)
            return
        if image is not None and like.error > GOOD:
            return
        wide, high = self._image.width() / mine.ratio, self._image.height() / mine.ratio
        painter.save()
        painter.translate(like.there.real, like.there.imag)
        if abs(like.turn) > _STRAIGHT:
            painter.rotate(like.turn)
        rect = QRectF(-like.here.real * like.scale, -like.here.imag * like.scale, wide * like.scale, high * like.scale)
        painter.drawImage(rect, image or self._image)
        painter.restore()

    def draw_pieces(self, painter: QPainter, pieces: Mosaic, over: QImage | None = None, seen: QRegion | None = None) -> None:
        """Draw the picture there is, or one that lies over it, as a stand-in for another view, piece by piece, in logical pixels.

        Pieces of which nothing will be `seen` are left out.
        """
        image = over or self._image
        ratio = image.devicePixelRatio()
        whole = QRectF(0, 0, image.width() / ratio, image.height() / ratio)
        for (left, top, right, bottom), way in zip(pieces.boxes.tolist(), pieces.ways.tolist(), strict=True):
            box = QRectF(left, top, right - left, bottom - top)
            if seen is not None and not seen.intersects(box.toAlignedRect()):
                continue
            there = QTransform(*way)
            part = there.inverted()[0].mapRect(box).adjusted(-1, -1, 1, 1) & whole
            painter.save()
            painter.setClipRect(box)
            painter.setTransform(there, combine=True)
            painter.drawImage(part, image, QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio))
            painter.restore()
