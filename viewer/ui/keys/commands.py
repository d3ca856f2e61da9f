"""The commands of a window, once: keys, help and palette are all read from this table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from viewer.model.record import dataclass
from viewer.ui.keys import mac_keys

GROUPS = ("time", "map", "find", "compare", "look", "story", "share", "window")
"""Groups of commands, in the order of the help; their words are `group.*`."""
_SIGNS = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Escape": "Esc",
    "PageUp": "Page Up",
    "PageDown": "Page Down",
    "-": "−",
}
_NAMES = {
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
}
_SHIFTED = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
)
"""Keys that mean something else with Shift."""
_SHORTCUT = re.compile(r"(Ctrl\+|Alt\+|(Shift\+)?F\d)")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a reader can do. Its words are `command.ID`.

    Keys are named as Qt does (`Ctrl+F`, `Shift+Left`, `L`, `[`); plain ones, without Ctrl, Alt or F-number, mean something wherever
    nothing is typed. `when` tells whether it means anything now; None = always.
    """

    id: str
    group: str
    act: Callable[[], object]
    keys: tuple[str, ...] = ()
    when: Callable[[], bool] | None = None

    @property
    def possible(self) -> bool:
        """Whether it means anything now."""
        return self.when is None or self.when()


class Commands:
    """The table of a window's commands. A key means one thing: ValueError where it is given twice."""

    def __init__(self) -> None:
        self._all: dict[str, Command] = {}
        self._plain: dict[str, Command] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Add commands; those without keys are found in the palette."""
        for command in commands:
            if command.id in self._all or command.group not in GROUPS:
                raise ValueError(f"the command {command.id} is there twice, or in no known group")
            if any(len(keys) == 1 and keys.islower() for keys in command.keys):
                raise ValueError(f"the letter of {command.id} is named small: no key would mean it")
            taken = {keys for other in self._all.values() for keys in other.keys} & set(command.keys)
            if taken:
                raise ValueError(f"{', '.join(taken)} of {command.id} means something else already")
            self._all[command.id] = command
            self._plain.update({keys: command for keys in command.keys if not is_shortcut(keys)})

    def __iter__(self) -> Iterator[Command]:
        """Give the commands by group, in the order in which they were added."""
        return iter(sorted(self._all.values(), key=lambda command: GROUPS.index(command.group)))

    def __getitem__(self, identifier: str) -> Command:
        """Return a command by ID; KeyError where there is none."""
        return self._all[identifier]

    def shortcuts(self) -> Iterator[tuple[str, Command]]:
        """Give the keys with Ctrl, Alt or an F-number, and what they mean."""
        return ((keys, command) for command in self._all.values() for keys in command.keys if is_shortcut(keys))

    def plain(self, event: QKeyEvent) -> Command | None:
        """Return what a key without Ctrl or Alt means now; None where nothing."""
        name = plain_name(event)
        command = self._plain.get(name) or self._plain.get(name.removeprefix("Shift+"))
        return command if command is not None and command.possible else None

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key without Ctrl or Alt means; returns whether it means anything now."""
        command = self.plain(event)
        if command is not None:
            command.act()
        return command is not None


def is_shortcut(keys: str) -> bool:
    """Whether keys mean something even while a text is typed."""
    return _SHORTCUT.match(keys) is not None


def plain_name(event: QKeyEvent) -> str:
    """Return the name of a key without Ctrl or Alt (`Left`, `Shift+Left`, `L`, `Shift+R`, `[`); empty where either is held.

    A letter is known by its key and by Shift, whatever Caps Lock or the keyboard's script make of it.
    """
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier) != Qt.KeyboardModifier.NoModifier:
        return ""
    key = Qt.Key(event.key())
    letter = Qt.Key.Key_A <= key <= Qt.Key.Key_Z
    name = chr(key) if letter else _NAMES.get(key, event.text())
    return f"Shift+{name}" if event.modifiers() & shift and (letter or key in _SHIFTED) else name


def key_text(keys: str) -> str:
    """Return keys as they are told to readers: `Ctrl+←`, `Page Up`; on a Mac `⌘←`."""
    parts = [keys] if keys == "+" else keys.replace("++", "+Plus").split("+")
    signs = [_SIGNS.get(part, "+" if part == "Plus" else part) for part in parts]
    return mac_keys.joined(signs) if mac_keys.MAC else "+".join(signs)
