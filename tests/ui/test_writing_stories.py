"""Writing a story by hand: steps recorded, ordered, told, saved to a file, opened again and read."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hands import Open, Remembered, child, key, push, settle, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from viewer.carto.story import stop_of
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.store.cache.compiled import open_base
from viewer.store.personal.story_files import StoryFiles
from viewer.store.reader import check_atlas
from viewer.ui.application import Resources
from viewer.ui.stories.editor import StoryEditor
from viewer.ui.window import Window

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def resources(resources: Resources) -> Resources:
    return replace(resources, stories=StoryFiles())


def _editor(window: Window) -> StoryEditor:
    window.map.setFocus()
    key(Qt.Key.Key_E, CTRL | SHIFT)
    settle(window)
    editor = window.writing.editor
    assert editor is not None
    assert editor.isVisible()
    return editor


def _two_steps(window: Window) -> StoryEditor:
    editor = _editor(window)
    push(editor.buttons["record"])
    window.state.set_view(window.state.view.at(day_of("1961-08-13")).with_(zoom=4.0))
    push(editor.buttons["record"])
    return editor


def test_steps_are_recorded_ordered_and_deleted(open_window: Open) -> None:
    window = open_window("t=1953-06-17&l=en&z=3")
    editor = _two_steps(window)
    assert not window.finder.isVisible()
    days = ["1953-06-17", "1961-08-13"]
    assert [step.view.split("&")[0] for step in editor.story.steps] == [f"t={day}" for day in days]
    push(editor.buttons["up"])
    assert [step.view.split("&")[0] for step in editor.story.steps] == [f"t={day}" for day in reversed(days)]
    assert editor.row == 0
    push(editor.buttons["delete"])
    assert [step.view.split("&")[0] for step in editor.story.steps] == ["t=1953-06-17"]
    window.state.set_view(window.state.view.at(day_of("1956-11-04")))
    push(editor.buttons["again"])
    assert editor.story.steps[0].view.startswith("t=1956-11-04")


def test_what_is_recorded_is_not_the_readers_own(open_window: Open) -> None:
    window = open_window("t=1953-06-17&l=en&k=dark&z=3&s=")
    editor = _editor(window)
    push(editor.buttons["record"])
    assert "l=" not in editor.story.steps[0].view
    assert "k=" not in editor.story.steps[0].view


def test_a_story_is_saved_opened_again_and_read(open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("t=1953-06-17&l=en&z=3")
    editor = _two_steps(window)
    editor.names.setFocus()
    key("Walls: & <b>borders</b>")
    editor.heading.setFocus()
    editor.heading.selectAll()
    key("The wall")
    editor.text.setFocus()
    key("It was [built] overnight.")
    target = tmp_path / "walls.yaml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    push(editor.buttons["save"])
    assert target.is_file()
    assert not editor.unsaved
    other = open_window("t=1953-06-17&l=en&z=3")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    other.writing.ask_file()
    settle(other)
    again = other.writing.editor
    assert again is not None
    assert again.story.names == {"en": "Walls: & <b>borders</b>"}
    assert (again.story.steps[1].title["en"], again.story.steps[1].text["en"]) == ("The wall", "It was [built] overnight.")
    push(again.buttons["play"])
    settle(other)
    stop = stop_of(other.state.atlas, other.state.view)
    assert stop is not None
    assert stop.story.id == again.story.id
    assert other.player.isVisible()
    key(Qt.Key.Key_Period)
    assert other.state.view.instant == day_of("1961-08-13")
    assert other.player.stop is not None
    assert other.player.stop.step.title["en"] == "The wall"


def test_words_are_kept_apart_by_language(open_window: Open) -> None:
    window = open_window("t=1953-06-17&l=en&z=3")
    editor = _two_steps(window)
    editor.names.setFocus()
    key("Walls")
    window.tools.switch_language()
    settle(window)
    assert editor.names.text() == ""
    assert editor.names.placeholderText() == "Walls"
    editor.names.setText("壁")
    editor.names.textEdited.emit("壁")
    assert editor.story.names == {"en": "Walls", "ja": "壁"}


def _write(editor: StoryEditor, name: str, heading: str, text: str) -> None:
    for field, words in ((editor.names, name), (editor.heading, heading)):
        field.setText(words)
        field.textEdited.emit(words)
    editor.text.setPlainText(text)


def test_the_editor_tells_what_an_atlas_would_refuse(open_window: Open, tmp_path: Path) -> None:
    window = open_window("t=1953-06-17&l=en&z=3")
    editor = _editor(window)
    push(editor.buttons["record"])
    assert not editor.lacking.isVisible(), "the day is a heading in both languages"
    _write(editor, "Walls", "An uprising", "It began with a strike.")
    assert editor.lacking.text().startswith("Not in Japanese yet: the title, steps 1.")
    settle(window)
    assert editor.lacking.visibleRegion().boundingRect().height() == editor.lacking.height(), "without scrolling"
    atlas = tmp_path / "atlas"
    shutil.copytree(SAMPLE, atlas)
    (atlas / "stories.yaml").unlink()
    (atlas / "stories").mkdir()
    window.writing.save(str(atlas / "stories" / "own.yaml"))
    assert "Not in Japanese yet" in " ".join(texts(window))
    refused = {problem.field for problem in check_atlas(atlas, open_base(atlas))}
    assert refused == {"names", "steps[0].text"}  # the heading still has the day in Japanese
    window.tools.switch_language()
    settle(window)
    assert "日本語が未記入" in editor.lacking.text()
    _write(editor, "壁", "蜂起", "ストライキから始まった。")
    assert not editor.lacking.isVisible()
    window.writing.save(str(atlas / "stories" / "own.yaml"))
    assert check_atlas(atlas, open_base(atlas)) == ()


def test_a_heading_is_no_longer_than_a_file_takes(open_window: Open, tmp_path: Path) -> None:
    window = open_window("t=1953-06-17&l=ja&z=3")
    editor = _editor(window)
    push(editor.buttons["record"])
    editor.heading.setFocus()
    editor.heading.clear()
    QTest.keyClicks(editor.heading, "a" * 80)
    assert window.writing.save(str(tmp_path / "own.yaml"))
    assert window.writing.open_file(str(tmp_path / "own.yaml"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("- id: x\n  names: {en: X}\n", "steps"),
        ("- id: x\n  names: {en: X}\n  stepz: []\n", "unknown field"),
        ("just words", "no list of stories"),
        ("- id: x\x07\n", "U+0007"),
        ("- id: x\n  names: {en: X}\n  steps: [{view: t=1962-10-22, title: {en: A}}]\n", "text"),
    ],
)
def test_a_file_that_is_no_story_is_told_with_its_line(open_window: Open, tmp_path: Path, content: str, told: str) -> None:
    window = open_window("l=en")
    said: list[str] = []
    window.state.message_changed.connect(said.append)
    file = tmp_path / "broken.yaml"
    file.write_bytes(content.encode())
    before = window.state.atlas.stories
    assert not window.writing.open_file(str(file))
    assert told in said[-1]
    assert "broken.yaml:" in said[-1]
    assert window.state.atlas.stories == before


def test_a_file_that_is_dropped_is_opened_as_what_it_is_or_told_what_could_be(open_window: Open, tmp_path: Path) -> None:
    window = open_window("l=en")
    editor = _two_steps(window)
    path = tmp_path / "walk.yaml"
    assert window.writing.save(str(path))
    other = open_window("l=en")
    other.actions_.open_file(str(path))
    assert other.writing.wanted
    assert editor.story.id in {story.id for story in other.state.atlas.stories}
    for name, words in (
        ("atlas.yaml", "Drop the folder in which it lies"),
        ("README.md", "README.md is nothing that can be opened here. Drop a picture or PDF"),
        ("events.yaml", "is no story that can be opened (an atlas is opened by its folder): events.yaml:1: "),
    ):
        (tmp_path / name).write_text("- {id: x}", encoding="utf-8")
        before = other.state.view
        other.actions_.open_file(str(tmp_path / name))
        settle(other)
        shown = other._note.text().replace("\u200b", "")
        assert words in shown
        assert "view it was taken" not in shown
        assert other.state.view == before


def test_a_story_that_cannot_be_written_stays_unsaved(open_window: Open, tmp_path: Path) -> None:
    window = open_window("t=1953-06-17&l=en&z=3")
    editor = _two_steps(window)
    said: list[str] = []
    window.state.message_changed.connect(said.append)
    assert not window.writing.save(str(tmp_path / "no" / "such" / "story.yaml"))
    assert "does not exist" in said[-1]
    assert editor.unsaved


def test_what_no_file_holds_is_there_again_after_a_restart(open_window: Open) -> None:
    session = Remembered()
    window = open_window(size=(1280, 800), session=session)
    window.resize(1280, 800)
    editor = _two_steps(window)
    story = editor.story
    window.close()
    assert session.content
    again = open_window(size=(1280, 800), session=session)
    again.resize(1280, 800)
    settle(again)
    assert _editor(again).story == story


def test_the_shelf_leads_to_the_editor_and_shows_own_stories(open_window: Open) -> None:
    window = open_window("t=1953-06-17&l=en&z=3")
    window.finder.show_tab("stories")
    settle(window)
    button = child(window.finder.shelf, QPushButton, "stories-write")
    push(button)
    settle(window)
    editor = window.writing.editor
    assert editor is not None
    assert editor.isVisible()
    editor.names.setFocus()
    key("Walls")
    push(editor.buttons["record"])
    push(editor.buttons["play"])
    push(editor.buttons["close"])
    settle(window)
    assert "Walls" in " ".join(texts(window.finder.shelf))


def test_own_stories_stay_on_the_shelf_when_the_atlas_is_read_anew(open_window: Open, sample: Atlas, tmp_path: Path) -> None:
    window = open_window("t=1953-06-17&l=en&z=3")
    editor = _two_steps(window)
    assert window.writing.save(str(tmp_path / "own.yaml"))
    own = window.state.atlas.stories[-1]
    assert own.id == editor.story.id
    assert window.state.renew(replace(sample, checksum="edited"))
    assert window.state.atlas.checksum == "edited"
    assert window.state.atlas.stories == (*sample.stories, own)
    window.state.change(scheme="alliances")
    assert window.state.atlas.stories[-1] == own
