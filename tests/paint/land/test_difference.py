"""The marks of a comparison: on the land that is otherwise and nowhere else, and the same in any window or page."""

from __future__ import annotations

import made_up_map
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from viewer.carto.land.comparison import Comparison, compare_units
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.land.difference import TINT, DifferenceLayer
from viewer.paint.land.political_layer import PoliticalLayer

VIEW = View(projection="laea", centre=(3.0, 24.0), zoom=3.0, instant=made_up_map.LAST, since=made_up_map.FIRST)


def viewport(view: View, ratio: float = 1.0) -> Viewport:
    return Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, 420, 300, ratio)


def marked(atlas: Atlas, view: View, theme: Theme, ratio: float = 1.0) -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """Opacity of the marks [H, W] over nothing, and the zones of the pixels."""
    layer = PoliticalLayer(atlas, theme)
    layer.prepare(viewport(view, ratio))
    image = QImage(round(420 * ratio), round(300 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    DifferenceLayer().draw(painter, layer, atlas, view, theme, viewport(view, ratio))
    painter.end()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), -1)
    assert layer.ids is not None
    return (pixels >> 24).astype(np.uint8), layer.ids.copy()


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_land_that_is_otherwise_is_marked_and_no_other(theme: str, ratio: float) -> None:
    atlas = made_up_map.atlas()
    opacity, ids = marked(atlas, VIEW, THEMES[theme], ratio)
    zones = PoliticalLayer(atlas, THEMES[theme]).politics.zones
    marks = np.append(np.uint8(0), compare_units(atlas, VIEW)[zones.unit])[ids]
    assert not opacity[marks == Comparison.SAME].any()
    for zone in np.unique(ids[marks == Comparison.MOVED]):
        whole = opacity[ids == zone]
        assert whole.any()
        if len(whole) > 400 * ratio**2:
            values, counts = np.unique(whole, return_counts=True)
            assert values[counts.argmax()] == round(TINT * 255), "an even tint lets the colours and patterns below be seen"
            assert whole.max() > 200, "its outline"


def test_nothing_is_marked_where_no_day_or_the_same_day_is_compared() -> None:
    atlas = made_up_map.atlas()
    for since in (None, VIEW.instant):
        opacity, _ = marked(atlas, VIEW.with_(since=since), THEMES["light"])
        assert not opacity.any()


def test_the_marks_follow_the_day_and_the_theme() -> None:
    atlas = made_up_map.atlas()
    layer, difference = PoliticalLayer(atlas, THEMES["light"]), DifferenceLayer()
    layer.prepare(viewport(VIEW))
    seen = []
    looks = [
        (VIEW, "light"),
        (VIEW.at(made_up_map.FIRST + 900), "light"),
        (VIEW, "dark"),
        (VIEW.with_(since=None), "light"),
        (VIEW, "light"),
    ]
    for view, theme in looks:
        image = QImage(420, 300, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        difference.draw(painter, layer, atlas, view, THEMES[theme], viewport(view))
        painter.end()
        seen.append(bytes(image.constBits()))
    assert seen[0] == seen[4]
    assert len(set(seen)) == 4


def test_the_marks_move_with_the_picture_until_it_is_made_anew() -> None:
    atlas = made_up_map.atlas()
    layer, difference = PoliticalLayer(atlas, THEMES["light"]), DifferenceLayer()
    layer.prepare(viewport(VIEW))
    image = QImage(420, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    difference.draw(painter, layer, atlas, VIEW, THEMES["light"], viewport(VIEW.with_(zoom=2.0)))
    painter.end()
    alpha = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(300, 420) >> 24
    rows, columns = np.nonzero(alpha)
    assert rows.min() > 60
    assert rows.max() < 240
    assert columns.min() > 90
    assert columns.max() < 330
