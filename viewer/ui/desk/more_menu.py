"""The menu of what has no button of its own: the palette, bookmarks, links, comfort; and what the toolbar has no room for."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from viewer.ui.comfort.motion import CHOICES, MOTION
from viewer.ui.keys.commands import key_text
from viewer.ui.panes import Panes

_GROUPS = (
    ("palette", "bookmark", "bookmarks", "copy_link", "open_link"),
    ("larger", "smaller", "plain_size", "contrast", "theme", "language"),
    ("changes", "beside", "measure", "full_screen"),
    ("tour", "help"),
)
"""Commands by their IDs, parted by lines."""


def more_menu(window: Panes, button: QWidget) -> QMenu:
    """Return the menu, in the language of the View; commands that mean nothing now are greyed."""
    menu = QMenu(button)
    menu.setObjectName("moreMenu")
    commands = {command.id: command for command in window.commands}
    for number, group in enumerate(_GROUPS):
        if number:
            menu.addSeparator()
        for command in (commands[name] for name in group if name in commands):
            keys = f"\t{key_text(command.keys[0])}" if command.keys else ""
            action = menu.addAction(f"{window.say(f'command.{command.id}')}{keys}")
            action.setEnabled(command.possible)
            action.triggered.connect(command.act)
            if command.id == "contrast":
                action.setCheckable(True)
                action.setChecked(window.state.view.theme.endswith("-high"))
        if number == 1:
            _add_motion(menu, window)
    return menu


def _add_motion(menu: QMenu, window: Panes) -> None:
    inner = menu.addMenu(window.say("comfort.motion"))
    for choice in CHOICES:
        command = window.commands[f"motion_{choice}"]
        action = inner.addAction(window.say(f"command.{command.id}"))
        action.setCheckable(True)
        action.setChecked(MOTION.choice == choice)
        action.triggered.connect(command.act)
