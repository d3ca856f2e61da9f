"""The sign of the program: sharp in every size that a system asks for, and there soon after the start."""

from __future__ import annotations

import ctypes
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication

from viewer.ui import application
from viewer.ui.application import Resources
from viewer.ui.start import display, lean
from viewer.ui.start.window_icon import window_icon


@pytest.mark.parametrize("side", [16, 24, 32, 48, 256])
def test_the_globe_has_two_halves_and_corners_that_are_clear(qapp: QApplication, side: int) -> None:
    image = window_icon().pixmap(side, side).toImage()
    assert image.width() == side * qapp.devicePixelRatio()

    def colour(across: float, down: float) -> QColor:
        return image.pixelColor(round(across * image.width()), round(down * image.height()))

    west, east, middle = colour(0.36, 0.4), colour(0.64, 0.4), colour(0.5, 0.4)
    assert west.blue() > 2 * west.red()
    assert east.red() > 2 * east.blue()
    assert middle.lightness() > 200
    assert colour(0.0, 0.0).alpha() == 0


def test_it_is_there_when_the_start_is_over(
    qapp: QApplication, resources: Resources, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    request.addfinalizer(lambda: qapp.setWindowIcon(QIcon()))
    monkeypatch.setattr(lean, "started", Mock())
    qapp.setWindowIcon(QIcon())
    application._started(resources)
    assert not qapp.windowIcon().isNull()


def test_the_taskbar_of_windows_gets_a_name_before_there_is_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    shell = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=made.append)
    monkeypatch.setattr(display, "_WINDOWS", True)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: {"shell32": shell}[name])
    monkeypatch.setattr(QCoreApplication, "instance", lambda: None)
    monkeypatch.setattr(display, "QApplication", lambda arguments: made.append(arguments) or Mock())
    display.qt_application()
    assert made == ["BlocAtlas", ["bloc-atlas"]]
