"""The north arrow of the window: a click turns the map north up again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from viewer.carto.tokens import THEMES
from viewer.paint.overlay.compass import SIZE, draw_compass
from viewer.ui.state import State
from viewer.ui.words import Words


class NorthButton(QPushButton):
    """Shown while the map is turned; painted by hand."""

    def __init__(self, state: State, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("northButton")
        self._state, self._words = state, words
        self._rotation = 0.0
        self.setFixedSize(QSize(round(SIZE) + 4, round(SIZE) + 4))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self._state.change(rotation=0.0))
        self.hide()

    def point(self, rotation: float) -> None:
        """Show how the map is turned; nothing where north is up."""
        language = self._state.view.language
        tip = self._words.say(language, "map.north", degrees=f"{abs(self._state.view.rotation):.0f}")
        if tip != self.accessibleName():
            self.setAccessibleName(tip)
            self.setToolTip(tip)
        shown = rotation != 0.0 or self._state.view.rotation != 0.0
        if shown == self.isHidden():
            self.setVisible(shown)
        if rotation != self._rotation:
            self._rotation = rotation
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the needle, and the focus round it."""
        theme = THEMES[self._state.view.theme]
        painter = QPainter(self)
        draw_compass(painter, QPointF(self.width() / 2, self.height() / 2), self._rotation, theme)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))
        painter.end()
