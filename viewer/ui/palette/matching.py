"""Which words answer to what was typed: from the beginning, within, or letter by letter."""

from __future__ import annotations

from viewer.model.finding.folding import fold

_WHOLE, _BEGINNING, _WORD, _WITHIN, _SCATTERED = 120.0, 100.0, 80.0, 55.0, 20.0
_LEAST_SCATTERED = 3
"""Fewer letters than this must stand together."""


def score(asked: str, told: str) -> float:
    """Return how well a folded text answers to folded words, 0 where not at all: every word must be found."""
    words = asked.split()
    if not words:
        return 0.0
    points = [_whole(asked, told), *(_word(word, told) for word in words)]
    if not all(points[1:]):
        return 0.0
    return max(points[0], sum(points[1:]) / len(words)) - min(len(told), 200) / 40


def _whole(asked: str, told: str) -> float:
    return _WHOLE if told == asked else _BEGINNING + 5 if told.startswith(asked) else 0.0


def _word(word: str, told: str) -> float:
    at = told.find(word)
    if at == 0:
        return _BEGINNING
    if at > 0:
        return _WORD if f" {word}" in told else _WITHIN
    return _scattered(word, told)


def _scattered(word: str, told: str) -> float:
    """Letters in their order, each soon after the one before."""
    if len(word) < _LEAST_SCATTERED or not word.isascii():
        return 0.0
    at = first = -1
    for letter in word:
        at = told.find(letter, at + 1)
        if at < 0:
            return 0.0
        first = at if first < 0 else first
    spread = at - first + 1
    return _SCATTERED * len(word) / spread if spread <= 3 * len(word) else 0.0


def best(asked: str, told: list[tuple[str, ...]], most: int) -> list[int]:
    """Return the numbers of the texts that answer best to what was typed, the best first; each may be told in several ways."""
    words = fold(asked)
    found = [(max((score(words, way) for way in ways), default=0.0), -number) for number, ways in enumerate(told)]
    return [-number for points, number in sorted(found, reverse=True)[:most] if points > 0]
