"""World projections whose parallels are straight: Equal Earth, Natural Earth II, and plain degrees.

They differ only in two functions of the latitude: how high a parallel lies and how long a radian along it is drawn.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from viewer.carto.projections.plane import OUTLINE_STEPS, Points, Projection, wrapped
from viewer.model.record import dataclass

Values = NDArray[np.float64]

EAST_MERIDIAN = 11.0
"""Central meridian that keeps Chukotka whole."""
PACIFIC_MERIDIAN = 150.0
"""Central meridian with the Pacific in the middle."""
_POLE = np.pi / 2
_TABLE = 8193
_ROUNDS, _SMALL = 10, 1e-12
"""Newton from the table converges to so much (radians) in two steps; where the curve is almost flat, at the poles, in more."""


class Pseudocylindrical(Projection):
    """A projection with straight parallels, cut open along the meridian opposite its central one."""

    meridian: float

    @staticmethod
    @abstractmethod
    def rows(lat: Values) -> tuple[Values, Values]:
        """Return height y and length of a radian of longitude, for latitudes in radians."""

    @staticmethod
    @abstractmethod
    def slope(lat: Values) -> Values:
        """Return dy/dlat, for latitudes in radians."""

    @property
    @override
    def centre(self) -> tuple[float, float]:
        return (self.meridian, 0.0)

    @property
    @override
    def seam(self) -> float | None:
        return (self.meridian + 360.0) % 360.0 - 180.0

    @override
    def forward(self, lonlat: Points) -> Points:
        return self.forward_unwrapped(np.column_stack([wrapped(lonlat[:, 0] - self.meridian), lonlat[:, 1]]))

    def forward_unwrapped(self, relative: Points) -> Points:
        """Return plane coordinates of degrees relative to the meridian, which may pass 180 and so leave the outline."""
        y, stretch = self.rows(np.radians(np.clip(relative[:, 1], -90.0, 90.0)))
        return np.column_stack([np.radians(relative[:, 0]) * stretch, y])

    def latitudes(self, y: Values) -> Values:
        """Return the latitudes (radians) of heights on the plane, the poles' for what lies beyond them."""
        heights, table = _table(type(self))
        wanted = np.clip(y, heights[0], heights[-1])
        lat = np.interp(wanted, heights, table)
        for _ in range(_ROUNDS):
            step = (self.rows(lat)[0] - wanted) / np.maximum(self.slope(lat), 1e-6)
            lat = np.clip(lat - step, -_POLE, _POLE)
            if np.abs(step).max(initial=0.0) < _SMALL:
                break
        return lat

    @override
    def inverse(self, xy: Points) -> Points:
        lat = self.latitudes(xy[:, 1])
        lon = np.degrees(xy[:, 0] / np.maximum(self.rows(lat)[1], 1e-9))
        return np.column_stack([wrapped(np.clip(lon, -180.0, 180.0 - 1e-9) + self.meridian), np.degrees(lat)])

    @override
    def visible(self, lonlat: Points) -> NDArray[np.bool_]:
        return np.ones(len(lonlat), dtype=np.bool_)

    @override
    def inside(self, xy: Points) -> NDArray[np.bool_]:
        top = _table(type(self))[0][-1]
        edge = np.pi * self.rows(self.latitudes(xy[:, 1]))[1]
        within: NDArray[np.bool_] = (np.abs(xy[:, 1]) <= top) & (np.abs(xy[:, 0]) <= edge)
        return within

    @override
    def outline(self) -> Points:
        lat = np.linspace(-90.0, 90.0, OUTLINE_STEPS)
        east = self.forward_unwrapped(np.column_stack([np.full(OUTLINE_STEPS, 180.0), lat]))
        west = east[::-1] * (-1.0, 1.0)
        return np.concatenate([east, west, east[:1]])


@lru_cache(maxsize=8)
def _table(law: type[Pseudocylindrical]) -> tuple[Values, Values]:
    """Return heights on the plane, rising, and their latitudes (radians)."""
    lat = np.linspace(-_POLE, _POLE, _TABLE)
    return law.rows(lat)[0], lat


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = np.sqrt(3.0) / 2.0


@dataclass(frozen=True, slots=True)
class EqualEarth(Pseudocylindrical):
    """Equal Earth (Savric, Patterson, Jenny 2018): the world with honest areas."""

    meridian: float = EAST_MERIDIAN
    name = "equal-earth"

    @staticmethod
    @override
    def rows(lat: Values) -> tuple[Values, Values]:
        theta = np.arcsin(_M * np.sin(lat))
        square = theta * theta
        sixth = square * square * square
        slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
        return theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square)), np.cos(theta) / (_M * slope)

    @staticmethod
    @override
    def slope(lat: Values) -> Values:
        # Areas are kept: dy is the area of a ring of the sphere over the length of its parallel on the plane.
        return np.cos(lat) / EqualEarth.rows(lat)[1]


_X0, _X1, _X6, _X7, _X8, _X9 = 0.84719, -0.13063, -0.04515, 0.05494, -0.02326, 0.00331
_Y0, _Y4, _Y5, _Y6 = 1.01183, -0.02625, 0.01926, -0.00396


@dataclass(frozen=True, slots=True)
class NaturalEarth(Pseudocylindrical):
    """Natural Earth II (Savric, Patterson, Jenny 2015): a compromise with rounded corners, neither areas nor angles kept.

    Bojan Savric, Tom Patterson, Bernhard Jenny: The Natural Earth II world map projection. International Journal of
    Cartography 1(2), 2015, 123-133.
    """

    meridian: float = EAST_MERIDIAN
    name = "natural-earth"

    @staticmethod
    @override
    def rows(lat: Values) -> tuple[Values, Values]:
        square = lat * lat
        fourth = square * square
        sixth = square * fourth
        stretch = _X0 + _X1 * square + sixth * sixth * (_X6 + _X7 * square + _X8 * fourth + _X9 * sixth)
        return lat * (_Y0 + fourth * fourth * (_Y4 + _Y5 * square + _Y6 * fourth)), stretch

    @staticmethod
    @override
    def slope(lat: Values) -> Values:
        square = lat * lat
        fourth = square * square
        return _Y0 + fourth * fourth * (9 * _Y4 + 11 * _Y5 * square + 13 * _Y6 * fourth)


@dataclass(frozen=True, slots=True)
class Degrees(Pseudocylindrical):
    """Longitude and latitude as they are: a sheet from which other pictures of the world can be taken. No View names it."""

    meridian: float = 0.0
    name = "degrees"

    @staticmethod
    @override
    def rows(lat: Values) -> tuple[Values, Values]:
        return lat, np.ones_like(lat)

    @staticmethod
    @override
    def slope(lat: Values) -> Values:
        return np.ones_like(lat)


WORLDS: dict[str, type[EqualEarth | NaturalEarth]] = {"equal-earth": EqualEarth, "natural-earth": NaturalEarth}
"""Id -> world projection that a View can name."""


def meridian_for(lon: float) -> float:
    """Return the central meridian of a world that shows a longitude well: the Atlantic or the Pacific, where the cut is farther."""
    off = abs((lon - EAST_MERIDIAN + 180.0) % 360.0 - 180.0)
    return EAST_MERIDIAN if off <= 125.0 else PACIFIC_MERIDIAN
