"""The exported picture: the map composed with title, legend, scale, numbered notes and sources, as a printed plate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from viewer.carto.boxes import Box
from viewer.carto.days.dates import day_text
from viewer.carto.edge_markers import brought_out
from viewer.carto.events.markers import radius
from viewer.carto.names.land_names import land_spots
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.scalebar import ScaleBar, projection_words, scale_bar
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import Scene, compose_scene, composing_ground
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import MAX_ZOOM
from viewer.model.record import dataclass
from viewer.model.stepwise import finished
from viewer.paint.device import on_paper, part, ratio_of, vectors_of
from viewer.paint.land.difference import DifferenceLayer
from viewer.paint.land.dimming import DimmingLayer
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.overlay.compass import draw_compass
from viewer.paint.overlay.overlay import draw_labels, draw_markers, draw_paths
from viewer.paint.overlay.scalebar import draw_scale_bar, halo_text, overhang
from viewer.paint.overlay.ties import draw_ties
from viewer.paint.pages.layout import Page, Sheet, bleed_px, composed, sheet_of, world_height
from viewer.paint.pages.legend import lay_legend, legend_rows, paint_legend
from viewer.paint.pages.lines import LINE, paint_lines
from viewer.paint.pages.numbers import draw_number, spots_of
from viewer.paint.pages.scale import paint_scale
from viewer.paint.pages.words import caption_of, credit_words, reading_of, subtitle_of, title_of, title_words, told_of
from viewer.paint.type import elided, font, name_width, text_width

if TYPE_CHECKING:
    from viewer.carto.land.legend import LegendRow

__all__ = ["Drawn", "Page", "draw_page", "frame_of", "own_rows", "page_px", "paper", "render_page", "title_of", "viewport_of"]

VIEW_KEY = "bloc-atlas-view"
"""Key of the View's text form in the metadata of a PNG."""
FRAME_KEY = "bloc-atlas-frame"
"""Key of the size of the map that the View was on, in its px."""
CAPTION_KEY = "Description"
"""Key of what the picture tells in words."""
GROUND = {"light": "#FBFAF5", "dark": "#0B0F13", "light-high": "#FFFFFF", "dark-high": "#000000"}
_WHOLE = 14.0
"""Px from the edge of the map that a stack needs."""
_PAPER = 0.8
"""How opaque the paper under the scale bar is."""
_PX_METRE = 96 / 0.0254
"""Logical px to a metre."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: where the map of the page lies (its own px), and the page in words."""

    map: QRectF
    caption: str


@lru_cache(maxsize=len(THEMES))
def paper(theme: str) -> Theme:
    """Return a theme on the ground of pages."""
    return replace(THEMES[theme], space=GROUND[theme])


def render_page(page: Page, layer: PoliticalLayer | None = None) -> QImage:
    """Paint a page. Returns an image of `size` * `factor` device px (rounded), with the View and a caption in its metadata.

    `layer`: what drew the page before, of the same atlas in the same scheme; what it knows of the place is not worked out anew.
    """
    image = QImage(round(page.size[0] * page.factor), round(page.size[1] * page.factor), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(image.width() / page_px(page)[0])
    painter = QPainter(image)
    try:
        drawn = draw_page(painter, page, layer)
    finally:
        painter.end()
    image.setDevicePixelRatio(1.0)
    image.setText(VIEW_KEY, page.view.text())
    image.setText(FRAME_KEY, f"{drawn.map.width():g}x{drawn.map.height():g}")
    label(image, page, title_of(composed(page)), drawn.caption)
    return image


def label(image: QImage, page: Page, title: str, caption: str) -> None:
    """Write into the metadata of a picture what it is called, what it tells in words, and how large it is on paper."""
    image.setText("Title", title)
    image.setText(CAPTION_KEY, caption)
    image.setText("Software", "Bloc Atlas")
    image.setDotsPerMeterX(round(_PX_METRE * page.factor))
    image.setDotsPerMeterY(round(_PX_METRE * page.factor))


def page_px(page: Page) -> tuple[float, float]:
    """Return width and height of a page in the px that `draw_page` paints in."""
    sheet = sheet_of(composed(page))
    return sheet.width, sheet.height


def draw_page(painter: QPainter, page: Page, layer: PoliticalLayer | None = None) -> Drawn:
    """Paint a page with a painter in its own px (see `page_px`). `layer`: see `render_page`."""
    page = composed(page)
    view, theme, sheet = page.view, paper(page.view.theme), sheet_of(page)
    layer = layer or PoliticalLayer(page.atlas, theme, view.hidden_layers)
    layer.set_look(theme, view.hidden_layers)
    port = _viewport(page, sheet)
    if layer.viewport != port:
        layer.prepare(port)
    layer.update(view.instant, view.viewpoint)
    rows = () if page.plain else legend_rows(page.atlas, view, page.say, layer.unit_pixels(), own_rows(page))
    if page.need is None:
        sheet = sheet.with_legend_so_tall(legend_tall(page, sheet, rows))
    map_ = _Map(page, port, layer, theme)
    told = told_of(page, sheet, map_.scene.markers)
    if page.need is not None:
        sheet = sheet.on_the_foot(len(told.lines))
    with part(painter, "ground"):
        painter.fillRect(QRectF(0, 0, sheet.width, sheet.height).adjusted(-1, -1, 1, 1), QColor(GROUND[view.theme]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    with part(painter, "frame"):
        if page.has("frame"):
            _paint_frame(painter, sheet, theme)
    with part(painter, "title"):
        if page.has("title"):
            _paint_title(painter, page, sheet, theme)
    with part(painter, "legend"):
        if sheet.legend is not None:
            paint_legend(painter, page.atlas, view, page.say, rows, sheet.legend, sheet.columns)
    with part(painter, "notes"):
        if sheet.lines:
            painter.fillRect(QRectF(sheet.notes[0], sheet.rule, sheet.notes[1], 1), QColor(theme.ink2))
            paint_lines(painter, told.lines, sheet.notes[0], sheet.rule + 18, theme, LINE - 3 if sheet.beside else LINE)
    if not page.plain:
        with part(painter, "scale"):
            paint_scale(painter, page, sheet, theme)
        with part(painter, "credits"):
            _paint_foot(painter, page, sheet, theme)
    map_.paint(painter, sheet.map, told.numbered)  # at last: so those who are read a PDF hear its title first
    return Drawn(sheet.map, caption_of(page, rows, told))


def legend_tall(page: Page, sheet: Sheet, rows: tuple[LegendRow, ...]) -> float:
    """Return how many px the legend of a page takes with such rows; 0 where it has none."""
    if sheet.legend is None:
        return 0.0
    size = sheet.legend.width(), sheet.legend.height() if sheet.below else 1e6
    return lay_legend(page.view, page.say, rows, size, sheet.columns).tall


def _viewport(page: Page, sheet: Sheet) -> Viewport:
    view = page.view
    projection = projection_of(view.projection, view.centre)
    size = round(sheet.map.width()), round(sheet.map.height())
    return Viewport(projection, view.centre, view.zoom, *size, sheet.ratio, rotation=view.rotation)


class _Map:
    """The map of a page, whose layer is ready: what lies over the land is found before anything is painted."""

    def __init__(self, page: Page, port: Viewport, layer: PoliticalLayer, theme: Theme) -> None:
        self._page, self._port, self._layer, self._theme = page, port, layer, theme
        self._bar = scale_bar(page.view) if page.plain and page.has("bars") else None  # a page has it beside its map
        self._words = projection_words(page.view, page.say) if self._bar else ""
        self._over = bleed_px(page) if page.plain else 0.0
        """Px at each edge of the map that are cut off: no word stands there."""
        self.scene = self._scene()

    @property
    def _bar_left(self) -> float:
        bar = self._bar
        return self._port.width - self._over - bar.width - overhang(bar) - 10.0 if bar else float(self._port.width)

    def _scene(self) -> Scene:
        """What lies over the land: no stack is cut by the edge of the map or lies under the scale bar."""
        page, port, own = self._page, self._port, list[Box]()
        if page.extras:
            from viewer.paint.own.extra import extra_spots

            own = extra_spots(page.extras, page.view, port)
        view = page.view.with_(fan="")  # a page shows a stack that is open as a stack
        corner = self._corner()
        grid = self._layer.zone_grid()
        rim = 4.0 + self._over
        frame = (rim, rim, port.width - rim, port.height - rim)
        spots = land_spots(page.atlas, view.instant, grid, frame, viewpoint=view.viewpoint) if grid else ()
        ground = finished(composing_ground(page.atlas, view, port, name_width, spots, frame))
        scene = compose_scene(page.atlas, view, port, name_width, ground=ground, obstacles=(*corner, *own), frame=inside(port, self._over))
        return brought_out(scene, (*corner, *_rim(port, radius(view.zoom), self._over)), frame, view, name_width)

    def _corner(self) -> tuple[Box, ...]:
        """Where the scale bar and the words about the projection stand: on one piece of paper, unless all the world is seen."""
        if self._bar is None:
            return ()
        right, bottom = self._port.width - self._over, self._port.height - self._over
        told = right - 14.0 - text_width(self._words, 10.5)
        if self._on_land:
            return ((min(self._bar_left - 12.0, told), bottom - 51.0, right, bottom),)
        return (self._bar_left - 20.0, bottom - 52.0, right, bottom), (told - 2.0, bottom - 22.0, right, bottom)

    @property
    def _on_land(self) -> bool:
        """Whether the scale bar may lie on land; below a world that is seen whole there is paper."""
        return world_height(self._page.view) > self._port.height

    def paint(self, painter: QPainter, at: QRectF, numbered: Mapping[str, int]) -> None:
        """Paint the map into a rectangle (px), with numbers at the stacks of some events."""
        page, port, theme, view = self._page, self._port, self._theme, self._page.view
        painter.save()
        painter.translate(at.topLeft())
        painter.setClipRect(QRectF(0, 0, port.width, port.height))
        self._paint_land(painter)
        if page.extras:
            from viewer.paint.own.extra import draw_extras

            with part(painter, "own-data"):
                draw_extras(painter, page.extras, view, theme, port)
        _paint_scene(painter, page, self.scene, theme, numbered, (2.0, 2.0, port.width - 2.0, port.height - 2.0))
        with part(painter, "scale"):
            if self._bar is not None:
                self._paint_bars(painter, self._bar)
        painter.restore()
        if not page.plain and view.projection == "laea":
            painter.setPen(QPen(QColor(theme.line2), 0.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(at)

    def _paint_land(self, painter: QPainter) -> None:
        if vectors := vectors_of(painter):
            from viewer.paint.vectors.land import draw_land

            draw_land(vectors, painter, self._layer.politics, self._page.view, self._theme, self._port)
            return
        # A PDF holds an image once that it takes for the same, and the layer's own is painted anew in its place from day to day.
        land = self._layer.image.copy() if on_paper(painter) else self._layer.image
        painter.drawImage(QRectF(0, 0, self._port.width, self._port.height), land, QRectF(land.rect()))
        for over in (DimmingLayer(), DifferenceLayer()):
            over.draw(painter, self._layer, self._page.atlas, self._page.view, self._theme, self._port)

    def _paint_bars(self, painter: QPainter, bar: ScaleBar) -> None:
        port, theme, view = self._port, self._theme, self._page.view
        if self._on_land:
            ground = QColor(theme.space)
            ground.setAlphaF(1.0 if theme.name.endswith("-high") else _PAPER)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            left, top, right, bottom = self._corner()[0]
            painter.drawRoundedRect(QRectF(left, top, right - left - 2, bottom - top - 2), 4, 4)
        right, bottom = port.width - self._over, port.height - self._over
        draw_scale_bar(painter, bar, self._bar_left, bottom - 26, theme)
        if view.rotation:
            draw_compass(painter, QPointF(right - 30, self._over + 34), view.rotation, theme)
        halo_text(painter, QPointF(right - 8, bottom - 8), self._words, 10.5, theme, right=True)


def inside(port: Viewport, over: float = 0.0) -> Box:
    """Return the part of the map (px) in which stacks are whole, with their numbers; `over` px of it are cut off at each edge."""
    rim = _WHOLE + over
    return rim, rim + 4, port.width - rim, port.height - rim


def _rim(port: Viewport, size: float, over: float) -> tuple[Box, ...]:
    """Strips along the edge of the map (px) in which a disc of that radius would be cut: crowds push some of them there."""
    wide, high, deep = float(port.width), float(port.height), 0.6 * size + over
    return (-9.0, -9.0, wide, deep), (-9.0, -9.0, deep, high), (wide - deep, -9.0, wide + 9, high), (-9.0, high - deep, wide, high + 9)


def own_rows(page: Page) -> tuple[LegendRow, ...]:
    """Return the rows of the legend for the reader's layers."""
    if not page.extras:
        return ()
    from viewer.paint.own.extra import extra_rows

    return extra_rows(page.extras, page.view)


def _paint_scene(painter: QPainter, page: Page, scene: Scene, theme: Theme, numbered: Mapping[str, int], frame: Box) -> None:
    view, ratio = page.view, ratio_of(painter)
    with part(painter, "routes"):
        draw_paths(painter, scene.paths, theme)
        draw_ties(painter, scene.ties, theme, scene, radius(view.zoom))
    with part(painter, "names"):
        draw_labels(painter, scene.labels, theme, page.sprites, ratio)
    with part(painter, "markers"):
        draw_markers(painter, scene.markers, view, theme, page.sprites, badges=False)
    with part(painter, "numbers"):
        for front, (x, y) in spots_of(scene.markers, scene.labels, numbered, radius(view.zoom), frame).items():
            draw_number(painter, x, y, str(numbered[front]), theme)


def _paint_frame(painter: QPainter, sheet: Sheet, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, weight in ((24.0 * sheet.small, 1.6), (30.0 * sheet.small, 0.6)):
        painter.setPen(QPen(QColor(theme.ink), weight))
        painter.drawRect(QRectF(inset, inset, sheet.width - 2 * inset, sheet.height - 2 * inset))


def _paint_title(painter: QPainter, page: Page, sheet: Sheet, theme: Theme) -> None:
    """The title with its day in one line; where both find no room the day begins the line below: it is never cut."""
    whole, below, day, x = title_of(page), subtitle_of(page), "", sheet.edge
    size, least = 38.0 * sheet.small, 24.0 * sheet.small
    small = max(16.0 * sheet.small, 12.0)
    if text_width(whole, least, bold=True) > sheet.inner:
        whole, day = title_words(page), day_text(page.view.instant, page.view.language)
    while size > least and text_width(whole, size, bold=True) > sheet.inner:
        size -= 2
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(size, bold=True))
    painter.drawText(QPointF(x, sheet.edge + 26 * sheet.small), elided(whole, size, sheet.inner, bold=True))
    y = sheet.edge + 56 * sheet.small
    if day:
        painter.setFont(font(small, bold=True))
        painter.drawText(QPointF(x, y), day)
        x += text_width(f"{day}　", small, bold=True)
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(small))
    painter.drawText(QPointF(x, y), elided(below, small, sheet.edge + sheet.inner - x))


def _paint_foot(painter: QPainter, page: Page, sheet: Sheet, theme: Theme) -> None:
    """Who made the map, with what is told by no part that is left out, and at the right the text form of its View."""
    y = sheet.height - sheet.edge + 4
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(10.5))
    day = [] if page.has("title") else [day_text(page.view.instant, page.view.language)]
    reading = [] if page.has("notes") else reading_of(page)
    told = elided(" · ".join([*day, *reading, credit_words(page)]), 10.5, sheet.inner)
    painter.drawText(QPointF(sheet.edge, y), told)
    view = page.view.text()  # cut, it would lead nowhere; the metadata have it
    if text_width(view, 10.5) <= sheet.inner - text_width(told, 10.5) - 24:
        painter.drawText(QRectF(sheet.edge, y - 14, sheet.inner, 18), _RIGHT, view)


def viewport_of(page: Page) -> Viewport:
    """Return where the map lies that `render_page` paints."""
    page = composed(page)
    return _viewport(page, sheet_of(page))


def frame_of(page: Page) -> Box:
    """Return left, top, right, bottom of the most that a map can take on its page, in the page's own px; `--fit` is computed for it."""
    whole = composed(replace(page, view=page.view.with_(zoom=MAX_ZOOM)))
    over = bleed_px(whole) if whole.plain else 0.0
    rect = sheet_of(whole).map.adjusted(over, over, -over, -over)
    return rect.left(), rect.top(), rect.right(), rect.bottom()
