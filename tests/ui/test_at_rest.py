"""A window at rest is at rest: nothing is painted again and again, or a laptop would be warm and timers would wait for ever."""

from __future__ import annotations

from time import monotonic

import pytest
from hands import PATIENCE_MS, Open, child
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from typing_extensions import override


class Painted(QObject):
    """Counts what is painted, by class."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.names.append(type(watched).__name__)
        return False


def comes_to_rest(painted: Painted, patience_ms: int = PATIENCE_MS) -> bool:
    """Whether nothing at all is painted for more than a second, once idle work, tips and notes are done, however long these take."""
    calm, until = 0, monotonic() + patience_ms / 1000
    while calm < 60 and monotonic() < until:
        before = len(painted.names)
        QTest.qWait(20)
        calm = calm + 1 if len(painted.names) == before else 0
    return calm == 60


@pytest.mark.parametrize("view", ["", "t=1989-11-09&p=laea&c=13.4,52.5&z=4.2&s=berlin-opened&k=dark", "p=globe&l=en"])
def test_nothing_is_painted_where_nothing_happens(view: str, open_window: Open) -> None:
    window = open_window(view)
    window.map.setFocus()  # no cursor blinks
    painted = Painted()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(painted)
    try:
        assert comes_to_rest(painted), painted.names[-20:]
    finally:
        application.removeEventFilter(painted)


def test_what_asks_to_be_painted_in_its_own_painting_is_seen(open_window: Open) -> None:
    window = open_window()
    field = child(window, QLineEdit, "searchField")
    painted = Painted()
    field.installEventFilter(painted)
    for _ in range(3):
        field.setTextMargins(field.textMargins())  # which asks to paint, even where nothing is new
        QTest.qWait(20)
    assert painted.names


def test_a_widget_that_is_painted_for_ever_never_rests(open_window: Open) -> None:
    window = open_window()
    painted = Painted()
    window.map.installEventFilter(painted)
    busy = QTimer(window, interval=30)
    busy.timeout.connect(window.map.update)
    busy.start()
    assert not comes_to_rest(painted, 1500)
    busy.stop()
    assert comes_to_rest(painted)
