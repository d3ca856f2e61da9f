"""A file takes the place of another, or the other one stays; also where somebody holds it open, as Windows lets nobody replace it then."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from viewer.store import atomic as placing
from viewer.store.arrays import open_arrays, write_arrays
from viewer.store.atomic import forget, open_beside, put_in_place
from viewer.store.output import OutputError, whole_file
from viewer.store.personal.plates import PlateShelf
from viewer.store.personal.session import SessionFile

HELD = PermissionError(13, "The process cannot access the file because it is being used by another process")


@pytest.fixture
def holding(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a file still refuses to be replaced or removed, as one that another process has open on Windows."""
    left = [0]
    replace, unlink = Path.replace, Path.unlink

    def refuses(act: object, path: Path, *rest: object, **named: object) -> object:
        if left[0]:
            left[0] -= 1
            raise HELD
        return act(path, *rest, **named)  # type: ignore[operator]

    monkeypatch.setattr(placing, "_PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(Path, "replace", lambda *given: refuses(replace, *given))
    monkeypatch.setattr(Path, "unlink", lambda *given, **named: refuses(unlink, *given, **named))
    return left


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def save(path: Path) -> None:
    with whole_file(path) as stream:
        stream.write(b"new")


def test_the_file_beside_is_hidden_and_private(tmp_path: Path) -> None:
    with open_beside(tmp_path / f"{'名' * 200}.csv") as stream:
        path = Path(stream.name)
        assert (path.parent, path.name[0]) == (tmp_path, ".")
        assert len(os.fsencode(path.name)) < 255 or os.name == "nt"
        if os.name == "posix":
            assert path.stat().st_mode & 0o777 == 0o600
    forget(path)
    assert names(tmp_path) == []


def test_a_name_that_is_taken_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = iter((b"a", b"a", b"b", *[b"a"] * placing._NAMES))
    monkeypatch.setattr(os, "urandom", lambda _number: next(taken))
    for name in (".x.61", ".x.62"):
        with open_beside(tmp_path / "x") as stream:
            assert Path(stream.name) == tmp_path / name
    with pytest.raises(FileExistsError):
        open_beside(tmp_path / "x")


def test_a_folder_that_may_not_be_written_to_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    def refuses(*given: object) -> int:
        tried.append(given)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuses)  # `tempfile` goes on for ever here on Windows
    with pytest.raises(OutputError, match="can't be written: Permission denied"):
        save(tmp_path / "a")
    assert not SessionFile(tmp_path).save({"view": "z=2"})
    assert len(tried) == 2


def test_who_lets_go_of_a_file_soon_is_waited_for(tmp_path: Path, holding: list[int]) -> None:
    (tmp_path / "a").write_bytes(b"old")
    holding[0] = 3
    save(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"new"
    holding[0] = 2
    assert SessionFile(tmp_path / "s").save({"view": "z=2"})
    assert names(tmp_path) == ["a", "s"]
    assert names(tmp_path / "s") == ["session.json"]


def test_a_file_that_stays_open_is_told_and_stays(tmp_path: Path, holding: list[int]) -> None:
    (tmp_path / "a").write_bytes(b"old")
    holding[0] = 4
    with pytest.raises(OutputError, match=r"used by another process; is it open in another program\?$"):
        save(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]
    holding[0] = 5  # nor can the unfinished file be removed
    with pytest.raises(OutputError, match="being used"):
        save(tmp_path / "a")


def test_a_session_that_is_held_open_stays_as_it_was(tmp_path: Path, holding: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    session = SessionFile(tmp_path)
    assert session.save({"view": "z=2"})
    holding[0] = 4
    assert not session.save({"view": "z=3"})
    assert session.load() == {"view": "z=2"}
    assert names(tmp_path) == ["session.json"]
    read, left = Path.read_bytes, [3]

    def reads(path: Path) -> bytes:
        left[0] -= 1
        if left[0] >= 0:
            raise HELD
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", reads)
    assert session.load() == {"view": "z=2"}
    assert not session.damaged


def test_a_session_remembers_a_path_that_is_no_text(tmp_path: Path) -> None:
    session = SessionFile(tmp_path)
    assert session.save({"layers": "bad\udcff名.csv"})
    assert session.load() == {"layers": "bad\udcff名.csv"}
    assert json.loads((tmp_path / "session.json").read_bytes())["version"] == 1


def test_a_cache_in_use_is_left_as_it_is(tmp_path: Path, holding: list[int]) -> None:
    shelf, arrays = PlateShelf(tmp_path), {"a": np.arange(3)}
    shelf.save("one", arrays)
    before = names(tmp_path)
    holding[0] = 4
    shelf.save("one", {"a": np.arange(4)})
    assert names(tmp_path) == before
    kept = shelf.load("one")
    assert kept is not None
    assert kept["a"].tolist() == [0, 1, 2]
    holding[0] = 4
    with pytest.raises(PermissionError):
        write_arrays(tmp_path / before[0], arrays, {})
    assert len(open_arrays(tmp_path / before[0])) == 1


def test_impatience_does_not_wait(tmp_path: Path, holding: list[int]) -> None:
    (tmp_path / "new").write_bytes(b"new")
    holding[0] = 1
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "new", tmp_path / "old", patient=False)
    assert names(tmp_path) == ["new"]
