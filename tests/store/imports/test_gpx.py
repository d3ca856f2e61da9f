"""GPX: waypoints, tracks and routes with their times, and files that are damaged or sly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from viewer.model.extra import ExtraLayer
from viewer.model.time import iso
from viewer.store.imports.jobs import read_whole
from viewer.store.imports.reading import read_extra
from viewer.store.imports.refusal import ImportRefused

WAYPOINT = (
    '<wpt lat="47.75" lon="118.6"><ele>720</ele><time>1939-05-11T03:00:00Z</time>'
    "<name>ノモンハン</name><desc>a &lt;b&gt;bold&lt;/b&gt; stand</desc></wpt>"
)
TRACK = """<trk><name>行軍</name><type>march</type>
<trkseg><trkpt lat="35" lon="139"><time>1868-01-03T22:00:00Z</time></trkpt>
<trkpt lat="36" lon="139.5"><time>1868-01-05T22:00:00Z</time></trkpt></trkseg>
<trkseg><trkpt lat="36.5" lon="140"/><trkpt lat="37" lon="140"><time>1868-01-04T01:00:00Z</time></trkpt></trkseg>
<trkseg><trkpt lat="38" lon="141"/></trkseg></trk>"""
ROUTE = '<rte><name>plan</name><rtept lat="1" lon="2"><name>a</name></rtept><rtept lat="3" lon="4"/></rte>'


def gpx(body: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="x">{body}</gpx>'


def read(folder: Path, body: str) -> ExtraLayer:
    path = folder / "a.gpx"
    path.write_text(gpx(body), encoding="utf-8")
    layer, builder = read_extra(path)
    assert not builder.faults
    return layer


def days(layer: ExtraLayer, feature: int) -> tuple[str, str]:
    return iso(int(layer.start[feature])), iso(int(layer.end[feature]) - 1)


def test_waypoints_tracks_and_routes_come_with_their_times(tmp_path: Path) -> None:
    about = "<metadata><name>file</name><time>2020-01-01T00:00:00Z</time></metadata>"
    layer = read(tmp_path, about + WAYPOINT + TRACK + ROUTE)
    at = {layer.title(n): n for n in range(3)}
    assert set(at) == {"ノモンハン", "行軍", "plan"}
    assert days(layer, at["ノモンハン"]) == ("1939-05-11", "1939-05-11")
    assert layer.properties(at["ノモンハン"]) == (("desc", "a bold stand"), ("time", "1939-05-11T03:00:00Z"))
    assert days(layer, at["行軍"]) == ("1868-01-03", "1868-01-05"), "from the first moment to the last, in whatever order they stand"
    assert layer.lasting[at["行軍"]]
    assert (layer.path_owner == at["行軍"]).sum() == 2
    assert layer.lonlat[layer.owner == at["行軍"]].tolist() == [[141.0, 38.0]], "a place by itself is a point"
    assert layer.span(at["plan"]) is None
    assert layer.place(at["plan"]) == (3.0, 2.0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (gpx(TRACK, '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaa">]>'), "line 1: holds a document type, which is not read"),
        (gpx(ROUTE)[:-9], "is not sound XML"),
        (gpx(""), "there is no feature with a place"),
        ("<kml/>", "is no GPX, whatever its name says"),
        (gpx("<a>" * 70 + "</a>" * 70), "nested deeper than 64"),
        (gpx('<wpt lat="north" lon="1"/>'), "waypoint 1: coordinates: `1, north` is no longitude and latitude"),
        (gpx('<wpt lat="1" lon="2"/><wpt/>'), "waypoint 2: coordinates: `, ` is no longitude and latitude"),
        (
            gpx('<wpt lat="135" lon="35"/>'),
            "waypoint 1: coordinates: (35, 135) is no longitude and latitude (latitude and",
        ),
        (gpx('<wpt lat="nan" lon="35"/>'), "a coordinate is not a number"),
        (gpx(ROUTE + ROUTE.replace('"4"', '"444"')), "route 2: coordinates: (444, 3) is no longitude"),
        (gpx(TRACK.replace("1868-01-05T", "1868-13-05T")), "track 1: time: `1868-13-05"),
        ('<?xml version="1.0" encoding="shift_jis"?><gpx/>', "is not sound XML: multi-byte encodings are not supported"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.gpx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ImportRefused) as error:
        read_whole(path, "a")
    assert told in str(error.value)


def test_broken_pieces_are_told_and_nothing_else_is_raised(tmp_path: Path) -> None:
    data, path, chance = gpx(WAYPOINT + TRACK + ROUTE).encode(), tmp_path / "a.gpx", random.Random(3)
    pieces = (b"\0", b"\xff", b"<", b"&x;", b'"', b"<trkseg>", b"</trk>", b"9" * 400, b"nan", b"1e999", "\u202e".encode())
    for _ in range(200):
        broken = data
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(broken) + 1)
            broken = broken[:at] + chance.choice(pieces) + broken[at + chance.choice((0, 1, 5, 60)) :]
        path.write_bytes(broken)
        try:
            layer, builder = read_extra(path)
            faults = builder.faults
            assert abs(layer.vertices[:, 1]).max(initial=0) <= 90
        except ImportRefused as error:
            faults = error.faults
        assert all(str(fault).isprintable() for fault in faults)
