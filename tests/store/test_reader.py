"""A sound atlas is read whole; each rule, broken in one place, is told with file, line, field, message and a way out."""

from __future__ import annotations

import errno
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_atlas import SMALL, copy_small, edit, row_of_squares

from viewer.model.ledger import NOBODY, STATUSES
from viewer.model.time import day_of
from viewer.store.cache.compiled import open_atlas
from viewer.store.reader import check_atlas, read_atlas
from viewer.store.resources import icon_names
from viewer.store.syntax.problems import BrokenAtlas, Problem

EVENT = "events/first.yaml"
LEDGER = "territory/ledger.yaml"
OPENING = "territory/opening.yaml"
CUT = "territory/cuts/strip.geojson"


def test_a_sound_atlas_is_read_whole() -> None:
    atlas = read_atlas(SMALL, row_of_squares())
    assert list(atlas.polities) == ["alpha", "beta", "gamma", "delta"]
    assert list(atlas.events) == ["pact", "war-of-words", "later-note"]
    assert atlas.span.end == day_of("2023-01-01")
    assert atlas.events["pact"].lonlat == (0.5, 0.5)
    assert atlas.events["war-of-words"].spot == {"ja": "国境", "en": "The border"}
    assert atlas.regions["outer"] == ({}, (2, 4))
    assert atlas.routes[0].legs[0].points == ((0.5, 0.5), (2.5, 1.5), (4.5, 0.5))
    assert atlas.offices[0].terms[1].label == {"ja": "スミス", "en": "Smith"}
    assert atlas.synonyms[0].words == ("Alphaville", "アルファヴィル", "Alpha City")
    assert atlas.treaties["letter"].receiver == ("beta", "league")
    assert [treaty.id for treaty in atlas.treaties_of["pact"]] == ["pact-of-alpha"]
    assert atlas.places["alphaville"].name("en", day_of("1949-12-31")) == "Old Alphaville"
    assert atlas.politics.at(day_of("1942-01-01")).sovereign.tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("true", [True, True, True]),
        ("false", [False] * 3),
        ("../1943-09-08", [True, False, False]),
        ("[../1930, 1950/..]", [True, False, True]),
    ],
)
def test_a_state_is_a_power_always_or_in_some_years(tmp_path: Path, told: str, days: list[bool]) -> None:
    folder = copy_small(tmp_path)
    edit(folder, "polities.yaml", "- id: delta\n", f"- id: delta\n  power: {told}\n")
    delta = read_atlas(folder, row_of_squares()).polities["delta"]
    assert [delta.is_power(day_of(day)) for day in ("1920-01-01", "1944-01-01", "1960-01-01")] == days


def test_years_of_a_power_that_are_none_are_told_of(tmp_path: Path) -> None:
    folder = copy_small(tmp_path)
    edit(folder, "polities.yaml", "- id: delta\n", "- id: delta\n  power: sometimes\n")
    with pytest.raises(BrokenAtlas) as refused:
        read_atlas(folder, row_of_squares())
    assert "power" in str(refused.value)


def test_folded_japanese_text_has_no_spaces_at_the_folds() -> None:
    text = read_atlas(SMALL, row_of_squares()).events["war-of-words"].text
    assert text == {"ja": "長い文を折り返す。", "en": "A long text is folded."}


def test_the_ledger_tells_the_holder_of_every_unit_on_every_day() -> None:
    territory = read_atlas(SMALL, row_of_squares()).territory
    alpha, beta, gamma, delta = range(4)
    assert territory.holders(day_of("1917-01-01")).tolist() == [alpha, alpha, beta, beta, beta, delta]
    assert territory.holders(day_of("1939-12-31"))[4] == beta
    assert territory.holders(day_of("1940-01-01"))[4] == gamma
    assert STATUSES[territory.status[territory.rows(day_of("1940-01-01"))[4]]] == "occupied"
    assert territory.holders(day_of("1960-01-01")).tolist() == [alpha, alpha, gamma, gamma, gamma, delta]
    claims = {(claim.by, claim.units, claim.when.start) for claim in territory.claims}
    assert claims == {("beta", (4,), day_of("1940-01-01")), ("alpha", (3,), day_of("1951-09-08"))}


def test_land_named_nowhere_is_without_data(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "atlas.yaml", "complete: true\n", "")
    edit(atlas, OPENING, "- {polity: delta, units: [DDD-1], sources: [{source: handbook}]}\n", "")
    assert read_atlas(atlas, row_of_squares()).territory.holders(day_of("1950-01-01"))[5] == NOBODY


BROKEN = yaml.load((SMALL.parent / "broken.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken["case"])
def test_each_rule_is_told_with_its_place(broken: dict[str, Any], tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    new = broken["new"]
    if "repeat" in broken:
        new = new.replace("@", broken["repeat"]["text"] * int(broken["repeat"]["times"]))
    edit(atlas, broken["file"], broken["old"], new)
    problems = check_atlas(atlas, row_of_squares())
    fitting = [problem for problem in problems if broken["says"] in problem.message and problem.field == broken["field"]]
    assert fitting, "\n".join(map(str, problems)) or "no problem found"
    assert broken.get("hint", "") in fitting[0].hint
    assert int(broken["line"]) in (0, fitting[0].line), str(fitting[0])
    with pytest.raises(BrokenAtlas):
        read_atlas(atlas, row_of_squares())


def test_a_broken_record_makes_no_false_alarms_elsewhere(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "polities.yaml", "label: [0.5, 0.5]", "label: here")
    assert [str(problem) for problem in check_atlas(atlas, row_of_squares())] == [
        "polities.yaml:6: label: is not `[longitude, latitude]` (write two numbers in degrees, as [37.62, 55.75])"
    ]


FILES = sorted(str(path.relative_to(SMALL)) for path in SMALL.rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_can_not_be_read_makes_no_false_alarms_elsewhere(file: str, tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    (atlas / file).write_text("- {id: [", encoding="utf-8")
    assert {problem.file for problem in check_atlas(atlas, row_of_squares())} == {file}
    with pytest.raises(BrokenAtlas):
        read_atlas(atlas, row_of_squares())


def test_a_text_that_is_wrong_in_one_language_is_not_said_to_be_missing_too(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, EVENT, "{ja: 条約が結ばれた, en:", f"{{ja: {'字' * 41}, en:")
    assert [problem.field for problem in check_atlas(atlas, row_of_squares())] == ["title.ja"]


@pytest.mark.parametrize(
    ("lonlat", "near"), [("[-0.85, 0.5]", True), ("[-0.95, 0.5]", False), ("[0.5, 1.85]", True), ("[0.5, 1.95]", False)]
)
def test_a_place_may_lie_a_hundred_km_off_the_land_of_its_country(lonlat: str, near: bool, tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "places.yaml", "lonlat: [0.5, 0.5]", f"lonlat: {lonlat}")
    assert ([problem.field for problem in check_atlas(atlas, row_of_squares())] == []) == near


def test_a_place_deep_inside_the_land_of_its_country_is_at_home(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    squares = row_of_squares()
    wide = replace(squares, levels=(replace(squares.levels[0], xy=squares.levels[0].xy * 10),))  # 10 degrees a side
    edit(atlas, "places.yaml", "lonlat: [0.5, 0.5]", "lonlat: [5, 5]")
    assert check_atlas(atlas, wide) == ()
    edit(atlas, "places.yaml", "lonlat: [5, 5]", "lonlat: [5, 11]")
    assert [problem.message for problem in check_atlas(atlas, wide)] == ["lies 111 km from all land that `alpha` ever holds"]


def test_the_nearness_of_places_is_not_asked_where_only_the_table_of_units_is_known(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "places.yaml", "lonlat: [0.5, 0.5]", "lonlat: [0.5, 50.5]")
    assert check_atlas(atlas, replace(row_of_squares(), levels=())) == ()


def test_links_in_a_circle_are_told_with_the_way_round(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "events/second.yaml", "when: 1950-06/1951-03~", "when: 1949-01/1951-03\n  leads_to: [pact]")
    problems = check_atlas(atlas, row_of_squares())
    assert [(problem.message, problem.hint) for problem in problems] == [("the links run in a circle", "pact -> war-of-words -> pact")]


def test_all_problems_of_all_files_come_in_one_report(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, EVENT, "kind: treaty", "kind: pakt")
    edit(atlas, LEDGER, "from: gamma", "from: beta")
    edit(atlas, "places.yaml", "rank: 1", "rank: 9")
    edit(atlas, "seas.yaml", "lonlat: [5, 3]", "lonlat: [3, 95]")
    (atlas / "blocs.yaml").write_text("- {id: [", encoding="utf-8")
    files = [problem.file for problem in check_atlas(atlas, row_of_squares())]
    assert {EVENT, LEDGER, "places.yaml", "seas.yaml", "blocs.yaml"} <= set(files)
    assert files == sorted(files)


def test_the_order_of_entries_in_the_files_does_not_matter(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    text = (atlas / LEDGER).read_text(encoding="utf-8")
    first, rest = text[: text.index("- when: 1945")], text[text.index("- when: 1945") :]
    (atlas / LEDGER).write_text(rest + first, encoding="utf-8")
    expected = read_atlas(SMALL, row_of_squares()).territory
    found = read_atlas(atlas, row_of_squares()).territory
    for column in ("unit_start", "day", "holder", "status"):
        assert getattr(found, column).tolist() == getattr(expected, column).tolist()


def test_cuts_that_wait_for_a_build_are_taken_for_built(tmp_path: Path) -> None:
    """The ledger can be checked before the geometry is built: only the waiting cut itself is told."""
    atlas = copy_small(tmp_path)
    before = row_of_squares(("AAA-1", "AAA-2", "BBB-1", "CCC-1", "DDD-1"))
    problems = check_atlas(atlas, before)
    assert [(problem.file, problem.field) for problem in problems] == [(CUT, "id")]
    territory = read_atlas(atlas, before).territory
    assert territory.holders(day_of("1960-01-01")).tolist() == [0, 0, 2, 2, 3]
    assert max(unit for transfer in territory.transfers for unit in transfer.units) < before.count


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("evnts.yaml", "no part of an atlas has this name", "did you mean `events`?"),
        ("events.yml", "no part of an atlas has this name", "name it `events.yaml`"),
    ],
)
def test_files_that_nobody_would_read_are_told(name: str, message: str, hint: str, tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    (atlas / name).write_text("[]", encoding="utf-8")
    assert check_atlas(atlas, row_of_squares()) == (Problem(name, 1, "file", message, hint),)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    secret = tmp_path / "secret.yaml"
    secret.write_text("- {id: x}", encoding="utf-8")
    (atlas / "events" / "stolen.yaml").symlink_to(secret)
    (problem,) = check_atlas(atlas, row_of_squares())
    assert (problem.file, problem.message) == ("events/stolen.yaml", "is a link that leads out of the atlas folder")


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_folder_that_is_a_link_is_not_passed_over_unsaid(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    (atlas / "events").rename(tmp_path / "events")
    (atlas / "events").symlink_to(tmp_path / "events")
    told = [str(problem) for problem in check_atlas(atlas, row_of_squares()) if problem.file == "events"]
    assert told == ["events:1: file: is a link to a folder, which is not entered (copy the folder into the atlas)"]
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "geometry.bin").touch()
    (atlas / "mine").symlink_to(tmp_path / "base")
    assert not [problem for problem in check_atlas(atlas, row_of_squares()) if problem.file == "mine"], "base geometry is no text"


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_links_that_lead_in_a_circle_or_nowhere_are_told_where_an_atlas_would_read_them_and_else_nobodys_business(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    for name in ("loop.md", "loop", "series.yaml", "events/round.yaml"):
        (atlas / name).unlink(missing_ok=True)
        (atlas / name).symlink_to(Path(name).name)
    (atlas / "gone.md").symlink_to("nowhere")
    (atlas / "events" / "gone.yaml").symlink_to("nowhere")
    hint = "put the file itself there, or take the link away"
    told = [str(problem) for problem in check_atlas(atlas, row_of_squares()) if " link " in problem.message]
    assert told == [
        f"events/gone.yaml:1: file: is a link that leads nowhere ({hint})",
        f"events/round.yaml:1: file: is a link that leads in a circle ({hint})",
        f"series.yaml:1: file: is a link that leads in a circle ({hint})",
    ]
    with pytest.raises(BrokenAtlas, match="leads in a circle"):
        open_atlas(atlas, tmp_path / "cache")


def test_a_folder_that_nobody_may_read_is_told_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atlas = copy_small(tmp_path)
    (atlas / "stories" / "locked").mkdir()
    look = os.scandir

    def refused(folder: str | Path) -> object:
        if str(folder).endswith("locked"):
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return look(folder)

    monkeypatch.setattr("os.scandir", refused)
    told = [str(problem) for problem in check_atlas(atlas, row_of_squares())]
    assert told == ["stories/locked:1: file: this folder can't be read: Permission denied"]


def test_a_folder_that_is_no_atlas_is_not_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    for name in ("notes.yaml", "deep/events.yaml", "deep/deeper/other.yml"):
        (tmp_path / name).write_text("nonsense: [", encoding="utf-8")
    monkeypatch.setattr("viewer.store.files._walk", None)
    assert [problem.message for problem in check_atlas(tmp_path, row_of_squares())] == ["is missing"]


@pytest.mark.parametrize(("name", "hint"), [("atlas.yml", "rename `atlas.yml` to it"), ("Atlas.YAML", "rename `Atlas.YAML` to it")])
def test_a_head_with_nearly_its_name_is_recognised(name: str, hint: str, tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    (atlas / "atlas.yaml").rename(atlas / name)
    if (atlas / "atlas.yaml").exists():
        pytest.skip("no difference between large and small letters here")
    assert [str(problem) for problem in check_atlas(atlas, row_of_squares())] == [f"atlas.yaml:1: file: is missing ({hint})"]


def test_a_folder_with_the_name_of_the_head_is_no_head(tmp_path: Path) -> None:
    (tmp_path / "atlas.yaml").mkdir()
    assert [str(problem) for problem in check_atlas(tmp_path, row_of_squares())] == ["atlas.yaml:1: file: is a folder, not a file"]


def test_a_folder_without_a_head_and_no_folder_at_all_are_told(tmp_path: Path) -> None:
    (problem,) = check_atlas(tmp_path, row_of_squares())
    assert str(problem) == "atlas.yaml:1: file: is missing (an atlas has a file `atlas.yaml`; see SCHEMA.md)"
    (problem,) = check_atlas(tmp_path / "nowhere", row_of_squares())
    assert problem.message == "there is no such folder"


def test_an_atlas_in_one_language_needs_no_other(tmp_path: Path) -> None:
    (tmp_path / "atlas.yaml").write_text("{atlas: 1, title: {fr: Petit}, span: 1900/1950, languages: [fr]}", encoding="utf-8")
    (tmp_path / "seas.yaml").write_text("[{id: mer, names: {fr: Mer}, lonlat: [0, 0]}]", encoding="utf-8")
    assert read_atlas(tmp_path, row_of_squares()).seas[0].names == {"fr": "Mer"}


def test_a_message_shows_direction_signs_and_is_one_line(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, EVENT, "kind: treaty", '"ki\\u202end\\n": treaty')
    told = [str(problem) for problem in check_atlas(atlas, row_of_squares())]
    assert any("ki\\u202end\\n: unknown field" in line for line in told)
    assert all(line.isprintable() for line in told)


def test_an_icon_that_is_not_there_is_told_but_keeps_nothing_from_being_read(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "kinds.yaml", "icon: swords", "icon: sword")
    told = [str(problem) for problem in check_atlas(atlas, row_of_squares())]
    assert len(told) == 1
    assert told[0].endswith(": icon: there is no icon `sword` (did you mean `swords`?)")
    assert read_atlas(atlas, row_of_squares()).kinds


def test_the_icons_that_the_schema_names_are_there(root: Path) -> None:
    text = (root / "data" / "SCHEMA.md").read_text(encoding="utf-8")
    named = re.findall(r"[a-z-]+", text.partition("\nIcons: `")[2].partition("`")[0])
    assert len(named) > 20
    assert set(named) <= icon_names()


def test_frontiers_are_read_and_held_against_the_rest(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    line = "- {id: old, names: {ja: 旧, en: Old}, when: 1920/1930, by: WHOSE, points: [[0, 1], [2, 3]], sources: [{source: book}]}"
    whose = next(iter(read_atlas(atlas, row_of_squares()).polities))
    source = next(iter(read_atlas(atlas, row_of_squares()).sources))
    line = line.replace("book", source)
    (atlas / "frontiers.yaml").write_text(line.replace("WHOSE", whose), encoding="utf-8")
    [frontier] = read_atlas(atlas, row_of_squares()).frontiers
    assert (frontier.style, frontier.by, frontier.points) == ("border", whose, ((0.0, 1.0), (2.0, 3.0)))
    for wrong in ("by: nowhere", "points: [[0, 1]]", "style: wall"):
        field = wrong.partition(":")[0]
        text = line.replace("WHOSE", whose)
        before = {"by": f"by: {whose}", "points": "points: [[0, 1], [2, 3]]", "style": f"by: {whose}"}[field]
        (atlas / "frontiers.yaml").write_text(text.replace(before, wrong), encoding="utf-8")
        assert [problem.file for problem in check_atlas(atlas, row_of_squares())] == ["frontiers.yaml"]
