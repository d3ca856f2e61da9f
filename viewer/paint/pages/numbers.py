"""Numbers of notes at the stacks of a page's map: bare and bold as before their notes, beside names rather than on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from viewer.carto.boxes import Box
from viewer.carto.events.markers import Marker
from viewer.carto.names.placement import Label
from viewer.carto.tokens import Theme
from viewer.paint.device import on_paper, ratio_of
from viewer.paint.overlay.halo import haloed, write_haloed
from viewer.paint.type import font, name_width, text_width

_SIZE, _HALO = 13.0, 2.4
_ROUND = 4.0
"""Px round the image of a number, for its halo."""
_TALL = 10.0
"""Px from the base line of a figure to its top."""
_IN, _OFF = 7.0, 3.0
"""Px from the middle of a disc to a number at its corner, and from its rim to one beside it."""


def spots_of(
    markers: Sequence[Marker], labels: Sequence[Label], numbered: Mapping[str, int], radius: float, frame: Box
) -> dict[str, tuple[float, float]]:
    """Return where (px) the number of each stack ends, on its base line: at the corner of the disc where it touches least.

    Args: numbered: front event -> number. radius: of discs, in px. frame: left, top, right, bottom of the map, which no number leaves.
    """
    names = [_box_of(label) for label in labels if not label.turned]
    discs = {marker.key: _around(marker, radius) for marker in markers}
    found: dict[str, tuple[float, float]] = {}
    taken: list[Box] = []
    for marker in markers:
        number = numbered.get(marker.front, 0)
        if not number:
            continue
        wide = text_width(str(number), _SIZE, bold=True)
        others = [*names, *(disc for key, disc in discs.items() if key != marker.key), *taken]
        tried = [((x - wide, y - _TALL, x, y), x, y) for x, y in _corners(marker, wide, radius)]
        whole = [one for one in tried if _within(one[0], frame)] or tried[:1]
        box, *at = min(whole, key=lambda one: sum(_shared(one[0], other) for other in others))
        found[marker.front] = (at[0], at[1])
        taken.append(box)
    return found


def _corners(marker: Marker, wide: float, radius: float) -> tuple[tuple[float, float], ...]:
    """Right end and base line of a number about a disc, the best first; at the right stand the discs behind it, and often its name."""
    x, y = marker.x, marker.y
    left, low = x - _IN, y + _IN + _TALL
    beside = x - radius - _OFF, y + _TALL / 2
    above, below = (x + wide / 2, y - radius - _OFF), (x + wide / 2, y + radius + _OFF + _TALL)
    return (left, y - _IN), (left, low), above, beside, below, (x + _IN + wide, low)


def _box_of(label: Label) -> Box:
    half, tall = name_width(label.text, label.size, label.bold, label.spacing) / 2, label.size * 0.5
    return label.x - half, label.y - tall, label.x + half, label.y + tall


def _around(marker: Marker, radius: float) -> Box:
    return marker.x - radius, marker.y - radius, marker.x + radius, marker.y + radius


def _within(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _shared(one: Box, two: Box) -> float:
    """Px² that two boxes share."""
    wide, high = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def draw_number(painter: QPainter, x: float, y: float, text: str, theme: Theme) -> None:
    """Draw the number of a note so that it ends at a point: bare and bold, as before the note, and unlike the number within a stack."""
    left = x - text_width(text, _SIZE, bold=True)
    if on_paper(painter):
        write_haloed(painter, QPointF(left, y), text, font(_SIZE, bold=True), _HALO, theme.halo, theme.ink)
        return
    image = _image(text, theme.halo, theme.ink, ratio_of(painter))
    painter.drawImage(QPointF(round(left) - _ROUND, round(y) - _SIZE - _ROUND), image)


@lru_cache(maxsize=128)
def _image(text: str, halo: str, ink: str, ratio: float) -> QImage:
    """A number as an image, so that it looks the same each time: letters that are written at parts of pixels do not."""

    def write(painter: QPainter) -> None:
        painter.setFont(font(_SIZE, bold=True))
        painter.drawText(QPointF(_ROUND, _SIZE + _ROUND), text)

    size = text_width(text, _SIZE, bold=True) + 2 * _ROUND, _SIZE + 2 * _ROUND
    return haloed(size, ratio, write, _HALO, halo, ink)
