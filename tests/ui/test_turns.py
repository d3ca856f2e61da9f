"""What follows a drag takes turns, and names are found between the frames; at rest all is that of the day."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hands import Open, drag, settle
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

import viewer.ui.map.names
from viewer.carto.names.labels import Ground
from viewer.carto.scene import composing_ground
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.land.stand_in import StandIn
from viewer.ui.state import State
from viewer.ui.throttle import Calm, Later, Turns, turns_of
from viewer.ui.window import Window


@pytest.fixture
def state(sample: Atlas) -> State:
    return State(sample, View())


def move_thumb(state: State, days: int = 1) -> None:
    state.set_view(state.view.at(state.view.instant + days), transient=True)


def test_turns_are_one_at_a_time_and_who_has_waited_longest_is_first(state: State, qtbot: QtBot) -> None:
    turns, done, rounds = turns_of(state), [], []
    turns._timer.timeout.connect(lambda: rounds.append(len(done)))  # heard after the turns themselves
    acts = {name: lambda name=name: done.append(name) for name in "abc"}
    for name in "abca":
        turns.ask(acts[name])
    assert turns.drop(acts["b"])
    assert not turns.drop(acts["b"])
    qtbot.waitUntil(lambda: len(done) > 1)
    assert done == ["a", "c"]
    assert rounds == [1, 2]
    qtbot.wait(40)
    assert done == ["a", "c"], "who was let go or asked twice is not called again"


def test_an_act_that_fails_leaves_the_others_their_turn(state: State, qtbot: QtBot) -> None:
    turns, done = turns_of(state), []

    def fail() -> None:
        raise RuntimeError("made to fail")

    turns.ask(fail)
    turns.ask(lambda: done.append(1))
    with qtbot.captureExceptions() as faults:
        qtbot.waitUntil(lambda: bool(done))
    assert [str(fault[1]) for fault in faults] == ["made to fail"]


def test_all_who_follow_a_state_share_its_turns(state: State, sample: Atlas) -> None:
    assert turns_of(state) is turns_of(state)
    assert turns_of(State(sample, View())) is not turns_of(state)
    assert isinstance(turns_of(state), Turns)


def test_who_follows_is_called_once_in_a_drag_at_once_at_its_end_and_never_after(state: State, qtbot: QtBot) -> None:
    done: list[int] = []
    later = Later(state, lambda: done.append(state.view.instant))
    state.view_changed.connect(later.ask)
    for _ in range(5):
        move_thumb(state)
    assert not done
    qtbot.waitUntil(lambda: bool(done))
    assert done == [state.view.instant]
    move_thumb(state)
    state.settle()
    assert done[1:] == [state.view.instant]
    qtbot.wait(150)
    assert len(done) == 2


def test_what_is_painted_calmly_is_due_at_rest_and_when_it_is_its_turn(state: State, qtbot: QtBot) -> None:
    asked: list[bool] = []
    calm = Calm(state, lambda: asked.append(calm.due))
    assert calm.due
    move_thumb(state)
    assert not calm.due
    calm.ask()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [True]
    calm.done(0.01)
    assert not calm.due
    state.settle()
    assert calm.due


def test_while_the_thumb_is_dragged_no_names_are_placed_in_painting_and_at_rest_they_are_those_of_the_day(
    open_window: Open, built_in: Atlas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window("t=1938-01-01&p=laea&c=19,49.5&z=3.7&l=en", atlas=built_in)
    placed, painting = [], []

    def counted(*values: object) -> Generator[None, None, Ground]:
        ground = yield from composing_ground(*values)  # type: ignore[arg-type]
        placed.append(bool(painting))
        return ground

    monkeypatch.setattr(viewer.ui.map.names, "composing_ground", counted)
    paint = window.map._changed_since
    monkeypatch.setattr(window.map, "_changed_since", lambda before: (painting.append(1), paint(before), painting.pop())[1])
    canvas = window.timeline.canvas
    y = canvas.rows.axis + 10.0
    stops = [QPointF(canvas.scale().x_of(day_of(day) + 0.5), y) for day in ("1938-01-01", "1941-01-01", "1943-01-01", "1946-06-01")]
    for number in drag(canvas, *stops):
        qtbot.waitUntil(lambda number=number: len(placed) >= number)
    assert not any(placed)
    settle(window)
    wanted = names(open_window(window.state.view.text(), atlas=built_in))

    def told() -> None:
        assert names(window) == wanted

    qtbot.waitUntil(told)


def test_names_are_found_a_step_at_a_turn(open_window: Open, built_in: Atlas, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("t=1938-01-01&l=en", atlas=built_in)
    turn, steps, turns = [0], [], turns_of(window.state)
    turns._timer.timeout.connect(lambda: turn.__setitem__(0, turn[0] + 1))  # heard when a turn is over

    def watched(*values: object) -> Generator[None, None, Ground]:
        work = composing_ground(*values)  # type: ignore[arg-type]
        while True:
            steps.append(turn[0])
            try:
                next(work)
            except StopIteration as done:
                steps.append(-1)
                return done.value
            yield

    monkeypatch.setattr(viewer.ui.map.names, "composing_ground", watched)
    move_thumb(window.state, 4_000)
    qtbot.waitUntil(lambda: -1 in steps)
    first = steps[: steps.index(-1)]
    assert len(first) > 2
    assert len(set(first)) == len(first), "no two steps in one gap between frames"


def test_a_fault_in_names_while_dragging_is_met_again_at_rest(open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("t=1962-10-22&l=en")
    window.setProperty("forgiven", True)
    tried: list[int] = []

    def faulty(*_values: object) -> None:
        tried.append(1)
        raise RuntimeError("made to fail")

    monkeypatch.setattr(viewer.ui.map.names, "composing_ground", faulty)
    window.map._names._names.clear()
    window.state.set_view(window.state.view.at(day_of("1970-01-01")), transient=True)
    qtbot.waitUntil(lambda: bool(tried))
    assert not window.map.guard.off, "names of a moment ago are still there"
    window.state.settle()
    window.map._show_names()
    qtbot.waitUntil(lambda: window.map.guard.off == {"scene"})


def names(window: Window) -> list[tuple[str, float, float]]:
    return sorted((label.text, round(label.x, 3), round(label.y, 3)) for label in window.map.scene().labels)


def test_under_a_hand_the_sheet_of_the_earth_waits_for_its_turn(open_window: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slice of it and the finding of names in one gap between two frames would be seen as a jerk."""
    window = open_window("t=1962-10-22&p=laea&c=15,50&z=3.5&l=en")
    turn, slices, stray = [False], [], []
    whole, advance = Turns._next, StandIn.advance

    def in_turn(turns: Turns) -> None:
        turn[0] = True
        whole(turns)
        turn[0] = False

    def counted(stand_in: StandIn, seconds: float) -> bool:
        (slices if turn[0] else stray).append(seconds)
        return advance(stand_in, seconds)

    window.state.set_view(window.state.view.at(day_of("1917-03-01")))  # the day of no sheet that there may be
    settle(window)
    turns_of(window.state)._timer.timeout.disconnect()
    turns_of(window.state)._timer.timeout.connect(lambda: in_turn(turns_of(window.state)))
    monkeypatch.setattr(StandIn, "advance", counted)
    start = QPointF(*window.map.viewport().middle)
    for step in drag(window.map, start, *(start + QPointF(4 * part, part) for part in range(1, 11))):
        if step < 10:
            qtbot.wait(20)
        else:
            qtbot.waitUntil(lambda: not window.map._turning._stand_in.working and len(slices) > 1)
            assert not window.state.at_rest
            assert stray == []
