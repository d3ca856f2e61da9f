"""How fast playing goes: slower where much happens, never standing still."""

from __future__ import annotations

import made_up
import pytest

from viewer.carto.timeline.pace import DAYS_A_SECOND, SLOWEST, days_a_second, event_beside
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


def walk(view: View, direction: int, *starts: str) -> list[str]:
    """Go from event to event until there is none."""
    atlas = made_up.atlas(events=[made_up.event(f"e{n}", start, "", "words") for n, start in enumerate(starts)])
    seen = []
    while (event := event_beside(atlas, view, direction)) is not None and len(seen) < 20:
        seen.append(event.id)
        view = view.at(event.when.start).selecting(event.id)
    return seen


DATES = ("1960-01-01", "1962-10-22", "1962-10-22", "1962-10-22", "1970-01-01")


def test_one_walks_over_every_event_once_also_where_many_share_a_day() -> None:
    assert walk(View(instant=day_of("1950-01-01")), 1, *DATES) == ["e0", "e1", "e2", "e3", "e4"]
    assert walk(View(instant=day_of("1999-01-01")), -1, *DATES) == ["e4", "e3", "e2", "e1", "e0"]
    assert walk(View(instant=day_of("1962-10-22")), 1, *DATES) == ["e4"], "what is of the day shown is here already"


def test_a_range_is_not_left_and_entered_from_without() -> None:
    view = View(instant=day_of("1950-01-01"), range=(day_of("1962-10-22"), day_of("1962-12-31")))
    assert walk(view, 1, *DATES) == ["e1", "e2", "e3"]
    assert walk(view.at(day_of("1999-01-01")), -1, *DATES) == ["e3", "e2", "e1"]
    assert walk(view.at(day_of("1999-01-01")), 1, *DATES) == []
