"""The timeline's canvas: paints the rows, hands over what hands do."""

from __future__ import annotations

from functools import partial
from time import perf_counter

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTouchEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from viewer.carto.timeline.chosen_time import chosen_time, other_days
from viewer.carto.timeline.chronicle import Chronicle, tie_xs
from viewer.carto.timeline.lanes import LaneBar
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.timeline.chosen import draw_chosen, draw_other_days
from viewer.paint.timeline.overview import draw_overview_day
from viewer.paint.timeline.picture import ROWS, draw_rows, draw_terms, draw_ties_in_time
from viewer.paint.timeline.pills import Pill, pills
from viewer.paint.timeline.pointer import draw_pointer, pointer_box
from viewer.paint.timeline.rows import Rows
from viewer.paint.timeline.thumb import draw_thumb, thumb_box
from viewer.ui.comfort.comfort import COMFORT, in_text_units
from viewer.ui.guard import Guard
from viewer.ui.state import State
from viewer.ui.throttle import Calm
from viewer.ui.timeline.hands import TimelineHands
from viewer.ui.timeline.laying import Laying
from viewer.ui.timeline.under import bar_under, card_under
from viewer.ui.widgets.plain_text import plain_tip
from viewer.ui.words import Words

_SHAPES = {
    "thumb": Qt.CursorShape.SplitHCursor,
    "before": Qt.CursorShape.SizeHorCursor,
    "after": Qt.CursorShape.SizeHorCursor,
    "brush": Qt.CursorShape.IBeamCursor,
    "overview": Qt.CursorShape.OpenHandCursor,
    "range": Qt.CursorShape.OpenHandCursor,
}


class TimelineCanvas(QWidget):
    """Paints the Chronicle of the state's View and turns gestures into Views. Row tops follow `Rows`."""

    without_room_asked = Signal(tuple)
    """What found no room is to be listed: numbers (`Pill`)."""

    menu_asked = Signal(object)
    """What can be done at a point (px at plain text) is to be offered; at the day shown where it is None."""

    def __init__(self, state: State, words: Words, glyphs: Glyphs) -> None:
        super().__init__()
        self.state = state
        self._state, self._words, self._glyphs = state, words, glyphs
        self.guard = Guard(state, words)
        self._drawn: tuple[object, object, QImage] | None = None
        self.laying = Laying(state, self)
        self.hands = TimelineHands(self, state, self)
        self._shown: tuple[View, TimeScale] | None = None
        self._pressed: Pill | None = None
        self._pointed: int | None = None
        self._calm = Calm(state, self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumHeight(76)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        state.view_changed.connect(self._follow)
        state.atlas_changed.connect(self.update)

    @property
    def rows(self) -> Rows:
        """Where the rows stand at the present size, in px at plain text."""
        return self.laying.now().rows

    def scale(self) -> TimeScale:
        """Return the axis as it stands now."""
        return self.laying.now().scale

    def chronicle(self) -> Chronicle:
        """Return what is shown, computed once for each axis, filter, day and language."""
        return self.laying.chronicle()

    def show_between(self, ends: tuple[float, float] | None) -> None:
        """Show the axis between these parts of days while a hand moves it; None: between whole days, as the View has it."""
        if ends != self.laying.between:
            self.laying.between = ends
            self.update()

    def _follow(self) -> None:
        """Paint again what changed: where only the day did, the thumb and the window of time."""
        view, shown, laid = self._state.view, self._shown, self.laying.now()
        if shown is not None and shown[1] == laid.scale and view.but_for_place(shown[0]):
            self._shown = (view, laid.scale)  # the map was moved: here nothing looks otherwise
            return
        if shown is None or shown[1] != laid.scale or not view.but_for_day(shown[0]):
            self.update()
            return
        if self._drawn is not None and self._drawn[1] != self.laying.terms():
            self._calm.ask()
        rows, under = laid.rows, self.laying.standing()
        changed = QRectF(thumb_box(laid.scale, shown[0], rows, under) | thumb_box(laid.scale, view, rows, under))
        parts = [changed, QRectF(0, rows.overview - 1, rows.width, 16)] if view.axis is not None else [changed]
        if self._pointed is not None:
            parts += [pointer_box(laid.scale, self._pointed, each, rows) for each in (shown[0], view)]
        for part in parts:
            self._renew(part)

    def _renew(self, part: QRectF) -> None:
        """Paint a part again, given in px at plain text."""
        self.update(QTransform.fromScale(COMFORT.scale, COMFORT.scale).mapRect(part).toAlignedRect())

    def _point_at(self, day: int | None) -> None:
        """Show the day under the pointer; None shows none."""
        for each in (self._pointed, day) if day != self._pointed else ():
            if each is not None:
                self._renew(pointer_box(self.scale(), each, self._state.view, self.rows))
        self._pointed = day

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        seen = event.rect().left() / COMFORT.scale, (event.rect().right() + 1) / COMFORT.scale
        if not self.guard.paint(self, "timeline", lambda painter: self._paint(painter, seen)):
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(THEMES[self._state.view.theme].surface))
            painter.end()

    def _paint(self, painter: QPainter, seen: tuple[float, float]) -> None:
        """Paint what lies between two x (px at plain text)."""
        view, laid = self._state.view, self.laying.now()
        theme, rows, scale = THEMES[view.theme], laid.rows, laid.scale
        in_text_units(painter, self.rect())
        painter.drawImage(0, 0, self._picture(view, theme))
        draw_ties_in_time(painter, tie_xs(self._state.atlas, view, scale), theme, rows, seen)
        if chosen := chosen_time(self._state.atlas, view):
            draw_chosen(painter, chosen, view.selected, self.chronicle(), scale, theme, rows)
        if others := other_days(view):
            draw_other_days(painter, others, scale, theme, rows, self.laying.standing())
        draw_thumb(painter, scale, view, theme, rows, self.laying.standing())
        if self._pointed is not None:
            draw_pointer(painter, scale, self._pointed, view, theme, rows)
        if view.axis is not None and not rows.folded:
            draw_overview_day(painter, self.hands.overview(), view, theme, rows.overview)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(2, 2, rows.width - 5, rows.height - 5), 6, 6)
        self._shown = (view, scale)

    def _picture(self, view: View, theme: Theme) -> QImage:
        """All that doesn't move while scrubbing; while the thumb is dragged, eras and terms that end follow at a calmer pace."""
        terms, dpr = self.laying.terms(), self.devicePixelRatioF()
        look = (self.laying.now().look, view.theme, self.size(), dpr, COMFORT.percent)
        if self._drawn is None or self._drawn[0] != look or (self._drawn[1] != terms and self._calm.due):
            begin = perf_counter()
            chronicle, scale = self.chronicle(), self.scale()
            if self._drawn is not None and self._drawn[0] == look and COMFORT.percent == 100 and dpr in (1.0, 2.0):
                painter = QPainter(self._drawn[2])  # where px are whole, the rows of another day are drawn over these
                draw_terms(painter, chronicle, scale, view, theme, self.rows)
                painter.end()
                self._drawn = (look, terms, self._drawn[2])
                self._calm.done(perf_counter() - begin)
                return self._drawn[2]
            image = QImage(round(self.width() * dpr), round(self.height() * dpr), QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(dpr * COMFORT.scale)
            image.fill(QColor(theme.surface))
            names = {row: self._words.say(view.language, f"timeline.{row}") for row in ROWS}
            painter = QPainter(image)
            draw_rows(painter, chronicle, scale, view, theme, self.rows, names, self._glyphs)
            painter.end()
            self._drawn = (look, terms, image)
            self._calm.done(perf_counter() - begin)
        return self._drawn[2]

    @override
    def event(self, event: QEvent) -> bool:
        """Take fingers, pinches of a touchpad, and the wish for a tip."""
        if isinstance(event, QTouchEvent) and event.type() != QEvent.Type.TouchCancel:
            points, ended = [_plain(point.position()) for point in event.points()], event.type() == QEvent.Type.TouchEnd
            if event.type() == QEvent.Type.TouchBegin:
                self._pressed = self.pill_at(points[0])
            if self._pressed is None:
                self.hands.touch(points, ended=ended)
            elif ended:
                self._let_go(points[0])
            event.accept()
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.hands.pinch(1.0 + event.value(), _plain(event.position()).x())
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_at(_plain(QPointF(event.pos())))), self)
            return True
        return super().event(event)

    def tip_at(self, point: QPointF) -> str:
        """Return what lies under a point, in words; empty where nothing does."""
        from viewer.ui.timeline.tips import bar_tip, card_tip, tip_at
        from viewer.ui.timeline.without_room import pill_tip

        atlas, view = self._state.atlas, self._state.view
        words = partial(self._words.say, view.language)
        if pill := self.pill_at(point):
            return pill_tip(self._state, self._words, pill)
        if self.hands.grip_at(point) == "range":
            return words("timeline.range_bar")
        if card := card_under(self.chronicle(), self.scale(), self.rows, point):
            return card_tip(atlas, view, card.event)
        bar = self.bar_at(point)
        return bar_tip(atlas, view, bar, words) if bar else tip_at(atlas, view, self.chronicle(), self.scale(), self.rows, point, words)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the thumb, a handle or the axis; with Shift begin a range. A number waits to be let go."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = self.pill_at(_plain(event.position()))
        if self._pressed is None:
            self.hands.press(_plain(event.position()), brush=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        point, scale = _plain(event.position()), self.scale()
        if self._pressed is not None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point_at(None)
            self.hands.move(point)
            return
        grip = "brush" if self.hands.brushing else self.hands.grip_at(point)
        free = grip in ("axis", "scrub", "brush") and scale.left <= point.x() < scale.left + scale.width
        found = bool(self.pill_at(point)) or (grip in ("axis", "scrub") and bool(self.card_at(point)))
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else _SHAPES.get(grip, Qt.CursorShape.ArrowCursor))
        self._point_at(scale.instant_at(point.x()) if free and not found and point.y() >= self.rows.bars else None)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Point at no day."""
        self._point_at(None)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._pressed is not None:
            self._let_go(_plain(event.position()))
        elif event.button() == Qt.MouseButton.LeftButton:
            self.hands.release(_plain(event.position()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter lists what found no room."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pills():
            self.without_room_asked.emit(self.pills())
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done at a point; by the keyboard, at the day shown."""
        keyed = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(None if keyed else _plain(QPointF(event.pos())))
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the whole span again."""
        if self.pill_at(_plain(event.position())):
            return
        before = self.hands.clicked_from
        self._state.set_view(self._state.view.with_(axis=None).at(before.instant if before else self._state.view.instant))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; two fingers or a sideways wheel move the axis."""
        self._point_at(None)
        self.hands.wheel(event)
        event.accept()

    def _let_go(self, point: QPointF) -> None:
        """A number is let go where it was pressed: what it stands for is asked for."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self.pill_at(point):
            self.without_room_asked.emit((pressed,))

    def pills(self) -> tuple[Pill, ...]:
        """Return the numbers of what found no room."""
        return pills(self.chronicle(), self.scale(), self.rows)

    def pill_at(self, point: QPointF) -> Pill | None:
        """Return the number under a point, None where there is none."""
        return next((pill for pill in self.pills() if pill.has(point.x(), point.y())), None)

    def card_at(self, point: QPointF) -> str:
        """Return the event whose card or bar lies under a point, empty where none does."""
        if card := card_under(self.chronicle(), self.scale(), self.rows, point):
            return card.event
        bar = self.bar_at(point)
        return bar.event if bar else ""

    def bar_at(self, point: QPointF) -> LaneBar | None:
        """Return the bar in a lane that lies under a point, None where none does."""
        return bar_under(self.chronicle(), self.rows, point)


def _plain(point: QPointF) -> QPointF:
    """A point of the widget in px at plain text, in which the rows are measured."""
    return point / COMFORT.scale
