"""The lane of land is chosen like a series: the timeline makes room for it, and it follows the reading of the blocs."""

from __future__ import annotations

from hands import Open, push, settle
from PySide6.QtWidgets import QMenu

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.timeline.land_lane import LANE
from viewer.ui.window import Window


def choose_land(window: Window) -> None:
    push(window.timeline.series)
    menus = [menu for menu in window.timeline.series.findChildren(QMenu) if menu.objectName() == "seriesMenu"]
    action = next(action for action in menus[-1].actions() if action.text() == "Land by bloc")
    action.trigger()
    menus[-1].close()
    settle(window)


def lane(window: Window) -> bytes:
    rows, canvas = window.timeline.canvas.rows, window.timeline.canvas
    image = canvas.grab(canvas.rect().adjusted(100, round(rows.spans + 24), -30, -round(canvas.height() - rows.bars + 16))).toImage()
    return bytes(image.constBits())


def test_the_lane_opens_tells_its_numbers_follows_the_scheme_and_goes(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1975-01-01&l=en&s=", (1600, 1000), atlas=built_in)
    settle(window)
    before, map_foot = window.timeline.canvas.height(), window.map.free[3]
    choose_land(window)
    assert window.state.view.series == "land"
    assert window.timeline.canvas.height() == before + LANE
    assert window.map.free[3] == map_foot - LANE
    assert "Land by bloc" in window.timeline.series.text()
    told = window.timeline.canvas.accessibleDescription()
    assert "Warsaw Pact 23" in told
    spheres = lane(window)
    window.state.change(scheme="economy")
    settle(window)
    assert lane(window) != spheres
    window.state.set_view(window.state.view.at(day_of("1992-06-01")))
    settle(window)
    assert "Comecon" not in window.timeline.canvas.accessibleDescription()
    window.state.change(series="")
    settle(window)
    assert window.timeline.canvas.height() == before
    assert "km" not in window.timeline.canvas.accessibleDescription()


def test_a_low_window_folds_the_lane_away_with_the_rows(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1975-01-01&l=en&s=&r=land", (1100, 600), atlas=built_in)
    settle(window)
    assert window.timeline.canvas.rows.folded
    assert window.timeline.canvas.rows.lane == 0


def test_the_legend_gives_way_where_the_lane_takes_the_room(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1975-01-01&l=en&s=", (1280, 800), atlas=built_in)
    settle(window)
    tall = window.legend.height()
    window.state.change(series="land")
    settle(window)
    assert window.legend.height() < tall / 2
    assert window.legend.fold_button.isVisible()
