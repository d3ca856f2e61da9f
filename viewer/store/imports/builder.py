"""Features collected one by one, then made into the arrays of an extra layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.model.extra import FIELD_END, VALUE_END, ExtraLayer, Fault
from viewer.store.imports.days import TIMELESS, Span
from viewer.store.imports.refusal import MAX_FAULTS, MAX_FEATURES, MAX_FIELDS, MAX_VALUE, MAX_VERTICES, ImportRefused, fault, refused
from viewer.store.syntax.problems import shown

Floats = NDArray[np.float64]
_STEP = 2.0
"""Degrees after which a long edge gets a vertex, so that it bends as the map does."""


class UnusableError(ValueError):
    """A feature that can't be used: the field, what is wrong with it, and a way out."""

    def __init__(self, field: str, message: str, hint: str = "", *, reason: str = "", value: str = "") -> None:
        super().__init__(message)
        self.field, self.hint, self.reason, self.value = field, hint, reason, value


class LayerBuilder:
    """Collects features of a file. Those that can't be used are told, the others are kept.

    `skipped` counts features without a geometry, which are passed over.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.skipped = 0
        self.mended = 0
        self.encoding = ""
        """The encoding that was taken for a text which does not tell it, by its usual name; empty where there is nothing to tell."""
        self._faults: list[Fault] = []
        self._more = 0
        self._spans: list[tuple[int, int, bool, int, int, int]] = []
        self._texts: list[bytes] = []
        self._points: list[Floats] = []
        self._owner: list[int] = []
        self._paths: list[Floats] = []
        self._path_owner: list[int] = []
        self._path_area: list[bool] = []
        self._vertices = 0

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be used."""
        return tuple(self._faults)

    def place_faults(self, line_of: Callable[[str], int]) -> None:
        """Say in which line each fault lies, where that can be told of its `where` (0 = it can't)."""
        self._faults = [replace(one, line=line_of(one.where) or one.line) for one in self._faults]

    @property
    def more(self) -> int:
        """How many faults there are beside those kept."""
        return self._more

    def tell(self, where: str, problem: UnusableError) -> None:
        """Note that a feature can't be used."""
        if len(self._faults) < MAX_FAULTS:
            told = fault(self.file, where, problem.field, str(problem), problem.hint)
            self._faults.append(replace(told, reason=problem.reason, value=shown(problem.value)))
        else:
            self._more += 1

    def add(
        self,
        title: str,
        properties: Iterable[tuple[str, str]],
        span: Span = TIMELESS,
        *,
        points: Sequence[Floats] = (),
        lines: Sequence[Floats] = (),
        rings: Sequence[Floats] = (),
    ) -> None:
        """Add a feature: its points [k, 2], lines and rings (lon, lat in degrees). UnusableError where a place is not on the earth."""
        for part in (*points, *lines, *rings):
            check_places(part)
        feature = len(self._spans)
        if feature >= MAX_FEATURES:
            raise refused(self.file, f"more than {MAX_FEATURES:,} features", "take a part of the file")
        self._vertices += sum(len(part) for part in (*points, *lines, *rings))
        if self._vertices > MAX_VERTICES:
            raise refused(self.file, f"more than {MAX_VERTICES:,} vertices", "simplify the shapes")
        self._spans.append((span.days.start, span.days.end, span.lasting, int(span.doubt), *span.precision))
        self._texts.append(_text(title, properties))
        for part in points:
            self._points.append(part)
            self._owner += [feature] * len(part)
        for part, area in (*((line, False) for line in lines), *((ring, True) for ring in rings)):
            self._paths.append(_bent(part))
            self._path_owner.append(feature)
            self._path_area.append(area)

    def layer(self, key: str, name: str) -> ExtraLayer:
        """Return the layer. ImportRefused where no feature could be used."""
        if not self._spans:
            if self._faults:
                raise ImportRefused(self._faults, self._more)
            raise refused(self.file, "there is no feature with a place in it", reason="nothing")
        spans = np.array(self._spans, dtype=np.int64)
        order = np.argsort(spans[:, 0], kind="stable")
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        texts = [self._texts[int(at)] for at in order]
        nothing = np.zeros((0, 2), dtype=np.float64)
        return ExtraLayer(
            key=key,
            name=name,
            start=spans[order, 0],
            end=spans[order, 1],
            lasting=spans[order, 2].astype(np.bool_),
            doubt=spans[order, 3].astype(np.uint8),
            precision=spans[order, 4:].astype(np.uint8),
            lonlat=np.concatenate(self._points) if self._points else nothing,
            owner=rank[np.array(self._owner, dtype=np.intp)],
            vertices=np.concatenate(self._paths) if self._paths else nothing,
            offsets=np.cumsum([0, *(len(path) for path in self._paths)]).astype(np.int32),
            path_owner=rank[np.array(self._path_owner, dtype=np.intp)],
            path_area=np.array(self._path_area, dtype=np.bool_),
            texts=b"".join(texts),
            text_offsets=np.cumsum([0, *(len(text) for text in texts)]).astype(np.int64),
        )


def check_places(part: Floats) -> None:
    """Refuse what is no place on the earth, and say what it may be instead. UnusableError."""
    if len(part) == 1 and abs(part[0, 0]) <= 180 and abs(part[0, 1]) <= 90:  # by far the most common, and quick
        return
    if not np.isfinite(part).all():
        raise UnusableError("coordinates", "a coordinate is not a number", reason="number")
    lon, lat = np.abs(part[:, 0]), np.abs(part[:, 1])
    if (lon <= 180).all() and (lat <= 90).all():
        return
    bad = part[(lon > 180) | (lat > 90)][0]
    value = f"{bad[0]:g}, {bad[1]:g}"
    told = f"({value}) is no longitude and latitude"
    if max(abs(bad[0]), abs(bad[1])) > 400:
        raise UnusableError("coordinates", told, "it looks like metres; give degrees (EPSG:4326)", reason="metres", value=value)
    if (lon <= 90).all() and (lat <= 180).all():
        hint = "latitude and longitude are probably swapped; the order is longitude, latitude"
        raise UnusableError("coordinates", told, hint, reason="swapped", value=value)
    raise UnusableError("coordinates", told, "longitude goes from -180 to 180, latitude from -90 to 90", reason="range", value=value)


def over_the_date_line(path: Floats) -> NDArray[np.bool_]:
    """Return [n - 1] which edges go over the meridian of 180 degrees: those that else would go more than half around the earth."""
    jumps = np.abs(np.diff(path[:, 0]))
    over: NDArray[np.bool_] = (jumps > 180) & (jumps < 360)  # from -180 to 180 is along a parallel, as around the whole world
    return over


def _bent(path: Floats) -> Floats:
    """Return a path with vertices put into its long edges."""
    moves = np.diff(path, axis=0)
    over = over_the_date_line(path)
    moves[over, 0] -= 360.0 * np.sign(moves[over, 0])
    steps = np.maximum(np.ceil(np.abs(moves).max(axis=1) / _STEP).astype(np.intp), 1) if len(moves) else np.ones(0, dtype=np.intp)
    if (steps == 1).all():
        return path
    number = np.arange(len(path), dtype=np.float64)
    at = np.concatenate([[0.0], *(n + np.arange(1, count + 1) / count for n, count in enumerate(steps))])
    lon = path[0, 0] + np.concatenate([[0.0], np.cumsum(moves[:, 0])])
    bent = np.column_stack([np.interp(at, number, lon), np.interp(at, number, path[:, 1])])
    beyond = np.abs(bent[:, 0]) > 180
    bent[beyond, 0] = (bent[beyond, 0] + 180.0) % 360.0 - 180.0
    return bent


def _text(title: str, properties: Iterable[tuple[str, str]]) -> bytes:
    parts = [_clean(title)]
    for number, (name, value) in enumerate(properties):
        if number == MAX_FIELDS:
            break
        parts.append(f"{_clean(name)[:100]}{VALUE_END}{_clean(value)}")
    return FIELD_END.join(parts).encode("utf-8", "replace")


def _clean(text: str) -> str:
    kept = text if len(text) <= MAX_VALUE else f"{text[: MAX_VALUE - 1]}…"
    return "".join(c if c >= " " or c in "\n\t" else " " for c in kept) if not kept.isprintable() else kept
