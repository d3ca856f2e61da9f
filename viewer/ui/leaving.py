"""How the program ends where it is not the reader who closes the window: by a signal, or with the whole desk."""

from __future__ import annotations

import signal
import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from viewer.ui.window import Window

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl+C, `kill` and the end of a session, the end of a terminal; the last is Windows's own."""
_HEART_MS = 250
"""Qt's loop lets Python look for signals only now and then."""


class Leaving(QObject):
    """Closes a window, and so remembers the session, when a signal asks for it; remembers it too when the desk is about to end.

    `hurried` then tells that nothing may be done any more that can wait: whoever asks ends the process soon.
    """

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

    def end(self) -> None:
        """Listen no more: the window is closed."""
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)  # None: it was not Python that listened
        self._before.clear()

    def _asked(self, number: int, _frame: object) -> None:
        """Close the window; asked a second time the process ends at once."""
        signal.signal(number, signal.SIG_DFL)
        self.hurried = True
        self._window.window().close()

    def end_of_the_desk(self) -> None:
        """The reader logs out: keep the session now. The window stays, the reader may still change their mind."""
        self.hurried = True
        self._window.remember()
