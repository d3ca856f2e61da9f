"""The base is built as the recipe says; cuts split units and leave no gap and no overlap."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely import box

from viewer.store.build import BuildError, build
from viewer.store.build.coverage import split
from viewer.store.build.cuts import Cut, read_cuts
from viewer.store.build.fetch import read_members
from viewer.store.build.islets import FILE as ISLETS
from viewer.store.build.islets import with_islets
from viewer.store.build.layers import cities_table
from viewer.store.build.measure import area_km2, on_grid
from viewer.store.build.recipe import Package, Slivers, checksum, differences, read_recipe, write_recipe
from viewer.store.build.simplify import simplify
from viewer.store.build.source import Coverage, parse_units, read_units
from viewer.store.build.topology import build_arcs
from viewer.store.checking import check_folder

DATA = Path(__file__).parents[2] / "data"
SLIVERS = Slivers(below_km2=3, thin_below_km2=50, thin_km=1)
SQUARE_KM = 1 / 110.6  # degrees a kilometre measures near the equator


def silent(_line: str) -> None:
    """Take the lines of a report without printing them."""


def coverage_of(*units: tuple[str, shapely.Geometry]) -> Coverage:
    parts, owner = shapely.get_parts(np.array([shape for _, shape in units], dtype=object), return_index=True)
    parts = shapely.orient_polygons(shapely.transform(parts, on_grid))
    return Coverage(tuple(code for code, _ in units), parts, owner)


def cut(name: str, shape: shapely.Geometry, *units: str) -> Cut:
    return Cut(name, shapely.transform(shape, on_grid), frozenset(units), frozenset(units), "test.geojson")


def areas(coverage: Coverage) -> dict[str, float]:
    """Square degrees of each unit."""
    sums = np.bincount(coverage.owner, weights=shapely.area(coverage.parts), minlength=len(coverage.codes))
    return {code: round(float(area), 6) for code, area in zip(coverage.codes, sums, strict=True)}


def pair() -> Coverage:
    """Two square units side by side, the east one with an island."""
    east = shapely.union_all([box(1, 0, 2, 1), box(3, 0, 3.01, 0.01)])
    return coverage_of(("A-1", box(0, 0, 1, 1)), ("B-1", east))


# cuts


def test_a_cut_splits_its_units_and_names_the_parts() -> None:
    done = split(pair(), [cut("north", box(-1, 0.6, 5, 2), "A-1", "B-1")], SLIVERS, silent)
    assert areas(done) == {"A-1": 0.6, "A-1:north": 0.4, "B-1": 0.6001, "B-1:north": 0.4}


def test_cuts_that_overlap_make_a_part_for_each_combination() -> None:
    cuts = [cut("west", box(-1, -1, 0.5, 2), "A-1"), cut("north", box(-1, 0.5, 5, 2), "A-1")]
    done = split(pair(), cuts, SLIVERS, silent)
    assert areas(done) == {"A-1": 0.25, "A-1:north": 0.25, "A-1:north:west": 0.25, "A-1:west": 0.25, "B-1": 1.0001}


def test_a_cut_leaves_units_alone_that_it_does_not_list() -> None:
    done = split(pair(), [cut("north", box(-1, 0.6, 5, 2), "A-1")], SLIVERS, silent)
    assert areas(done) == {"A-1": 0.6, "A-1:north": 0.4, "B-1": 1.0001}


def test_the_neighbour_gets_the_new_vertex_so_that_all_lines_are_shared() -> None:
    done = split(pair(), [cut("north", box(-1, 0.6, 5, 2), "A-1")], SLIVERS, silent)
    neighbour = done.parts[done.codes.index("B-1") == done.owner]
    assert [1.0, 0.6] in shapely.get_coordinates(neighbour).tolist()
    arcs = build_arcs(done, 0.1)
    between = {frozenset((done.codes[a], done.codes[b])) for a, b in zip(arcs.arc_left, arcs.arc_right, strict=True) if b >= 0}
    assert between == {frozenset(p) for p in (("A-1", "A-1:north"), ("A-1", "B-1"), ("A-1:north", "B-1"))}


def test_an_oblique_line_passes_its_vertices_on_too() -> None:
    slope = shapely.Polygon([(0.1234567, -0.3), (1.9, 1.2654321), (-2, 3), (-2, -1)])
    east = coverage_of(
        ("A-1", shapely.Polygon([(0, 0), (1.1, 0), (0.9, 1), (0, 1)])), ("B-1", shapely.Polygon([(1.1, 0), (2, 0), (2, 1), (0.9, 1)]))
    )
    done = split(east, [cut("slope", slope, "A-1")], SLIVERS, silent)
    assert shapely.coverage_is_valid(done.parts)
    assert sum(areas(done).values()) == pytest.approx(2.0, abs=1e-5)
    arcs = build_arcs(done, 0.1)
    assert (arcs.arc_right >= 0).sum() >= 3


def test_a_hole_may_be_cut_and_holds_another_unit() -> None:
    ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    done = split(coverage_of(("A-1", ring), ("B-1", box(1, 1, 2, 2))), [cut("south", box(-1, -1, 4, 1.5), "A-1")], SLIVERS, silent)
    assert areas(done) == {"A-1": 4.0, "A-1:south": 4.0, "B-1": 1.0}
    assert (build_arcs(done, 0.1).arc_right >= 0).sum() == 4


def test_an_island_goes_to_a_loose_polygon_around_it_however_small() -> None:
    done = split(pair(), [cut("island", box(2.9, -0.1, 3.2, 0.2), "B-1")], SLIVERS, silent)
    assert areas(done) == {"A-1": 1.0, "B-1": 1.0, "B-1:island": 0.0001}
    tiny = coverage_of(("A-1", shapely.union_all([box(0, 0, 1, 1), box(3, 0, 3.001, 0.001)])))
    assert area_km2(tiny.parts).min() < SLIVERS.below_km2
    assert "A-1:island" in split(tiny, [cut("island", box(2, -1, 4, 1), "A-1")], SLIVERS, silent).codes


def test_a_unit_wholly_inside_a_cut_takes_its_name_and_that_is_told() -> None:
    lines: list[str] = []
    done = split(pair(), [cut("west", box(-1, -1, 1, 2), "A-1", "B-1")], SLIVERS, lines.append)
    assert set(done.codes) == {"A-1:west", "B-1"}
    assert any(line.endswith("only their parts have codes: A-1") for line in lines)
    assert any("leaves B-1 whole" in line for line in lines)


def test_what_a_line_shaves_off_is_given_back() -> None:
    width = 0.4 * SQUARE_KM
    strip = split(pair(), [cut("west", box(-1, -1, 1 - width, 2), "A-1")], SLIVERS, silent)
    assert set(strip.codes) == {"A-1:west", "B-1"}, "a thin strip in the east went to the rest"
    north = shapely.union_all([box(-1, 0.5, 5, 2), box(-1, -1, SQUARE_KM, SQUARE_KM)])
    corner = split(pair(), [cut("north", north, "A-1")], SLIVERS, silent)
    assert areas(corner)["A-1:north"] == 0.5, "a small corner went back"


def test_a_small_place_cut_out_on_purpose_stays() -> None:
    place = box(0.5, 0.5, 0.5 + SQUARE_KM, 0.5 + SQUARE_KM)
    assert "A-1:place" in split(pair(), [cut("place", place, "A-1")], SLIVERS, silent).codes


def test_a_cut_without_effect_is_refused() -> None:
    with pytest.raises(BuildError, match="cut `sea` reaches none of its units"):
        split(pair(), [cut("sea", box(5, 5, 6, 6), "A-1")], SLIVERS, silent)


def test_no_cuts_leave_the_coverage_as_it_is() -> None:
    before = pair()
    assert split(before, [], SLIVERS, silent) is before


# cut files


SPIKE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0.5, 3e-7], [0, 1], [0, 0]]]}
"""A ring that touches itself once its points lie on the grid."""


def feature(name: object = "some-cut", units: object = ("A-1",), **changes: Any) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    properties = {"id": name, "units": list(units) if isinstance(units, tuple) else units, "what": "a line", "source": "a treaty"}
    whole = {"type": "Feature", "properties": properties, "geometry": geometry}
    whole["properties"] |= changes.pop("properties", {})
    return whole | changes


def write_cuts(folder: Path, *features: object, name: str = "some.geojson") -> None:
    (folder / name).write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def test_cut_files_are_read_with_countries_spelled_out(tmp_path: Path) -> None:
    write_cuts(tmp_path, feature(units=("adm0:AAA", "B-1")))
    cuts, sums = read_cuts(tmp_path, {"A-1": "AAA", "A-2": "AAA", "B-1": "BBB"})
    assert [c.id for c in cuts] == ["some-cut"]
    assert cuts[0].named == {"B-1"}
    assert cuts[0].units == {"A-1", "A-2", "B-1"}
    assert sums == {"some.geojson": checksum(tmp_path / "some.geojson")}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (feature(name="Not An Id"), r"features\[0\].properties.id: `Not An Id` is not an id"),
        (feature(name=None), "properties.id: `None` is not an id"),
        (feature(units=()), "properties.units: is not a list of unit codes"),
        (feature(units="A-1"), "properties.units: is not a list of unit codes"),
        (feature(units=("C-9",)), "`some-cut` names the unit `C-9`, which is not there"),
        (feature(units=("adm0:CCC",)), "`some-cut` names the country `CCC`, which is not there"),
        (feature(properties={"source": ""}), "properties.source: is missing"),
        (feature(geometry={"type": "LineString", "coordinates": [[0, 0], [1, 1]]}), "is a LineString"),
        (feature(geometry=None), "geometry: is null"),
        (feature(geometry={"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}), "a ring has 2 points"),
        (feature(geometry={"type": "Polygon", "coordinates": []}), "hold no ring"),
        (feature(geometry={"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}), "Self-intersection"),
        (feature(geometry={"type": "Polygon", "coordinates": [[[0, 0], [200, 0], [200, 9], [0, 0]]]}), "longitude"),
        (feature(geometry=SPIKE), "`some-cut` is not a valid polygon on the grid"),
        ("text", "properties: are missing"),
    ],
)
def test_a_bad_cut_is_refused_with_file_line_and_reason(tmp_path: Path, wrong: object, reason: str) -> None:
    write_cuts(tmp_path, wrong)
    with pytest.raises(BuildError, match=reason) as caught:
        read_cuts(tmp_path, {"A-1": "AAA"})
    assert str(caught.value).startswith("some.geojson:1: ")


def test_all_bad_cuts_are_told_at_once(tmp_path: Path) -> None:
    write_cuts(tmp_path, feature(), feature(units=("C-9",), name="other"))
    write_cuts(tmp_path, feature(), name="twice.geojson")
    (tmp_path / "broken.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_cuts(tmp_path, {"A-1": "AAA"})
    message = str(caught.value)
    assert "broken.geojson:1: json: " in message
    assert "`other` names the unit `C-9`" in message
    assert "twice.geojson:1: id: `some-cut` is defined twice (also at some.geojson:1; choose another id)" in message


# islands drawn by hand


def island(code: str = "X-1", shape: shapely.Geometry | None = None, **changes: str) -> dict[str, Any]:
    told = dict.fromkeys(["name_en", "name_ja", "name_local", "name_ru", "what", "source"], "an island") | {"code": code, "adm0": "XXX"}
    return {"type": "Feature", "properties": told | changes, "geometry": json.loads(shapely.to_geojson(shape or box(9, 0, 9.002, 0.002)))}


def test_islands_drawn_by_hand_become_units_after_the_others(tmp_path: Path) -> None:
    source, told = parse_units(collection(("A-1", "AAA", box(0, 0, 1, 1))))
    assert with_islets(tmp_path / ISLETS, source, told) == (source, told), "no file, no islands"
    two = shapely.MultiPolygon([box(8, 0, 8.001, 0.001), box(8.1, 0, 8.101, 0.001)])
    write_cuts(tmp_path, island("X-1", name_ja="島"), island("X-2", two), name=ISLETS)
    coverage, attributes = with_islets(tmp_path / ISLETS, source, told)
    assert coverage.codes == ("A-1", "X-1", "X-2")
    assert coverage.owner.tolist() == [0, 1, 2, 2]
    assert [(one.code, one.adm0, one.name_ja) for one in attributes] == [
        ("A-1", "AAA", ""),
        ("X-1", "XXX", "島"),
        ("X-2", "XXX", "an island"),
    ]


@pytest.mark.parametrize(
    ("features", "reason"),
    [
        ([island("A-1")], "the code `A-1` is taken"),
        ([island(), island(shape=box(7, 0, 7.1, 0.1))], "the code `X-1` is taken"),
        ([island(shape=box(0.9, 0, 1.1, 0.1))], "`X-1` lies on other land"),
        ([island(name_ja="")], "`X-1`: `name_ja` is missing"),
        ([island(shape=shapely.LineString([(8, 0), (9, 0)]))], "`X-1` is no valid Polygon"),
        ([island(shape=shapely.Polygon([(8, 0), (9, 1), (9, 0), (8, 1), (8, 0)]))], "`X-1` is no valid Polygon"),
        (["text"], "no GeoJSON FeatureCollection"),
    ],
)
def test_bad_islands_are_refused(tmp_path: Path, features: list[object], reason: str) -> None:
    write_cuts(tmp_path, *features, name=ISLETS)
    with pytest.raises(BuildError, match=reason) as caught:
        with_islets(tmp_path / ISLETS, *parse_units(collection(("A-1", "AAA", box(0, 0, 1, 1)))))
    assert str(caught.value).startswith(ISLETS)


def test_islands_drawn_by_hand_keep_their_outline() -> None:
    rock = shapely.Point(9, 0).buffer(0.002, quad_segs=2)
    whole = coverage_of(("A-1", box(0, 0, 1, 1)), ("X-1", rock), ("X-2", shapely.Point(7, 0).buffer(0.002, quad_segs=2)))
    thin = simplify(whole, 0.005, 0, {"X-1"})
    assert areas(thin)["X-1"] == areas(whole)["X-1"]
    assert len(shapely.get_coordinates(thin.parts[1])) == 9 > len(shapely.get_coordinates(thin.parts[2]))


# simplification and topology


def wavy() -> Coverage:
    """Two units that share a wavy line, and a small island."""
    y = np.linspace(0, 1, 101)
    line = np.column_stack([1 + 0.01 * np.sin(y * 60), y])
    line[[0, -1], 0] = 1
    west = shapely.Polygon([(0, 0), *line.tolist(), (0, 1)])
    east = shapely.Polygon([*line.tolist()[::-1], (2, 0), (2, 1)])
    return coverage_of(("A-1", shapely.union_all([west, box(5, 0, 5.1, 0.1)])), ("B-1", east), ("C-1", box(7, 0, 7.01, 0.01)))


def test_simplified_units_still_share_their_lines() -> None:
    thin = simplify(wavy(), 0.1, 0)
    arcs = build_arcs(thin, 0.1)
    assert len(arcs.xy) < len(build_arcs(wavy(), 0.1).xy) / 5
    assert ((arcs.arc_left == 0) & (arcs.arc_right == 1)).sum() == 1
    assert shapely.coverage_is_valid(thin.parts)


def test_small_islands_go_unless_they_are_all_a_unit_has() -> None:
    thin = simplify(wavy(), 0, 0.05)
    assert sorted(thin.owner.tolist()) == [0, 1, 2]
    assert len(simplify(wavy(), 0, 0.005).parts) == 4


def test_a_unit_in_a_hole_is_no_island() -> None:
    ring = box(0, 0, 3, 3).difference(shapely.union_all([box(1, 1, 1.1, 1.1)]))
    inner = coverage_of(("A-1", ring), ("B-1", shapely.union_all([box(1, 1, 1.1, 1.1), box(8, 8, 9, 9)])))
    assert len(simplify(inner, 0, 0.5).parts) == 3


def test_land_cut_by_the_frame_keeps_its_corners() -> None:
    ragged = [(180, 60), (180, 70), *[(170 - i % 2, 70 - i) for i in range(11)]]
    west = [(-180, 60), (-175, 65), (-180, 70)]
    done = simplify(coverage_of(("R-1", shapely.MultiPolygon([shapely.Polygon(ragged), shapely.Polygon(west)]))), 3, 0)
    xy = shapely.get_coordinates(done.parts).tolist()
    for corner in ([180, 60], [180, 70], [-180, 60], [-180, 70]):
        assert corner in xy
    arcs = build_arcs(done, 0.1)
    assert arcs.arc_frame.sum() == 2
    assert len(arcs.arc_frame) == 4


def test_overlapping_units_are_no_coverage() -> None:
    same = box(0, 0, 1, 1)
    with pytest.raises(BuildError, match="units overlap: A-1, B-1"):
        build_arcs(coverage_of(("A-1", same), ("B-1", same)), 0.1)


# sources


def collection(*units: tuple[str, str, shapely.Geometry]) -> dict[str, Any]:
    blank = dict.fromkeys(["iso_3166_2", "name", "name_en", "name_ja", "name_local", "name_ru"])
    return {
        "features": [
            {
                "properties": blank | {"adm1_code": code, "adm0_a3": country, "name": f"Land {code}"},
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for code, country, shape in units
        ]
    }


def test_units_are_ordered_mended_and_named() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)])
    coverage, attributes = parse_units(collection(("B-2", "BBB", box(5, 5, 6, 6)), ("B-1", "BBB", bow), ("Z-9", "AAA", box(8, 8, 9, 9))))
    assert coverage.codes == ("Z-9", "B-1", "B-2")
    assert attributes[0].name_en == "Land Z-9"
    assert shapely.is_valid(coverage.parts).all()
    with pytest.raises(BuildError, match="one code"):
        parse_units(collection(("B-1", "BBB", box(5, 5, 6, 6)), ("B-1", "BBB", box(8, 8, 9, 9))))


def test_parsed_units_are_kept_and_a_damaged_copy_is_parsed_again(tmp_path: Path) -> None:
    calls: list[int] = []

    def load() -> bytes:
        calls.append(1)
        ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
        return json.dumps(collection(("A-1", "AAA", ring), ("B-1", "BBB", box(1, 1, 2, 2)))).encode()

    first = read_units(tmp_path, "abc", load)
    again = read_units(tmp_path, "abc", load)
    assert len(calls) == 1
    assert again[1] == first[1]
    assert shapely.equals_exact(again[0].parts, first[0].parts).all()
    kept = next(tmp_path.glob("*.bin"))
    kept.write_bytes(kept.read_bytes()[:-70])
    read_units(tmp_path, "abc", load)
    assert len(calls) == 2


def test_members_are_read_and_their_checksums_proved(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "some.whl", "w") as archive:
        archive.writestr("in/a.txt", b"hello")
    with tarfile.open(tmp_path / "some.tgz", "w:gz") as archive:
        entry = tarfile.TarInfo("in/a.txt")
        entry.size = 5
        archive.addfile(entry, io.BytesIO(b"hello"))
    for registry, name in (("pypi", "some.whl"), ("npm", "some.tgz")):
        sha256 = checksum(tmp_path / name)
        good = Package("some", "1", registry, name, sha256, {"a": ("in/a.txt", checksum(b"hello")), "b": ("in/b.txt", "")})
        assert read_members(good, ["a"], tmp_path, silent) == {"a": b"hello"}
        with pytest.raises(BuildError, match="lacks"):
            read_members(good, ["b"], tmp_path, silent)
        with pytest.raises(BuildError, match="member `a` has not"):
            read_members(Package("some", "1", registry, name, sha256, {"a": ("in/a.txt", "0")}), ["a"], tmp_path, silent)
        with pytest.raises(BuildError, match="not the file the recipe names"):
            read_members(Package("some", "1", registry, name, "0", good.members), ["a"], tmp_path, silent)


def test_a_package_that_can_not_be_had_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.store.build.fetch.shutil.which", lambda _name: None)
    with pytest.raises(BuildError, match="`npm` is needed"):
        read_members(Package("some", "1", "npm", "some.tgz", "0", {}), [], tmp_path, silent)
    monkeypatch.setattr("viewer.store.build.fetch.shutil.which", lambda _name: sys.executable)
    with pytest.raises(BuildError, match="could not be downloaded"):
        read_members(Package("some", "1", "npm", "some.tgz", "0", {}), [], tmp_path, silent)


def test_a_japanese_name_must_fit_a_city() -> None:
    place = {"n": "Some  Town", "o": 1.5, "a": 2.5, "p": 9, "r": 3, "c": 1, "y": "AAA"}
    content = json.dumps({"cities": [place]}).encode()
    rows = list(csv.DictReader(io.StringIO(cities_table(content, {("AAA", "Some Town"): "町"}))))
    assert rows == [
        {
            "name_en": "Some Town",
            "name_ja": "町",
            "country": "AAA",
            "lon": "1.5",
            "lat": "2.5",
            "population": "9",
            "rank": "3",
            "capital": "1",
        }
    ]
    with pytest.raises(BuildError, match="Nowhere"):
        cities_table(content, {("AAA", "Nowhere"): "無"})


def test_areas_are_those_of_the_ellipsoid() -> None:
    assert area_km2(np.array([box(-180, -90, 180, 90)], dtype=object))[0] == pytest.approx(510_065_622, rel=1e-6)


# the committed base


def test_the_committed_base_is_what_the_recipe_says() -> None:
    assert differences(DATA) == []


def test_a_changed_file_does_not_go_unnoticed(tmp_path: Path) -> None:
    base, cuts = tmp_path / "base", tmp_path / "territory" / "cuts"
    base.mkdir(parents=True)
    cuts.mkdir(parents=True)
    recipe = read_recipe(DATA / "base" / "recipe.yaml")
    for name in (*recipe.inputs, *recipe.outputs):
        shutil.copy(DATA / "base" / name, base)
    write_recipe(base / "recipe.yaml", recipe)
    assert read_recipe(base / "recipe.yaml") == recipe
    assert len(differences(tmp_path)) == len(recipe.cuts)
    (base / "units.csv").write_text("other", encoding="utf-8")
    (base / "cities.csv").unlink()
    write_cuts(cuts, name="zzz-new.geojson")
    found = "\n".join(map(str, differences(tmp_path)))
    assert "base/units.csv:1: file: is not what `base/recipe.yaml` was written with (run `bloc-atlas build`)" in found
    assert "base/cities.csv:1: file: is missing" in found
    assert "territory/cuts/zzz-new.geojson:1: file: is a cut file that the base was not built with" in found
    (base / "recipe.yaml").write_text("packages: 3", encoding="utf-8")
    assert [problem.file for problem in differences(tmp_path)] == ["base/recipe.yaml"]


def test_check_tells_of_a_base_that_is_older_than_its_files(tmp_path: Path) -> None:
    shutil.copytree(DATA.parent / "tests" / "data" / "sample", tmp_path, dirs_exist_ok=True)
    assert check_folder(tmp_path) == ()
    recipe = replace(read_recipe(DATA / "base" / "recipe.yaml"), cuts={}, inputs={"islets.geojson": "0"}, outputs={})
    (tmp_path / "base").mkdir()
    write_recipe(tmp_path / "base" / "recipe.yaml", recipe)
    (problem,) = check_folder(tmp_path)
    assert (problem.file, problem.message, problem.hint) == ("base/islets.geojson", "is missing", "run `bloc-atlas build`")


def test_a_recipe_that_can_not_be_understood_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="missing"):
        read_recipe(tmp_path / "recipe.yaml")
    for text in ("", "packages: 3", "attribution: [", "attribution: x\npackages: [{name: a}]"):
        (tmp_path / "recipe.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(BuildError, match="can't be understood"):
            read_recipe(tmp_path / "recipe.yaml")


def test_the_unit_table_tells_codes_apart_into_unit_and_cuts() -> None:
    with (DATA / "base" / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["index"]) for row in rows] == list(range(len(rows)))
    assert len({row["code"] for row in rows}) == len(rows)
    assert all(":".join([row["unit"], *row["cuts"].split()]) == row["code"] for row in rows)
    assert {row["unit"] for row in rows if row["adm0"] == "RUS"} >= {"RUS-283", "RUS-5482"}


@pytest.mark.skipif(os.environ.get("BLOC_ATLAS_REBUILD") != "1", reason="downloads 150 MB and takes a minute; set BLOC_ATLAS_REBUILD=1")
def test_a_rebuild_gives_the_same_files_bit_by_bit(tmp_path: Path) -> None:
    shutil.copytree(DATA / "territory" / "cuts", tmp_path / "territory" / "cuts")
    (tmp_path / "base").mkdir()
    for name in ("recipe.yaml", "cities-ja.csv", ISLETS):
        shutil.copy(DATA / "base" / name, tmp_path / "base")
    folder = os.environ.get("BLOC_ATLAS_WORKDIR")
    build(tmp_path, Path(folder) if folder else None, silent)
    expected = read_recipe(DATA / "base" / "recipe.yaml")
    assert read_recipe(tmp_path / "base" / "recipe.yaml").outputs == expected.outputs
    assert differences(tmp_path) == []
