"""Small made-up atlases for tests of the model and of what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from viewer.carto.beside import MODES, Beside
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import LAYERS, MAX_ZOOM, MIN_ZOOM, PROJECTIONS, View
from viewer.model.atlas import Atlas
from viewer.model.entities import Bloc, BlocGroup, Citation, Event, Kind, Named, Place, Polity
from viewer.model.ledger import build_territory
from viewer.model.time import ALWAYS, LAST_DAY, Interval, day_of, parse_when
from viewer.model.topology import Basemap, Lines

FIRST, LAST = day_of("1900-01-01"), day_of("2030-12-31")
FRAME = (0.0, 0.0, 1000.0, 700.0)
SOURCE = (Citation("book"),)


def base(areas: Sequence[float], points: Sequence[tuple[float, float]] | None = None) -> Basemap:
    """Return units without outlines: their areas in km2 and a point in each."""
    count = len(areas)
    codes = tuple(f"AAA-{number}" for number in range(count))
    at = np.array(points or [(10.0 * number, 5.0) for number in range(count)], dtype=np.float64).reshape(-1, 2)
    none = Lines(np.zeros((0, 2), np.float32), np.zeros(1, np.int32), np.zeros(0, np.int32))
    return Basemap(codes, ("AAA",) * count, np.array(areas, dtype=np.float64), at, (), (), none)


def polity(identifier: str, name: str = "") -> Polity:
    """Return an independent polity that always lives."""
    return Polity(identifier, (Named(ALWAYS, {"en": name or identifier.title(), "ja": name or identifier}),), (ALWAYS,))


def place(identifier: str, lonlat: tuple[float, float], name: str = "", rank: int = 2) -> Place:
    """Return a place whose name never changes."""
    return Place(identifier, lonlat, (Named(ALWAYS, {"en": name or identifier.title()}),), rank=rank)


def event(identifier: str, when: str, at: str = "", kind: str = "words", title: str = "", weight: int = 3) -> Event:
    """Return an event of a family of kinds at a place."""
    return Event(identifier, parse_when(when), kind, {"en": title or identifier}, {"en": "Text."}, SOURCE, place=at, weight=weight)


def atlas(
    *,
    areas: Sequence[float] = (),
    points: Sequence[tuple[float, float]] | None = None,
    polities: Sequence[Polity] = (),
    holders: Sequence[int] = (),
    events: Sequence[Event] = (),
    places: Sequence[Place] = (),
    blocs: Mapping[str, Bloc] | None = None,
    groups: tuple[BlocGroup, ...] = (),
    **more: object,
) -> Atlas:
    """Return an atlas in which `holders[u]` (index of a polity, -1 nobody) holds unit u for ever."""
    kinds = {family: Kind(family, family, {"en": family}, "dot") for family in FAMILIES}
    kinds["note"] = Kind("note", "words", {"en": "Note"}, "quote")
    where = {one.id: one.lonlat for one in places}
    settled = [one if one.lonlat else replace(one, lonlat=where.get(one.place)) for one in events]  # as who reads an atlas does
    ordered = sorted(settled, key=lambda one: (one.when.start, one.id))
    made = Atlas(
        title={"en": "Made up"},
        span=Interval(FIRST, LAST),
        languages=("en",),
        opening_view="",
        basemap=base(areas, points),
        territory=build_territory(len(areas), [(holder, 0) for holder in holders], [], ()),
        polities={one.id: one for one in polities},
        kinds=kinds,
        sources={},
        places={one.id: one for one in places},
        actors={},
        events={one.id: one for one in ordered},
        blocs=dict(blocs or {}),
        groups=groups,
        memberships=(),
        checksum=str(hash(tuple(one.id for one in ordered))),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def plain_locate(lonlat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Take degrees for pixels: a map on which places stand where a test puts them."""
    return lonlat.copy(), np.ones(len(lonlat), dtype=np.bool_)


def plain_measure(text: str, size: float, bold: bool, spacing: float) -> float:
    """Width of a text in letters that are all alike."""
    return len(text) * size * (0.65 if bold else 0.6) + spacing * size * len(text)


DAYS = st.integers(FIRST, LAST)
_WORDS = st.text(max_size=12)
_IDS = st.from_regex(r"[a-z][a-z0-9-]{0,11}", fullmatch=True)


def _besides() -> st.SearchStrategy[Beside]:
    days = st.none() | st.integers(1, LAST_DAY - 1)
    return st.builds(Beside, st.sampled_from(MODES), days, st.none() | st.text("abc-é ;=", max_size=6), st.floats(0, 1))


@st.composite
def views(draw: st.DrawFn) -> View:
    """Draw any View that can be looked at."""
    start = draw(st.integers(1, LAST_DAY - 2))
    axis = draw(st.none() | st.integers(start + 1, LAST_DAY - 1).map(lambda end: (start, end)))
    return View(
        instant=draw(st.integers(1, LAST_DAY - 1)),
        before=draw(st.integers(0, LAST_DAY)),
        after=draw(st.integers(0, LAST_DAY)),
        projection=draw(st.sampled_from(PROJECTIONS)),
        centre=(draw(st.floats(-400, 400)), draw(st.floats(-95, 95))),
        zoom=draw(st.floats(MIN_ZOOM - 1, MAX_ZOOM + 1)),
        rotation=draw(st.floats(-400, 400)),
        selected=draw(_WORDS),
        fan=draw(_WORDS),
        language=draw(st.sampled_from(("ja", "en", "uk"))),
        names=draw(st.sampled_from(("", "ja", "local"))),
        theme=draw(st.sampled_from(("light", "dark", "light-high", "dark-high"))),
        viewpoint=draw(_IDS),
        since=draw(st.none() | st.integers(1, LAST_DAY - 1)),
        hidden_layers=draw(st.frozensets(st.sampled_from(LAYERS))),
        hidden_kinds=draw(st.frozensets(st.text(min_size=1, max_size=8), max_size=4)),
        query=draw(_WORDS),
        documents_only=draw(st.booleans()),
        axis=axis,
        eras=draw(_WORDS),
        series=draw(_WORDS),
        place=draw(_WORDS),
        offices=tuple(draw(st.lists(st.text(min_size=1, max_size=8), max_size=3))),
        scheme=draw(_WORDS),
        story=draw(_WORDS),
        range=draw(st.none() | st.tuples(st.integers(-5, LAST_DAY + 5), st.integers(-5, LAST_DAY + 5))),
        only=draw(st.frozensets(st.text(min_size=1, max_size=8), max_size=3)),
        beside=draw(st.none() | _besides()),
        days=tuple(draw(st.lists(st.integers(1, LAST_DAY - 1), max_size=4))),
    )
