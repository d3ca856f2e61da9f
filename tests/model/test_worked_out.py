"""What was worked out from an atlas is remembered with it, and goes with it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from viewer import open_atlas
from viewer.carto import finding
from viewer.carto.events import filters
from viewer.carto.land import viewpoint
from viewer.carto.timeline import lanes, pace
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.worked_out import kept

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
VIEW = View.parse("t=1961-08-13&q=wall&b=9000&a=9000&l=en")
asked: list[int] = []


@kept(2)
def doubled(_atlas: Atlas, number: int) -> int:
    asked.append(number)
    return 2 * number


def test_the_last_answers_are_remembered_by_each_atlas() -> None:
    one, other = open_atlas(SAMPLE), open_atlas(SAMPLE)
    asked.clear()
    assert [doubled(one, number) for number in (1, 2, 1, 3, 1, 2)] == [2, 4, 2, 6, 2, 4]
    assert asked == [1, 2, 3, 2], "of two that are remembered the one that was asked for longest ago goes"
    assert doubled(other, 2) == 4
    assert asked[4:] == [2]
    assert one.number != other.number


def _look_at(atlas: Atlas) -> weakref.ref[Atlas]:
    """Look at an atlas as a window does."""
    assert filters.in_window(atlas, VIEW)
    assert finding.results(atlas, VIEW, "wall")
    assert finding.hits(atlas, "wall", "The wall")
    viewpoint.disputes(atlas, VIEW.instant)
    lanes.shows_treaties(atlas, VIEW)
    pace.event_beside(atlas, VIEW, 1)
    return weakref.ref(atlas)


def test_an_atlas_that_nobody_looks_at_any_more_goes_with_all_of_it() -> None:
    gone = [_look_at(open_atlas(SAMPLE)) for _ in range(3)]
    gc.collect()
    assert [one() for one in gone] == [None, None, None]
