"""What is remembered between two starts, and what happens where it is damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hands import Open, settle
from PySide6.QtCore import QByteArray, QPoint, QRect
from PySide6.QtWidgets import QApplication

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import cache_folder
from viewer.store.personal.session import SessionFile
from viewer.ui.application import Resources, bring_back, make_window
from viewer.ui.window import Window

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "config" / "bloc-atlas"


def opened(folder: Path, open_window: Open) -> tuple[Window, SessionFile]:
    session = SessionFile(folder)
    return open_window(session=session), session


def test_a_window_opens_again_as_it_was_left(folder: Path, open_window: Open) -> None:
    window, _ = opened(folder, open_window)
    window.resize(740, 520)
    left = View.parse("t=1989-11-09&p=laea&c=13.4,52.5&z=4.25&s=berlin-opened&f=berlin&l=en&k=dark&x=rivers&h=force&q=wall&e=decades")
    window.state.set_view(left)
    settle(window)
    window.close()
    again, session = opened(folder, open_window)
    assert again.state.view == left
    assert (again.width(), again.height()) == (740, 520)
    assert not session.damaged
    assert not again.state.can_go_back, "the start is not a step of history"
    assert not again._note.isVisible()


def test_nothing_is_selected_again_that_was_let_go(folder: Path, open_window: Open) -> None:
    atlas = replace(open_atlas(SAMPLE, cache_folder()), opening_view="t=1962-10-22&s=berlin-tanks&z=2&x=rivers&l=en")
    session = SessionFile(folder)
    window = open_window(atlas=atlas, session=session)
    assert window.state.view.selected == "berlin-tanks"
    left = window.state.view.with_(selected="", hidden_layers=frozenset(), language="ja")
    window.state.set_view(left)
    window.close()
    assert open_window(atlas=atlas, session=SessionFile(folder)).state.view == left


@pytest.mark.parametrize("look", ["bs=swipe;1958-03-01;;0.3", "ds=1920-01-01,1950-01-01", "fo=certainty%3Acertain&j=30&p=globe"])
def test_comparing_and_filters_are_as_they_were_left(look: str, folder: Path, open_window: Open) -> None:
    window, _ = opened(folder, open_window)
    window.state.set_view(View.parse(f"t=1989-11-09&l=en&z=2&{look}"))
    left = window.state.view
    window.close()
    again, _ = opened(folder, open_window)
    assert again.state.view == left
    second, grid = again.comparing.second.map, again.comparing.grid
    assert (second is not None and second.isVisible()) == (left.beside is not None)
    assert (grid is not None and grid.isVisible()) == bool(left.days)


def test_the_first_start_shows_the_opening_view(folder: Path, open_window: Open, sample: Atlas) -> None:
    window, session = opened(folder, open_window)
    assert window.state.view.instant == View.parse(sample.opening_view).instant
    assert not session.damaged
    assert not window._note.isVisible()
    assert not folder.exists(), "nothing is written before the window closes"


DAMAGED = {
    "garbage": b"\x00\xff{{{",
    "empty": b"",
    "half": b'{"version": 1, "view": "t=19',
    "list": b"[1, 2]",
    "later": b'{"version": 99, "view": "t=1950-01-01"}',
    "deep": b"[" * 100_000,
    "huge": b'{"version": 1, "view": "' + b"x" * 5_000_000 + b'"}',
    "utf-16": '{"version": 1}'.encode("utf-16"),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_settings_are_put_aside_and_told_once(content: bytes, folder: Path, open_window: Open, sample: Atlas) -> None:
    folder.mkdir(parents=True)
    (folder / "session.json").write_bytes(content)
    window, session = opened(folder, open_window)
    assert session.damaged
    assert window.state.view.instant == View.parse(sample.opening_view).instant
    assert window._note.isVisible()
    assert window._note.text() == window.say("note.settings")
    assert (folder / "session.json.bad").read_bytes() == content
    assert not (folder / "session.json").exists()
    window.close()
    again, session = opened(folder, open_window)
    assert not session.damaged
    assert not again._note.isVisible()


@pytest.mark.parametrize(
    "view",
    ["t=1950-99-01", "nonsense", "t=1950-01-01&zz=1", "z=NaN", "c=13", "k=pink", "p=mercator", "y=1990-01-01/1950-01-01", "t=" + "9" * 500],
)
def test_a_view_that_cant_be_read_gives_the_opening_view(view: str, folder: Path, open_window: Open, sample: Atlas) -> None:
    folder.mkdir(parents=True)
    (folder / "session.json").write_text(json.dumps({"version": 1, "view": view}), encoding="utf-8")
    window, _ = opened(folder, open_window)
    assert window.state.view.instant == View.parse(sample.opening_view).instant
    assert window.map.guard.off == set()


@pytest.mark.parametrize(
    "view",
    [
        "t=1950-01-01&s=no-such-event&f=no-such-place&e=no-such-scheme&r=none",
        "t=1950-01-01&s=polity:nobody&l=xx&n=yy",
        "t=0001-01-01&y=0001-01-01/9999-12-31",
        "t=9999-12-31&b=3652059&a=3652059",
        "t=1950-01-01&v=atlantis",
        "t=1950-01-01&p=laea&c=0,90&z=12",
        "t=1950-01-01&p=globe&c=180,-90&z=-1",
        "t=1950-01-01&p=arctic&c=10,-80&z=9&f=:::&s=%00",
        "t=1950-01-01&x=everything,names&h=nothing&q=%F0%9F%8F%B3",
        "t=1962-10-22&y=1962-10-22/1962-10-23&z=11.9&p=laea&c=-77,38.9",
    ],
)
def test_a_strange_view_is_shown_without_a_fault(view: str, folder: Path, open_window: Open) -> None:
    folder.mkdir(parents=True)
    (folder / "session.json").write_text(json.dumps({"version": 1, "view": view}), encoding="utf-8")
    window, _ = opened(folder, open_window)
    span = window.state.atlas.span
    assert span.start <= window.state.view.instant < span.end
    assert window.state.view.language in window.state.atlas.languages
    image = window.grab().toImage()
    assert image.width() > 700


@pytest.mark.parametrize("geometry", ["", "AAAA", "not base64 ✗", "A" * 9000])
def test_a_damaged_geometry_is_passed_over(geometry: str, folder: Path, open_window: Open) -> None:
    folder.mkdir(parents=True)
    content = {"version": 1, "view": "t=1950-01-01", "geometry": geometry}
    (folder / "session.json").write_text(json.dumps(content), encoding="utf-8")
    window, _ = opened(folder, open_window)
    assert window.width() >= 720
    assert window.height() >= 480


def test_names_with_halves_of_characters_are_remembered_as_they_are(folder: Path) -> None:
    """As a path with bytes that are no letters: it could not be written, and with it nothing else was."""
    content = {"view": "t=1962-10-22", "layers": "/data/\udcff.csv", "story": "物語"}
    assert SessionFile(folder).save(content)
    again = SessionFile(folder)
    loaded = again.load()
    assert {name: loaded[name] for name in content} == content
    assert not again.damaged


def test_settings_too_large_to_be_read_again_leave_the_old_ones(folder: Path) -> None:
    session = SessionFile(folder)
    assert session.save({"view": "t=1962-10-22"})
    assert not session.save({"story": "x" * 5_000_000})
    assert SessionFile(folder).load()["view"] == "t=1962-10-22"
    assert [path.name for path in folder.iterdir()] == ["session.json"]


def test_settings_that_cant_be_written_do_no_harm(tmp_path: Path, open_window: Open) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    window, session = opened(blocked, open_window)
    assert window.isVisible()
    window.close()
    assert not session.save({"view": "t=1950-01-01"})
    assert blocked.read_text(encoding="utf-8") == "a file where the folder should be"


@pytest.mark.parametrize("corner", [(50_000, 50_000), (-9000, 100), (100, -3000)])
def test_a_window_off_the_screen_is_brought_back(
    corner: tuple[int, int], resources: Resources, sample: Atlas, folder: Path, open_window: Open
) -> None:
    del resources, sample
    window, _ = opened(folder, open_window)
    window.setGeometry(QRect(QPoint(*corner), window.size()))
    bring_back(window)
    room = QApplication.primaryScreen().availableGeometry()
    assert room.contains(window.frameGeometry().topLeft() + QPoint(1, 1))
    assert room.contains(window.frameGeometry().topRight() - QPoint(1, -1))
    assert window.width() <= room.width()


def test_a_remembered_geometry_off_the_screen_is_brought_back(folder: Path, open_window: Open) -> None:
    window, session = opened(folder, open_window)
    window.setGeometry(30_000, 20_000, 900, 600)
    left = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    assert QByteArray.fromBase64(left.encode()).size() > 20
    window.close()
    session.save({"view": "t=1950-01-01", "geometry": left})
    again, _ = opened(folder, open_window)
    bring_back(again)
    assert QApplication.primaryScreen().availableGeometry().contains(again.frameGeometry().topLeft() + QPoint(1, 1))


def test_a_view_asked_for_wins_over_the_remembered_one(resources: Resources, sample: Atlas, folder: Path) -> None:
    session = SessionFile(folder)
    session.save({"view": "t=1950-01-01"})
    window = make_window(sample, "t=1977-07-07", resources, session)
    assert window.state.view.text().startswith("t=1977-07-07")
    window.close()


@pytest.mark.parametrize("garbage", [b"", b"\x00" * 100, b"\xde\xad" * 40_000])
def test_a_damaged_cache_is_made_again(garbage: bytes, sample: Atlas, tmp_path: Path, root: Path) -> None:
    folder, cache = root / "tests" / "data" / "sample", tmp_path / "cache"
    open_atlas(folder, cache)
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        path.write_bytes(garbage)
    again = open_atlas(folder, cache)
    assert list(again.events) == list(sample.events)
    assert open_atlas(folder, cache).events.keys() == sample.events.keys()


def test_a_cache_that_is_no_folder_is_done_without(sample: Atlas, tmp_path: Path, root: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file")
    again = open_atlas(root / "tests" / "data" / "sample", tmp_path / "cache")
    assert list(again.events) == list(sample.events)
    assert (tmp_path / "cache").read_bytes() == b"a file"
