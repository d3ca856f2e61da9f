"""The tab of stories: in the order of their time, whatever their files are called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hands import Open, child, settle
from PySide6.QtWidgets import QPushButton

from viewer.carto.story import Stop, stop_view
from viewer.model.atlas import Atlas
from viewer.model.entities import Step, Story
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.details.parts import LinkLabel
from viewer.ui.stories.shelf import Shelf
from viewer.ui.window import Window


def told(name: str, *days: str) -> Story:
    return Story(name, {"en": name}, tuple(Step(f"t={day}", {"en": day}, {"en": "."}) for day in days))


def listed(window: Window) -> list[str]:
    """Return the names of the stories from the top of the tab down."""
    window.finder.show_tab("stories")
    shelf = window.findChild(Shelf)
    assert shelf is not None
    links = [link for link in shelf.widget().findChildren(LinkLabel) if link.isVisible()]
    return [link.accessibleName() for link in sorted(links, key=lambda link: link.y())]


def test_stories_stand_in_the_order_of_their_time(open_window: Open) -> None:
    window = open_window("l=en")
    window.state.set_stories(
        (told("late", "1980-01-01"), told("long", "1950-01-01", "1990-01-01"), told("short", "1950-01-01", "1951-01-01"))
    )
    assert listed(window) == ["short", "long", "late"]


def test_the_built_in_stories_begin_with_the_earliest(open_window: Open, built_in: Atlas) -> None:
    window = open_window("l=en", atlas=built_in)
    names = listed(window)
    assert len(names) == len(built_in.stories)
    assert names[0].startswith("America and the Soviets")


@pytest.mark.parametrize("percent", [100, 160])
def test_the_ways_to_own_stories_stay_in_sight_however_long_the_list_is(percent: int, open_window: Open, built_in: Atlas) -> None:
    COMFORT.set_percent(percent)
    window = open_window("l=en", (1280, 800), atlas=built_in)
    window.finder.show_tab("stories")
    settle(window)
    shelf = window.finder.shelf
    assert shelf.verticalScrollBar().maximum() > 0, "not all stories have room"
    for name in ("write", "open"):
        button = child(shelf, QPushButton, f"stories-{name}")
        assert shelf.rect().contains(button.geometry().translated(button.parentWidget().pos()))
        assert button.width() >= button.sizeHint().width()
        assert not shelf.viewport().geometry().intersects(button.parentWidget().geometry())


@pytest.mark.parametrize("percent", [100, 130])
def test_the_player_tells_a_step_whole_and_cuts_a_long_name_with_an_ellipsis(percent: int, open_window: Open) -> None:
    COMFORT.set_percent(percent)
    window = open_window("l=en", (1280, 800))
    long = replace(told("long", "1950-01-01", "1960-01-01"), names={"en": "What became of the lands between the seas " * 3})
    window.state.set_stories((long,))
    window.state.set_view(stop_view(Stop(long, 1), window.state.view))
    settle(window)
    name = window.player._name
    assert name.text().endswith("…")
    assert name.fontMetrics().horizontalAdvance(name.text()) <= name.width()
    assert name.accessibleName() == long.names["en"]
    assert "between the seas" in name.toolTip()
    assert window.player._scroll.verticalScrollBar().maximum() == 0
    window.state.set_stories((replace(long, names={"en": "Short"}),))
    settle(window)
    assert name.text() == "Short"
    assert not name.toolTip()
