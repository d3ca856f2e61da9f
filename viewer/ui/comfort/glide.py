"""What is let go while it moves glides on and comes to rest, unless the reader wants no motion."""

from __future__ import annotations

import math
import time
from collections import deque

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from viewer.ui.comfort.motion import motion_allowed

_FRAME_MS = 16
_MEMORY = 0.12
"""Seconds before letting go that tell the speed."""
_REST = 0.08
"""Seconds of holding still after which nothing glides."""
_SLOWEST, _FASTEST = 0.12, 3.5
"""Speeds (px/ms) at which gliding begins at all, and that it never exceeds."""
_STOP = 0.02
"""Speed (px/ms) at which it ends."""
_DECAY_MS = 325.0


class Glide(QObject):
    """Measures a drag and carries it on. `moved` gives the px of each frame, `ended` comes once after every `fling`."""

    moved = Signal(float, float)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._samples: deque[tuple[float, float, float]] = deque(maxlen=32)
        self._speed = (0.0, 0.0)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self._tick)

    def take(self, x: float, y: float = 0.0) -> None:
        """Take hold at a point (px): what glides stops here, without `ended`."""
        self._timer.stop()
        self._samples.clear()
        self.follow(x, y)

    def follow(self, x: float, y: float = 0.0) -> None:
        """Follow the hand."""
        self._samples.append((time.monotonic(), x, y))

    def fling(self) -> None:
        """Let go: glide on at the speed of the hand; where it rests, or nothing may move by itself, end at once."""
        self._speed = self._measured()
        if math.hypot(*self._speed) < _SLOWEST or not motion_allowed():
            self.ended.emit()
            return
        self._clock.start()
        self._timer.start()

    def halt(self) -> None:
        """Stop at once; `ended` comes where something glided."""
        if self._timer.isActive():
            self._timer.stop()
            self.ended.emit()

    def _measured(self) -> tuple[float, float]:
        """Speed of the hand in px/ms over its last moments."""
        now = time.monotonic()
        if not self._samples or now - self._samples[-1][0] > _REST:
            return 0.0, 0.0
        late = [sample for sample in self._samples if now - sample[0] <= _MEMORY]
        span = (late[-1][0] - late[0][0]) * 1000.0
        if span < 1.0:
            return 0.0, 0.0
        speed = ((late[-1][1] - late[0][1]) / span, (late[-1][2] - late[0][2]) / span)
        much = math.hypot(*speed) / _FASTEST
        return (speed[0] / much, speed[1] / much) if much > 1.0 else speed

    def _tick(self) -> None:
        passed = min(self._clock.restart(), 100)
        self.moved.emit(self._speed[0] * passed, self._speed[1] * passed)
        slower = math.exp(-passed / _DECAY_MS)
        self._speed = (self._speed[0] * slower, self._speed[1] * slower)
        if math.hypot(*self._speed) < _STOP:
            self.halt()
