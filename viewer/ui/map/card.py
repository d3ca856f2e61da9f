"""A card beside the pointer that tells what lies under it, after a moment, without ever hiding it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QLabel, QWidget

from viewer.carto.boxes import Box
from viewer.carto.cards import NOTHING, Card
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.state import State
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.widgets.plain_text import breakable, cut

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
        self._wanted, self._at, self._room, self._bare = NOTHING, QPoint(), (0.0, 0.0, 0.0, 0.0), QRegion()
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._show)
        self.hide()

    @property
    def card(self) -> Card:
        """What is told, or will be in a moment."""
        return self._wanted

    def ask(self, card: Card, at: QPoint, room: Box, bare: QRegion, *, now: bool = False) -> None:
        """Show a card beside a point (px of the parent), after a moment or `now`; an empty card hides.

        It lies within a room, and where it can in what is bare of panels.
        """
        if not card:
            self.dismiss()
            return
        same = card == self._wanted
        self._wanted, self._at, self._room, self._bare = card, at, room, bare
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
        wide, tall = self.width() - 2 * SHADOW, self.height() - 2 * SHADOW
        places = self._places(wide, tall)
        free = next((place for place in places if (QRegion(place) - self._bare).isEmpty()), places[0])
        self.move(free.topLeft() - QPoint(SHADOW, SHADOW))
        self.raise_()
        self.show()

    def _places(self, wide: int, tall: int) -> list[QRect]:
        """Return where the card may lie, the best first: beside what is pointed at, else below or above; within the room if it can."""
        left, top, right, bottom = (round(side) for side in self._room)
        x, y = self._at.x(), self._at.y()
        level = min(max(y - tall // 2, top), max(bottom - tall, top))
        aligned = min(max(x - wide // 2, left), max(right - wide, left))
        beside = [QRect(side, level, wide, tall) for side in (x + _GAP, x - _GAP - wide)]
        stacked = [QRect(aligned, height, wide, tall) for height in (y + _GAP, y - _GAP - tall)]
        room = QRect(left, top, right - left + 1, bottom - top + 1)
        return sorted([*beside, *stacked], key=lambda rect: not room.contains(rect))

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
        wide, widest = text_width(text, 13 * COMFORT.scale, bold=role == "bold") + 6, COMFORT.px(_WIDEST)
        line.setFixedWidth(round(min(max(wide, 60), widest)))
        line.setWordWrap(wide > widest)
        self.body.addWidget(line)
        line.show()
        return line
