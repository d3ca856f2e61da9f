"""Tables and JSON as other programs write them: their columns are guessed right, or it is told why they can't be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.extra import Columns, ExtraLayer
from viewer.model.time import LAST_DAY, iso
from viewer.store.imports.days import one_date
from viewer.store.imports.meaning import guess_columns, title_of
from viewer.store.imports.reading import preview, read_extra
from viewer.store.imports.refusal import ImportRefused


def read(path: Path, text: str, encoding: str = "utf-8") -> ExtraLayer:
    """Read a file as the window does: with the columns that it shows."""
    path.write_bytes(text.encode(encoding))
    layer, builder = read_extra(path, preview(path).columns if path.suffix in (".csv", ".tsv", ".txt") else None)
    assert builder.faults == ()
    return layer


def told(layer: ExtraLayer, feature: int = 0) -> tuple[str, tuple[float, float] | None, str, str]:
    """Title, place, first and last day of a feature."""
    span = layer.span(feature)
    return layer.title(feature), layer.place(feature), iso(span.start) if span else "", iso(span.end - 1) if span else ""


GBIF = "gbifID\tscientificName\tdecimalLatitude\tdecimalLongitude\teventDate\tday\tyear"
WALL = ("Wall", (13.4, 52.5), "1961-08-13", "1989-11-09")
ON_THE_DAY = ("Wall", (13.4, 52.5), "1961-08-13", "1961-08-13")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title,lat,lon,start date,end date\nWall,52.5,13.4,1961-08-13,1989-11-09\n", WALL),
        ("Name,GPS lat,GPS long,beginDate,endDate\nWall,52.5,13.4,1961-08-13,1989-11-09\n", WALL),
        ("id,year,conflict_name,latitude,longitude,date_start,date_end\n1,1961,Wall,52.5,13.4,1961-08-13 00:00:00.000,1989-11-09\n", WALL),
        ("Titel;Breite;Länge;Beginn;Ende\nWall;52,5;13,4;13.8.1961;9.11.1989\n", WALL),
        ("Nom;Latitude;Longitude;Date de début;Date de fin\nWall;52,5;13,4;13/08/1961;09/11/1989\n", WALL),
        ("名称,北緯,東経,開業日,廃業日\nWall,52.5,13.4,昭和36年8月13日,1989/11/9\n", WALL),
        ('title,from_year,to_year,reprLat,reprLatLong,reprLong\nWall,1961-08-13,1989-11-09,52.5,"52.5,13.4",13.4\n', WALL),
        ("Year,Month,Day,End Year,End Month,End Day,Headline,lat,lon\n1961,8,13,1989,11,9,Wall,52.5,13.4\n", WALL),
        ("Year,Month,Day,End Year,End Month,End Day,Headline,lat,lon\n1961,8,13,,,,Wall,52.5,13.4\n", ON_THE_DAY),
        ("名称,年,月,日,緯度,経度\nWall,1961,8,13,52.5,13.4\n", ON_THE_DAY),
        (f"{GBIF}\n1\tWall\t52.5\t13.4\t1961-08-13T10:00:00\t13\t1961\n", ON_THE_DAY),
        ("event_date,year,time_precision,location,latitude,longitude\n13 August 1961,1961,1,Wall,52.5,13.4\n", ON_THE_DAY),
        ("name,from_lon,from_lat,dropoff_longitude,dropoff_latitude,DateTime\nWall,13.4,52.5,0,0,1961/08/13 10:33:50.4\n", ON_THE_DAY),
        ("name,lat,lon,date\nWall,52.5,13.4,8/13/1961 1:05 PM\n", ON_THE_DAY),
        ("name,lat,lon,timestamp\nWall,52.5,13.4,-264643200\n", ON_THE_DAY),
        ("name|lat|lon|date\nWall|52.5|13.4|1961-08-13\n", ON_THE_DAY),
        ("# of some program\nname,lat,lon,date\nWall,52.5,13.4,1961-08-13\n", ON_THE_DAY),
        ("Walls of the world,,,\n,,,\nname,lat,lon,date\nWall,52.5,13.4,1961-08-13\n", ON_THE_DAY),
        ('id,_geojson,date,place\n1,"{""type"":""Point"",""coordinates"":[13.4,52.5]}",1961-08-13,Wall\n', ON_THE_DAY),
        ('Person,Coordinates,Birth Date\nWall,"52.5, 13.4",1961-08-13\n', ON_THE_DAY),
        ("name,lat,lon,from_node,to_node,date\nWall,52.5,13.4,1234,1235,1961-08-13\n", ON_THE_DAY),
    ],
)
def test_columns_of_the_tables_of_other_programs_are_guessed(text: str, expected: object, tmp_path: Path) -> None:
    suffix = ".tsv" if "\t" in text else ".csv"
    path = tmp_path / f"a{suffix}"
    assert told(read(path, text)) == expected
    assert told(read_extra(path)[0]) == expected, "so too where nobody looks at the columns first"


@pytest.mark.parametrize(("encoding", "guessed"), [("cp1252", "latin-1"), ("cp932", "cp932"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8")])
def test_the_encoding_of_an_office_is_told_by_its_letters(encoding: str, guessed: str, tmp_path: Path) -> None:
    name = "壁の町" if encoding == "cp932" else "Würzburg"
    layer = read(tmp_path / "a.txt", f"name\tlat\tlon\n{name}\t52.5\t13.4\n", encoding)
    assert layer.title(0) == name
    assert preview(tmp_path / "a.txt").columns.encoding == guessed


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,lat,lon,date\nA,1,2,22506\n", "line 2: date: `22506` is not a date that can be read: it may be a spreadsheet's"),
        ('name,lat,lon,year\nA,1,2,"1,961"\n', "line 2: year: `1,961` is not a date that can be read"),
        ("# head\nname,place,date\nA,Berlin,1961\n", "no column holds the longitude"),
    ],
)
def test_what_can_not_be_guessed_is_told(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused, match=why.replace("(", "[(]")):
        read_extra(path)


def test_numbers_of_a_day_are_told_with_the_day_that_they_stand_for(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"write 1961-08-13$") as refusal:
        one_date("22506")
    assert getattr(refusal.value, "reason", "") == "serial"


def test_an_empty_end_is_no_end_beside_a_start_and_none_beside_a_date(tmp_path: Path) -> None:
    text = "name,lat,lon,{},end\nA,1,2,1961-08-13,\nB,1,2,1961-08-13,1961-08-20\n"
    assert told(read(tmp_path / "a.csv", text.format("date")))[2:] == ("1961-08-13", "1961-08-13")
    assert told(read(tmp_path / "b.csv", text.format("date")), 1)[2:] == ("1961-08-13", "1961-08-20")
    assert read(tmp_path / "c.csv", text.format("start")).end[0] == LAST_DAY


RECORD = {"itemLabel": "Wall", "coord": "Point(13.4 52.5)", "date": "1961-08-13T00:00:00Z"}
FEATURE = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [13.4, 52.5]},
    "properties": {"NAME_1": "Wall", "date": "1961-08-13"},
}


@pytest.mark.parametrize(
    "content",
    [
        [RECORD],
        {"results": {"bindings": [{key: {"type": "literal", "value": value} for key, value in RECORD.items()}]}},
        {"elements": [{"type": "node", "lat": 52.5, "lon": 13.4, "tags": {"name": "Wall", "date": "1961-08-13"}}]},
        {"elements": [{"type": "way", "center": {"lat": 52.5, "lon": 13.4}, "tags": {"name": "Wall", "date": "1961-08-13"}}]},
        [FEATURE],
    ],
    ids=["records", "answers of SPARQL", "a node", "a way with its middle", "features without a collection"],
)
def test_json_that_is_a_table_is_read_as_one(content: object, tmp_path: Path) -> None:
    assert told(read(tmp_path / "a.json", json.dumps(content))) == ON_THE_DAY


def test_a_table_of_very_many_columns_is_refused_before_their_names_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr("viewer.store.imports.table.guess_columns", lambda header, *_, **__: looked.append(len(header)) or Columns())
    (tmp_path / "a.csv").write_text("," * 100_000 + "\n" + "," * 100_000)
    with pytest.raises(ImportRefused, match="line 1: has 100,001 columns"):
        read_extra(tmp_path / "a.csv")
    assert "has 65," in preview(tmp_path / "a.csv").refusal
    (tmp_path / "a.json").write_text(json.dumps([{f"k{number}": 1} for number in range(300)]))
    with pytest.raises(ImportRefused, match=r"a\.json: has 300 columns"):
        read_extra(tmp_path / "a.json")
    assert looked == []


def test_features_one_a_line_are_read_and_a_broken_line_is_told(tmp_path: Path) -> None:
    line = json.dumps(FEATURE)
    assert read(tmp_path / "a.geojsonl", f"{line}\n\x1e{line}\n\n").count == 2
    (tmp_path / "b.ndjson").write_text(f"{line}\n{line[:-3]}\n")
    with pytest.raises(ImportRefused, match="is not sound JSON: line 2: Unterminated"):
        read_extra(tmp_path / "b.ndjson")


def test_records_without_places_are_refused_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{"type": "Annotation", "body": []}]))
    with pytest.raises(ImportRefused, match=r"a\.json: longitude: no column holds the longitude \(columns: type, body"):
        read_extra(tmp_path / "a.json")


def test_parts_of_the_names_of_properties_tell_a_time_where_they_are_dates_alone(tmp_path: Path) -> None:
    def span_of(**properties: object) -> tuple[str, str]:
        feature = {**FEATURE, "properties": properties}
        return told(read(tmp_path / "a.geojson", json.dumps(feature)))[2:]

    assert span_of(gwsdate="1961-08-13", gwedate="1989-11-09") == WALL[2:]
    assert span_of(beginYear=1961, endYear=1989) == ("1961-01-01", "1989-12-31")
    assert span_of(start_node="A", end_node="B") == ("", ""), "names that mislead are no faults"
    assert span_of(POP_YEAR=2019, founded=1961) == ("", ""), "a part of one name alone is no time"


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("a.xls", "is a spreadsheet of a kind that can't be added (save it as an Excel workbook"),
        ("a.gml", "(turn it into GeoJSON"),
        ("a.doc", "known: .csv"),
    ],
)
def test_files_of_other_kinds_are_told_a_way(name: str, way: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    with pytest.raises(ImportRefused) as refusal:
        read_extra(tmp_path / name)
    assert way in str(refusal.value)


def test_titles_are_found_by_a_word_of_the_name_but_not_by_that_of_a_file() -> None:
    assert title_of({"NAME_1": "Berlin", "TYPE_1": "Land"}) == "Berlin"
    assert title_of({"shapeName": "", "name:en": "Berlin"}) == "Berlin"
    assert title_of({"file_name": "a.tif", "name_id": "7"}) == ""


@given(st.lists(st.text(max_size=20), max_size=12), st.lists(st.lists(st.text(max_size=12), max_size=12), max_size=3))
def test_any_header_has_a_meaning_or_none(header: list[str], rows: list[list[str]]) -> None:
    found = guess_columns(header, rows=rows)
    assert {found.lon, found.lat, found.date, found.start, found.end, found.title} <= {*header, ""}
    assert guess_columns([], rows=rows) == Columns()
