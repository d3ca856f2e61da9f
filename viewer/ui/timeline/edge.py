"""The upper edge of the timeline: drag it, or press Up and Down on it, to give the timeline more or less room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewer.ui.state import State
from viewer.ui.widgets.edge import Edge

LEAST, MOST = -20, 160
"""Pixels by which the timeline may be lower or higher than usual."""


class TimelineEdge(Edge):
    """`taller` is how many px were added to the usual height, `more` whether more lanes are wanted; `changed` tells of either."""

    changed = Signal()

    def __init__(self, state: State, parent: QWidget) -> None:
        self.taller, self.more = 0, False
        super().__init__(state, "timelineEdge", parent, upright=False, size=lambda: self.taller, resize=self.set_taller)

    def set_taller(self, pixels: int | None) -> None:
        """Add so many px to the usual height, within LEAST and MOST; None = none."""
        pixels = min(max(pixels or 0, LEAST), MOST)
        if pixels != self.taller:
            self.taller = pixels
            self.changed.emit()

    def set_more(self, *, more: bool) -> None:
        """Show more lanes, or as many as the window has room for."""
        if more != self.more:
            self.more = more
            self.changed.emit()
