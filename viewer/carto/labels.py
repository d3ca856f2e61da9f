"""Names on the map: candidates by importance, placed where nothing else stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from viewer.carto.markers import Locate, Marker, radius
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.politics import NO_GROUP, RELATIONS, Standing

Measure = Callable[[str, float, bool, float], float]
"""Width in px of a text of a size (px), bold or not, with letter spacing (em)."""
Box = tuple[float, float, float, float]
"""left, top, right, bottom in px."""

_PART = RELATIONS.index("part")


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


@dataclass(frozen=True, slots=True)
class _Wish:
    """A name that wants a place: the spots it would take, in order."""

    order: tuple[float, ...]
    label: Label
    spots: tuple[tuple[float, float], ...]
    width: float
    height: float


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


def compose_labels(
    atlas: Atlas,
    view: View,
    locate: Locate,
    measure: Measure,
    markers: Sequence[Marker],
    obstacles: Iterable[Box],
    frame: Box,
    km_per_px: float,
) -> tuple[Label, ...]:
    """Return the names that find room, in order of placing: powers, places with markers, states by area, seas, rest."""
    taken = Taken()
    for box in obstacles:
        taken.add(box)
    reach = radius(view.zoom) + 2
    for marker in markers:
        taken.add((marker.x - reach, marker.y - reach, marker.x + reach + 6, marker.y + reach))
    wishes: list[_Wish] = []
    if view.layer("names"):
        wishes += _polity_wishes(atlas, view, locate, measure, km_per_px)
    if view.layer("places"):
        wishes += _marker_wishes(view, measure, markers)
        wishes += _place_wishes(atlas, view, locate, measure, {marker.key for marker in markers})
    if view.layer("seas"):
        wishes += _sea_wishes(atlas, view, locate, measure)
    return tuple(_placed(sorted(wishes, key=lambda wish: wish.order), taken, frame))


def _placed(wishes: Iterable[_Wish], taken: Taken, frame: Box) -> Iterable[Label]:
    left, top, right, bottom = frame
    for wish in wishes:
        for x, y in wish.spots:
            half, tall = wish.width / 2, wish.height / 2
            box = (x - half, y - tall, x + half, y + tall)
            if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom or not taken.free(box):
                continue
            taken.add(box)
            label = wish.label
            yield Label(
                label.text,
                x,
                y,
                label.size,
                label.bold,
                label.spacing,
                label.ink,
                label.slanted,
                label.second,
                label.angle,
                label.halo,
                label.water,
            )
            break


@dataclass(frozen=True, slots=True)
class _Land:
    """Land of one name on a day: its polity, area in km2, where its name belongs, whether it is a state of its own."""

    polity: int
    area: float
    point: tuple[float, float]
    whole: bool


def lands(atlas: Atlas, standing: Standing, holders: NDArray[np.int16]) -> list[_Land]:
    """Return the lands that carry a name: states with their parts, dependencies by themselves, and parts as parts."""
    held = holders >= 0
    holder = np.where(held, holders, 0)
    is_part = standing.relation[holder] <= _PART
    owner = np.where(is_part, standing.sovereign[holder], holder)
    found = [_land(atlas, int(polity), np.nonzero(held & (owner == polity))[0], whole=True) for polity in np.unique(owner[held])]
    parts = np.unique(holder[held & (standing.relation[holder] == _PART)])
    found += [_land(atlas, int(polity), np.nonzero(held & (holder == polity))[0], whole=False) for polity in parts]
    return found


def _land(atlas: Atlas, polity: int, units: NDArray[np.intp], *, whole: bool) -> _Land:
    area = atlas.basemap.area_km2[units]
    points = atlas.basemap.point[units]
    total = float(area.sum())
    fixed = atlas.polity_list[polity].label
    if fixed is not None and whole:
        return _Land(polity, total, fixed, whole)
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    weight = np.maximum(area, 1e-6)
    x, y, z = (float(np.average(v, weights=weight)) for v in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    centre = np.array([math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))])
    apart = np.hypot((points[:, 0] - centre[0] + 180) % 360 - 180, points[:, 1] - centre[1])
    if len(units) > 1 and apart.min() < 3 and total > 20000:
        return _Land(polity, total, (float(centre[0]), float(centre[1])), whole)
    best = int(np.argmin(apart - np.sqrt(area) / 222))
    return _Land(polity, total, (float(points[best, 0]), float(points[best, 1])), whole)


_LANDS: dict[tuple[int, int], list[_Land]] = {}


def _lands_of(atlas: Atlas, day: int) -> list[_Land]:
    """The lands of a day, kept for the last few political intervals."""
    key = (id(atlas), atlas.version(day))
    if key not in _LANDS:
        while len(_LANDS) > 64:
            _LANDS.pop(next(iter(_LANDS)))
        _LANDS[key] = lands(atlas, atlas.standing(day), atlas.territory.holders(day))
    return _LANDS[key]


def _polity_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, km_per_px: float) -> list[_Wish]:
    found = _lands_of(atlas, view.instant)
    if not found:
        return []
    standing = atlas.standing(view.instant)
    pixels, visible = locate(np.array([land.point for land in found], dtype=np.float64))
    wishes = []
    for land, (x, y), shown in zip(found, pixels, visible, strict=True):
        area = land.area / (km_per_px * km_per_px)
        if not shown or area < 90 or (not land.whole and (view.zoom < 3 or area < 900)):
            continue
        wish = _polity_wish(atlas, view, land, standing, area, (float(x), float(y)), measure)
        if wish:
            wishes.append(wish)
    return wishes


def _polity_wish(
    atlas: Atlas, view: View, land: _Land, standing: Standing, area: float, at: tuple[float, float], measure: Measure
) -> _Wish | None:
    polity = atlas.polity_list[land.polity]
    group = int(standing.group[land.polity])
    style = atlas.groups[group].style if group != NO_GROUP else ""
    ink = f"bloc:{style}" if style else "ink2"
    language = view.name_language
    long, short = polity.name(language, view.instant), polity.short_name(language, view.instant)
    if not land.whole:
        size, spacing, bold, ink, order = 10.5, 0.08, False, "ink2", 4.5
        long = long.upper()
        short = short.upper()
    elif style and area > 45000:
        grown = min(1.0, math.sqrt(area) / 700)
        size, spacing, bold, order = 14.5 + 5.5 * grown, 0.12 + 0.3 * grown, True, 1.0
    elif area > 9000:
        size, spacing, bold, order = 12 + min(4.0, area / 15000), 0.12, view.zoom >= 3 or bool(style), 3.0
    elif area > 1600:
        size, spacing, bold, order = 11.0, 0.05, False, 3.5
    else:
        size, spacing, bold, order = 10.0, 0.0, False, 5.0
    room = max(math.sqrt(area) * 1.9, 30.0) if view.zoom < 3 else max(math.sqrt(area) * 1.6, 34.0)
    for text in (long, short):
        width = measure(text, size, bold, spacing)
        if width <= room or (text == short and area > 1600 and width <= room * 1.5):
            label = Label(text, 0, 0, size, bold, spacing, ink)
            spots = tuple((at[0] + dx, at[1] + dy) for dx, dy in _NUDGES(size))
            return _Wish((order, -area), label, spots, width + 4, size * 1.25)
    return None


def _NUDGES(size: float) -> tuple[tuple[float, float], ...]:  # noqa: N802 - a table by size
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


def _marker_wishes(view: View, measure: Measure, markers: Sequence[Marker]) -> list[_Wish]:
    wishes = []
    for marker in markers:
        if not marker.name or (marker.opacity < 0.45 and view.zoom < 3):
            continue
        bold = marker.count > 1 or marker.selected
        width = measure(marker.name, 12.0, bold, 0.0)
        spots = _around(marker.x, marker.y, radius(view.zoom) + 8, width)
        label = Label(marker.name, 0, 0, 12.0, bold=bold, ink="ink")
        order = 0.0 if marker.selected else 2.0 + 0.1 * marker.weight
        wishes.append(_Wish((order, -marker.count), label, spots, width + 4, 15.0))
    return wishes


def _place_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, known: set[str]) -> list[_Wish]:
    """Places without a marker, from the zoom at which their rank is worth a name."""
    shown = [p for p in atlas.places.values() if p.id not in known and view.zoom >= (3.2, 3.8, 4.4, 5.2, 6.0, 5.0)[min(p.rank, 5)]]
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
        wishes.append(_Wish((6.0, place.rank), label, _around(float(x), float(y), 5, width), width + 4, 14.0))
    return wishes


def _sea_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure) -> list[_Wish]:
    shown = [sea for sea in atlas.seas if view.zoom >= (-2.0, 2.0, 2.8, 4.0)[min(sea.rank, 3)] and (sea.rank or view.zoom < 5)]
    if not shown:
        return []
    pixels, visible = locate(np.array([sea.lonlat for sea in shown], dtype=np.float64))
    wishes = []
    for sea, (x, y), seen in zip(shown, pixels, visible, strict=True):
        if not seen:
            continue
        size, spacing = ((16.0, 0.5), (13.0, 0.25), (12.0, 0.15), (10.5, 0.05))[min(sea.rank, 3)]
        text = say(sea.names, view.name_language)
        width = measure(text, size, False, spacing)
        label = Label(text, 0, 0, size, spacing=spacing, ink="seaink", slanted=True, halo=2.0, water=True)
        spots = tuple((float(x) + dx, float(y) + dy) for dx, dy in _NUDGES(size))
        wishes.append(_Wish((4.0, sea.rank), label, spots, width + 6, size * 1.3))
    return wishes
