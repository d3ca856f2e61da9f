"""Small islands that two states call their own: found by either name, told by hover and click, drawn as either side sees them."""

from __future__ import annotations

import pytest
from hands import Open, click, key, settle, texts
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from viewer.carto.finding import Result
from viewer.carto.land.viewpoint import seen_holders
from viewer.model.atlas import Atlas
from viewer.ui.window import Window

K = Qt.Key
EAST_ROCK = (131.8696, 37.2394)


def found(window: Window, words: str, qtbot: QtBot) -> list[Result]:
    key(K.Key_F, Qt.KeyboardModifier.ControlModifier)
    window.finder.search.clear()
    window.finder.search.insert(words)
    window.finder.search.textEdited.emit(words)
    qtbot.waitUntil(lambda: window.state.view.query == words)
    return [row for row in window.finder.results.rows if isinstance(row, Result)]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("竹島", "takeshima"),
        ("独島", "takeshima"),
        ("Dokdo", "takeshima"),
        ("尖閣", "senkaku"),
        ("釣魚島", "senkaku"),
        ("西沙", "paracels"),
    ],
)
def test_an_island_is_found_by_every_name_it_goes_by(words: str, place: str, open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window("t=2000-10-22&l=ja", (1280, 800), atlas=built_in)
    assert place in [result.id for result in found(window, words, qtbot) if result.sort == "place"]


def test_hover_and_click_tell_both_sides_and_either_can_be_drawn(open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window("t=2000-10-22&l=en&c=131.8696,37.2394&z=11", (1600, 1000), atlas=built_in)
    settle(window)
    pixel = window.map.viewport().pixel_of(EAST_ROCK)
    assert pixel is not None
    QTest.mouseMove(window.map, QPoint(round(pixel[0]), round(pixel[1])))
    qtbot.waitUntil(window.map.card.isVisible)
    assert window.map.card.card.title == "Republic of Korea"
    assert window.map.card.card.below[-1] == "claimed by Japan"
    click(window.map, *pixel)
    settle(window)
    assert window.state.view.selected == "polity:south-korea"
    told = "\n".join(texts(window.details))
    assert told.count("imperial edict no. 41 of 1900") == told.count("cabinet decision of 28 January 1905") == 1
    assert "Ministry of Foreign Affairs of Japan" in told
    assert "Ministry of Foreign Affairs of the Republic of Korea" in told
    see = [one for one in window.details.findChildren(QAbstractButton) if one.accessibleName() == "Draw the map as Japan sees it"]
    see[-1].click()
    view = window.state.view
    assert view.viewpoint == "japan"
    seen = seen_holders(built_in, view.instant, view.viewpoint)
    assert built_in.polity_list[seen[built_in.basemap.codes.index("XLR-1")]].id == "japan"
