"""Names on the map: candidates by importance, placed where nothing else stands."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache, partial
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import NO_BOXES, NO_SHAPES, Box, Boxes, Shapes, boxes_of
from viewer.carto.events.markers import Marker, radius
from viewer.carto.events.stacks import Locate
from viewer.carto.names.frontier_names import frontier_wishes
from viewer.carto.names.land_candidates import FIRST, finding_wishes
from viewer.carto.names.land_names import LandSpot, LandSpots
from viewer.carto.names.line_names import LINE_ORDER, line_boxes, line_wishes
from viewer.carto.names.placement import NO_ROOMS, Label, Measure, Rooms, Wish, marker_rooms, named_stacks, rooms_of
from viewer.carto.names.ring_names import ring_wishes
from viewer.carto.names.sea_names import land_share, sea_wishes
from viewer.carto.names.soil import NO_SOIL, OnMap, Soil, soil_of
from viewer.carto.names.town_names import place_wishes
from viewer.carto.names.two_lines import in_lines, languages_of, told_as, with_second
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.record import dataclass

_SMALL = 3.0
"""Lands of an order above this may be called as their town is."""
_MAJOR = 4.0
"""Names of an order below this that have to make way take the room of those above it."""
_LED_APART, _FIRST_APART = 9.0, 0.0
"""Px from a disc within which no leader of a name ends; and none of those that come first, which had better be there at all."""
_APART, _SEAS_APART = 110.0, 620.0
"""Px between two names that say the same; a sea is named at both ends of a world."""

_ROUND = frozenset({"arctic", "globe"})
"""Views whose map is a disc: across its rim a name would seem to belong to nothing."""

_Name = tuple[Wish, Label]
"""A name that was placed: what was wished, and the label where it stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is named but for markers, placed among itself: (wish, label) for each name, in order of importance."""

    names: tuple[_Name, ...] = ()
    shapes: Shapes = field(default_factory=lambda: NO_SHAPES)
    """[N] what each name takes."""
    lines: Boxes = field(default_factory=lambda: NO_BOXES)
    """[L, 4] boxes along the Iron Curtain, which no name may cross."""
    soil: Soil = NO_SOIL
    """What lies under names."""
    waiting: frozenset[int] = frozenset()
    """Numbers of names that come first and have found no room among themselves: they may where discs have moved others."""


NO_GROUND = Ground()


def carried(ground: Ground, before: Viewport, after: Viewport) -> Ground:
    """Return names moved and spread as the map was, their letters as large as before: a stand-in until they are placed anew."""
    if before.projection.name != after.projection.name or not ground.names:
        return NO_GROUND
    at = np.array([(label.x, label.y) for _, label in ground.names])
    plane = before.to_plane(at * before.ratio)
    held = before.projection.inside(plane)
    pixels, seen = after.pixels_of(before.projection.inverse(plane))
    kept = held & seen
    kept[list(ground.waiting)] = False
    moved = [(wish, label.moved(x, y)) for (wish, label), (x, y) in zip(compress(ground.names, kept), pixels[kept].tolist(), strict=True)]
    return Ground(tuple(moved), ground.shapes.of(kept).moved((pixels - at)[kept]), _carried_boxes(ground.lines, before, after))


def _carried_boxes(boxes: Boxes, before: Viewport, after: Viewport) -> Boxes:
    """Return boxes moved as the map was, as large as before."""
    if not len(boxes):
        return boxes
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    pixels, seen = after.pixels_of(before.projection.inverse(before.to_plane(middle * before.ratio)))
    moved: Boxes = (boxes + np.tile(pixels - middle, 2))[seen]
    return moved


def naming(
    atlas: Atlas,
    view: View,
    locate: Locate,
    measure: Measure,
    spots: Sequence[LandSpot],
    frame: Box,
    on_map: OnMap | None = None,
    grown: float = 1.0,
) -> Generator[None, None, Ground]:
    """Find what is named but for markers, in steps of some milliseconds: it stays the same until the map moves or a border changes.

    Letters are `grown` times as large as in the tokens; `measure` tells widths of them as they are then.
    """
    wishes: list[Wish] = []
    soil = soil_of(atlas, view.instant, spots, locate, on_map if view.projection in _ROUND else None)
    if view.layer("names"):
        named = yield from finding_wishes(atlas, view, locate, measure, spots)
        yield
        wishes += _on_the_map(named, on_map, whole=view.projection in _ROUND) if on_map is not None else named
    if view.layer("places"):
        wishes += place_wishes(atlas, view, locate, measure, soil, spots)
    if view.layer("seas"):
        yield
        wishes += sea_wishes(atlas, view, locate, measure, on_map, spots, frame)
    if languages_of(view)[1]:
        wishes = [with_second(wish, measure, shift=bool(wish.place)) for wish in wishes]
    wishes += ring_wishes(atlas, view, locate, measure, grown)
    lines = line_boxes(view, spots.curtain, locate) if isinstance(spots, LandSpots) else NO_BOXES
    grid = spots.grid if isinstance(spots, LandSpots) else None
    land = partial(land_share, grid) if grid is not None else None
    wishes += line_wishes(atlas, view, lines, measure, land)
    yield
    wishes += frontier_wishes(atlas, view, locate, measure, frame, grid)
    ordered = sorted(_grown(wishes, grown), key=lambda wish: wish.order)
    yield
    rooms = rooms_of(ordered)
    yield
    return replace((yield from _ground(ordered, rooms, lines, frame)), soil=soil)


def _ground(ordered: Sequence[Wish], rooms: Rooms, lines: Boxes, frame: Box) -> Generator[None, None, Ground]:
    """Place names, the most important first, where they touch neither each other nor the Curtain."""
    led = [_led(one) for wish in ordered for one in wish.chain() for _ in one.spots]
    spots = np.array(rooms.barring(np.array(led, dtype=np.bool_)).chosen(lines, frame), dtype=np.intp)
    yield
    if any(led):  # a name off the shore of its land takes no room from those that lie on theirs
        left = np.flatnonzero(spots < 0)
        begin = (np.cumsum(rooms.count) - rooms.count)[left]
        before = np.cumsum(rooms.count[left]) - rooms.count[left]
        taken = np.concatenate([lines, rooms.shapes.of(spots[spots >= 0]).parts])
        late = np.array(rooms.of(left).chosen(taken, frame), dtype=np.intp)
        spots[left] = np.where(late >= 0, late - before + begin, -1)
        yield
    waits = (spots < 0) & (rooms.count > 0) & np.array([wish.order[0] < FIRST for wish in ordered], dtype=np.bool_)
    spots[waits] = (np.cumsum(rooms.count) - rooms.count)[waits]
    found = np.flatnonzero(spots >= 0)
    names = [(ordered[number], rooms.label(spot)) for number, spot in zip(found.tolist(), spots[found].tolist(), strict=True)]
    once = np.array(_said_once(names), dtype=np.bool_)
    waiting = frozenset(np.flatnonzero(waits[found][once]).tolist())
    return Ground(tuple(compress(names, once)), rooms.shapes.of(spots[found][once]), lines, waiting=waiting)


def _led(wish: Wish) -> bool:
    """Whether a name has a leader and waits until those have found their place that have none."""
    return bool(wish.label.leader) and wish.order[0] >= FIRST and wish.order[0] != LINE_ORDER


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The names of a ground in arrays."""

    powers: NDArray[np.bool_]
    minor: NDArray[np.bool_]
    """Names that make way for others, which discs have moved."""
    places: Mapping[str, int]
    """The number of each place that is named."""
    passing: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    """The numbers of the names that are told in some windows of time alone, and the days that these must hold one of."""
    small: Mapping[str, tuple[int, float, float]]
    """Number and spot of each land that is named as a place could be, by what it is called."""
    rest: Shapes
    """What the names take but for those of powers."""
    rooms: Rooms
    """Where else they could stand."""
    led: NDArray[np.intp]
    """The numbers of the spots at which names have a leader."""
    ends: NDArray[np.float64]
    """[L, 2] where these leaders end."""
    apart: NDArray[np.float64]
    """[L] px that these keep from discs."""
    leading: Sequence[tuple[int, Wish, Label, tuple[float, float, float, float]]]
    """The names that have leaders where they stand: number, wish, label, leader."""


@lru_cache(maxsize=8)
def _table(ground: Ground) -> _Table:
    order = np.array([wish.order[0] for wish, _ in ground.names], dtype=np.float64)
    powers, minor = order < FIRST, order >= _MAJOR
    places = {wish.place: number for number, (wish, _) in enumerate(ground.names) if wish.place}
    small = {told_as(label): (number, label.x, label.y) for number, (wish, label) in enumerate(ground.names) if wish.order[0] > _SMALL}
    wishes = [wish for wish, _ in ground.names]
    leaders = [(one.label.leader, spot, _apart(one)) for wish in wishes for one in wish.chain() for spot in one.spots]
    led = np.array([number for number, (leader, *_) in enumerate(leaders) if leader], dtype=np.intp)
    ends = np.array([(x + leader[2], y + leader[3]) for leader, (x, y), _ in leaders if leader], dtype=np.float64).reshape(-1, 2)
    leading = [(n, wish, label, label.leader) for n, (wish, label) in enumerate(ground.names) if label.leader]
    apart = np.array([apart for leader, _, apart in leaders if leader], dtype=np.float64)
    passing = tuple((number, wish.when) for number, wish in enumerate(wishes) if wish.when)
    return _Table(powers, minor, places, passing, small, ground.shapes.of(~powers), rooms_of(wishes), led, ends, apart, leading)


def _apart(wish: Wish) -> float:
    return _FIRST_APART if wish.order[0] < FIRST else _LED_APART


def _clear_leaders(table: _Table, markers: Sequence[Marker], reach: float) -> tuple[list[int], Rooms]:
    """Return the names whose leaders end beside a disc, as if they led to that, and the rooms without the spots where they would."""
    if not len(table.led) or not markers:
        return [], table.rooms
    at = np.array([(marker.x, marker.y) for marker in markers])
    barred = np.zeros(len(table.rooms.shapes.bounds), dtype=np.bool_)
    barred[table.led[_near(table.ends, at, reach + table.apart)]] = True
    told = [(number, label.x + to[2], label.y + to[3], reach + _apart(wish)) for number, wish, label, to in table.leading]
    if not told:
        return [], table.rooms.barring(barred)
    ends = np.array(told)
    close: list[int] = ends[_near(ends[:, 1:3], at, ends[:, 3]), 0].astype(np.intp).tolist()
    return close, table.rooms.barring(barred)


def _near(points: NDArray[np.float64], at: NDArray[np.float64], reach: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which points [N, 2] are nearer to any of those [M, 2] than their reach [N]."""
    across, down = (points[:, side, None] - at[:, side] for side in (0, 1))
    found: NDArray[np.bool_] = (across * across + down * down).min(axis=1) < reach**2
    return found


def compose_labels(
    view: View, measure: Measure, markers: Sequence[Marker], obstacles: Iterable[Box], frame: Box, ground: Ground, grown: float = 1.0
) -> tuple[tuple[Label, ...], Boxes]:
    """Return the names that find room, and the boxes that they take.

    The selected place goes first, then powers, places with markers, and what is named on the ground, moved where a disc is in the way.
    """
    table = _table(ground)
    shapes, powers, places = ground.shapes, table.powers, table.places
    reach = radius(view.zoom) + 2
    discs = [(m.x - reach, m.y - reach, m.x + reach + (6 if m.count > 1 else 0), m.y + reach) for m in markers]
    solid = np.concatenate([boxes_of([*obstacles, *discs]), ground.lines])
    mine = marker_rooms(view, measure, markers, grown, ground.soil, markers) if view.layer("places") else NO_ROOMS
    chosen = sum(marker.selected for marker in named_stacks(view, markers)) if len(mine.count) else 0
    told, took = mine.of(np.arange(chosen)).taken(solid, frame) if chosen else ([], NO_SHAPES)
    solid = np.concatenate([solid, took.parts])
    wanted = np.ones(len(powers), dtype=np.bool_)
    wanted[[places[marker.key] for marker in markers if marker.key in places]] = False  # the marker names it
    first_day, end = view.window
    wanted[[number for number, days in table.passing if not any(a < end and b > first_day for a, b in days)]] = False
    wanted[[table.small[m.name][0] for m in markers if m.name in table.small and _beside(table.small[m.name], m)]] = False
    kept = wanted & ~shapes.touching(solid)
    misleading, rooms = _clear_leaders(table, markers, reach)
    kept[[*misleading, *ground.waiting]] = False
    first = shapes.parts_of(kept & powers)
    again, room = _again(rooms, wanted & powers & ~kept, np.concatenate([solid, first]), frame)
    others = mine.of(np.arange(chosen, len(mine.count))) if chosen else mine
    named, more = others.taken(np.concatenate([solid, first, room.parts]), frame)
    room = Shapes.joined([room, more])
    kept[~powers] &= ~table.rest.touching(np.concatenate([first, room.parts]))
    moved = wanted & ~powers & ~kept & ~table.minor
    larger, next_room = _again(rooms, moved, np.concatenate([solid, shapes.parts_of(kept & ~table.minor), room.parts]), frame)
    if larger:
        room = Shapes.joined([room, next_room])
        kept[table.minor] &= ~shapes.of(table.minor).touching(next_room.parts)
    rest, more = _again(rooms, wanted & table.minor & ~kept, np.concatenate([solid, shapes.parts_of(kept), room.parts]), frame)
    order = np.concatenate([np.flatnonzero(kept & powers), np.flatnonzero(kept & ~powers)])
    labels = (*told, *(ground.names[number][1] for number in order.tolist()), *again, *named, *larger, *rest)
    return in_lines(labels, np.concatenate([took.bounds, shapes.bounds[order], room.bounds, more.bounds]), grown)


def _beside(land: tuple[int, float, float], marker: Marker) -> bool:
    return math.hypot(land[1] - marker.x, land[2] - marker.y) < _APART


def _again(rooms: Rooms, which: NDArray[np.bool_], solid: Boxes, frame: Box) -> tuple[list[Label], Shapes]:
    """Return the names [N] of a ground that stand in the way where they are, at their next spots that are free, and what they take."""
    late = np.flatnonzero(which)
    return rooms.of(late).taken(solid, frame) if len(late) else ([], NO_SHAPES)


def _grown(wishes: list[Wish], grown: float) -> list[Wish]:
    """Return wishes with letters so many times as large; their widths are measured so already."""
    if grown == 1.0:
        return wishes
    return [_larger(wish, grown) for wish in wishes]


def _larger(wish: Wish, grown: float) -> Wish:
    less = _larger(wish.less, grown) if wish.less is not None else None
    return replace(wish, label=replace(wish.label, size=wish.label.size * grown), height=wish.height * grown, less=less)


def _said_once(names: Sequence[_Name]) -> list[bool]:
    """Return whether each is to be named: not what is named near by already, a land by its only town, a sea in two of its parts."""
    said: dict[str, list[Label]] = {}
    found = []
    for _, label in names:
        others = said.setdefault(told_as(label).casefold(), [])
        near = _SEAS_APART if label.water else _APART
        found.append(all(math.hypot(label.x - other.x, label.y - other.y) >= near for other in others))
        others += [label] if found[-1] else []
    return found


def _on_the_map(wishes: list[Wish], on_map: OnMap, *, whole: bool) -> list[Wish]:
    """Return wishes without the spots from which a name would hang over the edge of the map; over its sides only if it is not `whole`."""
    if not wishes:
        return wishes
    ends = []
    for wish in wishes:  # maps are convex: where the corners about all spots are inside, each spot is
        across, down = zip(*[at for one in wish.chain() for at in one.spots], strict=True)
        rise = max(one.height for one in wish.chain()) / 2
        side = max(_side(one, whole=whole) for one in wish.chain())
        ends += [(x, y) for x in (min(across) - side, max(across) + side) for y in (min(down) - rise, max(down) + rise)]
    clear = np.all(on_map(np.array(ends, dtype=np.float64)).reshape(-1, 4), axis=1).tolist()
    kept = iter(_cut([wish for wish, inside in zip(wishes, clear, strict=True) if not inside], on_map, whole=whole))
    found = [wish if inside else next(kept) for wish, inside in zip(wishes, clear, strict=True)]
    return [wish for wish in found if any(one.spots for one in wish.chain())]


def _side(wish: Wish, *, whole: bool) -> float:
    """Px to the sides of the middle of a name that are to lie on the map."""
    return wish.width / 2 - 3 if whole else 0.0


def _cut(wishes: list[Wish], on_map: OnMap, *, whole: bool) -> list[Wish]:
    """Return wishes with the spots alone at which the name lies on the map: if not `whole`, what is above and below its middle."""
    every = [one for wish in wishes for one in wish.chain()]
    ends = [
        (x + sign * _side(wish, whole=whole), y + rise)
        for wish in every
        for x, y in wish.spots
        for rise in (-wish.height / 2, wish.height / 2)
        for sign in (-1, 1)
    ]
    if not ends:
        return wishes
    all_of_it: NDArray[np.bool_] = np.all(on_map(np.array(ends, dtype=np.float64)).reshape(-1, 4), axis=1)
    inside = iter(all_of_it.tolist())
    kept: list[Wish] = []
    for wish in wishes:
        less: Wish | None = None
        for one, spots in [(one, tuple(spot for spot in one.spots if next(inside))) for one in wish.chain()][::-1]:
            less = replace(one, spots=spots, less=less)
        kept += [less] if less is not None else []
    return kept
