"""Where keys go: to what is being typed in, to the control that the keyboard has reached, else to the atlas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from shiboken6 import isValid
from typing_extensions import override

_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_BY_HAND = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
_OWN_KEYS = {
    Qt.Key.Key_Space: QAbstractButton,
    Qt.Key.Key_Home: QAbstractItemView | QScrollArea,
    Qt.Key.Key_End: QAbstractItemView | QScrollArea,
    Qt.Key.Key_PageUp: QAbstractItemView | QScrollArea,
    Qt.Key.Key_PageDown: QAbstractItemView | QScrollArea,
}
"""Key -> controls that answer to it themselves, once the keyboard has reached them."""
_SPARED = QAbstractButton | QScrollArea
_WATCHED = (QEvent.Type.KeyPress, QEvent.Type.FocusIn, QEvent.Type.Show, QEvent.Type.MouseButtonPress)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
KEEPS_ARROWS = "keepsArrows"
"""Property of controls that answer to the arrow keys themselves, once the keyboard has reached them."""


class Keyboard(QObject):
    """Filters the keys of a window. A control that was clicked leaves the keys to the atlas, one that was reached by Tab keeps its own.

    Args: window: whose keys. act: does what a plain key means and tells whether it means anything. areas: the parts of the
    window in the order in which Tab and F6 go through them.
    """

    def __init__(self, window: QWidget, act: Callable[[QKeyEvent], bool], areas: Sequence[QWidget]) -> None:
        super().__init__(window)
        self._window, self._act, self._areas = window, act, list(areas)
        self._by_keys = False
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        QApplication.instance().focusChanged.connect(self._hold)  # type: ignore[union-attr]

    def include(self, area: QWidget) -> None:
        """Add a part of the window that was made later; the last part stays the last."""
        self._areas.insert(-1, area)

    def leave_out(self, area: QWidget) -> None:
        """Forget a part of the window that goes away."""
        self._areas.remove(area)

    def release(self) -> None:
        """Listen no more."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        QApplication.instance().focusChanged.disconnect(self._hold)  # type: ignore[union-attr]

    def _hold(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Give the keys to the map where the control that had them has gone away with its panel."""
        if now is not None or not isValid(self._window):
            return
        last = self._areas[-1]
        if self._window.isActiveWindow() and last.isVisible():
            last.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take plain keys wherever nothing is being typed and no control wants them."""
        sort = event.type()
        if sort not in _WATCHED or not isinstance(watched, QWidget):
            return False
        if watched.window() is not self._window.window():
            return False
        if sort == QEvent.Type.Show:
            _spare_focus(watched)
        elif sort == QEvent.Type.MouseButtonPress:
            self._end_typing(watched)
        elif isinstance(event, QFocusEvent):
            if event.reason() in (*_BY_KEYS, *_BY_HAND):
                self._by_keys = event.reason() in _BY_KEYS
        elif isinstance(event, QKeyEvent):
            focus = QApplication.focusWidget()
            return not isinstance(focus, QLineEdit | QPlainTextEdit) and not self._keeps(focus, event) and self._act(event)
        return False

    def _end_typing(self, pressed: QWidget) -> None:
        """A control that was pressed does not take the keys; a field that had them gives them to the map."""
        spared = isinstance(pressed, _SPARED) and pressed.focusPolicy() == Qt.FocusPolicy.TabFocus
        if spared and isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            self._areas[-1].setFocus(Qt.FocusReason.MouseFocusReason)

    def _keeps(self, focus: QWidget | None, event: QKeyEvent) -> bool:
        """Whether a key belongs to the control that the keyboard has reached."""
        if not self._by_keys or focus is None or focus is self._areas[-1]:
            return False
        key = Qt.Key(event.key())
        if key in _ARROWS and focus.property(KEEPS_ARROWS):
            return True
        return key == Qt.Key.Key_Tab or (key in _OWN_KEYS and isinstance(focus, _OWN_KEYS[key]))

    def step(self, *, on: bool) -> bool:
        """Go to the next or previous control; returns whether there is one."""
        chain = [widget for area in self._areas for widget in _reachable(area)]
        if not chain:
            return False
        focus = QApplication.focusWidget()
        at = chain.index(focus) + (1 if on else -1) if focus in chain else 0
        _reach(chain[at % len(chain)], on=on)
        return True

    def next_area(self) -> None:
        """Go to the next part of the window."""
        focus = QApplication.focusWidget()
        areas = [area for area in self._areas if _reachable(area)]
        if not areas:
            return
        inside = [number for number, area in enumerate(areas) if focus is area or (focus is not None and area.isAncestorOf(focus))]
        _reach(_reachable(areas[(inside[0] + 1) % len(areas) if inside else 0])[0], on=True)


def _spare_focus(widget: QWidget) -> None:
    """A click on a button or beside a text must not take the keys from the map, nor frame what has none; Tab still reaches both."""
    if isinstance(widget, _SPARED) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _reachable(area: QWidget) -> list[QWidget]:
    """Widgets of an area that Tab can reach now, in their order."""
    if not area.isVisible():
        return []
    return [
        widget
        for widget in (area, *area.findChildren(QWidget))
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]


def _reach(widget: QWidget, *, on: bool) -> None:
    widget.setFocus(Qt.FocusReason.TabFocusReason if on else Qt.FocusReason.BacktabFocusReason)
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
