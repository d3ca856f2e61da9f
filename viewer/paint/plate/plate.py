"""The plate: all that a picture needs and that does not change with the date. Made once a view, in steps that may be abandoned."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.frontier import Frontier, frontier
from viewer.carto.land.political import PoliticalMap
from viewer.carto.land.symbology import SMALLEST_SHORE, width
from viewer.carto.projections.generalization import Detail, Generalization, Segments, in_view, level_for, segments
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.blending import Pixels
from viewer.paint.plate.cover import Coast, Cover, coast_of, cover_of
from viewer.paint.plate.raster import Boxes, Ground, Ids, Runs, boxes_of, ground_of, rasterize, runs_of, stamp
from viewer.paint.plate.strokes import Spots, coverage, measuring, once
from viewer.paint.plate.underlay import lay_graticule, lay_ground, lay_shore, lay_space, veils
from viewer.paint.plate.water import Water, laying_water

KM_PER_DEGREE = 111.195
_SMALL = 1.6
"""Islands whose box is smaller than this many device pixels are stamped, so that they never vanish."""
_ROOM = 24.0
"""Logical pixels beyond the picture's edge from which something can reach into it (shore bands)."""
STROKE_KINDS = ("state", "inner", "dependency", "claim", "bloc")


@dataclass(frozen=True, slots=True)
class Plate:
    """One picture's pixels, before any date."""

    viewport: Viewport
    detail: Detail
    front: Frontier
    ids: Ids
    """[H, W] zone + 1, 0 = sea or off the map."""
    runs: Runs
    underlay: Pixels
    """[H * W] what is seen where there is no land."""
    coast: Coast
    water: Water
    cover: Cover
    borders: Spots
    """Pixels near lines between zones; `line` is an index into `front.between`."""
    border_start: NDArray[np.int64]
    """[F + 1] where the spots of each line begin."""
    border_boxes: Boxes
    """Box of the spots of each line."""
    lengths: NDArray[np.float64]
    """[F] length of each line in device pixels."""
    pieces: Segments
    """The lines between zones, for ribbons; `line` as in `borders`."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in device pixels."""
        return self.ids.shape[1], self.ids.shape[0]


class Workshop:
    """Makes plates of one atlas. Keeps what is the same for all of them: details of levels, and their frontiers."""

    def __init__(self, politics: PoliticalMap, general: Generalization) -> None:
        self.politics = politics
        self.general = general
        self._fronts: dict[int, Frontier] = {}

    def front(self, number: int) -> Frontier:
        """Return the lines between zones at a level."""
        if number not in self._fronts:
            self._fronts[number] = frontier(self.general.basemap.levels[number], self.politics.zones)
        return self._fronts[number]

    def level(self, viewport: Viewport) -> tuple[Detail, Frontier]:
        """Return the level of detail of a picture, and its lines between zones."""
        number = level_for(self.general.basemap, viewport)
        return self.general.detail(number), self.front(number)

    def steps(self, viewport: Viewport, theme: Theme, hidden: frozenset[str]) -> Generator[None, None, Plate]:
        """Make a plate; every `yield` is a place where the work may be put aside or given up."""
        number = level_for(self.general.basemap, viewport)
        detail, front = self.level(viewport)
        yield
        ground = ground_of(viewport)
        chosen = in_view(detail.lines, viewport)
        chosen = chosen[front.drawn[chosen]]
        yield
        pieces = segments(detail.lines, chosen, viewport, _ROOM * viewport.ratio)
        yield
        sides = front.left[pieces.line], front.right[pieces.line]
        ids = rasterize(pieces.begin, pieces.end, *sides, ground, self._zone_finder(detail, viewport))
        stamp_islands(ids, detail, self.politics.zones.of_unit, viewport)
        yield
        under = lay_ground(viewport, theme)
        if "graticule" not in hidden:
            lay_graticule(under, viewport, theme)
        yield
        self._shore(under, pieces, front, detail, viewport, theme)
        yield
        lay_space(under, viewport, ground, theme)
        coast = yield from self._coast(pieces.of(front.coast), front, detail, viewport, ground)
        _fringe(ids, coast)
        yield
        runs = runs_of(ids, self.politics.zones.count)
        yield
        water = yield from laying_water(self.general, number, viewport, ground, hidden)
        yield
        cover = cover_of(under.ravel(), coast, water, veils(viewport, ground, theme, hidden), theme)
        yield
        lines = _between(pieces.of(front.index >= 0), front)
        borders = yield from measuring(lines, viewport.device_size, border_reach(viewport))
        if not ground.whole:
            borders = borders.kept(ground.holds(borders.pixel))
        borders = replace(borders, pixel=borders.pixel.astype(np.intp))
        start = np.searchsorted(borders.line, np.arange(len(front.between) + 1))
        boxes = boxes_of(borders.pixel, borders.pixel, start, ids.shape[1])
        return Plate(viewport, detail, front, ids, runs, under.ravel(), coast, water, cover, borders, start, boxes, lines.length, lines)

    def _zone_finder(self, detail: Detail, viewport: Viewport) -> _ZoneFinder:
        return _ZoneFinder(detail, viewport, np.append(self.politics.zones.of_unit, -1))

    def _coast(self, pieces: Segments, front: Frontier, detail: Detail, viewport: Viewport, ground: Ground) -> Generator[None, None, Coast]:
        """Measure the coast: how much of each pixel is land, and how much of it the coast line covers."""
        thick = width("coast", viewport.zoom) * viewport.ratio
        spots = yield from measuring(pieces, viewport.device_size, max(thick / 2.0 + 0.5, 0.75), sides=True)
        yield
        if not ground.whole:
            spots = spots.kept(ground.holds(spots.pixel))
        order = once(spots.pixel, spots.near)
        line = spots.line[order]
        left, right = front.left[line], front.right[line]
        on_land = np.where(spots.mark[order] > 0, left, right) >= 0
        away = spots.distance[order]
        land = np.clip(0.5 + np.where(on_land, away, -away), 0.0, 1.0)
        stroke = coverage(thick, spots.reach)[spots.near[order]]
        # The coast of a speck would hide the speck: thin it with its size.
        pixel_size = km_per_px(viewport.zoom) / viewport.ratio / KM_PER_DEGREE
        extent = np.sqrt(detail.coast_area[line]) / pixel_size
        stroke *= np.clip(extent / (4.0 * viewport.ratio), 0.45, 1.0)
        return coast_of(
            spots.pixel[order].astype(np.intp),
            np.maximum(left, right),
            land.astype(np.float32),
            stroke.astype(np.float32),
            self.politics.zones.count,
        )

    def _shore(
        self,
        under: Pixels,
        pieces: Segments,
        front: Frontier,
        detail: Detail,
        viewport: Viewport,
        theme: Theme,
    ) -> None:
        pixel = km_per_px(viewport.zoom) / viewport.ratio / KM_PER_DEGREE
        large = front.coast & (detail.coast_area >= SMALLEST_SHORE * viewport.ratio**2 * pixel**2)
        finder = self._zone_finder(detail, viewport)
        lay_shore(
            under,
            pieces.of(large),
            np.minimum(front.left, 0),
            np.minimum(front.right, 0),
            viewport,
            theme,
            lambda across, down: min(finder(across, down), 0),
        )


@dataclass(frozen=True, slots=True)
class _ZoneFinder:
    """Tells the zone at a device pixel."""

    detail: Detail
    viewport: Viewport
    zone_of: NDArray[np.int32]

    def __call__(self, across: float, down: float) -> int:
        """Return the zone, -1 for sea."""
        plane = self.viewport.to_plane(np.array([[across, down]]))
        lon, lat = self.viewport.projection.inverse(plane)[0]
        return int(self.zone_of[self.detail.unit_at(float(lon), float(lat))])


def border_reach(viewport: Viewport) -> float:
    """Return how far from a border a pixel can be coloured by its line, in device pixels."""
    widest = max(width(kind, viewport.zoom) for kind in STROKE_KINDS)
    return max(widest, 1.0) * viewport.ratio / 2.0 + 0.5


def stamp_islands(ids: Ids, detail: Detail, zone_of: NDArray[np.int32], viewport: Viewport) -> None:
    """Put a mark at islands that are too small for the raster."""
    middle, extent = detail.rings
    pixel = km_per_px(viewport.zoom) / viewport.ratio / KM_PER_DEGREE
    squeezed = extent[:, 0] * np.cos(np.radians(middle[:, 1]))
    small = np.flatnonzero(np.maximum(squeezed, extent[:, 1]) < _SMALL * pixel)
    shown = small[viewport.projection.visible(middle[small])]
    places = viewport.to_device(viewport.projection.forward(middle[shown]))
    stamp(ids, places, zone_of[detail.level.ring_unit[shown]], max(1, round(viewport.ratio)))


def _between(pieces: Segments, front: Frontier) -> Segments:
    """Number the pieces of lines between zones as `front.between` does."""
    line = front.index[pieces.line].astype(np.int64)
    return Segments(pieces.begin, pieces.end, line, pieces.along, pieces.length[front.between])


def _fringe(ids: Ids, coast: Coast) -> None:
    """Count a pixel that is partly land as land: the cover gives the sea its share."""
    flat = ids.reshape(-1)
    partly = coast.pixel[(coast.land > 0) & (flat[coast.pixel] == 0)]
    zone = np.zeros(0, dtype=np.uint16) if not len(partly) else coast.zone[np.searchsorted(coast.pixel, partly)] + 1
    flat[partly] = zone
