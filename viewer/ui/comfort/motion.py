"""Whether things may move by themselves: what the reader has chosen, else what the system asks of programs.

Ask `motion_allowed()` right before an animation, a glide or a flight begins; where it is false, jump to where it would end.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from functools import cache

_LOG = logging.getLogger(__name__)
CHOICES = ("system", "full", "reduced")
"""What the reader can choose."""
_PATIENCE_MS = 150


class Motion:
    """The reader's choice about motion, one for all windows."""

    def __init__(self) -> None:
        self._choice = "system"

    @property
    def choice(self) -> str:
        """One of CHOICES."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Follow the system, or move (`full`), or not (`reduced`). What is none of CHOICES means the system."""
        self._choice = choice if choice in CHOICES else "system"

    @property
    def motion_allowed(self) -> bool:
        """Whether things may move by themselves."""
        return self._choice == "full" or (self._choice == "system" and not system_wants_calm())


MOTION = Motion()


def motion_allowed() -> bool:
    """Return whether things may move by themselves now."""
    return MOTION.motion_allowed


@cache
def system_wants_calm() -> bool:
    """Whether the system asks for less motion; asked once. False where it can't be asked."""
    try:
        if sys.platform == "win32":
            return _calm_windows()
        if sys.platform == "darwin":
            return _calm_mac()
        return _calm_desktop()
    except (OSError, AttributeError, ImportError) as error:
        _LOG.debug("the system can't be asked about motion: %s", error)
        return False


def _calm_windows() -> bool:
    animated = ctypes.c_int(1)
    asked = ctypes.CDLL("user32").SystemParametersInfoW(0x1042, 0, ctypes.byref(animated), 0)  # SPI_GETCLIENTAREAANIMATION
    return bool(asked) and not animated.value


def _calm_mac() -> bool:
    core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    text = core.CFStringCreateWithCString
    text.restype, text.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    core.CFPreferencesGetAppBooleanValue.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    core.CFPreferencesGetAppBooleanValue.restype = ctypes.c_ubyte
    utf8 = 0x08000100
    return bool(
        core.CFPreferencesGetAppBooleanValue(text(None, b"reduceMotion", utf8), text(None, b"com.apple.universalaccess", utf8), None)
    )


def _calm_desktop() -> bool:
    """Ask the desktop by its portal: `reduced-motion` of the freedesktop, else whether GNOME animates."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    for space, key, calm in (
        ("org.freedesktop.appearance", "reduced-motion", 1),
        ("org.gnome.desktop.interface", "enable-animations", False),
    ):
        call = QDBusMessage.createMethodCall(
            "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "ReadOne"
        )
        call.setArguments([space, key])
        answer = bus.call(call, timeout=_PATIENCE_MS)
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            value = answer.arguments()[0]
            inner = value.variant() if hasattr(value, "variant") else value
            return bool(inner == calm)
    return False
