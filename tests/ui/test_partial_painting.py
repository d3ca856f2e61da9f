"""Only what changed is painted again: what the screen then shows is what painting everything gives."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hands import Open, drag, settle, wheel
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.ui.comfort.motion import MOTION
from viewer.ui.throttle import CALM_MS
from viewer.ui.window import Window

LOOKS = (
    "t=1950-01-01&p=equal-earth",
    "t=1989-01-01&p=laea&c=19,49.5&z=3.7&k=dark&l=en",
    "t=1962-10-22&p=laea&c=19,49.5&z=3.7&f=berlin&s=polity:germany",
    "t=1962-10-22&s=bloc:nato&d=1949-01-01",
    "t=1962-10-22&y=1962-09-01/1962-12-01",
)


def on_screen(window: Window) -> QImage:
    """What the window has put on the screen, which may lag behind what it would paint."""
    return window.screen().grabWindow(window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def stale(window: Window, *parts: QWidget) -> dict[str, QPoint]:
    """A pixel of each widget that the screen shows otherwise than painting all of the window does."""
    shown, whole = on_screen(window), window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = {}
    for part in parts:
        at = part.mapTo(window, QPoint(0, 0))
        planes = []
        for image in (shown, whole):
            own = image.copy(at.x(), at.y(), part.width(), part.height())
            planes.append(np.frombuffer(own.constBits(), dtype=np.uint32).reshape(own.height(), -1).copy())
        different = np.argwhere(planes[0] != planes[1])
        if len(different):
            found[part.objectName()] = QPoint(int(different[0][1]), int(different[0][0]))
    return found


def rest(window: Window, qtbot: QtBot) -> None:
    """Wait for what follows a drag at a calmer pace."""
    qtbot.wait(2 * CALM_MS)
    qtbot.waitUntil(lambda: not window.map.busy)
    settle(window)


def await_all_fresh(window: Window, qtbot: QtBot, *parts: QWidget) -> None:
    """Wait until the screen shows what painting all would: names come over several frames. What is not painted again stays stale."""

    def fresh() -> None:
        assert stale(window, *parts) == {}

    qtbot.waitUntil(fresh)


@pytest.mark.parametrize("look", LOOKS)
def test_while_the_thumb_is_dragged_the_screen_shows_what_painting_all_would(
    look: str, open_window: Open, built_in: Atlas, qtbot: QtBot
) -> None:
    window = open_window(look, (1280, 800), atlas=built_in)
    canvas, chance = window.timeline.canvas, random.Random(look)
    y = canvas.rows.axis + 10.0
    start = QPointF(canvas.scale().x_of(window.state.view.instant + 0.5), y)
    wide = window.width() - 60
    stops = [QPointF(chance.uniform(100, wide), y) for _ in range(2)]
    stops += [stops[-1] + QPointF(step, 0) for step in (1, 9, 30)]
    for _ in drag(canvas, start, *stops):
        await_all_fresh(window, qtbot, canvas, window.map)
    rest(window, qtbot)
    await_all_fresh(window, qtbot, canvas, window.map)


def test_after_keys_clicks_and_the_wheel_the_screen_shows_what_painting_all_would(open_window: Open, built_in: Atlas, qtbot: QtBot) -> None:
    window = open_window(LOOKS[1], (1280, 800), atlas=built_in)
    canvas, state = window.timeline.canvas, window.state
    acts = (
        lambda: window.timeline.move_by(1),
        lambda: window.timeline.jump_event(1),
        lambda: wheel(canvas, 600, canvas.rows.bars + 10, 4),
        lambda: state.change(before=30, after=0),
        lambda: wheel(window.map, 600, 300, 1),
        lambda: window.timeline.jump_change(1),
        lambda: state.change(hidden_layers=frozenset({"events"})),
        lambda: state.change(language="ja"),
        lambda: window.map.pan(40, 20),
        state.go_back,
    )
    for act in acts:
        act()
        rest(window, qtbot)
        await_all_fresh(window, qtbot, canvas, window.map)


def test_the_day_under_the_pointer_makes_way_for_the_thumb_that_comes_near(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("t=1962-10-22&b=0&a=0&y=1955-01-01/1970-01-01&l=en")
    canvas = window.timeline.canvas
    at = QPointF(canvas.scale().x_of(day_of("1963-06-01")), canvas.rows.axis - 20)
    QTest.mouseMove(canvas, at.toPoint())
    rest(window, qtbot)
    await_all_fresh(window, qtbot, canvas)
    for date in ("1966-01-01", "1963-03-01", "1963-09-01", "1962-12-01"):
        window.state.set_view(window.state.view.at(day_of(date)))
        rest(window, qtbot)
        await_all_fresh(window, qtbot, canvas)


def test_moving_the_map_paints_nothing_of_the_timeline_and_then_the_day_its_thumb_alone(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("t=1962-10-22&p=laea&c=19,49.5&z=3.7")
    canvas = window.timeline.canvas
    rest(window, qtbot)
    watched = Painted(canvas)
    here = QPointF(window.map.width() / 2, window.map.height() / 2)
    for _ in drag(window.map, here, here + QPointF(80, 30), here + QPointF(160, 60)):
        settle(window)
    rest(window, qtbot)
    assert watched.pixels < canvas.width() * canvas.height() / 4, "no more than what panels beside it lay bare"
    watched.pixels = 0
    window.state.set_view(window.state.view.at(window.state.view.instant + 1), transient=True)
    settle(window)
    assert 0 < watched.pixels < canvas.width() * canvas.height() / 2
    rest(window, qtbot)
    await_all_fresh(window, qtbot, window.map, canvas)


class Painted(QObject):
    """Counts the pixels that a widget is asked to paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.pixels = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.pixels += sum(part.width() * part.height() for part in event.region())  # type: ignore[attr-defined]
        return False


def test_an_outline_that_has_faded_leaves_nothing_behind(
    open_window: Open, built_in: Atlas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MOTION, "_choice", "full")
    window = open_window("t=1982-05-29&c=-3,40&z=4&p=laea&l=en", (1000, 720), atlas=built_in)
    settle(window)
    window.state.set_view(window.state.view.at(window.state.view.instant + 1), transient=True)
    settle(window)
    assert window.map.flash.lit
    monkeypatch.setattr("viewer.ui.map.flash._opacity", lambda _clock: 0.0)
    window.grab()  # painted elsewhere first, as when a part beside it is due
    qtbot.waitUntil(lambda: not window.map.flash.lit)
    rest(window, qtbot)
    assert stale(window, window.map) == {}
