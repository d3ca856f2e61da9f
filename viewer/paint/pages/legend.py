"""The legend of an exported page: the scheme by which the blocs are read, and each row with its states and land, in two languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from viewer.carto.land.legend import LEGEND_WORDS, LegendRow, compose_legend, land_figure
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.record import dataclass
from viewer.paint.overlay.swatch import draw_swatch
from viewer.paint.pages.lines import Note, wrapped
from viewer.paint.type import elided, font, text_width

Say = Callable[..., str]
"""Words of the interface: (language, key, **values) -> words."""
LEGEND_WIDTH = 288.0
"""Room for the legend at the left of the map (px)."""
HEAD = 42.0
"""Height of its head (px)."""
ROW, _LEAST = 33.0, 15.0
"""Height of a row of two lines where there is room, and of one where there are very many (px)."""
_GUTTER = 24.0
"""Px between two columns."""
_SWATCH, _SWATCH_TALL = 34.0, 18.0
_WORDS = _SWATCH + 10.0
"""Px from the left of a row to its words."""
_FIGURES = 10.0
"""Px between words and figures."""
_NAME, _SECOND, _FIGURE = 13.0, 10.5, 10.5
"""Sizes of letters (px): of names, of their translation, of figures of land."""
_MOST_LINES = 3
"""Lines that a name takes at most."""
_HALVINGS = 12
"""How often the height of columns is halved until they are as low as can be."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Style:
    """How close the rows of a legend stand: px of a line of each language (none of a second where there is no room), and between rows."""

    name: float
    second: float
    gap: float
    letters: float = _NAME
    wraps: bool = True


_STYLES = (
    _Style(16.0, 13.0, 4.0),
    _Style(14.5, 11.5, 1.5),
    _Style(15.0, 0.0, 4.0),
    _Style(_LEAST, 0.0, 0.0, 11.0, wraps=False),
)
"""From loose to close: all rows of a legend have the same, so that none looks more important than another."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row laid out: lines of its name and of its translation, its figures, and its height (px)."""

    row: LegendRow
    name: tuple[str, ...]
    second: tuple[str, ...]
    count: str
    land: str
    tall: float


@dataclass(frozen=True, slots=True)
class LaidLegend:
    """Rows in columns, each `wide` px, in the order in which they are read; `left_out`: of how many rows there is no room."""

    style: _Style
    columns: tuple[tuple[_Row, ...], ...]
    wide: float
    left_out: int = 0

    @property
    def tall(self) -> float:
        """Px that the legend takes with its head."""
        talls = [sum(row.tall for row in column) for column in self.columns]
        if self.left_out:
            talls[-1] += self.style.name  # it is told how many
        return HEAD + max(talls, default=0.0)


def other_language(atlas: Atlas, view: View) -> str:
    """Return a language of the atlas besides that of the View; empty where it has none, or the first words are in it already."""
    if view.language not in atlas.languages:
        return ""
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
    rows = compose_legend(atlas, view, weight, words, other)
    return (*(replace(row, second="") if row.second == row.label else row for row in rows), *more)


def lay_legend(view: View, words_of: Say, rows: tuple[LegendRow, ...], size: tuple[float, float], columns: int = 1) -> LaidLegend:
    """Lay rows into columns of a box of `size` (px): names are wrapped, never cut or shrunk, unless rows are very many.

    Where two languages find no room no row has its translation; then there are no figures either.
    """
    wide, room = (size[0] + _GUTTER) / columns - _GUTTER, size[1] - HEAD
    for style in _STYLES:
        laid = [_laid(row, _land(view, words_of, row), style, wide, _figures(view, words_of, rows, style)) for row in rows]
        split = _in_columns(laid, columns, room)
        if split is not None:
            return LaidLegend(style, split, wide)
    down = max(1, int(room // _LEAST))
    kept = laid[: down * columns - 1]
    return LaidLegend(style, tuple(tuple(kept[at : at + down]) for at in range(0, len(kept), down)), wide, len(rows) - len(kept))


def _land(view: View, words_of: Say, row: LegendRow) -> str:
    return words_of(view.language, "legend.land", area=land_figure(row.km2, view.language)) if row.km2 else ""


def _figures(view: View, words_of: Say, rows: tuple[LegendRow, ...], style: _Style) -> float:
    """Px that the column of figures takes in every row, with the gap before it."""
    if not style.second:
        return 0.0
    lands = [text_width(land, _FIGURE) for row in rows if (land := _land(view, words_of, row))]
    counts = [text_width(str(row.states), _NAME) for row in rows if row.states >= 0]
    widest = max([*lands, *counts], default=0.0)
    return widest + _FIGURES if widest else 0.0


def _laid(row: LegendRow, land: str, style: _Style, wide: float, figures: float) -> _Row:
    told = figures and (row.km2 or row.states >= 0)
    room = wide - _WORDS - (figures if told else 0.0)
    if not style.wraps:
        return _Row(row, (elided(row.label, style.letters, room),), (), "", "", style.name)
    name = broken(row.label, style.letters, room)
    second = broken(row.second, _SECOND, room) if style.second and row.second else ()
    lines = style.name * len(name) + style.second * len(second)
    least = style.name + style.second if style.second else 0.0
    count = str(row.states) if style.second and row.states >= 0 else ""
    return _Row(row, name, second, count, land if style.second else "", max(lines, least) + style.gap)


def broken(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return a name in as few lines as it takes, the two of two about as long; parted between words where that is possible."""
    if text_width(text, size) <= room:
        return (text,)
    text = elided(text, size, _MOST_LINES * room)
    halves = [(_torn(text[at - 1], text[at]), text[:at].rstrip(), text[at:].lstrip()) for at in range(1, len(text))]
    sizes = [(torn, text_width(one, size), text_width(two, size), (one, two)) for torn, one, two in halves if torn < 1.0]
    wide = [(abs(one - two) + torn * room, half) for torn, one, two, half in sizes if max(one, two) <= room]
    if wide:
        return min(wide)[1]
    return tuple(line.text for line in wrapped([Note(text)], size, room))


def _torn(before: str, after: str) -> float:
    """How torn a name would look that is parted between two characters: 1 = very, 0 = not at all."""
    if before in " /" or after in "（(":
        return 0.0
    return 0.3 if before == "・" or (before == "の" and after > "\u30ff") else 1.0


def _in_columns(rows: Sequence[_Row], columns: int, room: float) -> tuple[tuple[_Row, ...], ...] | None:
    """Return rows in columns as low as can be, in their order; None where they need more than `room` px."""
    least, most = max((row.tall for row in rows), default=0.0), sum(row.tall for row in rows)
    if columns == 1 or not rows:
        return (tuple(rows),) if most <= room else None
    if len(_filled(rows, room)) > columns or least > room:
        return None
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        if len(_filled(rows, middle)) <= columns:
            most = middle
        else:
            least = middle
    return _filled(rows, most)


def _filled(rows: Sequence[_Row], height: float) -> tuple[tuple[_Row, ...], ...]:
    split: list[list[_Row]] = [[]]
    used = 0.0
    for row in rows:
        if used + row.tall > height + 1e-6:
            split.append([])
            used = 0.0
        split[-1].append(row)
        used += row.tall
    return tuple(tuple(column) for column in split)


def paint_legend(
    painter: QPainter, atlas: Atlas, view: View, words_of: Say, rows: tuple[LegendRow, ...], box: QRectF, columns: int = 1
) -> None:
    """Draw a legend into a box (px) of a page: one column stands on the foot of the box, several begin at its head."""
    theme, laid = THEMES[view.theme], lay_legend(view, words_of, rows, (box.width(), box.height()), columns)
    top = box.top() + HEAD if columns > 1 else max(box.bottom() - laid.tall + HEAD, box.top() + HEAD)
    told = bool(laid.style.second) and any(row.km2 or row.states >= 0 for row in rows)
    _paint_head(painter, atlas, view, words_of, QPointF(box.left(), top), laid.wide, told=told)
    for number, column in enumerate(laid.columns):
        at = QPointF(box.left() + number * (laid.wide + _GUTTER), top)
        for row in column:
            _paint_row(painter, row, laid.style, at, laid.wide, theme)
            at += QPointF(0.0, row.tall)
    if laid.left_out:
        painter.setPen(QColor(theme.ink2))
        painter.setFont(font(11))
        last = QPointF(at.x() + _WORDS, at.y() + 12)
        painter.drawText(last, words_of(view.language, "legend.rest", n=laid.left_out))


def _paint_head(painter: QPainter, atlas: Atlas, view: View, words_of: Say, at: QPointF, wide: float, *, told: bool) -> None:
    """By which scheme the blocs are read; `told`: also of what the figures at the right are."""
    scheme, theme, other = scheme_name(atlas, view), THEMES[view.theme], other_language(atlas, view)
    heading = " ".join(dict.fromkeys(words_of(language, "legend.title") for language in (view.language, other) if language))
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


def _paint_row(painter: QPainter, row: _Row, style: _Style, at: QPointF, wide: float, theme: Theme) -> None:
    """A swatch with its words, a language below the other, and its figures at the right: states, below them land."""
    tall = min(_SWATCH_TALL, row.tall - 3)
    draw_swatch(painter, row.row, QRectF(at.x(), at.y() + 2 + (_SWATCH_TALL - tall) / 2, _SWATCH, tall), theme)
    y = at.y() + (11.0 if style.wraps else 15.0)
    if not style.second and style.wraps and len(row.name) == 1:
        y += 4.5  # a single line stands beside the middle of its swatch
    for lines, size, ink, step in ((row.name, style.letters, theme.ink, style.name), (row.second, _SECOND, theme.ink2, style.second)):
        painter.setPen(QColor(ink))
        painter.setFont(font(size))
        for line in lines:
            painter.drawText(QPointF(at.x() + _WORDS, y), line)
            y += step if line is not lines[-1] else 0.0
        y += style.second + 1 if lines is row.name else 0.0
    painter.setPen(QColor(theme.ink2))
    for text, rise, size in ((row.count, 0.0, _NAME), (row.land, style.second + 2, _FIGURE)):
        if text:
            painter.setFont(font(size, tabular=True))
            painter.drawText(QRectF(at.x(), at.y() + rise, wide, 15), _RIGHT, text)
