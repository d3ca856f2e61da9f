"""The list of events in the time window, in step with map and time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from viewer.carto.days.dates import short_day, short_span, when_text
from viewer.carto.events.filters import fade, family_of, in_window, place_of
from viewer.carto.finding import at_event, hits
from viewer.carto.tokens import THEMES
from viewer.model.entities import Event, say
from viewer.model.time import Precision
from viewer.paint.overlay.overlay import DiscLook, Sprites
from viewer.paint.runs import draw_lines, laid_out, one_line
from viewer.paint.type import font, text_width
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.state import State
from viewer.ui.widgets.plain_text import cut, plain_tip
from viewer.ui.widgets.rows import ROW, Index, RowModel, paint_chosen, paint_focus
from viewer.ui.words import Words

_LINE = 19
_LEFT = 44
_AT_ONCE = 240
"""Rows up to which a list is laid out at one go, so that it never shows other rows than those of the day."""
_IN_CROWDS = 16
"""Rows of a longer list that are laid out between two frames: a drag through a crowd is to stay smooth."""
_BEFORE = 60
"""Px over the row that is kept in sight: what went before is seen too, but most of the list is what comes next."""
_KEPT = 4000
"""Titles of which it is remembered how many lines they take."""


def list_date(event: Event, language: str, *, year: bool) -> str:
    """Return the date of a row: the day alone where the year is plain from the rest."""
    if event.when.precision is Precision.DAY and not event.when.span:
        return short_day(event.when.start, language, year=year)
    if event.when.precision is Precision.DAY and event.when.extent.days < 40:
        return short_span(event.when.start, event.when.last, language, year=year)
    return when_text(event.when, language)


class EventModel(RowModel[Event]):
    """Events of the window; what is spoken of each is date, place and title."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    @override
    def words(self, row: Event) -> str:
        """Date, place and title."""
        language = self._state.view.language
        place = self._state.atlas.place_name(row, language)
        return f"{when_text(row.when, language)} {cut(place, 100)} {cut(say(row.title, language), 300)}"


class EventDelegate(QStyledItemDelegate):
    """Paints a row: marker, date and place, a warning where sources differ, the title in up to two lines."""

    def __init__(self, state: State, words: Words, sprites: Sprites, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._words, self._sprites = state, words, sprites
        self._lines: dict[tuple[str, int, str, int], int] = {}
        """Into how many lines titles are set, by title, width, what is searched for, and size of text."""

    def _layout(self, event: Event, width: int) -> QTextLayout:
        """The title in up to two lines, with what was searched for marked."""
        view = self._state.view
        title = cut(say(event.title, view.language), 300)
        spans = hits(self._state.atlas, view.query, title)
        return laid_out(title, 13, width - _LEFT - 12, THEMES[view.theme], spans, lines=2, leading=_LINE)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a height for one or two lines of title."""
        event: Event = index.data(ROW)
        width, view = self._width(option), self._state.view
        key = (say(event.title, view.language), width, view.query, COMFORT.percent)
        lines = self._lines.get(key)
        if lines is None:
            if len(self._lines) >= _KEPT:
                self._lines.clear()
            lines = self._lines[key] = self._layout(event, round(COMFORT.plain(width))).lineCount()
        return QSize(width, COMFORT.px(30 + _LINE * max(lines, 1)))

    def _width(self, option: QStyleOptionViewItem) -> int:
        widget = option.widget
        return widget.viewport().width() if isinstance(widget, QAbstractItemView) else 250

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        view, event = self._state.view, index.data(ROW)
        theme = THEMES[view.theme]
        painter.save()
        rect = in_text_units(painter, option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = event.id == view.selected
        if chosen:
            paint_chosen(painter, rect, theme)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect, theme)
        self._paint_disc(painter, event, rect, chosen=chosen)
        self._paint_head(painter, event, rect)
        painter.setPen(QColor(theme.ink))
        draw_lines(painter, self._layout(event, rect.width()), rect.left() + _LEFT, rect.top() + 23)
        painter.fillRect(QRectF(rect.left() + 12, rect.bottom(), rect.width() - 24, 1), QColor(theme.line))
        painter.restore()

    def _paint_disc(self, painter: QPainter, event: Event, rect: QRect, *, chosen: bool) -> None:
        view, atlas = self._state.view, self._state.atlas
        kind = atlas.kinds.get(event.kind)
        dpr = painter.device().devicePixelRatio() * COMFORT.scale
        look = DiscLook(family_of(atlas, event), kind.icon if kind else "quote", 10.5, event.when.certain, chosen)
        image = self._sprites.disc(look, THEMES[view.theme], dpr)
        half = image.width() / dpr / 2
        painter.setOpacity(fade(event, view))
        painter.drawImage(QPointF(rect.left() + 24 - half, rect.top() + 24 - half), image)
        painter.setOpacity(1.0)

    def _paint_head(self, painter: QPainter, event: Event, rect: QRect) -> None:
        view, theme = self._state.view, THEMES[self._state.view.theme]
        first, end = view.window
        date = list_date(event, view.language, year=end - first > 400 or bool(view.place))
        x, y = rect.left() + _LEFT, rect.top() + 18
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(12, bold=True, tabular=True))
        painter.drawText(x, y, date)
        x += round(text_width(date, 12, bold=True)) + 8
        place = self._state.atlas.place_name(event, view.language)
        warning = f"△ {self._words.say(view.language, 'differs.short')}" if event.differs else ""
        left = rect.right() - 12 - x
        if warning and text_width(place, 12) + 8 + text_width(warning, 11) > left:
            warning = warning[0]  # beside a long date or place the sign alone
        room = left - (text_width(warning, 11) + 8 if warning else 0)
        painter.setPen(QColor(theme.ink3))
        line = one_line(place, 12, max(room, 0), theme, hits(self._state.atlas, view.query, place))
        draw_lines(painter, line, x, y - line.lineAt(0).ascent())
        if warning:
            painter.setPen(QColor(theme.warnink))
            painter.setFont(font(11))
            painter.drawText(round(x + line.lineAt(0).naturalTextWidth() + 8), y, warning)

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole title as plain text where a row cuts it."""
        from PySide6.QtWidgets import QToolTip

        if event.type() == QEvent.Type.ToolTip and index.isValid():
            QToolTip.showText(event.globalPos(), plain_tip(say(index.data(ROW).title, self._state.view.language)), view)
            return True
        return False


class EventList(QListView):
    """Events of the window. Enter or click selects; the row of the selected event, else of the day, is kept in the upper third."""

    def __init__(self, state: State, words: Words, sprites: Sprites, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("eventList")
        self._state = state
        self._model = EventModel(state)
        self._seeking = False
        self.setModel(self._model)
        self.setItemDelegate(EventDelegate(state, words, sprites, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        # Long lists are laid out in batches: what is to be seen may come with a later one.
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_in_sight())
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self._look: tuple[object, ...] = ()

    @property
    def events(self) -> Sequence[Event]:
        """The events that are listed."""
        return self._model.rows

    def take_focus(self) -> None:
        """Take the keys, at the row of the selected event, else of the first."""
        events = self._model.rows
        if events:
            chosen = self._state.view.selected
            row = next((number for number, event in enumerate(events) if event.id == chosen), 0)
            self.setCurrentIndex(self._model.index(row))
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Follow the View: its window, filters, language and selection."""
        view = self._state.view
        rows = in_window(self._state.atlas, view)
        self.setBatchSize(_AT_ONCE if len(rows) <= _AT_ONCE else _IN_CROWDS)
        self._model.show(rows)
        look = (view.language, view.theme, view.selected, view.query, self.viewport().width(), COMFORT.percent)
        if look != self._look:
            self._look = look
            self.scheduleDelayedItemsLayout()
        self._keep_in_sight()
        self.viewport().update()

    def _keep_in_sight(self) -> None:
        events, view = self._model.rows, self._state.view
        if not events or self.underMouse() or self._seeking:
            return
        row = place_of(events, self._state.atlas.events.get(view.selected), view.instant)
        self._seeking = True
        index, bar = self._model.index(row), self.verticalScrollBar()
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        place, lowest = self.visualRect(index), self.viewport().height() // 3
        highest = min(COMFORT.px(_BEFORE), lowest)
        if place.height() and not highest <= place.top() <= lowest:
            bar.setValue(bar.value() + place.top() - (lowest if place.top() > lowest else highest))
        self._settle_on_rows(self.visualRect(index))
        self._seeking = False

    def _settle_on_rows(self, wanted: QRect) -> None:
        """Let the list begin with a whole row where the wanted one (px) stays in sight: what went before gives way, but for a row."""
        first, bar = self.visualRect(self.indexAt(QPoint(1, 0))), self.verticalScrollBar()
        if first.top() >= 0:
            return
        rest = wanted.top() - first.bottom() - 1
        if rest > COMFORT.px(_LINE) or (rest >= 0 and wanted.bottom() - first.top() >= self.viewport().height()):
            bar.setValue(bar.value() + first.bottom() + 1)
        elif wanted.bottom() - first.top() < self.viewport().height():
            bar.setValue(bar.value() + first.top())

    def _choose(self, index: QModelIndex) -> None:
        event: Event = index.data(ROW)
        self._state.move(lambda view: at_event(view, event))
