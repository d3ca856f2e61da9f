"""The world as one sheet of degrees, from which a picture on any projection is taken at once: for maps that are being turned.

The picture is coarse (a pixel of a fine sheet is 20 km on the equator) and follows at frame rate; the sharp one comes when the hand rests.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF, QRegion

from viewer.carto.land.political import DE_FACTO
from viewer.carto.land.symbology import rgb
from viewer.carto.projections.plane import EARTH_RADIUS_KM
from viewer.carto.projections.projection import Azimuthal
from viewer.carto.projections.pseudocylindrical import Degrees, Pseudocylindrical
from viewer.carto.projections.viewport import Viewport, zoom_of
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.blending import Pixels, packed
from viewer.paint.land.political_layer import PoliticalLayer

FINE, ROUGH = 2048, 1024
"""Widths of sheets in pixels; each is half as high. A rough one is quickly made and small, and serves until there is a fine one."""
COARSE = 2
"""Device pixels that a pixel of the picture is wide."""
_NEIGHBOURS = 1
"""Pixels about those that are seen, which their blur needs."""
_CHUNK = 1 << 16
"""Pixels of a rolled world that are taken at a time."""
_TABLE = 2049
_FINE_SINES = 1 << 14


def sheet_viewport(wide: int) -> Viewport:
    """Return the whole earth in degrees, `wide` pixels wide."""
    zoom = zoom_of(EARTH_RADIUS_KM / (wide / (2 * np.pi)))
    return Viewport(Degrees(), (0.0, 0.0), zoom, wide, wide // 2)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The political map of a day in degrees: `pixels` [(wide / 2 + 1) * wide] from 180 W, 90 N on, and a row for what is off the map."""

    pixels: Pixels
    wide: int

    @property
    def pixel_km(self) -> float:
        """Width of a pixel on the equator."""
        return 40075.017 / self.wide


def laying_out(layer: PoliticalLayer, day: int, viewpoint: str = DE_FACTO, wide: int = FINE) -> Generator[None, None, Sheet]:
    """Make the sheet of a day, in steps that may be put aside or given up."""
    pixels = yield from layer.drawing(sheet_viewport(wide), day, viewpoint)
    return Sheet(np.concatenate([pixels.ravel(), np.zeros(wide, dtype=np.uint32)]), wide)


@dataclass(frozen=True, slots=True, eq=False)
class _Lattice:
    """Where the pixels of a picture look, whatever its centre is.

    On a world `lon` (pixels of the sheet from the meridian) and `row` (first pixel of the row); on an azimuthal map `axes`
    [3, n], directions in the axes of the picture, of the pixels inside alone.
    """

    inside: NDArray[np.bool_]
    lon: NDArray[np.float32] | None = None
    row: NDArray[np.int32] | None = None
    axes: NDArray[np.float32] | None = None
    whole: bool = False
    """Whether every pixel of the picture is inside."""


class Turner:
    """Takes pictures of sheets. While only the centre moves, where the pixels look is worked out once."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._lattice: _Lattice | None = None
        self._pixels: Pixels = np.empty(0, dtype=np.uint32)

    def picture(self, sheet: Sheet, viewport: Viewport, space: str, coarse: int = COARSE, part: QRegion | None = None) -> QImage:
        """Return a picture of a viewport, one pixel for `coarse` x `coarse` device pixels; off the map it has the colour of space.

        It is valid until the next one is asked for. Where only a `part` of it (logical pixels) is wanted, the rest need not be right.
        """
        wide, high = (-(-side // coarse) for side in viewport.device_size)
        lattice, projection, beyond = self._looking(viewport, wide, high, coarse, sheet.wide), viewport.projection, packed(rgb(space))
        if self._pixels.size != wide * high:
            self._pixels = np.empty(wide * high, dtype=np.uint32)
        if lattice.axes is not None and isinstance(projection, Azimuthal) and lattice.whole and part is not None:
            wanted = _pixels_of(part, wide, high, viewport.ratio / coarse)
            self._pixels[wanted] = sheet.pixels.take(_turned_to(projection, lattice.axes[:, wanted], sheet.wide), mode="clip")
        elif lattice.axes is not None and isinstance(projection, Azimuthal):
            self._pixels.fill(beyond)
            self._pixels[lattice.inside] = sheet.pixels.take(_turned_to(projection, lattice.axes, sheet.wide), mode="clip")
        else:
            sheet.pixels[-sheet.wide :] = beyond
            self._roll(sheet, lattice, projection.centre[0])
        image = QImage(self._pixels.data, wide, high, wide * 4, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(viewport.ratio / coarse)
        return image

    def _roll(self, sheet: Sheet, lattice: _Lattice, meridian: float) -> None:
        """Take the pixels of a world, some at a time, so that what is worked out stays in the cache."""
        assert lattice.lon is not None
        assert lattice.row is not None
        middle = np.float32((meridian % 360.0) / 360.0 * sheet.wide + sheet.wide / 2)
        for begin in range(0, len(self._pixels), _CHUNK):
            part = slice(begin, begin + _CHUNK)
            place = (lattice.lon[part] + middle).astype(np.intp)
            place &= sheet.wide - 1
            place += lattice.row[part]
            sheet.pixels.take(place, out=self._pixels[part], mode="clip")

    def _looking(self, viewport: Viewport, wide: int, high: int, coarse: int, side: int) -> _Lattice:
        corners, told = self._corners(viewport, wide, high, coarse)
        key = (*told, side)
        if self._lattice is None or key != self._key:
            self._key, self._lattice = key, _lattice(viewport, corners, wide, high, side)
        return self._lattice

    def _corners(self, viewport: Viewport, wide: int, high: int, coarse: int) -> tuple[NDArray[np.float64], tuple[object, ...]]:
        """Plane coordinates of the corners of a picture (upper left, upper right, lower left), and what tells it from others."""
        corners = viewport.to_plane(np.array([(0.0, 0.0), (wide, 0.0), (0.0, high)]) * coarse)
        return corners, (viewport.projection.name, wide, high, coarse, *np.round(corners.ravel(), 7).tolist())


def _lattice(viewport: Viewport, corners: NDArray[np.float64], wide: int, high: int, side: int) -> _Lattice:
    projection = viewport.projection
    origin, right, down = corners
    across, along = (np.arange(wide) + 0.5)[:, None] / wide * (right - origin), (np.arange(high) + 0.5)[:, None] / high * (down - origin)
    if isinstance(projection, Azimuthal):
        plane = (origin + across[None, :] + along[:, None]).reshape(-1, 2)
        inside = np.hypot(plane[:, 0], plane[:, 1]) <= projection.edge
        axes = np.ascontiguousarray(projection.turned(plane[inside]).T.astype(np.float32))
        return _Lattice(inside, axes=axes, whole=bool(inside.all()))
    assert isinstance(projection, Pseudocylindrical)
    lat = np.linspace(-np.pi / 2, np.pi / 2, _TABLE)
    height, stretch = projection.rows(lat)
    if viewport.rotation:
        x = (origin[0] + across[None, :, 0] + along[:, None, 0]).astype(np.float32)
        y = origin[1] + across[None, :, 1] + along[:, None, 1]
    else:  # parallels are rows of pixels
        x, y = (origin[0] + across[None, :, 0]).astype(np.float32), origin[1] + along[:, None, 1]
    there = np.interp(y, height, lat)
    turns = side / (2 * np.pi) / np.maximum(np.abs(np.interp(y, height, stretch)), 1e-6)
    lon = x * turns.astype(np.float32)
    inside = ((np.abs(y) <= height[-1]) & (np.abs(lon) <= np.float32(side / 2))).ravel()
    row = np.clip((0.5 - there / np.pi) * (side // 2), 0, side // 2 - 1).astype(np.int32) * side
    # Counted from one turn on, so that what is cut off at the point is never below 0.
    np.clip(lon, np.float32(-side / 2), np.float32(side / 2), out=lon)
    lon += np.float32(side)
    return _Lattice(inside, lon.ravel(), np.where(inside, np.broadcast_to(row, lon.shape).ravel(), np.int32(side // 2 * side)))


def _turned_to(projection: Azimuthal, axes: NDArray[np.float32], side: int) -> NDArray[np.int32]:
    """Pixels of a sheet that directions [3, n] in the axes of a picture lead to."""
    x, y, z = projection.frame().T.astype(np.float32) @ axes
    lon = np.arctan2(y, x) * np.float32(side / (2 * np.pi)) + np.float32(side / 2)
    place: NDArray[np.int32] = lon.astype(np.int32)
    np.minimum(place, side - 1, out=place)
    place += _row_of(z, side)
    return place


@lru_cache(maxsize=2)
def _sines(side: int) -> NDArray[np.int32]:
    """First pixel of a sheet's row for a sine of latitude, from -1 to 1."""
    share = 0.5 - np.arcsin(np.linspace(-1.0, 1.0, _FINE_SINES)) / np.pi
    rows: NDArray[np.int32] = np.clip(share * (side // 2), 0, side // 2 - 1).astype(np.int32) * side
    return rows


def _row_of(sine: NDArray[np.float32], side: int) -> NDArray[np.int32]:
    place = ((sine + np.float32(1.0)) * np.float32((_FINE_SINES - 1) / 2)).astype(np.int32)
    rows: NDArray[np.int32] = _sines(side).take(place, mode="clip")
    return rows


def _pixels_of(part: QRegion, wide: int, high: int, scale: float) -> NDArray[np.intp]:
    """Return the pixels of a picture that a region of the map needs; `scale` is how many of them go on a logical pixel."""
    wanted = np.zeros((high, wide), dtype=np.bool_)
    for rect in part:  # type: ignore[attr-defined]
        left, top = int(rect.x() * scale) - _NEIGHBOURS, int(rect.y() * scale) - _NEIGHBOURS
        right, bottom = (int((end + 1) * scale) + 1 + _NEIGHBOURS for end in (rect.right(), rect.bottom()))
        wanted[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True
    return np.flatnonzero(wanted)


def draw_turned(painter: QPainter, image: QImage, viewport: Viewport, theme: Theme, *, edge: bool = True) -> None:
    """Draw a picture of `Turner` over the whole map, in logical pixels, and the edge of the map, where there is one, sharp over it."""
    if not edge:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.size() != QSize(*viewport.device_size))
        painter.drawImage(_whole(image), image, QRectF(image.rect()))
        return
    ring = viewport.to_device(viewport.projection.outline()[::2]) / viewport.ratio
    if image.size() == QSize(*viewport.device_size):
        painter.drawImage(0, 0, image)
    else:
        _draw_grown(painter, image, ring, theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.coast), 1.0))  # a wider one takes fifteen times as long
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in ring.tolist()]))


def _whole(image: QImage) -> QRectF:
    """Return the logical pixels of an image: a point to draw it at would not do, Qt then makes images smaller, but not larger."""
    ratio = image.devicePixelRatio()
    return QRectF(0, 0, image.width() / ratio, image.height() / ratio)


def _draw_grown(painter: QPainter, image: QImage, ring: NDArray[np.float64], theme: Theme) -> None:
    """Draw a coarse picture over the whole map, blurred; off the ring of the map its blur is cut off."""
    whole = _whole(image)
    bounds = QRectF(*ring.min(axis=0).tolist(), *np.ptp(ring, axis=0).tolist()).adjusted(-2, -2, 2, 2) & whole
    painter.fillRect(whole, QColor(theme.space))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    grain = image.devicePixelRatio()
    source = QRectF(bounds.x() * grain, bounds.y() * grain, bounds.width() * grain, bounds.height() * grain)
    painter.drawImage(bounds, image, source)
