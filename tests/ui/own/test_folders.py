"""Atlas folders in a window: opened, edited while open, broken and mended; the last good atlas and the View stay."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest
from hands import Open, settle
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from viewer.carto.link import link_of
from viewer.carto.tokens import THEMES
from viewer.store.build.own import build_own
from viewer.store.cache.compiled import open_atlas
from viewer.store.imports.desk import file_desk
from viewer.store.locations import cache_folder
from viewer.store.personal.session import SessionFile
from viewer.ui.window import Window

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample that may be edited."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "mine"))


@pytest.fixture
def edited(open_window: Open, folder: Path) -> Window:
    """A window on a folder that is watched."""
    window = open_window("t=1945-09-01&l=en&z=2&c=140,45", atlas=open_atlas(folder, cache_folder()))
    window.own.bring = file_desk
    window.own.watch_folder(str(folder))
    return window


def drop(window: Window, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(600, 400), copy, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), copy, mime, left, none))


def rewrite(path: Path, old: str, new: str) -> None:
    """Replace a text as editors do: another file, put in its place."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    other = path.with_suffix(".swp")
    other.write_text(text.replace(old, new, 1), encoding="utf-8")
    other.replace(path)


def an_event(folder: Path) -> tuple[Path, str]:
    """A file of events and the English title of one of them."""
    path = min((folder / "events").glob("*.yaml"))
    for line in path.read_text(encoding="utf-8").splitlines():
        _, found, rest = line.partition("en: ")
        if found and "title" in line:
            return path, rest.strip().rstrip("}").strip("\"' ")
    raise AssertionError("no title")


def listed(window: Window) -> list[str]:
    listing = window.findChild(QListWidget, "faultsList")
    return [listing.item(row).text() for row in range(listing.count())] if listing else []


def titles(window: Window) -> set[str]:
    return {event.title["en"] for event in window.state.atlas.event_list}


def test_an_edit_is_seen_and_the_view_stays(qtbot: QtBot, edited: Window, folder: Path) -> None:
    path, title = an_event(folder)
    view = edited.state.view
    rewrite(path, title, "A new title")
    qtbot.waitUntil(lambda: "A new title" in titles(edited), timeout=20_000)
    assert edited.state.view == view
    rewrite(path, "A new title", "A newer title")
    qtbot.waitUntil(lambda: "A newer title" in titles(edited), timeout=20_000)
    settle(edited)
    assert edited.state.view == view


def test_a_broken_edit_keeps_the_last_good_atlas_and_tells_file_and_line(
    qtbot: QtBot, edited: Window, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    path, title = an_event(folder)
    before, atlas = path.read_text(encoding="utf-8"), edited.state.atlas
    path.write_text("- {id: X\n" + before, encoding="utf-8")
    qtbot.waitUntil(lambda: bool(listed(edited)), timeout=20_000)
    assert edited.state.atlas is atlas
    assert title in titles(edited)
    assert listed(edited)[0].startswith(f"events/{path.name}: line ")
    listing = edited.findChild(QListWidget, "faultsList")
    listing.itemActivated.emit(listing.item(0))
    assert opened == [str(path)]
    path.write_text(before.replace(title, "Mended", 1), encoding="utf-8")
    qtbot.waitUntil(lambda: "Mended" in titles(edited), timeout=20_000)
    assert edited.own.faults is not None
    assert not edited.own.faults.isVisible()


def test_what_is_wrong_is_told_in_the_language_of_the_window_also_when_that_is_changed(qtbot: QtBot, edited: Window, folder: Path) -> None:
    path, _ = an_event(folder)
    path.write_text("- {id: X\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    qtbot.waitUntil(lambda: bool(listed(edited)), timeout=20_000)
    panel = edited.own.faults
    assert panel is not None
    assert panel.accessibleName().startswith("mine has problems: ")
    english = listed(edited)[0]
    edited.state.change(language="ja")
    assert panel.accessibleName().startswith("mine: 問題が")
    assert "問題が" in panel._heading.text()
    assert " 行目: " in listed(edited)[0]
    assert "「" in listed(edited)[0], "the program's own sentence is quoted"
    assert "line" not in listed(edited)[0].partition("「")[0]
    edited.state.change(language="en")
    assert listed(edited)[0] == english


def test_an_event_that_has_another_name_now_is_chosen_no_more(qtbot: QtBot, edited: Window, folder: Path) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    chosen = next(name for name in edited.state.atlas.events if "".join(texts.values()).count(name) == 1)
    file = next(path for path, text in texts.items() if f"id: {chosen}" in text)
    edited.state.change(selected=chosen)
    edited.state.change(zoom=3.0)
    rewrite(file, f"id: {chosen}", f"id: {chosen}-renamed")
    qtbot.waitUntil(lambda: chosen not in edited.state.atlas.events, timeout=20_000)
    assert not edited.state.view.selected
    assert edited.state.view.zoom == 3.0
    edited.state.go_back()
    assert not edited.state.view.selected, "nor on the way back"
    assert f"s={chosen}" not in link_of(edited.state.atlas, edited.state.view)


def test_a_new_file_in_the_folder_is_read_too(qtbot: QtBot, edited: Window, folder: Path) -> None:
    path, title = an_event(folder)
    text = path.read_text(encoding="utf-8")
    path.unlink()
    (folder / "events" / "renamed.yaml").write_text(text.replace(title, "Moved", 1), encoding="utf-8")
    qtbot.waitUntil(lambda: "Moved" in titles(edited), timeout=20_000)


def test_a_dropped_folder_is_opened_and_the_session_keeps_its_own_atlas(
    qtbot: QtBot, open_window: Open, folder: Path, tmp_path: Path
) -> None:
    _, title = an_event(folder)
    rewrite(an_event(folder)[0], title, "Another atlas")
    session = SessionFile(tmp_path / "config")
    window = open_window(session=session)
    window.own.bring = file_desk
    window.state.change(theme="dark", language="en")
    home = window.state.view
    drop(window, folder)
    qtbot.waitUntil(lambda: "Another atlas" in titles(window), timeout=20_000)
    assert (window.state.view.theme, window.state.view.language) == ("dark", "en")
    assert not window.state.can_go_back
    rewrite(an_event(folder)[0], "Another atlas", "Edited")
    qtbot.waitUntil(lambda: "Edited" in titles(window), timeout=20_000)
    window.close()
    assert session.load()["view"] == home.text()


def test_a_folder_that_is_no_atlas_is_told_and_opens_once_it_is_mended(qtbot: QtBot, open_window: Open, folder: Path) -> None:
    head = (folder / "atlas.yaml").read_text(encoding="utf-8")
    path, title = an_event(folder)
    rewrite(path, title, "At last")
    (folder / "atlas.yaml").write_text("atlas: [1\n", encoding="utf-8")
    window = open_window()
    window.own.bring = file_desk
    atlas = window.state.atlas
    drop(window, folder)
    qtbot.waitUntil(lambda: bool(listed(window)), timeout=20_000)
    assert listed(window)[0].startswith("atlas.yaml: 2 行目: ")
    assert window.state.atlas is atlas
    (folder / "atlas.yaml").write_text(head, encoding="utf-8")
    qtbot.waitUntil(lambda: "At last" in titles(window), timeout=20_000)


def test_units_that_are_edited_are_told_and_drawn_once_they_are_built(qtbot: QtBot, open_window: Open, tmp_path: Path) -> None:
    folder = tmp_path / "squares"
    (folder / "land").mkdir(parents=True)
    head = "atlas: 1\ntitle: {en: Squares}\nspan: 1868-01-01/1889-12-31\nlanguages: [en]\nbase: land\n"
    (folder / "atlas.yaml").write_text(head, encoding="utf-8")

    def draw(east: int) -> None:
        ring = [[100, 20], [east, 20], [east, 40], [100, 40], [100, 20]]
        unit = {"type": "Feature", "properties": {"code": "A"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        path = folder / "land" / "units.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [unit]}), encoding="utf-8")
        os.utime(path, ns=(time.time_ns() + 5_000_000_000,) * 2)

    draw(110)
    build_own(folder, lambda _: None)
    os.utime(folder / "land" / "built.json", ns=(time.time_ns() + 6_000_000_000,) * 2)
    window = open_window("t=1945-09-01&l=en", atlas=open_atlas(SAMPLE, cache_folder()))
    window.own.bring = file_desk
    drop(window, folder)
    qtbot.waitUntil(lambda: window.state.atlas.title["en"] == "Squares", timeout=20_000)
    settle(window)
    assert window.own.faults is None or not window.own.faults.isVisible()
    before = window.state.atlas.basemap.area_km2.sum()
    draw(130)
    os.utime(folder / "land" / "units.geojson", ns=(time.time_ns() + 9_000_000_000,) * 2)
    qtbot.waitUntil(lambda: window.own.faults is not None and window.own.faults.isVisible(), timeout=20_000)
    assert window.own.faults is not None
    assert window.own.faults.listing.item(0).text() == (
        "land/units.geojson: it has changed since the map was built; run bloc-atlas build squares"
    )
    build_own(folder, lambda _: None)
    os.utime(folder / "land" / "built.json", ns=(time.time_ns() + 12_000_000_000,) * 2)
    qtbot.waitUntil(lambda: window.state.atlas.basemap.area_km2.sum() > 2 * before, timeout=20_000)
    settle(window)
    assert not window.own.faults.isVisible()
    at = window.map.viewport().pixel_of((125.0, 30.0))
    assert at is not None
    shown = window.map.grab().toImage().pixelColor(round(at[0]), round(at[1]))
    assert shown.name() == THEMES["light"].land.lower(), "the new land is drawn"
