"""The timeline's canvas: drag the thumb, zoom about the pointer, move the window's handles."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from viewer.carto.chronicle import Chronicle, compose_chronicle, current_terms, tie_xs
from viewer.carto.filters import filter_part
from viewer.carto.timescale import TimeScale
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.paint.glyphs import Glyphs
from viewer.paint.timeline import Rows, draw_rows, draw_thumb, draw_ties_in_time
from viewer.paint.type import text_width
from viewer.ui.guard import Guard
from viewer.ui.state import State
from viewer.ui.words import Words

_GRAB = 12.0
"""Pixels around a handle or the thumb that take hold of it."""
_CLICK = 4.0
"""Pixels a press may move and still be a click."""


class TimelineCanvas(QWidget):
    """Paints the Chronicle of the state's View and turns gestures into Views. Row tops follow `Rows`."""

    hovered = Signal(str)

    def __init__(self, state: State, words: Words, glyphs: Glyphs) -> None:
        super().__init__()
        self._state, self._words, self._glyphs = state, words, glyphs
        self.guard = Guard(state, words)
        self._cache: tuple[object, Chronicle] | None = None
        self._drawn: tuple[object, QImage] | None = None
        self._grip = ""
        self._pressed = QPointF()
        self._moved = False
        self._held: tuple[TimeScale, View] | None = None
        self.setMouseTracking(True)
        self.setMinimumHeight(76)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        state.view_changed.connect(self.update)
        state.atlas_changed.connect(self.update)

    @property
    def rows(self) -> Rows:
        """Where the rows stand at the present size."""
        return Rows(self.width(), self.height(), folded=self.height() < 150)

    def scale(self) -> TimeScale:
        """Return the axis as it stands now."""
        view, atlas = self._state.view, self._state.atlas
        start, end = view.axis or (atlas.span.start, atlas.span.end)
        gutter = 88.0 if view.language != "ja" else 78.0
        if self.rows.folded:
            gutter = 16.0
        return TimeScale(start, end, gutter, max(self.width() - gutter - 16.0, 50.0))

    def chronicle(self) -> Chronicle:
        """Return what is shown, computed once for each axis, filter, day and language."""
        view, atlas = self._state.view, self._state.atlas
        key = (self._cache_key(), current_terms(atlas, view))
        if self._cache is None or self._cache[0] != key:
            self._cache = (key, compose_chronicle(atlas, view, self.scale()))
        return self._cache[1]

    def _cache_key(self) -> tuple[object, ...]:
        view = self._state.view
        return (self.scale(), view.language, filter_part(view), view.offices, view.eras, view.series, id(self._state.atlas))

    @property
    def _limits(self) -> tuple[float, float]:
        span = self._state.atlas.span
        return float(span.start), float(span.end)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        self.guard.paint(self, "timeline", self._paint)

    def _paint(self, painter: QPainter) -> None:
        view = self._state.view
        theme = THEMES[view.theme]
        painter.drawImage(0, 0, self._picture(view, theme))
        draw_ties_in_time(painter, tie_xs(self._state.atlas, view, self.scale()), theme, self.rows)
        draw_thumb(painter, self.scale(), view, theme, self.rows)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)

    def _picture(self, view: View, theme: Theme) -> QImage:
        """All that doesn't move while scrubbing, painted once until an era or a term ends."""
        chronicle, scale = self.chronicle(), self.scale()
        current = tuple(bar.current for bars in (chronicle.eras, *(row for _, row in chronicle.offices)) for bar in bars)
        chosen = view.selected if chronicle.cards else ""
        look = (self._cache_key(), current, chosen, view.theme, self.size(), self.devicePixelRatioF())
        if self._drawn is None or self._drawn[0] != look:
            dpr = self.devicePixelRatioF()
            image = QImage(round(self.width() * dpr), round(self.height() * dpr), QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(dpr)
            image.fill(QColor(theme.surface))
            names = {row: self._words.say(view.language, f"timeline.{row}") for row in ("changes", "eras", "spans", "events")}
            painter = QPainter(image)
            draw_rows(painter, chronicle, scale, view, theme, self.rows, names, self._glyphs)
            painter.end()
            self._drawn = (look, image)
        return self._drawn[1]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget what was computed for another size."""
        self._cache = None

    def grip_at(self, point: QPointF) -> str:
        """Return what a press at a point takes hold of: thumb, before, after (the window's handles) or axis."""
        scale, view, rows = self.scale(), self._state.view, self.rows
        x = scale.x_of(view.instant + 0.5)
        flag = text_width("0000年00月00日", 11.5, bold=True) / 2 + 9
        if point.y() >= rows.axis - 2:
            return "thumb" if abs(point.x() - x) <= flag else "scrub"
        first, end = view.window
        near_handle = rows.axis - 44 <= point.y()
        for name, edge in (("before", scale.x_of(first)), ("after", scale.x_of(end))):
            if near_handle and abs(point.x() - edge) <= _GRAB and abs(point.x() - edge) < abs(point.x() - x):
                return name
        return "thumb" if abs(point.x() - x) <= _GRAB else "axis"

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the thumb, a handle or the axis."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._moved = event.position(), False
        self._grip = self.grip_at(event.position())
        whole = self.scale().span >= self._limits[1] - self._limits[0] - 1
        if self._grip == "axis" and whole:
            self._grip = "scrub"
        self._held = (self.scale(), self._state.view)
        if self._grip == "scrub":
            self._to_day(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if not self._grip:
            shapes = {"thumb": Qt.CursorShape.SplitHCursor, "before": Qt.CursorShape.SizeHorCursor, "after": Qt.CursorShape.SizeHorCursor}
            self.setCursor(shapes.get(self.grip_at(event.position()), Qt.CursorShape.ArrowCursor))
            return
        dx = event.position().x() - self._pressed.x()
        if not self._moved and abs(dx) < _CLICK and self._grip != "scrub":
            return
        self._moved = True
        if self._grip in ("thumb", "scrub"):
            self._to_day(event.position().x())
        elif self._grip == "axis":
            self._pan(dx)
        else:
            self._move_handle(event.position().x())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click that moved nothing goes to its day, or opens the card under it."""
        if self._grip == "axis" and not self._moved:
            card = self._card_at(event.position())
            if card:
                self._state.set_view(self._state.view.selecting(card))
            else:
                self._to_day(event.position().x())
        self._grip, self._held = "", None
        self._state.settle()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole span again."""
        self._state.change(axis=None)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; a sideways wheel moves the axis."""
        sideways, steps = event.angleDelta().x(), event.angleDelta().y()
        if abs(sideways) > abs(steps):
            self._set_scale(self.scale().panned(-sideways, self._limits))
        elif steps:
            self._set_scale(self.scale().zoomed(1.0015**steps, event.position().x(), self._limits))
        event.accept()

    def zoom(self, factor: float) -> None:
        """Zoom about the thumb."""
        scale = self.scale()
        about = min(max(scale.x_of(self._state.view.instant), scale.left), scale.left + scale.width)
        self._set_scale(scale.zoomed(factor, about, self._limits))
        self._state.settle()

    def _set_scale(self, scale: TimeScale) -> None:
        limits = self._limits
        axis = None if scale.span >= limits[1] - limits[0] - 1 else (round(scale.start), round(scale.end))
        self._state.set_view(self._state.view.with_(axis=axis), transient=True)

    def _to_day(self, x: float) -> None:
        self._state.set_view(self._state.view.at(self.scale().instant_at(x)), transient=True)

    def _pan(self, dx: float) -> None:
        if self._held:
            self._set_scale(self._held[0].panned(-dx, self._limits))

    def _move_handle(self, x: float) -> None:
        view = self._state.view
        days = self.scale().instant_at(x) - view.instant
        changes = {"before": max(0, -days)} if self._grip == "before" else {"after": max(0, days)}
        self._state.set_view(view.with_(**changes), transient=True)

    def _card_at(self, point: QPointF) -> str:
        top = self.rows.bars
        for card in self.chronicle().cards:
            if card.x <= point.x() <= card.x + 186 and top + 34 * card.lane <= point.y() <= top + 34 * card.lane + 32:
                return card.event
        for bar in self.chronicle().spans:
            lane = self.rows.spans + 10 * bar.lane
            if bar.left <= point.x() <= bar.right and lane <= point.y() <= lane + 9:
                return bar.event
        return ""
