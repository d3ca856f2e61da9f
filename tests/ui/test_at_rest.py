"""A window at rest is at rest: nothing is painted again and again, or a laptop would be warm and timers would wait for ever."""

from __future__ import annotations

import pytest
from hands import Open
from PySide6.QtCore import QEvent, QObject
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


@pytest.mark.parametrize("view", ["", "t=1989-11-09&p=laea&c=13.4,52.5&z=4.2&s=berlin-opened&k=dark", "p=globe&l=en"])
def test_nothing_is_painted_where_nothing_happens(view: str, open_window: Open) -> None:
    window = open_window(view)
    field = window.findChild(QLineEdit, "searchField")
    assert isinstance(field, QLineEdit)
    window.map.setFocus()  # no cursor blinks
    QTest.qWait(2500)  # idle work, tips and notes are done
    painted = Painted()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(painted)
    QTest.qWait(600)
    application.removeEventFilter(painted)
    assert painted.names == []


def test_what_asks_to_be_painted_in_its_own_painting_is_seen(open_window: Open) -> None:
    window = open_window()
    field = window.findChild(QLineEdit, "searchField")
    assert isinstance(field, QLineEdit)
    painted = Painted()
    field.installEventFilter(painted)
    for _ in range(3):
        field.setTextMargins(field.textMargins())  # which asks to paint, even where nothing is new
        QTest.qWait(20)
    assert painted.names
