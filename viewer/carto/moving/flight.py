"""Flying from one view of the map to another: out, over and in again, so that the eye can follow.

The way is that of J. J. van Wijk and W. A. A. Nuij, Smooth and efficient zooming and panning (InfoVis 2003): the ground passes at an
even pace measured in widths of the picture.
"""

from __future__ import annotations

import math

import numpy as np

from viewer.carto.projections.projection import EARTH_RADIUS_KM, unit_vectors
from viewer.carto.projections.pseudocylindrical import WORLDS
from viewer.carto.projections.viewport import km_per_px, zoom_of
from viewer.carto.view import MAX_ZOOM, MIN_ZOOM, View
from viewer.model.record import dataclass

_RHO = math.sqrt(2.0)
"""How much flying out is preferred to flying along (1.42 in the paper)."""
_CLOSE = 2.4
"""From this zoom on, a world and a region look alike: there one gives way to the other."""
_SECONDS, _LEAST, _MOST = 0.42, 0.22, 1.5
"""Seconds for a unit of the way; at least and at most."""


@dataclass(frozen=True, slots=True)
class Flight:
    """A way from the map of one View to that of another, on a picture `width` px wide. What is not the map's is the other's at once."""

    start: View
    end: View
    width: float
    length: float
    """Of the way, in the paper's units."""
    ground: float
    """km from centre to centre."""

    @property
    def seconds(self) -> float:
        """How long it should take."""
        return min(max(self.length * _SECONDS, _LEAST), _MOST)

    def at(self, share: float) -> View:
        """Return the View when a share (0 to 1) of the time has passed."""
        if share >= 1.0:
            return self.end
        along = _eased(max(share, 0.0))
        gone, wide = self._passed(along * self.length)
        zoom = min(MAX_ZOOM, max(MIN_ZOOM, zoom_of(wide / self.width)))
        near_end = along > 0.5
        one = self.end if near_end else self.start
        if self.start.projection != self.end.projection and zoom < _CLOSE:
            one = min(self.start, self.end, key=lambda view: view.zoom)  # the one that is made to show much
        share_of_ground = gone / self.ground if self.ground > 0.0 else along
        turn = (self.end.rotation - self.start.rotation + 180.0) % 360.0 - 180.0
        centre = self._centre(share_of_ground, flat=one.projection in WORLDS)
        return self.end.with_(projection=one.projection, centre=centre, zoom=zoom, rotation=self.start.rotation + turn * along)

    def _passed(self, way: float) -> tuple[float, float]:
        """Km that lie behind, and km that the picture is wide, after some of the way."""
        first, last = self._widths()
        if self.ground < 1e-6 * first:
            return 0.0, first * (last / first) ** (way / self.length if self.length else 1.0)
        bend = _bend(first, last, self.ground, sign=1.0)
        swing = _RHO * way + bend
        ahead = math.cosh(bend) * math.tanh(swing) - math.sinh(bend)
        return first / _RHO**2 * ahead, first * math.cosh(bend) / math.cosh(swing)

    def _widths(self) -> tuple[float, float]:
        return self.width * km_per_px(self.start.zoom), self.width * km_per_px(self.end.zoom)

    def _centre(self, share: float, *, flat: bool) -> tuple[float, float]:
        """Where the map looks: on the great circle, on a world map along its straight line."""
        (west, south), (east, north) = self.start.centre, self.end.centre
        share = min(max(share, 0.0), 1.0)
        if flat:
            across = (east - west + 180.0) % 360.0 - 180.0
            return west + across * share, south + (north - south) * share
        one, other = unit_vectors(np.array([self.start.centre, self.end.centre], dtype=np.float64))
        angle = math.acos(min(max(float(one @ other), -1.0), 1.0))
        if angle < 1e-7 or angle > math.pi - 1e-3:
            return (east, north) if share > 0.5 else (west, south)
        x, y, z = (math.sin((1.0 - share) * angle) * one + math.sin(share * angle) * other) / math.sin(angle)
        return math.degrees(math.atan2(y, x)), math.degrees(math.asin(min(max(z, -1.0), 1.0)))


def flight(start: View, end: View, width: float) -> Flight:
    """Return the way from one View to another on a picture `width` px wide."""
    one, other = unit_vectors(np.array([start.centre, end.centre], dtype=np.float64))
    ground = EARTH_RADIUS_KM * math.acos(min(max(float(one @ other), -1.0), 1.0))
    first, last = width * km_per_px(start.zoom), width * km_per_px(end.zoom)
    if ground < 1e-6 * first:
        return Flight(start, end, width, abs(math.log(last / first)) / _RHO, 0.0)
    length = (_bend(first, last, ground, sign=-1.0) - _bend(first, last, ground, sign=1.0)) / _RHO
    return Flight(start, end, width, length, ground)


def _bend(first: float, last: float, ground: float, *, sign: float) -> float:
    """r0 (sign 1) and r1 (sign -1) of the paper."""
    of = first if sign > 0 else last
    b = (last**2 - first**2 + sign * _RHO**4 * ground**2) / (2.0 * of * _RHO**2 * ground)
    return -math.asinh(b)


def _eased(share: float) -> float:
    """Begin and end gently."""
    return share * share * (3.0 - 2.0 * share)
