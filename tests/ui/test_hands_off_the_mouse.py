"""Every capability by the keyboard alone: nothing here presses, moves or asks a widget; only keys go in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hands import Open, child, key, settle
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.ui.window import Window

K = Qt.Key
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def go_to(window: Window, wanted: Callable[[QWidget], bool], what: str) -> None:
    """Go on with Tab, as a reader does who has begun to walk through the window by F6, until a control has the focus."""
    if isinstance(focus(), QLineEdit):
        key(K.Key_F6)
    for _ in range(250):
        if wanted(focus()):
            return
        key(K.Key_F6 if focus() is window.map else K.Key_Tab)  # on the map Tab folds the panels away
    raise AssertionError(f"{what} is out of the keyboard's reach")


def says(*words: str) -> Callable[[QWidget], bool]:
    return lambda widget: any(word in (widget.accessibleName() or getattr(widget, "text", str)()) for word in words)


def to_map(window: Window) -> None:
    for _ in range(6):
        if focus() is window.map:
            return
        key(K.Key_Escape)
    raise AssertionError("Esc does not give the keys back to the map")


def test_a_stack_is_fanned_out_and_each_of_its_events_read(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22&b=4000&a=4000&p=laea&c=20,52&z=3.5")
    window.map.setFocus()
    stack = next(marker.key for marker in window.map.scene().markers if len(marker.events) > 1)
    for _ in range(40):
        if window.map._walked == stack:
            break
        key("n")
    key(K.Key_Return)
    assert window.state.view.fan.startswith(stack)
    first = window.state.view.selected
    assert first
    go_to(window, lambda widget: window.details.isAncestorOf(widget) and bool(widget.accessibleName()), "the details")
    to_map(window)


def test_a_range_is_brushed_zoomed_looped_and_dropped(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("l=en&t=1961-08-01")
    window.map.setFocus()
    key("b")
    key("2")
    key(K.Key_Right, times=3)
    key("b")
    assert window.state.view.range == (day_of("1961-08-01"), day_of("1961-11-01"))
    key("z")
    assert window.state.view.axis is not None
    key("l")
    key("3")
    key(K.Key_Space)
    start = window.state.view.instant
    qtbot.waitUntil(lambda: window.state.view.instant != start, timeout=8000)
    key(K.Key_Space)
    first, last = window.state.view.range or (0, 0)
    assert first <= window.state.view.instant <= last
    key("x")
    assert window.state.view.range is None
    key(K.Key_Home, SHIFT)
    assert window.state.view.axis is None
    key("w")
    menu = child(window, QMenu, "windowMenu")
    assert menu.isVisible()
    key(K.Key_Down)
    key(K.Key_Return)


def test_maps_are_compared_side_by_side_by_a_line_and_on_a_sheet(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27")
    window.map.setFocus()
    key(K.Key_M, CTRL | SHIFT)
    settle(window)
    assert window.state.view.beside is not None
    key(K.Key_M, CTRL | ALT)
    settle(window)
    go_to(window, lambda widget: widget.objectName() == "swipeLine", "the line between the maps")
    before = window.state.view.beside
    key(K.Key_Right, SHIFT)
    assert window.state.view.beside != before
    for _ in range(4):
        key(K.Key_Escape)
        if window.state.view.beside is None:
            break
    assert window.state.view.beside is None
    key(K.Key_G, CTRL | SHIFT)
    settle(window)
    days = window.state.view.days
    assert len(days) > 2
    go_to(window, lambda widget: widget.objectName() == "gridView", "the sheet of days")
    key(K.Key_Right)
    key(K.Key_Return)
    assert window.state.view.instant == days[1]
    key(K.Key_M, CTRL)
    settle(window)
    assert window.state.view.since is not None
    go_to(window, lambda widget: widget.objectName() == "changeList", "the list of changes")
    day = window.state.view
    key(K.Key_Down, times=2)
    key(K.Key_Return)
    assert window.state.view != day
    for _ in range(4):
        key(K.Key_Escape)
    assert window.state.view.since is None


def test_a_story_is_found_read_and_one_is_written(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27")
    window.map.setFocus()
    go_to(window, lambda widget: says("Events")(widget) and isinstance(widget, QPushButton), "the tabs")
    key(K.Key_Right)
    assert window.finder.tab == "stories"
    named = window.state.atlas.stories[0].names["en"]
    go_to(window, says(named), "a story")
    key(K.Key_Space)
    settle(window)
    assert window.player.stop is not None
    step = window.player.stop.number
    key(".")
    assert window.player.stop.number == step + 1
    go_to(window, lambda widget: window.player.isAncestorOf(widget) and isinstance(widget, QPushButton), "the player")
    for _ in range(6):
        key(K.Key_Escape)
    assert window.player.stop is None
    key(K.Key_E, CTRL | SHIFT)
    settle(window)
    key(K.Key_R, CTRL | SHIFT)
    settle(window)
    go_to(window, lambda widget: widget.objectName() == "storyName", "the name of the story")
    key("My own story")
    go_to(window, lambda widget: widget.objectName() == "stepText", "the text of the step")
    key("What is told here.")
    editor = window.writing.editor
    assert editor is not None
    assert editor.story.names["en"] == "My own story"
    assert editor.story.steps[0].text["en"] == "What is told here."


def test_distances_are_measured_and_pictures_exported(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    QStandardPaths.setTestModeEnabled(True)
    window = open_window("l=en&t=1961-10-27&p=laea&c=13,52&z=4")
    window.map.setFocus()
    key("m")
    key(K.Key_Return)
    key(K.Key_Right, CTRL, times=3)
    key(K.Key_Return)
    assert "km" in window.map.accessibleDescription()
    key(K.Key_Escape)
    assert not window.map.measuring.active
    key(K.Key_E, CTRL)
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    path = child(dialog, QLineEdit, "exportPath")
    for _ in range(12):
        if focus() is path:
            break
        key(K.Key_Tab)
    key(K.Key_A, CTRL)
    key(str(tmp_path / "keys.png"))
    key(K.Key_Return)
    qtbot.waitUntil((tmp_path / "keys.png").exists, timeout=20_000)


def test_layers_kinds_blocs_schemes_and_sides_are_chosen(open_window: Open, built_in: Atlas) -> None:
    window = open_window("l=en&t=1962-10-22", (1600, 1000), atlas=built_in)
    window.map.setFocus()
    go_to(window, says("Force"), "a kind of event")
    key(K.Key_Space)
    assert window.state.view.hidden_kinds
    key(K.Key_Space)
    to_map(window)
    key(K.Key_3, ALT)
    assert window.finder.tab == "layers"
    hidden = window.state.view.hidden_layers
    go_to(window, says("Iron Curtain", "Borders", "Names"), "a layer")
    key(K.Key_Space)
    assert window.state.view.hidden_layers != hidden
    go_to(window, lambda widget: widget.objectName() == "legend-nato", "a row of the legend")
    key(K.Key_Space)
    assert window.state.view.selected == "bloc:nato"
    settle(window)
    go_to(window, lambda widget: widget.objectName() == "schemeButton", "the reading of the blocs")
    key(K.Key_Space)
    menus = [menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()]
    chooser = QApplication.activePopupWidget() or (menus[-1] if menus else None)
    if chooser is None:
        assert window.findChild(QWidget, "schemeList") is not None
    key(K.Key_Escape)


def test_panels_are_resized_and_the_place_menu_opened(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks")
    window.map.setFocus()
    wide = window.details.width()
    go_to(window, lambda widget: widget.objectName() == "detailsEdge", "the edge of the details")
    key(K.Key_Left)
    assert window.details.width() == wide + 16
    tall = window.timeline.height()
    go_to(window, lambda widget: widget.objectName() == "timelineEdge", "the edge of the timeline")
    key(K.Key_Up)
    assert window.timeline.height() == tall + 16
    to_map(window)
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, window.map.rect().center(), window.map.mapToGlobal(window.map.rect().center())
    )
    QApplication.sendEvent(window.map, asked)
    menu = child(window, QMenu, "mapMenu")
    assert menu.isVisible()
    key(K.Key_Escape)


def test_marks_links_citations_and_the_table_of_events(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks")
    window.map.setFocus()
    key(K.Key_D, CTRL)
    assert len(window.desk.bookmarks.all) == 1
    key(K.Key_C, CTRL | SHIFT)
    assert "t=1961-10-27" in QGuiApplication.clipboard().text()
    key(K.Key_L, CTRL | SHIFT)
    settle(window)
    table = window.finding.table
    assert table is not None
    assert table.isVisible()
    table.activateWindow()
    for _ in range(6):
        if focus().objectName() == "copyCsv":
            break
        key(K.Key_Tab)
    key(K.Key_Space)
    assert "berlin-tanks" in QGuiApplication.clipboard().text()
    key(K.Key_Escape)
    assert not table.isVisible()
    window.activateWindow()
    settle(window)
    window.map.setFocus()
    go_to(window, lambda widget: widget.objectName() == "copyCitation", "the citation of the event")


def test_comfort_is_in_the_palette(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("l=en&t=1961-10-27")
    window.map.setFocus()
    key(K.Key_K, CTRL)
    key("more contrast")
    qtbot.waitUntil(lambda: bool(window.desk.palette.entries))
    key(K.Key_Return)
    assert window.state.view.theme == "light-high"
    key(K.Key_F1)
    dialog = child(window, QDialog, "helpDialog")
    key("measure")
    assert any("easure" in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    key(K.Key_Escape)
