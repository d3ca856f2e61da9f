"""Hands on the map: dragging, gliding, wheels, touchpads and fingers, each turned into a View."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QWidget
from typing_extensions import override

from viewer.carto.moving.moving import boxed, carried, panned, rotated, shown_at, zoomed_about
from viewer.carto.view import View
from viewer.paint.overlay.overlay import Sprites
from viewer.ui.comfort.glide import Glide
from viewer.ui.map.canvas import MapCanvas
from viewer.ui.map.drag import CLICK, Drag, Sort, sort_of
from viewer.ui.map.touch import Pinch, pushes, wheel_steps
from viewer.ui.state import State
from viewer.ui.words import Words


class MapHands(MapCanvas):
    """The map as hands move it. What a click or a pointer at rest means is told by who inherits it."""

    def __init__(self, state: State, words: Words, sprites: Sprites, parent: QWidget | None = None) -> None:
        super().__init__(state, words, sprites, parent)
        self._drag: Drag | None = None
        self._before_click: View | None = None
        self._pinch = Pinch()
        self._glide = Glide(self)
        self._glide.moved.connect(self._glided)
        self._glide.ended.connect(self._finish)
        self.grabGesture(Qt.GestureType.PinchGesture)
        state.settled.connect(self._glide.halt)

    def click_at(self, point: QPointF) -> None:
        """Take a click."""

    def hover_at(self, point: QPointF) -> None:
        """Tell what lies under the pointer."""

    def hide_card(self) -> None:
        """Tell nothing any more: a hand is on the map."""

    def double_click(self) -> bool:
        """Take a double click; returns whether it meant anything else than to zoom."""
        return False

    # Moving

    def finish(self) -> None:
        """The map rests where it is: one step of history, and a sharp picture."""
        self._finish()

    def hold(self) -> None:
        """Stop what moves by itself: the map stays where it is seen."""
        self._glide.halt()
        seen = self.pilot.halt()
        if seen is not None:
            place = {name: getattr(seen, name) for name in ("projection", "centre", "zoom", "rotation")}
            self._refine.start()
            self.state.set_view(self.state.view.with_(**place), transient=True)

    def zoom_about(self, point: QPointF, steps: float) -> None:
        """Zoom by steps of doubling so that the place under a point stays there."""
        self.hold()
        self._follow_hand(zoomed_about(self.state.view, self.viewport, (point.x(), point.y()), steps))

    def _follow_hand(self, view: View) -> None:
        self._refine.start()
        self.state.set_view(view, transient=True)

    def pan(self, dx: float, dy: float) -> None:
        """Move the map by pixels, as one step."""
        view = self.state.view
        self.state.set_view(panned(view, self.viewport(view), dx, dy))

    def turn(self, degrees: float) -> None:
        """Turn the map clockwise, as one step."""
        self.state.move(lambda view: rotated(view, degrees))

    def show_place(self, lonlat: tuple[float, float], zoom: float = 4.5) -> None:
        """Go to a place at a zoom, on the projection that suits it."""
        self.state.set_view(shown_at(self.state.view, lonlat, zoom))

    def _glided(self, dx: float, dy: float) -> None:
        self._follow_hand(panned(self.state.view, self.viewport(), dx, dy))

    # Gestures

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        self.hold()
        self.hide_card()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._drag = Drag(sort_of(event.modifiers()), event.position(), self.state.view, self.viewport())
            self._glide.take(event.position().x(), event.position().y())
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand while the button is down, else tell what lies under the pointer."""
        drag = self._drag
        if drag is None:
            self.hover_at(event.position())
        elif drag.follow(event.position()):
            self._glide.follow(event.position().x(), event.position().y())
            self.setCursor(Qt.CursorShape.CrossCursor if drag.sort is Sort.BOX else Qt.CursorShape.ClosedHandCursor)
            self.state.set_view(drag.result(self.state.view, self.viewport), transient=True)
            if drag.sort is Sort.BOX:
                self._repaint()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or take the click."""
        drag, self._drag, self._pressed = self._drag, None, None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if drag is None:
            return
        if not drag.begun or (drag.sort is Sort.MOVE and (event.position() - drag.pressed).manhattanLength() < CLICK * 2):
            self._before_click = self.state.view
            self.click_at(event.position())
            self._finish()
            return
        self._before_click = None
        if drag.sort is Sort.BOX:
            self._look_into(drag)
        elif drag.sort is Sort.MOVE:
            self._glide.fling()
        else:
            self._finish()

    def _look_into(self, drag: Drag) -> None:
        """Go to the box that was drawn."""
        left, top, right, bottom = self.room(self.state.view)
        if drag.box is not None:
            self.state.set_view(boxed(self.state.view, drag.port, drag.box, (right - left, bottom - top)))
        self._finish()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in about the pointer, with Shift out; or end what is measured. What its first click chose is let go again."""
        if self._before_click is None:  # two quick drags from one spot
            self.mousePressEvent(event)
            return
        if self.double_click():
            return
        chosen, self._before_click = self._before_click, None
        steps = -1.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        at = (event.position().x(), event.position().y())
        view = zoomed_about(self.state.view, self.viewport, at, steps)
        self.state.set_view(view.with_(selected=chosen.selected, fan=chosen.fan))
        self._finish()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer, finely with a touchpad and Ctrl; two fingers on a touchpad push the map."""
        self.hide_card()
        push = pushes(event)
        if push is None:
            self.zoom_about(event.position(), wheel_steps(event))
        else:
            self.hold()
            self._follow_hand(panned(self.state.view, self.viewport(), push.x(), push.y()))
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """Take pinches and turns of two fingers, on a touchpad or on the screen."""
        if isinstance(event, QNativeGestureEvent):
            steps, degrees = self._pinch.of_pad(event)
            self._pinched(event.position(), event.position(), steps, degrees)
            return True
        if isinstance(event, QGestureEvent) and (fingers := self._pinch.of_screen(event)) is not None:
            now, before, factor, degrees = fingers
            self._drag = self._pressed = None  # the first finger alone had begun to drag
            here, there = (QPointF(self.mapFromGlobal(point.toPoint())) for point in (now, before))
            self._pinched(here, there, math.log2(factor), degrees)
            event.accept()
            return True
        return super().event(event)

    def _pinched(self, now: QPointF, before: QPointF, steps: float, degrees: float) -> None:
        """Zoom and turn so that what lay between two fingers stays between them."""
        self.hold()
        view = self.state.view
        anchor = self.viewport().lonlat_of(before.x(), before.y())
        view = rotated(view.with_(zoom=view.zoom + steps), degrees)
        self._follow_hand(view if anchor is None else carried(view, self.viewport, anchor, (now.x(), now.y())))
