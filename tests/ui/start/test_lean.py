"""What a quick start leaves out, and that nothing is left out for good."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from unittest.mock import Mock

import pytest
from hands import Open, settle
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.model.time import iso
from viewer.ui import application
from viewer.ui.application import Resources
from viewer.ui.start import lean
from viewer.ui.window import Window

CODE = """
import gc, linecache, os, sys
from viewer.ui.start import lean
assert "numpy" not in sys.modules and "PySide6" not in sys.modules, "too late"
lean.begin()
assert not gc.isenabled()
from viewer.ui.window import Window
read = [name for name in linecache.cache if "viewer" in name]
assert not read, read
assert "numpy.ma" not in sys.modules
lean.started()
assert gc.isenabled() and gc.get_freeze_count() > 1000
"""


def test_no_source_is_read_and_nothing_is_collected_before_the_window_is_there() -> None:
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


FIRST = """
import sys
from PySide6.QtWidgets import QApplication
seen = set(sys.modules)
from viewer import cli
from viewer.store import locations
from viewer.store.personal import last_picture
from viewer.ui.start import lean
lean.spare()
from viewer.ui.start import shell
from viewer.model.picture import WindowPicture
assert shell.open_shell(WindowPicture(1, 1, 1.0, "", "", memoryview(bytes(4)))) is None
more = sorted(name for name in set(sys.modules) - seen if not name.startswith(("viewer", "PySide6")))
print(more, "numpy" in sys.modules, "Qt" in vars(shell), "Qt" in vars(sys.modules["viewer.ui.start.display"]))
"""


def test_next_to_nothing_is_imported_before_the_picture_of_the_last_window_is_shown() -> None:
    run = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    more, *heavy = run.stdout.rpartition("] ")[0], *run.stdout.rpartition("] ")[2].split()
    assert heavy == ["False", "False", "False"], "numpy, and the enumerations of Qt, are for later"
    assert more.count(",") < 8, more


def test_a_pyside_without_the_reading_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean.importlib, "import_module", lambda _name: object())
    try:
        lean.begin()
    finally:
        gc.enable()


def test_what_waits_for_the_first_picture_is_done_once_and_in_order() -> None:
    done: list[str] = []
    acts = {name: (lambda name=name: done.append(name)) for name in "ab"}
    assert not lean.put_off(acts["a"])
    with lean.holding_on():
        assert lean.put_off(acts["b"])
    assert lean.holding()
    assert lean.put_off(acts["a"])
    assert lean.put_off(acts["b"])
    assert not done
    lean.release()
    assert done == ["b", "a"]
    assert not lean.holding()
    lean.release()
    assert done == ["b", "a"]


def test_nothing_waits_for_a_window_that_is_gone() -> None:
    done: list[str] = []
    with lean.holding_on():
        assert lean.put_off(lambda: done.append("late"))
    lean.forget()
    assert not lean.holding()
    lean.release()
    assert done == []


def test_nothing_waits_for_a_window_that_could_not_be_made() -> None:
    with pytest.raises(ValueError, match="no window"), lean.holding_on():
        raise ValueError("no window")
    assert not lean.holding()


def test_the_first_picture_comes_before_list_and_details_which_then_are_complete(
    qtbot: QtBot, resources: Resources, sample: Atlas, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = sample.event_list[len(sample.event_list) // 2]
    text = f"t={iso(event.when.start)}&s={event.id}&l=en"
    shown: list[Window] = []
    monkeypatch.setattr(application, "bring_back", shown.append)
    monkeypatch.setattr(application, "_tell_of_faults", lambda _window: None)
    monkeypatch.setattr(application, "Leaving", lambda _window: Mock(hurried=False))
    monkeypatch.setattr(application.QApplication, "exec", lambda *_: 0)
    assert application.run_window(sample, text, resources, None) == 0
    (window,) = shown
    qtbot.addWidget(window)
    window.resize(1280, 800)
    assert lean.holding()
    assert not window.finder.events.events
    assert not window.details.findChildren(QLabel)
    qtbot.waitUntil(lambda: window.map.layer.viewport is not None)
    qtbot.waitUntil(lambda: not lean.holding())
    usual = open_window(window.state.view.text())  # how far the map is fitted is another matter
    settle(usual)
    assert window.legend.rows == usual.legend.rows
    assert window.legend.size() == usual.legend.size()
    assert window.finder.events.events == usual.finder.events.events
    told, wanted = ([label.text() for label in one.details.findChildren(QLabel)] for one in (window, usual))
    assert told == wanted
    assert event.title["en"] in " ".join(told)


class _Knot:
    """Refers to itself, so that only the garbage collector lets it go."""

    def __init__(self) -> None:
        self.self = self


def test_what_the_start_left_behind_is_let_go_once_it_is_over() -> None:
    limits, running = gc.get_threshold(), gc.isenabled()
    gc.disable()
    try:
        left = weakref.ref(_Knot())
        assert left() is not None
        lean.started()
        assert left() is None
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.set_threshold(*limits)
        gc.enable() if running else gc.disable()
