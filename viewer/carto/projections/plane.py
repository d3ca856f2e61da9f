"""What every projection is: a frozen value that goes from degrees to a plane measured in earth radii, and back.

Everything is vectorized over [N, 2] arrays of float64. x grows to the right, y upwards, and the projection's centre is the
origin. `forward` never returns NaN: what can't be seen is put just outside the outline, and `visible` tells.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

EARTH_RADIUS_KM = 6378.137
"""Length of the plane's unit."""
OUTLINE_STEPS = 361
"""Points of an outline (of each side of one that has two)."""


def wrapped(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return degrees brought to -180 up to 180."""
    return (degrees + 180.0) % 360.0 - 180.0


_TORN = 1.0
"""Neighbouring points of a line farther apart than this (earth radii on the plane) lie on both sides of the map's cut."""


class Projection(ABC):
    """A way to lay the earth on a plane."""

    name: str
    """Id, as a View names it."""

    @property
    @abstractmethod
    def centre(self) -> tuple[float, float]:
        """Lon, lat of the origin of the plane."""

    @property
    @abstractmethod
    def seam(self) -> float | None:
        """Longitude along which the plane is cut open, None where there is no such cut."""

    @abstractmethod
    def forward(self, lonlat: Points) -> Points:
        """Return [N, 2] plane coordinates of [N, 2] degrees."""

    @abstractmethod
    def inverse(self, xy: Points) -> Points:
        """Return [N, 2] degrees of [N, 2] plane coordinates; points outside the outline give the nearest place on the edge."""

    @abstractmethod
    def visible(self, lonlat: Points) -> NDArray[np.bool_]:
        """Return [N] whether points in degrees lie on the map."""

    @abstractmethod
    def inside(self, xy: Points) -> NDArray[np.bool_]:
        """Return [N] whether plane coordinates lie on the map."""

    @abstractmethod
    def outline(self) -> Points:
        """Return the map's edge as a closed convex ring [M, 2]."""

    def parts_of(self, line: Points) -> list[Points]:
        """Return the parts of a line in degrees that are seen and that the cut of the map does not tear, on the plane."""
        plane, seen = self.forward(line), self.visible(line)
        torn = (np.hypot(*np.diff(plane, axis=0).T) > _TORN) | (seen[1:] != seen[:-1])
        breaks = np.flatnonzero(torn) + 1
        return [part for part, shown in zip(np.split(plane, breaks), np.split(seen, breaks), strict=True) if shown[0] and len(part) > 1]
