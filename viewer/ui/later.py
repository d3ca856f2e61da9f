"""Following a drag at a calmer pace: at once at rest, a few times a second while a gesture is under way."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from viewer.ui.state import State

CALM_MS, SLOWEST_MS = 90, 400
_SHARE = 12


def paced_ms(seconds: float) -> int:
    """Return how many ms to wait before doing again what took some seconds: it may take about a twelfth of the time."""
    return round(min(max(CALM_MS, _SHARE * seconds * 1000), SLOWEST_MS))


class Later(QObject):
    """Calls an act when it is asked to: at once where no gesture is under way, else a little later, once for many askings."""

    def __init__(self, state: State, act: Callable[[], object]) -> None:
        super().__init__()
        self._state, self._act = state, act
        self._timer = QTimer(self, singleShot=True, interval=CALM_MS)
        self._timer.timeout.connect(self._do)
        state.settled.connect(self._catch_up)

    def ask(self) -> None:
        """Ask for the act."""
        if self._state.at_rest:
            self._timer.stop()
            self._do()
        elif not self._timer.isActive():
            self._timer.start()

    def _do(self) -> None:
        begin = perf_counter()
        self._act()
        self._timer.setInterval(paced_ms(perf_counter() - begin))

    def _catch_up(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._do()


class Calm(QObject):
    """The pace of what is costly to paint: `due` at rest, and now and then while a gesture is under way; `act` is called when it is."""

    def __init__(self, state: State, act: Callable[[], object]) -> None:
        super().__init__()
        self._state, self._act = state, act
        self._next = 0.0
        self._timer = QTimer(self, singleShot=True, interval=CALM_MS)
        self._timer.timeout.connect(self._now)
        state.settled.connect(self._catch_up)

    @property
    def due(self) -> bool:
        """Whether it is time to paint."""
        return self._state.at_rest or perf_counter() >= self._next

    def ask(self) -> None:
        """Tell that what is painted is out of date."""
        if self.due:
            self._act()
        elif not self._timer.isActive():
            self._timer.start()

    def done(self, seconds: float) -> None:
        """Tell that it was painted, and how long that took."""
        wait = paced_ms(seconds)
        self._next = perf_counter() + wait / 1000
        self._timer.setInterval(wait)

    def _now(self) -> None:
        self._next = 0.0  # timers may be a little early
        self._act()

    def _catch_up(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._act()
