"""What is otherwise on the day shown than on the day it is compared with, for every piece of land."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.viewpoint import seen_holders
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.distinct import numbered
from viewer.model.politics import NO_GROUP, Standing


class Comparison(IntEnum):
    """What a piece of land has been through."""

    SAME = 0
    SHIFTED = 1
    """The same holder, who stands in another bloc or answers to another state."""
    MOVED = 2
    """It passed from one holder to another."""


def compare_units(atlas: Atlas, view: View) -> NDArray[np.uint8]:
    """Return a Comparison for each unit [U], all SAME where the View compares with no day.

    Land of a state that only took a new name, or of a republic that is a part of the same state, is SAME.
    """
    if view.since is None:
        return np.zeros(atlas.territory.count, dtype=np.uint8)
    then, now = (seen_holders(atlas, day, view.viewpoint) for day in (view.since, view.instant))
    before, after = atlas.standing(view.since), atlas.standing(view.instant)
    other = _group(before)[then] != _group(after)[now]
    other |= np.append(before.sovereign, -1)[then] != np.append(after.sovereign, -1)[now]
    return np.where(then != now, Comparison.MOVED, np.where(other, Comparison.SHIFTED, Comparison.SAME)).astype(np.uint8)


def _group(standing: Standing) -> NDArray[np.int16]:
    """[P + 1] group that a polity is coloured by; the last one stands for nobody."""
    return np.append(np.where(standing.group != NO_GROUP, standing.group, standing.inherited), NO_GROUP).astype(np.int16)


def compared_pieces(atlas: Atlas, view: View) -> NDArray[np.int32]:
    """Return for each unit [U] a number of what it went from and to: neighbours of one number are outlined together; 0 = SAME."""
    marks = compare_units(atlas, view)
    if view.since is None:
        return np.zeros(len(marks), dtype=np.int32)
    count = len(atlas.polities) + 1
    then, now = (seen_holders(atlas, day, view.viewpoint).astype(np.int64) + 1 for day in (view.since, view.instant))
    sovereign = np.append(np.int16(-1), atlas.standing(view.instant).sovereign).astype(np.int64) + 1
    pair = np.where(marks == Comparison.MOVED, then * count + now, sovereign[now] + count * count)
    pieces = np.where(marks == Comparison.SAME, -1, pair)
    _, number = numbered(np.append(pieces, -1))
    return number[:-1].astype(np.int32)
