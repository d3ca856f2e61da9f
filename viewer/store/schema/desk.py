"""The desk at which a file is read: notes problems with their line, ids that are defined and ids that are referred to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from viewer.store.syntax.problems import Problems
from viewer.store.syntax.strict_yaml import Listing, Mapping, Node

T_co = TypeVar("T_co", covariant=True)
R = TypeVar("R")


class InvalidError(ValueError):
    """A node that does not say what its field asks for. `field` is the path of the field in its record."""

    def __init__(self, node: Node, field_path: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.field, self.message, self.hint = node.line, field_path, message, hint


class ToldError(ValueError):
    """A node that can't be used; its problems have been noted already."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that something of one of `sorts` must bear."""

    sorts: tuple[str, ...]
    id: str
    file: str
    line: int
    field: str


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value that was read, and where it stands."""

    value: T_co
    file: str
    node: Mapping

    @property
    def line(self) -> int:
        """First line of the record."""
        return self.node.line

    @property
    def where(self) -> str:
        """File and line, as messages name them."""
        return f"{self.file}:{self.node.line}"

    def line_of(self, name: str, item: int | None = None) -> int:
        """Return the line of a field (or of an item of its list); the record's first line where it is not there."""
        node = self.node.entries.get(name)
        if item is not None and isinstance(node, Listing) and item < len(node.items):
            node = node.items[item]
        if node is None:
            return self.node.line
        return node.line if item is not None else self.node.key_lines[name]


@dataclass(slots=True)
class Desk:
    """Where reading notes what it meets. One desk for all files; `file` is the one being read."""

    problems: Problems
    languages: tuple[str, ...] = ("ja", "en")
    file: str = ""
    references: list[Reference] = field(default_factory=list)
    defined: dict[str, dict[str, str]] = field(default_factory=dict)
    """Sort -> id -> file:line of its first definition."""

    def tell(self, error: InvalidError) -> None:
        """Note a problem of the file being read."""
        self.problems.add(self.file, error.line, error.field, error.message, error.hint)

    def complain(self, found: Found[Any], name: str, message: str, hint: str = "", item: int | None = None) -> None:
        """Note a problem of a field (or of an item of its list) of a record that was read."""
        path = name if item is None else f"{name}[{item}]"
        self.problems.add(found.file, found.line_of(name, item), path, message, hint)

    def refer(self, sorts: tuple[str, ...], identifier: str, node: Node, path: str) -> None:
        """Note that an id must exist."""
        self.references.append(Reference(sorts, identifier, self.file, node.line, path))

    def define(self, sort: str, identifier: str, node: Node) -> None:
        """Note that an id exists; a second definition is a problem."""
        known = self.defined.setdefault(sort, {})
        first = known.setdefault(identifier, f"{self.file}:{node.line}")
        if first != f"{self.file}:{node.line}":
            self.problems.add(self.file, node.line, "id", f"`{identifier}` is defined twice", f"also at {first}; choose another id")


Reader: TypeAlias = Callable[[Node, str, Desk], R]
"""Reads a node at a field path; raises InvalidError or ToldError."""
