"""The line that is swiped over two maps."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.tokens import THEMES
from viewer.ui.keys.keyboard import KEEPS_ARROWS
from viewer.ui.state import State
from viewer.ui.words import Words

GRIP = 44
"""Width in px of what the hand can take hold of."""
_KNOB = 15.0
_STEP = 0.01


class SwipeLine(QWidget):
    """Drags the View's `beside.cut`; the arrow keys move it by a hundredth of the width, with Shift by a tenth."""

    def __init__(self, state: State, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("swipeLine")
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(KEEPS_ARROWS, True)
        self._state, self._words = state, words
        self._span = (0.0, 1.0)
        self._held: float | None = None

    def place(self, left: float, right: float, top: float, bottom: float) -> None:
        """Lie over the free part of the map, at the cut of the View."""
        self._span = (left, right)
        self.setGeometry(round(self.at - GRIP / 2), round(top), GRIP, round(bottom - top))
        language, beside = self._state.view.language, self._state.view.beside
        share = round(100 * beside.cut) if beside else 50
        self.setAccessibleName(self._words.say(language, "compare.line"))
        self.setAccessibleDescription(f"{share}%")

    @property
    def at(self) -> float:
        """Where the line stands, in px of the window."""
        beside = self._state.view.beside
        left, right = self._span
        return left + (right - left) * (beside.cut if beside else 0.5)

    def _cut(self, share: float, *, transient: bool) -> None:
        view = self._state.view
        if view.beside is not None:
            self._state.set_view(view.with_(beside=replace(view.beside, cut=share)), transient=transient)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position().x() - GRIP / 2

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._held is None:
            return
        left, right = self._span
        where = self.x() + event.position().x() - self._held
        self._cut((where - left) / max(right - left, 1.0), transient=True)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        self._state.settle()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the line by keys."""
        beside = self._state.view.beside
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not way or beside is None:
            super().keyPressEvent(event)
            return
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        self.step(way * far)

    def step(self, steps: int) -> None:
        """Move the line by steps, to the left where it is under 0."""
        beside = self._state.view.beside
        if beside is not None:
            self._cut(beside.cut + steps * _STEP, transient=False)

    def value(self) -> str:
        """Return how far to the right it stands, for readers of the screen."""
        return self.accessibleDescription()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and its knob."""
        theme = THEMES[self._state.view.theme]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = GRIP / 2
        for color, width in ((theme.surface, 4.0), (theme.ink, 2.0)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        knob = QRectF(middle - _KNOB, self.height() / 2 - _KNOB, 2 * _KNOB, 2 * _KNOB)
        painter.setBrush(QColor(theme.surface))
        painter.setPen(QPen(QColor(theme.focus if self.hasFocus() else theme.ink), 2.0))
        painter.drawEllipse(knob)
        painter.setBrush(QColor(theme.ink))
        painter.setPen(Qt.PenStyle.NoPen)
        y = knob.center().y()
        for way in (-1, 1):
            painter.drawPolygon([QPointF(middle + way * 10, y), QPointF(middle + way * 4, y - 5), QPointF(middle + way * 4, y + 5)])
        painter.end()
