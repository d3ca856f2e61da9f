"""How the program ends where it is not the reader who closes the window: by a signal, or with the whole desk."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from viewer.ui.window import Window

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl+C, `kill` and the end of a session, the end of a terminal; the last is Windows's own."""
_HEART_MS = 250
"""Qt's loop lets Python look for signals only now and then."""
_WINDOWS = os.name == "nt"
_CONSOLE_ENDS = (2, 5, 6)
"""What Windows tells of a console: it is closed, the reader logs out, the machine is switched off."""
_GRACE_S = 4.0
"""Windows ends the process as soon as it was told that and answered, and after 5 s anyway."""


class Leaving(QObject):
    """Closes a window, and so remembers the session, when a signal asks for it; remembers it too when the desk is about to end.

    `hurried` then tells that nothing may be done any more that can wait: whoever asks ends the process soon.
    """

    console_ends = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.hurried = False
        self._before: dict[int, Any] = {}
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.end_of_the_desk)
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name) for name in SIGNALS if hasattr(signal, name)):
                if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
                    self._before[number] = signal.signal(number, self._asked)
            heart = QTimer(self, interval=_HEART_MS)
            heart.timeout.connect(lambda: None)
            heart.start()
        self._remembered = threading.Event()
        self.console_ends.connect(self._end_with_console)
        self._deafen = _listen_to_console(self.asked_by_console) if _WINDOWS else lambda: None

    def end(self) -> None:
        """Listen no more: the window is closed."""
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)  # None: it was not Python that listened
        self._before.clear()
        self._remembered.set()
        self._deafen()

    def asked_by_console(self, event: int) -> int:
        """Answer what Windows tells of the console, in a thread of its own: 1 when the session is kept, 0 where that is for others."""
        if event not in _CONSOLE_ENDS:
            return 0
        self.console_ends.emit()
        self._remembered.wait(_GRACE_S)
        return 1

    def _end_with_console(self) -> None:
        self.hurried = True
        self._window.window().close()
        self._remembered.set()

    def _asked(self, number: int, _frame: object) -> None:
        """Close the window; asked a second time the process ends at once."""
        signal.signal(number, signal.SIG_DFL)
        self.hurried = True
        self._window.window().close()

    def end_of_the_desk(self) -> None:
        """The reader logs out: keep the session now. The window stays, the reader may still change their mind."""
        self.hurried = True
        self._window.remember()


def _listen_to_console(answer: Callable[[int], int]) -> Callable[[], object]:
    """Have Windows ask when a console is closed, as Python's own signal would come too late; returns what ends that."""
    import ctypes

    system = ctypes.CDLL("kernel32")
    handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint)(answer)
    system.SetConsoleCtrlHandler(handler, 1)
    return lambda: system.SetConsoleCtrlHandler(handler, 0)
