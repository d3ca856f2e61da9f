"""Everything works without a mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Open, child, key, push, settle
from PySide6.QtCore import QEvent, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from viewer.model.time import day_of
from viewer.ui.finder.filters import FamilyChip
from viewer.ui.keys.commands import key_text
from viewer.ui.window import Window

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
K = Qt.Key
NO_FOCUS = Qt.FocusPolicy.NoFocus


def test_a_journey_by_keys_alone(window: Window, qtbot: QtBot) -> None:
    state = window.state
    key("]")
    assert state.view.selected == "moscow-letter"
    assert state.view.instant == day_of("1962-10-26")
    assert window.details.isVisible()
    key(K.Key_L, CTRL)
    assert state.view.language == "en"
    key(K.Key_F, CTRL)
    assert QApplication.focusWidget() is window.finder.search
    key("Vilnius")
    qtbot.waitUntil(lambda: state.view.query == "Vilnius")
    key(K.Key_Return)
    assert [event.id for event in window.finder.events.events] == ["vilnius-act", "vilnius-tower", "vilnius-recognised"]
    key(K.Key_Down)
    assert QApplication.focusWidget() is window.finder.events
    key(K.Key_Down)
    key(K.Key_Return)
    assert state.view.selected == "vilnius-tower"
    assert state.view.instant == day_of("1991-01-13")
    zoom = state.view.zoom
    key("+")
    assert state.view.zoom == pytest.approx(zoom + 0.5, abs=0.01)
    key("-", times=2)
    assert state.view.zoom == pytest.approx(zoom - 0.5, abs=0.01)
    settle(window)


def test_arrows_step_by_days_months_and_years(window: Window) -> None:
    state = window.state
    key(K.Key_Right)
    assert state.view.instant == day_of("1962-10-23")
    key(K.Key_Left, SHIFT)
    assert state.view.instant == day_of("1962-10-13")
    window.timeline.set_step("month")
    key(K.Key_Right, times=2)
    assert state.view.instant == day_of("1962-12-13")
    window.timeline.set_step("year")
    key(K.Key_Right, SHIFT)
    assert state.view.instant == day_of("1972-12-13")


def test_home_and_end_go_to_the_first_and_last_day(window: Window) -> None:
    key(K.Key_End)
    assert window.state.view.instant == day_of("1999-12-31")
    key(K.Key_Right)
    assert window.state.view.instant == day_of("1999-12-31")
    key(K.Key_Home)
    assert window.state.view.instant == day_of("1945-01-01")
    key(K.Key_Left)
    assert window.state.view.instant == day_of("1945-01-01")


def test_brackets_walk_through_all_events_and_braces_through_all_changes(window: Window) -> None:
    state = window.state
    key(K.Key_Home)
    walked = []
    for _ in range(30):
        key("]")
        walked.append(state.view.selected)
    assert list(dict.fromkeys(walked)) == [event.id for event in state.atlas.event_list]
    for _ in range(30):
        key("[")
    assert state.view.selected == state.atlas.event_list[0].id
    key(K.Key_Home)
    days = [int(day) for day in state.atlas.change_days if state.atlas.span.start < day < state.atlas.span.end]
    seen = []
    for _ in days:
        key("}")
        seen.append(state.view.instant)
    assert seen == days
    key("{")
    assert state.view.instant == days[-2]


def test_space_plays_and_stops(window: Window, qtbot: QtBot) -> None:
    window.timeline.set_step("year")
    before = window.state.view
    key(K.Key_Space)
    qtbot.waitUntil(lambda: window.state.view.instant > before.instant + 20)
    key(K.Key_Space)
    stopped = window.state.view.instant
    qtbot.wait(80)
    assert window.state.view.instant == stopped
    key(K.Key_Left, ALT)
    assert window.state.view == before, "playing is one step of history"


def test_playing_stops_at_the_end(window: Window, qtbot: QtBot) -> None:
    window.timeline.set_step("year")
    window.state.set_view(window.state.view.at(day_of("1999-12-20")))
    key(K.Key_Space)
    qtbot.waitUntil(lambda: not window.timeline.play.isChecked())
    assert window.state.view.instant == day_of("1999-12-31")


def test_tab_folds_the_panels_and_brings_them_back(window: Window) -> None:
    window.map.setFocus(Qt.FocusReason.MouseFocusReason)
    panels = (window.finder, window.legend, window.tools)
    key(K.Key_Tab)
    assert not any(panel.isVisible() for panel in panels)
    assert window.timeline.isVisible()
    assert window.date.isVisible()
    key(K.Key_Tab)
    assert all(panel.isVisible() for panel in panels)


def test_history_goes_back_and_forward(window: Window) -> None:
    state = window.state
    first = state.view
    key("]")
    second = state.view
    key("+")
    settle(window)
    third = state.view
    key(K.Key_Left, ALT, times=1)
    assert state.view == second
    key(K.Key_Left, ALT)
    assert state.view == first
    key(K.Key_Right, ALT, times=2)
    assert state.view == third
    assert not state.can_go_forward


def test_a_typed_date_goes_there(window: Window, qtbot: QtBot) -> None:
    for typed, day in (("1989-11-09", "1989-11-09"), ("昭和37年10月27日", "1962-10-27"), ("3 Oct 1990", "1990-10-03")):
        key(K.Key_F, CTRL)
        window.finder.search.setText("")
        if typed.isascii():
            key(typed)
        else:
            window.finder.search.insert(typed)  # as an input method does
        key(K.Key_Return)
        assert window.state.view.instant == day_of(day)
        assert window.state.view.query == ""


def test_typing_in_the_search_field_moves_nothing_else(window: Window) -> None:
    before = window.state.view
    key(K.Key_F, CTRL)
    key("a [ ] + - 0 ?")
    key(K.Key_Home)
    key(K.Key_Left)
    assert window.state.view.instant == before.instant
    assert window.state.view.zoom == before.zoom
    assert window.finder.search.text() == "a [ ] + - 0 ?"


def test_escape_leaves_the_search_field_and_gives_the_keys_back(window: Window, qtbot: QtBot) -> None:
    key(K.Key_F, CTRL)
    key("wall")
    qtbot.waitUntil(lambda: window.state.view.query == "wall")
    assert window.finder.results.isVisible()
    key(K.Key_Escape)
    assert not window.finder.results.isVisible()
    assert window.state.view.query == "wall"
    key(K.Key_Escape)
    assert window.state.view.query == ""
    key(K.Key_Escape)
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    key(K.Key_Right)
    assert window.state.view.instant == day_of("1962-10-23")


def test_the_export_dialog_opens_and_saves_by_keys(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    QStandardPaths.setTestModeEnabled(True)
    key(K.Key_E, CTRL)
    dialog = child(window, QDialog, "exportDialog")
    qtbot.waitExposed(dialog)
    path = child(dialog, QLineEdit, "exportPath")
    dialog.activateWindow()
    path.setFocus()
    path.selectAll()
    key(str(tmp_path / "keys.png"))
    key(K.Key_Return)
    qtbot.waitUntil((tmp_path / "keys.png").exists)
    QStandardPaths.setTestModeEnabled(False)


def test_help_lists_every_key_and_closes_by_escape(window: Window, qtbot: QtBot) -> None:
    key("?", SHIFT)
    dialog = child(window, QDialog, "helpDialog")
    dialog.activateWindow()
    told = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Space", "Home", "End", "[", "]", "{", "}", "Ctrl+F", "Ctrl+E", "Tab", "F11", "Esc", "?", "Ctrl+M", "F6"} <= told
    assert {key_text(keys) for command in window.commands for keys in command.keys} <= told
    key(K.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(QDialog, "helpDialog") is None)


def test_controls_reached_by_keys_answer_to_keys(window: Window) -> None:
    """Space presses the button that the keyboard has reached; Tab goes on to the next."""
    key(K.Key_F, CTRL)
    key(K.Key_Tab)
    reached = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        if focused is window.map:
            break
        key(K.Key_Tab)
    assert window.tools.isVisible(), "Tab did not fold while it went through the controls"
    assert window.finder.events in reached
    assert window.timeline.canvas in reached
    assert window.timeline.play in reached
    assert window.tools.buttons["language"] in reached
    window.tools.buttons["language"].setFocus(Qt.FocusReason.TabFocusReason)
    language = window.state.view.language
    key(K.Key_Space)
    assert window.state.view.language != language
    assert not window.timeline.play.isChecked()


def test_f6_goes_from_area_to_area(open_window: Open) -> None:
    window = open_window("s=berlin-wall")
    window.map.setFocus(Qt.FocusReason.OtherFocusReason)
    areas = [window.finder, window.details, window.tools, window.legend, window.timeline, window.map]
    reached = []
    for _ in areas:
        key(K.Key_F6)
        focused = QApplication.focusWidget()
        reached += [area for area in areas if area.isAncestorOf(focused) or area is focused]
    assert reached == areas


def test_markers_can_be_walked_and_opened_by_keys(open_window: Open) -> None:
    window = open_window("t=1989-11-09&p=laea&c=20,52&z=3.5")
    window.map.setFocus(Qt.FocusReason.TabFocusReason)
    opened = set()
    for _ in range(len(window.map.scene().markers)):
        key(K.Key_N)
        key(K.Key_Return)
        opened.add(window.state.view.selected)
        key(K.Key_Escape, times=2)
    assert {"berlin-opened"} < opened


def test_keys_do_nothing_surprising_with_other_modifiers(window: Window) -> None:
    before = window.state.view
    for what in (K.Key_Space, K.Key_Home, K.Key_Tab):
        QApplication.processEvents()
        key(what, CTRL | ALT)
    assert window.state.view == before


def caps(letter: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a letter while Caps Lock is on: what is typed is large without Shift and small with it."""
    focus = QApplication.focusWidget()
    assert focus is not None
    typed = letter.lower() if held & SHIFT else letter.upper()
    QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), held, typed))
    QApplication.processEvents()


def test_caps_lock_and_other_scripts_change_no_key(open_window: Open) -> None:
    window = open_window("t=1962-10-22&l=en&p=laea&c=20,52&z=4")
    window.map.setFocus()
    turned = window.state.view
    caps("r")
    assert window.state.view.rotation == 15.0, "R turns to the right, with Caps Lock too"
    caps("r", SHIFT)
    caps("r", SHIFT)
    assert window.state.view.rotation == -15.0
    caps("n", SHIFT)
    assert window.state.view.rotation == 0.0
    QApplication.sendEvent(window.map, QKeyEvent(QEvent.Type.KeyPress, K.Key_R, Qt.KeyboardModifier.NoModifier, "\u043a"))
    assert window.state.view.rotation == 15.0, "a Russian keyboard writes another letter on the same key"
    window.state.set_view(turned)
    caps("l")
    assert window.timeline.playing.loop
    caps("l", SHIFT)
    assert not window.timeline.playing.loop


def test_n_goes_to_the_next_marker_also_on_a_turned_map(open_window: Open) -> None:
    window = open_window("t=1962-10-22&l=en&p=laea&c=20,52&z=3&j=30")
    window.map.setFocus()
    key("n")
    assert window.map._walked
    assert window.state.view.rotation == 30.0


def test_the_keys_are_nobodys_at_no_time(open_window: Open) -> None:
    """A control that goes away with its panel leaves the keys to the map."""
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks")
    close = next(button for button in window.details.findChildren(QPushButton) if button.accessibleName() == window.say("details.close"))
    close.setFocus(Qt.FocusReason.TabFocusReason)
    key(K.Key_Space)
    settle(window)
    assert not window.details.isVisible()
    assert QApplication.focusWidget() is not None
    assert QApplication.focusWidget().isVisible()


def test_no_button_takes_the_keys_by_a_click_and_each_is_reached_by_tab(open_window: Open) -> None:
    """A frame round a control says that keys go there; those that are clicked leave them to the map."""
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks")
    buttons = [button for button in window.findChildren(QAbstractButton) if button.isVisible() and button.focusPolicy() != NO_FOCUS]
    assert {window.timeline.play, window.tools.buttons["theme"], *window.finder.findChildren(FamilyChip)} <= set(buttons)
    for button in buttons:
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus, (button.objectName(), button.text())
    window.map.setFocus()
    chip = next(iter(window.finder.findChildren(FamilyChip)))
    push(chip)
    assert QApplication.focusWidget() is window.map
    key(K.Key_F, CTRL)
    key("wall")
    push(chip)
    assert QApplication.focusWidget() is window.map, "who clicks elsewhere has done with typing"
    key("d")
    assert window.finder.search.text() == "wall"


@pytest.mark.parametrize(("number", "tab"), [(1, "events"), (2, "stories"), (3, "layers")])
def test_the_tabs_of_the_left_panel_have_keys(number: int, tab: str, open_window: Open) -> None:
    window = open_window("l=en", size=(1100, 760))
    window.bare = True
    window.arrange()
    window.map.setFocus()
    key(Qt.Key(Qt.Key.Key_0 + number), ALT)
    assert window.finder.tab == tab
    assert window.finder.isVisible()
