"""A place lies on or near the land of the country that it names; a swapped or mistyped position is found so."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from viewer.model.topology import Basemap, Level
from viewer.store.draft import Draft
from viewer.store.rules.territory import Replay

NEAR_KM = 100.0
"""How far from land of its country a place may lie: room for islets that the base geometry lacks, and for capes and roadsteads."""
_KM = 111.195
"""Kilometres in a degree of latitude."""


def check_nearby(draft: Draft, basemap: Basemap, ledger: Replay) -> None:
    """Note places farther than 100 km from all land that their country holds at some time of the atlas; `sea` is free.

    Nothing is noted of a base geometry that is only its table of units.
    """
    if not basemap.levels:
        return
    level = basemap.levels[-2:][0]  # the finest, where there is but one
    held = _held(ledger)
    known = draft.desk.defined.get("polity", {})
    borders: dict[str, _Border] = {}
    for found in draft.places:
        country = found.value.country
        if country not in known:  # `sea`, none, or told already
            continue
        if country not in held:
            draft.desk.complain(found, "country", f"`{country}` holds no land of its own", "name the polity that holds the place today")
            continue
        if country not in borders:
            borders[country] = _Border(level, basemap.count, held[country])
        distance = borders[country].distance_km(*found.value.lonlat)
        if distance > NEAR_KM:
            message = f"lies {distance:,.0f} km from all land that `{country}` ever holds"
            hint = "mend `lonlat` (longitude comes first) or `country`; `country: sea` for waters"
            draft.desk.complain(found, "country", message, hint)


def _held(ledger: Replay) -> dict[str, set[int]]:
    """Units that each polity holds at some time."""
    held: dict[str, set[int]] = defaultdict(set)
    for unit, (holder, _) in ledger.opening.items():
        held[holder].add(unit)
    for passing in ledger.passings:
        held[passing.holder].add(passing.unit)
    return held


class _Border:
    """The outline of some units together, as pieces of straight line."""

    def __init__(self, level: Level, count: int, units: set[int]) -> None:
        inside = np.zeros(count + 1, dtype=np.bool_)  # index -1 (outside) finds the last
        inside[list(units)] = True
        border = np.flatnonzero(inside[level.arc_left] != inside[level.arc_right])
        starts, ends = level.arc_start[border], level.arc_start[border + 1]
        pieces = [np.arange(start, end - 1) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        first = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int64)
        self._from: NDArray[np.float64] = level.xy[first].astype(np.float64)
        self._to: NDArray[np.float64] = level.xy[first + 1].astype(np.float64)

    def distance_km(self, lon: float, lat: float) -> float:
        """Return how far a point is from the land, in kilometres; 0 on it. Exact to a few parts in a hundred up to some hundred km."""
        if self._holds(lon, lat) or not len(self._from):
            return 0.0 if len(self._from) else np.inf
        scale = np.array([_KM * np.cos(np.radians(lat)), _KM])
        start, end = (self._beside(points, lon, lat) * scale for points in (self._from, self._to))
        along = end - start
        length = np.maximum((along * along).sum(axis=1), 1e-12)
        part = np.clip(-(start * along).sum(axis=1) / length, 0.0, 1.0)
        return float(np.hypot(*(start + along * part[:, None]).T).min())

    @staticmethod
    def _beside(points: NDArray[np.float64], lon: float, lat: float) -> NDArray[np.float64]:
        """Degrees from a point, the short way round the earth."""
        shift: NDArray[np.float64] = points - (lon, lat)
        shift[:, 0] = (shift[:, 0] + 180.0) % 360.0 - 180.0
        return shift

    def _holds(self, lon: float, lat: float) -> bool:
        """Whether a line from the point to the east crosses the outline an odd number of times."""
        (x0, y0), (x1, y1) = self._from.T, self._to.T
        crossed = (y0 > lat) != (y1 > lat)
        x = x0[crossed] + (lat - y0[crossed]) * (x1[crossed] - x0[crossed]) / (y1[crossed] - y0[crossed])
        return bool(np.count_nonzero(x > lon) % 2)
