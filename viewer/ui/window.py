"""The window: the map with its floating panels, and the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.boxes import Box
from viewer.carto.citing.credit import own_credit
from viewer.carto.land.viewpoint import checked
from viewer.carto.moving.fit import fitted
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.ui.actions import Actions
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.desk.desk import Desk
from viewer.ui.desk.map_acts import MapActs
from viewer.ui.map.modes import show_mode
from viewer.ui.memory import Session
from viewer.ui.own.own_data import OwnData
from viewer.ui.panes import MARGIN, Panes
from viewer.ui.throttle import Later
from viewer.ui.widgets.panel import SHADOW
from viewer.ui.words import Words

CRAMPED = (600, 360)
"""Under so much width or height (px at plain text) the large date gives way to the panels."""
LOW, STORY_LOW = 720, 900
"""Under so much height the legend is folded at first, and while a story is told."""
LEAST_MAP = 600
"""Under so much free width of the map (px at plain text) the legend is folded at first."""
LEAST_LEGEND = 200
"""Width of the legend when it is folded."""
LEAST_DETAILS = 130
"""Under a story's player the details show where there is so much room."""


class Window(Panes):
    """The panes, laid out, and what acts on them. Everything shown follows the state; the window only lays out and routes keys."""

    def __init__(
        self,
        atlas: Atlas,
        view: View,
        words: Words,
        read_icon: Callable[[str], str],
        session: Session | None = None,
        *,
        fit: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(atlas, view, words, read_icon, session, parent)
        self._fit_first = fit
        self.placed = False
        self._column: tuple[object, ...] = ()
        self._free_left = 0.0
        self._weighed: Box | None = None
        """The free part of the map that the legend tells of; None before the first picture."""
        self._legend_wanted = True
        """Whether the window was last laid out with a legend."""
        self._legend_later = Later(self.state, self.refresh_legend)
        self.desk = Desk(self)
        self.own = OwnData(self)
        self.map_acts = MapActs(self)
        self.actions_ = Actions(self, self.desk, self.own, self.map_acts)
        self._connect()

    def _connect(self) -> None:
        self.state.view_changed.connect(self._follow)
        self.state.atlas_changed.connect(self._follow)
        self.state.message_changed.connect(self.tell)
        COMFORT.changed.connect(self._regrow)
        self.tools.mode_asked.connect(lambda mode: show_mode(self.state, self.map, mode))
        self.tools.export_asked.connect(self.actions_.export)
        self.tools.changes_asked.connect(self.actions_.toggle_changes)
        self.tools.projections_asked.connect(self.map_acts.open_projections)
        self.tools.measure_asked.connect(self.map.measure)
        self.changes.export_asked.connect(self.actions_.export)
        self.tools.beside_asked.connect(self.comparing.offer)
        self.comparing.export_asked.connect(self.actions_.export)
        self.tools.help_asked.connect(self.actions_.help)
        self.tools.more_asked.connect(self.desk.offer_more)
        self.finder.search.date_asked.connect(self.actions_.search_entered)
        self.finder.search.left.connect(lambda: self.map.setFocus(Qt.FocusReason.OtherFocusReason))
        self.rail.tab_asked.connect(self._toggle_tab)
        self.map.refined.connect(self._weigh_legend)
        self.legend.folded_changed.connect(self._place_legend)
        self.player.export_asked.connect(self.actions_.export_story)
        self.map.place_asked.connect(self.list_place)
        self.details.place_asked.connect(self.list_place)
        self.details.bookmark_asked.connect(self.desk.bookmark)
        self.actions_.install()
        self.comparing.made.connect(self.keyboard.include)
        self.desk.begin()
        self.writing.made.connect(self.keyboard.include)
        self.finder.shelf.write_asked.connect(self.writing.toggle)
        self.finder.shelf.open_asked.connect(self.writing.ask_file)
        self.own.made.connect(self.keyboard.include)

    # Layout

    def _follow(self) -> None:
        self.restyle()
        view = self.state.view
        stop = self.player.stop
        wanted = (self.details.wanted, self.changes.wanted, stop.key if stop else "")
        column = (*wanted, view.language, self.bare, self.timeline.extra, COMFORT.percent)
        if column != self._column:
            self._column = column
            self.arrange()
        self._legend_later.ask()

    def _regrow(self) -> None:
        """Let everything grow with the text."""
        self.icons.regrow()
        self._follow()
        self.date.refresh()
        self.legend.renew()
        self.finder.events.refresh()
        self.details.refresh()
        self.arrange()

    @override
    def refresh_legend(self) -> None:
        """Let the legend follow what is shown."""
        changed = self.legend.refresh()
        if self.legend.wanted != self._legend_wanted:
            self.arrange()
        elif changed:
            self._place_legend()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        self.arrange()
        if self._fit_first and self.width() > 300:
            self._fit_first = False
            self.state.set_view(fitted(self.state.view, self.map.room(self.state.view), keep=True), transient=True)
            self.state.settle()
            self.state.forget()

    @override
    def arrange(self) -> None:
        """Place the panels for the present size."""
        width, height, sizes = self.width(), self.height(), self.desk.sizes
        self.finder_open = self.comparing.way(self.finder_open, narrow=self.narrow)
        self.map.setGeometry(0, 0, width, height)
        tall = sizes.timeline(COMFORT.plain(height), bare=self.bare, more=self.timeline.edge.more, extra=self.timeline.extra)
        base = height - MARGIN - tall
        self._put(self.timeline, MARGIN, base, width - 2 * MARGIN, tall)
        self.timeline.place_controls()
        self.rail.setVisible(self.narrow and not self.bare)
        beside = self.details.wanted or self.player.stop is not None
        fits = not (self.small and beside)  # the list is sooner spared than what is being written or compared
        shown = self.finder_open and not self.bare and not (self.narrow and beside)
        self.finder.setVisible(shown and not self.changes.wanted and not self.writing.wanted)
        self.writing.show(shown=fits and not self.bare and not self.changes.wanted)
        self.changes.setVisible(self.changes.wanted and fits and not self.bare)
        left = MARGIN + (sizes.rail + MARGIN if self.narrow and not self.bare else 0)
        top, details_top = self._place_head(left)
        if self.rail.isVisibleTo(self):
            self._put(self.rail, MARGIN, MARGIN, sizes.rail, self.rail.tall)
        columns = (self.finder, self.changes, *self.writing.panels)
        for panel in columns:
            self._put(panel, left, top, sizes.left, base - MARGIN - top)
        self.details.setVisible(self.details.wanted and not self.bare)
        below = self._place_player(width - MARGIN - sizes.right, details_top, base - MARGIN)
        self.details.setVisible(self.details.isVisibleTo(self) and base - MARGIN - below >= LEAST_DETAILS)
        self._put(self.details, width - MARGIN - sizes.right, below, sizes.right, base - MARGIN - below)
        self.own.arrange(width - MARGIN - sizes.right, below, sizes.right, base - MARGIN - below)
        free_left = float(left + sizes.left + MARGIN) if any(panel.isVisibleTo(self) for panel in columns) else float(left)
        covered = not self.bare and self.panel_at_right()
        free_right = float(width - MARGIN - (sizes.right + MARGIN if covered else 0))
        held = free_right if self.narrow else float(width - MARGIN - sizes.right - MARGIN)  # a region does not move when details open
        self._free_left = free_left
        self._fold_legend(free_right - free_left)
        self._legend_wanted = self.legend.wanted
        room = self._legend_wanted and free_left + COMFORT.px(LEAST_LEGEND) <= width - MARGIN
        self.legend.setVisible((not self.bare or self.desk.room.on) and room and not self.comparing.hides_legend)
        free = (free_left, self.desk.room.free_top(float(MARGIN)), free_right, float(base - 4))
        self.legend.set_room(free_right - free_left, base - MARGIN)
        rest = self.comparing.place(free, details_top, self.map)
        whole = rest == free and not self.bare
        head = max(float(details_top), self.comparing.second.head) if whole else None
        self.map.set_free(rest, head=head, held=held if whole else None)
        self.comparing.second.align(self.map)
        self.inset.allowed = not self.bare and not self.comparing.hides_legend
        if self._weighed is not None and self._weighed != self.map.free:
            self._weigh_legend()
        else:
            self._place_legend()
        self.place_note(int(free_left) + 10, MARGIN + sizes.head + 6)
        self.own.arrange_extras()
        self.desk.arrange()

    def _fold_legend(self, room: float) -> None:
        """Fold the legend where the window is small or low, or the map has little room (px) from left to right."""
        lane = self.timeline.extra + MARGIN if self.timeline.extra else 0
        little = COMFORT.plain(room) < LEAST_MAP or COMFORT.plain(self.height() - lane) < self._low
        self.legend.set_tight(tight=self.small or little or self.comparing.second.halves)

    @property
    def _low(self) -> int:
        """Height under which the legend is folded at first: a step of a story has its place where it would lie."""
        return LOW if self.player.stop is None else STORY_LOW

    def _place_head(self, left: int) -> tuple[int, int]:
        """Place date and tools; returns where the left and the right column begin."""
        sizes, plain = self.desk.sizes, (COMFORT.plain(self.width()), COMFORT.plain(self.height()))
        cramped = not self.bare and (plain[0] < CRAMPED[0] or plain[1] < CRAMPED[1])
        wide, tall = self.desk.room.date_room(sizes.date, MARGIN + sizes.head - 12)
        dated = (float(left), 0.0, float(left + wide), float(tall))
        self.date.setVisible(not cramped)  # the thumb tells it too
        self.date.move(left, MARGIN - 4)
        self.map.date_box = (0.0, 0.0, 0.0, 0.0) if cramped else dated
        self.tools.set_room(self.width() - left - (0 if cramped else self.date.width() + MARGIN) - 2 * MARGIN)
        tools = self.tools.sizeHint()
        self.tools.setVisible(not self.bare)
        self.tools.setGeometry(self.width() - tools.width() - MARGIN + SHADOW, MARGIN - SHADOW, tools.width(), tools.height())
        lies = self.tools.geometry()
        self.map.tools_box = (float(lies.left()), 0.0, float(self.width()), 0.0 if self.bare else float(lies.bottom()))
        right = MARGIN + tools.height() - 2 * SHADOW + 10
        return (right if cramped else MARGIN + sizes.head), right

    def _place_player(self, x: int, top: int, bottom: int) -> int:
        """Place the player of a story at the head of the right column; returns where the rest of the column begins."""
        shown = self.player.stop is not None and (not self.bare or self.desk.room.on)
        self.player.setVisible(shown)
        if not shown:
            return top
        wide = self.desk.sizes.right
        tall = min(self.player.tall(wide), bottom - top)
        self._put(self.player, x, top, wide, tall)
        return top + tall + 10

    def _place_legend(self) -> None:
        base = self.timeline.y() + SHADOW
        self.legend.move(int(self._free_left) - SHADOW, base - MARGIN - self.legend.height() + SHADOW)
        panels: list[QWidget] = [self.timeline, self.finder, self.changes, self.details, self.player, self.tools, self.rail, self.legend]
        panels += [*self.own.panels, *self.writing.panels]
        papers = [p.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW) for p in panels if p.isVisibleTo(self)]
        self.map.set_covered([*papers, *self.comparing.papers()])
        self.comparing.set_covered(papers)
        shown = self.legend.isVisibleTo(self)
        self.map.foot.credit = own_credit(self.state.atlas)
        self.map.foot.beside = float(self.legend.height() - 2 * SHADOW) if shown else 0.0
        self.map.legend_size = (self.legend.width() - 2 * SHADOW, self.legend.height() - 2 * SHADOW) if shown else (0, 0)
        self.inset.follow()

    @override
    def panel_at_right(self) -> bool:
        """Whether a panel lies over the map at the right."""
        return self.details.isVisibleTo(self) or self.player.isVisibleTo(self) or self.own.beside

    @staticmethod
    def _put(panel: QWidget, x: int, y: int, width: int, height: int) -> None:
        panel.setGeometry(x - SHADOW, y - SHADOW, width + 2 * SHADOW, max(height, 40) + 2 * SHADOW)

    def _weigh_legend(self) -> None:
        self._weighed = free = self.map.free  # what lies under panels is not in sight
        weight = self.map.unit_weights(free)
        self.legend.set_weight(weight, weight - self.map.unit_weights(self.legend.lies_within(free)))
        self._place_legend()

    def _toggle_tab(self, tab: str) -> None:
        if self.finder.isVisibleTo(self) and self.finder.tab == tab:
            self.finder_open = False
            self.arrange()
        else:
            self.show_tab(tab)

    # Keys, drops, closing

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab go through the parts of the window in their order, not in that of their making."""
        return self.keyboard.step(on=next)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Open pictures that carry their View, an atlas, or files to add."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        for path in paths:
            self.actions_.open_file(path)

    def restore(self, remembered: Mapping[str, str]) -> None:
        """Look again as when the window was closed; what can't be read is passed over."""
        if not self.isWindow():
            self.placed = True  # the frame around it is
        elif "geometry" in remembered:
            self.placed = self.restoreGeometry(QByteArray.fromBase64(remembered["geometry"].encode("ascii", "ignore")))
        try:
            view = View.parse(remembered["view"]) if "view" in remembered else self.state.view  # what the text leaves out is plain
            self.state.set_view(checked(self.state.atlas, view))
        except BadView:
            return
        self.state.forget()
        self._fit_first = self._fit_first and "view" not in remembered

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how it was looked at."""
        self.remember()
        self.own.end()
        self._keep_plate()
        self.keyboard.release()
        super().closeEvent(event)

    def remember(self) -> None:
        """Let the session keep how it is looked at."""
        self.state.settle()  # a gesture under way ends here: nothing may follow it later
        geometry = bytes(self.window().saveGeometry().toBase64().data()).decode("ascii")
        self.desk.remember(view=(self.home_view or self.state.view).text(), geometry=geometry)

    def _keep_plate(self) -> None:
        """Keep what was long to draw of the picture with which the next start begins: its View is the text of this one."""
        if self.map.layer.shelf is not None:
            self.window().hide()  # before the reader waits
            view = self.state.view
            self.map.layer.keep(self.map.viewport(View.parse(view.text(), view) if self.memory.lasting else view))
