"""Windows of any size: panels stay inside and off one another, what is shown can be reached."""

from __future__ import annotations

import pytest
from hands import Open, click, key, push, settle
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel

from viewer.carto.boxes import boxes_of, touching
from viewer.model.atlas import Atlas
from viewer.paint.overlay.scalebar import credit_box
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.widgets.panel import SHADOW
from viewer.ui.window import Window

SIZES = [(720, 480), (800, 600), (1024, 700), (1099, 740), (1100, 740), (1279, 800), (1280, 800), (1600, 1000), (1920, 1080), (2560, 700)]
LOOKS = ["t=1962-10-22", "t=1961-10-27&s=berlin-tanks&f=berlin&l=en", "t=1975-01-01&s=polity:ussr&k=dark"]


def papers(window: Window) -> dict[str, QRect]:
    """The paper of each panel that is shown, in px of the window."""
    panels = {"rail": window.rail, "finder": window.finder, "details": window.details, "tools": window.tools}
    panels |= {"timeline": window.timeline, "legend": window.legend}
    return {name: p.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW) for name, p in panels.items() if p.isVisible()}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_panels_stay_inside_and_off_one_another(size: tuple[int, int], look: str, open_window: Open) -> None:
    window = open_window(look, size)
    found = papers(window)
    assert {"tools", "timeline"} <= set(found)
    inside = window.rect()
    for name, paper in found.items():
        assert inside.contains(paper), (name, paper)
    names = sorted(found)
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            assert not found[one].intersects(found[other]), (one, found[one], other, found[other])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_controls_of_the_timeline_are_whole(size: tuple[int, int], open_window: Open) -> None:
    window = open_window("l=en", size)
    timeline = window.timeline
    for button in (timeline.play, timeline.next_event, timeline.eras, timeline.window_button, timeline.whole):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width() - 1, button.text()
            assert window.timeline.rect().contains(button.mapTo(window.timeline, button.rect().bottomRight()))


def test_a_low_timeline_has_its_controls_over_or_beside_its_histogram_never_on_it(open_window: Open) -> None:
    window = open_window("l=en", (720, 480))
    timeline = window.timeline
    rows = timeline.canvas.rows
    assert rows.folded
    assert not timeline.edge.isVisible()
    assert timeline.play.isVisible()
    assert timeline.eras.isVisible() or timeline.eras in timeline.fitting.hidden()
    assert timeline.play.geometry().bottom() <= rows.bars
    window.fold()
    settle(window)
    assert timeline.play.isVisible()
    assert not timeline.eras.isVisible()
    assert timeline._controls.geometry().right() - SHADOW <= timeline.canvas.scale().left - 20
    window.fold()
    window.resize(1280, 800)
    settle(window)
    assert timeline.edge.isVisible()


@pytest.mark.parametrize("size", [(1024, 700), (1280, 800)])
def test_what_was_clicked_is_seen_beside_its_details(size: tuple[int, int], open_window: Open) -> None:
    window = open_window("t=1961-10-27&p=laea&c=-20,50&z=2.5", size)
    marker = next(marker for marker in window.map.scene().markers if marker.key == "berlin")
    click(window.map, marker.x, marker.y)
    settle(window)
    assert window.details.isVisible()
    left, top, right, bottom = window.map.free
    fan = window.map.scene().fan
    assert fan is not None
    assert left < fan.x < right
    assert top < fan.y < bottom
    window.state.go_back()
    assert window.state.view.selected == "", "the map's move is no step of its own"


def test_the_legend_folds_where_there_is_little_room_and_at_a_press(open_window: Open) -> None:
    window = open_window("l=en", (1024, 700))
    folded = window.legend.height()
    assert folded < 60 + 2 * SHADOW
    assert window.legend.rows, "its rows are known all the same"
    push(window.legend.fold_button)
    settle(window)
    assert window.legend.height() > folded + 60
    assert window.map.legend_size[1] == window.legend.height() - 2 * SHADOW
    window.resize(1030, 710)
    settle(window)
    assert window.legend.height() > folded + 60, "the reader's wish stays"
    push(window.legend.fold_button)
    settle(window)
    assert window.legend.height() == folded
    window.resize(1600, 1000)
    settle(window)
    assert window.legend.height() == folded


def test_where_the_list_beside_details_would_leave_little_map_each_takes_the_place_of_the_other(open_window: Open) -> None:
    window = open_window("t=1961-10-27&s=berlin-tanks&l=en&p=arctic&c=0,90", (1200, 1000))
    assert window.details.isVisible()
    assert not window.finder.isVisible()
    left, _, right, _ = window.map.free
    assert right - left > 600
    window.show_tab("events")
    settle(window)
    assert window.finder.isVisible()
    assert not window.details.isVisible()
    left, _, right, _ = window.map.free
    assert right - left > 600
    window.resize(1300, 1000)
    window.state.change(selected="berlin-tanks")
    settle(window)
    assert window.details.isVisible()
    assert window.finder.isVisible()


@pytest.mark.parametrize(("size", "look", "shown"), [((1280, 800), "s=berlin-tanks&", False), ((1280, 800), "s=&", True)])
def test_the_small_map_gives_way_where_the_map_itself_is_small(size: tuple[int, int], look: str, shown: bool, open_window: Open) -> None:
    window = open_window(f"t=1961-10-27&l=en&p=laea&c=14,51&z=4&{look}", size)
    settle(window)
    assert window.inset.isVisible() == shown


def test_names_keep_off_the_words_at_the_foot_of_the_map(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1968-08-21&p=laea&c=16,48&z=4.4&l=en&s=", (1280, 800), atlas=built_in)
    settle(window)
    window.map.sharpen()
    words = window.map.foot.lines(window.map.look, moving=False)
    free, indent = window.map.free, window.map.legend_size[0]
    box = window.map.foot.box(window.map.look, free, indent)
    paper = credit_box(words, free, 0.0, COMFORT.scale)
    assert box[0] <= paper.left()
    assert box[2] >= paper.right()
    assert box[1] <= paper.top() + 35
    assert len(window.map.scene().rooms)
    assert not touching(window.map.scene().rooms, boxes_of([box])).any()


def test_the_legend_gives_way_while_a_story_is_told_on_a_low_window(open_window: Open) -> None:
    window = open_window("o=the-wall:2&l=en", (1280, 800))
    assert window.player.isVisible()
    assert window.legend.height() < 60 + 2 * SHADOW
    window.player.close_story()
    settle(window)
    assert window.legend.height() > 100


def test_a_large_window_shows_the_legend(open_window: Open) -> None:
    window = open_window("l=en", (1600, 1000))
    assert window.legend.height() > 120
    window.resize(900, 600)
    settle(window)
    assert window.legend.height() < 60 + 2 * SHADOW
    window.resize(1600, 1000)
    settle(window)
    assert window.legend.height() > 120


@pytest.mark.parametrize("language", ["ja", "en"])
def test_with_large_text_the_date_gives_way_and_messages_stay_inside(language: str, open_window: Open) -> None:
    COMFORT.set_percent(160)
    window = open_window(f"l={language}", (720, 480))
    assert not window.date.isVisible()
    assert not window.finder.geometry().adjusted(12, 12, -12, -12).intersects(window.tools.geometry().adjusted(12, 12, -12, -12))
    window.tell("A message that is long enough to take several lines at the largest size of text, " * 2)
    note = next(
        label
        for label in window.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if label.isVisible() and label.text().startswith("A mess")
    )
    assert window.rect().contains(note.geometry())
    COMFORT.set_percent(100)
    settle(window)
    assert window.date.isVisible()


def test_the_editor_of_stories_can_be_used_on_a_low_window(open_window: Open) -> None:
    COMFORT.set_percent(160)
    window = open_window("l=en", (720, 480))
    window.writing.toggle()
    window.writing.record()
    editor = window.writing.editor
    assert editor is not None
    settle(window)
    for field in (editor.names, editor.heading, editor.text):
        assert field.height() >= field.fontMetrics().height() + 8
    seen = set()
    editor.names.setFocus()
    for _ in range(16):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.add(focused.objectName())
        assert not focused.visibleRegion().isEmpty(), focused.objectName()
        key(Qt.Key.Key_Tab)
    assert {"storyName", "story-record", "stepTitle", "stepText"} <= seen
