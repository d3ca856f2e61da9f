"""Writing the results: the table of units for people, and the geometry for the program."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.model.topology import Level, Lines
from viewer.store.arrays import write_arrays
from viewer.store.basemap import FORMAT, LEVEL_ARRAYS
from viewer.store.build.measure import area_km2
from viewer.store.build.source import Attributes, Coverage


@dataclass(frozen=True, slots=True)
class Units:
    """The units of the finished coverage, by index."""

    codes: tuple[str, ...]
    attributes: tuple[Attributes, ...]
    area_km2: NDArray[np.float64]
    point: NDArray[np.float64]
    """[U, 2] a point inside the greatest part of each unit, lon, lat."""


def describe_units(coverage: Coverage, attributes: Sequence[Attributes]) -> Units:
    """Measure the units of a coverage and tell which admin-1 unit each comes from."""
    by_code = {a.code: a for a in attributes}
    size = area_km2(coverage.parts)
    order = np.lexsort((-size, coverage.owner))
    greatest = order[np.diff(coverage.owner[order], prepend=-1) != 0]
    return Units(
        codes=coverage.codes,
        attributes=tuple(by_code[code.partition(":")[0]] for code in coverage.codes),
        area_km2=np.round(np.bincount(coverage.owner, weights=size, minlength=len(coverage.codes)), 3),
        point=np.round(shapely.get_coordinates(shapely.point_on_surface(coverage.parts[greatest])), 4),
    )


def write_units(path: Path, units: Units) -> None:
    """Write the units as a CSV table in which people look up codes."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = ["name_en", "name_ja", "name_local"]
    table.writerow(["index", "code", "unit", "cuts", "adm0", *names, "iso", "area_km2", "lon", "lat", "name_ru"])
    rows = zip(units.codes, units.attributes, units.area_km2, units.point, strict=True)
    for index, (code, about, area, (lon, lat)) in enumerate(rows):
        unit, *cuts = code.split(":")
        known = [about.name_en, about.name_ja, about.name_local]
        measures = [f"{area:.3f}", f"{lon:.4f}", f"{lat:.4f}"]
        table.writerow([index, code, unit, " ".join(cuts), about.adm0, *known, about.iso, *measures, about.name_ru])
    path.write_text(text.getvalue(), encoding="utf-8", newline="\n")


def write_geometry(
    path: Path,
    units: Units,
    levels: Sequence[Level],
    lakes: Sequence[Lines],
    rivers: Lines,
    attribution: str,
) -> None:
    """Write all arrays of the base, levels coarse to fine, as one array file."""
    arrays: dict[str, NDArray[Any]] = {"units/area_km2": units.area_km2, "units/point": units.point}
    for number, level in enumerate(levels):
        arrays |= {f"L{number}/{name}": getattr(level, name) for name in LEVEL_ARRAYS}
    for number, layer in enumerate(lakes):
        arrays |= _lines(f"lakes{number}", layer)
    arrays |= _lines("rivers", rivers)
    names = {language: [getattr(a, f"name_{language}") for a in units.attributes] for language in ("en", "ja")}
    for language, texts in names.items():
        # Beside the arrays, not in the header: nobody reads the names to draw a map
        arrays[f"names/{language}"] = np.frombuffer(msgpack.packb(texts), dtype=np.uint8)
    meta: Mapping[str, Any] = {
        "format": FORMAT,
        "attribution": attribution,
        "tolerances": [level.tolerance for level in levels],
        "lakes": len(lakes),
        "codes": "\n".join(units.codes),
        "adm0": "\n".join(a.adm0 for a in units.attributes),
    }
    write_arrays(path, arrays, meta)


def _lines(name: str, lines: Lines) -> dict[str, NDArray[Any]]:
    return {f"{name}/xy": lines.xy, f"{name}/start": lines.start, f"{name}/rank": lines.rank}
