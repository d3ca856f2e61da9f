"""Dataclasses that cost nothing until they are used.

The standard ones write and compile up to six functions for each class when its module is imported: with a hundred classes that is as
long as the whole drawing of a map. Here a class has its fields at once, and its `__init__` is compiled when the first value is made.
All else (`fields`, `replace`, equality, hash, `repr`, slots, frozen values) is as in `dataclasses`, and type checkers take it for that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True, **others: bool) -> Any:  # noqa: ANN401
        """As `dataclasses.dataclass`; with arguments other than these three it is that one."""
        if others:
            return dataclasses.dataclass(cls, frozen=frozen, slots=slots, eq=eq, **others)
        if cls is None:
            return lambda made: _record(made, frozen=frozen, slots=slots, eq=eq)
        return _record(cls, frozen=frozen, slots=slots, eq=eq)


__all__ = ["dataclass"]


def _record(cls: type, *, frozen: bool, slots: bool, eq: bool) -> type:
    plain: Any = dataclasses.dataclass(init=False, repr=False, eq=False, match_args=False)(cls)
    parts = dataclasses.fields(plain)
    names = tuple(part.name for part in parts)
    made: Any = _with_slots(plain, names, frozen=frozen) if slots else plain
    own = made.__dict__
    if "__init__" not in own:
        made.__init__ = _to_be_written(made, parts)
    if "__repr__" not in own:
        made.__repr__ = _repr
    if eq:
        _compare(made, tuple(part.name for part in parts if part.compare), frozen=frozen)
    if frozen:
        made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    return made  # type: ignore[no-any-return]


def _with_slots(cls: Any, names: tuple[str, ...], *, frozen: bool) -> Any:  # noqa: ANN401
    """Make the class again with slots for its own fields: they can't be added to one that is there."""
    above = {slot for base in cls.__mro__[1:-1] for slot in _slots(base)}
    content = {name: value for name, value in cls.__dict__.items() if name not in (*names, "__dict__", "__weakref__")}
    content["__slots__"] = tuple(name for name in names if name not in above)
    if frozen:
        content |= {"__getstate__": _state, "__setstate__": _set_state}
    made = type(cls)(cls.__name__, cls.__bases__, content)
    made.__qualname__ = cls.__qualname__
    return made


def _slots(base: type) -> tuple[str, ...]:
    slots = base.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _to_be_written(cls: Any, parts: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:  # noqa: ANN401
    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807
        cls.__init__ = _written(cls, parts)
        cls.__init__(self, *given, **named)

    return __init__


def _written(cls: Any, parts: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:  # noqa: ANN401
    """Compile the `__init__` of a class from the names of its own fields."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_none": dataclasses.MISSING}
    arguments, lines = [], []
    for part in parts:
        name = value = part.name
        if part.default is not dataclasses.MISSING:
            known[f"_default_{name}"] = part.default
            argument, value = f"{name}=_default_{name}", name if part.init else f"_default_{name}"
        elif part.default_factory is not dataclasses.MISSING:
            known[f"_make_{name}"] = part.default_factory
            argument, value = f"{name}=_none", f"_make_{name}() if {name} is _none else {name}" if part.init else f"_make_{name}()"
        elif part.init:
            argument = name
        else:
            continue
        if part.init:
            arguments.append(argument)
        lines.append(f"_set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__(self, {', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    return written


def _compare(cls: Any, names: tuple[str, ...], *, frozen: bool) -> None:  # noqa: ANN401
    """Give a class equality, and a hash where its values never change."""
    values: Callable[[Any], Any] = attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)
    own = cls.__dict__

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return NotImplemented if other.__class__ is not self.__class__ else values(self) == values(other)

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    hashed = own.get("__hash__") is not None
    if "__eq__" not in own:
        cls.__eq__ = __eq__
    if not hashed:
        cls.__hash__ = __hash__ if frozen else None


def _repr(self: Any) -> str:  # noqa: ANN401
    told = ", ".join(f"{part.name}={getattr(self, part.name)!r}" for part in dataclasses.fields(self) if part.repr)
    return f"{type(self).__qualname__}({told})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:  # noqa: ANN401
    return [getattr(self, part.name) for part in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:  # noqa: ANN401
    for part, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, part.name, value)
