"""A story as pictures: where they go, what is written on them, and that nothing is begun that can't be ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from taken import taken_view

from viewer.api import export_story, open_atlas, page_of
from viewer.carto.beside import Beside
from viewer.carto.story import NoSuchStory, Stop, stop_view
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.files.image import ExportFailed
from viewer.paint.files.story import step_page, step_paths

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(SAMPLE)


def test_a_folder_a_pattern_and_a_name_all_number_the_steps(atlas: Atlas, tmp_path: Path) -> None:
    (story,) = atlas.stories

    def names(target: str) -> list[str]:
        return [str(path.relative_to(tmp_path)) for path in step_paths(story, str(tmp_path / target))]

    assert names("") == ["the-wall-01.png", "the-wall-02.png", "the-wall-03.png"]
    assert names("new") == ["new/the-wall-01.png", "new/the-wall-02.png", "new/the-wall-03.png"]
    assert names("wall {n}.jpg") == ["wall 01.jpg", "wall 02.jpg", "wall 03.jpg"]
    assert names("wall.webp") == ["wall-01.webp", "wall-02.webp", "wall-03.webp"]


def test_each_picture_carries_its_step(atlas: Atlas, tmp_path: Path) -> None:
    look = View(language="en", theme="dark")
    paths = list(export_story(atlas, "the-wall", tmp_path / "wall", look, (640, 480)))
    assert [path.name for path in paths] == ["the-wall-01.png", "the-wall-02.png", "the-wall-03.png"]
    assert sorted(paths) == sorted((tmp_path / "wall").iterdir())
    views = [taken_view(path) for path in paths]
    assert [view.story for view in views] == ["the-wall:1", "the-wall:2", "the-wall:3"]
    assert [view.instant for view in views] == [day_of("1961-08-13"), day_of("1962-10-26"), day_of("1989-11-09")]
    assert {(view.language, view.theme) for view in views} == {("en", "dark")}


def test_the_page_tells_the_title_and_the_text_of_the_step(atlas: Atlas) -> None:
    (story,) = atlas.stories
    page = page_of(atlas, View(language="ja"), (1280, 800))
    told = step_page(page, Stop(story, 1))
    assert (told.title, told.second) == ("壁が立つ", "The Wall goes up")
    assert told.note == "8月の夜、境に有刺鉄線が張られた。"
    beside = page_of(atlas, View(language="ja", beside=Beside()), (1280, 800))
    assert step_page(beside, Stop(story, 1)).view == told.view, "a second map of the reader's is no part of the story"
    english = step_page(page_of(atlas, View(language="en")), Stop(story, 3))
    assert (english.title, english.second, english.note) == ("The Wall opens", "壁が開く", "People walked through the gates.")


def test_a_picture_of_a_step_tells_of_it_until_the_path_is_left(atlas: Atlas) -> None:
    (story,) = atlas.stories
    view = stop_view(Stop(story, 1), View(language="en"))
    told = page_of(atlas, view.selecting("berlin-tanks"))
    assert (told.title, told.note) == ("The Wall goes up", "On a night in August barbed wire was strung along the border.")
    assert told.view.selected == "berlin-tanks"
    assert page_of(atlas, view, title="Mine").title == "Mine"
    for left in (view.with_(zoom=6.0), view.with_(story="")):
        assert (page_of(atlas, left).title, page_of(atlas, left).note) == ("", "")


def test_nothing_is_begun_that_cannot_be_written(atlas: Atlas, tmp_path: Path) -> None:
    look = View(language="en")
    with pytest.raises(NoSuchStory, match="the-wall"):
        export_story(atlas, "wall", tmp_path, look)
    (tmp_path / "the-wall-03.png").mkdir()
    with pytest.raises(ExportFailed, match="is a folder"):
        export_story(atlas, "the-wall", tmp_path, look, (640, 480))
    with pytest.raises(ExportFailed, match="can't be made"):
        export_story(atlas, "the-wall", tmp_path / "nowhere" / "deep", look, (640, 480))
    with pytest.raises(ExportFailed, match="too large"):
        export_story(atlas, "the-wall", tmp_path / "wall", look, (30_000, 30_000))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
