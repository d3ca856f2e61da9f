"""All that happened at a place: its list is three actions away from any of its events, and is left by a click."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hands import Open, child, click, key, push, settle, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from viewer.carto.events.markers import compose_markers
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import FAMILIES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import LAST_DAY, day_of
from viewer.ui.details.parts import LinkLabel
from viewer.ui.window import Window

WORLD = "t=1962-10-22&b=1096&a=365&c=11,20&z=0.6&l=en"


def open_stack(window: Window, place: str) -> None:
    marker = next(marker for marker in window.map.scene().markers if marker.key == place)
    click(window.map, marker.x, marker.y)
    settle(window)


def click_hub_name(window: Window) -> None:
    fan = window.map.scene().fan
    assert fan is not None
    click(window.map, fan.x + 40, fan.y - 6)
    settle(window)


def click_row(window: Window, identifier: str) -> None:
    rows = window.finder.events
    number = [event.id for event in rows.events].index(identifier)
    index = rows.model().index(number, 0)
    rows.doItemsLayout()
    rows.scrollTo(index)
    settle(window)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rows.visualRect(index).center())


def test_each_of_moscows_events_is_three_actions_away(open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window(WORLD, (1600, 1000), atlas=built_in)
    wanted = [event.id for event in built_in.event_list if event.place == "moscow"]
    assert len(wanted) > 100
    open_stack(window, "moscow")
    fan = window.map.scene().fan
    assert fan is not None
    assert fan.here == sum(event.kind != "note" for event in built_in.event_list if event.place == "moscow")
    click_hub_name(window)
    assert [event.id for event in window.finder.events.events] == wanted
    listed = window.state.view
    rows = window.finder.events
    chosen = rows.model().index(wanted.index(listed.selected), 0)
    qtbot.waitUntil(lambda: rows.viewport().rect().contains(rows.visualRect(chosen)), timeout=30_000)
    for identifier in (wanted[0], wanted[len(wanted) // 2], wanted[-1]):
        click_row(window, identifier)
        assert window.state.view.selected == identifier
        assert window.details.isVisible()
        assert [event.id for event in window.finder.events.events] == wanted, "the list stays"
        window.state.set_view(listed)


def test_the_list_of_a_place_is_left_by_its_chip(open_window: Open) -> None:
    window = open_window("t=1989-11-09&p=laea&c=13.4,52.5&z=4&l=en&b=900&a=900", (1600, 1000))
    before = [event.id for event in window.finder.events.events]
    open_stack(window, "berlin")
    click_hub_name(window)
    assert window.state.view.place == "berlin"
    assert window.state.view.fan == ""
    assert len(window.finder.events.events) == 10
    assert {marker.key for marker in window.map.scene().markers} == {"berlin"}
    chip = next(button for button in window.finder.findChildren(QAbstractButton) if button.isVisible() and button.text() == "Berlin")
    push(chip)
    assert window.state.view.place == ""
    assert [event.id for event in window.finder.events.events] == before


def test_chips_name_what_is_filtered_and_take_it_away(open_window: Open) -> None:
    window = open_window("t=1962-10-22&b=99999&a=99999&l=en&q=wall&h=force,words", (1600, 1000))

    def chips() -> dict[str, QAbstractButton]:
        found = window.findChildren(QAbstractButton)
        return {chip.text(): chip for chip in found if chip.property("role") == "filter" and chip.isVisible()}

    assert list(chips()) == ["“wall”", "2 kinds hidden"], "which they are is seen in the row above"
    assert chips()["2 kinds hidden"].accessibleName() == "Remove the filter: without Force, Words"
    push(chips()["“wall”"])
    assert window.state.view.query == ""
    assert window.finder.search.text() == ""
    push(chips()["2 kinds hidden"])
    assert chips() == {}
    assert len(window.finder.events.events) == len(window.state.atlas.events)
    push(family(window, "force"))
    assert list(chips()) == ["without Force"]


def family(window: Window, name: str) -> QAbstractButton:
    return child(window, QAbstractButton, f"family-{name}")


def test_a_family_is_shown_alone_with_shift_by_mouse_or_keys_and_then_all_again(open_window: Open) -> None:
    window = open_window("t=1962-10-22&b=99999&a=99999&l=en&h=force,summit", (1600, 1000))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(family(window, "crisis"), Qt.MouseButton.LeftButton, shift)
    assert window.state.view.hidden_kinds == {*FAMILIES, "summit"} - {"crisis"}
    assert not family(window, "crisis").isChecked()
    assert family(window, "power").isChecked()
    settle(window)
    found = [one.text() for one in window.findChildren(QAbstractButton) if one.property("role") == "filter" and one.isVisible()]
    assert "only Crisis" in found
    window.map.setFocus()
    family(window, "crisis").setFocus(Qt.FocusReason.TabFocusReason)
    key(Qt.Key.Key_Space, shift)
    assert window.state.view.hidden_kinds == {"summit"}
    assert not any(family(window, name).isChecked() for name in FAMILIES)
    key(Qt.Key.Key_Space)
    assert window.state.view.hidden_kinds == {"summit", "crisis"}, "without Shift it is hidden and shown"


def test_several_filters_are_taken_away_at_once(open_window: Open) -> None:
    window = open_window(
        "t=1962-10-22&l=en&q=wall&h=force,words,summit&fo=date:exact,actor:usa&m=1&u=1961-01-01/1963-12-31&g=berlin", (1600, 1000)
    )
    every = child(window, QAbstractButton, "filterNone")
    assert every.accessibleName() == "Remove all 8 filters"
    before = window.state.view
    push(every)
    view = window.state.view
    assert (view.query, view.place, view.range, view.documents_only) == ("", "", None, False)
    assert view.hidden_kinds == view.only == frozenset()
    assert window.findChild(QAbstractButton, "filterNone") is None or not window.findChild(QAbstractButton, "filterNone").isVisible()
    window.state.go_back()
    assert window.state.view == before, "one step of history"


def test_the_details_lead_to_the_list_of_the_place(open_window: Open) -> None:
    window = open_window("t=1961-08-13&l=en&s=berlin-wall", (1600, 1000))
    next(link for link in window.details.findChildren(LinkLabel) if link.accessibleName() == "All 10 at Berlin").click()
    assert window.state.view.place == "berlin"
    assert window.state.view.selected == "berlin-wall"
    assert len(window.finder.events.events) == 10


def test_on_a_small_window_the_details_give_way_to_the_list(open_window: Open) -> None:
    window = open_window("t=1961-08-13&l=en&p=laea&c=13.4,52.5&z=4", (1024, 700))
    open_stack(window, "berlin")
    assert not window.finder.isVisible()
    click_hub_name(window)
    assert window.finder.isVisible()
    assert "Berlin" in texts(window.finder)
    click_row(window, "berlin-tanks")
    assert window.details.isVisible()


CENTRES = ((11, 14), (37.6, 55.75), (13.4, 52.5), (-77, 38.9), (139.7, 35.7), (147, 44.5), (118, 47.8), (-80, 22), (69, 34.5))


@pytest.mark.parametrize("projection", ["equal-earth", "laea", "globe", "arctic"])
def test_with_all_events_on_no_two_stacks_overlap_at_any_zoom(built_in: Atlas, projection: str) -> None:
    most = 0
    for zoom in range(9):
        for centre in CENTRES if projection != "arctic" else ((0.0, 90.0),):
            view = View(day_of("1962-10-22"), LAST_DAY, LAST_DAY, projection=projection, centre=centre, zoom=float(zoom))
            port = Viewport(projection_of(projection, view.centre), view.centre, view.zoom, 1200, 760)
            markers = compose_markers(built_in, view, port.pixels_of, (0.0, 0.0, 1200.0, 760.0))
            most = max(most, len(markers))
            for one, other in combinations(markers, 2):
                assert math.hypot(one.x - other.x, one.y - other.y) >= 28, f"{one.key}, {other.key} at zoom {zoom} of {centre}"
    assert most > 10
