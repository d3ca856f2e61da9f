"""Layers that a reader brings: features with a time and free properties, beside the atlas and never mixed with it."""

from __future__ import annotations

from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval

FIELD_END, VALUE_END = "\x1e", "\x1f"
"""What parts the properties of a feature, and the name of a property from its value, in `ExtraLayer.texts`."""
UNTOLD = 255
"""Stands for a Precision where nothing tells it."""


class Doubt(IntFlag):
    """What is not sure about the time of a feature."""

    UNCERTAIN = 1
    """Its file doubts it: EDTF `?`."""
    APPROXIMATE = 2
    """It is a near one: EDTF `~`, ca., about, ごろ."""
    COARSE = 4
    """It happened at some time in its days, which are more than one."""


@dataclass(frozen=True, slots=True, eq=False)
class ExtraLayer:
    """The features of one file, ordered by their first day.

    Shapes: N features, P points, L paths of V vertices. Angles in degrees, lon before lat; days as day numbers, half open.
    """

    key: str
    """Id among the layers of a window."""
    name: str
    """What it is called: the name of its file."""
    start: NDArray[np.int64]
    """[N] first day of each feature; FIRST_DAY where it has no beginning or no time at all."""
    end: NDArray[np.int64]
    """[N] the day after its last; LAST_DAY where it has no end."""
    lasting: NDArray[np.bool_]
    """[N] whether it holds through its days (else it happened at some time in them)."""
    doubt: NDArray[np.uint8]
    """[N] what is not sure about its time: flags of Doubt."""
    precision: NDArray[np.uint8]
    """[N, 2] how exactly its beginning and its end are told: values of Precision, or UNTOLD."""
    lonlat: NDArray[np.float64]
    """[P, 2] points."""
    owner: NDArray[np.int32]
    """[P] feature that a point belongs to."""
    vertices: NDArray[np.float64]
    """[V, 2] vertices of lines and rings; rings are closed."""
    offsets: NDArray[np.int32]
    """[L + 1] where each path begins among the vertices."""
    path_owner: NDArray[np.int32]
    """[L] feature that a path belongs to."""
    path_area: NDArray[np.bool_]
    """[L] whether a path is a ring of an area."""
    texts: bytes
    """Titles and properties of all features in UTF-8: title, then name and value of each property."""
    text_offsets: NDArray[np.int64]
    """[N + 1] where the text of each feature begins."""

    @property
    def count(self) -> int:
        """Number of features."""
        return len(self.start)

    def _text(self, feature: int) -> list[str]:
        raw = self.texts[int(self.text_offsets[feature]) : int(self.text_offsets[feature + 1])]
        return raw.decode("utf-8", "replace").split(FIELD_END)

    def title(self, feature: int) -> str:
        """Return the title of a feature; empty where it has none."""
        return self._text(feature)[0]

    def properties(self, feature: int) -> tuple[tuple[str, str], ...]:
        """Return names and values of the properties of a feature, as its file tells them."""
        pairs = (part.partition(VALUE_END) for part in self._text(feature)[1:])
        return tuple((name, value) for name, _, value in pairs)

    def span(self, feature: int) -> Interval | None:
        """Return the days of a feature; None where it tells no time."""
        first, end = int(self.start[feature]), int(self.end[feature])
        return None if (first, end) == (FIRST_DAY, LAST_DAY) else Interval(first, end)

    def place(self, feature: int) -> tuple[float, float] | None:
        """Return a place of a feature: its first point, else the first vertex of its first path."""
        points = np.flatnonzero(self.owner == feature)
        if len(points):
            lon, lat = self.lonlat[points[0]]
            return float(lon), float(lat)
        paths = np.flatnonzero(self.path_owner == feature)
        if not len(paths):
            return None
        first, end = int(self.offsets[paths[0]]), int(self.offsets[paths[0] + 1])
        lon, lat = self.vertices[first : end - 1 if self.path_area[paths[0]] else end].mean(axis=0)
        return float(lon), float(lat)


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """A layer with where it lies: the whole path of its file, and its name among the layers of that file (empty where there is one)."""

    layer: ExtraLayer
    path: str
    part: str = ""
    encoding: str = ""
    """Encoding of a table, where it was named; empty = it is guessed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a reader's file that can't be used. All is plain text; `where` is `line 3`, `feature 12` or empty."""

    file: str
    where: str
    field: str
    message: str
    hint: str = ""
    line: int = 1
    path: str = ""
    """The file itself, where it is known and may be opened."""
    reason: str = ""
    """What is wrong as a key of `extra.fault.*`, where the interface has words of its own for it."""
    value: str = ""
    """What those words are about."""

    @property
    def at_line(self) -> int:
        """The line of the file in which it lies; 0 where that is not known."""
        kind, _, number = self.where.partition(" ")
        return self.line if self.line > 1 else int(number) if kind == "line" and number.isdecimal() else 0

    def __str__(self) -> str:
        """`file: where: field: message (hint)`."""
        told = ": ".join(part for part in (self.file, self.where, self.field, self.message) if part)
        return f"{told} ({self.hint})" if self.hint else told


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table mean what, by their names; empty = none does. `encoding`: that of the file.

    `lon` and `lat` may be the same column: one that holds both. Where not both are named, nothing is but the encoding.
    """

    lon: str = ""
    lat: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    title: str = ""
    encoding: str = "utf-8"

    @property
    def are_told(self) -> bool:
        """Whether the columns are told; else they are guessed, and `encoding` alone is told."""
        return bool(self.lon and self.lat)


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The head of a table: its columns, a few rows as text, what the columns are guessed to mean, and what keeps it from being read."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns
    refusal: str = ""
    wholes: tuple[str, ...] = ()
    """Columns that hold longitude and latitude together."""
