"""The shapes of a picture: areas of land, lines between them, coast, lakes and rivers, all in logical px."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.frontier import Chain, Frontier, frontier
from viewer.carto.land.political import Zones
from viewer.carto.projections.generalization import KM_PER_DEGREE, Generalization, Strands, in_view, level_for
from viewer.carto.projections.projection import Points
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.carto.vectors.areas import area_rings
from viewer.carto.vectors.outlines import holds, laid_ring, looked_at, on_picture
from viewer.carto.vectors.polylines import polylines
from viewer.model.topology import Basemap

_FINEST = 2.0
"""Device px a logical px for which the detail of shapes does at least: drawings are looked at closely."""
_SPECK = 1.2
"""Islands whose box is smaller than so many px are squares of a px, so that they never vanish."""
_LEAST_LAKE = 12.0
"""Lakes whose box is smaller than so many square px are left out."""


class Shapes:
    """The base map laid out on one picture."""

    def __init__(self, basemap: Basemap, zones: Zones, viewport: Viewport) -> None:
        self.viewport = viewport
        self.pixel = km_per_px(viewport.zoom) / KM_PER_DEGREE
        """Degrees of a logical px in the middle."""
        self._general, self._zones = Generalization(basemap), zones
        self._number = level_for(basemap, replace(viewport, ratio=max(viewport.ratio, _FINEST)))
        self.detail = self._general.detail(self._number)
        self.front: Frontier = frontier(self.detail.level, zones)
        self._seen = np.zeros(self.detail.lines.count, dtype=np.bool_)
        self._seen[in_view(self.detail.lines, viewport)] = True
        self._point, self._middle = looked_at(viewport)
        self._outline = viewport.projection.outline()[:-1]

    def outline(self) -> list[Points]:
        """Return the edge of the map, as far as it is on the picture: a ring."""
        return on_picture([self._outline], self.viewport)

    def areas(self, number: NDArray[np.integer]) -> dict[int, list[Points]]:
        """Return rings (to be filled by the rule of even and odd) for every area of a number; `number` [Z] of each zone, -1 for none."""
        known = np.append(number, -1)
        level = self.detail.level
        found = area_rings(level, known[self.front.left], known[self.front.right])
        unit = self.detail.unit_at(*self._middle)
        here = int(number[self._zones.of_unit[unit]]) if unit >= 0 else -1
        arcs = np.unique([step if step >= 0 else ~step for rings in found.values() for ring in rings for step in ring]).astype(np.intp)
        points, place = self.detail.lines.points(arcs)
        index = np.zeros(self.detail.lines.count, dtype=np.int64)
        index[arcs] = np.arange(len(arcs))
        specks = self._specks(number)
        shown: dict[int, list[Points]] = {}
        for area, rings in found.items():
            flat = [laid_ring(self._ring(ring, points, place, index), self.viewport.projection) for ring in rings if self._matters(ring)]
            flat = [ring for ring in flat if len(ring) > 2]
            if holds(flat, self._point) != (area == here):  # the far side of the earth is land
                flat.append(self._outline)
            drawn = [*on_picture(flat, self.viewport), *specks.get(area, ())]
            if drawn:
                shown[area] = drawn
        return shown

    def _matters(self, ring: Chain) -> bool:
        """Whether a ring may be seen: some of it is, or it may go round all that is."""
        arcs = [step if step >= 0 else ~step for step in ring]
        if self._seen[arcs].any():
            return True
        west, south, east, north = self.detail.lines.boxes[:, arcs]
        lon, lat = self._middle
        return bool(west.min() <= lon <= east.max() and south.min() <= lat <= north.max())

    @staticmethod
    def _ring(ring: Chain, points: Points, place: NDArray[np.int64], index: NDArray[np.int64]) -> Points:
        """Return the points of a chain of arcs, its last point left out."""
        parts = []
        for step in ring:
            arc = int(index[step if step >= 0 else ~step])
            part = points[place[arc] : place[arc + 1]]
            parts.append(part[:-1] if step >= 0 else part[:0:-1])
        return np.concatenate(parts)

    def _specks(self, number: NDArray[np.integer]) -> dict[int, list[Points]]:
        """Return squares for islands that are too small to be seen, by area."""
        middle, extent = self.detail.rings
        squeezed = extent[:, 0] * np.cos(np.radians(middle[:, 1]))
        small = np.flatnonzero(np.maximum(squeezed, extent[:, 1]) < _SPECK * self.pixel)
        across, seen = self.viewport.pixels_of(middle[small])
        seen &= (across > 0.5).all(axis=1) & (across[:, 0] < self.viewport.width - 0.5) & (across[:, 1] < self.viewport.height - 0.5)
        areas = number[self._zones.of_unit[np.asarray(self.detail.level.ring_unit)[small[seen]]]]
        corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])
        found: dict[int, list[Points]] = {}
        for area, spot in zip(areas.tolist(), across[seen], strict=True):
            found.setdefault(area, []).append(spot + corners)
        return found

    def lines(self, arcs: NDArray[np.intp]) -> dict[int, list[Points]]:
        """Return what is seen of arcs, by the number of the arc."""
        return polylines(self.detail.lines, arcs[self._seen[arcs]], self.viewport)

    def chain(self, chain: Chain) -> list[Points]:
        """Return the parts of a chain of arcs that are seen, in device px: also what of them leads beyond the picture."""
        lines, port = self.detail.lines, self.viewport
        parts = [lines.line(step) if step >= 0 else lines.line(~step)[::-1] for step in chain]
        seen = port.projection.parts_of(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))
        return [points for points in (port.to_device(part) for part in seen) if self._touches(points)]

    def _touches(self, points: Points) -> bool:
        room, (wide, high) = 20.0 * self.viewport.ratio, self.viewport.device_size
        low, top = points.min(axis=0), points.max(axis=0)
        return bool((top >= -room).all() and low[0] <= wide + room and low[1] <= high + room)

    def strands(self, lines: Strands) -> list[Points]:
        """Return what is seen of other lines on the earth."""
        found = polylines(lines, in_view(lines, self.viewport), self.viewport)
        return [part for parts in found.values() for part in parts]

    def cuts(self) -> NDArray[np.intp]:
        """Return the arcs along which the data are cut though land goes on beyond: not those at a pole."""
        frame = np.flatnonzero(np.asarray(self.detail.level.arc_frame))
        cuts: NDArray[np.intp] = frame[np.abs(self.detail.lines.boxes[1, frame]) < 89.0]
        return cuts

    def lakes(self) -> list[Points]:
        """Return rings of lakes, to be filled by the rule of even and odd."""
        lines = self._general.lakes(self._number)
        chosen = in_view(lines, self.viewport)
        points, place = lines.points(chosen)
        flat = [laid_ring(points[one : other - 1], self.viewport.projection) for one, other in pairwise(place.tolist())]
        return [ring for ring in on_picture(flat, self.viewport) if np.prod(np.ptp(ring, axis=0)) >= _LEAST_LAKE]

    def rivers(self, rank: int) -> list[Points]:
        """Return rivers of a rank and greater."""
        lines = self._general.rivers()
        chosen = in_view(lines, self.viewport)
        chosen = chosen[self._general.basemap.rivers.rank[chosen] <= rank]
        return [part for parts in polylines(lines, chosen, self.viewport).values() for part in parts]


def thinned(line: Points, step: float) -> Points:
    """Return a line with a point about every `step` px."""
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    kept = np.ones(len(line), dtype=np.bool_)
    kept[1:-1] = np.diff(np.floor(run / step))[:-1] > 0
    return line[kept]
