"""Which controls of the timeline find room, how much of it the timeline takes, and what a menu offers in the place of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QWidget

from viewer.ui.widgets.plain_text import button_text

_HIGH, _HIGHER = 860, 1000
"""From so many px of the window on (at plain text) the timeline has lanes of treaties; so many more, a third lane of each sort."""
_LANE_EACH = 28.0
"""Height of one more lane of each sort (px)."""
_WIDEST = 420.0


def room_of_lanes(high: float, treaties: float, *, more: bool) -> float:
    """Return the px that lanes take beyond the usual: by the height of the window, and more where the reader wants to see them.

    `high`: height of the window (px at plain text); `treaties`: height of the first lanes of treaties, 0 where an atlas has none.
    """
    shown = treaties if high >= _HIGH or more else 0.0
    lanes = (1 if shown and high >= _HIGHER else 0) + (2 if more and high >= _HIGH else 1 if more else 0)
    return shown + lanes * _LANE_EACH


class GivingWay:
    """Controls in a row that are hidden one after another where the row has no room; a button opens a menu of the hidden ones.

    Args: row: what holds all controls. parts: the first gives way first. more: the button of the menu.
    """

    def __init__(self, row: QWidget, parts: Sequence[QPushButton], more: QPushButton) -> None:
        self._row, self._parts, self._more = row, parts, more
        self._wanted: dict[QPushButton, bool] = {}

    def want(self, button: QPushButton, *, wanted: bool) -> None:
        """Say whether a control means anything now."""
        self._wanted[button] = wanted

    def fit(self, room: int) -> None:
        """Show what is wanted and finds room (px)."""
        for part in self._parts:
            part.setVisible(self._wanted.get(part, True))
        self._more.hide()
        if self._needed() <= room:
            return
        self._more.show()
        for part in self._parts:
            if self._wanted.get(part, True):
                part.hide()
                if self._needed() <= room:
                    return

    def _needed(self) -> int:
        inside = self._row.layout()
        assert inside is not None
        for part in self._row.findChildren(QWidget):
            if (layout := part.layout()) is not None:
                layout.invalidate()
                part.updateGeometry()
        inside.invalidate()
        return inside.sizeHint().width()

    def hidden(self) -> list[QPushButton]:
        """Return the controls that would mean something but have no room."""
        return [part for part in reversed(self._parts) if part.isHidden() and self._wanted.get(part, True)]

    def anchor(self, button: QPushButton) -> QPushButton:
        """Return the button over which the menu of a control is to open."""
        return self._more if button.isHidden() else button

    def menu(self) -> QMenu:
        """Return the menu of the hidden controls."""
        menu = QMenu(self._more)
        menu.setObjectName("timeMenu")
        for button in self.hidden():
            action = menu.addAction(button_text(_words(button), _WIDEST))
            action.setCheckable(button.isCheckable())
            action.setChecked(button.isChecked())
            action.triggered.connect(lambda _=False, b=button: b.click())
        return menu


def _words(button: QAbstractButton) -> str:
    """What a button does, and what it says where that is a choice."""
    text = button.text().removesuffix("▾").strip()
    return button.accessibleName() or text
