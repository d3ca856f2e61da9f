"""What a reader's hands do, as events of Qt; and what their eyes see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, pairwise
from types import SimpleNamespace
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from viewer.carto.story import Stop, stop_view
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.ui.window import Window

Part = TypeVar("Part", bound=QWidget)

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
Open = Callable[..., Window]
"""Opens a window: see the fixture `open_window`."""
PATIENCE_MS = 30_000
"""However busy the machine is, what is to happen has happened by then."""


def settle(window: Window) -> None:
    """Let everything that waits happen, and make the map sharp."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    window.map.sharpen()
    QApplication.processEvents()


def bring_up(window: Window, name: str) -> None:
    """Open what no View tells of: the first step of a story, the editor of stories, the tour; nothing for another name."""
    if name == "story":
        window.state.set_view(stop_view(Stop(window.state.atlas.stories[0], 1), window.state.view))
    if name == "editor":
        window.writing.toggle()
        window.writing.record()
    if name == "tour":
        window.desk.show_tour()
    settle(window)


def click(widget: QWidget, x: float, y: float) -> None:
    """Move there, press and release."""
    at = QPoint(round(x), round(y))
    QTest.mouseMove(widget, at)
    QTest.mouseClick(widget, LEFT, NONE, at)
    QApplication.processEvents()


def push(button: QAbstractButton) -> None:
    """Click the middle of a button that can be seen and is enabled."""
    assert button.isVisible(), button.objectName() or button.text()
    assert button.isEnabled(), button.objectName() or button.text()
    click(button, button.width() / 2, button.height() / 2)


def drag(widget: QWidget, *stops: QPointF, held: Qt.KeyboardModifier = NONE) -> Iterator[int]:
    """Press at the first stop and move over the others; gives the number of each stop that was reached, then lets go."""
    QTest.mousePress(widget, LEFT, held, stops[0].toPoint())
    screen = [QPointF(widget.mapToGlobal(stop.toPoint())) for stop in stops]  # what is dragged may itself move under the hand
    for number, (start, end) in enumerate(pairwise(screen), 1):
        for part in (0.25, 0.5, 0.75, 1.0):
            _move(widget, QPointF(widget.mapFromGlobal((start + (end - start) * part).toPoint())))
        yield number
    QTest.mouseRelease(widget, LEFT, NONE, widget.mapFromGlobal(screen[-1].toPoint()))
    QApplication.processEvents()


def _move(widget: QWidget, to: QPointF) -> None:
    """Move with the button held: QTest.mouseMove forgets the button without a screen."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    where = QPointF(widget.mapToGlobal(to.toPoint()))
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, QPointF(to.toPoint()), where, Qt.MouseButton.NoButton, LEFT, NONE))
    QApplication.processEvents()


def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each movement of a hand that drags take 6 ms, however long the machine takes to follow: else a slow one never flings."""
    moments = count(1)
    monkeypatch.setattr("viewer.ui.comfort.glide.time", SimpleNamespace(monotonic=lambda: next(moments) * 0.006))


def wheel(widget: QWidget, x: float, y: float, steps: int) -> None:
    """Turn the wheel by steps of 120 over a point; more than 0 is away from the reader."""
    at = QPointF(x, y)
    where = QPointF(widget.mapToGlobal(at.toPoint()))
    turn = QPoint(0, 120 if steps > 0 else -120)
    for _ in range(abs(steps)):
        event = QWheelEvent(at, where, QPoint(), turn, Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def key(what: str | Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    """Press a key where the focus is, as the keyboard does."""
    for _ in range(times):
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None, "no window is active"
        if isinstance(what, str):
            QTest.keyClicks(target, what, modifier)
        else:
            QTest.keyClick(target, what, modifier)
        QApplication.processEvents()


def texts(widget: QWidget) -> list[str]:
    """All words that can be seen in a widget, its tooltips and accessible names."""
    found: list[str] = []
    for each in (widget, *widget.findChildren(QWidget)):
        if not each.isVisible():
            continue
        if isinstance(each, QLabel | QAbstractButton):
            found.append(each.text())
        if isinstance(each, QLineEdit):
            found += [each.text(), each.placeholderText()]
        found += [each.toolTip(), each.accessibleName(), each.accessibleDescription()]
    return [text for text in found if text]


def child(parent: QWidget, kind: type[Part], name: str) -> Part:
    """The part of a widget that bears a name."""
    found = parent.findChild(kind, name)
    assert isinstance(found, kind), f"there is no {name}"
    return found


def shown_holder(layer: PoliticalLayer, pixel: tuple[float, float]) -> int:
    """The index of the polity whose land the picture shows under a pixel; there must be land."""
    zone, state = layer.zone_at(*pixel), layer.state
    assert zone is not None, "no land lies there"
    assert state is not None
    return int(state.holder[zone])


def holder_at(window: Window, lonlat: tuple[float, float]) -> str:
    """Who holds the land that the map shows at a place on the day of the View: asked by the ID of the pixel."""
    settle(window)
    pixel = window.map.viewport().pixel_of(lonlat)
    assert pixel is not None, "the place is not on the map"
    unit = window.map.unit_at(*pixel)
    assert unit is not None, "no land lies there"
    atlas = window.state.atlas
    holder = int(atlas.territory.holders(window.state.view.instant)[unit])
    return atlas.polity_list[holder].id if holder >= 0 else ""


def place(window: Window, name: str) -> tuple[float, float]:
    """Where a place of the atlas lies."""
    return window.state.atlas.places[name].lonlat


class Remembered:
    """A session that lasts as long as the test."""

    damaged = False

    def __init__(self) -> None:
        self.content: dict[str, str] = {}

    def load(self) -> dict[str, str]:
        return dict(self.content)

    def save(self, content: dict[str, str]) -> bool:
        self.content = dict(content)
        return True
