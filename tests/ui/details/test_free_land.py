"""Land that no state holds: the pointer and a click tell what it is and why nobody holds it."""

from __future__ import annotations

from hands import Open, click, key, settle, texts
from PySide6.QtCore import QPointF, Qt

from viewer.model.atlas import Atlas
from viewer.ui.window import Window


def spot(window: Window, lonlat: tuple[float, float]) -> tuple[float, float]:
    settle(window)
    at = window.map.viewport().pixel_of(lonlat)
    assert at is not None
    return at


def test_antarctica_is_named_and_explained(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&x=events&p=equal-earth&c=0,0&z=0.2", (1600, 1000), atlas=built_in)
    at = spot(window, (90.0, -75.0))
    window.map.hover_at(QPointF(*at))
    card = window.map.card.card
    assert card.title == "Antarctica"
    assert "treaty in force since 23 June 1961" in card.text
    click(window.map, *at)
    assert window.state.view.selected == "land:antarctica"
    assert window.details.isVisible()
    told = texts(window.details)
    assert "Antarctica" in told
    assert "No state’s land" in told
    assert any("treaty in force since 23 June 1961" in text for text in told)
    assert any("Antarctic Treaty" in text for text in told)
    key("f")
    settle(window)
    assert window.state.view.centre[1] < -60
    key(Qt.Key.Key_Escape)
    assert not window.details.isVisible()


def test_land_that_was_nobodys_for_a_time_tells_until_when(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1920-06-01&l=ja&x=events&p=arctic&c=0,90&z=1", (1600, 1000), atlas=built_in)
    click(window.map, *spot(window, (16.0, 78.6)))
    assert window.state.view.selected == "land:svalbard-before-1925"
    assert "1925年8月13日まで" in texts(window.details)
    window.state.change(instant=built_in.span.start + 9000)  # 1941: Norway's
    settle(window)
    window.map.hover_at(QPointF(*spot(window, (16.0, 78.6))))
    assert window.map.card.card.title == "ノルウェー"


def test_land_of_which_the_atlas_tells_nothing_says_so(open_window: Open) -> None:
    window = open_window("l=en&x=events&p=equal-earth&c=0,0&z=0.2", (1600, 1000))
    at = spot(window, (-55.0, -10.0))  # the sample tells nothing of South America
    window.map.hover_at(QPointF(*at))
    assert window.map.card.card.title == "No data on who holds this land on this day"
    click(window.map, *at)
    assert window.state.view.selected == ""
