"""The map as an instrument: each thing that hands can do to it, done by real events."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hands import LEFT, NONE, Open, click, drag, key, place, push, settle, steady, wheel
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputDevice, QMouseEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from viewer.carto.projections.geodesy import area_km2, length_km
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.ui.comfort.motion import MOTION
from viewer.ui.map.pilot import where
from viewer.ui.window import Window

ALT, SHIFT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
K = Qt.Key
MOSCOW = (37.6, 55.75)
EUROPE = "t=1989-11-09&p=laea&c=20,52&z=3.5&l=en"


def at(window: Window, lonlat: tuple[float, float]) -> QPointF:
    pixel = window.map.viewport().pixel_of(lonlat)
    assert pixel is not None, "the place is not on the map"
    return QPointF(*pixel)


def off(window: Window, lonlat: tuple[float, float], point: QPointF) -> float:
    there = at(window, lonlat)
    return math.hypot(there.x() - point.x(), there.y() - point.y())


def mouse(window: Window, sort: QEvent.Type, to: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
    """Send a mouse event with keys held, as QTest can't without a screen."""
    moved = sort == QEvent.Type.MouseMove
    up = sort == QEvent.Type.MouseButtonRelease
    event = QMouseEvent(
        sort,
        to,
        QPointF(window.map.mapToGlobal(to.toPoint())),
        Qt.MouseButton.NoButton if moved else LEFT,
        Qt.MouseButton.NoButton if up else LEFT,
        held,
    )
    QApplication.sendEvent(window.map, event)
    QApplication.processEvents()


def drag_with(window: Window, held: Qt.KeyboardModifier, start: QPointF, end: QPointF) -> Iterator[None]:
    mouse(window, QEvent.Type.MouseButtonPress, start, held)
    for share in (0.25, 0.5, 0.75, 1.0):
        mouse(window, QEvent.Type.MouseMove, start + (end - start) * share, held)
    yield
    mouse(window, QEvent.Type.MouseButtonRelease, end, held)


def fling(window: Window, start: QPointF, step: QPointF) -> None:
    """Drag quickly and let go, without painting in between."""
    mouse(window, QEvent.Type.MouseButtonPress, start)
    sort = QEvent.Type.MouseMove
    for number in range(1, 7):
        to = start + step * number
        where_ = QPointF(window.map.mapToGlobal(to.toPoint()))
        QApplication.sendEvent(window.map, QMouseEvent(sort, to, where_, Qt.MouseButton.NoButton, LEFT, NONE))
    QApplication.sendEvent(window.map, QMouseEvent(QEvent.Type.MouseButtonRelease, to, where_, LEFT, Qt.MouseButton.NoButton, NONE))


def menu_of(window: Window, name: str, qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in window.findChildren(QMenu, name)))
    return next(menu for menu in window.findChildren(QMenu, name) if menu.isVisible())


def choose(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if words in action.text())
    assert action.isEnabled()
    menu.close()
    action.trigger()
    QApplication.processEvents()


@pytest.fixture
def motion() -> None:
    """Things may move by themselves; the reader's choice is put back after each test."""
    MOTION.choose("full")


# Projections


def test_projections_are_chosen_from_a_menu_by_mouse_and_by_keys(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("l=en")
    push(window.tools.buttons["projections"])
    menu = menu_of(window, "projectionMenu", qtbot)
    assert [action.isChecked() for action in menu.actions()[:5]] == [True, False, False, False, False]
    choose(menu, "Natural Earth")
    assert window.state.view.projection == "natural-earth"
    assert window.tools.modes["world"].isChecked()
    key(K.Key_P, CTRL)
    choose(menu_of(window, "projectionMenu", qtbot), "Globe")
    assert window.state.view.projection == "globe"
    key(K.Key_Left, ALT)
    assert window.state.view.projection == "natural-earth"


def test_the_other_ocean_comes_to_the_middle_and_goes(open_window: Open) -> None:
    window = open_window("l=en")
    key("o")
    assert window.state.view.centre[0] == 150.0
    tokyo, honolulu = at(window, (139.7, 35.7)), at(window, (-157.9, 21.3))
    assert tokyo.x() < honolulu.x()
    key("o")
    assert window.state.view.centre[0] == 11.0


@pytest.mark.parametrize("projection", ["equal-earth", "natural-earth", "globe", "laea", "arctic"])
def test_what_was_taken_hold_of_follows_the_pointer(projection: str, open_window: Open) -> None:
    centre = "20,80" if projection == "arctic" else "20,30"
    window = open_window(f"p={projection}&c={centre}&z=1.5")
    middle = QPointF(*window.map.viewport().middle)
    start, end = middle + QPointF(-40, 30), middle + QPointF(90, -20)
    held = window.map.viewport().lonlat_of(start.x(), start.y())
    assert held is not None
    before = window.state.view
    for _ in drag(window.map, start, end):
        assert off(window, held, end) < 1.5
    settle(window)
    assert off(window, held, end) < 1.5
    key(K.Key_Left, ALT)
    assert window.state.view == before, "a drag is one step of history"


def test_a_long_pan_of_a_region_is_sharp_before_it_is_let_go(open_window: Open, qtbot: QtBot) -> None:
    """While the hand goes on, a picture of where it is going is made between the frames."""
    window = open_window("t=1962-10-22&p=laea&c=15,50&z=3.5&l=en")
    first = window.map.layer.viewport
    left, top, right, bottom = window.map.free
    start = QPointF(left + 60, (top + bottom) / 2)
    for step in drag(window.map, start, *(start + QPointF((right - left - 120) * part / 12, 0) for part in range(1, 13))):
        settle_frames(window, qtbot)
        if step == 12:
            qtbot.waitUntil(lambda: window.map.layer.viewport not in (None, first))
            assert not window.state.at_rest, "another picture came under the hand"
    qtbot.waitUntil(lambda: not window.map.busy)
    assert window.map.layer.viewport == window.map.viewport()
    window.state.go_back()
    assert window.state.view.centre == pytest.approx((15, 50)), "one step of history"


def settle_frames(window: Window, qtbot: QtBot) -> None:
    """Let some frames go by while a hand holds the map."""
    qtbot.wait(60)
    QApplication.processEvents()


def test_rolling_the_world_east_keeps_all_of_it_in_sight(open_window: Open) -> None:
    window = open_window()
    middle = QPointF(*window.map.viewport().middle)
    for _ in drag(window.map, middle + QPointF(150, 0), middle - QPointF(240, 0)):
        pass
    settle(window)
    assert 125.0 < window.state.view.centre[0] < 155.0
    for _ in drag(window.map, middle + QPointF(150, 0), middle - QPointF(240, 0)):
        pass
    settle(window)
    assert -110.0 < window.state.view.centre[0] < -65.0, "a second drag from the same spot is no double click"
    left, _, right, _ = window.map.free
    assert left < at(window, (window.state.view.centre[0], 0.0)).x() < right


def test_a_view_may_name_any_meridian(open_window: Open) -> None:
    window = open_window("c=-170,0")
    assert window.state.view.centre == (-170.0, 0.0)
    left, _, right, _ = window.map.free
    assert at(window, (-170.0, 0.0)).x() == pytest.approx((left + right) / 2, abs=1.0)


# Turning


def test_the_map_is_turned_by_keys_by_the_hand_and_back(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE)
    assert not window.map.north.isVisible()
    key("r")
    assert window.state.view.rotation == 15.0
    key(K.Key_R, SHIFT, times=2)
    assert window.state.view.rotation == -15.0
    qtbot.waitUntil(window.map.north.isVisible)
    push(window.map.north)
    assert window.state.view.rotation == 0.0
    qtbot.waitUntil(lambda: not window.map.north.isVisible())
    middle = QPointF(*window.map.viewport().middle)
    for held in (ALT, CTRL):
        for _ in drag_with(window, held, middle + QPointF(120, 0), middle + QPointF(0, 120)):
            assert window.state.view.rotation == pytest.approx(90.0, abs=0.2)
            assert window.state.view.centre == (20.0, 52.0)
        key(K.Key_N, SHIFT)
        assert window.state.view.rotation == 0.0


def test_a_turned_map_is_clicked_where_it_shows(open_window: Open) -> None:
    window = open_window(f"{EUROPE}&j=70&x=events")
    bavaria = at(window, (12.0, 48.9))
    click(window.map, bavaria.x(), bavaria.y())
    assert window.state.view.selected == "polity:west-germany"


# Boxes, double clicks, wheels, fingers


def test_a_box_is_looked_into(open_window: Open) -> None:
    window = open_window(EUROPE)
    middle = QPointF(*window.map.viewport().middle)
    start, end = middle - QPointF(60, 40), middle + QPointF(60, 40)
    inside = window.map.viewport().lonlat_of(*(middle + QPointF(20, 10)).toTuple())
    for _ in drag_with(window, SHIFT, start, end):
        assert window.state.view.zoom == 3.5, "until it is let go nothing moves"
    assert window.state.view.zoom > 4.5
    settle(window)
    assert inside is not None
    left, top, right, bottom = window.map.free
    seen = at(window, inside)
    assert left < seen.x() < right
    assert top < seen.y() < bottom


def test_a_double_click_zooms_in_about_the_pointer_and_chooses_nothing(open_window: Open) -> None:
    window = open_window(f"{EUROPE}&x=events")
    point = at(window, (12.0, 48.9))
    QTest.mouseClick(window.map, LEFT, NONE, point.toPoint())
    assert window.state.view.selected
    QTest.mouseDClick(window.map, LEFT, NONE, point.toPoint())
    QApplication.processEvents()
    assert window.state.view.zoom == pytest.approx(4.5)
    assert window.state.view.selected == ""
    assert off(window, (12.0, 48.9), point) < 2.0


def test_the_wheel_zooms_about_the_pointer(open_window: Open) -> None:
    window = open_window("p=globe&c=20,40&z=1")
    point = at(window, MOSCOW)
    wheel(window.map, point.x(), point.y(), 3)
    assert window.state.view.zoom == pytest.approx(2.0, abs=0.01)
    assert off(window, MOSCOW, QPointF(round(point.x()), round(point.y()))) < 3.0


def test_two_fingers_on_a_touchpad_push_zoom_and_turn(open_window: Open) -> None:
    window = open_window(EUROPE)
    point = QPointF(*window.map.viewport().middle)
    where_global = QPointF(window.map.mapToGlobal(point.toPoint()))

    def scroll(held: Qt.KeyboardModifier) -> None:
        push_ = QPoint(60, 25)
        event = QWheelEvent(point, where_global, push_, push_ * 8, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.ScrollUpdate, False)
        QApplication.sendEvent(window.map, event)

    scroll(NONE)
    assert window.state.view.zoom == 3.5
    assert off(window, (20.0, 52.0), point + QPointF(60, 25)) < 4.0
    scroll(CTRL)
    assert window.state.view.zoom > 3.5
    pad = QPointingDevice.primaryPointingDevice()
    kinds = Qt.NativeGestureType
    zoom = window.state.view.zoom
    for sort, value in ((kinds.BeginNativeGesture, 0.0), (kinds.ZoomNativeGesture, 0.5), (kinds.RotateNativeGesture, 3.0)):
        QApplication.sendEvent(window.map, QNativeGestureEvent(sort, pad, 2, point, point, where_global, value, QPointF()))
    assert window.state.view.zoom == pytest.approx(zoom + 0.7, abs=0.01)
    assert window.state.view.rotation == 0.0, "a little turn of fingers that part means nothing"
    QApplication.sendEvent(window.map, QNativeGestureEvent(kinds.RotateNativeGesture, pad, 2, point, point, where_global, 12.0, QPointF()))
    assert window.state.view.rotation == pytest.approx(12.0)


def test_two_fingers_on_the_screen_part_the_map(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE)
    screen = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    middle = QPointF(*window.map.viewport().middle)
    one, other = (middle - QPointF(40, 0)).toPoint(), (middle + QPointF(40, 0)).toPoint()
    QTest.touchEvent(window.map, screen).press(0, one, window.map).press(1, other, window.map).commit()
    for step in range(1, 9):
        away = QPoint(10 * step, 0)
        QTest.touchEvent(window.map, screen).move(0, one - away, window.map).move(1, other + away, window.map).commit()
        QApplication.processEvents()
    far = QPoint(80, 0)
    QTest.touchEvent(window.map, screen).release(0, one - far, window.map).release(1, other + far, window.map).commit()
    QApplication.processEvents()
    assert window.state.view.zoom > 4.2
    assert off(window, (20.0, 52.0), middle) < 12.0


# What moves by itself


def test_the_map_glides_on_when_it_is_let_go_and_stops_under_a_finger(
    motion: None, open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    steady(monkeypatch)
    window = open_window(EUROPE)
    start = QPointF(*window.map.viewport().middle)
    fling(window, start, QPointF(20, 0))
    let_go = window.state.view.centre
    qtbot.waitUntil(lambda: window.state.view.centre[0] < let_go[0] - 0.2)
    mouse(window, QEvent.Type.MouseButtonPress, start)
    caught = window.state.view.centre
    qtbot.wait(60)
    assert window.state.view.centre == caught
    mouse(window, QEvent.Type.MouseButtonRelease, start)
    settle(window)


def test_without_motion_nothing_glides_and_nothing_flies(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    steady(monkeypatch)
    window = open_window(EUROPE)
    fling(window, QPointF(*window.map.viewport().middle), QPointF(20, 0))
    assert window.state.at_rest
    let_go = window.state.view.centre
    settle(window)
    assert window.state.view.centre == let_go != (20.0, 52.0)
    window.map.show_place((139.7, 35.7))
    assert not window.map.pilot.flying
    assert off(window, (139.7, 35.7), QPointF(*window.map.viewport().middle)) < 1.0


def test_the_map_flies_to_a_place_while_the_view_is_there_at_once(motion: None, open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE)
    map_ = window.map
    map_.show_place((139.7, 35.7))
    assert window.state.view.centre == (139.7, 35.7)
    assert map_.pilot.flying
    seen: list[float] = []

    def watch() -> bool:
        seen.append(map_.look.zoom)
        return not map_.pilot.flying

    qtbot.waitUntil(watch)
    assert min(seen) < 3.0, "it goes out and in again"
    qtbot.waitUntil(lambda: not map_.busy)
    assert where(map_.look) == where(window.state.view)
    key(K.Key_Left, ALT)
    assert window.state.view.centre == (20.0, 52.0), "a flight is one step of history"


def test_a_flight_is_stopped_by_a_hand(motion: None, open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE)
    window.map.show_place((139.7, 35.7))
    qtbot.waitUntil(lambda: window.map.look.centre[0] > 30.0)
    middle = QPointF(*window.map.viewport().middle)
    mouse(window, QEvent.Type.MouseButtonPress, middle)
    assert not window.map.pilot.flying
    stopped = window.state.view.centre
    assert 25.0 < stopped[0] < 139.0
    mouse(window, QEvent.Type.MouseMove, middle + QPointF(30, 0))
    mouse(window, QEvent.Type.MouseButtonRelease, middle + QPointF(30, 0))
    MOTION.choose("reduced")
    settle(window)
    assert window.state.view.centre != (139.7, 35.7)


def test_playing_while_it_flies_does_not_stop_the_flight(motion: None, open_window: Open) -> None:
    window = open_window(EUROPE)
    window.map.show_place((139.7, 35.7))
    window.state.set_view(window.state.view.at(window.state.view.instant + 1), transient=True)
    assert window.map.pilot.flying
    settle(window)
    assert where(window.map.look) == where(window.state.view)


# Cards, clusters, the keyboard


def test_a_card_tells_of_a_marker_after_a_moment_and_does_not_hide_it(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE)
    marker = next(marker for marker in window.map.scene().markers if marker.front == "berlin-opened")
    QTest.mouseMove(window.map, QPoint(round(marker.x), round(marker.y)))
    assert not window.map.card.isVisible()
    qtbot.waitUntil(window.map.card.isVisible)
    told = window.map.card.accessibleName()
    assert "Berlin" in told
    assert "1989" in told
    assert "lick" in told
    assert not window.map.card.geometry().adjusted(10, 10, -10, -10).contains(QPoint(round(marker.x), round(marker.y)))
    key("-")
    assert not window.map.card.isVisible()


def test_a_card_tells_who_holds_land(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(f"{EUROPE}&x=events")
    point = at(window, (12.0, 48.9))
    QTest.mouseMove(window.map, point.toPoint())
    qtbot.waitUntil(window.map.card.isVisible)
    assert window.map.card.card.title == "Federal Republic of Germany"
    assert window.map.card.card.below, "its blocs are told"
    QTest.mouseMove(window.finder, QPoint(50, 200))
    QApplication.sendEvent(window.map, QEvent(QEvent.Type.Leave))
    assert not window.map.card.isVisible()


def test_cards_of_all_corners_lie_within_the_free_part(open_window: Open) -> None:
    window = open_window(f"{EUROPE}&x=events")
    left, top, right, bottom = window.map.free
    from viewer.carto.cards import Card

    for x in (left + 3, (left + right) / 2, right - 3):
        for y in (top + 3, (top + bottom) / 2, bottom - 3):
            card = Card("1 May 1960", "A title that is long " * 4, ("Place",), "Click")
            window.map._tell(card, QPoint(round(x), round(y)), now=True)
            box = window.map.card.geometry().adjusted(10, 10, -10, -10)
            assert left - 1 <= box.left()
            assert box.right() <= window.map.width()
            assert not any(box.intersects(panel.geometry().adjusted(10, 10, -10, -10)) for panel in (window.finder, window.timeline))
            assert not box.contains(QPoint(round(x), round(y)))


def test_a_cluster_parts_when_it_is_clicked(built_in: Atlas, open_window: Open) -> None:
    window = open_window("t=1962-10-22&p=equal-earth&c=11,0&z=0.3&l=en", (1600, 1000), atlas=built_in)
    markers = [marker for marker in window.map.scene().markers if marker.cluster]
    assert markers
    marker = max(markers, key=lambda m: m.count)
    places = {built_in.events[event].place for event in marker.events}
    window.map.open_marker(marker)
    settle(window)
    assert window.state.view.selected == ""
    assert window.state.view.zoom > 1.2
    apart = [m for m in window.map.scene().markers if places & {built_in.events[event].place for event in m.events}]
    assert len(apart) > 1


def test_markers_are_walked_with_a_ring_a_card_and_words(open_window: Open) -> None:
    window = open_window(EUROPE)
    window.map.setFocus(Qt.FocusReason.TabFocusReason)
    before = window.map.grab().toImage()
    key(K.Key_N)
    assert window.map.card.isVisible()
    assert window.map.card.accessibleName() == window.map.accessibleDescription()
    assert window.map.grab().toImage() != before
    first = window.map.card.accessibleName()
    key(K.Key_N)
    second = window.map.card.accessibleName()
    assert second != first
    key(K.Key_P)
    assert window.map.card.accessibleName() == first
    key(K.Key_Return)
    assert window.state.view.selected or window.state.view.zoom > 3.5


# Measuring


def test_distance_and_area_are_measured_by_mouse(open_window: Open) -> None:
    window = open_window(EUROPE)
    corners = ((13.4, 52.5), (21.0, 52.2), (19.0, 47.5))
    push(window.tools.buttons["measure"])
    assert window.map.measuring.active
    for corner in corners:
        point = at(window, corner)
        click(window.map, point.x(), point.y())
    figures = window.map.measuring.figures()
    assert len(figures) == 2
    length, area = (float("".join(c for c in words.replace("km²", "") if c.isdigit() or c == ".")) for words in figures)
    assert length == pytest.approx(length_km(corners), rel=0.02)
    assert area == pytest.approx(area_km2(corners), rel=0.03)
    assert all(words in window.map.accessibleDescription() for words in figures)
    point = at(window, (10.0, 50.0))
    QTest.mouseMove(window.map, point.toPoint())
    assert window.map.measuring.figures() != figures, "it measures on to where the pointer is"
    QTest.mouseClick(window.map, LEFT, NONE, point.toPoint())
    QTest.mouseDClick(window.map, LEFT, NONE, point.toPoint())
    ended = window.map.measuring.figures()
    QTest.mouseMove(window.map, (point + QPointF(60, 30)).toPoint())
    assert window.map.measuring.figures() == ended
    assert window.state.view.selected == ""
    key(K.Key_Escape)
    assert not window.map.measuring.active
    assert window.map.measuring.measured() is None


def test_distance_is_measured_by_keys_alone(open_window: Open) -> None:
    window = open_window(EUROPE)
    window.map.setFocus(Qt.FocusReason.TabFocusReason)
    key("m")
    key(K.Key_Return)
    key(K.Key_Right, CTRL, times=2)
    settle(window)
    key(K.Key_Return)
    (told,) = window.map.measuring.figures()
    assert told in window.map.accessibleDescription()
    corners = window.map.measuring.places
    assert length_km(corners) > 50
    key(K.Key_Backspace)
    assert window.map.measuring.figures() == ()
    key("m")
    assert not window.map.measuring.active


# Aiming


def test_the_selection_and_the_events_listed_can_be_gone_to(open_window: Open) -> None:
    window = open_window("t=1989-11-09&l=en")
    key("f")
    assert window.state.view.projection == "equal-earth", "nothing is selected"
    window.state.change(selected="berlin-opened")
    key("f")
    assert window.state.view.centre == pytest.approx(place(window, "berlin"), abs=0.3)
    window.state.change(selected="polity:lithuania")
    key("f")
    assert window.state.view.centre == pytest.approx((23.9, 55.3), abs=2.0)
    window.state.set_view(View.parse("t=1989-11-09&q=vilnius&b=40000&a=40000&l=en&p=laea&c=0,0&z=5"))
    key(K.Key_F, SHIFT)
    left, top, right, bottom = window.map.free
    seen = at(window, place(window, "vilnius"))
    assert left < seen.x() < right
    assert top < seen.y() < bottom


def test_a_menu_brings_a_place_to_the_middle(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE)
    point = at(window, (30.0, 50.0))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point.toPoint(), window.map.mapToGlobal(point.toPoint()))
    QApplication.sendEvent(window.map, event)
    menu = menu_of(window, "mapMenu", qtbot)
    copy = next(action for action in menu.actions() if "Copy latitude" in action.text())
    copy.trigger()
    assert QGuiApplication.clipboard().text().startswith("50.")
    choose(menu, "Centre here")
    assert window.state.view.centre == pytest.approx((30.0, 50.0), abs=0.1)


# Where in the world


def test_a_small_map_tells_where_one_is_and_goes_where_it_is_clicked(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE, (1600, 1000))
    qtbot.waitUntil(window.inset.isVisible)
    small = window.inset.viewport()
    tokyo = small.pixel_of((139.7, 35.7))
    assert tokyo is not None
    click(window.inset, tokyo[0] + 4, tokyo[1] + 4)
    assert window.state.view.centre == pytest.approx((139.7, 35.7), abs=3.0)
    key("i")
    assert "inset" in window.state.view.hidden_layers
    assert not window.inset.isVisible()
    key("i")
    assert window.inset.isVisible()
    key("0")
    settle(window)
    assert not window.inset.isVisible(), "the world needs no map of the world"


def test_at_leisure_the_map_makes_ready_to_fly(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(EUROPE)
    turning = window.map._turning
    assert not turning.ready, "not at the cost of the first moments"
    window.state.set_view(window.state.view.at(window.state.view.instant + 1), transient=True)
    qtbot.wait(1500)
    assert not turning.ready, "nor of a hand that drags"
    window.state.settle()
    qtbot.waitUntil(lambda: turning.ready)


# Beside the details


def test_a_region_stays_when_details_open_and_is_named_up_to_the_edge_before(built_in: Atlas, open_window: Open) -> None:
    window = open_window("t=1968-08-21&c=20,50&p=laea&z=2.6&s=&l=en", atlas=built_in)
    assert not window.details.isVisible()
    tehran = at(window, (51.4, 35.7))
    right = window.width() - 340
    assert tehran.x() > right
    assert any(label.x > right for label in window.map.scene().labels)
    window.state.change(selected="polity:iran")
    settle(window)
    assert window.details.isVisible()
    assert at(window, (51.4, 35.7)) == tehran
    assert not any(label.x > right for label in window.map.scene().labels)


def test_the_world_takes_the_middle_of_what_panels_leave(built_in: Atlas, open_window: Open) -> None:
    window = open_window("s=", atlas=built_in)
    window.actions_.fit()
    settle(window)
    wide = window.state.view.zoom
    for selected in ("", "polity:iran"):
        window.state.change(selected=selected)
        settle(window)
        left, _, right, _ = window.map.free
        assert at(window, (window.state.view.centre[0], 0.0)).x() == pytest.approx((left + right) / 2, abs=1.0)
    window.actions_.fit()
    assert window.state.view.zoom < wide - 0.2
    top = window.map.viewport().pixel_of((window.state.view.centre[0], 89.9))
    assert top is not None
    assert top[1] > window.tools.geometry().bottom() - 12, "the tools hide nothing of the world"


def test_a_region_of_all_the_earth_is_where_it_happens(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1956-11-04&l=en&s=", atlas=built_in)
    key("0")
    window.tools.mode_asked.emit("region")
    settle(window)
    assert window.state.view.projection == "laea"
    assert window.state.view.centre == pytest.approx(built_in.places["budapest"].lonlat, abs=0.01)
    window.state.go_back()
    window.state.change(centre=(100.0, 30.0), zoom=3.0)
    window.tools.mode_asked.emit("region")
    assert window.state.view.centre == (100.0, 30.0), "who had gone near to a place stays there"
