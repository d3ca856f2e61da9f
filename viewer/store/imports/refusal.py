"""What is too much, and how a file that can't be used says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from viewer.model.extra import Fault
from viewer.store.syntax.problems import BrokenAtlas, shown, visible

MAX_BYTES = 200_000_000
"""Largest file that is read."""
MAX_FEATURES = 1_000_000
MAX_VERTICES = 5_000_000
MAX_FAULTS = 200
"""Faults that are kept; more are counted."""
_MAX_PROBLEMS = 500
"""Problems of an atlas folder that are told; more are counted."""
MAX_FIELDS = 100
"""Properties that are kept of a feature."""
MAX_VALUE = 2_000
"""Letters that are kept of a value."""
_LONGEST = 400
"""Letters of a message."""

Progress = Callable[[float], None]
"""Takes how much of a file is read, 0 to 1. It may raise to stop the reading."""


class ImportRefused(ValueError):
    """A file that can't be used. `faults` lists why."""

    def __init__(self, faults: Iterable[Fault], more: int = 0) -> None:
        self.faults = tuple(faults)
        self.more = more
        lines = [str(fault) for fault in self.faults]
        super().__init__("\n".join([*lines, f"and {more} more"] if more else lines))


def refused(
    file: str, message: str, hint: str = "", *, where: str = "", field: str = "", reason: str = "", value: str = ""
) -> ImportRefused:
    """Return a refusal of a whole file for one reason."""
    return ImportRefused([replace(fault(file, where, field, message, hint), reason=reason, value=visible(value[:_LONGEST]))])


def fault(file: str, where: str, field: str, message: str, hint: str = "") -> Fault:
    """Return a fault whose texts are fit for one line."""
    return Fault(shown(file), shown(where), shown(field), visible(message[:_LONGEST]), visible(hint[:_LONGEST]))


def folder_faults(folder: Path, broken: BrokenAtlas) -> tuple[tuple[Fault, ...], int]:
    """Return what keeps an atlas folder from being opened as faults of its files, and how many more there are than these."""
    problems = broken.problems[:_MAX_PROBLEMS]
    faults = (Fault(one.file, f"line {one.line}", one.field, one.message, one.hint, one.line, str(folder / one.file)) for one in problems)
    return tuple(faults), len(broken.problems) - len(problems)


def silent(_done: float) -> None:
    """Tell nobody."""
