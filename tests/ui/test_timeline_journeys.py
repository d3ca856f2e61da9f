"""The timeline as an instrument: brushing, gliding, fingers, playing, one's own window, and a date that is typed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hands import LEFT, NONE, Open, Remembered, click, drag, key, push, settle, steady, texts, wheel
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QInputDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from viewer.carto.days.dates import counts_old_style
from viewer.carto.timeline.lanes import LANES
from viewer.carto.tokens import THEMES
from viewer.model.atlas import Atlas
from viewer.model.civil import civil
from viewer.model.time import day_of, iso
from viewer.ui.comfort.motion import MOTION
from viewer.ui.timeline.window_menu import WindowDialog
from viewer.ui.window import Window

SHIFT, CTRL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
K = Qt.Key
ZOOMED = "t=1962-10-22&y=1955-01-01/1970-01-01&l=en"


def spot(window: Window, date: str, y: float | None = None) -> QPointF:
    canvas = window.timeline.canvas
    return QPointF(canvas.scale().x_of(day_of(date) + 0.5), canvas.rows.bars + 12 if y is None else y)


def brushed(window: Window, first: str, last: str) -> None:
    """Drag with Shift."""
    for _ in drag(window.timeline.canvas, spot(window, first), spot(window, last), held=SHIFT):
        pass


def ranged(window: Window) -> tuple[int, int] | None:
    return window.state.view.range


def near(window: Window, first: str, last: str) -> bool:
    found = window.state.view.range
    return found is not None and abs(found[0] - day_of(first)) < 12 and abs(found[1] - day_of(last)) < 12


def listed(window: Window) -> list[str]:
    settle(window)
    return [event.id for event in window.finder.events.events]


def test_a_brushed_range_filters_the_list_and_a_chip_takes_it_away(open_window: Open) -> None:
    window = open_window("t=1962-10-22&b=10&a=10&l=en")
    assert "vilnius-tower" not in listed(window)
    before = window.state.view
    brushed(window, "1988-01-01", "1992-06-01")
    assert near(window, "1988-01-01", "1992-06-01")
    assert "vilnius-tower" in listed(window)
    assert "moscow-letter" not in listed(window)
    first, last = window.state.view.range or (0, 0)
    assert first <= window.state.view.instant <= last, "the day shown comes into the range"
    chip = window.timeline.range_chip
    assert str(civil(first).year) in chip.text()
    assert not window.timeline.window_button.isVisible()
    push(chip)
    assert window.state.view.range is None
    assert window.timeline.window_button.isVisible()
    window.state.go_back()
    window.state.go_back()
    assert window.state.view == before, "brushing is one step of history"


def test_the_brush_button_arms_the_next_drag_alone(open_window: Open) -> None:
    window = open_window(ZOOMED)
    push(window.timeline.brush)
    for _ in drag(window.timeline.canvas, spot(window, "1957-01-01"), spot(window, "1959-01-01")):
        pass
    assert near(window, "1957-01-01", "1959-01-01")
    settle(window)
    assert not window.timeline.brush.isChecked()
    axis = window.state.view.axis
    for _ in drag(window.timeline.canvas, spot(window, "1966-01-01"), spot(window, "1967-01-01")):
        pass
    assert near(window, "1957-01-01", "1959-01-01"), "the next drag moves the axis"
    assert window.state.view.axis != axis


def test_a_range_is_marked_shown_and_dropped_by_keys(open_window: Open) -> None:
    window = open_window("t=1962-10-14&l=en")
    window.map.setFocus(Qt.FocusReason.OtherFocusReason)
    key("b")
    assert ranged(window) is None
    key(K.Key_Right, SHIFT)
    key("b")
    assert window.state.view.range == (day_of("1962-10-14"), day_of("1962-10-24"))
    key("z")
    axis = window.state.view.axis
    assert axis is not None
    assert axis[0] <= day_of("1962-10-14") < day_of("1962-10-24") <= axis[1]
    assert axis[1] - axis[0] < 20
    key("z")
    assert window.state.view.axis is None
    key("x")
    assert window.state.view.range is None


def test_the_handles_of_a_range_move_its_ends(open_window: Open) -> None:
    window = open_window(f"{ZOOMED}&u=1960-01-01/1964-01-01")
    y = window.timeline.canvas.rows.axis - 26
    for _ in drag(window.timeline.canvas, spot(window, "1960-01-01", y), spot(window, "1958-01-01", y)):
        pass
    assert near(window, "1958-01-01", "1964-01-01")


def test_next_event_stays_within_the_range(open_window: Open) -> None:
    window = open_window("t=1990-01-01&l=en&u=1990-01-01/1991-06-01")
    for _ in range(6):
        key("]")
    assert window.state.view.instant <= day_of("1991-06-01")
    assert window.state.view.selected


def fling(window: Window) -> None:
    """Drag the axis quickly and let go."""
    start = spot(window, "1966-01-01")
    for _ in drag(window.timeline.canvas, start, start - QPointF(120, 0)):
        pass


def test_an_axis_that_is_let_go_while_it_moves_glides_on(open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window(ZOOMED)
    before = window.state.view
    MOTION.choose("full")
    steady(monkeypatch)
    fling(window)
    assert not window.state.at_rest
    let_go = window.state.view.axis
    qtbot.waitUntil(lambda: window.state.at_rest)
    rest = window.state.view.axis
    assert let_go is not None
    assert rest is not None
    assert rest[0] > let_go[0]
    window.state.go_back()
    assert window.state.view == before, "a drag that glides is one step of history"


def test_nothing_glides_where_no_motion_is_wanted(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window(ZOOMED)
    MOTION.choose("reduced")
    steady(monkeypatch)
    fling(window)
    assert window.state.at_rest


def test_two_fingers_on_the_screen_hold_the_days_under_them(open_window: Open) -> None:
    window = open_window(ZOOMED)
    canvas = window.timeline.canvas
    left, right = spot(window, "1960-01-01").toPoint(), spot(window, "1964-01-01").toPoint()
    days = [canvas.scale().day_at(point.x()) for point in (left, right)]
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    QTest.touchEvent(canvas, device).press(0, left, canvas).press(1, right, canvas).commit()
    apart = QPoint(80, 0)
    QTest.touchEvent(canvas, device).move(0, left - apart, canvas).move(1, right + apart, canvas).commit()
    scale = canvas.scale()
    assert scale.day_at(left.x() - 80) == pytest.approx(days[0], abs=4)
    assert scale.day_at(right.x() + 80) == pytest.approx(days[1], abs=4)
    QTest.touchEvent(canvas, device).release(0, left - apart, canvas).release(1, right + apart, canvas).commit()
    assert window.state.at_rest
    assert window.state.view.instant == day_of("1962-10-22"), "a pinch moves no thumb"


def test_one_finger_drags_the_thumb(open_window: Open) -> None:
    window = open_window(ZOOMED)
    canvas = window.timeline.canvas
    y = canvas.rows.axis + 10
    start, end = spot(window, "1962-10-22", y).toPoint(), spot(window, "1966-01-01", y).toPoint()
    device = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    QTest.touchEvent(canvas, device).press(0, start, canvas).commit()
    QTest.touchEvent(canvas, device).move(0, end, canvas).commit()
    QTest.touchEvent(canvas, device).release(0, end, canvas).commit()
    assert abs(window.state.view.instant - day_of("1966-01-01")) < 8
    assert window.state.at_rest


def scroll(window: Window, dx: int, dy: int, held: Qt.KeyboardModifier = NONE) -> None:
    """Move two fingers on a touchpad."""
    canvas = window.timeline.canvas
    at = spot(window, "1962-01-01")
    where = QPointF(canvas.mapToGlobal(at.toPoint()))
    for phase in (Qt.ScrollPhase.ScrollBegin, Qt.ScrollPhase.ScrollUpdate, Qt.ScrollPhase.ScrollEnd):
        moved = QPoint(dx, dy) if phase == Qt.ScrollPhase.ScrollUpdate else QPoint()
        event = QWheelEvent(at, where, moved, moved, Qt.MouseButton.NoButton, held, phase, False)
        QApplication.sendEvent(canvas, event)


def test_two_fingers_on_a_touchpad_move_the_axis_and_zoom_with_ctrl(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(ZOOMED)
    canvas = window.timeline.canvas
    span, start = canvas.scale().span, canvas.scale().start
    scroll(window, -60, 0)
    assert canvas.scale().span == pytest.approx(span, abs=2)
    assert canvas.scale().start > start
    scroll(window, 0, 60)
    assert canvas.scale().start == pytest.approx(start, abs=4)
    scroll(window, 0, 60, CTRL)
    assert canvas.scale().span < span
    qtbot.waitUntil(lambda: window.state.at_rest)


def test_turning_the_wheel_is_one_step_of_history_once_it_rests(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("l=en")
    before = window.state.view
    wheel(window.timeline.canvas, 700, window.timeline.canvas.rows.bars + 10, 6)
    qtbot.waitUntil(lambda: window.state.at_rest)
    window.state.go_back()
    assert window.state.view == before


def test_the_axis_is_zoomed_and_leafed_by_keys(open_window: Open) -> None:
    window = open_window("t=1962-10-22&l=en")
    window.map.setFocus(Qt.FocusReason.OtherFocusReason)
    whole = window.timeline.canvas.scale().span
    key(K.Key_Up, SHIFT, times=2)
    axis = window.state.view.axis
    assert axis is not None
    assert axis[1] - axis[0] == pytest.approx(whole / 4, abs=3)
    key(K.Key_PageDown, SHIFT)
    later = window.state.view.axis
    assert later is not None
    assert later[0] - axis[0] == pytest.approx((axis[1] - axis[0]) / 2, abs=3)
    key(K.Key_PageUp, SHIFT)
    key(K.Key_Down, SHIFT)
    key(K.Key_Home, SHIFT)
    assert window.state.view.axis is None
    assert window.state.view.instant == day_of("1962-10-22")


def test_the_overview_shows_up_when_zoomed_in_and_drags_the_axis(open_window: Open) -> None:
    window = open_window(ZOOMED)
    canvas = window.timeline.canvas
    y = canvas.rows.overview + 6
    whole = canvas.hands.overview()
    start = QPointF(whole.x_of(day_of("1962-06-01")), y)
    for _ in drag(canvas, start, QPointF(whole.x_of(day_of("1982-06-01")), y)):
        pass
    axis = window.state.view.axis
    assert axis is not None
    assert abs(axis[0] - day_of("1975-01-01")) < 40
    assert axis[1] - axis[0] == pytest.approx(day_of("1970-01-01") - day_of("1955-01-01"), abs=2)
    click(canvas, whole.x_of(day_of("1950-06-01")), y)
    axis = window.state.view.axis
    assert axis is not None
    assert axis[0] < day_of("1950-06-01") < axis[1], "a click brings the frame there"
    assert window.state.view.instant == day_of("1962-10-22")
    window.state.change(axis=None)
    assert canvas.hands.grip_at(start) != "overview"


def test_playing_loops_over_the_range(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("t=1962-10-22&l=en&u=1962-10-20/1962-11-20")
    timeline = window.timeline
    push(timeline.loop)
    key("3")
    assert timeline.step == "year"
    seen: list[int] = []
    window.state.view_changed.connect(lambda: seen.append(window.state.view.instant))
    push(timeline.play)
    qtbot.waitUntil(lambda: any(later < earlier for earlier, later in pairwise(seen)))
    push(timeline.play)
    assert min(seen) == day_of("1962-10-20"), "it begins again at the first day"
    assert max(seen) == day_of("1962-11-20"), iso(max(seen))


def test_playing_a_range_without_a_loop_ends_with_it(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("t=1970-01-01&l=en&u=1962-10-20/1962-11-20")
    window.timeline.set_step("year")
    push(window.timeline.play)
    qtbot.waitUntil(lambda: not window.timeline.play.isChecked())
    assert window.state.view.instant == day_of("1962-11-20")


def test_the_speed_is_chosen_by_keys_and_in_the_menu(open_window: Open) -> None:
    window = open_window("l=en")
    timeline = window.timeline
    window.map.setFocus(Qt.FocusReason.OtherFocusReason)
    key(">", times=9)
    assert timeline.speed.text() == "×10"
    key("<")
    assert timeline.speed.text() == "×5"
    push(timeline.speed)
    menu = next(menu for menu in timeline.speed.findChildren(QMenu, "speedMenu") if menu.isVisible())
    said = {action.text(): action for action in menu.actions()}
    assert said["×5"].isChecked()
    said["×0.5"].trigger()
    said["Slow down where much happens"].trigger()
    menu.close()
    assert timeline.speed.text() == "×0.5"
    assert not timeline.playing.slowing


def test_a_window_of_ones_own_is_typed(open_window: Open) -> None:
    window = open_window("t=1962-10-22&l=en&b=0&a=0&u=1960-01-01/1961-01-01")
    window.state.change(range=None)
    key("w")
    menu = next(menu for menu in window.timeline.window_button.findChildren(QMenu, "windowMenu") if menu.isVisible())
    chosen = [action.text() for action in menu.actions() if action.isChecked()]
    assert chosen == ["This day only"]
    next(action for action in menu.actions() if action.text().startswith("Custom")).trigger()
    menu.close()
    dialog = window.findChild(WindowDialog)
    assert dialog is not None
    before, after = dialog.findChildren(QSpinBox)
    before.setValue(21)
    after.setValue(9)
    assert any("1 Oct 1962 – 31 Oct 1962" in label.text() for label in dialog.findChildren(QLabel))
    push(next(button for button in dialog.findChildren(QPushButton) if button.text() == "Apply"))
    assert (window.state.view.before, window.state.view.after) == (21, 9)


def typed(window: Window, text: str) -> str:
    """Open the field by its keys, type, and return what it says."""
    key(K.Key_G, CTRL)
    assert QApplication.focusWidget() is window.timeline.date_field.field
    key(text)
    return window.timeline.date_field.told.text()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1989-11-09", "1989-11-09"),
        ("22.10.1962", "1962-10-22"),
        ("Oct 1962", "1962-10-01"),
        ("昭和37年10月22日", "1962-10-22"),
        ("平成元年11月9日", "1989-11-09"),
        ("3 Nov", "1961-11-03"),
    ],
)
def test_a_typed_date_is_gone_to(text: str, day: str, open_window: Open) -> None:
    window = open_window("t=1961-10-27&l=en")
    key(K.Key_G, CTRL)
    field = window.timeline.date_field
    assert QApplication.focusWidget() is field.field
    QTest.keyClick(field.field, K.Key_Delete)
    field.field.insert(text)
    field.field.textEdited.emit(text)
    assert "Enter goes to" in field.told.text()
    key(K.Key_Return)
    assert window.state.view.instant == day_of(day)
    assert not field.isVisible()


def test_a_click_on_the_large_date_asks_for_one_and_says_what_it_cannot_read(open_window: Open) -> None:
    window = open_window("t=1961-10-27&l=en")
    before = window.state.view
    click(window.date, 60, 40)
    field = window.timeline.date_field
    assert field.isVisible()
    assert field.field.selectedText() == "27 October 1961"
    key("the wall")
    assert "can't be read" in field.told.text()
    error_ink = QColor(THEMES["light"].err)
    assert field.told.palette().windowText().color() != error_ink, "while it is typed nothing is wrong yet"
    key(K.Key_Return)
    assert field.isVisible()
    assert field.told.palette().windowText().color() == error_ink
    field.field.selectAll()
    key("1066-10-14")
    assert field.told.palette().windowText().color() != error_ink
    assert "The atlas tells of" in field.told.text()
    key(K.Key_Escape)
    assert not field.isVisible()
    assert window.state.view == before


def test_two_dates_typed_with_a_dash_brush_the_range(open_window: Open) -> None:
    window = open_window("t=1961-10-27&l=en")
    assert "14 Oct 1962 – 28 Oct 1962" in typed(window, "1962-10-14..1962-10-28")
    key(K.Key_Return)
    assert window.state.view.range == (day_of("1962-10-14"), day_of("1962-10-28"))
    assert window.state.view.instant == day_of("1962-10-14")


def test_a_date_may_be_open_or_told_by_two_digits_and_what_is_refused_shows_a_right_form(open_window: Open) -> None:
    window = open_window("t=1961-10-27&l=en")
    assert "write 1962-04-03 or 1962-03-04" in typed(window, "3/4/1962")
    key(K.Key_Escape)
    assert "22 October 1962" in typed(window, "22-Oct-62")
    key(K.Key_Escape)
    assert "1 Jan 1992" in typed(window, "after 1991")
    key(K.Key_Return)
    span = window.state.atlas.span
    assert window.state.view.range == (day_of("1992-01-01"), span.end - 1), "no farther than the atlas tells"


def test_the_upper_edge_is_dragged_and_remembered(open_window: Open) -> None:
    session = Remembered()
    window = open_window("l=en", session=session)
    window.resize(1280, 800)
    settle(window)
    timeline, edge = window.timeline, window.timeline.edge
    height, bars = timeline.height(), timeline.canvas.rows.axis - timeline.canvas.rows.bars
    middle = QPointF(edge.width() / 2, 4)
    for _ in drag(edge, middle, middle - QPointF(0, 60)):
        pass
    assert timeline.height() == height + 60
    assert timeline.canvas.rows.axis - timeline.canvas.rows.bars > bars
    assert timeline.canvas.rows.lanes > LANES, "the room goes to lanes and histogram"
    edge.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(edge, K.Key_Down)
    assert timeline.height() == height + 44
    window.close()
    again = open_window(session=session)
    again.resize(1280, 800)
    settle(again)
    assert again.timeline.edge.taller == 44
    assert again.timeline.height() == height + 44
    QTest.mouseDClick(again.timeline.edge, LEFT, NONE, middle.toPoint())
    assert again.timeline.height() == height


def tip(window: Window, x: float, y: float) -> str:
    return window.timeline.canvas.tip_at(QPointF(x, y))


def test_what_the_pointer_rests_on_is_told(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&y=1945-01-01/1975-01-01", (1600, 1000), atlas=built_in)
    canvas, rows, scale = window.timeline.canvas, window.timeline.canvas.rows, window.timeline.canvas.scale()
    x = scale.x_of(day_of("1962-10-22"))
    assert "Kennedy" in tip(window, x, rows.office + 24)
    assert "Khrushchev" in tip(window, x, rows.office + 6)
    assert "Peaceful coexistence" in tip(window, x, rows.eras + 8)
    column = max(canvas.chronicle().columns, key=lambda one: sum(one.counts))
    told = tip(window, (column.left + column.right) / 2, rows.axis - 4)
    assert f"{sum(column.counts)} events" in told
    treaty = next(bar for bar in canvas.chronicle().treaties if bar.lead > 1)
    told = tip(window, treaty.left + 2, rows.pacts + 10 * treaty.lane + 5)
    assert "Signed: " in told
    assert "In force: " in told
    changed = next(int(day) for day in built_in.change_days if day > day_of("1949-01-01"))
    assert len(tip(window, scale.x_of(changed), rows.changes + 6).splitlines()) > 1
    assert tip(window, 4, rows.bars) == ""


def test_a_bar_is_clicked_for_its_event(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&y=1945-01-01/1955-01-01", (1600, 1000), atlas=built_in)
    canvas = window.timeline.canvas
    bar = next(bar for bar in canvas.chronicle().spans if bar.event == "berlin-blockade")
    click(canvas, (bar.left + bar.right) / 2, canvas.rows.spans + 10 * bar.lane + 4)
    assert window.state.view.selected == "berlin-blockade"
    window.state.change(axis=None, selected="")
    bar = next(bar for bar in canvas.chronicle().spans if bar.right - bar.left > 30)
    y = canvas.rows.spans + 10 * bar.lane + 4
    click(canvas, (bar.left + bar.right) / 2, y)
    assert window.state.view.selected == bar.event, "also where all time is shown"
    for _ in drag(canvas, QPointF((bar.left + bar.right) / 2, y), QPointF(bar.right + 60, y)):
        pass
    assert abs(canvas.scale().x_of(window.state.view.instant) - bar.right - 60) < 3, "a drag from there moves the thumb"


@pytest.mark.parametrize(("language", "old"), [("en", "O.S. 25 October"), ("ja", "ユリウス暦10月25日")])
def test_the_old_style_date_of_russia_is_told_until_it_ends(language: str, old: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1917-11-07&s=october-revolution&l={language}", atlas=built_in)
    assert old in window.date.caption()
    assert any(old in text for text in texts(window.details))
    mark = old[:4]
    window.state.set_view(window.state.view.at(day_of("1918-02-14")).selecting("brest-litovsk"))
    settle(window)
    assert mark not in window.date.caption()
    assert not any(mark in text for text in texts(window.details))


def test_an_atlas_without_russia_keeps_to_one_calendar(window: Window) -> None:
    assert not counts_old_style(replace(window.state.atlas, polities={}))


def test_the_day_under_the_pointer_is_shown_before_it_is_clicked(open_window: Open) -> None:
    window = open_window(ZOOMED)
    canvas = window.timeline.canvas
    plain = canvas.grab().toImage()
    at = spot(window, "1967-06-01", canvas.rows.axis + 8)
    QTest.mouseMove(canvas, at.toPoint())
    QApplication.processEvents()
    pointed = canvas.grab().toImage()
    assert pointed != plain
    click(canvas, at.x(), at.y())
    assert abs(window.state.view.instant - day_of("1967-06-01")) < 4
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    window.state.set_view(window.state.view.at(day_of("1962-10-22")))
    assert canvas.grab().toImage() == plain, "nothing of it is left"


def test_the_pointer_becomes_a_hand_over_what_can_be_opened(open_window: Open) -> None:
    window = open_window("t=1962-10-22&l=en&y=1962-10-18/1962-10-30")
    canvas = window.timeline.canvas
    card = canvas.chronicle().cards[-1]
    QTest.mouseMove(canvas, QPointF(card.x + 60, canvas.rows.bars + 34 * card.lane + 12).toPoint())
    QApplication.processEvents()
    assert canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
