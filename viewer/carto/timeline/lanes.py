"""What lasts, as bars in lanes: wars, crises, talks and treaties, packed so that none hides another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from viewer.carto.events.filters import family_of, filter_part, filtered
from viewer.carto.timeline.timescale import YEAR, TimeScale
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, say
from viewer.model.record import dataclass
from viewer.model.time import When, parse_when
from viewer.model.treaties import Treaty
from viewer.model.worked_out import kept

LONG_SPAN = 60
"""Days from which something that lasts is a bar however short it is on the axis."""
LANES = 2
"""Lanes where there is no more room."""
WIDE = 24.0
"""What lasts less is a bar from so many px on."""
_LABELLED = 60 * YEAR
"""Bars are named where the axis shows less."""
NAME, _WHOLE_NAME = 150.0, 340.0
"""Most px of a name after its bar while others want room too, and where nothing follows."""
_GAP = 3.0
_INSET = 40.0
_FADE = 46.0
"""A treaty whose end is not known fades over so many px."""
_MOST = 400
"""Bars that are looked at, the weightiest and longest first."""


@dataclass(frozen=True, slots=True)
class LaneBar:
    """Something that lasts. `rise` and `fall`: px of doubt at its ends, over which it fades; `lead`: px from signing to being in force.

    `sort`: war, crisis, talks or treaty; `sure` is whether nobody doubts its dates; `event` the event that tells of it, or empty.
    """

    left: float
    right: float
    label: str
    lane: int
    sort: str
    event: str
    about: str
    rise: float = 0.0
    fall: float = 0.0
    lead: float = 0.0
    sure: bool = True
    inside: bool = False
    """Whether the name stands within the bar, not after it."""
    room: float = NAME
    """Most px of a name after the bar."""


Packed = tuple[tuple[LaneBar, ...], tuple[LaneBar, ...]]
"""Bars that have a lane, and bars that found no room."""


def span_bars(atlas: Atlas, view: View, scale: TimeScale, lanes: int = LANES) -> Packed:
    """Return the wars, crises and talks that last; where lanes are full the weightier and the longer stay, the others have no room."""
    shortest = min(float(LONG_SPAN), WIDE * scale.days_per_px)
    seen = [
        (event, sort)
        for event, sort in _lasting(atlas, filter_part(view))
        if event.when.extent.days >= shortest and event.when.start < scale.end and event.when.extent.end > scale.start
    ]
    named = scale.span < _LABELLED
    bars = []
    for event, sort in seen[:_MOST]:
        left, right = clipped(scale, event.when.start, event.when.extent.end)
        doubt = [days / scale.days_per_px for days in ends_in_doubt(event.when)]
        bars.append(
            LaneBar(
                left,
                max(right, left + 2),
                say(event.title, view.language) if named else "",
                -1,
                sort,
                event.id,
                event.id,
                rise=doubt[0] if event.when.start >= scale.start else 0.0,
                fall=doubt[1] if event.when.extent.end <= scale.end else 0.0,
                sure=not (event.when.uncertain or event.when.approximate),
            )
        )
    return _packed(bars, view.language, scale, lanes)


def shows_treaties(atlas: Atlas, view: View) -> bool:
    """Whether the timeline of an atlas has lanes of treaties."""
    return view.layer("treaties") and bool(_treaties(atlas))


def treaty_bars(atlas: Atlas, view: View, scale: TimeScale, lanes: int = LANES) -> Packed:
    """Return the treaties from their signing until they ended, and those without room; those of which no end is known fade away."""
    if not view.layer("treaties"):
        return (), ()
    named = scale.span < _LABELLED
    bars = []
    for treaty in _let_through(atlas, filter_part(view)):
        bar = _treaty_bar(treaty, say(treaty.names, view.language) if named else "", scale)
        if bar is not None:
            bars.append(bar)
    return _packed(bars, view.language, scale, lanes)


@lru_cache(maxsize=256)
def _ends(text: str) -> tuple[int, int]:
    first, slash, last = text.partition("/")
    if not slash:
        return 0, 0
    days = []
    for part in (first, last):
        try:
            days.append(parse_when(part).extent.days - 1 if part not in ("", "..") else 0)
        except ValueError:
            days.append(0)
    return days[0], days[1]


def ends_in_doubt(when: When) -> tuple[int, int]:
    """Return how many days the beginning and the end of a span may lie later or earlier than its first and last day: 364 for 1932."""
    return _ends(when.text) if when.span else (0, 0)


@kept(8)
def _lasting(atlas: Atlas, filters: View) -> tuple[tuple[Event, str], ...]:
    """Events that last and have bars, with the sort of these; the weightiest and longest first."""
    found = [(event, _sort(atlas, event)) for event in filtered(atlas, filters) if event.when.span]
    return tuple(sorted((one for one in found if one[1]), key=lambda one: (one[0].weight, -one[0].when.extent.days)))


def _sort(atlas: Atlas, event: Event) -> str:
    kind = atlas.kinds.get(event.kind)
    if kind is not None and kind.span != "none":
        return kind.span
    return "crisis" if family_of(atlas, event) == "crisis" else ""


@kept(4)
def _treaties(atlas: Atlas) -> tuple[Treaty, ...]:
    return tuple(sorted((one for one in atlas.treaties.values() if one.sort == "treaty"), key=lambda one: one.signed.start))


@kept(8)
def _let_through(atlas: Atlas, filters: View) -> tuple[Treaty, ...]:
    """Treaties whose event passes the filters; those of which no event tells, unless words, a place or the documents are asked for."""
    free = not (filters.query or filters.place or filters.documents_only)
    told = {treaty.event for treaty in _treaties(atlas)}
    passing = {event.id for event in filtered(atlas, filters) if event.id in told}
    return tuple(treaty for treaty in _treaties(atlas) if treaty.event in passing or (free and not treaty.event))


def _treaty_bar(treaty: Treaty, label: str, scale: TimeScale) -> LaneBar | None:
    """The bar of a treaty on an axis; None where it lies outside."""
    start = treaty.signed.start
    force = treaty.in_force.start if treaty.in_force else start
    per_px = scale.days_per_px
    end = treaty.ended.extent.end if treaty.ended else force + round(_FADE * per_px)
    if start >= scale.end or end <= scale.start:
        return None
    left, right = clipped(scale, start, end)
    doubt = (treaty.ended.extent.days - 1) / per_px if treaty.ended else right - left
    return LaneBar(
        left,
        max(right, left + 2),
        label,
        -1,
        "treaty",
        treaty.event,
        treaty.id,
        fall=doubt if end <= scale.end else 0.0,
        lead=max(0.0, min(scale.x_of(force), right) - left) if start >= scale.start and treaty.in_force else 0.0,
        sure=treaty.in_force is not None and not (treaty.signed.uncertain or treaty.signed.approximate),
    )


def clipped(scale: TimeScale, start: float, end: float) -> tuple[float, float]:
    """Return the px of two days, kept within the axis."""
    return max(scale.x_of(start), scale.left), min(scale.x_of(end), scale.left + scale.width)


def _packed(bars: Iterable[LaneBar], language: str, scale: TimeScale, lanes: int) -> Packed:
    """Give each bar the first lane with room for it, then its name room within it or after it; none is on another."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lanes)]
    placed, without = [], []
    for bar in bars:
        lane = next((number for number, spans in enumerate(taken) if _free(spans, bar.left - _GAP, bar.right + _GAP)), None)
        if lane is None:
            without.append(bar)
        else:
            taken[lane].append((bar.left, bar.right))
            placed.append(replace(bar, lane=lane))
    edge = scale.left + scale.width
    named = [_named(bar, taken[bar.lane], language, edge) if bar.label else bar for bar in placed]
    return tuple(_widened(bar, taken[bar.lane], edge) for bar in named), tuple(without)


def _named(bar: LaneBar, spans: list[tuple[float, float]], language: str, edge: float) -> LaneBar:
    """A bar with its name where there is room, else without; the room is taken."""
    told = min(NAME, len(bar.label) * (11.0 if language == "ja" else 6.0)) + 8
    if bar.right + told <= edge and _free(spans, bar.right + _GAP, bar.right + told):
        spans.append((bar.right, bar.right + told))
        return bar
    return replace(bar, inside=True) if bar.right - bar.left >= told + _INSET else replace(bar, label="")


def _widened(bar: LaneBar, spans: list[tuple[float, float]], edge: float) -> LaneBar:
    """A bar whose name may be longer where nothing follows once all others have their names."""
    if not bar.label or bar.inside:
        return bar
    follows = min((left for left, _ in spans if left > bar.right), default=edge)
    return replace(bar, room=max(NAME, min(_WHOLE_NAME, follows - bar.right - 8.0)))


def _free(spans: list[tuple[float, float]], left: float, right: float) -> bool:
    return all(right <= start or end <= left for start, end in spans)
