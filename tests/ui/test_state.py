"""History: a gesture is one step, and going back never loses one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import LAST_DAY, Interval
from viewer.ui.state import State


@pytest.fixture
def state(sample: Atlas) -> State:
    return State(sample, View())


def test_a_gesture_is_one_step(state: State) -> None:
    first = state.view
    for day in range(10):
        state.set_view(first.at(first.instant + day), transient=True)
    state.settle()
    state.go_back()
    assert state.view == first
    assert not state.can_go_back


def test_going_back_in_the_middle_of_a_gesture_undoes_the_gesture(state: State) -> None:
    first = state.view
    state.set_view(first.at(first.instant + 1))
    second = state.view
    state.set_view(second.at(first.instant + 9), transient=True)
    third = state.view
    state.go_back()
    assert state.view == second
    state.go_forward()
    assert state.view == third
    state.go_back()
    state.go_back()
    assert state.view == first


def test_a_new_step_forgets_what_was_ahead(state: State) -> None:
    first = state.view
    state.change(zoom=3.0)
    state.go_back()
    state.change(zoom=5.0)
    assert not state.can_go_forward
    state.go_back()
    assert state.view == first


def test_the_same_view_again_is_no_step_and_no_signal(state: State) -> None:
    heard: list[View] = []
    state.view_changed.connect(lambda: heard.append(state.view))
    state.set_view(state.view)
    assert heard == []
    assert not state.can_go_back


def test_the_day_stays_within_the_atlas(state: State) -> None:
    state.set_view(state.view.at(1))
    assert state.view.instant == state.atlas.span.start
    state.set_view(state.view.at(10**6))
    assert state.view.instant == state.atlas.span.end - 1


def test_the_day_that_is_compared_with_stays_within_the_atlas(state: State, sample: Atlas) -> None:
    for day in (1, sample.span.start - 1, sample.span.end, LAST_DAY - 1):
        state.change(since=day)
        assert state.view.since is not None
        assert state.view.since in sample.span


def test_an_atlas_that_is_written_anew_with_fewer_days_shows_none_that_it_has_not(state: State, sample: Atlas) -> None:
    late, early = sample.span.end - 1, sample.span.start
    for day in (early, late, late - 10):
        state.set_view(state.view.at(day))
    shorter = replace(sample, span=Interval(early + 100, late - 100), checksum="another")
    assert state.renew(shorter)
    assert state.at_rest, "no gesture is under way, though the day is another"
    seen = [state.view.instant]
    while state.can_go_back:
        state.go_back()
        seen.append(state.view.instant)
    assert len(seen) == 3
    assert all(day in shorter.span for day in seen)


def test_history_is_bounded(state: State) -> None:
    for step in range(1000):
        state.change(before=step)
    steps = 0
    while state.can_go_back:
        state.go_back()
        steps += 1
    assert 100 <= steps <= 1000
