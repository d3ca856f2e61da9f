"""The names of frontiers: beside their lines with a leader, on the side away from other lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Box, touching
from viewer.carto.events.stacks import Locate
from viewer.carto.names.land_names import ZoneGrid
from viewer.carto.names.line_names import LINE_ORDER, Land
from viewer.carto.names.placement import Label, Measure, Wish
from viewer.carto.names.sea_names import land_share
from viewer.carto.names.two_lines import languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Frontier, say
from viewer.model.ledger import NOBODY

_SIZE = 10.5
FRONTIERS_FROM = 4.4
"""Zoom from which on frontiers are drawn and named."""
_LONG = 34.0
"""Px that a line takes on the map at least for it to be named."""
_WAYS, _LEADERS = 16, (20.0, 40.0, 64.0)
"""Directions in which a leader may lead, and how long (px) it is."""
_ON_LEADER = np.linspace(0.25, 1.0, 8)
"""Where on its way it is asked whether it crosses a line."""
_STEP = 5.0
"""Px from point to point along a line, where it is asked what lies over it."""
_CLEAR = 4.0
"""Px about a line that names and the leaders of others keep off."""
_FIRST, _TRIED, _MOST = 2.0, 60, 14
"""Px from the line to the end of a leader; so many places are looked at, and so many offered."""
_ON_LAND = 160.0
"""Px by which a leader may be longer so that the name lies on water."""
_STEEP = 0.35
"""What a leader straight up or down costs beside one to the side, in its length."""


def frontier_wishes(atlas: Atlas, view: View, locate: Locate, measure: Measure, frame: Box, grid: ZoneGrid | None) -> list[Wish]:
    """Return the names that frontiers of the day want; a line that one knows by heart is told where it comes into view from near by.

    `grid` tells what is land: where a line comes to the sea its name stands there, and off islands.
    """
    told = [line for line in atlas.frontiers if view.instant in line.when]
    if not told or view.zoom < FRONTIERS_FROM or not (view.layer("lines") and view.layer("names")):
        return []
    runs = [_run(line, locate, frame) for line in told]
    seen = [(line, run) for line, run in zip(told, runs, strict=True) if len(run) * _STEP > _LONG]
    found, land = [], _land(grid) if seen else None
    for line, run in seen:
        label = Label(say(line.names, languages_of(view)[0]), 0, 0, _SIZE, ink=ink_of_frontier(atlas, view, line))
        wide = measure(label.text, _SIZE, False, 0.0)
        found.append(_wish(label, wide, run, [other for other in runs if other is not run], land))
    return [wish for wish in found if wish is not None]


def _land(grid: ZoneGrid | None) -> Land | None:
    """Tell which part of boxes is land, by the finest cells there are: a name may cover an islet that is no cell of the coarse ones."""
    if grid is None or grid.water is None:
        return partial(land_share, grid) if grid is not None else None
    return partial(land_share, replace(grid, cells=np.where(grid.water.cells, np.int32(-1), np.int32(0)), step=grid.water.step))


def _run(line: Frontier, locate: Locate, frame: Box) -> NDArray[np.float64]:
    """[N, 2] px along a line within a frame, some px apart."""
    pixels, shown = locate(np.array(line.points, dtype=np.float64))
    if not shown.all():
        return np.empty((0, 2))
    legs = np.hypot(*np.diff(pixels, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(legs)])
    at = np.arange(0.0, along[-1], _STEP)
    points = np.column_stack([np.interp(at, along, pixels[:, axis]) for axis in (0, 1)])
    inside: NDArray[np.float64] = points[np.all((points > frame[:2]) & (points < frame[2:]), axis=1)]
    return inside


def _wish(label: Label, wide: float, run: NDArray[np.float64], others: Sequence[NDArray[np.float64]], land: Land | None) -> Wish | None:
    """The name of a line (px wide) with a leader to one of its points, the best place first; None where each lies over a line."""
    half = np.array([wide / 2 + 4, _SIZE * 0.65 + 2])
    turns = 2 * np.pi * np.arange(_WAYS) / _WAYS
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    edge = np.min(half / np.maximum(np.abs(ways), 1e-9), axis=1)  # from the middle of the name to where its leader leaves it
    ends = run[np.linspace(0, len(run) - 1, 11).round().astype(np.intp)]
    end, way, long = (grid.ravel() for grid in np.meshgrid(np.arange(len(ends)), np.arange(_WAYS), np.arange(len(_LEADERS)), indexing="ij"))
    lengths = np.array(_LEADERS)[long]
    at = ends[end] + ways[way] * (lengths + edge[way])[:, None]
    boxes = np.hstack([at - half, at + half])
    lines = np.concatenate([run, *others])
    free = ~touching(boxes, np.hstack([lines - _CLEAR, lines + _CLEAR]))
    middle = (len(ends) - 1) / 2
    costs = lengths * (1 + _STEEP * np.abs(ways[way, 1])) + 3.0 * np.abs(end - middle)
    if land is not None:
        costs += _ON_LAND * np.sqrt(land(boxes))  # an islet that is hidden is much
    wish: Wish | None = None
    order = np.argsort(costs, kind="stable")
    order = order[free[order]][:_TRIED]
    clear = order[~_crossing(ends[end[order]], at[order], lines)][:_MOST]
    for number in reversed(clear.tolist()):
        out = ways[way[number]]
        leader = (*(-out * edge[way[number]]).tolist(), *(-out * (edge[way[number]] + lengths[number] - _FIRST)).tolist())
        x, y = at[number].tolist()
        wish = Wish((LINE_ORDER,), replace(label, leader=leader), ((x, y),), 2 * float(half[0]), 2 * float(half[1]), less=wish)
    return wish


def _crossing(ends: NDArray[np.float64], at: NDArray[np.float64], lines: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which leaders, from points [N, 2] of a line to names at [N, 2], cross that or another line."""
    points = (ends[:, None] + (at - ends)[:, None] * _ON_LEADER[:, None]).reshape(-1, 2)
    over = touching(np.hstack([points - 1, points + 1]), np.hstack([lines - _CLEAR, lines + _CLEAR]))
    return np.asarray(over.reshape(len(ends), len(_ON_LEADER)).any(axis=1), dtype=np.bool_)


def ink_of_frontier(atlas: Atlas, view: View, line: Frontier) -> str:
    """Return the ink of the bloc of whose line it is; that of other names where it stands in none."""
    number = atlas.polity_index.get(line.by, NOBODY)
    if number == NOBODY:
        return "ink2"
    standing = atlas.standing(view.instant)
    group = int(standing.group[number])
    if group < 0 or group >= len(atlas.groups):
        group = int(standing.group[int(standing.sovereign[number])])
    style = atlas.groups[group].style if 0 <= group < len(atlas.groups) else ""
    return f"bloc:{style}" if style else "ink2"
