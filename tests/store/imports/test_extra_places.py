"""Places in tables as people write them: degrees with minutes, both in one cell, well-known text; ways and descriptions of KML."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.model.extra import ExtraLayer
from viewer.store.imports.builder import UnusableError
from viewer.store.imports.jobs import read_whole
from viewer.store.imports.places import degrees, is_place, place_columns
from viewer.store.imports.reading import preview, read_extra
from viewer.store.imports.refusal import ImportRefused
from viewer.store.imports.xml.html_text import plain_text


def read(path: Path, text: str) -> ExtraLayer:
    path.write_text(text, encoding="utf-8")
    layer, builder = read_extra(path)
    assert builder.faults == ()
    return layer


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35.68", 35.68),
        ("35,68", 35.68),
        ("\u221235.68", -35.68),
        ("35°41′22″N", 35 + 41 / 60 + 22 / 3600),
        ("35°41'22\"S", -(35 + 41 / 60 + 22 / 3600)),
        ("139° 41.5' E", 139 + 41.5 / 60),
        ("W 77°", -77.0),
        ("北緯35度41分22秒", 35 + 41 / 60 + 22 / 3600),
        ("西経77度", -77.0),
        ("-35°30'", -35.5),
        ("35.5 N", 35.5),
    ],
)
def test_degrees_as_people_write_them(text: str, value: float) -> None:
    assert degrees(text, "lat") == pytest.approx(value)


@pytest.mark.parametrize("text", ["north", "35°70'", "35°41'99\"", "N", "", "1962-10-22", "35 41 22", "1.234,5"])
def test_what_is_no_number_of_degrees(text: str) -> None:
    with pytest.raises(UnusableError, match="is not a number of degrees"):
        degrees(text, "lat")


@given(st.floats(-90, 90), st.sampled_from("NS"))
def test_degrees_with_minutes_and_seconds_are_read_back(value: float, side: str) -> None:
    size = round(abs(value) * 3600)
    text = f"{size // 3600}°{size // 60 % 60}′{size % 60}″{side}"
    assert degrees(text, "lat") == pytest.approx((1 if side == "N" else -1) * size / 3600)


@given(st.text(max_size=120))
def test_any_text_is_a_place_or_not(text: str) -> None:
    assert is_place(text) in (True, False)


@pytest.mark.parametrize(
    ("cell", "lonlat"),
    [
        ('"55.7558, 37.6176"', (37.6176, 55.7558)),
        ('"(55.7558;37.6176)"', (37.6176, 55.7558)),
        ("55.7558 37.6176", (37.6176, 55.7558)),
        ("Point(37.6176 55.7558)", (37.6176, 55.7558)),
        ("POINT Z (37.6176 55.7558 120)", (37.6176, 55.7558)),
        ("SRID=4326;POINT(37.6176 55.7558)", (37.6176, 55.7558)),
        ("55°45'N 37°30'E", (37.5, 55.75)),
        ("37°30′E 55°45′N", (37.5, 55.75)),
        ('"北緯55度45分, 東経37度30分"', (37.5, 55.75)),
    ],
)
def test_a_column_that_holds_both_is_found_by_what_it_holds(cell: str, lonlat: tuple[float, float], tmp_path: Path) -> None:
    layer = read(tmp_path / "a.csv", f"name,where is it,date\nMoscow,{cell},1962\n")
    assert np.allclose(layer.lonlat, [lonlat])
    assert [name for name, _ in layer.properties(0)] == ["name", "date"], "it is shown on the map, not told again"
    shown = preview(tmp_path / "a.csv")
    assert shown.wholes == ("where is it",)
    assert (shown.columns.lon, shown.columns.lat) == ("where is it", "where is it")


def test_well_known_text_brings_lines_and_areas(tmp_path: Path) -> None:
    text = 'WKT;name\n"LINESTRING(10 50, 14 53)";Way\n"MULTIPOLYGON(((0 0,4 0,4 4,0 4,0 0)),((9 9,12 9,12 12,9 9)))";Land\n'
    layer = read(tmp_path / "a.csv", text)
    assert sorted(zip(layer.path_owner.tolist(), layer.path_area.tolist(), strict=True)) == [(0, False), (1, True), (1, True)]


def test_columns_named_for_longitude_and_latitude_come_first(tmp_path: Path) -> None:
    layer = read(tmp_path / "a.csv", 'lon,lat,elsewhere\n1,2,"55.75, 37.62"\n')
    assert layer.lonlat.tolist() == [[1.0, 2.0]]


def test_years_side_by_side_are_no_place() -> None:
    assert place_columns(["a", "b", "c", "d"], [["1962, 1963", "1962 1963", "12 5", "3.5"], ["", "", "", ""]]) == ()
    assert place_columns(["a"], [["1.5, 2.5"], ["unknown"]]) == (), "all of them or none"


def test_a_cell_that_is_no_place_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,coord\n" + "A,Point(1 2)\n" * 9 + "B,Point(1 north)\nC,nowhere\n")
    with pytest.raises(ImportRefused) as told:
        read_whole(path, "a")
    assert [str(fault).split(" (")[0] for fault in told.value.faults] == [
        "a.csv: line 11: coord: `Point(1 north)` is no place",
        "a.csv: line 12: coord: `nowhere` is no place",
    ]
    assert {fault.reason for fault in told.value.faults} == {"place"}


KML = """<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
<Placemark><name>Way</name><description><![CDATA[<p>Two <b>ships</b></p><img src="file:///etc/passwd"><script>x()</script>
and&nbsp;one&lt;2]]></description><gx:Track><when>1962-10-22T01:00:00Z</when><when>1962-10-24T01:00:00Z</when>
<gx:coord>-70 26 0</gx:coord><gx:coord>-68 25 0</gx:coord></gx:Track></Placemark></Document></kml>"""


def test_a_track_of_kml_is_a_line_that_lasts_and_its_description_plain_words(tmp_path: Path) -> None:
    layer = read(tmp_path / "a.kml", KML)
    assert layer.vertices.tolist() == [[-70.0, 26.0], [-68.0, 25.0]]
    span = layer.span(0)
    assert span is not None
    assert span.days == 3
    assert layer.properties(0) == (("description", "Two ships\nand one<2"),)


@given(st.text(st.sampled_from("<>/ab!-&;\"'= \n"), max_size=60))
def test_no_text_makes_the_taking_of_words_fail(text: str) -> None:
    assert isinstance(plain_text(text), str)


def test_text_without_html_stays_as_it_is() -> None:
    assert plain_text("a < b\n  c > d & e") == "a < b\n  c > d & e"
