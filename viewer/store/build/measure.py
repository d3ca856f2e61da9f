"""Areas on the ellipsoid, and the grid on which all coordinates of the base lie."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

GRID = 1e-6
"""Degrees between two neighbouring coordinates: 11 cm. Equal places have equal numbers on it."""

_PER_DEGREE = 1_000_000
_SEMIMAJOR = 6378.137
_FLATTENING = 1 / 298.257223563
_E2 = _FLATTENING * (2 - _FLATTENING)
_E = _E2**0.5


def to_grid(lonlat: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number the grid places of coordinates [N, 2] in degrees."""
    return np.rint(lonlat * _PER_DEGREE).astype(np.int64)


def from_grid(places: NDArray[Any]) -> NDArray[np.float64]:
    """Give the degrees of grid places [N, 2]."""
    return np.asarray(places / _PER_DEGREE, dtype=np.float64)


def on_grid(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move coordinates [N, 2] in degrees to the nearest grid place."""
    return from_grid(to_grid(lonlat))


def area_km2(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """Measure shapes in lon/lat on the WGS 84 ellipsoid, by the cylindrical equal-area projection."""
    return np.asarray(shapely.area(shapely.transform(shapes, _equal_area)), dtype=np.float64)


def perimeter_km(shapes: NDArray[Any]) -> NDArray[np.float64]:
    """Measure the outlines of shapes of at most some degrees in height, well enough to tell thin from stout."""
    xy, shape = shapely.get_coordinates(shapes, return_index=True)
    middle = np.bincount(shape, weights=xy[:, 1]) / np.bincount(shape)
    km = _SEMIMAJOR * np.radians(1) * np.column_stack([np.cos(np.radians(middle))[shape], np.ones(len(xy))])
    return np.asarray(shapely.length(shapely.set_coordinates(shapes.copy(), xy * km)), dtype=np.float64)


def _equal_area(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    sine = np.sin(np.radians(lonlat[:, 1]))
    q = (1 - _E2) * (sine / (1 - _E2 * sine**2) - np.log((1 - _E * sine) / (1 + _E * sine)) / (2 * _E))
    return np.column_stack([_SEMIMAJOR * np.radians(lonlat[:, 0]), _SEMIMAJOR * q / 2])
