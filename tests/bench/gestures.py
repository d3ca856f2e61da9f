"""What a hand does on the window, as real mouse events; each gives the seconds of its frames, from the event until all is painted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from viewer.ui.window import Window

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_PLAIN = Qt.KeyboardModifier.NoModifier


def framed(act: Callable[[], object]) -> float:
    """Seconds of an act until the window has painted it."""
    begin = time.perf_counter()
    act()
    QCoreApplication.processEvents()
    return time.perf_counter() - begin


def _mouse(widget: QWidget, sort: QEvent.Type, at: QPointF, *, held: bool) -> None:
    button = _NONE if sort == QEvent.Type.MouseMove else _LEFT
    event = QMouseEvent(sort, at, widget.mapToGlobal(at), button, _LEFT if held else _NONE, _PLAIN)
    QCoreApplication.sendEvent(widget, event)


def _drag(widget: QWidget, stops: Iterable[QPointF], start: QPointF) -> list[float]:
    """Press at the start, move over the stops, let go at the last; the frames of the moves."""
    _mouse(widget, QEvent.Type.MouseButtonPress, start, held=True)
    times, last = [], start
    for last in stops:
        times.append(framed(lambda at=last: _mouse(widget, QEvent.Type.MouseMove, at, held=True)))
    _mouse(widget, QEvent.Type.MouseMove, last, held=True)  # held still: nothing glides on
    time.sleep(0.2)
    _mouse(widget, QEvent.Type.MouseMove, last, held=True)
    _mouse(widget, QEvent.Type.MouseButtonRelease, last, held=False)
    QCoreApplication.processEvents()
    return times


def drag_thumb(window: Window, days: Iterable[int]) -> list[float]:
    """Drag the thumb over days; a frame for each."""
    canvas = window.timeline.canvas
    down = canvas.rows.axis + 8.0

    def at(day: int) -> QPointF:
        return QPointF(canvas.scale().x_of(day + 0.5), down)

    return _drag(canvas, map(at, days), at(window.state.view.instant))


def drag_map(window: Window, moves: int) -> list[float]:
    """Drag the map to the right and down, three and one px at a time."""
    left, top, right, bottom = window.map.free
    start = QPointF((left + right) / 2 - 150, (top + bottom) / 2 - 50)
    return _drag(window.map, (start + QPointF(3 * n, n) for n in range(2, moves + 2)), start)


def turn_wheel(window: Window, turns: int) -> list[float]:
    """Turn the wheel over the map by a third of a notch at a time: half of the turns to come closer, half back."""
    left, top, right, bottom = window.map.free
    at = QPointF((left + right) / 2 + 60, (top + bottom) / 2)

    def turn(by: int) -> None:
        where, phase = window.map.mapToGlobal(at), Qt.ScrollPhase.NoScrollPhase
        QCoreApplication.sendEvent(window.map, QWheelEvent(at, where, QPoint(), QPoint(0, by), _NONE, _PLAIN, phase, False))

    return [framed(lambda by=40 if n < turns // 2 else -40: turn(by)) for n in range(turns)]
