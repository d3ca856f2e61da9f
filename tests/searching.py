"""What a query lets through, told by the ids of events."""

from __future__ import annotations

import numpy as np

from viewer.model.finding.search import SearchIndex


def matching(index: SearchIndex, query: str) -> frozenset[str] | None:
    """Return the ids of the events that a query lets through; None where it asks for nothing."""
    passing = index.passing(query)
    return None if passing is None else frozenset(index._events[at].id for at in np.flatnonzero(passing))
