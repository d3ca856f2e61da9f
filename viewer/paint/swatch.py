"""Swatches of the legend: fill, pattern and outline as on the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from viewer.carto.badges import GAP, HEIGHT, WIDTH, Badge
from viewer.carto.legend import LegendRow
from viewer.carto.symbology import MARKS, TIED_TINT, Pattern, mix, rgb
from viewer.carto.tokens import Theme
from viewer.paint.tones import draw_extra_swatch

_PATTERNED = ("tied", "nodata", "dependency", "occupied", "annexed", "claim", "taken")
"""Sorts of rows whose pattern is not that of their bloc."""


def draw_swatch(painter: QPainter, row: LegendRow, rect: QRectF, theme: Theme) -> None:
    """Draw one swatch, 30 x 16 logical px or in that proportion."""
    if row.sort == "extra":
        draw_extra_swatch(painter, rect, int(row.style), theme)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if row.sort in _BY_ITSELF:
        _BY_ITSELF[row.sort](painter, rect, theme)
        painter.restore()
        return
    colours = theme.blocs.get(row.style)
    if colours is None:
        fill, ink = (theme.nodata, theme.line2) if row.sort == "nodata" else (theme.land, theme.line2)
    elif row.sort == "tied" or row.level == "loose":
        fill, ink = QColor(*map(round, mix(rgb(theme.land), rgb(colours.fill2), TIED_TINT))).name(), colours.ink
    else:
        fill, ink = (colours.fill if row.level == "full" else colours.fill2), colours.ink
    painter.setClipRect(rect)
    painter.fillRect(rect, QColor(fill))
    pattern = "tied" if row.level == "loose" else row.sort if row.sort in _PATTERNED else row.style
    inks = {"nodata": theme.nodataink, "occupied": theme.ink2, "annexed": theme.ink2, "claim": theme.ink2, "taken": theme.ink2}
    _draw_pattern(painter, pattern, rect, inks.get(row.sort, ink))
    mark = "associate" if row.level == "loose" else row.mark
    if mark in MARKS:
        _draw_mark(painter, MARKS[mark], rect, theme.blocs[row.beside].ink if row.beside in theme.blocs else ink)
    painter.setClipping(False)
    pen = QPen(QColor(ink), 1.2 if colours else 1.0)
    if row.level == "weak" and row.sort in ("group", "tied"):
        pen.setDashPattern([4 / 1.2, 2 / 1.2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)
    painter.restore()


def draw_badges(painter: QPainter, badges: tuple[Badge, ...], x: float, y: float, theme: Theme) -> None:
    """Draw badges in a row from `x` on, around the height `y` (px): the fill, pattern and outline of each bloc on a halo."""
    for number, (style, level, mark) in enumerate(badges):
        rect = QRectF(x + 2 + number * (WIDTH + GAP), y - HEIGHT / 2, WIDTH, HEIGHT)
        painter.fillRect(rect.adjusted(-1, -1, 1, 1), QColor(theme.halo))
        draw_swatch(painter, LegendRow("tied" if mark else "group", "", style=style, level=level, mark=mark), rect, theme)


_LINES = {
    "east": (1, 6.0, 0.7, 0.22),
    "axis": (-1, 6.0, 0.7, 0.22),
    "dependency": (-1, 8.0, 0.9, 0.30),
    "occupied": (1, 6.0, 1.5, 0.55),
    "annexed": (1, 9.0, 1.0, 0.45),
    "taken": (1, 6.0, 1.5, 0.55),
    "claim": (-1, 6.0, 1.5, 0.6),
    "moved": (-1, 8.0, 1.6, 0.5),
}
"""Pattern -> direction (1 falls to the right), pitch, weight, opacity."""


def _draw_pattern(painter: QPainter, pattern: str, rect: QRectF, ink: str) -> None:
    colour = QColor(ink)
    if pattern in _LINES:
        direction, pitch, weight, opacity = _LINES[pattern]
        colour.setAlphaF(opacity + 0.15)
        painter.setPen(QPen(colour, weight))
        step = pitch * 1.414
        x = rect.left() - rect.height()
        while x < rect.right() + rect.height():
            start, end = QPointF(x, rect.top()), QPointF(x + direction * rect.height(), rect.bottom())
            painter.drawLine(start, end)
            x += step
    elif pattern == "china":
        colour.setAlphaF(0.4)
        painter.setPen(QPen(colour, 0.8))
        for dy in (4.0, 9.0, 14.0):
            painter.drawLine(QPointF(rect.left(), rect.top() + dy), QPointF(rect.right(), rect.top() + dy))
    elif pattern == "nonaligned":
        colour.setAlphaF(0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for row in range(4):
            for column in range(6):
                painter.drawEllipse(QPointF(rect.left() + 3 + 7 * column - 3.5 * (row % 2), rect.top() + 2 + 4 * row), 0.85, 0.85)
    elif pattern == "nodata":
        painter.setPen(QPen(colour, 0.9))
        for number in range(3):
            x, y = rect.left() + 5.5 + 10 * number, rect.center().y()
            painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
            painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))


def _draw_mark(painter: QPainter, pattern: Pattern, rect: QRectF, ink: str) -> None:
    """Draw the upright lines, or the grid, of a tie or of a second bloc."""
    colour = QColor(ink)
    colour.setAlphaF(min(pattern.opacity + 0.15, 1.0))
    painter.setPen(QPen(colour, pattern.weight))
    x = rect.left() + 3.5
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        x += pattern.pitch
    y = rect.top() + 4.5
    while pattern.shape == "grid" and y < rect.bottom():
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        y += pattern.pitch


def _draw_curtain(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    y = rect.center().y() - 1
    painter.fillRect(QRectF(rect.left(), y - 1.5, rect.width(), 3), QColor(theme.cur))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.cur))
    for number in range(3):
        x = rect.left() + 6 + 9 * number
        painter.drawPolygon(QPolygonF([QPointF(x - 3, y + 1), QPointF(x + 3, y + 1), QPointF(x, y + 5)]))


def _draw_moved(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setClipRect(rect)
    _draw_pattern(painter, "moved", rect, theme.focus)
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


_BY_ITSELF: dict[str, Callable[[QPainter, QRectF, Theme], None]] = {
    "line": _draw_curtain,
    "moved": _draw_moved,
    "shifted": _draw_shifted,
    "viewpoint": _draw_eye,
}
"""Rows whose swatch is no piece of land."""
