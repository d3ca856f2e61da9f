"""Reading a story: it opens from its tab, goes on and back, plays by itself, and finds its way back when the map was moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Open, key, push, settle, texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from viewer.carto.own.extra import shown_layers
from viewer.carto.story import Stop, on_path, stop_view
from viewer.carto.view import BadView, View
from viewer.model.atlas import Atlas
from viewer.model.entities import Step, Story
from viewer.model.time import day_of
from viewer.paint.pages.page import Page
from viewer.store.imports.reading import read_extra
from viewer.ui.exporting.exporting import Exporting
from viewer.ui.stories import player
from viewer.ui.window import Window

K = Qt.Key
OWN = Path(__file__).parent.parent / "data" / "own"
FIRST, SECOND, THIRD = "the-wall:1", "the-wall:2", "the-wall:3"
FIRST_TEXT = "On a night in August barbed wire was strung along the border."
SECOND_TEXT = "In the middle of the crisis a letter was sent. For a year afterwards the question of Berlin was quiet."


def link(inside: QWidget, words: str) -> QAbstractButton:
    return next(button for button in inside.findChildren(QAbstractButton) if button.isVisible() and button.accessibleName() == words)


@pytest.fixture
def reading(open_window: Open) -> Window:
    """A window in English, in which the story was opened from its tab."""
    window = open_window("l=en&k=dark&x=rivers&q=tanks", (1600, 1000))
    window.finder.show_tab("stories")
    assert "3 steps · 1961–1989" in texts(window.finder)
    assert not window.player.isVisible()
    push(link(window, "The story of the Wall"))
    settle(window)
    return window


def test_a_story_opens_from_its_tab_at_its_first_step(reading: Window) -> None:
    view = reading.state.view
    assert (view.story, view.instant, view.selected, view.query) == (FIRST, day_of("1961-08-13"), "berlin-wall", "")
    assert (view.language, view.theme, view.hidden_layers) == ("en", "dark", frozenset({"rivers"}))
    told = texts(reading.player)
    assert {"The story of the Wall", "1 / 3", "The Wall goes up", "On a night in August barbed wire was strung along the border."} <= set(
        told
    )
    assert not reading.player.back.isEnabled()
    assert not reading.player.home.isVisible()
    assert reading.details.isVisible()
    assert reading.details.y() > reading.player.y() + reading.player.height() - 30
    assert any("being read" in text for text in texts(reading.finder))


def test_buttons_and_keys_go_from_step_to_step(reading: Window) -> None:
    state = reading.state
    push(reading.player.next)
    assert state.view.story == SECOND
    assert SECOND_TEXT in texts(reading.player)
    assert (state.view.query, state.view.instant) == ("letter", day_of("1962-10-26"))
    key(".")
    assert (state.view.story, state.view.projection) == (THIRD, "equal-earth")
    assert not reading.player.next.isEnabled()
    key(K.Key_PageDown)
    assert state.view.story == THIRD
    key(K.Key_PageUp)
    key(",")
    assert state.view.story == FIRST
    push(reading.player.next)
    push(reading.player.back)
    assert state.view.story == FIRST


def test_each_step_can_be_undone_linked_and_spoken_in_the_other_language(reading: Window, open_window: Open) -> None:
    key(".", times=2)
    state = reading.state
    state.go_back()
    assert state.view.story == SECOND
    assert SECOND_TEXT in texts(reading.player)
    again = open_window(state.view.text())
    assert again.state.view == state.view
    assert SECOND_TEXT in texts(again.player)
    again.tools.switch_language()
    assert "モスクワの返書" in texts(again.player)
    assert (again.state.view.story, again.state.view.instant) == (SECOND, day_of("1962-10-26"))


def test_a_short_link_opens_at_its_step(open_window: Open) -> None:
    window = open_window("o=the-wall:2&l=en&k=dark", (1600, 1000))
    assert window.state.view == stop_view(Stop(window.state.atlas.stories[0], 2), View(language="en", theme="dark"))
    assert SECOND_TEXT in texts(window.player)


def test_the_path_can_be_left_and_found_again(reading: Window) -> None:
    state, home = reading.state, reading.player.home
    reading.map.pan(200, 0)
    assert state.view.story == FIRST
    assert reading.player.isVisible()
    assert home.isVisible()
    push(home)
    assert not home.isVisible()
    assert state.view.centre == (13.4, 52.5)


def test_a_second_map_stays_beside_the_story(reading: Window, open_window: Open) -> None:
    key("M", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(reading)
    second = reading.comparing.second
    assert second.map is not None
    assert second.map.isVisible()
    push(reading.player.next)
    settle(reading)
    assert reading.state.view.story == SECOND
    assert second.map.isVisible()
    again = open_window(f"o={SECOND}&bs=swipe", (1280, 800))
    assert again.comparing.second.map is not None
    assert again.state.view.instant == reading.state.view.instant


def test_an_event_of_a_step_is_a_link(reading: Window) -> None:
    tanks = reading.state.atlas.events["berlin-tanks"]
    push(link(reading.player, tanks.title["en"]))
    assert reading.state.view.selected == "berlin-tanks"
    assert tanks.text["en"] in texts(reading.details)
    assert not reading.player.home.isVisible(), "reading of an event is no way off the path"


def test_a_story_plays_to_its_end_by_itself_and_stops_when_the_map_is_moved(
    reading: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "reading_ms", lambda _text, _language: 600_000)
    reading.map.pan(150, 0)
    push(reading.player.play)
    assert on_path(Stop(reading.state.atlas.stories[0], 1), reading.state.view), "playing begins on the path"
    assert reading.player.play.isChecked()
    reading.map.pan(150, 0)
    assert not reading.player.play.isChecked()
    monkeypatch.setattr(player, "reading_ms", lambda _text, _language: 20)
    push(reading.player.play)
    qtbot.waitUntil(lambda: reading.state.view.story == THIRD, timeout=30_000)
    qtbot.waitUntil(lambda: not reading.player.play.isChecked(), timeout=30_000)


def test_a_story_is_closed_by_its_button_and_by_escape(reading: Window) -> None:
    push(reading.player.leave)
    assert not reading.player.isVisible()
    assert (reading.state.view.story, reading.state.view.instant) == ("", day_of("1961-08-13"))
    reading.state.go_back()
    assert reading.player.isVisible()
    key(K.Key_Escape)
    assert (reading.state.view.selected, reading.state.view.story) == ("", FIRST)
    key(K.Key_Escape)
    assert reading.state.view.story == ""
    key(".")
    assert reading.state.view.story == ""


def test_the_steps_are_written_as_pictures_from_the_menu(
    reading: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr("viewer.ui.exporting.story_pages._SIZE", (640, 480))
    reading.player.export_asked.emit()
    qtbot.waitUntil(lambda: "3 pictures" in reading._note.text(), timeout=60_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"the-wall-0{n}.png" for n in (1, 2, 3)]


def test_the_steps_show_what_the_reader_has_brought(reading: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr("viewer.ui.exporting.story_pages._SIZE", (640, 480))
    brought = shown_layers([read_extra(OWN / "tests.kml")[0]])
    pages: list[Page] = []
    monkeypatch.setattr("viewer.ui.exporting.story_pages.export_story", lambda page, *_: pages.append(page) or iter(()))
    monkeypatch.setattr(reading, "brought", lambda: brought)
    reading.player.export_asked.emit()
    assert [page.extras for page in pages] == [brought]


def test_the_picture_of_a_step_tells_its_title_and_text(reading: Window) -> None:
    page = Exporting(reading).page((1600, 1000), 1.0)
    assert (page.title, page.second, page.note) == ("The Wall goes up", "壁が立つ", FIRST_TEXT)
    assert page.view.story == FIRST
    reading.map.pan(200, 0)
    assert Exporting(reading).page((1600, 1000), 1.0).note == ""


def test_the_shelf_tells_years_before_the_first_as_such(open_window: Open) -> None:
    window = open_window("l=en", (1600, 1000))
    steps = tuple(Step(f"t={day}", {"en": day}, {}) for day in ("-0043-03-15", "0014-08-19"))
    window.state.set_stories((Story("augustus", {"en": "Augustus"}, steps),))
    window.finder.show_tab("stories")
    assert "2 steps · 44 BC–14" in texts(window.finder)


@pytest.mark.parametrize(("tall", "detailed"), [(640, False), (1000, True)])
def test_player_and_details_share_a_column_where_it_has_room_for_both(tall: int, detailed: bool, open_window: Open) -> None:
    window = open_window("l=en&t=1961-08-13&c=13.4,52.5&z=4&p=laea&s=berlin-wall&o=the-wall:1", (1024, tall))
    assert window.player.isVisible()
    assert window.player.geometry().bottom() < window.timeline.geometry().top() + 20
    assert window.details.isVisible() == detailed
    if detailed:
        assert window.details.y() > window.player.y()
        assert window.details.geometry().bottom() < window.timeline.geometry().top() + 20


def test_every_step_of_the_built_in_stories_can_be_looked_at(built_in: Atlas) -> None:
    assert len(built_in.stories) >= 10
    for story in built_in.stories:
        assert 8 <= len(story.steps) <= 20, story.id
        for number, step in enumerate(story.steps, 1):
            try:
                View.parse(step.view)
            except BadView as error:
                pytest.fail(f"{story.id}:{number}: {error}")
            view = stop_view(Stop(story, number), View())
            assert view.instant in built_in.span, f"{story.id}:{number}"
            sort, _, name = view.selected.partition(":")
            known = {"polity": built_in.polities, "bloc": built_in.blocs, "treaty": built_in.treaties, "place": built_in.places}
            assert not sort or (name in known[sort] if name else sort in built_in.events), f"{story.id}:{number}"
