"""XML of strangers by a bare parser: no document types, no entities, no links are followed; depth and lengths are bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from viewer.store.imports.refusal import ImportRefused, Progress, refused

DEPTH = 64
"""Elements that may lie within each other."""
_TEXT = 4_000_000
"""Letters of one element that are kept: the coordinates of a long line are one text."""
_BLOCK = 1 << 18


class ForbiddenError(ValueError):
    """Something that no sound file holds."""


class EnoughError(Exception):
    """What was looked for is found: the rest of the file need not be read."""


class Takes(Protocol):
    """What takes the elements of a file as they come."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Enter an element."""

    def text(self, piece: str) -> None:
        """Take letters."""

    def end(self, tag: str) -> None:
        """Leave an element."""


class Elements:
    """Takes elements and tells of each its name without a prefix, its parent, and the text in it."""

    strips = True
    """Whether spaces around a text are left out."""

    def __init__(self) -> None:
        self.path: list[str] = []
        """The elements that one is in, the outermost first."""
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Enter an element. ForbiddenError where it lies too deep."""
        if len(self.path) >= DEPTH:
            raise ForbiddenError(f"nested deeper than {DEPTH} levels")
        name = tag.rpartition(":")[2]
        self.path.append(name)
        self._text, self._length = [], 0
        self.enter(name, attributes)

    def text(self, piece: str) -> None:
        """Take letters. ForbiddenError where there are too many."""
        self._length += len(piece)
        if self._length > _TEXT:
            raise ForbiddenError(f"an element of more than {_TEXT:,} letters")
        self._text.append(piece)

    def end(self, _tag: str) -> None:
        """Leave an element."""
        name, text = self.path.pop(), "".join(self._text)
        self._text, self._length = [], 0
        self.leave(name, self.path[-1] if self.path else "", text.strip() if self.strips else text)

    def enter(self, name: str, attributes: dict[str, str]) -> None:
        """Hear of an element; it is the last of `path`."""

    def leave(self, name: str, parent: str, text: str) -> None:
        """Hear that an element is over; it is no longer in `path`."""


def _refuse(what: str) -> Callable[..., int]:
    def forbid(*_given: object) -> int:
        raise ForbiddenError(f"holds {what}, which is not read")

    return forbid


def parse(blocks: Iterable[bytes], name: str, takes: Takes, *, part: str = "") -> None:
    """Give the elements of a file to what takes them, until that raises EnoughError.

    Args: blocks: the bytes of the file, in pieces. name: of the file. part: which of its parts this is, where it is an archive.
    Raises: ImportRefused with the line where it is not sound.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = takes.start
    parser.EndElementHandler = takes.end
    parser.CharacterDataHandler = takes.text
    parser.StartDoctypeDeclHandler = _refuse("a document type")
    parser.EntityDeclHandler = _refuse("an entity")
    parser.ExternalEntityRefHandler = _refuse("an external entity")
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except EnoughError:
        return
    except ImportRefused:
        raise
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = f"line {parser.CurrentLineNumber}"
        where = f"{part} {line}" if part else line
        if isinstance(error, ForbiddenError):
            raise refused(name, str(error), "take it out, and save again", where=where) from None
        raise refused(name, f"is not sound XML: {error}", where=where, reason="damaged", value=str(error)) from None


def in_blocks(data: bytes, progress: Progress) -> Iterator[bytes]:
    """Give bytes in blocks, and tell how much of them is given."""
    for at in range(0, len(data), _BLOCK):
        yield data[at : at + _BLOCK]
        progress(min((at + _BLOCK) / len(data), 1.0))
