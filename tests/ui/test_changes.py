"""Comparing two days by hand: open, type a day, pin one, click a row, take the list along, close."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hands import Open, click, key, push, settle, texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.files.sequence import export_page
from viewer.paint.pages.page import VIEW_KEY, Page
from viewer.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
WAR = "t=1941-01-01&c=20,52&z=3.4&p=laea&d=1938-01-01&l=en&s="


def page_of(window: Window) -> Page:
    """What the window exports."""
    return Page(window.state.atlas, window.state.view, (1280, 800), 1.0, window.words.say, window.sprites)


def choose(window: Window, sort: str, title: str) -> None:
    """Click a row of the list."""
    listing = window.changes.listing
    number = next(n for n, row in enumerate(listing.rows) if row.sort == sort and title in row.title)
    index = listing.model().index(number, 0)
    listing.scrollTo(index)
    middle = listing.visualRect(index).center()
    click(listing.viewport(), middle.x(), middle.y())
    settle(window)


def test_the_button_opens_and_closes_the_comparison(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&s=", atlas=built_in)
    push(window.tools.buttons["changes"])
    assert window.state.view.since == day_of("1952-10-21")
    assert window.changes.isVisible()
    assert not window.finder.isVisible()
    assert {"moved", "shifted"} <= {row.sort for row in window.legend.rows}
    push(window.changes.close_)
    assert window.state.view.since is None
    assert window.finder.isVisible()
    assert not {"moved", "shifted"} & {row.sort for row in window.legend.rows}
    key(Qt.Key.Key_M, CONTROL)
    assert window.changes.isVisible()
    window.map.setFocus()
    key(Qt.Key.Key_Escape)
    assert not window.changes.isVisible()
    assert window.state.can_go_back


def test_a_day_is_typed_or_pinned(open_window: Open, built_in: Atlas) -> None:
    window = open_window(WAR, atlas=built_in)
    field = window.changes.since
    field.setFocus()
    field.selectAll()
    key("1940-01-01")
    key(Qt.Key.Key_Return)
    assert window.state.view.since == day_of("1940-01-01")
    assert field.text() == "1 January 1940"
    field.selectAll()
    key("the day after")
    key(Qt.Key.Key_Return)
    assert window.state.view.since == day_of("1940-01-01")
    assert field.text() == "1 January 1940"
    window.map.setFocus()
    push(window.changes.pin)
    assert window.state.view.since == window.state.view.instant
    assert window.changes.listing.rows == ()
    key(Qt.Key.Key_Right)
    assert window.state.view.since == day_of("1941-01-01")
    assert window.state.view.instant > day_of("1941-01-01")


def test_a_row_of_land_shows_the_land_and_an_event_opens(open_window: Open, built_in: Atlas) -> None:
    window = open_window(WAR, (1600, 1000), atlas=built_in)
    choose(window, "land", "Romania → Hungary")
    lon, lat = window.state.view.centre
    assert 20 < lon < 27
    assert 45 < lat < 49
    assert window.state.view.selected
    assert window.details.isVisible()
    event = next(row for row in window.changes.listing.rows if row.sort == "event")
    choose(window, "event", event.title)
    assert window.state.view.selected == event.select
    assert window.state.view.instant == day_of("1941-01-01")
    assert window.state.view.since == day_of("1938-01-01")


def test_the_list_speaks_the_language_of_the_window(open_window: Open, built_in: Atlas) -> None:
    window = open_window(WAR, atlas=built_in)
    before = texts(window.changes)
    titles = [row.title for row in window.changes.listing.rows]
    window.tools.switch_language()
    settle(window)
    assert window.changes.since.text() == "1938年1月1日"
    assert not set(titles) & {row.title for row in window.changes.listing.rows}
    assert set(before) & set(texts(window.changes)) <= {"CSV"}


def test_the_list_is_written_as_a_table(open_window: Open, built_in: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window(WAR, atlas=built_in)
    target = tmp_path / "changes.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    push(window.changes.csv)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf"), "or Excel reads Japanese as something else"
    rows = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert {"austria"} <= {row["from"] for row in rows}
    assert list(tmp_path.iterdir()) == [target]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "x.csv"), ""))
    push(window.changes.csv)
    assert any("none" in text for text in texts(window))

    def held(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(Path, "replace", held)  # as Windows does while Excel has the table open
    push(window.changes.csv)
    assert any("changes.csv can’t be replaced; it may be open" in text for text in texts(window))
    assert list(tmp_path.iterdir()) == [target]


def test_the_picture_carries_the_comparison(open_window: Open, built_in: Atlas, tmp_path: Path) -> None:
    window = open_window(WAR, atlas=built_in)
    export_page(page_of(window), str(tmp_path / "war.png"))
    image = QImage(str(tmp_path / "war.png"))
    assert "d=1938-01-01" in image.text(VIEW_KEY)
    window.state.change(since=None)
    export_page(page_of(window), str(tmp_path / "plain.png"))
    assert QImage(str(tmp_path / "plain.png")) != image
    window.actions_.open_file(str(tmp_path / "war.png"))
    assert window.state.view.since == day_of("1938-01-01")
    assert window.changes.isVisible()
