"""Parts of an atlas that the first picture does not need: read from their packed form when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class LaterSequence(Sequence[T]):
    """A sequence whose length is known and whose items are made all together when one is asked for."""

    def __init__(self, length: int, make: Callable[[], tuple[T, ...]]) -> None:
        self._length = length
        self._make: Callable[[], tuple[T, ...]] | None = make
        self._items: tuple[T, ...] = ()

    def _ready(self) -> tuple[T, ...]:
        make = self._make
        if make is not None:
            self._items = make()
            self._make = None
        return self._items

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """The item or the items at a position."""
        return self._ready()[index]

    def __iter__(self) -> Iterator[T]:
        """The items in order."""
        return iter(self._ready())

    def __len__(self) -> int:
        """Number of items."""
        return self._length

    def __eq__(self, other: object) -> bool:
        """Whether another sequence has the same items."""
        return isinstance(other, Sequence) and self._ready() == tuple(other)

    def __hash__(self) -> int:
        """As a tuple's."""
        return hash(self._ready())


class LaterText(Mapping[str, str]):
    """The words of one record out of many, which are unpacked together when the first of them is read."""

    __slots__ = ("_number", "_texts")

    def __init__(self, texts: Sequence[Mapping[str, str]], number: int) -> None:
        self._texts = texts
        self._number = number

    def __getitem__(self, language: str) -> str:
        """The words in a language; KeyError where there are none."""
        return self._texts[self._number][language]

    def __iter__(self) -> Iterator[str]:
        """The languages in order."""
        return iter(self._texts[self._number])

    def __len__(self) -> int:
        """Number of languages."""
        return len(self._texts[self._number])

    def __repr__(self) -> str:
        """As a dict's."""
        return repr(dict(self))


class LaterMapping(Mapping[str, T]):
    """A mapping whose keys are known and whose values are made all together when one is asked for."""

    def __init__(self, keys: Sequence[str], make: Callable[[], tuple[T, ...]]) -> None:
        self._index = {key: number for number, key in enumerate(keys)}
        self._values = LaterSequence(len(keys), make)

    def __getitem__(self, key: str) -> T:
        """The value of a key; KeyError where there is none."""
        return self._values[self._index[key]]

    def __contains__(self, key: object) -> bool:
        """Whether there is such a key; makes nothing."""
        return key in self._index

    def __iter__(self) -> Iterator[str]:
        """The keys in order."""
        return iter(self._index)

    def __len__(self) -> int:
        """Number of keys."""
        return len(self._index)
