"""Dragging the thumb: the map shows who held the land on the day, asked by the ID of the pixel."""

from __future__ import annotations

import pytest
from hands import Open, drag, holder_at, place, settle, wheel
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from viewer.model.atlas import Atlas
from viewer.model.time import day_of, iso
from viewer.ui.window import Window

STOPS = ("1945-05-01", "1949-06-30", "1956-06-30", "1989-06-30", "1990-12-31", "1991-12-31", "1993-06-30")
HOLDERS = {
    "berlin": ("germany", "germany", "east-germany", "east-germany", "germany", "germany", "germany"),
    "vilnius": ("lithuania",) * 7,
    "sarajevo": ("yugoslavia",) * 6 + ("bosnia",),
    "iturup": ("japan", *("russia",) * 6),
}
EUROPE, KURILS = "p=laea&c=19,49.5&z=3.7", "p=laea&c=148,45&z=5"


def thumb_stops(window: Window, *dates: str) -> list[QPointF]:
    """Points of the canvas at the flag of the present day and below the axis at some dates."""
    canvas = window.timeline.canvas
    y = canvas.rows.axis + 10.0
    days = [window.state.view.instant, *map(day_of, dates)]
    return [QPointF(canvas.scale().x_of(day + 0.5), y) for day in days]


@pytest.mark.parametrize(("look", "names"), [(EUROPE, ("berlin", "vilnius", "sarajevo")), (KURILS, ("iturup",))])
def test_dragging_the_thumb_shows_the_holder_of_the_day(look: str, names: tuple[str, ...], open_window: Open) -> None:
    window = open_window(f"t=1945-03-01&y=1945-01-01/1999-12-31&{look}", (1280, 800))
    found: dict[str, list[str]] = {name: [] for name in names}
    for stop in drag(window.timeline.canvas, *thumb_stops(window, *STOPS)):
        shown = window.state.view.instant
        assert abs(shown - day_of(STOPS[stop - 1])) < 20, "the thumb is within a pixel of where the pointer is"
        for name in names:
            found[name].append(holder_at(window, place(window, name)))
    assert {name: tuple(holders) for name, holders in found.items()} == {name: HOLDERS[name] for name in names}


BERLIN, WEST_BERLIN, VILNIUS, SARAJEVO, KALININGRAD = (13.42, 52.52), (13.22, 52.48), (25.28, 54.69), (18.41, 43.86), (20.5, 54.7)
ITURUP = (147.9, 45.03)
RECORD = {
    "1917-06-30": {BERLIN: "germany", SARAJEVO: "austria-hungary", KALININGRAD: "germany"},
    "1930-06-30": {BERLIN: "germany", VILNIUS: "poland", SARAJEVO: "yugoslavia", KALININGRAD: "germany", ITURUP: "japan"},
    "1962-10-22": {
        BERLIN: "east-berlin",
        WEST_BERLIN: "west-berlin",
        VILNIUS: "lithuania",
        SARAJEVO: "yugoslavia",
        KALININGRAD: "russia",
        ITURUP: "russia",
    },
    "2000-06-30": {BERLIN: "germany", WEST_BERLIN: "germany", VILNIUS: "lithuania", SARAJEVO: "bosnia", KALININGRAD: "russia"},
}


@pytest.mark.parametrize("look", [EUROPE, KURILS])
def test_the_built_in_atlas_shows_who_held_the_land(look: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1917-06-01&{look}", (1280, 800), atlas=built_in)
    for stop in drag(window.timeline.canvas, *thumb_stops(window, *RECORD)):
        date, holders = list(RECORD.items())[stop - 1]
        shown = window.state.view.instant
        assert abs(shown - day_of(date)) < 40
        here = {at: holder for at, holder in holders.items() if (at == ITURUP) == (look == KURILS)}
        assert {at: holder_at(window, at) for at in here} == here, iso(shown)


def test_a_drag_is_one_step_of_history(window: Window) -> None:
    before = window.state.view
    for _ in drag(window.timeline.canvas, *thumb_stops(window, "1950-01-01", "1970-01-01")):
        pass
    assert window.state.view.instant != before.instant
    window.state.go_back()
    assert window.state.view == before
    assert not window.state.can_go_back


def test_a_click_on_the_axis_goes_to_its_day(window: Window) -> None:
    canvas = window.timeline.canvas
    x = canvas.scale().x_of(day_of("1975-01-01"))
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPointF(x, canvas.rows.axis + 12).toPoint())
    assert abs(window.state.view.instant - day_of("1975-01-01")) < 20


def test_the_wheel_zooms_the_axis_about_the_pointer_and_a_double_click_shows_all_again(window: Window) -> None:
    canvas = window.timeline.canvas
    x, y = 700.0, canvas.rows.bars + 10
    day = canvas.scale().instant_at(x)
    whole = canvas.scale().span
    wheel(canvas, x, y, 10)
    assert canvas.scale().span < whole / 3
    assert abs(canvas.scale().instant_at(x) - day) < 10
    for _ in range(60):
        wheel(canvas, x, y, 2)
    assert canvas.scale().span >= 2, "the axis stops at single days"
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPointF(x, y).toPoint())
    assert window.state.view.axis is None
    assert canvas.scale().span == whole


def test_the_handles_change_the_window_of_time(window: Window) -> None:
    window.state.change(axis=(day_of("1955-01-01"), day_of("1970-01-01")), before=365, after=365)
    canvas, view = window.timeline.canvas, window.state.view
    scale = canvas.scale()
    y = canvas.rows.axis - 26
    left, aim = QPointF(scale.x_of(view.window[0]), y), QPointF(scale.x_of(day_of("1958-10-22")), y)
    for _ in drag(canvas, left, aim):
        pass
    assert abs(window.state.view.before - 1461) < 12
    assert window.state.view.after == 365
    assert window.state.view.instant == view.instant


def test_dragging_far_beyond_the_ends_stays_within_the_atlas(window: Window) -> None:
    canvas = window.timeline.canvas
    start = thumb_stops(window)[0]
    for _ in drag(canvas, start, QPointF(-5000, start.y())):
        pass
    assert window.state.view.instant == window.state.atlas.span.start
    for _ in drag(canvas, thumb_stops(window)[0], QPointF(9000, start.y())):
        pass
    assert window.state.view.instant == window.state.atlas.span.end - 1
    settle(window)
