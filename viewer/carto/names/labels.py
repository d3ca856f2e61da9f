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
from viewer.carto.names.land_candidates import land_wishes
from viewer.carto.names.land_names import LandSpot, LandSpots
from viewer.carto.names.line_names import LINE_ORDER, line_boxes, line_wishes
from viewer.carto.names.placement import NO_ROOMS, Label, Measure, Rooms, Wish, around, marker_rooms, rooms_of
from viewer.carto.names.ring_names import ring_wishes
from viewer.carto.names.sea_names import OnMap, land_share, sea_wishes
from viewer.carto.names.two_lines import in_lines, languages_of, told_as, with_second
from viewer.carto.projections.viewport import Viewport
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Place
from viewer.model.record import dataclass

_POWERS = 1.5
"""Names of an order below this go before those of markers."""
_SMALL = 3.0
"""Lands of an order above this may be called as their town is."""
_LED_APART = 9.0
"""Px from a disc within which no leader of a name ends."""
_APART, _SEAS_APART = 110.0, 620.0
"""Px between two names that say the same; a sea is named at both ends of a world."""

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
    moved = [(wish, label.at(x, y)) for (wish, label), (x, y) in zip(compress(ground.names, kept), pixels[kept].tolist(), strict=True)]
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
    if view.layer("names"):
        named = land_wishes(atlas, view, locate, measure, spots)
        yield
        wishes += _on_the_map(named, on_map) if on_map is not None else named
    if view.layer("places"):
        wishes += _place_wishes(atlas, view, locate, measure)
    if view.layer("seas"):
        yield
        wishes += sea_wishes(atlas, view, locate, measure, on_map, spots, frame)
    if languages_of(view)[1]:
        wishes = [with_second(wish, measure, shift=bool(wish.place)) for wish in wishes]
    wishes += ring_wishes(atlas, view, locate, measure, grown)
    lines = line_boxes(view, spots.curtain, locate) if isinstance(spots, LandSpots) else NO_BOXES
    grid = spots.grid if isinstance(spots, LandSpots) else None
    wishes += line_wishes(atlas, view, lines, measure, partial(land_share, grid) if grid is not None else None)
    ordered = sorted(_grown(wishes, grown), key=lambda wish: wish.order)
    yield
    rooms = rooms_of(ordered)
    yield
    return _ground(ordered, rooms, lines, frame)


def _ground(ordered: Sequence[Wish], rooms: Rooms, lines: Boxes, frame: Box) -> Ground:
    """Place names, the most important first, where they touch neither each other nor the Curtain."""
    led = [bool(one.label.leader) and one.order[0] != LINE_ORDER for wish in ordered for one in wish.chain() for _ in one.spots]
    spots = np.array(rooms.barring(np.array(led, dtype=np.bool_)).chosen(lines, frame), dtype=np.intp)
    if any(led):  # a name off the shore of its land takes no room from those that lie on theirs
        left = np.flatnonzero(spots < 0)
        begin = (np.cumsum(rooms.count) - rooms.count)[left]
        before = np.cumsum(rooms.count[left]) - rooms.count[left]
        taken = np.concatenate([lines, rooms.shapes.of(spots[spots >= 0]).parts])
        late = np.array(rooms.of(left).chosen(taken, frame), dtype=np.intp)
        spots[left] = np.where(late >= 0, late - before + begin, -1)
    found = np.flatnonzero(spots >= 0)
    names = [(ordered[number], rooms.label(spot)) for number, spot in zip(found.tolist(), spots[found].tolist(), strict=True)]
    once = np.array(_said_once(names), dtype=np.bool_)
    return Ground(tuple(compress(names, once)), rooms.shapes.of(spots[found][once]), lines)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The names of a ground in arrays."""

    powers: NDArray[np.bool_]
    places: Mapping[str, int]
    """The number of each place that is named."""
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


@lru_cache(maxsize=8)
def _table(ground: Ground) -> _Table:
    powers = np.array([wish.order[0] < _POWERS for wish, _ in ground.names], dtype=np.bool_)
    places = {wish.place: number for number, (wish, _) in enumerate(ground.names) if wish.place}
    small = {told_as(label): (number, label.x, label.y) for number, (wish, label) in enumerate(ground.names) if wish.order[0] > _SMALL}
    wishes = [wish for wish, _ in ground.names]
    leaders = [(one.label.leader, spot) for wish in wishes for one in wish.chain() for spot in one.spots]
    led = np.array([number for number, (leader, _) in enumerate(leaders) if leader], dtype=np.intp)
    ends = np.array([(x + leader[2], y + leader[3]) for leader, (x, y) in leaders if leader], dtype=np.float64).reshape(-1, 2)
    return _Table(powers, places, small, ground.shapes.of(~powers), rooms_of(wishes), led, ends)


def _clear_leaders(table: _Table, ground: Ground, markers: Sequence[Marker], reach: float) -> tuple[list[int], Rooms]:
    """Return the names whose leaders end beside a disc, as if they led to that, and the rooms without the spots where they would."""
    if not len(table.led) or not markers:
        return [], table.rooms
    at = np.array([(marker.x, marker.y) for marker in markers])
    near = np.hypot(*(table.ends[:, None] - at).transpose(2, 0, 1)).min(axis=1) < reach
    barred = np.zeros(len(table.rooms.shapes.bounds), dtype=np.bool_)
    barred[table.led[near]] = True
    told = [(number, label, label.leader) for number, (_, label) in enumerate(ground.names) if label.leader]
    close = [n for n, label, (_, _, x, y) in told if np.hypot(*(at - (label.x + x, label.y + y)).T).min() < reach]
    return close, table.rooms.barring(barred)


def compose_labels(
    view: View, measure: Measure, markers: Sequence[Marker], obstacles: Iterable[Box], frame: Box, ground: Ground, grown: float = 1.0
) -> tuple[tuple[Label, ...], Boxes]:
    """Return the names that find room, and the boxes that they take.

    Powers go first, then places with markers, then what is named on the ground, moved where a disc is in the way.
    """
    table = _table(ground)
    shapes, powers, places = ground.shapes, table.powers, table.places
    reach = radius(view.zoom) + 2
    discs = [(m.x - reach, m.y - reach, m.x + reach + (6 if m.count > 1 else 0), m.y + reach) for m in markers]
    solid = np.concatenate([boxes_of([*obstacles, *discs]), ground.lines])
    wanted = np.ones(len(powers), dtype=np.bool_)
    wanted[[places[marker.key] for marker in markers if marker.key in places]] = False  # the marker names it
    wanted[[table.small[m.name][0] for m in markers if m.name in table.small and _beside(table.small[m.name], m)]] = False
    kept = wanted & ~shapes.touching(solid)
    misleading, rooms = _clear_leaders(table, ground, markers, reach + _LED_APART)
    kept[misleading] = False
    first = shapes.parts_of(kept & powers)
    again, room = _again(rooms, wanted & powers & ~kept, np.concatenate([solid, first]), frame)
    mine = marker_rooms(view, measure, markers, grown) if view.layer("places") else NO_ROOMS
    named, more = mine.taken(np.concatenate([solid, first, room.parts]), frame)
    room = Shapes.joined([room, more])
    kept[~powers] &= ~table.rest.touching(np.concatenate([first, room.parts]))
    rest, more = _again(rooms, wanted & ~powers & ~kept, np.concatenate([solid, shapes.parts_of(kept), room.parts]), frame)
    order = np.concatenate([np.flatnonzero(kept & powers), np.flatnonzero(kept & ~powers)])
    labels = (*(ground.names[number][1] for number in order.tolist()), *again, *named, *rest)
    return in_lines(labels, np.concatenate([shapes.bounds[order], room.bounds, more.bounds]), grown)


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


def _place_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure) -> list[Wish]:
    """Places from the zoom at which their rank is worth a name."""
    shown = [p for p in atlas.places.values() if view.zoom >= (3.2, 3.8, 4.4, 5.2, 6.0, 5.0)[min(p.rank, 5)]]
    if not shown:
        return []
    pixels, visible = locate(np.array([place.lonlat for place in shown], dtype=np.float64))
    language, other = languages_of(view)
    names = [place.name(language, view.instant) for place in shown]
    seconds = [place.name(other, view.instant) if other else "" for place in shown]
    widths = [measure(name, _place_size(place), place.capital, 0.0) for place, name in zip(shown, names, strict=True)]
    spots = around(pixels[:, 0], pixels[:, 1], np.full(len(shown), 5.0), np.array(widths)).tolist()
    wishes = []
    for place, name, second, width, mine, seen in zip(shown, names, seconds, widths, spots, visible.tolist(), strict=True):
        if seen:
            below = second if second != name else ""
            label = Label(name, 0, 0, _place_size(place), bold=place.capital, ink="ink2", second=below)
            wishes.append(Wish((6.0, place.rank), label, tuple((x, y) for x, y in mine), width + 6, 14.0, place.id))
    return wishes


def _place_size(place: Place) -> float:
    return 11.0 if place.rank < 3 else 10.5


def _on_the_map(wishes: list[Wish], on_map: OnMap) -> list[Wish]:
    """Return wishes without the spots from which a name would hang over the upper or lower edge of the map; at its sides it may."""
    if not wishes:
        return wishes
    ends = []
    for wish in wishes:  # maps are convex: where the corners about all spots are inside, each spot is
        across, down = zip(*[at for one in wish.chain() for at in one.spots], strict=True)
        rise = max(one.height for one in wish.chain()) / 2
        ends += [(x, y) for x in (min(across), max(across)) for y in (min(down) - rise, max(down) + rise)]
    whole = np.all(on_map(np.array(ends, dtype=np.float64)).reshape(-1, 4), axis=1).tolist()
    kept = iter(_cut([wish for wish, inside in zip(wishes, whole, strict=True) if not inside], on_map))
    found = [wish if inside else next(kept) for wish, inside in zip(wishes, whole, strict=True)]
    return [wish for wish in found if any(one.spots for one in wish.chain())]


def _cut(wishes: list[Wish], on_map: OnMap) -> list[Wish]:
    """Return wishes with the spots alone at which what is above and below the middle of the name lies on the map."""
    every = [one for wish in wishes for one in wish.chain()]
    ends = [(x, y + rise) for wish in every for x, y in wish.spots for rise in (-wish.height / 2, wish.height / 2)]
    if not ends:
        return wishes
    both: NDArray[np.bool_] = np.all(on_map(np.array(ends, dtype=np.float64)).reshape(-1, 2), axis=1)
    inside = iter(both.tolist())
    kept: list[Wish] = []
    for wish in wishes:
        less: Wish | None = None
        for one, spots in [(one, tuple(spot for spot in one.spots if next(inside))) for one in wish.chain()][::-1]:
            less = replace(one, spots=spots, less=less)
        kept += [less] if less is not None else []
    return kept
