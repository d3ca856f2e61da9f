"""Strict JSON refuses what Python's reader lets through."""

from __future__ import annotations

import pytest

from viewer.store.syntax.strict_json import loads


def test_plain_json_is_read() -> None:
    assert loads('{"a": [1, 2.5, "é\\u3042\\ud83d\\ude00", null, true]}') == {"a": [1, 2.5, "éあ😀", None, True]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[NaN]", "`NaN` is not a number of JSON"),
        ("[-Infinity]", "`-Infinity` is not a number of JSON"),
        ("[1e999]", "`1e999` is too large a number"),
        ("[" + "9" * 5000 + "]", "is too large a number"),
        ("[" * 100_000, "line 1: nested deeper than 40 levels"),
        ('{"a":' * 100_000, "line 1: nested deeper than 40 levels"),
        ('["\\ud800"]', "half a character"),
        ('{"a": 1, "a": 2}', "the name `a` stands twice"),
        ('{"a":\n 1,}', "line 2: "),
        ("", "line 1: Expecting value"),
        ("[1] [2]", "Extra data"),
    ],
    ids=lambda value: value[:16],
)
def test_what_is_refused_is_told(text: str, message: str) -> None:
    with pytest.raises(ValueError) as told:
        loads(text)
    assert message in str(told.value)


def test_brackets_in_texts_do_not_count_as_depth() -> None:
    assert loads('["' + "[" * 100 + '\\"["]') == ["[" * 100 + '"[']
