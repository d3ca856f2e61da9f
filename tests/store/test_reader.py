"""A sound atlas is read whole; each rule, broken in one place, is told with file, line, field, message and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_atlas import SMALL, copy_small, edit, row_of_squares

from viewer.model.ledger import NOBODY, STATUSES
from viewer.model.time import day_of
from viewer.store.problems import BrokenAtlas, Problem
from viewer.store.reader import check_atlas, read_atlas

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
    assert atlas.places["alphaville"].name("en", day_of("1949-12-31")) == "Old Alphaville"
    assert atlas.politics.at(day_of("1942-01-01")).sovereign.tolist() == [0, 1, 0, 0]


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


BROKEN = {
    # file, old, new -> line, field, message, hint (pieces of them)
    "unknown field": (EVENT, "weight: 1", "wieght: 1", 7, "wieght", "unknown field", "did you mean `weight`?"),
    "field of another format": (EVENT, "when: 1949-04-04", "date: 1949-04-04", 2, "date", "unknown field", "write `when`"),
    "missing field": (EVENT, "  kind: treaty\n", "", 1, "kind", "is missing", ""),
    "empty field": (EVENT, "kind: treaty", "kind:", 5, "kind", "is empty", "write a value"),
    "list for a value": (EVENT, "kind: treaty", "kind: [treaty]", 5, "kind", "a list stands where a single value is expected", ""),
    "value for a list": ("polities.yaml", "capitals: [{place: alphaville}]", "capitals: alphaville", 4, "capitals", "where a list is expected", ""),
    "value for a mapping": (EVENT, "{source: lecture, lines: [10, 12]}", "lecture", 14, "sources[0]", "where a mapping is expected", "with source"),
    "bad id": (EVENT, "id: pact", "id: The Pact", 1, "id", "`The Pact` is not an id", "the-pact"),
    "doubled id": ("events/second.yaml", "id: later-note", "id: pact", 15, "id", "`pact` is defined twice", "events/first.yaml:1"),
    "doubled key": (EVENT, "  weight: 1\n", "  weight: 1\n  weight: 2\n", 8, "weight", "the key stands twice", "line 7"),
    "no such month": (EVENT, "when: 1949-04-04", "when: 1949-13-45", 2, "when", "there is no month 13", ""),
    "no such day": (EVENT, "when: 1949-04-04", "when: 1949-02-30", 2, "when", "there is no day 30", ""),
    "not a date": (EVENT, "when: 1949-04-04", "when: NO", 2, "when", "`NO` is not an EDTF date", ""),
    "clock time": (EVENT, "when: 1949-04-04", "when: 12:30", 2, "when", "`12:30` is not an EDTF date", ""),
    "long number": (EVENT, "weight: 1", f"weight: {'9' * 5000}", 7, "weight", "is not a whole number", "from 1 to 3"),
    "hexadecimal": (EVENT, "weight: 1", "weight: 0x1", 7, "weight", "`0x1` is not a whole number", "from 1 to 3"),
    "weight out of range": (EVENT, "weight: 1", "weight: 4", 7, "weight", "4 is out of range", "from 1 to 3"),
    "end before start": ("lines.yaml", "1948-02-25/1989-12-29", "1989-12-29/1948-02-25", 3, "when", "ends before it starts", ""),
    "period without slash": ("lines.yaml", "when: 1948-02-25/1989-12-29", "when: 1948", 3, "when", "`1948` is not a period", "") ,
    "transfer not to the day": (LEDGER, "- when: 1945-01-01", "- when: 1945-01", 9, "when", "is not known to the day", "write YYYY-MM-DD"),
    "swapped position": ("places.yaml", "lonlat: [4.5, 0.5]", "lonlat: [35.7, 139.7]", 9, "lonlat", "latitude 139.7 is out of range", "swapped"),
    "metres": ("places.yaml", "lonlat: [4.5, 0.5]", "lonlat: [500000, 60000]", 9, "lonlat", "is not in degrees", "metres"),
    "past the date line": ("places.yaml", "lonlat: [4.5, 0.5]", "lonlat: [181, 0.5]", 9, "lonlat", "longitude 181 is out of range", "-180 to 180"),
    "position of three": ("places.yaml", "lonlat: [4.5, 0.5]", "lonlat: [1, 2, 3]", 9, "lonlat", "is not `[longitude, latitude]`", ""),
    "long title": (EVENT, "en: A pact is signed", f"en: {'x' * 71}", 9, "title.en", "has 71 characters", "at most 70"),
    "long title ja": (EVENT, "ja: 条約が結ばれた, ", f"ja: {'字' * 41}, ", 9, "title.ja", "has 41 characters", "at most 40"),
    "language missing": (EVENT, "{ja: 条約が結ばれた, en: A pact is signed}", "{ja: 条約}", 9, "title", "has no text in `en`", "ja, en"),
    "unknown language": (EVENT, "{ja: 条約が結ばれた, en:", "{jp: 条約, en:", 9, "title.jp", "unknown language `jp`", "the atlas is in ja, en"),
    "unknown word": ("polities.yaml", "relation: occupied", "relation: ocupied", 17, "answers_to[0].relation", "is none of part, dependent", "`occupied`"),
    "unknown status": (LEDGER, "status: occupied", "status: taken", 5, "status", "`taken` is none of full, occupied", ""),
    "unknown kind": (EVENT, "kind: treaty", "kind: traety", 5, "kind", "unknown kind of event `traety`", "did you mean `treaty`?"),
    "unknown polity": (LEDGER, "to: gamma\n  status", "to: gama\n  status", 4, "to", "unknown polity `gama`", "did you mean `gamma`?"),
    "unknown actor": (EVENT, "actors: [alpha, smith", "actors: [alpha, smyth", 8, "actors[1]", "unknown polity or person or organisation", "`smith`"),
    "unknown source": (EVENT, "{source: handbook, note", "{source: handbok, note", 15, "sources[1].source", "unknown source `handbok`", "`handbook`"),
    "unknown effect": (EVENT, "later-note]", "late-note]", 11, "leads_to[1]", "unknown event `late-note`", "did you mean `later-note`?"),
    "wrong sort": (EVENT, "place: alphaville", "place: alpha", 3, "place", "unknown place `alpha`", "`alpha` is a polity"),
    "actor named as polity": ("people.yaml", "id: smith", "id: delta", 1, "id", "`delta` is also a polity", "choose another id"),
    "no source": (EVENT, "    - {source: lecture, lines: [10, 12]}\n    - {source: handbook, note: vol. I}\n", "    []\n", 14, "sources", "is an empty list", ""),
    "document without lines": (EVENT, "{source: lecture, lines: [10, 12]}", "{source: lecture}", 14, "sources[0]", "is a document, but no lines", "lines: [first"),
    "difference without lines": (EVENT, "      lines: [10, 10]\n", "", 17, "differs[0]", "is a document, but no lines", ""),
    "ledger document without lines": (LEDGER, "lecture, lines: [1, 2]", "lecture", 8, "sources[0]", "is a document, but no lines", ""),
    "line zero": (EVENT, "lines: [10, 12]", "lines: [0, 12]", 14, "sources[0].lines[0]", "0 is out of range", ""),
    "lines backwards": (EVENT, "lines: [10, 12]", "lines: [12, 10]", 14, "sources[0].lines", "line 10 comes before line 12", ""),
    "effect before its cause": ("events/second.yaml", "when: 1955", "when: 1948", 0, "leads_to[1]", "the effect `later-note` comes before its cause", "1949-04-04"),
    "event leads to itself": (EVENT, "later-note]", "later-note, pact]", 11, "leads_to[2]", "the event leads to itself", ""),
    "actor not yet born": ("people.yaml", "life: 1900/1980", "life: 1970/1980", 0, "actors", "`smith` does not exist at the time", "lived 1970"),
    "two toponyms at once": ("places.yaml", "../1950-01-01", "../1951-01-01", 8, "names[1]", "two names hold on the same day", "../1951-01-01"),
    "no name on a day": ("polities.yaml", "../1930-01-01, ja", "../1929-01-01, ja", 9, "names", "there is no name for 1929-01-01", "tile the life"),
    "two names of a polity": ("polities.yaml", "../1930-01-01, ja", "../1931-01-01, ja", 11, "names[1]", "two names hold on the same day", ""),
    "lives overlap": ("polities.yaml", "1960-01-01/..]", "1944-01-01/..]", 15, "life", "overlaps 1940-01-01/1945-01-01", ""),
    "master not alive": ("polities.yaml", "to: alpha, relation: part", "to: beta, relation: part", 21, "answers_to[0]", "`beta` does not exist on 1960-01-01", ""),
    "dependence outside life": ("polities.yaml", "{when: 1940-01-01/1945-01-01, to", "{when: 1950-01-01/1951-01-01, to", 17, "answers_to[0]", "lies outside the life of `gamma`", ""),
    "answers to itself": ("polities.yaml", "  codes: {gw: 1}\n", "  answers_to: [{to: delta, relation: dependent}]\n", 5, "answers_to[0]", "answers to itself in the end", "alpha -> delta -> alpha"),
    "two masters": ("polities.yaml", "[{when: ../1970-01-01, to: alpha, relation: part, status: union-republic}]",
                    "[{when: ../1970-01-01, to: alpha, relation: part}, {when: 1965-01-01/.., to: gamma, relation: part}]", 21, "answers_to[1]", "answers to two polities", "to alpha ../1970-01-01"),
    "membership outside bloc": ("memberships.yaml", "when: 1949-04-04/..", "when: 1948-04-04/..", 1, "when", "leaves the life of `west-pact`", "1949-04-04/.."),
    "membership outside polity": ("memberships.yaml", "1950-01-01/1960-01-01, s", "1950-01-01/1961-01-01, s", 2, "when", "leaves the life of `beta`", "../1960-01-01"),
    "membership twice": ("memberships.yaml", "bloc: east-pact, polity: gamma, when: 1960-01-01", "bloc: east-pact, polity: beta, when: 1955-01-01", 3, "when", "`beta` is in `east-pact` twice", "memberships.yaml:2"),
    "two exclusive blocs": ("memberships.yaml", "- {bloc: east-pact, polity: beta, when: 1950-01-01", "- {bloc: east-pact, polity: alpha, when: 1950-01-01", 2, "when", "is in `east-pact` and `west-pact`", "both exclude"),
    "bloc as a member": ("memberships.yaml", "polity: beta", "polity: east-pact", 2, "polity", "unknown polity `east-pact`", "`east-pact` is a bloc"),
    "membership without source": ("memberships.yaml", "joined_by: pact, sources: [{source: handbook}]", "joined_by: pact", 1, "sources", "is missing", ""),
    "era backwards": ("eras.yaml", "end: 2022", "end: 1940", 6, "eras[1]", "the era `late` ends before it starts", ""),
    "era twice": ("eras.yaml", "id: late", "id: early", 6, "eras[1]", "the era `early` stands twice", ""),
    "opening names a unit twice": (OPENING, "units: [DDD-1]", "units: [DDD-1, AAA-2]", 3, "units", "AAA-2 named twice in the opening", "first by alpha at territory/opening.yaml:1"),
    "opening by the unborn": (OPENING, "polity: delta", "polity: gamma", 3, "polity", "`gamma` does not exist on 1917-01-01", "its life is 1940-01-01/1945-01-01"),
    "incomplete": (OPENING, "- {polity: delta, units: [DDD-1], sources: [{source: handbook}]}\n", "", 1, "complete", "nobody holds DDD-1", "opening position"),
    "transfer from a non-holder": (LEDGER, "from: gamma", "from: beta", 11, "from", "`beta` does not hold CCC-1 on 1945-01-01", "`gamma` holds them since 1940-01-01 by territory/ledger.yaml:1"),
    "transfer from nobody": (LEDGER, "from: gamma", "from: nobody", 11, "from", "nobody does not hold CCC-1", "`gamma` holds them"),
    "giver that gives nothing": (LEDGER, "from: [beta, alpha]", "from: [beta, alpha, delta]", 17, "from", "`delta` holds none of these units", "leave it out"),
    "transfer that changes nothing": (LEDGER, "from: gamma\n  to: alpha", "from: gamma\n  to: gamma\n  status: occupied", 12, "to", "`gamma` holds these units already", "nothing changes"),
    "transfer to the dead": (LEDGER, "when: 1940-01-01\n", "when: 1939-01-01\n", 4, "to", "`gamma` does not exist on 1939-01-01", "its life is 1940-01-01/1945-01-01"),
    "holds land after its life": (LEDGER, "- when: 1945-01-01", "- when: 1946-01-01", 15, "life", "`gamma` still holds CCC-1 on 1945-01-01", "transfer them by that day"),
    "twice on a day": (LEDGER, "- when: 1945-01-01", "- when: 1940-01-01", 10, "units", "CCC-1 transferred twice on 1940-01-01", "territory/ledger.yaml:1"),
    "before the first day": (LEDGER, "- when: 1940-01-01", "- when: 1917-01-01", 1, "when", "is not after the first day of the atlas", "1917-01-01"),
    "unknown unit": (OPENING, "units: [DDD-1]", "units: [DDD-2]", 3, "units", "unknown unit `DDD-2`", "did you mean `DDD-1`?"),
    "unknown country": (LEDGER, "- when: 1940-01-01\n  units: [adm0:CCC]", "- when: 1940-01-01\n  units: [adm0:CCD]", 2, "units", "unknown country `CCD`", "base/units.csv"),
    "unknown cut": ("claims.yaml", "cut:strip", "cut:stripe", 1, "units", "unknown cut `stripe`", "did you mean `strip`?"),
    "unknown region": (OPENING, "region:outer", "region:outter", 2, "units", "unknown region `outter`", "did you mean `outer`?"),
    "region in itself": ("territory/regions.yaml", "region:middle", "region:outer", 2, "units", "region `outer` contains itself", "outer -> outer"),
    "takes away nothing": ("territory/regions.yaml", '"-cut:strip"', "-AAA-1", 1, "units", "`-AAA-1` takes away nothing", "in order"),
    "selects nothing": ("territory/regions.yaml", '"-cut:strip"', "-BBB-1", 1, "units", "selects no unit", ""),
    "not a selector": (OPENING, "units: [DDD-1]", "units: [East Prussia]", 3, "units[0]", "is not a selector", "region:kresy"),
    "cut of an unknown unit": (CUT, '["BBB-1"]', '["BBB-1", "QQQ-1"]', 2, "units", "unknown unit `QQQ-1` in the cut `strip`", ""),
    "cut not built": (CUT, '"id": "strip"', '"id": "strip-two"', 2, "id", "does not know these cuts yet: `strip-two`", "bloc-atlas build"),
    "cut without source": (CUT, ', "source": "Handbook"', "", 2, "features[0].properties.source", "is missing", "where it is known from"),
    "bow-tie": (CUT, "[3, -1], [4, -1], [4, 2], [3, 2]", "[3, -1], [4, 2], [4, -1], [3, 2]", 2, "features[0].geometry", "Self-intersection", "may not cross"),
    "open ring": (CUT, "[3, 2], [3, -1]]", "[3, 2], [3, 0]]", 2, "features[0].geometry.coordinates", "a ring is not closed", "first point"),
    "two-point ring": (CUT, "[[3, -1], [4, -1], [4, 2], [3, 2], [3, -1]]", "[[3, -1], [3, -1]]", 2, "features[0].geometry.coordinates", "a ring has 2 points", "at least 4"),
    "NaN in a ring": (CUT, "[4, 2]", "[NaN, 2]", 1, "json", "`NaN` is not a number of JSON", ""),
    "endless number": (CUT, "[4, 2]", "[1e999, 2]", 1, "json", "`1e999` is too large a number", ""),
    "text in a ring": (CUT, "[4, 2]", '["4", 2]', 2, "features[0].geometry.coordinates", "something that is not [longitude, latitude]", ""),
    "swapped ring": (CUT, "[4, 2]", "[45, 140]", 2, "features[0].geometry.coordinates", "latitude 140 is out of range", "swapped"),
    "null geometry": (CUT, '{"type": "Polygon", "coordinates": [[[3, -1], [4, -1], [4, 2], [3, 2], [3, -1]]]}', "null", 2, "features[0].geometry", "is null", "draw a polygon"),
    "line for a polygon": (CUT, '"Polygon"', '"LineString"', 2, "features[0].geometry", "is a LineString", "Polygon or MultiPolygon"),
    "lone surrogate": (CUT, "Eastern strip", "\\ud800", 1, "json", "half a character", ""),
    "deep JSON": (CUT, "[[[3, -1]", "[" * 100_000 + "[[[3, -1]", 3, "json", "nested deeper than 40 levels", ""),
    "truncated JSON": (CUT, "]]]}}\n]}", "]]]}}", 4, "json", "Expecting", ""),
    "address that is a file": ("sources.yaml", "https://example.org/handbook", "file:///etc/passwd", 2, "url", "is not a web address", "http"),
    "base outside the folder": ("atlas.yaml", "base: built-in", "base: ../base", 7, "base", "is not the name of a folder inside", "built-in"),
    "version of later": ("atlas.yaml", "atlas: 1", "atlas: 2", 1, "atlas", "`2` is none of 1", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_each_rule_is_told_with_its_place(case: str, tmp_path: Path) -> None:
    file, old, new, line, field, message, hint = BROKEN[case]
    atlas = copy_small(tmp_path)
    edit(atlas, file, old, new)
    problems = check_atlas(atlas, row_of_squares())
    fitting = [problem for problem in problems if message in problem.message and hint in problem.hint and problem.field == field]
    assert fitting, "\n".join(map(str, problems)) or "no problem found"
    assert line in (0, fitting[0].line), str(fitting[0])
    with pytest.raises(BrokenAtlas):
        read_atlas(atlas, row_of_squares())


def test_a_broken_record_makes_no_false_alarms_elsewhere(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    edit(atlas, "polities.yaml", "label: [0.5, 0.5]", "label: here")
    assert [str(problem) for problem in check_atlas(atlas, row_of_squares())] == [
        "polities.yaml:6: label: is not `[longitude, latitude]` (write two numbers in degrees, as [37.62, 55.75])"
    ]


def test_links_in_a_circle_are_told_with_the_way_round(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    second = atlas / "events" / "second.yaml"
    second.write_text(
        second.read_text(encoding="utf-8").replace("when: 1950-06/1951-03~", "when: 1949-01/1951-03\n  leads_to: [pact]"), encoding="utf-8"
    )
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
    for unit in range(found.count):
        assert [row[:3] for row in found.history(unit)] == [row[:3] for row in expected.history(unit)]


def test_cuts_that_wait_for_a_build_are_taken_for_built(tmp_path: Path) -> None:
    """The ledger can be checked before the geometry is built: only the waiting cut itself is told."""
    atlas = copy_small(tmp_path)
    problems = check_atlas(atlas, row_of_squares(("AAA-1", "AAA-2", "BBB-1", "CCC-1", "DDD-1")))
    assert [(problem.file, problem.field) for problem in problems] == [(CUT, "id")]


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


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    atlas = copy_small(tmp_path)
    secret = tmp_path / "secret.yaml"
    secret.write_text("- {id: x}", encoding="utf-8")
    (atlas / "events" / "stolen.yaml").symlink_to(secret)
    (problem,) = check_atlas(atlas, row_of_squares())
    assert (problem.file, problem.message) == ("events/stolen.yaml", "is a link that leads out of the atlas folder")


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
