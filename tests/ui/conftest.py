"""The window on an atlas, without a screen: opened once a session, a fresh window for each test."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hands import PATIENCE_MS, Open, settle
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.paint.overlay.glyphs import Glyphs
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import cache_folder
from viewer.store.resources import font_files, interface_words, read_icon
from viewer.ui.application import Resources, application, make_window
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.comfort.motion import MOTION
from viewer.ui.memory import Session
from viewer.ui.window import Window

_ENDED = count(1)
"""Counts the tests of the window that have ended."""
SAMPLE = Path(__file__).parent.parent / "data" / "sample"


@pytest.fixture(scope="session")
def resources(qapp: QApplication) -> Resources:
    """What the program brings, with its fonts installed and its style set."""
    made = Resources(font_files(), cache(read_icon), interface_words())
    application(made.fonts)
    return made


@pytest.fixture(scope="session")
def sample() -> Atlas:
    """The small atlas of tests/data/sample."""
    return open_atlas(SAMPLE, cache_folder())


@pytest.fixture(scope="session", autouse=True)
def _each_icon_is_drawn_once() -> Iterator[None]:
    """Let all windows of a run share the images of icons: each would draw its own eighty."""
    drawn: dict[tuple[object, ...], QImage] = {}
    render = Glyphs._render

    def once(glyphs: Glyphs, *look: Any) -> QImage:
        key = (glyphs._read, *look)
        if key not in drawn:
            drawn[key] = render(glyphs, *look)
        return drawn[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Glyphs, "_render", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def _patience() -> Iterator[None]:
    """Wait for what must happen as long as a busy machine takes: the usual five seconds fail there."""
    with pytest.MonkeyPatch.context() as patch:
        for wait in (QtBot.waitUntil, QtBot.waitExposed, QtBot.waitSignal):
            patch.setitem(wait.__kwdefaults__, "timeout", PATIENCE_MS)
        yield


@pytest.fixture(autouse=True)
def _no_heap_of_windows() -> Iterator[None]:
    """Collect windows that are gone now and then: Python does not count their pictures, and would let gigabytes of them stand."""
    yield
    if next(_ENDED) % 8 == 0:
        gc.collect()


@pytest.fixture
def open_window(qtbot: QtBot, resources: Resources, sample: Atlas) -> Iterator[Open]:
    """Call it as open_window(view="", size=(1280, 800), atlas=..., session=...): a window that is shown, active and sharp.

    At the end no layer of it may have failed in painting, unless the test forgives it by the property `forgiven`.
    """
    opened: list[Window] = []

    def open_it(
        view: str = "", size: tuple[int, int] = (1280, 800), *, atlas: Atlas | None = None, session: Session | None = None
    ) -> Window:
        window = make_window(atlas or sample, view or None, resources, session)
        qtbot.addWidget(window)
        if session is None:
            window.resize(*size)
        QCursor.setPos(10, 10)  # as at the start, not where the test before left it: a list under the mouse does not scroll by itself
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        settle(window)
        opened.append(window)
        return window

    yield open_it
    failed = [each.map.guard.off | each.timeline.canvas.guard.off for each in opened if not each.property("forgiven")]
    for window in opened:
        window.timeline.play.setChecked(False)
        window.close()
    assert not any(failed), "a layer failed in painting"


@pytest.fixture
def window(open_window: Open) -> Window:
    """A window of 1280 x 800 on the sample, as it opens."""
    return open_window()


@pytest.fixture(autouse=True)
def _calm() -> Iterator[None]:
    """Nothing moves by itself, unless a test chooses so: a hand that tests is quicker than a flight."""
    before = MOTION.choice
    MOTION.choose("reduced")
    COMFORT.set_percent(100)
    yield
    MOTION.choose(before)
    COMFORT.set_percent(100)
