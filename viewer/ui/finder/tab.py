"""A tab above a list: as wide as its words need when they are bold, as those of the one that is chosen are."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton
from typing_extensions import override


class Tab(QPushButton):
    """A button of which one among several is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "tab")
        self.setCheckable(True)
        self.setAutoExclusive(True)

    @override
    def sizeHint(self) -> QSize:
        """Return the size with room for bold words, which a style sheet does not reckon with."""
        bold = self.font()
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(more, 0), 0)
