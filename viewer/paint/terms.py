"""The rows of the timeline that change with the day: periods, and the terms of offices; the present ones stand out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.carto.chronicle import Bar, Chronicle
from viewer.carto.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.paint.type import font, text_width


def _draw_bar_text(painter: QPainter, bar: Bar, left: float, right: float, top: float, height: float, ink: str, size: float) -> None:
    room = right - left - 8
    bold = bar.current
    if text_width(bar.label, size, bold=bold) > room:
        if not bold or text_width(bar.label, 9, bold=True) > room:
            return
        size = 9
    painter.setFont(font(size, bold=bold))
    painter.setPen(QColor(ink))
    painter.drawText(QRectF(left, top, right - left, height), Qt.AlignmentFlag.AlignCenter, bar.label)


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
        left = max(bar.left + bar.rise, scale.left)
        right = min(bar.right - bar.fall, scale.left + scale.width)
        if right - left < text_width(bar.label, 11, bold=bar.current) + 8:
            left, right = max(bar.left + bar.rise / 2, scale.left), min(bar.right - bar.fall / 2, scale.left + scale.width)
        _draw_bar_text(painter, bar, left, right, top, 17.5, theme.ink, 11)
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
            _draw_bar_text(painter, bar, bar.left, bar.right, top - 1, 13, theme.ink if bar.current else theme.ink2, 10.5)
