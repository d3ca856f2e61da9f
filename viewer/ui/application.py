"""Starting the window: the Qt application, its fonts, and the event loop."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.paint.type import font, install_fonts
from viewer.ui.window import Session, Window
from viewer.ui.words import Words


@dataclass(frozen=True, slots=True)
class Resources:
    """What the program brings: fonts, icons, words."""

    fonts: tuple[Path, ...]
    read_icon: Callable[[str], str]
    words: Mapping[str, Mapping[str, str]]


def has_display() -> bool:
    """Whether a window can be shown: a platform was asked for, or there is a screen."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application(fonts: Iterable[Path]) -> QGuiApplication:
    """Return the application, made where there is none, with the bundled fonts."""
    existing = QCoreApplication.instance()
    if isinstance(existing, QGuiApplication):
        made = existing
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        made = QApplication(["bloc-atlas"])
        made.setApplicationName("bloc-atlas")
        made.setApplicationDisplayName("Bloc Atlas")
    if not made.property("fontsInstalled"):
        install_fonts(fonts)
        made.setProperty("fontsInstalled", True)
    if isinstance(made, QApplication):
        made.setStyle("Fusion")
        made.setFont(font(13))
    return made


def make_window(atlas: Atlas, text: str | None, resources: Resources, session: Session | None) -> Window:
    """Return a window on an atlas: at the View asked for, else as it was left, else at the opening view. BadView where the text is."""
    opening = View.parse(atlas.opening_view) if atlas.opening_view else View()
    if opening.language not in atlas.languages and atlas.languages:
        opening = opening.with_(language=atlas.languages[0])
    view = View.parse(text, opening) if text else opening
    fit = "z=" not in f"{text or ''}{atlas.opening_view}"
    words = Words(resources.words)
    window = Window(atlas, view, words, resources.read_icon, session, fit=fit)
    if session is not None and not text:
        remembered = session.load()
        window.restore(remembered)
        if session.damaged:
            window.tell(window.say("note.settings"))
    return window


def run_window(atlas: Atlas, text: str | None, resources: Resources, session: Session | None) -> int:
    """Show a window and run until it is closed; returns the exit code."""
    made = application(resources.fonts)
    window = make_window(atlas, text, resources, session)
    if not (window.width() > 1000 and window.height() > 600):
        window.resize(1600, 1000)
    screen = made.primaryScreen()
    if screen is not None:
        room = screen.availableGeometry()
        if window.width() > room.width() or window.height() > room.height():
            window.resize(min(window.width(), room.width()), min(window.height(), room.height()))
    window.show()
    return int(made.exec())


__all__ = ["BadView", "Resources", "application", "has_display", "make_window", "run_window"]
