"""Long pages: what is seen is there at once, the rest follows in order, and what is left half done troubles nobody."""

from __future__ import annotations

from hands import Open, child, settle
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from viewer.model.atlas import Atlas
from viewer.ui.details.bars import BarRows, SpanBar
from viewer.ui.details.filling import Filling, GrowingRows
from viewer.ui.details.parts import LinkLabel


def test_a_bloc_of_many_members_is_there_at_once_and_whole_soon(qtbot: QtBot, open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1985-10-22&l=en", atlas=built_in)
    window.state.change(selected="bloc:nam")
    rows = window.details.findChild(BarRows)
    assert isinstance(rows, BarRows)
    first = len(rows.findChildren(SpanBar))
    assert 0 < first < 20
    assert not window.details.complete
    assert window.details.isVisible()
    qtbot.waitUntil(lambda: window.details.complete, timeout=20_000)
    settle(window)
    members = {member.polity for member in built_in.memberships if member.bloc == "nam"}
    assert len(rows.findChildren(SpanBar)) == len(members) > 100
    tops = [link.y() for link in rows.findChildren(LinkLabel)]
    assert tops == sorted(tops)
    page = child(window.details, QWidget, "detailsInside")
    column = page.layout()
    assert column is not None
    last = column.itemAt(column.count() - 1)
    assert last is not None
    assert last.spacerItem() is not None, "what fills the rest of the page stays the last"


def test_no_row_is_seen_squeezed_while_the_others_come(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1975-10-22&l=ja", atlas=built_in)
    window.state.change(selected="polity:ussr")
    for _ in range(200):
        QApplication.processEvents()
        for link in window.details.findChildren(LinkLabel):
            rows = link.parentWidget()
            if link.isVisible() and isinstance(rows, GrowingRows):
                assert link.height() >= link.heightForWidth(link.width()) - 1, link.accessibleName()
        if window.details.complete:
            break
    assert window.details.complete


def test_another_page_takes_the_place_of_one_that_is_half_made(qtbot: QtBot, open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1985-10-22&l=en", atlas=built_in)
    for selected in ("bloc:nam", "polity:ussr", "polity:france", "bloc:nato"):
        window.state.change(selected=selected)
    qtbot.waitUntil(lambda: window.details.complete, timeout=20_000)
    settle(window)
    titles = [each.text() for each in window.details.findChildren(QLabel) if each.property("role") == "title" and each.isVisible()]
    assert titles == [built_in.blocs["nato"].names["en"]]
    window.state.change(selected="")
    assert window.details.complete


def test_widgets_keep_their_order_when_they_come_one_by_one(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    filling = Filling(page)
    filling.fill(column, (QLabel(str(number)) for number in range(50)), 30)
    assert 0 < column.count() - 1 < 50
    qtbot.waitUntil(lambda: filling.complete)
    told = [column.itemAt(number).widget() for number in range(column.count() - 1)]
    assert [each.text() for each in told if isinstance(each, QLabel)] == [str(number) for number in range(50)]
