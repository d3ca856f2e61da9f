"""Which part of the map must be painted again: what was shown is held against what is to be shown."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QRegion

from viewer.carto.boxes import Box, Boxes, boxes_of, touching
from viewer.carto.markers import Marker
from viewer.carto.rooms import Label
from viewer.carto.scene import DAY_SIZE, Point, Scene
from viewer.carto.view import View
from viewer.model.record import dataclass
from viewer.paint.patches import Patches
from viewer.paint.scalebar import FOOT

_HALO = 8.0
"""How far in px a name is drawn beyond its box at most."""
_DISC = (26.0, 26.0, 36.0, 26.0)
"""How far in px a stack with its number is drawn beyond its middle: to the left, up, right, down."""
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
        parts += [marker_boxes(stacks), *(_names(one, other) for one, other in ((before, after), (after, before)))]
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
    boxes = [tie_box(tie) for tie in set(before.ties) ^ set(after.ties)]
    for path in set(before.paths) ^ set(after.paths):
        boxes.append(_around(path.points, 9))
        if path.spot is not None:
            boxes.append(_around((path.spot, (path.spot[0] + DAY_SIZE * len(path.label), path.spot[1])), 2 * DAY_SIZE))
    return boxes


def tie_box(tie: tuple[Point, Point]) -> Box:
    """Return the px that the arc of a tie is drawn in."""
    return _around(tie, 0.14 * math.dist(*tie) + 3)


def _around(points: Sequence[Point], room: float) -> Box:
    """Return the box round points, with some room about it."""
    across, down = zip(*points, strict=True)
    return min(across) - room, min(down) - room, max(across) + room, max(down) + room


def _names(scene: Scene, other: Scene) -> Boxes:
    """Return the px of the names of a scene that another has not."""
    return np.add(scene.rooms[_fresh_labels(scene.labels, other.labels)], (-_HALO, -_HALO, _HALO, _HALO))


def _fresh_labels(labels: tuple[Label, ...], others: tuple[Label, ...]) -> list[int]:
    """Return the numbers of the labels that are not among others; most of them are the same objects."""
    same = {id(label) for label in others}
    fresh = [number for number, label in enumerate(labels) if id(label) not in same]
    if len(fresh) == 0:
        return fresh
    mine = {id(label) for label in labels}
    left = {_LOOK(label) for label in others if id(label) not in mine}
    return [number for number in fresh if _LOOK(labels[number]) not in left]


def within(boxes: Boxes, rects: Boxes) -> list[int]:
    """Return the numbers of the boxes that reach into any of some rectangles."""
    return np.flatnonzero(touching(boxes, rects)).tolist()
