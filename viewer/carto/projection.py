"""Map projections as frozen values: from degrees to a plane measured in earth radii, and back.

Everything is vectorized over [N, 2] arrays of float64. x grows to the right, y upwards, and the projection's centre is the
origin. `forward` never returns NaN: what can't be seen is put just outside the outline, and `visible` tells.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

Points = NDArray[np.float64]

EARTH_RADIUS_KM = 6378.137
"""Length of the plane's unit."""
EAST_MERIDIAN = 11.0
"""Central meridian that keeps Chukotka whole."""
PACIFIC_MERIDIAN = 150.0
"""Central meridian with the Pacific in the middle."""
_OUTLINE_STEPS = 361
_BEYOND = 0.05
"""How far outside the limb the farthest hidden point is put, in radii."""


class Projection(ABC):
    """A way to lay the earth on a plane."""

    name: str
    """Id, as a View names it."""

    @property
    @abstractmethod
    def keeps(self) -> str:
        """What it does not distort: area, distance (from the centre), or nothing."""

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


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = np.sqrt(3.0) / 2.0


def _curve(theta: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return y of Equal Earth and its derivative, for the parametric latitude in radians."""
    square = theta * theta
    sixth = square * square * square
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    return y, slope


@dataclass(frozen=True, slots=True)
class EqualEarth(Projection):
    """Equal Earth (Savric, Patterson, Jenny 2018): the world with honest areas."""

    meridian: float = EAST_MERIDIAN
    name = "equal-earth"

    @property
    @override
    def keeps(self) -> str:
        return "area"

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
        return self.forward_unwrapped(np.column_stack([_wrap(lonlat[:, 0] - self.meridian), lonlat[:, 1]]))

    def forward_unwrapped(self, relative: Points) -> Points:
        """Return plane coordinates of degrees relative to the meridian, which may pass 180 and so leave the outline."""
        theta = np.arcsin(_M * np.sin(np.radians(np.clip(relative[:, 1], -90.0, 90.0))))
        y, slope = _curve(theta)
        return np.column_stack([np.radians(relative[:, 0]) * np.cos(theta) / (_M * slope), y])

    @override
    def inverse(self, xy: Points) -> Points:
        top = _curve(np.array([np.pi / 3]))[0][0]
        wanted = np.clip(xy[:, 1], -top, top)
        theta = wanted / _A1
        for _ in range(8):  # Newton from the linear part converges to 1e-12 in six steps
            y, slope = _curve(theta)
            theta = theta - (y - wanted) / slope
        lat = np.degrees(np.arcsin(np.clip(np.sin(theta) / _M, -1.0, 1.0)))
        slope = _curve(theta)[1]
        lon = np.degrees(xy[:, 0] * _M * slope / np.cos(theta))
        return np.column_stack([_wrap(np.clip(lon, -180.0, 180.0 - 1e-9) + self.meridian), lat])

    @override
    def visible(self, lonlat: Points) -> NDArray[np.bool_]:
        return np.ones(len(lonlat), dtype=np.bool_)

    @override
    def inside(self, xy: Points) -> NDArray[np.bool_]:
        top = _curve(np.array([np.pi / 3]))[0][0]
        lat = self.inverse(np.column_stack([np.zeros(len(xy)), xy[:, 1]]))[:, 1]
        edge = self.forward_unwrapped(np.column_stack([np.full(len(xy), 180.0), lat]))[:, 0]
        within: NDArray[np.bool_] = (np.abs(xy[:, 1]) <= top) & (np.abs(xy[:, 0]) <= edge)
        return within

    @override
    def outline(self) -> Points:
        lat = np.linspace(-90.0, 90.0, _OUTLINE_STEPS)
        east = self.forward_unwrapped(np.column_stack([np.full(_OUTLINE_STEPS, 180.0), lat]))
        west = east[::-1] * (-1.0, 1.0)
        return np.concatenate([east, west, east[:1]])


@dataclass(frozen=True, slots=True)
class Azimuth:
    """The law of an azimuthal projection: how far from the centre it draws what lies off the centre's axis.

    `stretch` takes the cosine of the angle from the centre and gives radius / sine of that angle; `angle` takes a radius
    and gives the angle (radians); `limit` is the greatest angle shown and `edge` its radius.
    """

    stretch: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    angle: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    limit: float
    edge: float
    keeps: str


def _equal_area(cosine: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sqrt(2.0 / np.maximum(1.0 + cosine, 1e-9))


def _equidistant(cosine: NDArray[np.float64]) -> NDArray[np.float64]:
    cosine = np.clip(cosine, -1.0 + 1e-9, 1.0 - 1e-12)
    return np.arccos(cosine) / np.sqrt(1.0 - cosine * cosine)


def _sphere(cosine: NDArray[np.float64]) -> NDArray[np.float64]:
    stretch = np.ones_like(cosine)
    hidden = np.flatnonzero(cosine < 0.0)
    sunk = np.maximum(cosine[hidden], -1.0 + 1e-9)
    stretch[hidden] = (1.0 - _BEYOND * sunk) / np.sqrt(1.0 - sunk * sunk)
    return stretch


AZIMUTHS: Mapping[str, Azimuth] = MappingProxyType(
    {
        "laea": Azimuth(
            _equal_area, lambda r: 2.0 * np.arcsin(np.clip(r / 2.0, 0.0, 1.0)), np.radians(150.0), 2.0 * np.sin(np.radians(75.0)), "area"
        ),
        "arctic": Azimuth(_equidistant, lambda r: r, np.radians(60.0), np.radians(60.0), "distance"),
        "globe": Azimuth(_sphere, lambda r: np.arcsin(np.clip(r, 0.0, 1.0)), np.radians(90.0), 1.0, "nothing"),
    },
)
"""Id -> law of the azimuthal projections."""


@dataclass(frozen=True, slots=True)
class Azimuthal(Projection):
    """A projection that keeps directions at its centre: Lambert equal-area, equidistant on the pole, orthographic globe."""

    name: str
    middle: tuple[float, float]

    @property
    @override
    def keeps(self) -> str:
        return AZIMUTHS[self.name].keeps

    @property
    @override
    def centre(self) -> tuple[float, float]:
        return self.middle

    @property
    @override
    def seam(self) -> float | None:
        return None

    def _frame(self) -> NDArray[np.float64]:
        """Return the 3 x 3 turn whose rows are the plane's x, its y, and the direction to the centre."""
        lon, lat = np.radians(self.middle)
        sin_lon, cos_lon, sin_lat, cos_lat = np.sin(lon), np.cos(lon), np.sin(lat), np.cos(lat)
        return np.array(
            [
                [-sin_lon, cos_lon, 0.0],
                [-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat],
                [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat],
            ],
        )

    @override
    def forward(self, lonlat: Points) -> Points:
        lon, lat = np.radians(self.middle)
        across = np.radians(lonlat[:, 0]) - lon
        up = np.radians(lonlat[:, 1])
        sin_up, cos_up = np.sin(up), np.cos(up)
        ahead = cos_up * np.cos(across)
        cosine = np.sin(lat) * sin_up + np.cos(lat) * ahead
        stretch = AZIMUTHS[self.name].stretch(cosine)
        flat = np.empty((len(lonlat), 2))
        np.multiply(cos_up * np.sin(across), stretch, out=flat[:, 0])
        np.multiply(np.cos(lat) * sin_up - np.sin(lat) * ahead, stretch, out=flat[:, 1])
        return flat

    @override
    def inverse(self, xy: Points) -> Points:
        law = AZIMUTHS[self.name]
        radius = np.hypot(xy[:, 0], xy[:, 1])
        angle = np.minimum(law.angle(radius), law.limit)
        scale = np.divide(np.sin(angle), radius, out=np.ones_like(radius), where=radius > 1e-12)
        turned = np.column_stack([xy * scale[:, None], np.cos(angle)])
        vector = turned @ self._frame()
        lat = np.degrees(np.arcsin(np.clip(vector[:, 2], -1.0, 1.0)))
        return np.column_stack([np.degrees(np.arctan2(vector[:, 1], vector[:, 0])), lat])

    @override
    def visible(self, lonlat: Points) -> NDArray[np.bool_]:
        depth = unit_vectors(lonlat) @ self._frame()[2]
        shown: NDArray[np.bool_] = depth >= np.cos(AZIMUTHS[self.name].limit) - 1e-12
        return shown

    @override
    def inside(self, xy: Points) -> NDArray[np.bool_]:
        within: NDArray[np.bool_] = np.hypot(xy[:, 0], xy[:, 1]) <= self.edge + 1e-12
        return within

    @property
    def edge(self) -> float:
        """Radius of the outline."""
        return AZIMUTHS[self.name].edge

    @override
    def outline(self) -> Points:
        turn = np.linspace(0.0, 2 * np.pi, _OUTLINE_STEPS)
        return self.edge * np.column_stack([np.cos(turn), np.sin(turn)])


def unit_vectors(lonlat: Points) -> NDArray[np.float64]:
    """Return [N, 3] vectors of length 1 that point from the centre of the earth to [N, 2] degrees."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    cos_lat = np.cos(lat)
    return np.column_stack([cos_lat * np.cos(lon), cos_lat * np.sin(lon), np.sin(lat)])


def _wrap(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return degrees brought to -180 up to 180."""
    return (degrees + 180.0) % 360.0 - 180.0


@lru_cache(maxsize=64)
def projection_of(name: str, centre: tuple[float, float]) -> Projection:
    """Return the projection that shows a place well: its id, and the lon, lat that the view looks at.

    Equal Earth takes the Atlantic or the Pacific meridian, whichever keeps the place farther from the cut; the Arctic view has
    30 W at the foot; the others are centred on the place. KeyError for an unknown id.
    """
    if name == "equal-earth":
        off = abs((centre[0] - EAST_MERIDIAN + 180.0) % 360.0 - 180.0)
        return EqualEarth(EAST_MERIDIAN if off <= 125.0 else PACIFIC_MERIDIAN)
    if name == "arctic":
        return Azimuthal(name, (-30.0, 90.0))
    if name not in AZIMUTHS:
        raise KeyError(name)
    return Azimuthal(name, (float(centre[0]), float(centre[1])))
