"""How fast playing goes: slower where much happens, never standing still."""

from __future__ import annotations

import made_up
import pytest

from viewer.carto.pace import DAYS_A_SECOND, SLOWEST, days_a_second
from viewer.carto.view import View
from viewer.model.time import day_of, iso

START = day_of("1962-01-01")


@pytest.mark.parametrize(("many", "share"), [(0, 1.0), (6, 1.0), (12, 0.5), (24, 0.25), (90, SLOWEST)])
def test_playing_slows_down_with_the_days_that_something_happens_on(many: int, share: float) -> None:
    atlas = made_up.atlas(events=[made_up.event(f"e{n}", iso(START + n), "", "words") for n in range(many)])
    view = View(instant=START)
    assert days_a_second(atlas, view, "month", 1, slowing=True) == pytest.approx(DAYS_A_SECOND["month"] * share)
    assert days_a_second(atlas, view, "month", 2, slowing=False) == DAYS_A_SECOND["month"] * 2


def test_what_the_filters_hide_slows_nothing_down() -> None:
    atlas = made_up.atlas(events=[made_up.event(f"e{n}", iso(START + n), "", "words") for n in range(60)])
    view = View(instant=START, hidden_kinds=frozenset({"words"}))
    assert days_a_second(atlas, view, "month", 1, slowing=True) == DAYS_A_SECOND["month"]
