"""The sizes of the parts of a window: they grow with the text, and the reader can drag the width of the details."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.tokens import THEMES
from viewer.ui.comfort import COMFORT
from viewer.ui.keyboard import KEEPS_ARROWS
from viewer.ui.state import State

LEFT, RIGHT, RAIL, DATE, HEAD, TIMELINE, FOLDED = 276, 340, 48, 330, 84, 218, 92
"""Widths of the left and the right panel, the rail and the date; heights of the date with its second line and of the timeline, open and
folded (px at plain text)."""
NARROWEST, WIDEST = 300, 560
"""Limits of the width of the right panel (px at plain text)."""
GRIP = 8
"""Width of the edge that can be dragged (px)."""
_STEP = 16
_MARK = 36.0


class Sizes:
    """Sizes in px at the present size of text. `details` is the reader's, in px at plain text."""

    def __init__(self) -> None:
        self.details = RIGHT

    @property
    def left(self) -> int:
        """Width of the left panel."""
        return COMFORT.px(LEFT)

    @property
    def right(self) -> int:
        """Width of the right panel."""
        return COMFORT.px(self.details)

    @property
    def rail(self) -> int:
        """Width of the rail."""
        return COMFORT.px(RAIL)

    @property
    def date(self) -> int:
        """Width that the date keeps free."""
        return COMFORT.px(DATE)

    @property
    def head(self) -> int:
        """Height of the date with its second line."""
        return COMFORT.px(HEAD)

    @staticmethod
    def timeline(*, folded: bool, extra: int) -> int:
        """Return the height of the timeline; `extra`: px at plain text of rows that come and go, and of what the reader added."""
        return COMFORT.px(FOLDED if folded else TIMELINE + extra)

    def drag_details(self, px: int) -> None:
        """Make the right panel so many px wide, within its limits."""
        self.details = round(min(max(COMFORT.plain(px), NARROWEST), WIDEST))

    def read(self, text: str) -> None:
        """Take the width of the details that the machine remembered; what can't be read is passed over."""
        if text.isascii() and text.isdecimal() and len(text) < 5:
            self.details = min(max(int(text), NARROWEST), WIDEST)


class DetailsEdge(QWidget):
    """The left edge of the details: drag it, or press Left and Right on it; a double click gives it back its plain place.

    Args: drag: is told how many px wider the details are to be; None = as wide as usual.
    """

    def __init__(self, state: State, drag: Callable[[int | None], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("detailsEdge")
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(KEEPS_ARROWS, True)
        self._state, self._drag = state, drag
        self._at: float | None = None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._at = event.globalPosition().x()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._at is not None:
            now = event.globalPosition().x()
            self._drag(round(self._at - now))
            self._at = now

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._at = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the plain place."""
        self._drag(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the edge."""
        steps = {Qt.Key.Key_Left: _STEP, Qt.Key.Key_Right: -_STEP}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self._drag(steps)

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
        painter.drawRoundedRect(QRectF(middle.x() - 1.5, middle.y() - _MARK / 2, 3, _MARK), 1.5, 1.5)
        painter.end()
