"""The legend panel: rows of what is in view."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.legend import LEGEND_WORDS, LegendRow, compose_legend
from viewer.carto.tokens import THEMES
from viewer.paint.swatch import draw_swatch
from viewer.paint.type import elided, font, text_width
from viewer.ui.panel import SHADOW, Panel
from viewer.ui.plain import cut
from viewer.ui.state import State
from viewer.ui.viewpoint import LEAST_ZOOM, ViewpointBar
from viewer.ui.words import Words

_ROW = 21
_TOP = 30


class _Rows(QWidget):
    """Paints the rows."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self.rows: tuple[LegendRow, ...] = ()
        self.title = ""
        self.unit = ""

    @override
    def sizeHint(self) -> QSize:
        """Return the room that all rows need: 196 to 300 wide."""
        widest = max((text_width(row.label, 12) for row in self.rows), default=60.0)
        return QSize(round(min(max(widest + 94, 196), 300)), _TOP + _ROW * len(self.rows) + 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title and rows."""
        theme = THEMES[self._state.view.theme]
        painter = QPainter(self)
        width = self.width()
        painter.setFont(font(11, bold=True))
        painter.setPen(QColor(theme.ink2))
        painter.drawText(QRectF(12, 6, width - 24, 20), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.title)
        painter.setFont(font(11))
        painter.setPen(QColor(theme.ink3))
        painter.drawText(QRectF(12, 6, width - 24, 20), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.unit)
        for number, row in enumerate(self.rows):
            top = _TOP + number * _ROW
            draw_swatch(painter, row, QRectF(12, top + 1, 30, 16), theme)
            painter.setFont(font(12))
            painter.setPen(QColor(theme.ink))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(50, top, width - 90, 18), Qt.AlignmentFlag.AlignLeft | middle, elided(row.label, 12, width - 90))
            if row.count >= 0:
                painter.setFont(font(11, tabular=True))
                painter.setPen(QColor(theme.ink3))
                painter.drawText(QRectF(50, top, width - 62, 18), Qt.AlignmentFlag.AlignRight | middle, str(row.count))
        painter.end()


class LegendPanel(Panel):
    """The legend. `weights` returns how much of the picture each unit takes [U], None where that is not known yet."""

    def __init__(self, state: State, words: Words, parent: QWidget) -> None:
        super().__init__(state, "legend", parent)
        self._words = words
        self._rows = _Rows(state)
        self.body.addWidget(self._rows)
        self.sides = ViewpointBar(state, words)
        self.body.addWidget(self.sides)
        self._weight: NDArray[np.float64] | None = None
        self._key: tuple[object, ...] = ()
        self.refresh()

    @property
    def rows(self) -> tuple[LegendRow, ...]:
        """The rows that are shown."""
        return self._rows.rows

    def set_weight(self, weight: NDArray[np.float64] | None) -> None:
        """Say how much of the picture each unit takes."""
        self._weight = weight
        self._key = ()
        self.refresh()

    def refresh(self) -> bool:
        """Follow the View; returns whether the size changed."""
        view, atlas = self._state.view, self._state.atlas
        compared = (view.since, view.viewpoint, view.zoom >= LEAST_ZOOM)
        key = (atlas.version(view.instant), view.language, view.theme, view.hidden_layers, compared, id(atlas))
        if key == self._key:
            return False
        self._key = key
        told = [name for name in LEGEND_WORDS if name != "viewpoint"]  # whose view it is, the buttons tell
        words = {name: self._words.say(view.language, f"legend.{name}") for name in told}
        self._rows.rows = compose_legend(atlas, view, self._weight, words)
        self._rows.title = self._words.say(view.language, "legend.title")
        self._rows.unit = self._words.say(view.language, "legend.unit")
        self.setAccessibleName(self._rows.title)
        self.setAccessibleDescription("; ".join(f"{cut(row.label, 100)} {row.count if row.count >= 0 else ''}" for row in self.rows))
        self._rows.update()
        self.sides.refresh(self._weight)
        hint, sides = self._rows.sizeHint(), self.sides.sizeHint()
        self._rows.setFixedHeight(hint.height())
        wanted = QSize(max(hint.width(), sides.width()) + 2 * SHADOW, hint.height() + sides.height() + 2 * SHADOW)
        changed = wanted != self.size()
        self.resize(wanted)
        return changed
