"""The names of lands: how each is set by the area it takes, and the spots that it would take."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.badges import Badge, badges_in, badges_width
from viewer.carto.land_names import LandSpot, LandSpots
from viewer.carto.rooms import Label, Measure, Wish
from viewer.carto.stacks import Locate
from viewer.carto.two_lines import languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.politics import NO_GROUP, Standing
from viewer.model.record import dataclass

_LARGE = 9000.0
"""Px² from which a land is large."""
_NARROW = 110.0
"""The name of a narrow land may be so wide (px) though the land is not."""
_AIRY = 0.9
"""Part of the width of a land that a name may take whose letters are drawn apart."""
_SMALL = 12.5
"""Size (px) of the name of a power that finds no room otherwise."""


def land_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, spots: Sequence[LandSpot]) -> list[Wish]:
    """Return the names that lands want; `locate` tells the pixels of places, `measure` the widths of names."""
    if not spots:
        return []
    standing, badges = atlas.standing(view.instant), badges_in(atlas, view)
    every = [spot.lonlat for spot in spots] + [other[:2] for spot in spots for other in spot.others]
    pixels, visible = locate(np.array(every, dtype=np.float64))
    found = [(x, y) for x, y in pixels.tolist()]
    others, wishes, lands = iter(found[len(spots) :]), [], []
    for number, (spot, (x, y), shown) in enumerate(zip(spots, found, visible.tolist(), strict=False)):
        more = [(*next(others), room) for _, _, room in spot.others]
        if not shown or spot.area < 90 or (not spot.whole and (view.zoom < 3 or spot.area < 900)):
            continue
        wish = _land_wish(atlas, view, spot, standing, (x, y), more, measure)
        if wish:
            wishes.append(_with_badges(wish, badges.get(spot.polity, ())) if spot.whole else wish)
            lands.append(number)
    return _at_home(wishes, spots, lands, pixels) if isinstance(spots, LandSpots) and spots.grid is not None else wishes


def _at_home(wishes: list[Wish], spots: LandSpots, lands: list[int], pixels: NDArray[np.float64]) -> list[Wish]:
    """Return wishes without the places whose middle lies on the land of others; the first of each, where the land lies, stays.

    `lands` are the numbers of their spots, which lie at `pixels` now: the picture on which they were found may have been moved.
    """
    if not wishes or spots.grid is None:
        return wishes
    first, _ = spots.grid.viewport.pixels_of(np.array([spots[land].lonlat for land in lands], dtype=np.float64))
    chains = [wish.chain() for wish in wishes]
    count = [sum(len(one.spots) for one in chain) for chain in chains]
    every = np.array([at for chain in chains for one in chain for at in one.spots])
    every += np.repeat(first - pixels[lands], count, axis=0)
    polity = np.repeat(np.array([spots[land].polity for land in lands]), count)
    whole = np.repeat(np.array([spots[land].whole for land in lands]), count)
    home = np.where(whole, spots.at_home(polity, every, whole=True), spots.at_home(polity, every, whole=False))
    mine = np.split(home, np.cumsum(count)[:-1])
    return [wish if kept.all() else _without(wish, iter(kept.tolist())) for wish, kept in zip(wishes, mine, strict=True)]


def _without(wish: Wish, kept: Iterator[bool]) -> Wish:
    """Return a wish and what would do in its place with the spots that are kept, and always the first."""
    spots = tuple(at for number, (at, mine) in enumerate(zip(wish.spots, kept, strict=False)) if mine or not number)
    return replace(wish, spots=spots, less=_without(wish.less, kept) if wish.less is not None else None)


def _with_badges(wish: Wish, badges: tuple[Badge, ...]) -> Wish:
    """Return a wish for a name with badges at its right."""
    if not badges:
        return wish
    less = _with_badges(wish.less, badges) if wish.less is not None else None
    return replace(wish, label=replace(wish.label, badges=badges), width=wish.width + badges_width(badges), less=less)


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
    if spot.area > _LARGE:
        grown = min(1.0, (spot.area - _LARGE) / 60000)
        return _Face(12 + 4 * grown, 0.1 + 0.25 * grown, bold=view.zoom >= 3, ink=ink, order=3.0)
    if spot.area > 1600:
        return _Face(
            11.5 if spot.area > 4000 else 11.0, 0.05, bold=view.zoom >= 3 and bool(style), ink=ink if view.zoom >= 3 else "ink2", order=3.5
        )
    return _Face(10.0, 0.0, bold=False, ink="ink2", order=5.0)


def _land_wish(
    atlas: Atlas,
    view: View,
    spot: LandSpot,
    standing: Standing,
    at: tuple[float, float],
    more: Sequence[tuple[float, float, float]],
    measure: Measure,
) -> Wish | None:
    """Return the name of a land with its places (px): `at`, those of `more` that have room enough for it, and near `at`."""
    polity = atlas.polity_list[spot.polity]
    face = _face(atlas, view, spot, standing)
    language, other = languages_of(view)
    long, short = polity.name(language, view.instant), polity.short_name(language, view.instant)
    below = polity.short_name(other, view.instant) if other and (spot.whole or spot.area > _LARGE) else ""
    large = spot.area > _LARGE
    if language != "ja" and (not spot.whole or (view.zoom >= 3 and large)):
        long, short = long.upper(), short.upper()
    room = max(spot.room * 1.1, min(math.sqrt(spot.area) * 1.5, _NARROW), 34.0)
    beyond = 1.1 if large else 1.6  # the name of a large land does not run far into its neighbours
    reach = 0.0 if large or polity.power else math.sqrt(spot.area) / 2  # farther off a name would stand on another land
    texts = tuple(dict.fromkeys((long, short) if polity.power or len(long) <= 8 else (short,)))
    spacings = tuple(dict.fromkeys((face.spacing, face.spacing / 2, min(face.spacing, 0.05))))
    looks = [(text, face.size, spacing) for text in texts for spacing in spacings]
    found: list[Wish] = []
    for text, size, spacing in (*looks, (short, min(face.size, _SMALL), 0.05)):
        width = measure(text, size, face.bold, spacing)
        airy = spacing > 0.05 and large  # letters that are drawn apart leave some of the land beside them
        if width <= (spot.room * _AIRY if airy else room) or (
            text == short and spot.area > 700 and width <= room * beyond and spacing <= 0.05
        ):
            near = [(at[0] + dx, at[1] + dy) for dx, dy in nudges(size)[1:] if math.hypot(dx, dy) <= max(size * 1.4, reach) + 0.1]
            others = [(x, y) for x, y, wide in more if width <= wide * 1.1]
            label = Label(text, 0, 0, size, face.bold, spacing, face.ink, second=below if below.casefold() != text.casefold() else "")
            found.append(Wish((face.order, -spot.area), label, (at, *others, *near), width + 6, size * 1.25))
    if not polity.power:
        return found[0] if found else None
    shorter = next((wish for wish in found if wish.label.text == short), None)
    wish: Wish | None = None
    for one in dict.fromkeys(one for one in (*found[-1:], shorter, *found[:1]) if one is not None):
        wish = replace(one, less=wish)
    return wish


def nudges(size: float) -> tuple[tuple[float, float], ...]:
    """Return how far (px) a name of a size may be moved from where it belongs, the nearest first."""
    step = size * 1.4
    return ((0, 0), (0, step), (0, -step), (2 * step, 0), (-2 * step, 0), (0, 2 * step), (0, -2 * step))
