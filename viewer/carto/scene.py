"""The scene over the political map: stacks, names, the open stack, ties and routes, for one Atlas, View and viewport."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import field, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.carto.at_sea import off_the_line
from viewer.carto.boxes import NO_BOXES, Box, Boxes, boxes_of, first_free
from viewer.carto.days.dates import short_day
from viewer.carto.events.markers import FAN_RADIUS, Fan, Marker, compose_fan, compose_markers, holders, radius
from viewer.carto.names.fan_words import with_words, words_box
from viewer.carto.names.frontier_names import FRONTIERS_FROM, ink_of_frontier
from viewer.carto.names.labels import NO_GROUND, Ground, compose_labels, naming
from viewer.carto.names.land_names import LandSpot
from viewer.carto.names.placement import Label, Measure
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, Route, say
from viewer.model.record import dataclass
from viewer.model.time import Precision
from viewer.model.worked_out import kept

Point = tuple[float, float]
_KM_PER_DEGREE = 111.195
_LEAST_ROUTE = 100.0
"""A route shorter than this on the map (px) is not drawn."""
_LEAST_TOLD = 70.0
"""A leg shorter than this (px) does not tell its day."""
_STRIPS = 10
"""Strips that stand for the round ground of an open stack: an even number, so that the widest are as wide as it is."""
_PIECE, _BESIDE_ROUTE = 10.0, 2.0
"""Px of a route that are one box for names to keep off, and how far beside the route."""
DAY_SIZE = 10.5
"""Size (px) of the day beside a leg."""
ARROW = 0.55
"""Where along a leg its arrow head stands."""
BEND = 0.14
"""How far the arc of a tie is drawn aside, as a share of its length."""
_STACK_REACH, _FAN_REACH = 13.0, 14.0
"""How far (px) from the middle of a disc a click still meets it: a stack's, one of an open stack."""


@dataclass(frozen=True, slots=True)
class Path:
    """A leg of a route in px, with the day of arrival in words; `reached` tells whether it lies behind the thumb.

    `spot` is where the words begin on their base line, None where they find no room.
    """

    points: tuple[Point, ...]
    label: str
    reached: bool
    spot: Point | None = None
    ink: str = ""
    """Of a line of claim or control, which is no route: its colour, the name of a token."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What lies over the political map, in logical px."""

    markers: tuple[Marker, ...]
    labels: tuple[Label, ...]
    fan: Fan | None
    ties: tuple[tuple[Point, Point], ...]
    paths: tuple[Path, ...] = ()
    rooms: Boxes = field(default_factory=lambda: NO_BOXES, compare=False)
    """[L, 4] box of each label."""


def composing_ground(
    atlas: Atlas, view: View, viewport: Viewport, measure: Measure, spots: Sequence[LandSpot], frame: Box | None = None, grown: float = 1.0
) -> Generator[None, None, Ground]:
    """Find what is named on the map but for markers, in steps of some milliseconds.

    Args: frame: the part of the picture (px) that names keep within; the whole of it where none is given.
    """

    def on_map(pixels: NDArray[np.float64]) -> NDArray[np.bool_]:
        return viewport.projection.inside(viewport.to_plane(pixels * viewport.ratio))

    whole = frame or (0.0, 0.0, float(viewport.width), float(viewport.height))
    return naming(atlas, view, viewport.pixels_of, measure, spots, whole, on_map, grown)


class Pins:
    """Where points lie on one viewport: each is projected once. Knows the viewport's `pixels_of` and `pixel_of`."""

    def __init__(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._known: dict[Point, tuple[float, float, bool]] = {}

    def _find(self, points: Sequence[Point]) -> list[tuple[float, float, bool]]:
        missing = [point for point in dict.fromkeys(points) if point not in self._known]
        if missing:
            pixels, seen = self._viewport.pixels_of(np.array(missing, dtype=np.float64))
            found = zip(pixels.tolist(), seen.tolist(), strict=True)
            self._known.update((point, (x, y, shown)) for point, ((x, y), shown) in zip(missing, found, strict=True))
        return [self._known[point] for point in points]

    def pixels_of(self, lonlat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return logical pixels [N, 2] of places and whether each is on the map [N]."""
        found = np.array(self._find([(lon, lat) for lon, lat in lonlat.tolist()]), dtype=np.float64).reshape(-1, 3)
        return found[:, :2], found[:, 2] > 0

    def pixel_of(self, lonlat: Point) -> Point | None:
        """Return the logical pixel of a place; None where it is not on the map."""
        [(x, y, shown)] = self._find([lonlat])
        return (x, y) if shown else None


@lru_cache(maxsize=4)
def _pins(viewport: Viewport) -> Pins:
    return Pins(viewport)


@kept(160)
def _markers(atlas: Atlas, view: View, viewport: Viewport, frame: Box) -> tuple[Marker, ...]:
    """Return the stacks in view; who scrubs to and fro finds those of the days before again."""
    return compose_markers(atlas, view, _pins(viewport).pixels_of, frame)


def compose_scene(
    atlas: Atlas,
    view: View,
    viewport: Viewport,
    measure: Measure,
    *,
    ground: Ground = NO_GROUND,
    obstacles: Sequence[Box] = (),
    frame: Box | None = None,
    grown: float = 1.0,
    names_of: Scene | None = None,
) -> Scene:
    """Compute the scene. `frame`: free part of the picture (px); `obstacles`: what names keep off; `ground`: from `composing_ground`.

    Letters of names are `grown` times as large as in the tokens; `measure` tells their widths so. The last scenes are kept.
    With `names_of`, a scene of the same viewport, no room is looked for: its names stay where they are.
    """
    whole = frame or (0.0, 0.0, float(viewport.width), float(viewport.height))
    if names_of is None:
        return _scene(atlas, view, viewport, measure, ground, tuple(obstacles), whole, grown)
    bare = _bare(atlas, view, viewport, measure, obstacles, whole, ground)
    return Scene(bare.stacks, names_of.labels, bare.fan, bare.ties, bare.paths, names_of.rooms)


@dataclass(frozen=True, slots=True, eq=False)
class _Bare:
    """A scene without names, and what these keep off."""

    stacks: tuple[Marker, ...]
    fan: Fan | None
    ties: tuple[tuple[Point, Point], ...]
    paths: tuple[Path, ...]
    obstacles: list[Box]


@kept(160)
def _scene(
    atlas: Atlas, view: View, viewport: Viewport, measure: Measure, ground: Ground, obstacles: tuple[Box, ...], whole: Box, grown: float
) -> Scene:
    bare = _bare(atlas, view, viewport, measure, obstacles, whole, ground)
    labels, rooms = compose_labels(view, measure, bare.stacks, bare.obstacles, whole, ground, grown)
    return Scene(bare.stacks, labels, bare.fan, bare.ties, bare.paths, rooms)


def _bare(atlas: Atlas, view: View, viewport: Viewport, measure: Measure, obstacles: Sequence[Box], whole: Box, ground: Ground) -> _Bare:
    pins = _pins(viewport)
    markers = _markers(atlas, view, viewport, whole)
    closed = compose_fan(atlas, view, pins.pixels_of, markers)
    markers = off_the_line(markers, ground, view.zoom, whole, obstacles)
    fan = with_words(atlas, view, closed, measure, whole) if closed else None
    shown = markers
    boxes = list(obstacles)
    if fan:
        boxes += _fan_boxes(fan)
        shown = tuple(m for m in markers if m.key != fan.key and not _under_fan(fan, m))
    paths, days = _told_paths(_paths(atlas, view, viewport), measure, shown, boxes, radius(view.zoom) + 2, whole)
    return _Bare(shown, fan, _ties(atlas, view, pins, markers, fan), paths, [*boxes, *days, *_along_routes(paths)])


def _along_routes(paths: Sequence[Path]) -> list[Box]:
    """Return boxes along the legs of routes: no name lies across one."""
    found: list[Box] = []
    for path in paths:
        for (x, y), (to_x, to_y) in pairwise(path.points if not path.ink else ()):
            count = max(1, math.ceil(math.hypot(to_x - x, to_y - y) / _PIECE))
            wide, tall = abs(to_x - x) / count / 2 + _BESIDE_ROUTE, abs(to_y - y) / count / 2 + _BESIDE_ROUTE
            shares = ((part + 0.5) / count for part in range(count))
            middles = ((x + (to_x - x) * share, y + (to_y - y) * share) for share in shares)
            found += [(px - wide, py - tall, px + wide, py + tall) for px, py in middles]
    return found


def _fan_boxes(fan: Fan) -> list[Box]:
    """Return what an open stack takes: its round ground in strips, and its discs with the words beside each."""
    reach, tall = FAN_RADIUS + 20, 2 * (FAN_RADIUS + 20) / _STRIPS
    tops = [fan.y - reach + tall * number for number in range(_STRIPS)]
    halves = [math.sqrt(reach**2 - min(abs(top - fan.y), abs(top + tall - fan.y)) ** 2) for top in tops]
    strips = [(fan.x - half, top, fan.x + half, top + tall) for top, half in zip(tops, halves, strict=True)]
    return [*strips, *(words_box(item) for item in fan.items)]


def _under_fan(fan: Fan, marker: Marker) -> bool:
    """Whether a marker would lie under the open stack or its words."""
    if (marker.x - fan.x) ** 2 + (marker.y - fan.y) ** 2 <= (FAN_RADIUS + 32) ** 2:
        return True
    boxes = (words_box(item) for item in fan.items)
    return any(left - 14 < marker.x < right + 14 and top - 10 < marker.y < bottom + 10 for left, top, right, bottom in boxes)


def _ties(atlas: Atlas, view: View, pins: Pins, markers: Sequence[Marker], fan: Fan | None) -> tuple[tuple[Point, Point], ...]:
    """Arcs from the selected event to its causes, its effects and what it concerns."""
    event = atlas.events.get(view.selected)
    if event is None or not view.layer("ties"):
        return ()
    links = [*atlas.causes.get(event.id, ()), *(link.event for link in event.leads_to)]
    linked = [event, *(atlas.events[other] for other in links if other in atlas.events)]
    start, *points = _where(linked, atlas, pins, markers, fan)
    if start is None:
        return ()
    ends: dict[Point, None] = dict.fromkeys(point for point in points if point)
    for identifier in event.concerns:
        if identifier in atlas.places and (point := pins.pixel_of(atlas.places[identifier].lonlat)):
            ends[point] = None
    hub = (fan.x, fan.y) if fan else None  # there stand events of the same place that are not shown
    return tuple((start, end) for end in ends if end != hub and (end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2 > 30 * 30)


def _where(events: Sequence[Event], atlas: Atlas, pins: Pins, markers: Sequence[Marker], fan: Fan | None) -> list[Point | None]:
    """Pixels at which events are drawn: the disc in the open stack, the stack, else the place."""
    discs = {item.event: (item.x, item.y) for item in fan.items} if fan else {}
    found: list[Point | None] = []
    for event, marker in zip(events, holders(atlas, events, markers), strict=True):
        place = atlas.places.get(event.place)
        point = event.lonlat or (place.lonlat if place else None)
        drawn = discs.get(event.id) or ((marker.x, marker.y) if marker else None)
        found.append(drawn or (pins.pixel_of(point) if point else None))
    return found


def _paths(atlas: Atlas, view: View, viewport: Viewport) -> tuple[Path, ...]:
    """Legs of the routes that are under way within the time window."""
    found = _frontiers(atlas, view, viewport)
    if not view.layer("routes"):
        return tuple(found)
    first, end = view.window
    for route in atlas.routes:
        if route.when.end <= first or route.when.start >= end or _reach(route) < _LEAST_ROUTE * km_per_px(view.zoom):
            continue
        for leg in route.legs:
            pixels, seen = viewport.pixels_of(np.array(leg.points, dtype=np.float64))
            if not seen.all() or leg.when.start >= end:
                continue
            label = short_day(leg.when.start, view.language) if leg.when.precision is Precision.DAY and not leg.when.span else ""
            points = tuple((float(x), float(y)) for x, y in pixels)
            found.append(Path(points, label, reached=leg.when.start <= view.instant))
    return tuple(found)


def _frontiers(atlas: Atlas, view: View, viewport: Viewport) -> list[Path]:
    """Lines of claim and control of the day: those that run over the sea, which no land draws."""
    found = []
    told = atlas.frontiers if view.layer("lines") and view.zoom >= FRONTIERS_FROM else ()
    for line in told:
        if line.style != "border" and view.instant in line.when:
            pixels, seen = viewport.pixels_of(np.array(line.points, dtype=np.float64))
            if seen.all():
                points = tuple((float(x), float(y)) for x, y in pixels)
                found.append(Path(points, "", reached=True, ink=ink_of_frontier(atlas, view, line)))
    return found


def _told_paths(
    paths: Sequence[Path], measure: Measure, markers: Sequence[Marker], obstacles: Sequence[Box], reach: float, frame: Box
) -> tuple[tuple[Path, ...], list[Box]]:
    """Return the legs with their days beside them, clear of discs and of each other, and the boxes of the words (names keep off them)."""
    if not any(path.label for path in paths):
        return tuple(paths), []
    spots = []
    for path in paths:
        wide = measure(path.label, DAY_SIZE, False, 0.0) if path.label else 0.0
        room = path.label and length_of(path.points) > _LEAST_TOLD
        places = [point_along(path.points, share) for share in (ARROW, 0.4, 0.7, 0.25, 0.85)] if room else []
        spots.append([(x, y - DAY_SIZE, x + wide, y + 4) for px, py in places for x, y in ((px + 8, py - 7), (px - 8 - wide, py + 15))])
    discs = [(m.x - reach, m.y - reach, m.x + reach, m.y + reach) for m in markers]
    found = first_free(spots, boxes_of([*obstacles, *discs]), frame)
    told = (replace(path, spot=(box[0], box[1] + DAY_SIZE)) if box else path for path, box in zip(paths, found, strict=True))
    return tuple(told), [box for box in found if box]


def length_of(points: Sequence[Point]) -> float:
    """Length of a line in px."""
    return sum(math.dist(*pair) for pair in pairwise(points))


def point_along(points: Sequence[Point], share: float) -> Point:
    """Return the point of a line after a share of its length."""
    left = length_of(points) * share
    for (x, y), (to_x, to_y) in pairwise(points):
        step = math.hypot(to_x - x, to_y - y)
        if step >= left > 0:
            return x + (to_x - x) * left / step, y + (to_y - y) * left / step
        left -= step
    return points[-1]


def _reach(route: Route) -> float:
    """Km from side to side of a route, about."""
    points = np.array([point for leg in route.legs for point in leg.points], dtype=np.float64)
    wide, high = np.ptp(points, axis=0) * _KM_PER_DEGREE
    return float(np.hypot(wide * np.cos(np.radians(points[:, 1].mean())), high))


def marker_at(scene: Scene, x: float, y: float) -> Marker | None:
    """Return the stack under a point, the one on top first; its hit area is at least 24 px wide."""
    near = [m for m in scene.markers if (m.x - x) ** 2 + (m.y - y) ** 2 <= _STACK_REACH**2]
    return min(near, key=lambda m: (m.x - x) ** 2 + (m.y - y) ** 2) if near else None


def fan_event_at(scene: Scene, x: float, y: float) -> str:
    """Return the event of the open stack whose disc or words lie under a point; empty where there is none."""
    if scene.fan is None:
        return ""
    for item in scene.fan.items:
        if (item.x - x) ** 2 + (item.y - y) ** 2 <= _FAN_REACH**2:
            return item.event
        left, top, right, bottom = words_box(item)
        if left < x < right and top + 5 <= y <= bottom - 5:
            return item.event
    return ""


def on_hub(scene: Scene, x: float, y: float) -> bool:
    """Whether a point lies on the middle of the open stack."""
    return scene.fan is not None and (scene.fan.x - x) ** 2 + (scene.fan.y - y) ** 2 <= 15 * 15


def on_hub_words(scene: Scene, x: float, y: float, size: tuple[float, float]) -> bool:
    """Whether a point lies on the words beside the middle of the open stack, `size` px wide and high."""
    return scene.fan is not None and 15 < x - scene.fan.x <= 22 + size[0] and -15 <= y - scene.fan.y <= size[1] - 13


def land_title(atlas: Atlas, view: View, unit: int) -> str:
    """Return the name of the day of the polity that holds a unit, with the state it answers to; empty where unknown."""
    holder = int(atlas.territory.holders(view.instant)[unit])
    if holder < 0:
        return ""
    standing = atlas.standing(view.instant)
    name = atlas.polity_list[holder].name(view.language, view.instant)
    sovereign = int(standing.sovereign[holder])
    if sovereign == holder:
        return name
    above = atlas.polity_list[sovereign].name(view.language, view.instant)
    return f"{name}（{above}）" if view.language == "ja" else f"{name} ({above})"


def title_of(atlas: Atlas, event: str, language: str) -> str:
    """Return the title of an event."""
    return say(atlas.events[event].title, language)
