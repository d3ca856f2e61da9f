"""Swatches of the legend: fill, pattern and outline as on the map."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from viewer.carto.land.badges import GAP, HEIGHT, WIDTH, Badge
from viewer.carto.land.legend import LegendRow
from viewer.carto.land.legend_room import HATCHED
from viewer.carto.land.political import NEUTRAL, STYLES, AreaStyle
from viewer.carto.land.symbology import fill_of
from viewer.carto.tokens import Theme
from viewer.paint.blending import Pixels
from viewer.paint.device import ratio_of, vectors_of
from viewer.paint.land.difference import TINT
from viewer.paint.land.patterns import TILE, tile_of
from viewer.paint.own.tones import draw_extra_swatch

_BETWEEN = 2.0
"""Px between swatches that share a row."""


def look_of(row: LegendRow) -> AreaStyle | None:
    """Return how the land of a row is filled on the map; None for rows that are a hatch alone."""
    style, second = (STYLES.index(name) if name in STYLES else 0 for name in (row.style, row.beside))
    if row.sort in HATCHED and style:
        return _hatched(row.sort, style)
    if row.sort == "nodata":
        return AreaStyle(0, "nodata")
    if row.sort == "dependency":
        return AreaStyle(style, "dependency")
    if row.sort == "tied" or row.level == "loose":
        return AreaStyle(style, "full", mark=row.mark or "associate")
    return AreaStyle(style, row.level, hatch_style=second, mark=row.mark) if row.sort in ("group", "none") else None


def _hatched(sort: str, style: int) -> AreaStyle:
    """Return how land is filled that is hatched in the ink of a bloc: a claim lies over land of no bloc."""
    if sort == "claim":
        return AreaStyle(0, "full", claim=style + NEUTRAL)
    return AreaStyle(style, "full", "unrecognised", style) if sort == "annexed" else AreaStyle(style, "weak", "occupied", style)


@lru_cache(maxsize=128)
def _tile(theme: Theme, look: AreaStyle, side: int) -> tuple[QImage, Pixels]:
    """Return a piece of land of a look, to be repeated, and its pixels, which must live as long."""
    pixels = np.ascontiguousarray(tile_of(fill_of(theme, look), side))
    return QImage(pixels.data, side, side, side * 4, QImage.Format.Format_RGB32), pixels


def _fill(painter: QPainter, look: AreaStyle, rect: QRectF, theme: Theme) -> None:
    """Fill a rectangle with land as the map draws it."""
    if vectors := vectors_of(painter):
        vectors.fill(fill_of(theme, look), rect, painter.transform())
        return
    side = max(8, round(TILE * ratio_of(painter)))
    image, _ = _tile(theme, look, side)
    brush = QBrush(image)
    scale = TILE / side
    brush.setTransform(QTransform.fromTranslate(rect.left(), rect.top()).scale(scale, scale))
    painter.fillRect(rect, brush)


def draw_swatch(painter: QPainter, row: LegendRow, rect: QRectF, theme: Theme) -> None:
    """Draw one swatch, 30 x 16 logical px or in that proportion."""
    if row.sort == "extra":
        draw_extra_swatch(painter, rect, int(row.style), theme)
        return
    if row.parts:
        _draw_parts(painter, row, rect, theme)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if row.sort in _BY_ITSELF:
        _BY_ITSELF[row.sort](painter, rect, theme)
        painter.restore()
        return
    colours, look = theme.blocs.get(row.style), look_of(row)
    painter.setClipRect(rect)
    if look is not None:
        _fill(painter, look, rect, theme)
    else:
        painter.fillRect(rect, QColor(theme.land))
        _draw_hatch(painter, row.sort, rect, theme.ink2)
    ink = colours.ink if colours else theme.line2
    painter.setClipping(False)
    pen = QPen(QColor(ink), 1.2 if colours else 1.0)
    if row.level == "weak" and row.sort in ("group", "tied"):
        pen.setDashPattern([4 / 1.2, 2 / 1.2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)
    painter.restore()


def _draw_parts(painter: QPainter, row: LegendRow, rect: QRectF, theme: Theme) -> None:
    """Draw the swatches of rows that share one beside each other."""
    wide = (rect.width() + _BETWEEN) / len(row.parts)
    for number, part in enumerate(row.parts):
        draw_swatch(painter, part, QRectF(rect.left() + number * wide, rect.top(), wide - _BETWEEN, rect.height()), theme)


def draw_badges(painter: QPainter, badges: tuple[Badge, ...], x: float, y: float, theme: Theme) -> None:
    """Draw badges in a row from `x` on, around the height `y` (px): the fill, pattern and outline of each bloc on a halo."""
    for number, (style, level, mark) in enumerate(badges):
        rect = QRectF(x + 2 + number * (WIDTH + GAP), y - HEIGHT / 2, WIDTH, HEIGHT)
        painter.fillRect(rect.adjusted(-1, -1, 1, 1), QColor(theme.halo))
        draw_swatch(painter, LegendRow("tied" if mark else "group", "", style=style, level=level, mark=mark), rect, theme)


_LINES = {
    "occupied": (1, 6.0, 1.5, 0.55),
    "annexed": (1, 9.0, 1.0, 0.45),
    "taken": (1, 6.0, 1.5, 0.55),
    "claim": (-1, 6.0, 1.5, 0.6),
}
"""Hatch -> direction (1 falls to the right), pitch, weight, opacity."""


def _draw_hatch(painter: QPainter, name: str, rect: QRectF, ink: str) -> None:
    if name not in _LINES:
        return
    direction, pitch, weight, opacity = _LINES[name]
    colour = QColor(ink)
    colour.setAlphaF(opacity + 0.15)
    painter.setPen(QPen(colour, weight))
    step = pitch * 1.414
    x = rect.left() - rect.height()
    while x < rect.right() + rect.height():
        start, end = QPointF(x, rect.top()), QPointF(x + direction * rect.height(), rect.bottom())
        painter.drawLine(start, end)
        x += step


def _draw_curtain(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    y = rect.center().y() - 1
    painter.fillRect(QRectF(rect.left(), y - 1.5, rect.width(), 3), QColor(theme.cur))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.cur))
    for number in range(3):
        x = rect.left() + 6 + 9 * number
        painter.drawPolygon(QPolygonF([QPointF(x - 3, y + 1), QPointF(x + 3, y + 1), QPointF(x, y + 5)]))


def _draw_moved(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    tint = QColor(theme.focus)
    tint.setAlphaF(TINT)
    painter.fillRect(rect, tint)
    painter.setPen(QPen(QColor(theme.focus), 1.8))
    painter.drawRect(rect.adjusted(0.9, 0.9, -0.9, -0.9))


def _draw_shifted(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    pen = QPen(QColor(theme.focus), 1.8)
    pen.setDashPattern([6 / 1.8, 3 / 1.8])
    painter.setPen(pen)
    painter.drawRect(rect.adjusted(0.9, 0.9, -0.9, -0.9))


def _draw_eye(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw a pupil between two lids: whose view it is."""
    middle = rect.center()
    painter.setPen(QPen(QColor(theme.ink2), 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lids = QPainterPath(QPointF(middle.x() - 9, middle.y()))
    lids.quadTo(QPointF(middle.x(), middle.y() - 9), QPointF(middle.x() + 9, middle.y()))
    lids.quadTo(QPointF(middle.x(), middle.y() + 9), QPointF(middle.x() - 9, middle.y()))
    painter.drawPath(lids)
    painter.setBrush(QColor(theme.ink2))
    painter.drawEllipse(middle, 2.2, 2.2)


def _draw_named_badge(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw a stroke that stands for a name, and a badge at its right."""
    middle = rect.center().y()
    painter.setPen(QPen(QColor(theme.ink2), 1.6))
    painter.drawLine(QPointF(rect.left() + 2, middle), QPointF(rect.left() + 13, middle))
    painter.setPen(QPen(QColor(theme.ink2), 1.2))
    painter.setBrush(QColor(theme.surface3))
    painter.drawRoundedRect(QRectF(rect.left() + 16, middle - HEIGHT / 2, WIDTH, HEIGHT), 2, 2)


_BY_ITSELF: dict[str, Callable[[QPainter, QRectF, Theme], None]] = {
    "line": _draw_curtain,
    "badge": _draw_named_badge,
    "moved": _draw_moved,
    "shifted": _draw_shifted,
    "viewpoint": _draw_eye,
}
"""Rows whose swatch is no piece of land."""
