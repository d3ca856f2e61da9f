"""Two maps side by side or behind a swiped line, and sheets of days: by hand and by keys."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import pytest
from hands import Open, click, drag, key, push, settle, shown_holder, texts, wheel
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.carto.beside import Beside
from viewer.carto.projections.geodesy import length_km
from viewer.carto.projections.scalebar import ScaleBar
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.overlay import scalebar
from viewer.paint.overlay.scalebar import overhang
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.map.canvas import MapCanvas
from viewer.ui.map.view import MapView
from viewer.ui.widgets.panel import SHADOW
from viewer.ui.window import Window

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
W = TypeVar("W", bound=QWidget)
LEIPZIG, KRAKOW = (12.37, 51.34), (19.9, 50.06)


def _find(window: Window, kind: type[W], name: str) -> W:
    """A part of the window by its name."""
    found = window.findChild(kind, name)
    assert found is not None
    return found


def _beside(window: Window) -> Beside | None:
    return window.state.view.beside


def _days(window: Window) -> tuple[int, ...]:
    return window.state.view.days


def _europe(open_window: Open, built_in: Atlas) -> Window:
    window = open_window("t=1989-11-09&p=laea&c=15,50&z=3.3&l=en", atlas=built_in)
    settle(window)
    return window


def test_two_days_stand_side_by_side_and_move_together(open_window: Open, built_in: Atlas) -> None:
    window = _europe(open_window, built_in)
    key(Qt.Key.Key_M, CTRL | SHIFT)
    assert window.state.view.beside is not None
    field = _find(window, QLineEdit, "besideDay")
    field.setFocus()
    field.selectAll()
    key("1 March 1938")
    key(Qt.Key.Key_Return)
    settle(window)
    assert window.state.view.beside == Beside("side", day_of("1938-03-01"))
    first, second = window.map, window.comparing.second.map
    assert second is not None
    atlas = window.state.atlas
    names = [_holder(one, atlas, KRAKOW, day) for one, day in ((first, "1989-11-09"), (second, "1938-03-01"))]
    assert names == ["poland", "poland"]
    names = [_holder(one, atlas, LEIPZIG, day) for one, day in ((first, "1989-11-09"), (second, "1938-03-01"))]
    assert names == ["east-germany", "germany"]
    before = window.state.view.centre
    for _ in drag(second, QPointF(300, 400), QPointF(180, 330)):
        pass
    settle(window)
    assert window.state.view.centre != before
    second.sharpen()
    assert second.viewport().lonlat_of(*_middle(second)) is not None
    ours, theirs = first.viewport(), second.viewport()
    assert (ours.centre, ours.zoom) == (theirs.centre, theirs.zoom)
    wheel(second, 300, 300, 2)
    assert second.viewport().zoom == window.state.view.zoom > 3.3


def _middle(widget: MapCanvas) -> tuple[float, float]:
    left, top, right, bottom = widget.free
    return (left + right) / 2, (top + bottom) / 2


def _holder(canvas: MapCanvas, atlas: Atlas, lonlat: tuple[float, float], day: str) -> str:
    canvas.sharpen()
    pixel = canvas.viewport().pixel_of(lonlat)
    assert pixel is not None
    unit = canvas.unit_at(*pixel)
    assert unit is not None
    holder = int(atlas.territory.holders(day_of(day))[unit])
    assert shown_holder(canvas.layer, pixel) == holder
    return str(atlas.polity_list[holder].id)


def test_the_swiped_line_is_dragged_and_moved_by_keys(open_window: Open, built_in: Atlas) -> None:
    window = _europe(open_window, built_in)
    key(Qt.Key.Key_M, CTRL | ALT)
    settle(window)
    second, line = window.comparing.second.map, window.comparing.second.line
    assert second is not None
    assert line is not None
    assert line.isVisible()
    edge = line.at
    assert not second.mask().contains(_point(edge - 40, 300))
    assert second.mask().contains(_point(edge + 40, 300))
    for _ in drag(line, QPointF(22, 200), QPointF(-98, 200)):
        pass
    assert window.state.view.beside is not None
    assert abs(line.at - (edge - 120)) < 3
    assert second.mask().contains(_point(edge - 40, 300))
    cut = window.state.view.beside.cut
    line.setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Right, times=3)
    assert window.state.view.beside.cut == round(cut + 0.03, 3)
    key(Qt.Key.Key_Escape)
    assert _beside(window) is None
    assert not second.isVisible()


@pytest.mark.parametrize("size", [(1280, 800), (1100, 740), (1600, 1000)])
@pytest.mark.parametrize("look", ["s=", "p=laea&c=16,50&z=3&s=", "p=laea&c=16,50&z=3&s=berlin-wall-falls", "p=globe&c=16,50&s="])
def test_both_maps_show_a_place_at_the_same_pixel_of_a_swiped_window(
    look: str, size: tuple[int, int], open_window: Open, built_in: Atlas
) -> None:
    window = open_window(f"t=1989-11-09&l=en&bs=swipe;1938-09-02&{look}", size, atlas=built_in)
    second = window.comparing.second.map
    assert second is not None
    for change in (lambda: None, lambda: window.state.change(selected=""), window.fold):
        change()
        settle(window)
        for place in ((16.0, 50.0), (2.0, 41.0)):
            one, other = window.map.viewport().pixel_of(place), second.viewport().pixel_of(place)
            assert one is not None
            assert one == pytest.approx(other)
    window.fold()
    bar = window.comparing.second.bar
    assert bar is not None
    if look == "s=":  # the north of the earth is not under the head of the second map
        north = second.viewport().pixel_of((100.0, 81.0))
        assert north is not None
        assert north[1] > bar.geometry().bottom() - SHADOW


@pytest.mark.parametrize("size", [(1280, 800), (1200, 800), (1600, 1000)])
def test_who_sees_all_of_the_earth_sees_it_beside_another_too(size: tuple[int, int], open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en&s=", size, atlas=built_in)
    key("0")
    settle(window)
    alone = window.state.view
    key(Qt.Key.Key_M, CTRL | SHIFT)
    settle(window)
    second, bar = window.comparing.second.map, window.comparing.second.bar
    assert second is not None
    assert bar is not None
    assert window.state.view.zoom < alone.zoom - 0.3
    for canvas in (window.map, second):
        left, _, right, _ = canvas.free
        for lon in (-125.0, 150.0):
            pixel = canvas.viewport().pixel_of((lon, 40.0))
            assert pixel is not None
            assert left < pixel[0] < right
    push(bar.modes["swipe"])
    settle(window)
    assert window.state.view.zoom > alone.zoom - 0.3, "behind a line it has all the room again"
    push(bar.modes["side"])
    push(bar.close_)
    settle(window)
    assert window.state.view.zoom == pytest.approx(alone.zoom, abs=0.1)
    for _ in range(4):
        assert _beside(window) is None or window.state.can_go_back
        window.state.go_back()
    assert window.state.view == alone, "each was one step"


def test_a_region_keeps_its_scale_beside_another(open_window: Open, built_in: Atlas) -> None:
    window = _europe(open_window, built_in)
    zoom = window.state.view.zoom
    key(Qt.Key.Key_M, CTRL | SHIFT)
    settle(window)
    assert window.comparing.second.halves
    assert window.state.view.zoom == zoom


@pytest.mark.parametrize("cut", [0.1, 0.16, 0.3, 0.9, 0.95])
def test_the_line_cuts_no_scale_bar(cut: float, open_window: Open, built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, float]] = []

    def draw(_painter: object, bar: ScaleBar, left: float, _bottom: float, _theme: object, _grown: float = 1.0) -> None:
        drawn.append((left, left + bar.width + overhang(bar)))

    monkeypatch.setattr(scalebar, "draw_scale_bar", draw)
    window = open_window(f"t=1989-11-09&p=laea&c=15,50&z=3.3&l=en&bs=swipe;1949-11-09;;{cut}", atlas=built_in)
    second = window.comparing.second
    assert second.map is not None
    assert second.line is not None
    drawn.clear()
    window.map.grab()
    second.map.grab()
    assert drawn, "at least one of the two maps has its scale bar"
    line, right = second.line.at, second.map.free[2]
    assert all(last < line or first > line for first, last in drawn)
    assert all(last <= right for _, last in drawn)


def _of(map_: MapView, lonlat: tuple[float, float]) -> tuple[float, float]:
    at = map_.viewport().pixel_of(lonlat)
    assert at is not None
    return at


@pytest.mark.parametrize("mode", ["side", "swipe"])
def test_one_measures_on_both_maps(mode: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1989-11-09&p=laea&c=15,50&z=3.3&l=en&x=events&bs={mode};1949-11-09;;0.4", (1600, 1000), atlas=built_in)
    settle(window)
    second = window.comparing.second.map
    assert second is not None
    key("m")
    start = LEIPZIG if mode == "side" else (3.0, 47.0)  # before the line
    click(window.map, *_of(window.map, start))
    click(second, *_of(second, KRAKOW))
    measuring = window.map.measuring
    assert second.measuring is measuring
    assert length_km(measuring.places) == pytest.approx(length_km([start, KRAKOW]), rel=0.02)
    assert measuring.figures()[0] in second.accessibleDescription()
    assert window.state.view.selected == ""
    second.setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Backspace)
    assert measuring.figures() == ()
    key(Qt.Key.Key_Escape)
    assert not measuring.active
    assert _beside(window) is not None


def test_the_second_map_offers_what_can_be_done_at_a_place(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&p=laea&c=15,50&z=3.3&l=en&x=events&bs=side;1949-11-09", (1600, 1000), atlas=built_in)
    settle(window)
    second = window.comparing.second.map
    assert second is not None
    at = _point(*_of(second, KRAKOW))
    QApplication.sendEvent(second, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, second.mapToGlobal(at)))
    menu = _find(window, QMenu, "mapMenu")
    place = second.viewport().lonlat_of(at.x(), at.y())
    assert place is not None
    assert any(f"{place[1]:.4f}, {place[0]:.4f}" in action.text() for action in menu.actions())
    next(action for action in menu.actions() if action.text().startswith("Centre")).trigger()
    assert window.state.view.centre == pytest.approx(place, abs=0.01)
    menu.close()


def _point(x: float, y: float) -> QPoint:
    return QPoint(round(x), round(y))


def test_two_schemes_are_compared_on_the_day_of_the_thumb(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&p=laea&c=15,50&z=3.3&l=en&bs=side", atlas=built_in)
    settle(window)
    box = _find(window, QComboBox, "besideScheme")
    row = box.findData("europe")
    assert row > 0
    box.setCurrentIndex(row)
    box.activated.emit(row)
    settle(window)
    assert window.state.view.beside == Beside("side", None, "europe")
    second = window.comparing.second
    assert second.map is not None
    second.map.sharpen()
    assert second.map.layer.politics is not window.map.layer.politics
    window.timeline.move_by(30)
    settle(window)
    second.map.sharpen()
    assert window.comparing.second.bar is not None
    day = second.map.viewport()
    assert day is not None
    assert window.state.view.instant == day_of("1989-12-09")
    assert "December 1989" in _find(window, QLineEdit, "besideDay").text()


def test_swapping_twice_is_as_before(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&p=laea&c=15,50&z=3.3&l=en&bs=side;1938-03-01", atlas=built_in)
    settle(window)
    before = window.state.view
    swap = _find(window, QPushButton, "besideSwap")
    push(swap)
    assert window.state.view.instant == day_of("1938-03-01")
    assert window.state.view.beside == Beside("side", day_of("1989-11-09"))
    push(swap)
    assert window.state.view == before


def test_a_date_that_is_none_is_told_and_put_back(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en&bs=side;1938-03-01", atlas=built_in)
    settle(window)
    field = _find(window, QLineEdit, "besideDay")
    field.setFocus()
    field.selectAll()
    key("next Tuesday")
    key(Qt.Key.Key_Return)
    assert window.state.view.beside == Beside("side", day_of("1938-03-01"))
    window.map.setFocus()
    QApplication.processEvents()
    assert field.text() == "1 March 1938"


def test_an_event_clicked_on_the_second_map_is_told_of(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&p=laea&c=15,50&z=3.3&l=en&bs=side;1948-06-24", atlas=built_in)
    settle(window)
    second = window.comparing.second.map
    assert second is not None
    second.sharpen()
    left, top, right, bottom = second.free
    markers = [m for m in second.scene().markers if left < m.x < right - 30 and top + 120 < m.y < bottom - 60 and m.count == 1]
    assert markers
    click(second, markers[0].x, markers[0].y)
    assert window.state.view.selected == markers[0].front
    assert window.details.isVisible()


def test_the_second_map_answers_to_keys_and_hands_as_the_first(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&c=-75,24&z=3.6&p=laea&l=en&bs=side;1961-04-17", (1600, 1000), atlas=built_in)
    settle(window)
    second = window.comparing.second.map
    assert second is not None
    second.setFocus(Qt.FocusReason.TabFocusReason)
    key("n")
    assert second.card.card.title
    key(Qt.Key.Key_Return)
    settle(window)
    assert window.state.view.selected in built_in.events
    while window.state.view.fan:
        key(Qt.Key.Key_Escape)
    assert window.details.isVisible()
    key(Qt.Key.Key_Escape)
    assert not window.state.view.selected
    assert second.isVisible(), "the details are closed before the map"
    zoom = window.state.view.zoom
    left, top, _, _ = second.free
    for _ in drag(second, QPointF(left + 80, top + 200), QPointF(left + 240, top + 360), held=SHIFT):
        pass
    settle(window)
    assert window.state.view.zoom > zoom + 0.5
    for _ in drag(second, QPointF(left + 200, top + 200), QPointF(left + 260, top + 300), held=ALT):
        pass
    assert window.state.view.rotation != 0.0
    window.state.go_back()
    window.state.go_back()
    assert window.state.view.zoom == zoom
    key(Qt.Key.Key_Escape)
    assert _beside(window) is None


def test_the_details_tell_of_a_state_on_both_days(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&p=laea&c=18,50&z=3.6&l=en&x=events&bs=side;1938-03-01", (1600, 1000), atlas=built_in)
    settle(window)
    second = window.comparing.second.map
    assert second is not None
    click(second, *_of(second, (16.0, 49.5)))
    settle(window)
    told = texts(window.details)
    assert "1 March 1938" in told
    assert any("Czechoslovak Socialist" in text for text in told)
    assert any(text == "Czechoslovakia" or "Czecho-Slovak" in text or "Czechoslovak Republic" in text for text in told)
    assert any("1 Mar 1938: " in text and "9 Nov 1989: " in text and "km²" in text for text in told)
    window.state.change(selected="polity:east-germany")
    settle(window)
    assert "It did not exist on this day" in texts(window.details)
    window.state.change(beside=None)
    settle(window)
    assert "It did not exist on this day" not in texts(window.details)


def test_a_sheet_of_days_is_opened_walked_and_left(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en&y=1938-01-01/1946-01-01", atlas=built_in)
    settle(window)
    window.map.setFocus()
    key(Qt.Key.Key_G, CTRL | SHIFT)
    grid = window.comparing.grid
    assert grid is not None
    assert grid.isVisible()
    days = window.state.view.days
    assert len(days) == 9
    assert (days[0], days[-1]) == (day_of("1938-01-01"), day_of("1946-01-01"))
    grid.finish()
    cells = grid.cells
    pictures = [np.frombuffer(image.constBits(), np.uint8).tobytes() for _, image in grid._images.values()]
    assert len(set(pictures)) > 6
    zoom = window.state.view.zoom
    wheel(grid, cells[4].x + 50, cells[4].y + 60, 1)
    assert window.state.view.zoom > zoom
    key(Qt.Key.Key_Right, times=2)
    key(Qt.Key.Key_Return)
    assert _days(window) == ()
    assert window.state.view.instant == days[2]
    assert not grid.isVisible()
    window.state.go_back()
    assert window.state.view.days == days
    click(grid, cells[7].x + 40, cells[7].y + 60)
    assert window.state.view.instant == days[7]


@pytest.mark.parametrize("part", ["second map", "sheet", "inset"])
def test_a_drag_that_moves_all_maps_is_one_step_of_history(part: str, open_window: Open, built_in: Atlas) -> None:
    more = {"second map": "&bs=side;1949-10-07", "sheet": "&ds=1938-03-01,1942-01-01,1949-10-07,1989-11-09", "inset": ""}[part]
    window = open_window(f"t=1989-11-09&l=en&x=events&p=laea&c=15,50&z=3.3{more}", (1600, 1000), atlas=built_in)
    settle(window)
    compared = window.comparing
    held = {"second map": compared.second.map, "sheet": compared.grid, "inset": window.inset}[part]
    assert held is not None
    before = window.state.view
    start = QPointF(compared.grid.cells[0].x + 100, compared.grid.cells[0].y + 80) if compared.grid else QPointF(held.width() / 2, 60)
    for _ in drag(held, start, start + QPointF(-14, 8), start + QPointF(-30, 16), start + QPointF(-44, 24)):
        pass
    settle(window)
    assert window.state.view.centre != before.centre
    window.state.go_back()
    if part == "inset":
        window.state.go_back()  # the press alone went there
    assert window.state.view == before
    assert not window.state.can_go_back


def test_the_wheel_zooms_a_sheet_about_the_pointer_as_one_step(open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window(
        "t=1989-11-09&l=en&p=laea&c=15,50&z=3.3&ds=1938-03-01,1942-01-01,1949-10-07,1989-11-09", (1600, 1000), atlas=built_in
    )
    settle(window)
    grid = window.comparing.grid
    assert grid is not None
    before, cell = window.state.view, grid.cells[2]
    left, top, _, _ = cell.map
    point = (60.0, 40.0)
    place = grid.port(before, cell).lonlat_of(*point)
    assert place is not None
    wheel(grid, left + point[0], top + point[1], 3)
    after = window.state.view
    assert after.zoom == pytest.approx(before.zoom + 1.0, abs=0.01)
    assert after.centre != before.centre
    found = grid.port(after, grid.cells[2]).pixel_of(place)
    assert found is not None
    assert found == pytest.approx(point, abs=1.5)
    qtbot.waitUntil(lambda: window.state.at_rest, timeout=3000)
    window.state.go_back()
    assert window.state.view == before


def test_rows_of_the_sheets_legend_without_room_are_counted_and_listed(open_window: Open, built_in: Atlas) -> None:
    days = "1917-11-07,1925-01-01,1938-03-01,1942-06-01,1949-10-07,1956-11-01,1962-10-22,1989-11-09,2004-05-01"
    window = open_window(f"t=1989-11-09&l=en&ds={days}", (1280, 800), atlas=built_in)
    settle(window)
    grid = window.comparing.grid
    assert grid is not None
    legend = grid.legend
    more = _find(window, QPushButton, "gridLegendMore")
    assert legend.hidden > 0
    assert more.text() == f"{legend.hidden} more"
    labels = legend.accessibleDescription().split(", ")
    assert len(labels) >= legend.hidden + 5
    bottom = max(cell.map[3] for cell in grid.cells)
    assert bottom <= legend.y()
    push(more)
    listed = legend.list
    assert listed.isVisible()
    assert grid.area[1] <= listed.y() + SHADOW
    assert listed.geometry().bottom() <= grid.height()
    key(Qt.Key.Key_Escape)
    assert not listed.isVisible()
    assert _days(window), "Escape closed the list alone"
    window.state.change(days=(day_of("1925-01-01"), day_of("1925-01-02")))
    window.resize(1900, 1000)
    settle(window)
    assert legend.hidden == 0
    assert not more.isVisible()


def test_the_number_of_maps_is_chosen(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en&ds=1938-01-01,1942-01-01,1946-01-01", atlas=built_in)
    settle(window)
    box = _find(window, QComboBox, "gridCount")
    row = box.findData(6)
    box.activated.emit(row)
    assert len(_days(window)) == 6
    assert _days(window)[-1] == day_of("1946-01-01")
    key(Qt.Key.Key_Escape)
    assert _days(window) == ()


def test_the_toolbar_offers_the_ways_of_comparing(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en", atlas=built_in)
    push(window.tools.buttons["beside"])
    menu = _find(window, QMenu, "compareMenu")
    assert [action.text() for action in menu.actions()] == [
        "Two maps side by side",
        "Two maps behind a swiped line",
        "Maps of several days at once",
    ]
    menu.actions()[1].trigger()
    menu.close()
    beside = _beside(window)
    assert beside is not None
    assert beside.mode == "swipe"


def test_the_keys_are_the_map_s_again_when_the_sheet_is_closed(open_window: Open, built_in: Atlas) -> None:
    window = _europe(open_window, built_in)
    for widget in ("grid", "bar"):
        key(Qt.Key.Key_G, CTRL | SHIFT)
        settle(window)
        if widget == "bar":
            _find(window, QComboBox, "gridCount").setFocus(Qt.FocusReason.TabFocusReason)
        day = window.state.view.instant
        key(Qt.Key.Key_Escape)
        settle(window)
        assert not window.state.view.days
        assert window.map.hasFocus()
        key(Qt.Key.Key_Right)
        assert window.state.view.instant == day + 1


@pytest.mark.parametrize("percent", [100, 160])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("how", ["bs=side;1938-03-01", "bs=swipe;1938-03-01", "ds=1938-03-01,1949-04-04"])
def test_the_heads_lie_within_the_smallest_window(how: str, language: str, percent: int, open_window: Open, built_in: Atlas) -> None:
    COMFORT.set_percent(percent)
    window = open_window(f"t=1989-11-09&l={language}&{how}", (720, 480), atlas=built_in)
    for name in ("compareBar", "gridBar"):
        head = window.findChild(QWidget, name)
        if head is None or not head.isVisible():
            continue
        for part in head.findChildren(QWidget):
            if isinstance(part, QLineEdit | QPushButton | QComboBox) and part.isVisible():
                assert window.rect().contains(QRect(part.mapTo(window, QPoint(0, 0)), part.size())), part.objectName()
            if isinstance(part, QLineEdit) and part.isVisible():
                assert part.fontMetrics().horizontalAdvance(part.text()) < part.width() - 12
    shown = [legend for legend in window.findChildren(QWidget) if legend.objectName() in ("legend", "secondLegend") and legend.isVisible()]
    assert all(legend.geometry().right() <= window.width() + 12 for legend in shown)


@pytest.mark.parametrize(
    ("size", "percent", "language"),
    [((1280, 800), 160, "ja"), ((1100, 700), 130, "en"), ((1100, 700), 160, "en"), ((1180, 700), 130, "ja")],
)
def test_the_head_makes_room_for_what_is_opened_beside_it_and_takes_it_again(
    size: tuple[int, int], percent: int, language: str, open_window: Open, built_in: Atlas
) -> None:
    window = open_window(f"t=1962-10-22&l={language}", atlas=built_in)
    COMFORT.set_percent(percent)
    key(Qt.Key.Key_M, CTRL | SHIFT)
    bar = window.comparing.second.bar
    assert bar is not None
    assert bar.scheme.isVisible()
    window.resize(*size)
    window.state.change(story="cuba-thirteen-days:9")
    settle(window)
    paper = bar.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    for panel in (window.player, window.rail, window.tools):
        assert not panel.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW).intersects(paper), panel.objectName()
    assert bar.close_.isVisible()
    assert bar.width() == bar.sizeHint().width()
    window.state.change(story="", selected="")
    window.resize(1600, 1000)
    settle(window)
    assert bar.scheme.isVisible()
    assert bar.swap.isVisible()


def test_the_list_makes_way_on_a_narrow_window_and_comes_back(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en", (1000, 700), atlas=built_in)
    assert window.finder.isVisible()
    key(Qt.Key.Key_M, CTRL | SHIFT)
    settle(window)
    assert not window.finder.isVisible()
    key(Qt.Key.Key_F, CTRL)  # but can be asked for
    assert window.finder.isVisible()
    key(Qt.Key.Key_M, CTRL | SHIFT)
    settle(window)
    assert _beside(window) is None
    assert window.finder.isVisible()


def test_two_halves_are_as_wide_as_each_other(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&p=laea&c=15,50&z=3.3&l=en&bs=side;1938-03-01", (1600, 900), atlas=built_in)
    second = window.comparing.second.map
    assert second is not None
    left, _, right, _ = window.map.free
    assert abs((right - left) - (window.width() - second.x())) < 20


def test_the_second_legend_chooses_the_scheme_of_the_second_map(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en&bs=side;1975-03-01", (1600, 900), atlas=built_in)
    second, legend = window.comparing.second, window.comparing.second.legend
    assert legend is not None
    push(legend.schemes)
    menu = legend.schemes.menu_
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    settle(window)
    beside = _beside(window)
    assert beside is not None
    assert beside.scheme
    key(Qt.Key.Key_Right)
    assert second.mirror is not None
    assert second.mirror.view.scheme == beside.scheme
    assert window.state.view.scheme == ""
    key(Qt.Key.Key_Left, ALT)
    key(Qt.Key.Key_Left, ALT)
    assert _beside(window) == Beside("side", day_of("1975-03-01"))
    assert second.mirror.view.scheme == ""


def test_a_sheet_takes_the_place_of_both_maps(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-11-09&l=en&bs=swipe;1938-03-01", (1600, 900), atlas=built_in)
    second = window.comparing.second
    parts = [second.map, second.legend, second.bar, second.line]
    key(Qt.Key.Key_G, CTRL | SHIFT)
    settle(window)
    assert window.comparing.grid is not None
    assert window.comparing.grid.isVisible()
    assert [part for part in parts if part is None or part.isVisible()] == []
    key(Qt.Key.Key_Escape)
    settle(window)
    assert not window.comparing.grid.isVisible()
    assert second.map is not None
    assert second.map.isVisible()
    assert second.line is not None
    assert second.line.isVisible()


@pytest.mark.parametrize("cut", ["0.1", "0.5", "0.68"])
def test_the_map_behind_the_line_has_its_legend(cut: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1989-11-09&l=ja&p=laea&c=15,50&z=3&bs=swipe;1938-03-01;;{cut}", (1280, 800), atlas=built_in)
    legend, line = window.comparing.second.legend, window.comparing.second.line
    assert legend is not None
    assert line is not None
    assert legend.isVisible()
    assert line.at <= legend.x() + 20
    assert legend.geometry().right() <= window.width() + 12


def test_a_window_that_opens_on_a_sheet_draws_its_cells(open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window("ds=1938-10-10,1950-07-01", atlas=built_in)
    grid = window.comparing.grid
    assert grid is not None
    assert len(grid.cells) == 2
    qtbot.waitUntil(lambda: grid.complete, timeout=20_000)
