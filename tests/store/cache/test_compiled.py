"""The compiled atlas equals the one that was read, and a cache is never believed too much."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from small_atlas import SMALL, copy_small, edit, row_of_squares

from viewer.model.atlas import Atlas
from viewer.store.arrays import DamagedFile
from viewer.store.cache import compiled
from viewer.store.cache.compiled import base_name, open_atlas
from viewer.store.cache.packed import read_packed, write_packed
from viewer.store.reader import read_atlas
from viewer.store.syntax.problems import BrokenAtlas


@pytest.fixture(autouse=True)
def _squares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "load_basemap", lambda _folder: row_of_squares())
    monkeypatch.setattr(compiled, "_SETTLED", 0)


@pytest.fixture
def atlas_folder(tmp_path: Path) -> Path:
    return copy_small(tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders that were read from their YAML, in order."""
    from viewer.store import reader

    seen: list[Path] = []
    original = reader.read_atlas
    monkeypatch.setattr(reader, "read_atlas", lambda folder, *more: (seen.append(folder), original(folder, *more))[1])
    return seen


def assert_equal(one: Atlas, other: Atlas) -> None:
    for field in fields(Atlas):
        if field.name in ("basemap", "territory", "checksum"):
            continue
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, Mapping):
            assert list(left.items()) == list(right.items()), field.name
        else:
            assert left == right, field.name
    for name in ("unit_start", "day", "holder", "status", "entry", "keys"):
        np.testing.assert_array_equal(getattr(one.territory, name), getattr(other.territory, name))
        assert getattr(one.territory, name).dtype == getattr(other.territory, name).dtype
    assert list(one.territory.transfers) == list(other.territory.transfers)
    assert one.territory.claims == other.territory.claims


def test_the_compiled_form_gives_back_an_equal_atlas(tmp_path: Path) -> None:
    basemap = row_of_squares()
    atlas = replace(read_atlas(SMALL, basemap), checksum="k")
    write_packed(tmp_path / "a.bin", atlas)
    assert_equal(atlas, read_packed(tmp_path / "a.bin", basemap, "k"))


def test_an_atlas_is_read_once_and_then_comes_from_the_cache(atlas_folder: Path, cache: Path, reads: list[Path]) -> None:
    first = open_atlas(atlas_folder, cache)
    second = open_atlas(atlas_folder, cache)
    assert len(reads) == 1
    assert_equal(first, second)
    assert first.checksum == second.checksum != ""


def test_a_changed_file_is_read_again(atlas_folder: Path, cache: Path, reads: list[Path]) -> None:
    open_atlas(atlas_folder, cache)
    edit(atlas_folder, "seas.yaml", "en: Ocean", "en: Lake!")
    assert open_atlas(atlas_folder, cache).seas[0].names["en"] == "Lake!"
    assert len(reads) == 2


def test_a_file_that_comes_or_goes_is_noticed(atlas_folder: Path, cache: Path, reads: list[Path]) -> None:
    open_atlas(atlas_folder, cache)
    (atlas_folder / "seas.yaml").unlink()
    assert open_atlas(atlas_folder, cache).seas == ()
    assert len(reads) == 2


def test_an_equal_folder_elsewhere_needs_no_reading(atlas_folder: Path, cache: Path, reads: list[Path], tmp_path: Path) -> None:
    open_atlas(atlas_folder, cache)
    (tmp_path / "other").mkdir()
    open_atlas(copy_small(tmp_path / "other"), cache)
    assert reads == [atlas_folder]


def test_a_stamp_of_this_moment_is_not_trusted(atlas_folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]) -> None:
    """Within the resolution of a file's times a second change could go unnoticed."""
    monkeypatch.setattr(compiled, "_SETTLED", 60_000_000_000)
    open_atlas(atlas_folder, cache)
    assert not (cache / "seen").exists()
    open_atlas(atlas_folder, cache)
    assert len(reads) == 1  # the content tells


@pytest.mark.parametrize("position", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_damage_anywhere_in_the_cache_is_mended_silently(position: float, atlas_folder: Path, cache: Path, reads: list[Path]) -> None:
    whole = open_atlas(atlas_folder, cache)
    (kept,) = cache.glob("atlas-*.bin")
    data = bytearray(kept.read_bytes())
    data[int(position * len(data))] ^= 0xFF
    kept.write_bytes(bytes(data))
    assert_equal(whole, open_atlas(atlas_folder, cache))
    kept.write_bytes(kept.read_bytes()[: int(position * len(data))])
    assert_equal(whole, open_atlas(atlas_folder, cache))
    assert len(reads) >= 2
    before = len(reads)
    open_atlas(atlas_folder, cache)
    assert len(reads) == before


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"../../etc/passwd", b"0" * 32])
def test_a_damaged_note_in_the_cache_is_not_believed(note: bytes, atlas_folder: Path, cache: Path) -> None:
    whole = open_atlas(atlas_folder, cache)
    (seen,) = (cache / "seen").iterdir()
    seen.write_bytes(note)
    assert_equal(whole, open_atlas(atlas_folder, cache))


def test_a_cache_of_another_version_is_left_alone(
    atlas_folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, reads: list[Path]
) -> None:
    open_atlas(atlas_folder, cache)
    monkeypatch.setattr("viewer.store.cache.packed.FORMAT", 999)
    open_atlas(atlas_folder, cache)
    assert len(reads) == 2


def test_a_compiled_file_of_something_else_is_refused(tmp_path: Path) -> None:
    basemap = row_of_squares()
    write_packed(tmp_path / "a.bin", replace(read_atlas(SMALL, basemap), checksum="k"))
    with pytest.raises(DamagedFile, match="compiled from something else"):
        read_packed(tmp_path / "a.bin", basemap, "other")
    with pytest.raises(DamagedFile, match="compiled from something else"):
        read_packed(tmp_path / "a.bin", replace(basemap, checksum="other"), "k")


def test_it_works_without_a_cache_and_where_none_can_be_written(atlas_folder: Path, tmp_path: Path) -> None:
    assert open_atlas(atlas_folder, None).title["en"] == "A small world"
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert open_atlas(atlas_folder, blocked).title["en"] == "A small world"
    assert open_atlas(atlas_folder, blocked / "deeper").title["en"] == "A small world"
    assert blocked.read_text(encoding="utf-8") == "in the way"


def test_a_failed_write_leaves_no_half_file(atlas_folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert open_atlas(atlas_folder, cache).title["en"] == "A small world"
    assert [path.name for path in cache.rglob("*") if path.is_file()] == []


def test_old_entries_of_the_cache_are_pruned(atlas_folder: Path, cache: Path) -> None:
    for number in range(9):
        text = (atlas_folder / "seas.yaml").read_text(encoding="utf-8")
        (atlas_folder / "seas.yaml").write_text(text.replace("en: Ocean", f"en: Ocean {number}"), encoding="utf-8")
        open_atlas(atlas_folder, cache)
    assert len(list(cache.glob("atlas-*.bin"))) == 6
    assert len(list((cache / "seen").iterdir())) == 1
    unfinished = cache / ".atlas-x.bin.abc"
    unfinished.write_text("left by a dead process", encoding="utf-8")
    os.utime(unfinished, (time.time() - 7200,) * 2)
    edit(atlas_folder, "atlas.yaml", "CC-BY-4.0", "CC0-1.0")
    open_atlas(atlas_folder, cache)
    assert not unfinished.exists()


def test_a_broken_edit_is_told_and_the_cache_stays(atlas_folder: Path, cache: Path) -> None:
    open_atlas(atlas_folder, cache)
    kept = sorted(cache.glob("atlas-*.bin"))
    edit(atlas_folder, "kinds.yaml", "family: force", "family: farce")
    with pytest.raises(BrokenAtlas) as told:
        open_atlas(atlas_folder, cache)
    assert str(told.value.problems[0]).startswith("kinds.yaml:2: family: `farce` is none of force, crisis")
    assert sorted(cache.glob("atlas-*.bin")) == kept


def test_a_missing_base_is_told(atlas_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(folder: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(folder))

    monkeypatch.setattr(compiled, "load_basemap", missing)
    with pytest.raises(BrokenAtlas, match="the base geometry can't be read: No such file"):
        open_atlas(atlas_folder, None)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("atlas: 1\nbase: mine\n", "mine"),
        ("base: 'my-base'  # own\n", "my-base"),
        ("atlas: 1\n", "built-in"),
        ("x: {base: no}\n", "built-in"),
    ],
)
def test_the_base_is_found_without_reading_yaml(head: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "atlas.yaml").write_text(head, encoding="utf-8")
    assert base_name(tmp_path) == expected


_OPEN = """
import json, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from small_atlas import row_of_squares
from viewer.store.cache import compiled
compiled.load_basemap = lambda folder: row_of_squares()
compiled._SETTLED = 0
for turn in range({turns}):
    atlas = compiled.open_atlas(Path({folder!r}), Path({cache!r}))
    if {remove}:
        for path in Path({cache!r}).glob("atlas-*.bin"):
            path.unlink(missing_ok=True)
print(json.dumps([sorted(m for m in sys.modules if m in {watched!r}), atlas.title["en"]]))
"""
_WATCHED = ("yaml", "shapely", "geopandas", "pandas", "pyproj", "viewer.store.reader")


def _opening(folder: Path, cache: Path, *, turns: int = 1, remove: bool = False) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parents[1])
    code = _OPEN.format(tests=tests, folder=str(folder), cache=str(cache), turns=turns, remove=remove, watched=_WATCHED)
    root = Path(__file__).parents[3]
    return subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=subprocess.PIPE, text=True)


def test_a_warm_start_imports_neither_yaml_nor_geometry(atlas_folder: Path, cache: Path) -> None:
    open_atlas(atlas_folder, cache)
    output, _ = _opening(atlas_folder, cache).communicate()
    assert json.loads(output) == [[], "A small world"]


def test_processes_that_share_a_cache_each_get_the_whole_atlas(atlas_folder: Path, cache: Path) -> None:
    together = [_opening(atlas_folder, cache, turns=8, remove=True) for _ in range(3)]
    for process in together:
        output, _ = process.communicate()
        assert json.loads(output)[1] == "A small world"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
@pytest.mark.parametrize("delay", [0.0, 0.02, 0.2])
def test_a_killed_process_leaves_a_cache_that_works(delay: float, atlas_folder: Path, cache: Path) -> None:
    process = _opening(atlas_folder, cache, turns=100_000, remove=True)
    while process.poll() is None and not any(cache.glob("*")):  # until it has begun to write
        time.sleep(0.002)
    assert process.poll() is None
    time.sleep(delay)
    process.kill()
    process.communicate()
    for path in cache.glob("atlas-*.bin"):
        assert path.stat().st_size > 1000
    assert open_atlas(atlas_folder, cache).title["en"] == "A small world"
