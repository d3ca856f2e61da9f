"""A reader who presses anything in any order: nothing fails, and what is seen can always be written down and read back."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hands import Open, click, drag, key, settle, texts, wheel
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QFileDialog, QMenu, QWidget

from viewer.carto.scene import marker_at
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.ui.comfort.comfort import COMFORT
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
WITHOUT = ("export", "full_screen")
"""Commands that a test without a window manager and without files has no use for."""
WORDS = ("Berlin", "壁", "1961-08-13", "khrushchev", "", "zzz", "昭和37年", '"the wall"', "-wall", "<b>&")
LINKS = (
    "t=1961-08-13&p=laea&c=13.4,52.5&z=4&s=berlin-opened&k=dark",
    "t=1975-01-01&p=globe&c=179.9,-89&j=-135&l=en&n=ja%2Ben",
    "t=1962-10-22&bs=swipe;1950-01-01&k=light-high",
    "t=1962-10-22&d=1950-01-01&p=arctic&x=events,names",
    "t=1962-10-22&ds=1949-01-01,1961-08-13",
    "t=1962-10-22&o=the-wall:2&u=1961-01-01/1962-01-01",
    "t=0000-00-00",
    "z=nan&c=1e400,\x00",
    "s=polity:&f=:-1&g=%00&v=nobody&w=none&r=none&fo=near:x",
    "&&&=" * 900,
)
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
            *(self.paste, self.paste, self.command, self.grow, self.ask_menu, self.undo),
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

    def paste(self) -> str:
        text = self.chance.choice(LINKS)
        QApplication.clipboard().setText(text)
        self.window.commands["open_link"].act()
        return f"paste {text[:60]}"

    def command(self) -> str:
        command = self.chance.choice([each for each in self.window.commands if each.possible and each.id not in WITHOUT])
        command.act()
        return f"command {command.id}"

    def grow(self) -> str:
        percent = self.chance.choice((90, 100, 130, 160))
        COMFORT.set_percent(percent)
        return f"text {percent}"

    def ask_menu(self) -> str:
        at = self.point().toPoint()
        target = self.chance.choice((self.window.map, self.window.timeline.canvas))
        reason = self.chance.choice((QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard))
        QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))
        return f"menu {target.objectName()} {at}"

    def undo(self) -> str:
        back, steps = self.chance.random() < 0.6, self.chance.randrange(1, 6)
        for _ in range(steps):
            (self.window.state.go_back if back else self.window.state.go_forward)()
        return f"{'back' if back else 'forward'} {steps}"

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


def seen_texts(widget: QWidget) -> list[str]:
    """The words of a panel and the rows of its lists."""
    found = texts(widget)
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            found += [str(model.index(row, 0).data()) for row in range(min(model.rowCount(), 40))]
    return found


def check_at_rest(window: Window, told: str) -> None:
    """What came about step by step is what would be made at once: the land px for px, the words of each panel, the marks that are hit."""
    window.timeline.play.setChecked(False)
    window.state.settle()
    settle(window)
    view, layer, map_ = window.state.view, window.map.layer, window.map
    if map_.isVisible():
        fresh = PoliticalLayer(window.state.atlas, THEMES[view.theme])
        fresh.set_look(THEMES[view.theme], view.hidden_layers)
        fresh.prepare(map_.viewport())
        fresh.update(view.instant, view.viewpoint)
        assert fresh.image == layer.image, told
        markers = map_.scene().markers
        assert all(marker_at(map_.scene(), marker.x, marker.y) is not None for marker in markers if not map_.scene().fan), told
    for panel, again in ((window.legend, window.legend.renew), (window.finder.events, window.finder.events.refresh)):
        if panel.isVisible():
            before = seen_texts(panel)
            again()
            QApplication.processEvents()
            assert seen_texts(panel) == before, told


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
            check_at_rest(window, told)
            assert not window.grab().isNull()
    window.timeline.play.setChecked(False)
    while window.state.can_go_back:
        window.state.go_back()
    settle(window)
