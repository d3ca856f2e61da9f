"""Long pages that are there at once: what is seen first is made first, the rest follows while the window answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLayout, QVBoxLayout, QWidget

_SLICE = 0.006
"""Seconds that are spent at a time on what follows."""
_FIRST, _THEN = 10, 14
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
        column = self._column
        while perf_counter() < end and self._add() is not None:
            pass
        if column is not None and (page := column.parentWidget()) is not None:
            _lay_out(page)


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
        _lay_out(self)
        if self.complete:
            self._timer.stop()


def _show_new(layout: QLayout) -> None:
    """Show what was added to a layout last: Qt would do so later, and leave it out of the layout until then."""
    for number in range(layout.count() - 1, -1, -1):
        item = layout.itemAt(number)
        widget = item.widget() if item is not None else None
        if widget is not None and widget.isVisible():
            return
        if widget is not None and not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()


def _lay_out(widget: QWidget) -> None:
    """Lay out a widget and the page that it lies on at once: else they are seen squeezed until Qt has asked each of them in turn."""
    part: QWidget | None = widget
    layouts: list[tuple[QWidget, QLayout]] = []
    while part is not None and not isinstance(part, QAbstractScrollArea):
        if (layout := part.layout()) is not None and part.isVisible():
            layouts.append((part, layout))
        part = part.parentWidget()
    for _, layout in layouts:
        layout.setEnabled(False)  # each widget that is shown would have the whole page laid out
    for _, layout in reversed(layouts):
        _show_new(layout)
    for inside, layout in layouts:
        layout.setEnabled(True)
        layout.invalidate()
        QApplication.sendEvent(inside, QEvent(QEvent.Type.LayoutRequest))
    if part is not None:
        QApplication.sendEvent(part, QEvent(QEvent.Type.LayoutRequest))
