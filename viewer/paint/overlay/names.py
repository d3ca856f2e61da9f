"""Names with their halos: as images for the screen, as text for a page of a PDF; straight, turned, or bent letter by letter."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QTransform

from viewer.carto.land.badges import badges_width
from viewer.carto.names.curves import parts_of, places_along
from viewer.carto.names.placement import Label
from viewer.carto.tokens import Theme
from viewer.paint.device import vectors_of
from viewer.paint.overlay.halo import haloed, write_haloed
from viewer.paint.overlay.swatch import draw_badges
from viewer.paint.type import SLANT_DEGREES, font, text_width

_RISE = 0.36
"""From the middle of a line down to where its letters stand, in their size."""
_APART = frozenset({"Lu", "Ll", "Lt", "Lo", "Lm", "Zs", "Pd", "Po", "Nd", "Pi", "Pf"})
"""Classes of characters that may be written one by one."""
_DOT = 1.8
"""Radius (px) of the dot of a place."""
_Run = tuple[str, QTransform]
"""Letters that are written at one go, and how their base line lies: from its beginning to px from the middle of the name."""


def ink_of(theme: Theme, name: str) -> str:
    """Return the colour of a token, or of a bloc's ink for `bloc:STYLE`."""
    if name.startswith("bloc:"):
        return theme.blocs[name[5:]].ink
    return name if name.startswith("#") else str(getattr(theme, name))


def draw_name_leaders(painter: QPainter, labels: Sequence[Label], theme: Theme) -> None:
    """Draw a thin line from each name that stands apart from what it names."""
    for label in labels:
        if label.leader is None:
            continue
        x, y, to_x, to_y = label.leader
        line = QLineF(label.x + x, label.y + y, label.x + to_x, label.y + to_y)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, wide in ((theme.halo, 2.4), (ink_of(theme, label.ink), 1.0)):
            painter.setPen(QPen(QColor(colour), wide))
            painter.drawLine(line)


def draw_dots(painter: QPainter, labels: Sequence[Label], theme: Theme) -> None:
    """Draw a dot at each place that is named and has no stack."""
    dots = [(label.point, label.ink) for label in labels if label.point is not None]
    if not dots:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for (x, y), ink in dots:
        painter.setPen(QPen(QColor(theme.halo), 1.2))
        painter.setBrush(QColor(ink_of(theme, ink)))
        painter.drawEllipse(QPointF(x, y), _DOT, _DOT)


def label_image(label: Label, theme: Theme, dpr: float) -> QImage:
    """Return an image of a name with its halo and badges; its middle is the name's."""
    written, badges = _written(label), badges_width(label.badges)
    size, runs = _size(label, written, badges), _runs(label, written, badges)

    def write(painter: QPainter) -> None:
        painter.setFont(font(label.size, bold=label.bold, spacing=label.spacing))
        painter.translate(size[0] / 2, size[1] / 2)
        middle = painter.transform()
        for text, where in runs:
            painter.setTransform(where * middle)
            painter.drawText(QPointF(0, 0), text)

    image = haloed(size, dpr, write, label.halo / 2, _halo(label, theme), ink_of(theme, label.ink))
    if label.badges:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_badges(painter, label.badges, label.halo + 3 + written, size[1] / 2, theme)
        painter.end()
    return image


def write_label(painter: QPainter, label: Label, theme: Theme) -> None:
    """Write a name as text over its halo."""
    if label.turned:
        _write_turned(painter, label, theme)
        return
    written = _written(label)
    at = QPointF(label.x - (written + badges_width(label.badges)) / 2, label.y + label.size * _RISE)
    letters = font(label.size, bold=label.bold, spacing=label.spacing)
    ink = ink_of(theme, label.ink)
    write_haloed(painter, at, label.text, letters, label.halo / 2, _halo(label, theme), ink, slanted=label.slanted)
    draw_badges(painter, label.badges, at.x() + written, label.y, theme)


def _write_turned(painter: QPainter, label: Label, theme: Theme) -> None:
    """Write a turned name as text: first the halo of all letters, then these, or halos would lie over letters before them."""
    letters, runs = font(label.size, bold=label.bold, spacing=label.spacing), _runs(label, _written(label), 0.0)
    if vectors := vectors_of(painter):
        middle = painter.transform().translate(label.x, label.y)
        for colour, reach in ((_halo(label, theme), label.halo / 2), (ink_of(theme, label.ink), 0.0)):
            for text, where in runs:
                vectors.write(text, letters, QPointF(0, 0), where * middle, colour, reach=reach)
        return
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    for text, where in runs:
        line = QPainterPath()
        line.addText(QPointF(0, 0), letters, text)
        shape.addPath(where.map(line))
    painter.save()
    painter.translate(label.x, label.y)
    pen = QPen(QColor(_halo(label, theme)), label.halo)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(shape, pen)
    painter.setFont(letters)
    painter.setPen(QColor(ink_of(theme, label.ink)))
    middle = painter.transform()
    for text, where in runs:
        painter.setTransform(where * middle)
        painter.drawText(QPointF(0, 0), text)
    painter.restore()


def _halo(label: Label, theme: Theme) -> str:
    return theme.sea if label.water else theme.halo


def _written(label: Label) -> float:
    return text_width(label.text, label.size, bold=label.bold, spacing=label.spacing)


def _size(label: Label, written: float, badges: float) -> tuple[float, float]:
    """Width and height (px) of the image of a name."""
    beyond = 2 * label.halo
    if not label.turned:
        return written + badges + beyond + 6, label.size * 1.5 + beyond
    wide, tall = np.abs(parts_of(written + 6, label.size * 1.5, label.angle, label.bend)).reshape(-1, 2).max(axis=0).tolist()
    return 2 * wide + beyond, 2 * tall + beyond


def _runs(label: Label, written: float, badges: float) -> list[_Run]:
    """Return what is written of a name at one go: all of it, or each letter of a name that is bent."""
    slant = math.tan(math.radians(SLANT_DEGREES)) if label.slanted else 0.0
    base = label.size * _RISE
    if not label.bend or not _letter_by_letter(label.text):
        return [(label.text, _lying(0.0, 0.0, label.angle, -(written + badges) / 2, base, slant))]
    metrics = QFontMetricsF(font(label.size, bold=label.bold, spacing=label.spacing))
    ends = np.array([metrics.horizontalAdvance(label.text[:place]) for place in range(len(label.text) + 1)])
    wide = np.diff(ends) - label.spacing * label.size
    shares = (ends[:-1] + wide / 2) / max(written, 1.0) - 0.5
    at, turns = places_along(written, label.angle, label.bend, shares), label.angle + label.bend * shares
    return [
        (letter, _lying(x, y, turn, -half, base, slant))
        for letter, (x, y), turn, half in zip(label.text, at.tolist(), turns.tolist(), (wide / 2).tolist(), strict=True)
    ]


def _lying(x: float, y: float, turn: float, along: float, down: float, slant: float) -> QTransform:
    """Return how a base line lies that begins so far (px) along and below a point of the middle line, which runs in a direction there."""
    lying = QTransform.fromTranslate(x, y).rotate(turn) if turn else QTransform.fromTranslate(x, y)
    lying.translate(along, down)
    return lying.shear(-slant, 0.0) if slant else lying


def _letter_by_letter(text: str) -> bool:
    """Whether letters may stand apart: not those of scripts that join them or run from right to left, nor signs over others."""
    return all(unicodedata.category(letter) in _APART and unicodedata.bidirectional(letter) not in {"R", "AL"} for letter in text)
