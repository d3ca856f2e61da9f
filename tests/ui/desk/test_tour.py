"""Journeys through the first tour."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Open, child, click, drag, key, push, settle
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QDialog, QPushButton

from viewer.store.personal.session import SessionFile
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.desk.tour import STEPS, Tour
from viewer.ui.widgets.panel import SHADOW
from viewer.ui.window import Window

K = Qt.Key


def toured(window: Window) -> Tour:
    window.desk.show_tour()
    settle(window)
    assert window.desk.tour is not None
    return window.desk.tour


def test_windows_of_tests_and_of_those_who_know_show_no_tour(open_window: Open, tmp_path: Path) -> None:
    window = open_window()
    window.desk.offer_tour()
    assert window.desk.tour is None, "without a session nothing could be remembered"
    session = SessionFile(tmp_path / "knows")
    session.save({"tour": "seen"})
    window = open_window(session=session)
    window.desk.offer_tour()
    assert window.desk.tour is None


def test_doing_what_it_says_leads_through_the_tour_once(open_window: Open, tmp_path: Path) -> None:
    session = SessionFile(tmp_path / "new")
    window = open_window("l=en&t=1961-10-27", session=session)
    window.resize(1600, 1000)
    settle(window)
    window.desk.offer_tour()
    tour = window.desk.tour
    assert tour is not None
    assert tour.isVisible()
    settle(window)
    canvas = window.timeline.canvas
    start = QPointF(canvas.scale().x_of(window.state.view.instant + 0.5), canvas.rows.axis + 12)
    for _ in drag(canvas, start, start + QPointF(-6, 0)):
        assert STEPS[tour.step] == "time", "while the hand holds it nothing jumps"
    assert STEPS[tour.step] == "marker"
    settle(window)
    middle = tour.target().center()
    click(window.map, middle.x(), middle.y())
    assert window.state.view.selected
    assert STEPS[tour.step] == "scheme"
    assert (
        tour.target().contains(window.legend.schemes.mapTo(window, window.legend.schemes.rect().center()))
        or not window.legend.schemes.isVisible()
    )
    push(tour.buttons["next"])
    assert STEPS[tour.step] == "export"
    assert tour.target().contains(window.tools.buttons["export"].mapTo(window, window.tools.buttons["export"].rect().center()))
    push(tour.buttons["next"])
    assert window.desk.tour is None
    assert session.load()["tour"] == "seen"
    window.close()
    again = open_window(session=SessionFile(tmp_path / "new"))
    again.desk.offer_tour()
    assert again.desk.tour is None


@pytest.mark.parametrize("size", [(1280, 800), (720, 480), (1920, 1080)])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_step_lies_within_the_window_and_not_over_its_target(size: tuple[int, int], language: str, open_window: Open) -> None:
    window = open_window(f"l={language}&t=1962-10-22", size=size)
    tour = toured(window)
    for number in range(len(STEPS)):
        assert tour.step == number
        paper = tour.geometry().adjusted(10, 10, -10, -10)
        assert window.rect().contains(paper)
        assert not paper.intersects(tour.ring.geometry().adjusted(4, 4, -4, -4))
        assert tour.accessibleDescription()
        push(tour.buttons["next"])
    assert window.desk.tour is None


@pytest.mark.parametrize(
    ("size", "percent"), [((1280, 800), 100), ((1280, 800), 160), ((1024, 768), 130), ((1920, 1080), 100), ((1440, 900), 110)]
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_card_hides_the_panel_that_it_speaks_of(size: tuple[int, int], percent: int, language: str, open_window: Open) -> None:
    COMFORT.set_percent(percent)
    window = open_window(f"l={language}&t=1962-10-22", size)
    tour = toured(window)
    spoken = {"time": window.timeline, "scheme": window.legend, "export": window.tools}
    for step in STEPS:
        settle(window)
        paper = tour.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        assert window.rect().contains(paper), step
        assert not paper.intersects(tour.target()), step
        if step in spoken:
            assert not paper.intersects(spoken[step].geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)), step
        for label in (tour._title, tour._text):
            assert label.height() >= label.heightForWidth(label.width()), "no word is cut"
        push(tour.buttons["next"])


def test_escape_and_skip_end_it_and_help_brings_it_back(open_window: Open) -> None:
    window = open_window("l=en")
    toured(window)
    view = window.state.view
    key(K.Key_Escape)
    assert not window.desk.close_tour()
    assert window.state.view == view
    push(toured(window).buttons["skip"])
    assert not window.desk.close_tour()
    window.actions_.help()
    dialog = child(window, QDialog, "helpDialog")
    button = child(dialog, QPushButton, "helpTour")
    button.click()
    assert window.desk.close_tour()


def test_the_tour_follows_language_size_and_text(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22")
    tour = toured(window)
    window.tools.switch_language()
    assert tour._title.text() == window.say("tour.time")
    window.resize(1000, 700)
    settle(window)
    assert window.rect().contains(tour.geometry().adjusted(10, 10, -10, -10))
    COMFORT.set_percent(130)
    settle(window)
    assert window.rect().contains(tour.geometry().adjusted(10, 10, -10, -10))
    COMFORT.set_percent(100)
    window.desk.close_tour()


def test_a_tour_in_a_window_that_is_hidden_bears_another_size_of_text(open_window: Open) -> None:
    window = open_window("l=en")
    window.desk.show_tour()
    window.hide()
    COMFORT.set_percent(130)
    window.show()
    settle(window)
    assert window.desk.tour is not None
    assert window.rect().contains(window.desk.tour.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW))
