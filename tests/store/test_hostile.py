"""Whatever the files of an atlas hold: problems are told, nothing else is raised, nothing half-read comes out."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from small_atlas import SMALL, row_of_squares

from viewer.store.cache.compiled import open_atlas
from viewer.store.reader import check_atlas, read_atlas
from viewer.store.syntax.problems import BrokenAtlas

FILES = sorted(path.relative_to(SMALL) for path in SMALL.rglob("*") if path.suffix in (".yaml", ".geojson"))
PIECES = (
    *(b"\0", b"\t", b"\r", b"\xff", b"[", b"]", b"{", b"}", b": ", b"- ", b"&a ", b"*a", b"!!x ", b"---\n", b"'", b'"', b"|", b"\n"),
    *(b"~", b"null", b"-", b"9" * 400, b"NaN", b"../", b"1e999", b"0/0", b"2000-02-30", "\u202e".encode(), "\U0001f468\u200d".encode()),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few pieces cut out, doubled, or put in."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((0, 1, 1, 3, 10, 60))
        middle = chance.choice((b"", chance.choice(PIECES), data[at : at + length] * 2))
        data = data[:at] + middle + data[at + length :]
    return data


@pytest.mark.parametrize("name", FILES, ids=str)
def test_broken_files_are_told_and_nothing_else_happens(name: Path, tmp_path: Path) -> None:
    atlas = Path(shutil.copytree(SMALL, tmp_path / "atlas"))
    chance = random.Random(str(name))
    original = (SMALL / name).read_bytes()
    for _ in range(25):
        (atlas / name).write_bytes(mutated(original, chance))
        problems = check_atlas(atlas, row_of_squares())
        assert all(str(problem).isprintable() and problem.line >= 1 for problem in problems)
        if problems:
            continue
        read_atlas(atlas, row_of_squares())


def test_an_event_that_everything_happened_to_is_refused_in_one_report(tmp_path: Path) -> None:
    atlas = Path(shutil.copytree(SMALL, tmp_path / "atlas"))
    (atlas / "events" / "many.yaml").write_text("- {id: X, when: x, kind: [], lies: 1}\n" * 20_000, encoding="utf-8")
    with pytest.raises(BrokenAtlas) as told:
        read_atlas(atlas, row_of_squares())
    assert len(told.value.problems) == 10_000
    assert len(str(told.value).splitlines()) == 20


def test_names_that_nothing_has_are_told_in_bounded_time_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    monkeypatch.setattr("difflib.get_close_matches", lambda _, known, **__: compared.append(len(known)) or [])
    atlas = Path(shutil.copytree(SMALL, tmp_path / "atlas"))
    said = "when: 1950-01-01, place: reef, kind: war, title: {ja: 題, en: T}, text: {ja: 文, en: X}, sources: [{source: handbook}]"
    events = [f"- {{id: {'abcdefghij'[n % 10]}-{n}, leads_to: [to-{n}], {said}}}\n" for n in range(3000)]
    (atlas / "events" / "many.yaml").write_text("".join(events), encoding="utf-8")
    problems = check_atlas(atlas, row_of_squares())
    assert sum("unknown event `to-" in problem.message for problem in problems) == 3000
    assert len(compared) <= 200
    assert max(compared) < 400, "of many known names those are tried that begin alike"


def test_a_mapping_of_very_many_names_is_no_mapping(tmp_path: Path) -> None:
    atlas = Path(shutil.copytree(SMALL, tmp_path / "atlas"))
    (atlas / "events" / "many.yaml").write_text("- {" + ", ".join(f"k{n}: v" for n in range(100_000)) + "}\n")
    told = [str(problem) for problem in check_atlas(atlas, row_of_squares()) if "many.yaml" in problem.file]
    assert told == ["events/many.yaml:1: size: more than 1,000 names in one mapping (begin each record with `- `)"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have names on Unix alone")
def test_a_pipe_in_the_place_of_the_head_is_not_waited_for(tmp_path: Path) -> None:
    atlas = Path(shutil.copytree(SMALL, tmp_path / "atlas"))
    (atlas / "atlas.yaml").unlink()
    os.mkfifo(atlas / "atlas.yaml")
    with pytest.raises(BrokenAtlas, match=r"atlas\.yaml:1: file: is not a regular file"):
        open_atlas(atlas, None)


def test_ten_thousand_events_on_one_day_are_read(tmp_path: Path) -> None:
    atlas = Path(shutil.copytree(SMALL, tmp_path / "atlas"))
    said = "title: {ja: 題, en: T}, text: {ja: 文, en: X}, sources: [{source: handbook}]"
    for part in range(4):
        events = [f"- {{id: e{part}-{number}, when: 1950-01-01, place: reef, kind: war, {said}}}\n" for number in range(2500)]
        (atlas / "events" / f"many-{part}.yaml").write_text("".join(events), encoding="utf-8")
    assert len(read_atlas(atlas, row_of_squares()).events) == 10_003
