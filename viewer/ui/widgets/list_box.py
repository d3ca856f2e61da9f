"""A list that folds out, and does not change under a wheel that only passes over it."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override


class ListBox(QComboBox):
    """A choice changes by a press or by keys. The wheel goes on to what it scrolls: else the page stands still and the map is another."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        event.ignore()
