"""A state that changes sides flashes its outline once while the day passes over it, unless the reader wants no motion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hands import Open, settle
from pytestqt.qtbot import QtBot

from viewer.carto.tokens import LIGHT
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.ui.comfort.motion import MOTION
from viewer.ui.window import Window

VIEW = "t=1982-05-29&c=-3,40&z=4&p=laea&l=en&s=&k=light&x=events,names,places,patterns,ribbons"


@pytest.fixture(autouse=True)
def moving() -> Iterator[None]:
    before = MOTION.choice
    MOTION.choose("full")
    yield
    MOTION.choose(before)


def inked(window: Window) -> int:
    """Return how many pixels of the map bear the full ink of the West."""
    image = window.map.grab().toImage()
    ink = LIGHT.blocs["west"].ink.lower()
    found = 0
    for y in range(0, image.height(), 2):
        found += sum(image.pixelColor(x, y).name() == ink for x in range(0, image.width(), 2))
    return found


def to_day(window: Window, day: str) -> None:
    window.state.set_view(window.state.view.at(day_of(day)), transient=True)


def test_spain_flashes_when_it_joins_nato_and_only_once(open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window(VIEW, (1000, 720), atlas=built_in)
    settle(window)
    calm = inked(window)
    to_day(window, "1982-05-30")
    flashing = inked(window)
    assert window.map.flash.lit
    assert flashing > calm + 100
    qtbot.waitUntil(lambda: not window.map.flash.lit)
    after = inked(window)
    assert abs(after - calm) < 60
    to_day(window, "1982-05-31")
    assert abs(inked(window) - after) < 20
    assert not window.map.flash.lit


def test_nothing_flashes_where_no_motion_is_wanted(open_window: Open, built_in: Atlas) -> None:
    MOTION.choose("reduced")
    window = open_window(VIEW, (1000, 720), atlas=built_in)
    settle(window)
    calm = inked(window)
    to_day(window, "1982-05-30")
    assert abs(inked(window) - calm) < 60
    assert not window.map.flash.lit


def test_nothing_flashes_where_the_map_moves_or_the_reading_changes(open_window: Open, built_in: Atlas) -> None:
    window = open_window(VIEW, (1000, 720), atlas=built_in)
    settle(window)
    window.state.change(scheme="economy")
    settle(window)
    assert not window.map.flash.lit
    window.state.change(instant=day_of("1986-01-01"), scheme="")
    settle(window)
    assert not window.map.flash.lit
