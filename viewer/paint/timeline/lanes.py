"""Bars in lanes as pixels: wars, crises, talks, treaties. What is in doubt fades or is dashed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen

from viewer.carto.timeline.lanes import NAME, LaneBar
from viewer.carto.tokens import Theme
from viewer.paint.type import elided, font, text_width

PITCH = 10.0
"""Height of a lane (px)."""
_FAMILIES = {"war": "force", "crisis": "crisis", "talks": "diplomacy"}
_NAME = 10.0
_LONGEST_INSIDE = 340.0


def draw_lanes(painter: QPainter, bars: Iterable[LaneBar], theme: Theme, top: float) -> None:
    """Draw bars in lanes below `top` (px)."""
    for bar in bars:
        y = top + 2 + PITCH * bar.lane
        if bar.sort == "treaty":
            _draw_treaty(painter, bar, theme, y)
        else:
            _draw_span(painter, bar, theme, y)
        if bar.label:
            _draw_name(painter, bar, theme, y)


def _fading(bar: LaneBar, colour: str) -> QBrush:
    """A colour that fades over the doubt at the ends of a bar."""
    solid, clear = QColor(colour), QColor(colour)
    if bar.rise < 1 and bar.fall < 1:
        return QBrush(solid)
    clear.setAlphaF(0.0)
    width = max(bar.right - bar.left, 1.0)
    begins, ends = min(bar.rise / width, 1.0), 1.0 - min(bar.fall / width, 1.0)
    gradient = QLinearGradient(bar.left, 0, bar.right, 0)
    if bar.rise >= 1:
        gradient.setColorAt(0.0, clear)
    gradient.setColorAt(min(begins, ends), solid)
    gradient.setColorAt(max(begins, ends), solid)
    if bar.fall >= 1:
        gradient.setColorAt(1.0, clear)
    return QBrush(gradient)


def _pen(brush: QBrush, width: float, *, sure: bool) -> QPen:
    pen = QPen(brush, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if not sure:
        pen.setDashPattern([3.0 / width, 2.2 / width])
    return pen


def _draw_span(painter: QPainter, bar: LaneBar, theme: Theme, y: float) -> None:
    """War and crisis are solid, talks are hollow; dashed where the dates are doubted."""
    brush = _fading(bar, theme.families[_FAMILIES.get(bar.sort, "force")])
    if bar.sort != "talks":
        painter.setPen(_pen(brush, 4.0, sure=bar.sure))
        painter.drawLine(QPointF(bar.left, y + 2), QPointF(bar.right, y + 2))
        return
    painter.setPen(_pen(brush, 1.2, sure=bar.sure))
    painter.setBrush(QColor(theme.surface))
    left, right = bar.left, bar.right
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.drawLine(QPointF(left, y + 4.6), QPointF(right, y + 4.6))
    if bar.rise < 1:
        painter.drawLine(QPointF(left, y), QPointF(left, y + 4.6))
    if bar.fall < 1:
        painter.drawLine(QPointF(right, y), QPointF(right, y + 4.6))


def _draw_treaty(painter: QPainter, bar: LaneBar, theme: Theme, y: float) -> None:
    """A dot at the signing, dashed until in force, a line while it holds, a bar across its end where that is known."""
    y += 2.5
    brush = _fading(bar, theme.ink2)
    force = bar.left + bar.lead
    if bar.lead > 1:
        painter.setPen(_pen(brush, 1.2, sure=False))
        painter.drawLine(QPointF(bar.left, y), QPointF(force, y))
    painter.setPen(_pen(brush, 1.6, sure=bar.sure))
    painter.drawLine(QPointF(force, y), QPointF(bar.right, y))
    if bar.fall < 1:
        painter.drawLine(QPointF(bar.right, y - 3), QPointF(bar.right, y + 3))
    painter.setPen(QPen(QColor(theme.ink2), 1.2))
    painter.setBrush(QColor(theme.surface if bar.lead > 1 or not bar.sure else theme.ink2))
    painter.drawEllipse(QPointF(bar.left, y), 2.2, 2.2)


def _name_left(bar: LaneBar) -> float:
    return bar.left + 14 if bar.inside else bar.right + 4


def _told(bar: LaneBar) -> str:
    """The name of a bar, as much of it as has room."""
    return elided(bar.label, _NAME, min(_LONGEST_INSIDE, max(NAME, bar.right - bar.left - 60)) if bar.inside else bar.room)


def name_boxes(bars: Iterable[LaneBar], top: float) -> Iterator[tuple[float, float, float, float]]:
    """Give left, right, top and bottom (px) of the names in lanes below `top`."""
    for bar in bars:
        if bar.label:
            left, y = _name_left(bar), top + 2 + PITCH * bar.lane
            yield left, left + text_width(_told(bar), _NAME), y - 3, y + 7


def _draw_name(painter: QPainter, bar: LaneBar, theme: Theme, y: float) -> None:
    """Write the name after the bar, or within it on paper of its own."""
    painter.setFont(font(_NAME))
    words = _told(bar)
    at = _name_left(bar)
    if bar.inside:
        painter.fillRect(QRectF(at - 4, y - 2, text_width(words, _NAME) + 8, 9), QColor(theme.surface))
    painter.setPen(QColor(theme.ink2))
    painter.drawText(QPointF(at, y + 6), words)
