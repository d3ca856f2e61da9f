"""What lies over the political map: names, markers, the open stack, ties between events. Drawn each frame from cached sprites."""

from __future__ import annotations

import math
from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QRegion

from viewer.carto.days.dates import short_day
from viewer.carto.events.markers import FAN_RADIUS, Fan, FanItem, Marker, radius
from viewer.carto.names.fan_words import BESIDE, LINE, SIZE
from viewer.carto.names.placement import Label
from viewer.carto.scene import ARROW, DAY_SIZE, Path
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.device import clear_image, on_paper, part, ratio_of, vectors_of
from viewer.paint.land.curtain import Curtain
from viewer.paint.overlay.clusters import cluster_disc, draw_cluster
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.overlay.names import draw_dots, draw_name_leaders, ink_of, label_image, write_label
from viewer.paint.overlay.scalebar import halo_text
from viewer.paint.overlay.ties import EVERYWHERE, FAN_DISC, fan_words
from viewer.paint.overlay.veil import draw_over_veil
from viewer.paint.type import elided, font, text_width

_STROKE = 2.1
"""Of glyphs on discs, in 24ths of their width."""


class DiscLook(NamedTuple):
    """How a marker's disc looks: family of colours, glyph, radius (px), whether it is certain, selected, a stack, ringed if selected."""

    family: str
    icon: str
    size: float
    certain: bool = True
    selected: bool = False
    stack: bool = False
    ringed: bool = True


class Sprites:
    """Discs and names as images, made once for each look, theme and device pixel ratio.

    A window may give each frame a budget (`begin_frame`): names that would take longer are left for the next frame, and `pending`
    tells that there are some. Without a budget every name is made at once.
    """

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.pending = False
        self._until = float("inf")
        self._made = False
        self._labels: dict[tuple[object, ...], QImage] = {}
        self._discs: dict[tuple[object, ...], QImage] = {}
        self._badges: dict[tuple[object, ...], QImage] = {}

    def begin_frame(self, seconds: float = float("inf")) -> None:
        """Begin a frame in which so much time may go into new names."""
        self.pending, self._made = False, False
        self._until = perf_counter() + seconds

    def label(self, label: Label, theme: Theme, dpr: float) -> QImage | None:
        """Return a name with its halo, its middle is the label's point; None where this frame has no time left to make it."""
        look = (label.text, label.size, label.bold, label.spacing, label.ink, label.slanted, label.halo, label.badges)
        key = (*look, label.angle, label.bend, theme.name, dpr)
        found = self._labels.get(key)
        if found is None:
            if self._made and perf_counter() > self._until:
                self.pending = True
                return None
            self._made = True  # one a frame at least, or a slow machine would never come to an end
            if len(self._labels) > 3000:
                self._labels.clear()
            found = self._labels[key] = label_image(label, theme, dpr)
        return found

    def badge(self, text: str, theme: Theme, dpr: float) -> QImage:
        """Return a number in a pill; its middle is that of the image."""
        key = (text, theme.name, dpr)
        if key not in self._badges:
            wide = math.ceil(max(15.0, text_width(text, 10.5, bold=True) + 8)) + 4
            image = clear_image(wide, 19, dpr)
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_badge(painter, wide / 2, 9.5, text, theme)
            painter.end()
            self._badges[key] = image
        return self._badges[key]

    def disc(self, look: DiscLook, theme: Theme, dpr: float) -> QImage:
        """Return a marker's disc."""
        key = (*look, theme.name, dpr)
        if key not in self._discs:
            self._discs[key] = _disc_image(look, theme, dpr, self.glyphs)
        return self._discs[key]


def _disc_image(look: DiscLook, theme: Theme, dpr: float, glyphs: Glyphs) -> QImage:
    side = look.size * 2 + 22
    image = clear_image(side, side, dpr)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    _draw_rims(painter, look, theme)
    wide, ink = _glyph(look, theme)
    glyph = glyphs.image(look.icon, ink, wide, stroke=_STROKE, dpr=dpr)
    painter.drawImage(QRectF(-wide / 2, -wide / 2, wide, wide), glyph, QRectF(glyph.rect()))
    painter.end()
    return image


def _draw_disc(painter: QPainter, look: DiscLook, theme: Theme, glyphs: Glyphs) -> None:
    """Draw a marker's disc as shapes, around the origin of a painter."""
    _draw_rims(painter, look, theme)
    wide, ink = _glyph(look, theme)
    glyphs.draw(painter, look.icon, ink, QRectF(-wide / 2, -wide / 2, wide, wide), _STROKE)


def _glyph(look: DiscLook, theme: Theme) -> tuple[float, str]:
    """Width in px and colour of the glyph on a disc."""
    return 1.2 * (look.size + (1.5 if look.selected else 0)), theme.surface if look.selected else theme.families[look.family]


def _draw_rims(painter: QPainter, look: DiscLook, theme: Theme) -> None:
    family, _, size, certain, selected, stack, ringed = look
    colour = QColor(theme.families[family])
    halo = QColor(theme.halo)
    halo.setAlphaF(0.85)
    if stack:
        for dx, dy, less in ((6.4, 2.4, 1.6), (3.2, 1.2, 0.8)):
            painter.setPen(QPen(QColor(theme.line2), 1.2))
            painter.setBrush(QColor(theme.surface))
            painter.drawEllipse(QPointF(dx, dy), size - less, size - less)
    grown = size + (1.5 if selected else 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(halo)
    painter.drawEllipse(QPointF(0, 0), grown + 2.4, grown + 2.4)
    if selected and ringed:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.drawEllipse(QPointF(0, 0), size + 5, size + 5)
    rim = QPen(colour, 1.6)
    if not certain:
        rim.setDashPattern([3 / 1.6, 2.2 / 1.6])
        rim.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(rim)
    painter.setBrush(colour if selected else QColor(theme.surface))
    painter.drawEllipse(QPointF(0, 0), grown, grown)


def draw_labels(painter: QPainter, labels: Sequence[Label], theme: Theme, sprites: Sprites, dpr: float) -> None:
    """Draw names at whole device pixels; on a page of a PDF they are text."""
    draw_name_leaders(painter, labels, theme)
    draw_dots(painter, labels, theme)
    if on_paper(painter):
        for label in labels:
            write_label(painter, label, theme)
        return
    for label in labels:
        image = sprites.label(label, theme, dpr)
        if image is None:
            continue
        wide, tall = image.width() / dpr, image.height() / dpr
        x = round((label.x - wide / 2) * dpr) / dpr
        y = round((label.y - tall / 2) * dpr) / dpr
        painter.drawImage(QPointF(x, y), image)


def draw_leaders(painter: QPainter, markers: Sequence[Marker], theme: Theme) -> None:
    """Draw a line from each stack that stands away from its place."""
    moved = [marker for marker in markers if marker.moved]
    if not moved:
        return
    painter.setPen(QPen(QColor(theme.ink), 1))
    painter.setBrush(QColor(theme.ink))
    painter.drawLines([QLineF(marker.x, marker.y, *marker.at) for marker in moved])
    for marker in moved:
        painter.drawEllipse(QPointF(*marker.at), 1.6, 1.6)


def draw_markers(
    painter: QPainter, markers: Sequence[Marker], view: View, theme: Theme, sprites: Sprites, *, hover: str = "", badges: bool = True
) -> None:
    """Draw stacks, the most important last; `badges` tell how many events each has."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dpr = ratio_of(painter)
    size = radius(view.zoom)
    draw_leaders(painter, markers, theme)
    if vectors_of(painter):
        _write_markers(painter, markers, size, theme, sprites)
        return
    shown = 1.0
    for marker in markers:
        count, cluster = marker.count, marker.cluster
        if cluster:
            image = cluster_disc(count, marker.family, size, theme, dpr)
        else:
            image = sprites.disc(DiscLook(marker.family, marker.icon, size, marker.certain, marker.selected, stack=count > 1), theme, dpr)
        half = image.width() / dpr / 2
        if marker.opacity != shown:
            painter.setOpacity(shown := marker.opacity)
        painter.drawImage(QPointF(round(marker.x - half), round(marker.y - half)), image)
        if marker.key == hover and not marker.selected:
            painter.setOpacity(shown := 1.0)
            painter.setPen(QPen(QColor(theme.families[marker.family]), 2.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(round(marker.x), round(marker.y)), size, size)
        if badges and count > 1 and not cluster:
            badge = sprites.badge(str(count), theme, dpr)
            if max(marker.opacity, 0.7) != shown:
                painter.setOpacity(shown := max(marker.opacity, 0.7))
            x, y = marker.x + size * 0.75 + 2, marker.y - size * 0.85
            painter.drawImage(QPointF(round(x - badge.width() / dpr / 2), round(y - badge.height() / dpr / 2)), badge)
    painter.setOpacity(1.0)


def _write_markers(painter: QPainter, markers: Sequence[Marker], size: float, theme: Theme, sprites: Sprites) -> None:
    """Draw stacks as shapes, each a part of its own."""
    for marker in markers:
        with part(painter, marker.front):
            painter.save()
            painter.translate(round(marker.x), round(marker.y))
            painter.setOpacity(marker.opacity)
            if marker.cluster:
                draw_cluster(painter, marker.count, marker.family, size, theme)
            else:
                look = DiscLook(marker.family, marker.icon, size, marker.certain, marker.selected, stack=marker.count > 1)
                _draw_disc(painter, look, theme, sprites.glyphs)
            painter.restore()


def draw_badge(painter: QPainter, x: float, y: float, text: str, theme: Theme) -> None:
    """Draw a number in a pill around a point."""
    wide = max(15.0, text_width(text, 10.5, bold=True) + 8)
    rect = QRectF(round(x - wide / 2), round(y - 7.5), wide, 15)
    painter.setPen(QPen(QColor(theme.halo), 1.5))
    painter.setBrush(QColor(theme.ink))
    painter.drawRoundedRect(rect, 7.5, 7.5)
    painter.setPen(QColor(theme.surface))
    painter.setFont(font(10.5, bold=True, tabular=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def hub_size(fan: Fan, words: Sequence[str]) -> tuple[float, float]:
    """Return width and height in px of the words beside the middle of an open stack."""
    return max(text_width(fan.name, 14.0, bold=True), *(text_width(line, 11.0) for line in words)), 15.0 * (1 + len(words))


def draw_fan(
    painter: QPainter,
    atlas: Atlas,
    fan: Fan,
    view: View,
    theme: Theme,
    sprites: Sprites,
    words: Sequence[str],
    curtain: Curtain | None = None,
) -> None:
    """Draw the open stack: ground, spokes, discs and their words.

    `words` are told under the name; the last of them is a link. `curtain`, the Iron Curtain of the map, is drawn again over the ground.
    """
    *told, link = words
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hub = QPointF(fan.x, fan.y)
    ground = QColor(theme.surface)
    ground.setAlphaF(0.5)
    edge = QPen(QColor(theme.ink2), 1)
    edge.setDashPattern([3, 3])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(hub, FAN_RADIUS + 18, FAN_RADIUS + 18)
    if curtain is not None:
        draw_over_veil(painter, curtain, hub, FAN_RADIUS + 18)
    painter.save()
    clear = QRegion(EVERYWHERE) - fan_words(fan, words)  # else lines would strike words through
    painter.setClipRegion(clear, Qt.ClipOperation.IntersectClip)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(hub, FAN_RADIUS + 18, FAN_RADIUS + 18)
    for item in fan.items:
        painter.setPen(QPen(QColor(theme.ink if item.selected else theme.ink2), 2 if item.selected else 1))
        painter.drawLine(hub, QPointF(item.x, item.y))
    painter.restore()
    for item in fan.items:
        _draw_fan_item(painter, atlas, item, view, theme, sprites)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.ink))
    painter.drawEllipse(hub, 14, 14)
    painter.setPen(QColor(theme.surface))
    painter.setFont(font(12, bold=True, tabular=True))
    painter.drawText(QRectF(fan.x - 14, fan.y - 14, 28, 28), Qt.AlignmentFlag.AlignCenter, str(fan.total))
    rows = [(fan.name, 14.0, True, "ink"), *((line, 11.0, False, "ink2") for line in told), (link, 11.0, False, "selink")]
    _draw_words(painter, rows, QPointF(fan.x + 20, fan.y), theme, sprites, left=False)


def _draw_fan_item(painter: QPainter, atlas: Atlas, item: FanItem, view: View, theme: Theme, sprites: Sprites) -> None:
    dpr = ratio_of(painter)
    event = atlas.events[item.event]
    image = sprites.disc(DiscLook(item.family, item.icon, FAN_DISC, item.certain, item.selected), theme, dpr)
    half = image.width() / dpr / 2
    painter.setOpacity(item.opacity)
    painter.drawImage(QPointF(round(item.x - half), round(item.y - half)), image)
    painter.setOpacity(1.0)
    title = [elided(line, SIZE, item.wide + 1, bold=item.selected) for line in item.lines]
    at = QPointF(item.x + (-BESIDE if item.left else BESIDE), item.y)
    rows = (
        (short_day(event.when.start, view.language, year=True), 11.0, False, "ink2"),
        *((line, SIZE, item.selected, "ink") for line in title),
    )
    _draw_words(painter, rows, at, theme, sprites, left=item.left)


def _draw_words(
    painter: QPainter, rows: Sequence[tuple[str, float, bool, str]], at: QPointF, theme: Theme, sprites: Sprites, *, left: bool
) -> None:
    """Lines of words beside a disc, each (words, size, bold, ink): the first two stand above and below its middle."""
    dpr = ratio_of(painter)
    for number, (text, size, strong, ink) in enumerate(rows):
        if not text:
            continue
        label = Label(text, 0, 0, size, bold=strong, ink=ink, halo=3.2)
        image = sprites.label(label, theme, dpr)
        if image is None:
            continue
        wide, tall = image.width() / dpr, image.height() / dpr
        x = at.x() - wide + 6 if left else at.x() - 6
        y = at.y() + LINE * (number - 0.5) - tall / 2
        painter.drawImage(QPointF(round(x), round(y)), image)


def _draw_frontier(painter: QPainter, path: Path, theme: Theme) -> None:
    """Draw a line of claim or control: dashes and dots (tokens, section 4)."""
    line = QPolygonF([QPointF(x, y) for x, y in path.points])
    for colour, wide in ((theme.halo, 3.5), (ink_of(theme, path.ink), 1.5)):
        pen = QPen(QColor(colour), wide)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if wide < 2:
            pen.setDashPattern([8 / wide, 3 / wide, 2 / wide, 3 / wide])
        painter.setPen(pen)
        painter.drawPolyline(line)


def draw_paths(painter: QPainter, paths: Sequence[Path], theme: Theme) -> None:
    """Draw the legs of routes with an arrow head in the middle of each; those ahead of the thumb are dashed."""
    if not paths:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    colour = QColor(theme.families["force"])
    for path in paths:
        if path.ink:
            _draw_frontier(painter, path, theme)
            continue
        line = QPainterPath(QPointF(*path.points[0]))
        for point in path.points[1:]:
            line.lineTo(QPointF(*point))
        painter.strokePath(line, QPen(QColor(theme.halo), 5))
        pen = QPen(colour, 2.2)
        if not path.reached:
            pen.setDashPattern([3, 3])
        painter.strokePath(line, pen)
        if line.length() > 70:
            middle = line.pointAtPercent(ARROW)
            painter.save()
            painter.translate(middle)
            painter.rotate(-line.angleAtPercent(ARROW))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon([QPointF(-5, -5), QPointF(6, 0), QPointF(-5, 5)])
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
    for path in paths:  # over all lines
        if path.spot is not None:
            halo_text(painter, QPointF(*path.spot), path.label, DAY_SIZE, theme, ink=colour.name())
