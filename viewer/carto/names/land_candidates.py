"""The names of lands: how each is set by the area it takes, and the spots that it would take."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from viewer.carto.events.stacks import Locate
from viewer.carto.land.badges import Badge, badges_in, badges_width
from viewer.carto.names.land_actors import acting
from viewer.carto.names.land_cells import MIDDLING
from viewer.carto.names.land_leaders import BESIDE, LEAST, led_places
from viewer.carto.names.land_names import LandSpot, LandSpots
from viewer.carto.names.land_places import Places, Point, Points, Way, places_of
from viewer.carto.names.placement import Label, Measure, Wish
from viewer.carto.names.two_lines import LINE, broken, languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.politics import NO_GROUP, RELATIONS, Standing
from viewer.model.record import dataclass
from viewer.model.worked_out import kept

_NEAR = 3.0
"""Zoom from which parts of states are named, and states in capitals."""
_LARGE = 9000.0
"""Px² from which a land is large."""
_MEDIUM = 4000.0
"""Px² from which a land is not named on the water beside it."""
_NARROW = 110.0
"""The name of a narrow land may be so wide (px) though the land is not."""
_AIRY = 0.9
"""Part of the width of a land that a name may take whose letters are drawn apart."""
_LOW = 3.0
"""So many times as high as letters a land is at least that needs no place for its name beside it."""
_SMALL = 12.5
"""Size (px) of the name of a power that finds no room otherwise."""
_FILLED = 0.7
"""A name takes so much of the width of its land, and other ways to set it are looked for."""
_LEAST = 9.5
"""Size (px) under which no name is set."""
_OFF_SHORE = 10.5
"""Size (px) of a name with a leader at most."""
_ROOMY = 20_000.0
"""Px² from which a land always has room for its name."""
_MOST_FILLED = 24
"""So many lands, the largest ones, may be named in small letters or off their shores where discs fill them."""
_PART = RELATIONS.index("part")
_HATCHED = 4.5
"""Px of the halo of names on land that is hatched, as that of dependencies and occupied lands is."""
FIRST = 1.5
"""Names of an order below this go before all others."""
_POWER, _CHOSEN, _ENGAGED = 1.0, 1.2, 1.3
"""Order of the names of powers, of those who act in the event that is selected, and of parties to a war or crisis of the day."""
_TINY = 1600.0
"""Px² below which the name of a power is smaller than elsewhere."""
_WORTH = 1000.0
"""Px² from which a land is named in small letters where it can't be otherwise."""
_ON_LAND = (0.85, 0.7)
"""Part of the name of a power, and of another large land, that had better lie on land: not half of it on an ocean."""


@dataclass(frozen=True, slots=True, eq=False)
class _Drafts:
    """The names that lands want on the picture on which they were found: how they are set, and where (px of that picture).

    `lands` tells for each the number of its spot and its wish, without spots; `spots` [N, 2] are those of all wishes and of what would
    do in their places, one after the other, `count` how many each has, `owner` [N] the land of each.
    """

    lands: list[tuple[int, Wish]]
    spots: NDArray[np.float64]
    count: list[int]
    owner: NDArray[np.intp]


def finding_wishes(
    atlas: Atlas, view: View, locate: Locate, measure: Measure, spots: Sequence[LandSpot]
) -> Generator[None, None, list[Wish]]:
    """Find the names that lands want, in steps; `locate` tells the pixels of places, `measure` the widths of names.

    What was found out on a picture is kept: where the map has moved since, names move with their lands.
    """
    if not spots:
        return []
    if not isinstance(spots, LandSpots) or spots.grid is None:
        pixels, visible = locate(np.array(_every(spots), dtype=np.float64))
        return _moved((yield from _drafts(atlas, view, measure, spots, pixels)), pixels, pixels, visible, 1.0)
    key = (atlas.number, view.instant, view.name_language, view.zoom >= _NEAR, measure("M", 100.0, False, 0.0), acting(atlas, view))
    if key not in spots.drafts:
        made = yield from _drafts(atlas, view, measure, spots, spots.grid.viewport.pixels_of(np.array(_every(spots)))[0])
        spots.drafts.clear()
        spots.drafts[key] = made
    pixels, visible = locate(spots.places)
    drafts = spots.drafts[key]
    assert isinstance(drafts, _Drafts)
    return _moved(drafts, spots.found_at, pixels, visible, 2.0 ** (view.zoom - spots.grid.viewport.zoom))


def _every(spots: Sequence[LandSpot]) -> list[Point]:
    """Lon/lat of all spots, and after these of the other places of each."""
    return [spot.lonlat for spot in spots] + [other[:2] for spot in spots for other in spot.others]


def _moved(drafts: _Drafts, before: NDArray[np.float64], after: NDArray[np.float64], seen: NDArray[np.bool_], scale: float) -> list[Wish]:
    """Return the wishes of the lands that are seen, with their spots moved and scaled as the lands were: from px [S, 2] to px [S, 2]."""
    every = [(x, y) for x, y in ((drafts.spots - before[drafts.owner]) * scale + after[drafts.owner]).tolist()]
    ranges, visible, found = pairwise([0, *np.cumsum(drafts.count).tolist()]), seen.tolist(), []
    for number, draft in drafts.lands:
        chain = [(one, tuple(every[slice(*next(ranges))])) for one in draft.chain()]
        if visible[number]:
            wish: Wish | None = None
            for one, places in reversed(chain):
                wish = Wish(one.order, one.label, places, one.width, one.height, less=wish)
            found += [wish] if wish is not None else []
    return found


def _drafts(
    atlas: Atlas, view: View, measure: Measure, spots: Sequence[LandSpot], pixels: NDArray[np.float64]
) -> Generator[None, None, _Drafts]:
    """Work out how lands are named, whose spots and other places lie at `pixels`."""
    standing, badges = atlas.standing(view.instant), badges_in(atlas, view)
    words, (chosen, engaged) = _Words(atlas, view), acting(atlas, view)
    others, lands, off_shore = iter(pixels[len(spots) :].tolist()), [], []
    filled: list[tuple[tuple[bool, float], int, _Face, list[tuple[float, float, float]], list[Way]]] = []
    for number, spot in enumerate(spots):
        more = [(x, y, room) for (x, y), (_, _, room) in zip(islice(others, len(spot.others)), spot.others, strict=True)]
        if spot.area < 90 or (not spot.whole and (view.zoom < _NEAR or spot.area < 900)):
            continue
        order = _POWER if words.power(spot) else _CHOSEN if spot.polity in chosen else _ENGAGED if spot.polity in engaged else 0.0
        face = _face(atlas, view, spot, standing, order)
        ways = _ways(words, spot, face, more, measure)
        lands.append((number, face.order, ways))
        least, full = (0.0, _tight(spot, ways)) if face.order < FIRST else (LEAST, words.large or _tight(spot, ways))
        if spot.whole and least <= spot.area <= _ROOMY and full:
            filled.append(((face.order >= FIRST, -spot.area), number, face, more, ways))
    for _, number, face, more, ways in sorted(filled, key=itemgetter(0))[:_MOST_FILLED]:
        spot, short = spots[number], words.of(spots[number])[1]
        if _tight(spot, ways):
            off_shore.append((number, _off_shore(face, short, measure)))
        ways.extend(_small(spot, face, words.of(spot)[1:], more, measure))
    every_way, owners = [way for _, _, ways in lands for way in ways], [number for number, _, ways in lands for _ in ways]
    yield
    places = iter(places_of(every_way, owners, spots, pixels))
    yield
    led = _led(off_shore, spots, pixels, frozenset(spots[number].polity for number, order, _ in lands if order < FIRST))
    yield
    wishes = [(n, _wish((order, -spots[n].area), [(way, next(places)) for way in ways], led.get(n, ()))) for n, order, ways in lands]
    made = [(n, _with_badges(wish, badges.get(spots[n].polity, ()) if spots[n].whole else ())) for n, wish in wishes if wish is not None]
    chains = [(number, one) for number, wish in made for one in wish.chain()]
    flat = np.array([at for _, one in chains for at in one.spots], dtype=np.float64).reshape(-1, 2)
    count = [len(one.spots) for _, one in chains]
    return _Drafts(made, flat, count, np.repeat(np.array([number for number, _ in chains], dtype=np.intp), count))


def _wish(order: tuple[float, float], ways: Sequence[tuple[Way, Places]], led: Sequence[tuple[Way, Points]]) -> Wish | None:
    """Return a wish with the places that are clear: on the land in one way or another, over its coast, on the water; else the least bad.

    Last of all come those with a leader.
    """
    within = [(way, places.inside) for way, places in ways if places.inside]
    within += [(way, places.over) for way, places in ways if places.over]
    beside = [(way, places.beside) for way, places in ways if places.beside]
    first = order[0] < FIRST
    least = [] if within and not first else sorted((places.least[0], n) for n, (_, places) in enumerate(ways) if places.least)[:1]
    rest = [(ways[n][0], (places.least[1],)) for _, n in least for places in [ways[n][1]] if places.least]
    return _chained(order, [*within, *beside, *led, *rest] if first else [*within, *beside, *rest, *led])


def _led(
    ways: Sequence[tuple[int, Way]], spots: Sequence[LandSpot], pixels: NDArray[np.float64], first: frozenset[int]
) -> dict[int, list[tuple[Way, Points]]]:
    """Return how lands at `pixels` [S, 2] may be named off their shores, by the numbers of their spots; `first` tells the powers."""
    if not isinstance(spots, LandSpots):
        return {}
    numbers = [number for number, _ in ways]
    sizes, led_far = [(way.width, way.height) for _, way in ways], [way.first for _, way in ways]
    found = led_places(spots, numbers, sizes, pixels[numbers], led_far, first)
    led: dict[int, list[tuple[Way, Points]]] = {}
    for (number, way), places in zip(ways, found, strict=True):
        text, size, bold, ink = way.label.text, way.label.size, way.label.bold, way.label.ink
        labels = [Label(text, 0, 0, size, bold, ink=ink, leader=place.leader) for place in places]  # many times faster than `replace`
        bare = Label(text, 0, 0, size, bold, ink=ink)
        near = [place.at for place in places if way.first and place.length < BESIDE]  # where discs on the shore leave a leader no room
        mine = [(label, (place.at,)) for label, place in zip(labels, places, strict=True)] + ([(bare, tuple(near))] if near else [])
        led.setdefault(number, []).extend((Way(label, way.width, way.height, -1.0), at) for label, at in mine)
    return led


def _chained(order: tuple[float, float], ways: Sequence[tuple[Way, Points]]) -> Wish | None:
    """Return a wish that takes the first of some ways that finds room."""
    wish: Wish | None = None
    for way, spots in reversed(ways):
        wish = Wish(order, way.label, spots, way.width, way.height, less=wish)
    return wish


def _with_badges(wish: Wish, badges: tuple[Badge, ...]) -> Wish:
    """Return a wish for a name with badges at its right."""
    if not badges:
        return wish
    less = _with_badges(wish.less, badges) if wish.less is not None else None
    if wish.label.leader:  # what is led finds little room as it is
        return replace(wish, less=less)
    return replace(wish, label=replace(wish.label, badges=badges), width=wish.width + badges_width(badges), less=less)


@dataclass(frozen=True, slots=True)
class _Face:
    """How the name of a land is set: size (px), letter spacing (em), bold, ink, order of placing, and its halo (px)."""

    size: float
    spacing: float
    bold: bool
    ink: str
    order: float
    halo: float = 3.0


def _face(atlas: Atlas, view: View, spot: LandSpot, standing: Standing, first: float) -> _Face:
    """Tokens section 7: powers, states by the area they take on the picture, parts. `first` is the order of what goes first, else 0."""
    group = int(standing.group[spot.polity])
    style = atlas.groups[group].style if group != NO_GROUP else ""
    ink = f"bloc:{style}" if style else "ink2"
    if not spot.whole:
        return _Face(10.5, 0.08, bold=False, ink="ink2", order=4.5)
    if first == _POWER:
        return _power_face(spot.area, ink)
    face = _face_by_area(view, spot, ink, bool(style))
    hatched = standing.relation[spot.polity] > _PART
    return replace(face, order=first or face.order, halo=_HATCHED if hatched else face.halo) if first or hatched else face


def _power_face(area: float, ink: str) -> _Face:
    if area < _TINY:
        return _Face(11.5 + 3.0 * (area / _TINY), 0.05, bold=True, ink=ink, order=_POWER)
    grown = min(1.0, math.sqrt(area) / 320)
    return _Face(14.5 + 5.5 * grown, 0.12 + 0.3 * grown**2, bold=True, ink=ink, order=_POWER)


def _face_by_area(view: View, spot: LandSpot, ink: str, styled: bool) -> _Face:
    """Those of a bloc that is coloured go before others of their size."""
    if spot.area > _LARGE:
        grown = min(1.0, (spot.area - _LARGE) / 60000)
        return _Face(12 + 4 * grown, 0.1 + 0.25 * grown, bold=view.zoom >= 3, ink=ink, order=3.0)
    if spot.area > 1600:
        size, near = 11.5 if spot.area > 4000 else 11.0, view.zoom >= _NEAR
        return _Face(size, 0.05, bold=near and styled, ink=ink if near else "ink2", order=3.4 if styled else 3.5)
    return _Face(10.0, 0.0, bold=False, ink="ink2", order=4.8 if styled else 5.0)


class _Words:
    """What lands are called on the day and in the language of a View."""

    def __init__(self, atlas: Atlas, view: View) -> None:
        language, other = languages_of(view)
        self._known = _known_words(atlas, view.instant, language, other)
        self._ask = (atlas, view.instant, language, other)
        self.large, self.upper = view.zoom >= _NEAR, language != "ja"

    def of(self, spot: LandSpot) -> tuple[str, str, str]:
        """Return the name of a land, its abbreviation, and that in the second language, empty where there is none."""
        if spot.polity not in self._known:
            atlas, day, language, other = self._ask
            polity = atlas.polity_list[spot.polity]
            second = polity.short_name(other, day) if other else ""
            self._known[spot.polity] = (polity.name(language, day), polity.short_name(language, day), second)
        long, short, second = self._known[spot.polity]
        if self.upper and (not spot.whole or (self.large and spot.area > _LARGE)):
            long, short = long.upper(), short.upper()
        return long, short, second if spot.whole or spot.area > _LARGE else ""

    def power(self, spot: LandSpot) -> bool:
        """Whether a land is that of a power of the day."""
        return spot.whole and self._ask[0].polity_list[spot.polity].is_power(self._ask[1])


@kept(4)
def _known_words(atlas: Atlas, day: int, language: str, other: str) -> dict[int, tuple[str, str, str]]:  # noqa: ARG001 - keys of the cache
    return {}


def _ways(words: _Words, spot: LandSpot, face: _Face, more: Sequence[tuple[float, float, float]], measure: Measure) -> list[Way]:
    """Return how the name of a land may be set, the best way first; `more` are places (px) and the room at each."""
    long, short, second = words.of(spot)
    power, large = face.order < FIRST, spot.area > _LARGE
    aside = not power and spot.area < _MEDIUM
    room = max(spot.room * 1.1, min(math.sqrt(spot.area) * 1.5, _NARROW), 34.0)
    beyond = 1.1 if large else 1.6  # the name of a large land does not run far into its neighbours
    reach = 0.0 if large or power else math.sqrt(spot.area) / 2  # farther off a name would stand on another land
    texts = (long,) if long == short else (long, short) if power or len(long) <= 8 else (short,)
    spacings = (face.spacing, face.spacing / 2, 0.05) if face.spacing > 0.05 else (face.spacing,)
    looks = [(text, face.size, spacing) for text in texts for spacing in spacings]
    found: list[Way] = []
    for text, size, spacing in (*looks, (short, min(face.size, _SMALL), 0.05)):
        width = measure(text, size, face.bold, spacing)
        airy = spacing > 0.05 and large  # letters that are drawn apart leave some of the land beside them
        if width <= (spot.room * _AIRY if airy else room) or (
            text == short and spot.area > 700 and width <= room * beyond and spacing <= 0.05
        ):
            label = Label(
                text,
                0,
                0,
                size,
                face.bold,
                spacing,
                face.ink,
                second=second if second.casefold() != text.casefold() else "",
                halo=face.halo,
            )
            others = tuple((x, y) for x, y, wide in more[:MIDDLING] if width <= wide * 1.1)
            narrow = width > spot.room * _AIRY or (aside and sum(spot.tall) < size * _LOW)
            beside = not large if power else narrow
            found.append(Way(label, width + 6, size * 1.25, max(size * 1.4, reach), others, beside=beside, ashore=_ashore(power, large)))
            if not power:
                break
    if found and not _tight(spot, found):
        return [*found, *_elsewhere(found[-1], more, measure)]
    if power:
        label = Label(short, 0, 0, min(face.size, _SMALL), face.bold, 0.05, face.ink, halo=face.halo)
        whole = Way(label, measure(short, label.size, label.bold, 0.05) + 6, label.size * 1.25, label.size, beside=True)
        alone = [whole] if spot.area < _MEDIUM and not found else []
        return [*found, *alone, *_two_lines(label, spot, more, room, measure, ashore=_ashore(power, large))]
    label = Label(short, 0, 0, face.size, face.bold, 0.0, face.ink, second=_apart_from(short, second), halo=face.halo)
    one = [Way(label, measure(short, face.size, face.bold, 0.0) + 6, face.size * 1.25, -1.0, beside=True)]
    broken_up = _two_lines(label, spot, more, room, measure, ashore=_ashore(power, large))
    return [*found, *(one if aside and not found else ()), *broken_up]


def _elsewhere(way: Way, more: Sequence[tuple[float, float, float]], measure: Measure) -> list[Way]:
    """The name of a large land, as it is set last, all over its land: where panels and discs lie on the middle of it."""
    label = way.label
    spread = more[MIDDLING:]
    width = measure(label.text, label.size, label.bold, label.spacing)
    others = tuple((x, y) for x, y, wide in spread if width <= wide * 1.1)
    return [Way(label, way.width, way.height, -1.0, others, ashore=way.ashore)] if others else []


def _apart_from(name: str, second: str) -> str:
    """Return a name in the second language, empty where it says the same."""
    return second if second.casefold() != name.casefold() else ""


def _tight(spot: LandSpot, ways: Sequence[Way]) -> bool:
    """Whether the name of a land nearly fills it, so that discs may well leave it no room."""
    return not ways or ways[0].width - 6 > spot.room * _FILLED


def _off_shore(face: _Face, short: str, measure: Measure) -> Way:
    """How the name of a land is set off its shore; what goes first in two lines, if it can be broken."""
    first = face.order < FIRST
    size, bold = min(face.size, _SMALL if first else _OFF_SHORE), face.bold and first
    lines = broken(short) if first else (short,)
    wide, tall = max(measure(line, size, bold, 0.0) for line in lines), size * (1.25 if len(lines) == 1 else LINE * 2)
    return Way(Label("\n".join(lines), 0, 0, size, bold, ink=face.ink), wide + 6, tall, -1.0, first=first)


def _small(spot: LandSpot, face: _Face, names: tuple[str, str], more: Sequence[tuple[float, float, float]], measure: Measure) -> list[Way]:
    """The name of a land, set as small as names are: sooner so than not at all, where discs fill its land."""
    if face.size <= _LEAST or (spot.area < _WORTH and face.order >= FIRST):
        return []
    short, second = names
    label = Label(short, 0, 0, _LEAST, face.bold, 0.0, face.ink, second=_apart_from(short, second), halo=face.halo)
    width, room = measure(short, _LEAST, face.bold, 0.0), max(spot.room * 1.1, min(math.sqrt(spot.area) * 1.5, _NARROW))
    room = max(room, 34.0) * 1.3 if face.order < FIRST else room
    one = [Way(label, width + 6, _LEAST * 1.25, max(_LEAST * 1.4, math.sqrt(spot.area) / 2))] if width <= room else []
    return [*one, *_two_lines(label, spot, more, room, measure)]


def _ashore(power: bool, large: bool) -> float:
    """Return which part of the name of a land had better lie on land."""
    return _ON_LAND[0] if power else _ON_LAND[1] if large else 0.0


def _two_lines(
    label: Label, spot: LandSpot, more: Sequence[tuple[float, float, float]], room: float, measure: Measure, ashore: float = 0.0
) -> list[Way]:
    """The name of a land that is narrow for it, in two lines if it can be broken."""
    lines, size, large = broken(label.text), label.size, spot.area > _LARGE
    if len(lines) < 2:
        return []
    width = max(measure(line, size, label.bold, label.spacing) for line in lines)
    others = tuple((x, y) for x, y, wide in more if width <= wide * 1.1)
    reach = max(size * 1.4, 0.0 if large else math.sqrt(spot.area) / 2) if width <= room else -1.0
    beside = spot.area < _MEDIUM or width > spot.room
    return [Way(replace(label, text="\n".join(lines)), width + 6, size * LINE * 2, reach, others, beside=beside, ashore=ashore)]
