"""Where a projected plane lies on a picture: centre, zoom, turn, size, and the way from the plane to pixels and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.projection import EARTH_RADIUS_KM, Points, Projection
from viewer.model.record import dataclass

WORLD_KM = 40075.017
WORLD_PX = 1024.0
"""At zoom 0 the equator's length takes this many logical pixels."""


def km_per_px(zoom: float) -> float:
    """Return kilometres a logical pixel at the centre of the projection."""
    return float(WORLD_KM / WORLD_PX / 2.0**zoom)


def zoom_of(km: float) -> float:
    """Return the zoom at which a logical pixel is that many kilometres."""
    return float(np.log2(WORLD_KM / WORLD_PX / km))


@dataclass(frozen=True, slots=True)
class Viewport:
    """A picture's place on the plane.

    `width` and `height` are logical pixels, `ratio` is device pixels a logical pixel. The place `centre` (lon, lat) lies in the
    middle of the picture moved by `offset` (logical pixels), so that panels may cover a side. `origin` is the device pixel
    of the whole picture at which this one begins: tall exports are made of bands that fit together.
    """

    projection: Projection
    centre: tuple[float, float]
    zoom: float
    width: int
    height: int
    ratio: float = 1.0
    offset: tuple[float, float] = (0.0, 0.0)
    origin: tuple[int, int] = (0, 0)
    full: tuple[int, int] = (0, 0)
    """Device size of the whole picture that this is a band of; (0, 0) where it is whole."""
    rotation: float = 0.0
    """Degrees by which the map is turned clockwise about its centre."""

    @property
    def device_size(self) -> tuple[int, int]:
        """Width and height in device pixels."""
        if self.full != (0, 0):
            return self.width, self.height
        return max(1, round(self.width * self.ratio)), max(1, round(self.height * self.ratio))

    @property
    def scale(self) -> float:
        """Device pixels a unit of the plane (an earth radius)."""
        return EARTH_RADIUS_KM / km_per_px(self.zoom) * self.ratio

    @property
    def middle(self) -> tuple[float, float]:
        """Device pixel at which the place `centre` lies."""
        wide, high = self.full if self.full != (0, 0) else self.device_size
        across = wide / 2.0 + self.offset[0] * self.ratio - self.origin[0]
        down = high / 2.0 + self.offset[1] * self.ratio - self.origin[1]
        return across, down

    def _shift(self) -> tuple[float, float]:
        """Device pixel of the plane's origin."""
        middle = self.projection.forward(np.array([self.centre], dtype=np.float64))
        across, down = (middle * (self.scale, -self.scale) @ self._turn())[0] if self.rotation else middle[0] * (self.scale, -self.scale)
        return float(self.middle[0] - across), float(self.middle[1] - down)

    def _turn(self) -> NDArray[np.float64]:
        """The 2 x 2 matrix by which rows of (across, down) are turned clockwise."""
        angle = np.radians(self.rotation)
        return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])

    def to_device(self, xy: Points) -> Points:
        """Return device pixels [N, 2] (y downwards) of plane coordinates [N, 2]."""
        flat = xy * (self.scale, -self.scale)
        return (flat @ self._turn() if self.rotation else flat) + self._shift()

    def to_plane(self, pixels: Points) -> Points:
        """Return plane coordinates [N, 2] of device pixels [N, 2]."""
        flat = pixels - self._shift()
        plane: Points = (flat @ self._turn().T if self.rotation else flat) / (self.scale, -self.scale)
        return plane

    def pixel_of(self, lonlat: tuple[float, float]) -> tuple[float, float] | None:
        """Return the logical pixel of a place; None where it is not on the map."""
        point = np.array([lonlat], dtype=np.float64)
        if not self.projection.visible(point)[0]:
            return None
        across, down = self.to_device(self.projection.forward(point))[0] / self.ratio
        return float(across), float(down)

    def pixels_of(self, lonlat: Points) -> tuple[Points, NDArray[np.bool_]]:
        """Return logical pixels [N, 2] of places and whether each is on the map [N]."""
        return self.to_device(self.projection.forward(lonlat)) / self.ratio, self.projection.visible(lonlat)

    def lonlat_of(self, across: float, down: float) -> tuple[float, float] | None:
        """Return the place under a logical pixel; None off the map."""
        plane = self.to_plane(np.array([[across, down]]) * self.ratio)
        if not self.projection.inside(plane)[0]:
            return None
        lon, lat = self.projection.inverse(plane)[0]
        return float(lon), float(lat)

    def meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether the map is seen in a box of logical pixels, as far as points in rows of five tell."""
        across, down = np.meshgrid(np.linspace(left, right, 5), np.linspace(top, bottom, 3))
        return bool(self.projection.inside(self.to_plane(np.stack([across.ravel(), down.ravel()], axis=1) * self.ratio)).any())

    def grown(self, before: tuple[int, int], after: int) -> Viewport:
        """Return this picture with more device pixels around it: `before` to the left and above, `after` to the right and below."""
        wide, high = self.device_size
        whole = self.full if self.full != (0, 0) else (wide, high)
        origin = (self.origin[0] - before[0], self.origin[1] - before[1])
        return replace(self, width=wide + before[0] + after, height=high + before[1] + after, origin=origin, full=whole)
