"""A series as pixels: an ink line with a casing of paper, open dots, its name at its start, its own scale at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.carto.timeline.series import Dot, SeriesPlot
from viewer.carto.tokens import Theme
from viewer.paint.overlay.scalebar import halo_text
from viewer.paint.type import elided, text_width

_NAME = 11.0
_LONG_SPAN = 9.0
"""A number that holds for more than so many px is drawn with a line over its time."""


def draw_series(painter: QPainter, plot: SeriesPlot, frame: QRectF, theme: Theme, *, name: bool = True) -> None:
    """Draw a series over a frame (px); nought is its lower edge where no number is less."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(frame.adjusted(0, -8, 0, 4))
    points = [QPointF(dot.x, _y(dot.share, frame)) for dot in plot.dots]
    for ink, width in ((theme.surface, 4.0), (theme.ink, 1.6)):
        pen = QPen(QColor(ink), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        for dot, point in zip(plot.dots, points, strict=True):
            if dot.right - dot.left > _LONG_SPAN:
                painter.drawLine(QPointF(dot.left, point.y()), QPointF(dot.right, point.y()))
    painter.setPen(QPen(QColor(theme.ink), 1.6))
    painter.setBrush(QColor(theme.surface))
    for point in points:
        painter.drawEllipse(point, 2.6, 2.6)
    painter.restore()
    _draw_scale(painter, plot, frame, theme)
    if name:
        _draw_name(painter, plot, points, frame, theme)


def draw_values(painter: QPainter, dots: Sequence[Dot], frame: QRectF, theme: Theme) -> None:
    """Write the numbers over their dots, leaving out those that would touch one that is written."""
    taken: list[QRectF] = []
    for dot in sorted(dots, key=lambda dot: -dot.share):
        wide = text_width(dot.value, 10.5)
        left = min(max(dot.x - wide / 2, frame.left()), frame.right() - wide)
        box = QRectF(left - 3, _y(dot.share, frame) - 19, wide + 6, 15)
        if not any(box.intersects(other) for other in taken):
            taken.append(box)
            halo_text(painter, QPointF(left, box.bottom() - 3), dot.value, 10.5, theme, ink=theme.ink)


def _y(share: float, frame: QRectF) -> float:
    return frame.bottom() - share * frame.height()


def _draw_scale(painter: QPainter, plot: SeriesPlot, frame: QRectF, theme: Theme) -> None:
    for share, words in plot.marks[1:]:
        y = _y(share, frame)
        painter.setPen(QPen(QColor(theme.ink2), 1))
        painter.drawLine(QPointF(frame.right() - 4, y), QPointF(frame.right(), y))
        halo_text(painter, QPointF(frame.right() - 7, y + 4), words, 10, theme, right=True)


def _draw_name(painter: QPainter, plot: SeriesPlot, points: Sequence[QPointF], frame: QRectF, theme: Theme) -> None:
    """Write the name left of the first dot in view; where there is no room, right of the last; else above the first."""
    seen = [point for point in points if frame.left() <= point.x() <= frame.right()]
    if not seen:
        return
    before, after = seen[0].x() - 8 - frame.left(), frame.right() - 90 - seen[-1].x()
    wide = text_width(plot.name, _NAME)
    if wide <= before:
        halo_text(painter, QPointF(seen[0].x() - 8, seen[0].y() + 4), plot.name, _NAME, theme, right=True, ink=theme.ink)
    elif wide <= after or after > before:
        halo_text(painter, QPointF(seen[-1].x() + 8, seen[-1].y() + 4), elided(plot.name, _NAME, after), _NAME, theme, ink=theme.ink)
    else:
        words = elided(plot.name, _NAME, before)
        halo_text(painter, QPointF(seen[0].x() - 8, seen[0].y() + 4), words, _NAME, theme, right=True, ink=theme.ink)
