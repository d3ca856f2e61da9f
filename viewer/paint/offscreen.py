"""Painting without a window: the Qt application that fonts and images need."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from viewer.paint.type import install_fonts

_KEPT: list[QGuiApplication] = []


def ensure_gui(fonts: Iterable[Path]) -> None:
    """Make sure that fonts can be used. Where no application runs, one without a screen is made and kept."""
    existing = QCoreApplication.instance()
    if not isinstance(existing, QGuiApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        existing = QGuiApplication(["bloc-atlas"])
        _KEPT.append(existing)
    if not existing.property("fontsInstalled"):
        install_fonts(fonts)
        existing.setProperty("fontsInstalled", True)
