"""What the timeline shows, computed as draw lists: rows of ticks, bars, bins. Drawing decides nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.events.columns import columns_of
from viewer.carto.events.filters import family_of_kind, filter_part, filtered, filtered_rows
from viewer.carto.land.land_history import LandHistory, land_history, shows_land
from viewer.carto.timeline.day_cards import CARD_LANES, DayCard, day_cards
from viewer.carto.timeline.era_schemes import era_scheme, era_schemes
from viewer.carto.timeline.lanes import LANES, LaneBar, clipped, span_bars, treaty_bars
from viewer.carto.timeline.series import SeriesPlot, compose_series
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.entities import Office, say
from viewer.model.record import dataclass
from viewer.model.worked_out import kept

_MOST_BROUGHT = 2.0
"""What a reader has brought is drawn at most so many times as high as the events."""
ERA_LANES = 3
"""Most lanes of eras; where more are at the same time, some lie over others."""
TICKS_APART = 3.0
"""Days of change that lie nearer to each other on the axis (px) share a tick."""
_MANY_LANDS = 40
"""So many lands that change on a day are as many as a mark tells."""
OFFICES = 2
"""Rows of terms of office."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A named run of time. `rise` and `fall` are the widths in px of slanted ends that span the days of doubt."""

    left: float
    right: float
    label: str
    current: bool = False
    rise: float = 0.0
    fall: float = 0.0
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """Features of a reader's layer in one bin: number of its colour, its name, how many; `drawn`: as high as so many events.

    `doubted` of them have a date that is not sure.
    """

    tone: int
    name: str
    count: int
    drawn: float
    doubted: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What a reader's layer has between the edges of bins: number of its colour, its name, how many in each [B], how many doubted [B].

    `vague` are first day and day after the last of features that happened on one of several days.
    """

    tone: int
    name: str
    counts: NDArray[np.int64]
    doubted: NDArray[np.int64]
    vague: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Vague:
    """Days (px) on one of which something happened that a reader has brought; `row`: the place of its layer over the axis."""

    left: float
    right: float
    tone: int
    row: int


@dataclass(frozen=True, slots=True)
class Column:
    """One bin of the histogram: its place and how many events of each family, from the axis upwards."""

    left: float
    right: float
    counts: tuple[int, ...]
    brought: tuple[Brought, ...] = ()
    """What a reader has brought, on top of the events."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All time in a strip, where the axis shows a part of it: its own axis and histogram."""

    scale: TimeScale
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All rows of the timeline for one Atlas, View and axis."""

    border_ticks: tuple[float, ...]
    """Px at which borders change."""
    bloc_ticks: tuple[float, ...]
    eras: tuple[Bar, ...]
    offices: tuple[tuple[str, tuple[Bar, ...]], ...]
    spans: tuple[LaneBar, ...]
    columns: tuple[Column, ...]
    highest: int
    cards: tuple[DayCard, ...] = ()
    series: SeriesPlot | None = None
    land: LandHistory | None = None
    treaties: tuple[LaneBar, ...] = ()
    overview: Overview | None = None
    without_room: tuple[tuple[LaneBar, ...], tuple[LaneBar, ...]] = ((), ())
    """Spans, and treaties, that found no lane."""
    vague: tuple[Vague, ...] = ()
    border_shares: tuple[float, ...] = ()
    """How much changes at each of `border_ticks`: 0 = land of one kind, 1 = as much as on the greatest days."""


def era_lanes(atlas: Atlas, view: View) -> int:
    """Return how many lanes the eras of the chosen scheme take: more than one where some are at the same time."""
    scheme = era_scheme(atlas, view)
    return max(_lanes_of_eras(atlas, scheme.id).values(), default=0) + 1 if scheme else 1


@kept(8)
def _lanes_of_eras(atlas: Atlas, scheme: str) -> dict[str, int]:
    """Era -> lane, counted from the top. Eras meet in the middle of the days of doubt that they share."""
    until = [-math.inf] * ERA_LANES
    lanes = {}
    eras = next(one.eras for one in era_schemes(atlas) if one.id == scheme)
    for era in sorted(eras, key=lambda era: (era.start.start + era.start.end, -era.end.end)):
        first, end = (era.start.start + era.start.end - 1) / 2, (era.end.start + era.end.end - 1) / 2
        lane = next((number for number, busy in enumerate(until) if busy <= first + 1), until.index(min(until)))
        until[lane] = max(until[lane], end)
        lanes[era.id] = lane
    return lanes


def chosen_offices(atlas: Atlas, view: View) -> tuple[Office, ...]:
    """Return the offices whose terms are shown, upper row first: those a View names, filled up with the first of the atlas."""
    known = {office.id: office for office in atlas.offices}
    ids = dict.fromkeys([*(name for name in view.offices if name in known), *known])
    return tuple(known[name] for name in list(ids)[:OFFICES])


@kept(8)
def current_terms(atlas: Atlas, view: View) -> tuple[int, ...]:
    """Return which eras and terms the day lies in: as long as this is equal, the rows are. Asked for several times a frame."""
    scheme = era_scheme(atlas, view)
    eras = [n for n, era in enumerate(scheme.eras if scheme else ()) if era.start.start <= view.instant < era.end.end]
    terms = [n for office in chosen_offices(atlas, view) for n, term in enumerate(office.terms) if view.instant in term.when]
    return (*eras, -1, *terms)


def compose_chronicle(atlas: Atlas, view: View, scale: TimeScale, lanes: int = LANES, card_lanes: int = CARD_LANES) -> Chronicle:
    """Compute the rows of the timeline. `lanes`: of wars and talks, and as many of treaties; `card_lanes`: of single events."""
    events = filtered(atlas, view)
    columns = _columns(atlas, view, scale)
    single = scale.rule.bin == "event"
    spans, other_spans = span_bars(atlas, view, scale, lanes)
    treaties, other_treaties = treaty_bars(atlas, view, scale, lanes)
    ticks, shares = _border_ticks(atlas, scale)
    return Chronicle(
        border_ticks=ticks,
        border_shares=shares,
        bloc_ticks=_tick_xs(_bloc_days(atlas), scale),
        eras=_era_bars(atlas, view, scale),
        offices=_office_bars(atlas, view, scale),
        spans=spans,
        columns=columns,
        highest=max((sum(column.counts) for column in columns), default=0),
        cards=day_cards(atlas, view, events, scale, card_lanes) if single else (),
        series=compose_series(atlas, view, scale),
        land=land_history(atlas) if shows_land(atlas, view) else None,
        treaties=treaties,
        overview=_overview(atlas, view, scale),
        without_room=(other_spans, other_treaties),
    )


def on_day(chronicle: Chronicle, atlas: Atlas, view: View, scale: TimeScale) -> Chronicle:
    """Return the rows of a timeline on another day of the same View."""
    return replace(chronicle, eras=_era_bars(atlas, view, scale), offices=_office_bars(atlas, view, scale))


def with_brought(chronicle: Chronicle, scale: TimeScale, counts: Sequence[Counted]) -> Chronicle:
    """Return the rows with what a reader has brought counted too.

    Where they are so many that the events would not be seen beside them, all are drawn lower.
    """
    edges = scale.bins()
    xs = scale.xs_of(edges)
    columns = {column.left: column for column in chronicle.columns}
    none = (0,) * len(FAMILIES)
    most = max((int(number) for number in sum((one.counts for one in counts), np.zeros(1, dtype=np.int64))), default=0)
    share = min(1.0, _MOST_BROUGHT * max(chronicle.highest, 12) / max(most, 1))
    for one in counts:
        for at in np.flatnonzero(one.counts).tolist():
            left, count = float(xs[at]), int(one.counts[at])
            column = columns.get(left) or Column(left, float(xs[at + 1]), none)
            brought = Brought(one.tone, one.name, count, count * share, int(one.doubted[at]))
            columns[left] = replace(column, brought=(*column.brought, brought))
    highest = max((sum(one.counts) + sum(other.drawn for other in one.brought) for one in columns.values()), default=0)
    vague = tuple(Vague(*clipped(scale, *days), one.tone, row) for row, one in enumerate(counts) for days in one.vague)
    return replace(chronicle, columns=tuple(columns[left] for left in sorted(columns)), highest=round(highest), vague=vague)


@kept(4)
def _bloc_days(atlas: Atlas) -> NDArray[np.int64]:
    full = {group.id for group in atlas.groups if group.level == "full"}
    grouped = [m for m in atlas.memberships if atlas.blocs[m.bloc].group in full and atlas.blocs[m.bloc].exclusive and m.tie == "member"]
    return distinct(np.array([day for m in grouped for day in (m.when.start, m.when.end)], dtype=np.int64))


def tie_xs(atlas: Atlas, view: View, scale: TimeScale) -> tuple[tuple[float, float, bool], ...]:
    """Return the ties of the selected event on the axis: its px, the px of what led to it (False) or what it led to (True).

    Ties that end beyond the axis end at its edge.
    """
    event = atlas.events.get(view.selected)
    if event is None or not view.layer("ties"):
        return ()
    left, right = scale.left, scale.left + scale.width
    start = min(max(scale.x_of(event.when.start), left), right)
    linked = [(identifier, False) for identifier in atlas.causes.get(event.id, ())]
    linked += [(link.event, True) for link in event.leads_to]
    ends = [(scale.x_of(atlas.events[identifier].when.start), forward) for identifier, forward in linked if identifier in atlas.events]
    return tuple((start, min(max(x, left), right), forward) for x, forward in ends if abs(x - start) > 3)


def _tick_xs(days: NDArray[np.int64], scale: TimeScale) -> tuple[float, ...]:
    """Pixels of days in view, at most one a pixel."""
    seen = days[(days >= scale.start) & (days < scale.end)]
    return tuple(distinct(np.round(scale.xs_of(seen))).tolist())


def _border_ticks(atlas: Atlas, scale: TimeScale) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Pixels of the days on which borders change, those of a few px in one, and how many lands change there.

    By the logarithm, as most days change one land and few a hundred. Days are gathered by their distance in time, so that the ticks of
    an axis that is moved stay the same ones.
    """
    days, counts = _lands_changing(atlas)
    seen = (days >= scale.start) & (days < scale.end)
    near, last = TICKS_APART * scale.days_per_px, -math.inf
    heads: list[int] = []
    for at, day in enumerate(days[seen].tolist()):
        if day - last >= near:
            last = day
            heads.append(at)
    if not heads:
        return (), ()
    summed = np.add.reduceat(counts[seen], heads)
    shares = np.clip(np.log(summed) / math.log(_MANY_LANDS), 0.0, 1.0)
    return tuple(np.round(scale.xs_of(days[seen][heads])).tolist()), tuple(shares.tolist())


@kept(1)
def _lands_changing(atlas: Atlas) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Days on which land changes hands or standing, and how many lands do."""
    territory = atlas.territory
    days, counts = np.unique(territory.day, return_counts=True)
    changing = np.isin(days, territory.change_days())
    return days[changing].astype(np.int64), counts[changing].astype(np.int64)


def _era_bars(atlas: Atlas, view: View, scale: TimeScale) -> tuple[Bar, ...]:
    scheme = era_scheme(atlas, view)
    lanes = _lanes_of_eras(atlas, scheme.id) if scheme else {}
    bars = []
    for era in scheme.eras if scheme else ():
        if era.start.start >= scale.end or era.end.end <= scale.start:
            continue
        left, right = scale.x_of(era.start.start), scale.x_of(max(era.end.end - 1, era.end.start))
        rise = (era.start.days - 1) * scale.width / scale.span
        fall = (era.end.days - 1) * scale.width / scale.span
        now = era.start.start <= view.instant < era.end.end
        bars.append(Bar(left, right, say(era.names, view.language), now, max(rise, 0.0), max(fall, 0.0), lanes[era.id]))
    return tuple(bars)


def _office_bars(atlas: Atlas, view: View, scale: TimeScale) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    rows = []
    for office in chosen_offices(atlas, view):
        bars = []
        for term in office.terms:
            if term.when.start >= scale.end or term.when.end <= scale.start:
                continue
            left, right = clipped(scale, term.when.start, term.when.end)
            label = say(term.label, view.language) or atlas.name_of(term.person, view.language, view.instant)
            bars.append(Bar(left, right, label, view.instant in term.when))
        rows.append((say(office.names, view.language), tuple(bars)))
    return tuple(rows)


def _overview(atlas: Atlas, view: View, scale: TimeScale) -> Overview | None:
    if view.axis is None:
        return None
    return _overview_of(atlas, filter_part(view), scale.left, scale.width)


@kept(4)
def _overview_of(atlas: Atlas, filters: View, left: float, width: float) -> Overview:
    whole = TimeScale(float(atlas.span.start), float(atlas.span.end), left, width)
    return Overview(whole, _columns(atlas, filters, whole))


def _columns(atlas: Atlas, view: View, scale: TimeScale) -> tuple[Column, ...]:
    edges = scale.bins()
    starts, families = _event_arrays(atlas, filter_part(view))
    number = np.searchsorted(edges, starts, side="right") - 1
    inside = (number >= 0) & (number < len(edges) - 1)
    counts = np.zeros((max(len(edges) - 1, 0), len(FAMILIES)), dtype=np.int64)
    np.add.at(counts, (number[inside], families[inside]), 1)
    xs = scale.xs_of(edges)
    found = np.nonzero(counts.any(axis=1))[0]
    return tuple(Column(float(xs[i]), float(xs[i + 1]), tuple(counts[i].tolist())) for i in found)


@kept(8)
def _event_arrays(atlas: Atlas, filters: View) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    columns, rows = columns_of(atlas), filtered_rows(atlas, filters)
    family = np.array([FAMILIES.index(family_of_kind(atlas, kind)) for kind in columns.kinds], dtype=np.int64)
    return columns.start[rows].astype(np.int64), family[columns.kind[rows]]
