"""Map projections as frozen values: from degrees to a plane measured in earth radii, and back.

See `plane` for what all of them are; the azimuthal ones are here, the worlds in `pseudocylindrical`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from viewer.carto.projections.plane import EARTH_RADIUS_KM, OUTLINE_STEPS, Points, Projection
from viewer.carto.projections.pseudocylindrical import EAST_MERIDIAN, PACIFIC_MERIDIAN, WORLDS, EqualEarth, Pseudocylindrical
from viewer.model.record import dataclass

__all__ = [
    "AZIMUTHS",
    "EARTH_RADIUS_KM",
    "EAST_MERIDIAN",
    "PACIFIC_MERIDIAN",
    "Azimuth",
    "Azimuthal",
    "EqualEarth",
    "Points",
    "Projection",
    "Pseudocylindrical",
    "projection_of",
    "unit_vectors",
]

_BEYOND = 0.05
"""How far outside the limb the farthest hidden point is put, in radii."""


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
            _equal_area, lambda r: 2.0 * np.arcsin(np.clip(r / 2.0, 0.0, 1.0)), np.radians(150.0), 2.0 * np.sin(np.radians(75.0))
        ),
        "arctic": Azimuth(_equidistant, lambda r: r, np.radians(60.0), np.radians(60.0)),
        "globe": Azimuth(_sphere, lambda r: np.arcsin(np.clip(r, 0.0, 1.0)), np.radians(90.0), 1.0),
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
    def centre(self) -> tuple[float, float]:
        return self.middle

    @property
    @override
    def seam(self) -> float | None:
        return None

    def frame(self) -> NDArray[np.float64]:
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
        vector = self.turned(xy) @ self.frame()
        lat = np.degrees(np.arcsin(np.clip(vector[:, 2], -1.0, 1.0)))
        return np.column_stack([np.degrees(np.arctan2(vector[:, 1], vector[:, 0])), lat])

    def turned(self, xy: Points) -> NDArray[np.float64]:
        """Return [N, 3] the directions of plane coordinates, measured in the axes of `frame`: the same whatever the centre is."""
        law = AZIMUTHS[self.name]
        radius = np.hypot(xy[:, 0], xy[:, 1])
        angle = np.minimum(law.angle(radius), law.limit)
        scale = np.divide(np.sin(angle), radius, out=np.ones_like(radius), where=radius > 1e-12)
        return np.column_stack([xy * scale[:, None], np.cos(angle)])

    @override
    def visible(self, lonlat: Points) -> NDArray[np.bool_]:
        depth = unit_vectors(lonlat) @ self.frame()[2]
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
        turn = np.linspace(0.0, 2 * np.pi, OUTLINE_STEPS)
        return self.edge * np.column_stack([np.cos(turn), np.sin(turn)])


def unit_vectors(lonlat: Points) -> NDArray[np.float64]:
    """Return [N, 3] vectors of length 1 that point from the centre of the earth to [N, 2] degrees."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    cos_lat = np.cos(lat)
    return np.column_stack([cos_lat * np.cos(lon), cos_lat * np.sin(lon), np.sin(lat)])


@lru_cache(maxsize=64)
def projection_of(name: str, centre: tuple[float, float]) -> Projection:
    """Return the projection that shows a place well: its id, and the lon, lat that the view looks at.

    The worlds have the place's meridian in the middle; the Arctic view has 30 W at the foot; the others are centred on the
    place. KeyError for an unknown id.
    """
    if name in WORLDS:
        return WORLDS[name](float(centre[0]))
    if name == "arctic":
        return Azimuthal(name, (-30.0, 90.0))
    if name not in AZIMUTHS:
        raise KeyError(name)
    return Azimuthal(name, (float(centre[0]), float(centre[1])))
