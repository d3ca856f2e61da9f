"""Filters by actor, source, theme and certainty, what happened around here and now, and the table of events."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from hands import Open, child, key, push, settle
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPushButton
from wcag import contrast

from viewer.carto.events.filters import in_window
from viewer.carto.events.only import read_circle
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import LAST_DAY
from viewer.ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALL = "t=1962-10-22&b=40000&a=40000&l=en"


def _shown(window: Window) -> list[str]:
    settle(window)
    return [event.id for event in in_window(window.state.atlas, window.state.view)]


def _choose(window: Window, sort: str, word: str) -> None:
    window.finder.show_tab("layers")
    box = child(window, QComboBox, f"only-{sort}")
    row = box.findData(word)
    assert row > 0, word
    box.setCurrentIndex(row)
    box.activated.emit(row)
    settle(window)


def _chips(window: Window) -> list[QPushButton]:
    window.finder.show_tab("events")
    settle(window)
    return [chip for chip in window.finder.findChildren(QPushButton) if chip.property("role") == "filter" and chip.isVisible()]


def test_each_sort_of_filter_is_chosen_and_taken_away_by_its_chip(open_window: Open, built_in: Atlas) -> None:
    window = open_window(ALL, atlas=built_in)
    everything = set(_shown(window))
    for sort, word, holds in (
        ("actor", "actor:khrushchev", lambda event: "khrushchev" in event.actors),
        ("source", "source:far-east-strategy-paper", lambda event: any(c.source == "far-east-strategy-paper" for c in event.sources)),
        ("theme", "theme:berlin", lambda event: "berlin" in event.themes),
        ("date", "date:differs", lambda event: bool(event.differs)),
    ):
        _choose(window, sort, word)
        assert word in window.state.view.only
        wanted = {name for name in everything if holds(built_in.events[name])}
        assert set(_shown(window)) == wanted
        assert 0 < len(wanted) < len(everything)
        chips = _chips(window)
        assert len(chips) == 1
        push(chips[0])
        settle(window)
        assert window.state.view.only == frozenset()
        assert set(_shown(window)) == everything


def test_two_of_a_sort_widen_and_two_sorts_narrow(open_window: Open, built_in: Atlas) -> None:
    window = open_window(ALL, atlas=built_in)
    counts = []
    for only in ({"theme:berlin"}, {"theme:berlin", "theme:cuba"}, {"theme:berlin", "theme:cuba", "actor:khrushchev"}):
        window.state.change(only=frozenset(only))
        counts.append(len(_shown(window)))
    assert counts[1] > counts[0]
    assert counts[1] > counts[2] > 0


def test_filters_that_the_atlas_does_not_know_let_nothing_through_and_can_be_taken_away(open_window: Open) -> None:
    window = open_window(ALL + "&fo=actor%3Anobody,near%3Ahere,colour%3Ared")
    assert _shown(window) == []
    for _ in range(3):
        push(_chips(window)[0])
    assert window.state.view.only == frozenset()
    assert _shown(window)


def test_around_here_lists_what_is_near_whenever_it_was(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&p=laea&c=13.4,52.5&z=6", atlas=built_in)
    window.map.setFocus()
    key(Qt.Key.Key_F, CTRL | SHIFT)
    (word,) = window.state.view.only
    circle = read_circle(word.partition(":")[2])
    assert circle is not None
    assert circle[:2] == (13.4, 52.5)
    shown = _shown(window)
    assert "berlin-wall-falls" in shown
    assert "kennedy-quarantine-speech" not in shown
    assert window.state.view.before == LAST_DAY
    window.state.go_back()
    assert window.state.view.only == frozenset()


def test_around_now_lists_what_was_then_in_all_the_world(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1956-11-04&l=en&p=laea&c=19,47.5&z=6&fo=near%3A19%3B47%3B100&b=0&a=0", atlas=built_in)
    window.map.setFocus()
    key(Qt.Key.Key_T, CTRL | SHIFT)
    view = window.state.view
    assert (view.projection, view.only, view.before) == ("equal-earth", frozenset(), 183)
    shown = [built_in.events[name] for name in _shown(window)]
    assert len(shown) > 10
    assert all(event.when.start < view.window[1] and event.when.extent.end > view.window[0] for event in shown)


def test_the_table_sorts_follows_and_copies(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&b=30&a=30&l=en", atlas=built_in)
    window.map.setFocus()
    key(Qt.Key.Key_L, CTRL | SHIFT)
    table = window.finding.table
    assert table is not None
    assert table.isVisible()
    listed = {event.id for event in in_window(built_in, window.state.view)}
    assert {event.id for event in table.model_.events} == listed
    days = [event.when.start for event in table.model_.events]
    assert days == sorted(days)
    table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    titles = [event.title["en"].casefold() for event in table.model_.events]
    assert titles == sorted(titles, reverse=True)
    push(table.copy)
    rows = list(csv.DictReader(io.StringIO(QGuiApplication.clipboard().text())))
    assert [row["id"] for row in rows] == [event.id for event in table.model_.events]
    assert {"id", "start", "end", "Date", "Title", "Place", "Kind", "Actors", "Sources"} == set(rows[0])
    first = table.model_.events[0]
    table.view.clicked.emit(table.model_.index(0, 0))
    assert window.state.view.selected == first.id
    window.state.set_view(View.parse("t=1945-08-20", window.state.view))
    table.refresh()
    assert {event.id for event in table.model_.events} == {event.id for event in in_window(built_in, window.state.view)}
    assert {event.id for event in table.model_.events} != listed
    table.close()


@pytest.mark.parametrize("theme", ["light", "dark", "dark-high"])
def test_every_second_row_of_the_table_can_be_read(theme: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1962-10-22&l=en&k={theme}", atlas=built_in)
    key(Qt.Key.Key_L, CTRL | SHIFT)
    table = window.finding.table
    assert table is not None
    image = table.view.viewport().grab().toImage()
    for row in (2, 3):
        box = table.view.visualRect(table.model_.index(row, 1))
        colours = Counter(
            image.pixelColor(x, y).name() for x in range(box.left() + 3, box.right() - 3) for y in range(box.top() + 3, box.bottom() - 2)
        )
        ground = colours.most_common(1)[0][0]
        assert max(contrast(ground, colour) for colour in colours) >= 4.5
        assert (contrast(ground, "#000000") < contrast(ground, "#ffffff")) == theme.startswith("dark")
    table.close()
