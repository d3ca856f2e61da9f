"""Stories: each step is a View that can be linked; what is the reader's own stays; the path can be left and found again."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest

from viewer.carto.beside import Beside
from viewer.carto.story import Stop, find_story, linked, on_path, reading_ms, stop_of, stop_view
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Step, Story
from viewer.model.time import day_of

STEPS = (
    Step("t=1961-08-13&b=5&a=5&p=laea&c=13.4,52.5&z=4&s=wall&v=russia&l=en", {"en": "Up"}, {"en": "It went up."}, ("wall",)),
    Step("t=1989-11-09&z=3", {"en": "Down"}, {"en": "It came down."}),
    Step("nonsense", {"en": "Lost"}, {"en": "Nobody knows."}),
)
WALL = Story("wall", {"en": "The Wall"}, STEPS)


@pytest.fixture
def atlas() -> Atlas:
    return made_up.atlas(stories=(WALL, Story("empty", {"en": "Empty"}, ())))


def test_a_step_is_found_by_its_number_from_one(atlas: Atlas) -> None:
    stop = stop_of(atlas, View(story="wall:2"))
    assert stop is not None
    assert (stop.number, stop.step.title["en"], stop.last, stop.key) == (2, "Down", False, "wall:2")
    assert stop_of(atlas, View(story="wall")) == Stop(WALL, 1)


@pytest.mark.parametrize("text", ["", "wall:0", "wall:4", "wall:-1", "wall:x", "wall:٢", "wall:99999999", "empty:1", "none:1", ":1"])
def test_a_step_that_is_not_there_is_no_step(atlas: Atlas, text: str) -> None:
    assert stop_of(atlas, View(story=text)) is None


def test_a_step_sets_time_and_place_and_leaves_what_is_the_readers(atlas: Atlas) -> None:
    mine = View(language="ja", names="local", theme="dark", viewpoint="japan", eras="own", series="tanks", offices=("b", "a"))
    mine = mine.with_(hidden_layers=frozenset({"rivers"}), query="tanks", place="moscow", hidden_kinds=frozenset({"force"}), fan="moscow")
    story = find_story(atlas, "wall")
    assert story is not None
    view = stop_view(Stop(story, 1), mine)
    assert (view.instant, view.before, view.centre, view.zoom) == (day_of("1961-08-13"), 5, (13.4, 52.5), 4.0)
    assert (view.selected, view.story) == ("wall", "wall:1")
    assert (view.language, view.names, view.theme, view.viewpoint) == ("ja", "local", "dark", "japan")
    assert (view.eras, view.series, view.offices, view.hidden_layers) == ("own", "tanks", ("b", "a"), frozenset({"rivers"}))
    assert (view.query, view.place, view.hidden_kinds, view.fan) == ("", "", frozenset(), "")
    assert stop_of(atlas, View.parse(view.text())) == Stop(story, 1)


def test_a_link_may_name_the_step_alone(atlas: Atlas) -> None:
    view = View.parse("o=wall:1&l=ja")
    assert linked(atlas, view, "o=wall:1&l=ja") == stop_view(Stop(WALL, 1), view)
    assert linked(atlas, view.with_(zoom=7.0), "?o=wall:1&z=7").zoom == 7.0
    for text in ("o=none:1", "l=ja", ""):
        assert linked(atlas, View.parse(text), text) == View.parse(text)


def test_a_link_to_a_step_keeps_all_else_that_it_names(atlas: Atlas) -> None:
    text = "o=wall&bs=swipe;1938-03-01;=own&d=1949-10-07&s=polity:ussr"
    view = linked(atlas, View.parse(text), text)
    assert (view.instant, view.story, view.selected) == (day_of("1961-08-13"), "wall:1", "polity:ussr")
    assert view.beside == Beside("swipe", day_of("1938-03-01"), "own")
    assert view.since == day_of("1949-10-07")
    assert linked(atlas, View.parse(view.text()), view.text()) == view


def test_a_second_map_of_the_reader_stays_from_step_to_step_and_one_of_the_story_goes_with_its_step() -> None:
    compared = Step("t=1949-10-07&bs=side;1938-03-01", {"en": "Then and now"}, {"en": "Compare."})
    story = Story("maps", {"en": "Maps"}, (STEPS[1], compared, STEPS[1], Step("t=1950-01-01&bs=", {"en": "One"}, {"en": "One map."})))
    mine, told = Beside("swipe", day_of("1917-11-07")), Beside("side", day_of("1938-03-01"))
    first = stop_view(Stop(story, 1), View(beside=mine))
    assert first.beside == mine
    second = stop_view(Stop(story, 2), first)
    assert second.beside == told
    assert stop_view(Stop(story, 3), second).beside is None  # it came with the step
    assert stop_view(Stop(story, 3), first).beside == mine
    assert stop_view(Stop(story, 4), first).beside is None  # the step wants one map


def test_the_path_is_left_by_moving_not_by_selecting(atlas: Atlas) -> None:
    stop = Stop(WALL, 1)
    view = stop_view(stop, View())
    assert on_path(stop, view.with_(selected="other", fan="berlin", theme="dark", language="en"))
    for moved in (view.with_(zoom=5.0), view.with_(centre=(0.0, 0.0)), view.at(view.instant + 1), view.with_(before=99)):
        assert not on_path(stop, moved)


def test_a_step_that_cannot_be_read_shows_where_the_reader_is(atlas: Atlas) -> None:
    view = View(zoom=6.0, centre=(1.0, 2.0))
    assert stop_view(Stop(WALL, 3), view) == replace(view, story="wall:3")


def test_a_longer_text_stays_longer_within_bounds() -> None:
    short, long, endless = ({"en": "word " * count, "ja": "語" * count} for count in (10, 60, 5000))
    for language in ("en", "ja"):
        assert 4000 < reading_ms(short, language) < reading_ms(long, language) < reading_ms(endless, language) <= 40_000
    assert reading_ms({"ja": "語" * 100, "en": ""}, "ja") > reading_ms({"en": "x" * 100}, "en"), "kanji take longer"
