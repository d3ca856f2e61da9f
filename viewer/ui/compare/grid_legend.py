"""The legend at the foot of the sheet of days: as many rows as find room, and a button that shows all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from typing_extensions import override

from viewer.carto.land.legend import LegendRow
from viewer.carto.tokens import THEMES
from viewer.paint.overlay.swatch import draw_swatch
from viewer.paint.type import elided, font
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.kit import Kit
from viewer.ui.state import State
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.widgets.plain_text import cut

_COLUMN, _LINE = 300, 26
"""Width of a column and height of a line (px at plain text)."""
_MOST_LINES = 3
_SHARE = 0.3
"""Part of the height of a sheet that the legend takes at most."""
_MARGIN = 12


def _across(wide: float) -> int:
    return max(1, int(COMFORT.plain(wide) // _COLUMN))


class _Rows(QWidget):
    """Paints rows in columns, line by line."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.rows: Sequence[LegendRow] = ()

    @override
    def sizeHint(self) -> QSize:
        """Return the room for all rows in one column."""
        return QSize(COMFORT.px(_COLUMN), COMFORT.px(_LINE * len(self.rows)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all rows."""
        theme, painter = THEMES[self._state.view.theme], QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across = _across(self.width())
        room = in_text_units(painter, QRect(0, 0, self.width(), self.height())).width() / across
        for number, row in enumerate(self.rows):
            line, column = divmod(number, across)
            x, y = column * room, line * _LINE + 2
            draw_swatch(painter, row, QRectF(x, y, 30, 16), theme)
            painter.setPen(QColor(theme.ink))
            painter.setFont(font(13))
            painter.drawText(round(x + 40), round(y + 13), elided(row.label, 13, room - 52))
        painter.end()


class GridLegend(QWidget):
    """What the colours of a sheet mean. Where not all rows find room, `more` tells how many are left out and opens the list of all."""

    def __init__(self, kit: Kit, sheet: QWidget) -> None:
        super().__init__(sheet)
        self.setObjectName("gridLegend")
        self._kit, self._sheet = kit, sheet
        self.top = 0.0
        """Y from which on the list of all rows may lie over the sheet."""
        self._all: tuple[LegendRow, ...] = ()
        self._shown = _Rows(kit.state, self)
        self.more = QPushButton(self)
        self.more.setObjectName("gridLegendMore")
        self.more.setProperty("role", "outlined")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda on: self._unfold(on=on))
        self.list = Panel(kit.state, "gridLegendAll", sheet)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = _Rows(kit.state)
        self._scroll.setWidget(self._rows)
        self.list.body.setContentsMargins(SHADOW + _MARGIN, SHADOW + 8, SHADOW + 4, SHADOW + 8)
        self.list.body.addWidget(self._scroll)
        self.list.hide()

    @staticmethod
    def tall(rows: int, wide: float, high: float) -> int:
        """Return the height (px) that so many rows are given at the foot of a sheet `wide` x `high` px."""
        lines = min(-(-rows // _across(wide)), _MOST_LINES, int(_SHARE * COMFORT.plain(high) // _LINE))
        return COMFORT.px(_LINE * max(lines, 1) + 4)

    @property
    def hidden(self) -> int:
        """Number of rows that find no room."""
        return len(self._all) - len(self._shown.rows)

    def show_rows(self, rows: Sequence[LegendRow]) -> None:
        """Show rows; to be called again where the room is another."""
        self._all = tuple(rows)
        say, language = self._kit.words.say, self._kit.state.view.language
        lines = max(int(COMFORT.plain(self.height()) // _LINE), 1)
        across = _across(self.width())
        room = lines * across
        fits = len(rows) <= room
        self._shown.rows = self._all if fits else self._all[: max(room - 1, 0)]
        self._shown.setGeometry(self.rect())
        self._shown.update()
        self.more.setVisible(not fits)
        self.more.setText(say(language, "legend.more", n=self.hidden))
        self.more.setToolTip(say(language, "grid.legend_all"))
        self.more.adjustSize()
        wide = min(self.more.sizeHint().width(), self.width())
        self.more.setGeometry(round((across - 1) * self.width() / across), COMFORT.px((lines - 1) * _LINE) - 2, wide, COMFORT.px(24))
        self.setAccessibleName(say(language, "legend.title"))
        self.setAccessibleDescription(", ".join(cut(row.label, 100) for row in self._all))
        if fits:
            self.more.setChecked(False)
        elif self.more.isChecked():
            self._unfold(on=True)

    def fold(self) -> bool:
        """Close the list of all rows; returns whether it was open."""
        was = self.more.isChecked()
        self.more.setChecked(False)
        return was

    def _unfold(self, *, on: bool) -> None:
        """Show all rows in a list above the foot, which scrolls where it is long; or hide it."""
        self.list.setVisible(on)
        if not on:
            return
        self._rows.rows = self._all
        self._rows.setFixedHeight(self._rows.sizeHint().height())
        self._rows.setAccessibleName(self.accessibleDescription())
        wide = min(COMFORT.px(_COLUMN + 70), self._sheet.width())
        edges = 2 * SHADOW + 18
        bottom = self.y() + self.more.y() + SHADOW - 4
        tall = min(self._rows.height() + edges, bottom - round(self.top))
        left = min(self.x() + self.more.x(), self._sheet.width() - wide)
        self.list.setGeometry(max(left, 0), bottom - tall, wide, tall)
        self.list.raise_()
        self._rows.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let keys through to the sheet."""
        event.ignore()
