"""Dialogs at every size of text: within their window, nothing cut, all of it reached by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import Open, key, settle
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QLineEdit, QScrollArea, QSpinBox, QWidget

from viewer.model.extra import Columns, TablePreview
from viewer.ui.comfort.comfort import COMFORT
from viewer.ui.own.columns import ColumnsDialog
from viewer.ui.timeline.window_menu import WindowDialog
from viewer.ui.window import Window

HEAD = TablePreview(
    ("経度", "緯度", "日付", "出来事の名前", "備考"),
    tuple((str(row), "35.6", "1962-10-22", "キューバ危機", "表の中では切られるほど長い備考") for row in range(8)),
    Columns(lon="経度", lat="緯度", date="日付", title="出来事の名前"),
)
OPENERS: dict[str, Callable[[Window], object]] = {
    "help": lambda window: window.actions_.help(),
    "columns": lambda window: ColumnsDialog(window.say, window, "places.csv", lambda _: HEAD).open(),
    "export": lambda window: window.actions_.export(),
    "bookmarks": lambda window: window.desk.list_bookmarks(),
    "table": lambda window: window.finding.open_table(),
    "window": lambda window: WindowDialog(window.state, window.words, window.timeline.window_button).open(),
}
ROOMS = [((1280, 800), 160), ((1024, 768), 130), ((720, 480), 160)]


def opened(window: Window) -> QDialog:
    settle(window)
    return next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())


def inner(dialog: QDialog, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(dialog, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("size", "percent"), ROOMS)
@pytest.mark.parametrize("name", OPENERS)
def test_a_dialog_stays_within_its_window_and_cuts_nothing(
    name: str, size: tuple[int, int], percent: int, language: str, open_window: Open
) -> None:
    COMFORT.set_percent(percent)
    window = open_window(f"l={language}", size)
    OPENERS[name](window)
    dialog = opened(window)
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    areas = dialog.findChildren(QScrollArea)
    for part in dialog.findChildren(QWidget):
        if not isinstance(part, QLabel | QAbstractButton | QLineEdit | QComboBox | QSpinBox) or not part.isVisible():
            continue
        area = next((area for area in areas if area.isAncestorOf(part)), None)
        if area is None:
            assert dialog.rect().contains(inner(dialog, part)), part.objectName() or part
        else:
            inside = QRect(part.mapTo(area.widget(), QPoint(0, 0)), part.size())
            assert inside.right() <= area.viewport().width(), "nothing lies beside what can be scrolled"
        if isinstance(part, QLabel) and part.text():
            needed = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
            assert part.height() >= needed - 1, part.text()
            assert part.wordWrap() or part.width() >= part.sizeHint().width() - 1, part.text()
    dialog.close()


@pytest.mark.parametrize("name", OPENERS)
def test_all_of_a_dialog_is_reached_by_keys_and_comes_into_sight(name: str, open_window: Open) -> None:
    COMFORT.set_percent(160)
    window = open_window("l=en", (720, 480))
    OPENERS[name](window)
    dialog = opened(window)
    dialog.activateWindow()
    wanted = {
        part
        for part in dialog.findChildren(QWidget)
        if isinstance(part, QAbstractButton | QComboBox | QLineEdit)
        and part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(part.parentWidget(), QSpinBox | QComboBox)
    }
    reached: set[QWidget] = set()
    for _ in range(30):
        key(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        if isinstance(focus, QAbstractButton | QComboBox | QLineEdit):
            assert not focus.visibleRegion().isEmpty(), focus.objectName() or focus.accessibleName()
    assert wanted <= reached
    key(Qt.Key.Key_Escape)
    assert not [each for each in window.findChildren(QDialog) if each.isVisible()]
