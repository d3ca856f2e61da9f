"""The timeline's rows as pixels. Decides nothing: places and words come from the Chronicle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from viewer.carto.chronicle import Chronicle, DayCard
from viewer.carto.dates import day_text, weekday
from viewer.carto.timescale import Tick, TimeScale
from viewer.carto.tokens import FAMILIES, Theme
from viewer.carto.view import View
from viewer.model.civil import week_day
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.paint.brought import draw_marks, draw_on_top
from viewer.paint.glyphs import Glyphs
from viewer.paint.land_lane import draw_land
from viewer.paint.lanes import draw_lanes
from viewer.paint.overview import draw_overview
from viewer.paint.pills import draw_pills, lifted, pills
from viewer.paint.series import draw_series
from viewer.paint.spared import gaps_at, pieces
from viewer.paint.terms import draw_eras, draw_offices
from viewer.paint.timeline_rows import CARD, Rows
from viewer.paint.type import elided, font, text_width

ROWS = ("changes", "eras", "spans", "treaties", "events", "land")
"""Rows that are named beside them."""
_SATURDAY = 5
_FIGURE = 11.0
"""Px that a figure beside the histogram needs under the one above it."""
_NAMES_APART = 12.0
"""Px from the name of a row to the one below, where these are lower than words."""
_TITLE = 320.0
"""The longest title of a single event where no other stands beside it (px)."""


def draw_rows(
    painter: QPainter, chronicle: Chronicle, scale: TimeScale, view: View, theme: Theme, rows: Rows, names: dict[str, str], glyphs: Glyphs
) -> None:
    """Draw all rows but thumb and window. `names` gives the words beside the rows, by ROWS."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ticks = scale.ticks(view.language)
    _draw_grid(painter, scale, ticks, theme, rows)
    if not rows.folded:
        _draw_changes(painter, chronicle, theme, rows)
        if not rows.days:
            draw_eras(painter, chronicle, scale, theme, rows.eras)
            draw_offices(painter, chronicle, theme, rows.office)
        draw_lanes(painter, chronicle.spans, theme, rows.spans)
        if rows.treaties:
            draw_lanes(painter, chronicle.treaties, theme, rows.pacts)
        if chronicle.overview:
            draw_overview(painter, chronicle.overview, scale, theme, rows.overview)
        _draw_row_names(painter, chronicle, scale, theme, rows, names)
    if chronicle.cards:
        _draw_cards(painter, chronicle, theme, rows, view, glyphs)
        draw_marks(painter, chronicle, rows.axis, theme)
    else:
        _draw_columns(painter, chronicle, scale, theme, rows)
    if chronicle.land and rows.lane:
        lane = QRectF(scale.left, rows.land, scale.width, rows.lane - 12)
        draw_land(painter, chronicle.land, scale, lane, theme, view.language)
    if chronicle.series:
        tall = rows.axis - rows.bars
        draw_series(painter, chronicle.series, QRectF(scale.left, rows.bars + tall * 0.12, scale.width, tall * 0.8), theme)
    _draw_axis(painter, scale, ticks, theme, rows)
    draw_pills(painter, pills(chronicle, scale, rows), theme)


def draw_ties_in_time(
    painter: QPainter, ties: Sequence[tuple[float, float, bool]], theme: Theme, rows: Rows, seen: tuple[float, float] | None = None
) -> None:
    """Draw dashed arcs over the axis from the selected event to its causes and effects, a dot at each effect.

    Where only what lies between two x (px) is `seen`, the others are left out.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    highest = rows.axis - rows.bars - 6
    for start, end, forward in ties:
        if seen is not None and not (min(start, end) - 4 <= seen[1] and max(start, end) + 4 >= seen[0]):
            continue
        rise = min(highest, 8 + abs(end - start) * 0.12)
        path = QPainterPath(QPointF(start, rows.axis))
        path.quadTo(QPointF((start + end) / 2, rows.axis - 2 * rise), QPointF(end, rows.axis))
        painter.setPen(_pen(theme.ink, 1.3, 5, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if forward:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.ink))
            painter.drawEllipse(QPointF(end, rows.axis), 2.6, 2.6)


def draw_thumb(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Chronicle | None = None) -> None:
    """Draw the time window with its handles and the thumb with its flag: what moves while scrubbing. No line crosses words `under` it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_window(painter, scale, view, theme, rows, under)
    _draw_thumb(painter, scale, view, theme, rows, under)


def _head(rows: Rows) -> float:
    """Where time window and thumb begin: under the buttons, which would have to be painted with them."""
    return rows.bars - 4 if rows.folded else rows.changes - 2


def thumb_box(scale: TimeScale, view: View, rows: Rows) -> QRect:
    """Return the px within which `draw_thumb` draws for a View."""
    x = scale.x_of(view.instant)
    half = text_width(day_text(view.instant, view.language), 11.5, bold=True) + 18
    first, end = (scale.x_of(day) for day in view.window)
    right = max(x + half, min(end, rows.width), scale.x_of(view.instant + 1)) + 8
    left = min(x, rows.width, max(first, 0.0)) - 8
    left = min(left, x - half, rows.width - half)
    top = _head(rows) - 1
    return QRectF(left, top, right - left, rows.height - top).toAlignedRect()


def _pen(colour: str, width: float, *dashes: float) -> QPen:
    pen = QPen(QColor(colour), width)
    if dashes:
        pen.setDashPattern([dash / width for dash in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def draw_terms(painter: QPainter, chronicle: Chronicle, scale: TimeScale, view: View, theme: Theme, rows: Rows) -> None:
    """Draw the rows of eras and terms anew over those of another day; all else that `draw_rows` draws stays."""
    room = QRectF(scale.left, rows.eras, rows.width - scale.left, rows.spans - 3 - rows.eras)
    painter.setClipRect(room)
    painter.fillRect(room, QColor(theme.surface))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_grid(painter, scale, scale.ticks(view.language), theme, rows)
    if not rows.folded and not rows.days:
        draw_eras(painter, chronicle, scale, theme, rows.eras)
        draw_offices(painter, chronicle, theme, rows.office)
    draw_pills(painter, pills(chronicle, scale, rows), theme)


def _draw_grid(painter: QPainter, scale: TimeScale, ticks: list[Tick], theme: Theme, rows: Rows) -> None:
    top = rows.bars if rows.folded else rows.changes
    for tick in ticks if rows.days else ():
        left, right = max(scale.x_of(tick.day), scale.left), min(scale.x_of(tick.day + 1), scale.left + scale.width)
        if tick.centred and left < right and week_day(int(tick.day)) >= _SATURDAY:
            painter.fillRect(QRectF(left, top, right - left, rows.axis - top), QColor(theme.surface2))
    painter.setPen(_pen(theme.line, 1))
    for tick in ticks:
        x = scale.x_of(tick.day)
        if tick.major and scale.left <= x <= scale.left + scale.width:
            painter.drawLine(QPointF(round(x) + 0.5, top), QPointF(round(x) + 0.5, rows.axis))


def _draw_changes(painter: QPainter, chronicle: Chronicle, theme: Theme, rows: Rows) -> None:
    painter.setPen(_pen(theme.ink2, 1.2))
    top = rows.changes + 2
    for x in chronicle.border_ticks:
        painter.drawLine(QPointF(x, top), QPointF(x, top + 9))
    painter.setPen(_pen(theme.ink, 1.2))
    painter.setBrush(QColor(theme.surface))
    last = -100.0
    for x in chronicle.bloc_ticks:
        if x - last < 13:  # lozenges that would hide each other are one
            continue
        last = x
        y = top + 4.5
        painter.drawPolygon(QPolygonF([QPointF(x, y - 5.5), QPointF(x + 4.5, y), QPointF(x, y + 5.5), QPointF(x - 4.5, y)]))


def _draw_columns(painter: QPainter, chronicle: Chronicle, scale: TimeScale, theme: Theme, rows: Rows) -> None:
    height = rows.axis - rows.bars - 2
    peak = max(12, round(chronicle.highest * 1.12))
    painter.setFont(font(10))
    above = -_FIGURE
    for guide in (80, 40, 20, 10):
        y = rows.axis - height * guide / peak
        wanted = guide <= peak and y > rows.bars + (6 if rows.folded else 18) and (guide * 2 > peak / 2 or guide == 10)
        if wanted and y >= above + _FIGURE:
            above = y
            painter.setPen(_pen(theme.line, 1, 2, 3))
            painter.drawLine(QPointF(scale.left, y), QPointF(scale.left + scale.width, y))
            painter.setPen(QColor(theme.ink3))
            painter.drawText(
                QRectF(scale.left - 34, y - 8, 28, 14), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(guide)
            )
    painter.save()
    painter.setClipRect(QRectF(scale.left, rows.bars - 2, scale.width, height + 6))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for column in chronicle.columns:
        y = rows.axis
        width = max(column.right - column.left - 1.4, 1.2)
        for family, count in zip(FAMILIES, column.counts, strict=True):
            if count:
                tall = max(height * count / peak, 1.5)
                painter.fillRect(QRectF(column.left + 0.7, y - tall, width, max(tall - 0.6, 1.0)), QColor(theme.families[family]))
                y -= tall
        draw_on_top(painter, column, y, height / peak, theme)
    painter.restore()


def _draw_cards(painter: QPainter, chronicle: Chronicle, theme: Theme, rows: Rows, view: View, glyphs: Glyphs) -> None:
    nearest = [rows.width] * rows.card_lanes
    for card in sorted(chronicle.cards, key=lambda card: -card.x):
        if card.lane < rows.card_lanes:
            room = min(nearest[card.lane] - card.x - 44, _TITLE)
            nearest[card.lane] = card.x
            _draw_card(painter, card, theme, rows.bars + CARD * card.lane + 16, glyphs, room, chosen=card.event == view.selected)


def _draw_card(painter: QPainter, card: DayCard, theme: Theme, y: float, glyphs: Glyphs, room: float, *, chosen: bool) -> None:
    """A disc with its title and place in so many px; what is known only to some days has a dashed line over them."""
    x, colour = card.x + 16, theme.families[card.family]
    if card.right - card.x > CARD:
        painter.setPen(_pen(colour, 1.2, 3, 2.2))
        painter.drawLine(QPointF(x, y + 14.5), QPointF(card.right, y + 14.5))
    if chosen:
        painter.setPen(_pen(theme.focus, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x, y), 15.5, 15.5)
    painter.setPen(_pen(colour, 1.6) if card.certain else _pen(colour, 1.6, 3, 2.2))
    painter.setBrush(QColor(colour if chosen else theme.surface))
    painter.drawEllipse(QPointF(x, y), 11.5, 11.5)
    glyph = glyphs.image(card.icon, theme.surface if chosen else colour, 14, stroke=2.1, dpr=painter.device().devicePixelRatio())
    painter.drawImage(QPointF(x - 7, y - 7), glyph)
    painter.setPen(QColor(theme.ink))
    painter.setFont(font(12.5, bold=chosen))
    painter.drawText(QPointF(x + 17, y - 1), elided(card.title, 12.5, room, bold=chosen))
    painter.setPen(QColor(theme.ink3))
    painter.setFont(font(10.5))
    painter.drawText(QPointF(x + 17, y + 12), elided(card.caption, 10.5, room))


def _draw_axis(painter: QPainter, scale: TimeScale, ticks: list[Tick], theme: Theme, rows: Rows) -> None:
    right = scale.left + scale.width
    painter.fillRect(QRectF(scale.left, rows.axis, scale.width, 1), QColor(theme.ink))
    painter.setFont(font(11, tabular=True))
    last = -100.0
    for tick in ticks:
        x = scale.x_of(tick.day)
        if scale.left <= x <= right:
            painter.setPen(_pen(theme.ink if tick.major else theme.line2, 1.2 if tick.major else 0.8))
            painter.drawLine(QPointF(x, rows.axis), QPointF(x, rows.axis + (6 if tick.major else 3)))
        if not tick.label:
            continue
        painter.setPen(QColor(theme.ink2))
        wide = text_width(tick.label, 11) + 4
        span = scale.x_of(tick.day + 1) - x if tick.centred else 0.0
        middle = x + span / 2
        inside = scale.left - 2 <= middle - wide / 2 + (wide / 2 if not tick.centred else 0) and middle + wide / 2 <= rows.width - 4
        if inside and middle - wide / 2 >= last:  # the axis keeps labels 34 px apart, but a weekday's may be wider
            last = middle + wide / 2
            painter.drawText(QRectF(middle - wide / 2, rows.axis + 6, wide, 16), Qt.AlignmentFlag.AlignCenter, tick.label)


def _draw_window(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Chronicle | None) -> None:
    first, end = view.window
    if end >= LAST_DAY and first <= FIRST_DAY:
        return
    left, right = max(scale.x_of(first), scale.left), min(scale.x_of(end), scale.left + scale.width)
    if right <= left:
        return
    top = _head(rows)
    tint = QColor(theme.focus)
    tint.setAlphaF(0.16 if theme.dark else 0.09)
    painter.fillRect(QRectF(left, top, right - left, rows.axis - top), tint)
    for x, shown in ((left, first >= scale.start), (right, end <= scale.end)):
        if not shown:
            continue
        painter.setPen(_pen(theme.focus, 1.2))
        for above, below in pieces(top, rows.axis, gaps_at(under, scale, rows, x)):
            painter.drawLine(QPointF(x, above), QPointF(x, below))
        painter.setBrush(QColor(theme.surface))
        handle = QRectF(x - 4, rows.axis - 38, 8, 24)
        painter.drawRoundedRect(handle, 3, 3)
        for dx in (-1.2, 1.2):
            painter.drawLine(QPointF(x + dx, handle.top() + 7), QPointF(x + dx, handle.bottom() - 7))


def _draw_thumb(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Chronicle | None) -> None:
    x = scale.x_of(view.instant + (0.5 if scale.rule.bin not in ("event", "day") else 0.0))
    if not scale.left - 1 <= x <= scale.left + scale.width + 1:
        return
    top = _head(rows)
    for above, below in pieces(top, rows.axis + 4, gaps_at(under, scale, rows, x)):
        painter.fillRect(QRectF(x - 2.25, above, 4.5, min(below, rows.axis) - above), QColor(theme.surface))
        painter.fillRect(QRectF(x - 1, above, 2, below - above), QColor(theme.thumb))
    day_end = scale.x_of(view.instant + 1)
    if day_end - x > 12:
        painter.setPen(_pen(theme.thumb, 1.2, 2, 2))
        painter.drawLine(QPointF(day_end, top), QPointF(day_end, rows.axis))
    left, wide, label = _flag(x, day_end, view, rows)
    painter.fillRect(QRectF(left, rows.axis + 2, wide, 19), QColor(theme.thumb))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.thumb))
    painter.drawPolygon(QPolygonF([QPointF(x - 5, rows.axis + 2.5), QPointF(x, rows.axis - 4), QPointF(x + 5, rows.axis + 2.5)]))
    painter.setPen(QColor(theme.surface))
    painter.setFont(font(11.5, bold=True, tabular=True))
    painter.drawText(QRectF(left, rows.axis + 2, wide, 19), Qt.AlignmentFlag.AlignCenter, label)


def _flag(x: float, day_end: float, view: View, rows: Rows) -> tuple[float, float, str]:
    """Left end, width and words of the flag: below the day where it is wide enough, else about the thumb and inside the panel."""
    label = day_text(view.instant, view.language)
    wide = text_width(label, 11.5, bold=True) + 18
    week = weekday(view.instant, view.language, short=True)
    named = f"{label}（{week}）" if view.language == "ja" else f"{week} {label}"
    if day_end - x >= text_width(named, 11.5, bold=True) + 12:
        return x, day_end - x, named
    return min(max(x - wide / 2, 4.0), rows.width - wide - 4), wide, label


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
