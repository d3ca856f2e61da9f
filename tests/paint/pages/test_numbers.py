"""The numbers of notes stand beside names, discs and each other, and within the map."""

from __future__ import annotations

from itertools import combinations

import pytest

from viewer.api import page_of
from viewer.carto.names.placement import Label
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.pages import page as pages
from viewer.paint.pages.numbers import spots_of
from viewer.paint.type import text_width

Box = tuple[float, float, float, float]


def meet(one: Box, two: Box) -> bool:
    return min(one[2], two[2]) - max(one[0], two[0]) > 1 and min(one[3], two[3]) - max(one[1], two[1]) > 1


def test_numbers_keep_off_names_and_each_other(built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: list[Box] = []
    names: list[Label] = []

    def number(_painter: object, x: float, y: float, text: str, *_: object) -> None:
        numbers.append((x - text_width(text, 13, bold=True), y - 10, x, y))

    monkeypatch.setattr("viewer.paint.pages.page.draw_number", number)
    monkeypatch.setattr("viewer.paint.pages.page.draw_labels", lambda _painter, labels, *_: names.extend(labels))
    for day in ("1955-05-14", "1961-07-01", "1962-10-22"):
        numbers.clear()
        names.clear()
        made = page_of(built_in, View.parse(f"t={day}&l=ja"), (1600, 900), fit="world")
        pages.render_page(made)
        assert len(numbers) >= 6
        halves = [(label, text_width(label.text, label.size, bold=label.bold, spacing=label.spacing) / 2) for label in names]
        boxes = [(one.x - half, one.y - one.size / 2, one.x + half, one.y + one.size / 2) for one, half in halves if not one.turned]
        assert sum(any(meet(one, box) for box in boxes) for one in numbers) <= len(numbers) // 4, "crowds may leave no other place"
        assert not any(meet(*pair) for pair in combinations(numbers, 2))


def test_a_number_stays_on_the_map(built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    scenes = []
    paint = pages.draw_markers
    monkeypatch.setattr(
        "viewer.paint.pages.page.draw_markers", lambda p, markers, *a, **k: (scenes.append(markers), paint(p, markers, *a, **k))
    )
    made = page_of(built_in, View.parse("t=1955-05-14&l=en"), (1000, 700), fit="world")
    pages.render_page(made)
    markers = scenes[0]
    numbered = {marker.front: number for number, marker in enumerate(markers, 1)}
    first = markers[0]
    frame = (first.x - 4, first.y - 30, first.x + 400, first.y + 30)  # as if the map began beside the disc
    x, y = spots_of(markers[:1], (), numbered, 11.0, frame)[first.front]
    assert x - text_width(str(numbered[first.front]), 13, bold=True) >= frame[0]
    assert frame[1] <= y - 10
    assert y <= frame[3]
    assert spots_of(markers, (), {}, 11.0, frame) == {}, "only what is told of has a number"
