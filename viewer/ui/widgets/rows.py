"""What lists of rows share: the model that holds them, and how a row looks that is chosen, pointed at or reached by keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from viewer.carto.tokens import Theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""Under which a model gives the row itself."""
_MARK = 3
"""Width in px of the mark at the left of a row that is chosen."""
_R = TypeVar("_R")


class RowModel(QAbstractListModel, Generic[_R]):
    """Rows of one sort, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[_R] = ()

    def show(self, rows: Sequence[_R]) -> None:
        """Show other rows; nothing happens where they are the same."""
        if rows != self.rows:  # quick where they are the same objects
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def words(self, row: _R) -> str:
        """Return what is spoken of a row."""
        raise NotImplementedError

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        """Number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row (ROW) or its words."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        return self.words(row) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


def paint_chosen(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Paint the ground of a row that is chosen."""
    painter.fillRect(rect, QColor(theme.selbg))
    painter.fillRect(QRect(rect.left(), rect.top(), _MARK, rect.height()), QColor(theme.focus))


def paint_focus(painter: QPainter, rect: QRect, theme: Theme) -> None:
    """Paint the rim of a row that the keyboard has reached."""
    painter.setPen(QPen(QColor(theme.focus), 2))
    painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
