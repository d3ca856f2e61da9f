"""Where names could stand: the spots of many names at once, and which of them they take."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import NO_SHAPES, Box, Boxes, Shapes, boxes_of, free_spots, spread_out
from viewer.carto.events.markers import Marker, radius
from viewer.carto.land.badges import Badge
from viewer.carto.names.curves import parts_of
from viewer.carto.names.soil import NO_SOIL, Soil, nearer_to_others
from viewer.carto.view import View
from viewer.model.record import dataclass

Measure = Callable[[str, float, bool, float], float]
"""Width in px of a text of a size (px), bold or not, with letter spacing (em)."""


DOT = 2.6
"""Px about the middle of the dot of a place that it takes."""
_FOREIGN, _FOREIGN_BARRED = 0.15, 0.6
"""Part of a stack's name on the land of others from which on another spot is better; and above which that of a small one is left out."""
_NEAR_BY = 4.5
"""Zoom from which on it is not: lands are large, and their borders can be seen under a name."""
_CROWD = 120
"""Among more stacks than this no name is kept off the discs of others: it would take too long."""
_KEPT = 4000
"""Names of stacks for which it is kept which of their spots are bad."""
_LEADER, _LEADER_PART = 1.5, 8.0
"""Px beside a leader that it takes; of so many px of it a part is made."""


@dataclass(frozen=True, slots=True)
class Label:
    """A placed name. `x`, `y` is its middle; `ink` is a colour or the name of a token; `second` a smaller line under it.

    `angle` is the direction in which it runs at its middle, `bend` by how much that turns from its beginning to its end: degrees clockwise.
    """

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    spacing: float = 0.0
    ink: str = "ink2"
    slanted: bool = False
    second: str = ""
    angle: float = 0.0
    halo: float = 3.0
    water: bool = False
    badges: tuple[Badge, ...] = ()
    bend: float = 0.0
    leader: tuple[float, float, float, float] | None = None
    """A thin line from the name to what it names, px from its middle: where it begins and where it ends."""
    point: tuple[float, float] | None = None
    """Where (px) the place lies that it names, if that is marked by a dot."""

    @property
    def turned(self) -> bool:
        """Whether it does not run from left to right in a straight line."""
        return self.angle != 0.0 or self.bend != 0.0

    def at(self, x: float, y: float) -> Label:
        """Return the name at another point (many times faster than `dataclasses.replace`)."""
        look = (self.size, self.bold, self.spacing, self.ink, self.slanted, self.second, self.angle, self.halo, self.water)
        return Label(self.text, x, y, *look, self.badges, self.bend, self.leader, self.point)

    def moved(self, x: float, y: float) -> Label:
        """Return the name at another point, and the dot of its place as far from it as before."""
        there = self.at(x, y)
        return there if self.point is None else replace(there, point=(self.point[0] + x - self.x, self.point[1] + y - self.y))


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place: the spots it would take, in order."""

    order: tuple[float, ...]
    label: Label
    spots: tuple[tuple[float, float], ...]
    width: float
    height: float
    place: str = ""
    """Id of the place that is named, which a marker may name instead."""
    when: tuple[tuple[int, int], ...] = ()
    """Days (first, end) of which the window of time must hold one, for it to be named; always where there are none."""
    less: Wish | None = None
    """A shorter or smaller name for where this one finds no room."""

    def chain(self) -> tuple[Wish, ...]:
        """Return this wish and what would do in its place."""
        return (self,) if self.less is None else (self, *self.less.chain())


@dataclass(frozen=True, slots=True, eq=False)
class Rooms:
    """The spots that names would take: those of the first name, of the second, and so on."""

    shapes: Shapes
    """[S] the room of each spot."""
    count: NDArray[np.intp]
    """[N] how many spots each name has."""
    label: Callable[[int], Label]
    """Gives the name that stands at a spot."""

    def chosen(self, solid: Boxes, frame: Box) -> list[int]:
        """Return for each name the number of the spot where it finds room beside what is solid, -1 where it finds none."""
        return free_spots(self.shapes, self.count.tolist(), solid, frame)

    def taken(self, solid: Boxes, frame: Box) -> tuple[list[Label], Shapes]:
        """Return the names that find room beside what is solid, and what they take."""
        spots = [spot for spot in self.chosen(solid, frame) if spot >= 0]
        return [self.label(spot) for spot in spots], self.shapes.of(np.array(spots, dtype=np.intp))

    def barring(self, spots: NDArray[np.bool_]) -> Rooms:
        """Return the rooms without some of the spots [S]."""
        bounds = np.where(spots[:, None], np.inf, self.shapes.bounds)  # beyond any frame
        return Rooms(replace(self.shapes, bounds=bounds), self.count, self.label)

    def of(self, names: NDArray[np.intp]) -> Rooms:
        """Return the spots of some names, in another order."""
        spot = spread_out(self.count, names)
        return Rooms(self.shapes.of(spot), self.count[names], lambda number: self.label(int(spot[number])))


NO_ROOMS = Rooms(NO_SHAPES, np.empty(0, dtype=np.intp), lambda _: Label("", 0, 0, 0))


def rooms_of(wishes: Sequence[Wish]) -> Rooms:
    """Return the spots of wishes; a name that is asked for twice at a spot is the same object."""
    chains = [wish.chain() for wish in wishes]
    every = [one for chain in chains for one in chain]
    each = [len(one.spots) for one in every]
    first, owner = [0, *accumulate(each)], np.repeat(np.arange(len(every)), each)
    known: dict[int, Label] = {}

    def label(spot: int) -> Label:
        if spot not in known:
            number = int(owner[spot])
            x, y = every[number].spots[spot - first[number]]
            known[spot] = every[number].label.at(x, y)
        return known[spot]

    count = np.array([sum(len(one.spots) for one in chain) for chain in chains], dtype=np.intp)
    return Rooms(_shapes(every, each, first), count, label)


def _shapes(wishes: Sequence[Wish], each: Sequence[int], first: Sequence[int]) -> Shapes:
    """Return what wishes take at their spots, of which they have `each` so many; `first` tells the number of the first one of each."""
    at = np.array([spot for wish in wishes for spot in wish.spots], dtype=np.float64).reshape(-1, 2)
    half = np.repeat(np.array([(wish.width / 2, wish.height / 2) for wish in wishes]).reshape(-1, 2), each, axis=0)
    boxes = np.hstack([at - half, at + half])
    aslant = [number for number, wish in enumerate(wishes) if wish.label.turned or wish.label.leader]
    dots, dotted = _dots(wishes, each)
    if not aslant and not len(dotted):
        return Shapes.plain(boxes)
    pieces = {
        first[number] + place: np.add(_pieces(wishes[number]), (x, y, x, y))
        for number in aslant
        for place, (x, y) in enumerate(wishes[number].spots)
    }
    count = np.ones(len(boxes), dtype=np.intp)
    for spot, mine in pieces.items():
        boxes[spot] = (*mine[:, :2].min(axis=0), *mine[:, 2:].max(axis=0))
        count[spot] = len(mine)
    count[dotted] = 2  # no name with a dot is turned or has a leader
    parts, begin = np.repeat(boxes, count, axis=0), np.cumsum(count) - count
    parts[begin[dotted] + 1] = dots
    boxes[dotted, :2] = np.minimum(boxes[dotted, :2], dots[:, :2])
    boxes[dotted, 2:] = np.maximum(boxes[dotted, 2:], dots[:, 2:])
    for spot, mine in pieces.items():
        parts[begin[spot] : begin[spot] + len(mine)] = mine
    return Shapes(boxes, parts, count)


def _dots(wishes: Sequence[Wish], each: Sequence[int]) -> tuple[Boxes, NDArray[np.intp]]:
    """Return [D, 4] the dots of places, and [D] the spots of their names; `each` wish has so many."""
    owner = np.repeat(np.arange(len(wishes)), each)
    points = [wish.label.point for wish in wishes]
    dotted = np.flatnonzero(np.array([point is not None for point in points], dtype=np.bool_)[owner])
    at = np.array([point or (0.0, 0.0) for point in points], dtype=np.float64).reshape(-1, 2)[owner[dotted]]
    return np.hstack([at - DOT, at + DOT]), dotted


def _pieces(wish: Wish) -> Boxes:
    """Return [K, 4] what a name takes that is not a plain box (px from its middle)."""
    label = wish.label
    if label.leader is None:
        return parts_of(wish.width, wish.height, label.angle, label.bend)
    return _with_leader(wish.width, wish.height, label.leader)


@lru_cache(maxsize=1024)
def _with_leader(width: float, height: float, leader: tuple[float, float, float, float]) -> Boxes:
    """Return [K, 4] the boxes of a name and of its leader (px from its middle)."""
    x, y, to_x, to_y = leader
    count = max(1, math.ceil(math.hypot(to_x - x, to_y - y) / _LEADER_PART))
    step_x, step_y = (to_x - x) / count, (to_y - y) / count
    half_x, half_y = abs(step_x) / 2 + _LEADER, abs(step_y) / 2 + _LEADER
    along = [(x + step_x * (part + 0.5), y + step_y * (part + 0.5)) for part in range(count)]
    boxes = [(px - half_x, py - half_y, px + half_x, py + half_y) for px, py in along]
    return boxes_of([(-width / 2, -height / 2, width / 2, height / 2), *boxes])


def named_stacks(view: View, markers: Sequence[Marker]) -> list[Marker]:
    """Return the stacks that are to be named: the selected one first, then the most important."""
    named = [m for m in markers if m.name and (m.opacity >= 0.45 or view.zoom >= 3)]
    return sorted(named, key=lambda m: (0.0 if m.selected else 2.0 + 0.1 * m.weight, -m.count))


def marker_rooms(
    view: View, measure: Measure, markers: Sequence[Marker], grown: float = 1.0, soil: Soil = NO_SOIL, among: Sequence[Marker] = ()
) -> Rooms:
    """Return the spots of the names of stacks, the most important first, with letters `grown` times as large as in the tokens.

    Spots on the land of others, nearer to other stacks `among` which they stand, or across the rim of the map, come last; there
    only stacks of several events and the selected one are named.
    """
    named = named_stacks(view, markers)
    if not named:
        return NO_ROOMS
    bold = [m.count > 1 or m.selected for m in named]
    widths = [measure(m.name, 12.0, strong, 0.0) for m, strong in zip(named, bold, strict=True)]
    wide, near = np.array(widths), radius(view.zoom)
    offset = np.array([near + (12 if m.count > 1 else 6) for m in named])
    at = around(np.array([m.x for m in named]), np.array([m.y for m in named]), offset, wide)
    half, tall = ((wide + 4) / 2)[:, None], 15.0 * grown / 2
    boxes = np.stack([at[:, :, 0] - half, at[:, :, 1] - tall, at[:, :, 0] + half, at[:, :, 1] + tall], axis=2)
    order, barred = _judged(view, boxes, named, soil, among)
    barred = barred & ~np.array(bold)[:, None]  # a name of weight stands on a bad spot sooner than nowhere
    at, boxes = np.take_along_axis(at, order[:, :, None], axis=1), np.take_along_axis(boxes, order[:, :, None], axis=1)
    boxes[np.take_along_axis(barred, order, axis=1)] = np.inf  # beyond any frame
    spots, each = at.reshape(-1, 2), at.shape[1]

    def label(spot: int) -> Label:
        x, y = spots[spot].tolist()
        return _marker_label(named[spot // each].name, x, y, 12.0 * grown, bold[spot // each])

    return Rooms(Shapes.plain(boxes.reshape(-1, 4)), np.full(len(named), each, dtype=np.intp), label)


def _judged(
    view: View, boxes: NDArray[np.float64], named: Sequence[Marker], soil: Soil, among: Sequence[Marker]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the order [N, S] in which the spots (boxes [N, S, 4] px) of the names of stacks are taken, and which of them are bad."""
    foreign, bad = _under(boxes, named, soil)
    barred = bad
    if view.zoom < _NEAR_BY:
        barred = barred | (foreign > _FOREIGN_BARRED)
    if among and len(among) <= _CROWD:
        place = {marker.key: number for number, marker in enumerate(among)}
        owner = np.repeat(np.array([place[m.key] for m in named]), boxes.shape[1])
        discs = np.array([(m.x, m.y) for m in among])
        misleading = nearer_to_others(boxes.reshape(-1, 4), owner, discs, radius(view.zoom) + 4).reshape(foreign.shape)
        bad, barred = bad | misleading, barred | misleading
    cost = np.where(foreign > _FOREIGN, np.round(foreign * 3) + 1, 0.0) + 3.0 * bad
    return np.argsort(cost, axis=1, kind="stable"), barred


def _under(boxes: NDArray[np.float64], named: Sequence[Marker], soil: Soil) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return which part of each spot [N, S] lies on the land of others, and which spots lie across the rim of the map.

    From day to day most stacks stay where they are: what was found for a name is kept with the `soil`.
    """
    known = soil.judged
    if len(known) > _KEPT:
        known.clear()
    keys = [(marker.key, row.tobytes()) for marker, row in zip(named, boxes, strict=True)]
    fresh = [number for number, key in enumerate(keys) if key not in known]
    if fresh:
        some = boxes[fresh]
        foreign = soil.under([named[number].key for number in fresh], np.array([named[number].at for number in fresh]), some)
        known.update(zip([keys[number] for number in fresh], zip(foreign, soil.cut(some), strict=True), strict=True))
    found = [known[key] for key in keys]
    return np.array([foreign for foreign, _ in found]), np.array([cut for _, cut in found])


@lru_cache(maxsize=4096)
def _marker_label(text: str, x: float, y: float, size: float, bold: bool) -> Label:
    return Label(text, x, y, size, bold=bold, ink="ink")


def around(x: NDArray[np.float64], y: NDArray[np.float64], offset: NDArray[np.float64], width: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return [N, 8, 2] the spots about points in Imhof's order: right and above and below it, left likewise, above, below."""
    side, rise = offset + width / 2, offset * 0.9
    across = (x + side, x + side - 2, x + side - 2, x - side, x - side + 2, x - side + 2, x, x)
    down = (y, y - rise, y + rise, y, y - rise, y + rise, y - offset - 8, y + offset + 8)
    return np.stack([np.stack(across, axis=1), np.stack(down, axis=1)], axis=2)
