"""A stack of ten events at one place: it fans out, stays open, and every one of the ten can be read."""

from __future__ import annotations

import pytest
from hands import Open, click, key, settle, texts
from PySide6.QtCore import QPointF, Qt

from viewer.carto.events.markers import Marker
from viewer.ui.window import Window

BERLIN = "t=1989-11-09&p=laea&c=13.4,52.5&z=4"


def stack(window: Window, key_: str = "berlin") -> Marker:
    return next(marker for marker in window.map.scene().markers if marker.key == key_)


def click_map(window: Window, x: float, y: float) -> None:
    click(window.map, x, y)
    settle(window)


def open_berlin(window: Window) -> None:
    marker = stack(window)
    click_map(window, marker.x, marker.y)


def test_a_click_on_the_stack_fans_it_out_and_opens_the_event_in_front(open_window: Open) -> None:
    window = open_window(BERLIN)
    assert not window.details.isVisible()
    open_berlin(window)
    fan = window.map.scene().fan
    assert fan is not None
    assert (fan.key, fan.total, fan.pages) == ("berlin", 10, 2)
    assert window.state.view.selected == "berlin-opened"
    assert window.details.isVisible()
    assert "The Wall opens" in texts(window.details) or "ベルリンの壁、開く" in texts(window.details)


def test_all_ten_events_can_be_read_by_clicks_while_the_stack_stays_open(open_window: Open) -> None:
    window = open_window(BERLIN + "&l=en")
    atlas = window.state.atlas
    open_berlin(window)
    read: set[str] = set()
    for _ in range(3):  # the seven around the day, then both pages
        fan = window.map.scene().fan
        assert fan is not None
        for item in fan.items:
            click_map(window, item.x, item.y)
            now = window.map.scene().fan
            assert now is not None
            assert [one.event for one in now.items] == [one.event for one in fan.items], "reading an event moves no other"
            event = atlas.events[window.state.view.selected]
            assert event.id == item.event
            seen = "\n".join(texts(window.details)).replace("\u200b", "")
            assert event.title["en"] in seen
            assert event.text["en"] in seen
            assert "Handbook" in seen
            assert "Register" in seen
            read.add(event.id)
        click_map(window, fan.x, fan.y)
    assert read == {event.id for event in atlas.event_list if event.place == "berlin"}


def test_the_words_beside_a_disc_open_it_too(open_window: Open) -> None:
    window = open_window(BERLIN)
    open_berlin(window)
    fan = window.map.scene().fan
    assert fan is not None
    for item in fan.items:
        click_map(window, item.x + (-60 if item.left else 60), item.y)
        assert window.state.view.selected == item.event


@pytest.mark.parametrize("centre", ["20,57", "26,50", "2,52.4"])
def test_an_open_stack_lies_clear_of_the_legend_and_of_the_edges(centre: str, open_window: Open) -> None:
    window = open_window(f"t=1989-11-09&p=laea&c={centre}&z=4.2&l=en", (1600, 1000))
    open_berlin(window)
    fan = window.map.scene().fan
    assert fan is not None
    left, top, right, bottom = window.map.free
    legend = window.legend.geometry()
    for item in fan.items:
        assert left + 20 < item.x < right - 20
        assert top + 20 < item.y < bottom - 20
        assert not legend.contains(round(item.x), round(item.y))


def test_escape_closes_the_stack_then_the_details(open_window: Open) -> None:
    window = open_window(BERLIN)
    open_berlin(window)
    key(Qt.Key.Key_Escape)
    assert window.map.scene().fan is None
    assert window.details.isVisible()
    key(Qt.Key.Key_Escape)
    assert window.state.view.selected == ""
    assert not window.details.isVisible()
    key(Qt.Key.Key_Escape)
    assert window.isVisible()


def test_a_click_on_land_or_sea_closes_the_stack_first(open_window: Open) -> None:
    window = open_window(BERLIN)
    open_berlin(window)
    chosen = window.state.view.selected
    left, top, _, _ = window.map.free
    click_map(window, left + 30, top + 150)
    assert window.state.view.fan == ""
    assert window.state.view.selected == chosen


def test_a_click_on_a_land_tells_of_its_state(open_window: Open) -> None:
    window = open_window("t=1975-01-01&p=laea&c=11,50&z=4&l=en&x=events")
    pixel = window.map.viewport().pixel_of((9.0, 51.0))
    assert pixel is not None
    click_map(window, *pixel)
    assert window.state.view.selected == "polity:west-germany"
    seen = texts(window.details)
    assert "Federal Republic of Germany" in seen
    assert any(text.startswith("NATO") for text in seen)


def test_dragging_pans_and_clicks_nothing(open_window: Open) -> None:
    from hands import drag

    window = open_window(BERLIN)
    marker = stack(window)
    for _ in drag(window.map, QPointF(marker.x, marker.y), QPointF(marker.x + 120, marker.y + 60)):
        pass
    settle(window)
    moved = stack(window)
    assert abs(moved.x - marker.x - 120) < 2
    assert abs(moved.y - marker.y - 60) < 2
    assert window.state.view.selected == ""
    window.state.go_back()
    assert window.state.view.centre == (13.4, 52.5)


def test_the_wheel_zooms_about_the_pointer(open_window: Open) -> None:
    from hands import wheel

    window = open_window(BERLIN)
    marker = stack(window)
    wheel(window.map, marker.x, marker.y, 6)
    settle(window)
    assert window.state.view.zoom > 5
    moved = stack(window)
    assert abs(moved.x - marker.x) < 3
    assert abs(moved.y - marker.y) < 3
