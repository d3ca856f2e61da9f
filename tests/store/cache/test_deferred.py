"""Parts that are read later are made once, when they are first looked at, and then are like any other."""

from __future__ import annotations

import pytest

from viewer.store.cache.codec import decoder, encoder
from viewer.store.cache.deferred import LaterMapping, LaterSequence, LaterText


class Counting:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> tuple[str, ...]:
        self.made += 1
        return ("one", "two", "three")


def test_nothing_is_made_for_its_length_or_keys() -> None:
    make = Counting()
    later = LaterSequence(3, make)
    mapping = LaterMapping(["a", "b", "c"], make)
    assert (len(later), len(mapping), list(mapping), "b" in mapping, "z" in mapping) == (3, 3, ["a", "b", "c"], True, False)
    assert make.made == 0


def test_items_are_made_once() -> None:
    make = Counting()
    later = LaterSequence(3, make)
    assert (later[1], later[-1], later[:2], list(later)) == ("two", "three", ("one", "two"), ["one", "two", "three"])
    assert later == ("one", "two", "three")
    assert hash(later) == hash(("one", "two", "three"))
    assert make.made == 1
    with pytest.raises(KeyError):
        LaterMapping(["a"], make)["b"]


def test_later_words_equal_their_mapping() -> None:
    text = LaterText([{"ja": "文"}, {"ja": "字", "en": "letter"}], 1)
    assert text == {"ja": "字", "en": "letter"}
    assert text == {"ja": "字", "en": "letter"}
    assert text.get("fr", "none") == "none"
    assert repr(text) == "{'ja': '字', 'en': 'letter'}"


@pytest.mark.parametrize("kind", [set[str], bytes, object])
def test_types_without_a_form_are_refused(kind: object) -> None:
    for turn in (encoder, decoder):
        with pytest.raises(TypeError, match="no form for"):
            turn(kind)
