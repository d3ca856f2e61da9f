"""The scale bar and the credits as pixels."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.carto.projections.scalebar import ScaleBar
from viewer.carto.tokens import Theme
from viewer.paint.device import on_paper
from viewer.paint.overlay.halo import haloed, write_haloed
from viewer.paint.type import elided, font, text_width

_SIZE = 10.5
"""Size of the letters (px)."""
FOOT = 130.0
"""Height in px of the part of a map that its scale bar and credits lie in."""
_PAPER = 0.84
"""How opaque the paper under the credits is where not more contrast is wanted."""
_MARGIN = 8.0
"""Px below what stands at the left of the words."""
_GAP = 0.75
"""Gap between two numbers of a scale bar, in their size: with less they read as one."""
_BEFORE = 18.0
"""Px between what stands at the left of a scale bar and the bar."""


def halo_text(painter: QPainter, at: QPointF, text: str, size: float, theme: Theme, *, right: bool = False, ink: str = "") -> None:
    """Draw a small line of text with a halo, kept as an image; `right` = `at` is its right end."""
    if on_paper(painter):
        start = QPointF(at.x() - text_width(text, size) if right else at.x(), at.y())
        write_haloed(painter, start, text, font(size), 1.5, theme.halo, ink or theme.ink2)
        return
    dpr = painter.device().devicePixelRatio()
    image = _haloed(text, size, ink or theme.ink2, theme.halo, dpr)
    x = at.x() - text_width(text, size) if right else at.x()
    painter.drawImage(QPointF(round(x - 3), round(at.y() - size - 3)), image)


@lru_cache(maxsize=256)
def _haloed(text: str, size: float, ink: str, halo: str, dpr: float) -> QImage:
    def write(painter: QPainter) -> None:
        painter.setFont(font(size))
        painter.drawText(QPointF(3, size + 3), text)

    return haloed((text_width(text, size) + 8, size * 1.5 + 6), dpr, write, 1.5, halo, ink)


def overhang(bar: ScaleBar, grown: float = 1.0) -> float:
    """Return how far in px the last number of a bar reaches over its right end; letters are `grown` times as large as usual."""
    size = _SIZE * grown
    return text_width(_number(bar, bar.km), size) / 2 + text_width(" km", size) / 2


def _number(bar: ScaleBar, mark: float) -> str:
    text = f"{mark:,.0f}" if mark >= 1 and abs(mark - round(mark)) < 1e-9 else f"{mark:g}"
    return f"{text} km" if mark == bar.km else text


def draw_scale_bar(painter: QPainter, bar: ScaleBar, left: float, bottom: float, theme: Theme, grown: float = 1.0) -> None:
    """Draw a bar with its numbers above; `bottom` is its lower edge, its numbers are `grown` times as large as usual."""
    size = _SIZE * grown
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(left - 1.5, bottom - 6.5, bar.width + 3, 8), QColor(theme.halo))
    painter.fillRect(QRectF(left, bottom - 5, bar.width, 5), QColor(theme.ink))
    _, first, second, _ = (bar.width * mark / bar.km for mark in bar.marks)
    painter.fillRect(QRectF(left + first, bottom - 4, second - first, 3), QColor(theme.surface))
    for x, text in _numbers(bar, left, size):
        halo_text(painter, QPointF(x, bottom - 10), text, size, theme, ink=theme.ink)


def _numbers(bar: ScaleBar, left: float, size: float) -> list[tuple[float, str]]:
    """The numbers that find room, with their left ends (px): both ends, then the middle before what is left of it."""
    zero, quarter, half, end = bar.marks
    told: list[tuple[float, float, str]] = []
    for mark in (end, zero, half, quarter):
        text = _number(bar, mark)
        wide = text_width(text, size)
        start = left + bar.width * mark / bar.km - (wide - text_width(" km", size) if mark == bar.km else wide) / 2
        if all(start >= right + _GAP * size or start + wide <= begin - _GAP * size for begin, right, _ in told):
            told.append((start, start + wide, text))
    return [(start, text) for start, _, text in told]


def bar_ends(bar: ScaleBar, left: float, grown: float = 1.0) -> float:
    """Return where (px) a bar with its numbers ends at the foot of a map, where it begins beside what ends at `left`."""
    return left + _BEFORE + bar.width + overhang(bar, grown)


def foot_lift(bar: ScaleBar | None, longest: str, free: tuple[float, float, float, float], indent: float, grown: float = 1.0) -> float:
    """Return by how many px the words at the foot stand higher because the scale bar leaves no room beside it."""
    left, _, right, _ = free
    if bar is None:
        return 0.0
    beside = left + indent + _BEFORE + bar.width + 40 * grown + text_width(longest, _SIZE * grown)
    return 34.0 * grown if beside > right - 12 else 0.0


def credit_box(words: tuple[str, str], free: tuple[float, float, float, float], lift: float, grown: float = 1.0) -> QRectF:
    """Return the paper (px) under the words at the foot of the free part of a map, so that they are read over any land."""
    wide = max(text_width(line, _SIZE * grown) for line in words)
    return QRectF(free[2] - 12 - wide - 5, free[3] - 12 - 29 * grown - lift, wide + 10, 29 * grown + 5)


def draw_foot(
    painter: QPainter,
    bar: ScaleBar | None,
    words: tuple[str, str],
    free: tuple[float, float, float, float],
    indent: float,
    theme: Theme,
    grown: float = 1.0,
    beside: float = math.inf,
) -> None:
    """Draw a scale bar, if there is one, and two lines of words at the foot of the free part of a map, `indent` px from its left.

    Letters are `grown` times as large as usual; what stands at the left is `beside` px high.
    """
    left, _, right, bottom = free
    lift = foot_lift(bar, words[1], free, indent, grown)
    wide = right - left - (indent if beside + _MARGIN > lift + 12 else 0.0)
    room = max(wide - 26, 60.0)  # beside a legend long words are cut rather than hidden
    words = (elided(words[0], _SIZE * grown, room), elided(words[1], _SIZE * grown, room))
    if bar is not None:
        draw_scale_bar(painter, bar, left + indent + _BEFORE, bottom - 12, theme, grown)
    paper = QColor(theme.halo)
    paper.setAlphaF(1.0 if theme.name.endswith("-high") else _PAPER)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    painter.drawRoundedRect(credit_box(words, free, lift, grown), 4, 4)
    for line, rise in zip(words, (12.0, 12.0 + 15.0 * grown), strict=True):
        halo_text(painter, QPointF(right - 12, bottom - rise - lift), line, _SIZE * grown, theme, right=True)
