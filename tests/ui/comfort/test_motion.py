"""Whether things may move: the reader's choice goes before the system's."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hands import Open, settle

from viewer.ui.comfort import motion


@pytest.fixture(autouse=True)
def _untouched() -> Iterator[None]:
    """Leave the choice as it was."""
    before = motion.MOTION.choice
    yield
    motion.MOTION.choose(before)


@pytest.mark.parametrize(
    ("choice", "calm", "allowed"), [("system", True, False), ("system", False, True), ("full", True, True), ("reduced", False, False)]
)
def test_the_choice_goes_before_the_system(monkeypatch: pytest.MonkeyPatch, choice: str, calm: bool, allowed: bool) -> None:
    """`full` and `reduced` say it themselves; `system` asks."""
    monkeypatch.setattr(motion, "system_wants_calm", lambda: calm)
    motion.MOTION.choose(choice)
    assert motion.motion_allowed() is allowed


def test_a_choice_that_is_none_means_the_system() -> None:
    """A session file may hold anything."""
    motion.MOTION.choose("sideways")
    assert motion.MOTION.choice == "system"


def test_a_system_that_cannot_be_asked_lets_things_move(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library must not stop the window."""

    def broken() -> bool:
        raise OSError("no such library")

    monkeypatch.setattr(motion, "_calm_desktop", broken)
    monkeypatch.setattr(sys, "platform", "linux")
    motion.system_wants_calm.cache_clear()
    assert motion.system_wants_calm() is False
    motion.system_wants_calm.cache_clear()


@pytest.mark.parametrize(("choice", "moves"), [("reduced", False), ("full", True)])
def test_maps_that_are_compared_fly_only_where_motion_is_wanted(choice: str, moves: bool, open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27&p=laea&c=20,50&z=3.5&bs=side;1958-03-01")
    second = window.comparing.second.map
    assert second is not None
    motion.MOTION.choose(choice)
    window.state.set_view(window.state.view.with_(centre=(28.0, 50.0), zoom=4.0))
    assert window.map.pilot.flying is moves
    assert second.pilot.flying is moves
    motion.MOTION.choose("reduced")
    settle(window)
