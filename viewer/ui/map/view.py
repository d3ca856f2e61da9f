"""The map widget: gestures on the canvas turned into Views."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from viewer.carto.dates import day_text
from viewer.carto.markers import held_fan
from viewer.carto.moving import carried, panned, shown_at, zoomed_about
from viewer.carto.scalebar import projection_words
from viewer.carto.scene import Scene, fan_event_at, land_title, marker_at, on_hub, on_hub_words
from viewer.paint.overlay import Sprites, hub_size
from viewer.ui.map.canvas import MapCanvas
from viewer.ui.map.tips import marker_tip
from viewer.ui.plain import plain_tip
from viewer.ui.state import State
from viewer.ui.words import Words

_CLICK = 4.0
"""Pixels a press may move and still be a click."""
_SIGHT = 44.0
"""Pixels from the edge of the free part that a selected place keeps."""


class MapView(MapCanvas):
    """The map with its gestures: pan, zoom about the pointer, click, hover, keys. Everything becomes a View."""

    place_asked = Signal(str)
    """All events of a place are to be listed."""

    def __init__(self, state: State, words: Words, sprites: Sprites, parent: QWidget | None = None) -> None:
        super().__init__(state, words, sprites, parent)
        state.view_changed.connect(self._speak)
        self._speak()

    def _speak(self) -> None:
        """Tell readers of the screen what is shown."""
        view = self._state.view
        self.setAccessibleName(self._words.say(view.language, "map.name"))
        self.setAccessibleDescription(f"{day_text(view.instant, view.language)}, {projection_words(view, self._words.say)}")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus where it came by the keyboard."""
        reasons = Qt.FocusReason
        self._ringed = event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason, reasons.ShortcutFocusReason)
        super().focusInEvent(event)
        self.update()

    # Moving

    def zoom_about(self, point: QPointF, steps: float) -> None:
        """Zoom by steps of doubling so that the place under a point stays there."""
        view = zoomed_about(self._state.view, self.viewport, (point.x(), point.y()), steps)
        self._refine.start()
        self._state.set_view(view, transient=True)

    def pan(self, dx: float, dy: float) -> None:
        """Move the map by pixels, as one step."""
        self._state.set_view(panned(self._state.view, self.viewport(), dx, dy))

    def show_place(self, lonlat: tuple[float, float], zoom: float = 4.5) -> None:
        """Go to a place at a zoom, on the projection that suits it."""
        self._state.set_view(shown_at(self._state.view, lonlat, zoom))

    # Gestures

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a pan."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._held = (self._state.view, self.viewport())
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while the button is down, else tell what lies under the pointer."""
        if self._pressed is None or self._held is None:
            self._hover_at(event)
            return
        move = event.position() - self._pressed
        if move.manhattanLength() < _CLICK and self._state.view == self._held[0]:
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._state.set_view(self._state.view.with_(centre=self._dragged(event.position(), self._pressed)), transient=True)

    def _dragged(self, to: QPointF, pressed: QPointF) -> tuple[float, float]:
        """Return the centre at which what was taken hold of lies under the pointer again."""
        view, port = self._held or (self._state.view, self.viewport())
        anchor = port.lonlat_of(pressed.x(), pressed.y())
        if anchor is not None and view.projection == "laea":
            return carried(self._state.view, self.viewport, anchor, (to.x(), to.y())).centre
        return panned(view, port, to.x() - pressed.x(), to.y() - pressed.y()).centre

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a pan, or take the click."""
        pressed, self._pressed, held = self._pressed, None, self._held
        self._held = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if pressed is None or held is None:
            return
        if self._state.view.centre == held[0].centre and (event.position() - pressed).manhattanLength() < _CLICK * 2:
            self.click_at(event.position())
        self._finish()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in about the pointer."""
        self.zoom_about(event.position(), 1.0)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; a touchpad's fine steps zoom finely."""
        self.zoom_about(event.position(), event.angleDelta().y() / 360.0)
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """Take pinches of a touchpad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_about(event.position(), event.value() * 1.4)
            return True
        return super().event(event)

    def click_at(self, point: QPointF) -> None:
        """Select what lies under a point: an event of the open stack, a stack, land; a click on nothing closes."""
        view, scene = self._state.view, self.scene()
        x, y = point.x(), point.y()
        if on_hub(scene, x, y) and scene.fan:
            following = (scene.fan.page + 1) % scene.fan.pages
            self._state.change(fan=f"{scene.fan.key}:{following}" if scene.fan.pages > 1 else scene.fan.key)
            return
        if chosen := fan_event_at(scene, x, y):
            fan = held_fan(scene.fan) if scene.fan else view.fan
            self._select(selected=chosen, fan=fan)
            return
        if scene.fan and self._on_words(scene, x, y):
            self.place_asked.emit(scene.fan.key)
            return
        marker = marker_at(scene, x, y)
        if marker is not None:
            self._select(selected=marker.front, fan=marker.key if marker.count > 1 else "")
            return
        self._click_land(x, y)

    def _select(self, **changes: object) -> None:
        """Select an event, and move the map where its details would come to lie over it: one step of history."""
        self._pressed = QPointF()  # as while a hand holds the map: nothing is settled or refined in between
        self._state.set_view(self._state.view.with_(**changes), transient=True)
        view, port = self._state.view, self.viewport()
        event = self._state.atlas.events.get(view.selected)
        place = self._state.atlas.places.get(event.place) if event else None
        lonlat = (event.lonlat if event else None) or (place.lonlat if place else None)
        at = port.pixel_of(lonlat) if lonlat else None
        if at is not None:
            left, top, right, bottom = self.free
            dx = min(max(at[0], left + _SIGHT), right - _SIGHT) - at[0]
            dy = min(max(at[1], top + _SIGHT), bottom - _SIGHT) - at[1]
            if dx or dy:
                self._state.set_view(panned(view, port, dx, dy), transient=True)
        self._pressed = None
        self._finish()

    def _on_words(self, scene: Scene, x: float, y: float) -> bool:
        return scene.fan is not None and on_hub_words(scene, x, y, hub_size(scene.fan, self.hub_words(scene.fan)))

    def _click_land(self, x: float, y: float) -> None:
        view, atlas = self._state.view, self._state.atlas
        unit = self.unit_at(x, y)
        if view.fan:
            self._state.change(fan="")
        elif unit is None:
            self._state.change(selected="")
        else:
            holder = int(atlas.territory.holders(view.instant)[unit])
            self._state.change(selected=f"polity:{atlas.polity_list[holder].id}" if holder >= 0 else "")

    def _hover_at(self, event: QMouseEvent) -> None:
        view, scene, atlas = self._state.view, self.scene(), self._state.atlas
        x, y = event.position().x(), event.position().y()
        marker = marker_at(scene, x, y)
        hover = marker.key if marker else ""
        if hover != self._hover:
            self._hover = hover
            self._repaint()
        hand = marker or fan_event_at(scene, x, y) or self._on_words(scene, x, y)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        unit = None if marker or view.fan else self.unit_at(x, y)
        tip = marker_tip(atlas, view, marker) if marker else land_title(atlas, view, unit) if unit is not None else ""
        QToolTip.showText(event.globalPosition().toPoint(), plain_tip(tip), self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the markers with Tab-free keys: Enter opens the one in focus, n and p go on and back."""
        scene = self.scene()
        keys = [m.key for m in sorted(scene.markers, key=lambda m: (m.x, m.y))]
        if keys and event.key() in (Qt.Key.Key_N, Qt.Key.Key_P):
            step = 1 if event.key() == Qt.Key.Key_N else -1
            at = keys.index(self._hover) + step if self._hover in keys else 0
            self._hover = keys[at % len(keys)]
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._hover:
            marker = next((m for m in scene.markers if m.key == self._hover), None)
            if marker:
                self._select(selected=marker.front, fan=marker.key if marker.count > 1 else "")
        else:
            super().keyPressEvent(event)
