"""Strict YAML: nodes know their line; everything that could hide meaning or cost time is refused by name."""

from __future__ import annotations

import pytest

from viewer.store.syntax.problems import Problems
from viewer.store.syntax.strict_yaml import MAX_BYTES, MAX_DEPTH, Listing, Mapping, Memory, Scalar, read


def told(data: bytes) -> list[str]:
    problems = Problems()
    read("f.yaml", data, problems)
    return [str(problem) for problem in problems]


def test_every_scalar_is_text_and_knows_where_it_stands() -> None:
    root = read("f.yaml", b"- when: 1962-10-22\n  id: no\n  n: [010, 12:30, 1e3]\n", Problems())
    assert isinstance(root, Listing)
    record = root.items[0]
    assert isinstance(record, Mapping)
    assert record.entries["when"] == Scalar("1962-10-22", 1, 9)
    assert record.entries["id"] == Scalar("no", 2, 7)
    numbers = record.entries["n"]
    assert isinstance(numbers, Listing)
    assert [item.text for item in numbers.items if isinstance(item, Scalar)] == ["010", "12:30", "1e3"]
    assert record.key_lines == {"when": 1, "id": 2, "n": 3}


def test_a_byte_order_mark_is_accepted() -> None:
    assert read("f.yaml", b"\xef\xbb\xbf- a\n", Problems()) == Listing([Scalar("a", 1, 3)], 1, 1)


ALIAS_BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
MERGE_BOMB = b"a: &a {x: 1}\nb: {<<: *a}\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ALIAS_BOMB, "f.yaml:1: syntax: the anchor `&a` is not allowed (delete it, or quote the text)"),
        (MERGE_BOMB, "f.yaml:1: syntax: the anchor `&a` is not allowed (delete it, or quote the text)"),
        (b"a: *b\n", "f.yaml:1: syntax: the alias `*b` is not allowed (write the value out)"),
        (b"- &a [*a]\n", "f.yaml:1: syntax: the anchor `&a` is not allowed (delete it, or quote the text)"),
        (b"\n- !!python/object:os.system x\n", "f.yaml:2: syntax: the tag `tag:yaml.org,2002:python/object:os.system` is not allowed"),
        (b"- ! x\n", "f.yaml:1: syntax: the tag `!` is not allowed"),
        (b"[" * 100_000, f"f.yaml:1: syntax: nested deeper than {MAX_DEPTH} levels"),
        (b"{a: " * 100_000, f"f.yaml:1: syntax: nested deeper than {MAX_DEPTH} levels"),
        (b"- " * 100_000, f"f.yaml:1: syntax: nested deeper than {MAX_DEPTH} levels"),
        (b"- a\n---\n- b\n", "f.yaml:2: syntax: a second document begins here (delete the line `---`, or make two files)"),
        (b"a: 1\nb: 2\na: 3\n", "f.yaml:3: a: the key stands twice (it is also on line 1; keep one)"),
        (b"a:\n\tb: 1\n", "f.yaml:2: syntax: the line is indented with a tab (indent with spaces)"),
        (b"- a\n- b\0c\n", "f.yaml:2: encoding: a NUL character stands in the file (delete it)"),
        (b'- "\\0"\n', "f.yaml:1: encoding: an escape stands for the control character U+0000 (delete it)"),
        (b"- a\x1bb\n", "f.yaml:1: encoding: the control character U+001B stands in the file (delete it)"),
        (b'- "\\uD800"\n', "f.yaml:1: syntax: found invalid Unicode character escape code"),
        ("- 日本語の文章\n".encode("shift_jis"), "f.yaml:1: encoding: the file is not UTF-8; it looks like Shift_JIS (save it as UTF-8)"),
        ("- 日本語の文章です。\n".encode("euc_jp"), "the file is not UTF-8; it looks like"),
        ("- ja\n".encode("utf-16"), "f.yaml:1: encoding: the file is UTF-16 (save it as UTF-8)"),
        ("- ja\n".encode("utf-16-le"), "f.yaml:1: encoding: the file looks like UTF-16 without a byte order mark"),
        ("- ja\n".encode("utf-32"), "f.yaml:1: encoding: the file is UTF-32 (save it as UTF-8)"),
        (b"", "f.yaml:1: syntax: the file is empty"),
        (b"# nothing but a remark\n", "f.yaml:1: syntax: the file is empty"),
        (b"- a: [1, 2\n- b\n", "f.yaml:3: syntax: did not find expected ',' or ']'"),
        (b"- a: b: c\n", "f.yaml:1: syntax: mapping values are not allowed in this context (quote the text if it contains `: `)"),
        (b"- @x\n", "f.yaml:1: syntax: found character that cannot start any token (quote the text if it begins with a sign"),
        (b"? [a, b]\n: c\n", "f.yaml:1: syntax: a list or mapping stands where a name is expected"),
        (b"- " + b"x" * 200_000, "f.yaml:1: size: a text of 200,000 characters; at most 100,000 are read"),
        (b"#" * (MAX_BYTES + 1), "f.yaml:1: size: the file has 16,000,001 bytes; at most 16,000,000 are read"),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else "",
)
def test_what_is_refused_is_named_with_its_line(data: bytes, expected: str) -> None:
    (found,) = told(data)
    assert expected in found


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.store.syntax.strict_yaml.MAX_NODES", 1000)
    (found,) = told(b"[" + b"1,\n" * 1100 + b"]")
    assert found == "f.yaml:1000: size: more than 1,000 values in one file (split it)"


def test_all_doubled_keys_of_a_file_are_told() -> None:
    assert len(told(b"- {a: 1, a: 2}\n- {b: 1, b: 2}\n")) == 2


def test_a_memory_gives_the_tree_of_the_same_bytes_and_reads_others_anew() -> None:
    memory, problems = Memory(), Problems()
    first = memory.read("a.yaml", b"- x\n", problems)
    assert memory.read("a.yaml", b"- x\n", problems) is first
    assert memory.read("b.yaml", b"- x\n", problems) is not first
    other = memory.read("a.yaml", b"- y\n", problems)
    assert isinstance(other, Listing)
    assert other.items[0] == read("a.yaml", b"- y\n", problems).items[0]  # type: ignore[union-attr]
    assert not len(problems)


def test_a_memory_tells_the_problems_of_a_file_at_each_reading() -> None:
    memory = Memory()
    for _ in range(2):
        problems = Problems()
        memory.read("a.yaml", b"a: 1\na: 2\n", problems)
        assert len(problems) == 1
