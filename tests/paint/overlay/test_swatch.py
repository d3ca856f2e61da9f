"""Swatches look like the land they stand for, and no two alike."""

from __future__ import annotations

import numpy as np
import pytest
from looking import common, count, painted, pixels, touched
from PySide6.QtCore import QRectF

from viewer.carto.land.legend import LegendRow
from viewer.carto.tokens import THEMES
from viewer.paint.overlay.swatch import draw_swatch

STYLES = tuple(THEMES["light"].blocs)
ROWS = {
    **{f"{style} {level}": LegendRow("group", "x", style=style, level=level) for style in STYLES for level in ("full", "weak")},
    **{f"{style} dependency": LegendRow("dependency", "x", style=style, level="weak") for style in ("west", "east")},
    "none": LegendRow("none", "x"),
    "nodata": LegendRow("nodata", "x"),
    "line": LegendRow("line", "x", style="curtain"),
    "occupied": LegendRow("occupied", "x"),
    "annexed": LegendRow("annexed", "x"),
    "claim": LegendRow("claim", "x"),
}


def swatch(row: LegendRow, theme: str, ratio: float = 1.0) -> object:
    return painted(34, 20, lambda painter: draw_swatch(painter, row, QRectF(2, 2, 30, 16), THEMES[theme]), ratio)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ROWS)
def test_a_swatch_stays_in_its_box_and_fills_it(name: str, theme: str, qapp: object) -> None:
    mask = touched(swatch(ROWS[name], theme))
    assert not mask[:1].any()
    assert not mask[-1:].any()
    assert not mask[:, :1].any()
    assert not mask[:, -1:].any()
    assert mask[9:11, 4:30].any()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("style", STYLES)
def test_the_fill_is_that_of_the_map(style: str, theme: str, qapp: object) -> None:
    bloc = THEMES[theme].blocs[style]
    assert bloc.fill.upper() in common(swatch(ROWS[f"{style} full"], theme))
    assert bloc.fill2.upper() in common(swatch(ROWS[f"{style} weak"], theme))
    assert count(swatch(ROWS[f"{style} full"], theme), bloc.ink, 60) > 20, "the outline"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_swatches_are_alike(theme: str, qapp: object) -> None:
    images = {name: pixels(swatch(row, theme)).astype(int) for name, row in ROWS.items()}
    names = list(images)
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            apart = np.abs(images[one] - images[other]).max(axis=2)
            assert (apart > 24).sum() >= 25, (one, other)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hatched_land_has_the_ink_of_its_holder_where_that_is_one(theme: str, qapp: object) -> None:
    east, west = (THEMES[theme].blocs[name].ink for name in ("east", "west"))
    for sort in ("occupied", "claim"):
        assert count(inner(LegendRow(sort, "x", style="east"), theme), east, 70) > 20, sort
        assert count(inner(LegendRow(sort, "x", style="west"), theme), west, 70) > 20, sort
        assert count(inner(LegendRow(sort, "x"), theme), east, 70) == 0, sort
    annexed = LegendRow("annexed", "x", style="east")
    assert THEMES[theme].blocs["east"].fill.upper() in common(inner(annexed, theme)), "its lines are thin, its ground tells it too"


def inner(row: LegendRow, theme: str) -> object:
    """A swatch without its outline."""
    return painted(26, 12, lambda painter: draw_swatch(painter, row, QRectF(-2, -2, 30, 16), THEMES[theme]), 1.0)


def test_rows_that_share_one_show_each_of_their_swatches(qapp: object) -> None:
    parts = (LegendRow("occupied", "x", style="east"), LegendRow("claim", "y", style="west"))
    image = swatch(LegendRow("hatches", "x, y", parts=parts), "light")
    blocs = THEMES["light"].blocs
    assert count(image, blocs["east"].ink, 60) > 20
    assert count(image, blocs["west"].ink, 60) > 20


def test_a_swatch_leaves_the_painter_as_it_was(qapp: object) -> None:
    from PySide6.QtGui import QPainter

    def both(painter: QPainter) -> None:
        before = (painter.pen(), painter.brush(), painter.hasClipping())
        for row in ROWS.values():
            draw_swatch(painter, row, QRectF(2, 2, 30, 16), THEMES["light"])
        assert (painter.pen(), painter.brush(), painter.hasClipping()) == before

    painted(34, 20, both)
