"""Lists that fold out, among the layers and elsewhere."""

from __future__ import annotations

from hands import Open, settle
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox

from viewer.model.atlas import Atlas


def test_a_wheel_over_a_list_is_left_to_the_page_and_changes_nothing(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en", (1280, 800), atlas=built_in)
    window.show_tab("layers")
    settle(window)
    before = window.state.view
    boxes = [box for box in window.finder._layers.findChildren(QComboBox) if box.isVisible() and box.count() > 1]
    assert len(boxes) > 4
    for box in boxes:
        box.setFocus()
        for turn in (-120, 120):
            at, none = QPointF(20, 10), QPoint()
            button, key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            event = QWheelEvent(at, at, none, QPoint(0, turn), button, key, Qt.ScrollPhase.NoScrollPhase, False)
            QApplication.sendEvent(box, event)
            assert not event.isAccepted(), "Qt gives it to the page, which scrolls"
    assert window.state.view == before
