"""Thumb and window of time: what moves over the rows of the timeline while a day is dragged."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from viewer.carto.days.dates import day_text, short_day, with_weekday
from viewer.carto.timeline.chronicle import Chronicle
from viewer.carto.timeline.era_schemes import ticks_of
from viewer.carto.timeline.timescale import TimeScale
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.model.civil import civil
from viewer.model.record import dataclass
from viewer.model.time import FIRST_DAY, LAST_DAY
from viewer.paint.device import clear_image
from viewer.paint.timeline.axis import axis_labels
from viewer.paint.timeline.pens import colour, line
from viewer.paint.timeline.pills import Pill, draw_pills, pills
from viewer.paint.timeline.rows import Rows, head_of
from viewer.paint.timeline.spared import Box, boxes_of, gaps_in, pieces
from viewer.paint.type import font, text_width

_FLAG, _BASE = 19, 16
"""Height of the flag, and from the axis to the foot of its letters (px)."""
_HANDLE, _TIP = (12, 26), (12, 8)
"""Size of what is drawn of a handle, and of the tip of the flag (px)."""
_BAR = 4
"""Height of the bar over a brushed range (px)."""
_DATE = 11.5
_INSIDE = 6.0
"""Px that a flag as wide as its day leaves beside its words."""
_BESIDE = 3.0
"""Px from the flag to the labels of the axis: those that are nearer make way whole."""


Labels = tuple[tuple[float, float], ...]
"""Left and right (px) of labels of the axis."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands still under thumb and window: words that their lines don't cross, and labels (left, right in px) that the flag covers."""

    words: tuple[Box, ...] = ()
    labels: Labels = ()
    pills: tuple[Pill, ...] = ()
    """Numbers of events that found no room on a day: they stand on the axis, over the flag."""

    @property
    def widest(self) -> float:
        """Px of the widest label."""
        return max((right - left for left, right in self.labels), default=0.0)


def labels_of(scale: TimeScale, view: View, rows: Rows) -> Labels:
    """Return where the labels of the axis stand: the same on all days."""
    return tuple((left, right) for left, right, _ in axis_labels(scale, ticks_of(scale, view), rows))


def standing_of(chronicle: Chronicle, scale: TimeScale, view: View, rows: Rows, labels: Labels | None = None) -> Standing:
    """Return what stands still on a timeline: the same for all days with the same eras and terms. `labels`: if known."""
    days = tuple(pill for pill in pills(chronicle, scale, rows) if pill.day is not None)
    return Standing(boxes_of(chronicle, scale, rows), labels_of(scale, view, rows) if labels is None else labels, days)


def draw_thumb(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Standing | None = None) -> None:
    """Draw the time window with its handles and the thumb with its flag: what moves while scrubbing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)  # all that is drawn of both lies on whole px
    below = under or Standing()
    _draw_window(painter, scale, view, theme, rows, below)
    _draw_thumb(painter, scale, view, theme, rows, below)


def thumb_box(scale: TimeScale, view: View, rows: Rows, under: Standing | None = None) -> QRect:
    """Return the px within which `draw_thumb` draws for a View."""
    x = scale.x_of(view.instant)
    half = text_width(day_text(view.instant, view.language), _DATE, bold=True) + 18 + (under.widest if under else 0.0)
    first, end = (scale.x_of(day) for day in view.window)
    right = max(x + half, min(end, rows.width), scale.x_of(view.instant + 1)) + 8
    left = min(x, rows.width, max(first, 0.0)) - 8
    left = min(left, x - half, rows.width - half)
    top = head_of(rows) - 1
    return QRectF(left, top, right - left, rows.height - top).toAlignedRect()


def thumb_x(scale: TimeScale, view: View) -> float:
    """Return where the thumb stands (px): in the middle of its day, where days are wide at its beginning."""
    return scale.x_of(view.instant + (0.5 if scale.rule.bin not in ("event", "day") else 0.0))


def flag_ends(scale: TimeScale, view: View, rows: Rows) -> tuple[float, float]:
    """Return from where to where the flag of the thumb reaches (px)."""
    left, wide, _, _ = _flag(round(thumb_x(scale, view)), scale.x_of(view.instant + 1), view, rows)
    return left, left + wide


def _draw_window(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Standing) -> None:
    first, end = view.window
    if end >= LAST_DAY and first <= FIRST_DAY:
        return
    left, right = max(scale.x_of(first), scale.left), min(scale.x_of(end), scale.left + scale.width)
    if right <= left:
        return
    # Whole px throughout: a wide surface with edges between px takes ten times as long to fill, and its edges are blurred.
    top, foot, begin, until = round(head_of(rows)), round(rows.axis), round(left), round(right)
    painter.fillRect(begin, top, max(until - begin, 1), foot - top, colour(theme.focus, 0.16 if theme.dark else 0.09))
    if view.range is not None:  # the bar by which it is moved
        painter.fillRect(begin, top, max(until - begin, 2), _BAR, colour(theme.focus))
    edge, handle = colour(theme.focus), _handle(theme, _factor(painter))
    for x, shown in ((begin, first >= scale.start), (until, end <= scale.end)):
        if not shown:
            continue
        for above, below in pieces(top, foot, gaps_in(under.words, x)):
            painter.fillRect(x, round(above), 1, round(below) - round(above), edge)
        painter.drawImage(x - _HANDLE[0] // 2, foot - 38 - 1, handle)


def _draw_thumb(painter: QPainter, scale: TimeScale, view: View, theme: Theme, rows: Rows, under: Standing) -> None:
    at = thumb_x(scale, view)
    if not scale.left - 1 <= at <= scale.left + scale.width + 1:
        return
    x, top, axis = round(at), round(head_of(rows)), round(rows.axis)
    thumb, surface = colour(theme.thumb), colour(theme.surface)
    for above, below in pieces(top, axis + 4, gaps_in(under.words, x)):
        painter.fillRect(x - 2, round(above), 4, min(round(below), axis) - round(above), surface)
        painter.fillRect(x - 1, round(above), 2, round(below) - round(above), thumb)
    day_end = scale.x_of(view.instant + 1)
    if day_end - at > 12:
        painter.setPen(line(theme.thumb, 1, 2, 2))
        for above, below in pieces(top, axis, gaps_in(under.words, day_end)):
            painter.drawLine(QPointF(round(day_end) + 0.5, above), QPointF(round(day_end) + 0.5, below))
    left, wide, told, label = _flag(x, day_end, view, rows)
    for begin, end in under.labels:
        if begin < left + wide + _BESIDE and end > left - _BESIDE:
            painter.fillRect(math.floor(begin), axis + 7, math.ceil(end) - math.floor(begin), 16, surface)
    painter.fillRect(round(left), axis + 2, round(wide), _FLAG, thumb)
    painter.drawImage(x - _TIP[0] // 2, axis - 4, _tip(theme, _factor(painter)))
    painter.setPen(surface)
    painter.setFont(font(_DATE, bold=True, tabular=True))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawText(QPointF(round(left) + (round(wide) - told) / 2, axis + _BASE), label)
    draw_pills(painter, tuple(pill for pill in under.pills if pill.box[0] < left + wide and pill.box[0] + pill.box[2] > left), theme)


def _factor(painter: QPainter) -> float:
    """Px of the device for one of the timeline."""
    return painter.device().devicePixelRatio() * painter.worldTransform().m11()


@lru_cache(maxsize=8)
def _handle(theme: Theme, factor: float) -> QImage:
    """The handle of an end of the window, which looks the same wherever it is."""
    image = clear_image(*_HANDLE, factor)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line(theme.focus, 1.2))
    painter.setBrush(colour(theme.surface))
    middle = _HANDLE[0] / 2
    painter.drawRoundedRect(QRectF(middle - 4, 1, 8, 24), 3, 3)
    for dx in (-1.2, 1.2):
        painter.drawLine(QPointF(middle + dx, 8), QPointF(middle + dx, 18))
    painter.end()
    return image


@lru_cache(maxsize=8)
def _tip(theme: Theme, factor: float) -> QImage:
    """The tip of the flag, which points at the axis."""
    image = clear_image(*_TIP, factor)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme.thumb))
    middle = _TIP[0] / 2
    painter.drawPolygon(QPolygonF([QPointF(middle - 5, 6.5), QPointF(middle, 0), QPointF(middle + 5, 6.5)]))
    painter.end()
    return image


def _flag(x: float, day_end: float, view: View, rows: Rows) -> tuple[float, float, float, str]:
    """Left end, width, width of words, and words of the flag: below the day where it is wide enough, else about the thumb, in the panel."""
    label = day_text(view.instant, view.language)
    told = text_width(label, _DATE, bold=True)
    if rows.days:
        short = short_day(view.instant, view.language)
        named = [with_weekday(one, view.instant, view.language) for one in (label, short)]
        for one in (named[0], label, named[1], short, str(civil(view.instant).day)):
            wide = text_width(one, _DATE, bold=True)
            if wide + _INSIDE <= day_end - x:
                return x, day_end - x, wide, one
    wide = told + 18
    return min(max(x - wide / 2, 4.0), rows.width - wide - 4), wide, told, label
