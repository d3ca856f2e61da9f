"""The rows of the legend: swatch, words in one line or two, states and land; a row of a bloc is pressed to select it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import inf

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from typing_extensions import override

from viewer.carto.land.blocs import PREFIX
from viewer.carto.land.legend import LegendRow, land_figure
from viewer.carto.land.legend_room import fitting, sharing
from viewer.carto.names.fan_words import in_lines
from viewer.carto.tokens import THEMES
from viewer.paint.overlay.swatch import draw_swatch
from viewer.paint.type import elided, font, text_width
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import cut, plain_tip

TOP = 30
"""Height of the head (px at plain text)."""
FOLD = 24
"""Side of the button that folds the rows away."""
MORE = 24
"""Height of the button that shows the rows which are left out."""
NARROWEST = 196
_ROW, _PLAIN = 24, 21
"""Heights of a row that can be pressed, for which WCAG 2.2 asks, and of one that only tells."""
_LINE = 15
"""By how much a second line makes a row higher."""
_LAND, _STATES = 44, 28
"""Widths of the columns of land and of states."""
_BESIDE = 66
"""Swatch, gaps and margins of a row."""
SELECTING = ("group", "dependency", "tied")
"""Sorts of rows that select their bloc."""


def spoken_label(row: LegendRow) -> str:
    """Return the words of a row with the number of states in all the world."""
    return f"{cut(row.label, 100)} {row.states}" if row.states >= 0 else cut(row.label, 100)


@lru_cache(maxsize=512)
def _lines(label: str, room: float) -> tuple[str, ...]:
    """Return the words of a row in lines for so much room (px at plain text)."""
    return in_lines(label, lambda words: text_width(words, 12), room, room)


def _columns(row: LegendRow, *, lands: bool) -> int:
    """Return the width of what stands at the right of a row's words."""
    land = _LAND if lands and (row.km2 or row.states >= 0) else 0
    return land + (_STATES if row.states >= 0 else 0)


class _Row(QAbstractButton):
    """One row: swatch, words, states and land in all the world. A row of a group is pressed to select it, or again to let it go."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self.row = LegendRow("", "")
        self.lines: tuple[str, ...] = ()
        self.lands = True
        """Whether the column of land has room."""
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._choose)

    def tell(self, row: LegendRow, told: str, *, chosen: bool) -> None:
        """Show a row; `told` are its numbers for the tooltip and for readers of the screen."""
        self.row = row
        bloc = row.sort in SELECTING
        more = row.mark or ("" if row.sort == "group" else row.sort)
        self.setObjectName(f"legend-{row.key}-{more}".rstrip("-") if bloc else "")
        self.setEnabled(bloc)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if bloc else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if bloc else Qt.CursorShape.ArrowCursor)
        self.setChecked(chosen)
        name = spoken_label(row)
        self.setAccessibleName(f"{name}: {told}" if told else name)
        self.setToolTip(plain_tip(f"{cut(row.label, 100)}\n{told}") if told else "")
        self.setAccessibleDescription(told)  # else readers of the screen are told the tooltip with its markup
        self.update()

    def _choose(self) -> None:
        selected = f"{PREFIX}{self.row.key}"
        self._state.change(selected="" if self._state.view.selected == selected else selected)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        theme, row = THEMES[self._state.view.theme], self.row
        painter = QPainter(self)
        rect = in_text_units(painter, self.rect())
        width, middle = rect.width(), rect.height() / 2
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.fillRect(rect.adjusted(4, 0, -4, -1), QColor(theme.selbg if self.isChecked() else theme.surface2))
        draw_swatch(painter, row, QRectF(12, middle - 8, 30, 16), theme)
        room = width - _BESIDE + 4 - _columns(row, lands=self.lands)
        painter.setFont(font(12))
        painter.setPen(QColor(theme.ink))
        left, right = (side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))
        top = middle - 9 - _LINE * (len(self.lines) - 1) / 2
        for number, line in enumerate(self.lines):
            painter.drawText(QRectF(50, top + _LINE * number, room, 18), left, elided(line, 12, room))
        painter.setFont(font(11, tabular=True))
        painter.setPen(QColor(theme.ink3))
        land = land_figure(row.km2, self._state.view.language) if row.km2 and self.lands else ""
        states, end = "" if row.states < 0 else str(row.states), width - 12
        for text, side in ((states, end - (_LAND if self.lands else 0)), (land, end)):
            painter.drawText(QRectF(side - _LAND, middle - 9, _LAND, 18), right, text)
        if self.hasFocus():
            painter.setPen(QColor(theme.focus))
            painter.drawRect(rect.adjusted(4, 0, -5, -1))
        painter.end()


class LegendRows(QWidget):
    """The title and the rows under it.

    `widest` and `high` are the room (px at plain text) that they are given, `lands` whether there is a column of land.
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.rows: tuple[LegendRow, ...] = ()
        self.title = ""
        self.unit = ""
        self.folded = False
        self.widest, self.high = float(NARROWEST), 0.0
        """0 = as high as all rows are."""
        self.lands = False
        self.shown = 0
        """The number of rows that are shown; one that would be hidden alone is shown."""
        self._buttons: list[_Row] = []
        self.more = QPushButton(self)
        self.more.setObjectName("legendMore")
        self.more.setProperty("role", "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.hide()

    def tell(self, rows: tuple[LegendRow, ...], told: Callable[[LegendRow], str], chosen: str, hatches: str) -> None:
        """Show rows, as many as there is room for.

        Args: told: gives the numbers of a row in words; chosen: key of the group that is selected; hatches: what is said where the
            rows of hatched land share one.
        """
        room = self.high - TOP - 8 if self.high > 0 else inf
        self.rows, self.shown = fitting(rows, room, MORE - 4, self._tall)
        if self.shown < len(rows):
            self.rows, self.shown = fitting(sharing(rows, hatches), room, MORE - 4, self._tall)
        while len(self._buttons) < len(self.rows):
            self._buttons.append(_Row(self._state, self))
        for button, row in zip(self._buttons, self.rows, strict=False):
            button.lands = self.lands
            button.lines = self._words_of(row)
            button.tell(row, told(row), chosen=row.sort in SELECTING and row.key == chosen)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < self.shown and not self.folded)
        self.more.setVisible(self.shown < len(self.rows) and not self.folded)
        self._place()

    def _words_of(self, row: LegendRow) -> tuple[str, ...]:
        """Return the words of a row in the lines that it takes."""
        return _lines(row.label, self.widest - _BESIDE - _columns(row, lands=self.lands))

    def _tall(self, row: LegendRow) -> int:
        """Return the height of a row."""
        return (_ROW if row.sort in SELECTING else _PLAIN) + _LINE * (len(self._words_of(row)) - 1)

    def _talls(self) -> list[int]:
        """Return the height of each row."""
        return [self._tall(row) for row in self.rows]

    def _place(self) -> None:
        top = TOP - 1
        for button, tall in zip(self._buttons[: self.shown], self._talls(), strict=False):
            button.setGeometry(0, COMFORT.px(top), self.width(), COMFORT.px(top + tall) - COMFORT.px(top))
            top += tall
        self.more.setGeometry(COMFORT.px(8), COMFORT.px(top), self.width() - COMFORT.px(16), COMFORT.px(MORE))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows be as wide as the panel."""
        self._place()

    @override
    def sizeHint(self) -> QSize:
        """Return the room that the rows which are shown need."""
        if self.folded:
            return QSize(COMFORT.px(NARROWEST), COMFORT.px(TOP))
        tall = TOP + sum(self._talls()[: self.shown]) + (MORE + 4 if self.shown < len(self.rows) else 8)
        needed = [
            max(text_width(line, 12) for line in button.lines) + _BESIDE + _columns(button.row, lands=self.lands)
            for button in self._buttons[: self.shown]
        ]
        return QSize(COMFORT.px(min(max([*needed, NARROWEST]), self.widest)), COMFORT.px(tall))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title."""
        theme = THEMES[self._state.view.theme]
        painter = QPainter(self)
        width = in_text_units(painter, self.rect()).width()
        painter.setFont(font(11, bold=True))
        painter.setPen(QColor(theme.ink2))
        painter.drawText(QRectF(12, 6, width - 24, 20), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.title)
        painter.setFont(font(11))
        painter.setPen(QColor(theme.ink3))
        if not self.folded:
            room = QRectF(12, 6, width - 24 - FOLD, 20)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.unit)
        painter.end()
