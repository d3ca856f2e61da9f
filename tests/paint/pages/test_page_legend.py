"""The legend of a page names the scheme, and tells the land of its rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from looking import painted, pixels
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetrics, QPainter

from viewer.carto.land.legend import LegendRow
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.pages.legend import broken, legend_rows, other_language, paint_legend, scheme_name
from viewer.paint.type import font
from viewer.store.resources import interface_words
from viewer.ui.words import Words


def test_the_scheme_is_named_in_both_languages_where_there_is_a_choice(built_in: Atlas, sample: Atlas) -> None:
    assert scheme_name(built_in, View(language="en")) == "Spheres 勢力圏"
    assert scheme_name(built_in.in_scheme("economy"), View(language="ja", scheme="economy")) == "経済共同体 Economic communities"
    assert scheme_name(sample, View(language="en")) == ""


def test_words_are_not_told_twice_where_the_atlas_lacks_the_language_of_the_picture(sample: Atlas) -> None:
    english = replace(sample, languages=("en",))
    assert [other_language(english, View(language=language)) for language in ("en", "ja")] == ["", ""]
    assert [other_language(sample, View(language=language)) for language in ("en", "ja")] == ["ja", "en"]


@pytest.mark.parametrize("columns", [1, 3])
@pytest.mark.parametrize("many", [1, 2, 9])
def test_many_rows_stand_closer_and_stay_above_the_notes(built_in: Atlas, fonts: object, many: int, columns: int) -> None:
    words = Words(interface_words())
    view = View(instant=day_of("1942-06-01"), language="en", scheme="alliances")
    atlas = built_in.in_scheme("alliances")
    rows = legend_rows(atlas, view, words.say, atlas.basemap.area_km2) * many
    for bottom in (620.0, 900.0):

        def paint(painter: QPainter, low: float = bottom) -> None:
            paint_legend(painter, atlas, view, words.say, rows, QRectF(56, 132, 268 * columns, low - 132), columns)

        dark = (pixels(painted(300 * columns, 1000, paint, ground="#FFFFFF")) != 255).any(axis=(1, 2)).nonzero()[0]
        assert dark[0] > 120
        assert dark[-1] < bottom


def test_a_name_too_long_for_its_row_takes_the_place_of_its_translation(
    built_in: Atlas, monkeypatch: pytest.MonkeyPatch, fonts: object
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QPainter, "drawText", lambda _painter, _at, *given: said.append(str(given[-1])))
    name = "Dependencies and occupied lands of the Allies of the Second World War"
    row = LegendRow("dependency", name, "連合国の属領・占領地", "allies", "weak", km2=18.4e6)
    painted(340, 200, lambda painter: paint_legend(painter, built_in, View(), Words(interface_words()).say, (row,), QRectF(0, 0, 268, 100)))
    first = next(number for number, text in enumerate(said) if text.startswith("Dependencies"))
    assert f"{said[first]} {said[first + 1]}".startswith("Dependencies and occupied lands of the Allies")
    assert "連合国の属領・占領地" not in said


@pytest.mark.parametrize("columns", [1, 2])
def test_rows_without_room_are_counted(columns: int, built_in: Atlas, monkeypatch: pytest.MonkeyPatch, fonts: object) -> None:
    said: list[str] = []
    monkeypatch.setattr(QPainter, "drawText", lambda _painter, _at, *given: said.append(str(given[-1])))
    rows = tuple(LegendRow("extra", f"layer {number}", "", "1") for number in range(100))
    words = Words(interface_words()).say
    painted(900, 500, lambda painter: paint_legend(painter, built_in, View(language="en"), words, rows, QRectF(0, 0, 800, 300), columns))
    told = [text for text in said if text.startswith("layer")]
    assert 10 < len(told) < 100
    assert f"{100 - len(told)} more" in said


def test_all_rows_of_a_legend_are_set_alike(built_in: Atlas, monkeypatch: pytest.MonkeyPatch, fonts: object) -> None:
    """One size for names and one for their translation, all of both, and figures in one column that no name reaches."""
    said: list[tuple[float, float, str, int]] = []

    def listening(painter: QPainter, at: QPointF | QRectF, *given: object) -> None:
        left = at.x() if isinstance(at, QPointF) else at.left()
        said.append((left, painter.fontMetrics().horizontalAdvance(str(given[-1])), str(given[-1]), painter.font().pixelSize()))

    monkeypatch.setattr(QPainter, "drawText", listening)
    words = Words(interface_words()).say
    for language, day in (("ja", "1944-12-01"), ("en", "1955-05-14"), ("en", "2022-02-24")):
        view = View(instant=day_of(day), language=language)
        rows = legend_rows(built_in, view, words, built_in.basemap.area_km2)
        said.clear()
        painted(400, 900, lambda painter, v=view, r=rows: paint_legend(painter, built_in, v, words, r, QRectF(0, 0, 268, 860)))
        told = "".join(text for *_, text, _ in said).replace(" ", "")
        for row in rows:
            assert row.label.replace(" ", "") in told
            assert row.second.replace(" ", "") in told, "none lacks its translation"
        names = [one for one in said if one[0] == 44.0]
        assert {size for *_, size in names} <= {13, 10, 11}
        figures = max(QFontMetrics(font(10.5, tabular=True)).horizontalAdvance(t) for *_, t, _ in said if "km²" in t)
        with_figures = {part for row in rows if row.km2 for part in (row.label, row.second)}
        assert all(44 + wide <= 268 - figures for _, wide, text, _ in names if text in with_figures)


def test_a_name_is_parted_where_it_reads_on(fonts: object) -> None:
    assert broken("枢軸国（降伏・離脱後）", 13, 110) == ("枢軸国", "（降伏・離脱後）")
    assert broken("Dependencies of Western states", 13, 150) == ("Dependencies of", "Western states")
    assert broken("西側諸国の属領", 13, 80) == ("西側諸国の", "属領")
    assert broken("NATO", 13, 80) == ("NATO",)
    assert len(broken("長い" * 10_000, 13, 150)) <= 4
