"""Names on the map keep off what lies over it: the tools at its head, and the words beside the discs of an open stack."""

from __future__ import annotations

import json
from pathlib import Path

from hands import Open, settle
from pytestqt.qtbot import QtBot

from viewer.carto.boxes import boxes_of, touching
from viewer.store.imports.desk import file_desk


def test_no_name_hides_under_the_tools(open_window: Open) -> None:
    window = open_window("t=1961-08-13&p=laea&c=0,38&z=2.2&l=en", (1280, 800))
    tools, known = window.tools.geometry(), window.map.tools_box
    covered = boxes_of([(float(tools.left()), 0.0, float(window.width()), float(tools.bottom() - 4))])

    def hidden() -> list[str]:
        scene = window.map.scene()
        return [label.text for label, room in zip(scene.labels, scene.rooms, strict=True) if touching(room[None], covered).any()]

    missed = []
    for lon in range(-30, 20, 5):
        for lat in (30, 33, 36, 39):
            window.state.change(centre=(float(lon), float(lat)))
            window.map.sharpen()
            assert hidden() == [], f"about {lon}, {lat}"
            window.map.tools_box = (0.0, 0.0, 0.0, 0.0)
            missed += hidden()
            window.map.tools_box = known
    assert missed, "names would be there"


def test_no_name_lies_under_the_words_of_an_open_stack(open_window: Open) -> None:
    scene = open_window("t=1989-11-09&p=laea&c=10,51&z=3.2&l=en&f=berlin", (1280, 800)).map.scene()
    assert scene.fan is not None
    assert len(scene.fan.items) > 4
    words = [(i.x - 205, i.y - 12, i.x - 19, i.y + 12) if i.left else (i.x + 19, i.y - 12, i.x + 205, i.y + 12) for i in scene.fan.items]
    assert not touching(scene.rooms, boxes_of(words)).any()


def test_names_make_way_for_a_readers_own_points(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window("t=1961-08-13&p=laea&c=12,51&z=4&l=en", (1280, 800))
    window.own.bring = file_desk
    scene, port = window.map.scene(), window.map.viewport()
    names = {label.text: room for label, room in zip(scene.labels, scene.rooms.tolist(), strict=True)}
    left, top, right, bottom = names["East Germany" if "East Germany" in names else next(iter(names))]
    place = port.lonlat_of((left + right) / 2, (top + bottom) / 2)
    assert place is not None
    file = tmp_path / "mine.geojson"
    here = {"type": "Feature", "properties": {"name": "here", "when": "1961"}, "geometry": {"type": "Point", "coordinates": list(place)}}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [here]}), encoding="utf-8")
    window.own.open(str(file))
    qtbot.waitUntil(lambda: len(window.own.shown) == 1, timeout=30_000)
    settle(window)
    x, y = (left + right) / 2, (top + bottom) / 2
    assert not touching(window.map.scene().rooms, boxes_of([(x - 4, y - 4, x + 4, y + 4)])).any()
