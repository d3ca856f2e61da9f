"""The picture with which a window was closed is there at once when it opens again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hands import settle
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.paint.plate.plate import Workshop
from viewer.store.personal.plates import PlateShelf
from viewer.store.personal.session import SessionFile
from viewer.ui.application import Resources, make_window
from viewer.ui.window import Window


def start(qtbot: QtBot, resources: Resources, sample: Atlas, folder: Path, text: str | None = None) -> Window:
    """Start as the command line does, with a session and a shelf in a folder."""
    window = make_window(sample, text, replace(resources, shelf=PlateShelf(folder / "plates")), SessionFile(folder))
    qtbot.addWidget(window)
    if not window.placed:
        window.resize(760, 560)  # within the screen, or it would open smaller
    with qtbot.waitExposed(window):
        window.show()
    settle(window)
    return window


def picture(window: Window) -> QImage:
    return window.map.layer.image.copy()


@pytest.mark.parametrize("text", [None, "t=1989-11-09&p=laea&c=13.40123456,52.5&z=4.2512345&k=dark&x=rivers"])
def test_the_next_start_draws_no_plate_and_shows_the_same(
    qtbot: QtBot, resources: Resources, sample: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    window = start(qtbot, resources, sample, tmp_path, text)
    window.close()
    assert window.map.layer.viewport is not None
    shown = picture(window)
    drawn: list[object] = []
    steps = Workshop.steps
    monkeypatch.setattr(Workshop, "steps", lambda *given: drawn.append(given[1]) or steps(*given))
    again = start(qtbot, resources, sample, tmp_path)
    assert again.map.layer.viewport == window.map.layer.viewport
    assert picture(again) == shown
    assert again.map.layer.viewport not in drawn, "a plate is made though it was kept"  # the whole earth may be begun already


def test_a_damaged_shelf_only_costs_time(qtbot: QtBot, resources: Resources, sample: Atlas, tmp_path: Path) -> None:
    window = start(qtbot, resources, sample, tmp_path)
    window.close()
    shown = picture(window)
    (path,) = (tmp_path / "plates").glob("plate-*")
    path.write_bytes(path.read_bytes()[:-9] + b"\xff" * 9)
    again = start(qtbot, resources, sample, tmp_path)
    assert picture(again) == shown
