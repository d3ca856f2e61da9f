"""The base geometry is read at once and is one sound topology at every level."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from rings import expand_rings

from viewer.model.topology import Basemap, Level
from viewer.store.arrays import DamagedFile, open_arrays, write_arrays
from viewer.store.basemap import load_basemap
from viewer.store.units import read_units

ROOT = Path(__file__).parents[2]
BASE = ROOT / "data" / "base"
LEVELS = range(4)


@pytest.fixture(scope="module")
def base() -> Basemap:
    return load_basemap(BASE)


def square_degrees(level: Level) -> np.ndarray:
    """Signed area of every ring."""
    xy, start = expand_rings(level)
    x, y = xy.astype(np.float64).T
    after = np.arange(len(x)) + 1
    after[start[1:] - 1] = start[:-1]
    return np.add.reduceat((x * y[after] - x[after] * y) / 2, start[:-1])


def uses(level: Level) -> np.ndarray:
    """How many rings use each arc."""
    arcs = np.where(level.ring_arcs < 0, ~level.ring_arcs, level.ring_arcs)
    return np.bincount(arcs, minlength=len(level.arc_left))


def test_levels_go_from_coarse_to_fine(base: Basemap) -> None:
    assert len(base.levels) == len(LEVELS)
    assert sorted((level.tolerance for level in base.levels), reverse=True) == [level.tolerance for level in base.levels]
    sizes = [len(level.xy) for level in base.levels]
    assert sizes == sorted(sizes)
    assert [len(lake.xy) for lake in base.lakes] == sorted(len(lake.xy) for lake in base.lakes)


@pytest.mark.parametrize("number", LEVELS)
def test_every_arc_between_units_is_shared_by_exactly_two(base: Basemap, number: int) -> None:
    level = base.levels[number]
    assert (level.arc_left >= 0).all(), "an arc has land on its left"
    assert (level.arc_left != level.arc_right).all()
    assert np.array_equal(uses(level), np.where(level.arc_right >= 0, 2, 1))
    ring = np.repeat(np.arange(len(level.ring_unit)), np.diff(level.ring_start))
    backward = level.ring_arcs < 0
    arcs = np.where(backward, ~level.ring_arcs, level.ring_arcs)
    beside = np.where(backward, level.arc_right[arcs], level.arc_left[arcs])
    assert np.array_equal(beside, level.ring_unit[ring]), "a ring's unit lies on the left of its way"


@pytest.mark.parametrize("number", LEVELS)
def test_rings_are_closed_chains_of_arcs(base: Basemap, number: int) -> None:
    level = base.levels[number]
    backward = level.ring_arcs < 0
    arcs = np.where(backward, ~level.ring_arcs, level.ring_arcs)
    first, last = level.xy[level.arc_start[arcs]], level.xy[level.arc_start[arcs + 1] - 1]
    begin, end = np.where(backward[:, None], last, first), np.where(backward[:, None], first, last)
    after = np.arange(len(arcs)) + 1
    after[level.ring_start[1:] - 1] = level.ring_start[:-1]
    assert np.array_equal(end, begin[after])


@pytest.mark.parametrize("number", LEVELS)
def test_no_unit_is_lost(base: Basemap, number: int) -> None:
    level = base.levels[number]
    assert set(level.ring_unit.tolist()) == set(range(base.count))
    areas = np.bincount(level.ring_unit, weights=square_degrees(level), minlength=base.count)
    assert (areas > 0).all()


@pytest.mark.parametrize("number", LEVELS)
def test_generalizing_keeps_the_area_of_the_land(base: Basemap, number: int) -> None:
    finest = square_degrees(base.levels[-1]).sum()
    assert square_degrees(base.levels[number]).sum() == pytest.approx(finest, rel=1.5e-3)


def test_areas_add_up_to_the_land_of_the_earth(base: Basemap) -> None:
    assert base.area_km2.sum() == pytest.approx(146_824_608, rel=1e-4)
    russia = sum(area for area, country in zip(base.area_km2, base.adm0, strict=True) if country == "RUS")
    assert russia == pytest.approx(17_100_000, rel=0.02)


@pytest.mark.parametrize("number", LEVELS)
def test_frame_arcs_are_the_edges_of_the_map_and_touch_no_other_unit(base: Basemap, number: int) -> None:
    level = base.levels[number]
    ends = np.stack([level.xy[level.arc_start[:-1]], level.xy[level.arc_start[1:] - 1]])
    framed = level.arc_frame
    assert framed.any()
    on_meridian = (np.abs(ends[:, :, 0]) == 180).all(axis=0)
    on_pole = (ends[:, :, 1] == -90).all(axis=0)
    assert (on_meridian | on_pole)[framed].all()
    assert (level.arc_right[framed] == -1).all()
    assert {base.adm0[unit] for unit in level.arc_left[framed]} <= {"RUS", "ATA", "FJI"}
    # what is drawn to 180 degrees in the west meets what is drawn to 180 degrees in the east
    for side in (180, -180):
        edge = ends[:, framed & (ends[0, :, 0] == side) & (ends[1, :, 0] == side), 1]
        span = np.abs(edge[0] - edge[1]).sum()
        assert span == pytest.approx(np.abs(np.diff(_frame_ends(level, -side), axis=0)).sum(), abs=0.2)


def _frame_ends(level: Level, side: int) -> np.ndarray:
    ends = np.stack([level.xy[level.arc_start[:-1]], level.xy[level.arc_start[1:] - 1]])
    chosen = level.arc_frame & (ends[:, :, 0] == side).all(axis=0)
    return ends[:, chosen, 1]


def test_islands_cut_out_of_sakhalin_survive_at_every_level(base: Basemap) -> None:
    islands = [i for i, code in enumerate(base.codes) if code.startswith("RUS-2616:")]
    assert len(islands) >= 10
    for level in base.levels:
        assert set(islands) <= set(level.ring_unit.tolist())


def test_points_lie_in_their_units(base: Basemap) -> None:
    level = base.levels[-1]
    xy, start = expand_rings(level)
    by_unit: dict[int, list[int]] = {}
    for ring, unit in enumerate(level.ring_unit.tolist()):
        by_unit.setdefault(unit, []).append(ring)
    for unit in range(0, base.count, 97):
        if base.area_km2[unit] < 100:
            continue
        inside = sum(crossings(xy[start[ring] : start[ring + 1]], base.point[unit]) for ring in by_unit[unit])
        assert inside % 2 == 1, base.codes[unit]


def crossings(ring: np.ndarray, point: np.ndarray) -> int:
    """How often a ray from the point to the east meets the ring."""
    x, y = ring.astype(np.float64).T
    x1, y1 = np.roll(x, -1), np.roll(y, -1)
    spans = (y > point[1]) != (y1 > point[1])
    at = x[spans] + (point[1] - y[spans]) * (x1[spans] - x[spans]) / (y1[spans] - y[spans])
    return int((at > point[0]).sum())


def test_rings_are_open(base: Basemap) -> None:
    xy, start = expand_rings(base.levels[0])
    assert not (xy[start[:-1]] == xy[start[1:] - 1]).all(axis=1).any()


def test_codes_are_unique_and_named(base: Basemap) -> None:
    assert [code for code, times in Counter(base.codes).items() if times > 1] == []
    assert set(base.names) == {"en", "ja"}
    tokyo = base.codes.index("JPN-1860")
    assert base.names["ja"][tokyo].startswith("東京")
    assert len(base.names["en"]) == base.count
    assert base.adm0[tokyo] == "JPN"


def test_lakes_and_rivers_go_from_great_to_small(base: Basemap) -> None:
    for lines in (*base.lakes, base.rivers):
        assert (np.diff(lines.rank) >= 0).all()
        assert lines.start[0] == 0
        assert lines.start[-1] == len(lines.xy)
    baikal = np.array([108.0, 53.5])
    for lakes in base.lakes:
        rings = [lakes.xy[a:b] for a, b in zip(lakes.start[:-1], lakes.start[1:], strict=True)]
        assert sum(crossings(ring, baikal) for ring in rings) % 2 == 1


def test_attribution_and_checksum(base: Basemap) -> None:
    assert base.attribution == "Made with Natural Earth"
    assert base.checksum == load_basemap(BASE).checksum
    assert len(base.checksum) == 64


def test_loading_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from pathlib import Path; from viewer.store.basemap import load_basemap; "
        f"load_basemap(Path({str(BASE)!r})); "
        "print([m for m in ('shapely', 'geopandas', 'pandas', 'yaml', 'pyproj') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_damaged_base_is_refused(tmp_path: Path) -> None:
    shutil.copy(BASE / "geometry.bin", tmp_path)
    content = (tmp_path / "geometry.bin").read_bytes()
    (tmp_path / "geometry.bin").write_bytes(content[:-100])
    with pytest.raises(DamagedFile, match="cut off"):
        load_basemap(tmp_path)


def test_a_base_whose_arrays_do_not_fit_is_refused(tmp_path: Path) -> None:
    whole = open_arrays(BASE / "geometry.bin")
    path = tmp_path / "geometry.bin"
    write_arrays(path, {**whole, "L1/arc_left": whole["L1/arc_left"][:-1]}, whole.meta)
    with pytest.raises(DamagedFile, match="do not fit"):
        load_basemap(tmp_path)
    write_arrays(path, {name: array for name, array in whole.items() if name != "rivers/xy"}, whole.meta)
    with pytest.raises(DamagedFile, match="incomplete"):
        load_basemap(tmp_path)
    write_arrays(path, whole, whole.meta | {"format": 99})
    with pytest.raises(DamagedFile, match="bloc-atlas build"):
        load_basemap(tmp_path)


def test_a_missing_base_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_basemap(tmp_path)


def test_the_table_of_units_says_the_same_as_the_geometry(base: Basemap) -> None:
    """It stands in for the geometry while that is not built yet."""
    told = read_units(BASE / "units.csv")
    assert (told.codes, told.adm0) == (base.codes, base.adm0)
    np.testing.assert_allclose(told.point, base.point, atol=1e-4)
    np.testing.assert_allclose(told.area_km2, base.area_km2, atol=1e-3)
