"""The best results under the search field while somebody types: events, places, people, polities."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from viewer.carto.events.filters import family_of
from viewer.carto.finding import Result, led_to, results
from viewer.carto.tokens import THEMES
from viewer.paint.overlay.overlay import DiscLook, Sprites
from viewer.paint.runs import draw_lines, one_line
from viewer.paint.type import font
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.state import State
from viewer.ui.widgets.icons import IconSet
from viewer.ui.widgets.panel import SHADOW, Panel
from viewer.ui.widgets.rows import ROW, Index, RowModel, paint_chosen
from viewer.ui.words import Words

WIDTH = 400
_HEADING, _HEIGHT, _LEFT, _GAP = 24, 42, 40, 6
_ICONS = {"place": "map-pin", "person": "user-round-check", "organisation": "network", "polity": "landmark", "bloc": "network"}


class ResultModel(RowModel["Result | str"]):
    """Rows: the name of a sort, then its results."""

    def __init__(self, state: State, words: Words) -> None:
        super().__init__()
        self._state, self._words = state, words

    def show_results(self, found: tuple[Result, ...]) -> None:
        """Show other results."""
        rows: list[Result | str] = []
        sort = ""
        for result in found:
            if result.sort != sort:
                sort = result.sort
                rows.append(self._words.say(self._state.view.language, f"find.{sort}"))
            rows.append(result)
        self.show(rows)

    @override
    def words(self, row: Result | str) -> str:
        """The name of a sort; title and detail of a result."""
        return row if isinstance(row, str) else f"{row.title} {row.detail}"

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names of sorts can't be chosen."""
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class ResultDelegate(QStyledItemDelegate):
    """Paints a row as plain text, with the hits bold and underlined."""

    def __init__(self, state: State, icons: IconSet, sprites: Sprites, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._icons, self._sprites = state, icons, sprites

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a name or of a result."""
        return QSize(COMFORT.px(WIDTH), COMFORT.px(_HEADING if isinstance(index.data(ROW), str) else _HEIGHT))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        theme, row = THEMES[self._state.view.theme], index.data(ROW)
        painter.save()
        rect = in_text_units(painter, option.rect)
        if isinstance(row, str):
            painter.setPen(QColor(theme.ink3))
            painter.setFont(font(11, bold=True))
            painter.drawText(rect.adjusted(12, 4, -12, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                paint_chosen(painter, rect, theme)
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, QColor(theme.surface2))
            self._paint_icon(painter, row, rect)
            room = rect.width() - _LEFT - 12
            painter.setPen(QColor(theme.ink))
            draw_lines(painter, one_line(row.title, 13, room, theme, row.spans), rect.left() + _LEFT, rect.top() + 3)
            painter.setPen(QColor(theme.ink3))
            draw_lines(painter, one_line(row.detail, 11, room, theme, row.detail_spans), rect.left() + _LEFT, rect.top() + 22)
        painter.restore()

    def _paint_icon(self, painter: QPainter, row: Result, rect: QRect) -> None:
        atlas, dpr = self._state.atlas, painter.device().devicePixelRatio() * COMFORT.scale
        if row.sort == "event" and row.id in atlas.events:
            event = atlas.events[row.id]
            kind = atlas.kinds.get(event.kind)
            look = DiscLook(family_of(atlas, event), kind.icon if kind else "quote", 10.5, event.when.certain)
            image = self._sprites.disc(look, THEMES[self._state.view.theme], dpr)
            half = round(image.width() / dpr / 2)
            painter.drawImage(QPoint(rect.left() + 21 - half, rect.center().y() - half), image)
        else:
            icon = self._icons.icon(_ICONS.get(row.sort, "search"), "ink2", 16)
            icon.paint(painter, QRect(rect.left() + 13, rect.center().y() - 8, 16, 16))


class ResultPopup(Panel):
    """The list under the search field. It never takes the keys: the field hands on those that are meant for it."""

    def __init__(self, state: State, words: Words, icons: IconSet, sprites: Sprites, parent: QWidget) -> None:
        super().__init__(state, "searchResults", parent)
        self._words, self._window = words, parent
        self._model = ResultModel(state, words)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(ResultDelegate(state, icons, sprites, self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.clicked.connect(self._choose)
        self.body.addWidget(self._list)
        self._asked = ("", "")
        self.more: Callable[[str], tuple[Result, ...]] = lambda _query: ()
        """Finds what is not the atlas's."""
        self.warm: Callable[[], None] = lambda: None
        """Makes ready to find it."""
        self.led: dict[str, Callable[[str], None]] = {}
        """Sort of such a result -> what choosing its id does."""
        state.view_changed.connect(self._follow)
        state.atlas_changed.connect(self.hide)
        self.hide()

    @property
    def rows(self) -> Sequence[Result | str]:
        """What is offered: names of sorts and results."""
        return self._model.rows

    @property
    def chosen(self) -> Result | None:
        """The result that Enter would choose."""
        row = self._list.currentIndex().row()
        found = self._model.rows[row] if 0 <= row < len(self._model.rows) else None
        return found if isinstance(found, Result) else None

    def offer(self, query: str, under: QWidget) -> None:
        """Show the best results for what was typed under a widget; hide where there are none."""
        corner = under.mapTo(self._window, QPoint(0, under.height() + _GAP))
        self._asked = (query, self._state.view.language)
        self._model.show_results((*results(self._state.atlas, self._state.view, query), *self.more(query)))
        self._list.setAccessibleName(self._words.say(self._state.view.language, "find.name"))
        if not self._model.rows:
            self.hide()
            return
        tall = COMFORT.px(sum(_HEADING if isinstance(row, str) else _HEIGHT for row in self._model.rows)) + 12
        room = self._window.height() - corner.y() - 12
        width = min(COMFORT.px(WIDTH), self._window.width() - corner.x() - 12)
        self.body.setContentsMargins(SHADOW, SHADOW + 6, SHADOW, SHADOW + 6)
        self.setGeometry(corner.x() - SHADOW, corner.y() - SHADOW, width + 2 * SHADOW, min(tall, room) + 2 * SHADOW)
        self._list.setCurrentIndex(QModelIndex())
        self._list.scrollToTop()
        self.raise_()
        self.show()

    def make_ready(self) -> None:
        """Make ready to find what is not the atlas's."""
        self.warm()

    def step(self, by: int) -> bool:
        """Go to the next or previous result, past the last one to none; False where nothing is shown."""
        if not self.isVisible():
            return False
        stops = [-1, *(number for number, row in enumerate(self._model.rows) if isinstance(row, Result))]
        at = self._list.currentIndex().row()
        stop = stops[(stops.index(at) + by) % len(stops)]
        self._list.setCurrentIndex(self._model.index(stop) if stop >= 0 else QModelIndex())
        if stop < 0:
            self._list.clearSelection()
        return True

    def choose(self) -> bool:
        """Go where the chosen result leads; False where none is chosen."""
        result = self.chosen
        if result is None or not self.isVisible():
            return False
        self.hide()
        if result.sort in self.led:
            self.led[result.sort](result.id)
            return True
        self._state.set_view(led_to(self._state.atlas, self._state.view, result.sort, result.id))
        return True

    def dismiss(self) -> bool:
        """Hide; False where nothing was shown."""
        shown = self.isVisible()
        self.hide()
        return shown

    def _choose(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.choose()

    def _follow(self) -> None:
        """Go away when other words are looked for, or in another language."""
        if self.isVisible() and (self._state.view.query, self._state.view.language) != self._asked:
            self.hide()
