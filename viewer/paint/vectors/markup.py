"""SVG as text: elements in groups, definitions that are written once, and outlines in hundredths of a px."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.projection import Points

Look = dict[str, Any]
"""Attributes by name, `_` for `-`: words or numbers; what is empty is not written."""
_BAD = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML has no way to write."""
_UNNAMED = re.compile(r"[^A-Za-z0-9_.-]+")
_HUNDRED = 100
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """Return text as it is written in an element or an attribute; what XML can't hold is left out."""
    return _BAD.sub("", text).translate(_ESCAPES)


def number(value: float) -> str:
    """Return a number to the hundredth, as short as it can be written."""
    return _hundredths(round(value * _HUNDRED))


class Markup:
    """The body of a drawing in the making."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._definitions: dict[tuple[str, str], str] = {}
        self._names: set[str] = set()
        self._deep = 1

    def add(self, name: str, body: str = "", **attributes: str | float) -> None:
        """Add an element; `body` is markup. Attributes are named with `_` for `-`; empty ones are left out."""
        end = f">{body}</{name}>" if body else "/>"
        self._lines.append(f"{' ' * self._deep}<{name}{_told(attributes)}{end}")

    def named(self, wish: str) -> str:
        """Return an id like the one that is wished for, which no other element has."""
        name = base = _UNNAMED.sub("-", wish).strip("-.") or "part"
        if not base[0].isalpha():
            name = base = f"n{base}"
        count = 1
        while name in self._names:
            count += 1
            name = f"{base}-{count}"
        self._names.add(name)
        return name

    @contextmanager
    def group(self, wish: str = "", title: str = "", **attributes: str | float) -> Iterator[None]:
        """Put what is added meanwhile into a group of an id and a title; a group that stays empty is not written."""
        at = len(self._lines)
        self._deep += 1
        if title:
            self.add("title", escaped(title))
        begun = len(self._lines)
        try:
            yield
        finally:
            self._deep -= 1
            if len(self._lines) == begun:
                del self._lines[at:]
            else:
                name = {"id": self.named(wish)} if wish else {}
                self._lines.insert(at, f"{' ' * self._deep}<g{_told({**name, **attributes})}>")
                self._lines.append(f"{' ' * self._deep}</g>")

    def defined(self, sort: str, element: str, body: str, **attributes: str | float) -> str:
        """Return the id of a definition, which is written once however often it is asked for."""
        key = element, f"{_told(attributes)}>{body}</{element}>"
        if key not in self._definitions:
            self._definitions[key] = self.named(sort)
        return self._definitions[key]

    def text(self) -> str:
        """Return definitions and body."""
        told = [f'  <{element} id="{name}"{rest}' for (element, rest), name in self._definitions.items()]
        definitions = [" <defs>", *told, " </defs>"] if told else []
        return "\n".join([*definitions, *self._lines])


def _told(attributes: Look) -> str:
    parts = []
    for name, value in attributes.items():
        text = value if isinstance(value, str) else number(value)
        if text:
            written = "xlink:href" if name == "href" else name.rstrip("_").replace("_", "-")
            parts.append(f' {written}="{escaped(text)}"')
    return "".join(parts)


def outline(lines: Sequence[Points], *, closed: bool) -> str:
    """Return rings or lines [N, 2] in px as the outline of a path; points that fall together are left out."""
    return "".join(_one(np.rint(line * _HUNDRED).astype(np.int64), closed=closed) for line in lines)


def _one(points: NDArray[np.int64], *, closed: bool) -> str:
    kept = np.ones(len(points), dtype=np.bool_)
    kept[1:] = (points[1:] != points[:-1]).any(axis=1)
    points = points[kept]
    if closed and len(points) > 1 and (points[0] == points[-1]).all():
        points = points[:-1]
    if len(points) < (3 if closed else 2):
        return ""
    first, steps = points[0].tolist(), np.diff(points, axis=0).ravel().tolist()
    told = "".join(map(_step, steps))
    return f"M{_hundredths(first[0])} {_hundredths(first[1])}l{told.lstrip()}{'z' if closed else ''}"


@lru_cache(maxsize=1 << 14)
def _step(value: int) -> str:
    """Return hundredths as a number that may follow another: most steps are short, and come again."""
    text = _hundredths(value)
    return text if text[0] == "-" else f" {text}"


def _hundredths(value: int) -> str:
    """Return hundredths as a number, as short as it can be written."""
    whole, rest = divmod(abs(value), _HUNDRED)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    part = f"{rest:02d}".rstrip("0")
    return f"{sign}{whole or ''}.{part}"
