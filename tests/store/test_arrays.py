"""The array file gives back what was put in, and refuses what was damaged."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.store.arrays import DamagedFile, open_arrays, write_arrays

ARRAYS = {
    "points": np.arange(10, dtype=np.float32).reshape(5, 2),
    "flags": np.array([True, False, True]),
    "none": np.empty((0, 2), dtype=np.int32),
    "single": np.array(7, dtype=np.uint16),
    "fine": np.linspace(0, 1, 7),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some.bin"
    write_arrays(path, ARRAYS, {"title": "地図", "numbers": [1, 2.5, None]})
    return path


def test_arrays_come_back_as_they_were(file: Path) -> None:
    opened = open_arrays(file)
    assert opened.meta == {"title": "地図", "numbers": [1, 2.5, None]}
    assert list(opened) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert opened[name].dtype == array.dtype
        assert opened[name].shape == array.shape
        assert np.array_equal(opened[name], array)
    opened.verify()


def test_arrays_are_aligned_and_can_not_be_written_to(file: Path) -> None:
    opened = open_arrays(file)
    for array in opened.values():
        assert array.ctypes.data % 64 == 0
        assert not array.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        opened["points"][0, 0] = 1


def test_same_content_gives_the_same_bytes_and_checksum(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.bin"
    write_arrays(again, ARRAYS, {"title": "地図", "numbers": [1, 2.5, None]})
    assert again.read_bytes() == file.read_bytes()
    first = open_arrays(file).checksum
    write_arrays(again, ARRAYS | {"flags": np.array([True, True, True])}, {"title": "地図", "numbers": [1, 2.5, None]})
    assert open_arrays(again).checksum != first


def test_big_endian_arrays_are_stored_in_the_usual_order(tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    write_arrays(path, {"a": np.arange(3, dtype=">i4")}, {})
    assert open_arrays(path)["a"].dtype == np.dtype("<i4")
    assert open_arrays(path)["a"].tolist() == [0, 1, 2]


def test_only_numbers_can_be_stored_and_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="only numbers"):
        write_arrays(tmp_path / "a.bin", {"names": np.array(["x"], dtype=object)}, {})
    with pytest.raises(TypeError):
        write_arrays(tmp_path / "a.bin", {}, {"set": {1}})
    assert not list(tmp_path.iterdir())


def test_a_failed_replacement_keeps_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = file.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        write_arrays(file, {"a": np.zeros(3)}, {})
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_truncated_file_is_refused(file: Path) -> None:
    content = file.read_bytes()
    for length in (0, 5, 27, 40, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:length])
        with pytest.raises(DamagedFile, match=r"some\.bin"):
            open_arrays(file)


def test_a_foreign_file_is_refused(file: Path) -> None:
    file.write_bytes(b"PNG" + bytes(200))
    with pytest.raises(DamagedFile, match="no array file"):
        open_arrays(file)


def test_another_version_is_refused_by_number(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8:12] = struct.pack("<I", 99)
    file.write_bytes(content)
    with pytest.raises(DamagedFile, match="version 99"):
        open_arrays(file)


def test_an_altered_array_is_found_by_verify(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-64] ^= 1
    file.write_bytes(content)
    with pytest.raises(DamagedFile, match="array `fine` is altered"):
        open_arrays(file).verify()


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 200), bit=st.integers(0, 7))
def test_no_altered_bit_of_head_or_header_goes_unnoticed(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    path = tmp_path_factory.mktemp("bits") / "some.bin"
    write_arrays(path, ARRAYS, {})
    content = bytearray(path.read_bytes())
    header = int.from_bytes(content[12:16], "little")
    content[place % (28 + header)] ^= 1 << bit
    path.write_bytes(content)
    with pytest.raises(DamagedFile):
        open_arrays(path)


def forged(path: Path, header: object) -> None:
    """Write a file whose checksums are right and whose header is not."""
    packed = msgpack.packb(header)
    checked = struct.pack("<8sIIQ", b"BLOCARR\n", 1, len(packed), 256)
    head = checked + struct.pack("<I", zlib.crc32(packed, zlib.crc32(checked)))
    path.write_bytes((head + packed).ljust(256, b"\0"))


@pytest.mark.parametrize(
    "header",
    [
        [],
        {"meta": {}},
        {"meta": 3, "arrays": []},
        {"meta": {}, "arrays": [["a", "<f8", [1000], 0, 0]]},
        {"meta": {}, "arrays": [["a", "<f8", [2], -64, 0]]},
        {"meta": {}, "arrays": [["a", "<f8", [-2], 0, 0]]},
        {"meta": {}, "arrays": [["a", "<f8", [2**62, 2**62], 0, 0]]},
        {"meta": {}, "arrays": [["a", "O", [1], 0, 0]]},
        {"meta": {}, "arrays": [["a", "no dtype", [1], 0, 0]]},
        {"meta": {}, "arrays": [["a", "<f8", "x", 0, 0]]},
        {"meta": {}, "arrays": [["a"]]},
    ],
)
def test_a_forged_header_is_refused(tmp_path: Path, header: object) -> None:
    path = tmp_path / "forged.bin"
    forged(path, header)
    with pytest.raises(DamagedFile, match="forged"):
        open_arrays(path)
