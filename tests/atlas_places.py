"""Which unit of the built-in atlas lies under a place: the polygons of the finest level, and the nearest one on a coast."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rings import expand_rings

from viewer.model.atlas import Atlas
from viewer.model.ledger import STATUSES
from viewer.model.time import day_of
from viewer.model.topology import Level
from viewer.store.cache.compiled import open_atlas
from viewer.store.locations import cache_folder, data_folder
from viewer.store.syntax.problems import BrokenAtlas

KM_A_DEGREE = 111.32
COAST_KM = 15.0
"""How far off the land a place on a coast may lie, where the land is generalised."""


@dataclass(frozen=True)
class Holding:
    """How a unit is held on a day."""

    unit: str
    holder: str
    sovereign: str
    status: str


@cache
def _opened() -> Atlas | BrokenAtlas:
    """The built-in atlas, or what is wrong with it: read once, however many tests ask."""
    try:
        return open_atlas(data_folder(), cache_folder())
    except BrokenAtlas as problem:
        return problem


def the_atlas() -> Atlas:
    """The built-in atlas. BrokenAtlas where it can't be read."""
    opened = _opened()
    if isinstance(opened, BrokenAtlas):
        raise opened
    return opened


@cache
def _finest() -> tuple[Level, NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """Level, vertices, ring offsets and boxes [R, 4] of the rings."""
    level = the_atlas().basemap.levels[-1]
    xy, start = expand_rings(level)
    xy = xy.astype(np.float64)
    boxes = np.hstack([np.minimum.reduceat(xy, start[:-1]), np.maximum.reduceat(xy, start[:-1])])
    return level, xy, start, boxes


@cache
def _shape(unit: int) -> Any:
    """The land of a unit; holes are rings inside rings."""
    level, xy, start, _ = _finest()
    rings = [xy[start[ring] : start[ring + 1]] for ring in np.flatnonzero(level.ring_unit == unit)]
    return shapely.build_area(shapely.geometrycollections([shapely.linearrings(ring) for ring in rings if len(ring) >= 3]))


@cache
def unit_under(lon: float, lat: float) -> int:
    """Index of the unit under a place, else of the nearest within COAST_KM. AssertionError where there is none."""
    level, _, _, boxes = _finest()
    reach = COAST_KM / KM_A_DEGREE
    wide = reach / cos(radians(lat))
    near = (boxes[:, 0] <= lon + wide) & (boxes[:, 2] >= lon - wide) & (boxes[:, 1] <= lat + reach) & (boxes[:, 3] >= lat - reach)
    place = shapely.Point(0.0, 0.0)
    found = []
    for unit in np.unique(level.ring_unit[near]).tolist():
        # flattened about the place, in km
        shape = shapely.transform(_shape(unit), lambda xy: (xy - (lon, lat)) * (KM_A_DEGREE * cos(radians(lat)), KM_A_DEGREE))
        found.append((shapely.distance(shape, place), unit))
    distance, unit = min(found, default=(COAST_KM + 1, -1))
    assert distance <= COAST_KM, f"there is no land within {COAST_KM:g} km of {lon}, {lat}"
    return int(unit)


def holding(lon: float, lat: float, day: str) -> Holding:
    """Who holds the land under a place on a day, by the ledger."""
    atlas, unit, when = the_atlas(), unit_under(lon, lat), day_of(day)
    row = atlas.territory.rows(when)[unit]
    holder = int(atlas.territory.holder[row])
    status = STATUSES[atlas.territory.status[row]]
    code = atlas.basemap.codes[unit]
    if holder < 0:
        return Holding(code, "nobody", "nobody", status)
    sovereign = int(atlas.standing(when).sovereign[holder])
    return Holding(code, atlas.polity_list[holder].id, atlas.polity_list[sovereign].id, status)
