"""How a window takes the place of its picture: step by step between the events, so that a hand that is quick is answered early."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication

from viewer.ui.start import lean
from viewer.ui.start.shell import Shell
from viewer.ui.window import Window

_ROUNDS = 3
"""So often the events are gone through (layouts ask for others) before a window is complete."""


def made_without_lists(make: Callable[[], Window]) -> Window:
    """Make a window whose list and details are still to be filled: `lean.release` does that."""
    with lean.holding_on():
        return make()


def completing(window: Window) -> Iterator[None]:
    """Have a window complete that nobody waits for: the map sharp, lists filled, everything laid out, all names made in the next frame.

    It comes in parts; after each the caller may leave it.
    """
    window.map.patient = True
    window.map.sharpen()
    yield
    lean.release()
    yield
    for _ in range(_ROUNDS):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        yield


class Entrance(QObject):
    """Completes a window behind its picture, then takes the picture away: all is painted once, and looks as before.

    Where a hand is quicker and changes the View, map and timeline show that at once; where list, details and legend are, the picture
    stays for a moment.
    """

    def __init__(self, shell: Shell, window: Window) -> None:
        super().__init__(shell)
        self._shell, self._window = shell, window
        shell.setUpdatesEnabled(False)
        shell.hold(window)
        window.map.patient = True
        window.state.view_changed.connect(self._hurry)
        self._left: Iterator[Callable[[], object]] = iter((window.map.sharpen, lean.release, *[_nothing] * _ROUNDS, self._end))
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        next(self._left)()

    def _hurry(self) -> None:
        shell, window = self._shell, self._window
        if window.map.patient:
            window.map.patient = False
            if shell.cover is not None:
                late = QRegion()
                for panel in (window.finder, window.details, window.legend):
                    late += QRegion(panel.geometry()) if panel.isVisibleTo(window) else QRegion()
                shell.cover.keep_only(late)
            shell.setUpdatesEnabled(True)

    def _end(self) -> None:
        self._timer.stop()
        self._window.state.view_changed.disconnect(self._hurry)
        self._shell.uncover()
        self._shell.setUpdatesEnabled(True)
        self._shell.repaint()
        self._window.map.patient = False
        self.deleteLater()


def _nothing() -> None:
    pass
