"""An atlas of one's own brings its own units, or splits the built-in ones by cuts of its own."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from viewer.cli import main
from viewer.store.basemap import load_basemap
from viewer.store.build import BuildError, own
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import data_folder
from viewer.store.own_base import stale_inputs

HEAD = "atlas: 1\ntitle: {en: Squares}\nspan: 1868-01-01/1889-12-31\nlanguages: [en]\nlicence: CC-BY-4.0\nbase: land\n"


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def unit(code: str, geometry: object, **told: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code, **told}, "geometry": geometry}


SLOPPY = [
    unit("AA-1", square(130, 30, 132, 32), name="One", name_ja="一"),
    unit("AA-2", square(131.99, 30, 134, 32.0003), name="Two"),  # over the first
    unit("BB-1", square(134.0004, 30, 136, 32), name="Three", adm0="CC"),  # 40 m beside the second
]


def atlas(folder: Path, *features: object, cut: object = None, **collection: object) -> Path:
    """Write an atlas with units of its own and return its folder."""
    (folder / "land").mkdir(parents=True)
    (folder / "atlas.yaml").write_text(HEAD)
    if features:
        (folder / "land" / "units.geojson").write_text(json.dumps({"type": "FeatureCollection", **collection, "features": features}))
    if cut:
        (folder / "territory" / "cuts").mkdir(parents=True)
        (folder / "territory" / "cuts" / "a.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [cut]}))
    return folder


def quiet(_: str) -> None:
    """Say nothing."""


def strip(units: list[str], west: float, east: float) -> dict[str, Any]:
    properties = {"id": "strip", "units": units, "what": "a strip", "source": "made up"}
    return {"type": "Feature", "properties": properties, "geometry": square(west, 29, east, 33)}


def test_units_that_overlap_or_gape_become_one_coverage_with_names_and_countries(tmp_path: Path) -> None:
    said: list[str] = []
    own.build_own(atlas(tmp_path / "a", *SLOPPY, attribution="Drawn by hand"), said.append)
    base = load_basemap(tmp_path / "a" / "land")
    assert (base.codes, base.adm0) == (("AA-1", "AA-2", "BB-1"), ("AA", "AA", "CC"))
    assert (base.names["en"], base.names["ja"]) == (("One", "Two", "Three"), ("一", "", ""))
    assert base.attribution == "Drawn by hand"
    for level in base.levels:
        between = np.sort(np.stack([level.arc_left, level.arc_right]), axis=0).T.tolist()
        assert [0, 1] in between, "neighbours share a line"
        assert [1, 2] in between, "the gap is gone"
    assert any("overlaps and gaps were settled" in line for line in said)
    assert open_atlas(tmp_path / "a", None).basemap.count == 3


def test_cuts_split_units_of_the_atlas(tmp_path: Path) -> None:
    own.build_own(atlas(tmp_path / "a", *SLOPPY, cut=strip(["AA-2"], 133, 135)), quiet)
    base = load_basemap(tmp_path / "a" / "land")
    assert base.codes == ("AA-1", "AA-2", "AA-2:strip", "BB-1")
    assert base.area_km2[1] == pytest.approx(base.area_km2[2], rel=0.02)


def test_without_units_of_its_own_an_atlas_splits_those_of_the_built_in_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = tmp_path / "shipped"
    own.build_own(atlas(tmp_path / "a", *SLOPPY, cut=strip(["AA-2"], 133, 135)), quiet)
    shutil.copytree(tmp_path / "a" / "land", shipped / "base")
    shutil.copy(data_folder() / "base" / "recipe.yaml", shipped / "base")
    monkeypatch.setattr(own, "data_folder", lambda: shipped)
    second = strip(["adm0:AA"], 131, 133.5) | {"properties": {"id": "band", "units": ["AA-1", "AA-2"], "what": "a", "source": "b"}}
    own.build_own(atlas(tmp_path / "b", cut=second), quiet)
    base, before = load_basemap(tmp_path / "b" / "land"), load_basemap(shipped / "base")
    assert set(base.codes) == {"AA-1", "AA-1:band", "AA-2:band", "AA-2:strip", "AA-2:strip:band", "BB-1"}
    assert base.area_km2.sum() == pytest.approx(before.area_km2.sum(), rel=1e-4)
    assert base.attribution == "Made with Natural Earth"
    assert base.names["ja"][base.codes.index("AA-1:band")] == "一"


@pytest.mark.parametrize(
    ("feature", "told"),
    [
        (unit("", square(0, 0, 1, 1)), "feature 4: code: `` is no code"),
        (unit("a:b", square(0, 0, 1, 1)), "feature 4: code: `a:b` is no code"),
        (unit("AA-1", square(0, 0, 1, 1)), "feature 4: code: `AA-1` stands twice"),
        (unit("X", {"type": "Point", "coordinates": [1, 2]}), "feature 4: geometry: `X` is no Polygon or MultiPolygon"),
        (unit("X", square(15e6, 4e6, 16e6, 5e6)), "degrees are wanted, longitude first"),
        (unit("X", square(1, 1, 1, 1)), "feature 4: geometry: `X`"),
        (unit("X", {"type": "Polygon", "coordinates": [[["a", "b"]]]}), "feature 4: geometry: `X` can't be read"),
        (unit("X", square(130.5, 30.5, 131, 31)), "X: nothing is left of it outside of other units"),
        ("nonsense", "feature 4: is no Feature with properties"),
    ],
)  # fmt: skip
def test_a_unit_that_can_not_be_used_is_told_and_nothing_is_written(feature: object, told: str, tmp_path: Path) -> None:
    folder = atlas(tmp_path / "a", *SLOPPY, feature)
    with pytest.raises(BuildError) as refusal:
        own.build_own(folder, quiet)
    assert told in str(refusal.value)
    assert [path.name for path in (folder / "land").iterdir()] == ["units.geojson"]


@pytest.mark.parametrize(
    ("content", "told"), [("[", "is not sound JSON"), ("[]", "no FeatureCollection"), ('{"features": []}', "no FeatureCollection")]
)
def test_a_file_of_no_units_is_refused(content: str, told: str, tmp_path: Path) -> None:
    folder = atlas(tmp_path / "a", *SLOPPY)
    (folder / "land" / "units.geojson").write_text(content)
    with pytest.raises(BuildError, match=told):
        own.build_own(folder, quiet)


def test_the_command_line_builds_and_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = atlas(tmp_path / "a", *SLOPPY)
    assert main(["check", str(folder)]) == 2
    assert f"run `bloc-atlas build {folder}`" in capsys.readouterr().out
    assert main(["build", str(folder)]) == 0
    assert main(["check", str(folder)]) == 0
    (folder / "atlas.yaml").write_text(HEAD.replace("land", "built-in"))
    assert main(["build", str(folder)]) == 2
    assert "write `base: land` in atlas.yaml" in capsys.readouterr().err
    assert main(["build", str(tmp_path / "nowhere")]) == 2
    assert main(["build", "--packaged", str(folder)]) == 2


def test_a_map_that_was_built_from_other_files_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = atlas(tmp_path / "squares", *SLOPPY, cut=strip(["AA-2"], 133, 134))
    own.build_own(folder, quiet)
    picture = ["export", str(folder), "--size", "300x200", "-o", str(tmp_path / "a.png")]
    assert main(["check", str(folder)]) == 0
    assert main(picture) == 0
    assert "since the map was built" not in capsys.readouterr().err
    units, cuts = folder / "land" / "units.geojson", folder / "territory" / "cuts"
    units.write_text(units.read_text().replace("Two", "Zwei"))
    (cuts / "b.geojson").write_bytes((cuts / "a.geojson").read_bytes().replace(b'"strip"', b'"other"'))
    for path in (units, cuts):
        os.utime(path, (time.time() + 60, time.time() + 60))  # clocks of file systems may be coarse
    (cuts / "a.geojson").unlink()
    assert main(["check", str(folder)]) == 2
    told = capsys.readouterr().out
    assert f"land/units.geojson:1: file: has changed since the map was built (run `bloc-atlas build {folder}`)" in told
    assert "territory/cuts/a.geojson:1: file: is gone since the map was built" in told
    assert "territory/cuts/b.geojson:1: id: the base geometry does not know these cuts yet: `other`" in told, "nothing is said twice"
    assert "is new: the map was built without it" in {one.message for one in stale_inputs(folder)}
    assert main(picture) == 0, "what is built is still shown"
    assert "bloc-atlas: land/units.geojson:1: file: has changed since the map was built" in capsys.readouterr().err
    own.build_own(folder, quiet)
    assert main(["check", str(folder)]) == 0
    (folder / "land" / "built.json").write_text("[")
    assert main(["check", str(folder)]) == 2
    assert "land/built.json:1: file: can't be read" in capsys.readouterr().out
    (folder / "land" / "built.json").unlink()
    assert main(["check", str(folder)]) == 0, "of what was built by an earlier version nothing is known"


def test_whoever_drew_the_units_is_credited_on_pictures(tmp_path: Path) -> None:
    told = []
    for name, credit in (("a", {"attribution": "Drawn after\nthe survey of 1889"}), ("b", {})):
        folder = atlas(tmp_path / name, *SLOPPY, **credit)
        own.build_own(folder, quiet)
        picture = tmp_path / f"{name}.png"
        assert main(["export", str(folder), "--lang", "en", "--size", "900x500", "--caption", "-o", str(picture)]) == 0
        told.append((tmp_path / f"{name}.caption.txt").read_text(encoding="utf-8").splitlines()[-1])
    assert told[0].startswith("Squares · Drawn after the survey of 1889 · Made with Natural Earth")
    assert told[1].startswith("Squares · Made with Natural Earth"), "its lakes and rivers are"
