"""Parts of GeoJSON: its geometries as arrays, and the values of properties as text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from viewer.store.imports.builder import Floats, LayerBuilder, UnusableError
from viewer.store.imports.shapes import sound_rings
from viewer.store.syntax.strict_json import loads

SORTS = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
"""Types of geometries."""
Shapes = tuple[list[Floats], list[Floats], list[Floats]]
"""Points [k, 2], lines and rings, lon before lat."""


def shapes_in_text(text: str, builder: LayerBuilder) -> Shapes:
    """Return the points, lines and rings of a geometry that stands as text in a cell. UnusableError where it is none."""
    try:
        geometry = loads(text)
    except ValueError as error:
        raise UnusableError("geometry", f"is not sound JSON: {error}") from None
    if isinstance(geometry, dict) and geometry.get("type") == "Feature":
        geometry = geometry.get("geometry")
    return shapes_in(geometry, builder)


def shapes_in(geometry: object, builder: LayerBuilder) -> Shapes:
    """Return the points, lines and rings of a geometry, of all parts of a collection. UnusableError where it is none."""
    found: Shapes = ([], [], [])
    for part in _geometries(geometry):
        _sort_out(part, *found, builder)
    return found


def _geometries(geometry: object) -> Iterator[dict[str, Any]]:
    if not isinstance(geometry, dict) or geometry.get("type") not in SORTS:
        raise UnusableError("geometry", "is no geometry of GeoJSON", f"its type is one of {', '.join(SORTS)}")
    if geometry["type"] != "GeometryCollection":
        yield geometry
        return
    parts = geometry.get("geometries")
    for part in parts if isinstance(parts, list) else []:
        yield from _geometries(part)


def _sort_out(geometry: Mapping[str, Any], points: list[Floats], lines: list[Floats], rings: list[Floats], builder: LayerBuilder) -> None:
    sort, given = geometry["type"], geometry.get("coordinates")
    if sort == "Point":
        points.append(_places([given]))
    elif sort == "MultiPoint":
        points.append(_places(given))
    elif sort == "LineString":
        lines.append(_line(given))
    elif sort == "MultiLineString":
        lines += [_line(part) for part in _list(given)]
    elif sort == "Polygon":
        rings += sound_rings([_places(part) for part in _list(given)], builder)
    else:
        rings += [ring for part in _list(given) for ring in sound_rings([_places(one) for one in _list(part)], builder)]


def _list(given: object) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise UnusableError("coordinates", "a list of positions is wanted")
    return given


def _line(given: object) -> Floats:
    places = _places(given)
    if len(places) < 2:
        raise UnusableError("coordinates", "a line of one position")
    return places


def _places(given: object) -> Floats:
    """Positions as [N, 2]; heights are left out."""
    rows = []
    for position in _list(given):
        if not isinstance(position, list) or len(position) < 2 or not all(type(number) in (int, float) for number in position[:2]):
            raise UnusableError("coordinates", "a position is [longitude, latitude], two numbers")
        rows.append((position[0], position[1]))
    return np.array(rows, dtype=np.float64)


def plain_value(value: object) -> str:
    """Return a value of a property as text; empty where it is null."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(plain_value(one) for one in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else str(value)
