"""Many small maps on one sheet, each under its date: days of the world, the cells of a View, two maps beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.carto.days.dates import day_text, range_text
from viewer.carto.land.legend import LEGEND_WORDS, LegendRow, compose_legend
from viewer.carto.multiples import Cell, cell_view, lay_cells, second_view
from viewer.carto.projections.scalebar import projection_words, scale_bar
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.overlay.scalebar import draw_scale_bar, overhang
from viewer.paint.overlay.swatch import draw_swatch
from viewer.paint.pages.layout import world_height
from viewer.paint.pages.legend import Say
from viewer.paint.pages.page import FRAME_KEY, GROUND, VIEW_KEY, Drawn, Page, draw_page, frame_of, label, own_rows, page_px, paper
from viewer.paint.pages.words import credit_words, subject_of, viewpoint_words
from viewer.paint.type import elided, font, text_width

_EDGE, _HEAD, _FOOT, _CAPTION = 40, 64, 66, 22
_CREDIT, _LAST = 34.0, 16.0
"""Px at the foot for the scale bar and the line that tells who made the map, and how it is to be read; px below that line."""
_HATCHES = ("occupied", "annexed", "claim")
"""What is told by a hatch, in whatever ink."""
_LEGEND_COLUMN = 300
_ABOVE = 10.0
"""Px between a day and a world below it."""
_LEAST = 64, 40
_NAMES = 3
_LONGEST_BAR = 120.0
"""Px that the scale bar takes at most; all maps of a sheet have one scale."""


def is_sheet(view: View) -> bool:
    """Whether a View shows several maps, so that its picture is a sheet."""
    return bool(view.days) or view.beside is not None


def render_sheet(page: Page) -> QImage:
    """Return the sheet of a View that shows several maps: its days, or two maps beside each other. `size` * `factor` device px."""
    image = QImage(round(page.size[0] * page.factor), round(page.size[1] * page.factor), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(page.factor)
    painter = QPainter(image)
    try:
        drawn = draw_sheet(painter, page)
    finally:
        painter.end()
    image.setDevicePixelRatio(1.0)
    image.setText(VIEW_KEY, page.view.text())
    image.setText(FRAME_KEY, f"{drawn.map.width():g}x{drawn.map.height():g}")
    label(image, page, sheet_title(page), drawn.caption)
    return image


def draw_sheet(painter: QPainter, page: Page) -> Drawn:
    """Paint a sheet (see `render_sheet`) with a painter in logical px: title, a map a cell, one legend, who made it.

    As much is seen on each map as the View shows on the one map of a page (see `frame_of`), which is what is returned as the map.
    """
    looks = _looks(page.view)
    left, top, right, bottom = frame_of(page)
    cells, foot = _lay(page, looks)
    shown = [
        cell_view(look, look.instant, (right - left, bottom - top), (cell.width, cell.height - _CAPTION))
        for look, cell in zip(looks, cells, strict=True)
    ]
    painter.fillRect(QRectF(0, 0, *page.size).adjusted(-1, -1, 1, 1), QColor(GROUND[page.view.theme]))
    return Drawn(QRectF(left, top, right - left, bottom - top), _paint_sheet(painter, page, cells, shown, foot))


def fits(page: Page) -> bool:
    """Whether the maps of a sheet and its legend have room on a page: each map at least 64 x 40 px."""
    cells, _ = _lay(page, _looks(page.view))
    return bool(cells) and cells[0].width >= _LEAST[0] and cells[0].height - _CAPTION >= _LEAST[1]


def _looks(view: View) -> list[View]:
    """The Views of the maps of a sheet."""
    return [view.at(day) for day in view.days] if view.days else [view, second_view(view)]


def _lay(page: Page, looks: Sequence[View]) -> tuple[list[Cell], float]:
    """Cells of a sheet, none where there is no room, and the height of its foot."""
    width, height = page.size
    foot = _foot(len(_legend(page, looks)), width)
    laid = lay_cells([look.instant for look in looks], width - 2 * _EDGE, height - _HEAD - foot)
    return [replace(cell, x=cell.x + _EDGE, y=cell.y + _HEAD) for cell in laid], foot


def _foot(rows: int, width: float) -> float:
    """Height in px that a legend of so many rows takes at the foot of a sheet."""
    return max(_FOOT, 26.0 * -(-rows // max(1, int((width - 2 * _EDGE) // _LEGEND_COLUMN))) + 14.0) + _CREDIT


def _legend(page: Page, looks: Sequence[View]) -> list[LegendRow]:
    """The rows of a sheet: those of the layers that a reader has brought, then the blocs of all its maps."""
    return [*own_rows(page), *joint_legend(page.atlas, looks, page.say)]


def joint_legend(atlas: Atlas, looks: Sequence[View], say_: Say, weights: Sequence[NDArray[np.float64] | None] = ()) -> list[LegendRow]:
    """Return one legend for several maps, the most land first; blocs of one colour share a row over the years.

    Args: weights: [U] how much of each map the units take; where none are given, all the world is told of.
    """
    legend: dict[tuple[str, ...], list[LegendRow]] = {}
    for look, weight in zip(looks, weights or [None] * len(looks), strict=True):
        for one in _rows(atlas, look, say_, weight):
            style = "" if one.sort in _HATCHES else one.style
            legend.setdefault((one.sort, style, one.level, one.mark, one.beside), []).append(one)
    joined = [_joined(found) for found in sorted(legend.values(), key=lambda rows: -sum(row.km2 for row in rows))]
    return sorted(joined, key=lambda row: row.sort == "line")  # a line has no land, and stands at the end


def _paint_sheet(painter: QPainter, page: Page, cells: Sequence[Cell], looks: Sequence[View], tall: float) -> str:
    """Paint a sheet with a foot so `tall`, and return it in words. The Views of the cells may differ in day and scheme."""
    theme, wide = THEMES[page.view.theme], page.size[0] - 2 * _EDGE
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(26, bold=True))
    title = sheet_title(page)
    painter.drawText(QPointF(_EDGE, 44), elided(title, 26, wide, bold=True))
    several = len({look.scheme for look in looks}) > 1
    captions = [_caption(page, look, scheme=several) for look in looks]
    layers: dict[str, PoliticalLayer] = {}
    weights: list[NDArray[np.float64] | None] = []
    for cell, look, caption in zip(cells, looks, captions, strict=True):
        if look.scheme not in layers:
            layers[look.scheme] = PoliticalLayer(page.atlas.in_scheme(look.scheme), paper(look.theme), look.hidden_layers)
        _paint_cell(painter, page, look, cell, caption, layers[look.scheme])
        weights.append(layers[look.scheme].unit_pixels().copy())
    rows = [*own_rows(page), *joint_legend(page.atlas, looks, page.say, weights)]
    paint_legend(painter, rows, QRectF(_EDGE, page.size[1] - tall + 12, wide, tall - _CREDIT - 16), theme)
    credit = _credit(page)
    bar = scale_bar(looks[0], _LONGEST_BAR)
    taken = bar.width + overhang(bar)
    draw_scale_bar(painter, bar, _EDGE + wide - taken, page.size[1] - _LAST, theme)
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(10.5))
    painter.drawText(QPointF(_EDGE, page.size[1] - _LAST), elided(credit, 10.5, wide - taken - 24))
    legend = f"{page.say(page.view.language, 'legend.title')}: {', '.join(row.label for row in rows)}"
    return "\n".join([title, *captions, legend, credit])


def sheet_words(page: Page) -> str:
    """Return the words of the title of a sheet, without its days."""
    return page.title or subject_of(page, page.view.language)


def sheet_title(page: Page) -> str:
    """Return what the maps of a sheet are of, and of which days: of many the first and the last."""
    language, days = page.view.language, list(dict.fromkeys(look.instant for look in _looks(page.view)))
    words = sheet_words(page)
    told = range_text((min(days), max(days)), language) if len(days) > 2 else " / ".join(day_text(day, language) for day in days)
    return f"{words}{'　' if language == 'ja' else ', '}{told}"


def _credit(page: Page) -> str:
    """Who made the maps, how they are drawn, and whose view of disputed land they show where there is land of anybody."""
    viewpoint = [viewpoint_words(page)] if page.atlas.tells_land else []
    return " · ".join([credit_words(page), projection_words(page.view, page.say), *viewpoint])


def _caption(page: Page, look: View, *, scheme: bool) -> str:
    """The day over a map, and by which scheme its blocs are read where that differs from map to map."""
    day = day_text(look.instant, look.language)
    atlas = page.atlas.in_scheme(look.scheme)
    found = next((one for one in atlas.schemes if one.id == atlas.scheme), atlas.schemes[0] if atlas.schemes else None)
    return f"{day} · {say(found.names, look.language)}" if scheme and found else day


def _paint_cell(painter: QPainter, page: Page, look: View, cell: Cell, caption: str, layer: PoliticalLayer) -> None:
    size = (round(cell.width), round(cell.height - _CAPTION))
    small = replace(page, view=look, size=size, plain=True, without=frozenset({"bars"}))
    wide, high = page_px(small)
    painter.save()
    painter.translate(round(cell.x), round(cell.y + _CAPTION))  # on whole pixels, or the land would be blurred
    painter.setClipRect(QRectF(0, 0, *size))
    painter.scale(size[0] / wide, size[1] / high)
    draw_page(painter, small, layer)
    painter.restore()
    painter.setPen(QColor(THEMES[look.theme].ink))
    painter.setFont(font(14, bold=True, tabular=True))
    sunk = max((size[1] - world_height(look)) / 2 - _ABOVE, 0.0)  # the day stands by its map, not above the room round a low one
    painter.drawText(QPointF(cell.x, cell.y + sunk + 14), elided(caption, 14, cell.width, bold=True))


def _rows(atlas: Atlas, look: View, say_: Say, weight: NDArray[np.float64] | None) -> list[LegendRow]:
    words = {name: say_(look.language, f"legend.{name}") for name in LEGEND_WORDS}
    rows = compose_legend(atlas.in_scheme(look.scheme), look, weight, words)
    return [row for row in rows if row.sort not in ("viewpoint", "badge")]


def _joined(rows: list[LegendRow]) -> LegendRow:
    """Return one row for all that had a look over the years, with the names of the longest lived."""
    names = Counter(row.label for row in rows)
    return replace(rows[0], label=" / ".join(name for name, _ in names.most_common(_NAMES)))


def paint_legend(painter: QPainter, rows: list[LegendRow], box: QRectF, theme: Theme) -> None:
    """Paint rows in columns, line by line, into a box; what has no room there is left out."""
    across = max(1, int(box.width() // _LEGEND_COLUMN))
    wide = max(box.width() / across, _LEGEND_COLUMN)
    for number, row in enumerate(rows):
        line, column = divmod(number, across)
        x, y = box.left() + column * wide, box.top() + line * 26
        if y + 16 > box.bottom():
            return
        draw_swatch(painter, row, QRectF(x, y, 30, 16), theme)
        painter.setPen(QColor(theme.ink))
        size = next((size for size in (13.0, 12.0, 11.0) if text_width(row.label, size) <= wide - 52), 11.0)
        painter.setFont(font(size))
        painter.drawText(QPointF(x + 40, y + 13), elided(row.label, size, wide - 52))
