"""The edge of a panel that is dragged to give it more or less room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.tokens import THEMES
from viewer.ui.keys.keyboard import KEEPS_ARROWS
from viewer.ui.state import State

THICK = 8
"""Px of an edge across."""
_STEP = 16
_GRIP, _FINE = 36.0, 3.0


class Edge(QWidget):
    """The left (`upright`) or upper edge of a panel: dragged, moved by the arrow keys across it, put back by a double click.

    Args: name: object name. size: returns the px that the panel has now. resize: gives it so many px; None = as many as usual.
    """

    def __init__(
        self, state: State, name: str, parent: QWidget, *, upright: bool, size: Callable[[], int], resize: Callable[[int | None], None]
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.SplitHCursor if upright else Qt.CursorShape.SizeVerCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(KEEPS_ARROWS, True)
        self._state, self._upright, self._size, self._resize = state, upright, size, resize
        self._held: tuple[float, int] | None = None
        more, less = (Qt.Key.Key_Left, Qt.Key.Key_Right) if upright else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        self._steps = {more: 1, less: -1}

    def _across(self, event: QMouseEvent) -> float:
        where = event.globalPosition()
        return where.x() if self._upright else where.y()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the edge."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (self._across(event), self._size())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the edge."""
        if self._held is not None:
            start, size = self._held
            self._resize(size + round(start - self._across(event)))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the usual place."""
        self._resize(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the edge by a step."""
        step = self._steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)

    def step(self, steps: int) -> None:
        """Give the panel more room by steps, or less where it is under 0."""
        self._resize(self._size() + steps * _STEP)

    def value(self) -> str:
        """Return the px that the panel has, for readers of the screen."""
        return str(self._size())

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
        wide, high = (_FINE, _GRIP) if self._upright else (_GRIP, _FINE)
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.drawRoundedRect(QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high), _FINE / 2, _FINE / 2)
        painter.end()
