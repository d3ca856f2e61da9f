"""What a reader typed, taken apart: dates, words, and words that belong together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from viewer.model.dates.words import span_of_words
from viewer.model.finding.folding import fold
from viewer.model.record import dataclass
from viewer.model.time import Interval

_LONGEST = 5
"""Words of a name that are looked at together."""
_LONGEST_DATE = 6
"""Words of a date that are looked at together: between May 1956 and July 1958."""
_JAPANESE_DATE = re.compile(r"(?:\d{4}|(?:令和|平成|昭和|大正|明治)(?:\d{1,2}|元))年(?:代|\d{1,2}月(?:\d{1,2}日)?)?(?:以降|以後|以前)?")
_SEASON = re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
"""Among other words these may belong to a name: Prague Spring 1968."""
_JOINTS = "〜~–—"


@dataclass(frozen=True, slots=True)
class Term:
    """Something that must be found: words (folded), or the days that a date names with the words it was typed with."""

    words: str
    days: Interval | None = None


def terms_of(query: str, is_name: Callable[[str], bool], within: Interval | None = None) -> tuple[Term, ...]:
    """Take a query apart; all its terms must be found in an event.

    Args: is_name: whether folded words are the whole name of something, so that they are one term. within: days among which a year of
    two digits lies.
    """
    typed = unicodedata.normalize("NFKC", query)
    if days := span_of_words(typed, within):
        return (Term(fold(typed), days),)
    if not any(joint in typed for joint in _JOINTS):
        typed = _JAPANESE_DATE.sub(r" \g<0> ", typed)
    tokens = typed.split()
    terms: list[Term] = []
    while tokens:
        term, taken = _first_term(tokens, is_name, within)
        del tokens[:taken]
        if term.words and term not in terms:
            terms.append(term)
    return tuple(terms)


def _first_term(tokens: list[str], is_name: Callable[[str], bool], within: Interval | None) -> tuple[Term, int]:
    """The longest date or name that the tokens begin with, else the first word; and how many tokens that is."""
    for length in range(min(_LONGEST_DATE, len(tokens)), 0, -1):
        words = " ".join(tokens[:length])
        if not _SEASON.search(words) and (days := span_of_words(words, within)):
            return Term(fold(words), days), length
        if 1 < length <= _LONGEST and is_name(fold(words)):
            return Term(fold(words)), length
    return Term(fold(tokens[0])), 1
