"""The picture of the window as it was left: taken at the end for the next start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from viewer.model.picture import MOST_BYTES, WindowPicture
from viewer.ui.entrance import completing, made_without_lists
from viewer.ui.start.display import bring_back
from viewer.ui.window import Window

_LOG = logging.getLogger(__name__)


class Keeper(Protocol):
    """Where the picture is kept."""

    @property
    def fits(self) -> bool:
        """Whether the picture that is kept is what the next start will show."""

    def save(self, picture: WindowPicture) -> None:
        """Keep a picture. Never fails: without one the next start is as the first."""

    def watch_starts(self) -> Callable[[], bool]:
        """Return what tells whether another start has begun since now."""

    def rest(self) -> None:
        """Give back the memory of the picture that was loaded."""


class _GivenUpError(Exception):
    """Another start has begun: it is not to wait for this one."""


def keep_picture(keeper: Keeper, frame: QWidget, make: Callable[[], Window]) -> None:
    """Keep what the next start will show, unless that is kept already.

    What was closed may have looked otherwise (scrolled, with a message, with another list open), so it is a window made anew, as the next
    start will make it, that is taken. Nobody sees it or waits for it: the window is closed. A start that begins meanwhile has the machine
    to itself: the picture is given up after the part that is being made.

    Args: frame: of the window that was closed. make: makes the window of the next start.
    """
    size, ratio = frame.size(), frame.devicePixelRatioF()
    if keeper.fits or size.width() * size.height() * 4 * ratio**2 > MOST_BYTES:
        return
    another = keeper.watch_starts()

    def go_on() -> None:
        if another():
            raise _GivenUpError

    try:
        _keep(keeper, frame, made_without_lists(make), go_on)
    except _GivenUpError:
        _LOG.info("another start has begun: its picture is not made")
    except Exception:  # noqa: BLE001 - a start without a picture is no reason to end badly
        _LOG.warning("the picture for the next start could not be taken", exc_info=True)


def _keep(keeper: Keeper, frame: QWidget, window: Window, go_on: Callable[[], None]) -> None:
    try:
        go_on()
        image = _taken(window, frame, go_on)
        go_on()
        if window.map.whole:
            pixels, geometry = memoryview(image.constBits()), window.desk.memory.get("geometry")
            title, ratio = window.windowTitle(), image.devicePixelRatio()
            keeper.save(WindowPicture(image.width(), image.height(), ratio, title, geometry, pixels))
    finally:
        window.keyboard.release()
        window.hide()


def _taken(window: Window, frame: QWidget, go_on: Callable[[], None]) -> QImage:
    """Return the picture of a window that is not on the screen, as large as it will be in the place of a frame."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    screen = QGuiApplication.screenAt(frame.frameGeometry().center())  # PySide would end a screen with the widget that was asked for it
    if screen is not None:
        window.setScreen(screen)
    if frame.isMaximized() or frame.isFullScreen():
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(frame.size())
    else:
        bring_back(window)
    window.show()
    for _ in completing(window):
        go_on()
    window.map.sharpen()  # whatever was begun meanwhile
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
