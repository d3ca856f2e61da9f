"""The rows of the timeline that change with the day: periods, and the terms of offices; the present ones stand out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.carto.timeline.chronicle import Bar, Chronicle
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.paint.timeline.rows import ERA, LOW_ERA, Rows
from viewer.paint.type import font, text_width

_ERA, _LOW_NAME, _TERM = 11.0, 10.0, 10.5
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


def _era_size(rows: Rows) -> tuple[float, float]:
    """Height of a lane of eras, and the size of their names (px)."""
    return (LOW_ERA, _LOW_NAME) if rows.era_lanes > 1 else (ERA, _ERA)


def _era_room(bar: Bar, scale: TimeScale, size: float) -> tuple[float, float]:
    """From where to where (px) the name of an era may stand: between its slanted ends, or beside their middle where it is short."""
    left = max(bar.left + bar.rise, scale.left)
    right = min(bar.right - bar.fall, scale.left + scale.width)
    if right - left < text_width(bar.label, size, bold=bar.current) + 8:
        left = max(bar.left + bar.rise * _OVER - 2, scale.left)
        return left, min(bar.right - bar.fall * _OVER + 2, scale.left + scale.width)
    return left, right


def term_boxes(chronicle: Chronicle, scale: TimeScale, rows: Rows) -> Iterator[tuple[float, float, float, float]]:
    """Give left, right, top and bottom (px) of the names of eras and terms that are drawn."""
    tall, size = _era_size(rows)
    named = [(bar, _era_room(bar, scale, size), size, rows.eras + 0.5 + tall * bar.lane, tall) for bar in chronicle.eras]
    for row, (_, bars) in enumerate(chronicle.offices):
        named += [(bar, (bar.left, bar.right), _TERM, rows.office + 16 * row, 12.0) for bar in bars]
    for bar, (left, right), wanted, top, high in named:
        if fitting := _size(bar, right - left, wanted):
            half = text_width(bar.label, fitting, bold=bar.current) / 2
            yield (left + right) / 2 - half, (left + right) / 2 + half, top, top + high


def draw_eras(painter: QPainter, chronicle: Chronicle, scale: TimeScale, theme: Theme, rows: Rows) -> None:
    """Draw the periods of the chosen scheme, in lanes where some are at the same time."""
    tall, size = _era_size(rows)
    painter.save()
    painter.setClipRect(QRectF(scale.left, rows.eras, scale.width, tall * rows.era_lanes + 1))
    for number, bar in enumerate(chronicle.eras):
        painter.setPen(QPen(QColor(theme.line2), 0.8))
        painter.setBrush(QColor(theme.surface3 if number % 2 else theme.surface2))
        top = rows.eras + 0.5 + tall * bar.lane
        bottom = top + tall - (0.5 if rows.era_lanes == 1 else 1.5)
        corners = [
            QPointF(bar.left, bottom),
            QPointF(bar.left + bar.rise, top),
            QPointF(bar.right, top),
            QPointF(bar.right - bar.fall, bottom),
        ]
        painter.drawPolygon(QPolygonF(corners))
    for bar in chronicle.eras:
        top = rows.eras + 0.5 + tall * bar.lane
        _draw_bar_text(painter, bar, *_era_room(bar, scale, size), top, tall - 0.5 * (1 + (rows.era_lanes > 1)), theme.ink, size)
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
