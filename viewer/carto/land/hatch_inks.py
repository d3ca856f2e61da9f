"""In whose ink land is hatched: what a row of the legend needs to look like the map."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.political import STYLES
from viewer.carto.land.viewpoint import Dispute
from viewer.model.atlas import Atlas
from viewer.model.distinct import distinct
from viewer.model.politics import NO_GROUP


def inks_of(atlas: Atlas, day: int, polities: NDArray[np.int16]) -> NDArray[np.uint8]:
    """Return in which bloc's ink [N] the land of some polities is hatched: numbers of STYLES, 0 for none and for nobody (-1)."""
    standing = atlas.standing(day)
    group = np.append(np.where(standing.group != NO_GROUP, standing.group, standing.inherited), NO_GROUP)
    styles = [STYLES.index(one.style) if one.style in STYLES else 0 for one in atlas.groups]
    inks: NDArray[np.uint8] = np.array([*styles, 0], dtype=np.uint8)[group[polities]]
    return inks


def claimed_inks(atlas: Atlas, day: int, held: NDArray[np.uint8], disputes: Iterable[Dispute]) -> NDArray[np.uint8]:
    """Return the ink [U] of the claims to each unit: that of the claimant, and where none is known that of the holder (`held` [U])."""
    found, known = held.copy(), tuple(disputes)
    claimants = np.array([atlas.polity_index[one.claim.by] for one in known], dtype=np.int16)
    for one, ink in zip(known, inks_of(atlas, day, claimants), strict=True):
        found[one.units] = ink
    return found


def one_ink(inks: NDArray[np.uint8], seen: NDArray[np.bool_]) -> str:
    """Return the style of the ink of all land that is `seen` [U]; empty where it has several, or none."""
    found = distinct(inks[seen]).tolist()
    return STYLES[found[0]] if len(found) == 1 else ""
