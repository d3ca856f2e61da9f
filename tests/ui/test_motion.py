"""Whether things may move: the reader's choice goes before the system's."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from viewer.ui import motion


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
