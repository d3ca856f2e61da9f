"""Strict JSON: finite numbers, bounded depth, no duplicate names, no lone surrogates."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from viewer.store.syntax.problems import shown

MAX_DEPTH = 40
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(text: str) -> Any:  # noqa: ANN401 - JSON may hold anything
    """Read JSON. ValueError says what is wrong, with the line where it is known."""
    _refuse_depth(text)
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_whole, object_pairs_hook=_no_duplicates)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}: {error.msg}") from None
    if _SURROGATE.search(text):
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError("an escape stands for half a character (lone surrogate)") from None
    return value


def _refuse_depth(text: str) -> None:
    """Refuse deep nesting before the recursive parser meets it."""
    depth = 0
    for match in _BRACKET.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                line = text.count("\n", 0, match.start()) + 1
                raise ValueError(f"line {line}: nested deeper than {MAX_DEPTH} levels")
        elif sign in "]}":
            depth -= 1


def _refuse_constant(name: str) -> float:
    raise ValueError(f"`{name}` is not a number of JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"`{shown(text)}` is too large a number")
    return value


def _whole(text: str) -> int:
    if len(text) > 18:
        raise ValueError(f"`{shown(text)}` is too large a number")
    return int(text)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name `{shown(twice)}` stands twice in one object")
    return found
