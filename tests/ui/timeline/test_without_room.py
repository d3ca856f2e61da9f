"""What finds no room on the timeline is told as a number, and opened from there by hand and by keys."""

from __future__ import annotations

import pytest
from hands import Open, click, key, settle
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from viewer.model.atlas import Atlas
from viewer.paint.timeline.pills import Pill
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.window import Window

DAYS = "t=1962-10-22&l=en&y=1962-10-16/1962-10-30"
K = Qt.Key


def middle(pill: Pill) -> tuple[float, float]:
    left, top, wide, tall = pill.box
    return COMFORT.px(left + wide / 2), COMFORT.px(top + tall / 2)


def menu_of(window: Window) -> QMenu:
    settle(window)
    menu = window.timeline.findChildren(QMenu, "withoutRoomMenu")[-1]
    assert menu.isVisible()
    return menu


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text() and action.isEnabled()]


@pytest.mark.parametrize("percent", [100, 130])
def test_a_number_lists_the_events_of_its_day_and_opens_them(percent: int, open_window: Open, built_in: Atlas) -> None:
    COMFORT.set_percent(percent)
    window = open_window(DAYS, (1280, 900), atlas=built_in)
    canvas = window.timeline.canvas
    pill = next(pill for pill in canvas.pills() if pill.row == "events")
    assert not {card.event for card in canvas.chronicle().cards if card.lane < canvas.rows.card_lanes} & set(pill.events)
    at = middle(pill)
    QTest.mouseMove(canvas, QPointF(*at).toPoint())
    QApplication.processEvents()
    assert canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert str(pill.count) in canvas.tip_at(QPointF(*at) / COMFORT.scale)
    before = window.state.view
    click(canvas, *at)
    menu = menu_of(window)
    assert window.state.view == before, "the day stays until something is chosen"
    assert len(entries(menu)) == pill.count + 1
    menu.actions()[1].trigger()
    assert window.state.view.selected == pill.events[0]
    event = built_in.events[pill.events[0]]
    assert event.when.start <= window.state.view.instant <= event.when.last
    menu.actions()[-1].trigger()
    assert window.state.view.range == (pill.day, pill.day)
    assert set(pill.events) <= {one.id for one in window.finder.events.events}
    menu.close()


def test_lanes_tell_what_they_have_no_room_for_and_more_lanes_have_more(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en", atlas=built_in)
    canvas = window.timeline.canvas
    pill = next(pill for pill in canvas.pills() if pill.row == "spans")
    window.map.setFocus()
    key("u")
    menu = menu_of(window)
    assert entries(menu)[-1] == window.say("timeline.more_lanes")
    menu.actions()[1].trigger()
    assert window.state.view.selected == pill.bars[0].event
    menu.actions()[-1].trigger()
    menu.close()
    settle(window)
    fewer = {each.row: each.count for each in canvas.pills()}
    assert fewer.get("spans", 0) < pill.count
    assert canvas.rows.treaties
    treaties = next(each for each in canvas.pills() if each.row == "treaties")
    click(canvas, *middle(treaties))
    menu = menu_of(window)
    menu.actions()[1].trigger()
    named = treaties.bars[0]
    signed = built_in.treaties[named.about].signed
    assert window.state.view.selected == named.event or window.state.view.instant == signed.start
    menu.close()


def test_enter_on_the_timeline_lists_all_that_has_no_room(open_window: Open, built_in: Atlas) -> None:
    window = open_window(DAYS, (1280, 800), atlas=built_in)
    canvas = window.timeline.canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    key(K.Key_Return)
    menu = menu_of(window)
    listed = sum(pill.count for pill in canvas.pills())
    days = any(pill.day is not None for pill in canvas.pills())
    lanes = any(pill.bars for pill in canvas.pills())
    assert len(entries(menu)) == listed + days + lanes
    assert window.state.view.axis is not None
    menu.close()


def test_where_all_has_room_there_is_nothing_to_list(window: Window) -> None:
    assert window.timeline.canvas.pills() == ()
    assert not window.commands["without_room"].possible
    window.timeline.list_without_room()
    assert not window.timeline.findChildren(QMenu, "withoutRoomMenu")


def test_a_finger_opens_a_number_too(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en", atlas=built_in)
    canvas = window.timeline.canvas
    at = QPointF(*middle(canvas.pills()[0])).toPoint()
    finger = QTest.createTouchDevice()
    QTest.touchEvent(canvas, finger).press(0, at, canvas).commit()
    QTest.touchEvent(canvas, finger).release(0, at, canvas).commit()
    menu_of(window).close()


@pytest.mark.parametrize(
    ("size", "language"), [((1280, 800), "ja"), ((1280, 800), "en"), ((1440, 900), "ja"), ((1440, 900), "en"), ((1920, 1080), "ja")]
)
def test_no_number_lies_over_the_name_of_a_row(
    size: tuple[int, int], language: str, open_window: Open, built_in: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where numbers stand beside the lanes, nothing else is drawn but paper."""
    monkeypatch.setattr("viewer.paint.timeline.picture.draw_pills", lambda *_: None)
    canvas = open_window(f"t=1962-10-22&l={language}", size, atlas=built_in).timeline.canvas
    found = [pill for pill in canvas.pills() if pill.row != "events"]
    assert found
    image = canvas.grab().toImage()
    paper = image.pixel(2, canvas.height() // 2)
    for pill in found:
        left, top, wide, tall = (round(side) for side in pill.box)
        inside = {image.pixel(x, y) for x in range(left, left + wide) for y in range(top + 1, top + tall)}
        assert inside == {paper}
