"""Remembering what was worked out from an atlas: for as long as the atlas is there, and no longer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar


class Remembering(Protocol):
    """What bears the answers about itself."""

    @property
    def worked_out(self) -> dict[object, dict[Hashable, Any]]:
        """Function -> arguments -> answer, the latest last."""


_A = TypeVar("_A", bound=Remembering)
_P = ParamSpec("_P")
_R = TypeVar("_R")


def kept(most: int) -> Callable[[Callable[Concatenate[_A, _P], _R]], Callable[Concatenate[_A, _P], _R]]:
    """Let a function of an atlas remember so many of its last answers about each atlas.

    The atlas itself bears them: a cache of the function's own would keep every atlas that it was ever asked about, and one that is read
    again whenever its author saves a file would fill the memory.
    """

    def remembering(function: Callable[Concatenate[_A, _P], _R]) -> Callable[Concatenate[_A, _P], _R]:
        @wraps(function)
        def ask(atlas: _A, /, *given: _P.args, **named: _P.kwargs) -> _R:
            answers = atlas.worked_out.get(function)
            if answers is None:
                answers = atlas.worked_out[function] = {}
            key = (given, *named.items()) if named else given
            if key in answers:
                answer: _R = answers.pop(key)
            else:
                answer = function(atlas, *given, **named)
                if len(answers) >= most:
                    del answers[next(iter(answers))]
            answers[key] = answer
            return answer

        return ask

    return remembering
