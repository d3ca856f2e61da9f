"""The sheet of days: many small maps in place of the one, moving together; a click goes to a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.beside import spread_days
from viewer.carto.boxes import Box
from viewer.carto.days.dates import day_text
from viewer.carto.land.legend import LegendRow
from viewer.carto.moving.moving import panned, zoomed_about
from viewer.carto.multiples import CAPTION, Cell, cell_view, lay_cells
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.pages.contact_sheet import joint_legend
from viewer.paint.pages.multiples import Multiples
from viewer.paint.type import elided, font, text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.compare.grid_legend import GridLegend
from viewer.ui.keys.keyboard import KEEPS_ARROWS
from viewer.ui.kit import Kit
from viewer.ui.map.touch import pushes, wheel_steps

if TYPE_CHECKING:
    from viewer.carto.own.extra import ShownLayer

Extras = Callable[[], "tuple[ShownLayer, ...]"]
"""Gives the layers that a reader has brought."""
COUNT = 9
"""Cells of a sheet that is opened without being told how many."""
_CLICK = 6.0
_SETTLE_MS = 300
"""After the last notch of a wheel: then the gesture is one step of history."""
_GAP = 10.0
"""Px between cells and legend."""
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


def opening_days(view: View, first: int, last: int) -> tuple[int, ...]:
    """Return the days of a sheet that is opened: spread over the brushed range, else the axis, else the span of the atlas."""
    return spread_days(*(view.range or view.axis or (first, last)), COUNT)


class GridView(QWidget):
    """Shown while the View has `days`. The cells are painted one after another while nothing else is to be done."""

    chosen = Signal(int)
    """A day was clicked."""

    def __init__(self, kit: Kit, free: Callable[[], Box]) -> None:
        super().__init__(kit.window)
        self.setObjectName("gridView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(KEEPS_ARROWS, True)
        self._state, self._words, self._sprites, self._free = kit.state, kit.words, kit.sprites, free
        self.extras: Extras = tuple
        self._painter: tuple[int, Multiples] | None = None
        self._legend: tuple[tuple[object, ...], list[LegendRow]] | None = None
        self._images: dict[int, tuple[tuple[object, ...], QImage]] = {}
        self._area: Box = (0.0, 0.0, 1.0, 1.0)
        self.legend = GridLegend(kit, self)
        self._current = 0
        self._held: tuple[QPointF, View] | None = None
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._paint_next)
        self._rest = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._rest.timeout.connect(kit.state.settle)
        kit.state.view_changed.connect(self.refresh)
        kit.state.atlas_changed.connect(self._images.clear)
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether there is a sheet to be shown."""
        return bool(self._state.view.days)

    @property
    def area(self) -> Box:
        """Where cells and legend lie on the widget: left, top, right, bottom."""
        return self._area

    @area.setter
    def area(self, area: Box) -> None:
        """Say where cells and legend lie."""
        if area != self._area:
            self._area = area
            self._lay_legend()

    def _lay_legend(self) -> None:
        """Lay the legend out at the foot."""
        left, top, right, bottom = self._area
        rows = self._legend_rows()
        tall = GridLegend.tall(len(rows), right - left, bottom - top)
        self.legend.setGeometry(round(left), round(bottom) - tall, round(right - left), tall)
        self.legend.top = top
        self.legend.show_rows(rows)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, where they lie."""
        left, top, right, bottom = self.area
        laid = lay_cells(self._state.view.days, right - left, bottom - top - self.legend.height() - _GAP)
        return tuple(replace(cell, x=cell.x + left, y=cell.y + top) for cell in laid)

    @property
    def complete(self) -> bool:
        """Whether every cell shows what it is to show."""
        return all(number in self._images and self._images[number][0] == self._key(cell) for number, cell in enumerate(self.cells))

    def refresh(self) -> None:
        """Follow the View."""
        if not self.isVisible() or not self.wanted:
            return
        view = self._state.view
        self.setAccessibleName(self._words.say(view.language, "grid.name"))
        self.setAccessibleDescription(", ".join(day_text(day, view.language) for day in view.days))
        self._current = min(self._current, len(view.days) - 1)
        self._lay_legend()
        if not self.complete:
            self._idle.start()
        self.update()

    def _key(self, cell: Cell) -> tuple[object, ...]:
        """What the picture of a cell is a function of."""
        return self._look(cell), *self.extras()

    def _look(self, cell: Cell, view: View | None = None) -> View:
        left, top, right, bottom = self._free()
        return cell_view(view or self._state.view, cell.day, (right - left, bottom - top), (cell.width, cell.height - CAPTION))

    def _paint_next(self) -> None:
        """Paint one cell that is out of date; the window answers between two of them."""
        atlas = self._state.atlas
        if self._painter is None or self._painter[0] != atlas.number:
            self._painter = (atlas.number, Multiples(atlas, self._sprites))
        for number, cell in enumerate(self.cells):
            key = self._key(cell)
            if number not in self._images or self._images[number][0] != key:
                size = round(cell.width), round(cell.height - CAPTION)
                image = self._painter[1].cell(self._look(cell), *size, self.devicePixelRatioF(), self.extras())
                self._images[number] = (key, image)
                self.update()
                return
        self._idle.stop()

    def finish(self) -> None:
        """Paint all cells at once."""
        while self.isVisible() and not self.complete:
            self._paint_next()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Catch up: also with a window that opens on a sheet."""
        super().showEvent(event)
        self.refresh()

    @override
    def setVisible(self, visible: bool) -> None:
        """Catch up when shown."""
        super().setVisible(visible)
        if visible:
            self.refresh()
        else:
            self._idle.stop()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, each under its date."""
        view = self._state.view
        theme, painter = THEMES[view.theme], QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.space))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number, cell in enumerate(self.cells):
            painter.setPen(QColor(theme.ink))
            words = day_text(cell.day, view.language)
            size = next((one for one in (min(COMFORT.px(14), 19), 14, 12, 11) if text_width(words, one, bold=True) <= cell.width), 11)
            painter.setFont(font(size, bold=True, tabular=True))
            painter.drawText(QPointF(cell.x + 2, cell.y + 18), elided(words, size, cell.width + 4, bold=True))
            left, top, right, bottom = cell.map
            box = QRectF(left, top, right - left, bottom - top)
            painter.fillRect(box, QColor(theme.sea))
            if number in self._images:
                painter.drawImage(box, self._images[number][1])
            if cell.day == view.instant or (self.hasFocus() and number == self._current):
                painter.setPen(QPen(QColor(theme.focus if self.hasFocus() and number == self._current else theme.ink), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.end()

    def _legend_rows(self) -> list[LegendRow]:
        """Return the rows for all days, and for the layers that a reader has brought."""
        view, atlas = self._state.view, self._state.atlas
        key = (view.days, view.language, view.theme, view.scheme, view.hidden_layers, atlas.number)
        if self._legend is None or self._legend[0] != key:
            self._legend = (key, joint_legend(atlas, [view.at(day) for day in view.days], self._words.say))
        brought = self.extras()
        if not brought:
            return self._legend[1]
        from viewer.paint.own.extra import extra_rows

        return [*extra_rows(brought, view), *self._legend[1]]

    # Hands

    def _go(self, number: int) -> None:
        day = self._state.view.days[number]
        self._state.set_view(self._state.view.at(day).with_(days=()))
        self.chosen.emit(day)

    def enter(self) -> None:
        """Go to the day that the keyboard has reached."""
        self._go(self._current)

    def value(self) -> str:
        """Return the day that the keyboard has reached, for readers of the screen."""
        view = self._state.view
        return day_text(view.days[self._current], view.language) if view.days else ""

    def _at(self, point: QPointF) -> int | None:
        return next((number for number, cell in enumerate(self.cells) if cell.holds(point.x(), point.y())), None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a pan of all maps."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (event.position(), self._state.view)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan all maps."""
        cells = self.cells
        if self._held is None or not cells:
            return
        start, view = self._held
        move = event.position() - start
        if move.manhattanLength() < _CLICK and view == self._state.view:
            return
        centre = panned(view, self.port(view, cells[0]), move.x(), move.y()).centre
        self._state.set_view(self._state.view.with_(centre=centre), transient=True)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a pan, or go to the day of the cell that was clicked."""
        held, self._held = self._held, None
        if held is None:
            return
        number = self._at(event.position())
        if held[1] == self._state.view and number is not None:
            self._go(number)
        else:
            self._state.settle()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom all maps about what lies under the pointer; two fingers on a touchpad push them. A gesture is one step of history."""
        number, view = self._at(event.position()), self._state.view
        event.accept()
        if number is None:
            return
        cell = self.cells[number]
        push = pushes(event)
        if push is None:
            point = (event.position().x() - cell.map[0], event.position().y() - cell.map[1])
            moved = zoomed_about(view, lambda one: self.port(one, cell), point, wheel_steps(event))
        else:
            moved = panned(view, self.port(view, cell), push.x(), push.y())
        self._state.set_view(moved, transient=True)
        self._rest.start()

    def port(self, view: View, cell: Cell) -> Viewport:
        """Return where the map of a View lies in a cell, px from the corner of its map."""
        look = self._look(cell, view)
        size = round(cell.width), round(cell.height - CAPTION)
        return Viewport(projection_of(look.projection, look.centre), look.centre, look.zoom, *size, rotation=look.rotation)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the cells by arrows, go to a day by Enter."""
        cells, key = self.cells, Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and cells:
            self.enter()
        elif key in _WAYS and cells:
            across, down = _WAYS[key]
            columns = sum(cell.y == cells[0].y for cell in cells)
            self._current = min(max(self._current + across + down * columns, 0), len(cells) - 1)
            self.update()
        else:
            super().keyPressEvent(event)
