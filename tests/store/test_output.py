"""A file that is written is the old one or the new one, never a mixture."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from viewer.store.output import OutputError, whole_file


def write(path: Path, data: bytes = b"new") -> None:
    with whole_file(path) as stream:
        stream.write(data)


def test_a_file_appears_whole(tmp_path: Path) -> None:
    write(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_old_file_stays_where_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def half() -> None:
        with whole_file(path) as stream:
            stream.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_disk_that_is_full_while_it_is_written_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def full() -> None:
        with whole_file(path):
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="a: can't be written: No space left on device"):
        full()
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert path.read_bytes() == b"old"


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="can't be written: No space left on device"):
        write(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing/a", "the folder .* does not exist"), ("folder", "is a folder; name a file in it")],
)
def test_what_can_not_be_written_is_told_before_any_work(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    worked = False
    with pytest.raises(OutputError, match=message), whole_file(tmp_path / name):
        worked = True
    assert not worked


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_keeps_leading_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_bytes(b"old")
    (tmp_path / "a").symlink_to(tmp_path / "real" / "a")
    write(tmp_path / "a")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "real" / "a").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="there are no such rights")
def test_rights_of_the_old_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path)
    assert path.stat().st_mode & 0o777 == 0o640
