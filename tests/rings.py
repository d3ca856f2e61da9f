"""The rings of a level of the base geometry as vertices, put together from its arcs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.model.topology import Level


def expand_rings(level: Level) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """All rings: `xy` [M, 2] lon, lat and `start` [R + 1] offsets.

    Rings are open: the last vertex is not the first again. Outer rings run counter-clockwise, holes clockwise.
    """
    bounds = np.asarray(level.ring_start, dtype=np.int64)
    backward = level.ring_arcs < 0
    arcs = np.where(backward, ~level.ring_arcs, level.ring_arcs)
    start = np.asarray(level.arc_start, dtype=np.int64)
    # each arc but its last vertex, which is the first of the next arc
    counts = start[arcs + 1] - start[arcs] - 1
    origin = np.where(backward, start[arcs + 1] - 1, start[arcs])
    total = np.concatenate([[0], np.cumsum(counts)])
    within = np.arange(total[-1]) - np.repeat(total[:-1], counts)
    index = np.repeat(origin, counts) + within * np.repeat(np.where(backward, -1, 1), counts)
    return level.xy[index], total[bounds]
