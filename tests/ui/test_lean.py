"""What a quick start leaves out, and that nothing is left out for good."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from viewer.ui import lean

CODE = """
import gc, linecache, os, sys
from viewer.ui import lean
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


def test_a_pyside_without_the_reading_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean.importlib, "import_module", lambda _name: object())
    try:
        lean.begin()
    finally:
        gc.enable()
