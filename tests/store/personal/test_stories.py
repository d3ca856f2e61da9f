"""Files of stories: what is written is read back, and a file that is none is refused with its line, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.entities import Step, Story
from viewer.store.output import OutputError
from viewer.store.personal.stories import read_stories, write_stories
from viewer.store.syntax.problems import BrokenAtlas

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40).filter(
    lambda text: text == text.strip() and "\ufeff" not in text and bool(text)
)
_TEXTS = st.dictionaries(st.sampled_from(("ja", "en")), _WORDS, min_size=1)
_STEPS = st.builds(Step, st.just("t=1962-10-22&z=4"), _TEXTS, _TEXTS, st.lists(st.sampled_from(("a-b", "c")), max_size=2).map(tuple))


@given(names=_TEXTS, steps=st.lists(_STEPS, min_size=1, max_size=4))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, names: dict[str, str], steps: list[Step]) -> None:
    story = Story("walls", names, tuple(steps))
    path = tmp_path_factory.mktemp("story") / "walls.yaml"
    write_stories(str(path), [story])
    assert read_stories(str(path)) == (story,)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    story = Story("walls", {"en": "Walls"}, (Step("t=1962-10-22", {"en": "A"}, {"en": "B"}),))
    with pytest.raises(OutputError, match="is a folder"):
        write_stories(str(tmp_path), [story])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (b"", 1, "is empty"),
        (b"[]", 1, "no list"),
        (b"a: b", 1, "no list"),
        (b"- id: x\n  names: {en: X}\n  steps:\n    - {view: v, title: {en: A}}\n", 4, "is missing"),
        (b"- id: x\n  names: {en: X}\n  steps: []\n", 3, ""),
        (b"- &a [*a]\n", 1, ""),
        ("- id: x\n  names: {en: 日本}\n".encode("shift_jis"), 2, "not UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_line(tmp_path: Path, content: bytes, line: int, told: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    with pytest.raises(BrokenAtlas) as refused:
        read_stories(str(path))
    first = refused.value.problems[0]
    assert (first.file, first.line) == ("broken.yaml", line)
    assert told in str(first)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenAtlas, match="no file"):
        read_stories(str(tmp_path / "nothing.yaml"))
    with pytest.raises(BrokenAtlas, match="no file"):
        read_stories(str(tmp_path))
