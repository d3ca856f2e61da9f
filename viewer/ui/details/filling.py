"""Long pages that are there at once: what is seen first is made first, the rest follows while the window answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

_SLICE = 0.006
"""Seconds that are spent at a time on what follows."""
_FIRST, _THEN = 8, 4
"""Rows of a table that are made at once, and at a time later."""


class Filling(QObject):
    """Fills a column of a page with widgets that are made one after another."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._column: QVBoxLayout | None = None
        self._rest: Iterator[QWidget] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def complete(self) -> bool:
        """Whether all is there."""
        return self._column is None

    def fill(self, column: QVBoxLayout, made: Iterable[QWidget], room: int) -> None:
        """Add widgets to a column until `room` px are full, the others soon; what was still to come to another page is forgotten."""
        self._column, self._rest = column, iter(made)
        filled = 0
        while filled < room and (widget := self._add()) is not None:
            filled += widget.sizeHint().height()
        column.addStretch(1)
        if not self.complete:
            self._timer.start()

    def _add(self) -> QWidget | None:
        widget, column = next(self._rest, None), self._column
        if widget is None or column is None:
            self._column = None
            self._timer.stop()
            return None
        last = column.itemAt(column.count() - 1)
        ended = last is not None and last.spacerItem() is not None
        column.insertWidget(column.count() - 1 if ended else column.count(), widget)
        return widget

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        while perf_counter() < end and self._add() is not None:
            pass


class GrowingRows(QWidget):
    """A table of which the first rows are there at once. `add` makes a row by its number; a layout is set before `grow`."""

    def __init__(self) -> None:
        super().__init__()
        self._made = self._count = 0
        self._add_row: Callable[[int], object] = lambda _: None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def complete(self) -> bool:
        """Whether all rows are there."""
        return self._made >= self._count

    def grow(self, count: int, add: Callable[[int], object]) -> None:
        """Make so many rows: some now, the others soon."""
        self._count, self._add_row = count, add
        self._make(_FIRST)
        if not self.complete:
            self._timer.start()

    def _make(self, rows: int) -> None:
        end = min(self._made + rows, self._count)
        for number in range(self._made, end):
            self._add_row(number)
        self._made = end

    def _go_on(self) -> None:
        self._make(_THEN)
        if self.complete:
            self._timer.stop()
