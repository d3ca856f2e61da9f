"""Journeys with the command palette, bookmarks and links."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hands import Open, child, click, key, settle
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from viewer.carto.link import link_of, opening_of, view_in, view_text_in
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.finding.folding import fold
from viewer.model.time import day_of, iso
from viewer.store.personal.session import SessionFile
from viewer.ui.bookmarks import MOST
from viewer.ui.desk.bookmark_list import BookmarkList
from viewer.ui.keys.commands import key_text
from viewer.ui.palette.entries import Entry
from viewer.ui.palette.matching import best, score
from viewer.ui.window import Window

K, CTRL, SHIFT, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def asked(window: Window, typed: str) -> list[Entry]:
    """Open the palette by its key and type."""
    key(K.Key_K, CTRL)
    palette = window.desk.palette
    assert palette.isVisible()
    assert QApplication.focusWidget() is palette.field
    if typed.isascii():
        key(typed)
    else:
        palette.field.setText(typed)
    return palette.entries


CHOICES = [
    ("arctic", "p=arctic"),
    ("dark", "k=dark"),
    ("暗い", "k=dark"),
    ("日本語", "l=ja"),
    ("hide rivers", "x=rivers"),
    ("川", "x=rivers"),
    ("1961-08-13", "t=1961-08-13"),
    ("昭和36年8月13日", "t=1961-08-13"),
]


@pytest.mark.parametrize(
    ("letter", "modifiers", "focus"),
    [(K.Key_E, CTRL | SHIFT, ""), (K.Key_M, CTRL | SHIFT, ""), (K.Key_F, CTRL, "search"), (K.Key_2, ALT, ""), (K.Key_L, CTRL, "")],
)
def test_keys_of_a_command_close_the_palette_that_is_open(
    letter: Qt.Key, modifiers: Qt.KeyboardModifier, focus: str, open_window: Open, built_in: Atlas
) -> None:
    window = open_window("t=1961-08-13&l=en", atlas=built_in)
    window.map.setFocus()
    asked(window, "ber")
    key(letter, modifiers)
    settle(window)
    assert not window.desk.palette.isVisible()
    holder = QApplication.focusWidget()
    assert holder is not None
    assert holder.isVisible()
    if focus:
        assert window.finder.search is holder or window.finder.search.isAncestorOf(holder)
    else:
        assert not window.desk.palette.isAncestorOf(holder)
    key(K.Key_K, CTRL)
    assert window.desk.palette.isVisible()
    key(K.Key_K, CTRL)
    assert not window.desk.palette.isVisible()


@pytest.mark.parametrize(("typed", "shown"), CHOICES)
def test_the_palette_leads_to_it_and_back(typed: str, shown: str, open_window: Open) -> None:
    window = open_window("l=en&t=1975-01-01")
    before = window.state.view
    assert asked(window, typed)
    key(K.Key_Return)
    assert not window.desk.palette.isVisible()
    assert window.map.hasFocus()
    assert shown in window.state.view.text() or shown == "l=ja" == f"l={window.state.view.language}"
    assert window.state.view != before
    key(K.Key_Left, ALT)
    assert window.state.view == before


def test_every_command_but_itself_is_offered_with_its_keys(window: Window) -> None:
    asked(window, "")
    entries = window.desk.palette._entries
    assert entries is not None
    offered = {(entry.title, entry.keys) for entry in entries.standing}
    commands = [each for each in window.commands if each.possible and each.id != "palette"]
    assert len(commands) > 30
    for command in commands:
        keys = key_text(command.keys[0]) if command.keys else ""
        assert (window.say(f"command.{command.id}"), keys) in offered


def test_a_place_a_state_and_a_story_are_found(open_window: Open) -> None:
    window = open_window("l=en&t=1961-08-13")
    groups = {entry.group for entry in asked(window, "berlin")}
    assert window.say("find.place") in groups
    assert any("1961" in group for group in groups), "events are told with their dates"
    place = next(n for n, entry in enumerate(window.desk.palette.entries) if entry.group == window.say("find.place"))
    key(K.Key_Down, times=place)
    key(K.Key_Return)
    lon, lat = window.state.view.centre
    assert abs(lon - 13.4) < 1.5
    assert abs(lat - 52.5) < 1.5


def test_arrows_go_round_and_escape_gives_the_keys_back(window: Window) -> None:
    window.map.setFocus()
    count = len(asked(window, ""))
    first = window.desk.palette.chosen
    key(K.Key_Up)
    assert window.desk.palette.chosen is window.desk.palette.entries[count - 1]
    key(K.Key_Down)
    assert window.desk.palette.chosen is first
    key(K.Key_Escape)
    assert not window.desk.palette.isVisible()
    assert window.map.hasFocus()
    day = window.state.view.instant
    key(K.Key_Right)
    assert window.state.view.instant == day + 1


def test_nothing_found_is_told_and_enter_does_nothing(window: Window) -> None:
    before = window.state.view
    assert asked(window, "qqqxyzzy") == []
    assert window.desk.palette.field.accessibleDescription() == window.say("palette.none")
    key(K.Key_Return)
    assert window.desk.palette.isVisible()
    assert window.state.view == before


def test_a_click_elsewhere_closes_and_a_click_on_an_entry_chooses(open_window: Open) -> None:
    window = open_window("l=en")
    asked(window, "globe")
    rows = window.desk.palette._list
    box = rows.visualRect(rows.model().index(0, 0))
    click(rows.viewport(), box.center().x(), box.center().y())
    assert window.state.view.projection == "globe"
    asked(window, "")
    click(window.map, window.width() - 30, window.height() / 2)
    assert not window.desk.palette.isVisible()


def test_the_palette_is_usable_on_a_small_window(open_window: Open) -> None:
    window = open_window(size=(720, 480))
    asked(window, "")
    assert window.rect().contains(window.desk.palette.geometry().adjusted(10, 10, -10, -10))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("fullscr", "Full screen"),
        ("screen full", "Full screen"),
        ("エルベ", "えるべ"),
        ("zoomin", "Zoom in"),
        ("brdr", "next change of border"),
    ],
)
def test_words_are_found_loosely(typed: str, wanted: str) -> None:
    others = ["Zoom out", "Light or dark", "Back to the previous view"]
    assert best(typed, [(fold(each),) for each in (*others, wanted)], 5)[:1] == [len(others)]


@given(st.text(max_size=30), st.text(max_size=60))
def test_scores_are_fair(typed: str, told: str) -> None:
    asked_, said = fold(typed), fold(told)
    assert score(said, said) > 0 or not said.split() or len(said) > 150
    if asked_ and asked_ in said and " " not in asked_:
        assert score(asked_, said) > 0
    if len(asked_) > len(said):
        assert score(asked_, said) <= 0 or " " in asked_


# Bookmarks


def listed(window: Window, qtbot: QtBot) -> BookmarkList:
    key(K.Key_B, CTRL)
    dialog = window.findChild(QDialog, "bookmarkDialog")
    assert isinstance(dialog, BookmarkList)
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    dialog.list.setFocus()
    return dialog


def test_a_bookmark_is_kept_renamed_used_and_removed(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    session = SessionFile(tmp_path / "bookmarks")
    window = open_window(session=session)
    window.state.set_view(View.parse("t=1961-10-27&s=berlin-tanks&z=4&c=13,52&l=en"))
    key(K.Key_D, CTRL)
    assert "27 October 1961" in window._note.text()
    marked = window.state.view
    window.state.set_view(View.parse("t=1975-01-01&l=ja&k=dark"))
    dialog = listed(window, qtbot)
    dialog.rename()
    editor = dialog.list.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("戦車 <b>tanks</b>")
    key(K.Key_Return)
    assert [each.name for each in window.desk.bookmarks.all] == ["戦車 <b>tanks</b>"]
    key(K.Key_Return)
    assert window.state.view == marked.with_(language="ja", theme="dark"), "language and theme are the reader's"
    window.close()
    again = open_window(session=SessionFile(tmp_path / "bookmarks"))
    assert [each.name for each in again.desk.bookmarks.all] == ["戦車 <b>tanks</b>"]
    dialog = listed(again, qtbot)
    key(K.Key_Delete)
    assert not again.desk.bookmarks.all
    dialog.buttons["undo"].click()
    assert len(again.desk.bookmarks.all) == 1
    key(K.Key_Backspace)
    assert not again.desk.bookmarks.all, "a Mac has no other Delete"
    dialog.buttons["undo"].click()
    key(K.Key_Escape)


def test_the_second_ctrl_d_shows_the_list(window: Window, qtbot: QtBot) -> None:
    key(K.Key_D, CTRL)
    key(K.Key_D, CTRL)
    assert len(window.desk.bookmarks.all) == 1
    dialog = child(window, QDialog, "bookmarkDialog")
    dialog.reject()


def test_bookmarks_are_found_in_the_palette(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks")
    key(K.Key_D, CTRL)
    window.state.set_view(View.parse("t=1975-01-01&l=en"))
    entries = asked(window, "tanks face")
    at = next(n for n, entry in enumerate(entries) if entry.group == window.say("palette.bookmark"))
    key(K.Key_Down, times=at)
    key(K.Key_Return)
    assert window.state.view.selected == "berlin-tanks"


def test_an_empty_list_says_how_to_begin(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("l=en")
    dialog = listed(window, qtbot)
    assert dialog._hint.text() == window.say("bookmark.empty")
    assert not dialog.buttons["go"].isEnabled()
    assert all(button.accessibleName() or button.text() for button in dialog.findChildren(QPushButton))
    assert dialog.findChild(QListWidget, "bookmarkList").accessibleName()  # type: ignore[union-attr]
    dialog.reject()


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "nonsense",
        "[1, 2]",
        '{"a": 1}',
        '[{"name": 5, "view": "t=1950-01-01"}]',
        '[{"name": "x"}]',
        "[" * 5000,
        '[{"name": " ", "view": ""}]',
    ],
)
def test_damaged_bookmarks_are_passed_over(kept: str, open_window: Open, tmp_path: Path) -> None:
    session = SessionFile(tmp_path / "damaged")
    session.save({"view": "t=1950-01-01", "bookmarks": kept})
    window = open_window(session=session)
    assert window.desk.bookmarks.all == ()
    assert iso(window.state.view.instant) == "1950-01-01"


def test_a_bookmark_of_another_atlas_is_told_of(open_window: Open, tmp_path: Path) -> None:
    session = SessionFile(tmp_path / "foreign")
    session.save({"bookmarks": json.dumps([{"name": "Atlantis", "view": "t=1950-01-01&v=atlantis"}, {"name": "Odd", "view": "t=99"}])})
    window = open_window(session=session)
    before = window.state.view
    for number, name in enumerate(("Atlantis", "Odd")):
        window.desk.go_to_bookmark(number)
        assert name in window._note.text()
    assert window.state.view == before


def test_there_is_an_end_of_bookmarks(window: Window) -> None:
    for number in range(MOST):
        window.state.set_view(window.state.view.at(day_of("1950-01-01") + number))
        assert window.desk.bookmarks.add(str(number))
    window.state.set_view(window.state.view.at(day_of("1980-01-01")))
    key(K.Key_D, CTRL)
    assert len(window.desk.bookmarks.all) == MOST
    assert str(MOST) in window._note.text()


def test_a_window_opened_by_a_link_keeps_the_bookmarks(open_window: Open, tmp_path: Path) -> None:
    session = SessionFile(tmp_path / "kept")
    session.save({"bookmarks": json.dumps([{"name": "One", "view": "t=1950-01-01"}])})
    window = open_window("t=1977-07-07", session=session)
    assert [each.name for each in window.desk.bookmarks.all] == ["One"]
    window.close()
    assert "One" in session.load()["bookmarks"]


def test_two_windows_do_not_undo_each_other(open_window: Open, tmp_path: Path) -> None:
    folder = tmp_path / "two"
    first, second = (open_window(session=SessionFile(folder)) for _ in range(2))
    first.desk.bookmarks.add("One")
    second.close()
    assert "One" in SessionFile(folder).load()["bookmarks"]


# Links


def test_a_link_goes_to_the_clipboard_and_comes_back(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks&z=4&c=13,52&p=laea&q=tanks%20%22x%22")
    wanted = window.state.view
    key(K.Key_C, CTRL | SHIFT)
    link = QGuiApplication.clipboard().text()
    assert link.startswith('bloc-atlas run --view "t=1961-10-27')
    window.state.set_view(View.parse("t=1975-01-01"))
    key(K.Key_V, CTRL | SHIFT)
    assert window.state.view == wanted
    window.state.set_view(View.parse("t=1975-01-01"))
    asked(window, "")
    window.desk.palette.field.paste()
    key(K.Key_Return)
    assert window.state.view == wanted


@pytest.mark.parametrize("text", ["", "hello", "t=1950-99-99", "t=1950-01-01&v=atlantis", "a=b=c", "x" * 9000, "z=4&c=1"])
def test_what_is_no_link_changes_nothing_and_is_told(text: str, window: Window) -> None:
    before = window.state.view
    QGuiApplication.clipboard().setText(text)
    key(K.Key_V, CTRL | SHIFT)
    assert window.state.view == before
    assert window._note.isVisible()


def test_a_broken_link_in_the_palette_says_so(window: Window) -> None:
    before = window.state.view
    entries = asked(window, "t=1950-99-99")
    assert [entry.group for entry in entries] == [window.say("palette.link")]
    key(K.Key_Return)
    assert window.state.view == before


VIEWS = st.builds(
    View,
    instant=st.integers(day_of("1917-01-01"), day_of("2022-01-01")),
    zoom=st.floats(-1, 12),
    centre=st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    query=st.text(max_size=20),
    language=st.sampled_from(["ja", "en"]),
    theme=st.sampled_from(["light", "dark"]),
    projection=st.sampled_from(["equal-earth", "laea", "arctic", "globe"]),
    selected=st.sampled_from(["", "berlin-tanks", "polity:ussr"]),
    hidden_layers=st.frozensets(st.sampled_from(["rivers", "seas"])),
)


@given(VIEWS, VIEWS)
def test_a_link_shows_the_same_whatever_the_atlas_opens_with(view: View, opening: View) -> None:
    told = view.text(opening)
    assert View.parse(told, opening) == view
    assert view_text_in(f'bloc-atlas run --view "{told}"') == told
    assert view_text_in(f"  ?{told} ") == told


def test_the_link_of_an_atlas_with_an_opening_view(built_in: Atlas) -> None:
    assert opening_of(built_in).language in built_in.languages
    for text in ("t=1962-10-22", "t=1930-01-01&z=0.35&b=1096&a=365"):
        view = View.parse(text)
        assert view_in(built_in, link_of(built_in, view)) == view


def test_the_command_of_a_link_is_understood_by_the_command_line() -> None:
    told = subprocess.run([sys.executable, "-m", "viewer", "run", "--view", "t=1962-99-99"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "t=1962-99-99" in told.stderr


def test_the_palette_stays_shut_while_a_window_is_closed(window: Window) -> None:
    asked(window, "")
    window.close()
    settle(window)
