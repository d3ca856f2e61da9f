"""The rows of the timeline that change with the day: periods, and the terms of offices; the present ones stand out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.carto.chronicle import Bar, Chronicle
from viewer.carto.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.paint.type import font, text_width

_ERA, _TERM = 11.0, 10.5
"""Sizes of letters (px)."""
_OVER = 0.55
"""So much of a slanted end lies over or under the letters of a name, which it would cross."""


def _size(bar: Bar, room: float, size: float) -> float:
    """The size in which the name of a bar fits some px: the present one may be smaller; 0 where it fits in none."""
    if text_width(bar.label, size, bold=bar.current) <= room - 8:
        return size
    return 9.0 if bar.current and text_width(bar.label, 9, bold=True) <= room - 8 else 0.0


def _draw_bar_text(painter: QPainter, bar: Bar, left: float, right: float, top: float, height: float, ink: str, size: float) -> None:
    if not (fitting := _size(bar, right - left, size)):
        return
    painter.setFont(font(fitting, bold=bar.current))
    painter.setPen(QColor(ink))
    painter.drawText(QRectF(left, top, right - left, height), Qt.AlignmentFlag.AlignCenter, bar.label)


def _era_room(bar: Bar, scale: TimeScale) -> tuple[float, float]:
    """From where to where (px) the name of an era may stand: between its slanted ends, or beside their middle where it is short."""
    left = max(bar.left + bar.rise, scale.left)
    right = min(bar.right - bar.fall, scale.left + scale.width)
    if right - left < text_width(bar.label, _ERA, bold=bar.current) + 8:
        left = max(bar.left + bar.rise * _OVER - 2, scale.left)
        return left, min(bar.right - bar.fall * _OVER + 2, scale.left + scale.width)
    return left, right


def words_at(chronicle: Chronicle, scale: TimeScale, tops: tuple[float, float], x: float, clear: float) -> Iterator[tuple[float, float]]:
    """Give top and bottom (px) of the names that an upright line at `x` crosses; `tops` of the eras and of the first office."""
    lines = [(tops[0] + 0.5, 18.0, _ERA, [(bar, *_era_room(bar, scale)) for bar in chronicle.eras if bar.left <= x <= bar.right])]
    for row, (_, bars) in enumerate(chronicle.offices):
        here = [(bar, bar.left, bar.right) for bar in bars if bar.left <= x <= bar.right]
        lines.append((tops[1] + 16 * row, 12.0, _TERM, here))
    for top, tall, size, named in lines:
        for bar, left, right in named:
            fitting = _size(bar, right - left, size)
            if fitting and abs(x - (left + right) / 2) < text_width(bar.label, fitting, bold=bar.current) / 2 + clear:
                yield top, top + tall


def draw_eras(painter: QPainter, chronicle: Chronicle, scale: TimeScale, theme: Theme, row: float) -> None:
    """Draw the periods of the chosen scheme from `row` (px) down."""
    painter.save()
    painter.setClipRect(QRectF(scale.left, row, scale.width, 19))
    top, bottom = row + 0.5, row + 18
    for number, bar in enumerate(chronicle.eras):
        painter.setPen(QPen(QColor(theme.line2), 0.8))
        painter.setBrush(QColor(theme.surface3 if number % 2 else theme.surface2))
        corners = [
            QPointF(bar.left, bottom),
            QPointF(bar.left + bar.rise, top),
            QPointF(bar.right, top),
            QPointF(bar.right - bar.fall, bottom),
        ]
        painter.drawPolygon(QPolygonF(corners))
    for bar in chronicle.eras:
        _draw_bar_text(painter, bar, *_era_room(bar, scale), top, 17.5, theme.ink, _ERA)
    painter.restore()


def draw_offices(painter: QPainter, chronicle: Chronicle, theme: Theme, first: float) -> None:
    """Draw a row of terms for each office, from `first` (px) down."""
    for row, (_, bars) in enumerate(chronicle.offices):
        top = first + 16 * row
        for bar in bars:
            rect = QRectF(bar.left, top, max(bar.right - bar.left - 1, 0.5), 13)
            painter.fillRect(rect, QColor(theme.surface3))
            if bar.current:
                painter.fillRect(QRectF(rect.left(), top + 12, rect.width(), 2.5), QColor(theme.ink))
            _draw_bar_text(painter, bar, bar.left, bar.right, top - 1, 13, theme.ink if bar.current else theme.ink2, _TERM)
