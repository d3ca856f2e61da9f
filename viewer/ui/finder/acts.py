"""What the reader asks of the list: what happened around here, around this time, and all of it as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from viewer.carto.boxes import Box
from viewer.carto.events.only import around_here
from viewer.carto.moving.fit import fitted
from viewer.carto.projections.viewport import km_per_px
from viewer.ui.keys.commands import Command
from viewer.ui.state import State
from viewer.ui.words import Words

if TYPE_CHECKING:
    from viewer.carto.own.items import Feature, OwnRows
    from viewer.ui.finder.table import EventTable

HALF_YEAR = 183


class FinderActs:
    """Acts on a state. Args: free: the part of the map that no panel covers. listed: shows the list of events."""

    def __init__(self, state: State, words: Words, window: QWidget, free: Callable[[], Box], listed: Callable[[], None]) -> None:
        self._state, self._words, self._window, self._free, self._listed = state, words, window, free, listed
        self.table: EventTable | None = None
        self.brought: Callable[[], OwnRows] | None = None
        """Gives the features that a reader has brought, for the table."""
        self.asked: Callable[[Feature], None] = lambda _feature: None
        """Tells of such a feature."""

    def commands(self) -> Iterator[Command]:
        """Give what keys and palette can ask for."""
        yield Command("around_here", "find", self.here, ("Ctrl+Shift+F",))
        yield Command("around_now", "find", self.now, ("Ctrl+Shift+T",))
        yield Command("event_table", "find", self.open_table, ("Ctrl+Shift+L",))

    def here(self) -> None:
        """List all that happened within what is seen of the map, from its centre to the nearer edge."""
        view = self._state.view
        left, top, right, bottom = self._free()
        km = min(right - left, bottom - top) / 2 * km_per_px(view.zoom)
        self._state.widen(around_here(view, km).with_(place="", range=None))
        self._listed()

    def now(self) -> None:
        """List all that happened within half a year, on the map of all the world."""
        kept = frozenset(word for word in self._state.view.only if not word.startswith("near:"))
        view = self._state.view.with_(only=kept, place="", range=None, before=HALF_YEAR, after=HALF_YEAR, fan="")
        if view.projection == "laea":
            view = view.with_(projection="equal-earth")
        self._state.set_view(fitted(view, self._free()))
        self._listed()

    def open_table(self) -> None:
        """Show the events of the list as a table beside the window."""
        from viewer.ui.finder.table import EventTable

        if self.table is None:
            self.table = EventTable(self._state, self._words, self._state.tell, self._window)
        self.table.brought, self.table.asked = self.brought, self.asked
        self.table.refresh()
        self.table.show()
        self.table.raise_()
        self.table.activateWindow()
