"""What can be done to the map by commands: projections, centre, turning, aiming, measuring; its menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtGui import QAction, QCursor, QGuiApplication
from PySide6.QtWidgets import QMenu

from viewer.carto.moving.aims import at_events, at_selection, centred, other_ocean
from viewer.carto.moving.fit import fit_world
from viewer.carto.story import stop_of
from viewer.carto.view import PROJECTIONS, View
from viewer.ui.keys.commands import Command, key_text
from viewer.ui.map.view import MapView
from viewer.ui.panes import Panes

TURN = 15.0
"""Degrees that a key turns the map by."""
_OF_THE_MENU = ("other_ocean", "centre_here", "turn_right", "turn_left", "north_up")
_OF_THE_PLACE = ("centre_here", "measure")


def _command_of(projection: str) -> str:
    return f"projection_{projection.replace('-', '_')}"


class MapActs:
    """Acts on the map of a window."""

    def __init__(self, window: Panes) -> None:
        self._window = window
        self._point: QPoint | None = None
        self._asked_on: MapView | None = None
        window.map.menu_asked.connect(self.open_place_menu)
        window.comparing.second.menu_asked.connect(lambda at: self.open_place_menu(at, window.comparing.second.map))

    def commands(self) -> Iterator[Command]:
        """Give the commands of the map beyond zooming and panning."""
        window, state = self._window, self._window.state
        for name in PROJECTIONS:
            yield Command(_command_of(name), "map", self._projector(name))
        yield Command("projections", "map", self.open_projections, ("Ctrl+P",))
        yield Command("other_ocean", "map", lambda: state.move(lambda view: other_ocean(view, self._size)), ("O",))
        yield Command("centre_here", "map", self.centre_here, ("C",))
        yield Command("turn_right", "map", lambda: window.map.turn(TURN), ("R",))
        yield Command("turn_left", "map", lambda: window.map.turn(-TURN), ("Shift+R",))
        yield Command("north_up", "map", lambda: state.change(rotation=0.0), ("Shift+N",), lambda: state.view.rotation != 0.0)
        yield Command("fit_selection", "map", self.fit_selection, ("F",))
        yield Command("fit_events", "map", self.fit_events, ("Shift+F",))
        yield Command("measure", "map", window.map.measure, ("M",))
        yield Command("inset", "map", self.toggle_inset, ("I",))

    @property
    def _size(self) -> tuple[float, float]:
        left, top, right, bottom = self._window.map.room(self._window.state.view)
        return right - left, bottom - top

    def _projector(self, name: str) -> Callable[[], None]:
        return lambda: self.project(name)

    def project(self, name: str) -> None:
        """Show the map in another projection: a region as near as it is, else all of the earth about the same place."""
        state = self._window.state
        view = state.view.with_(projection=name)
        state.set_view(view.with_(zoom=max(view.zoom, 0.0)) if name == "laea" else fit_world(view, *self._size, cut=True, keep=True))

    def toggle_inset(self) -> None:
        """Show or hide the small map of the world."""
        hidden = self._window.state.view.hidden_layers
        self._window.state.change(hidden_layers=hidden ^ {"inset"})

    # Aiming

    def _here(self) -> tuple[float, float] | None:
        """The place that is meant: where a menu was opened, else under the pointer, else what is selected."""
        second = self._window.comparing.second.map
        map_ = self._asked_on or (second if second is not None and second.underMouse() else self._window.map)
        point = self._point or map_.mapFromGlobal(QCursor.pos())
        left, top, right, bottom = map_.free
        if self._point is not None or (map_.underMouse() and left <= point.x() <= right and top <= point.y() <= bottom):
            found = map_.viewport().lonlat_of(point.x(), point.y())
            if found is not None:
                return found
        view = self._window.state.view
        aimed = at_selection(self._window.state.atlas, view, self._size)
        return aimed.centre if aimed is not None else None

    def centre_here(self) -> None:
        """Bring the place that is meant to the middle."""
        here = self._here()
        if here is None:
            self._window.tell(self._window.say("map.nowhere"))
        else:
            self._window.state.move(lambda view: centred(view, here))

    def fit_selection(self) -> None:
        """Go to what is selected; where nothing is, to the step of the story that is read."""
        state = self._window.state
        self._go(at_selection(state.atlas, state.view, self._size), or_story=True)

    def fit_events(self) -> None:
        """Show all events that are let through."""
        state = self._window.state
        self._go(at_events(state.atlas, state.view, self._size), or_story=False)

    def _go(self, view: View | None, *, or_story: bool) -> None:
        window = self._window
        if view is not None:
            window.state.set_view(view)
        elif or_story and stop_of(window.state.atlas, window.state.view) is not None:
            window.player.return_to_step()
        else:
            window.tell(window.say("map.nothing"))

    # Menus

    def open_projections(self) -> None:
        """Offer the projections under their button, and what goes with them."""
        window, view = self._window, self._window.state.view
        menu = QMenu(window)
        menu.setObjectName("projectionMenu")
        for name in PROJECTIONS:
            action = menu.addAction(window.say(f"command.{_command_of(name)}"), self._projector(name))
            action.setCheckable(True)
            action.setChecked(view.projection == name)
        menu.addSeparator()
        self._add(menu, _OF_THE_MENU)
        button = window.tools.buttons["projections"]
        below = button.mapToGlobal(QPoint(0, button.height())) if button.isVisible() else window.map.mapToGlobal(QPoint(40, 40))
        self._pop(menu, below)

    def open_place_menu(self, at: QPoint, asked_on: MapView | None = None) -> None:
        """Offer what can be done at a point of the map, or of the one that is asked for it."""
        window = self._window
        map_ = asked_on or window.map
        place = map_.viewport().lonlat_of(at.x(), at.y())
        if place is None:
            return
        menu = QMenu(window)
        menu.setObjectName("mapMenu")
        self._point, self._asked_on = at, asked_on
        self._add(menu, _OF_THE_PLACE)
        menu.addAction(window.say("map.zoom_here"), lambda: map_.zoom_about(QPointF(at), 1.5))
        words = f"{place[1]:.4f}, {place[0]:.4f}"
        menu.addAction(window.say("map.copy_place", place=words), lambda: QGuiApplication.clipboard().setText(words))
        menu.addSeparator()
        self._add(menu, ("projections", "fit_selection", "fit_events", "north_up"))
        menu.aboutToHide.connect(self._forget_point)
        self._pop(menu, map_.mapToGlobal(at))

    def _forget_point(self) -> None:
        """The point of a menu is meant while it is open, and by what was chosen in it."""
        QTimer.singleShot(0, self._window, self._no_point)

    def _no_point(self) -> None:
        self._point = self._asked_on = None

    def _add(self, menu: QMenu, names: tuple[str, ...]) -> None:
        table = self._window.commands
        for name in names:
            command = table[name]
            keys = f"\t{key_text(command.keys[0])}" if command.keys else ""
            action: QAction = menu.addAction(self._window.say(f"command.{name}") + keys, command.act)
            action.setEnabled(command.possible)

    @staticmethod
    def _pop(menu: QMenu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
