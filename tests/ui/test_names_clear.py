"""Names on the map keep off what lies over it: the tools at its head, and the words beside the discs of an open stack."""

from __future__ import annotations

import pytest
from hands import Open

from viewer.carto.boxes import boxes_of, touching


@pytest.mark.parametrize("lat", [30, 33, 36, 39])
def test_no_name_hides_under_the_tools(lat: int, open_window: Open) -> None:
    window = open_window(f"t=1961-08-13&p=laea&c=8,{lat}&z=2.6&l=en", (1280, 800))
    tools, scene = window.tools.geometry(), window.map.scene()
    assert len(scene.rooms) > 3
    covered = boxes_of([(float(tools.left()), 0.0, float(window.width()), float(tools.bottom() - 4))])
    hidden = [label.text for label, room in zip(scene.labels, scene.rooms, strict=True) if touching(room[None], covered).any()]
    assert hidden == []


def test_no_name_lies_under_the_words_of_an_open_stack(open_window: Open) -> None:
    scene = open_window("t=1989-11-09&p=laea&c=10,51&z=3.2&l=en&f=berlin", (1280, 800)).map.scene()
    assert scene.fan is not None
    assert len(scene.fan.items) > 4
    words = [(i.x - 205, i.y - 12, i.x - 19, i.y + 12) if i.left else (i.x + 19, i.y - 12, i.x + 205, i.y + 12) for i in scene.fan.items]
    assert not touching(scene.rooms, boxes_of(words)).any()
