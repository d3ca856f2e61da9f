"""The map painted: the political layer blitted, the scene over it, sharper pictures made in slices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.boxes import NO_BOXES, Box, Boxes, boxes_of
from viewer.carto.events.markers import Fan, radius
from viewer.carto.land.blocs import chosen_bloc
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import Scene, compose_scene
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.land.difference import DifferenceLayer
from viewer.paint.land.dimming import DimmingLayer
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.overlay.overlay import Sprites, draw_fan, draw_labels, draw_markers, draw_paths
from viewer.paint.overlay.scalebar import FOOT
from viewer.paint.overlay.ties import draw_ties
from viewer.paint.type import text_width
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.guard import Guard
from viewer.ui.map.flash import Flash
from viewer.ui.map.foot import FootWords
from viewer.ui.map.frames import Frame, changed, label_boxes, marker_boxes, rects_of, ties_within, within
from viewer.ui.map.names import NameKeeper
from viewer.ui.map.over import LayersOver
from viewer.ui.map.pilot import Pilot
from viewer.ui.map.turning import Turning
from viewer.ui.state import State
from viewer.ui.words import Words

_SLICE_SECONDS = 0.004
_DOWN = 0.55
"""Share of a flight after which the map comes down."""
_SETTLE_MS = 120
"""After a wheel or pinch the picture is refined when it has rested this long."""


def measure(text: str, size: float, bold: bool, spacing: float) -> float:
    """Return the width of a name in px, at the reader's size of text."""
    return text_width(text, size * COMFORT.scale, bold=bold, spacing=spacing)


class MapCanvas(QWidget):
    """Shows the map of the state's View. The free part of the widget (between panels) is told by `set_free`."""

    refined = Signal()
    _due = Signal()
    whole = False
    """Whether no name is still to be made that the last frame had no time for."""
    patient = False
    """Whether a frame may take the time for all names: nobody waits for the window yet."""
    tools_box: Box = (0.0, 0.0, 0.0, 0.0)
    """Where tools lie over the map, that names keep off."""

    def __init__(self, state: State, words: Words, sprites: Sprites, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mapView")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.state, self.words, self._sprites = state, words, sprites
        self._layer = PoliticalLayer(state.atlas, THEMES[state.view.theme])
        self._turning = Turning(state, self)
        self._turning.made.connect(self._repaint)
        self._difference = DifferenceLayer()
        self._dimming = DimmingLayer()
        self._free: Box = (0.0, 0.0, 800.0, 600.0)
        self._steady = self._free
        self._prepared: Viewport | None = None
        self._begun: Viewport | None = None
        self._ahead = False
        """Whether what is begun is made for a hand that goes on meanwhile."""
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._advance)
        self._scene: tuple[tuple[object, ...], Scene] | None = None
        self._pressed: QPointF | None = None
        self._hover = ""
        self.guard = Guard(state, words)
        self.over: LayersOver | None = None
        self._legend_size = (0, 0)
        self._shown: Frame | None = None
        self._asked = self._ringed = False
        self._due.connect(self._tell_changed, Qt.ConnectionType.QueuedConnection)
        self.date_box: Box = (0.0, 0.0, 0.0, 0.0)
        self.inset_box: Box = (0.0, 0.0, 0.0, 0.0)
        self._names = NameKeeper(state, measure)
        self._names.late.connect(self._show_names)
        self.foot = FootWords(words)
        self._bare, self._seen = QRegion(), QRegion()
        self._rects: Boxes = NO_BOXES
        self.pilot = Pilot(state.view, self)
        self.pilot.ready = lambda: self._turning.ready
        self.pilot.moved.connect(self._flown)
        self.pilot.landed.connect(self._arrived)
        self._refine = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._repaint)
        self._refine.timeout.connect(self._finish)
        self.flash = Flash(self)
        self.flash.ticked.connect(lambda box: self.update(self._bare & box))
        self.flash.follow(state.view)
        state.view_changed.connect(self._follow)
        state.atlas_changed.connect(self._open)

    # What is shown

    @property
    def free(self) -> Box:
        """The part of the widget that no panel covers: left, top, right, bottom."""
        return self._free

    def set_free(self, free: Box, *, head: float | None = None, held: float | None = None) -> None:
        """Say which part of the widget no panel covers; all of the earth goes below `head`, a region stays as if `held` were the right."""
        left, top, right, bottom = free
        steady = (left, top if head is None else head, right if held is None else min(right, held), bottom)
        if (free, steady) != (self._free, self._steady):
            self._free, self._steady = free, steady
            self._follow()

    def room(self, view: View) -> Box:
        """Return the free part about the middle of a View's map: a region stays where it is when details open, all of the earth moves."""
        left, top, right, bottom = self._free
        region = view.projection == "laea"
        return left, top if region else self._steady[1], self._steady[2] if region else right, bottom

    @property
    def legend_size(self) -> tuple[int, int]:
        """Width and height of the legend, that names and the scale bar keep off."""
        return self._legend_size

    @legend_size.setter
    def legend_size(self, size: tuple[int, int]) -> None:
        """Say how large the legend is."""
        if size != self._legend_size:
            self._legend_size = size
            self._ask()

    @property
    def layer(self) -> PoliticalLayer:
        """The political layer, for whoever asks what lies where."""
        return self._layer

    def viewport(self, view: View | None = None) -> Viewport:
        """Return where the map of a View (the present one, where it is seen) lies on the widget."""
        look = view or self.look
        left, top, right, bottom = self.room(look)
        offset = ((left + right - self.width()) / 2, (top + bottom - self.height()) / 2)
        projection = projection_of(look.projection, look.centre)
        size, ratio = (self.width(), self.height()), self.devicePixelRatioF()
        return Viewport(projection, look.centre, look.zoom, *size, ratio, offset, rotation=look.rotation)

    @property
    def look(self) -> View:
        """The present View, with the map where it is seen: on its way, while it flies."""
        return self.pilot.look(self.state.view)

    def scene(self) -> Scene:
        """Return what lies over the map, computed once for each View and size."""
        view, port = self.look, self.viewport()
        keep_off, frame, grown = self._obstacles(), self._free, COMFORT.scale
        key = (view, port, frame, self.state.atlas.number, self._layer.viewport, keep_off, grown)
        if self._scene is None or self._scene[0] != key:
            ground = self._names.ground(self._layer, view, port, frame)
            atlas, last = self.state.atlas, self._scene[1] if self._scene and self._scene[0][1:3] == key[1:3] else None
            compose = partial(compose_scene, atlas, view, port, measure, ground=ground, obstacles=keep_off, frame=frame, grown=grown)
            scene = self._names.composed(last, compose)
            self._scene = (key, scene)
        return self._scene[1]

    def hub_words(self, fan: Fan) -> list[str]:
        """Return what is told under the name of an open stack: how many are shown where not all are, that all can be listed."""
        language = self.state.view.language
        more = [self.words.say(language, "map.more", shown=len(fan.items), total=fan.total)] if fan.pages > 1 else []
        return [*more, self.words.say(language, "map.all", n=fan.here)]

    def covers(self) -> tuple[Box, ...]:
        """Return what lies over the map, and stacks do not stand under: legend, scale bar, credits, date, tools, small map."""
        left, _, _, bottom = self._free
        beside, tall = left + self.legend_size[0], self.legend_size[1]
        legend, scale = (left, bottom - tall - 16, beside, bottom), (beside, bottom - 46, beside + 210, bottom)
        return legend, scale, self.foot.box(self.look, self._free, self.legend_size[0]), self.date_box, self.tools_box, self.inset_box

    def _obstacles(self) -> Sequence[Box]:
        return (*self.covers(), *(self.over.spots(self.look, self.viewport()) if self.over else ()))

    def unit_at(self, x: float, y: float) -> int | None:
        """Return the unit of land under a point (logical px), by ID."""
        return self._layer.unit_at(x, y)

    def unit_weights(self, within: Box | None = None) -> NDArray[np.float64]:
        """Return how many pixels of the picture each unit takes, [U], or `within` a box of it (px)."""
        return self._layer.unit_pixels(within)

    def set_covered(self, papers: Sequence[QRect]) -> None:
        """Say where opaque panels lie: what is under them is not painted again and again."""
        self._bare = QRegion(self.rect())
        for paper in papers:
            self._bare -= QRegion(paper.adjusted(9, 0, -9, 0)) + QRegion(paper.adjusted(0, 9, 0, -9))

    def _repaint(self) -> None:
        self.update(self._bare)

    def _show_names(self) -> None:
        self._scene = None
        self._ask()

    def _ask(self) -> None:
        """Have painted again, before the next frame, what will then look otherwise."""
        if not self._asked:
            self._asked = True
            self._due.emit()

    def _tell_changed(self) -> None:
        """Work out the next frame and say which part of it differs from the last one."""
        if not self._asked:
            return
        self._asked = False
        before, self._shown = self._shown, None
        try:
            part = self._changed_since(before)
        except Exception:  # noqa: BLE001 - the fault is met again in painting, and told of there
            part = None
        self.update(self._bare if part is None else part & self._bare)

    def _changed_since(self, before: Frame | None) -> QRegion | None:
        """Return the px that look otherwise than in the last frame, None for all of them."""
        view, port, atlas = self.look, self.viewport(), self.state.atlas
        if port != self._prepared or self.guard.off:
            return None
        self._layer.update(view.instant, view.viewpoint)
        look = (port, atlas.number, self._free, self._hover, self.hasFocus(), self.over.token(view) if self.over else None)
        shown = self._shown = Frame(view, look, self.scene(), self._obstacles())
        land = self._layer.take_changes().T / port.ratio + (-1, -1, 1, 1)
        if before is None or view.since is not None or chosen_bloc(atlas, view) or not before.differs_by_day(view, look):
            return None
        more = shown.beside(before, self._free, self.date_box)
        return changed(before.scene, shown.scene, np.concatenate([land, more]), (self.width(), self.height()))

    # Following the state

    def _open(self) -> None:
        self._turning.forget()
        shelf = self._layer.shelf
        self._layer = PoliticalLayer(self.state.atlas, THEMES[self.state.view.theme])
        self._layer.shelf = shelf
        self._prepared = self._begun = None
        self._slices.stop()
        self._scene = None
        self._follow()

    def _follow(self) -> None:
        self.flash.follow(self.state.view)
        at_rest = self.state.at_rest and self._pressed is None and self._prepared is not None and self.isVisible()
        self.pilot.follow(self.state.view, fly=at_rest, width=self._free[2] - self._free[0])
        self._names.hurried = self.pilot.flying
        if self.pilot.flying:
            self._turning.expect(self._layer, rough=True)
        elif self._prepared is not None and self._target() != self._prepared and self._pressed is None and not self._refine.isActive():
            self._begin()
        elif self._begun is None and self._turning.worn and self._prepared not in (None, self._target()):
            self._begun, self._ahead = self._target(), True
            self._layer.begin(self._begun)
            self._slices.start()
        self._ask()

    def _flown(self) -> None:
        """The map flies: as it comes down, the sharp picture of where it lands is begun."""
        if self.pilot.share > _DOWN and self._turning.ready and self._begun is None:
            self._finish()
        self._repaint()

    def _target(self) -> Viewport:
        """Where the map lies when it is at rest."""
        return self.viewport(self.state.view)

    def _arrived(self) -> None:
        self._names.hurried = False
        self._finish()

    def _finish(self) -> None:
        """The gesture rests: it is one step of history, and the picture is made sharp."""
        self.state.settle()
        self._begin()

    def _begin(self) -> None:
        """Begin to make the picture sharp for where the View now is: a hand elsewhere may still be moving it."""
        wanted = self._target()
        if wanted not in (self._prepared, self._begun):
            self._begun, self._ahead = wanted, False
            self._layer.begin(wanted)
            self._slices.start()
        self.update()

    def _advance(self) -> None:
        """Work a slice on the picture that was begun; the window answers between two slices."""
        if (self._refine.isActive() or self._pressed is not None) and self._begun != self._target() and not self._ahead:
            self._slices.stop()  # the hand has gone on: when it rests, another picture is begun
            self._begun = None
        if self._begun is None or not self._layer.advance(_SLICE_SECONDS):
            return
        self._slices.stop()
        self._prepared, self._begun = self._begun, None
        self._layer.update(self.state.view.instant, self.state.view.viewpoint)
        self.refined.emit()
        self.update()
        self._turning.rest(self._layer)
        if self._target() != self._prepared and not self._refine.isActive() and self._pressed is None:
            self._begin()

    @property
    def busy(self) -> bool:
        """Whether a sharper picture is being made, or the map is flying."""
        return self._begun is not None or self._refine.isActive() or self.pilot.flying

    def sharpen(self) -> None:
        """Make the picture sharp at once; a map that is flying lands."""
        self.pilot.land()
        wanted = self.viewport()
        self._slices.stop()
        self._begun = None
        if wanted != self._prepared:
            self._layer.prepare(wanted)
            self._prepared, self._shown = wanted, None
            self._turning.rest(self._layer)
            self._layer.update(self.state.view.instant, self.state.view.viewpoint)
            self.refined.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the map; a layer that fails is switched off and told of, the rest goes on."""
        self._tell_changed()
        self._seen = event.region() & self._bare
        view, self._rects = self.look, rects_of(self._seen)
        if not self.guard.paint(self, "map", lambda painter: self._paint_political(painter, view)):
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(THEMES[view.theme].sea))
            painter.end()
        over = self.over
        if over is not None:
            self.guard.paint(self, "extra", lambda painter: over.draw(painter, view, self.viewport()))
        self.guard.paint(self, "scene", lambda painter: self._paint_scene(painter, view))

    def _paint_political(self, painter: QPainter, view: View) -> None:
        self._layer.set_look(THEMES[view.theme], view.hidden_layers)
        if self._prepared is None:
            self.sharpen()
        self._layer.update(view.instant, view.viewpoint)
        port = self.viewport()
        if port == self._prepared:
            painter.drawImage(0, 0, self._layer.image)
        else:
            self._turning.draw(painter, self._layer, port, view.theme, self._seen)
        for over in (self._dimming, self._difference):
            over.draw(painter, self._layer, self.state.atlas, view, THEMES[view.theme], port)
        self.flash.draw(painter, self._layer, view, port)

    def _paint_scene(self, painter: QPainter, view: View) -> None:
        theme, scene, port = THEMES[view.theme], self.scene(), self.viewport()
        self._sprites.begin_frame(float("inf") if self.patient else _SLICE_SECONDS)
        draw_paths(painter, scene.paths, theme)
        draw_ties(painter, ties_within(scene.ties, self._rects), theme, scene, radius(view.zoom))
        names = [scene.labels[number] for number in within(label_boxes(scene), self._rects)]
        draw_labels(painter, names, theme, self._sprites, self.devicePixelRatioF())
        stacks = [scene.markers[number] for number in within(marker_boxes(scene.markers), self._rects)]
        draw_markers(painter, stacks, view, theme, self._sprites, hover=self._hover)
        if scene.fan:
            draw_fan(painter, self.state.atlas, scene.fan, view, theme, self._sprites, self.hub_words(scene.fan), self._layer.curtain(port))
        self.whole = not self._sprites.pending
        if not self.whole:
            self._again.start()
        self._sprites.begin_frame()
        self._paint_margin(painter, view)
        if self._ringed and self.hasFocus():
            painter.setPen(QColor(theme.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_margin(self, painter: QPainter, view: View) -> None:
        """Paint the scale bar and the credits at the foot of the free part."""
        left, _, right, bottom = self._free
        if within(boxes_of([(left, bottom - FOOT, right, bottom)]), self._rects):
            moving = self.pilot.flying or not self.state.at_rest
            self.foot.draw(painter, view, self._free, self.legend_size[0], moving=moving)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Prepare for the new size."""
        self._follow()
