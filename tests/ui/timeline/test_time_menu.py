"""What can be done at a point of the timeline; a range that is moved as a whole; where in time lies what is selected."""

from __future__ import annotations

import pytest
from hands import Open, drag, key, settle
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from viewer.carto.timeline.periods import bin_period, era_periods, term_periods
from viewer.carto.tokens import THEMES
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.time import day_of, iso
from viewer.ui.window import Window

VIEW = "t=1962-10-22&l=en"


def asked(window: Window, at: QPointF | None) -> QMenu:
    """Click with the right button, or press the key of menus."""
    canvas = window.timeline.canvas
    point = QPoint(5, 5) if at is None else at.toPoint()
    reason = QContextMenuEvent.Reason.Keyboard if at is None else QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(canvas, QContextMenuEvent(reason, point, canvas.mapToGlobal(point)))
    settle(window)
    menu = window.timeline.findChildren(QMenu, "timeSpotMenu")[-1]
    assert menu.isVisible()
    return menu


def choose(menu: QMenu, words: str) -> None:
    """Take the entry that says this."""
    [found] = [action for action in menu.actions() if action.text() == words]
    found.trigger()
    menu.close()


def spot(window: Window, date: str, y: float) -> QPointF:
    return QPointF(window.timeline.canvas.scale().x_of(day_of(date) + 0.5), y)


def told(window: Window) -> tuple[str, ...] | None:
    found = window.state.view.range
    return tuple(iso(day) for day in found) if found else None


def test_an_era_a_term_and_a_year_are_brushed_from_where_they_stand(open_window: Open, built_in: Atlas) -> None:
    window = open_window(VIEW, (1280, 800), atlas=built_in)
    rows = window.timeline.canvas.rows
    choose(asked(window, spot(window, "1972-06-01", rows.eras + 9)), "Only the time of “Détente”")
    assert told(window) == ("1969-01-01", "1979-12-31"), "with the days of doubt at both ends"
    assert iso(window.state.view.instant) == "1969-01-01", "the day shown comes into it"
    assert all(day_of("1968-01-01") < event.when.last and event.when.start < day_of("1981-01-01") for event in window.finder.events.events)
    choose(asked(window, spot(window, "1961-06-01", rows.office + 22)), "Only the time of “Kennedy”")
    assert told(window) == ("1961-01-20", "1963-11-21")
    choose(asked(window, spot(window, "1945-06-01", rows.axis - 4)), "Only the time of “1945”")
    assert told(window) == ("1945-01-01", "1945-12-31")
    choose(asked(window, spot(window, "1945-06-01", rows.axis - 4)), "Zoom to “1945”")
    axis = window.state.view.axis
    assert axis is not None
    assert axis[0] <= day_of("1945-01-01") < day_of("1945-12-31") < axis[1] < day_of("1946-03-01")
    window.state.go_back()
    assert told(window) == ("1945-01-01", "1945-12-31")


def test_a_range_is_begun_and_ended_where_one_points(open_window: Open) -> None:
    window = open_window(VIEW + "&y=1955-01-01/1970-01-01")
    bars = window.timeline.canvas.rows.bars + 12
    choose(asked(window, spot(window, "1958-05-01", bars)), "Begin the range here")
    begun = window.state.view.range
    assert begun is not None
    assert begun[1] == day_of("1969-12-31"), "to the end of what is shown"
    choose(asked(window, spot(window, "1964-05-01", bars)), "End the range here")
    ended = window.state.view.range
    assert ended is not None
    assert ended[0] == begun[0]
    assert abs(begun[0] - day_of("1958-05-01")) < 5
    assert abs(ended[1] - day_of("1964-05-01")) < 5


def test_a_day_that_is_pointed_at_is_gone_to_compared_zoomed_and_copied(open_window: Open) -> None:
    window = open_window(VIEW)
    canvas = window.timeline.canvas
    at = spot(window, "1968-08-20", canvas.rows.bars + 12)
    day = canvas.scale().instant_at(at.toPoint().x())
    choose(asked(window, at), "Compare the day shown with this one")
    assert window.state.view.since == day
    choose(asked(window, at), f"Copy {iso(day)}")
    assert QGuiApplication.clipboard().text() == iso(day)
    choose(asked(window, at), "Go to this day")
    assert window.state.view.instant == day
    choose(asked(window, at), "Zoom in here")
    assert window.state.view.axis is not None
    assert abs(canvas.scale().x_of(day + 0.5) - at.x()) < 2, "it stays under the pointer"
    choose(asked(window, at), "Show all time")
    assert window.state.view.axis is None


def test_by_the_keyboard_all_periods_of_the_day_are_offered(open_window: Open, built_in: Atlas) -> None:
    window = open_window(VIEW, atlas=built_in)
    words = [action.text() for action in asked(window, None).actions()]
    assert words[0] == "22 October 1962"
    for name in ("Peaceful coexistence", "Khrushchev", "Kennedy", "1962"):
        assert f"Only the time of “{name}”" in words
    assert "Go to this day" not in words
    QApplication.activePopupWidget().close()
    window.commands["time_menu"].act()
    settle(window)
    assert QApplication.activePopupWidget() is not None
    QApplication.activePopupWidget().close()


def test_an_event_in_a_lane_or_on_its_day_is_opened(open_window: Open, built_in: Atlas) -> None:
    window = open_window(VIEW + "&y=1962-10-16/1962-10-30", atlas=built_in)
    canvas = window.timeline.canvas
    bar = canvas.chronicle().spans[0]
    title = say(built_in.events[bar.event].title, "en")
    menu = asked(window, QPointF((bar.left + bar.right) / 2, canvas.rows.spans + 10 * bar.lane + 4))
    assert f"Only the time of “{title}”" in [action.text() for action in menu.actions()]
    choose(menu, f"Open “{title}”")
    assert window.state.view.selected == bar.event


def test_a_range_is_dragged_as_a_whole_and_stops_at_the_ends_of_the_atlas(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&u=1960-01-01/1965-12-31", atlas=built_in)
    canvas = window.timeline.canvas
    head, length = canvas.rows.changes + 1, day_of("1965-12-31") - day_of("1960-01-01")
    before = window.state.view
    assert canvas.tip_at(spot(window, "1964-01-01", head)) == window.say("timeline.range_bar")
    for _ in drag(canvas, spot(window, "1964-01-01", head), spot(window, "1974-01-01", head)):
        settle(window)
        moved = window.state.view
        assert moved.range is not None
        assert moved.range[1] - moved.range[0] == length
        assert moved.instant - moved.range[0] == before.instant - day_of("1960-01-01"), "the day shown keeps its place in it"
    assert moved.range is not None
    assert abs(moved.range[0] - day_of("1970-01-01")) < 40
    for _ in drag(canvas, spot(window, "1972-01-01", head), QPointF(canvas.width() + 400, head)):
        pass
    assert told(window) == (iso(built_in.span.end - 1 - length), "2022-12-31")
    window.state.go_back()
    assert window.state.view.range == moved.range, "a drag is one step"
    window.state.go_back()
    assert window.state.view == before


def test_keys_move_a_range_by_its_length_and_brush_the_era_of_the_day(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1962-10-22&l=en&u=1962-10-16/1962-10-28", atlas=built_in)
    window.map.setFocus()
    key(")")
    assert told(window) == ("1962-10-29", "1962-11-10")
    assert iso(window.state.view.instant) == "1962-11-04"
    key("(", times=2)
    assert told(window) == ("1962-10-03", "1962-10-15")
    key("x")
    assert not window.commands["range_later"].possible
    window.state.change(eras="lecture-chapters")
    key("e")
    assert told(window) == ("1953-08-08", "1963-08-05"), "of the eras of the day the shorter"
    key("e")
    assert told(window) == ("1962-10-01", "1975-07-31")
    key("e")
    assert told(window) is None
    window.state.set_view(window.state.view.at(day_of("1930-01-01")))
    assert not window.commands["range_era"].possible


@pytest.mark.parametrize("look", ["light", "dark-high"])
def test_what_is_selected_is_marked_in_time_wherever_the_day_is(look: str, open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1990-01-01&l=en&k={look}&b=0&a=0", atlas=built_in)
    canvas, focus = window.timeline.canvas, THEMES[look].focus.lower()

    def marked() -> list[int]:
        settle(window)
        image, y = canvas.grab().toImage(), int(canvas.rows.axis) + 2
        return [x for x in range(image.width()) if image.pixelColor(x, y).name() == focus]

    assert marked() == []
    window.state.change(selected="nomonhan-battle")
    event = built_in.events[window.state.view.selected]
    found = marked()
    assert found
    assert abs(sum(found) / len(found) - canvas.scale().x_of(event.when.start)) < 6
    window.state.set_view(window.state.view.at(day_of("1930-01-01")))
    assert marked() == found, "wherever the day is"
    window.state.change(selected="polity:east-germany")
    found, life = marked(), built_in.polities["east-germany"].life[0]
    assert abs(found[0] - canvas.scale().x_of(life.start)) < 3
    assert abs(found[-1] - canvas.scale().x_of(life.end)) < 3
    place = max(built_in.places, key=lambda name: sum(event.place == name for event in built_in.event_list))
    window.state.change(selected=f"place:{place}")
    assert len(marked()) > 40
    window.state.change(selected="")
    assert marked() == []


@pytest.mark.parametrize(
    ("look", "days"),
    [
        ("&d=1938-03-01", ("1938-03-01",)),
        ("&bs=side;1949-10-07", ("1949-10-07",)),
        ("&bs=swipe;1990-01-01&y=1980-01-01/2000-01-01", ("1990-01-01",)),
        ("&ds=1930-01-01,1948-01-01,2001-01-01", ("1930-01-01", "1948-01-01", "2001-01-01")),
        ("&d=1938-03-01&y=1950-01-01/1970-01-01", ()),
    ],
)
def test_the_other_days_that_are_shown_stand_on_the_timeline(look: str, days: tuple[str, ...], open_window: Open, built_in: Atlas) -> None:
    window = open_window(f"t=1962-10-22&l=en&b=0&a=0{look}", (1600, 1000), atlas=built_in)
    canvas = window.timeline.canvas
    plain = window.state.view.with_(since=None, beside=None, days=())
    y = round(canvas.rows.axis) - 6

    def row() -> list[int]:
        image = canvas.grab().toImage()
        return [image.pixel(x, y) for x in range(image.width())]

    marked = row()
    height = canvas.height()
    window.state.set_view(plain)
    settle(window)
    assert canvas.height() == height
    other = [x for x, (one, two) in enumerate(zip(marked, row(), strict=True)) if one != two]
    wanted = [canvas.scale().x_of(day_of(day) + 0.5) for day in days]
    assert all(any(abs(x - at) <= 7 for at in wanted) for x in other), "nowhere else"
    assert all(any(abs(x - at) <= 7 for x in other) for at in wanted)


def test_periods_lie_within_the_time_of_the_atlas(built_in: Atlas, open_window: Open) -> None:
    window = open_window("t=1917-01-05&l=ja", atlas=built_in)
    view, scale, span = window.state.view, window.timeline.canvas.scale(), built_in.span
    for day in range(span.start, span.end, 97):
        here = view.at(day)
        found = [*era_periods(built_in, here, day), *term_periods(built_in, here, day), bin_period(built_in, here, scale, day)]
        assert found[-1] is not None
        for period in found:
            assert period is not None
            assert span.start <= period.first <= day <= period.last < span.end
            assert period.name
