"""Painting that may fail: a part that raises is switched off and told of once, the rest goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from viewer.ui.state import State
from viewer.ui.words import Words

_LOG = logging.getLogger(__name__)


class Guard:
    """Paints the parts of a widget; `off` names those that have failed."""

    def __init__(self, state: State, words: Words) -> None:
        self._state, self._words = state, words
        self.off: set[str] = set()

    def paint(self, widget: QWidget, part: str, draw: Callable[[QPainter], None]) -> bool:
        """Draw a part of a widget with a painter of its own; returns whether it could be drawn. `part`: a key of `part.*`."""
        if part in self.off:
            return False
        painter = QPainter(widget)
        try:
            draw(painter)
        except Exception:  # noqa: BLE001 - a fault in one part must not take the window down
            _LOG.exception("%s could not be painted and is switched off", part)
            self.off.add(part)
            QTimer.singleShot(0, widget, lambda: self._tell(part))
            return False
        finally:
            painter.end()
        return True

    def _tell(self, part: str) -> None:
        language = self._state.view.language
        self._state.tell(self._words.say(language, "note.paint_failed", layer=self._words.say(language, f"part.{part}")))
