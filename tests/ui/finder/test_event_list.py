"""The list of events: it begins with a whole row, and tells why it is empty."""

from __future__ import annotations

import pytest
from hands import Open, key, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.ui.finder.event_list import EventList

CTRL = Qt.KeyboardModifier.ControlModifier


def first_row(rows: EventList) -> int:
    """Px from the top of the list to that of its first row in sight."""
    return rows.visualRect(rows.indexAt(QPoint(1, 0))).top()


@pytest.mark.parametrize(("size", "language"), [((1280, 800), "ja"), ((1600, 1000), "en")])
def test_the_row_of_the_chosen_event_is_whole_and_so_is_the_first(
    size: tuple[int, int], language: str, open_window: Open, built_in: Atlas, qtbot: QtBot
) -> None:
    window = open_window(f"t=1962-10-22&l={language}&b=1800&a=1800", size, atlas=built_in)
    rows = window.finder.events
    ids = [event.id for event in rows.events]
    for chosen in ids[5:-6:13]:
        window.state.set_view(window.state.view.selecting(chosen))
        settle(window)
        row = rows.visualRect(rows.model().index(ids.index(chosen), 0))
        qtbot.waitUntil(lambda row=row: row.height() > 0)
        assert first_row(rows) == 0, chosen
        assert row.top() >= 0, chosen
        assert row.bottom() <= rows.viewport().height(), chosen


def test_below_the_row_of_the_day_the_list_shows_what_comes_next(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&b=1800&a=1800", (1280, 800), atlas=built_in)
    rows = window.finder.events
    ids = [event.id for event in rows.events]
    tall = rows.viewport().height()
    for way in (1, -1):
        for chosen in ids[5:-8:9][::way]:
            window.state.set_view(window.state.view.selecting(chosen))
            settle(window)
            row = rows.visualRect(rows.model().index(ids.index(chosen), 0))
            assert first_row(rows) == 0
            assert 0 < row.top() < tall / 2, "what went before is seen, and more of what comes"
    window.state.set_view(window.state.view.selecting(ids[0]))
    settle(window)
    assert rows.verticalScrollBar().value() == 0, "there is nothing before the first"


def test_where_a_date_was_typed_that_is_none_the_list_says_which_would_be_one(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en", atlas=built_in)
    key(Qt.Key.Key_F, CTRL)
    key("3/4/1962")
    key(Qt.Key.Key_Return)
    settle(window)
    assert not window.finder.events.events
    assert any("write 1962-04-03 or 1962-03-04" in label.text() for label in window.finder.findChildren(QLabel) if label.isVisible())
