"""What found no room on the timeline, as numbers that can be pressed: `+3` at a day, or beside the lanes."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from viewer.carto.timeline.chronicle import Chronicle
from viewer.carto.timeline.lanes import LaneBar
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.timeline.rows import Rows
from viewer.paint.type import font, text_width

_SIZE, _TALL = 10.0, 14.0
_BESIDE, _LOW = 9.5, 11.5
"""Px below the top of the lanes, under their name, and height there."""
_NEAR, _LEAST, _SMALL = 7.5, 10.0, 8.5
"""The same, and the size of the figures, where two lanes leave no more room to name and number."""
_ON_AXIS = 8.0
"""Px from the top of a day's number to the axis, on which it stands: above would be the words of the lowest events."""
_LOWER = 2.0
"""Px by which a number beside lanes stands lower on an axis of days, where the row above leaves their name no room to give way."""
_FEW = 2
_LIFT = 4.5
"""Px by which the name of two lanes gives way to a number under it."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A number and what it stands for. `row`: spans, treaties or events; `day`: of events, else None; `box` in px at plain text."""

    row: str
    box: tuple[float, float, float, float]
    events: tuple[str, ...] = ()
    bars: tuple[LaneBar, ...] = ()
    day: int | None = None

    @property
    def count(self) -> int:
        """How many things it stands for."""
        return len(self.events) + len(self.bars)

    def has(self, x: float, y: float) -> bool:
        """Whether a point is on it, or so near that a finger means it."""
        left, top, wide, tall = self.box
        return left - 3 <= x <= left + wide + 3 and top - 3 <= y <= top + tall + 3


def pills(chronicle: Chronicle, scale: TimeScale, rows: Rows) -> tuple[Pill, ...]:
    """Return the numbers of what found no room: by lanes, and for single events by day."""
    found = []
    beside, low = (_NEAR, _LEAST) if rows.lanes <= _FEW else (_BESIDE, _LOW)
    for row, top, bars in zip(("spans", "treaties"), (rows.spans, rows.pacts), chronicle.without_room, strict=True):
        if bars and not rows.folded and (row == "spans" or rows.treaties):
            wide = _wide(len(bars))
            found.append(Pill(row, (scale.left - 8 - wide, top + beside + (_LOWER if rows.days else 0.0), wide, low), bars=bars))
    days: dict[int, list[str]] = {}
    for card in chronicle.cards:
        if card.lane >= rows.card_lanes:
            days.setdefault(math.floor(scale.day_at(card.x)), []).append(card.event)
    for day, events in days.items():
        wide = _wide(len(events))
        left = min(scale.x_of(day + 1), scale.left + scale.width) - wide - 3
        found.append(Pill("events", (left, rows.axis - _ON_AXIS, wide, _TALL), tuple(events), day=day))
    return tuple(found)


def lifted(chronicle: Chronicle, rows: Rows, row: int) -> float:
    """Return the px by which the name of lanes (0 = wars and talks, 1 = treaties) is lifted for the number under it."""
    return _LIFT if rows.lanes <= _FEW and chronicle.without_room[row] else 0.0


def _wide(count: int) -> float:
    return text_width(f"+{count}", _SIZE, bold=True) + 10


def draw_pills(painter: QPainter, found: tuple[Pill, ...], theme: Theme) -> None:
    """Draw the numbers."""
    for pill in found:
        box = QRectF(*pill.box)
        painter.setFont(font(_SMALL if box.height() < _LOW else _SIZE, bold=True))
        painter.setPen(QPen(QColor(theme.line2), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(theme.ink2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{pill.count}")
