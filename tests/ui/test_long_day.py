"""What a random user found in a long day: each fault once more, in as few steps as trip it."""

from __future__ import annotations

import gc

from hands import Open, settle
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QLineEdit

from viewer.ui.window import Window


def test_the_palette_closes_though_what_had_the_keys_is_gone(window: Window) -> None:
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    window.desk.open_palette()
    palette = window.desk.palette
    assert palette._back is field
    field.deleteLater()  # as a button of the details, when another day fills them anew
    del field
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    palette.dismiss()
    assert not palette.isVisible()
    assert window.map.hasFocus()


def test_fingers_that_meet_leave_the_timeline_with_an_axis(open_window: Open) -> None:
    window = open_window("y=1950-01-01/1960-01-01")
    canvas = window.timeline.canvas
    at = QPointF(canvas.width() / 2, 40)
    for value in (-1.0, -3.0, 0.5):
        canvas.hands.pinch(1.0 + value, at.x())
        settle(window)
        axis = window.state.view.axis
        assert axis is None or axis[0] < axis[1]
    where = QPointF(canvas.mapToGlobal(at.toPoint()))
    sort, pad = Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(sort, pad, 2, at, at, where, 0.4, QPointF())
    QApplication.sendEvent(canvas, event)
    assert window.state.view.axis is not None
