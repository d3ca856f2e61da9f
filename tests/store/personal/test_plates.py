"""The shelf for plates: what is read is what was kept, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from viewer.store.personal import plates
from viewer.store.personal.plates import PlateShelf

ARRAYS = {"ids": np.arange(12, dtype=np.uint16).reshape(3, 4), "near": np.zeros(0, dtype=np.uint8), "reach": np.asarray(1.5)}


def test_what_was_kept_is_there_again_exactly(tmp_path: Path) -> None:
    PlateShelf(tmp_path / "deep" / "plates").save("a", ARRAYS)
    found = PlateShelf(tmp_path / "deep" / "plates").load("a")
    assert found is not None
    assert set(found) == set(ARRAYS)
    for name, array in ARRAYS.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)


def test_what_was_given_back_is_read_again(tmp_path: Path) -> None:
    shelf = PlateShelf(tmp_path)
    shelf.save("a", ARRAYS)
    found = shelf.load("a")
    assert found is not None
    assert shelf._lent is not None
    shelf.rest()
    assert shelf._lent is None, "the memory is not given back"
    shelf.rest()
    np.testing.assert_array_equal(found["ids"], ARRAYS["ids"])


def test_nothing_is_there_under_other_names_or_in_no_folder(tmp_path: Path) -> None:
    PlateShelf(tmp_path).save("a", ARRAYS)
    assert PlateShelf(tmp_path).load("b") is None
    assert PlateShelf(tmp_path / "nowhere").load("a") is None


def test_two_names_with_one_file_do_not_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlateShelf, "_path", lambda self, _name: self._folder / "plate-1.bin")
    PlateShelf(tmp_path).save("a", ARRAYS)
    assert PlateShelf(tmp_path).load("b") is None


@pytest.mark.parametrize("where", [0, 20, 200, -70, -1])
def test_an_altered_file_is_not_trusted(tmp_path: Path, where: int) -> None:
    PlateShelf(tmp_path).save("a", {"ids": np.arange(1000, dtype=np.int64)})
    (path,) = tmp_path.glob("plate-*")
    content = bytearray(path.read_bytes())
    content[where] ^= 0xFF
    path.write_bytes(content)
    assert PlateShelf(tmp_path).load("a") is None


def test_a_file_cut_off_is_not_trusted(tmp_path: Path) -> None:
    PlateShelf(tmp_path).save("a", ARRAYS)
    (path,) = tmp_path.glob("plate-*")
    path.write_bytes(path.read_bytes()[:-30])
    assert PlateShelf(tmp_path).load("a") is None


def test_a_program_that_draws_otherwise_does_not_take_old_plates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    PlateShelf(tmp_path).save("a", ARRAYS)
    monkeypatch.setattr(plates, "maker", lambda: "changed")
    assert PlateShelf(tmp_path).load("a") is None


def test_the_makers_stamp_tells_a_change_of_any_module_that_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "paint").mkdir()
    (tmp_path / "carto").mkdir()
    module = tmp_path / "carto" / "one.py"
    module.write_text("a = 1")
    monkeypatch.setattr(plates, "_PACKAGE", tmp_path)
    before = plates.maker.__wrapped__()
    module.write_text("a = 22")
    assert plates.maker.__wrapped__() != before


def test_only_the_last_few_stay_and_what_is_used_counts_as_new(tmp_path: Path) -> None:
    shelf = PlateShelf(tmp_path)
    for number, name in enumerate("abc"):
        shelf.save(name, ARRAYS)
        os.utime(shelf._path(name), (1000 + number, 1000 + number))
    assert shelf.load("a") is not None
    shelf.save("d", ARRAYS)
    assert [name for name in "abcd" if shelf.load(name) is not None] == ["a", "c", "d"]


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    shelf = PlateShelf(tmp_path / "file")
    shelf.save("a", ARRAYS)
    assert shelf.load("a") is None


@pytest.mark.skipif(os.name == "nt", reason="rights are told otherwise there")
def test_a_cache_that_was_deleted_meanwhile_is_made_for_this_user_alone(tmp_path: Path) -> None:
    """The picture of the window lies in it too."""
    cache = tmp_path / "cache"
    PlateShelf(cache / "plates").save("a", ARRAYS)
    assert [folder.stat().st_mode & 0o077 for folder in (cache, cache / "plates")] == [0, 0]
