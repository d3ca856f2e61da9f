"""A reader who presses anything in any order: nothing fails, and what is seen can always be written down and read back."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hands import Open, click, drag, key, settle, wheel
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu

from viewer.carto.view import View
from viewer.ui.window import Window

K = Qt.Key
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
KEYS = (
    *((what, Qt.KeyboardModifier.NoModifier) for what in "[]{}+-=0,.npbzxl<>123"),
    *((what, Qt.KeyboardModifier.NoModifier) for what in (K.Key_Left, K.Key_Right, K.Key_Home, K.Key_End, K.Key_Escape, K.Key_Tab)),
    *((what, Qt.KeyboardModifier.NoModifier) for what in (K.Key_Return, K.Key_F6, K.Key_PageDown, K.Key_Down, K.Key_Up, K.Key_Backtab)),
    (K.Key_L, CTRL),
    (K.Key_T, CTRL),
    (K.Key_F, CTRL),
    (K.Key_D, CTRL),
    (K.Key_M, CTRL),
    (K.Key_K, CTRL),
    (K.Key_Plus, CTRL),
    (K.Key_Minus, CTRL),
    (K.Key_H, CTRL | SHIFT),
    (K.Key_Left, CTRL),
    (K.Key_Up, CTRL),
    (K.Key_Left, ALT),
    (K.Key_Right, ALT),
    (K.Key_Right, SHIFT),
    (K.Key_Up, SHIFT),
    (K.Key_Down, SHIFT),
    (K.Key_PageDown, SHIFT),
    (K.Key_G, CTRL),
)
WORDS = ("Berlin", "壁", "1961-08-13", "khrushchev", "", "zzz", "昭和37年", '"the wall"', "-wall", "<b>&")
SIZES = ((1280, 800), (800, 600), (1024, 700), (1600, 1000), (720, 480))


class Reader:
    """Does one thing after another, the same for the same seed."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window = window
        self.chance = random.Random(seed)
        self.done: list[str] = []
        self.acts: tuple[Callable[[], str], ...] = (
            *(self.press, self.press, self.click_map, self.turn),
            *(self.pull, self.push, self.search, self.resize),
        )

    def point(self) -> QPointF:
        left, top, right, bottom = self.window.map.free
        return QPointF(self.chance.uniform(left, right), self.chance.uniform(top, bottom))

    def press(self) -> str:
        what, modifier = self.chance.choice(KEYS)
        key(what, modifier)
        return f"press {what} {modifier}"

    def click_map(self) -> str:
        scene = self.window.map.scene()
        spots = [QPointF(marker.x, marker.y) for marker in scene.markers] + [self.point()]
        if scene.fan:
            spots += [QPointF(item.x, item.y) for item in scene.fan.items] + [QPointF(scene.fan.x, scene.fan.y)]
        at = self.chance.choice(spots)
        click(self.window.map, at.x(), at.y())
        return f"click {at}"

    def turn(self) -> str:
        at, steps = self.point(), self.chance.choice((-8, -2, 3, 12))
        target = self.chance.choice((self.window.map, self.window.timeline.canvas))
        wheel(target, at.x() % max(target.width(), 1), at.y() % max(target.height(), 1), steps)
        return f"wheel {target.objectName()} {steps}"

    def pull(self) -> str:
        canvas = self.window.timeline.canvas
        target = self.chance.choice((self.window.map, canvas))
        start, end = self.point(), self.point()
        if target is canvas:
            y = self.chance.uniform(2, canvas.height() - 2)
            start, end = QPointF(start.x(), y), QPointF(end.x(), y)
        held = self.chance.choice((Qt.KeyboardModifier.NoModifier, SHIFT))
        for _ in drag(target, start, end, held=held):
            pass
        return f"drag {target.objectName()} {start} {end} {held}"

    def push(self) -> str:
        buttons = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled() and button.window() is self.window
        ]
        if not buttons:
            return "push nothing: all panels are folded away"
        button = self.chance.choice(buttons)
        name = button.text() or button.accessibleName()
        click(button, button.width() / 2, button.height() / 2)
        return f"push {name}"

    def search(self) -> str:
        words = self.chance.choice(WORDS)
        key(K.Key_F, CTRL)
        self.window.finder.search.insert(words)
        key(self.chance.choice((K.Key_Return, K.Key_Escape, K.Key_Down)))
        return f"search {words}"

    def resize(self) -> str:
        size = self.chance.choice(SIZES)
        self.window.resize(*size)
        return f"resize {size}"

    def go_on(self) -> None:
        self.done.append(self.chance.choice(self.acts)())
        for menu in self.window.findChildren(QMenu):
            if menu.isVisible():
                menu.close()
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        self.window.activateWindow()  # a window manager gives the keys back
        QApplication.processEvents()


@pytest.fixture(autouse=True)
def _no_file_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for ask in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *_given, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given, **_named: "")


@pytest.mark.parametrize("seed", range(4))
def test_anything_in_any_order(seed: int, open_window: Open) -> None:
    window = open_window()
    reader = Reader(window, seed)
    for step in range(90):
        reader.go_on()
        view, span = window.state.view, window.state.atlas.span
        told = "\n".join(reader.done[-4:])
        assert window.map.guard.off | window.timeline.canvas.guard.off == set(), told
        assert View.parse(view.text()) == view, told
        assert span.start <= view.instant < span.end, told
        assert window.isVisible(), told
        if step % 30 == 29:
            settle(window)
            assert not window.grab().isNull()
    window.timeline.play.setChecked(False)
    while window.state.can_go_back:
        window.state.go_back()
    settle(window)
