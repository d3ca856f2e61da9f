"""Stacks that would lie under a panel stand at its edge, with a line to their place: what can be clicked or read is never hidden."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import NO_BOXES, Box, Boxes, boxes_of, touching
from viewer.carto.events.markers import APART, Marker, radius
from viewer.carto.names.placement import Label, Measure, marker_rooms
from viewer.carto.names.two_lines import in_lines
from viewer.carto.scene import Point, Scene
from viewer.carto.view import View

_MOST = 120
"""Of a crowd of more stacks than this none is brought out: there is no room at the edges."""
_GAP = 5.0
"""Px between a panel and the disc of a stack at its edge."""
_STEP = 9.0
"""Px from place to place along an edge."""
_ITS_NAME = 30.0
"""Px within which a name beside a stack is its own, and half of its width."""
_OVER_NAME = 40.0
"""Px that a stack goes farther rather than take the place of a name."""


def brought_out(
    scene: Scene,
    covers: tuple[Box, ...],
    frame: Box,
    view: View,
    measure: Measure,
    grown: float = 1.0,
    lines: Boxes = NO_BOXES,
) -> Scene:
    """Return a scene whose stacks stand beside what covers the map, with their names; those that find no room stay where they are.

    Args: covers: boxes (px) of panels and words over the map. frame: the free part of the map. lines: [L, 4] what names keep off, too.
    """
    covers = tuple(box for box in covers if box[2] - box[0] > 1 and box[3] - box[1] > 1)
    if not covers or not scene.markers or len(scene.markers) > _MOST:
        return scene
    at = np.array([(marker.x, marker.y) for marker in scene.markers])
    under = touching(np.hstack([at - radius(view.zoom) / 2, at + radius(view.zoom) / 2]), boxes_of(covers))
    if not under.any():
        return scene
    moved = _moved(scene, np.flatnonzero(under), covers, frame, radius(view.zoom))
    markers = tuple(moved.get(number, marker) for number, marker in enumerate(scene.markers))
    keep_off = np.concatenate([boxes_of(covers), lines])
    labels, rooms = _named(scene, markers, sorted(moved), keep_off, frame, view, measure, grown)
    return replace(scene, markers=markers, labels=labels, rooms=rooms, ties=_followed(scene, moved))


def _followed(scene: Scene, moved: dict[int, Marker]) -> tuple[tuple[Point, Point], ...]:
    """Return the ties, those to a stack that was moved ending where it now stands."""
    stands = {(scene.markers[number].x, scene.markers[number].y): (marker.x, marker.y) for number, marker in moved.items()}
    return tuple((stands.get(start, start), stands.get(end, end)) for start, end in scene.ties)


def _moved(scene: Scene, under: NDArray[np.intp], covers: Sequence[Box], frame: Box, size: float) -> dict[int, Marker]:
    """Return the stacks that find a place at an edge by their numbers: the nearest to one chooses first, of several the most important."""
    ways = _edges(covers, frame, size)
    if not len(ways):
        return {}
    boxes = np.hstack([ways - size, ways + size])
    named = touching(boxes, scene.rooms) if len(scene.rooms) else np.zeros(len(ways), dtype=np.bool_)
    hidden = set(under.tolist())
    stood = [(marker.x, marker.y) for number, marker in enumerate(scene.markers) if number not in hidden]
    if scene.fan is not None:
        stood += [(scene.fan.x, scene.fan.y), *((item.x, item.y) for item in scene.fan.items)]
    free = np.ones(len(ways), dtype=np.bool_)
    for x, y in stood:
        free &= np.hypot(ways[:, 0] - x, ways[:, 1] - y) >= APART
    found: dict[int, Marker] = {}
    at = np.array([(scene.markers[number].x, scene.markers[number].y) for number in under[::-1].tolist()])
    costs = np.hypot(ways[:, 0] - at[:, 0, None], ways[:, 1] - at[:, 1, None]) + named * _OVER_NAME
    for one in np.argsort(costs.min(axis=1).round(), kind="stable").tolist():
        number = int(under[::-1][one])
        marker = scene.markers[number]
        best = int(np.where(free, costs[one], np.inf).argmin())
        if not free[best]:
            break
        x, y = ways[best].tolist()
        found[number] = replace(marker, x=x, y=y)
        free &= np.hypot(ways[:, 0] - x, ways[:, 1] - y) >= APART
    return found


def _edges(covers: Sequence[Box], frame: Box, size: float) -> NDArray[np.float64]:
    """[N, 2] places round what covers the map, in sight and clear of all of it."""
    room = size + _GAP
    found: list[tuple[float, float]] = []
    for left, top, right, bottom in covers:
        across, down = np.arange(left, right + _STEP, _STEP).tolist(), np.arange(top, bottom + _STEP, _STEP).tolist()
        found += [(x, y) for y in (top - room, bottom + room) for x in across]
        found += [(x, y) for x in (left - room, right + room) for y in down]
    ways = np.array(found, dtype=np.float64)
    near = size + _GAP / 2
    inside = np.all((ways >= np.array(frame[:2]) + near) & (ways <= np.array(frame[2:]) - near), axis=1)
    ways = ways[inside]
    clear: NDArray[np.float64] = ways[~touching(np.hstack([ways - size - 1, ways + size + 1]), boxes_of(covers))]
    return clear


def _named(
    scene: Scene,
    markers: Sequence[Marker],
    moved: Sequence[int],
    keep_off: Boxes,
    frame: Box,
    view: View,
    measure: Measure,
    grown: float,
) -> tuple[tuple[Label, ...], Boxes]:
    """Return the names without those that the moved stacks take the place of, and with the names of these where they find room."""
    if not moved:
        return scene.labels, scene.rooms
    reach = radius(view.zoom) + 2
    discs = boxes_of([(m.x - reach, m.y - reach, m.x + reach + (6 if m.count > 1 else 0), m.y + reach) for m in markers])
    kept = ~touching(scene.rooms, discs[list(moved)]) if len(scene.rooms) else np.zeros(0, dtype=np.bool_)
    before = {scene.markers[number].name: scene.markers[number] for number in moved}
    for number, label in enumerate(scene.labels):  # where the stack stood its name may have found room beside the panel
        was = before.get(label.text)
        if was is not None and math.hypot(label.x - was.x, label.y - was.y) < _ITS_NAME + (scene.rooms[number, 2] - scene.rooms[number, 0]):
            kept[number] = False
    places, solid = view.layer("places"), np.concatenate([discs, keep_off])
    chosen = marker_rooms(view, measure, [markers[number] for number in moved if markers[number].selected and places], grown)
    told, first = chosen.taken(solid, frame)  # the name of the selected place takes the room of any other
    kept &= ~touching(scene.rooms, first.bounds) if len(kept) else kept
    kept = _whole_names(scene.rooms, kept)
    labels, rooms = tuple(label for label, stays in zip(scene.labels, kept.tolist(), strict=True) if stays), scene.rooms[kept]
    if not places:
        return labels, rooms
    wanted = marker_rooms(view, measure, [markers[number] for number in moved if not markers[number].selected], grown)
    more, taken = wanted.taken(np.concatenate([rooms, first.bounds, solid]), frame)
    labels, rooms = (*labels, *told), np.concatenate([rooms, first.bounds])
    lines, boxes = in_lines(more, taken.bounds, grown)
    return (*labels, *lines), np.concatenate([rooms, boxes])


def _whole_names(rooms: Boxes, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which lines of names stay: none of a name of which another line (the box right under or above it, as wide) does not."""
    if kept.all():
        return kept
    gone = rooms[~kept]
    column = (rooms[:, None, 0] == gone[:, 0]) & (rooms[:, None, 2] == gone[:, 2])
    beside = np.isclose(rooms[:, None, 1], gone[:, 3]) | np.isclose(rooms[:, None, 3], gone[:, 1])
    stays: NDArray[np.bool_] = kept & ~(column & beside).any(axis=1)
    return stays
