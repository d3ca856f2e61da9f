"""The picture of the last window is there exactly as long as everything that a window shows is as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from viewer.model.picture import MOST_BYTES, MOST_SIDE, WindowPicture
from viewer.store.personal import last_picture
from viewer.store.personal.last_picture import LastPicture

KEPT = WindowPicture(30, 20, 1.5, "Atlas — 地図", "AAEC", memoryview(bytes(range(240)) * 10))


class Home:
    """A cache, a session, an atlas, a program and its resources in a folder."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.session = root / "config" / "session.json"
        for name in ("config", "program/ui", "data/events", "resources"):
            (root / name).mkdir(parents=True)
        self.session.write_text('{"view": "t=1962-10-22"}')
        for name in ("program/ui/window.py", "data/atlas.yaml", "data/events/one.yaml", "resources/words.json"):
            (root / name).write_text(name)
        patch.setattr(last_picture, "_PACKAGE", root / "program")
        patch.setattr(last_picture, "data_folder", lambda: root / "data")
        patch.setattr(last_picture, "resources_folder", lambda: root / "resources")

    @property
    def file(self) -> Path:
        return self.root / "cache" / "last-picture.bin"

    def desk(self) -> LastPicture:
        return LastPicture(self.root / "cache", self.session)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path, monkeypatch)
    made.desk().save(KEPT)
    return made


def test_what_was_kept_comes_back(home: Home) -> None:
    desk = home.desk()
    found = desk.load()
    assert found is not None
    assert found[:5] == KEPT[:5]
    assert bytes(found.pixels) == bytes(KEPT.pixels)
    assert desk.fits
    found.pixels.release()
    del found
    desk.rest()
    assert desk.fits, "what was given back is still what is kept"
    if os.name == "posix":
        assert oct(home.file.parent.stat().st_mode & 0o777) == "0o700"


def test_without_a_picture_nothing_fits(home: Home) -> None:
    home.file.unlink()
    desk = home.desk()
    assert desk.load() is None
    assert not desk.fits
    desk.rest()


@pytest.mark.parametrize("changed", ["program/ui/window.py", "data/events/one.yaml", "data/atlas.yaml", "resources/words.json"])
def test_another_program_or_atlas_has_another_picture(home: Home, changed: str) -> None:
    path = home.root / changed
    path.write_text("otherwise")
    assert home.desk().load() is None
    path.write_text(changed)
    assert home.desk().load() is None, "the same bytes written anew have another stamp"
    path.unlink()
    assert home.desk().load() is None


def test_another_session_has_another_picture_and_none_has_none(home: Home) -> None:
    desk = home.desk()
    assert desk.load() is not None
    home.session.write_text('{"view": "t=1962-10-22&l=en"}')
    assert home.desk().load() is None
    assert not desk.fits
    home.session.write_text('{"view": "t=1962-10-22"}')
    assert desk.fits
    home.session.unlink()
    assert not desk.fits
    assert home.desk().load() is None
    home.desk().save(KEPT)


def test_what_python_makes_of_the_sources_is_no_change(home: Home) -> None:
    (home.root / "program/__pycache__").mkdir()
    (home.root / "program/__pycache__/window.pyc").write_text("compiled")
    (home.root / "data/.hidden").write_text("hidden")
    assert home.desk().load() is not None


@pytest.mark.parametrize("at", [0, 9, 25, 30, 34, 46, 52, 60, 70, 500, -1])
def test_a_damaged_picture_is_none(home: Home, at: int) -> None:
    content = bytearray(home.file.read_bytes())
    content[at] ^= 0x41
    home.file.write_bytes(bytes(content))
    assert home.desk().load() is None


@pytest.mark.parametrize("cut", [0, 1, 20, 51, 52, 60, 700])
def test_a_picture_that_was_cut_is_none(home: Home, cut: int) -> None:
    home.file.write_bytes(home.file.read_bytes()[:cut])
    assert home.desk().load() is None


@pytest.mark.parametrize("damaged", [True, False])
def test_what_is_not_shown_is_not_held_open(home: Home, monkeypatch: pytest.MonkeyPatch, *, damaged: bool) -> None:
    if damaged:
        content = bytearray(home.file.read_bytes())
        content[-1] ^= 1
        home.file.write_bytes(content)
    else:
        home.session.write_text('{"view": "t=1938-01-01"}')
    desk, replace, mapped = home.desk(), Path.replace, []
    open_map = last_picture.mmap.mmap

    class Mapped(open_map):  # type: ignore[misc, valid-type]
        def __init__(self, *_given: object, **_named: object) -> None:
            mapped.append(self)

    def as_windows(path: Path, target: Path) -> Path:
        if any(not each.closed for each in mapped):
            raise PermissionError(13, "used by another process")
        return replace(path, target)

    monkeypatch.setattr(last_picture.mmap, "mmap", Mapped)
    monkeypatch.setattr(Path, "replace", as_windows)
    assert desk.load() is None
    assert len(mapped) == 1
    desk.save(KEPT)
    found = desk.load()
    assert found is not None, "it took the place of the one that was not shown"
    found.pixels.release()
    del found
    desk.save(KEPT._replace(title="another"))
    found = desk.load()
    assert found is not None
    assert found.title == "another"


def test_a_file_that_is_too_large_is_not_read(home: Home) -> None:
    with home.file.open("r+b") as file:
        os.truncate(file.fileno(), MOST_BYTES * 2)
    assert home.desk().load() is None


@pytest.mark.parametrize(
    "picture",
    [
        KEPT._replace(wide=31),
        KEPT._replace(wide=0, pixels=memoryview(b"")),
        KEPT._replace(wide=-30, high=-20),
        KEPT._replace(ratio=0.0),
        KEPT._replace(ratio=float("nan")),
        KEPT._replace(wide=MOST_SIDE + 1, high=1, pixels=memoryview(bytes(4 * (MOST_SIDE + 1)))),
        KEPT._replace(title="x" * 50_000),
    ],
    ids=["other size", "empty", "negative", "no ratio", "ratio that is no number", "too wide", "too long a title"],
)
def test_a_picture_that_is_none_is_not_kept(home: Home, picture: WindowPicture) -> None:
    home.file.unlink()
    home.desk().save(picture)
    assert not home.file.exists()


def test_where_nothing_can_be_written_nothing_is_kept(home: Home) -> None:
    home.file.unlink()
    home.file.parent.rmdir()
    home.file.parent.write_text("a file where the folder should be")
    home.desk().save(KEPT)
    assert home.desk().load() is None
    assert home.file.parent.read_text() == "a file where the folder should be"


def test_one_picture_is_kept_and_nothing_unfinished_stays(home: Home) -> None:
    for wide in (10, 20, 30):
        home.desk().save(KEPT._replace(wide=wide, high=600 // wide))
    assert [path.name for path in home.file.parent.iterdir()] == ["last-picture.bin"]
    found = home.desk().load()
    assert found is not None
    assert found.wide == 30


@pytest.mark.parametrize(
    ("wide", "high", "sound"),
    [(1, 1, True), (0, 1, False), (1, 0, False), (MOST_SIDE, 1, True), (1, MOST_SIDE, True), (MOST_SIDE + 1, 1, False)],
)
def test_a_picture_has_from_one_pixel_to_the_longest_side(wide: int, high: int, sound: bool) -> None:
    assert WindowPicture(wide, high, 1.0, "", "", memoryview(bytes(wide * high * 4))).sound is sound


@pytest.mark.parametrize(("ratio", "sound"), [(0.25, True), (16.0, True), (0.2, False), (16.1, False), (float("nan"), False)])
def test_a_picture_has_a_ratio_that_a_screen_can_have(ratio: float, sound: bool) -> None:
    assert WindowPicture(1, 1, ratio, "", "", memoryview(bytes(4))).sound is sound
