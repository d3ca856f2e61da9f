"""The map widget: what clicks, a pointer at rest and keys mean on the map."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.boxes import Box
from viewer.carto.cards import NOTHING, Card, land_card, marker_card
from viewer.carto.days.dates import day_text
from viewer.carto.edge_markers import brought_out
from viewer.carto.events.markers import FAN_RADIUS, Marker, held_fan, radius
from viewer.carto.land.free_land import choice_of
from viewer.carto.moving.moving import into_sight, panned, parted
from viewer.carto.projections.scalebar import projection_words
from viewer.carto.scene import Scene, fan_event_at, marker_at, on_hub, on_hub_words
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.overlay.measuring import draw_measured
from viewer.paint.overlay.overlay import Sprites, hub_size
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.map.canvas import measure
from viewer.ui.map.card import HoverCard
from viewer.ui.map.compass import NorthButton
from viewer.ui.map.hands import MapHands
from viewer.ui.map.measuring import Measuring, middle_of
from viewer.ui.state import State
from viewer.ui.words import Words

_SIGHT = 44.0
"""Pixels from the edge of the free part that a selected place keeps."""
_FAN_WORDS = 130.0
"""Pixels beside an open stack for its words."""


class MapView(MapHands):
    """The map as it answers: click, hover, keys, measure. Everything becomes a View. Maps beside each other share what measures."""

    place_asked = Signal(str)
    """All events of a place are to be listed."""

    menu_asked = Signal(QPoint)
    """What can be done at a point of the map is to be offered."""

    def __init__(
        self, state: State, words: Words, sprites: Sprites, parent: QWidget | None = None, *, measuring: Measuring | None = None
    ) -> None:
        self._brought: tuple[Scene, tuple[Box, ...], Scene] | None = None
        super().__init__(state, words, sprites, parent)
        self._walked = ""
        self.measuring = measuring or Measuring(state, words, self)
        self.measuring.changed.connect(self._measured)
        self.card = HoverCard(state, self)
        self.north = NorthButton(state, words, self)
        state.view_changed.connect(self._speak)
        state.view_changed.connect(self.hide_card)
        self._speak()

    def lie_like(self, other: MapView) -> None:
        """Show each place at the very pixel where another map of the same size shows it."""
        _, head, held, _ = other._steady
        self.set_free(other.free, head=head, held=held)

    @override
    def scene(self) -> Scene:
        """Return what lies over the map; stacks that would lie under a panel or under words stand at its edge."""
        bare, covers = super().scene(), self.covers()
        if self._brought is None or self._brought[0] is not bare or self._brought[1] != covers:
            self._brought = (bare, covers, brought_out(bare, covers, self.free, self.look, measure, COMFORT.scale, self._names.lines))
        return self._brought[2]

    def _speak(self) -> None:
        """Tell readers of the screen what is shown."""
        view = self.state.view
        self.setAccessibleName(self.words.say(view.language, "map.name"))
        told = [day_text(view.instant, view.language), projection_words(view, self.words.say), *self.measuring.figures()]
        self.setAccessibleDescription(", ".join(told))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus where it came by the keyboard."""
        reasons = Qt.FocusReason
        self._ringed = event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason, reasons.ShortcutFocusReason)
        super().focusInEvent(event)
        self.update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done at a point; by the keyboard, in the middle of the map."""
        keyed = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(middle_of(self.room(self.state.view)).toPoint() if keyed else event.pos())
        event.accept()

    @override
    def click_at(self, point: QPointF) -> None:
        """Select what lies under a point: an event of the open stack, a stack, land; a click on nothing closes."""
        view, scene = self.state.view, self.scene()
        x, y = point.x(), point.y()
        if self.measuring.active:
            self.measuring.add(self.viewport().lonlat_of(x, y))
            return
        if on_hub(scene, x, y) and scene.fan:
            following = (scene.fan.page + 1) % scene.fan.pages
            self.state.change(fan=f"{scene.fan.key}:{following}" if scene.fan.pages > 1 else scene.fan.key)
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
            self.open_marker(marker)
            return
        if self.over is None or not self.over.click_at(self.viewport(), x, y):
            self._click_land(x, y)

    def open_marker(self, marker: Marker) -> None:
        """Open an event, fan a stack out, or go so near that a cluster parts."""
        near = parted(self.state.atlas, self.state.view, marker.places) if len(marker.places) > 1 else None
        if near is not None:
            self.state.set_view(near.with_(fan=""))
        else:
            self._select(selected=marker.front, fan=marker.key if marker.count > 1 else "")

    def _select(self, **changes: object) -> None:
        """Select an event, and move the map where its details would come to lie over it: one step of history."""
        self._pressed = QPointF()  # as while a hand holds the map: nothing is settled or refined in between
        self.state.set_view(self.state.view.with_(**changes), transient=True)
        view, port = self.state.view, self.viewport()
        event = self.state.atlas.events.get(view.selected)
        at = port.pixel_of(event.lonlat) if event and event.lonlat else None
        if at is not None:
            region = view.projection == "laea"  # moving the world turns it: only as far as it must
            left, _, _, bottom = self.free
            legend = self.legend_size
            hidden = at[0] < left + legend[0] and at[1] > bottom - legend[1]  # it stands at the edge of the legend
            reach = (FAN_RADIUS + _FAN_WORDS, FAN_RADIUS + _SIGHT / 2) if view.fan and (region or hidden) else (_SIGHT, _SIGHT)
            dx, dy = into_sight(at, reach, self.free, legend if region or hidden else (0, 0))
            if dx or dy:
                self.state.set_view(panned(view, port, dx, dy), transient=True)
        self._pressed = None
        self._finish()

    def _on_words(self, scene: Scene, x: float, y: float) -> bool:
        return scene.fan is not None and on_hub_words(scene, x, y, hub_size(scene.fan, self.hub_words(scene.fan)))

    def _click_land(self, x: float, y: float) -> None:
        view, atlas = self.state.view, self.state.atlas
        unit = self.unit_at(x, y)
        if view.fan:
            self.state.change(fan="")
        elif unit is None:
            self.state.change(selected="")
        else:
            holder = int(atlas.territory.holders(view.instant)[unit])
            free = choice_of(atlas.unheld_at(unit, view.instant)) if holder < 0 else ""
            self.state.change(selected=f"polity:{atlas.polity_list[holder].id}" if holder >= 0 else free)

    @override
    def hover_at(self, point: QPointF) -> None:
        view, scene, atlas = self.state.view, self.scene(), self.state.atlas
        x, y = point.x(), point.y()
        if self.measuring.active:
            self.setCursor(Qt.CursorShape.CrossCursor)
            self.measuring.hover(self.viewport().lonlat_of(x, y))
            return
        marker = marker_at(scene, x, y)
        hover = marker.key if marker else ""
        if hover != self._hover:
            self._hover = hover
            self._repaint()
        hand = marker or fan_event_at(scene, x, y) or self._on_words(scene, x, y)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if marker is not None:
            self._tell(marker_card(atlas, view, marker, self.words.say), QPoint(round(marker.x), round(marker.y)))
            return
        if self.over is not None and not hand and (told := self.over.card_at(self.viewport(), x, y)):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self._tell(told, point.toPoint())
            return
        unit = None if view.fan or hand or self.pilot.flying else self.unit_at(x, y)
        card = land_card(atlas, view, unit, self.words.say) if unit is not None else NOTHING
        self._tell(card, point.toPoint())

    def _tell(self, card: Card, at: QPoint, *, now: bool = False) -> None:
        """Show a card beside a point, clear of panels: also in the room that is kept for one that is not open."""
        left, top, _, bottom = self.free
        self.card.ask(card, at, (left, top, float(self.width() - 12), bottom), self._bare, now=now)

    @override
    def hide_card(self) -> None:
        """Tell nothing any more."""
        self.card.dismiss()

    @override
    def double_click(self) -> bool:
        """End what is measured."""
        if self.measuring.active:
            self.measuring.end()
        return self.measuring.active

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere: nothing is told any more."""
        self.card.dismiss()
        super().leaveEvent(event)

    # Measuring

    def measure(self) -> None:
        """Take up the measure, or put it away."""
        if not self.measuring.leave():
            self.measuring.begin()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _measured(self) -> None:
        self.setCursor(Qt.CursorShape.CrossCursor if self.measuring.active else Qt.CursorShape.ArrowCursor)
        self.card.dismiss()
        self._speak()
        self._repaint()

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the markers: Enter opens the one in focus, n and p go on and back. While measuring, Enter sets a corner."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.measuring.active and (enter or event.key() == Qt.Key.Key_Backspace):
            self._measure_by_key(event)
        elif event.key() in (Qt.Key.Key_N, Qt.Key.Key_P) and self.scene().markers:
            self._walk(1 if event.key() == Qt.Key.Key_N else -1)
        elif enter and (marker := self._marker(self._walked or self._hover)) is not None:
            self.card.dismiss()
            self.open_marker(marker)
        else:
            super().keyPressEvent(event)

    def _measure_by_key(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.measuring.back()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.measuring.end()
        else:
            at = middle_of(self.room(self.state.view))
            self.measuring.add(self.viewport().lonlat_of(at.x(), at.y()))

    def _marker(self, key: str) -> Marker | None:
        return next((marker for marker in self.scene().markers if marker.key == key), None)

    def _walk(self, step: int) -> None:
        """Go to the next marker in view, from the left to the right, and tell of it."""
        markers = sorted(self.scene().markers, key=lambda m: (m.x, m.y))
        keys = [marker.key for marker in markers]
        at = keys.index(self._walked) + step if self._walked in keys else 0 if step > 0 else -1
        marker = markers[at % len(keys)]
        self._walked = self._hover = marker.key
        card = marker_card(self.state.atlas, self.state.view, marker, self.words.say)
        self._tell(card, QPoint(round(marker.x), round(marker.y)), now=True)
        self.setAccessibleDescription(card.text)
        self._repaint()

    # What lies over the map

    @override
    def _paint_scene(self, painter: QPainter, view: View) -> None:
        super()._paint_scene(painter, view)
        theme = THEMES[view.theme]
        self.north.point(view.rotation)
        self._place_north()
        if (measured := self.measuring.measured()) is not None:
            draw_measured(painter, measured, self.viewport(), theme)
        if self.measuring.active and self.hasFocus() and self._ringed:
            middle = middle_of(self.room(self.state.view))
            painter.setPen(QPen(QColor(theme.focus), 1.5))
            painter.drawLine(middle - QPointF(9, 0), middle + QPointF(9, 0))
            painter.drawLine(middle - QPointF(0, 9), middle + QPointF(0, 9))
        if self.hasFocus() and (marker := self._marker(self._walked)) is not None:
            reach = radius(view.zoom) + 5
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), 2.4))
            painter.drawEllipse(QPointF(round(marker.x), round(marker.y)), reach, reach)
        if self._drag is not None and (box := self._drag.box) is not None:
            ground = QColor(theme.focus)
            ground.setAlphaF(0.12)
            painter.setPen(QPen(QColor(theme.focus), 1.5))
            painter.setBrush(ground)
            painter.drawRect(QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3])))

    def _place_north(self) -> None:
        _, top, right, _ = self.free
        at = QPoint(round(right) - self.north.width() - 8, round(top) + 64)
        if self.north.pos() != at:
            self.north.move(at)
