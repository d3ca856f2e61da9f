"""The upper edge of the timeline: drag it, or press Up and Down on it, to give the timeline more or less room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.tokens import THEMES
from viewer.ui.state import State

LEAST, MOST = -20, 160
"""Pixels by which the timeline may be lower or higher than usual."""
HEIGHT = 8
_STEP = 16
_GRIP = 36.0


class TimelineEdge(QWidget):
    """A strip of HEIGHT px. `taller` is how many px were added; `changed` tells of another number."""

    changed = Signal(int)

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timelineEdge")
        self._state = state
        self.taller = 0
        self._held: tuple[float, int] | None = None
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_taller(self, pixels: int) -> None:
        """Add so many px to the usual height, within LEAST and MOST."""
        pixels = min(max(pixels, LEAST), MOST)
        if pixels != self.taller:
            self.taller = pixels
            self.changed.emit(pixels)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the edge."""
        self._held = (event.globalPosition().y(), self.taller)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the edge."""
        if self._held is not None:
            start, taller = self._held
            self.set_taller(taller + round(start - event.globalPosition().y()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the usual height again."""
        self.set_taller(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move the edge."""
        steps = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.set_taller(self.taller + steps)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the grip."""
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the grip."""
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a grip where the pointer or the keyboard is."""
        if not (self.hasFocus() or self.underMouse()):
            return
        theme = THEMES[self._state.view.theme]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.focus if self.hasFocus() else theme.ink3))
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.drawRoundedRect(QRectF(middle.x() - _GRIP / 2, middle.y() - 1.5, _GRIP, 3), 1.5, 1.5)
        painter.end()
