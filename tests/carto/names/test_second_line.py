"""A second language under names: those of one rank have it all, set smaller rather than without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from viewer.api import page_of
from viewer.carto.names.placement import Label, Wish
from viewer.carto.names.two_lines import with_second
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.pages.page import render_page


def measure(text: str, size: float, bold: bool, spacing: float) -> float:
    return len(text) * size * (0.6 + spacing + bold * 0.05)


def test_a_smaller_name_in_two_languages_comes_before_a_large_one_in_one() -> None:
    small = Wish((1.0,), Label("チェコ", 0, 0, 9.5, second="Czechia"), ((0, 0),), 30, 12)
    off_shore = Wish((1.0,), Label("チェコ", 0, 0, 11.0), ((9, 9),), 40, 14)
    large = Wish((1.0,), Label("チェコ", 0, 0, 12.0, second="Czechia"), ((0, 0),), 40, 15, less=replace(small, less=off_shore))
    tried = [(one.label.size, one.label.second) for one in with_second(large, measure).chain()]
    assert tried == [(12.0, "Czechia"), (9.5, "Czechia"), (12.0, ""), (9.5, ""), (11.0, "")]
    assert with_second(off_shore, measure) is off_shore
    assert with_second(large, measure).height > large.height


def test_states_with_room_have_both_names(built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def collect(_painter: object, labels: Sequence[Label], *_: object) -> None:
        drawn.extend(label.text for label in labels)

    monkeypatch.setattr("viewer.paint.pages.page.draw_labels", collect)
    render_page(page_of(built_in, View.parse("t=1955-05-14&b=13&a=47&n=ja%2Ben&l=ja"), (1920, 1080), fit="world"))
    for first, second in (("リビア", "Libya"), ("メキシコ", "Mexico"), ("ブラジル", "Brazil"), ("モロッコ", "Morocco")):
        assert first in drawn
        assert second in drawn
