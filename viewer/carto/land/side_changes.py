"""Who changes sides between two days: land that keeps its holder and takes the look of another bloc."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import PoliticalMap, PoliticalState
from viewer.model.atlas import Atlas
from viewer.model.politics import NO_GROUP

LONGEST = 800
"""Days between which a change of sides is pointed out; over more, too much happens."""
MOST = 24
"""States of which more than so many change at once are not pointed out: a row of the legend has then begun or ended."""


def looks_of(atlas: Atlas, day: int) -> NDArray[np.int64]:
    """Return for each polity and nobody [P + 1] a number that tells the row's look (style and level) on a day; -1 for no bloc."""
    standing = atlas.standing(day)
    looks = [(group.style, group.level) for group in atlas.groups]
    number = np.array([looks.index(look) for look in looks] + [NO_GROUP], dtype=np.int64)
    group = np.where(standing.group != NO_GROUP, standing.group, standing.inherited)
    return np.append(number[group], NO_GROUP)


def changed_sides(politics: PoliticalMap, before: int, after: int, viewpoint: str) -> NDArray[np.int64]:
    """Return [Z] the polity whose land each zone is, where it changed sides between two days; -1 elsewhere.

    Nothing is told of days far apart, nor where a great part of the world changes at once.
    """
    one, other = politics.state(before, viewpoint), politics.state(after, viewpoint)
    none = np.full(politics.zones.count, -1, dtype=np.int64)
    if one.key == other.key or abs(after - before) > LONGEST:
        return none
    changed = _changed(politics.atlas, one, other, before, after)
    states = set(other.sovereign[changed].tolist())
    if not 0 < len(states) <= MOST:
        return none
    none[changed] = other.holder[changed]
    return none


def _changed(atlas: Atlas, one: PoliticalState, other: PoliticalState, before: int, after: int) -> NDArray[np.bool_]:
    """[Z] whether the holder of a zone is the same, and stands elsewhere."""
    was, now = looks_of(atlas, before), looks_of(atlas, after)
    moved: NDArray[np.bool_] = (one.holder == other.holder) & (other.holder >= 0) & (was[other.holder] != now[other.holder])
    return moved
