"""Cut files: GeoJSON polygons that split units. Here they are read and checked; `store.build` does the cutting."""

from __future__ import annotations

import re
from typing import Any

from viewer.model.record import dataclass
from viewer.store.schema.desk import Desk
from viewer.store.schema.fields import lonlat_fault
from viewer.store.syntax import strict_json, strict_yaml
from viewer.store.syntax.problems import Problems, shown

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class DrawnCut:
    """A polygon that splits units, as it was drawn."""

    id: str
    units: tuple[str, ...]
    """Admin-1 codes or `adm0:XXX`."""
    shape: Any
    """A Shapely polygon or multipolygon, lon/lat in degrees; None where the geometry can't be used."""
    file: str
    line: int


@dataclass(slots=True)
class _Feature:
    """A feature while it is checked: where it stands and how to complain."""

    desk: Desk
    number: int
    line: int

    def tell(self, field: str, message: str, hint: str = "") -> None:
        """Note a problem of this feature."""
        self.desk.problems.add(self.desk.file, self.line, f"features[{self.number}].{field}", message, hint)


def read_cuts(file: str, data: bytes, desk: Desk) -> list[DrawnCut]:
    """Read a file of cuts, noting what is wrong with it."""
    text = _text(file, data, desk.problems)
    if text is None:
        return []
    try:
        root = strict_json.loads(text)
    except (ValueError, RecursionError) as error:
        line = re.match(r"line (\d+): ", str(error))
        desk.problems.add(file, int(line[1]) if line else 1, "json", str(error).removeprefix(line[0] if line else ""), "")
        return []
    features = root.get("features") if isinstance(root, dict) else None
    if not isinstance(features, list) or root.get("type") != "FeatureCollection":
        desk.problems.add(file, 1, "type", "is not a GeoJSON FeatureCollection", "see SCHEMA.md")
        return []
    if not features:
        desk.problems.add(file, 1, "features", "the collection is empty", "delete the file, or draw a cut")
    lines = _lines(text)
    found = (_cut(feature, _Feature(desk, number, lines.get(_id_of(feature), 1))) for number, feature in enumerate(features))
    return [cut for cut in found if cut]


def _text(file: str, data: bytes, problems: Problems) -> str | None:
    try:
        return strict_yaml.decode(data)
    except strict_yaml.RefusedError as refused:
        problems.add(file, refused.line, refused.field, refused.message, refused.hint)
        return None


def _lines(text: str) -> dict[str, int]:
    """Line on which each id stands."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for match in re.finditer(r'"id"\s*:\s*"([^"]*)"', line):
            found.setdefault(match[1], number)
    return found


def _id_of(feature: object) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("id") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _cut(feature: Any, at: _Feature) -> DrawnCut | None:  # noqa: ANN401 - JSON may hold anything
    """Check one feature; None where it is no cut at all."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        at.tell("properties", "are missing", "a cut has id, units, what and source")
        return None
    name = properties.get("id")
    if not isinstance(name, str) or not _IDENTIFIER.fullmatch(name) or len(name) > 80:
        at.tell("properties.id", f"`{shown(str(name))}` is not an id", "write `a-z 0-9 -`")
        return None
    at.desk.define("cut", name, strict_yaml.Scalar(name, at.line, 1))
    units = properties.get("units")
    if not isinstance(units, list) or not units or not all(isinstance(unit, str) and 0 < len(unit) <= 80 for unit in units):
        at.tell("properties.units", "is not a list of unit codes", "list the units that the polygon splits")
        units = []
    for wanted in ("what", "source"):
        said = properties.get(wanted)
        if not isinstance(said, str) or not said.strip():
            at.tell(f"properties.{wanted}", "is missing", "say what the line is and where it is known from")
    return DrawnCut(name, tuple(units), _shape(feature.get("geometry"), at), at.desk.file, at.line)


def _shape(geometry: Any, at: _Feature) -> Any:  # noqa: ANN401
    """Return the polygons of a feature; None, with a problem noted, where they can't be used."""
    if geometry is None:
        at.tell("geometry", "is null", "draw a polygon")
        return None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        at.tell("geometry", f"is a {shown(str(kind))}", "cuts are of type Polygon or MultiPolygon")
        return None
    polygons = [geometry.get("coordinates")] if kind == "Polygon" else geometry.get("coordinates")
    rings = [ring for polygon in polygons for ring in polygon] if _nested(polygons) else []
    if not rings:
        at.tell("geometry.coordinates", "hold no ring")
    sound = [_check_ring(ring, at) for ring in rings]
    return _polygons(geometry, at) if rings and all(sound) else None


def _nested(polygons: object) -> bool:
    return isinstance(polygons, list) and all(isinstance(polygon, list) for polygon in polygons)


def _check_ring(ring: Any, at: _Feature) -> bool:  # noqa: ANN401
    """Whether a ring is closed and lies on the earth; notes what is wrong."""
    if not isinstance(ring, list) or not all(_is_position(position) for position in ring):
        at.tell("geometry.coordinates", "hold something that is not [longitude, latitude]")
        return False
    if len(ring) < 4:
        at.tell("geometry.coordinates", f"a ring has {len(ring)} points", "at least 4, the last equal to the first")
        return False
    if ring[0][:2] != ring[-1][:2]:
        at.tell("geometry.coordinates", "a ring is not closed", "repeat its first point at its end")
        return False
    fault = next((fault for position in ring if (fault := lonlat_fault(position[0], position[1]))), None)
    if fault:
        at.tell("geometry.coordinates", *fault)
    return fault is None


def _is_position(position: object) -> bool:
    if not isinstance(position, list) or len(position) not in (2, 3):
        return False
    return all(isinstance(number, int | float) and not isinstance(number, bool) for number in position)


def _polygons(geometry: dict[str, Any], at: _Feature) -> Any:  # noqa: ANN401 - Shapely has no types
    """Make polygons of sound rings; None, with a problem noted, where rings cross or holes lie outside."""
    import shapely
    from shapely.geometry import shape

    polygons = shape(geometry)
    reason = shapely.is_valid_reason(polygons)
    if reason == "Valid Geometry":
        return polygons
    at.tell("geometry", f"is not a valid polygon: {reason}", "lines of a ring may not cross, holes lie inside")
    return None
