"""The base geometry of an atlas of one's own: units of its GeoJSON, or those of the built-in base, split by the atlas's own cuts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.model.topology import Basemap, Level, Lines
from viewer.store.basemap import load_basemap
from viewer.store.build.coverage import split
from viewer.store.build.cuts import Cut, read_cuts
from viewer.store.build.errors import BuildError
from viewer.store.build.measure import on_grid
from viewer.store.build.recipe import Recipe, read_recipe
from viewer.store.build.simplify import simplify
from viewer.store.build.source import Attributes, Coverage
from viewer.store.build.topology import build_arcs
from viewer.store.build.write import describe_units, write_geometry, write_units
from viewer.store.cache.compiled import base_name
from viewer.store.files import HEAD_FILE
from viewer.store.locations import data_folder
from viewer.store.own_base import UNITS, inputs_of, keep_inputs
from viewer.store.syntax.problems import shown, visible
from viewer.store.syntax.strict_json import loads

_MOST_BYTES = 256_000_000
_GAP = 0.001
"""Degrees (100 m) up to which a gap between two units is no sea, but lines that were drawn twice."""
_SNAP = 0.0005
"""Degrees (50 m) within which two vertices are one. The finest level that is drawn leaves out ten times as much."""
_ROUNDS = 5
_TOLD = 20
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}", re.ASCII)
_NAMES = ("name_en", "name_ja", "name_local", "name_ru")

Report = Callable[[str], None]


def build_own(folder: Path, report: Report = print) -> None:
    """Make the base geometry that the `atlas.yaml` of a folder names, in the folder of that name.

    Its units are those of `units.geojson` there, or of the built-in base where there is no such file, split by the cuts in
    `territory/cuts`. Lakes and rivers are the built-in ones. Raises BuildError, leaving what is there as it is, where something of it
    can't be used.
    """
    began = perf_counter()
    name = base_name(folder)
    if name == "built-in" or not re.fullmatch(r"\w[\w.-]*", name):
        hint = f"write `base: land` in {HEAD_FILE}, and put {UNITS} into the folder `land`, or leave it empty to split the built-in units"
        raise BuildError(f"{visible(str(folder))}: its base is {shown(name)}, which is not built here ({hint})")
    base, shipped, inputs = folder / name, data_folder() / "base", inputs_of(folder)
    recipe, built_in = read_recipe(shipped / "recipe.yaml"), load_basemap(shipped)
    given = (base / UNITS).is_file()
    coverage, attributes, credit = _of_file(base / UNITS, report) if given else (*_of_base(built_in), recipe.attribution)
    cuts, _ = read_cuts(folder / "territory" / "cuts", {one.code: one.adm0 for one in attributes})
    coverage = split(coverage, [_for_parts(cut, coverage.codes) for cut in cuts], recipe.slivers, report)
    report(f"{len(attributes)} units, {len(cuts)} cuts, {len(coverage.codes)} units after them")
    levels = _levels(coverage, recipe, exact=not given)
    units = describe_units(coverage, attributes)
    lakes, rivers = list(built_in.lakes), built_in.rivers
    if given:
        lakes, rivers = [_on_land(lake, coverage) for lake in lakes], _on_land(rivers, coverage)
    base.mkdir(exist_ok=True)
    write_units(base / "units.csv", units)
    write_geometry(base / "geometry.bin", units, levels, lakes, rivers, credit)
    keep_inputs(folder, inputs)
    report(f"built {visible(str(base))} in {perf_counter() - began:.0f} s")


def _of_file(path: Path, report: Report) -> tuple[Coverage, tuple[Attributes, ...], str]:
    """Read the units of a GeoJSON file and settle them; with the words that credit their source."""
    if path.stat().st_size > _MOST_BYTES:
        raise BuildError(f"{path.name} is larger than {_MOST_BYTES:,} bytes; simplify its lines")
    try:
        content = loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise BuildError(f"{path.name} is not sound JSON in UTF-8: {error}") from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise BuildError(f"{path.name} is no FeatureCollection with features")
    attributes, shapes, problems = [], [], list[str]()
    seen: set[str] = set()
    for number, feature in enumerate(features, 1):
        try:
            about, shape = _feature(feature, seen)
        except BuildError as error:
            problems.append(f"{path.name}: feature {number}: {error}")
            continue
        attributes.append(about)
        shapes.append(shape)
    if problems:
        more = [f"and {len(problems) - _TOLD} more"] if len(problems) > _TOLD else []
        raise BuildError("\n".join([*problems[:_TOLD], *more]))
    parts, owner = shapely.get_parts(np.array(shapes, dtype=object), return_index=True)
    before = float(shapely.area(parts).sum())
    codes = tuple(one.code for one in attributes)
    coverage = _settled(Coverage(codes, parts, owner.astype(np.intp)), drawn=True)
    lost = sorted(set(range(len(codes))) - set(coverage.owner.tolist()))
    if lost:
        raise BuildError(f"{path.name}: {', '.join(codes[i] for i in lost[:8])}: nothing is left of it outside of other units")
    change = float(shapely.area(coverage.parts).sum()) / before - 1
    if abs(change) > 1e-4:
        report(f"{path.name}: overlaps and gaps were settled, the land is {change:+.2%} of what it was")
    return coverage, tuple(attributes), shown(" ".join(str(content.get("attribution") or "").split()))


def _feature(feature: object, seen: set[str]) -> tuple[Attributes, Any]:
    """What a feature tells of its unit, and its shape on the grid. BuildError says what is wrong, without where."""
    told = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(told, dict):
        raise BuildError("is no Feature with properties")
    code = str(told.get("code") or "")
    if not _CODE.fullmatch(code):
        raise BuildError(f"code: `{shown(code)}` is no code (a property `code` is wanted, of letters, figures and `-`, as JP-13)")
    if code in seen:
        raise BuildError(f"code: `{code}` stands twice")
    seen.add(code)
    names = [str(told.get(name) or "") for name in _NAMES]
    names[0] = names[0] or str(told.get("name") or "")
    country = str(told.get("adm0") or code.partition("-")[0])
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BuildError(f"geometry: `{code}` is no Polygon or MultiPolygon")
    try:
        shape = shapely.make_valid(shapely.from_geojson(json.dumps(geometry)), method="structure", keep_collapsed=False)
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise BuildError(f"geometry: `{code}` can't be read: {shown(str(error))}") from None
    if shape.is_empty or shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise BuildError(f"geometry: `{code}` has no area")
    west, south, east, north = shape.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise BuildError(f"geometry: `{code}` lies at {west:g}, {south:g} to {east:g}, {north:g}: degrees are wanted, longitude first")
    return Attributes(code, country, "", *names), shapely.force_2d(shape)


def _of_base(basemap: Basemap) -> tuple[Coverage, tuple[Attributes, ...]]:
    """The units of a base geometry at its finest level, and what is told of them."""
    level = basemap.levels[-1]
    counts = np.diff(level.arc_start)
    xy = on_grid(level.xy.astype(np.float64))
    lines: NDArray[Any] = shapely.linestrings(xy, indices=np.repeat(np.arange(len(counts)), counts))
    arcs: list[list[int]] = [[] for _ in basemap.codes]
    for arc, sides in enumerate(zip(level.arc_left.tolist(), level.arc_right.tolist(), strict=True)):
        for unit in sides:
            if unit >= 0:
                arcs[unit].append(arc)
    areas = np.array([shapely.build_area(shapely.geometrycollections(list(lines[own]))) for own in arcs], dtype=object)
    parts, owner = shapely.get_parts(areas, return_index=True)
    names: Mapping[str, Sequence[str]] = basemap.names
    attributes: dict[str, Attributes] = {}
    for at, (code, adm0) in enumerate(zip(basemap.codes, basemap.adm0, strict=True)):
        known = code.partition(":")[0]
        attributes.setdefault(known, Attributes(known, adm0, "", names["en"][at], names["ja"][at], names["en"][at], ""))
    return _settled(Coverage(basemap.codes, parts, owner.astype(np.intp)), drawn=False), tuple(attributes.values())


def _settled(coverage: Coverage, *, drawn: bool) -> Coverage:
    """Bring polygons to the grid so that they neither overlap nor gape; parts of a unit that meet become one.

    `drawn`: lines that were drawn twice, once for each neighbour, lie beside each other.
    """
    parts, owner = shapely.remove_repeated_points(shapely.transform(coverage.parts, on_grid)), coverage.owner
    for attempt in range(_ROUNDS):
        twice = drawn and not attempt
        if not twice and shapely.is_valid(parts).all() and shapely.coverage_is_valid(parts):
            return _united(replace(coverage, parts=parts, owner=owner))
        whole = shapely.make_valid(parts, method="structure", keep_collapsed=False)
        clean, at = shapely.get_parts(
            shapely.coverage_clean(whole, gap_width=_GAP, snapping_distance=_SNAP if twice else 0.0), return_index=True
        )
        clean, owner = shapely.remove_repeated_points(shapely.transform(clean, on_grid)), owner[at]
        kept = shapely.area(clean) > 0
        parts, owner = clean[kept], owner[kept]
    raise BuildError("the units overlap or gape in a way that could not be mended; simplify their lines, or mend them in QGIS")


def _united(coverage: Coverage) -> Coverage:
    shapes, owner = [], []
    for unit in np.unique(coverage.owner):
        own = coverage.parts[coverage.owner == unit]
        joined = own if own.size == 1 else shapely.get_parts(shapely.coverage_union_all(own))
        shapes.append(joined)
        owner.append(np.full(len(joined), unit, dtype=np.intp))
    return replace(coverage, parts=shapely.orient_polygons(np.concatenate(shapes)), owner=np.concatenate(owner))


def _for_parts(cut: Cut, codes: Sequence[str]) -> Cut:
    """Let a cut that names a unit split all parts that the built-in base has of it."""
    parts = frozenset(code for code in codes if code.partition(":")[0] in cut.units)
    return replace(cut, units=parts, named=frozenset(name for name in cut.named if name in parts))


def _levels(coverage: Coverage, recipe: Recipe, *, exact: bool) -> list[Level]:
    """The levels of the built-in base. `exact`: the finest is as the coverage is, which was simplified before."""
    levels = []
    for number, (tolerance, smallest) in enumerate(recipe.levels, 1):
        last = number == len(recipe.levels)
        level = build_arcs(simplify(coverage, 0.0 if exact and last else tolerance, 0.0 if last else smallest), tolerance)
        lost = set(range(len(coverage.codes))) - set(level.ring_unit.tolist())
        if lost:
            raise BuildError(f"units lost at {tolerance} degrees: {', '.join(coverage.codes[i] for i in sorted(lost)[:8])}")
        levels.append(level)
    return levels


def _on_land(lines: Lines, coverage: Coverage) -> Lines:
    """Those lines (or rings) of a layer whose middle vertex lies on a unit."""
    middle = (lines.start[:-1] + lines.start[1:]) // 2
    points = shapely.points(lines.xy[middle].astype(np.float64))
    near = np.unique(shapely.STRtree(coverage.parts).query(points, predicate="intersects")[0])
    pieces = [lines.xy[lines.start[at] : lines.start[at + 1]] for at in near]
    xy = np.concatenate(pieces) if pieces else np.zeros((0, 2), np.float32)
    return Lines(xy, np.cumsum([0, *(len(piece) for piece in pieces)]).astype(np.int32), lines.rank[near])
