"""The layers of a reader from one start to the next: their files are read again, their looks and order stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import Open, Remembered, settle
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from test_own_data import added, features

from viewer.model.extra import Columns
from viewer.store.imports.desk import file_desk, read_added
from viewer.ui.own.keeping import KEY, Kept, read_kept, write_kept
from viewer.ui.own.ports import Origin
from viewer.ui.window import Window

COLUMNS = st.none() | st.builds(Columns, lon=st.text(max_size=5), lat=st.text(max_size=5), title=st.text(max_size=5))
ORIGINS = st.builds(Origin, st.text(max_size=20), COLUMNS, st.text(max_size=5))
LAYERS = st.builds(Kept, ORIGINS, st.text(max_size=20), st.integers(0, 5), st.floats(0.2, 1.0), st.booleans())


@settings(deadline=None)
@given(st.lists(LAYERS, max_size=5))
def test_what_is_kept_is_read_back(layers: list[Kept]) -> None:
    assert read_kept(write_kept(layers)) == layers


@pytest.mark.parametrize(
    "text", ["", "{", "3", '["x"]', '[["a"]]', '[["a", 3, "", "", 0, 1, false]]', '[["a", null, "", "", "x", 1, 0]]', "[" * 99_999]
)
def test_what_is_damaged_is_passed_over(text: str) -> None:
    assert read_kept(text) == []


def test_an_opacity_that_is_no_number_is_the_least() -> None:
    assert [one.opacity for one in read_kept('[["a", null, "", "", 0, NaN, 0], ["b", null, "", "", 0, 7, 0]]')] == [0.2, 1.0]


def test_layers_are_there_again_at_the_next_start(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    session = Remembered()
    window = _opened(open_window, session)
    for name in ("one", "two"):
        added(qtbot, window, features(tmp_path / f"{name}.geojson", (-82.4, 23.1, {"name": name})))
    first, second = (one.layer.key for one in window.own.shown)
    assert window.own.shelf is not None
    window.own.shelf.change(first, called="Sites", tone=3, opacity=0.5)
    window.own.shelf.change(second, hidden=True)
    window.own.shelf.move(first, 1)
    window.close()
    assert "geometry" in session.content
    again = _opened(open_window, session)
    assert again.own.shown == ()
    again.own.restore()
    qtbot.waitUntil(lambda: len(again.own.shown) == 2 and not again.own.restoring, timeout=20_000)
    settle(again)
    assert [(one.name, one.hidden) for one in again.own.shown] == [("two.geojson", True), ("Sites", False)]
    assert (again.own.shown[1].tone, again.own.shown[1].opacity) == (3, 0.5)
    (tmp_path / "two.geojson").unlink()
    again.close()
    third = _opened(open_window, session)
    third.own.restore()
    qtbot.waitUntil(lambda: not third.own.restoring, timeout=20_000)
    assert [one.name for one in third.own.shown] == ["Sites"]
    assert third.own.faults is not None
    assert "two.geojson" in third.own.faults.listing.item(0).text()
    assert "two.geojson" not in session.content.get(KEY, "") or third.desk.memory.get(KEY).count("geojson") == 1


def test_a_file_added_on_the_command_line_is_read_again_when_edited(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    session = Remembered()
    window = _opened(open_window, session)
    path = features(tmp_path / "a.geojson", (-82.4, 23.1, {"name": "One"}))
    window.own.add_read(read_added([path]))
    features(path, (-82.4, 23.1, {"name": "One"}), (-80.4, 23.1, {"name": "Two"}))
    qtbot.waitUntil(lambda: window.own.shown[0].layer.count == 2, timeout=20_000)
    window.close()
    assert not session.content.get(KEY), "what is given on the command line is of this window alone"


def test_what_is_added_again_on_the_command_line_looks_as_it_was_left(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    session = Remembered()
    window = _opened(open_window, session)
    path = features(tmp_path / "a.geojson", (-82.4, 23.1, {"name": "One"}))
    other = features(tmp_path / "b.geojson", (-82.4, 23.1, {"name": "Other"}))
    for each in (path, other):
        added(qtbot, window, each)
    assert window.own.shelf is not None
    window.own.shelf.change(window.own.shown[0].layer.key, called="Sites", tone=3)
    window.close()
    again = _opened(open_window, session)
    again.own.add_read(read_added([path]))  # before the session is asked, as at a start
    assert read_kept(again.desk.memory.get(KEY)) == read_kept(session.content[KEY]), "what waits for its turn is not forgotten"
    again.own.restore()
    qtbot.waitUntil(lambda: not again.own.restoring, timeout=20_000)
    assert sorted((one.name, one.tone) for one in again.own.shown) == [("Sites", 3), ("b.geojson", 1)], "not there twice"
    again.close()
    assert len(read_kept(session.content[KEY])) == 2


def test_stepping_through_own_data_is_remembered(open_window: Open, qtbot: QtBot, tmp_path: Path) -> None:
    session = Remembered()
    window = _opened(open_window, session)
    path = features(tmp_path / "a.geojson", (-82.4, 23.1, {"name": "One", "date": "1962-10-26"}))
    added(qtbot, window, path)
    assert not window.own.switches.stepping.isChecked()
    window.own.switches.stepping.setChecked(True)
    window.close()
    again = _opened(open_window, session)
    again.own.restore()
    qtbot.waitUntil(lambda: len(again.own.shown) == 1, timeout=20_000)
    assert again.own.switches.stepping.isChecked()
    assert again.own.shelf is not None
    assert again.own.shelf.stepping


def _opened(open_window: Open, session: Remembered) -> Window:
    window = open_window("t=1962-10-24&c=-78,22&z=3&p=laea&l=en", session=session)
    window.resize(1280, 800)
    window.own.bring = file_desk
    settle(window)
    return window
