"""Distances and areas on the ellipsoid (WGS 84), by C. F. F. Karney's geodesics (geographiclib).

C. F. F. Karney: Algorithms for geodesics. Journal of Geodesy 87, 2013, 43-55. Good to nanometres, also between antipodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from viewer.carto.projections.plane import Points

Place = tuple[float, float]
"""Longitude and latitude in degrees."""
_STEP_KM = 60.0
_MOST = 240
"""A geodesic is drawn with a point every _STEP_KM, but with no more than _MOST points."""


def distance_km(one: Place, other: Place) -> float:
    """Return the length of the shortest line between two places, in km."""
    from geographiclib.geodesic import Geodesic

    return float(Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0], Geodesic.DISTANCE)["s12"]) / 1000.0


def length_km(places: Sequence[Place]) -> float:
    """Return the length of a line through places, in km."""
    return sum(distance_km(one, other) for one, other in pairwise(places))


def area_km2(places: Sequence[Place]) -> float:
    """Return the area of the figure with these corners, its sides geodesics, in km2; 0 under three corners."""
    if len(places) < 3:
        return 0.0
    from geographiclib.geodesic import Geodesic

    figure = Geodesic.WGS84.Polygon()
    for lon, lat in places:
        figure.AddPoint(lat, lon)
    _, _, area = figure.Compute(False, True)
    return abs(float(area)) / 1e6


@lru_cache(maxsize=256)
def geodesic(one: Place, other: Place) -> Points:
    """Return points [N, 2] of the shortest line between two places, in degrees, close enough to be drawn.

    They can't be written to: a line that is measured is drawn again in each frame, and it takes milliseconds to find.
    """
    from geographiclib.geodesic import Geodesic

    line = Geodesic.WGS84.InverseLine(one[1], one[0], other[1], other[0])
    count = min(max(round(line.s13 / 1000.0 / _STEP_KM), 1), _MOST)
    found = [line.Position(line.s13 * n / count) for n in range(count + 1)]
    points = np.array([(at["lon2"], at["lat2"]) for at in found], dtype=np.float64)
    points.flags.writeable = False
    return points
