"""What lies under a point of the timeline: a card, a bar."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from viewer.carto.timeline.chronicle import Chronicle
from viewer.carto.timeline.day_cards import CAPTION_SIZE, DISC, TITLE_SIZE, DayCard, worded
from viewer.carto.timeline.lanes import LaneBar
from viewer.carto.timeline.timescale import TimeScale
from viewer.paint.timeline.lanes import PITCH
from viewer.paint.timeline.rows import CARD, Rows
from viewer.paint.type import text_width


def card_under(chronicle: Chronicle, scale: TimeScale, rows: Rows, point: QPointF) -> DayCard | None:
    """Return the card whose disc or words lie under a point (px at plain text), None where there is none."""
    for each in worded(chronicle.cards, rows.card_lanes, scale):
        card, top = each.card, rows.bars + CARD * each.card.lane
        wide = min(each.right - each.left, max(text_width(card.title, TITLE_SIZE), text_width(card.caption, CAPTION_SIZE)))
        left, right = (card.x - wide, card.x + DISC) if card.before else (card.x, each.left + wide)
        if left <= point.x() <= right and top <= point.y() <= min(top + CARD - 2, rows.axis):
            return card
    return None


def bar_under(chronicle: Chronicle, rows: Rows, point: QPointF) -> LaneBar | None:
    """Return the bar in a lane that lies under a point (px at plain text), None where there is none."""
    lanes = [(rows.spans, chronicle.spans)] + ([(rows.pacts, chronicle.treaties)] if rows.treaties else [])
    for top, bars in () if rows.folded else lanes:
        for bar in bars:
            if bar.left - 2 <= point.x() <= bar.right + 2 and top + PITCH * bar.lane <= point.y() < top + PITCH * (bar.lane + 1):
                return bar
    return None
