"""A series in the details of an event that belongs to it: a small plot with its numbers and its unit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from viewer.carto.days.dates import when_text
from viewer.carto.timeline.series import SeriesPlot, number_words, plot_series, series_of_event, series_span
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import THEMES
from viewer.model.entities import Series, say
from viewer.paint.timeline.series import draw_series, draw_values
from viewer.paint.type import font
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.details.parts import LinkLabel, label
from viewer.ui.state import State
from viewer.ui.timeline.choices import choose_series
from viewer.ui.words import Words

_TALL, _TOP, _FOOT = 104, 20.0, 18.0
_SIDE = 10.0


class SmallPlot(QWidget):
    """Draws a series over its own span, with every number that finds room."""

    def __init__(self, state: State, series: Series) -> None:
        super().__init__()
        self._state, self._series = state, series
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        language = state.view.language
        told = ", ".join(f"{when_text(when, language)}: {number_words(value)}" for when, value in series.points)
        self.setAccessibleName(f"{say(series.names, language)} ({say(series.unit, language)})")
        self.setAccessibleDescription(told)

    def plot(self) -> SeriesPlot:
        """Return what is drawn at the present width."""
        first, end = series_span(self._series)
        return plot_series(
            self._series, self._state.view.language, TimeScale(first, end, _SIDE, max(COMFORT.plain(self.width()) - 2 * _SIDE, 40.0))
        )

    @override
    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(240, COMFORT.px(_TALL))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axis, line and numbers."""
        theme = THEMES[self._state.view.theme]
        plot = self.plot()
        painter = QPainter(self)
        room = in_text_units(painter, self.rect())
        frame = QRectF(0, _TOP, room.width(), room.height() - _TOP - _FOOT)
        painter.setPen(QPen(QColor(theme.line2), 1))
        painter.drawLine(frame.bottomLeft(), frame.bottomRight())
        bare = SeriesPlot(plot.name, plot.unit, plot.dots, plot.marks[:1])
        draw_series(painter, bare, frame, theme, name=False)
        draw_values(painter, plot.dots, frame, theme)
        painter.setPen(QColor(theme.ink3))
        painter.setFont(font(10.5))
        foot = QRectF(0, frame.bottom() + 2, room.width(), _FOOT - 2)
        points = self._series.points
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, when_text(points[0][0], self._state.view.language))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, when_text(points[-1][0], self._state.view.language))
        painter.end()


def series_widgets(state: State, words: Words, event: str) -> list[QWidget]:
    """Return for each series of an event its name, a plot (or the one number it has), and a link that draws it on the timeline."""
    return [_block(state, words, series) for series in series_of_event(state.atlas, event)]


def _block(state: State, words: Words, series: Series) -> QWidget:
    view = state.view
    language, theme = view.language, THEMES[view.theme]
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(1)
    unit = say(series.unit, language)
    if len(series.points) == 1:
        when, value = series.points[0]
        told = f"{say(series.names, language)} ({when_text(when, language)}): {number_words(value)} {unit}"
        column.addWidget(label(told, "small"))
        return box
    column.addWidget(label(f"{say(series.names, language)} ({unit})", "heading"))
    column.addWidget(SmallPlot(state, series))
    link = words.say(language, "series.on_timeline")
    column.addWidget(LinkLabel(link, lambda: choose_series(state, series.id), (theme.selink, theme.focus)))
    return box
