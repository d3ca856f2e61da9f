"""The picture of the window as it was left: taken at the end for the next start, and taken away when the window is there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from viewer.model.picture import MOST_BYTES, WindowPicture
from viewer.ui import lean
from viewer.ui.display import bring_back
from viewer.ui.shell import Shell
from viewer.ui.window import Window

_LOOK_MS = 5
_NEXT_MS = 10
"""After this the first picture is on the screen."""
_RESTED = 3
"""So often in turn a window is found complete: what lays itself out does so in between."""
_LONGEST_S = 3.0
"""A window that is not complete by then is shown, or not kept, as it is."""


class Keeper(Protocol):
    """Where the picture is kept."""

    @property
    def fits(self) -> bool:
        """Whether the picture that is kept is what the next start will show."""

    def save(self, picture: WindowPicture) -> None:
        """Keep a picture. Never fails: without one the next start is as the first."""

    def rest(self) -> None:
        """Give back the memory of the picture that was loaded."""


def complete(window: Window) -> bool:
    """Whether everything that a window shows is there and sharp."""
    return window.map.whole and not window.map.busy and not lean.holding()


def made_in_steps(make: Callable[[], Window]) -> Window:
    """Make a window whose map comes first: what nobody misses in the first picture follows when that is on the screen."""
    with lean.holding_on():
        window = make()
    once = Qt.ConnectionType.SingleShotConnection
    window.map.refined.connect(lambda: QTimer.singleShot(_NEXT_MS, window, lean.release), once)
    return window


def uncover_when_ready(shell: Shell, window: Window) -> None:
    """Take the picture away when the window under it looks the same, or is looked at in another way."""
    begin = perf_counter()
    looking = QTimer(shell, interval=_LOOK_MS)
    rested = count(1)

    def look() -> None:
        if (complete(window) and next(rested) >= _RESTED) or perf_counter() - begin > _LONGEST_S:
            shell.uncover()

    looking.timeout.connect(look)
    shell.uncovered.connect(looking.stop)
    window.state.view_changed.connect(shell.uncover)
    looking.start()


def keep_picture(keeper: Keeper, frame: QWidget, make: Callable[[], Window]) -> None:
    """Keep what the next start will show, unless that is kept already.

    What was closed may have looked otherwise (scrolled, with a message, with another list open), so it is a window made anew, as the next
    start will make it, that is taken. Nobody sees it or waits for it: the window is closed.

    Args: frame: of the window that was closed. make: makes the window of the next start.
    """
    size, ratio = frame.size(), frame.devicePixelRatioF()
    if keeper.fits or size.width() * size.height() * 4 * ratio**2 > MOST_BYTES:
        return
    window = made_in_steps(make)
    try:
        image = _taken(window, frame)
        if image is not None:
            pixels, geometry = memoryview(image.constBits()), window.desk.memory.get("geometry")
            title, ratio = window.windowTitle(), image.devicePixelRatio()
            keeper.save(WindowPicture(image.width(), image.height(), ratio, title, geometry, pixels))
    finally:
        window.keyboard.release()
        window.hide()


def _taken(window: Window, frame: QWidget) -> QImage | None:
    """Return the picture of a window that is not on the screen, as large as a frame; None where it does not become complete."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.setScreen(frame.screen())
    if frame.isMaximized() or frame.isFullScreen():
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(frame.size())
    else:
        bring_back(window)
    window.show()
    begin, rested = perf_counter(), 0
    while rested < _RESTED:
        if perf_counter() - begin > _LONGEST_S:
            return None
        rested = rested + 1 if complete(window) else 0
        window.grab()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    image = window.grab().toImage()
    return image.convertToFormat(QImage.Format.Format_RGB32)
