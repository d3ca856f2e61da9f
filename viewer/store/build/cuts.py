"""Reading hand-drawn cuts: polygons that split units where history did and today's units do not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from viewer.store.build.errors import BuildError
from viewer.store.build.measure import on_grid
from viewer.store.build.recipe import checksum

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = "adm0:"


@dataclass(frozen=True, slots=True)
class Cut:
    """A polygon that splits units: what lies inside it becomes units of their own."""

    id: str
    shape: shapely.Geometry
    """Polygon or multipolygon, lon/lat on the grid."""
    named: frozenset[str]
    """Units that are listed one by one: the cut has to reach each of them."""
    units: frozenset[str]
    """All units it may split, those of whole countries among them."""
    file: str


def read_cuts(folder: Path, adm0: Mapping[str, str]) -> tuple[list[Cut], dict[str, str]]:
    """Read all cut files of a folder: cuts ordered by id, and file name -> sha256 of what was read.

    `adm0` gives the country of every unit.

    Raises BuildError that names every file and feature that can't be used, and why.
    """
    problems: list[str] = []
    cuts: dict[str, Cut] = {}
    checksums: dict[str, str] = {}
    for path in sorted(folder.glob("*.geojson")):
        content = path.read_bytes()
        checksums[path.name] = checksum(content)
        try:
            features = list(json.loads(content)["features"])
        except (ValueError, KeyError, TypeError) as error:
            problems.append(f"{path.name}: no GeoJSON FeatureCollection ({error})")
            continue
        for number, feature in enumerate(features):
            cut = _read(path.name, number, feature, adm0, problems)
            if cut is None:
                continue
            if cut.id in cuts:
                problems.append(f"{path.name}: cut `{cut.id}` is also in {cuts[cut.id].file}")
            cuts[cut.id] = cut
    if problems:
        raise BuildError("\n".join(problems))
    return [cuts[name] for name in sorted(cuts)], checksums


def _read(file: str, number: int, feature: object, adm0: Mapping[str, str], problems: list[str]) -> Cut | None:
    """Read one feature; enter what is wrong with it in `problems`."""
    found: list[str] = []
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    name = properties.get("id")
    where = f"{file}: cut `{name}`" if name else f"{file}: feature {number + 1}"
    if not isinstance(name, str) or not _ID.fullmatch(name):
        found.append("`id` must be lower-case letters, digits and hyphens")
    found += [f"`{key}` is missing" for key in ("what", "source") if not properties.get(key)]
    named, units = _units(properties.get("units"), adm0, found)
    shape = _shape(feature.get("geometry") if isinstance(feature, dict) else None, found)
    problems += [f"{where}: {problem}" for problem in found]
    if found or shape is None:
        return None
    return Cut(str(name), shape, named, units, file)


def _units(listed: object, adm0: Mapping[str, str], found: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    if not isinstance(listed, list) or not listed or not all(isinstance(item, str) for item in listed):
        found.append("`units` must be a list of unit codes or adm0:XXX")
        return frozenset(), frozenset()
    countries = {item.removeprefix(_COUNTRY) for item in listed if item.startswith(_COUNTRY)}
    named = {item for item in listed if not item.startswith(_COUNTRY)}
    found += [f"there is no unit `{item}`" for item in sorted(named - set(adm0))]
    found += [f"there is no country `{item}`" for item in sorted(countries - set(adm0.values()))]
    inside = {code for code, country in adm0.items() if country in countries}
    return frozenset(named), frozenset(named | inside)


def _shape(geometry: object, found: list[str]) -> shapely.Geometry | None:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        found.append(f"the geometry is {kind or 'missing'}, a cut is a Polygon or MultiPolygon")
        return None
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except shapely.errors.GEOSException as error:
        found.append(f"the geometry can't be read ({error})")
        return None
    west, south, east, north = shapely.bounds(shape)
    if shapely.is_empty(shape) or not np.isfinite([west, south, east, north]).all():
        found.append("the geometry is empty")
        return None
    if west < -180 or east > 180 or south < -90 or north > 90:
        found.append(f"coordinates reach from {west}, {south} to {east}, {north}; longitudes are -180 to 180, in the order lon, lat")
    shape = shapely.remove_repeated_points(shapely.transform(shape, on_grid))
    if not shapely.is_valid(shape):
        found.append(f"the polygon is not valid: {shapely.is_valid_reason(shape)}")
    return shape
