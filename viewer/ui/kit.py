"""What the parts of a window are made with, handed on as one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from viewer.model.record import dataclass
from viewer.paint.overlay.overlay import Sprites
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class Kit:
    """The state that a part follows, the words and pictures that it uses, and the window that it lies in."""

    state: State
    words: Words
    icons: IconSet
    sprites: Sprites
    window: QWidget
    arrange: Callable[[], None]
    """Lays the window out anew."""
    list_place: Callable[[str], None]
    """Lists the events of a place."""
