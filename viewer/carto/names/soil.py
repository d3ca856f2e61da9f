"""Whose land lies under the names of places: such a name had better stand on the land of its own place, or on water."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import Boxes
from viewer.carto.events.stacks import Locate
from viewer.carto.names.land_names import LandSpots
from viewer.model.atlas import Atlas
from viewer.model.record import dataclass

OnMap = Callable[[NDArray[np.float64]], NDArray[np.bool_]]
"""Tells which points (logical px, [N, 2]) lie on the map."""
_AT_SEA = -2
"""The owner of a place beside which there is no land: all land is another's."""
_ABOUT = np.array([(across, down) for down in (0, -1, 1) for across in (0, -1, 1)])
_NOWHERE = (-1, -1)
_AT_HOME = 1000.0
"""So much nearer (px) counts a cell about a place that lies in its own country: cells are coarse, and borders run through them."""
_NEAR = 1.0
"""Px by which a picture may be off for it still to tell what lies where."""


@dataclass(frozen=True, slots=True, eq=False)
class Soil:
    """What lies under names on one picture."""

    spots: LandSpots | None = None
    on_map: OnMap | None = None
    homes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The polity to which each place belongs today, and the state to which that answers on the day; a place may be missing."""
    judged: dict[object, tuple[NDArray[np.float64], NDArray[np.bool_]]] = field(default_factory=dict)
    """What was found out about the spots of a name, kept by those who ask."""

    def under(self, places: Sequence[str], at: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return which part [N, S] of the names of places lies on the land of others.

        Args: places: ids. at: [N, 2] (px) where they lie. boxes: [N, S, 4] (px) what the names take at their spots.
        """
        none = np.zeros(boxes.shape[:2])
        if self.spots is None or not len(at):
            return none
        flat = boxes.reshape(-1, 4)
        homes = np.array([self.homes.get(place, _NOWHERE) for place in places], dtype=np.intp)
        own = np.repeat(_owner(self.spots, at, homes), boxes.shape[1])
        middles = np.hstack([(flat[:, :2] + flat[:, 2:]) / 2, (flat[:, 2:] - flat[:, :2]) / 2 - (2.0, 1.0)])
        found = self.spots.under(own, middles, np.ones(len(flat), dtype=np.bool_))
        return none if found is None else found[0].reshape(none.shape)

    def cut(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which of the boxes [N, S, 4] (px) lie across the rim of the map."""
        if self.on_map is None or not boxes.size:
            return np.zeros(boxes.shape[:2], dtype=np.bool_)
        left, top, right, bottom = np.moveaxis(boxes, -1, 0)
        corners = np.stack([np.stack([x, y], axis=-1) for x in (left, right) for y in (top, bottom)], axis=2)
        inside = self.on_map(corners.reshape(-1, 2)).reshape(corners.shape[:3])
        return np.asarray(~inside.all(axis=2), dtype=np.bool_)


def _owner(spots: LandSpots, at: NDArray[np.float64], homes: NDArray[np.intp]) -> NDArray[np.intp]:
    """The land [N] on which places `at` [N, 2] (px) stand: that of a cell about them; of several that of their `homes` [N, 2]."""
    assert spots.grid is not None
    cells, owners, step = spots.grid.cells, spots.owners[True], spots.grid.step
    column, row = (np.floor(at / step).astype(np.intp)[:, None, :] + _ABOUT).transpose(2, 0, 1)
    seen = (column >= 0) & (row >= 0) & (column < cells.shape[1]) & (row < cells.shape[0])
    cell = np.where(seen, row * cells.shape[1] + column, 0)
    land, owner = seen & (np.take(cells, cell) >= 0), np.take(owners, cell).astype(np.intp)
    middle = (np.stack([column, row], axis=2) + 0.5) * step - at[:, None]
    away = np.where(land, np.hypot(middle[..., 0], middle[..., 1]), np.inf)
    away[:, 0] = np.where(land[:, 0], 0.0, away[:, 0])
    at_home = land & (owner >= 0) & ((owner == homes[:, :1]) | (owner == homes[:, 1:]))
    nearest = np.where(at_home, away - _AT_HOME, away).argmin(axis=1)
    every = np.arange(len(at))
    return np.where(land[every, nearest], owner[every, nearest], _AT_SEA).astype(np.intp)


NO_SOIL = Soil()


def soil_of(atlas: Atlas, day: int, spots: object, locate: Locate, on_map: OnMap | None) -> Soil:
    """Return what lies under names where the picture that tells it is that of a map; else the map alone."""
    if not isinstance(spots, LandSpots) or spots.grid is None or not spots.owners or not len(spots):
        return Soil(None, on_map)
    there, _ = locate(spots.places[:1])
    return Soil(spots, on_map, _homes(atlas, day)) if np.abs(there - spots.found_at[:1]).max() < _NEAR else Soil(None, on_map)


def _homes(atlas: Atlas, day: int) -> dict[str, tuple[int, int]]:
    number = {polity.id: place for place, polity in enumerate(atlas.polity_list)}
    sovereign = atlas.standing(day).sovereign.tolist()
    every = ((place.id, number.get(place.country, -1)) for place in atlas.places.values())
    return {place: (home, sovereign[home]) for place, home in every if home >= 0}


def nearer_to_others(boxes: Boxes, owner: NDArray[np.intp], discs: NDArray[np.float64], reach: float) -> NDArray[np.bool_]:
    """Return which of the boxes [N, 4] lie nearer to another of the discs [M, 2] (px, so large) than to that of their `owner` [N]."""
    dx = np.maximum(np.maximum(boxes[:, 0, None] - discs[:, 0], discs[:, 0] - boxes[:, 2, None]), 0.0)
    dy = np.maximum(np.maximum(boxes[:, 1, None] - discs[:, 1], discs[:, 1] - boxes[:, 3, None]), 0.0)
    away = np.hypot(dx, dy)
    every = np.arange(len(boxes))
    mine = away[every, owner].copy()
    away[every, owner] = np.inf
    found: NDArray[np.bool_] = away.min(axis=1) < np.maximum(mine, reach)
    return found
