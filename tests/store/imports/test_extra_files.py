"""Files that a reader brings: what sound ones give."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from viewer.carto.own.extra import when_words
from viewer.model.extra import Columns, Doubt, ExtraLayer, Fault
from viewer.model.time import FIRST_DAY, LAST_DAY, Interval, day_of
from viewer.store.imports.days import from_to, one_date, quoted, reason_of
from viewer.store.imports.desk import read_added
from viewer.store.imports.jobs import name_layers, read_whole
from viewer.store.imports.meaning import guess_columns
from viewer.store.imports.reading import preview, read_extra
from viewer.store.imports.refusal import ImportRefused

OWN = Path(__file__).parents[2] / "data" / "own"


def read_without_fault(path: Path) -> ExtraLayer:
    layer, builder = read_extra(path)
    assert not builder.faults
    return layer


def titles(layer: ExtraLayer) -> list[str]:
    return [layer.title(feature) for feature in range(layer.count)]


def days(first: str, last: str) -> Interval:
    return Interval(day_of(first), day_of(last) + 1)


def test_geojson_brings_points_lines_and_areas_with_their_times_in_order() -> None:
    layer = read_without_fault(OWN / "sputnik.geojson")
    assert titles(layer) == ["Sputnik 1", "Explorer 1", "Berlin Wall", "Quarantine"]
    assert [layer.span(n) for n in range(4)] == [
        days("1957-10-04", "1957-10-04"),
        days("1958-02-01", "1958-02-01"),
        days("1961-08-13", "1989-11-09"),
        days("1962-10-24", "1962-11-20"),
    ]
    assert layer.lasting.tolist() == [False, False, True, True]
    assert layer.lonlat.tolist() == [[63.3422, 45.9203], [-80.5772, 28.4458]]
    assert layer.owner.tolist() == [0, 1]
    assert layer.path_owner.tolist() == [2, 3]
    assert layer.path_area.tolist() == [False, True]
    assert ("note", "First satellite") in layer.properties(0)


def test_a_feature_lies_at_its_first_point_else_amid_its_first_line_or_area(tmp_path: Path) -> None:
    shapes = [
        {"type": "Point", "coordinates": [10, 20]},
        {"type": "LineString", "coordinates": [[0, 0], [0, 1]]},
        {"type": "Polygon", "coordinates": [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]]},
    ]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    path = tmp_path / "places.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    layer = read_without_fault(path)
    places = [layer.place(feature) for feature in range(3)]
    assert places[0] == (10, 20)
    for place, middle in zip(places[1:], [(0, 0.5), (10.5, 10.5)], strict=True):
        assert place == pytest.approx(middle, abs=0.01)
    assert layer.place(3) is None


def test_a_fault_is_told_in_one_line_by_what_is_known_of_it() -> None:
    assert str(Fault("a.csv", "line 2", "lat", "is no number", "write 35.68")) == "a.csv: line 2: lat: is no number (write 35.68)"
    assert str(Fault("a.csv", "", "", "is empty")) == "a.csv: is empty"


def test_long_edges_bend_with_the_map_and_keep_their_ends() -> None:
    layer = read_without_fault(OWN / "sputnik.geojson")
    ring = layer.vertices[layer.offsets[1] : layer.offsets[2]]
    assert np.abs(np.diff(ring, axis=0)).max() <= 2.0
    assert ring[0].tolist() == ring[-1].tolist() == [-85.0, 19.0]
    assert [-74.0, 24.0] in ring.tolist()


def test_a_japanese_table_is_understood_without_a_word() -> None:
    shown = preview(OWN / "embassies.csv")
    assert shown.columns == Columns(lon="経度", lat="緯度", start="開設日", end="廃止日", title="館名")
    layer = read_without_fault(OWN / "embassies.csv")
    assert layer.count == 3
    assert layer.span(0) == Interval(day_of("1952-01-01"), LAST_DAY)
    assert layer.span(1) == days("1955-01-01", "1999-09-30")
    assert layer.span(2) == Interval(day_of("1956-12-18"), LAST_DAY)


def test_columns_that_a_reader_corrects_are_taken_as_said() -> None:
    layer, _ = read_extra(OWN / "embassies.csv", Columns(lon="経度", lat="緯度", title="館名", date="開設日"))
    assert titles(layer)[0] == "在仏日本大使館"
    assert layer.span(2) == days("1956-12-18", "1956-12-18")


def test_kml_brings_timespans_stamps_and_data_also_out_of_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "tests.kmz"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../../doc.kml", (OWN / "tests.kml").read_text())
    for path in (OWN / "tests.kml", archive):
        layer = read_without_fault(path)
        assert titles(layer) == ["Trinity", "Bikini"]
        assert layer.span(0) == days("1945-07-16", "1945-07-16")
        assert layer.span(1) == days("1946-07-01", "1958-07-22")
        assert layer.properties(1) == (("tests", "23"),)


def test_geopackage_and_shapefile_come_in_degrees_whatever_they_are_drawn_in(tmp_path: Path) -> None:
    import geopandas
    from shapely.geometry import Point, Polygon

    bow = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    frame = geopandas.GeoDataFrame(
        {"name": ["Tokyo", "Bow"], "start": ["1868-10-23", None], "year": [None, 1950]}, geometry=[Point(139.69, 35.69), bow], crs=4326
    )
    frame.to_crs(3857).to_file(tmp_path / "a.gpkg", driver="GPKG")
    frame.iloc[:1].to_file(tmp_path / "a.shp")
    layer, told = read_whole(tmp_path / "a.gpkg", "a")
    assert titles(layer) == ["Tokyo", "Bow"]
    assert np.allclose(layer.lonlat, [[139.69, 35.69]], atol=1e-6)
    assert layer.span(1) == days("1950-01-01", "1950-12-31")
    assert told == "areas that cross themselves, mended: 1"
    assert len(layer.path_owner) == 2, "the bow is mended into two triangles"
    assert read_whole(tmp_path / "a.shp", "a")[0].span(0) == Interval(day_of("1868-10-23"), LAST_DAY)


def test_all_layers_of_a_geopackage_are_offered_and_each_can_be_read(tmp_path: Path) -> None:
    import geopandas
    from shapely.geometry import LineString, Point

    path = tmp_path / "two.gpkg"
    geopandas.GeoDataFrame({"name": ["Tokyo"]}, geometry=[Point(139.69, 35.69)], crs=4326).to_file(path, layer="cities")
    geopandas.GeoDataFrame({"name": ["A road"]}, geometry=[LineString([(0, 0), (1, 1)])], crs=4326).to_file(path, layer="roads")
    assert name_layers(path) == (("cities", "roads"), "")
    added = read_added([path])
    assert [(one.path, one.part) for one in added] == [(str(path), "cities"), (str(path), "roads")]
    layers = [one.layer for one in added]
    assert [(layer.name, titles(layer)) for layer in layers] == [("cities (two.gpkg)", ["Tokyo"]), ("roads (two.gpkg)", ["A road"])]
    assert len({layer.key for layer in layers}) == 2
    assert name_layers(OWN / "embassies.csv") == (("",), "")
    (tmp_path / "none.gpkg").write_bytes(b"SQLite format 3\0 and nothing more")
    with pytest.raises(ImportRefused, match=r"none.gpkg: can't be read"):
        name_layers(tmp_path / "none.gpkg")


def test_geoparquet_is_read_where_pyarrow_is_installed(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    import geopandas
    from shapely.geometry import Point

    frame = geopandas.GeoDataFrame({"name": ["Tokyo"], "start": ["1950"], "end": ["1955"]}, geometry=[Point(139.69, 35.69)], crs=4326)
    frame.to_crs(3857).to_parquet(tmp_path / "a.parquet")
    layer, told = read_whole(tmp_path / "a.parquet", "a")
    assert (titles(layer), told, layer.span(0)) == (["Tokyo"], "", days("1950-01-01", "1955-12-31"))
    assert np.allclose(layer.lonlat, [[139.69, 35.69]], atol=1e-6)
    (tmp_path / "b.parquet").write_bytes(b"PAR1" + bytes(200))
    with pytest.raises(ImportRefused, match=r"b.parquet: can't be read"):
        read_whole(tmp_path / "b.parquet", "b")


def test_geoparquet_says_what_it_needs_where_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    monkeypatch.setattr("viewer.store.imports.geodata.find_spec", lambda _name: None)
    with pytest.raises(ImportRefused, match="needs the library pyarrow"):
        read_extra(path)


@pytest.mark.parametrize(
    ("text", "first", "last", "lasting"),
    [
        ("1962-10-22", "1962-10-22", "1962-10-22", False),
        ("1962-10-22T19:00:00-05:00", "1962-10-22", "1962-10-22", False),
        ("19621022", "1962-10-22", "1962-10-22", False),
        ("1962/10/22", "1962-10-22", "1962-10-22", False),
        ("昭和37年10月22日", "1962-10-22", "1962-10-22", False),
        ("22 October 1962", "1962-10-22", "1962-10-22", False),
        ("1962", "1962-01-01", "1962-12-31", False),
        ("1962.0", "1962-01-01", "1962-12-31", False),
        ("１９６２年", "1962-01-01", "1962-12-31", False),
        ("1962-10/1962-11", "1962-10-01", "1962-11-30", True),
        ("1956〜1958", "1956-01-01", "1958-12-31", True),
        ("c. 1962", "1962-01-01", "1962-12-31", False),
        ("476", "0476-01-01", "0476-12-31", False),
        ("1962年10月頃", "1962-10-01", "1962-10-31", False),
        ("約1962年", "1962-01-01", "1962-12-31", False),
        ("2/1962", "1962-02-01", "1962-02-28", False),
        ("Oct 22nd, 1962", "1962-10-22", "1962-10-22", False),
        ("10/22/1962", "1962-10-22", "1962-10-22", False),
        ("autumn 1941", "1941-09-01", "1941-11-30", False),
        ("昭和37年10月", "1962-10-01", "1962-10-31", False),
        ("1962年10月上旬", "1962-10-01", "1962-10-10", False),
        ("1950s", "1950-01-01", "1959-12-31", False),
        ("16–28 Oct 1962", "1962-10-16", "1962-10-28", True),
        ("22/10/1962-28/10/1962", "1962-10-22", "1962-10-28", True),
        ("1941/45", "1941-01-01", "1945-12-31", True),
    ],
)
def test_dates_as_people_write_them(text: str, first: str, last: str, *, lasting: bool) -> None:
    span = one_date(text)
    assert (span.days, span.lasting) == (days(first, last), lasting)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1962-10-22", Doubt(0)),
        ("1962-10-22?", Doubt.UNCERTAIN),
        ("1962-10-22~", Doubt.APPROXIMATE),
        ("1962-10-22%", Doubt.UNCERTAIN | Doubt.APPROXIMATE),
        ("1962-10", Doubt.COARSE),
        ("1962年", Doubt.COARSE),
        ("c. 1962-10-22", Doubt.APPROXIMATE),
        ("1962年10月頃", Doubt.APPROXIMATE | Doubt.COARSE),
        ("1962-10/1962-11", Doubt(0)),
        ("1962-10?/1962-11~", Doubt.UNCERTAIN | Doubt.APPROXIMATE),
        ("1962/..", Doubt(0)),
        ("", Doubt(0)),
    ],
)
def test_what_is_not_sure_about_a_date_is_kept(text: str, doubt: Doubt, tmp_path: Path) -> None:
    assert one_date(text).doubt == doubt
    path = tmp_path / "a.geojson"
    feature = {"type": "Feature", "properties": {"date": text}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert read_whole(path, "a")[0].doubt.tolist() == [doubt], "it comes through the other process too"


@pytest.mark.parametrize("text", ["soon", "1/2/1962", "22-Oct-62", "12:30", "1962-13", "10月22日", "x" * 500])
def test_what_could_mean_several_days_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date that can be read"):
        one_date(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("-0043-03-15", "-0043-03-15"),
        ("-753", "-0752-01-01"),
        ("753 BC", "-0752-01-01"),
        ("紀元前753年", "-0752-01-01"),
        ("-0752", "-0752-01-01"),
    ],
)
def test_days_before_the_year_1(text: str, day: str) -> None:
    assert one_date(text).days.start == day_of(day)
    assert from_to(text, "").days == Interval(day_of(day), LAST_DAY)


def test_what_happened_before_or_after_a_date_is_not_said_to_last_but_what_began_or_ended_then_is() -> None:
    before, after, since, until = (one_date(text) for text in ("before 1970", "after 1991", "since 1991", "1970年まで"))
    assert (before.days, after.days) == (Interval(FIRST_DAY, day_of("1970-01-01")), Interval(day_of("1992-01-01"), LAST_DAY))
    assert (since.days, until.days) == (Interval(day_of("1991-01-01"), LAST_DAY), Interval(FIRST_DAY, day_of("1971-01-01")))
    assert [one.lasting for one in (before, after, since, until)] == [False, False, True, True]
    assert before.doubt == after.doubt == Doubt.COARSE


@pytest.mark.parametrize(
    ("text", "reason", "value"),
    [
        ("22-Oct-62", "century", "22-Oct-62 → 1962-10-22"),
        ("3/4/1962", "order", "3/4/1962 → 1962-04-03 / 1962-03-04"),
        ("1962-02-30", "calendar", "1962-02-30 → 1962-02-28"),
        ("昭和70年", "era", "昭和70年 → 昭和64年 / 1995年"),
        ("1958〜1956", "backwards", "1958〜1956 → 1956 – 1958"),
        ("soon", "date", "soon"),
    ],
)
def test_a_date_that_is_none_is_told_with_one_that_would_be(text: str, reason: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is not a date that can be read") as told:
        one_date(text)
    assert (reason_of(told.value), quoted(told.value)) == (reason, value)
    path = tmp_path / "a.csv"
    path.write_text(f"name,lon,lat,date\nA,1,2,{text}\nB,1,2,1962\n")
    _, builder = read_extra(path, Columns("lon", "lat", date="date", title="name"))
    assert [(fault.reason, fault.value) for fault in builder.faults] == [(reason, value)]


@pytest.mark.parametrize("text", ["-12000", "Y-50000", "12000 BC"])
def test_what_lies_before_the_calendar_is_refused_as_such_but_may_be_a_beginning(text: str) -> None:
    for read in (lambda: one_date(text), lambda: from_to("", text)):
        with pytest.raises(ValueError, match="lies before the first year") as told:
            read()
        assert reason_of(told.value) == "early"
    assert from_to(text, "1950").days == Interval(FIRST_DAY, day_of("1951-01-01"))


@pytest.mark.parametrize(
    ("start", "end", "ja", "en"),
    [
        ("1949-10-01", "", "1949年10月1日〜", "1 October 1949 \u2013"),
        ("1949", "1990-10-03", "1949年〜1990年10月3日", "1949 \u2013 3 October 1990"),
        ("~1950", "199X", "1950年〜1990年代ごろ", "about 1950 \u2013 1990s"),
        ("+1924-10-28T00:00:00Z", "1989-11..1990-10", "1924年10月28日〜1990年10月ごろ", "about 28 October 1924 \u2013 October 1990"),
        ("昭和37年", "22 October 1962", "1962年〜1962年10月22日", "1962 \u2013 22 October 1962"),
        ("autumn 1941", "late 1960s", "1941年9月〜1969年12月", "September 1941 \u2013 December 1969"),
    ],
)
def test_each_end_is_told_as_exactly_as_it_is_known(start: str, end: str, ja: str, en: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"lon,lat,start,end\n1,2,{start},{end}\n")
    layer, _ = read_whole(path, "a")
    assert (when_words(layer, 0, "ja"), when_words(layer, 0, "en")) == (ja, en)


def test_open_ends_are_open_and_no_time_is_all_time() -> None:
    assert from_to("1950", "").days == Interval(day_of("1950-01-01"), LAST_DAY)
    assert from_to("", "1950").days == Interval(FIRST_DAY, day_of("1951-01-01"))
    assert one_date(" ").days == Interval(FIRST_DAY, LAST_DAY)
    with pytest.raises(ValueError, match="ends before it starts"):
        from_to("1950", "1949")


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("x,y,year,name", Columns("x", "y", date="year", title="name")),
        ("Longitude,Latitude,Start,End,Title", Columns("Longitude", "Latitude", start="Start", end="End", title="Title")),
        ("市町村名称,緯度（北緯）,経度（東経）,日付", Columns("経度（東経）", "緯度（北緯）", date="日付", title="市町村名称")),
        ("a,b,c", Columns()),
    ],
)
def test_columns_are_guessed_by_their_names(header: str, found: Columns) -> None:
    assert guess_columns(header.split(",")) == found


def linked_places(path: Path, *spans: object) -> ExtraLayer:
    feature = {"type": "Feature", "when": {"timespans": spans}, "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return read_without_fault(path)


def test_linked_places_take_the_hull_of_what_is_doubted(tmp_path: Path) -> None:
    doubted = {"start": {"earliest": "1940", "latest": "1946-01-01"}, "end": {"earliest": "1948", "latest": "1950"}}
    layer = linked_places(tmp_path / "a.jsonld", doubted)
    assert layer.doubt.tolist() == [Doubt.APPROXIMATE]
    assert linked_places(tmp_path / "b.jsonld", {"start": {"in": "1940"}, "end": {"latest": "1950"}}).doubt.tolist() == [0]
    assert layer.span(0) == days("1940-01-01", "1950-12-31")
    assert dict(layer.properties(0))["when"] == "1940…1946-01-01 / 1948…1950"


def test_timespans_that_lie_apart_are_shown_each_on_its_days(tmp_path: Path) -> None:
    spans = [{"start": {"in": "1950"}, "end": {"in": "1960"}}, {"start": {"in": "1930"}, "end": {"in": "1938"}}, {"in": "1939-01"}]
    layer = linked_places(tmp_path / "a.jsonld", *spans)
    assert [layer.span(feature) for feature in range(layer.count)] == [days("1930-01-01", "1939-01-31"), days("1950-01-01", "1960-12-31")]


def test_what_began_before_our_years_lasts_from_then_on(tmp_path: Path) -> None:
    layer = linked_places(tmp_path / "a.jsonld", {"start": {"in": "-0500"}, "end": {"in": "0100"}})
    assert layer.span(0) == Interval(day_of("-0500-01-01"), day_of("0101-01-01"))
    assert when_words(layer, 0, "en") == "501 BC \u2013 100"


def read_rows(path: Path, text: str, encoding: str = "utf-8") -> tuple[ExtraLayer, list[str]]:
    path.write_bytes(text.encode(encoding))
    layer, builder = read_extra(path, preview(path).columns)
    return layer, [str(fault) for fault in builder.faults]


def test_tables_as_offices_write_them(tmp_path: Path) -> None:
    excel, _ = read_rows(tmp_path / "a.csv", "sep=;\nname;lon;lat;date\nA;12,5;41,9;22.10.1962\n")
    assert (excel.place(0), excel.span(0)) == ((12.5, 41.9), days("1962-10-22", "1962-10-22"))
    japanese, _ = read_rows(tmp_path / "b.csv", "名称,経度,緯度,日付\n東京,１３９．７,３５．６,昭和37年10月22日\n", "cp932")
    assert (japanese.title(0), japanese.place(0)) == ("東京", (139.7, 35.6))
    assert japanese.span(0) == days("1962-10-22", "1962-10-22")
    marked, _ = read_rows(tmp_path / "c.csv", "\ufeffname,lon,lat\nA,1,2\n")
    assert marked.place(0) == (1.0, 2.0)
    quoted, _ = read_rows(tmp_path / "d.csv", '"name, of, all";lon;lat\nA;1,5;2,5\n')
    assert quoted.place(0) == (1.5, 2.5)
    _, faults = read_rows(tmp_path / "e.csv", "sep=,\nname,lon,lat\nA,1,2\nB,x,2\n")
    assert faults[0].startswith("e.csv: line 4: lon: `x` is not a number of degrees")


@pytest.mark.parametrize(("other", "first"), [("22/10/1962", "1962-04-03"), ("10/22/1962", "1962-03-04")])
def test_the_order_of_slashed_dates_is_told_by_the_rows(other: str, first: str, tmp_path: Path) -> None:
    layer, faults = read_rows(tmp_path / "a.csv", f"name,lon,lat,date\nA,1,2,3/4/1962\nB,1,2,{other}\n")
    assert not faults
    assert [layer.span(row) for row in (0, 1)] == [days(first, first), days("1962-10-22", "1962-10-22")]


def test_slashed_dates_that_are_no_days_are_told_as_they_are_written(tmp_path: Path) -> None:
    _, faults = read_rows(tmp_path / "a.csv", "name,lon,lat,date\nA,1,2,31/2/1962\nB,1,2,22/10/1962\n")
    assert faults[0].startswith("a.csv: line 2: date: `31/2/1962` is not a date that can be read")


def test_slashed_dates_that_could_be_either_are_refused(tmp_path: Path) -> None:
    layer, faults = read_rows(tmp_path / "a.csv", "name,lon,lat,date\nA,1,2,3/4/1962\nB,1,2,1962\n")
    assert layer.count == 1
    assert "`3/4/1962` is not a date that can be read" in faults[0]


def test_marks_of_kml_have_the_folders_they_lie_in_and_their_time(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    point = "<Point><coordinates>1,2</coordinates></Point>"
    path.write_text(
        "<kml><Document><name>All</name><Style id='s'><IconStyle><Icon><href>http://example.org/x.png</href></Icon></IconStyle></Style>"
        "<Folder><name>Posts</name><TimeSpan><begin>1950</begin><end>1960</end></TimeSpan><Folder><name>North</name>"
        "<LookAt><TimeStamp><when>1999</when></TimeStamp></LookAt>"
        f"<Placemark><name>P</name><styleUrl>#s</styleUrl>{point}</Placemark>"
        f"<Placemark><name>Q</name><TimeStamp><when>1962-10-22</when></TimeStamp>{point}</Placemark></Folder></Folder>"
        f"<Placemark><name>R</name>{point}</Placemark></Document></kml>"
    )
    layer = read_without_fault(path)
    told = {layer.title(one): (layer.span(one), dict(layer.properties(one)).get("folder")) for one in range(layer.count)}
    assert told == {
        "P": (days("1950-01-01", "1960-12-31"), "Posts / North"),
        "Q": (days("1962-10-22", "1962-10-22"), "Posts / North"),
        "R": (None, None),
    }
