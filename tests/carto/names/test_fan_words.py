"""The titles beside an open stack: whole where there is room, in two lines at most, and within the free part of the map."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import viewer
from viewer.carto.names.fan_words import SIZE, title_lines, words_box
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import compose_scene, fan_event_at
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say

CLOSING = "、。」）ーっッ"


def measure(words: str, size: float, _bold: bool, _spacing: float) -> float:
    """About as wide as Noto Sans sets words of these titles."""
    return sum(size * (0.52 if letter < "\u2e80" else 1.0) for letter in words)


def wide(words: str) -> float:
    return measure(words, SIZE, False, 0.0)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return viewer.open_atlas()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_title_of_the_atlas_is_cut_where_there_is_room(language: str, atlas: Atlas) -> None:
    for event in atlas.event_list:
        title = say(event.title, language)
        lines = title_lines(title, measure, 250.0)
        assert len(lines) < 3
        assert max(wide(line) for line in lines) <= 250, lines
        assert " ".join(lines) == title if language == "en" else "".join(lines) == title, lines
        assert not any(line[0] in CLOSING for line in lines), lines


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60), st.floats(40, 300))
def test_any_title_keeps_its_letters(title: str, room: float) -> None:
    assert "".join(title_lines(title, measure, room)).replace(" ", "") == title.replace(" ", "")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("left", [0.0, 280.0, 330.0])
def test_the_words_keep_within_the_free_part_and_are_clicked_where_they_stand(language: str, left: float, atlas: Atlas) -> None:
    view = View(projection="laea", centre=(37.6, 55.8), zoom=2.5, language=language, fan="moscow").at(
        atlas.events["khrushchev-accepts"].when.start
    )
    port = Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, 1280, 600)
    scene = compose_scene(atlas, view, port, measure, frame=(left, 0.0, 1280.0 - left, 600.0))
    assert scene.fan is not None
    assert len(scene.fan.items) == 7
    for item in scene.fan.items:
        box = words_box(item)
        assert left <= box[0] < box[2] <= 1280 - left, item.lines
        outer = box[0] + 6 if item.left else box[2] - 6
        assert fan_event_at(scene, outer, item.y + 8) == item.event
    for side in (True, False):
        boxes = sorted(words_box(item) for item in scene.fan.items if item.left is side)
        tops = sorted((box[1], box[3]) for box in boxes)
        assert all(lower[0] + 5 >= upper[1] - 5 for upper, lower in pairwise(tops)), "rows don't lie over each other"


@pytest.mark.parametrize("title", ["壁" * 100_000, "wall " * 50_000, "w" * 100_000])
def test_a_title_without_end_is_not_measured_at_every_place_of_it(title: str) -> None:
    """It took tens of gigabytes: each of its beginnings was measured, and remembered."""
    measured: list[str] = []

    def counting(words: str, size: float, bold: bool, spacing: float) -> float:
        measured.append(words)
        return measure(words, size, bold, spacing)

    lines = title_lines(title, counting, 250.0)
    assert sum(map(len, measured)) < 100_000
    assert title.startswith(lines[0].removesuffix("…"))


def test_a_title_that_begins_with_a_space_is_not_broken_before_it() -> None:
    assert all(title_lines(" the wall between the two parts of Berlin", measure, 250.0))
