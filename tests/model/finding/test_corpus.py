"""A corpus finds what a plain search through each text finds, whatever was asked before."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.model.finding.corpus import Corpus, places_of

LETTERS = "ab1 んべ"
WORD = st.text(LETTERS.replace(" ", ""), min_size=1, max_size=4)
TEXT = st.lists(WORD, max_size=5).map(" ".join)


def plain(texts: list[str], word: str, *, whole: bool) -> tuple[list[int], list[int]]:
    """Numbers of the texts that have a word, and of those that begin with it."""
    first = {number: next(places_of(text, word, whole=whole), -1) for number, text in enumerate(texts)}
    return [number for number, at in first.items() if at >= 0], [number for number, at in first.items() if at == 0]


@settings(max_examples=200)
@given(st.lists(TEXT, max_size=30), st.lists(st.tuples(WORD, st.booleans()), max_size=4))
def test_what_is_typed_letter_by_letter_finds_what_is_there(texts: list[str], asked: list[tuple[str, bool]]) -> None:
    corpus = Corpus(texts)
    for word, whole in asked:
        for end in range(1, len(word) + 1):
            found, begun = corpus.find(word[:end], whole=whole)
            again = Corpus(texts).find(word[:end], whole=whole)
            assert (sorted(found), sorted(begun)) == tuple(sorted(numbers) for numbers in again)


@given(st.lists(st.text("ab ", max_size=8).map(str.strip), max_size=12), st.text("ab", min_size=1, max_size=3), st.booleans())
def test_latin_words_are_found_where_words_begin(texts: list[str], word: str, whole: bool) -> None:
    found, _ = Corpus(texts).find(word, whole=whole)
    assert sorted(found) == plain(texts, word, whole=whole)[0]


def test_the_first_text_is_found_among_the_few_that_had_the_word_so_far() -> None:
    corpus = Corpus(["壁の町", *["北の海"] * 60, "町と壁の間"])
    assert corpus.find("壁") == ([0, 61], [0])
    assert corpus.find("壁の") == ([0, 61], [0])
    assert corpus.find("壁の町") == ([0], [0])


def test_what_is_remembered_does_not_grow_for_ever() -> None:
    corpus = Corpus([f"word{number}" for number in range(500)])
    for number in range(500):
        assert corpus.find(f"word{number}", whole=True)[0] == [number]
        assert number in corpus.find(f"word{number}")[0]
    assert len(corpus._plain._known) <= 200
