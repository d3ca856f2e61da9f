"""Records behave as the standard dataclasses do; each test holds the two against each other."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import field
from functools import cached_property
from typing import Any, get_type_hints

import pytest

from viewer.model import record

KINDS = pytest.mark.parametrize("make", [record.dataclass, dataclasses.dataclass], ids=["record", "standard"])


@record.dataclass(frozen=True, slots=True)
class Lasting:
    """To be pickled, a class must stand in a module."""

    name: str
    size: int = 3


def classes(make: Any, **how: bool) -> type:
    @make(**how)
    class Thing:
        """A thing."""

        name: str
        size: int = 3
        marks: list[int] = field(default_factory=list)
        note: str = field(default="n", compare=False)
        secret: str = field(default="s", repr=False)
        fixed: int = field(default=7, init=False)
        made: list[int] = field(default_factory=list, init=False)

        def twice(self) -> int:
            return 2 * self.size

    return Thing


@KINDS
@pytest.mark.parametrize("slots", [True, False])
@pytest.mark.parametrize("frozen", [True, False])
def test_values_are_made_compared_shown_and_replaced(make: Any, frozen: bool, slots: bool) -> None:
    kind = classes(make, frozen=frozen, slots=slots)
    one = kind("a", marks=[1])
    assert (one.name, one.size, one.marks, one.note, one.fixed, one.made) == ("a", 3, [1], "n", 7, [])
    assert one == kind("a", 3, [1], note="other")
    assert one != kind("b", 3, [1])
    assert one != "a"
    assert kind("a").marks is not kind("a").marks
    assert kind("a").made is not kind("a").made
    assert repr(one).endswith("Thing(name='a', size=3, marks=[1], note='n', fixed=7, made=[])")
    assert dataclasses.replace(one, size=4) == kind("a", 4, [1])
    assert [part.name for part in dataclasses.fields(one)] == ["name", "size", "marks", "note", "secret", "fixed", "made"]
    assert dataclasses.is_dataclass(kind)
    assert one.twice() == 6
    assert hasattr(one, "__dict__") is not slots
    assert kind.__doc__ == "A thing."
    for wrong in ({}, {"name": "a", "other": 1}, {"name": "a", "fixed": 1}):
        with pytest.raises(TypeError):
            kind(**wrong)
    with pytest.raises(TypeError):
        kind("a", 1, [], "n", "s", "too many")


@KINDS
def test_frozen_values_refuse_changes_and_have_a_hash(make: Any) -> None:
    @make(frozen=True, slots=True)
    class Point:
        x: int
        y: int = field(default=0, compare=False)

    one = Point(1)
    for act in (lambda: setattr(one, "x", 2), lambda: delattr(one, "x"), lambda: setattr(one, "z", 2)):
        with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
            act()
    assert hash(one) == hash(Point(1, 5))
    assert len({Point(1), Point(1, 2), Point(2)}) == 2


@KINDS
def test_what_changes_has_no_hash_and_what_is_not_compared_is_itself(make: Any) -> None:
    with pytest.raises(TypeError):
        hash(classes(make)("a"))
    loose = classes(make, frozen=True, eq=False)
    assert loose("a") != loose("a")
    assert hash(loose("a")) is not None


@KINDS
def test_what_a_class_writes_itself_stays(make: Any) -> None:
    @make(frozen=True)
    class Own:
        x: int

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 5

        def __repr__(self) -> str:
            return "own"

    assert Own(1) == Own(2)
    assert (hash(Own(1)), repr(Own(1))) == (5, "own")


@KINDS
def test_heirs_checks_and_cached_properties(make: Any) -> None:
    class Base(ABC):
        @property
        @abstractmethod
        def area(self) -> int: ...

    @make(frozen=True, slots=True)
    class Square(Base):
        side: int

        def __post_init__(self) -> None:
            if self.side < 0:
                raise ValueError("negative")

        @property
        def area(self) -> int:
            return self.side**2

    @make(frozen=True, slots=True)
    class Box(Square):
        high: int = 1

    @make(frozen=True)
    class Known:
        x: int

        @cached_property
        def square(self) -> int:
            return self.x**2

    assert Box(2, 3).area == 4
    assert Box(2).high == 1
    assert Box(2) != Square(2)
    assert Known(3).square == 9
    with pytest.raises(ValueError, match="negative"):
        Box(-1)
    with pytest.raises(TypeError):
        make(frozen=True)(type("Half", (Base,), {"__annotations__": {"x": "int"}}))(1)


def test_other_arguments_give_the_standard_class() -> None:
    @record.dataclass(frozen=True, order=True)
    class Day:
        number: int

    assert Day(1) < Day(2)


def test_it_stands_before_a_class_without_arguments_too() -> None:
    @record.dataclass
    class Plain:
        name: str

    one = Plain("a")
    one.name = "b"
    assert one == Plain("b")


@KINDS
def test_an_heir_makes_no_second_slot_for_what_its_base_holds(make: Any) -> None:
    @make(slots=True)
    class Base:
        name: str

    @make(slots=True)
    class Heir(Base):
        name: str
        size: int

    assert Heir.__slots__ == ("size",)
    assert "__getstate__" not in Heir.__dict__, "only frozen values need to be told how they are written"
    assert copy.copy(Heir("a", 1)) == Heir("a", 1)


def test_copies_and_hints() -> None:
    one = Lasting("a", 5)
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
    assert get_type_hints(Lasting) == {"name": str, "size": int}


def test_nothing_is_compiled_before_a_value_is_made() -> None:
    code = (
        "import builtins; from viewer.model import record; seen = []; real = builtins.exec\n"
        # Modules that are imported on the way are executed too, and Python 3.13 executes a function that holds nothing.
        "builtins.exec = lambda *given: (seen.append(given[0]) if '__init__' in str(given[0]) else None, real(*given))[1]\n"
        "@record.dataclass(frozen=True, slots=True)\nclass A:\n x: int\n"
        "assert not seen, seen\nA(1)\nA(2)\nassert len(seen) == 1, seen"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
