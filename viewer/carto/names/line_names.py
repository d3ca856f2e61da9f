"""The Iron Curtain among the names: what keeps off it, and its own name beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import NO_BOXES, Boxes
from viewer.carto.events.stacks import Locate
from viewer.carto.land.symbology import width
from viewer.carto.names.placement import Label, Measure, Wish
from viewer.carto.names.two_lines import languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say

Land = Callable[[Boxes], NDArray[np.float64]]
"""Tells which part [N] of boxes [N, 4] (px) is land."""
_CLEAR = 3.0
"""Px between the line with its teeth and a name."""
_SIZE = 11.5
LINE_ORDER = 3.2
"""After powers and large states."""
_CLEAR_OF_DISCS = (15.0, 7.0)
"""Px to the sides of the name, and above and below it, that are clear of all else: beside a disc it would be taken for the disc's name."""
_BESIDE_LEADER = (5.0, 2.0)
"""The same where a leader tells what is named."""
_TRIED = 12
"""Points of the line beside which its name may stand."""
_BEST, _MOST_LAND = 14, 0.5
"""So many places with a leader to each end are offered, with no more of the name on land: there it would cover what the line parts."""
_LEADERS = (36.0, 64.0, 96.0)
"""Lengths (px) of a leader."""
_WAYS = 16
"""Directions in which a leader may lead."""
_LONG = 170.0
"""A line that takes so many px is named beside it sooner than with a leader."""
_CORNER = 1.45
"""By so much farther from its middle is the corner of a box than its side, and a little more."""
_FAR = 120.0
"""A leader so long costs as much as a name that lies on land from end to end."""
_END = 0.25
"""What it costs where a leader does not lead to the upper end of the line."""


def line_boxes(view: View, points: NDArray[np.float64], locate: Locate) -> Boxes:
    """Return [L, 4] boxes (px) along the Curtain, whose `points` [L, 2] are lon/lat; none where lines are hidden."""
    if not len(points) or not view.layer("lines"):
        return NO_BOXES
    pixels, seen = locate(points)
    reach = (width("curtain", view.zoom) + width("tooth_height", view.zoom)) / 2 + _CLEAR
    at = pixels[seen]
    return np.hstack([at - reach, at + reach])


def line_wishes(atlas: Atlas, view: View, lines: Boxes, measure: Measure, land: Land | None = None) -> list[Wish]:
    """Return the name that the Curtain wants beside one of its boxes [L, 4], at an end of it sooner than amid it, or with a leader.

    `land` tells which part of boxes [N, 4] (px) is land: a name with a leader stands on water rather.
    """
    named = next((line for line in atlas.lines if view.instant in line.when), None)
    if named is None or not len(lines) or not view.layer("names"):
        return []
    text = say(named.names, languages_of(view)[0])
    label = Label(text, 0, 0, _SIZE, bold=True, ink="cur")
    wide, tall = measure(text, _SIZE, True, 0.0) + 6, _SIZE * 1.3
    order = np.argsort(lines[:, 1], kind="stable")
    count = len(order)
    tried = order[np.unique(np.linspace(0, count - 1, min(count, _TRIED)).round().astype(np.intp))]
    middle = (lines[tried, :2] + lines[tried, 2:]) / 2
    reach = float(lines[0, 2] - lines[0, 0]) / 2
    beside = _beside(label, wide + 2 * _CLEAR_OF_DISCS[0], tall + 2 * _CLEAR_OF_DISCS[1], middle, reach)
    led = _led(label, (wide, tall), middle, reach, land)
    ways = [beside, *led] if float(np.ptp(middle, axis=0).max()) > _LONG else [*led, beside]
    wish: Wish | None = None
    for way in reversed(ways):
        wish = replace(way, less=wish)
    return [wish] if wish is not None else []


def _beside(label: Label, wide: float, tall: float, middle: NDArray[np.float64], reach: float) -> Wish:
    """The name beside the line, whose points are `middle` [N, 2] from the upper end to the lower one."""
    across = reach + wide / 2
    top, bottom = middle[0], middle[-1]
    spots = [(float(top[0]), float(top[1] - reach - tall / 2)), (float(bottom[0]), float(bottom[1] + reach + tall / 2))]
    spots += [(float(x + side * across), float(y)) for x, y in middle.tolist() for side in (-1, 1)]
    return Wish((LINE_ORDER,), label, tuple(spots), wide, tall)


def _led(label: Label, takes: tuple[float, float], middle: NDArray[np.float64], reach: float, land: Land | None) -> list[Wish]:
    """The name apart from the line with a leader to one of its ends, the best place first."""
    turns = 2 * np.pi * np.arange(_WAYS) / _WAYS
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    ends = middle[[0, -1]] if len(middle) > 1 else middle
    half = np.array(takes) / 2
    edge = np.min(half / np.maximum(np.abs(ways), 1e-9), axis=1)  # from the middle of the name to where a leader leaves it
    first = reach * _CORNER + 2.0
    tried = [(number, end, reach + long) for number, end in enumerate(ends) for long in _LEADERS]
    at = np.concatenate([end + ways * (last + edge)[:, None] for _, end, last in tried])
    share = land(np.hstack([at - half, at + half])) if land is not None else np.zeros(len(at))
    costs = share + np.repeat([last / _FAR + number * _END for number, _, last in tried], _WAYS)
    order = np.argsort(costs, kind="stable")
    found = []
    order = order[share[order] <= _MOST_LAND]
    of_end = order // (_WAYS * len(_LEADERS))
    best = np.sort(np.concatenate([np.flatnonzero(of_end == number)[:_BEST] for number in range(len(ends))]))
    for place in order[best].tolist():
        way, out, last = ways[place % _WAYS], float(edge[place % _WAYS]), tried[place // _WAYS][2]
        leader = (*(-way * out).tolist(), *(-way * (out + last - first)).tolist())
        found.append(_with_leader(label, (float(at[place, 0]), float(at[place, 1])), leader, takes))
    return found


def _with_leader(label: Label, at: tuple[float, float], leader: tuple[float, float, float, float], takes: tuple[float, float]) -> Wish:
    wide, tall = (size + 2 * more for size, more in zip(takes, _BESIDE_LEADER, strict=True))
    return Wish((LINE_ORDER,), replace(label, leader=leader), (at,), wide, tall)
