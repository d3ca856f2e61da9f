"""The small map of the world in a corner: it tells where one is, and a click goes there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.moving.inset import FROM_ZOOM, inset_viewport
from viewer.carto.projections.scalebar import projection_words, room_at_foot, scale_bar
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES
from viewer.paint.overlay.inset import draw_footprint, world_image
from viewer.paint.overlay.scalebar import foot_lift
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.map.view import MapView
from viewer.ui.state import State
from viewer.ui.words import Words

WIDTH, HEIGHT = 176, 92
_ROOM = 4
_WIDE, _LEAST, _LOWEST = 700.0, 420.0, 300.0
"""Free width of the map (px at plain text), that beside the legend, and height, under which there is no room for it."""


class InsetMap(QWidget):
    """Shown while the map is zoomed in and its layer is on."""

    def __init__(self, state: State, words: Words, large: MapView) -> None:
        super().__init__(large)
        self.setObjectName("insetMap")
        self._state, self._words, self._large = state, words, large
        self.setFixedSize(QSize(WIDTH + 2 * _ROOM, HEIGHT + 2 * _ROOM))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._image: QImage | None = None
        self._key: tuple[object, ...] = ()
        self.allowed = True
        self._pressed: Viewport | None = None
        self.hide()
        state.view_changed.connect(self.follow)
        state.atlas_changed.connect(self._forget)
        large.pilot.moved.connect(self.update)

    def _forget(self) -> None:
        self._key = ()

    def follow(self) -> None:
        """Follow the View, and the room that there is."""
        view = self._state.view
        left, top, right, bottom = self._large.free
        shown = self.allowed and view.layer("inset") and view.zoom >= FROM_ZOOM and not view.days
        shown = shown and COMFORT.plain(right - left) >= _WIDE
        shown = shown and right - left - self._large.legend_size[0] >= _LEAST and bottom - top >= _LOWEST
        self._large.inset_box = (0.0, 0.0, 0.0, 0.0)
        if shown:
            words = projection_words(view, self._words.say)
            free, indent = self._large.free, self._large.legend_size[0]
            lift = foot_lift(scale_bar(view, room_at_foot(free, indent)), words, free, indent, COMFORT.scale)
            self.move(round(right) - self.width() - 8, round(bottom - lift) - self.height() - 18 - COMFORT.px(30))
            self._large.inset_box = (float(self.x()), float(self.y()), float(self.x() + self.width()), float(self.y() + self.height()))
            tip = self._words.say(view.language, "map.inset")
            if tip != self.toolTip():
                self.setToolTip(tip)
                self.setAccessibleName(tip)
            self.update()
        if shown == self.isHidden():
            self.setVisible(shown)

    def viewport(self) -> Viewport:
        """Return where the world lies on it; while it is pressed that stays, wherever one goes."""
        return self._pressed or inset_viewport(self._state.view, WIDTH, HEIGHT, self.devicePixelRatioF())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the world, made once for each theme and meridian, and the frame of what is shown."""
        theme, small = THEMES[self._state.view.theme], self.viewport()
        key = (theme.name, small, id(self._large.layer))
        if key != self._key:
            self._key, self._image = key, world_image(self._large.layer, small, theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.line2), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.translate(_ROOM, _ROOM)
        if self._image is not None:
            painter.drawImage(0, 0, self._image)
        painter.setClipRect(QRectF(0, 0, WIDTH, HEIGHT))
        draw_footprint(painter, small, self._large.viewport(), self._large.free, theme)
        painter.end()

    def _place(self, at: QPointF) -> tuple[float, float] | None:
        return self.viewport().lonlat_of(at.x() - _ROOM, at.y() - _ROOM)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._pressed = self.viewport()
        place = self._place(event.position())
        if place is not None:
            self._state.change(centre=place)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with the hand."""
        place = self._place(event.position())
        if place is not None and self._pressed is not None:
            self._state.set_view(self._state.view.with_(centre=place), transient=True)
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The map rests where it is."""
        self._pressed = None
        self._large.finish()
        event.accept()
