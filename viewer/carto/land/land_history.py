"""How much land each bloc held on every day: the ledger, and who stood where, as one table that is made once for a reading of the blocs."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.legend import land_figure
from viewer.carto.land.political import STYLES, AreaStyle
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.entities import say
from viewer.model.ledger import NOBODY
from viewer.model.politics import NO_GROUP
from viewer.model.record import dataclass

LAND = "land"
"""Id of the series that shows the land of the blocs; a series of the atlas with this id goes before it."""
_LOWER = ("east", "china", "axis", "nonaligned")
_UPPER = ("allies", "west")
"""Styles from the foot of the plot to land in no bloc, and from there to its top: the blocs press on the middle from both sides."""
_LEVELS = ("full", "weak", "loose", "dependency")


@dataclass(frozen=True, slots=True)
class Band:
    """The land of a group, or of what answers to it; `group` is -1 for land in no bloc."""

    group: int
    style: str
    level: str

    @property
    def look(self) -> AreaStyle:
        """How the band is filled."""
        if self.group < 0:
            return AreaStyle(0, "full")
        if self.level == "loose":
            return AreaStyle(STYLES.index(self.style), "full", mark="associate")
        return AreaStyle(STYLES.index(self.style), self.level)


@dataclass(frozen=True, slots=True, eq=False)
class LandHistory:
    """Square kilometres `km2` [T, B] of each band, from each of `days` [T] until the next; bands from the foot of the plot upwards."""

    days: NDArray[np.int64]
    bands: tuple[Band, ...]
    km2: NDArray[np.float64]

    def at(self, days: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return [N, B] the land on some days."""
        return self.km2[np.maximum(np.searchsorted(self.days, days, side="right") - 1, 0)]


def shows_land(atlas: Atlas, view: View) -> bool:
    """Whether the timeline of a View has the lane of land."""
    return view.series == LAND and bool(atlas.groups) and all(series.id != LAND for series in atlas.series)


_known: WeakKeyDictionary[Atlas, LandHistory] = WeakKeyDictionary()


def land_history(atlas: Atlas) -> LandHistory:
    """Return the land of each group of an atlas, and of what answers to it, through time; made once, gone with the atlas."""
    if atlas not in _known:
        _known[atlas] = _made(atlas)
    return _known[atlas]


def _made(atlas: Atlas) -> LandHistory:
    bands = _bands(atlas)
    days = distinct(np.append(atlas.territory.change_days(), [*atlas.politics.change_days(), atlas.span.start]))
    held_from, held = _held(atlas)
    holdings = held[np.maximum(np.searchsorted(held_from, days, side="right") - 1, 0)]
    political = atlas.politics.change_days()
    number = np.searchsorted(political, days, side="right")
    km2 = np.zeros((len(days), len(bands)))
    place = {(band.group, band.level == "dependency"): at for at, band in enumerate(bands)}
    for interval in distinct(number).tolist():
        rows = number == interval
        standing = atlas.standing(int(days[rows][0]))
        own = np.array([place[group, False] for group in standing.group.tolist()])
        below = np.array([place[group, group != NO_GROUP] for group in standing.inherited.tolist()])
        mine = np.where(standing.group != NO_GROUP, own, below)
        shares = np.zeros((len(mine), len(bands)))
        shares[np.arange(len(mine)), mine] = 1.0
        km2[rows] = holdings[rows] @ shares
    return LandHistory(days, bands, km2)


def _bands(atlas: Atlas) -> tuple[Band, ...]:
    every = [Band(n, group.style, group.level) for n, group in enumerate(atlas.groups)]
    every += [Band(n, group.style, "dependency") for n, group in enumerate(atlas.groups)]

    def order(band: Band) -> tuple[int, int, int]:
        if band.style in _LOWER:
            return _LOWER.index(band.style), _LEVELS.index(band.level), band.group
        return len(_LOWER) + 1 + _UPPER.index(band.style), -_LEVELS.index(band.level), -band.group

    lower = sorted((band for band in every if band.style in _LOWER), key=order)
    upper = sorted((band for band in every if band.style in _UPPER), key=order)
    return (*lower, Band(NO_GROUP, "", "full"), *upper)


def _held(atlas: Atlas) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return days [D] and the square kilometres [D, P] that each polity holds from each of them on, land of nobody left out."""
    territory, count = atlas.territory, len(atlas.polity_list)
    days = distinct(territory.day)
    unit = np.repeat(np.arange(territory.count), np.diff(territory.unit_start))
    area = atlas.basemap.area_km2[unit]
    at = np.searchsorted(days, territory.day)
    change = np.zeros((len(days), count + 1))  # the last column is nobody's: NOBODY finds it
    np.add.at(change, (at, territory.holder), area)
    later = np.flatnonzero(unit[1:] == unit[:-1]) + 1
    np.add.at(change, (at[later], territory.holder[later - 1]), -area[later])
    assert NOBODY == -1
    return days, np.cumsum(change, axis=0)[:, :count]


def land_words(atlas: Atlas, day: int, language: str, none: str) -> str:
    """Tell the land of each bloc on a day, the largest first; `none` names land in no bloc."""
    history = land_history(atlas)
    km2 = history.at(np.array([day]))[0]
    told = []
    for number in np.argsort(-km2, kind="stable").tolist():
        band = history.bands[number]
        if km2[number] > 0:
            group = atlas.groups[band.group]
            name = none if band.group < 0 else say(group.dependencies if band.level == "dependency" else group.names, language)
            told.append(f"{name or say(group.names, language)} {land_figure(float(km2[number]), language)}")
    return "; ".join(told)
