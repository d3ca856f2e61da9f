"""GPX: waypoints, tracks and routes with their times. A track is one feature, which lasts from its first moment to its last."""

from __future__ import annotations

from dataclasses import field

import numpy as np
from typing_extensions import override

from viewer.model.extra import ExtraLayer
from viewer.model.record import dataclass
from viewer.store.imports.builder import Floats, LayerBuilder, UnusableError
from viewer.store.imports.days import TIMELESS, Span, from_to, one_date, quoted, reason_of
from viewer.store.imports.refusal import Progress, refused, silent
from viewer.store.imports.xml.html_text import plain_text
from viewer.store.imports.xml.parsing import Elements, in_blocks, parse

_THINGS = {"wpt": "waypoint", "trk": "track", "rte": "route"}
"""Elements that become features -> how they are told."""
_PLACES = ("wpt", "trkpt", "rtept")
_WORDS = ("desc", "cmt", "type", "sym", "src")
"""Elements of a thing that are kept as its properties, as they are called there."""


@dataclass(slots=True)
class _Thing:
    """What a waypoint, a track or a route has told so far."""

    sort: str
    name: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    lines: list[list[tuple[float, float]]] = field(default_factory=lambda: [[]])
    """Longitude and latitude of its places, line by line."""
    times: list[str] = field(default_factory=list)
    """The first and the last moment at its places, where such are told. Some programs turn a track around, so they stand in any order."""
    problem: UnusableError | None = None


class _Reader(Elements):
    """Takes the elements of a GPX file as they come."""

    def __init__(self, builder: LayerBuilder) -> None:
        super().__init__()
        self.builder = builder
        self.sound = False
        """Whether it is GPX at all."""
        self._thing: _Thing | None = None
        self._numbers = dict.fromkeys(_THINGS, 0)

    @override
    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        self.sound = self.sound or self.path == ["gpx"]
        if name in _THINGS and len(self.path) == 2:
            self._thing = _Thing(name)
            self._numbers[name] += 1
        if self._thing is None:
            return
        if name == "trkseg":
            self._thing.lines.append([])
        elif name in _PLACES:
            self._take_place(self._thing, attributes)

    @override
    def leave(self, name: str, parent: str, text: str) -> None:
        """Leave an element."""
        thing = self._thing
        if thing is None:
            return
        if name == thing.sort and len(self.path) == 1:
            self._thing = None
            self._finish(thing)
        elif name == "time" and parent in _PLACES and text:
            thing.times = [min([text, *thing.times]), max([text, *thing.times])]
        elif parent == thing.sort and text:
            if name == "name":
                thing.name = text
            elif name in _WORDS:
                thing.fields.append((name, plain_text(text)))

    def _take_place(self, thing: _Thing, attributes: dict[str, str]) -> None:
        given = attributes.get("lon", ""), attributes.get("lat", "")
        try:
            thing.lines[-1].append((float(given[0]), float(given[1])))
        except ValueError:
            told = ", ".join(given)[:40]
            thing.problem = UnusableError("coordinates", f"`{told}` is no longitude and latitude", reason="degrees", value=told)

    def _finish(self, thing: _Thing) -> None:
        lines = [np.array(line, dtype=np.float64) for line in thing.lines if line]
        if not lines and thing.problem is None:
            self.builder.skipped += 1
            return
        try:
            if thing.problem is not None:
                raise thing.problem
            points = [line[:1] for line in lines if not _is_way(line)]
            ways = [line for line in lines if _is_way(line)]
            moments = zip(("time",) if thing.sort == "wpt" else ("begin", "end"), thing.times, strict=False)
            self.builder.add(thing.name, [*thing.fields, *moments], _span(thing), points=points, lines=ways)
        except UnusableError as problem:
            self.builder.tell(f"{_THINGS[thing.sort]} {self._numbers[thing.sort]}", problem)


def _is_way(places: Floats) -> bool:
    """Whether places are more than one."""
    return len(places) > 1 and bool((places != places[0]).any())


def _span(thing: _Thing) -> Span:
    if not thing.times:
        return TIMELESS
    try:
        return one_date(thing.times[0]) if thing.sort == "wpt" else from_to(thing.times[0], thing.times[-1])
    except ValueError as error:
        raise UnusableError("time", str(error), reason=reason_of(error), value=quoted(error)) from None


def read_gpx(data: bytes, name: str, progress: Progress = silent) -> tuple[ExtraLayer, LayerBuilder]:
    """Read GPX. Days are those of its times, which are in UTC. ImportRefused where it is not sound, or nothing of it can be used."""
    builder = LayerBuilder(name)
    reader = _Reader(builder)
    parse(in_blocks(data, progress), name, reader)
    if not reader.sound:
        raise refused(name, "is no GPX, whatever its name says", reason="damaged", value="gpx")
    return builder.layer("", name), builder
