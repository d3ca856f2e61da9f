"""The large date at the upper left; it follows the thumb."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from viewer.carto.days.dates import counts_old_style, date_caption, date_parts, day_text, old_style_text
from viewer.carto.projections.viewport import Viewport
from viewer.carto.timeline.era_schemes import era_scheme
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.model.dates.calendars import OLD_STYLE_ENDS
from viewer.model.entities import say
from viewer.paint.overlay.letter_halo import draw_letter_halo
from viewer.paint.type import elided, font, text_width
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import cut, plain_tip

_STEP, _WIDEST, _TALL = 40, 520, 80
_BELOW = 56
"""Top (px) of the line below."""
_FOOT = 4
"""Px at the foot in which nothing is drawn but the paper: the panel below reaches into them, and need not be painted with every date."""
_FIGURES, _UNITS, _CAPTION, _SPACING = 44, 22, 14, -0.01
"""Size in px of the figures, of the words between them and of the line below; spacing of the figures in em."""
_HALO, _HALO_BELOW = 3.0, 2.2
"""How far in px the ground of the window shows around the letters where lines of the map run under them."""
_LETTERS = 120
"""Most letters of the line below."""


class DateLabel(QWidget):
    """The day in large figures; the weekday, the era year, the period and the Old Style date below. A click asks to type a date."""

    asked = Signal()

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dateLabel")
        self._state = state
        self.tip: Callable[[], str] = str
        self.picture: Callable[[], Viewport | None] = lambda: None
        """Tells what picture of the map lies under the words."""
        self._ground: tuple[Viewport | None, tuple[QRect, QRect], tuple[bool, bool]] = (None, (QRect(), QRect()), (False, False))
        """The picture and the places for which it is known whether the words, and the line below, lie over the map."""
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._grown = 1.0
        self._caption = ""
        state.view_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the View."""
        self._caption = self.caption()
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._caption)
        self._fit()
        spare = 0 if self._grown > 1.0 else COMFORT.px(_FOOT)
        self.update(0, 0, self.width(), self.height() - spare)

    def set_grown(self, grown: float) -> bool:
        """Be so many times as large as text, for those who look from afar, and tell them of the selected event; returns whether it grew."""
        if abs(grown - self._grown) < 0.01:
            return False
        self._grown = grown
        self.refresh()
        return True

    def _fit(self) -> None:
        """Be as wide as the words, so that the map beside them can be dragged; in steps, as the date changes with every move."""
        view = self._state.view
        wide = max(self._date_width(view), text_width(self._caption, 14) + 18)
        stepped = min(math.ceil(wide / _STEP) * _STEP, _WIDEST)
        size = QSize(COMFORT.px(stepped * self._grown), COMFORT.px(_TALL * self._grown))
        if size != self.size():
            self.setFixedSize(size)

    @staticmethod
    def _date_width(view: View) -> float:
        return 24.0 + sum(
            text_width(text, _FIGURES if large else _UNITS, bold=large) + 16 for text, large in date_parts(view.instant, view.language)
        )

    @override
    def event(self, event: QEvent) -> bool:
        """Tell what a click does, in the language of now."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.tip()), self)
            return True
        return super().event(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask to type a date."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.asked.emit()

    def text(self) -> str:
        """Return the date in words."""
        view = self._state.view
        return day_text(view.instant, view.language)

    def caption(self) -> str:
        """Return the line below: weekday, era year, period of the chosen scheme; in the classroom the event that is told of."""
        view = self._state.view
        scheme = era_scheme(self._state.atlas, view)
        parts = [date_caption(view.instant, view.language)]
        if scheme and view.language != "ja":
            parts += [say(era.names, view.language) for era in scheme.eras if era.start.start <= view.instant < era.end.end][-1:]
        if self._grown > 1.0 and (event := self._state.atlas.events.get(view.selected)):
            return cut(say(event.title, view.language), _LETTERS)
        if view.instant < OLD_STYLE_ENDS and counts_old_style(self._state.atlas):
            parts.insert(1, old_style_text(view.instant, view.language))
        return cut(("　" if view.language == "ja" else " · ").join(part for part in parts if part), _LETTERS)

    def _lay_paper(self, painter: QPainter, theme: Theme, room: int) -> None:
        """Paper under the words, so that they are read from afar over any land."""
        paper = QColor(theme.halo)
        paper.setAlphaF(1.0 if theme.name.endswith("-high") else 0.84)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paper)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = max(self._date_width(self._state.view), min(text_width(self._caption, 14) + 18, room))
        painter.drawRoundedRect(QRectF(0, 0, wide, _TALL - 1), 5, 5)

    def _over_map(self) -> tuple[bool, bool]:
        """Whether there is a map under the words, not the bare ground of the window; and whether under the line below."""
        wide = COMFORT.px(math.ceil((text_width(self._caption, _CAPTION) + 18) / _STEP) * _STEP)
        picture, place = self.picture(), self.geometry()
        line = QRect(place.left(), place.top() + COMFORT.px(_BELOW), min(wide, place.width()), COMFORT.px(_TALL - _BELOW))
        if picture is not self._ground[0] or (place, line) != self._ground[1]:
            over = [picture is not None and picture.meets(*_edges(box)) for box in (place, line)]
            self._ground = (picture, (place, line), (over[0], over[1]))
        return self._ground[2]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the date."""
        view = self._state.view
        theme = THEMES[view.theme]
        painter = QPainter(self)
        room = in_text_units(painter, self.rect(), self._grown).width()
        if self._grown > 1.0:
            self._lay_paper(painter, theme, room)
        pieces = list(self._pieces(room))
        over, below = self._over_map()
        if self._grown <= 1.0 and over:
            for text, x, y, size, large in pieces:
                reach = _HALO if size == _FIGURES else _HALO_BELOW
                draw_letter_halo(painter, QPointF(x, y), text, size, reach, theme.space, bold=large, spacing=_SPACING if large else 0.0)
        for text, x, y, size, large in pieces:
            caption = size == _CAPTION and not below and self._grown <= 1.0  # on the land of a bloc nothing paler than ink is read
            painter.setPen(QColor(theme.ink2 if caption else theme.ink))
            painter.setFont(font(size, bold=large, spacing=_SPACING if large else 0.0, tabular=large))
            painter.drawText(QPointF(x, y), text)
        painter.end()

    def _pieces(self, room: int) -> Iterator[tuple[str, float, float, int, bool]]:
        """Give what is written: words, left end of their base line, size, and whether they are figures of the date."""
        view, x = self._state.view, 8.0
        for text, large in date_parts(view.instant, view.language):
            size = _FIGURES if large else _UNITS
            if not large:
                x += 3 if view.language == "ja" else 8
            yield text, x, 44.0, size, large
            x += text_width(text, size, bold=large, spacing=_SPACING if large else 0.0)
            if not large:
                x += 5 if view.language == "ja" else 8
        yield elided(self._caption, _CAPTION, room - 18), 9.0, 70.0, _CAPTION, False


def _edges(box: QRect) -> tuple[int, int, int, int]:
    return box.left(), box.top(), box.right(), box.bottom()
