"""A reader's own layers painted: few points as discs, many as a grid of density, lines and areas from a picture that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from viewer.carto.boxes import Box
from viewer.carto.land.legend import LegendRow
from viewer.carto.own.extra import LEVELS, PlacedLayer, ShownLayer, fineness, in_view, levels, zoom_step
from viewer.carto.projections.plane import Points
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.carto.view import View
from viewer.model.record import dataclass
from viewer.paint.device import vectors_of
from viewer.paint.own.density import DensityGrid
from viewer.paint.own.tones import tone

MANY = 1_000
"""Points in the picture from which on a grid of density is painted instead of discs."""
_MOVING = 800
"""Points of the day that are drawn while the map moves, where there are very many."""
_HEAVY = 4_000
"""Points, or vertices, of a layer from which on it is not drawn anew while the map moves."""
_RADIUS = 4.5
_DASH = (7.0, 4.5)
"""Px of line and gap of what is not sure about its date."""
_FINE_DASH = (3.1, 2.05)
"""The same around a disc."""
_CLEAR_OF, _LAID = 60, 2_000
"""Points in the picture that names still keep off, and points of a layer that are looked through for that."""
_KEPT = 12


@dataclass(frozen=True, slots=True)
class _Ink:
    """How a layer is drawn: colour, edge, device px a logical px."""

    colour: str
    edge: str
    ratio: float
    sure: bool = True


class ExtraPainter:
    """Draws layers and finds what lies under a point; keeps what is the same from frame to frame."""

    def __init__(self) -> None:
        self._placed: dict[tuple[object, ...], PlacedLayer] = {}
        self._levels: dict[str, tuple[tuple[object, ...], NDArray[np.int8]]] = {}
        self._pictures: dict[str, tuple[tuple[object, ...], QImage, Viewport]] = {}
        self._grids: dict[str, tuple[tuple[object, ...], DensityGrid, Viewport]] = {}
        self._discs: dict[tuple[_Ink, float], QPixmap] = {}

    def draw(
        self, painter: QPainter, shown: Sequence[ShownLayer], view: View, theme: Theme, viewport: Viewport, *, moving: bool = False
    ) -> None:
        """Draw the layers that are not hidden, in logical px; areas and lines of all below the points of all.

        While the map is `moving`, what would take long to draw anew is shown as it was, shifted and scaled.
        """
        seen = [one for one in shown if not one.hidden]
        self._forget({one.layer.key for one in shown})
        for one in seen:
            painter.setOpacity(one.opacity)
            if len(one.layer.path_owner) and vectors_of(painter):
                painter.save()
                painter.setClipPath(_outline(viewport), Qt.ClipOperation.IntersectClip)
                self._paint_paths(painter, one, self.levels(one, view), theme, viewport, one.opacity)
                painter.restore()
            elif len(one.layer.path_owner):
                kept = self._pictures.get(one.layer.key)
                if moving and kept is not None and len(one.layer.vertices) > _HEAVY:
                    _draw_moved(painter, kept[1], kept[2], viewport)
                else:
                    painter.drawImage(QPointF(0, 0), self._paths_picture(one, view, theme, viewport))
        for one in seen:
            painter.setOpacity(one.opacity)
            if len(one.layer.lonlat):
                heavy = moving and len(one.layer.lonlat) > _HEAVY
                (self._draw_moving_points if heavy else self._draw_points)(painter, one, view, theme, viewport)
        painter.setOpacity(1.0)

    def draw_chosen(
        self, painter: QPainter, one: ShownLayer, feature: int, theme: Theme, viewport: Viewport, *, moving: bool = False
    ) -> None:
        """Draw a ring around the points of a feature, and its lines in the colour of the selection."""
        alone = np.full(one.layer.count, -1, dtype=np.int8)
        alone[feature] = 0
        pixels, seen = viewport.pixels_of(one.layer.lonlat[one.layer.owner == feature][:1000])
        lines = () if moving or not len(one.layer.path_owner) else tuple(self._place(one, viewport).paths(viewport, alone))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in ((theme.halo, 5.0), (theme.focus, 2.4)):
            painter.setPen(QPen(QColor(colour), wide))
            for x, y in pixels[seen]:
                painter.drawEllipse(QPointF(x, y), _RADIUS + 3.5, _RADIUS + 3.5)
            for path in lines:
                painter.drawPolyline(_polygon(path.pixels))

    def at(self, shown: Sequence[ShownLayer], view: View, viewport: Viewport, x: float, y: float) -> tuple[str, int] | None:
        """Return key of the layer and number of the feature under a pixel, the layer on top first; None where there is none."""
        for one in reversed(shown):
            if not one.hidden:
                found = self._place(one, viewport).at(viewport, self.levels(one, view), x, y)
                if found is not None:
                    return one.layer.key, found
        return None

    def spots(self, shown: Sequence[ShownLayer], view: View, viewport: Viewport) -> list[Box]:
        """Return the px of the points of all layers, for names to keep off; none where there are too many for that."""
        seen = [one for one in shown if not one.hidden and 0 < len(one.layer.lonlat) <= _LAID]
        found = [self._place(one, viewport).points(viewport, self.levels(one, view))[0] for one in seen]
        points = np.concatenate([np.empty((0, 2)), *found])
        if len(points) > _CLEAR_OF:
            return []
        return [(x - _RADIUS - 1, y - _RADIUS - 1, x + _RADIUS + 1, y + _RADIUS + 1) for x, y in points.tolist()]

    def levels(self, one: ShownLayer, view: View) -> NDArray[np.int8]:
        """Return what `carto.own.extra.levels` says, kept for the day."""
        key = (view.instant, view.window, one.layer)
        kept = self._levels.get(one.layer.key)
        if kept is None or kept[0] != key:
            kept = self._levels[one.layer.key] = (key, levels(one.layer, view))
        return kept[1]

    def token(self, one: ShownLayer, view: View) -> bytes:
        """Return what differs where a layer looks otherwise on the same viewport: density does not tell near days from far ones."""
        level = self.levels(one, view)
        return (level >= 0).tobytes() if one.layer.key in self._grids else level.tobytes()

    def _forget(self, keys: set[str]) -> None:
        for kept in (self._levels, self._pictures, self._grids):
            for key in set(kept) - keys:
                del kept[key]
        if len(self._placed) > _KEPT:
            self._placed.clear()

    def _place(self, one: ShownLayer, viewport: Viewport) -> PlacedLayer:
        key = (one.layer.key, id(one.layer), viewport.projection, zoom_step(viewport.zoom))
        found = self._placed.get(key)
        if found is None:
            found = self._placed[key] = PlacedLayer(one.layer, viewport.projection, fineness(viewport))
        return found

    def _paths_picture(self, one: ShownLayer, view: View, theme: Theme, viewport: Viewport) -> QImage:
        """Lines and areas of a layer as a picture, made anew where other features are shown or the map has moved."""
        level = self.levels(one, view)
        key = (one.layer, viewport, theme.name, one.tone, level.tobytes() if level.size < 100_000 else hash(level.tobytes()))
        kept = self._pictures.get(one.layer.key)
        if kept is None or kept[0] != key:
            kept = self._pictures[one.layer.key] = (key, self._painted_paths(one, level, theme, viewport), viewport)
        return kept[1]

    def _painted_paths(self, one: ShownLayer, level: NDArray[np.int8], theme: Theme, viewport: Viewport) -> QImage:
        wide, high = viewport.device_size
        image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(viewport.ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(_outline(viewport))
        self._paint_paths(painter, one, level, theme, viewport)
        painter.end()
        return image

    def _paint_paths(
        self, painter: QPainter, one: ShownLayer, level: NDArray[np.int8], theme: Theme, viewport: Viewport, opacity: float = 1.0
    ) -> None:
        areas: dict[int, QPainterPath] = {}
        lines: dict[int, QPainterPath] = {}
        for drawn in self._place(one, viewport).paths(viewport, level):
            whole = (areas if drawn.area else lines).setdefault(drawn.feature, QPainterPath())
            whole.addPolygon(_polygon(drawn.pixels))
        colour, fill = QColor(tone(one.tone, theme)), QColor(tone(one.tone, theme))
        fill.setAlphaF(0.22)
        for feature, path in areas.items():
            painter.setOpacity(opacity * LEVELS[level[feature]])
            painter.setBrush(fill)
            painter.setPen(_stroke(colour, 1.4, sure=not one.layer.doubt[feature]))
            painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for feature, path in lines.items():
            painter.setOpacity(opacity * LEVELS[level[feature]])
            for pen in (_stroke(QColor(theme.halo), 4.6, sure=True), _stroke(colour, 2.2, sure=not one.layer.doubt[feature])):
                painter.setPen(pen)
                painter.drawPath(path)

    def _draw_points(self, painter: QPainter, one: ShownLayer, view: View, theme: Theme, viewport: Viewport) -> None:
        level, placed = self.levels(one, view), self._place(one, viewport)
        key, kept = (id(one.layer), viewport, tone(one.tone, theme)), self._grids.get(one.layer.key)
        visible = level >= 0
        if kept is not None and kept[0] == key and kept[1].shows(visible):
            painter.drawImage(QPointF(0, 0), kept[1].last)
            return
        pixels, features = placed.places(viewport)
        seen = np.take(visible, features)
        if np.count_nonzero(seen) > MANY:
            if kept is None or kept[0] != key:
                kept = self._grids[one.layer.key] = (key, DensityGrid(placed, viewport, key[2]), viewport)
            painter.drawImage(QPointF(0, 0), kept[1].image(seen, visible))
            return
        mine, shown = np.take(level, features), np.flatnonzero(seen)
        self._grids.pop(one.layer.key, None)
        doubted = one.layer.doubt[features[shown]] > 0
        self._draw_levels(painter, pixels[shown], mine[shown], doubted, _Ink(tone(one.tone, theme), theme.halo, viewport.ratio))

    def _draw_moving_points(self, painter: QPainter, one: ShownLayer, view: View, theme: Theme, viewport: Viewport) -> None:
        """Draw points while the map moves: the last picture of their density, else those of the day, and no more than MANY of them."""
        kept = self._grids.get(one.layer.key)
        if kept is not None:
            _draw_moved(painter, kept[1].last, kept[2], viewport)
            return
        mine = np.take(self.levels(one, view), one.layer.owner)
        shown = np.flatnonzero(mine >= 0)
        shown = shown[:: max(len(shown) // _MOVING, 1)]
        pixels, seen = viewport.pixels_of(one.layer.lonlat[shown])
        doubted = one.layer.doubt[one.layer.owner[shown]][seen] > 0
        self._draw_levels(painter, pixels[seen], mine[shown][seen], doubted, _Ink(tone(one.tone, theme), theme.halo, viewport.ratio))

    def _draw_levels(self, painter: QPainter, pixels: Points, mine: NDArray[np.int8], doubted: NDArray[np.bool_], ink: _Ink) -> None:
        for number in range(len(LEVELS) - 1, -1, -1):  # those of the day last, on top
            for sure in (False, True):
                self._draw_discs(painter, pixels[(mine == number) & (doubted != sure)], replace(ink, sure=sure), LEVELS[number])

    def _draw_discs(self, painter: QPainter, pixels: Points, ink: _Ink, opacity: float) -> None:
        if not len(pixels):
            return
        if vectors_of(painter):
            painter.save()
            painter.setOpacity(painter.opacity() * opacity)
            for x, y in pixels.tolist():
                _paint_disc(painter, QPointF(x, y), ink)
            painter.restore()
            return
        disc = self._disc(ink, opacity)
        side = disc.width()
        fragments = np.zeros((len(pixels), 10))  # x, y, left, top, width, height, scale x, scale y, rotation, opacity
        corner = np.round((pixels - side / ink.ratio / 2) * ink.ratio)  # at whole pixels they are copied, not sampled
        fragments[:, :2] = (corner + side / 2) / ink.ratio
        fragments[:, 4:6] = side
        fragments[:, 6:8] = 1.0 / ink.ratio
        fragments[:, 9] = 1.0
        first = shiboken6.wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(first, len(fragments), disc)  # type: ignore[arg-type]

    def _disc(self, ink: _Ink, opacity: float) -> QPixmap:
        found = self._discs.get((ink, opacity))
        if found is None:
            side = round((2 * _RADIUS + 4) * ink.ratio)
            image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            painter.scale(ink.ratio, ink.ratio)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(opacity)
            _paint_disc(painter, QPointF(side / ink.ratio / 2, side / ink.ratio / 2), ink)
            painter.end()
            found = self._discs[(ink, opacity)] = QPixmap.fromImage(image)
        return found


def _paint_disc(painter: QPainter, middle: QPointF, ink: _Ink) -> None:
    painter.setPen(QPen(QColor(ink.edge), 1.5))
    painter.setBrush(QColor(ink.colour if ink.sure else ink.edge))
    painter.drawEllipse(middle, _RADIUS, _RADIUS)
    if not ink.sure:
        painter.setPen(_stroke(QColor(ink.colour), 1.8, sure=False, dash=_FINE_DASH))
        painter.drawEllipse(middle, _RADIUS - 0.4, _RADIUS - 0.4)


def _stroke(colour: QColor, width: float, *, sure: bool, dash: tuple[float, float] = _DASH) -> QPen:
    """A pen, dashed for what is not sure."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if not sure:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([dash[0] / width, dash[1] / width])
    return pen


def _draw_moved(painter: QPainter, image: QImage, was: Viewport, now: Viewport) -> None:
    """Draw a picture of another viewport where its middle lies now, scaled by the zoom."""
    to, middle = now.pixel_of(was.centre), was.pixel_of(was.centre)
    if to is None or middle is None:
        return
    scale = 2.0 ** (now.zoom - was.zoom)
    size = image.deviceIndependentSize()
    left, top = to[0] - middle[0] * scale, to[1] - middle[1] * scale
    if scale == 1.0:
        painter.drawImage(QPointF(round(left * now.ratio) / now.ratio, round(top * now.ratio) / now.ratio), image)
    else:
        painter.drawImage(QRectF(left, top, size.width() * scale, size.height() * scale), image)


def _polygon(pixels: Points) -> QPolygonF:
    """An array [n, 2] as a polygon of Qt, copied at once."""
    polygon = QPolygonF()
    polygon.resize(len(pixels))
    if len(pixels):
        buffer = shiboken6.VoidPtr(polygon.data(), len(pixels) * 16, True)  # type: ignore[call-arg, arg-type]
        np.frombuffer(buffer, dtype=np.float64)[:] = pixels.ravel()  # type: ignore[call-overload]
    return polygon


def _outline(viewport: Viewport) -> QPainterPath:
    """The edge of the map: nothing is drawn outside of it."""
    path = QPainterPath()
    path.addPolygon(_polygon(viewport.to_device(viewport.projection.outline()) / viewport.ratio))
    return path


def extra_spots(shown: Sequence[ShownLayer], view: View, viewport: Viewport) -> list[Box]:
    """Return what `ExtraPainter.spots` says, once, as for a picture."""
    return ExtraPainter().spots(shown, view, viewport)


def draw_extras(painter: QPainter, shown: Sequence[ShownLayer], view: View, theme: Theme, viewport: Viewport) -> None:
    """Draw layers once, as for a picture."""
    ExtraPainter().draw(painter, shown, view, theme, viewport)


def extra_rows(shown: Sequence[ShownLayer], view: View) -> tuple[LegendRow, ...]:
    """Return a row of the legend for each layer that is not hidden, with how many features are shown on the day."""
    return tuple(LegendRow("extra", one.name, style=str(one.tone), key=one.layer.key, states=count) for one, count in in_view(shown, view))
