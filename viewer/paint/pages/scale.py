"""The scale bar of a page with the projection in words: outside of its map, so that no land is veiled."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from viewer.carto.projections.scalebar import projection_words, scale_bar
from viewer.carto.tokens import Theme
from viewer.paint.overlay.scalebar import draw_scale_bar, overhang
from viewer.paint.pages.layout import Page, Sheet
from viewer.paint.type import elided, font, text_width

_SIZE = 10.5
_LINE, _BLOCK = 27.0, 17.0
"""Px from the top of the bar's place to its lower edge, and from there to the words below it."""
_BETWEEN = 22.0
"""Px between the words and a bar at their right."""


def paint_scale(painter: QPainter, page: Page, sheet: Sheet, theme: Theme) -> None:
    """Draw the scale bar where a sheet has its place, with the projection in words: at its left, or below it."""
    if sheet.bar is None:
        return
    right, top, block = sheet.bar
    bar, words = scale_bar(page.view), projection_words(page.view, page.say)
    left = right - bar.width - overhang(bar)
    draw_scale_bar(painter, bar, left, top + _LINE, theme)
    painter.setPen(QColor(theme.ink2))
    painter.setFont(font(_SIZE))
    end, y, room = (right, top + _LINE + _BLOCK, sheet.notes[1]) if block else (left - _BETWEEN, top + _LINE, left - _BETWEEN - sheet.edge)
    words = elided(words, _SIZE, room) if room > 0 else words
    painter.drawText(QPointF(end - text_width(words, _SIZE), y), words)
