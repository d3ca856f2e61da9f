"""The picture of the window as it was left: taken at the end for the next start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from viewer.model.picture import MOST_BYTES, WindowPicture
from viewer.ui.display import bring_back
from viewer.ui.entrance import complete, made_without_lists
from viewer.ui.window import Window

_LOG = logging.getLogger(__name__)


class Keeper(Protocol):
    """Where the picture is kept."""

    @property
    def fits(self) -> bool:
        """Whether the picture that is kept is what the next start will show."""

    def save(self, picture: WindowPicture) -> None:
        """Keep a picture. Never fails: without one the next start is as the first."""

    def rest(self) -> None:
        """Give back the memory of the picture that was loaded."""


def keep_picture(keeper: Keeper, frame: QWidget, make: Callable[[], Window]) -> None:
    """Keep what the next start will show, unless that is kept already.

    What was closed may have looked otherwise (scrolled, with a message, with another list open), so it is a window made anew, as the next
    start will make it, that is taken. Nobody sees it or waits for it: the window is closed.

    Args: frame: of the window that was closed. make: makes the window of the next start.
    """
    size, ratio = frame.size(), frame.devicePixelRatioF()
    if keeper.fits or size.width() * size.height() * 4 * ratio**2 > MOST_BYTES:
        return
    try:
        _keep(keeper, frame, made_without_lists(make))
    except Exception:  # noqa: BLE001 - a start without a picture is no reason to end badly
        _LOG.warning("the picture for the next start could not be taken", exc_info=True)


def _keep(keeper: Keeper, frame: QWidget, window: Window) -> None:
    try:
        image = _taken(window, frame)
        if window.map.whole:
            pixels, geometry = memoryview(image.constBits()), window.desk.memory.get("geometry")
            title, ratio = window.windowTitle(), image.devicePixelRatio()
            keeper.save(WindowPicture(image.width(), image.height(), ratio, title, geometry, pixels))
    finally:
        window.keyboard.release()
        window.hide()


def _taken(window: Window, frame: QWidget) -> QImage:
    """Return the picture of a window that is not on the screen, as large as it will be in the place of a frame."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.setScreen(frame.screen())
    if frame.isMaximized() or frame.isFullScreen():
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(frame.size())
    else:
        bring_back(window)
    window.show()
    complete(window)
    window.map.sharpen()  # whatever was begun meanwhile
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
