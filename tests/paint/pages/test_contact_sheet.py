"""A sheet of many days: every map is there, under its date, and the maps differ."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from viewer.api import page_of
from viewer.carto.land.legend import LegendRow
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.pages.contact_sheet import _CAPTION, _lay, _looks, paint_legend, render_sheet
from viewer.paint.pages.page import GROUND


def test_each_day_has_a_map_of_its_own(built_in: Atlas) -> None:
    days = tuple(day_of(text) for text in ("1917-01-01", "1942-01-01", "1962-01-01", "2022-01-01", "2022-01-01"))
    page = page_of(built_in, View(language="en", days=days), (900, 560), fit="world")
    image = render_sheet(page)
    assert (image.width(), image.height()) == page.size
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), -1)
    cells, _ = _lay(page, _looks(page.view))
    assert [cell.day for cell in cells] == list(days)
    boxes = [(round(cell.x), round(cell.y), round(cell.width), round(cell.height)) for cell in cells]
    maps = [pixels[y + _CAPTION : y + high, x : x + wide] for x, y, wide, high in boxes]
    ground = int(GROUND["light"].lstrip("#"), 16) | 0xFF000000
    assert all((one != ground).mean() > 0.3 for one in maps)
    assert len({one.tobytes() for one in maps}) == 4, "the last two are of the same day"
    dates = [pixels[y : y + high // 2, x : x + 120] for x, y, _, high in boxes]
    assert all((one != ground).any() for one in dates)
    dark = [(pixels[y : y + high // 2, x : x + 120] == 0xFF1B2126).any() for x, y, _, high in boxes]
    assert all(dark), "in ink, not merely the edge of a map"


def test_names_in_the_legend_are_set_smaller_before_they_are_cut(monkeypatch: pytest.MonkeyPatch, fonts: object) -> None:
    said: list[tuple[str, int]] = []
    monkeypatch.setattr(QPainter, "drawText", lambda painter, _at, text: said.append((text, painter.font().pixelSize())))
    names = ["NATO", "Other states on the Axis side, associated", "Dependencies and occupied lands of the Allies / " * 2]
    image = QImage(700, 100, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_legend(painter, [LegendRow("nodata", name) for name in names], QRectF(0, 0, 620, 90), THEMES["light"])
    painter.end()
    assert said[0] == ("NATO", 13)
    assert said[1][0] == names[1]
    assert said[2][1] == 11
    assert said[2][0].endswith("…")


def test_a_sheet_tells_the_curtain_and_the_scale_of_its_maps(built_in: Atlas, monkeypatch: pytest.MonkeyPatch, fonts: object) -> None:
    bars: list[tuple[float, float, float]] = []
    said: list[str] = []
    drawn = "viewer.paint.pages.contact_sheet.draw_scale_bar"
    monkeypatch.setattr(drawn, lambda _painter, bar, left, bottom, _theme: bars.append((bar.width, left, bottom)))
    monkeypatch.setattr(QPainter, "drawText", lambda _painter, _at, *given: said.append(str(given[-1])))
    days = tuple(day_of(text) for text in ("1938-03-01", "1949-10-07", "1961-08-13", "1989-11-09"))
    page = page_of(built_in, View(language="en", days=days, projection="laea"), (1600, 1000), fit="-12,35,45,62")
    render_sheet(page)
    assert "Iron Curtain" in said
    assert len([one for one in said if one == "Annexed, not recognised"]) <= 1, "one row, in whatever ink"
    ((wide, left, bottom),) = bars
    assert 50 < wide <= 120
    assert left + wide < 1600 - 40
    assert bottom < 1000 - 10
    cells, _ = _lay(page, _looks(page.view))
    assert max(cell.y + cell.height for cell in cells) < bottom - 24
    assert sum(cell.width * cell.height for cell in cells) > 0.7 * 1600 * 1000
