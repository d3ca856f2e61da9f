"""The exported picture: the map composed with title, legend, scale, numbered notes and sources, as a printed plate."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from viewer.carto.blocs import bloc_name, chosen_bloc
from viewer.carto.boxes import Box
from viewer.carto.citation import source_lines
from viewer.carto.dates import date_caption, day_text, short_day, when_text
from viewer.carto.land_names import land_spots
from viewer.carto.markers import Marker
from viewer.carto.political import DE_FACTO
from viewer.carto.projection import projection_of
from viewer.carto.scalebar import projection_words, scale_bar
from viewer.carto.scene import Scene, compose_scene, composing_ground
from viewer.carto.tokens import THEMES, Theme
from viewer.carto.view import View
from viewer.carto.viewport import Viewport
from viewer.model.atlas import Atlas
from viewer.model.entities import say
from viewer.model.record import dataclass
from viewer.model.stepwise import finished
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.paint.compass import draw_compass
from viewer.paint.device import ratio_of
from viewer.paint.difference import DifferenceLayer
from viewer.paint.dimming import DimmingLayer
from viewer.paint.overlay import Sprites, draw_badge, draw_labels, draw_markers, draw_paths
from viewer.paint.page_legend import LEGEND_WIDTH, Say, other_language, paint_legend
from viewer.paint.political_layer import PoliticalLayer
from viewer.paint.scalebar import draw_scale_bar, halo_text, overhang
from viewer.paint.ties import draw_ties
from viewer.paint.type import elided, font, name_width, text_width

if TYPE_CHECKING:
    from viewer.carto.extra import ShownLayer
    from viewer.carto.legend import LegendRow

VIEW_KEY = "bloc-atlas-view"
"""Key of the View's text form in the metadata of a PNG."""
FRAME_KEY = "bloc-atlas-frame"
"""Key of the size of the map that the View was on, in its px."""
GROUND = {"light": "#FBFAF5", "dark": "#0B0F13", "light-high": "#FFFFFF", "dark-high": "#000000"}
_EDGE = 56.0
_MOST_NOTES = 14
_NOTE_LINES = 6
"""Lines kept for notes, sources and the last line, so that the map doesn't depend on how much there is to tell."""
_WHOLE = 14.0
"""Px from the edge of the map that a stack needs."""
_LEAST = (640, 520)
"""Width and height in px from which a page has room for more than its map."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


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
    bars: bool = True
    """Whether the map has a scale bar, a compass where it is turned, and the name of its projection."""
    second: str = ""
    """The title's words in the other language, where there is a title."""
    extras: tuple[ShownLayer, ...] = ()
    """Layers that the reader has brought."""
    note: str = ""
    """Words told above the numbered notes, as a step of a story has."""


@dataclass(frozen=True)
class _Sheet:
    """Measures of a page: its size in its own px, device px each, the rectangle of the map and the top of the notes."""

    width: float
    height: float
    ratio: float
    map: QRectF
    rule: float


def _composed(page: Page) -> Page:
    """Return a page in the scheme of its View; the map alone where it is too small for title, legend and notes."""
    page = replace(page, atlas=page.atlas.in_scheme(page.view.scheme))
    return replace(page, plain=True) if page.size[0] < _LEAST[0] or page.size[1] < _LEAST[1] else page


def _growth(page: Page) -> float:
    """Logical px of a page for one of its own: what is larger than 1920 x 1080 has larger letters, not more of them."""
    return max(1.0, min(page.size[0] / 1920, page.size[1] / 1080))


def _sheet(page: Page) -> _Sheet:
    grow = _growth(page)
    width, height = page.size[0] / grow, page.size[1] / grow
    if page.plain:
        return _Sheet(width, height, page.factor * grow, QRectF(0, 0, width, height), height)
    rule = height - _EDGE - 18 * _NOTE_LINES - 6
    left = _EDGE + (LEGEND_WIDTH if width > 1000 else 0)
    return _Sheet(width, height, page.factor * grow, QRectF(left, 132, width - _EDGE - left, rule - 132 - 26), rule)


@lru_cache(maxsize=len(THEMES))
def paper(theme: str) -> Theme:
    """Return a theme on the ground of pages."""
    return replace(THEMES[theme], space=GROUND[theme])


def render_page(page: Page, layer: PoliticalLayer | None = None) -> QImage:
    """Paint a page. Returns an image of `size` * `factor` device px (rounded), with the View in its metadata.

    `layer`: what drew the page before, of the same atlas in the same scheme; what it knows of the place is not worked out anew.
    """
    image = QImage(round(page.size[0] * page.factor), round(page.size[1] * page.factor), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(image.width() / page_px(page)[0])
    painter = QPainter(image)
    try:
        sheet = draw_page(painter, page, layer)
    finally:
        painter.end()
    image.setDevicePixelRatio(1.0)
    image.setText(VIEW_KEY, page.view.text())
    image.setText(FRAME_KEY, f"{sheet.width():g}x{sheet.height():g}")
    image.setText("Title", title_of(_composed(page)))
    image.setText("Software", "Bloc Atlas")
    return image


def page_px(page: Page) -> tuple[float, float]:
    """Return width and height of a page in the px that `draw_page` paints in."""
    sheet = _sheet(_composed(page))
    return sheet.width, sheet.height


def draw_page(painter: QPainter, page: Page, layer: PoliticalLayer | None = None) -> QRectF:
    """Paint a page with a painter in its own px (see `page_px`), and return the rectangle of its map. `layer`: see `render_page`."""
    page = _composed(page)
    view, theme, sheet = page.view, paper(page.view.theme), _sheet(page)
    layer = layer or PoliticalLayer(page.atlas, theme, view.hidden_layers)
    layer.set_look(theme, view.hidden_layers)
    told = _wrapped([page.note], page, 13.0, 2) if page.note else []
    numbered, notes, sources = _notes(page, 3 - len(told))
    lines = told + notes + _wrapped([sources], page, 11.0, 2)
    painter.fillRect(QRectF(0, 0, sheet.width, sheet.height).adjusted(-1, -1, 1, 1), QColor(GROUND[view.theme]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_map(painter, page, sheet, layer, theme, numbered)
    if not page.plain:
        _paint_frame(painter, sheet, theme)
        _paint_title(painter, page, sheet, theme)
        if sheet.width > 1000:
            paint_legend(painter, page.atlas, view, page.say, layer.unit_pixels(), sheet.rule, own_rows(page))
        _paint_notes(painter, page, sheet, theme, lines)
    return sheet.map


def _viewport(page: Page, sheet: _Sheet) -> Viewport:
    view = page.view
    projection = projection_of(view.projection, view.centre)
    size = round(sheet.map.width()), round(sheet.map.height())
    return Viewport(projection, view.centre, view.zoom, *size, sheet.ratio, rotation=view.rotation)


def _paint_map(painter: QPainter, page: Page, sheet: _Sheet, layer: PoliticalLayer, theme: Theme, numbered: dict[str, int]) -> None:
    view = page.view
    port = _viewport(page, sheet)
    if layer.viewport != port:
        layer.prepare(port)
    layer.update(view.instant, view.viewpoint)
    painter.save()
    painter.translate(sheet.map.topLeft())
    painter.setClipRect(QRectF(0, 0, port.width, port.height))
    painter.drawImage(QRectF(0, 0, port.width, port.height), layer.image, QRectF(layer.image.rect()))
    for over in (DimmingLayer(), DifferenceLayer()):
        over.draw(painter, layer, page.atlas, view, theme, port)
    own: list[Box] = []
    if page.extras:
        from viewer.paint.extra import draw_extras, extra_spots

        draw_extras(painter, page.extras, view, theme, port)
        own = extra_spots(page.extras, view, port)
    bar = scale_bar(view)
    bar_left = port.width - bar.width - overhang(bar) - 10.0
    words = projection_words(view, page.say)
    told = port.width - 16.0 - text_width(words, 10.5)
    end = float(port.width), float(port.height)
    corner = (bar_left - 20.0, port.height - 52.0, *end), (told, port.height - 22.0, *end)
    grid = layer.zone_grid()
    frame = (4.0, 4.0, port.width - 4.0, port.height - 4.0)
    spots = land_spots(page.atlas, view.instant, grid, frame, viewpoint=view.viewpoint) if grid else ()
    ground = finished(composing_ground(page.atlas, view, port, name_width, spots, frame))
    scene = compose_scene(page.atlas, view, port, name_width, ground=ground, obstacles=(*corner, *own), frame=_inside(port))
    _paint_scene(painter, page, scene, theme, numbered)
    if page.bars:
        draw_scale_bar(painter, bar, bar_left, port.height - 26, theme)
        if view.rotation:
            draw_compass(painter, QPointF(port.width - 30, 34), view.rotation, theme)
        halo_text(painter, QPointF(port.width - 8, port.height - 8), words, 10.5, theme, right=True)
    painter.restore()
    if not page.plain and view.projection == "laea":
        painter.setPen(QPen(QColor(theme.line2), 0.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet.map)


def _inside(port: Viewport) -> Box:
    """The part of the map (px) in which stacks are whole, with their numbers."""
    return _WHOLE, _WHOLE + 4, port.width - _WHOLE, port.height - _WHOLE


def own_rows(page: Page) -> tuple[LegendRow, ...]:
    """Return the rows of the legend for the reader's layers."""
    if not page.extras:
        return ()
    from viewer.paint.extra import extra_rows

    return extra_rows(page.extras, page.view)


def _paint_scene(painter: QPainter, page: Page, scene: Scene, theme: Theme, numbered: dict[str, int]) -> None:
    view, ratio = page.view, ratio_of(painter)
    draw_paths(painter, scene.paths, theme)
    draw_ties(painter, scene.ties, theme)
    draw_labels(painter, scene.labels, theme, page.sprites, ratio)
    draw_markers(painter, scene.markers, view, theme, page.sprites, badges=False)
    for marker in scene.markers:
        if number := numbered.get(marker.front, 0):
            draw_badge(painter, marker.x - 11, marker.y - 10, str(number), theme)


def _subject(page: Page, language: str) -> str:
    """What a picture is of that is of no event: the bloc that is chosen, else all blocs, where the atlas tells of any."""
    if bloc := chosen_bloc(page.atlas, page.view):
        return bloc_name(page.atlas, bloc, language)
    return page.say(language, "export.world") if page.atlas.blocs else say(page.atlas.title, language)


def title_of(page: Page) -> str:
    """Return the title of a page, with its day."""
    view, atlas = page.view, page.atlas
    words = page.title
    if not words and view.selected in atlas.events:
        words = say(atlas.events[view.selected].title, view.language)
    if not words:
        words = _subject(page, view.language)
    return f"{words}{'　' if view.language == 'ja' else ', '}{day_text(view.instant, view.language)}"


def _subtitle(page: Page) -> str:
    view, other = page.view, other_language(page.atlas, page.view)
    parts = []
    if other:
        event = page.atlas.events.get(view.selected)
        words = page.second if page.title else say(event.title, other) if event else _subject(page, other)
        parts = [words, day_text(view.instant, other)]
    parts.append(date_caption(view.instant, view.language))
    return "　".join(part for part in parts if part)


def _paint_frame(painter: QPainter, sheet: _Sheet, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, weight in ((24.0, 1.6), (30.0, 0.6)):
        painter.setPen(QPen(QColor(theme.ink), weight))
        painter.drawRect(QRectF(inset, inset, sheet.width - 2 * inset, sheet.height - 2 * inset))


def _paint_title(painter: QPainter, page: Page, sheet: _Sheet, theme: Theme) -> None:
    room = sheet.width - 2 * _EDGE
    title = title_of(page)
    size = 38.0
    while size > 20 and text_width(title, size, bold=True) > room:
        size -= 2
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(size, bold=True))
    painter.drawText(QPointF(_EDGE, 82), elided(title, size, room, bold=True))
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(16))
    painter.drawText(QPointF(_EDGE, 112), elided(_subtitle(page), 16, room))


def _notes(page: Page, most: int) -> tuple[dict[str, int], list[tuple[str, float]], str]:
    """Numbers of the events in front of their stacks, the notes to them in at most so many lines, and all their sources."""
    if page.plain:
        return {}, [], ""
    view, atlas = page.view, page.atlas
    port = _viewport(page, _sheet(page))
    scene = compose_scene(atlas, view, port, name_width, frame=_inside(port))
    ranked = sorted(scene.markers, key=lambda m: (not m.selected, m.weight, -m.opacity))[:_MOST_NOTES]
    shown: list[Marker] = []
    lines: list[tuple[str, float]] = []
    for count in range(len(ranked), 0, -1):  # a number on the map without its note would be a riddle
        shown = sorted(ranked[:count], key=lambda m: (atlas.events[m.front].when.start, m.front))
        lines = _wrapped([_note(page, number, marker) for number, marker in enumerate(shown, 1)], page, 12.0, 99)
        if len(lines) <= most:
            break
    numbered = {marker.front: number for number, marker in enumerate(shown, 1)}
    cited = [citation for marker in shown for citation in atlas.events[marker.front].sources[:2]]
    return numbered, lines[:most], _told_below(page, source_lines(atlas, cited, view.language))


def _note(page: Page, number: int, marker: Marker) -> str:
    view, event = page.view, page.atlas.events[marker.front]
    when = short_day(event.when.start, view.language, year=True) if event.when.certain else when_text(event.when, view.language)
    when = when.replace(" (?)", "?").replace("（？）", "？")  # it stands in brackets itself
    more = f" ({page.say(view.language, 'export.notes_more', n=marker.count - 1)})" if marker.count > 1 else ""
    return f"{number} {elided(say(event.title, view.language), 12, 600)} ({when}){more}"


def _told_below(page: Page, sources: list[str]) -> str:
    """The sources of the notes, whose viewpoint is drawn, and the window of time, in a line."""
    view = page.view
    stop = "。" if view.language == "ja" else ". "
    told = [f"{page.say(view.language, 'export.sources')}: {'; '.join(sources)}"] if sources else []
    told.append(_viewpoint_words(page))
    if view.since is not None:
        told.append(page.say(view.language, "export.since", date=day_text(view.since, view.language)))
    first, end = view.window
    if first > FIRST_DAY and end < LAST_DAY:
        span = {"first": day_text(first, view.language), "last": day_text(end - 1, view.language)}
        told.append(page.say(view.language, "export.window", **span))
    return stop.join(told)


def _viewpoint_words(page: Page) -> str:
    """Say whose view of disputed land is drawn."""
    view = page.view
    if view.viewpoint == DE_FACTO:
        return page.say(view.language, "export.viewpoint")
    who = page.atlas.name_of(view.viewpoint, view.language, view.instant)
    return page.say(view.language, "export.viewpoint_of", who=who)


def _wrapped(parts: list[str], page: Page, size: float, most: int) -> list[tuple[str, float]]:
    """Lay notes after one another into lines of the page's width, at most so many."""
    room = page.size[0] / _growth(page) - 2 * _EDGE
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}　{part}" if lines else part
        if lines and text_width(joined, size) <= room:
            lines[-1] = joined
            continue
        rest = part
        while rest and len(lines) <= most:
            cut = len(rest)
            while text_width(rest[:cut], size) > room:
                cut = max(1, int(cut * room / max(text_width(rest[:cut], size), 1.0)))
            space = rest.rfind(" ", cut - 24, cut) if cut < len(rest) else -1
            cut = space + 1 if space > 0 else cut
            lines.append(rest[:cut])
            rest = rest[cut:]
    if len(lines) > most:
        lines[most - 1] = f"{lines[most - 1][:-2]} …"
    return [(line, size) for line in lines[:most]]


def _paint_notes(painter: QPainter, page: Page, sheet: _Sheet, theme: Theme, lines: list[tuple[str, float]]) -> None:
    view = page.view
    painter.fillRect(QRectF(_EDGE, sheet.rule, sheet.width - 2 * _EDGE, 1), QColor(theme.ink2))
    y = sheet.rule + 18
    for text, size in lines:
        painter.setPen(QColor(theme.ink if size > 11 else theme.ink2))
        painter.setFont(font(size))
        painter.drawText(QPointF(_EDGE, y), text)
        y += 18
    y = sheet.height - _EDGE + 4
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(10.5))
    credits_ = [page.say(view.language, key) for key in ("credit.map", "credit.borders")]
    told = elided(" · ".join([say(page.atlas.title, view.language), *credits_]), 10.5, sheet.width - 2 * _EDGE)
    painter.drawText(QPointF(_EDGE, y), told)
    room = sheet.width - 2 * _EDGE - text_width(told, 10.5) - 24
    if room > 100:
        painter.drawText(QRectF(_EDGE, y - 14, sheet.width - 2 * _EDGE, 18), _RIGHT, elided(view.text(), 10.5, room))


def viewport_of(page: Page) -> Viewport:
    """Return where the map lies that `render_page` paints."""
    page = _composed(page)
    return _viewport(page, _sheet(page))


def frame_of(page: Page) -> Box:
    """Return left, top, right, bottom of the map on its page, in the page's own px; `--fit` is computed for it."""
    rect = _sheet(_composed(page)).map
    return rect.left(), rect.top(), rect.right(), rect.bottom()
