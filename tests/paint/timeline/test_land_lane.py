"""The lane of land, seen: the colours of the blocs, as high as their land."""

from __future__ import annotations

import numpy as np
from looking import painted
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from viewer.carto.land.land_history import land_history
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import LIGHT
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.timeline.land_lane import band_at, draw_land

FRAME = QRectF(50, 10, 600, 100)


def test_each_column_is_as_high_as_the_land_of_its_day(built_in: Atlas) -> None:
    history = land_history(built_in)
    day = day_of("1980-01-01")
    whole = float(history.km2[-1].sum())
    band = band_at(history, np.array([day]), whole, 1000)[:, 0]
    km2 = history.at(np.array([day]))[0]
    for number, land in enumerate(km2.tolist()):
        assert abs((band == number).sum() - 1000 * land / whole) <= 1.01


def test_the_lane_is_drawn_in_the_colours_of_the_map(built_in: Atlas) -> None:
    span = built_in.span
    scale = TimeScale(span.start, span.end, FRAME.left(), FRAME.width())

    def paint(painter: QPainter) -> None:
        draw_land(painter, land_history(built_in), scale, FRAME, LIGHT, "en")

    image = painted(700, 120, paint, ground=LIGHT.surface)
    x = round(scale.x_of(day_of("1975-01-01")))
    foot, top = image.pixelColor(x, 107), image.pixelColor(x, 13)
    east, west = QColor(LIGHT.blocs["east"].fill), QColor(LIGHT.blocs["west"].fill)
    assert abs(foot.hslHue() - east.hslHue()) < 15
    assert abs(top.hslHue() - west.hslHue()) < 15
    assert image.pixelColor(x, 5) == QColor(LIGHT.surface)  # nothing beside the frame
