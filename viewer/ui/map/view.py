"""The map widget: the political layer blitted, the scene painted over it, gestures turned into Views."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from viewer.carto.fit import fit_world
from viewer.carto.labels import Box
from viewer.carto.markers import held_fan
from viewer.carto.moving import carried, panned, shown_at, zoomed_about
from viewer.carto.projection import projection_of
from viewer.carto.scalebar import projection_words, scale_bar
from viewer.carto.scene import Scene, compose_scene, fan_event_at, land_title, marker_at, on_hub
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.carto.viewport import Viewport
from viewer.paint.overlay import Sprites, draw_fan, draw_labels, draw_markers, draw_paths, draw_ties
from viewer.paint.political_layer import PoliticalLayer
from viewer.paint.scalebar import draw_scale_bar, halo_text
from viewer.paint.type import text_width
from viewer.ui.map.names import NameKeeper
from viewer.ui.map.tips import marker_tip, plain_tip
from viewer.ui.state import State
from viewer.ui.words import Words

_LOG = logging.getLogger(__name__)
_CLICK = 4.0
_SLICE_SECONDS = 0.004
_NAMES_SECONDS = 0.1
_SETTLE_MS = 120
"""After a wheel or pinch the picture is refined when it has rested this long."""


def measure(text: str, size: float, bold: bool, spacing: float) -> float:
    """Return the width of a name in px."""
    return text_width(text, size, bold=bold, spacing=spacing)


class MapView(QWidget):
    """Shows the map of the state's View. The free part of the widget (between panels) is told by `set_free`."""

    refined = Signal()

    def __init__(self, state: State, words: Words, sprites: Sprites, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mapView")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._state, self._words, self._sprites = state, words, sprites
        self._layer = PoliticalLayer(state.atlas, THEMES[state.view.theme])
        self._free: Box = (0.0, 0.0, 800.0, 600.0)
        self._prepared: Viewport | None = None
        self._begun: Viewport | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._advance)
        self._scene: tuple[tuple[object, ...], Scene] | None = None
        self._pressed: QPointF | None = None
        self._held: tuple[View, Viewport] | None = None
        self._hover = ""
        self._off: set[str] = set()
        self.legend_size = (0, 0)
        self._ringed = False
        self._names = NameKeeper(state, measure)
        self._names.late.connect(self._show_names)
        self._bare = QRegion()
        self._refine = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._refine.timeout.connect(self._finish)
        state.view_changed.connect(self._follow)
        state.atlas_changed.connect(self._open)

    # What is shown

    @property
    def free(self) -> Box:
        """The part of the widget that no panel covers: left, top, right, bottom."""
        return self._free

    def set_free(self, free: Box) -> None:
        """Say which part of the widget no panel covers."""
        if free != self._free:
            self._free = free
            self._follow()

    @property
    def layer(self) -> PoliticalLayer:
        """The political layer, for whoever asks what lies where."""
        return self._layer

    def viewport(self, view: View | None = None) -> Viewport:
        """Return where the map of a View (the present one) lies on the widget."""
        look = view or self._state.view
        left, top, right, bottom = self._free
        offset = ((left + right - self.width()) / 2, (top + bottom - self.height()) / 2)
        projection = projection_of(look.projection, look.centre)
        return Viewport(projection, look.centre, look.zoom, self.width(), self.height(), self.devicePixelRatioF(), offset)

    def scene(self) -> Scene:
        """Return what lies over the map, computed once for each View and size."""
        view, port = self._state.view, self.viewport()
        key = (view, port, self._free, id(self._state.atlas), self._layer.viewport)
        if self._scene is None or self._scene[0] != key:
            ground, keep_off = self._names.ground(self._layer, view, port, self._free), self._obstacles()
            scene = compose_scene(self._state.atlas, view, port, measure, ground=ground, obstacles=keep_off, frame=self._free)
            self._scene = (key, scene)
        return self._scene[1]

    def _obstacles(self) -> Sequence[Box]:
        left, _, right, bottom = self._free
        wide, tall = self.legend_size
        beside = left + wide
        legend, scale = (left, bottom - tall - 16, beside, bottom), (beside, bottom - 46, beside + 210, bottom)
        return legend, scale, (right - 300, bottom - 40, right, bottom)

    def unit_at(self, x: float, y: float) -> int | None:
        """Return the unit of land under a point (logical px), by ID."""
        return self._layer.unit_at(x, y)

    def unit_weights(self) -> NDArray[np.float64]:
        """Return how many pixels of the picture each unit takes, [U]."""
        return self._layer.unit_pixels()

    def set_covered(self, papers: Sequence[QRect]) -> None:
        """Say where opaque panels lie: what is under them is not painted again and again."""
        self._bare = QRegion(self.rect())
        for paper in papers:
            self._bare -= QRegion(paper.adjusted(9, 1, -9, -1)) + QRegion(paper.adjusted(1, 9, -1, -9))

    def _repaint(self) -> None:
        self.update(self._bare)

    def _show_names(self) -> None:
        self._scene = None
        self._repaint()

    # Following the state

    def _open(self) -> None:
        self._layer = PoliticalLayer(self._state.atlas, THEMES[self._state.view.theme])
        self._prepared = self._begun = None
        self._slices.stop()
        self._scene = None
        self._follow()

    def _follow(self) -> None:
        if self._prepared is not None and self.viewport() != self._prepared and self._pressed is None and not self._refine.isActive():
            self._finish()
        self._repaint()

    def _finish(self) -> None:
        """The gesture rests: begin to make the picture sharp for where the View now is."""
        self._state.settle()
        wanted = self.viewport()
        if wanted not in (self._prepared, self._begun):
            self._begun = wanted
            self._layer.begin(wanted)
            self._slices.start()
        self.update()

    def _advance(self) -> None:
        """Work a slice on the picture that was begun; the window answers between two slices."""
        if self._begun is None or not self._layer.advance(_SLICE_SECONDS):
            return
        self._slices.stop()
        self._prepared, self._begun = self._begun, None
        self._layer.update(self._state.view.instant, self._state.view.viewpoint)
        self.refined.emit()
        self.update()
        if self.viewport() != self._prepared and not self._refine.isActive() and self._pressed is None:
            self._finish()

    @property
    def busy(self) -> bool:
        """Whether a sharper picture is being made."""
        return self._begun is not None or self._refine.isActive()

    def sharpen(self) -> None:
        """Make the picture sharp at once."""
        wanted = self.viewport()
        self._slices.stop()
        self._begun = None
        if wanted != self._prepared:
            self._layer.prepare(wanted)
            self._prepared = wanted
            self._layer.update(self._state.view.instant, self._state.view.viewpoint)
            self.refined.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map; a layer that fails is switched off and told of, the rest goes on."""
        view = self._state.view
        painter = QPainter(self)
        self._guarded("political", lambda: self._paint_political(painter, view))
        self._guarded("scene", lambda: self._paint_scene(painter, view))
        painter.end()

    def _guarded(self, layer: str, paint: object) -> None:
        if layer in self._off or not callable(paint):
            return
        try:
            paint()
        except Exception:  # noqa: BLE001 - a fault in one layer must not take the window down
            _LOG.exception("layer %s could not be painted", layer)
            self._off.add(layer)
            QTimer.singleShot(0, lambda: self._state.tell(self._words.say(self._state.view.language, "note.paint_failed", layer=layer)))

    def _paint_political(self, painter: QPainter, view: View) -> None:
        self._layer.set_look(THEMES[view.theme], view.hidden_layers)
        if self._prepared is None:
            self.sharpen()
        self._layer.update(view.instant, view.viewpoint)
        port = self.viewport()
        if port == self._prepared:
            painter.drawImage(0, 0, self._layer.image)
        else:
            painter.fillRect(self.rect(), QColor(THEMES[view.theme].space))
            self._layer.draw_scaled(painter, port)

    def _paint_scene(self, painter: QPainter, view: View) -> None:
        theme, scene = THEMES[view.theme], self.scene()
        self._sprites.begin_frame(_SLICE_SECONDS)
        draw_paths(painter, scene.paths, theme)
        draw_ties(painter, [(QPointF(*start), QPointF(*end)) for start, end in scene.ties], theme)
        draw_labels(painter, scene.labels, theme, self._sprites, self.devicePixelRatioF())
        draw_markers(painter, scene.markers, view, theme, self._sprites, hover=self._hover)
        if scene.fan:
            fan = scene.fan
            more = self._words.say(view.language, "map.more", shown=len(fan.items), total=fan.total) if fan.pages > 1 else ""
            draw_fan(painter, self._state.atlas, fan, view, theme, self._sprites, more)
        if self._sprites.pending:
            QTimer.singleShot(0, self._repaint)
        self._sprites.begin_frame()
        left, _, right, bottom = self._free
        draw_scale_bar(painter, scale_bar(view), left + self.legend_size[0] + 18, bottom - 12, theme)
        halo_text(painter, QPointF(right - 12, bottom - 12), self._words.say(view.language, "credit.map"), 10.5, theme, right=True)
        halo_text(painter, QPointF(right - 12, bottom - 27), projection_words(view, self._words.say), 10.5, theme, right=True)
        if self._ringed and self.hasFocus():
            painter.setPen(QColor(theme.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Prepare for the new size."""
        self._follow()

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
            self._state.change(selected=chosen, fan=fan)
            return
        marker = marker_at(scene, x, y)
        if marker is not None:
            self._state.change(selected=marker.front, fan=marker.key if marker.count > 1 else "")
            return
        self._click_land(x, y)

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
        self.setCursor(Qt.CursorShape.PointingHandCursor if marker or fan_event_at(scene, x, y) else Qt.CursorShape.ArrowCursor)
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
                self._state.change(selected=marker.front, fan=marker.key if marker.count > 1 else "")
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Show the whole world of the present projection within the free part."""
        self._state.set_view(fitted(self._state.view, self._free))


def fitted(view: View, free: Box) -> View:
    """Return a View that shows all of its projection within a part of the widget."""
    left, top, right, bottom = free
    return fit_world(view, right - left, bottom - top, cut=True)
