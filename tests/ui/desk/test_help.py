"""The help and the table of commands that it is read from."""

from __future__ import annotations

import pytest
from hands import Open, child, key, texts
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from viewer.ui.keys.commands import GROUPS, Command, Commands, is_shortcut, key_text, plain_name
from viewer.ui.window import Window

K, M = Qt.Key, Qt.KeyboardModifier


def press(code: Qt.Key, text: str = "", held: Qt.KeyboardModifier = M.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, held, text)


def command(identifier: str, *keys: str, possible: bool = True) -> Command:
    return Command(identifier, GROUPS[0], lambda: None, keys, lambda: possible)


def test_a_key_means_one_thing() -> None:
    table = Commands()
    table.add([command("one", "Ctrl+F", "X")])
    with pytest.raises(ValueError, match="something else"):
        table.add([command("two", "X")])
    with pytest.raises(ValueError, match="twice"):
        table.add([command("one", "Y")])
    with pytest.raises(ValueError, match="small"):
        table.add([command("three", "z")])


def test_a_plain_key_means_nothing_while_its_command_is_impossible() -> None:
    table = Commands()
    table.add([command("now", "A"), command("later", "B", possible=False)])
    assert table.plain(press(K.Key_A, "a")) is table["now"]
    assert table.plain(press(K.Key_B, "b")) is None
    assert table.plain(press(K.Key_A, "a", M.ControlModifier)) is None
    table.add([Command("small", "map", lambda: None, ("M",))])
    assert table.plain(press(K.Key_M, "M")) is table["small"], "also while letters are locked to capitals"


def test_keys_are_named_as_readers_know_them() -> None:
    told = {
        "Ctrl++": "Ctrl++",
        "Shift+Left": "Shift+←",
        "PageUp": "Page Up",
        "Escape": "Esc",
        "+": "+",
        "-": "−",
        "Ctrl+Shift+C": "Ctrl+Shift+C",
    }
    assert {keys: key_text(keys) for keys in told} == told
    assert plain_name(press(K.Key_Left, "", M.ShiftModifier)) == "Shift+Left"
    assert [keys for keys in ("F6", "Shift+F10", "Alt+Left", "F", "Shift+Left", "?") if is_shortcut(keys)] == [
        "F6",
        "Shift+F10",
        "Alt+Left",
    ]


def opened(window: Window) -> QDialog:
    window.actions_.help()
    return child(window, QDialog, "helpDialog")


def told(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [("en", "full scr", "F11"), ("en", "全画面", "F11"), ("ja", "ぜんたい 表示", ""), ("ja", "ctrl+m", "Ctrl+M")],
)
def test_the_help_is_searched_in_any_language(language: str, typed: str, found: str, open_window: Open) -> None:
    window = open_window(f"l={language}")
    dialog = opened(window)
    assert len(told(dialog)) > 60
    field = child(dialog, QLineEdit, "helpSearch")
    field.setText(typed)
    if found:
        assert found in told(dialog)
        assert len(told(dialog)) < 15
    else:
        assert told(dialog) == [window.say("help.none")]
    dialog.reject()


def test_every_command_has_words_in_both_languages(open_window: Open) -> None:
    window = open_window()
    for each in window.commands:
        for language in ("ja", "en"):
            assert window.words.say(language, f"command.{each.id}") != f"command.{each.id}"
            assert window.words.say(language, f"group.{each.group}") != f"group.{each.group}"


def test_enter_in_the_field_does_not_close_the_help_and_escape_does(window: Window, qtbot: QtBot) -> None:
    key(K.Key_F1)
    dialog = child(window, QDialog, "helpDialog")
    dialog.activateWindow()
    assert texts(dialog)
    key(K.Key_Return)
    assert dialog.isVisible()
    key(K.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(QDialog, "helpDialog") is None)
