"""A scale bar true at the centre of the picture, and the projection in words."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from viewer.carto.projections.projection import projection_of, unit_vectors
from viewer.carto.projections.viewport import km_per_px
from viewer.carto.view import View
from viewer.model.record import dataclass

_STEPS = {1: (0.25, 0.5), 2: (0.25, 0.5), 3: (1 / 3, 2 / 3), 4: (0.25, 0.5), 5: (0.2, 0.4)}
"""Lengths that are round, with the parts of the bar at which it is divided: 1,000 and 2,000 of 5,000, not 1,250."""
_STEP = 1e-4
"""Earth radii over which the scale is measured."""
_ROOM, _LEAST_ROOM = 155.0, 50.0
"""Most px of a bar, and those that it has at least where it can be chosen how long it is."""
_BESIDE = 56.0
"""Px at the foot of a map that a bar leaves free: a gap before it, and its last number with the unit behind it."""


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of `km` kilometres that is `width` px long, divided at the given numbers of km."""

    km: float
    width: float
    marks: tuple[float, ...]


def scale_bar(view: View, room: float = _ROOM) -> ScaleBar:
    """Return the longest bar of round length that fits `room` px."""
    per_px = km_across(view)
    longest = per_px * room
    power = 10.0 ** max(math.floor(math.log10(longest)), -3)
    step = max((step for step in _STEPS if step * power <= longest), default=1)
    best = step * power
    return ScaleBar(best, best / per_px, (0.0, *(round(best * part, 6) for part in _STEPS[step]), best))


def room_at_foot(free: tuple[float, float, float, float], indent: float) -> float:
    """Return the px that a bar may be wide at the foot of a free part of a map, `indent` px from its left, with its numbers beside it."""
    return min(_ROOM, max(_LEAST_ROOM, free[2] - free[0] - indent - _BESIDE))


def km_across(view: View) -> float:
    """Return km a logical px, from left to right in the middle of the map: projections draw lands larger or smaller than they are."""
    return km_per_px(view.zoom) * _stretch(view.projection, view.centre, view.rotation)


@lru_cache(maxsize=16)
def _stretch(name: str, centre: tuple[float, float], rotation: float) -> float:
    """Return how many times as many km a px is in the middle of the map as its zoom says."""
    projection, turn = projection_of(name, centre), math.radians(rotation)
    middle = projection.forward(np.array([centre], dtype=np.float64))[0]
    step = np.array([math.cos(turn), math.sin(turn)]) * _STEP
    one, other = unit_vectors(projection.inverse(np.array([middle - step, middle + step])))
    angle = 2.0 * math.asin(min(float(np.linalg.norm(one - other)) / 2.0, 1.0))
    stretch = angle / (2.0 * _STEP)
    return stretch if 0.1 < stretch < 10.0 else 1.0


def projection_words(view: View, say: Callable[..., str]) -> str:
    """Return the projection in words; `say` takes (language, key, **values)."""
    lon, lat = projection_of(view.projection, view.centre).centre
    values = {"lon": degrees(lon, "E", "W", view.language), "lat": degrees(lat, "N", "S", view.language)}
    return say(view.language, f"projection.{view.projection}", **values)


def degrees(value: float, positive: str, negative: str, language: str) -> str:
    """Return a longitude or latitude in words: 11° E, 東経11°."""
    number = f"{abs(value):.0f}°"
    letter = positive if value >= 0 else negative
    if language == "ja":
        return {"E": "東経", "W": "西経", "N": "北緯", "S": "南緯"}[letter] + number
    return f"{number} {letter}"
