"""Dialogs that fit: they grow with the text, stay within their window, and scroll what has no room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QScrollArea, QWidget

from viewer.ui.comfort.comfort import COMFORT

_EDGE = 40
"""Px of the window that a dialog leaves free."""


def fit_dialog(dialog: QDialog, window: QWidget, wide: int, tall: int) -> None:
    """Give a dialog so many px at plain text, or what its window has room for; it can still be made larger by hand."""
    room = window.window().size() - QSize(_EDGE, _EDGE)
    dialog.setMinimumSize(0, 0)
    dialog.resize(QSize(COMFORT.px(wide), COMFORT.px(tall)).boundedTo(room))


def accept_or_cancel(dialog: QDialog, accept: str, cancel: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return two buttons in a row that end a dialog, and the one of them that accepts; Enter presses it."""
    buttons = QDialogButtonBox()
    accepting = buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    accepting.setProperty("role", "outlined")
    accepting.setDefault(True)
    buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons, accepting


def scrolling(inside: QWidget, name: str) -> QScrollArea:
    """Return an area that scrolls a part of a dialog up and down; by keys, what is reached comes into sight."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(COMFORT.px(60))
    return area
