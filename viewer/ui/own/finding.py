"""A reader's own features among what is found: in the search, in lists, on the timeline, and when one steps from event to event."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from viewer.carto.finding import Result
from viewer.carto.moving.moving import shown_at
from viewer.carto.own.extra import ShownLayer
from viewer.carto.own.items import Feature, OwnRows, beside, counts_in, feature_of, first_day, found_items, rows_in_window, warm
from viewer.carto.own.sight import in_sight, view_of_layer
from viewer.carto.timeline.chronicle import Counted
from viewer.carto.timeline.pace import event_beside
from viewer.carto.view import View
from viewer.ui.own.own_list import OwnList
from viewer.ui.own.shelf import ExtraShelf
from viewer.ui.panes import Panes

_ZOOM = 4.5


class OwnFinding(QObject):
    """Joins a shelf to the finder and the timeline of a window."""

    def __init__(self, window: Panes, shelf: ExtraShelf) -> None:
        super().__init__(shelf)
        self._window, self._shelf = window, shelf
        finder = window.finder
        self.list = OwnList(window.state, window.words, window.icons, shelf, self.go_to, finder.events)
        finder.events_box.insertWidget(finder.events_box.count() - 1, self.list)
        finder.results.more = self._found
        finder.results.warm = lambda: warm(shelf.shown)
        finder.results.led["own"] = lambda identifier: self.go_to(feature_of(identifier), near=True)
        window.finding.brought, window.finding.asked = self.rows, self.go_to
        window.timeline.stop_before = self._stop_before
        window.timeline.canvas.laying.brought = self._counts
        shelf.changed.connect(self._count_anew)
        shelf.changed.connect(self._fill_table)

    def _found(self, query: str) -> tuple[Result, ...]:
        state = self._window.state
        return found_items(state.atlas, self._shelf.shown, state.view, query)

    def rows(self) -> OwnRows:
        """Return the features of the day and the time window, as lists show them."""
        return rows_in_window(self._shelf.shown, self._window.state.view)

    def _fill_table(self) -> None:
        if (table := self._window.finding.table) is not None:
            table.refresh()

    def _counts(self, edges: NDArray[np.int64]) -> list[Counted]:
        return counts_in(self._shelf.shown, self._window.state.view.query, edges)

    def _count_anew(self) -> None:
        self._window.timeline.canvas.laying.brought_version += 1
        self._window.timeline.canvas.update()

    def go_to(self, chosen: Feature, *, near: bool = False, first: bool = False) -> None:
        """Look at a feature, on a day and at a place where it is, and tell of it. `near`: from close by; `first`: on its first day."""
        state = self._window.state
        one = self._shelf.find(chosen[0])
        if one is None:
            return
        view = state.view.with_(selected="", fan="", **({"query": "", "place": ""} if near else {}))
        view = self._on_day(view, one, chosen[1], first=first)
        place = one.layer.place(chosen[1])
        if place is not None:
            view = shown_at(view, place, _ZOOM) if near else self._in_sight(view, place)
        state.set_view(view)
        self._shelf.hide(chosen[0], hidden=False)
        self._shelf.choose(chosen)

    def show_all(self, key: str) -> None:
        """Look at all of a layer."""
        one, window = self._shelf.find(key), self._window
        if one is None:
            return
        self._shelf.hide(key, hidden=False)
        view = window.state.view
        left, top, right, bottom = window.map.room(view)
        window.state.set_view(view_of_layer(one.layer, view, (right - left, bottom - top), window.state.atlas.span))

    def show_unless_seen(self, key: str) -> None:
        """Look at a layer of which nothing is in sight."""
        one, window = self._shelf.find(key), self._window
        view = window.state.view
        if one is not None and not in_sight(one.layer, view, window.map.viewport(view), window.map.free):
            self.show_all(key)

    def _on_day(self, view: View, one: ShownLayer, feature: int, *, first: bool) -> View:
        """The View on the first day of a feature; on the day that it shows already where that is one of its days."""
        day, span = first_day(one, feature), self._window.state.atlas.span
        inside = one.layer.start[feature] <= view.instant < one.layer.end[feature]
        if day is None or (inside and not first):
            return view
        return view.at(min(max(day, span.start), span.end - 1))

    def _in_sight(self, view: View, place: tuple[float, float]) -> View:
        """The View, centred on a place that lies out of sight."""
        map_ = self._window.map
        at = map_.viewport(view).pixel_of(place)
        left, top, right, bottom = map_.free
        seen = at is not None and left <= at[0] <= right and top <= at[1] <= bottom
        return view if seen else view.with_(centre=place)

    def _stop_before(self, direction: int) -> bool:
        """Go to the next (1) or previous (-1) feature where it comes before the next event; of one day, events come first."""
        state, shelf = self._window.state, self._shelf
        view, atlas = state.view, state.atlas
        if not shelf.stepping:
            return False
        on_event = view.selected in atlas.events and atlas.events[view.selected].when.start == view.instant
        found = beside(shelf.shown, view.instant, shelf.chosen, direction, whole_day=on_event and direction > 0)
        if found is None or found[0] not in atlas.span:
            return False
        back = direction < 0 and shelf.chosen is not None
        event = event_beside(atlas, view.at(view.instant + 1).selecting("") if back else view, direction)
        if event is None or (found[0] - event.when.start) * direction < 0 or (found[0] == event.when.start and direction < 0):
            self.go_to(found[1], first=True)
            return True
        if back:  # of the events of the day itself
            state.set_view(view.at(event.when.start).selecting(event.id))
        return back
