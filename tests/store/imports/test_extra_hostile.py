"""Files of strangers that are damaged, huge, deep or sly: refused with file, place and a way out, and nothing else happens."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from viewer.model.extra import Columns, ExtraLayer, Fault
from viewer.store.imports.geodata import DRIVERS
from viewer.store.imports.jobs import read_whole
from viewer.store.imports.reading import preview, read_extra
from viewer.store.imports.refusal import MAX_VALUE, ImportRefused

OWN = Path(__file__).parents[2] / "data" / "own"


def read_without_fault(path: Path) -> ExtraLayer:
    layer, builder = read_extra(path)
    if builder.faults:
        raise ImportRefused(builder.faults, builder.more)
    return layer


def read_by_worker(path: Path) -> ExtraLayer:
    return read_whole(path, "a")[0]


def point(lon: Any, lat: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": properties}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": rings}, "properties": {}}


def kml(body: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'


MARK = "<Placemark><name>a</name><Point><coordinates>1,2</coordinates></Point></Placemark>"
BOMB = '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/hostname</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.geojson", VRT, "is not sound JSON: line 1"),
        ("a.gpkg", VRT, "is no GeoPackage, whatever its name says"),
        ("a.shp", VRT, "is no Shapefile, whatever its name says"),
        ("a.vrt", VRT, "is of no kind that can be added"),
        ("a.geojson", '{"type": "FeatureCollection", "features": [', "is not sound JSON"),
        ("a.geojson", "[" * 100_000, "nested deeper than"),
        ("a.geojson", '{"type": "Point", "coordinates": [NaN, 1]}', "`NaN` is not a number"),
        ("a.geojson", '{"type": "Point", "coordinates": [1e999, 1]}', "too large a number"),
        ("a.geojson", '{"type": "Point", "coordinates": [1, 2], "x": "\\ud800"}', "lone surrogate"),
        ("a.geojson", "[]", "holds no GeoJSON object"),
        ("a.geojson", '{"type": "Cat"}', "`Cat` is no type of GeoJSON"),
        ("a.geojson", '{"type": "Topology"}', "convert it to GeoJSON"),
        ("a.geojson", collection(), "there is no feature with a place"),
        ("a.geojson", collection(point(1, 2), point(135.0, 35.0, date="1917-13-45")), "feature 2: date: `1917-13-45` is not a date"),
        (
            "a.geojson",
            collection(point(35.7, 139.7)),
            "feature 1: coordinates: (35.7, 139.7) is no longitude and latitude (lat",
        ),
        ("a.geojson", collection(point(181, 0)), "longitude goes from -180 to 180"),
        ("a.geojson", collection(point(15_550_408, 4_257_980)), "it looks like metres"),
        ("a.geojson", collection(point("1", "2")), "a position is [longitude, latitude], two numbers"),
        ("a.geojson", collection(polygon([[0, 0], [1, 1]])), "a ring of 2 positions has no area"),
        ("a.geojson", collection(polygon([[0, 0], [1, 1], [2, 2], [0, 0]])), "encloses no area"),
        ("a.geojson", collection(point(1, 2, start="1950", end="1949")), "feature 1: start: `1949` is before `1950`"),
        ("a.geojson", collection({"type": "Feature", "geometry": {"type": "Curve"}}), "is no geometry of GeoJSON"),
        ("a.csv", "a,b\n1,2\n", "line 1: longitude: no column holds the longitude (columns: a, b;"),
        ("a.csv", "lon,lat\n1,north\n", "line 2: lat: `north` is not a number of degrees"),
        ("a.csv", "lon,lat\nnan,1\n", "line 2: coordinates: a coordinate is not a number"),
        ("a.csv", "lon,lat,date\n1,2,soon\n", "line 2: date: `soon` is not a date that can be read; write 1962-10-22"),
        ("a.csv", "lon,lat\n" + "1" * 300_000 + ",2\n", "is not sound CSV: field larger than field limit"),
        ("a.csv", ",".join("abc"[n % 3] for n in range(300)) + "\n", "has 300 columns"),
        ("a.csv", "lon,lat\0\n1,2\n", "it is no text"),
        ("a.kml", kml(MARK, BOMB), "line 1: holds a document type, which is not read"),
        ("a.kml", kml(MARK.replace(">a<", ">&x;<"), XXE), "holds a document type, which is not read"),
        ("a.kml", kml("<NetworkLink><Link><href>http://example.org/</href></Link></NetworkLink>"), "a NetworkLink to another file"),
        ("a.kml", kml("<Folder>" * 100 + "</Folder>" * 100), "nested deeper than 64"),
        ("a.kml", kml(MARK)[:-9], "is not sound XML"),
        ("a.kml", kml(MARK.replace("1,2", "1 2")), "placemark 1: coordinates: `1` is no position"),
        ("a.kml", kml(MARK.replace("1,2", "nan,2")), "placemark 1: coordinates: a coordinate is not a number"),
        ("a.kmz", "PK", "is no sound archive"),
        ("a.csv", "", "is empty"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(name: str, content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ImportRefused) as error:
        read_without_fault(path)
    assert told in str(error.value)
    assert str(error.value).startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("encoding", "called"), [("shift_jis", "Shift_JIS"), ("utf-16", "UTF-16"), ("euc_jp", "EUC-JP")], ids=["sjis", "utf16", "euc"]
)
def test_a_file_in_another_encoding_is_told_which(encoding: str, called: str, tmp_path: Path) -> None:
    text = (OWN / "embassies.csv").read_text(encoding="utf-8")
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(ImportRefused, match="is not written in UTF-8") as error:
        read_extra(path, Columns(encoding="utf-8"))
    assert f"it looks like {called}" in str(error.value)
    shown = preview(path)
    assert "経度" in shown.header, "the preview shows it as it is meant"
    layer, _ = read_extra(path, shown.columns)
    assert layer.count == 3


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbflon,lat\n1,2\n")
    assert read_without_fault(path).lonlat.tolist() == [[1.0, 2.0]]


def test_features_without_a_place_are_counted_and_the_others_used(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(collection({"type": "Feature", "geometry": None, "properties": {}}, point(1, 2), point(200, 2)))
    layer, builder = read_extra(path)
    assert (layer.count, builder.skipped, len(builder.faults)) == (1, 1, 1)
    assert builder.faults[0].where == "feature 3"


def test_a_million_faults_are_told_in_one_short_report(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("lon,lat\n" + "200,100\n" * 3000)
    with pytest.raises(ImportRefused) as error:
        read_without_fault(path)
    assert len(error.value.faults) == 200
    assert str(error.value).endswith("and 2800 more")


def test_an_archive_that_swells_is_refused_while_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("doc.kml", kml(" " * 40_000_000))
    with pytest.raises(ImportRefused, match="unpacks to more than"):
        read_without_fault(path)


def test_texts_are_cut_and_stripped_of_what_parts_them(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(collection(point(1, 2, name="a\x1eb\x1fc" + "x" * 1_000_000, tag="<img src=/etc/x>")))
    layer = read_without_fault(path)
    assert layer.title(0).startswith("a b c")
    assert len(layer.title(0)) == MAX_VALUE
    assert layer.properties(0)[1] == ("tag", "<img src=/etc/x>")


def test_an_area_that_is_all_crossings_is_refused_and_not_mended_for_minutes(tmp_path: Path) -> None:
    chance = random.Random(3)
    star = [[chance.uniform(-90, 90), chance.uniform(-80, 80)] for _ in range(3000)]
    pile = [[[0, 0], [1, 0], [1, 1], [0, 0]]] * 3000
    path = tmp_path / "a.geojson"
    path.write_text(collection(polygon([*star, star[0]]), polygon(*pile), polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]])))
    layer, builder = read_extra(path)
    assert (layer.count, builder.mended) == (1, 1), "a bow tie is still mended"
    assert [fault.where for fault in builder.faults] == ["feature 1", "feature 2"]
    assert all("too often to be mended" in fault.message for fault in builder.faults)


def test_a_bow_tie_is_mended_and_that_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(collection(polygon([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]])))
    layer, builder = read_extra(path)
    assert builder.mended == 1
    assert layer.path_area.all()
    assert len(layer.path_owner) == 2


@pytest.mark.parametrize("name", ["sputnik.geojson", "embassies.csv", "tests.kml"])
def test_broken_pieces_are_told_and_nothing_else_is_raised(name: str, tmp_path: Path) -> None:
    data, path, chance = (OWN / name).read_bytes(), tmp_path / name, random.Random(name)
    pieces = (b"\0", b"\xff", b"[", b"]", b"{", b'"', b"<", b"&x;", b",", b"\n", b"9" * 400, b"NaN", b"1e999", "\u202e".encode())
    for _ in range(150):
        broken = data
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(broken) + 1)
            broken = broken[:at] + chance.choice(pieces) + broken[at + chance.choice((0, 1, 5, 60)) :]
        path.write_bytes(broken)
        layer: ExtraLayer | None = None
        faults: tuple[Fault, ...] = ()
        try:
            layer, _ = read_extra(path)
        except ImportRefused as error:
            faults = error.faults
        assert all(str(fault).isprintable() for fault in faults)
        if layer:
            assert abs(layer.lonlat[:, 0]).max(initial=0) <= 180
            assert abs(layer.vertices[:, 1]).max(initial=0) <= 90


def test_reading_opens_no_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_given: object, **_named: object) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "socket", no)
    for name in ("http://example.org/a.geojson", "/vsicurl/http://example.org/a.gpkg", "//server/share/a.shp"):
        with pytest.raises(ImportRefused, match="can't be read"):
            read_extra(Path(name))


def test_a_folder_or_a_pipe_named_like_data_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").mkdir()
    with pytest.raises(ImportRefused, match="is not a regular file"):
        read_extra(tmp_path / "a.geojson")


def drivers_after(act: str) -> set[str]:
    code = f"from viewer.store.imports import geodata\n{act}\nimport pyogrio\nprint(*pyogrio.list_drivers(), sep='|')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.strip().split("|"))


def test_gdal_loads_no_driver_that_could_open_another_file() -> None:
    assert drivers_after("geodata.forbid_other_drivers()") - {"MEM", "Memory"} == DRIVERS
    assert "OGR_VRT" in drivers_after("pass"), "without the ban it would"


READERS: list[Callable[[Path], object]] = [read_extra, read_by_worker]


@pytest.mark.parametrize("read", READERS, ids=["here", "in another process"])
def test_a_file_that_is_not_there_is_said_to_be_missing(read: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"a.csv: can't be read: No such file"):
        read(tmp_path / "a.csv")


def test_a_reader_that_dies_is_told_as_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("lon,lat\n1,2\n")
    monkeypatch.setattr("viewer.store.imports.jobs.sys.executable", "/bin/false")
    with pytest.raises(ImportRefused, match="the reading process ended"):
        read_by_worker(path)


def test_a_fault_anywhere_is_an_error_for_who_asked_for_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "a.csv"
    path.write_text("lon,lat\n1,2\n200,2\n")
    with pytest.raises(ImportRefused, match=r"a\.csv: line 3: coordinates"):
        read_by_worker(path)
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"], "nothing is left behind"
