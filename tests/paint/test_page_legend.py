"""The legend of a page names the scheme, and tells the land of its rows."""

from __future__ import annotations

from looking import painted, pixels
from PySide6.QtGui import QPainter

from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.page_legend import paint_legend, scheme_name
from viewer.store.resources import interface_words
from viewer.ui.words import Words


def test_the_scheme_is_named_in_both_languages_where_there_is_a_choice(built_in: Atlas, sample: Atlas) -> None:
    assert scheme_name(built_in, View(language="en")) == "Spheres 勢力圏"
    assert scheme_name(built_in.in_scheme("economy"), View(language="ja", scheme="economy")) == "経済共同体 Economic communities"
    assert scheme_name(sample, View(language="en")) == ""


def test_many_rows_stand_closer_and_stay_above_the_notes(built_in: Atlas) -> None:
    words = Words(interface_words())
    view = View(instant=day_of("1942-06-01"), language="en", scheme="alliances")
    atlas = built_in.in_scheme("alliances")
    for bottom in (620.0, 900.0):

        def paint(painter: QPainter, low: float = bottom) -> None:
            paint_legend(painter, atlas, view, words.say, atlas.basemap.area_km2, low)

        rows = (pixels(painted(300, 1000, paint, ground="#FFFFFF")) != 255).any(axis=(1, 2)).nonzero()[0]
        assert rows[0] > 120
        assert rows[-1] < bottom
