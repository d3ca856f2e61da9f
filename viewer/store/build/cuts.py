"""Hand-drawn cuts as the build takes them: on its grid, with the countries they name spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely

from viewer.store.build.errors import BuildError
from viewer.store.build.measure import on_grid
from viewer.store.build.recipe import checksum
from viewer.store.cuts import DrawnCut
from viewer.store.cuts import read_cuts as read_drawn
from viewer.store.schema.desk import Desk
from viewer.store.syntax.problems import Problems

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
    problems = Problems()
    desk = Desk(problems)
    checksums: dict[str, str] = {}
    cuts: list[Cut] = []
    for path in sorted(folder.glob("*.geojson")):
        content = path.read_bytes()
        checksums[path.name] = checksum(content)
        desk.file = path.name
        cuts += [_on_grid(drawn, adm0, problems) for drawn in read_drawn(path.name, content, desk) if drawn.shape is not None]
    if problems:
        raise BuildError("\n".join(map(str, problems)))
    return sorted(cuts, key=lambda cut: cut.id), checksums


def _on_grid(drawn: DrawnCut, adm0: Mapping[str, str], problems: Problems) -> Cut:
    countries = {item.removeprefix(_COUNTRY) for item in drawn.units if item.startswith(_COUNTRY)}
    named = {item for item in drawn.units if not item.startswith(_COUNTRY)}
    unknown = [f"unit `{item}`" for item in sorted(named - set(adm0))]
    unknown += [f"country `{item}`" for item in sorted(countries - set(adm0.values()))]
    for item in unknown:
        problems.add(drawn.file, drawn.line, "units", f"the cut `{drawn.id}` names the {item}, which is not there")
    shape = shapely.remove_repeated_points(shapely.transform(drawn.shape, on_grid))
    if not shapely.is_valid(shape):
        reason = shapely.is_valid_reason(shape)
        problems.add(drawn.file, drawn.line, "geometry", f"the cut `{drawn.id}` is not a valid polygon on the grid: {reason}")
    inside = {code for code, country in adm0.items() if country in countries}
    return Cut(drawn.id, shape, frozenset(named), frozenset(named | inside), drawn.file)
