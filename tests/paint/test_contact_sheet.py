"""A sheet of many days: every map is there, under its date, and the maps differ."""

from __future__ import annotations

import numpy as np

from viewer.api import page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.contact_sheet import _CAPTION, _lay, _looks, render_sheet
from viewer.paint.page import GROUND


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
    dates = [pixels[y : y + _CAPTION - 2, x : x + 120] for x, y, _, _ in boxes]
    assert all((one != ground).any() for one in dates)
