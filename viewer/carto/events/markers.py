"""Markers: which events stand where on the map, stacked by place and kept from covering each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from viewer.carto.events.columns import columns_of, row_of
from viewer.carto.events.filters import distance, family_of, filtered, reach_of, rows_in_window
from viewer.carto.events.spreading import spread
from viewer.carto.events.stacks import EventIds, Fronts, Locate, Pile, fronts_of, gathered, joined
from viewer.carto.projections.viewport import km_per_px
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Event, say
from viewer.model.record import dataclass

MERGE = 16.0
"""Stacks whose centres are closer than this (px) are one."""
APART = 29.0
"""Distance (px) to which stacks that stay apart are pushed."""
REACH = 108.0
"""Farthest (px) that a stack is pushed from its place."""
_FAR_KM = 80.0
"""Places that are joined and lie farther apart are a cluster; nearer ones are one stack."""
FAN_SHOWN = 7
FAN_RADIUS = 112.0


@dataclass(frozen=True, slots=True)
class Marker:
    """One stack of events. `x`, `y` is where it is drawn, `at` the place itself; `front` is the event that lies on top."""

    key: str
    x: float
    y: float
    at: tuple[float, float]
    events: EventIds
    front: str
    family: str
    icon: str
    opacity: float
    certain: bool
    selected: bool
    name: str
    rank: int
    weight: int
    places: tuple[str, ...] = ()
    """Keys of the places that the stack stands for, where it stands for several that lie far apart: then it is a cluster."""

    @property
    def cluster(self) -> bool:
        """Whether it stands for places that part when one goes nearer; what is selected is told apart."""
        return len(self.places) > 1 and not self.selected

    @property
    def count(self) -> int:
        """Number of events in the stack."""
        return len(self.events)

    @property
    def moved(self) -> bool:
        """Whether the stack stands away from its place, so that a leader is drawn."""
        return math.hypot(self.x - self.at[0], self.y - self.at[1]) > 7


@dataclass(frozen=True, slots=True)
class FanItem:
    """One event of an open stack: its disc, the side of its words, its title in `lines`, `wide` px (see `carto.names.fan_words`)."""

    event: str
    x: float
    y: float
    left: bool
    family: str
    icon: str
    opacity: float
    certain: bool
    selected: bool
    lines: tuple[str, ...] = ()
    wide: float = 0.0


@dataclass(frozen=True, slots=True)
class Fan:
    """An open stack: its hub and up to seven of its events: `page` of `pages`, or (page -1) those around the thumb."""

    key: str
    x: float
    y: float
    name: str
    items: tuple[FanItem, ...]
    total: int
    page: int
    pages: int
    here: int
    """How many of the events lie at the place itself, not beside it."""


def place_key(event: Event) -> str:
    """Return the key of the stack an event belongs to: its place, else its own id."""
    return event.place or event.id


def holders(atlas: Atlas, events: Sequence[Event], markers: Sequence[Marker]) -> list[Marker | None]:
    """Return for each of some events the stack that it is in, None where it is in none."""
    if not events or not markers:
        return [None] * len(events)
    every = np.concatenate([marker.events.rows for marker in markers])
    owner = np.repeat(np.arange(len(markers)), [marker.count for marker in markers])
    order = np.argsort(every)
    every, owner = every[order], owner[order]
    wanted = np.array([row_of(atlas, event) for event in events])
    at = np.minimum(np.searchsorted(every, wanted), len(every) - 1)
    return [markers[owner[place]] if every[place] == row else None for place, row in zip(at.tolist(), wanted.tolist(), strict=True)]


def radius(zoom: float) -> float:
    """Return the radius of marker discs in px."""
    return 10.5 if zoom < 2 else 11.0 if zoom < 5 else 12.0


def compose_markers(atlas: Atlas, view: View, locate: Locate, frame: tuple[float, float, float, float]) -> tuple[Marker, ...]:
    """Return the stacks in view (frame = left, top, right, bottom in px), the most important last so that it is drawn on top."""
    if not view.layer("events"):
        return ()
    columns, rows = columns_of(atlas), rows_in_window(atlas, view)
    event = atlas.events.get(view.selected)
    chosen = row_of(atlas, event) if event else -1
    if chosen >= 0 and chosen not in rows:
        rows = np.sort(np.append(rows, chosen))
    note = columns.kinds.index("note") if "note" in columns.kinds else -1
    rows = rows[(columns.kind[rows] != note) & np.isfinite(columns.point[rows, 0])]
    stacks = joined(gathered(columns, rows, chosen, locate, frame), MERGE)
    before, after = reach_of(view)
    fronts = fronts_of(columns, stacks, chosen, view.instant, before, after)
    return tuple(reversed(_spread([_marker(atlas, view, stack, number, fronts) for number, stack in enumerate(stacks)])))


def _marker(atlas: Atlas, view: View, stack: list[Pile], number: int, fronts: Fronts) -> Marker:
    """Return the marker of a stack: piles of which the first is the most important."""
    events, columns = atlas.event_list, columns_of(atlas)
    row, first = fronts.front[number], stack[0]
    front = events[row]
    kind = atlas.kinds.get(front.kind)
    place = atlas.places.get(first.key)
    return Marker(
        key=first.key,
        x=first.at[0],
        y=first.at[1],
        at=first.at,
        events=EventIds(events, fronts.rows[number]),
        front=front.id,
        family=family_of(atlas, front),
        icon=kind.icon if kind else "",
        opacity=fronts.opacity[number],
        certain=bool(columns.sure[row]),
        selected=any(pile.selected for pile in stack),
        name=place.name(view.name_language, view.instant) if place else say(events[int(first.rows[0])].spot, view.name_language),
        rank=place.rank if place else 4,
        weight=fronts.weight[number],
        places=_places(stack, view.zoom),
    )


def _places(stack: list[Pile], zoom: float) -> tuple[str, ...]:
    """Keys of the places of a stack that lie far from the first; none where it is one place, or several that lie near each other."""
    first, km = stack[0], km_per_px(zoom)
    far = [pile.key for pile in stack[1:] if math.hypot(first.at[0] - pile.at[0], first.at[1] - pile.at[1]) * km > _FAR_KM]
    return (first.key, *far) if far else ()


def _spread(markers: list[Marker]) -> list[Marker]:
    """Push stacks apart until no two overlap; the less important one gives way. Those that find no room are left where least bad."""
    spots = spread([marker.at for marker in markers], APART, REACH)
    return [m if (m.x, m.y) == spot else replace(m, x=spot[0], y=spot[1]) for m, spot in zip(markers, spots, strict=True)]


def compose_fan(atlas: Atlas, view: View, locate: Locate, markers: tuple[Marker, ...]) -> Fan | None:
    """Return the open stack of a View. `view.fan` is a key, with `:page` or the `:event` to stand in the middle where not all fit."""
    key, _, number = view.fan.partition(":")
    if not key:
        return None
    marker = next((marker for marker in markers if marker.key == key), None)
    ids = list(marker.events) if marker else []
    names = set(ids)
    beside = [e for e in filtered(atlas, view) if place_key(e) == key and e.id not in names and e.kind != "note"]
    events = sorted([*(atlas.events[i] for i in ids), *beside], key=lambda event: (event.when.start, event.id))
    if not events:
        return None
    if marker:
        x, y = marker.x, marker.y
    else:
        point = events[0].lonlat
        if point is None:
            return None
        pixels, visible = locate(np.array([point], dtype=np.float64))
        if not visible[0]:
            return None
        x, y = float(pixels[0, 0]), float(pixels[0, 1])
    pages = -(-len(events) // FAN_SHOWN)
    page = int(number) % pages if number.isdecimal() else -1 if pages > 1 else 0
    middle = view.with_(selected=number) if number in {event.id for event in events} else view
    first = page * FAN_SHOWN if page >= 0 else _around_the_thumb(events, middle)
    shown = events[first : first + FAN_SHOWN]
    place = atlas.places.get(key)
    name = place.name(view.name_language, view.instant) if place else (marker.name if marker else "")
    items = tuple(_fan_item(atlas, view, event, (x, y), n, len(shown)) for n, event in enumerate(shown))
    here = sum(place_key(event) == key for event in events)
    return Fan(key, x, y, name, items, len(events), page, pages, here)


def held_fan(fan: Fan) -> str:
    """Return what `View.fan` must be so that an open stack shows the same events whichever of them is selected."""
    if fan.pages < 2:
        return fan.key
    return f"{fan.key}:{fan.page}" if fan.page >= 0 else f"{fan.key}:{fan.items[len(fan.items) // 2].event}"


def _around_the_thumb(events: list[Event], view: View) -> int:
    """First of the seven events around the selected one, else around the one nearest to the thumb."""
    best = min(range(len(events)), key=lambda n: (events[n].id != view.selected, abs(distance(events[n], view.instant))))
    return max(0, min(best - FAN_SHOWN // 2, len(events) - FAN_SHOWN))


def _fan_item(atlas: Atlas, view: View, event: Event, hub: tuple[float, float], number: int, total: int) -> FanItem:
    """Chronological, clockwise from the lower left over the top to the lower right."""
    sweep = 250.0 * number / max(total - 1, 1) if total > 2 else 60.0 + 130.0 * number
    angle = math.radians(200.0 - sweep)
    x, y = hub[0] + FAN_RADIUS * math.cos(angle), hub[1] - FAN_RADIUS * math.sin(angle)
    kind = atlas.kinds.get(event.kind)
    first, end = view.window
    inside = event.when.start < end and event.when.extent.end > first
    return FanItem(
        event.id,
        x,
        y,
        left=x < hub[0] - 1,
        family=family_of(atlas, event),
        icon=kind.icon if kind else "",
        opacity=1.0 if inside else 0.78,
        certain=event.when.certain and not event.when.span,
        selected=event.id == view.selected,
    )
