"""What a reader adds is seen: where nothing of it is in sight, the map goes there, by one step that can be taken back."""

from __future__ import annotations

from pathlib import Path

from hands import Open, child, push, settle
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from test_own_data import added, features, tone_at

from viewer.model.time import day_of, iso
from viewer.store.imports.desk import file_desk
from viewer.ui.window import Window

HAVANA = "t=1962-10-24&c=-78,22&z=3&p=laea&l=en"


def opened(open_window: Open) -> Window:
    window = open_window(HAVANA)
    window.own.bring = file_desk
    return window


def test_what_is_out_of_sight_is_gone_to_and_one_step_back_returns(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(open_window)
    before = window.state.view
    path = features(tmp_path / "a.geojson", (139.7, 35.7, {"name": "Tokyo"}), (135.5, 34.7, {"name": "Osaka"}))
    added(qtbot, window, path)
    for lonlat in ((139.7, 35.7), (135.5, 34.7)):
        assert tone_at(window, lonlat)
    assert window.state.view.instant == before.instant
    window.state.go_back()
    assert window.state.view == before


def test_what_is_of_another_day_is_shown_on_the_nearest_of_its_days(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(open_window)
    span = [("1945-08-06", "1945-08-09"), ("1971-01-01", "1971-12-31")]
    path = features(tmp_path / "a.geojson", *((132.5, 34.4, {"start": first, "end": last}) for first, last in span))
    added(qtbot, window, path)
    assert iso(window.state.view.instant) == "1971-01-01"
    assert tone_at(window, (132.5, 34.4))


def test_what_is_seen_moves_nothing(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(open_window)
    before = window.state.view
    path = features(tmp_path / "a.geojson", (-75.0, 22.0, {"name": "Near"}), (139.7, 35.7, {"name": "Far"}))
    added(qtbot, window, path)
    assert window.state.view == before
    gone = features(tmp_path / "b.geojson", (-75.0, 22.0, {"date": "0800-12-25"}))
    window.state.set_view(before.at(day_of("1961-08-13")))
    added(qtbot, window, gone)
    assert iso(window.state.view.instant) == "1961-08-13", "no day of the atlas has anything of it"


def test_all_of_a_layer_is_shown_when_asked_for(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(open_window)
    path = features(tmp_path / "a.geojson", (-75.0, 22.0, {"name": "Near"}), (-30.0, 45.0, {"name": "Ship"}))
    key = added(qtbot, window, path).layer.key
    assert window.own.shelf is not None
    window.own.shelf.hide(key, hidden=True)
    window.own.ask_settings(key)
    button = child(window, QPushButton, "layerShowAll")
    push(button)
    settle(window)
    for lonlat in ((-75.0, 22.0), (-30.0, 45.0)):
        assert tone_at(window, lonlat)
