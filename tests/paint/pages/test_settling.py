"""A page alone: what it tells takes the room it needs, and the map the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from viewer.api import page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.files.sequence import exporting
from viewer.paint.pages.layout import composed, sheet_of
from viewer.paint.pages.page import render_page
from viewer.paint.pages.settling import map_size, settled, unsettled

LOOKS = {
    "few to tell": ("t=2022-11-15&l=ja", "21,43,42,53"),
    "much to tell": ("t=1962-10-22&l=en", "world"),
    "upright, few": ("t=1927-02-13&b=20&a=20&l=en", "world"),
    "a globe": ("t=1962-10-22&p=globe&c=-80,25&l=en", "world"),
}
SIZES = {"few to tell": (1600, 900), "much to tell": (1600, 900), "upright, few": (794, 1123), "a globe": (1920, 1080)}


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, str]]:
    """Base line (px) and words of all that is written at a point."""
    found: list[tuple[float, str]] = []
    draw: Callable[..., None] = QPainter.drawText

    def listening(painter: QPainter, at: QPointF | QRectF, *given: object) -> None:
        if isinstance(at, QPointF):
            found.append((at.y(), str(given[-1])))
        draw(painter, at, *given)

    monkeypatch.setattr(QPainter, "drawText", listening)
    return found


@pytest.mark.parametrize("look", ["few to tell", "much to tell", "upright, few"])
def test_no_line_is_empty_between_the_notes_and_the_foot(look: str, built_in: Atlas, lines: list[tuple[float, str]]) -> None:
    text, fit = LOOKS[look]
    page = page_of(built_in, View.parse(text), SIZES[look], fit=fit)
    render_page(page)
    foot = next(y for y, words in lines if "Natural Earth" in words)
    last = max(y for y, words in lines if y < foot - 1 and sheet_of(composed(page)).rule < y)
    assert foot - last < 36


@pytest.mark.parametrize("look", LOOKS)
def test_the_map_of_a_page_alone_is_no_smaller_than_in_a_series(look: str, built_in: Atlas) -> None:
    text, fit = LOOKS[look]
    alone, series = (page_of(built_in, View.parse(text), SIZES[look], fit=fit, settle=settle) for settle in (True, False))
    assert map_size(alone)[1] >= map_size(series)[1]
    assert alone.view.zoom >= series.view.zoom - 1e-9
    if look == "few to tell":
        assert map_size(alone)[1] > map_size(series)[1] + 30
    back = unsettled(alone)
    assert map_size(back) == map_size(series), "in a series all pages are alike"
    assert back.view.zoom == pytest.approx(series.view.zoom, abs=0.06)


def test_a_series_of_a_page_that_was_made_alone_stands_still(sample: Atlas, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr("viewer.paint.files.sequence.writing", lambda jobs: made.extend(job[0] for job in jobs))
    page = page_of(sample, View.parse("t=1961-10-27&l=en"), (1000, 700), fit="world")
    assert page.need is not None
    exporting(page, [page.view.instant, page.view.instant + 1], f"{tmp_path}")
    assert [one.need for one in made] == [None, None]  # type: ignore[attr-defined]


def test_the_notes_of_a_globe_stand_beside_it(built_in: Atlas) -> None:
    text, fit = LOOKS["a globe"]
    page = page_of(built_in, View.parse(text), (1920, 1080), fit=fit)
    sheet = sheet_of(composed(page))
    assert sheet.notes[0] > sheet.map.right()
    assert sheet.map.height() > 0.77 * sheet.height
    upright = sheet_of(composed(page_of(built_in, View.parse(text), (1080, 1920), fit=fit)))
    assert upright.rule > upright.map.bottom(), "where it is narrow they stand below"


def test_nothing_of_the_map_is_veiled_by_the_scale_bar(built_in: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    feet: list[float] = []
    monkeypatch.setattr("viewer.paint.pages.scale.draw_scale_bar", lambda _painter, _bar, _left, bottom, _theme: feet.append(bottom))
    for look, size in SIZES.items():
        text, fit = LOOKS[look]
        page = page_of(built_in, View.parse(text), size, fit=fit)
        render_page(page)
        sheet = sheet_of(composed(page))
        assert feet[-1] > sheet.map.bottom() or look == "a globe"
        assert feet[-1] < sheet.height - sheet.edge - 12


def test_the_map_alone_and_a_sheet_of_days_are_left_as_they_are(sample: Atlas) -> None:
    plain = page_of(sample, View.parse("t=1961-10-27&l=en"), (800, 600), plain=True)
    assert plain.need is None
    days = replace(plain, plain=False, view=plain.view.with_(days=(plain.view.instant, plain.view.instant + 1)))
    assert settled(days) is days
