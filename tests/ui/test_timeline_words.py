"""Words on the timeline: none lies over another, none is cut where there is room, and what is cut is told whole beside the pointer."""

from __future__ import annotations

from itertools import combinations

import pytest
from hands import Open, settle
from PySide6.QtCore import QPointF

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.time import day_of
from viewer.paint.timeline.rows import CARD
from viewer.paint.timeline.terms import term_boxes
from viewer.ui.window import Window

DAYS = "t=1962-10-22&l=ja&y=1962-10-18/1962-10-30"


def fresh(window: Window) -> bool:
    """Whether the timeline looks as one that is painted anew."""
    canvas = window.timeline.canvas
    settle(window)
    left = canvas.grab().toImage()
    canvas.update()
    settle(window)
    return bool(canvas.grab().toImage() == left)


@pytest.mark.parametrize("scheme", ["lecture-chapters", "article-sections", "far-east-topics"])
def test_eras_of_the_same_time_stand_below_one_another_in_a_higher_timeline(scheme: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en", atlas=built_in)
    canvas = window.timeline.canvas
    usual, bars = canvas.height(), canvas.rows.axis - canvas.rows.bars
    window.state.change(eras=scheme)
    settle(window)
    assert canvas.height() > usual
    assert canvas.rows.axis - canvas.rows.bars == pytest.approx(bars, abs=2), "the histogram keeps its room"
    for axis in (None, (day_of("1930-01-01"), day_of("1946-01-01")), (day_of("1976-01-01"), day_of("1993-01-01"))):
        window.state.change(axis=axis)
        words = [box for box in term_boxes(canvas.chronicle(), canvas.scale(), canvas.rows) if box[2] < canvas.rows.office]
        for one, other in combinations(words, 2):
            assert one[3] <= other[2] + 1 or other[3] <= one[2] + 1 or one[1] <= other[0] or other[1] <= one[0]
    window.state.change(eras="")
    settle(window)
    assert canvas.height() == usual


def test_a_single_event_is_told_whole_beside_the_pointer(open_window: Open, built_in: Atlas) -> None:
    canvas = open_window(DAYS, atlas=built_in).timeline.canvas
    shown = [card for card in canvas.chronicle().cards if card.lane < canvas.rows.card_lanes]
    assert len(shown) > 3
    for card in shown:
        at = QPointF(card.x + 16, canvas.rows.bars + CARD * card.lane + 16)
        assert canvas.card_at(at) == card.event
        assert canvas.tip_at(at).startswith(say(built_in.events[card.event].title, "ja") + "\n1962年10月")


def test_the_event_that_is_selected_stands_among_the_days_however_many_there_are(open_window: Open, built_in: Atlas) -> None:
    window = open_window(DAYS, (1024, 768), atlas=built_in)
    canvas = window.timeline.canvas
    hidden = [card.event for card in canvas.chronicle().cards if card.lane >= canvas.rows.card_lanes]
    assert hidden
    for event in hidden:
        window.state.set_view(window.state.view.selecting(event))
        assert next(card.lane for card in canvas.chronicle().cards if card.event == event) < canvas.rows.card_lanes
    assert fresh(window)


@pytest.mark.parametrize("before", [40_000, 1_048_576])
def test_the_window_of_time_is_told_within_the_time_of_the_atlas(before: int, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1962-10-22&l=en&b={before}&a=0", atlas=built_in)
    assert window.timeline.window_button.text() == "1 January 1917 – 22 October 1962"


@pytest.mark.parametrize("look", ["t=1962-10-22&l=ja", "t=1962-10-22&l=en&y=1962-05-01/1963-05-01", DAYS])
def test_labels_that_the_flag_has_covered_come_back_whole(look: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(look, atlas=built_in)
    state, scale = window.state, window.timeline.canvas.scale()
    assert fresh(window)
    for step in range(9):
        state.set_view(state.view.at(scale.instant_at(scale.left + scale.width * (step * 5 % 9 + 0.5) / 9)))
        settle(window)
        assert fresh(window)
    assert state.view != View.parse(look)
