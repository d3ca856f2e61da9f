"""Following a drag at a calmer pace: at once at rest, a few times a second while a gesture is under way.

Whatever follows takes turns: between two frames no more than one of them is at work.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from viewer.ui.state import State

CALM_MS, SLOWEST_MS = 90, 400
_SHARE = 12
_APART_MS = 14
"""From the end of one turn to the beginning of the next: time for a frame."""


def paced_ms(seconds: float) -> int:
    """Return how many ms to wait before doing again what took some seconds: it may take about a twelfth of the time."""
    return round(min(max(CALM_MS, _SHARE * seconds * 1000), SLOWEST_MS))


class Turns(QObject):
    """Acts that wait for their turn, one between two frames; who has waited longest is first. `turns_of` gives those of a state."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._waiting: dict[Callable[[], object], None] = {}
        self._ended = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)

    def ask(self, act: Callable[[], object]) -> None:
        """Have an act done when it is its turn; once, however often it is asked for."""
        self._waiting.setdefault(act)
        if not self._timer.isActive():
            left = _APART_MS - (perf_counter() - self._ended) * 1000
            self._timer.start(max(0, round(left)))

    def drop(self, act: Callable[[], object]) -> bool:
        """Let an act wait no longer; returns whether it did."""
        known = act in self._waiting
        self._waiting.pop(act, None)
        return known

    def _next(self) -> None:
        if not self._waiting:
            return
        act = next(iter(self._waiting))
        del self._waiting[act]
        try:
            act()
        finally:
            self._ended = perf_counter()
            if self._waiting:
                self._timer.start(_APART_MS)


def turns_of(state: State) -> Turns:
    """Return the turns that all who follow a state take."""
    found = state.findChild(Turns)
    return found if isinstance(found, Turns) else Turns(state)


class _Waiter(QObject):
    """Does something after an interval, when it is its turn; at once when a gesture ends."""

    def __init__(self, state: State, act: Callable[[], object]) -> None:
        super().__init__(state)  # ends with it
        self._state, self._act = state, act
        self._turns = turns_of(state)
        self._asked = False
        self._timer = QTimer(self, singleShot=True, interval=CALM_MS)
        self._timer.timeout.connect(self._wait)
        state.settled.connect(self._catch_up)

    def ask(self) -> None:
        """Ask for the act."""
        if self._state.at_rest:
            self._stop()
            self._do()
        elif not self._asked:
            self._asked = True
            self._timer.start()

    def _do(self) -> None:
        raise NotImplementedError

    def _wait(self) -> None:
        self._turns.ask(self._go)

    def _go(self) -> None:
        self._asked = False
        self._do()

    def _stop(self) -> None:
        self._asked = False
        self._timer.stop()
        self._turns.drop(self._go)

    def _catch_up(self) -> None:
        if self._asked:
            self._stop()
            self._do()


class Later(_Waiter):
    """Calls an act when it is asked to: at once where no gesture is under way, else a little later, once for many askings."""

    def _do(self) -> None:
        begin = perf_counter()
        self._act()
        self._timer.setInterval(paced_ms(perf_counter() - begin))


class Calm(_Waiter):
    """The pace of what is costly to paint: `due` at rest, and now and then while a gesture is under way; `act` is called when it is."""

    _granted = False

    @property
    def due(self) -> bool:
        """Whether it is time to paint."""
        return self._state.at_rest or self._granted

    def done(self, seconds: float) -> None:
        """Tell that it was painted, and how long that took."""
        self._granted = False
        self._timer.setInterval(paced_ms(seconds))

    def _do(self) -> None:
        self._granted = True
        self._act()
