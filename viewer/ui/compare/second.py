"""The second map: made when it is first asked for, moving with the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from viewer.carto.beside import Beside
from viewer.carto.boxes import Box
from viewer.carto.moving.moving import in_room
from viewer.carto.multiples import second_view
from viewer.carto.view import View
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.compare.bar import CompareBar
from viewer.ui.compare.line import SwipeLine
from viewer.ui.kit import Kit
from viewer.ui.legend.panel import LegendPanel
from viewer.ui.map.view import MapView
from viewer.ui.state import State
from viewer.ui.widgets.panel import SHADOW

_GAP = 3.0
"""Px between two maps side by side."""
_EDGE = 12.0
"""Px between the second legend and the edge of the window."""
_CLEAR = 8.0
"""Px between the swiped line and the scale bar of the map before it."""
_UNFOLDED = 296
"""Width (px at plain text) from which the second legend is unfolded at first."""
_SHARED = ("projection", "centre", "zoom", "rotation", "selected", "fan", "place", "viewpoint")
"""Values of the View that a hand on the second map changes for both."""


def under_date(first: MapView, left: float, below: float) -> float:
    """Return the y from which a head may stand whose left edge is at `left`: under the large date where it reaches that far."""
    date = first.date_box
    return max(below, date[3]) if date is not None and left < date[2] else below


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _end_bar(of: MapView, end: float | None) -> None:
    """Say how far to the right (px) the scale bar of a map may reach; None = to the right of its free part."""
    if of.foot.end != end:
        of.foot.end = end
        of.update()


class SecondMap(QObject):
    """Lays the second map, its head, its legend and the swiped line out; keeps the Views of both maps together.

    Args: beside_panel: whether a panel is open at the right.
    """

    made = Signal(QWidget)
    """A part of the window was made that the keyboard is to reach."""
    menu_asked = Signal(QPoint)
    """What can be done at a point of the second map is to be offered."""

    def __init__(self, kit: Kit, beside_panel: Callable[[], bool]) -> None:
        super().__init__(kit.window)
        self._kit, self._state, self._beside_panel = kit, kit.state, beside_panel
        self._mirror: State | None = None
        self.map: MapView | None = None
        self.legend: LegendPanel | None = None
        self.bar: CompareBar | None = None
        self.line: SwipeLine | None = None
        self._told = False
        self._first: MapView | None = None
        self.head = 0.0
        """Y under which all of the earth goes: a swiped map would have its north under the head of the second."""
        self._shown: tuple[object, ...] = (None, None, None, False)
        self._state.view_changed.connect(self._follow)
        self._state.atlas_changed.connect(self._open)

    @property
    def wanted(self) -> bool:
        """Whether there is a second map to be shown; a sheet of days takes the place of both."""
        return self._state.view.beside is not None and not self._state.view.days

    @property
    def halves(self) -> bool:
        """Whether each map has but half of the room."""
        beside = self._state.view.beside
        return self.wanted and beside is not None and beside.mode == "side"

    def start(self, mode: str, day: int | None) -> None:
        """Show a second map in a mode, on a day (None = that of the thumb); again in the mode it has: show it no more."""
        beside = self._state.view.beside
        if beside is None:
            self.choose(Beside(mode, day))
        elif beside.mode == mode:
            self.choose(None)
        else:
            self.choose(Beside(mode, beside.instant, beside.scheme, beside.cut))

    def choose(self, beside: Beside | None) -> None:
        """Show a second map otherwise, or none, as one step of history: who sees all of the earth does so in half of the room too."""
        state, first, halves = self._state, self._first, self.halves
        before = _size(first.room(state.view)) if first is not None else (0.0, 0.0)
        state.settle()
        state.set_view(state.view.with_(beside=beside), transient=True)  # all is laid out by it
        if first is not None and halves != self.halves:
            state.set_view(in_room(state.view, before, _size(first.room(state.view))), transient=True)
        state.settle()

    @property
    def mirror(self) -> State | None:
        """The state of the second map; None where there is none yet."""
        return self._mirror

    def _make(self, first: MapView) -> MapView:
        kit, view = self._kit, self._state.view
        atlas = self._state.atlas.own or self._state.atlas
        mirror = State(atlas, second_view(view), kit.window)
        made = MapView(mirror, kit.words, kit.sprites, kit.window, measuring=first.measuring)
        made.setObjectName("secondMap")
        self._mirror, self.map = mirror, made
        self.legend = LegendPanel(mirror, kit.words, kit.icons, kit.window)
        self.legend.setObjectName("secondLegend")
        self.bar = CompareBar(kit, self.choose)
        self.line = SwipeLine(self._state, kit.words, kit.window)
        mirror.view_changed.connect(self._moved)
        mirror.settled.connect(self._state.settle)
        mirror.message_changed.connect(self._state.tell)
        made.refined.connect(self._weigh)
        made.place_asked.connect(kit.list_place)
        made.menu_asked.connect(self.menu_asked)
        for widget in (self.bar, self.legend, self.line, made):
            self.made.emit(widget)
        return made

    def _open(self) -> None:
        """Show the atlas that the first map shows."""
        atlas = self._state.atlas.own or self._state.atlas
        if self._mirror is not None and (self._mirror.atlas.own or self._mirror.atlas) is not atlas:
            self._mirror.open(atlas, second_view(self._state.view))

    def _follow(self) -> None:
        view = self._state.view
        if view.beside is None and self.map is None:
            return
        if view.beside is not None and not self._told:
            self._set(second_view(view), transient=not self._state.at_rest)
        scheme = view.beside.scheme if view.beside else None
        shape = (view.beside.mode, view.beside.cut, scheme, self.wanted) if view.beside else (None, None, None, False)
        if shape != self._shown:
            self._shown = shape
            self._kit.arrange()
        if self.bar is not None:
            self.bar.refresh()
        if self.legend is not None and self.legend.isVisible() and self._state.at_rest:
            self.legend.refresh()

    def _set(self, view: View, *, transient: bool) -> None:
        if self._mirror is not None:
            self._told = True
            self._mirror.set_view(view, transient=transient)
            self._told = False

    def _moved(self) -> None:
        """A hand moved the second map, or chose something on it: the first follows."""
        if self._told or self._mirror is None:
            return
        view, other = self._state.view, self._mirror.view
        changes: dict[str, object] = {name: getattr(other, name) for name in _SHARED}
        if view.beside is not None and other.scheme != second_view(view).scheme:  # chosen in the head of the second legend
            changes["beside"] = replace(view.beside, scheme=other.scheme)
        self._told = True
        self._state.set_view(view.with_(**changes), transient=not self._mirror.at_rest)
        self._told = False

    def _weigh(self) -> None:
        if self.legend is not None and self.map is not None:
            free = self.map.free
            weight = self.map.unit_weights(free)
            self.legend.set_weight(weight, weight - self.map.unit_weights(self.legend.lies_within(free)))
            self._put_legend()

    # Where it lies

    def place(self, free: Box, below: float, first: MapView) -> Box:
        """Lay the second map out over the free part of the window; returns the part that is left for the first.

        Args: below: y from which the head may stand, under what floats at the top.
        """
        beside, self._first = self._state.view.beside, first
        if beside is None or not self.wanted:
            for widget in (self.map, self.legend, self.bar, self.line):
                if widget is not None:
                    widget.hide()
            _end_bar(first, None)
            self.head = 0.0
            return free
        second = self.map or self._make(first)
        assert self.bar is not None and self.line is not None  # noqa: PT018 - made together with the map
        left, top, right, bottom = free
        whole = first.geometry()
        swipe = beside.mode == "swipe"
        if swipe:
            second.setGeometry(whole)
            self.line.place(left, right, top, bottom)
            edge = round(self.line.at)
            second.setMask(QRegion(edge, 0, whole.width() - edge, whole.height()))
            rest = free
            _end_bar(first, edge - _CLEAR)
            _end_bar(second, right)
        else:
            middle = round((left + right + _GAP) / 2)
            second.clearMask()
            second.setGeometry(middle, 0, whole.width() - middle, whole.height())
            second.set_free((0.0, top, right - middle, bottom))
            edge, rest = middle, (left, top, middle - _GAP, bottom)
            _end_bar(first, None)
            _end_bar(second, None)
        self._set(second_view(self._state.view), transient=True)
        self.bar.set_room(right - left)
        self.bar.refresh()
        self.line.setVisible(swipe)
        second.show()
        for widget in (self.line, second, first):
            widget.lower()
        self.bar.show()
        hint = self.bar.sizeHint()
        at = max(min(edge + 8.0, right - hint.width() + SHADOW), left - SHADOW)
        self.bar.setGeometry(round(at), round(under_date(first, at, below)) - SHADOW, hint.width(), hint.height())
        self._edge, self._free = float(edge), free
        self._put_legend()
        self.head = float(self.bar.geometry().bottom() - SHADOW) if swipe else 0.0
        return rest

    def align(self, first: MapView) -> None:
        """Let what the swiped line parts meet at it: both maps show the same place at the same pixel."""
        beside = self._state.view.beside
        if self.wanted and self.map is not None and beside is not None and beside.mode == "swipe":
            self.map.lie_like(first)

    def _put_legend(self) -> None:
        """Show a legend of its own where the second map is read by another scheme, or its blocs are of another day."""
        beside, legend, second = self._state.view.beside, self.legend, self.map
        if beside is None or legend is None or second is None:
            return
        left, top, right, bottom = self._free
        right = right if self._beside_panel() else self._kit.window.width() - _EDGE
        legend.set_room(right - left, bottom - top)
        legend.set_tight(tight=self.halves or self._edge + COMFORT.px(_UNFOLDED) + 24 > right)
        legend.refresh()
        wide, tall = legend.width() - 2 * SHADOW, legend.height() - 2 * SHADOW
        fits = self._edge + wide + 16 <= right
        legend.setVisible(fits and legend.wanted)
        legend.move(round(self._edge) + 8 - SHADOW, round(bottom) - 8 - tall - SHADOW)
        before = 0 if beside.mode == "side" else round(self._edge - left)  # the scale bar stands right of the line
        second.foot.beside = float(tall)
        second.legend_size = (before + 8 + (wide if fits else 0), tall)

    def papers(self) -> list[QRect]:
        """Return what the second map and its panels cover of the window."""
        if not self.wanted or self.map is None:
            return []
        return [self.map.geometry() if self.map.mask().isEmpty() else self.map.mask().boundingRect()]

    def set_covered(self, papers: Sequence[QRect]) -> None:
        """Say where opaque panels lie over the second map (px of the window)."""
        if self.map is not None and self.wanted:
            own = [p.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW) for p in (self.legend, self.bar) if p and p.isVisible()]
            away = -self.map.pos()
            self.map.set_covered([paper.translated(QPoint(away)) for paper in (*papers, *own)])
