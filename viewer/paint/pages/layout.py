"""What a page is made of, and where its parts lie: title, map, legend beside or below it, notes, and the frame round all of it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from viewer.carto.moving.fit import WORLD
from viewer.carto.projections.projection import EARTH_RADIUS_KM
from viewer.carto.projections.pseudocylindrical import WORLDS
from viewer.carto.projections.viewport import km_per_px
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.record import dataclass
from viewer.paint.overlay.overlay import Sprites
from viewer.paint.pages.legend import HEAD, LEGEND_WIDTH, ROW, Say
from viewer.paint.pages.lines import LINE

if TYPE_CHECKING:
    from viewer.carto.own.extra import ShownLayer

PARTS = ("title", "legend", "notes", "bars", "frame")
"""Parts of a page that can be left out: title, legend, numbered notes with their sources, scale bar with the name of the projection,
the frame. The day, who made the map, and whose view of disputed land it shows are told all the same."""
PAPERS = {
    "A5": ((794, 559), (210, 148)),
    "A4": ((1123, 794), (297, 210)),
    "A3": ((1587, 1123), (420, 297)),
    "A2": ((2245, 1587), (594, 420)),
}
"""Sheets of paper, lying: width and height in logical px, of which 96 are an inch, and in mm."""
PX_MM = 96 / 25.4
"""Logical px to a mm."""
_LEAST = (640, 520)
"""Width and height in px from which a page has room for more than its map."""
_EDGE, _BARE_EDGE = 56.0, 32.0
"""Px from the edge of a page to its parts, with and without a frame."""
_TITLE = 76.0
"""Px that title and the line below it take."""
_COMPACT = (1000.0, 620.0)
"""Width and height in px below which a page has smaller margins and a smaller title."""
_AIR = 16.0
"""Px kept above and below a world that is lower than its room."""
_HIGHER = 0.38
"""Which part of the room that a world leaves lies above it: in the very middle it would look as if it sank."""
_BAR, _BARE = 36.0, 12.0
"""Px between map and notes with the scale bar, which lies there, and without it."""
BAR_BLOCK = 48.0
"""Px that the scale bar takes with the words about the projection below it."""
_UPRIGHT = 1.12
"""Pages less wide than so many times their height have the legend below the map: beside it, it would take the map's width."""
_COLUMN = 290.0
"""Px that a column of a legend below the map has at least."""
_ROWS = 14
"""Rows of a legend below the map for which there is room at their full height."""
_FEWEST_LINES, _MOST_LINES, _PX_A_LINE = 5, 10, 160
"""Lines kept for notes and sources, so that the map doesn't depend on how much there is to tell: more of them on tall pages."""
_BELOW = 14.0
"""Px from the map to a legend below it."""
_NOTES, _BESIDE = 312.0, 24.0
"""Px of a column of notes beside a map, and between both."""
ROUND = frozenset(WORLD) - frozenset(WORLDS) - {"laea"}
"""Projections whose map is a disc: on a lying page it leaves room for the notes at its side, and takes the height that they leave."""


@dataclass(frozen=True)
class Need:
    """What a page has to tell: so many lines of notes and sources, and a legend so many px tall where it stands below the map."""

    lines: int
    legend: float = 0.0


@dataclass(frozen=True)
class Page:
    """What is exported: an atlas and a View on a page of `size` logical px, each `factor` device px."""

    atlas: Atlas
    view: View
    size: tuple[int, int]
    factor: float
    say: Say
    sprites: Sprites
    title: str = ""
    """Words before the date; empty = the selected event's title, else the atlas's words for a world map."""
    plain: bool = False
    """Only the map with its names and markers, without title, legend and notes."""
    second: str = ""
    """The title's words in the other language, where there is a title."""
    extras: tuple[ShownLayer, ...] = ()
    """Layers that the reader has brought."""
    note: str = ""
    """Words told above the numbered notes, as a step of a story has."""
    without: frozenset[str] = frozenset()
    """Which of PARTS are left out."""
    caption: bool = False
    """Whether a file of text with the caption is written beside the picture."""
    need: Need | None = None
    """For what there is room below the map; None = for what there may be on any day, so that a series stands still (see `settled`)."""

    bleed: float = 0.0
    """Mm that are printed beyond the edges of the page and cut off, with marks that tell where; of a PDF alone."""

    def has(self, part: str) -> bool:
        """Whether one of PARTS is drawn."""
        if part == "legend" and not (self.atlas.tells_land or self.extras):
            return False  # there would be nothing in it
        return part not in self.without and (part == "bars" or not self.plain)


@dataclass(frozen=True)
class Sheet:
    """Measures of a page: its size in its own px, device px each, and where its parts lie (px).

    `edge`: from the edge of the page to its parts. `small`: how large margins and title are, 1 where there is room. `legend`: its
    box, None where there is none; `columns` in it. `rule`: the line over the notes; `lines` of them have room below it. `notes`:
    left and width of their column. `listed`: whether each note begins a line where there is room. `bar`: right end and top of the
    scale bar's place, and whether the words stand below it instead of at its left.
    """

    width: float
    height: float
    ratio: float
    map: QRectF
    rule: float
    edge: float = 0.0
    small: float = 1.0
    legend: QRectF | None = None
    columns: int = 1
    lines: int = 0
    notes: tuple[float, float] = (0.0, 0.0)
    listed: bool = False
    bar: tuple[float, float, bool] | None = None

    @property
    def inner(self) -> float:
        """Width in px between the margins."""
        return self.width - 2 * self.edge

    @property
    def below(self) -> bool:
        """Whether the legend stands below the map."""
        return self.columns > 1

    def on_the_foot(self, lines: int) -> Sheet:
        """Return the measures where fewer lines are told than there is room for: they stand at the foot of the page."""
        return self if self.beside else replace(self, rule=self.rule + LINE * (self.lines - lines), lines=lines)

    @property
    def beside(self) -> bool:
        """Whether the notes stand beside the map."""
        return self.notes[0] > self.map.right()

    def with_legend_so_tall(self, tall: float) -> Sheet:
        """Return the measures where a legend below the map takes so many px: the notes get the room that it leaves."""
        if self.legend is None or not self.below or not self.lines:
            return self
        more = int((self.rule - min(self.legend.top() + tall + 10, self.rule)) // LINE)
        return replace(self, rule=self.rule - more * LINE, lines=self.lines + more)


def composed(page: Page) -> Page:
    """Return a page in the scheme of its View; the map alone where it is too small for title, legend and notes."""
    page = replace(page, atlas=page.atlas.in_scheme(page.view.scheme))
    return replace(page, plain=True) if page.size[0] < _LEAST[0] or page.size[1] < _LEAST[1] else page


def sheet_of(page: Page) -> Sheet:
    """Return the measures of a page (see `composed`).

    They depend on its size, its parts and how near one looks, not on the day and what there is to tell: a series stands still.
    """
    grow = _grow(page)
    width, height = page.size[0] / grow, page.size[1] / grow
    if page.plain:
        over = bleed_px(page)
        return Sheet(width, height, page.factor * grow, QRectF(0, 0, width, height).adjusted(-over, -over, over, over), height)
    small = min(width / _COMPACT[0], height / _COMPACT[1], 1.0)
    edge = _EDGE * small if page.has("frame") else _BARE_EDGE * small
    top = edge + (_TITLE * small if page.has("title") else 0.0)
    sheet = Sheet(width, height, page.factor * grow, QRectF(edge, top, width - 2 * edge, 0), height - edge - 8, edge, small)
    if page.has("notes"):
        if _beside(page, sheet):
            return _with_notes_beside(page, sheet)
        sheet = _with_notes(page, sheet)
    sheet.map.setBottom(sheet.rule - (_BAR if page.has("bars") else 26 if sheet.lines else _BARE))
    if page.has("legend"):
        sheet = _with_legend(sheet, page)
    if page.has("bars"):
        top = sheet.legend.top() - _BELOW if sheet.legend is not None and sheet.below else sheet.map.bottom()
        sheet = replace(sheet, bar=(width - edge, top, sheet.below))
    return sheet


def _grow(page: Page) -> float:
    """Return by how much a page is larger than its own px: what is larger than 1920 x 1080 has larger letters, not more of them."""
    return max(1.0, min(page.size[0] / 1920, page.size[1] / 1080))


def bleed_px(page: Page) -> float:
    """Return the bleed of a page in its own px."""
    return page.bleed * PX_MM / _grow(page)


def _with_notes(page: Page, sheet: Sheet) -> Sheet:
    """Measures with notes at the foot of the page: lines for those there are, else for those that there may be."""
    upright, lines = sheet.width < _UPRIGHT * sheet.height, _FEWEST_LINES
    if page.need is not None:
        lines = page.need.lines
    elif upright:
        lines = min(max(_FEWEST_LINES, round(sheet.height / _PX_A_LINE)), _MOST_LINES)
    rule = sheet.height - sheet.edge - LINE * (lines + 1) - 6
    return replace(sheet, rule=rule, lines=lines, notes=(sheet.edge, sheet.inner), listed=upright)


def _beside(page: Page, sheet: Sheet) -> bool:
    """Whether the notes stand beside the map: it is a disc, and they take nothing from it there."""
    legend = LEGEND_WIDTH * sheet.small if page.has("legend") else 0.0
    left = sheet.inner - legend - _NOTES - _BESIDE
    return page.view.projection in ROUND and left >= sheet.height - sheet.map.top() - sheet.edge - LINE


def _with_notes_beside(page: Page, sheet: Sheet) -> Sheet:
    map_ = QRectF(sheet.map)
    map_.setBottom(sheet.height - sheet.edge - LINE - 6)
    lines = int((map_.height() - 12 - (BAR_BLOCK + _BAR if page.has("bars") else 0.0)) // LINE)
    left, rule = map_.right() - _NOTES, map_.top()
    bar = (map_.right(), map_.bottom() - BAR_BLOCK, True) if page.has("bars") else None
    map_.setRight(left - _BESIDE)
    legend = None
    if page.has("legend"):
        wide = LEGEND_WIDTH * sheet.small
        legend = QRectF(sheet.edge, map_.top(), wide - 20, map_.height() - 8)
        map_.setLeft(map_.left() + wide)
    return replace(sheet, map=map_, rule=rule, lines=lines, notes=(left, _NOTES), listed=True, legend=legend, bar=bar)


def world_height(view: View) -> float:
    """Return how many px a world takes round the middle of the map; without end for what is no world, or stands aslant."""
    if view.projection not in WORLD or view.projection == "laea" or (view.rotation and view.projection in WORLDS):
        return math.inf
    _, _, high, centre = WORLD[view.projection]
    if centre is not None and view.centre[1] != centre[1]:
        return math.inf
    aside = abs(view.centre[1]) / 45 if view.projection in WORLDS else 0.0
    return 2 * high * EARTH_RADIUS_KM / km_per_px(view.zoom) * (1 + aside)


def spare(sheet: Sheet, view: View) -> float:
    """Return the px that a world leaves above and below itself in its room, where the legend stands below it."""
    if sheet.legend is None or not sheet.below:
        return 0.0
    return max(sheet.legend.top() - _BELOW - sheet.map.top() - world_height(view) - 2 * _AIR, 0.0)


def _with_legend(sheet: Sheet, page: Page) -> Sheet:
    area = QRectF(sheet.map)
    if sheet.width >= _UPRIGHT * sheet.height:
        wide = LEGEND_WIDTH * sheet.small
        box = QRectF(sheet.edge, area.top(), wide - 20, area.height() - 8)
        return replace(sheet, legend=box, map=area.adjusted(wide, 0, 0, 0))
    columns = max(2, int((sheet.inner + 24) // (_COLUMN + 24)))
    tall = HEAD + ROW * -(-_ROWS // columns)
    if page.need is not None and page.need.legend:
        tall = page.need.legend
    area.setBottom(sheet.rule - 12 - tall - _BELOW)
    if page.need is None:
        area.setHeight(min(area.height(), world_height(page.view) + 2 * _AIR))
    sheet = replace(sheet, legend=QRectF(sheet.edge, area.bottom() + _BELOW, sheet.inner, tall), columns=columns, map=area)
    area.setHeight(area.height() - (1 - 2 * _HIGHER) * spare(sheet, page.view))
    return replace(sheet, map=area)
