"""Journeys with the size of text, contrast, motion, the layout that is remembered, and the classroom's full screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import Open, child, click, drag, key, settle
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from viewer.carto.moving.fit import fitted
from viewer.carto.story import Stop, stop_view
from viewer.carto.tokens import THEMES
from viewer.model.entities import say
from viewer.paint.type import font
from viewer.store.personal.session import SessionFile
from viewer.ui.comfort.comfort import COMFORT, LARGEST, SMALLEST
from viewer.ui.comfort.motion import MOTION
from viewer.ui.comfort.sizes import NARROWEST, RIGHT, WIDEST, Sizes
from viewer.ui.window import Window

K, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    """Every test begins and ends with plain text."""
    COMFORT.set_percent(100)
    yield
    COMFORT.set_percent(100)


def tallest_label(window: Window) -> float:
    return max(label.size for label in window.map.scene().labels)


def test_text_grows_and_shrinks_in_panels_and_on_the_map(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22", size=(1600, 1000))
    plain = {"label": tallest_label(window), "tab": window.finder._tabs["stories"].sizeHint().width(), "list": window.finder.width()}
    row = window.finder.events.visualRect(window.finder.events.model().index(0, 0)).height()
    legend, icon = window.legend.width(), window.tools.buttons["back"].width()
    for _ in range(6):
        key(K.Key_Plus, CTRL | SHIFT)
    settle(window)
    assert COMFORT.percent == LARGEST
    assert "160" in window._note.text()
    assert tallest_label(window) == pytest.approx(plain["label"] * 1.6, rel=0.3)
    assert window.finder._tabs["stories"].sizeHint().width() > plain["tab"] * 1.3
    assert window.finder.width() > plain["list"] * 1.4
    assert window.finder.events.visualRect(window.finder.events.model().index(0, 0)).height() > row * 1.3
    assert window.legend.width() > legend
    assert window.tools.buttons["back"].width() == round(icon * 1.6)
    key(K.Key_0, CTRL)
    settle(window)
    assert COMFORT.percent == 100
    assert tallest_label(window) == plain["label"]
    assert (window.finder.width(), window.legend.width(), window.tools.buttons["back"].width()) == (plain["list"], legend, icon)
    key(K.Key_Minus, CTRL, times=3)
    assert COMFORT.percent == SMALLEST


@pytest.mark.parametrize("percent", [90, 130, 160])
def test_the_thumb_follows_the_hand_at_every_size_of_text(percent: int, open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22", size=(1600, 1000))
    COMFORT.set_percent(percent)
    settle(window)
    canvas = window.timeline.canvas
    scale, rows, s = canvas.scale(), canvas.rows, COMFORT.scale
    start = QPointF(scale.x_of(window.state.view.instant + 0.5) * s, (rows.axis + 12) * s)
    for _ in drag(canvas, start, QPointF(scale.x_of(window.state.view.instant + 3000) * s, start.y())):
        pass
    assert abs(window.state.view.instant - (scale.instant_at(start.x() / s) + 3000)) < 60
    card = window.timeline.canvas.rows
    assert card.width == pytest.approx(canvas.width() / s)


@pytest.mark.parametrize("percent", [90, 160])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_no_panel_lies_over_another_at_any_size_of_text(percent: int, size: tuple[int, int], open_window: Open) -> None:
    COMFORT.set_percent(percent)
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks", size=size)
    panels = [window.finder, window.details, window.timeline]
    boxes = [panel.geometry().adjusted(10, 10, -10, -10) for panel in panels if panel.isVisible()]
    assert len(boxes) >= 2
    for number, box in enumerate(boxes):
        assert window.rect().contains(box)
        assert not any(box.intersects(other) for other in boxes[number + 1 :])


def test_contrast_is_turned_and_part_of_the_view(open_window: Open) -> None:
    window = open_window("l=en&k=dark")
    key(K.Key_H, CTRL | SHIFT)
    assert window.state.view.theme == "dark-high"
    assert "k=dark-high" in window.state.view.text()
    settle(window)
    shown = window.grab().toImage()
    corner = window.finder.geometry().center()
    assert shown.pixelColor(corner.x() - 100, window.finder.geometry().bottom() - 30).name() == THEMES["dark-high"].surface.lower()
    key(K.Key_T, CTRL)
    assert window.state.view.theme == "light-high"
    key(K.Key_H, CTRL | SHIFT)
    assert window.state.view.theme == "light"
    key(K.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.state.view.theme == "light-high"


def test_what_makes_comfortable_is_remembered(open_window: Open, tmp_path: Path) -> None:
    window = open_window(session=SessionFile(tmp_path / "comfort"))
    window.commands["motion_reduced"].act()
    key(K.Key_Plus, CTRL | SHIFT, times=2)
    window.desk.set_details_width(window.desk.sizes.right + 60)  # at text of 120 %
    window.fold()
    wide = window.desk.sizes.details
    window.close()
    COMFORT.set_percent(100)
    MOTION.choose("full")
    again = open_window(session=SessionFile(tmp_path / "comfort"))
    assert COMFORT.percent == 120
    assert MOTION.choice == "reduced"
    assert again.desk.sizes.details == wide == RIGHT + 50
    assert again.bare
    assert not again.finder.isVisible()


@pytest.mark.parametrize(
    "kept",
    [{"text": "huge"}, {"text": "-5"}, {"text": "99999"}, {"details": "[]"}, {"details": "1e99"}, {"details": "-4"}, {"motion": "?"}],
)
def test_damaged_settings_of_comfort_are_passed_over(kept: dict[str, str], open_window: Open, tmp_path: Path) -> None:
    session = SessionFile(tmp_path / "damaged")
    session.save({"view": "t=1950-01-01", **kept})
    window = open_window(session=session)
    assert COMFORT.percent == 100
    assert window.desk.sizes.details == RIGHT


def test_the_edge_of_the_details_is_dragged_and_moved_by_keys(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks", size=(1600, 1000))
    wide = window.details.width()
    grip = child(window, QWidget, "detailsEdge")
    assert grip.isVisible()
    assert grip.accessibleName()
    middle = QPointF(grip.rect().center())
    for _ in drag(grip, middle, middle - QPointF(50, 0)):
        pass
    dragged = window.details.width()
    assert dragged > wide + 20
    grip.setFocus(Qt.FocusReason.TabFocusReason)
    key(K.Key_Left)
    assert window.details.width() == dragged + 16
    for _ in drag(grip, middle, middle - QPointF(2000, 0), middle - QPointF(30, 0)):
        pass
    assert window.details.width() == dragged + 16 + 30, "dragged too far and back, the edge is under the pointer again"
    assert window.rect().contains(window.details.geometry())
    QTest.mouseDClick(grip, Qt.MouseButton.LeftButton)
    assert window.details.width() == wide


def test_sizes_have_limits() -> None:
    sizes = Sizes()
    for px, limit in ((-5000, NARROWEST), (5000, WIDEST)):
        sizes.drag_details(px)
        assert sizes.details == limit
        sizes.read(str(px))
        assert sizes.details == limit


def test_the_classroom_sees_a_large_date_and_gets_everything_back(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22")
    wide, view = window.date.width(), window.state.view
    key(K.Key_F11)
    settle(window)
    assert window.isFullScreen()
    assert not window.finder.isVisible()
    assert not window.tools.isVisible()
    assert window.legend.isVisible(), "a class asks what the colours mean"
    assert window.timeline.isVisible()
    assert window.date.width() > wide * 1.5
    assert window.state.view.with_(zoom=view.zoom) == view
    key(K.Key_Escape)
    key(K.Key_Escape)
    settle(window)
    assert not window.isFullScreen()
    assert window.finder.isVisible()
    assert window.date.width() == wide
    assert window.state.view == view


def test_all_of_the_earth_fills_the_screen_of_the_classroom_until_somebody_goes_nearer(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22")
    key("0")
    settle(window)
    whole = window.state.view
    key(K.Key_F11)
    window.window().showNormal()
    for size in ((1280, 800), (1920, 1080)):
        window.resize(*size)
        settle(window)
        room = window.map.room(window.state.view)
        assert window.state.view.zoom == pytest.approx(fitted(window.state.view, room, keep=True).zoom)
    filled = window.state.view.zoom
    window.state.change(zoom=filled + 1)
    window.resize(1600, 1000)
    settle(window)
    assert window.state.view.zoom == filled + 1
    key(K.Key_F11)
    settle(window)
    assert window.state.view.zoom == filled + 1
    window.state.set_view(whole)
    window.resize(1280, 800)
    settle(window)
    assert window.state.view == whole, "elsewhere a map keeps its scale"


@pytest.mark.parametrize("width", [1280, 1920, 3840])
def test_the_date_of_the_classroom_is_read_from_eight_metres(width: int, open_window: Open) -> None:
    """On a screen 2 m wide figures of 1/200 of the distance, 40 mm, are 2 % of its width; and text is no smaller than on a desk."""
    window = open_window("l=en&t=1962-10-22", size=(width, width * 9 // 16))
    key(K.Key_F5)
    window.window().showNormal()
    window.resize(width, width * 9 // 16)
    settle(window)
    assert window.desk.room.on
    figures = QFontMetricsF(font(44, bold=True)).capHeight() * window.date.height() / 80
    assert figures >= 0.02 * width * 1.5, "half as large again as what can just be read"
    assert COMFORT.percent >= min(width / 12.8, 160) - 10
    before = window.map.grab().toImage()
    free_top = window.map.free[1]
    assert free_top >= window.date.geometry().bottom() - 1, "the map begins below the date"
    assert before.size() == window.map.size()


def test_a_presenter_goes_from_event_to_event_and_the_class_reads_which(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22")
    key(K.Key_F11)
    settle(window)
    key(K.Key_PageDown)
    first = window.state.view.selected
    assert first
    assert window.date.caption() == say(window.state.atlas.events[first].title, "en")
    key(K.Key_PageDown)
    assert window.state.view.selected != first
    key(K.Key_PageUp)
    assert window.state.view.selected == first
    key(K.Key_Space)
    assert window.timeline.playing.under_way
    key(K.Key_Space)
    key(K.Key_Escape)
    key(K.Key_Escape)
    settle(window)
    assert "Monday" not in window.date.caption() or window.state.view.selected == ""
    assert not window.desk.room.on


def test_a_story_is_told_to_the_class_step_by_step(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22")
    story = window.state.atlas.stories[0]
    window.state.set_view(stop_view(Stop(story, 1), window.state.view))
    key(K.Key_F11)
    settle(window)
    assert window.player.isVisible()
    assert window.player.stop is not None
    assert window.player.stop.number == 1
    key(K.Key_PageDown)
    assert window.player.stop.number == 2
    key(K.Key_PageUp)
    assert window.player.stop.number == 1


def test_a_full_screen_that_the_system_has_left_is_left_by_the_key_too(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22")
    key(K.Key_F11)
    window.window().showNormal()
    settle(window)
    key(K.Key_F11)
    settle(window)
    assert not window.desk.room.on
    assert not window.window().isFullScreen()
    assert window.finder.isVisible()


def test_text_that_was_chosen_in_the_classroom_stays(open_window: Open) -> None:
    window = open_window("l=en")
    key(K.Key_F11)
    window.window().showNormal()
    window.resize(1920, 1080)
    settle(window)
    assert COMFORT.percent == 150
    window.commands["smaller"].act()
    assert COMFORT.percent == 140
    window.window().showFullScreen()
    key(K.Key_F11)
    settle(window)
    assert COMFORT.percent == 140


def test_targets_are_large_enough_for_fingers(open_window: Open) -> None:
    """WCAG 2.2, 2.5.8: 24 px at least, or a link within text."""
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks", size=(1600, 1000))
    small: list[tuple[str, int, int]] = []
    for tab in ("events", "stories", "layers"):
        window.finder.show_tab(tab)
        settle(window)
        seen = [each for each in window.findChildren(QPushButton) if each.isVisible() and each.property("role") != "link"]
        told = ((each.objectName() or each.text() or each.accessibleName(), each.width(), each.height()) for each in seen)
        small += [(name, wide, tall) for name, wide, tall in told if min(wide, tall) < 24]
    assert not small, small


def test_the_main_controls_are_found_by_a_thick_finger(open_window: Open) -> None:
    """The thumb and a marker are taken hold of 22 px from their middle when a finger presses."""
    window = open_window("l=en&t=1962-10-22", size=(1600, 1000))
    canvas = window.timeline.canvas
    x = canvas.scale().x_of(window.state.view.instant + 0.5)
    assert canvas.hands.grip_at(QPointF(x + 22, canvas.rows.axis + 12)) == "thumb"
    marker = window.map.scene().markers[0]
    click(window.map, marker.x, marker.y)
    assert window.state.view.selected


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [720, 900, 1280])
def test_the_toolbar_leaves_the_date_free_and_the_menu_offers_the_rest(width: int, language: str, open_window: Open) -> None:
    window = open_window(f"l={language}&t=1962-10-22", size=(width, 700))
    date = window.date.geometry()
    assert window.tools.geometry().left() + 10 >= date.left() + date.width() - 60, "but for the free end of the date"
    for name in ("more", "help", "export", "back"):
        assert window.tools.buttons[name].isVisible()
    window.tools.buttons["more"].click()
    menu = child(window, QMenu, "moreMenu")
    offered = {action.text().partition("\t")[0]: action for action in menu.actions()}
    for identifier in ("bookmarks", "copy_link", "larger", "contrast", "language", "theme", "changes", "tour"):
        assert window.say(f"command.{identifier}") in offered
    offered[window.say("command.contrast")].trigger()
    assert window.state.view.theme == "light-high"
    menu.close()


def test_the_first_start_has_the_contrast_that_the_system_asks_for(
    open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.ui.application.system_wants_contrast", lambda: True)
    window = open_window(session=SessionFile(tmp_path / "first"))
    assert window.state.view.theme.endswith("-high")
    assert not window.state.can_go_back
    key(K.Key_H, CTRL | SHIFT)
    window.close()
    again = open_window(session=SessionFile(tmp_path / "first"))
    assert not again.state.view.theme.endswith("-high"), "what the reader has chosen goes before the system"
