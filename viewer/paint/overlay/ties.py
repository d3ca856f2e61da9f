"""Ties between events: dashed arcs from the selected event to its causes, its effects and what it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QRegion

from viewer.carto.events.markers import Fan
from viewer.carto.names.fan_words import LINE, words_box
from viewer.carto.scene import BEND, Point, Scene
from viewer.carto.tokens import Theme
from viewer.paint.device import clear_image, on_paper, ratio_of
from viewer.paint.type import text_width

EVERYWHERE = QRect(-(1 << 14), -(1 << 14), 1 << 15, 1 << 15)
"""Px beyond any picture on all sides."""
DOT = 3.0
"""Radius (px) of the dot in which a tie ends where no disc stands."""
FAN_DISC = 12.0
"""Radius of the discs of an open stack (px)."""
_HUB = ("7 / 22 · · · · · ·",) * 2
"""As wide as the words under the name of an open stack, about."""
_LARGE = 200_000
"""Device pixels of an image from which on it would take more memory than the time is worth."""


def draw_ties(painter: QPainter, ties: Sequence[tuple[Point, Point]], theme: Theme, scene: Scene | None = None, size: float = 0.0) -> None:
    """Draw arcs from pixel to pixel: on whole pixels, as the discs at their ends stand on those.

    Where the scene is given whose markers have a radius of `size` px, arcs pass behind its discs and the words of its open stack, and
    end in a dot where no disc stands: at what lies outside of the time window, or has gone under the open stack.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    discs = _discs(ties, scene, size) if scene is not None and ties else {}
    if scene is not None and ties:
        painter.setClipRegion(_clear(scene, discs), Qt.ClipOperation.IntersectClip)
    ratio = ratio_of(painter)
    for tie in ties:
        (x, y), (to_x, to_y) = ((round(across), round(down)) for across, down in tie)
        bounds = _bounds(to_x - x, to_y - y)
        if on_paper(painter) or bounds.width() * bounds.height() * ratio * ratio > _LARGE:
            painter.save()
            painter.translate(x, y)
            _stroke(painter, to_x - x, to_y - y, theme)
            painter.restore()
        else:
            painter.drawImage(QPointF(x + bounds.x(), y + bounds.y()), _image(to_x - x, to_y - y, theme, ratio))
    painter.setPen(QPen(QColor(theme.ink), 1.3))
    painter.setBrush(QColor(theme.surface))
    for (across, down), disc in discs.items():
        if not disc:
            painter.drawEllipse(QPointF(round(across), round(down)), DOT, DOT)
    painter.restore()


def _discs(ties: Sequence[tuple[Point, Point]], scene: Scene, size: float) -> dict[Point, float]:
    """Return the radius (px) of the disc at each end of the ties, 0 where none stands there."""
    stood: dict[tuple[int, int], float] = {(round(marker.x), round(marker.y)): size for marker in scene.markers}
    if scene.fan is not None:
        stood |= {(round(item.x), round(item.y)): FAN_DISC for item in scene.fan.items}
    return {point: stood.get((round(point[0]), round(point[1])), 0.0) for tie in ties for point in tie}


def _clear(scene: Scene, discs: Mapping[Point, float]) -> QRegion:
    """Return where arcs may be seen: not under the discs at their ends, which may be faint, nor under words of the open stack."""
    region = QRegion(EVERYWHERE)
    for (x, y), disc in discs.items():
        reach = round(disc) + 1
        if disc > 0:
            region -= QRegion(round(x) - reach, round(y) - reach, 2 * reach, 2 * reach, QRegion.RegionType.Ellipse)
    return region - fan_words(scene.fan) if scene.fan is not None else region


def fan_words(fan: Fan, hub: Sequence[str] = _HUB) -> QRegion:
    """Return where the words of an open stack stand (px), at its middle and beside its discs: lines pass under them."""
    wide = [text_width(fan.name, 14.0, bold=True), *(text_width(line, 11.0) for line in hub)]
    words = [QRectF(fan.x + 16, fan.y + LINE * (number - 1), each + 8, LINE) for number, each in enumerate(wide)]
    for item in fan.items:
        left, top, right, bottom = words_box(item)
        begin, end = (left, item.x - FAN_DISC) if item.left else (item.x + FAN_DISC, right)
        words.append(QRectF(begin, top + 2, end - begin, bottom - top - 4))
    region = QRegion()
    for one in words:
        region += QRegion(one.toAlignedRect())
    return region


def _arc(across: int, down: int) -> QPainterPath:
    path = QPainterPath(QPointF(0, 0))
    path.quadTo(QPointF(across / 2 + BEND * down, down / 2 - BEND * across), QPointF(across, down))
    return path


@lru_cache(maxsize=64)
def _bounds(across: int, down: int) -> QRect:
    """Return the px that an arc is drawn in, from its start."""
    return _arc(across, down).boundingRect().toAlignedRect().adjusted(-2, -2, 2, 2)


def _stroke(painter: QPainter, across: int, down: int, theme: Theme) -> None:
    pen = QPen(QColor(theme.ink), 1.3)
    pen.setDashPattern([5 / 1.3, 3 / 1.3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_arc(across, down))


@lru_cache(maxsize=8)
def _image(across: int, down: int, theme: Theme, dpr: float) -> QImage:
    """Return an arc as an image: dashes take long to draw, and while the days go by it mostly stays as it is."""
    bounds = _bounds(across, down)
    image = clear_image(bounds.width(), bounds.height(), dpr)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-bounds.topLeft())
    _stroke(painter, across, down, theme)
    painter.end()
    return image
