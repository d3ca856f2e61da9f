"""The legend of an exported page: the scheme by which the blocs are read, and each row with its states and land, in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from viewer.carto.land.legend import LEGEND_WORDS, LegendRow, compose_legend, land_figure
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.paint.overlay.swatch import draw_swatch
from viewer.paint.type import elided, font, text_width

Say = Callable[..., str]
"""Words of the interface: (language, key, **values) -> words."""
LEGEND_WIDTH = 288.0
"""Room for the legend at the left of the map (px)."""
HEAD = 42.0
"""Height of its head (px)."""
ROW, _TWO_LINES, _LEAST = 33.0, 27.0, 15.0
"""Height of a row, that in which two lines find room, and where there are very many (px)."""
_CLOSE = 17.0
"""Height of a row (px) that has room for small letters alone."""
_LOOSE = 30.0
"""Height of a row (px) from which on its lines have room between them."""
_COUNT = 26.0
"""Room for the number of states, with a gap before it (px)."""
_GUTTER = 24.0
"""Px between two columns."""
_SWATCH = 34.0
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


def legend_rows(
    atlas: Atlas, view: View, words_of: Say, weight: NDArray[np.float64], more: Iterable[LegendRow] = ()
) -> tuple[LegendRow, ...]:
    """Return the rows of what is in view (`weight` [U]), and more rows behind them."""
    other = other_language(atlas, view)
    words = {name: words_of(view.language, f"legend.{name}") for name in LEGEND_WORDS}
    words |= {f"{name}2": words_of(other, f"legend.{name}") for name in LEGEND_WORDS if other}
    return (*compose_legend(atlas, view, weight, words, other), *more)


def legend_height(rows: int, columns: int, room: float) -> float:
    """Return the px that so many rows take with their head, in so many columns, where there are `room` px."""
    down = -(-rows // columns)
    return HEAD + _tall(down, room) * down


def _tall(down: int, room: float) -> float:
    return max(min(ROW, (room - HEAD) / max(down, 1)), _LEAST)


def paint_legend(
    painter: QPainter, atlas: Atlas, view: View, words_of: Say, rows: tuple[LegendRow, ...], box: QRectF, columns: int = 1
) -> None:
    """Draw a legend into a box (px) of a page: one column stands on the foot of the box, several begin at its head."""
    theme, most = THEMES[view.theme], max(1, int((box.height() - HEAD) // _LEAST)) * columns
    left_out = len(rows) - most + 1 if len(rows) > most else 0
    rows, down = rows[: len(rows) - left_out], -(-len(rows[:most]) // columns)
    tall = _tall(down, box.height())
    top = box.top() + HEAD if columns > 1 else max(box.bottom() - tall * down, box.top() + HEAD)
    wide = (box.width() + _GUTTER) / columns - _GUTTER
    told = tall >= _TWO_LINES and any(row.km2 or row.states >= 0 for row in rows)
    _paint_head(painter, atlas, view, words_of, QPointF(box.left(), top), wide, told=told)
    for number, row in enumerate(rows):
        across, line = divmod(number, max(down, 1))
        land = words_of(view.language, "legend.land", area=land_figure(row.km2, view.language)) if row.km2 else ""
        _paint_row(painter, row, land, QRectF(box.left() + across * (wide + _GUTTER), top + tall * line, wide, tall), theme)
    if left_out:
        painter.setPen(QColor(theme.ink2))
        painter.setFont(font(11))
        last = QPointF(box.left() + (columns - 1) * (wide + _GUTTER) + _SWATCH + 10, top + tall * (down - 1) + 12)
        painter.drawText(last, words_of(view.language, "legend.rest", n=left_out))


def _paint_head(painter: QPainter, atlas: Atlas, view: View, words_of: Say, at: QPointF, wide: float, *, told: bool) -> None:
    """By which scheme the blocs are read; `told`: also of what the figures at the right are."""
    scheme, theme, other = scheme_name(atlas, view), THEMES[view.theme], other_language(atlas, view)
    heading = words_of(view.language, "legend.title") + (f" {words_of(other, 'legend.title')}" if other else "")
    y = at.y() - (30 if scheme else 12)
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(13, bold=True))
    painter.drawText(QPointF(at.x(), y), heading)
    painter.setPen(QColor(theme.ink2))
    figures = words_of(view.language, "legend.figures")
    room = wide - text_width(heading, 13, bold=True) - 10
    if told and text_width(figures, 10.5) <= room:
        painter.setFont(font(10.5))
        painter.drawText(QRectF(at.x(), y - 12, wide, 16), _RIGHT, figures)
    painter.setFont(font(12))
    painter.drawText(QPointF(at.x(), at.y() - 12), elided(scheme, 12, wide))


def _paint_row(painter: QPainter, row: LegendRow, land: str, box: QRectF, theme: Theme) -> None:
    """A swatch with its words: in two lines, the second in another language, or in one where rows are many."""
    two = box.height() >= _TWO_LINES
    swatch = min(18.0, box.height() - 3)
    y, left = (box.top(), box.left() + _SWATCH + 10) if two else (box.center().y() - 11, box.left() + _SWATCH + 10)
    draw_swatch(painter, row, QRectF(box.left(), y + 2 + (18 - swatch) / 2, _SWATCH, swatch), theme)
    room = box.right() - left
    if not two:
        size = _size(row.label, room) if box.height() > _CLOSE else 11.0
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(size))
        painter.drawText(QPointF(left, y + 11 + 0.37 * size), elided(row.label, size, room))
        return
    count = str(row.states) if row.states >= 0 else ""
    last = room - (text_width(land, 10.5) + 6 if land else 0.0)
    higher = not count and not _fits(row.second, 9.5, last) and _fits(row.label, 11.0, room - text_width(land, 10.5) - 10)
    above, below, last = (land, "", room) if higher else ("", land, last)
    first = room - (_COUNT if count else text_width(above, 10.5) + 10 if above else 0.0)
    size, whole = _size(row.label, first), _fits(row.label, 11.0, first)
    parts = (row.label, row.second) if whole else _split(row.label, size, first)  # words before their translation
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(size))
    painter.drawText(QPointF(left, y + 11), elided(parts[0], size, first))
    small = next((size for size in (10.5, 9.5) if _fits(parts[1], size, last)), 9.0) if whole else size
    painter.setPen(QColor(theme.ink2 if whole else theme.ink))
    painter.setFont(font(small))
    step = 14.0 if box.height() > _LOOSE else 12.5  # where rows stand close, their lines keep together
    if not whole or _fits(parts[1], small, last):  # a translation is told whole or not at all
        painter.drawText(QPointF(left, y + 11 + step), elided(parts[1], small, last))
    painter.setPen(QColor(theme.ink2))
    for text, rise, large in ((count, 0.0, 13.0), (above, 0.0, 10.5), (below, step + 1, 10.5)):
        if text:
            painter.setFont(font(large, tabular=True))
            painter.drawText(QRectF(box.left(), y + rise, box.width(), 15), _RIGHT, text)


def _size(text: str, room: float) -> float:
    """Size of the letters in which a name is told."""
    return next((size for size in (13.0, 12.0, 11.0) if _fits(text, size, room)), 11.0)


def _fits(text: str, size: float, room: float) -> bool:
    return text_width(text, size) <= room


def _split(text: str, size: float, room: float) -> tuple[str, str]:
    """Return a text in two lines, the first as long as there is room for it; words stay whole where there are spaces."""
    cut = len(text)
    while cut > 1 and not _fits(text[:cut], size, room):
        cut -= 1
    space = text.rfind(" ", 1, cut + 1)
    cut = space if space > 0 else cut
    return text[:cut].rstrip(), text[cut:].lstrip()
