"""What makes the window comfortable for one reader: the size of text. One for all windows; the machine remembers it, no View carries it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QPainter

SMALLEST, PLAIN, LARGEST, STEP = 90, 100, 160, 10
"""Sizes of text in percent."""


class Comfort(QObject):
    """The size of text. What paints text itself paints in units of text (`in_text_units`) and measures what holds text by `px`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._percent = PLAIN

    @property
    def percent(self) -> int:
        """Size of text in percent of the plain one."""
        return self._percent

    @property
    def scale(self) -> float:
        """Size of text as a factor."""
        return self._percent / 100

    def set_percent(self, percent: int) -> None:
        """Choose a size; what lies beyond the limits stops there."""
        wanted = min(max(round(percent / STEP) * STEP, SMALLEST), LARGEST)
        if wanted != self._percent:
            self._percent = wanted
            self.changed.emit()

    def px(self, plain: float) -> int:
        """Return a length that grows with the text (px)."""
        return round(plain * self._percent / 100)

    def plain(self, px: float) -> float:
        """Return a length on the screen (px) in units of text."""
        return px * 100 / self._percent


COMFORT = Comfort()


def in_text_units(painter: QPainter, rect: QRect, grown: float = 1.0) -> QRect:
    """Let a painter work in units of text within a rectangle (px); returns the rectangle in these units, its corner at 0, 0.

    `grown`: how many times as large as other text it is to be.
    """
    scale = COMFORT.scale * grown
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    return QRect(0, 0, round(rect.width() / scale), round(rect.height() / scale))
