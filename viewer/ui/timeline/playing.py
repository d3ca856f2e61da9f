"""Playing: time passes by itself, in a loop if wanted, slower where much happens."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from viewer.carto.timeline.pace import days_a_second
from viewer.ui.comfort.motion import motion_allowed
from viewer.ui.state import State

SPEEDS = (0.5, 1, 2, 5, 10)
_FRAME_MS = 33
_LONGEST = 0.25
"""Seconds that pass at most between two frames, however long the last one took."""
_CALM_MS = 1000
"""Where no motion is wanted, playing steps once in so long."""


class Playing(QObject):
    """Lets time pass. `unit`: day, month or year; `speed`: one of SPEEDS; `loop`: begin again at the end of the range; `slowing`.

    The range is the brushed one, else what the axis shows, else all time. It plays to the end of all time where it does not loop
    and nothing is brushed.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._state = state
        self.unit = "day"
        self.speed: float = 1
        self.loop = False
        self.slowing = True
        self._carry = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)

    @property
    def under_way(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def range(self) -> tuple[int, int]:
        """Return the first and the last day of what is played."""
        view, span = self._state.view, self._state.atlas.span
        if view.range is not None:
            return view.range
        if self.loop and view.axis is not None:
            return view.axis[0], view.axis[1] - 1
        return span.start, span.end - 1

    def start(self) -> None:
        """Begin to play: at the day shown, or at the start of a range that it does not lie in or has reached the end of."""
        first, last = self.range()
        view = self._state.view
        brushed = view.range is not None
        if not first <= view.instant <= last or (view.instant == last and (brushed or self.loop)):
            self._state.set_view(view.at(first), transient=True)
        self._carry = 0.0
        self._clock.start()
        self._timer.start(_FRAME_MS if motion_allowed() else _CALM_MS)

    def stop(self) -> None:
        """Pause; all that was played is one step of history."""
        self._timer.stop()
        self._state.settle()

    def faster(self, steps: int) -> None:
        """Take one of the next speeds (less than 0: slower)."""
        at = SPEEDS.index(self.speed) + steps
        self.speed = SPEEDS[min(max(at, 0), len(SPEEDS) - 1)]
        self.changed.emit()

    def set_loop(self, on: bool) -> None:
        """Begin again at the end, or not."""
        self.loop = on
        self.changed.emit()

    def set_slowing(self, on: bool) -> None:
        """Slow down where much happens, or not."""
        self.slowing = on
        self.changed.emit()

    def _tick(self) -> None:
        seconds = self._clock.restart() / 1000
        state = self._state
        calm = self._timer.interval() == _CALM_MS
        rate = days_a_second(state.atlas, state.view, self.unit, self.speed, slowing=self.slowing)
        self._carry += (_CALM_MS / 1000 if calm else min(seconds, _LONGEST)) * rate
        days = int(self._carry)
        self._carry -= days
        if days:
            self._pass(days)

    def _pass(self, days: int) -> None:
        first, last = self.range()
        view = self._state.view
        if view.instant < last:
            self._state.set_view(view.at(min(view.instant + days, last)), transient=True)
        elif self.loop:
            self._state.set_view(view.at(first), transient=True)
        else:
            self.ended.emit()
