"""The display: whether there is one, the Qt application, and windows kept upon the screen. Imported before all else of a window.

The name `Qt` is not imported here, nor in `shell`: PySide then makes all of its enumerations, a quarter of what an empty window takes.
"""

from __future__ import annotations

import locale
import os
import sys
from contextlib import suppress

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from viewer.paint.type import font

_WINDOWS = os.name == "nt"


def has_display() -> bool:
    """Whether a window can be shown: a platform was asked for, or there is a screen."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or (bool(os.environ.get("DISPLAY")) and not _lacking())


def _lacking() -> str:
    """Return why Qt could not show a window on DISPLAY; empty where it can. Asked first, because Qt would end the program."""
    import ctypes

    try:
        ctypes.CDLL("libxcb-cursor.so.0")
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return str(error)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return "there is no X server" if xcb.xcb_connection_has_error(connection) else ""
    finally:
        xcb.xcb_disconnect(connection)


def why_no_display() -> str:
    """Return why no window can be shown, in a sentence."""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "There is no screen to open a window on (DISPLAY and WAYLAND_DISPLAY are empty)"
    why = _lacking()
    hint = "; on Debian and Ubuntu: apt install libxcb-cursor0" if "xcb-cursor" in why else ""
    return f"No window can be opened on the screen {display} ({why}{hint})"


def qt_application() -> QGuiApplication:
    """Return the Qt application, made where there is none."""
    existing = QCoreApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    if _WINDOWS:
        _name_for_taskbar()
    made = QApplication(["bloc-atlas"])
    made.setApplicationName("bloc-atlas")
    made.setApplicationDisplayName("Bloc Atlas")
    _write_i_as_others_do()
    made.setFont(font(13))  # a widget that is there before keeps the hinting of another one
    return made


def _write_i_as_others_do() -> None:
    """Let capitals be made as everywhere else where the system is Turkish: PySide finds no property whose name begins with an i there."""
    if locale.setlocale(locale.LC_CTYPE).casefold().startswith(("tr", "az")):
        for plain in ("C.UTF-8", "en_US.UTF-8", "C"):
            with suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, plain)
                return


def _name_for_taskbar() -> None:
    """Have the windows stand for themselves in the taskbar of Windows, not among those of Python, and under their own icon."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL("shell32").SetCurrentProcessExplicitAppUserModelID("BlocAtlas")


def bring_back(window: QWidget) -> None:
    """Bring a window onto the screen, and make it no larger than that: screens change between two starts."""
    window = window.window()
    frame = window.frameGeometry()
    screen = QGuiApplication.screenAt(frame.center()) or QGuiApplication.primaryScreen()
    if screen is None or window.isFullScreen() or window.isMaximized():
        return
    room = screen.availableGeometry()
    if room.contains(frame):
        return
    edge = frame.size() - window.size()
    window.resize(window.size().boundedTo(room.size() - edge))
    frame = window.frameGeometry()
    x = min(max(frame.x(), room.left()), room.right() + 1 - frame.width())
    y = min(max(frame.y(), room.top()), room.bottom() + 1 - frame.height())
    window.move(max(x, room.left()), max(y, room.top()))
