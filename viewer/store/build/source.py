"""The admin-1 units of Natural Earth as a coverage of polygons, parsed once and kept in the work folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.store.arrays import DamagedFile, open_arrays, write_arrays
from viewer.store.build.errors import BuildError
from viewer.store.build.measure import from_grid, on_grid, to_grid

_CACHE_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Attributes:
    """What Natural Earth says about an admin-1 unit. Names are empty where it has none."""

    code: str
    adm0: str
    iso: str
    name_en: str
    name_ja: str
    name_local: str
    name_ru: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Polygons that neither overlap nor leave gaps, each belonging to one unit; lon/lat on the grid."""

    codes: tuple[str, ...]
    """Code of each unit."""
    parts: NDArray[Any]
    """[P] polygons, ordered by unit."""
    owner: NDArray[np.intp]
    """[P] index of the unit of each polygon."""


def read_units(workdir: Path, sha256: str, load: Callable[[], bytes]) -> tuple[Coverage, tuple[Attributes, ...]]:
    """Read the units from the work folder, or parse what `load` gives and keep the result there.

    `sha256` is the checksum of the source: another source is never mistaken for this one.
    """
    kept = workdir / f"admin1-{sha256[:16]}.bin"
    if kept.is_file():
        try:
            return _unpack(kept)
        except (DamagedFile, KeyError, TypeError):
            kept.unlink()
    coverage, attributes = parse_units(json.loads(load()))
    workdir.mkdir(parents=True, exist_ok=True)
    _pack(kept, coverage, attributes)
    return coverage, attributes


def parse_units(collection: dict[str, Any]) -> tuple[Coverage, tuple[Attributes, ...]]:
    """Turn a GeoJSON collection of admin-1 units into a coverage, ordered by country and code."""
    features = sorted(collection["features"], key=lambda f: (f["properties"]["adm0_a3"], f["properties"]["adm1_code"]))
    attributes = tuple(_attributes(feature["properties"]) for feature in features)
    codes = tuple(a.code for a in attributes)
    if len(set(codes)) != len(codes):
        raise BuildError("the source has two units with one code")
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    shapes = shapely.remove_repeated_points(shapely.transform(shapes, on_grid))
    parts, owner = shapely.get_parts(shapes, return_index=True)
    if not (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON).all() or not shapely.is_valid(parts).all():
        raise BuildError("a unit of the source is no valid polygon and could not be mended")
    return Coverage(codes, shapely.orient_polygons(parts), owner), attributes


def _attributes(raw: dict[str, Any]) -> Attributes:
    name = raw["name"] or ""
    return Attributes(
        code=raw["adm1_code"],
        adm0=raw["adm0_a3"],
        iso=raw["iso_3166_2"] or "",
        name_en=raw["name_en"] or name,
        name_ja=raw["name_ja"] or "",
        name_local=raw["name_local"] or name,
        name_ru=raw["name_ru"] or "",
    )


def _pack(path: Path, coverage: Coverage, attributes: tuple[Attributes, ...]) -> None:
    rings, ring_part = shapely.get_rings(coverage.parts, return_index=True)
    xy, point_ring = shapely.get_coordinates(rings, return_index=True)
    arrays = {
        "xy": to_grid(xy).astype(np.int32),
        "point_ring": point_ring.astype(np.int32),
        "ring_part": ring_part.astype(np.int32),
        "owner": coverage.owner.astype(np.int32),
    }
    write_arrays(path, arrays, {"format": _CACHE_FORMAT, "units": [asdict(a) for a in attributes]})


def _unpack(path: Path) -> tuple[Coverage, tuple[Attributes, ...]]:
    kept = open_arrays(path)
    if kept.meta.get("format") != _CACHE_FORMAT:
        raise DamagedFile(f"{path.name} is of another version of the build")
    kept.verify()
    attributes = tuple(Attributes(**row) for row in kept.meta["units"])
    rings = shapely.linearrings(from_grid(kept["xy"]), indices=kept["point_ring"].astype(np.intp))
    parts = shapely.polygons(rings, indices=kept["ring_part"].astype(np.intp))
    return Coverage(tuple(a.code for a in attributes), parts, kept["owner"].astype(np.intp)), attributes
