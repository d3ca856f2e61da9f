"""What a whole atlas owes its readers: no land without a holder that is not said to be nobody's, and every state that must stand does."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_atlas import copy_small, edit, row_of_squares

from viewer.model.time import day_of
from viewer.store.cache.packed import read_packed, write_packed
from viewer.store.reader import check_atlas, read_atlas
from viewer.store.syntax.problems import Problem

SOURCES = "sources: [{source: handbook}]"
DELTA = f"- {{polity: delta, units: [DDD-1], {SOURCES}}}\n"
LATER = f"\n- {{when: 1925-08-14, units: [DDD-1], from: nobody, to: alpha, {SOURCES}}}\n"


def problems_of(atlas: Path) -> tuple[Problem, ...]:
    return check_atlas(atlas, row_of_squares())


def without_delta(tmp_path: Path, unheld: str = "", later: str = "") -> Path:
    """The small atlas where DDD-1 opens with nobody; `unheld` says so, `later` is a transfer more."""
    atlas = copy_small(tmp_path)
    edit(atlas, "territory/opening.yaml", DELTA, "")
    ledger = atlas / "territory" / "ledger.yaml"
    ledger.write_text(ledger.read_text(encoding="utf-8").rstrip("\n") + later, encoding="utf-8")
    if unheld:
        (atlas / "territory" / "unheld.yaml").write_text(unheld, encoding="utf-8")
    return atlas


def unheld(when: str = "", units: str = "DDD-1", identifier: str = "ice") -> str:
    return f"- {{id: {identifier}, units: [{units}], {f'when: {when}, ' if when else ''}{SOURCES}}}\n"


@pytest.mark.parametrize(
    ("said", "later"),
    [
        (unheld(), ""),
        (unheld("../1925-08-14"), LATER),
        (unheld("../1920-01-01") + unheld("1920-01-01/1925-08-14", identifier="ice-too"), LATER),
    ],
)
def test_land_that_is_said_to_be_nobodys_leaves_a_complete_atlas_complete(tmp_path: Path, said: str, later: str) -> None:
    atlas = without_delta(tmp_path, said, later)
    assert not problems_of(atlas)
    territory = read_atlas(atlas, row_of_squares()).territory
    assert territory.holders(day_of("1920-01-01"))[5] == -1
    assert (territory.holders(day_of("1925-08-14"))[5] == -1) == (not later)


@pytest.mark.parametrize(
    ("said", "later", "day"),
    [
        ("", "", "1917-01-01"),
        ("", LATER, "1917-01-01"),
        (unheld("../1925-08-13"), LATER, "1925-08-13"),
        (unheld("1917-01-02/.."), "", "1917-01-01"),
        (unheld("../2022-12-31"), "", "2022-12-31"),
    ],
)
def test_a_day_without_a_holder_that_is_not_said_is_told(tmp_path: Path, said: str, later: str, day: str) -> None:
    (problem,) = problems_of(without_delta(tmp_path, said, later))
    assert (problem.file, problem.field) == ("atlas.yaml", "complete")
    assert f"nobody holds DDD-1 on {day}" in problem.message
    assert "territory/unheld.yaml" in problem.hint


@pytest.mark.parametrize(
    ("said", "later", "message"),
    [
        (unheld("../1925-08-15"), LATER, "somebody holds DDD-1 on 1925-08-14"),
        (unheld(units="AAA-1, DDD-1"), "", "somebody holds AAA-1 on 1917-01-01"),
    ],
)
def test_land_that_is_said_to_be_nobodys_but_is_held_is_told(tmp_path: Path, said: str, later: str, message: str) -> None:
    (problem,) = problems_of(without_delta(tmp_path, said, later))
    assert (problem.file, problem.field, problem.message) == ("territory/unheld.yaml", "units", message)


def test_an_atlas_that_does_not_call_itself_complete_may_leave_land_empty(tmp_path: Path) -> None:
    atlas = without_delta(tmp_path)
    edit(atlas, "atlas.yaml", "complete: true\n", "")
    assert not problems_of(atlas)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{polity: alpha, when: ../..}", ""),
        ("{polity: alpha, when: [../1930-01-01, 1950-01-01/..]}", ""),
        ("{polity: gamma, when: 1960-01-01/..}", ""),
        ("{polity: delta, when: 1970-01-01/..}", ""),
        ("{polity: beta, when: ../..}", "`beta` must stand, but it does not exist on 1960-01-01"),
        ("{polity: gamma, when: [1941-01-01/1942-01-01, 1960-01-01/..]}", "`gamma` must stand, but it answers to `alpha` on 1941-01-01"),
        ("{polity: delta, when: 1969-12-31/..}", "`delta` must stand, but it answers to `alpha` on 1969-12-31"),
        ("{polity: delta, when: 1960-01-01/..}", "`delta` must stand, but it answers to `alpha` on 1960-01-01"),
    ],
)
def test_states_that_must_stand_live_and_answer_to_nobody(tmp_path: Path, row: str, message: str) -> None:
    atlas = copy_small(tmp_path)
    (atlas / "territory" / "standing.yaml").write_text(f"- {row}\n", encoding="utf-8")
    assert [problem.message for problem in problems_of(atlas)] == [message] * bool(message)


def test_a_state_that_must_stand_has_land(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "polities.yaml", "life: ../1960-01-01", "life: ../1970-01-01")
    (atlas / "territory" / "standing.yaml").write_text("- {polity: beta, when: [../1935-01-01, 1950-01-01/1965-01-01]}\n", encoding="utf-8")
    (problem,) = problems_of(atlas)
    assert problem.message == "`beta` must stand, but it holds no land on 1960-01-01"
    assert problem.field == "when[1]"


def test_the_land_of_its_parts_is_a_states_own(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    union = "- {id: union, names: [{ja: 連邦, en: Union}], life: ../..}"
    edit(atlas, "polities.yaml", "to: alpha, relation: part", "to: union, relation: part")
    polities = (atlas / "polities.yaml").read_text(encoding="utf-8").rstrip("\n")
    (atlas / "polities.yaml").write_text(f"{polities}\n{union}\n", encoding="utf-8")
    standing = atlas / "territory" / "standing.yaml"
    standing.write_text("- {polity: union, when: ../1970-01-01}\n", encoding="utf-8")
    assert not problems_of(atlas)
    standing.write_text("- {polity: union, when: ../..}\n", encoding="utf-8")
    (problem,) = problems_of(atlas)
    assert problem.message == "`union` must stand, but it holds no land on 1970-01-01"


def test_who_must_stand_is_known(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    (atlas / "territory" / "standing.yaml").write_text("- {polity: omega, when: ../..}\n", encoding="utf-8")
    (problem,) = problems_of(atlas)
    assert "omega" in problem.message


def test_nobody_shares_his_own_claim(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "claims.yaml", "by: alpha,", "by: alpha, shared_by: [beta, alpha],")
    (problem,) = problems_of(atlas)
    assert (problem.field, problem.message) == ("shared_by", "`alpha` makes the claim itself")


def test_what_is_told_of_nobodys_land_is_known_to_the_atlas(tmp_path: Path) -> None:
    said = f"- {{id: ice, units: [DDD-1], when: ../1925-08-14, names: {{ja: 氷原, en: Ice}}, note: {{ja: 雪, en: Snow}}, {SOURCES}}}\n"
    atlas = read_atlas(without_delta(tmp_path, said, LATER), row_of_squares())
    land = atlas.unheld_at(5, day_of("1925-08-13"))
    assert land is not None
    assert (land.id, land.names["en"], land.note["ja"], land.units) == ("ice", "Ice", "雪", (5,))
    assert [citation.source for citation in land.sources] == ["handbook"]
    assert atlas.unheld_at(5, day_of("1925-08-14")) is None
    assert atlas.unheld_at(0, day_of("1925-08-13")) is None
    write_packed(tmp_path / "packed", atlas)
    assert read_packed(tmp_path / "packed", atlas.basemap, atlas.checksum).unheld == atlas.unheld
