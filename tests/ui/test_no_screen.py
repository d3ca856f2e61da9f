"""Without a screen the program says so and writes the opening view; it never ends in Qt's abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from viewer.carto.view import View
from viewer.model.atlas import Atlas

SAMPLE = Path(__file__).parent.parent / "data" / "sample"


def start(folder: Path, root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Start the program in a folder, with no screen of any kind."""
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in gone} | {"PYTHONPATH": str(root)} | more
    return subprocess.run(
        [sys.executable, "-m", "viewer", *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_opening_view_is_written_instead(tmp_path: Path, root: Path, built_in: Atlas) -> None:
    done = start(tmp_path, root)
    assert done.returncode == 0, done.stderr
    assert "no screen" in done.stdout
    assert "bloc-atlas.png" in done.stdout
    reader = QImageReader(str(tmp_path / "bloc-atlas.png"))
    assert (reader.size().width(), reader.size().height()) == (1920, 1080)
    assert View.parse(reader.text("bloc-atlas-view")).instant == View.parse(built_in.opening_view).instant


@pytest.mark.skipif(sys.platform != "linux", reason="only X servers can be named and missing")
def test_a_screen_that_does_not_answer_is_no_screen(tmp_path: Path, root: Path) -> None:
    done = start(tmp_path, root, "run", str(SAMPLE), "--view", "t=1975-01-01", DISPLAY=":987")
    assert done.returncode == 0, done.stderr
    assert ":987" in done.stdout
    assert (tmp_path / "bloc-atlas.png").is_file()


def test_a_folder_that_cant_be_written_is_told(tmp_path: Path, root: Path) -> None:
    (tmp_path / "bloc-atlas.png").mkdir()
    done = start(tmp_path, root, "run", str(SAMPLE))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "`bloc-atlas.png` is a folder" in done.stderr
