"""Names on the map keep off what lies over it, and no stack hides there: tools, legend, the words of an open stack, the Iron Curtain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hands import Open, click, settle
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from viewer.carto.boxes import Boxes, boxes_of, touching
from viewer.carto.names.land_names import land_spots
from viewer.carto.names.placement import Label
from viewer.model.atlas import Atlas
from viewer.store.imports.desk import file_desk
from viewer.ui.map.spots import spots


def around(labels: Sequence[Label]) -> Boxes:
    """Boxes about the letters of names, without their leaders."""
    half = [(len(label.text) * label.size * 0.3, label.size * 0.6) for label in labels]
    return boxes_of(
        [(label.x - wide, label.y - tall, label.x + wide, label.y + tall) for label, (wide, tall) in zip(labels, half, strict=True)]
    )


def test_no_name_hides_under_the_tools(open_window: Open) -> None:
    window = open_window("t=1961-08-13&p=laea&c=0,38&z=2.2&l=en", (1280, 800))
    tools, known = window.tools.geometry(), window.map.tools_box
    covered = boxes_of([(float(tools.left()), 0.0, float(window.width()), float(tools.bottom() - 4))])

    def hidden() -> list[str]:
        scene = window.map.scene()
        letters = np.where(
            np.array([label.leader is not None for label in scene.labels], dtype=np.bool_)[:, None], around(scene.labels), scene.rooms
        )
        return [label.text for label, under in zip(scene.labels, touching(letters, covered).tolist(), strict=True) if under]

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


def test_a_stack_under_the_legend_stands_at_its_edge_and_a_click_brings_its_place_into_sight(open_window: Open) -> None:
    window = open_window("t=1961-08-13&p=laea&c=28,61&z=3&l=en", (1280, 800))
    legend = window.legend.geometry().adjusted(9, 9, -9, -9)
    berlin = window.state.atlas.places["berlin"].lonlat

    def place() -> QPoint:
        pixel = window.map.viewport().pixel_of(berlin)
        assert pixel is not None
        return QPoint(round(pixel[0]), round(pixel[1]))

    assert legend.contains(place()), "its place lies under the legend"
    marker = next(marker for marker in window.map.scene().markers if marker.key == "berlin")
    assert not legend.contains(QPoint(round(marker.x), round(marker.y)))
    assert marker.at == window.map.viewport().pixel_of(berlin)
    assert any(label.text == marker.name for label in window.map.scene().labels)
    assert "berlin" in {spot.key for spot in spots(window.map)}
    click(window.map, marker.x, marker.y)
    settle(window)
    assert window.state.view.selected == marker.front
    assert not window.legend.geometry().contains(place())


def test_no_name_crosses_the_iron_curtain_which_has_its_own(open_window: Open, built_in: Atlas) -> None:
    window = open_window("t=1989-06-01&p=laea&c=15,51&z=3.6&l=en", (1280, 800), atlas=built_in)
    window.legend.hide()
    atlas, view, port = built_in, window.map.look, window.map.viewport()
    grid = window.map.layer.zone_grid(2.0)
    assert grid is not None
    line = port.pixels_of(land_spots(atlas, view.instant, grid, window.map.free).curtain)[0]
    scene = window.map.scene()
    crossed = touching(scene.rooms, np.hstack([line - 2, line + 2]))
    assert [label.text for label, over in zip(scene.labels, crossed.tolist(), strict=True) if over] == []
    [own] = [label for label in scene.labels if label.text == "Iron Curtain"]
    assert np.hypot(*(line - (own.x, own.y)).T).min() < 60, "its own name stands beside it"
    window.state.change(hidden_layers=frozenset({"lines"}))
    settle(window)
    assert "Iron Curtain" not in {label.text for label in window.map.scene().labels}
