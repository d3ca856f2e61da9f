"""A card beside the pointer that tells what lies under it, after a moment, without ever hiding it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from viewer.carto.boxes import Box
from viewer.carto.cards import NOTHING, Card
from viewer.paint.type import text_width
from viewer.ui.panel import SHADOW, Panel
from viewer.ui.plain import breakable, cut
from viewer.ui.state import State

_WAIT_MS = 320
_WIDEST, _PADDING = 260, 10
_GAP = 20
"""Pixels between what is pointed at and the card."""
_LONGEST = 200


class HoverCard(Panel):
    """Shows a Card. Lets the pointer through."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(state, "hoverCard", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines: list[QLabel] = []
        self.body.setContentsMargins(SHADOW + _PADDING, SHADOW + 7, SHADOW + _PADDING, SHADOW + 8)
        self.body.setSpacing(1)
        self._wanted, self._at, self._room = NOTHING, QPoint(), (0.0, 0.0, 0.0, 0.0)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._show)
        self.hide()

    @property
    def card(self) -> Card:
        """What is told, or will be in a moment."""
        return self._wanted

    def ask(self, card: Card, at: QPoint, room: Box, *, now: bool = False) -> None:
        """Show a card beside a point (px of the parent) within a room, after a moment or `now`; an empty card hides."""
        if not card:
            self.dismiss()
            return
        same = card == self._wanted
        self._wanted, self._at, self._room = card, at, room
        if now:
            self._show()
        elif same and self.isVisible():
            return
        else:
            self.hide()
            self._timer.start()

    def dismiss(self) -> None:
        """Hide it."""
        self._timer.stop()
        self._wanted = NOTHING
        self.hide()

    def _show(self) -> None:
        self._timer.stop()
        self._fill()
        self.adjustSize()
        left, top, right, bottom = self._room
        wide, tall = self.width() - 2 * SHADOW, self.height() - 2 * SHADOW
        x = self._at.x() + _GAP if self._at.x() + _GAP + wide <= right else self._at.x() - _GAP - wide
        y = self._at.y() - tall / 2
        if x < left:  # neither side has room: above or below
            x = round(min(max(self._at.x() - wide / 2, left), max(right - wide, left)))
            y = self._at.y() - _GAP - tall if self._at.y() - _GAP - tall >= top else self._at.y() + _GAP
        else:
            y = min(max(y, top), max(bottom - tall, top))
        self.move(round(x) - SHADOW, round(y) - SHADOW)
        self.raise_()
        self.show()

    def _fill(self) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.deleteLater()
        card = self._wanted
        rows = [(card.above, "small"), (card.title, "bold"), *((line, "small") for line in card.below), (card.hint, "caption")]
        self._lines = []
        for text, role in rows:
            if text:
                self._lines.append(self._line(breakable(cut(text, _LONGEST)), role))
        self.setAccessibleName(card.text)

    def _line(self, text: str, role: str) -> QLabel:
        line = QLabel(text)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setProperty("role", role)
        wide = text_width(text, 13, bold=role == "bold") + 6
        line.setFixedWidth(round(min(max(wide, 60), _WIDEST)))
        line.setWordWrap(wide > _WIDEST)
        self.body.addWidget(line)
        line.show()
        return line
