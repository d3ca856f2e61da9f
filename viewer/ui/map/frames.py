"""Which part of the map must be painted again: what was shown is held against what is to be shown."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QRegion

from viewer.carto.boxes import Box, Boxes, boxes_of, touching
from viewer.carto.events.markers import Marker
from viewer.carto.names.placement import Label
from viewer.carto.scene import BEND, DAY_SIZE, Point, Scene
from viewer.carto.view import View
from viewer.model.record import dataclass
from viewer.paint.overlay.scalebar import FOOT
from viewer.paint.patches import Patches

_HALO = 8.0
"""How far in px a name is drawn beyond its box at most."""
_DISC = (26.0, 26.0, 36.0, 26.0)
"""How far in px a stack with its number is drawn beyond its middle: to the left, up, right, down."""
_PIECES, _STROKE = 16, 4.0
"""Pieces of the arc of a tie, and how far in px beside it its stroke is drawn at most."""
_MOST_STACKS = 120
"""Where more stacks than this look otherwise, all is painted: telling what else changed would cost more than it spares."""

_LOOK = attrgetter(*(field.name for field in fields(Label)))


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown: the View, all else that it depends on (`look`), the scene over the land, and what its names keep off."""

    view: View
    look: Hashable
    scene: Scene
    kept_off: Sequence[Box]

    def differs_by_day(self, view: View, look: Hashable) -> bool:
        """Whether this differs from another frame by nothing but the day."""
        return look == self.look and self.view.but_for_day(view)

    def beside(self, before: Frame, free: Box, date: Box) -> Boxes:
        """Return the boxes that may look otherwise than in a frame before, beside land and scene.

        The foot stands beside the legend. Under the date, which lies over the map, the map is painted with each day in any case:
        where a part of that is named here too, all is painted in one go, not in two.
        """
        left, _, right, bottom = free
        boxes = [(date[0], date[1], date[2], date[1] + 1)] if before.view.instant != self.view.instant else []
        return boxes_of(boxes if self.kept_off == before.kept_off else [*boxes, (left, bottom - FOOT, right, bottom)])


def label_boxes(scene: Scene) -> Boxes:
    """Return [L, 4] the px that each name of a scene is drawn in."""
    return np.add(scene.rooms, (-_HALO, -_HALO, _HALO, _HALO))


def marker_boxes(markers: Iterable[Marker]) -> Boxes:
    """Return [M, 4] the px that each stack is drawn in, with its number and the line to its place."""
    left, up, right, down = _DISC
    return boxes_of(
        [
            (min(m.x - left, m.at[0] - 3), min(m.y - up, m.at[1] - 3), max(m.x + right, m.at[0] + 3), max(m.y + down, m.at[1] + 3))
            for m in markers
        ]
    )


def rects_of(region: QRegion) -> Boxes:
    """Return [R, 4] the rectangles of a region."""
    return boxes_of([(r.x(), r.y(), r.x() + r.width(), r.y() + r.height()) for r in region])  # type: ignore[attr-defined]


def changed(before: Scene, after: Scene, land: NDArray[np.floating], size: tuple[int, int]) -> QRegion | None:
    """Return the px that look otherwise in another scene; None where that is not worth telling apart.

    Args: land: [N, 4] boxes (logical px) in which the land changed. size: of the widget in px.
    """
    if before.fan != after.fan:
        return None
    parts = [land, boxes_of(_lines(before, after))]
    if before is not after:
        stacks = _fresh_stacks(before.markers, after.markers)
        if len(stacks) > _MOST_STACKS:
            return None
        parts += [marker_boxes(stacks), *_names(before, after)]
    patches = Patches(*size)
    patches.mark(np.concatenate(parts))
    return patches.region()


def _fresh_stacks(before: tuple[Marker, ...], after: tuple[Marker, ...]) -> list[Marker]:
    """Return the stacks that look otherwise, as they were and as they are."""
    old = {marker.key: marker for marker in before}
    fresh = []
    for marker in after:
        known = old.pop(marker.key, None)
        if known != marker:
            fresh += [marker] if known is None else [marker, known]
    return [*fresh, *old.values()]


def _lines(before: Scene, after: Scene) -> list[Box]:
    """Return the px of ties and routes that are not the same in both scenes."""
    boxes = [box for tie in set(before.ties) ^ set(after.ties) for box in tie_boxes(tie)]
    for path in set(before.paths) ^ set(after.paths):
        boxes.append(_around(path.points, 9))
        if path.spot is not None:
            boxes.append(_around((path.spot, (path.spot[0] + DAY_SIZE * len(path.label), path.spot[1])), 2 * DAY_SIZE))
    return boxes


@lru_cache(maxsize=64)
def tie_boxes(tie: tuple[Point, Point]) -> tuple[Box, ...]:
    """Return the px that the arc of a tie is drawn in, piece by piece: the box of the whole would be mostly empty."""
    (x, y), (to_x, to_y) = tie
    bend = (x + to_x) / 2 + BEND * (to_y - y), (y + to_y) / 2 + BEND * (x - to_x)
    share = np.linspace(0.0, 1.0, _PIECES + 1)[:, None]
    arc = (1 - share) ** 2 * (x, y) + 2 * share * (1 - share) * bend + share**2 * (to_x, to_y)
    low, high = np.minimum(arc[:-1], arc[1:]) - _STROKE, np.maximum(arc[:-1], arc[1:]) + _STROKE
    return tuple((left, top, right, bottom) for left, top, right, bottom in np.hstack([low, high]).tolist())


@lru_cache(maxsize=4)
def _all_boxes(ties: tuple[tuple[Point, Point], ...]) -> Boxes:
    return boxes_of([box for tie in ties for box in tie_boxes(tie)])


def ties_within(ties: tuple[tuple[Point, Point], ...], rects: Boxes) -> list[tuple[Point, Point]]:
    """Return the ties whose arcs reach into any of some rectangles."""
    pieces = within(_all_boxes(ties), rects)
    return [ties[number] for number in dict.fromkeys(piece // _PIECES for piece in pieces)]


def _around(points: Sequence[Point], room: float) -> Box:
    """Return the box round points, with some room about it."""
    across, down = zip(*points, strict=True)
    return min(across) - room, min(down) - room, max(across) + room, max(down) + room


def _names(before: Scene, after: Scene) -> list[Boxes]:
    """Return the px of the names that only one of two scenes has; most of those in both are the same objects."""
    old, new = ({id(label): number for number, label in enumerate(scene.labels)} for scene in (before, after))
    gone, come = ([known[key] for key in known.keys() - other.keys()] for known, other in ((old, new), (new, old)))
    were, are = {_LOOK(before.labels[number]) for number in gone}, {_LOOK(after.labels[number]) for number in come}
    gone = [number for number in gone if _LOOK(before.labels[number]) not in are]
    come = [number for number in come if _LOOK(after.labels[number]) not in were]
    return [np.add(scene.rooms[fresh], (-_HALO, -_HALO, _HALO, _HALO)) for scene, fresh in ((before, gone), (after, come))]


def within(boxes: Boxes, rects: Boxes) -> list[int]:
    """Return the numbers of the boxes that reach into any of some rectangles."""
    return np.flatnonzero(touching(boxes, rects)).tolist()
