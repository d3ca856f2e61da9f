"""KML and KMZ with TimeSpan, TimeStamp and tracks, by a bare parser: no document types, no entities, no links are followed."""

from __future__ import annotations

from dataclasses import field

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from viewer.model.extra import ExtraLayer
from viewer.model.record import dataclass
from viewer.store.imports.builder import LayerBuilder, UnusableError
from viewer.store.imports.days import TIMELESS, Span, from_to, one_date, quoted, reason_of
from viewer.store.imports.refusal import Progress, silent
from viewer.store.imports.shapes import sound_rings
from viewer.store.imports.xml.html_text import plain_text
from viewer.store.imports.xml.parsing import Elements, ForbiddenError, in_blocks, parse


@dataclass(slots=True)
class _Placemark:
    """What one Placemark has told so far."""

    name: str = ""
    begin: str = ""
    end: str = ""
    when: str = ""
    timed: bool = False
    fields: list[tuple[str, str]] = field(default_factory=list)
    points: list[NDArray[np.float64]] = field(default_factory=list)
    lines: list[NDArray[np.float64]] = field(default_factory=list)
    polygons: list[list[NDArray[np.float64]]] = field(default_factory=list)
    problem: UnusableError | None = None
    way: list[str] = field(default_factory=list)
    """Places of the way that is being read."""


@dataclass(slots=True)
class _Folder:
    """A folder, or the document itself: what holds for all marks in it."""

    sort: str
    name: str = ""
    time: dict[str, str] = field(default_factory=dict)


class _Reader(Elements):
    """Takes the elements of a KML file as they come."""

    def __init__(self, builder: LayerBuilder) -> None:
        super().__init__()
        self.builder = builder
        self.number = 0
        self._mark: _Placemark | None = None
        self._key = ""
        self._folders: list[_Folder] = []

    @override
    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        if name == "NetworkLink":
            raise ForbiddenError("holds a NetworkLink to another file, which is not fetched")
        if name in ("Folder", "Document"):
            self._folders.append(_Folder(name))
        elif name == "Placemark":
            self.number += 1
            self._mark = _Placemark()
        elif name == "Polygon" and self._mark is not None:
            self._mark.polygons.append([])
        elif name in ("TimeSpan", "TimeStamp") and self._mark is not None:
            self._mark.timed = True
        elif name in ("Data", "SimpleData"):
            self._key = attributes.get("name", "")

    @override
    def leave(self, name: str, parent: str, text: str) -> None:
        """Leave an element."""
        mark = self._mark
        if mark is None:
            self._leave(name, parent, text)
            return
        if name == "Placemark":
            self._mark = None
            self._finish(mark)
        elif name == "coordinates":
            self._take_places(mark, parent, text)
        elif name in ("begin", "end", "when") and parent in ("TimeSpan", "TimeStamp"):
            setattr(mark, name, text)
        elif name in ("when", "coord", "Track"):
            self._take_track(mark, name, parent, text)
        elif name == "name" and parent == "Placemark":
            mark.name = text
        elif name in ("description", "address", "phoneNumber") and parent == "Placemark" and text:
            mark.fields.append((name, plain_text(text)))
        elif (name == "value" and parent == "Data") or name == "SimpleData":
            mark.fields.append((self._key, text))

    def _leave(self, name: str, parent: str, text: str) -> None:
        """Leave an element of a folder: its name, and the time that its marks have where they tell none."""
        if name in ("Folder", "Document") and self._folders:
            self._folders.pop()
        elif not self._folders:
            return
        elif name == "name" and parent in ("Folder", "Document"):
            self._folders[-1].name = text[:200]
        elif name in ("begin", "end", "when") and parent in ("TimeSpan", "TimeStamp") and self.path[-2:-1] == [self._folders[-1].sort]:
            self._folders[-1].time[name] = text

    def _take_places(self, mark: _Placemark, parent: str, text: str) -> None:
        try:
            places = _places(text)
        except UnusableError as problem:
            mark.problem = problem
            return
        if parent == "Point":
            mark.points.append(places[:1])
        elif "Polygon" in self.path and mark.polygons:
            mark.polygons[-1].append(places)
        elif parent in ("LineString", "LinearRing") and len(places) > 1:
            mark.lines.append(places)

    def _take_track(self, mark: _Placemark, name: str, parent: str, text: str) -> None:
        """Take a moment or a place of a way, or end the way: it lasts from its first moment to its last."""
        if name == "coord":
            mark.way.append(",".join(text.split()[:2]))
        elif name == "Track":
            if mark.way:
                self._take_places(mark, "LineString" if len(mark.way) > 1 else "Point", " ".join(mark.way))
            mark.way = []
        elif parent == "Track" and text:
            mark.timed, mark.begin, mark.end = True, mark.begin or text, text

    def _finish(self, mark: _Placemark) -> None:
        if not (mark.points or mark.lines or mark.polygons or mark.problem):
            self.builder.skipped += 1
            return
        try:
            if mark.problem:
                raise mark.problem
            self._inherit(mark)
            rings = [ring for polygon in mark.polygons if polygon for ring in sound_rings(polygon, self.builder)]
            self.builder.add(mark.name, mark.fields, _span(mark), points=mark.points, lines=mark.lines, rings=rings)
        except UnusableError as problem:
            self.builder.tell(f"placemark {self.number}", problem)

    def _inherit(self, mark: _Placemark) -> None:
        """Give a mark the names of its folders, and the time of the nearest that has one where it has none itself."""
        names = " / ".join(folder.name for folder in self._folders if folder.sort == "Folder" and folder.name)
        if names:
            mark.fields.append(("folder", names))
        timed = next((folder.time for folder in reversed(self._folders) if folder.time), None)
        if timed and not mark.timed:
            mark.timed = True
            mark.begin, mark.end, mark.when = (timed.get(part, "") for part in ("begin", "end", "when"))


def _span(mark: _Placemark) -> Span:
    if not mark.timed:
        return TIMELESS
    try:
        return one_date(mark.when) if mark.when else from_to(mark.begin, mark.end)
    except ValueError as error:
        raise UnusableError("TimeStamp" if mark.when else "TimeSpan", str(error), reason=reason_of(error), value=quoted(error)) from None


def _places(text: str) -> NDArray[np.float64]:
    rows = []
    for group in text.split():
        lon, comma, rest = group.partition(",")
        try:
            rows.append((float(lon), float(rest.partition(",")[0])))
        except ValueError:
            raise UnusableError("coordinates", f"`{group[:40]}` is no position", "write longitude,latitude") from None
        if not comma:
            raise UnusableError("coordinates", f"`{group[:40]}` is no position", "write longitude,latitude")
    if not rows:
        raise UnusableError("coordinates", "there are no positions")
    return np.array(rows, dtype=np.float64)


def read_kml(data: bytes, name: str, progress: Progress = silent) -> tuple[ExtraLayer, LayerBuilder]:
    """Read KML. ImportRefused where it is not sound, or where nothing of it can be used."""
    builder = LayerBuilder(name)
    parse(in_blocks(data, progress), name, _Reader(builder))
    return builder.layer("", name), builder
