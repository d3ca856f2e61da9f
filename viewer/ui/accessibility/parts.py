"""What readers of the screen find beside map and timeline: panels, the date, edges that are moved, the sheet of days."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget
from shiboken6 import VoidPtr
from typing_extensions import override

from viewer.ui.compare.line import SwipeLine
from viewer.ui.days.date_label import DateLabel
from viewer.ui.widgets.edge import Edge
from viewer.ui.widgets.panel import Panel


@runtime_checkable
class Chooser(Protocol):
    """A widget, made late, that offers several things of which one is current: the sheet of days."""

    def value(self) -> str:
        """What is current, in words."""

    def enter(self) -> None:
        """Take it."""


NOTHING = VoidPtr(0)
"""What Qt takes for `no such interface`."""
Acts = Callable[[], dict[str, tuple[str, Callable[[], object]]]]
"""Returns acts by their names for Qt: their words and what they do."""


class Actions(QAccessibleActionInterface):
    """Named acts: name -> (words, act)."""

    def __init__(self, acts: Callable[[], dict[str, tuple[str, Callable[[], object]]]]) -> None:
        super().__init__()
        self._acts = acts

    @override
    def actionNames(self) -> list[str]:
        """Names of the acts."""
        return list(self._acts())

    @override
    def doAction(self, actionName: str) -> None:
        """Do it."""
        if actionName in self._acts():
            self._acts()[actionName][1]()

    @override
    def localizedActionName(self, name: str) -> str:
        """Its words."""
        return self._acts().get(name, (name,))[0]

    @override
    def localizedActionDescription(self, name: str) -> str:
        """Its words."""
        return self.localizedActionName(name)

    @override
    def keyBindingsForAction(self, actionName: str) -> list[str]:
        """Keys are told in the help."""
        return []


class PartAccess(QAccessibleWidget):
    """A part of the window with a role of its own, with acts and a value where it has any."""

    def __init__(self, part: QWidget, role: QAccessible.Role, acts: Acts = dict, value: Callable[[], str] | None = None) -> None:
        super().__init__(part, role, "")
        self._acting, self._value = Actions(acts), value
        self._can_act = acts is not dict

    @override
    def text(self, t: QAccessible.Text) -> str:
        """The value, or what the widget says."""
        if t == QAccessible.Text.Value and self._value is not None:
            return self._value()
        return super().text(t)

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        """Acts, where there are any."""
        return self._acting if self._can_act and t == QAccessible.InterfaceType.ActionInterface else NOTHING


def part_interface(thing: QObject | None) -> PartAccess | None:
    """Return the interface of a panel, the date, an edge or the line between two maps; None for all else."""
    names, role = QAccessibleActionInterface, QAccessible.Role
    if isinstance(thing, DateLabel):
        return PartAccess(thing, role.Button, lambda: {names.pressAction(): (thing.tip(), thing.asked.emit)}, thing.caption)
    if isinstance(thing, Edge | SwipeLine):
        moves: dict[str, tuple[str, Callable[[], object]]] = {
            names.increaseAction(): ("+", lambda: thing.step(1)),
            names.decreaseAction(): ("−", lambda: thing.step(-1)),
        }
        return PartAccess(thing, role.Splitter if isinstance(thing, Edge) else role.Slider, lambda: moves, thing.value)
    if isinstance(thing, QWidget) and isinstance(thing, Chooser):
        return PartAccess(thing, role.List, lambda: {names.pressAction(): (thing.value(), thing.enter)}, thing.value)
    if isinstance(thing, QScrollArea):
        return PartAccess(thing, role.Document)
    if isinstance(thing, Panel):
        return PartAccess(thing, role.Grouping)
    return None
