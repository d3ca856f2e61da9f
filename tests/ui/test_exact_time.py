"""Hands on the timeline mean the day under them, at every zoom: nothing jumps when it is taken hold of, and nothing sticks."""

from __future__ import annotations

import pytest
from hands import LEFT, NONE, Open, click, drag, settle
from PySide6.QtCore import QPointF
from PySide6.QtTest import QTest

from viewer.model.atlas import Atlas
from viewer.model.time import day_of, iso
from viewer.paint.timeline.thumb import flag_ends, thumb_x
from viewer.ui.timeline.canvas import TimelineCanvas
from viewer.ui.window import Window

AXES = (
    "",
    "&y=1948-01-01/1978-01-01",
    "&y=1957-01-01/1967-01-01",
    "&y=1961-01-01/1964-01-01",
    "&y=1962-05-01/1963-05-01",
    "&y=1962-09-01/1962-12-01",
    "&y=1962-10-08/1962-11-08",
    "&y=1962-10-18/1962-10-26",
    "&y=1962-10-20/1962-10-25",
)


def opened(open_window: Open, axis: str, atlas: Atlas, more: str = "") -> tuple[Window, TimelineCanvas]:
    window = open_window(f"t=1962-10-22&l=en{axis}{more}", atlas=atlas)
    return window, window.timeline.canvas


@pytest.mark.parametrize("axis", AXES)
def test_a_click_goes_to_the_day_under_the_pointer(axis: str, open_window: Open, built_in: Atlas) -> None:
    window, canvas = opened(open_window, axis, built_in)
    scale = canvas.scale()
    for share in (0.98, 0.31, 0.6, 0.02, 0.77):
        x = round(scale.left + scale.width * share)
        click(canvas, x, canvas.rows.axis + 12)
        assert window.state.view.instant == scale.instant_at(x)
        assert window.state.view.axis == (None if not axis else window.state.view.axis)


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("part", [0.04, 0.5, 0.96])
def test_the_flag_is_dragged_by_any_part_of_it_and_does_not_jump(axis: str, part: float, open_window: Open, built_in: Atlas) -> None:
    window, canvas = opened(open_window, axis, built_in)
    scale, day = canvas.scale(), window.state.view.instant
    left, right = flag_ends(scale, window.state.view, canvas.rows)
    grip = QPointF(round(left + (right - left) * part), canvas.rows.axis + 12)
    for _ in drag(canvas, grip, grip + QPointF(200, 0), grip + QPointF(90, 0), grip):
        pass
    assert window.state.view.instant == day, "back where it was taken hold of it is as it was"
    for _ in drag(canvas, grip, grip + QPointF(100, 0)):
        pass
    assert window.state.view.instant - day == pytest.approx(100 * scale.days_per_px, abs=0.6)


@pytest.mark.parametrize("axis", AXES)
def test_the_line_of_the_thumb_is_where_it_is_taken_hold_of(axis: str, open_window: Open, built_in: Atlas) -> None:
    window, canvas = opened(open_window, axis, built_in, "&b=0&a=0")
    x = thumb_x(canvas.scale(), window.state.view)
    image = canvas.grab().toImage()
    y = int(canvas.rows.changes + 6)
    dark = [at for at in range(round(x) - 6, round(x) + 7) if image.pixelColor(at, y).lightness() < 60]
    assert dark
    assert canvas.hands.grip_at(QPointF(sum(dark) / len(dark), y)) == "thumb"


@pytest.mark.parametrize("axis", [axis for axis in AXES if axis])
@pytest.mark.parametrize("ranged", [False, True])
def test_an_end_of_the_window_that_is_only_touched_stays_and_moves_by_days(
    axis: str, ranged: bool, open_window: Open, built_in: Atlas
) -> None:
    window, canvas = opened(open_window, axis, built_in)
    scale = canvas.scale()
    first, last = (scale.instant_at(scale.left + scale.width * share) for share in (0.25, 0.75))
    middle = (first + last) // 2
    view = window.state.view.at(middle)
    window.state.set_view(view.with_(range=(first, last)) if ranged else view.with_(before=middle - first, after=last - middle))
    for number in (0, 1):
        before = window.state.view.window
        handle = QPointF(round(scale.x_of(before[number])), canvas.rows.axis - 26)
        for _ in drag(canvas, handle, handle + QPointF(60, 0), handle):
            pass
        assert window.state.view.window == before
        for _ in drag(canvas, handle, handle + QPointF(40, 0)):
            pass
        moved = window.state.view.window
        assert moved[1 - number] == before[1 - number]
        assert moved[number] - before[number] == pytest.approx(40 * scale.days_per_px, abs=0.6)


@pytest.mark.parametrize("axis", [axis for axis in AXES if axis])
def test_the_axis_follows_the_hand_by_parts_of_days_and_rests_on_whole_ones(axis: str, open_window: Open, built_in: Atlas) -> None:
    window, canvas = opened(open_window, axis, built_in)
    at = QPointF(round(canvas.scale().left + 400), canvas.rows.axis - 46 if window.state.view.axis is None else canvas.rows.bars + 14)
    day = canvas.scale().day_at(at.x())
    for number in drag(canvas, at, at + QPointF(31, 0), at + QPointF(57, 0)):
        settle(window)
        there = at.x() + (31, 57)[number - 1]
        assert abs(canvas.scale().x_of(day) - there) < 1.5, "what was taken hold of stays under the hand"
    settle(window)
    shown = window.state.view.axis
    assert shown is not None
    assert (canvas.scale().start, canvas.scale().end) == shown


@pytest.mark.parametrize("axis", [axis for axis in AXES if axis])
def test_small_movements_add_up(axis: str, open_window: Open, built_in: Atlas) -> None:
    """A touchpad gives a few pixels, or a percent, at a time."""
    _, canvas = opened(open_window, axis, built_in)
    scale = canvas.scale()
    for _ in range(60):
        canvas.hands.pan(1.0)
    assert canvas.scale().start - scale.start == pytest.approx(60 * scale.days_per_px, rel=0.02)
    canvas.hands.settle()
    scale = canvas.scale()
    day = scale.day_at(500.0)
    for _ in range(30):
        canvas.hands.pinch(1 / 1.02, 500.0)
    assert canvas.scale().span == pytest.approx(scale.span * 1.02**30, rel=0.02)
    assert abs(canvas.scale().x_of(day) - 500) < 2
    for _ in range(30):
        canvas.hands.pinch(1.02, 500.0)
    assert canvas.scale().span == pytest.approx(scale.span, rel=0.02)


def test_a_double_click_shows_all_time_and_leaves_the_day(open_window: Open, built_in: Atlas) -> None:
    window, canvas = opened(open_window, AXES[2], built_in)
    at = QPointF(canvas.scale().left + 300, canvas.rows.axis - 46)
    QTest.mouseDClick(canvas, LEFT, NONE, at.toPoint())
    settle(window)
    assert window.state.view.axis is None
    assert iso(window.state.view.instant) == "1962-10-22"


def test_steps_and_jumps_stop_at_the_ends_of_the_atlas(open_window: Open, built_in: Atlas) -> None:
    window, _ = opened(open_window, "", built_in)
    timeline, state, span = window.timeline, window.state, built_in.span
    for unit in ("day", "month", "year"):
        timeline.set_step(unit)
        for end, direction in ((span.end - 1, 1), (span.start, -1)):
            state.set_view(state.view.at(end))
            timeline.move_by(direction)
            assert state.view.instant == end
            timeline.jump_change(direction)
            assert state.view.instant == end
            timeline.jump_event(direction)
            assert state.view.instant == end or state.view.selected
    state.change(hidden_kinds=frozenset({"force", "crisis", "diplomacy", "power", "words", "economy"}), selected="")
    state.set_view(state.view.at(day_of("1962-10-22")))
    timeline.jump_event(1)
    assert (iso(state.view.instant), state.view.selected) == ("1962-10-22", ""), "where nothing is let through nothing is gone to"
