"""The recipe: what the base data is made of, how, and the checksums that prove it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml

from viewer.store.build.errors import BuildError
from viewer.store.syntax.problems import Problem

_NOTE = """\
# What data/base is made of. `bloc-atlas build` reads `attribution`, `packages`, `levels`, `lakes` and
# `slivers`, and rewrites `cuts`, `inputs`, `outputs` and `made_with`. Numbers in degrees
# unless the name says otherwise.
"""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a public registry that holds source data."""

    name: str
    version: str
    registry: str
    """`npm` or `pypi`."""
    file: str
    sha256: str
    members: Mapping[str, tuple[str, str]]
    """What we call a member -> its path inside the package, and its sha256."""


@dataclass(frozen=True, slots=True)
class Slivers:
    """What a cut shaves off counts as a sliver, and is given back, where it is small, or thin and not large."""

    below_km2: float
    """Area below which anything is a sliver."""
    thin_below_km2: float
    """Area below which a thin strip is one."""
    thin_km: float
    """Mean width of a thin strip."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Sources, parameters and results of a build."""

    attribution: str
    packages: tuple[Package, ...]
    levels: tuple[tuple[float, float], ...]
    """Coarse to fine: tolerance in degrees, smallest island that is kept in square degrees (at the equator)."""
    lakes: tuple[tuple[str, float, float], ...]
    """Coarse to fine: member they come from, tolerance in degrees, smallest lake in square degrees."""
    slivers: Slivers
    cuts: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    made_with: Mapping[str, str] = field(default_factory=dict)


def checksum(content: bytes | Path) -> str:
    """Give the sha256 of bytes or of a file, in hexadecimal."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_recipe(path: Path) -> Recipe:
    """Read `recipe.yaml`; raise BuildError where it is missing or not of the expected form."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Recipe(
            attribution=str(raw["attribution"]),
            packages=tuple(_package(item) for item in raw["packages"]),
            levels=tuple((float(item["tolerance"]), float(item["smallest_island"])) for item in raw["levels"]),
            lakes=tuple((str(i["member"]), float(i["tolerance"]), float(i["smallest"])) for i in raw["lakes"]),
            slivers=Slivers(**{key: float(value) for key, value in raw["slivers"].items()}),
            cuts=dict(raw.get("cuts") or {}),
            inputs=dict(raw.get("inputs") or {}),
            outputs=dict(raw.get("outputs") or {}),
            made_with=dict(raw.get("made_with") or {}),
        )
    except FileNotFoundError as error:
        raise BuildError(f"{path.name} is missing: it tells what the base is made of") from error
    except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise BuildError(f"{path.name} can't be understood: {type(error).__name__} {error}") from error


def write_recipe(path: Path, recipe: Recipe) -> None:
    """Write a recipe in the form `read_recipe` reads, always the same for the same recipe."""
    content: dict[str, Any] = {
        "attribution": recipe.attribution,
        "packages": [_package_entry(package) for package in recipe.packages],
        "levels": [{"tolerance": tolerance, "smallest_island": island} for tolerance, island in recipe.levels],
        "lakes": [{"member": m, "tolerance": tolerance, "smallest": size} for m, tolerance, size in recipe.lakes],
        "slivers": asdict(recipe.slivers),
        "cuts": dict(sorted(recipe.cuts.items())),
        "inputs": dict(sorted(recipe.inputs.items())),
        "outputs": dict(sorted(recipe.outputs.items())),
        "made_with": dict(recipe.made_with),
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=140)
    path.write_text(_NOTE + text, encoding="utf-8", newline="\n")


def differences(data: Path) -> list[Problem]:
    """Compare the files under `data` with the checksums of the recipe: a problem for each that is not what the base was built with."""
    try:
        recipe = read_recipe(data / "base" / "recipe.yaml")
    except BuildError as error:
        return [Problem("base/recipe.yaml", 1, "file", str(error))]
    cuts = "territory/cuts"
    new = sorted({path.name for path in (data / cuts).glob("*.geojson")} - set(recipe.cuts))
    found = [_stale(f"{cuts}/{name}", "is a cut file that the base was not built with") for name in new]
    for folder, sums in ((cuts, recipe.cuts), ("base", recipe.inputs), ("base", recipe.outputs)):
        for name, sha256 in sums.items():
            path = data / folder / name
            if not path.is_file():
                found.append(_stale(f"{folder}/{name}", "is missing"))
            elif checksum(path) != sha256:
                found.append(_stale(f"{folder}/{name}", "is not what `base/recipe.yaml` was written with"))
    return found


def _stale(file: str, message: str) -> Problem:
    return Problem(file, 1, "file", message, "run `bloc-atlas build`")


def _package(item: dict[str, Any]) -> Package:
    members = {key: (str(member["path"]), str(member["sha256"])) for key, member in item["members"].items()}
    return Package(item["name"], str(item["version"]), item["registry"], item["file"], item["sha256"], members)


def _package_entry(package: Package) -> dict[str, Any]:
    return {
        "name": package.name,
        "version": package.version,
        "registry": package.registry,
        "file": package.file,
        "sha256": package.sha256,
        "members": {key: {"path": path, "sha256": sha256} for key, (path, sha256) in package.members.items()},
    }
