"""Names on the map: candidates by importance, placed where nothing else stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from viewer.carto.badges import Badge, badges_in, badges_width
from viewer.carto.boxes import Box, Boxes, boxes_of, first_free, touching
from viewer.carto.land_names import LandSpot
from viewer.carto.markers import Marker, radius
from viewer.carto.stacks import Locate
from viewer.carto.view import View
from viewer.carto.viewport import Viewport
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.politics import NO_GROUP, Standing
from viewer.model.record import dataclass

Measure = Callable[[str, float, bool, float], float]
"""Width in px of a text of a size (px), bold or not, with letter spacing (em)."""
OnMap = Callable[[NDArray[np.float64]], NDArray[np.bool_]]
"""Tells which points (logical px, [N, 2]) lie on the map."""


@dataclass(frozen=True, slots=True)
class Label:
    """A placed name. `x`, `y` is the middle of its box; `ink` is a colour or the name of a token; `second` a smaller line under it."""

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

    def at(self, x: float, y: float) -> Label:
        """Return the name at another point (many times faster than `dataclasses.replace`)."""
        look = (self.size, self.bold, self.spacing, self.ink, self.slanted, self.second, self.angle, self.halo, self.water, self.badges)
        return Label(self.text, x, y, *look)


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


_POWERS = 1.5
"""Names of an order below this go before those of markers."""


class Taken:
    """Boxes that are occupied, on a grid so that asking is quick."""

    def __init__(self, cell: float = 64.0) -> None:
        self._cell = cell
        self._grid: dict[tuple[int, int], list[Box]] = {}

    def _cells(self, box: Box) -> Iterable[tuple[int, int]]:
        for column in range(int(box[0] // self._cell), int(box[2] // self._cell) + 1):
            for row in range(int(box[1] // self._cell), int(box[3] // self._cell) + 1):
                yield column, row

    def add(self, box: Box) -> None:
        """Occupy a box."""
        for cell in self._cells(box):
            self._grid.setdefault(cell, []).append(box)

    def free(self, box: Box) -> bool:
        """Whether a box touches nothing."""
        for cell in self._cells(box):
            for other in self._grid.get(cell, ()):
                if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
                    return False
        return True


_Name = tuple[Wish, Label, Box]
"""A name that was placed: what was wished, the label where it stands, its box."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is named but for markers, placed among itself: (wish, label, box) for each name, in order of importance."""

    names: tuple[_Name, ...] = ()


NO_GROUND = Ground()


def carried(ground: Ground, before: Viewport, after: Viewport) -> Ground:
    """Return names moved and spread as the map was, their letters as large as before: a stand-in until they are placed anew."""
    if before.projection.name != after.projection.name or not ground.names:
        return NO_GROUND
    plane = before.to_plane(np.array([(label.x, label.y) for _, label, _ in ground.names]) * before.ratio)
    held = before.projection.inside(plane)
    pixels, seen = after.pixels_of(before.projection.inverse(plane))
    moved = []
    kept = held & seen
    for (wish, label, (left, top, right, bottom)), (x, y) in zip(compress(ground.names, kept), pixels[kept].tolist(), strict=True):
        dx, dy = x - label.x, y - label.y
        moved.append((wish, label.at(x, y), (left + dx, top + dy, right + dx, bottom + dy)))
    return Ground(tuple(moved))


def ground_names(
    atlas: Atlas,
    view: View,
    locate: Locate,
    measure: Measure,
    spots: Sequence[LandSpot],
    frame: Box,
    on_map: OnMap | None = None,
    grown: float = 1.0,
) -> Ground:
    """Return what is named but for markers: it stays the same until the map moves or a border changes.

    Letters are `grown` times as large as in the tokens; `measure` tells widths of them as they are then.
    """
    wishes: list[Wish] = []
    if view.layer("names"):
        named = _polity_wishes(atlas, view, locate, measure, spots)
        wishes += _on_the_map(named, on_map) if on_map is not None else named
    if view.layer("places"):
        wishes += _place_wishes(atlas, view, locate, measure)
    if view.layer("seas"):
        wishes += _sea_wishes(atlas, view, locate, measure, on_map)
    taken = Taken()
    return Ground(tuple(_placed(sorted(_grown(wishes, grown), key=lambda wish: wish.order), taken, frame)))


@lru_cache(maxsize=8)
def _table(ground: Ground) -> tuple[Boxes, NDArray[np.bool_], Mapping[str, int]]:
    """Return of the names of a ground: boxes [N, 4], which are of powers [N], and the number of each place that is named."""
    powers = np.array([wish.order[0] < _POWERS for wish, _, _ in ground.names], dtype=np.bool_)
    places = {wish.place: number for number, (wish, _, _) in enumerate(ground.names) if wish.place}
    return boxes_of([box for _, _, box in ground.names]), powers, places


def compose_labels(
    view: View, measure: Measure, markers: Sequence[Marker], obstacles: Iterable[Box], frame: Box, ground: Ground, grown: float = 1.0
) -> tuple[tuple[Label, ...], Boxes]:
    """Return the names that find room, and the boxes that they take.

    Powers go first, then places with markers, then what is named on the ground, moved where a disc is in the way.
    """
    boxes, powers, places = _table(ground)
    reach = radius(view.zoom) + 2
    discs = [(m.x - reach, m.y - reach, m.x + reach + (6 if m.count > 1 else 0), m.y + reach) for m in markers]
    solid = boxes_of([*obstacles, *discs])
    wanted = np.ones(len(boxes), dtype=np.bool_)
    wanted[[places[marker.key] for marker in markers if marker.key in places]] = False  # the marker names it
    kept = wanted & ~touching(boxes, solid)
    found = _again(ground, wanted & powers & ~kept, np.concatenate([solid, boxes[kept & powers]]), frame)
    front = np.concatenate([solid, boxes[kept & powers], boxes_of([box for _, box in found])])
    wishes = sorted(_grown(_marker_wishes(view, measure, markers), grown), key=lambda wish: wish.order) if view.layer("places") else []
    found += _with_room(wishes, front, frame)
    newer = np.concatenate([boxes[kept & powers], boxes_of([box for _, box in found])])
    kept[~powers] &= ~touching(boxes[~powers], newer)
    standing = np.concatenate([solid, boxes[kept], boxes_of([box for _, box in found])])
    found += _again(ground, wanted & ~powers & ~kept, standing, frame)
    order = np.concatenate([np.flatnonzero(kept & powers), np.flatnonzero(kept & ~powers)])
    labels = (*(ground.names[number][1] for number in order.tolist()), *(label for label, _ in found))
    return labels, np.concatenate([boxes[order], boxes_of([box for _, box in found])])


def _again(ground: Ground, which: NDArray[np.bool_], solid: Boxes, frame: Box) -> list[tuple[Label, Box]]:
    """Return the names [N] of a ground that stand in the way where they are, at their next spots that are free, and their boxes."""
    late = np.flatnonzero(which)
    return _with_room([ground.names[number][0] for number in late.tolist()], solid, frame) if len(late) else []


def _grown(wishes: list[Wish], grown: float) -> list[Wish]:
    """Return wishes with letters so many times as large; their widths are measured so already."""
    if grown == 1.0:
        return wishes
    return [replace(w, label=replace(w.label, size=w.label.size * grown), height=w.height * grown) for w in wishes]


def _with_room(wishes: Sequence[Wish], solid: Boxes, frame: Box) -> list[tuple[Label, Box]]:
    """Return the labels of wishes where they find room beside what is solid, and their boxes."""
    spots = []
    for wish in wishes:
        half, tall = wish.width / 2, wish.height / 2
        spots.append([(x - half, y - tall, x + half, y + tall) for x, y in wish.spots])
    found = []
    for wish, boxes, box in zip(wishes, spots, first_free(spots, solid, frame), strict=True):
        if box is not None:
            x, y = wish.spots[boxes.index(box)]
            found.append((wish.label.at(x, y), box))
    return found


def _placed(wishes: Iterable[Wish], taken: Taken, frame: Box) -> Iterable[_Name]:
    left, top, right, bottom = frame
    for wish in wishes:
        half, tall = wish.width / 2, wish.height / 2
        for x, y in wish.spots:
            box = (x - half, y - tall, x + half, y + tall)
            if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom or not taken.free(box):
                continue
            taken.add(box)
            yield wish, wish.label.at(x, y), box
            break


def _polity_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, spots: Sequence[LandSpot]) -> list[Wish]:
    if not spots:
        return []
    standing, badges = atlas.standing(view.instant), badges_in(atlas, view)
    every = [spot.lonlat for spot in spots] + [other for spot in spots for other in spot.others]
    pixels, visible = locate(np.array(every, dtype=np.float64))
    found = [(x, y) for x, y in pixels.tolist()]
    others, wishes = iter(found[len(spots) :]), []
    for spot, (x, y), shown in zip(spots, found, visible.tolist(), strict=False):
        more = [next(others) for _ in spot.others]
        if not shown or spot.area < 90 or (not spot.whole and (view.zoom < 3 or spot.area < 900)):
            continue
        places = ((x, y), *more)
        wish = _polity_wish(atlas, view, spot, standing, places, measure)
        if wish:
            wishes.append(_with_badges(wish, badges.get(spot.polity, ())) if spot.whole else wish)
    return wishes


def _with_badges(wish: Wish, badges: tuple[Badge, ...]) -> Wish:
    """Return a wish for a name with badges at its right."""
    if not badges:
        return wish
    return replace(wish, label=replace(wish.label, badges=badges), width=wish.width + badges_width(badges))


@dataclass(frozen=True, slots=True)
class _Face:
    """How the name of a land is set: size (px), letter spacing (em), bold, ink, and its order of placing."""

    size: float
    spacing: float
    bold: bool
    ink: str
    order: float


def _face(atlas: Atlas, view: View, spot: LandSpot, standing: Standing) -> _Face:
    """Tokens section 7: powers, states by the area they take on the picture, parts."""
    group = int(standing.group[spot.polity])
    style = atlas.groups[group].style if group != NO_GROUP else ""
    ink = f"bloc:{style}" if style else "ink2"
    if not spot.whole:
        return _Face(10.5, 0.08, bold=False, ink="ink2", order=4.5)
    if atlas.polity_list[spot.polity].power and spot.area > 1600:
        grown = min(1.0, math.sqrt(spot.area) / 320)
        return _Face(14.5 + 5.5 * grown, 0.12 + 0.3 * grown**2, bold=True, ink=ink, order=1.0)
    if spot.area > 9000:
        grown = min(1.0, (spot.area - 9000) / 60000)
        return _Face(12 + 4 * grown, 0.1 + 0.25 * grown, bold=view.zoom >= 3, ink=ink, order=3.0)
    if spot.area > 1600:
        return _Face(
            11.5 if spot.area > 4000 else 11.0, 0.05, bold=view.zoom >= 3 and bool(style), ink=ink if view.zoom >= 3 else "ink2", order=3.5
        )
    return _Face(10.0, 0.0, bold=False, ink="ink2", order=5.0)


def _polity_wish(
    atlas: Atlas, view: View, spot: LandSpot, standing: Standing, places: tuple[tuple[float, float], ...], measure: Measure
) -> Wish | None:
    polity = atlas.polity_list[spot.polity]
    face = _face(atlas, view, spot, standing)
    long, short = polity.name(view.name_language, view.instant), polity.short_name(view.name_language, view.instant)
    if view.name_language != "ja" and (not spot.whole or (view.zoom >= 3 and spot.area > 9000)):
        long, short = long.upper(), short.upper()
    room = max(spot.room * 1.1, math.sqrt(spot.area) * 1.5, 34.0)
    for text in dict.fromkeys((long, short) if polity.power or len(long) <= 8 else (short,)):
        for spacing in dict.fromkeys((face.spacing, min(face.spacing, 0.05))):
            width = measure(text, face.size, face.bold, spacing)
            if width <= room or (text == short and spot.area > 700 and width <= room * 1.6 and spacing <= 0.05):
                label = Label(text, 0, 0, face.size, face.bold, spacing, face.ink)
                reach = max(face.size * 1.4, math.sqrt(spot.area) / 2) + 0.1  # farther off a name would stand on another land
                beside = ((dx, dy) for dx, dy in _nudges(face.size)[1:] if math.hypot(dx, dy) <= reach)
                spots = (*places, *((places[0][0] + dx, places[0][1] + dy) for dx, dy in beside))
                return Wish((face.order, -spot.area), label, spots, width + 4, face.size * 1.25)
    return None


def _nudges(size: float) -> tuple[tuple[float, float], ...]:
    step = size * 1.4
    return ((0, 0), (0, step), (0, -step), (2 * step, 0), (-2 * step, 0), (0, 2 * step), (0, -2 * step))


def _around(x: float, y: float, offset: float, width: float) -> tuple[tuple[float, float], ...]:
    """Imhof's order: right, upper right, lower right, left, upper left, lower left, above, below."""
    side, rise = offset + width / 2, offset * 0.9
    return (
        (x + side, y),
        (x + side - 2, y - rise),
        (x + side - 2, y + rise),
        (x - side, y),
        (x - side + 2, y - rise),
        (x - side + 2, y + rise),
        (x, y - offset - 8),
        (x, y + offset + 8),
    )


def _marker_wishes(view: View, measure: Measure, markers: Sequence[Marker]) -> list[Wish]:
    wishes = []
    for marker in markers:
        if not marker.name or (marker.opacity < 0.45 and view.zoom < 3):
            continue
        bold = marker.count > 1 or marker.selected
        width = measure(marker.name, 12.0, bold, 0.0)
        spots = _around(marker.x, marker.y, radius(view.zoom) + (12 if marker.count > 1 else 6), width)
        label = Label(marker.name, 0, 0, 12.0, bold=bold, ink="ink")
        order = 0.0 if marker.selected else 2.0 + 0.1 * marker.weight
        wishes.append(Wish((order, -marker.count), label, spots, width + 4, 15.0))
    return wishes


def _place_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure) -> list[Wish]:
    """Places from the zoom at which their rank is worth a name."""
    shown = [p for p in atlas.places.values() if view.zoom >= (3.2, 3.8, 4.4, 5.2, 6.0, 5.0)[min(p.rank, 5)]]
    if not shown:
        return []
    pixels, visible = locate(np.array([place.lonlat for place in shown], dtype=np.float64))
    wishes = []
    for place, (x, y), seen in zip(shown, pixels, visible, strict=True):
        if not seen:
            continue
        name = place.name(view.name_language, view.instant)
        size = 11.0 if place.rank < 3 else 10.5
        width = measure(name, size, place.capital, 0.0)
        label = Label(name, 0, 0, size, bold=place.capital, ink="ink2")
        wishes.append(Wish((6.0, place.rank), label, _around(float(x), float(y), 5, width), width + 4, 14.0, place.id))
    return wishes


def _on_the_map(wishes: list[Wish], on_map: OnMap) -> list[Wish]:
    """Return wishes without the spots from which a name would hang over the upper or lower edge of the map; at its sides it may."""
    ends = [(x, y + rise) for wish in wishes for x, y in wish.spots for rise in (-wish.height / 2, wish.height / 2)]
    if not ends:
        return wishes
    both: NDArray[np.bool_] = np.all(on_map(np.array(ends, dtype=np.float64)).reshape(-1, 2), axis=1)
    inside = iter(both.tolist())
    kept = []
    for wish in wishes:
        fits = [next(inside) for _ in wish.spots]
        kept.append(replace(wish, spots=tuple(spot for spot, fit in zip(wish.spots, fits, strict=True) if fit)))
    return [wish for wish in kept if wish.spots]


def _sea_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, on_map: OnMap | None) -> list[Wish]:
    shown = [sea for sea in atlas.seas if view.zoom >= (-2.0, 2.0, 2.8, 4.0)[min(sea.rank, 3)] and (sea.rank or view.zoom < 5)]
    if not shown:
        return []
    pixels, visible = locate(np.array([sea.lonlat for sea in shown], dtype=np.float64))
    wishes = []
    for sea, (x, y), seen in zip(shown, pixels.tolist(), visible.tolist(), strict=True):
        if not seen:
            continue
        size, spacing = ((16.0, 0.5), (13.0, 0.25), (12.0, 0.15), (10.5, 0.05))[min(sea.rank, 3)]
        size *= 1.0 + 0.13 * min(max(view.zoom - 2.5, 0.0), 3.5)
        text = say(sea.names, view.name_language)
        width = measure(text, size, False, spacing)
        label = Label(text, 0, 0, size, spacing=spacing, ink="seaink", slanted=True, halo=2.0, water=True)
        spots = tuple((x + dx, y + dy) for dx, dy in _nudges(size))
        wishes.append(Wish((4.0, sea.rank), label, spots, width + 6, size * 1.3))
    return _whole_on_map(wishes, on_map) if on_map is not None and wishes else wishes


def _whole_on_map(wishes: list[Wish], on_map: OnMap) -> list[Wish]:
    """Return wishes for seas with the spots alone at which all of the name lies on the map."""
    spots = np.array([spot for wish in wishes for spot in wish.spots]).reshape(len(wishes), -1, 1, 2)
    halves = np.array([((wish.width - 6) / 2, wish.label.size) for wish in wishes])
    corners = spots + halves[:, None, None, :] * np.array([(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)])
    inside = np.all(on_map(corners.reshape(-1, 2)).reshape(len(wishes), -1, 4), axis=2)
    return [replace(wish, spots=tuple(compress(wish.spots, fits))) for wish, fits in zip(wishes, inside, strict=True)]
