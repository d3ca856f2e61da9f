"""What readers of the screen find: the map with its markers, and the timeline as a slider of days.

Qt asks a factory for the interface of a widget. Markers are no widgets: each is told by a light object below the map, made when it is
first asked for. Values are spoken when a gesture rests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleValueChangeEvent,
    QAccessibleValueInterface,
)
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override

from viewer.carto.days.dates import day_text
from viewer.ui.accessibility.parts import NOTHING, Actions, part_interface
from viewer.ui.map.spots import Spot, map_value, spots
from viewer.ui.map.view import MapView
from viewer.ui.state import State
from viewer.ui.timeline.canvas import TimelineCanvas

if TYPE_CHECKING:
    from viewer.ui.window import Window

_REACH = 14
"""Half the side of a marker's rectangle (px)."""


class _Days(QAccessibleValueInterface):
    """The day as a number; what is spoken is its text."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    @override
    def currentValue(self) -> Any:
        """The day number."""
        return self._state.view.instant

    @override
    def setCurrentValue(self, value: Any) -> None:
        """Go to a day."""
        self._state.set_view(self._state.view.at(int(value)))

    @override
    def minimumValue(self) -> Any:
        """The first day of the atlas."""
        return self._state.atlas.span.start

    @override
    def maximumValue(self) -> Any:
        """The last day of the atlas."""
        return self._state.atlas.span.end - 1

    @override
    def minimumStepSize(self) -> Any:
        """A day."""
        return 1


class TimelineAccess(QAccessibleWidget):
    """The timeline: a slider whose value is the day."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        super().__init__(canvas, QAccessible.Role.Slider, "")
        self._canvas = canvas
        self._value = _Days(canvas.state)
        self._acting = Actions(self._acts)

    def _acts(self) -> dict[str, tuple[str, Callable[[], object]]]:
        window, names = _window_of(self._canvas), QAccessibleActionInterface
        if window is None:
            return {}
        move, jump = window.timeline.move_by, window.timeline.jump_event
        return {
            names.increaseAction(): (window.say("command.next"), lambda: move(1)),
            names.decreaseAction(): (window.say("command.previous"), lambda: move(-1)),
            names.nextPageAction(): (window.say("command.next_event"), lambda: jump(1)),
            names.previousPageAction(): (window.say("command.previous_event"), lambda: jump(-1)),
            names.pressAction(): (window.say("command.play"), window.timeline.toggle_play),
            names.setFocusAction(): (window.say("timeline.name"), window.timeline.canvas.setFocus),
            names.showMenuAction(): (window.say("command.without_room"), window.timeline.list_without_room),
        }

    @override
    def text(self, t: QAccessible.Text) -> str:
        """The day is the value."""
        if t == QAccessible.Text.Value:
            view = self._canvas.state.view
            return day_text(view.instant, view.language)
        return super().text(t)

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        """A value and actions."""
        kinds = {QAccessible.InterfaceType.ValueInterface: self._value, QAccessible.InterfaceType.ActionInterface: self._acting}
        return kinds.get(t, NOTHING)


class MapAccess(QAccessibleWidget):
    """The map: its value is the day and the place in its middle, its children are the markers in view."""

    def __init__(self, map_: MapView) -> None:
        super().__init__(map_, QAccessible.Role.Graphic, "")
        self._map = map_
        self._proxies: dict[str, SpotObject] = {}
        self._acting = Actions(self._acts)

    def _acts(self) -> dict[str, tuple[str, Callable[[], object]]]:
        window, names = _window_of(self._map), QAccessibleActionInterface
        if window is None:
            return {}
        commands = window.commands
        scrolls = {
            names.scrollLeftAction(): "pan_left",
            names.scrollRightAction(): "pan_right",
            names.scrollUpAction(): "pan_up",
            names.scrollDownAction(): "pan_down",
            names.increaseAction(): "zoom_in",
            names.decreaseAction(): "zoom_out",
            names.pressAction(): "fit",
        }
        acts: dict[str, tuple[str, Callable[[], object]]] = {
            name: (window.say(f"command.{command}"), commands[command].act) for name, command in scrolls.items()
        }
        acts[names.setFocusAction()] = (window.say("map.name"), window.map.setFocus)
        return acts

    @override
    def text(self, t: QAccessible.Text) -> str:
        """Day and place are the value."""
        return map_value(self._map) if t == QAccessible.Text.Value else super().text(t)

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        """Actions."""
        return self._acting if t == QAccessible.InterfaceType.ActionInterface else NOTHING

    def _spots(self) -> list[Spot]:
        return spots(self._map) if _window_of(self._map) else []

    def _proxy(self, spot: Spot) -> SpotObject:
        proxy = self._proxies.get(spot.key)
        if proxy is None:
            proxy = self._proxies[spot.key] = SpotObject(spot.key, self._map)
        return proxy

    @override
    def childCount(self) -> int:
        """Number of markers in view, of events of the open stack, and of buttons that lie on the map."""
        return len(self._spots()) + super().childCount()

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A marker; None past the last."""
        found = self._spots()
        if not 0 <= index < len(found):
            return super().child(index - len(found)) if index >= len(found) else None
        return QAccessible.queryAccessibleInterface(self._proxy(found[index]))

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Number of a marker, -1 where it is not in view."""
        found, proxy = self._spots(), child.object()
        if isinstance(proxy, SpotObject):
            return next((number for number, spot in enumerate(found) if spot.key == proxy.key), -1)
        inner = super().indexOfChild(child)
        return inner + len(found) if inner >= 0 else -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The marker at a point of the screen."""
        for number in range(len(self._spots())):
            marker = self.child(number)
            if marker is not None and marker.rect().contains(x, y):
                return marker
        return super().childAt(x, y)


class SpotObject(QObject):
    """Stands for a marker below the map, for as long as the map lives; it is valid while the marker is in view."""

    def __init__(self, key: str, map_: MapView) -> None:
        super().__init__(map_)
        self.key, self.map = key, map_

    @property
    def spot(self) -> Spot | None:
        """The marker as it is now; None where it is not in view."""
        return next((spot for spot in spots(self.map) if spot.key == self.key), None)


class SpotAccess(QAccessibleObject):
    """A marker: a button with the place and what happened as its name."""

    def __init__(self, proxy: SpotObject) -> None:
        super().__init__(proxy)
        self._proxy = proxy
        self._acting = Actions(self._acts)

    def _acts(self) -> dict[str, tuple[str, Callable[[], object]]]:
        spot, map_ = self._proxy.spot, self._proxy.map
        words = map_.words.say(map_.state.view.language, "map.open")
        return {QAccessibleActionInterface.pressAction(): (words, spot.press)} if spot else {}

    @override
    def isValid(self) -> bool:
        """Whether it is in view."""
        return self._proxy.spot is not None

    @override
    def role(self) -> QAccessible.Role:
        """A button."""
        return QAccessible.Role.Button

    @override
    def text(self, t: QAccessible.Text) -> str:
        """Place and titles are the name."""
        spot = self._proxy.spot
        return spot.name if spot and t == QAccessible.Text.Name else ""

    @override
    def state(self) -> QAccessible.State:
        """Can be selected; is selected where its event is."""
        state, spot = QAccessible.State(), self._proxy.spot
        state.selectable = True
        state.selected = bool(spot and spot.selected)
        state.invisible = spot is None
        return state

    @override
    def rect(self) -> QRect:
        """Where it is drawn on the screen."""
        spot = self._proxy.spot
        if spot is None:
            return QRect()
        corner = self._proxy.map.mapToGlobal(QPoint(round(spot.at[0]) - _REACH, round(spot.at[1]) - _REACH))
        return QRect(corner.x(), corner.y(), 2 * _REACH, 2 * _REACH)

    @override
    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The map."""
        return QAccessible.queryAccessibleInterface(self._proxy.map)

    @override
    def childCount(self) -> int:
        """A marker has no parts."""
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A marker has no parts."""
        return None

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        """A marker has no parts."""
        return -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """A marker has no parts."""
        return None

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        """An action: press."""
        return self._acting if t == QAccessible.InterfaceType.ActionInterface else NOTHING


def make_interface(_kind: str, thing: QObject | None) -> QAccessibleInterface | None:
    """Return the interface of a map, the timeline or a marker; None for all else. It lives as long as what it tells of.

    Qt may ask while the window is still being made: who it belongs to is looked up later.
    """
    made: QAccessibleInterface
    if isinstance(thing, SpotObject):
        made = SpotAccess(thing)
    elif isinstance(thing, MapView):
        made = MapAccess(thing)
    elif isinstance(thing, TimelineCanvas):
        made = TimelineAccess(thing)
    elif (part := part_interface(thing)) is not None:
        made = part
    else:
        return None
    vars(thing)["_accessible"] = made  # Qt keeps no reference that Python knows of
    return made


def _window_of(widget: MapView | TimelineCanvas) -> Window | None:
    """Return the window whose map or timeline this is; None while it is being made, and for the second map of a comparison."""
    from viewer.ui.window import Window

    window = widget.parentWidget()
    while window is not None and not isinstance(window, Window):
        window = window.parentWidget()
    if window is None or not hasattr(window, "keyboard"):
        return None
    return window if widget in {window.map, window.timeline.canvas} else None


def speak(window: Window) -> None:
    """Tell readers of the screen of the values as they are now."""
    view = window.state.view
    QAccessible.updateAccessibility(QAccessibleValueChangeEvent(window.timeline.canvas, day_text(view.instant, view.language)))
    QAccessible.updateAccessibility(QAccessibleValueChangeEvent(window.map, map_value(window.map)))
    QAccessible.updateAccessibility(QAccessibleEvent(window.map, QAccessible.Event.ObjectReorder))
