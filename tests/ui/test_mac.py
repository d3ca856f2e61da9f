"""On a Mac every key that is told is the one that lies there: Qt takes the command key for Ctrl."""

from __future__ import annotations

import re

import pytest
from hands import Open, child, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from viewer.ui.application import Resources, application
from viewer.ui.keys import mac_keys
from viewer.ui.keys.commands import key_text
from viewer.ui.window import Window
from viewer.ui.words import Words

M = Qt.KeyboardModifier
FOREIGN = re.compile(r"Ctrl|\bAlt\b|Shift\+[A-Z0-9←→]")


@pytest.fixture
def _mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mac_keys, "MAC", True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Export the picture (Ctrl+E)", "Export the picture (⌘E)"),
        ("(Ctrl+Shift+O); or drop it", "(⇧⌘O); or drop it"),
        ("Back (Alt+←)", "Back (⌥←)"),
        ("North up again  Shift+N", "North up again  ⇧N"),
        ("Shift+drag on the map", "Shift+drag on the map"),
        ("Alt+drag, Ctrl+drag or two fingers", "Option+drag, Command+drag or two fingers"),
        ("Alt＋ドラッグ、Ctrl＋ドラッグ、二本指", "Option＋ドラッグ、Command＋ドラッグ、二本指"),
        ("Ctrl+K では場所", "⌘K では場所"),
        ("Alternatives, Shift", "Alternatives, Shift"),
        ("GeoJSON+CSV", "GeoJSON+CSV"),
    ],
)
def test_sentences_name_the_keys_of_a_mac(text: str, told: str) -> None:
    assert mac_keys.in_words(text) == told


@pytest.mark.usefixtures("_mac")
def test_keys_are_signs_in_the_order_of_a_menu() -> None:
    told = {"Ctrl+Shift+F": "⇧⌘F", "Ctrl+Meta+F": "⌃⌘F", "Ctrl++": "⌘+", "Alt+Left": "⌥←", "L": "L", "+": "+", "Shift+Left": "⇧←"}
    assert {keys: key_text(keys) for keys in told} == told


def test_elsewhere_words_stay_as_they_are(resources: Resources) -> None:
    assert Words(resources.words).say("en", "tool.export") == resources.words["en"]["tool.export"]


@pytest.mark.usefixtures("_mac")
def test_a_window_on_a_mac_names_no_key_that_is_not_there(open_window: Open, resources: Resources) -> None:
    window = open_window("t=1962-10-22&l=en")
    for language, words in resources.words.items():
        for key in words:
            assert not FOREIGN.search(window.words.say(language, key)), key
    assert not [tip for each in window.findChildren(QWidget) if FOREIGN.search(tip := each.toolTip())]
    assert "⌘E" in " ".join(each.toolTip() for each in window.tools.findChildren(QWidget))
    sheet = _help(window)
    rows = [each.text() for each in sheet.findChildren(QLabel)]
    assert {"⇧⌘F", "⌘K", "⌥←", "⌃⌘F", "F11"} <= set(rows)
    assert not [row for row in rows if FOREIGN.search(row)]
    sheet.close()
    settle(window)


@pytest.mark.usefixtures("_mac")
def test_the_full_screen_has_the_key_of_a_mac(open_window: Open) -> None:
    window = open_window("t=1962-10-22&l=en")
    assert not window.bare
    QTest.keyClick(window, Qt.Key.Key_F, M.ControlModifier | M.MetaModifier)
    settle(window)
    assert window.desk.room.on
    QTest.keyClick(window, Qt.Key.Key_F, M.ControlModifier | M.MetaModifier)
    settle(window)
    assert not window.desk.room.on


def test_tab_reaches_buttons_in_dialogs(resources: Resources, qapp: QApplication) -> None:
    """A Mac would leave them out, as its settings begin with."""
    qapp.styleHints().setTabFocusBehavior(Qt.TabFocusBehavior.TabFocusTextControls)
    application(resources.fonts)
    assert qapp.styleHints().tabFocusBehavior() == Qt.TabFocusBehavior.TabFocusAllControls


def _help(window: Window) -> QDialog:
    window.actions_.help()
    settle(window)
    return child(window, QDialog, "helpDialog")
