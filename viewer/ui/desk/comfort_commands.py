"""Commands that make the window comfortable: size of text, contrast, motion; the machine remembers them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from viewer.carto.tokens import with_contrast
from viewer.ui.comfort.comfort import COMFORT, PLAIN, STEP
from viewer.ui.comfort.motion import CHOICES, MOTION
from viewer.ui.keys.commands import Command
from viewer.ui.memory import Memory
from viewer.ui.panes import Panes


def comfort_commands(window: Panes, memory: Memory) -> Iterator[Command]:
    """Give the commands of comfort."""
    yield Command("larger", "look", partial(_grow, window, memory, STEP), ("Ctrl+Shift++", "Ctrl++", "Ctrl+="))
    yield Command("smaller", "look", partial(_grow, window, memory, -STEP), ("Ctrl+Shift+-", "Ctrl+-", "Ctrl+Shift+_"))
    yield Command("plain_size", "look", partial(_grow, window, memory, 0), ("Ctrl+0",))
    yield Command("contrast", "look", partial(_turn_contrast, window), ("Ctrl+Shift+H",))
    for choice in CHOICES:
        yield Command(f"motion_{choice}", "look", partial(_choose_motion, window, memory, choice))


def read_settings(memory: Memory) -> None:
    """Take what the machine remembered; what can't be read is passed over."""
    percent = memory.get("text")
    if percent.isascii() and percent.isdecimal() and len(percent) < 5:
        COMFORT.set_percent(int(percent))
    MOTION.choose(memory.get("motion", "system"))


@cache
def system_wants_contrast() -> bool:
    """Whether the system asks programs for more contrast. Asked once: what PySide gives a second time is dead."""
    style = QGuiApplication.styleHints()  # held, for its hints die with it
    try:
        return bool(style.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)
    except RuntimeError:
        return False


def _grow(window: Panes, memory: Memory, step: int) -> None:
    COMFORT.set_percent(COMFORT.percent + step if step else PLAIN)
    memory.put("text", str(COMFORT.percent))
    window.tell(window.say("comfort.size", percent=COMFORT.percent))


def _turn_contrast(window: Panes) -> None:
    theme = window.state.view.theme
    high = not theme.endswith("-high")
    window.state.change(theme=with_contrast(theme, high=high))
    window.tell(window.say("comfort.high" if high else "comfort.plain"))


def _choose_motion(window: Panes, memory: Memory, choice: str) -> None:
    MOTION.choose(choice)
    memory.put("motion", choice)
    window.tell(window.say("command." + f"motion_{choice}"))
