"""A reader's layers in the legends: in sight even where rows are left out, and counted by the day of each map."""

from __future__ import annotations

from pathlib import Path

from hands import Open, settle
from pytestqt.qtbot import QtBot
from test_own_data import added, features

from viewer.model.atlas import Atlas
from viewer.store.imports.desk import file_desk
from viewer.ui.legend.panel import LegendPanel
from viewer.ui.window import Window

CUBA = "t=1962-10-24&c=-78,22&z=3&p=laea&l=en"


def shown(legend: LegendPanel) -> list[tuple[str, int]]:
    """Name and number of the rows of a reader's layers, where they are among those that can be seen."""
    rows = legend._rows
    return [(row.label, row.states) for row in rows.rows[: rows.shown] if row.sort == "extra"]


def opened(open_window: Open, view: str, **more: Atlas) -> Window:
    window = open_window(view, (1600, 900), **more)
    window.own.bring = file_desk
    return window


def test_each_legend_counts_by_the_day_of_its_own_map(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(open_window, f"{CUBA}&bs=side;1962-11-25")
    path = tmp_path / "ships.geojson"
    features(
        path,
        (-70.0, 26.0, {"name": "Essex", "start": "1962-10-22", "end": "1962-11-20"}),
        (-70.0, 28.0, {"name": "Randolph", "start": "1962-10-22", "end": "1962-12-20"}),
    )
    added(qtbot, window, path)
    second = window.comparing.second.legend
    assert second is not None
    assert shown(window.legend) == [("ships.geojson", 2)]
    assert shown(second) == [("ships.geojson", 1)]
    assert window.own.shelf is not None
    window.own.shelf.change(window.own.shown[0].layer.key, called="Carriers")
    assert shown(second) == [("Carriers", 1)]
    window.own.shelf.hide(window.own.shown[0].layer.key, hidden=True)
    assert shown(second) == shown(window.legend) == []


def test_a_second_map_that_is_opened_later_has_them_too(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(open_window, CUBA)
    added(qtbot, window, features(tmp_path / "a.geojson", (-70.0, 26.0, {"name": "Essex", "start": "1962-10-22"})))
    window.comparing.second.start("side", None)
    settle(window)
    assert window.comparing.second.legend is not None
    window.comparing.second.legend.refresh()
    assert shown(window.comparing.second.legend) == [("a.geojson", 1)]


def test_a_layer_is_in_sight_where_the_legend_leaves_rows_out(open_window: Open, built_in: Atlas, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(open_window, CUBA, atlas=built_in)
    added(qtbot, window, features(tmp_path / "a.geojson", (-70.0, 26.0, {"name": "Essex", "start": "1962-10-22"})))
    window.legend.set_room(900.0, 60.0)
    rows = window.legend._rows
    assert rows.shown < len(rows.rows)
    assert shown(window.legend) == [("a.geojson", 1)]
