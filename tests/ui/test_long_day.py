"""What a random user found in a long day: each fault once more, in as few steps as trip it."""

from __future__ import annotations

import gc

import pytest
from hands import Open, key, push, settle
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QLineEdit

from viewer.ui.comfort.comfort import COMFORT
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


NARROW_LOOKS = ["s=polity:ussr", "o=the-wall:2", "d=1950-01-01", "d=1950-01-01&s=polity:ussr"]


@pytest.mark.parametrize("look", NARROW_LOOKS)
def test_what_is_typed_into_the_search_is_seen_on_a_small_window(look: str, open_window: Open) -> None:
    """The field lay behind what is told at the right, or below the list of changes: words went into it unseen."""
    window = open_window(f"t=1962-10-22&l=en&{look}", (1024, 700))
    before = window.state.view
    key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = window.finder.search
    assert search.isVisible()
    assert search.hasFocus()
    window.state.go_back()
    settle(window)
    assert window.state.view == before, "what gave way is one step back"
    assert not search.isVisible()
    rail = window.rail._buttons["layers"]
    push(rail)
    assert window.finder.isVisible()
    assert window.finder.tab == "layers"
    push(rail)
    assert not window.finder.isVisible()


def test_the_editor_of_stories_gives_way_to_the_search(window: Window) -> None:
    window.writing.toggle()
    settle(window)
    assert not window.finder.isVisible()
    key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.finder.search.hasFocus()
    assert window.finder.search.isVisible()


@pytest.mark.parametrize("percent", [100, 160])
@pytest.mark.parametrize("size", [(720, 480), (1024, 700), (1099, 740)])
def test_a_story_that_is_told_leaves_room_for_the_map(size: tuple[int, int], percent: int, open_window: Open) -> None:
    """List and player covered each other, and the free part of the map was less than nothing wide."""
    COMFORT.set_percent(percent)
    window = open_window("o=the-wall:2&l=en", size)
    assert window.player.isVisible()
    left, top, right, bottom = window.map.free
    assert right - left > 40
    assert bottom - top > 40
    assert not window.finder.isVisible()
    window.player.close_story()
    settle(window)
    assert window.finder.isVisible() or window.state.view.selected
