"""Many days of the world on one sheet, each small map under its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.carto.dates import day_text
from viewer.carto.fit import fit_world
from viewer.carto.legend import LEGEND_WORDS, LegendRow, compose_legend
from viewer.carto.tokens import THEMES, Theme
from viewer.model.entities import say
from viewer.paint.page import GROUND, VIEW_KEY, Page, render_page
from viewer.paint.swatch import draw_swatch
from viewer.paint.type import elided, font

_EDGE, _GAP, _HEAD, _FOOT, _CAPTION = 40, 16, 64, 96, 22
_BARE = frozenset({"events", "ribbons", "places", "seas", "ties", "routes", "names", "graticule"})
_LEGEND_COLUMN = 380
_NAMES = 3


def contact_sheet(page: Page, days: Sequence[int], columns: int, cell: tuple[int, int]) -> QImage:
    """Return a sheet of the world on several days, row by row, with one legend for all.

    `page` gives atlas, language, theme, title and words; `cell` is the size of each map in px.
    """
    page = replace(page, atlas=page.atlas.in_scheme(page.view.scheme))
    rows = -(-len(days) // columns)
    width = 2 * _EDGE + columns * cell[0] + (columns - 1) * _GAP
    height = _HEAD + rows * (cell[1] + _CAPTION + _GAP) + _FOOT
    theme = THEMES[page.view.theme]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(GROUND[page.view.theme]))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(26, bold=True))
    painter.drawText(QPointF(_EDGE, 44), elided(page.title or say(page.atlas.title, page.view.language), 26, width - 2 * _EDGE, bold=True))
    legend: dict[tuple[str, str, str], list[LegendRow]] = {}
    for number, day in enumerate(days):
        row, column = divmod(number, columns)
        left, top = _EDGE + column * (cell[0] + _GAP), _HEAD + row * (cell[1] + _CAPTION + _GAP)
        _paint_day(painter, page, day, QRectF(left, top, *cell), theme)
        for one in _rows(page, day):
            legend.setdefault((one.sort, one.style, one.level), []).append(one)
    foot = QRectF(_EDGE, height - _FOOT + 8, width - 2 * _EDGE, _FOOT - 16)
    _paint_legend(painter, [_joined(found) for found in legend.values()], foot, theme)
    painter.end()
    image.setText(VIEW_KEY, page.view.text())
    return image


def _paint_day(painter: QPainter, page: Page, day: int, box: QRectF, theme: Theme) -> None:
    size = (round(box.width()), round(box.height()))
    look = page.view.at(day).with_(selected="", fan="", projection="equal-earth", hidden_layers=page.view.hidden_layers | _BARE)
    look = fit_world(look, *size)
    small = render_page(replace(page, view=look, size=size, factor=1.0, plain=True, bars=False))
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(14, bold=True, tabular=True))
    painter.drawText(QPointF(box.left(), box.top() + 14), day_text(day, page.view.language))
    painter.drawImage(QPointF(box.left(), box.top() + _CAPTION), small)


def _rows(page: Page, day: int) -> list[LegendRow]:
    """Rows of the legend of a day; the blocs of one colour share a row over the years."""
    words = {name: page.say(page.view.language, f"legend.{name}") for name in LEGEND_WORDS}
    return [row for row in compose_legend(page.atlas, page.view.at(day), None, words) if row.sort not in ("line", "viewpoint")]


def _joined(rows: list[LegendRow]) -> LegendRow:
    """Return one row for all that had a look over the years, with the names of the longest lived."""
    names = Counter(row.label for row in rows)
    return replace(rows[0], label=" / ".join(name for name, _ in names.most_common(_NAMES)))


def _paint_legend(painter: QPainter, rows: list[LegendRow], box: QRectF, theme: Theme) -> None:
    across = max(1, int(box.width() // _LEGEND_COLUMN))
    for number, row in enumerate(rows):
        line, column = divmod(number, across)
        x, y = box.left() + column * _LEGEND_COLUMN, box.top() + line * 26
        draw_swatch(painter, row, QRectF(x, y, 30, 16), theme)
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(13))
        painter.drawText(QPointF(x + 40, y + 13), elided(row.label, 13, _LEGEND_COLUMN - 52))
