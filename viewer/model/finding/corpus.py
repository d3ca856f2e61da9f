"""Many short texts as one string, in which a word is found quickly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

_END = "\n"
_REMEMBERED = 200
"""Words of which it is remembered where they are."""
_FEW = 4
"""Where fewer than one text in so many is left, each is looked through by itself."""


def begins_word(text: str, at: int) -> bool:
    """Whether a letter of a folded text begins a word. In scripts without spaces every letter may; figures and Latin part from them."""
    letter, before = text[at], text[at - 1] if at else " "
    if not _joined(letter):
        return True
    return not _joined(before) or letter.isdigit() != before.isdigit()


def ends_word(text: str, end: int) -> bool:
    """Whether a word of a folded text may end before a position."""
    return end >= len(text) or not (_joined(text[end - 1]) and _joined(text[end]))


def _joined(letter: str) -> bool:
    """Whether a letter stands in words that spaces part: Latin, Greek, Cyrillic, figures."""
    return letter < "\u0590" and letter.isalnum()


def places_of(text: str, word: str, *, whole: bool = False) -> Iterator[int]:
    """Places at which a folded word begins in a folded text, at the beginning of a word there; `whole`: and ends with one."""
    at = text.find(word)
    while at >= 0:
        if begins_word(text, at) and (not whole or ends_word(text, at + len(word))):
            yield at
            at = text.find(word, at + len(word))
        else:
            at = text.find(word, at + 1)


class Corpus:
    """Folded texts by number.

    Texts of Latin letters alone are kept apart from the others: they take a byte a letter, and words stand
    between spaces there.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        plain = [number for number, text in enumerate(texts) if text.isascii()]
        rich = [number for number, text in enumerate(texts) if not text.isascii()]
        self._plain = _Run([f" {texts[number]} " for number in plain], plain)
        self._rich = _Run([texts[number] for number in rich], rich)

    def find(self, word: str, *, whole: bool = False) -> tuple[list[int], list[int]]:
        """Return the numbers of the texts that have a word, and of those that begin with it.

        Args: word: folded, not empty. whole: only where a word ends as well.
        """
        found: list[int] = []
        begun: list[int] = []
        if word.isascii():
            self._plain.find(f" {word} " if whole else f" {word}", found, begun, whole=False, free=True)
        self._rich.find(word, found, begun, whole=whole, free=not _joined(word[0]))
        return found, begun


class _Run:
    """Texts one after another."""

    def __init__(self, texts: Sequence[str], numbers: Sequence[int]) -> None:
        self._text = _END.join(texts)
        self._numbers = numbers
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        self._known: dict[str, list[int]] = {}
        """Word -> the texts, by row, that have it; what goes on from a word is only looked for in those."""

    def find(self, word: str, found: list[int], begun: list[int], *, whole: bool, free: bool) -> None:
        """Add the numbers of texts that have a word; `free`: wherever it is found, else where a word begins."""
        starts, numbers = self._starts, self._numbers
        rows: list[int] = []
        for row, at in self._places(word, whole=whole, free=free):
            rows.append(row)
            found.append(numbers[row])
            if at == starts[row]:
                begun.append(numbers[row])
        if not whole:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = rows

    def _places(self, word: str, *, whole: bool, free: bool) -> Iterator[tuple[int, int]]:
        """Rows of texts that have a word, and the first place where each has it."""
        text, starts = self._text, self._starts
        narrow = next((self._known[word[:end]] for end in range(len(word), 0, -1) if word[:end] in self._known), None)
        if narrow is not None and len(narrow) * _FEW < len(starts):
            for row in narrow:
                at = self._first(word, starts[row], starts[row + 1], whole=whole, free=free)
                if at >= 0:
                    yield row, at
            return
        at = self._first(word, 0, len(text), whole=whole, free=free)
        while at >= 0:
            row = bisect_right(starts, at) - 1
            yield row, at
            at = self._first(word, starts[row + 1], len(text), whole=whole, free=free)

    def _first(self, word: str, at: int, end: int, *, whole: bool, free: bool) -> int:
        """The first place of a word between two places; -1 where there is none."""
        text = self._text
        at = text.find(word, at, end)
        while at >= 0:
            if (free or begins_word(text, at)) and (not whole or ends_word(text, at + len(word))):
                return at
            at = text.find(word, at + 1, end)
        return -1
