"""Values of the model to plain lists and back, for msgpack: typed by the annotations of the dataclasses, compiled once a type."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from viewer.model.entities import Citation
from viewer.model.time import Interval

Turn: TypeAlias = Callable[[Any], Any] | None
"""Turns one form into the other; None where both forms are the same."""

_OFTEN_EQUAL = (Interval, Citation)
"""Small types whose values repeat: looking one up is five times faster than making it again."""
_SHARED = 4096

_PLAIN = (str, int, float, bool, type(None))


@cache
def encoder(kind: Any) -> Turn:  # noqa: ANN401 - annotations may be anything
    """Return how a value of a type becomes lists, maps and scalars. TypeError for types without a form."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return None
    if isinstance(kind, type) and issubclass(kind, IntEnum):
        return int
    if is_dataclass(kind):
        return _dataclass_encoder(kind)
    if origin in (Union, types.UnionType):
        return _optional(encoder(_only(arguments)))
    if origin is tuple:
        return _tuple_turn(arguments, encoder, list)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_turn(encoder(arguments[1]), copy=True)
    raise TypeError(f"no form for {kind}")


@cache
def decoder(kind: Any) -> Turn:  # noqa: ANN401
    """Return how lists (as tuples), maps and scalars become a value of a type again."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return None
    if isinstance(kind, type) and issubclass(kind, IntEnum):
        members = {int(member): member for member in kind}
        return members.__getitem__
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    if origin in (Union, types.UnionType):
        return _optional(decoder(_only(arguments)))
    if origin is tuple:
        return _tuple_turn(arguments, decoder, tuple)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_turn(decoder(arguments[1]), copy=False)
    raise TypeError(f"no form for {kind}")


def _only(arguments: tuple[Any, ...]) -> Any:  # noqa: ANN401
    """The one type of an optional."""
    (kind,) = [argument for argument in arguments if argument is not type(None)]
    return kind


def _optional(turn: Turn) -> Turn:
    if turn is None:
        return None
    return lambda value: None if value is None else turn(value)


def _tuple_turn(arguments: tuple[Any, ...], turn_of: Callable[[Any], Turn], make: Callable[[Any], Any]) -> Turn:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        turn = turn_of(arguments[0])
        return (None if make is tuple else make) if turn is None else lambda values: make(map(turn, values))
    turns = [turn_of(argument) for argument in arguments]
    if not any(turns):
        return None if make is tuple else make
    return lambda values: make(turn(value) if turn else value for turn, value in zip(turns, values, strict=True))


def _mapping_turn(turn: Turn, *, copy: bool) -> Turn:
    if turn is None:
        return dict if copy else None
    return lambda values: {key: turn(value) for key, value in values.items()}


def _dataclass_encoder(kind: Any) -> Turn:  # noqa: ANN401
    hints = get_type_hints(kind)
    parts = [(field.name, encoder(hints[field.name])) for field in fields(kind)]
    return lambda value: [turn(getattr(value, name)) if turn else getattr(value, name) for name, turn in parts]


def _dataclass_decoder(kind: Any) -> Turn:  # noqa: ANN401
    """Only the fields that need it are turned; the others pass as msgpack made them."""
    hints = get_type_hints(kind)
    names = {"kind": kind}
    terms = []
    for index, field in enumerate(fields(kind)):
        hint = hints[field.name]
        turn = decoder(hint)
        if turn is None:
            terms.append(f"row[{index}]")
            continue
        names[f"turn{index}"] = turn
        whole = is_dataclass(hint) or (isinstance(hint, type) and issubclass(hint, IntEnum))
        # empty tuples, maps and None stay as they are: most fields of most records are empty
        terms.append(f"turn{index}(row[{index}])" if whole else f"turn{index}(row[{index}]) if row[{index}] else row[{index}]")
    # An expression of constant indices is built, from our own annotations only: it takes half the time of a loop over the fields.
    made: Callable[[Any], Any] = eval(f"lambda row: kind({', '.join(terms)})", names)  # noqa: S307
    return lru_cache(_SHARED)(made) if kind in _OFTEN_EQUAL else made
