"""Typing into the search field: what is offered, chosen, filtered and marked."""

from __future__ import annotations

import pytest
from hands import Open, click, key, push, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from viewer.carto.finding import Result
from viewer.model.atlas import Atlas
from viewer.model.time import LAST_DAY, day_of
from viewer.ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
K = Qt.Key


def search(window: Window, words: str, qtbot: QtBot) -> list[Result]:
    """Type words as a hand or an input method does, and return what is offered."""
    key(K.Key_F, CTRL)
    if words.isascii():
        key(words)
    else:
        window.finder.search.insert(words)
        window.finder.search.textEdited.emit(words)
    qtbot.waitUntil(lambda: window.state.view.query == words)
    return [row for row in window.finder.results.rows if isinstance(row, Result)]


def test_results_are_offered_by_sort_while_typing_and_the_list_follows(window: Window, qtbot: QtBot) -> None:
    found = search(window, "ベルリン", qtbot)
    popup = window.finder.results
    assert popup.isVisible()
    assert popup.rows[0] == "出来事"
    assert {"event", "place"} <= {result.sort for result in found}
    assert all("ベルリン" in result.title + result.detail for result in found if result.sort != "event")
    assert popup.chosen is None
    assert QApplication.focusWidget() is window.finder.search, "the keys stay in the field"
    assert {event.place for event in window.finder.events.events} == {"berlin"}
    settle(window)


@pytest.mark.parametrize("words", ["khrushchev", "フルシチョフ", "ふるしちょふ", "хрущев", "furushichofu"])
def test_every_script_leads_to_the_same_person(window: Window, words: str, qtbot: QtBot) -> None:
    found = search(window, words, qtbot)
    assert [result.id for result in found if result.sort == "person"] == ["khrushchev"]
    key(K.Key_Up)
    while window.finder.results.chosen is not None and window.finder.results.chosen.sort != "person":
        key(K.Key_Up)
    key(K.Key_Return)
    assert window.state.view.query == "フルシチョフ"
    assert window.finder.search.text() == "フルシチョフ"
    assert not window.finder.results.isVisible()


def test_down_and_enter_go_to_an_event_and_back_again(window: Window, qtbot: QtBot) -> None:
    found = search(window, "Wall goes up", qtbot)
    assert found[0].id == "berlin-wall"
    key(K.Key_Down)
    assert window.finder.results.chosen == found[0]
    key(K.Key_Return)
    view = window.state.view
    assert (view.selected, view.instant, view.query) == ("berlin-wall", day_of("1961-08-13"), "")
    assert window.finder.search.text() == ""
    assert window.details.isVisible()
    key(K.Key_Right)
    assert window.state.view.instant == day_of("1961-08-14"), "the keys are the map's again"
    key(K.Key_Left, Qt.KeyboardModifier.AltModifier, times=2)
    assert window.state.view.query == "Wall goes up"


def test_a_click_on_a_place_goes_there(window: Window, qtbot: QtBot) -> None:
    search(window, "vilnius", qtbot)
    popup = window.finder.results
    row = next(number for number, one in enumerate(popup.rows) if isinstance(one, Result) and one.sort == "place")
    area = popup._list.visualRect(popup._list.model().index(row, 0)).center()
    click(popup._list.viewport(), area.x(), area.y())
    assert window.state.view.centre == pytest.approx(window.state.atlas.places["vilnius"].lonlat, abs=0.001)
    assert not popup.isVisible()
    assert window.state.view.query == ""


def test_a_click_on_the_name_of_a_sort_does_nothing(window: Window, qtbot: QtBot) -> None:
    search(window, "vilnius", qtbot)
    popup, before = window.finder.results, window.state.view
    area = popup._list.visualRect(popup._list.model().index(0, 0)).center()
    click(popup._list.viewport(), area.x(), area.y())
    assert popup.isVisible()
    assert window.state.view == before


def test_a_polity_is_selected(window: Window, qtbot: QtBot) -> None:
    found = search(window, "リトアニア", qtbot)
    polity = next(result for result in found if result.sort == "polity")
    while window.finder.results.chosen != polity:
        key(K.Key_Down)
    key(K.Key_Return)
    assert window.state.view.selected == "polity:lithuania"
    assert window.details.isVisible()


def test_enter_without_a_choice_shows_all_that_match(window: Window, qtbot: QtBot) -> None:
    search(window, "vilnius", qtbot)
    key(K.Key_Return)
    assert not window.finder.results.isVisible()
    assert [event.id for event in window.finder.events.events] == ["vilnius-act", "vilnius-tower", "vilnius-recognised"]


def test_a_date_filters_and_enter_goes_there(window: Window, qtbot: QtBot) -> None:
    found = search(window, "1991年", qtbot)
    assert {result.id for result in found} >= {"vilnius-tower", "vilnius-recognised", "moscow-end"}
    key(K.Key_Return)
    assert (window.state.view.instant, window.state.view.query) == (day_of("1991-01-01"), "")


def test_what_is_offered_goes_away_with_the_focus_the_words_and_the_language(window: Window, qtbot: QtBot) -> None:
    popup = window.finder.results
    search(window, "vilnius", qtbot)
    window.map.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not popup.isVisible()
    window.state.change(query="")
    search(window, "berlin", qtbot)
    assert popup.isVisible()
    key(K.Key_L, CTRL)
    assert not popup.isVisible()
    window.state.change(query="")
    assert search(window, "zzzz", qtbot) == []
    assert not popup.isVisible()


def test_hits_are_marked_in_the_list(window: Window, qtbot: QtBot) -> None:
    window.state.change(query="furushichofu", before=30_000, after=30_000)
    settle(window)
    events = window.finder.events
    delegate = events.itemDelegate()
    title = next(event for event in events.events if event.id == "moscow-letter")
    layout = delegate._layout(title, 276)
    assert [layout.text()[one.start : one.start + one.length] for one in layout.formats()] == ["フルシチョフ"]
    marked = events.grab().toImage()
    window.state.change(query="")
    settle(window)
    assert delegate._layout(title, 276).formats() == []
    assert marked != events.grab().toImage()


def test_the_popup_stays_inside_a_small_window(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(size=(760, 520))
    search(window, "e", qtbot)
    popup = window.finder.results
    assert popup.isVisible()
    assert window.rect().adjusted(-12, -12, 12, 12).contains(popup.geometry())
    settle(window)


def test_offered_rows_are_told_to_screen_readers(window: Window, qtbot: QtBot) -> None:
    found = search(window, "vilnius", qtbot)
    model = window.finder.results._list.model()
    told = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert told[1] == f"{found[0].title} {found[0].detail}"
    assert window.finder.results._list.accessibleName()


@pytest.mark.parametrize("how", ["escape", "chip", "words", "all"])
def test_who_ends_a_search_in_all_of_time_sees_the_years_of_before_again(how: str, open_window: Open, qtbot: QtBot) -> None:
    window = open_window("t=1961-08-13&b=400&a=300&l=en")
    before = window.state.view
    search(window, "berlin", qtbot)
    key(K.Key_Return)
    assert (window.state.view.before, window.state.view.after) == (LAST_DAY, LAST_DAY)
    settle(window)
    if how == "escape":
        key(K.Key_Escape)
    elif how == "words":
        window.finder.search.selectAll()
        key(K.Key_Delete)
        qtbot.waitUntil(lambda: not window.state.view.query)
    else:
        if how == "all":
            window.state.change(hidden_kinds=frozenset({"word"}))
        settle(window)
        chips = [chip for chip in window.finder.findChildren(QPushButton) if chip.isVisible() and chip.property("role") == "filter"]
        all_ = next((chip for chip in window.finder.findChildren(QPushButton, "filterNone") if chip.isVisible()), None)
        chip = all_ if how == "all" else next(chip for chip in chips if "berlin" in chip.text())
        assert chip is not None
        push(chip)
    assert window.state.view.query == ""
    assert (window.state.view.before, window.state.view.after) == (400, 300)
    assert window.state.view.instant == before.instant
    window.state.go_back()
    assert window.state.view.query or window.state.view.hidden_kinds
    assert window.state.view.after == LAST_DAY or how == "all"


def test_who_had_chosen_all_of_time_keeps_it_after_a_search(open_window: Open, qtbot: QtBot) -> None:
    window = open_window(f"t=1961-08-13&b={LAST_DAY}&a={LAST_DAY}&l=en")
    search(window, "berlin", qtbot)
    key(K.Key_Return)
    key(K.Key_Escape)
    assert window.state.view.query == ""
    assert (window.state.view.before, window.state.view.after) == (LAST_DAY, LAST_DAY)


def test_a_view_that_is_called_up_amid_a_search_keeps_its_own_years(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("t=1961-08-13&b=400&a=300&l=en")
    search(window, "berlin", qtbot)
    key(K.Key_Return)
    called = window.state.view.with_(query="", instant=day_of("1962-10-22"), centre=(20.0, 50.0), projection="laea", zoom=4.0)
    window.state.set_view(called)
    assert window.state.view.after == LAST_DAY


def test_states_of_the_day_come_first_and_those_of_other_days_are_offered_too(open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window("t=1956-11-04&l=en", atlas=built_in)
    found = [result.id for result in search(window, "korea", qtbot) if result.sort == "polity"]
    assert found[:2] == ["north-korea", "south-korea"]
    key(K.Key_Escape)
    key(K.Key_Escape)
    window.state.set_view(window.state.view.at(day_of("1962-01-01")))
    found = [result.id for result in search(window, "germany", qtbot) if result.sort == "polity"]
    assert found[:2] == ["west-germany", "east-germany"]
    assert "germany" in found
