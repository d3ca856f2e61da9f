"""What hands do on the timeline: drag, brush, wheel, pinch and the overview, turned into Views."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent

from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.view import View
from viewer.model.record import dataclass
from viewer.paint.timeline.rows import Rows, head_of
from viewer.paint.timeline.thumb import flag_ends, thumb_x
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.comfort.glide import Glide
from viewer.ui.state import State

_GRAB = 12.0
"""Pixels around a handle or the thumb that take hold of it."""
_CLICK = 4.0
"""Pixels a press may move and still be a click."""
_PINCH = 24.0
"""Least pixels between two fingers."""
_LEAST_FACTOR = 0.05
"""Fingers that meet within one event would ask for a factor of 0 or less."""
_SETTLE_MS = 300
"""After so long without another turn of the wheel its gesture has ended."""
_RANGE_HIGH = 9.0
"""Pixels below the head of the rows that take hold of the bar over a brushed range."""
_MARGIN = 0.04
"""Share of the span left free at each side of a range that the axis goes to."""


class Axis(Protocol):
    """What is needed of the canvas."""

    @property
    def rows(self) -> Rows:
        """Where the rows stand."""

    def scale(self) -> TimeScale:
        """The axis as it stands now."""

    def card_at(self, point: QPointF) -> str:
        """The event whose card or bar lies under a point."""

    def show_between(self, ends: tuple[float, float] | None) -> None:
        """Show the axis between these parts of days while a hand moves it; None: between whole days, as the View has it."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What a press took hold of: the grip, where, and how things stood then."""

    grip: str
    at: QPointF
    scale: TimeScale
    view: View


class TimelineHands(QObject):
    """Gestures on the timeline. `brushing` is whether the next drag brushes a range without Shift."""

    def __init__(self, axis: Axis, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._axis, self._state = axis, state
        self.brushing = False
        self._held: _Held | None = None
        self._moved = False
        self.clicked_from: View | None = None
        """How a zoomed axis looked before the last press: a double click, which shows all time, has gone to no other day."""
        self._fingers: tuple[TimeScale, float, float] | None = None
        self._anchor: int | None = None
        self._glide = Glide(self)
        self._glide.moved.connect(lambda dx, _: self.pan(-dx))
        self._glide.ended.connect(self.settle)
        self._wheel_over = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._wheel_over.timeout.connect(self._settle_wheel)

    @property
    def limits(self) -> tuple[float, float]:
        """First day and end of the atlas."""
        span = self._state.atlas.span
        return float(span.start), float(span.end)

    def overview(self) -> TimeScale:
        """Return the axis of the overview: all time, over the same pixels."""
        scale = self._axis.scale()
        return TimeScale(*self.limits, scale.left, scale.width)

    # One pointer

    def grip_at(self, point: QPointF) -> str:
        """Return what a press at a point takes hold of: thumb, before, after (ends of the window), range, overview, scrub, axis."""
        scale, view, rows = self._axis.scale(), self._state.view, self._axis.rows
        x = thumb_x(scale, view)
        if view.axis is not None and not rows.folded and point.y() >= rows.overview - 2:
            return "overview"
        if self._on_range(point, scale, rows):
            return "range"
        if point.y() >= rows.axis - 2:
            left, right = flag_ends(scale, view, rows)
            return "thumb" if left <= point.x() <= right else "scrub"
        first, end = view.window
        near_handle = rows.axis - 44 <= point.y()
        for name, edge in (("before", scale.x_of(first)), ("after", scale.x_of(end))):
            if near_handle and abs(point.x() - edge) <= _GRAB and abs(point.x() - edge) < abs(point.x() - x):
                return name
        return "thumb" if abs(point.x() - x) <= _GRAB else "axis"

    def _on_range(self, point: QPointF, scale: TimeScale, rows: Rows) -> bool:
        """Whether a point lies on the bar over the brushed range."""
        if self._state.view.range is None or not head_of(rows) - 3 <= point.y() <= head_of(rows) + _RANGE_HIGH:
            return False
        left, right = (scale.x_of(day) for day in self._state.view.window)
        return left - _CLICK <= point.x() <= right + _CLICK and right > scale.left

    def press(self, point: QPointF, *, brush: bool = False) -> None:
        """Take hold of what lies under the pointer; with `brush` begin a range."""
        self._glide.take(point.x())
        self._moved = False
        self.clicked_from = self._state.view if self._state.view.axis is not None else None
        grip = "brush" if brush or self.brushing else self.grip_at(point)
        if grip == "axis" and self._state.view.axis is None:
            grip = "card" if self._axis.card_at(point) else "scrub"
        self._held = _Held(grip, point, self._axis.scale(), self._state.view)
        if grip == "scrub":
            self._to_day(point.x())
        elif grip == "overview":
            self._take_overview(point.x())

    def move(self, point: QPointF) -> None:
        """Follow the pointer."""
        held = self._held
        if held is None:
            return
        dx = point.x() - held.at.x()
        if not self._moved and abs(dx) < _CLICK and held.grip != "scrub":
            return
        self._moved = True
        self._glide.follow(point.x())
        if held.grip == "thumb":  # wherever it was taken hold of, it moves as far as the hand
            self._state.set_view(self._state.view.at(held.view.instant + round(dx * held.scale.days_per_px)), transient=True)
        elif held.grip in ("scrub", "card"):
            self._to_day(point.x())
        elif held.grip == "axis":
            self._set_scale(held.scale.panned(-dx, self.limits))
        elif held.grip == "overview":
            self._drag_overview(dx)
        elif held.grip == "brush":
            self._brush(held, point.x())
        elif held.grip == "range":
            self.move_range(held.scale.instant_at(point.x()) - held.scale.instant_at(held.at.x()), held.view)
        else:
            self._move_handle(held, dx)

    def release(self, point: QPointF) -> None:
        """Let go; a click that moved nothing goes to its day, or opens the card under it; an axis that moves glides on."""
        held, self._held = self._held, None
        if held is None:
            return
        if held.grip == "brush":
            self._end_brush(held, point.x())
        elif held.grip == "axis" and self._moved:
            self._glide.fling()
            return
        elif held.grip in ("axis", "card") and not self._moved:
            card = self._axis.card_at(point)
            if card:
                self._state.set_view(self._state.view.selecting(card))
            else:
                self._to_day(point.x())
        self.settle()

    def _to_day(self, x: float) -> None:
        self._state.set_view(self._state.view.at(self._axis.scale().instant_at(x)), transient=True)

    def _move_handle(self, held: _Held, dx: float) -> None:
        """Move an end of the window by so many px from where it was, to the next border between two days."""
        view, before = self._state.view, held.grip == "before"
        border = held.scale.day_at(held.scale.x_of(held.view.window[0 if before else 1]) + dx)
        day = math.floor(border + 0.5) - (0 if before else 1)
        if held.view.range is not None:
            first, last = held.view.range
            self._state.set_view(view.with_(range=(day, last) if before else (first, day)), transient=True)
            return
        changes = {"before": max(0, view.instant - day)} if before else {"after": max(0, day - view.instant)}
        self._state.set_view(view.with_(**changes), transient=True)

    # The brush

    def _brush(self, held: _Held, x: float) -> None:
        scale = self._axis.scale()
        right = scale.left + scale.width
        days = [scale.instant_at(min(max(at, scale.left), right - 0.01)) for at in sorted((held.at.x(), x))]
        self._state.set_view(self._state.view.with_(range=(days[0], days[1])), transient=True)

    def _end_brush(self, held: _Held, x: float) -> None:
        """A drag has brushed a range; a click alone brushes from the thumb to its day. The day shown comes into the range."""
        self.brushing = False
        if not self._moved:
            self._state.set_view(self._state.view.with_(range=(held.view.instant, self._axis.scale().instant_at(x))), transient=True)
        view = self._state.view
        if view.range is not None:
            self._state.set_view(view.at(min(max(view.instant, view.range[0]), view.range[1])), transient=True)

    def brush_days(self, days: tuple[int, int]) -> None:
        """Brush a range, as one step; the day shown comes into it."""
        view = self._state.view.with_(range=days)
        first, last = view.range or days
        self._state.set_view(view.at(min(max(view.instant, first), last)))

    def mark(self) -> bool:
        """Begin a range at the day shown, or end it there; returns whether one has begun."""
        day, anchor = self._state.view.instant, self._anchor
        self._anchor = day if anchor is None else None
        if anchor is not None:
            self._state.change(range=(anchor, day))
        return self._anchor is not None

    def show_range(self) -> None:
        """Let the axis show the range and a little around it; where it does so, all time."""
        view = self._state.view
        if view.range is None:
            return
        self.frame(*view.window, again=True)

    def frame(self, first: float, end: float, *, again: bool = False) -> None:
        """Let the axis show the days from `first` up to `end` and a little around; where it does so, all time if `again` is told."""
        margin = (end - first) * _MARGIN
        fitted = self._axis.scale().between(first - margin, end + margin, self.limits)
        axis = (round(fitted.start), round(fitted.end))
        whole = fitted.span >= self.limits[1] - self.limits[0] - 1
        self._state.change(axis=None if whole or (again and axis == self._state.view.axis) else axis)

    def move_range(self, days: int, held: View | None = None) -> None:
        """Move the brushed range by some days, and the day shown with it, as far as the atlas goes. Part of a gesture.

        `held`: the View to count from, else the present one.
        """
        view = held or self._state.view
        if view.range is None:
            return
        first, last = view.range
        span = self._state.atlas.span
        days = max(min(days, span.end - 1 - last), span.start - first)
        self._state.set_view(view.with_(range=(first + days, last + days)).at(view.instant + days), transient=True)

    def leaf_range(self, direction: int) -> None:
        """Move the brushed range by its own length: later (1) or earlier (-1), as one step."""
        view = self._state.view
        if view.range is not None:
            self.move_range(direction * (view.range[1] - view.range[0] + 1))
            self.settle()

    # The axis

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Zoom about a pixel, else about the thumb, or about the middle where the thumb is out of sight."""
        scale = self._axis.scale()
        about = scale.x_of(self._state.view.instant) if about is None else about
        if not scale.left <= about <= scale.left + scale.width:
            about = scale.left + scale.width / 2
        self._set_scale(scale.zoomed(factor, about, self.limits))
        self.settle()

    def pan(self, dx: float) -> None:
        """Move the axis by pixels; more than 0 brings later days. Part of a gesture."""
        self._set_scale(self._axis.scale().panned(dx, self.limits))

    def leaf(self, pages: float) -> None:
        """Move the axis by parts of what it shows, as one step."""
        self.pan(pages * self._axis.scale().width)
        self.settle()

    def _set_scale(self, scale: TimeScale) -> None:
        limits = self.limits
        axis = None if scale.span >= limits[1] - limits[0] - 1 else (round(scale.start), round(scale.end))
        self._axis.show_between((scale.start, scale.end) if axis else None)
        self._state.set_view(self._state.view.with_(axis=axis), transient=True)

    def settle(self) -> None:
        """End a gesture: it is a step of history, and the axis comes to rest on whole days."""
        self._axis.show_between(None)
        self._state.settle()

    def _take_overview(self, x: float) -> None:
        """A press beside the frame of the overview brings the frame there."""
        whole, scale = self.overview(), self._axis.scale()
        if not whole.x_of(scale.start) - _CLICK <= x <= whole.x_of(scale.end) + _CLICK:
            self._set_scale(scale.panned((whole.day_at(x) - (scale.start + scale.end) / 2) / scale.days_per_px, self.limits))
        if self._held is not None:
            self._held = _Held("overview", self._held.at, self._axis.scale(), self._held.view)

    def _drag_overview(self, dx: float) -> None:
        if self._held is not None:
            scale = self._held.scale
            self._set_scale(scale.panned(dx * self.overview().days_per_px / scale.days_per_px, self.limits))

    def wheel(self, event: QWheelEvent) -> None:
        """A wheel zooms about the pointer; sideways, with Shift, or two fingers on a touchpad move the axis; with Ctrl they zoom."""
        self._glide.halt()
        turn = event.angleDelta()
        held = event.modifiers()
        fingers = event.phase() != Qt.ScrollPhase.NoScrollPhase
        along = turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()
        zooms = held & Qt.KeyboardModifier.ControlModifier or not (
            fingers or held & Qt.KeyboardModifier.ShiftModifier or abs(turn.x()) > abs(turn.y())
        )
        if zooms and turn.y():
            self._set_scale(self._axis.scale().zoomed(1.0015 ** turn.y(), COMFORT.plain(event.position().x()), self.limits))
        elif along:
            fine = event.pixelDelta()
            self.pan(-(fine.x() if abs(fine.x()) > abs(fine.y()) else fine.y()) if fingers and not fine.isNull() else -along)
        self._wheel_over.start()

    def _settle_wheel(self) -> None:
        if self._held is None and self._fingers is None:
            self.settle()

    # Fingers

    def pinch(self, factor: float, x: float) -> None:
        """Zoom by a factor about a pixel, as a touchpad's pinch does."""
        self._set_scale(self._axis.scale().zoomed(max(factor, _LEAST_FACTOR), x, self.limits))
        self._wheel_over.start()

    def touch(self, points: Sequence[QPointF], *, ended: bool) -> None:
        """Follow fingers on the screen: one does what a pointer does, two hold the days under them."""
        if len(points) >= 2:
            self._pinch_with(*sorted(point.x() for point in points[:2]))
        elif self._fingers is None and points:
            if ended:
                self.release(points[0])
            elif self._held is None:
                self.press(points[0])
            else:
                self.move(points[0])
        if ended and self._fingers is not None:
            self._fingers = None
            self.settle()

    def _pinch_with(self, left: float, right: float) -> None:
        right = max(right, left + _PINCH)
        if self._fingers is None:
            if self._held is not None:  # what the first finger began is undone
                self._state.set_view(self._held.view, transient=True)
                self._held = None
            scale = self._axis.scale()
            self._fingers = (scale, scale.day_at(left), scale.day_at(right))
            return
        scale, first, second = self._fingers
        self._set_scale(scale.pinched((first, left), (second, right), self.limits))
