"""Names and values for screen readers; a tool that can be found by its object name."""

from __future__ import annotations

import pytest
from hands import Open, settle
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QWidget

from viewer.model.time import day_of
from viewer.ui.window import Window


@pytest.mark.parametrize(
    "name", ["mapView", "timelineView", "detailsView", "eventList", "searchField", "playButton", "dateLabel", "legend"]
)
def test_the_parts_have_object_names(name: str, window: Window) -> None:
    found = window.findChildren(QWidget, name)
    assert len(found) == 1


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_control_has_a_name(language: str, open_window: Open) -> None:
    window = open_window(f"l={language}&s=berlin-tanks")
    window.actions_.export()
    window.actions_.help()
    settle(window)
    for tab in ("events", "stories", "layers"):
        window.finder.show_tab(tab)
        settle(window)
        controls = [w for w in window.findChildren(QWidget) if isinstance(w, QAbstractButton | QLineEdit | QComboBox) and w.isVisible()]
        assert len(controls) > 25
        nameless = [w for w in controls if not spoken(w).strip() and w.objectName() != "_q_qlineeditclearbutton"]
        assert [(type(w).__name__, w.objectName(), w.parent()) for w in nameless] == []
    for dialog in window.findChildren(QDialog):
        dialog.reject()


@pytest.mark.parametrize(("language", "said"), [("ja", "1989年11月9日"), ("en", "9 November 1989")])
def test_the_timeline_and_the_date_say_the_day(language: str, said: str, open_window: Open) -> None:
    window = open_window(f"l={language}")
    window.state.set_view(window.state.view.at(day_of("1989-11-09")))
    settle(window)
    assert window.timeline.canvas.accessibleDescription() == said
    assert window.date.accessibleName() == said
    assert spoken(window.timeline.canvas)
    assert spoken(window.map)
    assert said in QAccessible.queryAccessibleInterface(window.map).text(QAccessible.Text.Description)


def test_the_list_says_date_place_and_title(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27")
    row = next(n for n, event in enumerate(window.finder.events.events) if event.id == "berlin-tanks")
    interface = QAccessible.queryAccessibleInterface(window.finder.events).child(row)
    said = interface.text(QAccessible.Text.Name)
    assert "27 October 1961" in said
    assert "Berlin" in said
    assert "Tanks face each other at the checkpoint" in said


def test_the_legend_says_its_rows(open_window: Open) -> None:
    window = open_window("l=en&t=1975-01-01")
    said = window.legend.accessibleDescription()
    assert "West 2" in said
    assert "East 2" in said
    assert "Iron Curtain" in said
