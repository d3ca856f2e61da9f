"""Words on the timeline that no line of thumb or window may cross: the line stops above them and goes on below."""

from __future__ import annotations

from collections.abc import Iterator

from viewer.carto.chronicle import Chronicle
from viewer.carto.timescale import TimeScale
from viewer.paint.lanes import names_at
from viewer.paint.terms import words_at
from viewer.paint.timeline_rows import Rows

Gap = tuple[float, float]
"""Top and bottom (px) of words in the way of a line."""
_CLEAR = 3.5
"""Px at each side of a line that words keep clear of it."""


def gaps_at(chronicle: Chronicle | None, scale: TimeScale, rows: Rows, x: float) -> list[Gap]:
    """Return where an upright line at `x` (px) would cross words, from above; nowhere where no chronicle is told."""
    if chronicle is None or rows.folded:
        return []
    found = list(names_at(chronicle.spans, rows.spans, x, _CLEAR))
    if rows.treaties:
        found += names_at(chronicle.treaties, rows.pacts, x, _CLEAR)
    if not rows.days:
        found += words_at(chronicle, scale, (rows.eras, rows.office), x, _CLEAR)
    return sorted(found)


def pieces(top: float, bottom: float, gaps: list[Gap]) -> Iterator[Gap]:
    """Give the pieces of an upright line that are drawn, as top and bottom (px): those between the gaps."""
    for above, below in gaps:
        if above > top:
            yield top, min(above, bottom)
        top = max(top, below)
        if top >= bottom:
            return
    yield top, bottom
