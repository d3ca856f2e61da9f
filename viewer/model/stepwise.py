"""Work that is done in steps, so that who waits for it may do something else in between."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

_Result = TypeVar("_Result")


def finished(steps: Generator[None, None, _Result]) -> _Result:
    """Do all steps that are left, at once, and return what comes out."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: _Result = done.value
            return result
