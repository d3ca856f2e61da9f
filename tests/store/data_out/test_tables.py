"""Data out: what other programs read is complete, valid, and says the same as the atlas."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from typing import Any

import pytest
from shapely.geometry import shape
from small_atlas import SMALL, row_of_squares

from viewer.model.atlas import Atlas
from viewer.model.tabular import to_csv
from viewer.model.time import day_of
from viewer.store.data_out.tables import (
    changes_json,
    events_geojson,
    membership_rows,
    polities_geojson,
    polity_rows,
    to_json,
    treaty_rows,
)
from viewer.store.data_out.writing import table_text
from viewer.store.reader import read_atlas


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return read_atlas(SMALL, row_of_squares())


def by_id(collection: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {feature["properties"]["id"]: feature for feature in collection["features"]}


def test_an_event_has_exactly_the_stated_properties(atlas: Atlas) -> None:
    features = by_id(events_geojson(atlas))
    pact = features["pact"]
    assert pact["geometry"] == {"type": "Point", "coordinates": [0.5, 0.5]}
    properties = pact["properties"]
    stated = "id when start end kind title_ja title_en text_ja text_en place actors leads_to differs sources"
    assert list(properties) == stated.split()
    assert (properties["when"], properties["start"], properties["end"]) == ("1949-04-04", "1949-04-04", "1949-04-04")
    assert properties["leads_to"] == ["war-of-words", "later-note"]
    assert properties["sources"] == [{"source": "lecture", "lines": [10, 12]}, {"source": "handbook", "lines": None}]
    assert properties["differs"][0]["record_en"] == "It was 4 April."
    war = features["war-of-words"]["properties"]
    assert (war["when"], war["start"], war["end"], war["place"]) == (
        "1950-06/1951-03~",
        "1950-06-01",
        "1951-03-31",
        "The border",
    )
    assert features["later-note"]["geometry"] is None


def test_a_polity_has_the_land_that_it_holds_on_the_day(atlas: Atlas) -> None:
    features = by_id(polities_geojson(atlas, day_of("1950-01-01")))
    assert list(features) == ["alpha", "beta", "delta"]
    alpha = features["alpha"]
    assert shape(alpha["geometry"]).is_valid
    assert shape(alpha["geometry"]).area == pytest.approx(3)
    assert shape(alpha["geometry"]).bounds == (0, 0, 5, 1)
    assert len(shape(alpha["geometry"]).geoms) == 2
    assert alpha["properties"] == {
        "id": "alpha",
        "name_ja": "アルファ",
        "name_en": "Alpha",
        "sovereign": "alpha",
        "relation": "self",
        "status": "independent",
        "blocs": ["west-pact"],
        "start": "1900-01-01",
        "end": None,
        "gw": "1",
    }
    delta = features["delta"]["properties"]
    assert (delta["sovereign"], delta["relation"], delta["status"], delta["gw"]) == ("alpha", "part", "union-republic", "")


@pytest.mark.parametrize(("day", "number"), [("1929-12-31", "9"), ("1930-01-01", "")])
def test_a_polity_has_the_codes_of_the_day(atlas: Atlas, day: str, number: str) -> None:
    assert by_id(polities_geojson(atlas, day_of(day)))["delta"]["properties"]["gw"] == number


@pytest.mark.parametrize(("day", "numbers"), [("1930-01-01", ("710", "CHN")), ("1949-12-31", ("713", "TWN"))])
def test_the_republic_of_china_is_known_as_china_until_the_peoples_republic(built_in: Atlas, day: str, numbers: tuple[str, str]) -> None:
    (row,) = (row for row in polity_rows(built_in, day_of(day)) if row["id"] == "roc")
    assert (row["gw"], row["iso3"]) == numbers


def test_outer_rings_run_against_the_clock(atlas: Atlas) -> None:
    (part,) = shape(by_id(polities_geojson(atlas, day_of("1920-01-01")))["delta"]["geometry"]).geoms
    assert part.exterior.is_ccw


def test_a_state_that_came_back_tells_the_life_of_the_day(atlas: Atlas) -> None:
    rows = {row["id"]: row for row in polity_rows(atlas, day_of("1944-12-31"))}
    assert (rows["gamma"]["start"], rows["gamma"]["end"], rows["gamma"]["relation"]) == ("1940-01-01", "1944-12-31", "occupied")
    assert "gamma" not in {row["id"] for row in polity_rows(atlas, day_of("1945-01-01"))}


def test_a_living_polity_without_land_of_its_own_has_an_empty_shape(atlas: Atlas) -> None:
    late = replace(atlas, polities={**atlas.polities, "union": replace(atlas.polities["alpha"], id="union")})
    geometry = by_id(polities_geojson(late, day_of("1950-01-01")))["union"]["geometry"]
    assert shape(geometry).is_empty


def test_memberships_end_on_their_last_day(atlas: Atlas) -> None:
    assert table_text(atlas, "memberships", "csv").splitlines() == [
        "bloc,polity,start,end,source",
        "east-pact,beta,1950-01-01,1959-12-31,lecture",
        "west-pact,alpha,1949-04-04,,handbook",
    ]
    assert [row["tie"] for row in membership_rows(atlas, all_ties=True)] == ["member", "associate", "member"]


def test_changes_name_who_really_gave(atlas: Atlas) -> None:
    rows = changes_json(atlas, day_of("1949-12-31"), day_of("1970-01-01"))
    assert [(row["date"], row["what"], row["units"], row["from"], row["to"]) for row in rows] == [
        ("1950-01-01", "membership", ["beta"], "", "east-pact"),
        ("1960-01-01", "polity", ["gamma"], "", "gamma"),
        ("1960-01-01", "membership", ["beta"], "east-pact", ""),
        ("1960-01-01", "land", ["BBB-1", "BBB-1:strip"], "beta", "gamma"),
        ("1960-01-01", "land", ["CCC-1"], "alpha", "gamma"),
        ("1960-01-01", "polity", ["beta"], "beta", ""),
        ("1970-01-01", "dependence", ["delta"], "alpha", ""),
    ]
    assert list(rows[0]) == ["date", "what", "units", "from", "to", "event", "source"]


def test_changes_make_of_one_days_polities_those_of_any_other(built_in: Atlas) -> None:
    """As a reader of the tables alone would do it, from the opening position to the end."""
    first, last = built_in.span.start, built_in.span.end - 1
    opening = polity_rows(built_in, first)
    living = {row["id"] for row in opening}
    sovereign = {row["id"]: row["sovereign"] for row in opening}
    answers = {polity.id: next((tie.to for tie in polity.answers_to if first in tie.when), "") for polity in built_in.polity_list}
    blocs = {row["id"]: set(row["blocs"]) for row in opening}
    codes = built_in.basemap.codes
    ids = [*built_in.polities, ""]
    land = {code: ids[holder] for code, holder in zip(codes, built_in.territory.holders(first), strict=True)}
    assert all(sovereign[who] == who for who in living if not answers[who])
    rows = changes_json(built_in, first, last)
    assert rows == sorted(rows, key=lambda row: row["date"])
    days = sorted({*random.Random(7).sample(range(first, last), 12), last})
    for row in rows:
        while day_of(row["date"]) > days[0]:
            _equal(built_in, days.pop(0), living, answers, blocs, land)
        what, units, before, after = row["what"], row["units"], row["from"], row["to"]
        for unit in units:
            if what == "land":
                assert land[unit] == before
                land[unit] = after
            elif what == "status":
                assert land[unit] == before == after
            elif what == "membership":
                blocs.setdefault(unit, set()).discard(before)
                blocs[unit] |= {after} - {""}
            elif what == "dependence":
                assert answers[unit] == before
                answers[unit] = after
            elif after:
                living.add(after)
                answers[after] = ""
            else:
                living.remove(before)
    for day in days:
        _equal(built_in, day, living, answers, blocs, land)


def _equal(atlas: Atlas, day: int, living: set[str], answers: dict[str, str], blocs: dict[str, set[str]], land: dict[str, str]) -> None:
    ids = [*atlas.polities, ""]
    assert list(land.values()) == [ids[holder] for holder in atlas.territory.holders(day)]
    rows = {row["id"]: row for row in polity_rows(atlas, day)}
    assert set(rows) == living | set(land.values()) - {""}
    for who in living:
        master = who
        while answers[master]:
            master = answers[master]
        assert rows[who]["sovereign"] == master
        assert set(rows[who]["blocs"]) == blocs.get(who, set())


def test_changes_are_those_after_the_first_day_until_the_last(atlas: Atlas) -> None:
    assert changes_json(atlas, day_of("1960-01-01"), day_of("1969-12-31")) == []
    assert len(changes_json(atlas, day_of("1959-12-31"), day_of("1960-01-01"))) == 5


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_cells_that_a_spreadsheet_would_run_are_neutralised(cell: str) -> None:
    (row,) = list(csv.DictReader(io.StringIO(to_csv([{"a": cell, "n": -2.5}]), newline="")))
    assert row == {"a": "'" + cell.replace("\r", "\n"), "n": "-2.5"}


@pytest.mark.parametrize("day", ["-0215-08-02", "-0201-10~", "-0263/-0240", "-0044-03-15/.."])
def test_days_before_the_year_1_are_no_formulas(day: str) -> None:
    assert to_csv([{"a": day}]) == f"a\n{day}\n"
    assert to_csv([{"a": f"{day}+cmd|x"}]) == f"a\n'{day}+cmd|x\n"


def test_what_is_no_text_is_told_as_json_in_a_cell() -> None:
    cells = {"of": {"ja": "島", "en": "island"}, "list": ["a", {"b": 1}], "none": None}
    (row,) = list(csv.DictReader(io.StringIO(to_csv([cells]), newline="")))
    assert row == {"of": '{"ja": "島", "en": "island"}', "list": 'a; {"b": 1}', "none": ""}


def test_csv_keeps_commas_quotes_and_line_breaks(atlas: Atlas) -> None:
    text = 'a "b", c\nd'
    (row,) = list(csv.DictReader(io.StringIO(to_csv([{"a": text}]), newline="")))
    assert row["a"] == text
    rows = list(csv.DictReader(io.StringIO(table_text(atlas, "events", "csv"), newline="")))
    assert rows[0]["actors"] == "alpha; smith; league"
    assert (rows[0]["lon"], rows[2]["lon"]) == ("0.5", "")


def test_treaties_come_by_the_day_they_were_signed_with_dates_as_they_are_known(atlas: Atlas) -> None:
    pact, letter = treaty_rows(atlas)
    assert (pact["id"], pact["signed"], pact["in_force"], pact["ended"]) == ("pact-of-alpha", "1949-04-04", "1949-08-24", "1960-01")
    assert (pact["parties"], pact["event"], pact["source"]) == (["alpha", "beta"], "pact", "lecture")
    assert (letter["from"], letter["to"], letter["archive_en"], letter["ended"]) == (["smith"], ["beta", "league"], "Archive, volume 2", "")
    cells = list(csv.DictReader(io.StringIO(table_text(atlas, "treaties", "csv"), newline="")))
    assert cells[1]["to"] == "beta; league"


@pytest.mark.parametrize("table", ["events", "polities", "memberships", "changes", "sources"])
def test_json_is_json(table: str, atlas: Atlas) -> None:
    rows = json.loads(table_text(atlas, table, "json", at=day_of("1950-01-01"), first=day_of("1930-01-01"), last=day_of("1961-01-01")))
    assert rows
    assert all(isinstance(row, dict) for row in rows)


def test_geojson_is_one_feature_a_line(atlas: Atlas) -> None:
    text = to_json(events_geojson(atlas))
    assert len(text.splitlines()) == 3 + 2
    assert json.loads(text)["type"] == "FeatureCollection"
