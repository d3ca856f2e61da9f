"""The large date at the upper left; it follows the thumb."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.chronicle import era_scheme
from viewer.carto.dates import date_caption, date_parts, day_text
from viewer.carto.tokens import THEMES
from viewer.model.entities import say
from viewer.paint.type import elided, font, text_width
from viewer.ui.state import State


class DateLabel(QWidget):
    """The day in large figures, the weekday, the era year and the period below. Lets the mouse through to the map."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dateLabel")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._state = state
        self.setFixedSize(460, 80)
        state.view_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the View."""
        view = self._state.view
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(date_caption(view.instant, view.language))
        self.update()

    def text(self) -> str:
        """Return the date in words."""
        view = self._state.view
        return day_text(view.instant, view.language)

    def caption(self) -> str:
        """Return the line below: weekday, era year, period of the chosen scheme."""
        view = self._state.view
        scheme = era_scheme(self._state.atlas, view)
        parts = [date_caption(view.instant, view.language)]
        if scheme and view.language != "ja":
            parts += [say(era.names, view.language) for era in scheme.eras if era.start.start <= view.instant < era.end.end][-1:]
        return ("　" if view.language == "ja" else " · ").join(part for part in parts if part)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the date."""
        view = self._state.view
        theme = THEMES[view.theme]
        painter = QPainter(self)
        painter.setPen(QColor(theme.ink))
        x = 8.0
        for text, large in date_parts(view.instant, view.language):
            size = 44 if large else 22
            if not large:
                x += 3 if view.language == "ja" else 8
            spacing = -0.01 if large else 0.0
            painter.setFont(font(size, bold=large, spacing=spacing, tabular=large))
            painter.drawText(QPointF(x, 44), text)
            x += text_width(text, size, bold=large, spacing=spacing) + (5 if view.language == "ja" and not large else 0)
            x += 8 if view.language != "ja" and not large else 0
        painter.setPen(QColor(theme.ink2))
        painter.setFont(font(14))
        painter.drawText(QPointF(9, 70), elided(self.caption(), 14, self.width() - 18))
        painter.end()
