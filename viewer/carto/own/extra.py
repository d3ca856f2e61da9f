"""A reader's own layers on the map: which features belong to the day, where they lie in px, which one is under a point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Box
from viewer.carto.days.dates import day_text, doubted, month_text, short_day, year_text
from viewer.carto.projections.plane import Points, Projection
from viewer.carto.projections.pseudocylindrical import Pseudocylindrical
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.civil import civil
from viewer.model.extra import Doubt, ExtraLayer
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, Precision

REACH = 9.0
"""Px around a point or line in which a pointer finds it."""
LEVELS = (1.0, 0.7, 0.45)
"""Opacities: of the day, within the nearer and the farther half of the time window."""
_FINE = 0.6
"""Px under which two vertices are one."""
_ALL_ROUND = 3.0
"""How far out what goes round a map lies, in radii of the map."""
_SHORT_TURN = 0.35
"""Radians that a straight edge beyond the rim may go round the map: a longer one could cut across it."""


@dataclass(frozen=True, slots=True)
class ShownLayer:
    """A layer as the reader has it: `tone` is the number of its colour, `called` its name where it was given another."""

    layer: ExtraLayer
    tone: int
    hidden: bool = False
    called: str = ""
    opacity: float = 1.0

    @property
    def name(self) -> str:
        """What it is called."""
        return self.called or self.layer.name


@dataclass(frozen=True, slots=True)
class Drawn:
    """A path on the picture: its feature, vertices in logical px [n, 2], and whether it is a ring of an area."""

    feature: int
    pixels: Points
    area: bool


def levels(layer: ExtraLayer, view: View) -> NDArray[np.int8]:
    """Return [N] the index into LEVELS of each feature on the day of a View; -1 where it is not shown.

    What lasts is shown on its days; what happened once is shown while the time window holds it, fainter the farther it is.
    """
    first, end = view.window
    day, start, lasting = view.instant, layer.start, layer.lasting
    begun, middle, coming = (int(at) for at in np.searchsorted(start, (day + 1, day + (end - day) // 2 + 1, end)))  # ordered by first day
    found = np.full(layer.count, -1, dtype=np.int8)
    stop = layer.end[:begun]
    past = (stop > first) & ~lasting[:begun]
    found[:begun][past] = 1
    found[:begun][past & (stop < (first + day) // 2)] = 2
    found[:begun][stop > day] = 0
    if coming > begun:
        found[begun:coming] = 1
        found[middle:coming] = 2
        found[begun:coming][lasting[begun:coming]] = -1
    return found


def when_words(layer: ExtraLayer, feature: int, language: str, *, brief: bool = False) -> str:
    """Return the days of a feature in words, whole years and months as such, with what is not sure about them; empty where it tells none.

    Args: brief: as for a list.
    """
    span, doubt = layer.span(feature), int(layer.doubt[feature])
    if span is None:
        return ""
    words = _span_words(span, layer.precision[feature], language, brief=brief)
    return doubted(words, language, approximate=bool(doubt & Doubt.APPROXIMATE), uncertain=bool(doubt & Doubt.UNCERTAIN))


def _span_words(span: Interval, precision: NDArray[np.uint8], language: str, *, brief: bool) -> str:
    guess = _teller(span, language, brief=brief)
    start, end = (_TOLD.get(int(one)) for one in precision)
    first = "" if span.start <= FIRST_DAY else start(span.start, language, brief) if start else guess(span.start)
    last = "" if span.end >= LAST_DAY else end(span.end - 1, language, brief) if end else guess(span.end - 1)
    if first == last:
        return first
    if language == "ja":
        return f"{first}〜{last}"
    return f"{first}\N{EN DASH}{last}" if brief else f"{first} \N{EN DASH} {last}".strip()


def _told_day(day: int, language: str, brief: bool) -> str:
    return short_day(day, language, year=True) if brief else day_text(day, language)


def _told_month(day: int, language: str, brief: bool) -> str:
    return month_text(day, language, short=brief)


def _told_years(day: int, language: str, length: int) -> str:
    year = civil(day).year // length * length
    return f"{year}年代" if language == "ja" else f"{year}s"


_TOLD: dict[int, Callable[[int, str, bool], str]] = {
    Precision.DAY: _told_day,
    Precision.MONTH: _told_month,
    Precision.SEASON: _told_month,
    Precision.YEAR: lambda day, language, _brief: year_text(day, language),
    Precision.DECADE: lambda day, language, _brief: _told_years(day, language, 10),
    Precision.CENTURY: lambda day, language, _brief: _told_years(day, language, 100),
}
"""How a day is told that is known so exactly: (day, language, whether briefly) -> words."""


def _teller(span: Interval, language: str, *, brief: bool) -> Callable[[int], str]:
    """How ends are told where nothing says how exactly they are known: by year or month where both are whole ones, else by day."""
    after = civil(span.end) if span.end < LAST_DAY else None
    ends = [civil(span.start) if span.start > FIRST_DAY else None, after]
    if all(end is None or (end.month, end.day) == (1, 1) for end in ends):
        return lambda day: year_text(day, language)
    if all(end is None or end.day == 1 for end in ends):
        return lambda day: month_text(day, language, short=brief)
    return lambda day: short_day(day, language, year=True) if brief else day_text(day, language)


class PlacedLayer:
    """A layer laid on the plane of a projection, with vertices that a zoom can't tell apart left out."""

    def __init__(self, layer: ExtraLayer, projection: Projection, step: float) -> None:
        self.layer = layer
        self._places = projection.forward(layer.lonlat) if len(layer.lonlat) else layer.lonlat
        self._seen = projection.visible(layer.lonlat) if len(layer.lonlat) else np.zeros(0, dtype=np.bool_)
        self._paths = list(_laid(layer, projection, step))
        self._boxes = np.array([(*path.min(axis=0), *path.max(axis=0)) for _, path, _ in self._paths]).reshape(-1, 4)
        self._owners = np.array([feature for feature, _, _ in self._paths], dtype=np.intp)
        self._at: tuple[Viewport, Points, NDArray[np.intp]] | None = None

    def places(self, viewport: Viewport) -> tuple[Points, NDArray[np.intp]]:
        """Return logical px [k, 2] of all points within the picture, shown or not, and their features [k]; kept until the map moves."""
        if self._at is None or self._at[0] != viewport:
            pixels = viewport.to_device(self._places) / viewport.ratio
            x, y = pixels[:, 0], pixels[:, 1]
            inside = (x > -REACH) & (x < viewport.width + REACH) & (y > -REACH) & (y < viewport.height + REACH)
            chosen = np.flatnonzero(self._seen & inside)
            self._at = (viewport, pixels[chosen], self.layer.owner[chosen].astype(np.intp))
        return self._at[1], self._at[2]

    def points(self, viewport: Viewport, level: NDArray[np.int8]) -> tuple[Points, NDArray[np.intp]]:
        """Return logical px [k, 2] of the points that are shown within the picture, and the features that they belong to [k]."""
        pixels, features = self.places(viewport)
        shown = np.flatnonzero(np.take(level, features) >= 0)
        return pixels[shown], features[shown]

    def paths(self, viewport: Viewport, level: NDArray[np.int8], frame: Box | None = None) -> Iterator[Drawn]:
        """Give the paths that are shown and lie at least partly within a frame (px; the whole picture where none is given)."""
        if not self._paths:
            return
        sides = frame or (0.0, 0.0, float(viewport.width), float(viewport.height))
        corners = viewport.to_plane(np.array([sides[:2], sides[2:]]) * viewport.ratio)
        left, bottom, right, top = corners[0, 0], corners[1, 1], corners[1, 0], corners[0, 1]
        box = self._boxes
        inside = (box[:, 2] >= left) & (box[:, 0] <= right) & (box[:, 3] >= bottom) & (box[:, 1] <= top)
        for number in np.flatnonzero(inside & (level[self._owners] >= 0)):
            feature, plane, area = self._paths[int(number)]
            yield Drawn(feature, viewport.to_device(plane) / viewport.ratio, area)

    def at(self, viewport: Viewport, level: NDArray[np.int8], x: float, y: float) -> int | None:
        """Return the feature under a pixel: the nearest point, else the nearest line, else the smallest area; None where there is none."""
        pixels, chosen = self.points(viewport, level)
        if len(chosen):
            away = (pixels[:, 0] - x) ** 2 + (pixels[:, 1] - y) ** 2
            nearest = int(away.argmin())
            if away[nearest] <= REACH * REACH:
                return int(chosen[nearest])
        lines: list[tuple[float, int]] = []
        crossed: dict[int, list[float]] = {}
        for path in self.paths(viewport, level, (x - REACH, y - REACH, x + REACH, y + REACH)):
            if not path.area:
                lines.append((_away(path.pixels, x, y), path.feature))
            elif _crossings(path.pixels, x, y) % 2:
                crossed.setdefault(path.feature, []).append(float(np.ptp(path.pixels, axis=0).prod()))
        near = min(lines, default=(REACH + 1, -1))
        if near[0] <= REACH:
            return near[1]
        areas = [(max(sizes), feature) for feature, sizes in crossed.items() if len(sizes) % 2]  # two rings: within a hole
        return min(areas)[1] if areas else None


def zoom_step(zoom: float) -> int:
    """Return the zoom, in whole steps, for which vertices are chosen."""
    return int(np.ceil(zoom))


def fineness(viewport: Viewport) -> float:
    """Return units of the plane under which two vertices are one, for all zooms of a step."""
    return float(_FINE / viewport.scale * viewport.ratio * 2.0 ** (viewport.zoom - zoom_step(viewport.zoom)))


def _laid(layer: ExtraLayer, projection: Projection, step: float) -> Iterator[tuple[int, Points, bool]]:
    """Paths on the plane: (feature, vertices, whether a ring). Those over the seam of a world come once for each side."""
    if not len(layer.path_owner):
        return
    if not isinstance(projection, Pseudocylindrical):
        yield from _about_the_middle(layer, projection, step)
        return
    for number, copies in enumerate(_unrolled(layer, projection.centre[0])):
        for copy in copies:
            plane = projection.forward_unwrapped(copy)
            yield int(layer.path_owner[number]), _thinned(plane, step), bool(layer.path_area[number])


def _about_the_middle(layer: ExtraLayer, projection: Projection, step: float) -> Iterator[tuple[int, Points, bool]]:
    """Paths on a plane that shows the earth about one place; a ring that is inside out on it gets another about all of the map.

    On such a plane the opposite place is infinitely far: what a ring about it holds lies without the ring, not within.
    """
    edge = float(np.hypot(*projection.outline()[0]))
    turn = np.radians([0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0, 0.0])
    rim = edge * np.column_stack([np.cos(turn), np.sin(turn)])
    spots = np.concatenate([rim * 0.05, rim[:-1] * 0.45, rim[:-1] * 0.8])
    meridian = projection.centre[0]
    rings = _unrolled(layer, meridian) if layer.path_area.any() else []
    plane, seen = projection.forward(layer.vertices), projection.visible(layer.vertices)
    placed = seen | (np.hypot(plane[:, 0], plane[:, 1]) > edge)  # the place opposite itself has no direction
    for number, (first, end) in enumerate(zip(layer.offsets[:-1], layer.offsets[1:], strict=True)):
        owner, area = int(layer.path_owner[number]), bool(layer.path_area[number])
        path = plane[first:end][placed[first:end]]
        path = _round_the_back(path, edge) if area else path
        yield owner, _thinned(path, step), area
        if area and _inside_out(path, rings[number], projection, meridian, spots):
            yield owner, _ALL_ROUND * rim, area


def _inside_out(path: Points, ring: tuple[Points, ...], projection: Projection, meridian: float, spots: Points) -> bool:
    """Whether a ring on the plane holds what the same ring in degrees (see `_unrolled`) does not: asked at the spot farthest from it."""
    away = np.abs(spots[:, None] - path[None, :: 1 + len(path) // 400]).sum(axis=2).min(axis=1)
    spot = spots[int(away.argmax())]
    lon, lat = projection.inverse(spot[None])[0]
    lon = (lon - meridian + 180.0) % 360.0 - 180.0
    held = sum(_crossings(copy, lon, lat) for copy in ring)
    return bool((held - _crossings(path, *spot)) % 2)


def _round_the_back(plane: Points, edge: float) -> Points:
    """A ring whose edges on the far side of the earth go round the map, as their ends do, not across it."""
    beyond = np.hypot(plane[:, 0], plane[:, 1]) > edge
    angle = np.arctan2(plane[:, 1], plane[:, 0])
    turns = (np.diff(angle) + np.pi) % (2.0 * np.pi) - np.pi
    far = np.flatnonzero(beyond[1:] & beyond[:-1] & (np.abs(turns) > _SHORT_TURN))
    if not len(far):
        return plane
    parts, last = [], 0
    for number in far.tolist():
        share = np.linspace(0.0, 1.0, 2 + int(abs(turns[number]) / _SHORT_TURN))[1:-1]
        way = angle[number] + share * turns[number]
        parts += [plane[last : number + 1], _ALL_ROUND * edge * np.column_stack([np.cos(way), np.sin(way)])]
        last = number + 1
    return np.concatenate([*parts, plane[last:]])


def _unrolled(layer: ExtraLayer, meridian: float) -> list[tuple[Points, ...]]:
    """Each path in degrees from a meridian, without jumps; once more a turn away where it passes the seam."""
    found: list[tuple[Points, ...]] = []
    for number, (first, end) in enumerate(zip(layer.offsets[:-1], layer.offsets[1:], strict=True)):
        path = layer.vertices[first:end]
        lon = np.unwrap(path[:, 0] - meridian, period=360.0)
        lon -= 360.0 * np.round((lon.min() + lon.max()) / 720.0)
        turned = np.column_stack([lon, path[:, 1]])
        if layer.path_area[number] and abs(lon[-1] - lon[0]) > 180:  # a ring around a pole is closed over it
            pole = 90.0 if path[:, 1].mean() > 0 else -90.0
            turned = np.vstack([turned, [lon[-1], pole], [lon[0], pole], turned[:1]])
        shifts = [0.0, *([360.0] if lon.min() < -180 else []), *([-360.0] if lon.max() > 180 else [])]
        found.append(tuple(turned + np.array([shift, 0.0]) for shift in shifts))
    return found


def _thinned(plane: Points, step: float) -> Points:
    """A path without vertices that fall on the same spot as the one before."""
    if len(plane) < 5:
        return plane
    cell = np.round(plane / step)
    kept = np.ones(len(plane), dtype=np.bool_)
    kept[1:-1] = (cell[1:-1] != cell[:-2]).any(axis=1)
    return plane[kept]


def _away(pixels: Points, x: float, y: float) -> float:
    """Px from a point to a line."""
    start, along = pixels[:-1], np.diff(pixels, axis=0)
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip((((x, y) - start) * along).sum(axis=1) / length, 0.0, 1.0)
    nearest = start + along * share[:, None]
    return float(np.sqrt(((nearest - (x, y)) ** 2).sum(axis=1).min()))


def _crossings(pixels: Points, x: float, y: float) -> int:
    """How often a ray from a point to the right crosses a ring."""
    ax, ay, bx, by = pixels[:-1, 0], pixels[:-1, 1], pixels[1:, 0], pixels[1:, 1]
    crosses = (ay > y) != (by > y)
    slope = np.divide((bx - ax) * (y - ay), by - ay, out=np.zeros_like(ax), where=crosses)
    return int((crosses & (x < ax + slope)).sum())


def shown_layers(layers: Sequence[ExtraLayer]) -> tuple[ShownLayer, ...]:
    """Return layers as they are shown at first, each in a colour of its own."""
    return tuple(ShownLayer(layer, number) for number, layer in enumerate(layers))


def in_view(shown: Sequence[ShownLayer], view: View) -> list[tuple[ShownLayer, int]]:
    """Return the layers that are not hidden, each with how many of its features are shown on the day."""
    return [(one, int((levels(one.layer, view) >= 0).sum())) for one in shown if not one.hidden]
