"""The list of what is otherwise than on another day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from viewer.carto.events.change_list import ChangeRow
from viewer.carto.tokens import THEMES
from viewer.paint.type import elided, font
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.state import State
from viewer.ui.widgets.rows import ROW, Index, RowModel, paint_chosen, paint_focus

_EDGE = 14
_TALL, _HEAD = 42, 30


class ChangeModel(RowModel[ChangeRow]):
    """Rows of changes; spoken are title and caption, and of heads their number."""

    @override
    def words(self, row: ChangeRow) -> str:
        """Title and caption."""
        return f"{row.title} {row.caption}".strip()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row (ROW), its words, or the number of a head."""
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            count = self.rows[index.row()].count
            return str(count) if count >= 0 else None
        return super().data(index, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads can't be chosen."""
        head = index.isValid() and self.rows[index.row()].sort == "head"
        return Qt.ItemFlag.NoItemFlags if head else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Delegate(QStyledItemDelegate):
    """Paints a head with its number, or a title above a caption, each in one line."""

    def __init__(self, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the row."""
        return QSize(60, COMFORT.px(_HEAD if index.data(ROW).sort == "head" else _TALL))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row: ChangeRow = index.data(ROW)
        painter.save()
        rect = in_text_units(painter, option.rect)
        if row.sort == "head":
            self._paint_head(painter, row, rect)
        else:
            self._paint_row(painter, row, rect, focus=bool(option.state & QStyle.StateFlag.State_HasFocus))
        painter.restore()

    def _paint_head(self, painter: QPainter, row: ChangeRow, rect: QRect) -> None:
        theme = THEMES[self._state.view.theme]
        painter.fillRect(rect.adjusted(0, 6, 0, 0), QColor(theme.surface2))
        painter.setFont(font(11, bold=True))
        painter.setPen(QColor(theme.ink2))
        painter.drawText(QPointF(rect.left() + _EDGE, rect.bottom() - 7), row.title)
        painter.setFont(font(11, tabular=True))
        painter.setPen(QColor(theme.ink3))
        area = QRectF(rect.left(), rect.top() + 6, rect.width() - _EDGE, rect.height() - 6)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row.count))

    def _paint_row(self, painter: QPainter, row: ChangeRow, rect: QRect, *, focus: bool) -> None:
        view, theme = self._state.view, THEMES[self._state.view.theme]
        if row.select and row.select == view.selected:
            paint_chosen(painter, rect, theme)
        if focus:
            paint_focus(painter, rect, theme)
        room = rect.width() - 2 * _EDGE
        painter.setFont(font(13))
        painter.setPen(QColor(theme.ink))
        painter.drawText(QPointF(rect.left() + _EDGE, rect.top() + 18), elided(row.title, 13, room))
        painter.setFont(font(11))
        painter.setPen(QColor(theme.ink3))
        painter.drawText(QPointF(rect.left() + _EDGE, rect.top() + 34), elided(row.caption, 11, room))
        painter.fillRect(QRectF(rect.left() + _EDGE, rect.bottom(), room, 1), QColor(theme.line))


class ChangeListing(QListView):
    """The list; `chosen` tells the row that was clicked or entered."""

    chosen = Signal(object)

    def __init__(self, state: State) -> None:
        super().__init__()
        self.setObjectName("changeList")
        self._rows = ChangeModel()
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(state, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    @property
    def rows(self) -> Sequence[ChangeRow]:
        """The rows that are listed."""
        return self._rows.rows

    def show_rows(self, rows: tuple[ChangeRow, ...]) -> None:
        """List other rows."""
        self._rows.show(rows)
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        row: ChangeRow = index.data(ROW)
        if row.sort != "head":
            self.chosen.emit(row)
