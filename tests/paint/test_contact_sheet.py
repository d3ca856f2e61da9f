"""A sheet of many days: every map is there, under its date, and the maps differ."""

from __future__ import annotations

import numpy as np

from viewer.api import page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.contact_sheet import contact_sheet
from viewer.paint.page import GROUND


def test_each_day_has_a_map_of_its_own(built_in: Atlas) -> None:
    days = [day_of(text) for text in ("1917-01-01", "1942-01-01", "1962-01-01", "2022-01-01", "2022-01-01")]
    image = contact_sheet(page_of(built_in, View(language="en")), days, 3, (240, 120))
    assert (image.width(), image.height()) == (2 * 40 + 3 * 240 + 2 * 16, 64 + 2 * (120 + 22 + 16) + 96)
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), -1)
    maps = [pixels[64 + row * 158 + 22 :][:120, 40 + column * 256 :][:, :240] for row in range(2) for column in range(3)]
    ground = int(GROUND["light"].lstrip("#"), 16) | 0xFF000000
    assert all((one != ground).mean() > 0.5 for one in maps[:5])
    assert not (maps[5] != ground).any()
    assert len({one.tobytes() for one in maps[:5]}) == 4
    dates = [pixels[64 + row * 158 :][:20, 40 + column * 256 :][:, :120] for row in range(2) for column in range(3)]
    assert all((one != ground).any() for one in dates[:5])
