"""The legend of an exported page: the scheme by which the blocs are read, and each row with its states and land, in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from viewer.carto.legend import LEGEND_WORDS, LegendRow, compose_legend, land_figure
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.paint.swatch import draw_swatch
from viewer.paint.type import elided, font, text_width

Say = Callable[..., str]
"""Words of the interface: (language, key, **values) -> words."""
LEGEND_WIDTH = 288.0
"""Room for the legend at the left of the map (px)."""
_EDGE = 56.0
_TALL, _LEAST = 33.0, 27.0
"""Height of a row, and where there are many."""
_TOP = 168.0
_COUNT = 26.0
"""Room for the number of states, with a gap before it (px)."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def other_language(atlas: Atlas, view: View) -> str:
    """Return a language of the atlas besides that of the View; empty where it has none."""
    return next((language for language in atlas.languages if language != view.language), "")


def scheme_name(atlas: Atlas, view: View) -> str:
    """Return by which scheme the blocs are read, in both languages; empty where the atlas has no choice."""
    if len(atlas.schemes) < 2:
        return ""
    scheme = next((one for one in atlas.schemes if one.id == atlas.scheme), atlas.schemes[0])
    other = scheme.names.get(other_language(atlas, view), "")
    return " ".join(dict.fromkeys((say(scheme.names, view.language), other))).strip()


def _rows(atlas: Atlas, view: View, words_of: Say, weight: NDArray[np.float64]) -> tuple[LegendRow, ...]:
    other = other_language(atlas, view)
    words = {name: words_of(view.language, f"legend.{name}") for name in LEGEND_WORDS}
    words |= {f"{name}2": words_of(other, f"legend.{name}") for name in LEGEND_WORDS if other}
    return compose_legend(atlas, view, weight, words, other)


def paint_legend(
    painter: QPainter, atlas: Atlas, view: View, words_of: Say, weight: NDArray[np.float64], bottom: float, more: Iterable[LegendRow] = ()
) -> None:
    """Draw the legend of what is in view (`weight` [U]), and more rows, at the left of a page, ending above `bottom` (px)."""
    rows, theme, other = (*_rows(atlas, view, words_of, weight), *more), THEMES[view.theme], other_language(atlas, view)
    tall = max(min(_TALL, (bottom - 34 - _TOP) / max(len(rows), 1)), _LEAST)
    top = max(bottom - 34 - tall * len(rows), _TOP)
    scheme = scheme_name(atlas, view)
    heading = words_of(view.language, "legend.title") + (f" {words_of(other, 'legend.title')}" if other else "")
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(13, bold=True))
    painter.drawText(QPointF(_EDGE, top - (30 if scheme else 12)), heading)
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(12))
    painter.drawText(QPointF(_EDGE, top - 12), elided(scheme, 12, LEGEND_WIDTH - 20))
    for number, row in enumerate(rows):
        land = words_of(view.language, "legend.land", area=land_figure(row.km2, view.language)) if row.km2 else ""
        _paint_row(painter, row, land, top + tall * number, theme)


def _paint_row(painter: QPainter, row: LegendRow, land: str, y: float, theme: Theme) -> None:
    left, end = _EDGE + 44, LEGEND_WIDTH - 20
    room = end - 48 - (text_width(land, 10.5) if land else 0)
    small = next((size for size in (10.5, 9.5) if text_width(row.second, size) <= room), 9.0)
    draw_swatch(painter, row, QRectF(_EDGE, y + 2, 34, 18), theme)
    painter.setPen(QColor(theme.ink))
    wide = end - (44 + _COUNT if row.states >= 0 else 44)
    large = next((size for size in (13.0, 12.0, 11.0) if text_width(row.label, size) <= wide), 11.0)
    painter.setFont(font(large))
    painter.drawText(QPointF(left, y + 11), elided(row.label, large, wide))
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(small))
    painter.drawText(QPointF(left, y + 25), elided(row.second, small, room))
    if row.states >= 0:
        painter.setFont(font(13, tabular=True))
        painter.drawText(QRectF(_EDGE, y, end, 15), _RIGHT, str(row.states))
    painter.setFont(font(10.5, tabular=True))
    painter.drawText(QRectF(_EDGE, y + 15, end, 14), _RIGHT, land)
