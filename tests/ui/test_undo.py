"""Everything that changes what is looked at is undone by Alt+Left, in one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import Open, click, key, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QMenu

from viewer.ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier
ASK = {"export", "export_story", "open_picture", "help", "palette", "tour", "bookmarks", "full_screen", "play", "back", "forward"}
"""Commands that ask, show something else, go on by themselves, or are the way back."""


def asks(identifier: str) -> bool:
    return identifier in ASK or any(word in identifier for word in ("open", "save", "import", "add", "write", "editor", "story_", "menu"))


def tidy(window: Window) -> None:
    """Close what a command has opened."""
    for popup in window.findChildren(QMenu):
        popup.close()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    window.desk.close_tour()
    window.activateWindow()
    window.map.setFocus()
    settle(window)


@pytest.mark.parametrize("view", ["t=1961-10-27&s=berlin-tanks&l=en", "t=1961-08-13&p=laea&c=13,52&z=4&y=1945-01-01/1975-01-01&l=ja"])
def test_every_command_is_undone_in_one_step(view: str, open_window: Open) -> None:
    window = open_window(view, size=(1600, 1000))
    state, changed = window.state, []
    for command in list(window.commands):
        if asks(command.id) or not command.possible:
            continue
        before = state.view
        command.act()
        tidy(window)
        state.settle()
        if state.view == before:
            continue
        changed.append(command.id)
        key(Qt.Key.Key_Left, ALT)
        settle(window)
        assert state.view == before, command.id
    assert len(changed) > 20
    assert {"next", "zoom_in", "language", "theme", "contrast", "changes"} <= set(changed)


def test_what_hands_do_is_undone_in_one_step(open_window: Open) -> None:
    window = open_window("t=1961-10-27&l=en", size=(1600, 1000))
    state, map_ = window.state, window.map
    marker = map_.scene().markers[0]
    chip = next(iter(window.finder._chips.values()))
    row = window.finder.events.visualRect(window.finder.events.model().index(0, 0)).center()
    legend = next(each for each in window.legend.findChildren(QAbstractButton) if each.objectName().startswith("legend-"))
    hands: dict[str, Callable[[], None]] = {
        "marker": lambda: click(map_, marker.x, marker.y),
        "chip": chip.click,
        "list": lambda: click(window.finder.events.viewport(), row.x(), row.y()),
        "layer": window.finder._boxes["rivers"].click,
        "arctic": window.tools.modes["arctic"].click,
        "legend": legend.click,
    }
    for name, act in hands.items():
        before = state.view
        act()
        settle(window)
        assert state.view != before, name
        key(Qt.Key.Key_Left, ALT)
        settle(window)
        assert state.view == before, name
