"""Words on the timeline that no upright line may cross: the line stops above them and goes on below."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.carto.timeline.chronicle import Chronicle
from viewer.carto.timeline.day_cards import CAPTION_SIZE, TITLE_SIZE, worded
from viewer.carto.timeline.timescale import TimeScale
from viewer.paint.timeline.lanes import name_boxes
from viewer.paint.timeline.rows import CARD, Rows
from viewer.paint.timeline.terms import term_boxes
from viewer.paint.type import text_width

Gap = tuple[float, float]
"""Top and bottom (px) of words in the way of a line."""
Box = tuple[float, float, float, float]
"""Left, right, top and bottom (px) of words."""
_CLEAR = 3.5
"""Px at each side of a line that words keep clear of it."""
_DISC, _DISC_ENDS = (4.0, 28.0), (3.0, 29.0)
"""From where to where (px) the disc of a single event stands in its card, across and down."""


def boxes_of(chronicle: Chronicle, scale: TimeScale, rows: Rows) -> tuple[Box, ...]:
    """Return where the words of eras, terms, lanes and single events stand; nowhere where the timeline is folded."""
    if rows.folded:
        return ()
    found = [*name_boxes(chronicle.spans, rows.spans)]
    if rows.treaties:
        found += name_boxes(chronicle.treaties, rows.pacts)
    found += _card_boxes(chronicle, scale, rows) if rows.days else term_boxes(chronicle, scale, rows)
    return tuple(found)


def _card_boxes(chronicle: Chronicle, scale: TimeScale, rows: Rows) -> Iterator[Box]:
    for each in worded(chronicle.cards, rows.card_lanes, scale):
        card, top = each.card, rows.bars + CARD * each.card.lane
        yield card.x + _DISC[0], card.x + _DISC[1], top + _DISC_ENDS[0], top + _DISC_ENDS[1]
        for words, size, above, below in ((card.title, TITLE_SIZE, 3.0, 19.0), (card.caption, CAPTION_SIZE, 17.0, 31.0)):
            told = min(text_width(words, size), each.right - each.left)
            left = each.right - told if card.before else each.left
            yield left, left + told, top + above, top + below


def gaps_in(boxes: tuple[Box, ...], x: float) -> list[Gap]:
    """Return where an upright line at `x` (px) would cross words, from above."""
    return sorted([(top, bottom) for left, right, top, bottom in boxes if left - _CLEAR < x < right + _CLEAR])


def pieces(top: float, bottom: float, gaps: list[Gap]) -> Iterator[Gap]:
    """Give the pieces of an upright line that are drawn, as top and bottom (px): those between the gaps."""
    for above, below in gaps:
        if above > top:
            yield top, min(above, bottom)
        top = max(top, below)
        if top >= bottom:
            return
    yield top, bottom
