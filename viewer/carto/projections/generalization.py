"""How much detail a picture needs: choosing a level, leaving out what is off the picture, laying lines out as segments."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.plane import wrapped
from viewer.carto.projections.projection import Points, Pseudocylindrical, unit_vectors
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.model.record import dataclass
from viewer.model.topology import Basemap, Level

KM_PER_DEGREE = 111.195
TOLERANCE_PX = 0.75
"""A level is fine enough while its tolerance is below this many device pixels."""
_SAGITTA = 0.35
"""Share of the tolerance by which a straight line in degrees may differ from the curve that it stands for."""


def level_for(basemap: Basemap, viewport: Viewport) -> int:
    """Return the index of the coarsest level that is fine enough for a picture."""
    pixel = km_per_px(viewport.zoom) / viewport.ratio / KM_PER_DEGREE
    fine = [number for number, level in enumerate(basemap.levels) if level.tolerance <= TOLERANCE_PX * pixel]
    return fine[0] if fine else len(basemap.levels) - 1


@dataclass(frozen=True)
class Strands:
    """Lines on the earth, straight in degrees between their points. The arrays may be memory mapped: nothing is copied."""

    xy: NDArray[np.float32] | NDArray[np.float64]
    """[N, 2] degrees; all lines after each other."""
    start: NDArray[np.integer]
    """[n + 1] offsets into `xy`."""
    tolerance: float = 1.0
    """Degrees by which the lines were simplified."""

    @property
    def count(self) -> int:
        """Number of lines."""
        return len(self.start) - 1

    def line(self, number: int) -> NDArray[np.float64]:
        """Return the points [N, 2] of one line."""
        return np.asarray(self.xy[int(self.start[number]) : int(self.start[number + 1])], dtype=np.float64)

    @cached_property
    def boxes(self) -> NDArray[np.float64]:
        """[4, n] west, south, east, north of each line, in degrees."""
        first = np.asarray(self.start[:-1])
        lon, lat = np.ascontiguousarray(self.xy[:, 0]), np.ascontiguousarray(self.xy[:, 1])
        sides = [np.minimum.reduceat(lon, first), np.minimum.reduceat(lat, first)]
        sides += [np.maximum.reduceat(lon, first), np.maximum.reduceat(lat, first)]
        return np.array(sides, dtype=np.float64)

    @cached_property
    def caps(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Centre [n, 3] (unit vectors) and angular radius [n] (radians) of a cap of the sphere that holds each line."""
        west, south, east, north = self.boxes
        nearest = np.where(south * north > 0, np.minimum(np.abs(south), np.abs(north)), 0.0)  # to the equator, where degrees are widest
        reach = np.hypot(north - south, (east - west) * np.cos(np.radians(nearest))) / 2.0
        return unit_vectors(np.column_stack([(west + east) / 2.0, (south + north) / 2.0])), np.radians(reach) + 1e-6

    def points(self, chosen: NDArray[np.intp]) -> tuple[Points, NDArray[np.int64]]:
        """Return the points [M, 2] of chosen lines and their offsets [k + 1].

        Long edges are divided, so that they bend within a share of the tolerance on any projection.
        """
        counts = np.diff(self.start)[chosen].astype(np.int64)
        place = np.concatenate([[0], np.cumsum(counts)])
        index = np.repeat(np.asarray(self.start)[chosen] - place[:-1], counts) + np.arange(place[-1])
        points = self.xy[index].astype(np.float64)
        if len(points) < 2:
            return points, place
        longest = max(np.sqrt(8.0 * _SAGITTA * self.tolerance * 57.3), 0.05)
        step = np.maximum(np.abs(points[1:, 0] - points[:-1, 0]), np.abs(points[1:, 1] - points[:-1, 1]))
        step[place[1:-1] - 1] = 0.0  # no edge leads from one line to the next
        long = np.flatnonzero(step > longest)
        return _divided(points, place, long, np.ceil(step[long] / longest).astype(np.int64)) if len(long) else (points, place)


def _divided(
    points: Points, place: NDArray[np.int64], edges: NDArray[np.intp], parts: NDArray[np.int64]
) -> tuple[Points, NDArray[np.int64]]:
    """Divide edges (from point i to i + 1) evenly into parts."""
    count = np.ones(len(points), dtype=np.int64)
    count[edges] = parts
    moved = np.concatenate([[0], np.cumsum(count)])
    source = np.repeat(np.arange(len(points)), count)
    share = ((np.arange(moved[-1]) - moved[source]) / count[source])[:, None]
    following = np.minimum(source + 1, len(points) - 1)
    return points[source] * (1.0 - share) + points[following] * share, moved[place]


@dataclass(frozen=True)
class Detail:
    """A level made ready for drawing."""

    level: Level
    lines: Strands
    """The arcs."""

    @cached_property
    def rings(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Middle [R, 2] and extent [R, 2] of each ring's lon/lat box, in degrees."""
        level, boxes = self.level, self.lines.boxes
        arcs = np.where(level.ring_arcs < 0, ~level.ring_arcs, level.ring_arcs)
        first = np.asarray(level.ring_start[:-1])
        west, south = (np.minimum.reduceat(boxes[side][arcs], first) for side in (0, 1))
        east, north = (np.maximum.reduceat(boxes[side][arcs], first) for side in (2, 3))
        return np.column_stack([west + east, south + north]) / 2.0, np.column_stack([east - west, north - south])

    @cached_property
    def coast_area(self) -> NDArray[np.float64]:
        """[A] area (square degrees at the equator) of the box of the island that an arc alone surrounds; infinite for other arcs."""
        level, (middle, extent) = self.level, self.rings
        area = np.full(len(level.arc_left), np.inf)
        alone = np.flatnonzero(np.diff(level.ring_start) == 1)
        arc = level.ring_arcs[level.ring_start[alone]]
        squeeze = np.cos(np.radians(middle[alone, 1]))
        area[np.where(arc < 0, ~arc, arc)] = extent[alone, 0] * extent[alone, 1] * squeeze
        return area

    def unit_at(self, lon: float, lat: float, units: NDArray[np.bool_] | None = None) -> int:
        """Return the unit at a place, -1 for sea: the one north of the first line that is met going south.

        With `units` [U] only lines beside those units are asked, which is quicker where the place is known to lie in one of them.
        """
        level = self.level
        west, south, east, _ = self.lines.boxes
        near = (west <= lon) & (east >= lon) & (south <= lat)
        if units is not None:
            beside = np.append(units, False)
            near &= beside[level.arc_left] | beside[level.arc_right]
        arcs = np.flatnonzero(near)
        count = np.diff(level.arc_start)[arcs]
        place = np.cumsum(count)
        index = np.arange(place[-1] if len(place) else 0) + np.repeat(level.arc_start[arcs] - place + count, count)
        points = level.xy[index].astype(np.float64)
        owner = np.repeat(arcs, count)
        begin, end = points[:-1], points[1:]
        crossed = (owner[1:] == owner[:-1]) & ((begin[:, 0] <= lon) != (end[:, 0] <= lon))
        begin, end, owner = begin[crossed], end[crossed], owner[1:][crossed]
        height = begin[:, 1] + (end[:, 1] - begin[:, 1]) * (lon - begin[:, 0]) / (end[:, 0] - begin[:, 0])
        below = np.flatnonzero(height <= lat)
        if not len(below):
            return -1
        first = below[np.argmax(height[below])]
        side = level.arc_left if end[first, 0] > begin[first, 0] else level.arc_right
        return int(side[owner[first]])


class Generalization:
    """The levels of a basemap, made ready when they are first needed."""

    def __init__(self, basemap: Basemap) -> None:
        self.basemap = basemap
        self._details: dict[int, Detail] = {}
        self._water: dict[tuple[str, int], Strands] = {}

    def detail(self, number: int) -> Detail:
        """Return level `number` ready for drawing."""
        if number not in self._details:
            level = self.basemap.levels[number]
            self._details[number] = Detail(level, Strands(level.xy, level.arc_start, level.tolerance))
        return self._details[number]

    def lakes(self, number: int) -> Strands:
        """Return the shores of lakes that go with level `number`."""
        index = min(number * len(self.basemap.lakes) // max(len(self.basemap.levels), 1), len(self.basemap.lakes) - 1)
        return self._lines("lakes", index)

    def rivers(self) -> Strands:
        """Return the rivers."""
        return self._lines("rivers", 0)

    def _lines(self, name: str, index: int) -> Strands:
        if (name, index) not in self._water:
            lines = self.basemap.lakes[index] if name == "lakes" else self.basemap.rivers
            self._water[name, index] = Strands(lines.xy, lines.start)
        return self._water[name, index]


def view_cap(viewport: Viewport) -> tuple[NDArray[np.float64], float]:
    """Return centre (unit vector) and angular radius (radians) of a cap of the sphere that holds all that a picture can show."""
    wide, high = viewport.device_size
    across, down = np.meshgrid(np.linspace(0, wide, 9), np.linspace(0, high, 9))
    places = unit_vectors(viewport.projection.inverse(viewport.to_plane(np.column_stack([across.ravel(), down.ravel()]))))
    middle = unit_vectors(viewport.projection.inverse(viewport.to_plane(np.array([[wide / 2, high / 2]]))))[0]
    reach = float(np.arccos(np.clip((places @ middle).min(), -1.0, 1.0)))
    return middle, reach * 1.1 + 0.02


def in_view(lines: Strands, viewport: Viewport) -> NDArray[np.intp]:
    """Return the indices of the lines that may touch a picture."""
    middle, reach = view_cap(viewport)
    if reach > 1.8:
        return np.arange(lines.count)
    centres, radii = lines.caps
    return np.flatnonzero(centres @ middle >= np.cos(np.minimum(radii + reach, np.pi)))


@dataclass(frozen=True, slots=True)
class Segments:
    """Straight pieces of lines on a picture, in device pixels.

    `line` [S] is the index of the line that a piece belongs to, `along` [S, 2] where it starts and ends on that line (0 to 1),
    and `length` the length of every line of the whole set in device pixels, also of those that are not here.
    """

    begin: Points
    end: Points
    line: NDArray[np.int64]
    along: NDArray[np.float64]
    length: NDArray[np.float64]

    def of(self, wanted: NDArray[np.bool_]) -> Segments:
        """Return the pieces of the lines for which `wanted` [lines] is set."""
        keep = wanted[self.line]
        return Segments(self.begin[keep], self.end[keep], self.line[keep], self.along[keep], self.length)


def segments(lines: Strands, chosen: NDArray[np.intp], viewport: Viewport, margin: float) -> Segments:
    """Lay chosen lines out on a picture; only what comes within `margin` device pixels of it is kept."""
    lonlat, place = lines.points(chosen)
    plane, shown = viewport.projection.forward(lonlat), viewport.projection.visible(lonlat)
    pixels = viewport.to_device(plane)
    first = np.delete(np.arange(len(pixels)), place[1:] - 1) if len(pixels) else np.zeros(0, dtype=np.intp)
    owner = np.repeat(np.arange(len(chosen)), np.maximum(np.diff(place) - 1, 0))
    begin, end = pixels[first], pixels[first + 1]
    keep = shown[first] | shown[first + 1]
    extra = _over_the_seam(viewport, lonlat[first], lonlat[first + 1])
    if extra is not None:
        torn, there, back = extra
        begin, end = np.concatenate([begin, back[0]]), np.concatenate([end, back[1]])
        begin[torn], end[torn] = there
        owner, keep = np.concatenate([owner, owner[torn]]), np.concatenate([keep, keep[torn]])
        first = np.concatenate([first, first[torn]])
    along, total = _measure(begin, end, owner, first, place)
    wide, high = viewport.device_size
    low, top = np.minimum(begin, end), np.maximum(begin, end)
    keep &= (top[:, 0] >= -margin) & (low[:, 0] <= wide + margin) & (top[:, 1] >= -margin) & (low[:, 1] <= high + margin)
    length = np.zeros(lines.count)
    length[chosen] = total
    return Segments(begin[keep], end[keep], np.asarray(chosen)[owner[keep]], along[keep], length)


def rings(lines: Strands, chosen: NDArray[np.intp], viewport: Viewport) -> Segments:
    """Lay chosen closed lines out on a picture so that they stay closed: also what of them lies beyond the edge of the map.

    A ring that is cut by the seam of a world is there once beyond its one side and once beyond the other. None may surround a pole.
    """
    lonlat, place = lines.points(chosen)
    projection, owner = viewport.projection, np.repeat(np.arange(len(chosen)), np.diff(place))
    if isinstance(projection, Pseudocylindrical):
        relative = lonlat.copy()
        relative[:, 0] = _running_on(lonlat[:, 0] - projection.meridian, place)
        both = [(side, np.flatnonzero(_any(side * relative[:, 0] > 180.0, owner, len(chosen)))) for side in (-1, 1)]
        copies = [(np.arange(len(chosen)), 0.0), *((found, -360.0 * side) for side, found in both)]
        plane = projection.forward_unwrapped(np.concatenate([relative[_of(which, place)] + (turn, 0.0) for which, turn in copies]))
        kept = np.concatenate([which for which, _ in copies])
    else:
        kept = np.flatnonzero(_any(projection.visible(lonlat), owner, len(chosen)))
        plane = projection.forward(lonlat[_of(kept, place)])
    ends = np.concatenate([[0], np.cumsum(np.diff(place)[kept])])
    pixels, owner = viewport.to_device(plane), np.repeat(np.arange(len(kept)), np.maximum(np.diff(ends) - 1, 0))
    first = np.delete(np.arange(len(pixels)), ends[1:] - 1)
    along, total = _measure(pixels[first], pixels[first + 1], owner, first, ends)
    length = np.zeros(lines.count)
    length[chosen[kept]] = total
    return Segments(pixels[first], pixels[first + 1], np.asarray(chosen)[kept][owner], along, length)


def _of(lines: NDArray[np.intp], place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the indices of the points of some lines, from the offsets of all."""
    count = np.diff(place)[lines]
    found: NDArray[np.int64] = np.arange(count.sum()) + np.repeat(place[lines] - np.cumsum(count) + count, count)
    return found


def _any(points: NDArray[np.bool_], owner: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Return [count] whether any of its points is set for each line."""
    found: NDArray[np.bool_] = np.bincount(owner, weights=points, minlength=count) > 0
    return found


def _running_on(lon: NDArray[np.float64], place: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return degrees that pass 180 where a line does: each line begins within -180 to 180 and is never torn."""
    begin = place[:-1]
    step = wrapped(np.diff(lon, prepend=lon[:1]))
    step[begin] = 0.0
    run = np.cumsum(step)
    return run + np.repeat(wrapped(lon[begin]) - run[begin], np.diff(place))


def _over_the_seam(
    viewport: Viewport,
    begin: Points,
    end: Points,
) -> tuple[NDArray[np.intp], tuple[Points, Points], tuple[Points, Points]] | None:
    """Find edges that cross the cut of the map; give each once beyond its one side and once beyond the other."""
    projection = viewport.projection
    if not isinstance(projection, Pseudocylindrical):
        return None
    first = (begin[:, 0] - projection.meridian + 180.0) % 360.0 - 180.0
    last = (end[:, 0] - projection.meridian + 180.0) % 360.0 - 180.0
    torn = np.flatnonzero(np.abs(last - first) > 180.0)
    if not len(torn):
        return None
    turn = np.where(last[torn] > first[torn], -360.0, 360.0)

    def at(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Points:
        return viewport.to_device(projection.forward_unwrapped(np.column_stack([lon, lat])))

    there = at(first[torn], begin[torn, 1]), at(last[torn] + turn, end[torn, 1])
    back = at(first[torn] - turn, begin[torn, 1]), at(last[torn], end[torn, 1])
    return torn, there, back


def _measure(
    begin: Points,
    end: Points,
    owner: NDArray[np.int64],
    first: NDArray[np.intp],
    place: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where each piece starts and ends on its line [S, 2], and the length of each line in pixels."""
    piece = np.hypot(end[:, 0] - begin[:, 0], end[:, 1] - begin[:, 1])
    by_vertex = np.zeros(place[-1] + 1)
    by_vertex[first + 1] = piece  # a piece beyond the seam has the same vertex and length as its twin
    run = np.cumsum(by_vertex)
    total = run[place[1:] - 1] - run[place[:-1]] if len(place) > 1 else np.zeros(0)
    scale = 1.0 / np.maximum(total, 1e-9)
    low = run[place[:-1]]
    along = np.column_stack([(run[first] - low[owner]) * scale[owner], (run[first + 1] - low[owner]) * scale[owner]])
    return along, total
