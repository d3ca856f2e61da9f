"""A measured line on the map: geodesics as they run in the projection, their corners, and the figures beside the last one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from viewer.carto.projections.geodesy import Place, geodesic
from viewer.carto.projections.plane import Points
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.overlay.scalebar import halo_text


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured: its corners, lines of figures, and whether the line is closed to a figure."""

    places: tuple[Place, ...]
    figures: tuple[str, ...]
    closed: bool
    done: bool


def draw_measured(painter: QPainter, measured: Measured, viewport: Viewport, theme: Theme) -> None:
    """Draw it, in logical pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = measured.places
    sides = [geodesic(one, other) for one, other in pairwise(corners)]
    if measured.closed and len(corners) > 2:
        _draw(painter, [geodesic(corners[-1], corners[0])], viewport, theme, dashed=True)
    _draw(painter, sides, viewport, theme)
    last = None
    for corner in corners:
        at = viewport.pixel_of(corner)
        if at is None:
            continue
        last = at
        painter.setPen(QPen(QColor(theme.focus), 2))
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(QPointF(*at), 4.5, 4.5)
    if last is not None:
        for number, words in enumerate(measured.figures):
            halo_text(painter, QPointF(last[0] + 12, last[1] - 8 + 18 * number), words, 13.5 if number == 0 else 12.5, theme, ink=theme.ink)
    painter.restore()


def _draw(painter: QPainter, lines: Sequence[Points], viewport: Viewport, theme: Theme, *, dashed: bool = False) -> None:
    seen = [viewport.to_device(part) / viewport.ratio for line in lines for part in viewport.projection.parts_of(line)]
    parts = [QPolygonF([QPointF(x, y) for x, y in part.tolist()]) for part in seen]
    halo, pen = QPen(QColor(theme.halo), 5), QPen(QColor(theme.focus), 2)
    if dashed:
        pen.setDashPattern([4, 3])
    for each in (halo, pen):
        painter.setPen(each)
        for part in parts:
            painter.drawPolyline(part)
