"""The whole way from packages and cut files to the base data."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import shapely

from viewer.model.topology import Level, Lines
from viewer.store.build.coverage import split
from viewer.store.build.cuts import read_cuts
from viewer.store.build.errors import BuildError
from viewer.store.build.fetch import read_members
from viewer.store.build.islets import FILE as ISLETS
from viewer.store.build.islets import with_islets
from viewer.store.build.layers import cities_table, lakes, rivers
from viewer.store.build.recipe import Package, Recipe, checksum, read_recipe, write_recipe
from viewer.store.build.simplify import simplify
from viewer.store.build.source import Attributes, Coverage, read_units
from viewer.store.build.topology import build_arcs
from viewer.store.build.write import describe_units, write_geometry, write_units
from viewer.store.locations import cache_folder

_CITY_NAMES = "cities-ja.csv"
_OUTPUTS = ["cities.csv", "geometry.bin", "units.csv"]

Report = Callable[[str], None]


def build(data: Path, workdir: Path | None = None, report: Report = print) -> None:
    """Make the base data in `data/base` from the packages of its recipe and the cuts in `data/territory/cuts`.

    Islands that are drawn by hand, in `data/base/islets.geojson`, are added to those of the packages.
    Packages and parsed sources are kept in `workdir` (by default in the user's cache).
    `report` is told what is going on, a line at a time. Raises BuildError, leaving the present base
    as it is, where a source or a cut can't be used.
    """
    began = perf_counter()
    folder = workdir or cache_folder() / "build"
    base, cuts_folder = data / "base", data / "territory" / "cuts"
    recipe = read_recipe(base / "recipe.yaml")
    source, told = _read_admin(recipe, folder, report)
    admin, attributes = with_islets(base / ISLETS, source, told)
    drawn = frozenset(admin.codes[len(source.codes) :])
    cuts, cut_sums = read_cuts(cuts_folder, {a.code: a.adm0 for a in attributes})
    coverage = split(admin, cuts, recipe.slivers, report)
    read = f"{len(source.codes)} admin-1 units, {len(drawn)} islands, {len(cuts)} cuts"
    report(f"{read}, {len(coverage.codes)} units ({perf_counter() - began:.0f} s)")
    levels = [_level(coverage, tolerance, smallest, drawn, report) for tolerance, smallest in recipe.levels]
    city_names = (base / _CITY_NAMES).read_bytes()
    lake_layers, river_layer, cities = _layers(recipe, folder, _city_names(city_names), report)
    units = describe_units(coverage, attributes)
    base.mkdir(parents=True, exist_ok=True)
    write_units(base / "units.csv", units)
    (base / "cities.csv").write_text(cities, encoding="utf-8", newline="\n")
    write_geometry(base / "geometry.bin", units, levels, lake_layers, river_layer, recipe.attribution)
    result = replace(
        recipe,
        cuts=cut_sums,
        inputs={name: checksum(base / name) for name in (_CITY_NAMES, ISLETS) if (base / name).is_file()},
        outputs={name: checksum(base / name) for name in _OUTPUTS},
        made_with={"shapely": shapely.__version__, "geos": shapely.geos_version_string},
    )
    write_recipe(base / "recipe.yaml", result)
    report(f"built in {perf_counter() - began:.0f} s")


def _read_admin(recipe: Recipe, folder: Path, report: Report) -> tuple[Coverage, tuple[Attributes, ...]]:
    package = _package_with(recipe, "admin1")
    return read_units(folder, package.members["admin1"][1], lambda: read_members(package, ["admin1"], folder, report)["admin1"])


def _level(coverage: Coverage, tolerance: float, smallest: float, drawn: frozenset[str], report: Report) -> Level:
    level = build_arcs(simplify(coverage, tolerance, smallest, drawn), tolerance)
    lost = set(range(len(coverage.codes))) - set(level.ring_unit.tolist())
    if lost:
        raise BuildError(f"units lost at {tolerance} degrees: {', '.join(coverage.codes[i] for i in sorted(lost)[:8])}")
    report(f"level of {tolerance} degrees: {len(level.arc_left)} arcs, {len(level.xy)} vertices")
    return level


def _layers(recipe: Recipe, folder: Path, names_ja: Mapping[tuple[str, str], str], report: Report) -> tuple[list[Lines], Lines, str]:
    lake_layers = []
    for member, tolerance, smallest in recipe.lakes:
        package = _package_with(recipe, f"{member}.shp")
        names = [name for name in package.members if name.partition(".")[0] == member]
        files = read_members(package, names, folder, report)
        lake_layers.append(lakes({name.partition(".")[2]: content for name, content in files.items()}, tolerance, smallest))
    package = _package_with(recipe, "rivers")
    contents = read_members(package, ["rivers", "cities"], folder, report)
    return lake_layers, rivers(contents["rivers"]), cities_table(contents["cities"], names_ja)


def _package_with(recipe: Recipe, member: str) -> Package:
    for package in recipe.packages:
        if member in package.members:
            return package
    raise BuildError(f"no package of the recipe has a member `{member}`")


def _city_names(content: bytes) -> dict[tuple[str, str], str]:
    rows = csv.DictReader(io.StringIO(content.decode()))
    return {(row["country"], row["name_en"]): row["name_ja"] for row in rows}
