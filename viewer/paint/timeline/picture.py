"""The timeline's rows as pixels. Decides nothing: places and words come from the Chronicle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from viewer.carto.timeline.chronicle import Chronicle
from viewer.carto.timeline.day_cards import CAPTION_SIZE, TITLE_SIZE, Worded, worded
from viewer.carto.timeline.era_schemes import ticks_of
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.timeline.axis import draw_axis, draw_columns, draw_grid
from viewer.paint.timeline.land_lane import draw_land
from viewer.paint.timeline.lanes import draw_lanes
from viewer.paint.timeline.overview import draw_overview
from viewer.paint.timeline.own_marks import draw_marks
from viewer.paint.timeline.pens import line
from viewer.paint.timeline.pills import draw_pills, lifted, pills
from viewer.paint.timeline.rows import CARD, Rows
from viewer.paint.timeline.series import draw_series
from viewer.paint.timeline.spared import boxes_of
from viewer.paint.timeline.terms import draw_eras, draw_offices
from viewer.paint.type import elided, font, text_width

ROWS = ("changes", "eras", "spans", "treaties", "events", "land")
"""Rows that are named beside them."""
_LOW, _TALL = 3.0, 10.0
"""Height of a mark of change: where one land changes, where very many do (px)."""
_FLAT = 12.0
"""Height of arcs where titles of single events stand over the axis (px)."""
_NAMES_APART = 12.0
"""Px from the name of a row to the one below, where these are lower than words."""


def draw_rows(
    painter: QPainter, chronicle: Chronicle, scale: TimeScale, view: View, theme: Theme, rows: Rows, names: dict[str, str], glyphs: Glyphs
) -> None:
    """Draw all rows but thumb and window. `names` gives the words beside the rows, by ROWS."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ticks = ticks_of(scale, view)
    draw_grid(painter, scale, ticks, theme, rows, boxes_of(chronicle, scale, rows))
    if not rows.folded:
        _draw_changes(painter, chronicle, theme, rows)
        if not rows.days:
            draw_eras(painter, chronicle, scale, theme, rows)
            draw_offices(painter, chronicle, theme, rows.office)
        draw_lanes(painter, chronicle.spans, theme, rows.spans)
        if rows.treaties:
            draw_lanes(painter, chronicle.treaties, theme, rows.pacts)
        if chronicle.overview:
            draw_overview(painter, chronicle.overview, scale, theme, rows.overview)
        _draw_row_names(painter, chronicle, scale, theme, rows, names)
    if chronicle.cards:
        _draw_cards(painter, chronicle, scale, theme, rows, view, glyphs)
        draw_marks(painter, chronicle, rows.axis, theme)
    else:
        draw_columns(painter, chronicle, scale, theme, rows)
    if chronicle.land and rows.lane:
        lane = QRectF(scale.left, rows.land, scale.width, rows.lane - 12)
        draw_land(painter, chronicle.land, scale, lane, theme, view.language)
    if chronicle.series:
        tall = rows.axis - rows.bars
        draw_series(painter, chronicle.series, QRectF(scale.left, rows.bars + tall * 0.12, scale.width, tall * 0.8), theme)
    draw_axis(painter, scale, ticks, theme, rows)
    draw_pills(painter, pills(chronicle, scale, rows), theme)


def draw_ties_in_time(
    painter: QPainter, ties: Sequence[tuple[float, float, bool]], theme: Theme, rows: Rows, seen: tuple[float, float] | None = None
) -> None:
    """Draw dashed arcs over the axis from the selected event to its causes and effects, a dot at each effect.

    Where only what lies between two x (px) is `seen`, the others are left out.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    highest = _FLAT if rows.days else rows.axis - rows.bars - 6
    for start, end, forward in ties:
        if seen is not None and not (min(start, end) - 4 <= seen[1] and max(start, end) + 4 >= seen[0]):
            continue
        rise = min(highest, 8 + abs(end - start) * 0.12)
        path = QPainterPath(QPointF(start, rows.axis))
        path.quadTo(QPointF((start + end) / 2, rows.axis - 2 * rise), QPointF(end, rows.axis))
        painter.setPen(line(theme.ink, 1.3, 5, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if forward:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.ink))
            painter.drawEllipse(QPointF(end, rows.axis), 2.6, 2.6)


def draw_terms(painter: QPainter, chronicle: Chronicle, scale: TimeScale, view: View, theme: Theme, rows: Rows) -> None:
    """Draw the rows of eras and terms anew over those of another day; all else that `draw_rows` draws stays."""
    room = QRectF(scale.left, rows.eras, rows.width - scale.left, rows.spans - 3 - rows.eras)
    painter.setClipRect(room)
    painter.fillRect(room, QColor(theme.surface))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_grid(painter, scale, ticks_of(scale, view), theme, rows, boxes_of(chronicle, scale, rows))
    if not rows.folded and not rows.days:
        draw_eras(painter, chronicle, scale, theme, rows)
        draw_offices(painter, chronicle, theme, rows.office)
    draw_pills(painter, pills(chronicle, scale, rows), theme)


def _draw_changes(painter: QPainter, chronicle: Chronicle, theme: Theme, rows: Rows) -> None:
    painter.setPen(line(theme.ink2, 1.2))
    top = rows.changes + 2
    shares = chronicle.border_shares
    for at, x in enumerate(chronicle.border_ticks):
        tall = _LOW + (_TALL - _LOW) * (shares[at] if at < len(shares) else 1.0)
        painter.drawLine(QPointF(x, top + _TALL - tall), QPointF(x, top + _TALL))
    painter.setPen(line(theme.ink, 1.2))
    painter.setBrush(QColor(theme.surface))
    last = -100.0
    for x in chronicle.bloc_ticks:
        if x - last < 13:  # lozenges that would hide each other are one
            continue
        last = x
        y = top + 4.5
        painter.drawPolygon(QPolygonF([QPointF(x, y - 5.5), QPointF(x + 4.5, y), QPointF(x, y + 5.5), QPointF(x - 4.5, y)]))


def _draw_cards(painter: QPainter, chronicle: Chronicle, scale: TimeScale, theme: Theme, rows: Rows, view: View, glyphs: Glyphs) -> None:
    for each in worded(chronicle.cards, rows.card_lanes, scale):
        _draw_card(painter, each, theme, rows.bars + CARD * each.card.lane + 16, glyphs, chosen=each.card.event == view.selected)


def _draw_card(painter: QPainter, each: Worded, theme: Theme, y: float, glyphs: Glyphs, *, chosen: bool) -> None:
    """A disc with its title and place beside it; what is known only to some days has a dashed line over them."""
    card = each.card
    x, family = card.x + 16, theme.families[card.family]
    if card.right - card.x > CARD:
        painter.setPen(line(family, 1.2, 3, 2.2))
        painter.drawLine(QPointF(x, y + 14.5), QPointF(card.right, y + 14.5))
    if chosen:
        painter.setPen(line(theme.focus, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 15.5, 15.5)
    painter.setPen(line(family, 1.6) if card.certain else line(family, 1.6, 3, 2.2))
    painter.setBrush(QColor(family if chosen else theme.surface))
    painter.drawEllipse(QPointF(x, y), 11.5, 11.5)
    glyph = glyphs.image(card.icon, theme.surface if chosen else family, 14, stroke=2.1, dpr=painter.device().devicePixelRatio())
    painter.drawImage(QPointF(x - 7, y - 7), glyph)
    for words, size, ink, at, bold in (
        (card.title, TITLE_SIZE, theme.ink, y - 1, chosen),
        (card.caption, CAPTION_SIZE, theme.ink3, y + 12, False),
    ):
        told = elided(words, size, each.right - each.left, bold=bold)
        painter.setPen(QColor(ink))
        painter.setFont(font(size, bold=bold))
        painter.drawText(QPointF(each.right - text_width(told, size, bold=bold) if card.before else each.left, at), told)


def _draw_row_names(painter: QPainter, chronicle: Chronicle, scale: TimeScale, theme: Theme, rows: Rows, names: dict[str, str]) -> None:
    painter.setFont(font(11))
    painter.setPen(QColor(theme.ink3))
    lines = [(rows.changes, names["changes"]), (rows.spans - 3 - lifted(chronicle, rows, 0), names["spans"])]
    if not rows.days:
        lines.append((rows.eras + 2, names["eras"]))
        lines += [(rows.office + 16 * number, name) for number, (name, _) in enumerate(chronicle.offices)]
    lines.append((rows.bars, names["events"]))
    if rows.lane:
        lines.append((rows.land - 1, names["land"]))
    if rows.treaties:
        lines.append((rows.pacts - 3 - lifted(chronicle, rows, 1), names["treaties"]))
    at = -_NAMES_APART
    for top, name in sorted(lines):
        at = max(top, at + _NAMES_APART)
        rect = QRectF(0, at - 1, scale.left - 8, 15)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, elided(name, 11, scale.left - 10))
