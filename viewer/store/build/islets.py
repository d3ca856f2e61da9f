"""Islands that the source lacks, drawn by hand: each becomes a unit of its own beside those of the source."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from viewer.store.build.errors import BuildError
from viewer.store.build.measure import on_grid
from viewer.store.build.source import Attributes, Coverage

FILE = "islets.geojson"
_NAMES = ("name_en", "name_ja", "name_local", "name_ru")
_TOLD = ("code", "adm0", *_NAMES, "what", "source")


def with_islets(path: Path, coverage: Coverage, attributes: Sequence[Attributes]) -> tuple[Coverage, tuple[Attributes, ...]]:
    """Add the islands of a GeoJSON file to a coverage, as units after all others; the same coverage where there is no file.

    A feature is a Polygon or MultiPolygon, lon/lat, with the properties `code` and `adm0` (not in the source), `name_en`,
    `name_ja`, `name_local`, `name_ru`, `what` and `source`. Raises BuildError that names what is missing, is no polygon, has
    a code that is taken, or lies on other land.
    """
    if not path.is_file():
        return coverage, tuple(attributes)
    try:
        features = list(json.loads(path.read_bytes())["features"])
        shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
        told = [feature["properties"] for feature in features]
    except (ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        raise BuildError(f"{path.name}: no GeoJSON FeatureCollection of islands ({error})") from error
    shapes = shapely.transform(shapes, on_grid)
    problems = [problem for entry, shape in zip(told, shapes, strict=True) for problem in _problems(entry, shape)]
    codes = [str(entry.get("code")) for entry in told]
    problems += [f"the code `{code}` is taken" for code in codes if code in coverage.codes or codes.count(code) > 1]
    parts, owner = shapely.get_parts(shapes, return_index=True)
    if not problems:
        problems = [f"`{codes[owner[i]]}` lies on other land" for i in _overlapping(coverage, parts)]
    if problems:
        raise BuildError("\n".join(f"{path.name}: {problem}" for problem in sorted(set(problems))))
    added = tuple(Attributes(entry["code"], entry["adm0"], "", *(entry[name] for name in _NAMES)) for entry in told)
    whole = Coverage(
        (*coverage.codes, *codes),
        np.concatenate([coverage.parts, shapely.orient_polygons(parts)]),
        np.concatenate([coverage.owner, owner + len(coverage.codes)]).astype(np.intp),
    )
    return whole, (*attributes, *added)


def _problems(entry: dict[str, Any], shape: shapely.Geometry) -> list[str]:
    """Tell what is wrong with one island."""
    name = entry.get("code") or "an island without `code`"
    found = [f"`{name}`: `{key}` is missing" for key in _TOLD if not isinstance(entry.get(key), str) or not entry[key]]
    polygonal = shapely.get_type_id(shape) in (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
    if not polygonal or shapely.is_empty(shape) or not shapely.is_valid(shape):
        found.append(f"`{name}` is no valid Polygon or MultiPolygon")
    return found


def _overlapping(coverage: Coverage, parts: np.ndarray[Any, Any]) -> list[int]:
    """Return which islands [P] touch land of the coverage."""
    return sorted(set(shapely.STRtree(coverage.parts).query(parts, predicate="intersects")[0].tolist()))
