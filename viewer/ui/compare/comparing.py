"""All ways of comparing in one place: what the window lays out and what keys ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from viewer.carto.boxes import Box
from viewer.ui.changes.panel import opened
from viewer.ui.compare.second import SecondMap, under_date
from viewer.ui.keys.commands import Command
from viewer.ui.kit import Kit
from viewer.ui.map.view import MapView
from viewer.ui.widgets.panel import SHADOW

if TYPE_CHECKING:
    from viewer.carto.own.extra import ShownLayer
    from viewer.ui.compare.grid import GridView
    from viewer.ui.compare.grid_bar import GridBar

_EDGE = 12
"""Px between the cells and the edge of the window."""


class Comparing(QObject):
    """The second map and the sheet of days of a window.

    Args: beside_panel: whether a panel is open at the right.
    """

    export_asked = Signal()
    made = Signal(QWidget)
    """A part of the window was made that the keyboard is to reach."""

    def __init__(self, kit: Kit, beside_panel: Callable[[], bool]) -> None:
        super().__init__(kit.window)
        self._kit, self._state, self._window = kit, kit.state, kit.window
        self._beside_panel = beside_panel
        self._free: Box = (0.0, 0.0, 1.0, 1.0)
        self._made_way, self._list_was = False, True
        self.second = SecondMap(kit, beside_panel)
        self.second.made.connect(self.made)
        self.grid: GridView | None = None
        self._extras: Callable[[], tuple[ShownLayer, ...]] = tuple
        self.grid_bar: GridBar | None = None
        self._state.view_changed.connect(self._follow)

    def commands(self) -> Iterator[Command]:
        """Give what keys and palette can ask for."""
        state = self._state
        yield Command("beside", "compare", lambda: self.second.start("side", opened(state)), ("Ctrl+Shift+M",))
        yield Command("swipe", "compare", lambda: self.second.start("swipe", opened(state)), ("Ctrl+Alt+M",))
        yield Command("grid", "compare", self.toggle_grid, ("Ctrl+Shift+G",))

    def offer(self, under: QWidget) -> None:
        """Offer the ways of comparing under a button."""
        menu = QMenu(under)
        menu.setObjectName("compareMenu")
        for command in self.commands():
            action = menu.addAction(self._kit.words.say(self._state.view.language, f"command.{command.id}"))
            action.setShortcut(QKeySequence(command.keys[0]))
            action.triggered.connect(lambda _=False, act=command.act: act())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))

    def toggle_grid(self) -> None:
        """Show the sheet of days, or the map again."""
        from viewer.ui.compare.grid import opening_days

        state = self._state
        span = state.atlas.span
        opening = not state.view.days
        state.change(days=() if state.view.days else opening_days(state.view, span.start, span.end - 1))
        if opening and self.grid is not None:
            self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> bool:
        """Close the sheet or the second map; returns whether either was open."""
        view = self._state.view
        if view.days:
            if self.grid is None or not self.grid.legend.fold():
                self._state.change(days=())
        elif view.beside is not None:
            self.second.choose(None)
        else:
            return False
        return True

    def way(self, listed: bool, *, narrow: bool) -> bool:
        """Return whether the list is to stay open: on a narrow window it makes way when comparing begins, and comes back after it."""
        wanted = narrow and (self.second.wanted or bool(self._state.view.days))
        if wanted == self._made_way:
            return listed
        self._made_way = wanted
        if not wanted:
            return listed or self._list_was
        self._list_was = listed
        return False

    def show_extras(self, extras: Callable[[], tuple[ShownLayer, ...]]) -> None:
        """Show the layers that a reader has brought on the sheet too; to be said again when they are others."""
        self._extras = extras
        if self.grid is not None:
            self.grid.extras = extras
            self.grid.refresh()

    def _follow(self) -> None:
        if bool(self._state.view.days) != (self.grid is not None and self.grid.isVisibleTo(self._window)):
            self._kit.arrange()

    def place(self, free: Box, below: float, first: MapView) -> Box:
        """Lay out what is compared; returns the part of the window that is left for the first map. See SecondMap.place."""
        self._free = free
        rest = self.second.place(free, below, first)
        if self._state.view.days and self.grid is None:
            from viewer.ui.compare.grid import GridView
            from viewer.ui.compare.grid_bar import GridBar

            self.grid = GridView(self._kit, lambda: self._free)
            self.grid.extras = self._extras
            self.grid_bar = GridBar(self._kit)
            self.grid_bar.export_asked.connect(self.export_asked)
            self.made.emit(self.grid_bar)
            self.made.emit(self.grid)
        if self.grid is None or self.grid_bar is None:
            return rest
        shown = self.grid.wanted
        if shown:
            self._put_grid(self.grid, self.grid_bar, free, below, first)
            self.grid.lower()
            first.lower()
        elif (focus := QApplication.focusWidget()) is not None and (focus is self.grid or self.grid_bar.isAncestorOf(focus)):
            first.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt gives the keys to whatever comes next, as the search
        self.grid.setVisible(shown)
        self.grid_bar.setVisible(shown)
        return rest

    def _put_grid(self, grid: GridView, bar: GridBar, free: Box, below: float, first: MapView) -> None:
        """Lay the sheet over all of the map, its cells where no panel is."""
        left, _, right, bottom = free
        right = right if self._beside_panel() else self._window.width() - _EDGE
        bar.set_room(right - left)
        bar.refresh()
        hint = bar.sizeHint()
        below = under_date(first, right - hint.width(), below)
        bar.setGeometry(round(right - hint.width()) + SHADOW, round(below) - SHADOW, hint.width(), hint.height())
        grid.setGeometry(0, 0, self._window.width(), self._window.height())
        grid.area = (left, below + hint.height() - 2 * SHADOW + 6, right, bottom - 6)
        bar.raise_()

    @property
    def hides_legend(self) -> bool:
        """Whether the legend of the one map gives way to that of the sheet."""
        return bool(self._state.view.days)

    def papers(self) -> list[QRect]:
        """Return what all this covers of the first map (px of the window)."""
        grid = [self.grid.geometry()] if self.grid is not None and self.grid.isVisibleTo(self._window) else []
        return [*self.second.papers(), *grid]

    def set_covered(self, papers: Sequence[QRect]) -> None:
        """Say where the window's opaque panels lie."""
        self.second.set_covered(papers)
