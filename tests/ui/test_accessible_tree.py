"""The accessible tree as a reader of the screen walks it: names, roles, values, actions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hands import Open, bring_up, child, key, settle
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget

from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.ui.application import Resources, application, make_window
from viewer.ui.window import Window

Role, Text = QAccessible.Role, QAccessible.Text
ACTIVE = {
    Role.Button,
    Role.CheckBox,
    Role.ComboBox,
    Role.EditableText,
    Role.Slider,
    Role.ListItem,
    Role.Link,
    Role.RadioButton,
    Role.SpinBox,
}
"""Roles of what a reader can do something with."""


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    """As if a reader of the screen were at work."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def asked(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def walk(top: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """Everything that can be seen below an interface."""
    yield top
    assert depth < 30, "the tree has no end"
    for number in range(top.childCount()):
        child = top.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from walk(child, depth + 1)


def names(interface: QAccessibleInterface) -> str:
    return interface.text(Text.Name)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("tab", ["events", "stories", "layers"])
def test_everything_that_can_be_used_has_a_name_and_a_role(language: str, tab: str, open_window: Open) -> None:
    window = open_window(f"l={language}&t=1961-10-27&s=berlin-tanks", size=(1600, 1000))
    window.finder.show_tab(tab)
    settle(window)
    found = [each for each in walk(asked(window)) if each.role() in ACTIVE and not each.state().invisible]
    assert len(found) > 40
    nameless = [(each.role(), each.object()) for each in found if not names(each).strip()]
    assert [each for each in nameless if getattr(each[1], "objectName", str)() != "_q_qlineeditclearbutton"] == []
    roles = {each.role() for each in found}
    assert {Role.Button, Role.Slider, Role.EditableText} <= roles


def test_parents_and_children_know_each_other(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22", size=(1600, 1000))
    map_ = asked(window.map)
    assert map_.childCount() >= len(window.map.scene().markers)
    for number in range(len(window.map.scene().markers)):
        child = map_.child(number)
        assert map_.indexOfChild(child) == number
        assert names(child.parent()) == names(map_)
        assert child.rect().intersects(map_.rect())
    assert map_.child(10_000) is None
    assert map_.child(-1) is None


@pytest.mark.parametrize(("language", "day"), [("en", "22 October 1962"), ("ja", "1962年10月22日")])
def test_the_timeline_is_a_slider_of_days(language: str, day: str, open_window: Open) -> None:
    window = open_window(f"l={language}&t=1962-10-22")
    slider = asked(window.timeline.canvas)
    value, acts, span = slider.valueInterface(), slider.actionInterface(), window.state.atlas.span
    assert slider.role() == Role.Slider
    assert names(slider) == window.say("timeline.name")
    assert slider.text(Text.Value) == day
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (span.start, day_of("1962-10-22"), span.end - 1)
    assert value.minimumStepSize() == 1
    acts.doAction(acts.increaseAction())
    assert window.state.view.instant == day_of("1962-10-23")
    acts.doAction(acts.decreaseAction())
    assert window.state.view.instant == day_of("1962-10-22")
    value.setCurrentValue(day_of("1989-11-09"))
    assert window.state.view.instant == day_of("1989-11-09")
    acts.doAction(acts.nextPageAction())
    assert window.state.view.selected
    assert all(acts.localizedActionName(name).strip() for name in acts.actionNames())
    acts.doAction("no such thing")


def test_the_value_of_the_map_is_day_and_place(open_window: Open) -> None:
    window = open_window("l=en&t=1962-10-22&p=laea&c=100,62&z=4")
    map_ = asked(window.map)
    assert map_.role() == Role.Graphic
    value = map_.text(Text.Value)
    assert value.startswith("22 October 1962, ")
    assert "Soviet" in value or "USSR" in value
    acts = map_.actionInterface()
    zoom = window.state.view.zoom
    acts.doAction(acts.increaseAction())
    assert window.state.view.zoom > zoom
    west = window.state.view.centre[0]
    acts.doAction(acts.scrollLeftAction())
    assert window.state.view.centre[0] < west


def test_a_marker_is_a_button_that_opens_its_stack(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27", size=(1600, 1000))
    map_ = asked(window.map)
    markers = {names(map_.child(n)): map_.child(n) for n in range(len(window.map.scene().markers))}
    name = next(each for each in markers if "Berlin" in each)
    marker = markers[name]
    assert marker.role() == Role.Button
    assert not marker.state().selected
    acts = marker.actionInterface()
    assert acts.localizedActionName(acts.pressAction()) == window.say("map.open")
    acts.doAction(acts.pressAction())
    settle(window)
    assert window.state.view.selected
    if window.state.view.fan:
        fan = [each for each in walk(map_) if each.role() == Role.Button and each.state().selected]
        assert fan, "the event that is selected says so"


def test_a_marker_that_has_left_is_no_longer_valid(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27", size=(1600, 1000))
    marker = asked(window.map).child(0)
    assert marker.isValid()
    window.state.set_view(window.state.view.at(window.state.atlas.span.start).with_(before=0, after=0))
    settle(window)
    assert not marker.isValid()
    assert marker.rect().isEmpty()
    assert not marker.actionInterface().actionNames()


def test_windows_that_are_gone_leave_nothing_that_fails(resources: Resources, sample: Atlas) -> None:
    for _ in range(3):
        window = make_window(sample, "l=en&t=1961-10-27", resources, None)
        window.show()
        assert len(list(walk(asked(window.map)))) > 1
        window.state.set_view(window.state.view.at(day_of("1975-01-01")))
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def test_the_keyboard_goes_through_everything_and_comes_back(open_window: Open) -> None:
    """Tab reaches each control once, in the order of the parts of the window, and only what can be seen."""
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks", size=(1600, 1000))
    key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    first = QApplication.focusWidget()
    chain: list[QWidget] = []
    for _ in range(400):
        now = QApplication.focusWidget()
        assert now is not None
        assert now.isVisible()
        if now is first and chain:
            break
        chain.append(now)
        window.keyboard.step(on=True)
    assert len(chain) == len(set(chain))
    assert window.map in chain
    assert window.timeline.canvas in chain
    order = [
        next(
            (
                n
                for n, part in enumerate((window.finder, window.details, window.tools, window.legend, window.timeline))
                if part.isAncestorOf(each)
            ),
            None,
        )
        for each in chain
    ]
    parts = [part for part in order if part is not None]
    assert parts == sorted(parts)


def test_what_changes_is_told_when_a_gesture_rests(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window("l=en&t=1962-10-22")
    told: list[str] = []
    monkeypatch.setattr(
        "viewer.ui.accessibility.accessible.speak", lambda spoken: told.append(asked(spoken.timeline.canvas).text(Text.Value))
    )
    window.state.set_view(window.state.view.at(day_of("1962-10-24")), transient=True)
    assert told == []
    window.state.settle()
    assert told == ["24 October 1962"]
    QAccessible.setActive(False)
    key(Qt.Key.Key_Right)
    assert len(told) == 1


def test_speaking_of_a_window_names_the_day(window: Window) -> None:
    from viewer.ui.accessibility.accessible import speak
    from viewer.ui.map.spots import map_value

    speak(window)
    assert asked(window.timeline.canvas).text(Text.Value) in map_value(window.map)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("how", ["bs=side;1958-03-01", "bs=swipe;1958-03-01", "ds=1950-01-01,1961-08-13", "editor", "table"])
def test_what_is_opened_beside_the_map_has_names(how: str, language: str, open_window: Open) -> None:
    window = open_window(f"t=1961-10-27&l={language}&{how if '=' in how else ''}", size=(1600, 1000))
    tops: list[QWidget] = [window]
    if how == "editor":
        window.writing.toggle()
        window.writing.record()
    if how == "table":
        window.finding.open_table()
        table = window.finding.table
        assert table is not None
        tops.append(table)
    settle(window)
    found = [each for top in tops for each in walk(asked(top)) if each.role() in ACTIVE]
    nameless = [each.object() for each in found if not names(each).strip()]
    assert [one for one in nameless if getattr(one, "objectName", str)() != "_q_qlineeditclearbutton"] == []
    for top in tops[1:]:
        top.close()


def test_the_tree_is_told_too_where_the_fonts_were_installed_before(qapp: QApplication, resources: Resources) -> None:
    """Rendering pictures makes the application and its fonts ready, but knows of no widgets."""
    qapp.setProperty("accessInstalled", None)
    qapp.setProperty("fontsInstalled", True)
    application(resources.fonts)
    assert qapp.property("accessInstalled")


STATES = {
    "event": "t=1961-10-27&s=berlin-tanks",
    "polity": "t=1975-01-01&s=polity:ussr",
    "changes": "t=1961-10-27&d=1958-03-01",
    "swipe": "t=1961-10-27&bs=swipe;1958-03-01",
    "sheet": "t=1961-10-27&ds=1950-01-01,1961-08-13",
    "story": "t=1962-10-22",
    "editor": "t=1961-10-27",
    "tour": "t=1961-10-27",
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", STATES)
def test_whatever_the_keyboard_reaches_says_what_it_is(name: str, language: str, open_window: Open) -> None:
    """A name, a role that tells what can be done with it, and no markup anywhere."""
    window = open_window(f"l={language}&{STATES[name]}", size=(1600, 1000))
    bring_up(window, name)
    for each in walk(asked(window)):
        thing = each.object()
        told = [each.text(kind) for kind in (Text.Name, Text.Description, Text.Value)]
        assert not [text for text in told if "<" in text and "style" in text], (thing, told)
        if each.state().focusable and getattr(thing, "objectName", str)() != "_q_qlineeditclearbutton":
            assert told[0].strip(), thing
            assert each.role() not in {Role.Client, Role.NoRole}, (thing, told)
    groups = {names(each) for each in walk(asked(window)) if each.role() == Role.Grouping}
    assert {window.say("tool.name"), window.say("timeline.name")} <= groups
    assert "" not in groups


def test_edges_the_line_and_the_date_are_used_by_their_acts(open_window: Open) -> None:
    window = open_window("l=en&t=1961-10-27&s=berlin-tanks", size=(1600, 1000))
    increase, decrease = QAccessibleActionInterface.increaseAction(), QAccessibleActionInterface.decreaseAction()

    def act(widget: QWidget, name: str) -> None:
        interface = asked(widget).actionInterface()
        assert name in interface.actionNames()
        interface.doAction(name)
        settle(window)

    tall = window.timeline.height()
    act(window.timeline.edge, increase)
    assert window.timeline.height() == tall + 16
    assert asked(window.timeline.edge).text(Text.Value) == "16"
    act(window.timeline.edge, decrease)
    assert window.timeline.height() == tall
    assert asked(window.date).role() == Role.Button
    act(window.date, QAccessibleActionInterface.pressAction())
    assert window.timeline.date_field.isVisible()
    window.timeline.date_field.hide()
    window.comparing.second.start("swipe", day_of("1958-03-01"))
    settle(window)
    line = child(window, QWidget, "swipeLine")
    assert asked(line).text(Text.Value) == "50%"
    act(line, decrease)
    assert asked(line).text(Text.Value) != "50%"
    window.state.change(beside=None, days=(day_of("1950-01-01"), day_of("1961-08-13")))
    settle(window)
    sheet = child(window, QWidget, "gridView")
    assert asked(sheet).text(Text.Value) == "1 January 1950"
    act(sheet, QAccessibleActionInterface.pressAction())
    assert window.state.view.instant == day_of("1950-01-01")
    assert window.state.view.days == ()
