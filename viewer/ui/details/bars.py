"""Times as bars: who was in a bloc and how long, each row a link, a bar with the day marked on it, and the years."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from viewer.carto.days.dates import day_text
from viewer.carto.land.blocs import years_text
from viewer.carto.tokens import THEMES
from viewer.model.entities import Membership
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.details.filling import GrowingRows
from viewer.ui.details.parts import LinkLabel, label
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import plain_tip
from viewer.ui.words import Words

_TALL, _BAR = 18, 8.0


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: its name, what a click on the name selects, its times, and the style that colours them."""

    name: str
    select: str
    spans: tuple[Membership, ...]
    style: str = ""


def period_text(period: Interval, language: str) -> str:
    """Return from when until when; the end is the day on which it no longer held."""
    first = "" if period.start <= FIRST_DAY else day_text(period.start, language)
    last = "" if period.end >= LAST_DAY else day_text(period.end, language)
    return f"{first}–{last}"


def spans_text(words: Words, spans: Sequence[Membership], language: str) -> str:
    """Return times to the day, a line for each, with the tie where it was not full membership."""
    lines = []
    for span in spans:
        tie = "" if span.tie == "member" else f" ({words.say(language, f'tie.{span.tie}')})"
        lines.append(f"{period_text(span.when, language)}{tie}")
    return "\n".join(lines)


class SpanBar(QWidget):
    """Draws times over a life: full membership filled, other ties as an outline, the day of the View as a line."""

    def __init__(self, state: State, row: BarRow, life: Interval, told: str) -> None:
        super().__init__()
        self._state, self._row, self._life = state, row, life
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{row.name}: {told}")
        self.setToolTip(plain_tip(told))
        self.setAccessibleDescription(told)  # else it is the tooltip with its markup
        state.view_changed.connect(self.update)

    def x_of(self, day: int) -> float:
        """Return where a day lies, in px; days outside of the life lie at its ends."""
        share = (day - self._life.start) / max(self._life.end - self._life.start, 1)
        return 1.0 + min(max(share, 0.0), 1.0) * (self.width() - 2.0)

    @override
    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(110, COMFORT.px(_TALL))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, the times and the day."""
        view = self._state.view
        theme = THEMES[view.theme]
        bloc = theme.blocs.get(self._row.style)
        fill, ink = (bloc.fill, bloc.ink) if bloc else (theme.surface3, theme.ink3)
        painter = QPainter(self)
        middle = self.height() / 2
        painter.setPen(QPen(QColor(theme.line2), 1))
        painter.drawLine(QPointF(1, middle), QPointF(self.width() - 1, middle))
        for span in sorted(self._row.spans, key=lambda span: span.tie == "member"):  # a weaker tie hides no membership
            left, right = self.x_of(span.when.start), self.x_of(span.when.end)
            full = span.tie == "member"
            painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.SolidLine if full else Qt.PenStyle.DotLine))
            painter.setBrush(QColor(fill if full else theme.surface))
            painter.drawRect(QRectF(left, middle - _BAR / 2, max(right - left, 2.0), _BAR))
        if self._life.start <= view.instant < self._life.end:
            painter.setPen(QPen(QColor(theme.ink), 1.5))
            painter.drawLine(QPointF(self.x_of(view.instant), 1), QPointF(self.x_of(view.instant), self.height() - 1))
        painter.end()


class BarRows(GrowingRows):
    """Rows of links, bars over a life, and years. The first rows are there at once, the others follow while the window answers."""

    def __init__(self, state: State, words: Words, rows: Sequence[BarRow], life: Interval) -> None:
        super().__init__()
        self._state, self._words, self._life = state, words, life
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 3)
        self.grow(len(rows), lambda number: self._add(number, rows[number]))

    def _add(self, number: int, row: BarRow) -> None:
        language, theme, top = self._state.view.language, THEMES[self._state.view.theme], Qt.AlignmentFlag.AlignTop

        def select(selected: str = row.select) -> None:
            self._state.change(selected=selected)

        bar = SpanBar(self._state, row, self._life, spans_text(self._words, row.spans, language))
        self._grid.addWidget(LinkLabel(row.name, select, (theme.selink, theme.focus)), number, 0)
        self._grid.addWidget(bar, number, 1, top)
        self._grid.addWidget(label(years_text(row.spans), "caption", wrap=False), number, 2, top)
