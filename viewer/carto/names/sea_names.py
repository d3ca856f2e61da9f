"""The names of seas: each about its middle, on the water as far as there is water, and said once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import compress, groupby

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Box
from viewer.carto.events.stacks import Locate
from viewer.carto.names.curves import parts_of
from viewer.carto.names.land_names import LandSpot, LandSpots, Water, ZoneGrid
from viewer.carto.names.placement import Label, Measure, Wish
from viewer.carto.names.sea_axes import turned
from viewer.carto.names.soil import OnMap
from viewer.carto.names.two_lines import LINE, languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Sea, say
from viewer.model.worked_out import kept

_STEP = 1.4
"""By so many times its size a name is moved."""
_ACROSS, _DOWN = (0, 1, -1, 2, -2, 3, -3, 4, -4), (0, 1, -1, 2, -2)
_AWAY = 40.0
"""A name goes so many times its size away from its middle rather than lie on land from end to end."""
_FARTHEST = (4.5, 3.1, 2.9, 2.9)
"""Farther (in its size) no name goes, by the rank of its sea: it would stand in another sea."""
_NEAR_THE_POLE, _POLAR = 1.5, 60.0
"""The same poleward of a latitude, where an ocean is narrow or a map of the world ends."""
_ON_THE_WAY = np.linspace(0.0, 1.0, 9)[1:]


def _tries() -> NDArray[np.float64]:
    """[T, 2] how far a name may be moved, in its size, the nearest first."""
    every = np.array([(across, down) for across in _ACROSS for down in _DOWN], dtype=np.float64) * _STEP
    return every[np.argsort(np.hypot(every[:, 0], every[:, 1]), kind="stable")]


_TRIES = _tries()
_TRIED: NDArray[np.float64] = np.hypot(_TRIES[:, 0], _TRIES[:, 1])
_FIRST = 9
"""So many places a name has, the best ones; that of an ocean has more about the first of its points."""
_POINTS = 3
"""At so many points of a sea its name is tried."""
_MOST_LAND, _MOST_FAR_OFF = (0.4, 0.25), 0.15
"""Part of the name of a small sea, or of a strait, that lies on land at most, and of an ocean, and of any from far off."""
_FAR_OFF = 2.0
"""Zoom below which that is so."""
_STEP_ALONG = 0.05
"""Degrees along a sea, by which it is asked in which direction it runs on the map."""
_LEAST_LINE = 3
"""Letters of a line at least, for a name to be broken."""
_PROBE = "Mare"
"""What is measured to know how large letters are."""
_BEYOND = 140.0
"""Px beyond the frame from which a name could still be moved into it."""


def sea_wishes(
    atlas: Atlas, view: View, locate: Locate, measure: Measure, on_map: OnMap | None, spots: Sequence[LandSpot], frame: Box
) -> list[Wish]:
    """Return the names that seas want; where `spots` know what is land, those places come first that cover least of it."""
    shown, at = _shown([sea for sea in atlas.seas if view.zoom >= _from_zoom(view)[min(sea.rank, 3)]], locate, frame)
    if not shown:
        return []
    grid = spots.grid if isinstance(spots, LandSpots) else None
    if grid is None or grid.water is None:
        return _wishes(atlas, view, measure, on_map, grid, shown, at)
    seen = tuple((sea.id, sea.lonlat) for sea in shown), at.tobytes(), measure(_PROBE, 10.0, False, 0.0)
    key = (*seen, view.zoom, view.projection, view.language, view.name_language)
    drafts = grid.water.drafts
    if key not in drafts:  # no day changes where water is
        drafts.clear()
        drafts[key] = _wishes(atlas, view, measure, on_map, grid, shown, at)
    found = drafts[key]
    assert isinstance(found, list)
    return found


def _wishes(
    atlas: Atlas,
    view: View,
    measure: Measure,
    on_map: OnMap | None,
    grid: ZoneGrid | None,
    shown: Sequence[Sea],
    at: NDArray[np.float64],
) -> list[Wish]:
    """Return the names that seas want, each about its points `at` [N, 2] (px), which stand beside each other."""
    ranks = _ranks(atlas)
    if view.zoom < _FAR_OFF:
        ranks = {sea: rank and rank + 1 for sea, rank in ranks.items()}  # set as smaller ones are
    full, less = ([_wish(sea, ranks[sea.id], view, measure, less=less) for sea in shown] for less in (False, True))
    ways = [_placed(shown, wishes, at, grid) for wishes in (full, less)]
    ways.append(_oceans_in_lines(shown, less, at, grid, measure))
    if on_map is not None:
        ways = [_whole_on_map(wishes, on_map) for wishes in ways]
    chains = [chained(wishes) for wishes in zip(*ways, strict=True)]
    if grid is not None and grid.water is not None and not languages_of(view)[1]:  # two lines stay straight
        along = _along(shown, list(zip(full, less, strict=True)), grid, grid.water)
        moved = at - grid.viewport.pixels_of(np.array([sea.lonlat for sea in shown]))[0]  # since the picture was made
        chains = [_first_on_map(turns, by, wish, on_map) for wish, turns, by in zip(chains, along, moved.tolist(), strict=True)]
    of_sea = groupby(zip(shown, chains, strict=True), key=lambda each: each[0].id)
    return [chained([wish for _, wish in several]) for _, several in of_sea]


def _shown(known: Sequence[Sea], locate: Locate, frame: Box) -> tuple[list[Sea], NDArray[np.float64]]:
    """Return seas once for each of their points that are in view, and where these lie [N, 2] (px).

    Those of one sea come beside each other, those within the frame before those from which a name could still be moved into it.
    """
    every = [replace(sea, lonlat=point) for sea in known for point in (sea.lonlat, *sea.also)]
    if not every:
        return [], np.empty((0, 2))
    pixels, visible = locate(np.array([sea.lonlat for sea in every], dtype=np.float64))
    low, high = np.array(frame[:2]), np.array(frame[2:])
    near = visible & np.all((pixels > low - _BEYOND) & (pixels < high + _BEYOND), axis=1)
    outside = ~np.all((pixels > low) & (pixels < high), axis=1)
    owner = np.repeat(np.arange(len(known)), [1 + len(sea.also) for sea in known])
    order = np.lexsort((outside, owner))
    order = order[near[order]]
    order = order[np.arange(len(order)) - np.searchsorted(owner[order], owner[order]) < _POINTS]
    return [every[number] for number in order.tolist()], pixels[order]


def chained(wishes: Sequence[Wish]) -> Wish:
    """Return one wish: for the first of several, where that finds no room for the next one, and so on."""
    every = [one for wish in wishes for one in wish.chain()]
    every = [one for one in every if one.spots] or every[:1]
    wish = replace(every[-1], less=None)
    for one in reversed(every[:-1]):
        wish = replace(one, less=wish)
    return wish


def _from_zoom(view: View) -> tuple[float, ...]:
    """Zooms from which on seas are named, by their rank: seas are what the Arctic view shows."""
    return (-2.0, 0.9, 2.2, 4.0) if view.projection == "arctic" else (-2.0, 2.0, 2.8, 4.0)


@kept(4)
def _ranks(atlas: Atlas) -> dict[str, int]:
    """The rank by which each sea is set, by its id: a part of an ocean that has its name is set as the ocean is."""
    names = {sea.id: tuple(sorted(sea.names.items())) for sea in atlas.seas}
    best: dict[tuple[tuple[str, str], ...], int] = {}
    for sea in atlas.seas:
        best[names[sea.id]] = min(sea.rank, best.get(names[sea.id], sea.rank))
    return {sea.id: best[names[sea.id]] for sea in atlas.seas}


def _wish(sea: Sea, rank: int, view: View, measure: Measure, *, less: bool) -> Wish:
    """The name of a sea, set as one of a rank; `less`: as it is set where there is less room."""
    size, spacing = ((16.0, 0.5), (13.0, 0.25), (12.0, 0.15), (10.5, 0.05))[min(rank, 3)]
    if less:
        size, spacing = max(size * 0.88, 10.5), spacing * 0.35
    size *= 1.0 + 0.13 * min(max(view.zoom - 2.5, 0.0), 3.5)
    language, other = languages_of(view)
    text, second = say(sea.names, language), sea.names.get(other, "") if not less else ""
    label = Label(text, 0, 0, size, spacing=spacing, ink="seaink", slanted=True, second=second, halo=2.0, water=True)
    return Wish((4.0, min(sea.rank, 3)), label, (), measure(text, size, False, spacing) + 6, size * 1.3)


def _oceans_in_lines(
    seas: Sequence[Sea], wishes: Sequence[Wish], at: NDArray[np.float64], grid: ZoneGrid | None, measure: Measure
) -> list[Wish]:
    """Return the names of oceans in two lines, with the spots that they would take; those of other seas without any."""
    found = [replace(wish, spots=()) for wish in wishes]
    oceans = [number for number, sea in enumerate(seas) if not sea.rank]
    if oceans:
        broken = [_broken(wishes[number], measure) for number in oceans]
        for number, wish in zip(oceans, _placed([seas[number] for number in oceans], broken, at[oceans], grid), strict=True):
            found[number] = wish
    return found


def _broken(wish: Wish, measure: Measure) -> Wish:
    """The name of an ocean in two lines, for where land to both sides leaves no room for one; a name of one word as it is."""
    label = wish.label
    first, _, rest = label.text.rpartition(" ")
    if min(len(first), len(rest)) < _LEAST_LINE:
        return wish
    width = max(measure(line, label.size, False, label.spacing) for line in (first, rest)) + 6
    return replace(wish, label=replace(label, text=f"{first}\n{rest}"), width=width, height=2 * LINE * label.size)


def _placed(seas: Sequence[Sea], wishes: Sequence[Wish], at: NDArray[np.float64], grid: ZoneGrid | None) -> list[Wish]:
    """Return wishes with the spots that they would take, about `at` [N, 2] (px)."""
    moves = np.array([wish.label.size for wish in wishes])[:, None, None] * _TRIES
    orders = _over_water(seas, wishes, moves, grid) if grid is not None else [np.arange(_FIRST)] * len(wishes)
    first = [not sea.rank and "\n" not in wish.label.text for sea, wish in zip(seas, wishes, strict=True)]
    first = [more and (not number or seas[number - 1].id != seas[number].id) for number, more in enumerate(first)]
    every = [middle + move[order if many else order[:_FIRST]] for many, middle, move, order in zip(first, at, moves, orders, strict=True)]
    return [replace(wish, spots=tuple((x, y) for x, y in some.tolist())) for wish, some in zip(wishes, every, strict=True)]


def _along(seas: Sequence[Sea], ways: Sequence[tuple[Wish, ...]], grid: ZoneGrid, water: Water) -> list[list[Wish]]:
    """Return for each sea its name along it (px of the grid), set in one of some ways; none where it had better stay straight."""
    lonlat = np.array([sea.lonlat for sea in seas], dtype=np.float64)
    pixels, _ = grid.viewport.pixels_of(lonlat)
    moves = np.array([wish.label.size for wish, *_ in ways])[:, None, None] * _TRIES
    orders = _over_water(seas, [wish for wish, *_ in ways], moves, grid)
    angles = np.radians([sea.angle for sea in seas])
    east = np.cos(angles) / np.maximum(np.cos(np.radians(lonlat[:, 1])), 0.05)
    dx, dy = (grid.viewport.pixels_of(lonlat + np.column_stack([east, -np.sin(angles)]) * _STEP_ALONG)[0] - pixels).T
    asked = ((np.degrees(np.arctan2(dy, dx)) + 90.0) % 180.0 - 90.0).tolist()
    return [
        turned(mine, middle + move[order], _TRIED[order], water, asked=angle if sea.angle else None) if sea.rank else []
        for sea, mine, middle, move, order, angle in zip(seas, ways, pixels, moves, orders, asked, strict=True)
    ]


def _over_water(seas: Sequence[Sea], wishes: Sequence[Wish], moves: NDArray[np.float64], grid: ZoneGrid) -> list[NDArray[np.intp]]:
    """For each name the numbers of the moves that cover least land, the nearer first where they cover as much.

    None leads over land to another sea. `moves` [N, T, 2] in px.
    """
    pixels, _ = grid.viewport.pixels_of(np.array([sea.lonlat for sea in seas], dtype=np.float64))
    middles = pixels[:, None, :] + moves
    way = (pixels[:, None, None, :] + moves[:, :, None, :] * _ON_THE_WAY[:, None]) / grid.step
    half = np.array([(wish.width, wish.height / 1.3) for wish in wishes])[:, None, :] / 2
    share = land_share(grid, np.concatenate([middles - half, middles + half], axis=2))
    column, row = (np.clip(way[..., axis].astype(np.intp), 0, grid.cells.shape[1 - axis] - 1) for axis in (0, 1))
    water = (grid.cells[row, column] < 0).all(axis=2) | (_TRIED == 0)
    cost, orders = share + _TRIED / _AWAY, []
    for number, sea in enumerate(seas):
        farthest = _NEAR_THE_POLE if abs(sea.lonlat[1]) > _POLAR else _FARTHEST[min(sea.rank, 3)]
        order = np.argsort(cost[number], kind="stable")
        most = _MOST_FAR_OFF if not sea.rank or grid.viewport.zoom < _FAR_OFF else _MOST_LAND[sea.rank > 2] if sea.rank > 1 else 1.0
        fits = (farthest >= _TRIED) & (share[number] <= most)
        orders.append(order[(water[number] & fits)[order]])
    return orders


@lru_cache(maxsize=4)
def _sums(grid: ZoneGrid) -> NDArray[np.float64]:
    """[H + 1, W + 1] how many cells above and left of each corner are land."""
    tall, wide = grid.cells.shape
    total = np.zeros((tall + 1, wide + 1), dtype=np.float64)
    total[1:, 1:] = (grid.cells >= 0).cumsum(axis=0).cumsum(axis=1)
    return total


def land_share(grid: ZoneGrid, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return which part [...] of boxes [..., 4] (px) is land; what lies beyond the picture is none."""
    tall, wide = grid.cells.shape
    total = _sums(grid)
    left, top, right, bottom = np.moveaxis(np.round(boxes / grid.step).astype(np.intp), -1, 0)
    right, bottom = np.maximum(right, left + 1), np.maximum(bottom, top + 1)
    count = (right - left) * (bottom - top)
    left, right = np.clip(left, 0, wide), np.clip(right, 0, wide)
    top, bottom = np.clip(top, 0, tall), np.clip(bottom, 0, tall)
    land: NDArray[np.float64] = (total[bottom, right] - total[top, right] - total[bottom, left] + total[top, left]) / count
    return land


def _whole_on_map(wishes: list[Wish], on_map: OnMap) -> list[Wish]:
    """Return wishes for seas with the spots alone at which all of the name lies on the map."""
    each = [len(wish.spots) for wish in wishes]
    spots = np.array([spot for wish in wishes for spot in wish.spots]).reshape(-1, 1, 2)
    halves = np.repeat(np.array([((wish.width - 6) / 2, wish.height / 1.3) for wish in wishes]), each, axis=0)
    corners = spots + halves[:, None, :] * np.array([(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)])
    inside = np.all(on_map(corners.reshape(-1, 2)).reshape(-1, 4), axis=1)
    parts = np.split(inside, np.cumsum(each)[:-1])
    return [replace(wish, spots=tuple(compress(wish.spots, fits))) for wish, fits in zip(wishes, parts, strict=True)]


def _first_on_map(turns: Sequence[Wish], by: tuple[float, float], straight: Wish, on_map: OnMap | None) -> Wish:
    """Return a wish for the first of some turned names all of which lies on the map, moved by so many px; then for the straight one."""
    for wish in turns:
        at = tuple((x + by[0], y + by[1]) for x, y in wish.spots)
        boxes = parts_of(wish.width, wish.height, wish.label.angle, wish.label.bend)
        if on_map is None or on_map(np.concatenate([boxes[:, :2], boxes[:, 2:]]) + at[0]).all():
            return replace(wish, spots=at, less=straight)
    return straight
