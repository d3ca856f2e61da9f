"""A start shows the window as it was left, then the window itself in its place; hands and keys lose nothing by that."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from viewer import cli
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.picture import WindowPicture
from viewer.store.locations import cache_folder, session_file
from viewer.store.personal import last_picture as kept
from viewer.store.personal.last_picture import LastPicture
from viewer.ui import application, last_picture, leaving
from viewer.ui.accessibility.accessible import _window_of
from viewer.ui.leaving import Leaving
from viewer.ui.start import lean, shell
from viewer.ui.start.display import bring_back
from viewer.ui.start.shell import Shell, open_shell
from viewer.ui.window import Window

LEFT = "t=1989-11-09&l=en&k=dark&s=&z=2.1&c=10,40"
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
Act = Callable[[Window], None]


class Starts:
    """Starts of the program, one after the other, each until its window was closed."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.frames: list[QPixmap | None] = []
        """The first frame of each start; None where no picture was shown."""
        self.shell: Shell | None = None
        self.keeper: LastPicture | None = None
        self.at_once: Act = lambda _window: None
        patch.setattr(shell, "open_shell", self._open_shell)
        patch.setattr(application, "bring_back", self._opened)
        patch.setattr(application, "_STARTED_MS", 10**8)  # what ends a start would come in the midst of another test
        patch.setattr(application, "_TOUR_MS", 10**8)
        self._loaded, self.rest = LastPicture.load, LastPicture.rest
        patch.setattr(LastPicture, "load", lambda keeper: self._load(keeper))  # noqa: PLW0108 - a bound method would not be told which
        self._act: Act | None = None

    def _load(self, keeper: LastPicture) -> WindowPicture | None:
        self.keeper = keeper
        return self._loaded(keeper)

    def _open_shell(self, picture: WindowPicture) -> Shell | None:
        self.shell = open_shell(picture)
        self.frames[-1] = self.shell.grab() if self.shell else None
        return self.shell

    def _opened(self, window: Window) -> None:
        bring_back(window)
        QTimer.singleShot(0, window, lambda: self.at_once(window))
        end = QTimer(window, interval=60_000, singleShot=True)  # whatever happens, the test ends
        end.timeout.connect(lambda: window.window().close())
        end.start()
        watch = QTimer(window, interval=10)

        def look() -> None:
            covered = self.shell is not None and self.shell.cover is not None
            if self._act is not None and window.map.whole and not window.map.busy and not lean.holding() and not covered:
                watch.stop()
                end.stop()
                act, self._act = self._act, None
                try:
                    act(window)
                finally:
                    window.window().close()

        watch.timeout.connect(look)
        watch.start()

    def start(self, act: Act = lambda _window: None) -> None:
        """Start, act when the window is complete, close it."""
        self._act, self.shell = act, None
        self.frames.append(None)
        assert cli.main(["run"]) == 0
        assert self._act is None, "the window was never complete"


@pytest.fixture
def starts(qapp: QApplication, sample: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starts]:
    del sample  # compiled by now
    monkeypatch.setattr(cli, "_folder", lambda _options: SAMPLE)
    monkeypatch.setenv("BLOC_ATLAS_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("BLOC_ATLAS_CACHE", str(_cache(tmp_path)))
    monkeypatch.setattr(kept, "_PACKAGE", tmp_path / "none")  # where the program is being written while it is tested, nothing fits
    monkeypatch.setattr(kept, "resources_folder", lambda: tmp_path / "none")
    monkeypatch.setattr(kept, "data_folder", lambda: tmp_path / "none")
    (tmp_path / "none").mkdir()
    hook, limits, running = sys.excepthook, gc.get_threshold(), gc.isenabled()
    session = session_file()
    session.parent.mkdir()
    session.write_text(json.dumps({"version": 1, "view": LEFT, "tour": "seen", "geometry": placed(760, 560)}), encoding="utf-8")
    yield Starts(monkeypatch)
    sys.excepthook = hook
    gc.unfreeze()
    gc.set_threshold(*limits)
    gc.enable() if running else gc.disable()
    qapp.processEvents()


def _cache(folder: Path) -> Path:
    """A cache of its own, in which the atlas of the session is compiled already."""
    made = folder / "cache"
    shutil.copytree(cache_folder(), made, ignore=shutil.ignore_patterns("plates", "last-picture.bin"))
    return made


def last_picture_file() -> Path:
    return cache_folder() / "last-picture.bin"


def unlike(one: QPixmap, other: QPixmap) -> float:
    """Share of the pixels in which two pictures differ to the eye."""
    assert one.size() == other.size()
    first, second = (_array(picture.toImage()) for picture in (one, other))
    return float((np.abs(first - second).max(axis=2) > 24).mean())


def _array(image: QImage) -> np.ndarray[tuple[int, int, int], np.dtype[np.int16]]:
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.width(), 4)[..., :3].astype(np.int16)


def placed(wide: int, high: int) -> str:
    """Place and size of a window, as a session remembers them."""
    like = QWidget()
    like.setGeometry(12, 34, wide, high)
    return bytes(like.saveGeometry().toBase64().data()).decode("ascii")


def picture(wide: int, high: int, geometry: str = "") -> WindowPicture:
    return WindowPicture(wide, high, 1.0, "Atlas", geometry, memoryview(bytearray(b"\x30\x60\x90\xff" * (wide * high))))


def test_the_next_start_shows_the_window_as_it_was_left_and_then_the_same_live(starts: Starts) -> None:
    starts.start()
    assert starts.frames == [None], "at the first start there is nothing to show"
    seen: list[QPixmap] = []

    def look(window: Window) -> None:
        frame = window.window()
        assert frame is starts.shell
        assert window.geometry() == frame.rect()
        assert frame.windowTitle() == window.windowTitle() != ""
        assert starts.shell.cover is None
        seen.append(frame.grab())

    starts.start(look)
    first = starts.frames[1]
    assert first is not None
    assert unlike(first, seen[0]) < 0.001
    assert len(set(_array(first.toImage()).reshape(-1, 3)[::97].sum(axis=1).tolist())) > 20, "a map, not an empty frame"


def test_what_is_done_while_the_window_is_made_reaches_it(starts: Starts) -> None:
    starts.start()
    days: list[int] = []

    def hurry(open_it: Callable[[WindowPicture], Shell | None]) -> Callable[[WindowPicture], Shell | None]:
        def open_and_type(picture: WindowPicture) -> Shell | None:
            opened = open_it(picture)
            assert opened is not None
            handle = opened.windowHandle()
            for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.postEvent(handle, QKeyEvent(sort, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier))
            at = QPointF(opened.width() - 30, 30)  # the last button of the bar: help, or the menu with what has no room
            for sort, held in (
                (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
                (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
            ):
                mouse = QMouseEvent(sort, at, opened.mapToGlobal(at), Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier)
                QCoreApplication.postEvent(handle, mouse)
            return opened

        return open_and_type

    shell.open_shell = hurry(shell.open_shell)  # the fixture puts it back
    shown: list[str] = []

    def look(window: Window) -> None:
        days.append(window.state.view.instant)
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        shown.append(type(popup).__name__)
        if popup is not None:
            popup.close()

    starts.start(look)
    assert days == [View.parse(LEFT).instant + 1]
    assert shown != ["NoneType"], "a click that came early was lost"


def test_a_hand_that_is_quick_is_answered_before_list_and_details_are_there(starts: Starts) -> None:
    starts.start()
    found: list[object] = []

    def act(window: Window) -> None:
        frame = starts.shell
        assert frame is not None
        assert frame.cover is not None
        found.extend((frame.updatesEnabled(), len(window.finder.events.events)))
        window.state.change(projection="globe")
        mask = frame.cover.mask()
        found.extend((frame.updatesEnabled(), mask.contains(window.finder.geometry().center()), mask.contains(window.rect().center())))

    def look(window: Window) -> None:
        frame = starts.shell
        assert frame is not None
        found.extend((frame.updatesEnabled(), frame.cover, len(window.finder.events.events) > 0, window.map.patient))

    starts.at_once = act
    session = json.loads(session_file().read_text(encoding="utf-8"))
    assert session["finder"] == "yes"
    starts.start(look)
    assert found == [False, 0, True, True, False, True, None, True, False]


def test_a_fault_while_the_picture_is_taken_is_no_bad_end(
    starts: Starts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made to fail")

    monkeypatch.setattr(last_picture, "_taken", fail)
    starts.start()
    assert not last_picture_file().exists()
    assert "made to fail" in caplog.text


@pytest.mark.parametrize("damage", ["bytes", "size", "language"])
def test_a_picture_of_something_else_is_not_shown_and_the_next_start_has_one_again(starts: Starts, damage: str) -> None:
    starts.start()
    file = last_picture_file()
    content = file.read_bytes()
    if damage == "bytes":
        file.write_bytes(content[:-4000] + bytes(4000))
    elif damage == "size":
        file.write_bytes(content[:5000])
    else:
        session = json.loads(session_file().read_text(encoding="utf-8"))
        session_file().write_text(json.dumps(session | {"view": session["view"].replace("l=en", "l=ja")}), encoding="utf-8")
    starts.start()
    assert starts.frames == [None, None]
    starts.start()
    assert starts.frames[2] is not None


def test_full_screen_and_closing_go_through_the_frame(starts: Starts) -> None:
    starts.start()
    seen: list[bool] = []

    def act(window: Window) -> None:
        window.window().activateWindow()
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.desk.palette.isVisible()
        window.desk.palette.dismiss()
        assert _window_of(window.map) is window, "readers of the screen find it in the frame"
        window.desk.classroom()
        seen.extend((window.window().isFullScreen(), window.bare))
        window.desk.classroom()
        seen.extend((window.window().isFullScreen(), window.bare))
        window.window().resize(760, 520)
        QApplication.processEvents()
        seen.append(window.size() == window.window().size())
        window.state.change(theme="light")

    starts.start(act)
    assert seen == [True, True, False, False, True]
    assert "k=dark" not in json.loads(session_file().read_text(encoding="utf-8"))["view"]
    sizes: list[tuple[int, int]] = []
    starts.start(lambda window: sizes.append((window.width(), window.height())))
    assert starts.frames[2] is not None
    assert sizes == [(760, 520)]
    assert starts.frames[2].toImage().pixelColor(380, 4).lightness() > 128, "light, as it was left"


def test_no_widget_is_asked_for_its_screen(root: Path) -> None:
    """PySide makes the screen a child of that widget, ends it with the widget, and the next widget crashes."""
    asked = re.compile(r"\.screen\(\)")
    assert asked.search("window.setScreen(frame.screen())")
    assert [path.name for path in (root / "viewer").rglob("*.py") if asked.search(path.read_text(encoding="utf-8"))] == []


def test_what_is_as_it_was_is_not_taken_again(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> None:
    starts.start()
    stamp = last_picture_file().stat().st_mtime_ns
    starts.start()
    assert starts.frames[1] is not None
    monkeypatch.setattr(last_picture, "_taken", lambda *_: pytest.fail("taken again"))
    starts.start()
    assert last_picture_file().stat().st_mtime_ns == stamp


@pytest.mark.skipif(os.name == "nt", reason="a process that is sent a signal there just ends")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_closes_the_window_which_is_remembered_and_nothing_more_is_made(starts: Starts, name: str) -> None:
    number = getattr(signal, name)
    kept_before = signal.signal(number, before := lambda *_: pytest.fail("nobody listened"))  # a process of xdist ignores SIGINT

    def act(window: Window) -> None:
        window.state.change(theme="light")
        assert signal.getsignal(number) != before, "or the tests would end here"
        os.kill(os.getpid(), number)

    try:
        starts.start(act)
        assert signal.getsignal(number) == before
    finally:
        signal.signal(number, kept_before)
    assert "k=dark" not in json.loads(session_file().read_text(encoding="utf-8"))["view"]
    assert not last_picture_file().exists(), "who is asked to end does not begin something new"


def test_a_console_that_is_closed_on_windows_waits_until_the_session_is_kept(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows ends the process as soon as it has its answer."""
    heard: list[Any] = []

    class System:
        def SetConsoleCtrlHandler(self, handler: Any, add: int) -> None:
            heard.append(handler) if add else heard.remove(handler)

    monkeypatch.setattr(leaving, "_WINDOWS", True)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: {"kernel32": System()}[name])
    answers: list[tuple[int, str]] = []

    def windows(ask: Any) -> None:
        answers.append((ask(0), ""))
        answers.append((ask(2), session_file().read_text(encoding="utf-8")))

    def act(window: Window) -> None:
        window.state.change(theme="light")
        thread = threading.Thread(target=windows, args=heard)
        thread.start()
        while thread.is_alive():
            QApplication.processEvents()
        assert not window.isVisible()

    starts.start(act)
    assert [number for number, _ in answers] == [0, 1]
    assert "k=dark" not in json.loads(answers[1][1])["view"]
    assert heard == [], "it listens no more"
    assert not last_picture_file().exists()


def test_the_end_of_the_desk_saves_the_session_while_the_window_stays(starts: Starts) -> None:
    saved: list[str] = []

    def act(window: Window) -> None:
        window.state.change(theme="light")
        leaving = window.findChild(Leaving)
        assert leaving is not None
        leaving.end_of_the_desk()  # Python can't make the manager that Qt's signal carries
        saved.append(json.loads(session_file().read_text(encoding="utf-8"))["view"])
        assert window.isVisible()

    starts.start(act)
    assert "k=dark" not in saved[0]


def test_a_start_that_comes_meanwhile_need_not_share_the_machine(starts: Starts, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Window] = []
    whole = last_picture.completing

    def interrupted(window: Window) -> Iterator[None]:
        made.append(window)
        for _ in whole(window):
            yield LastPicture(cache_folder(), session_file()).begin()
            made.append(window)

    monkeypatch.setattr(last_picture, "completing", interrupted)
    starts.start()
    assert not last_picture_file().exists()
    assert len(made) == 1, "given up after the first part"


def test_the_memory_of_the_picture_is_given_back(starts: Starts) -> None:
    starts.start()
    given: list[bool] = []

    def look(_window: Window) -> None:
        keeper = starts.keeper
        assert keeper is not None
        assert keeper._mapped is not None
        given.append(keeper._mapped.closed)
        starts.rest(keeper)
        given.append(keeper._mapped.closed)

    starts.start(look)
    assert given == [False, True]


def test_a_picture_of_another_size_is_no_frame(qapp: QApplication) -> None:
    before = len(qapp.topLevelWidgets())
    geometry = placed(740, 500)
    fitting = open_shell(picture(740, 500, geometry))
    assert fitting is not None
    assert fitting.grab().toImage().pixelColor(400, 300).name() == "#906030"
    fitting.close()
    assert fitting.cover is None
    assert open_shell(picture(741, 500, geometry)) is None
    assert open_shell(picture(740, 500)._replace(ratio=2.0, geometry=geometry)) is None
    assert open_shell(picture(900, 700, "no geometry")) is None
    assert len([one for one in qapp.topLevelWidgets() if one.isVisible()]) <= before


def test_a_screen_that_became_smaller_has_no_use_for_the_picture(qapp: QApplication) -> None:
    assert open_shell(picture(3000, 2000, placed(3000, 2000))) is None
