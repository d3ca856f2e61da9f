"""Single events on an axis of days: a disc with title and place each, in lanes of which each holds one at a time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from viewer.carto.events.filters import family_of
from viewer.carto.timeline.lanes import LONG_SPAN
from viewer.carto.timeline.text_room import rough_width
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, say
from viewer.model.record import dataclass

DISC = 32.0
"""Px that a disc takes with the room beside it."""
TITLE = 460.0
"""The longest title (px)."""
CARD_LANES = 3
"""Lanes where nothing else is told."""
_LEAST = 150.0
"""Least px from one card to the next in a lane."""
TITLE_SIZE, CAPTION_SIZE = 12.5, 10.5
"""Sizes of letters (px)."""
_CUT = 0.6
"""Share of a title that has to be in sight behind its disc."""
_Box = tuple[float, float, float, float]
_APART = 12.0
"""Px from the words of a card to the next."""


@dataclass(frozen=True, slots=True)
class DayCard:
    """A single event on an axis of days: marker, title and place in a lane; those without room are in the lane after the last."""

    event: str
    x: float
    lane: int
    family: str
    icon: str
    title: str
    caption: str
    certain: bool
    right: float = 0.0
    """Where the days end that a date can mean which is not known to the day (px)."""
    before: bool = False
    """Whether the words stand before the disc, as there is no room behind it."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A card with the px from where to where its words may stand."""

    card: DayCard
    left: float
    right: float


def day_cards(atlas: Atlas, view: View, events: Iterable[Event], scale: TimeScale, lanes: int) -> tuple[DayCard, ...]:
    """Return the cards of events that begin in view. Where lanes are full the weightier stay, and always the selected one."""
    found = [_card(atlas, view, event, scale) for event in events if _seen(event, scale)]
    weights = {card.event: atlas.events[card.event].weight for card in found}
    order = sorted(found, key=lambda card: (weights[card.event], card.x))
    placed = _packed(order, lanes, scale)
    if any(card.event == view.selected and card.lane >= lanes for card in placed):
        placed = _packed(sorted(order, key=lambda card: card.event != view.selected), lanes, scale)
    return tuple(sorted(placed, key=lambda card: (card.x, card.lane)))


def worded(cards: Iterable[DayCard], lanes: int, scale: TimeScale) -> tuple[Worded, ...]:
    """Return the cards of so many lanes, with the room that their neighbours leave to their words."""
    found = []
    for lane in range(lanes):
        row = sorted((card for card in cards if card.lane == lane), key=lambda card: card.x)
        for last, card, following in zip([None, *row], row, [*row[1:], None], strict=False):
            if card.before:
                free = scale.left if last is None else last.x + DISC if last.before else _end(last, card) + _APART
                found.append(Worded(card, max(free, card.x - TITLE), card.x + 2))
                continue
            free = scale.left + scale.width if following is None else _end(card, following)
            found.append(Worded(card, card.x + DISC + 1, min(free, card.x + DISC + 1 + TITLE)))
    return tuple(found)


def _end(card: DayCard, following: DayCard) -> float:
    """Where the words of a card end at the latest for the next one (px): those of two that face each other share what is between."""
    if not following.before:
        return following.x - _APART
    return min(_box(card)[3], following.x - (_LEAST - DISC)) - _APART


def _seen(event: Event, scale: TimeScale) -> bool:
    return event.when.extent.days <= LONG_SPAN and scale.start - 1 < event.when.start < scale.end


def _card(atlas: Atlas, view: View, event: Event, scale: TimeScale) -> DayCard:
    x = max(scale.x_of(event.when.start), scale.left)  # a day that has begun before the axis does
    kind, edge = atlas.kinds.get(event.kind), scale.left + scale.width
    return DayCard(
        event.id,
        x,
        0,
        family_of(atlas, event),
        kind.icon if kind else "",
        say(event.title, view.language),
        atlas.place_name(event, view.language),
        event.when.certain,
        min(scale.x_of(event.when.extent.end), edge) if event.when.precision and not event.when.span else x,
        edge - x < _LEAST <= x - scale.left,
    )


def _packed(cards: Iterable[DayCard], lanes: int, scale: TimeScale) -> list[DayCard]:
    """Give each card, the first ones first, the lane where its title cuts others, and is cut, the least.

    A title of which the end of the axis would leave little stands before its disc where nothing else is cut then.
    """
    taken: list[list[_Box]] = [[] for _ in range(lanes)]
    placed = []
    for card in cards:
        turned = replace(card, before=True)
        wish, room = _box(card)[3] - card.x, scale.left + scale.width - card.x
        cut = not card.before and room < wish * _CUT and _box(turned)[2] >= scale.left
        over, lane = _best(turned, taken) if cut else (1.0, lanes)
        chosen = turned if over == 0 else card
        if chosen is card:
            _, lane = _best(card, taken)
        if lane < lanes:
            taken[lane].append(_box(chosen))
        placed.append(replace(chosen, lane=lane))
    return placed


def _best(card: DayCard, taken: list[list[_Box]]) -> tuple[float, int]:
    """How many px of words lie over one another in the best lane for a card, and its number: past the last where all are full."""
    box = _box(card)
    free = [(sum(_over(box, other) for other in row), lane) for lane, row in enumerate(taken) if not any(_clash(box, o) for o in row)]
    return min(free, default=(math.inf, len(taken)))


def _box(card: DayCard) -> _Box:
    """The px that a card needs, and those that it would like to have for its words."""
    told = max(rough_width(card.title, TITLE_SIZE), rough_width(card.caption, CAPTION_SIZE))
    wish = max(DISC + min(told, TITLE) + _APART, _LEAST)
    if card.before:
        return card.x + DISC - _LEAST, card.x + DISC, card.x + DISC - wish, card.x + DISC
    return card.x, card.x + _LEAST, card.x, card.x + wish


def _clash(one: _Box, other: _Box) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _over(one: _Box, other: _Box) -> float:
    return max(min(one[3], other[3]) - max(one[2], other[2]), 0.0)
