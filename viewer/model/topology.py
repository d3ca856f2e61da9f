"""The land of the world as one coverage: units, and arcs that know the unit on each side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from viewer.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One generalization of the coverage. Arrays may be memory mapped and are read only."""

    tolerance: float
    """Degrees by which lines were simplified."""
    xy: NDArray[np.float32]
    """[N, 2] lon, lat in degrees; all arcs after each other."""
    arc_start: NDArray[np.int32]
    """[A + 1] offsets into `xy`."""
    arc_left: NDArray[np.int32]
    """[A] unit on the left of the arc's direction, -1 outside."""
    arc_right: NDArray[np.int32]
    """[A] unit on the right, -1 outside."""
    arc_frame: NDArray[np.bool_]
    """[A] whether the arc lies on the frame of the lon/lat map: neither coast nor border."""
    ring_start: NDArray[np.int32]
    """[R + 1] offsets into `ring_arcs`."""
    ring_arcs: NDArray[np.int32]
    """Arc i forward is i, backward is ~i."""
    ring_unit: NDArray[np.int32]
    """[R] unit of each ring."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines or rings: `xy` [N, 2] lon, lat; `start` [n + 1] offsets; `rank` [n] 0 = greatest."""

    xy: NDArray[np.float32]
    start: NDArray[np.int32]
    rank: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Basemap:
    """Base geometry and its units. Levels go from coarse to fine."""

    codes: tuple[str, ...]
    """Unit code by index: adm1 code, with `:cut` parts."""
    adm0: tuple[str, ...]
    """Code of the modern country of each unit."""
    area_km2: NDArray[np.float64]
    point: NDArray[np.float64]
    """[U, 2] a point inside each unit, lon, lat."""
    levels: tuple[Level, ...]
    lakes: tuple[Lines, ...]
    """Coarse to fine; chosen by the caller beside the level."""
    rivers: Lines
    attribution: str = ""
    checksum: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language -> names by unit index; may be empty."""

    @property
    def count(self) -> int:
        """Number of units."""
        return len(self.codes)
