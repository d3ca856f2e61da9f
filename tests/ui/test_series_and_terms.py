"""The reader chooses which numbers and whose terms the timeline shows; an event shows the numbers it belongs to."""

from __future__ import annotations

import pytest
from hands import Open, push, settle, texts
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QMenu

from viewer.model.atlas import Atlas
from viewer.ui.details.numbers import SmallPlot
from viewer.ui.details.parts import LinkLabel
from viewer.ui.timeline.choices import choose_series, offices_menu, series_menu
from viewer.ui.window import Window


@pytest.fixture
def window(open_window: Open) -> Window:
    return open_window("t=1961-08-13&l=en&s=berlin-wall", (1600, 1000))


def timeline(window: Window) -> QImage:
    settle(window)
    return window.timeline.canvas.grab().toImage()


def action(menu: QMenu, words: str) -> QAction:
    """The action of a menu, or of the menus in it, that says so."""
    inner = [part for part in menu.findChildren(QMenu) if part is not menu]
    return next(act for part in (menu, *inner) for act in part.actions() if act.text() == words)


def test_a_series_is_drawn_and_taken_away(window: Window) -> None:
    bare = timeline(window)
    assert window.timeline.series.text() == "Series: none ▾"
    menu = series_menu(window.state, window.words, window.timeline.series)
    assert action(menu, "none").isChecked()
    action(menu, "People who fled").trigger()
    assert window.state.view.series == "refugees"
    assert window.timeline.series.text() == "Series: People who fled ▾"
    drawn = timeline(window)
    assert drawn != bare
    window.state.go_back()
    assert timeline(window) == bare
    action(series_menu(window.state, window.words, window.timeline.series), "Talks").trigger()
    assert window.state.view.series == "talks"
    assert "r=talks" in window.state.view.text()


def test_a_series_outside_the_axis_shows_all_time_again(window: Window) -> None:
    window.state.set_view(window.state.view.with_(axis=(718000, 719000)))
    choose_series(window.state, "refugees")
    assert window.state.view.axis is None


def test_the_menus_open_from_their_buttons(window: Window) -> None:
    for button, name in ((window.timeline.series, "seriesMenu"), (window.timeline.offices, "officesMenu")):
        button.click()
        menu = window.findChild(QMenu, name)
        assert menu is not None
        assert menu.isVisible()
        menu.close()


def test_the_reader_chooses_whose_terms_are_shown(window: Window) -> None:
    def shown() -> list[str]:
        return [name for name, _ in window.timeline.canvas.chronicle().offices]

    def choose(row: int, name: str) -> None:
        menu = offices_menu(window.state, window.words, window.timeline.offices)
        rows = [part for part in menu.findChildren(QMenu) if part is not menu]
        next(act for act in rows[row].actions() if act.text() == name).trigger()

    assert shown() == ["USSR", "USA"]
    first = timeline(window)
    choose(0, "Japan")
    assert shown() == ["Japan", "USA"]
    assert timeline(window) != first
    assert "i=japan-premier,us-president" in window.state.view.text()
    choose(1, "Japan")
    assert shown() == ["USA", "Japan"], "one office goes from row to row"
    choose(0, "USSR")
    choose(1, "USA")
    assert shown() == ["USSR", "USA"]
    assert window.state.view.offices == ()
    assert timeline(window) == first


def test_an_event_shows_the_numbers_it_belongs_to(window: Window) -> None:
    (plot,) = window.details.findChildren(SmallPlot)
    assert "People who fled (10,000)" in texts(window.details)
    assert plot.accessibleDescription() == "1953: 33, 1957: 26, July 1961: 20.7, 1962: 2"
    picture = plot.grab().toImage()
    assert len({picture.pixel(2, y) for y in range(plot.height())}) > 1, "an axis is drawn"
    next(link for link in window.details.findChildren(LinkLabel) if link.accessibleName() == "Draw it on the timeline").click()
    assert window.state.view.series == "refugees"
    window.state.change(selected="berlin-tanks")
    assert not [one for one in window.details.findChildren(SmallPlot) if one.isVisible()]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_the_controls_fit_a_small_window(open_window: Open, language: str, size: tuple[int, int]) -> None:
    window = open_window(f"t=1961-08-13&b=100&a=3000&l={language}&r=refugees", size)
    controls = [window.timeline.next_change, window.timeline.window_button, window.timeline.eras, window.timeline.series]
    for button in controls:
        assert button.width() >= button.sizeHint().width() - 1, button.text()


def test_the_periodisation_that_is_shown_is_marked_in_its_menu(open_window: Open, built_in: Atlas) -> None:
    window = open_window("l=en&t=1962-10-22", atlas=built_in)
    for number in (0, 2):
        push(window.timeline.eras)
        menu = window.timeline.findChildren(QMenu, "erasMenu")[-1]
        assert [action.isChecked() for action in menu.actions()].index(True) == number
        assert sum(action.isChecked() for action in menu.actions()) == 1
        menu.actions()[2].trigger()
        menu.close()
        assert window.state.view.eras == built_in.eras[2].id


def test_large_numbers_are_told_by_thousands(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1945-08-01&l=en&s=lend-lease-volume", (1600, 1000), atlas=built_in)
    assert any("11,000,000,000 US dollars" in told for told in texts(window.details))
