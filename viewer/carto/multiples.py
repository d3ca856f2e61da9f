"""Several maps of one View: the second map beside it, and the cells of a sheet of days."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from viewer.carto.boxes import Box
from viewer.carto.moving.fit import fit_world
from viewer.carto.view import View
from viewer.model.record import dataclass

GAP, CAPTION = 10.0, 24.0
"""Px between two cells, and the height of the line with the date over each."""
SMALL_HIDDEN = frozenset({"places", "seas", "ties", "routes", "graticule"})
"""Layers left out of cells, where they would be clutter."""

_TINY_HIDDEN = frozenset({"names", "events", "patterns", "ribbons"})
_NAMED_FROM = 340.0
"""Cells narrower than this (px) show colours alone: names would stand beside the land they name."""
_MARKED_FROM = 640.0
"""Cells narrower than this (px) show no markers, which would leave the names no room; those of all the world no names either."""
_NEAR = 0.05
"""Steps of zoom by which a View may miss what shows all."""


def second_view(view: View) -> View:
    """Return the View of the second map: that of the first, but for what `beside` says."""
    other = view.beside
    if other is None:
        return view
    return view.with_(
        instant=view.instant if other.instant is None else other.instant,
        scheme=view.scheme if other.scheme is None else other.scheme,
        beside=None,
        days=(),
        since=None,
        story="",
    )


def swapped(view: View) -> View:
    """Return the View whose first map is the second of this one, and the other way round."""
    other = view.beside
    if other is None:
        return view
    second = second_view(view)
    day = None if other.instant is None else view.instant
    scheme = None if other.scheme is None else view.scheme
    return view.with_(instant=second.instant, scheme=second.scheme, beside=replace(other, instant=day, scheme=scheme))


@dataclass(frozen=True, slots=True)
class Cell:
    """A small map on a sheet: its day and where it lies (px, its caption above the map included)."""

    day: int
    x: float
    y: float
    width: float
    height: float

    @property
    def map(self) -> Box:
        """Left, top, right, bottom of the map under its caption."""
        return self.x, self.y + CAPTION, self.x + self.width, self.y + self.height

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in the cell."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


def lay_cells(days: Sequence[int], width: float, height: float) -> tuple[Cell, ...]:
    """Return the cells of a sheet of `width` x `height` px, row by row, in as many columns as leave the maps largest.

    Maps want to be about 1.9 times as wide as high; what they have less than that is lost to them.
    """
    if not days or width < 1 or height < 1:
        return ()

    def size(columns: int) -> tuple[float, float]:
        rows = -(-len(days) // columns)
        return (width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows

    def worth(columns: int) -> float:
        wide, high = size(columns)
        return min(wide / 1.9, high - CAPTION)

    columns = max(range(1, len(days) + 1), key=worth)
    wide, high = (max(side, 1.0) for side in size(columns))
    return tuple(
        Cell(day, number % columns * (wide + GAP), number // columns * (high + GAP), wide, high) for number, day in enumerate(days)
    )


def cell_view(view: View, day: int, free: tuple[float, float], cell: tuple[float, float]) -> View:
    """Return the View of a cell on which as much is seen as on a map of `free` px, both width x height; all where all is seen there."""
    shrink = min(cell[0] / max(free[0], 1.0), cell[1] / max(free[1], 1.0))
    look = view.with_(
        instant=day,
        zoom=view.zoom + math.log2(max(shrink, 1e-3)),
        days=(),
        beside=None,
        since=None,
        selected=view.selected if view.selected.startswith(("polity:", "bloc:")) else "",
        fan="",
        hidden_layers=view.hidden_layers | SMALL_HIDDEN | _hidden(cell[0]),
    )
    if not _shows_all(view, free):
        return look
    crowded = frozenset({"names"}) if cell[0] < _MARKED_FROM else frozenset()
    return fit_world(look.with_(hidden_layers=look.hidden_layers | crowded), *cell, keep=True)


def _hidden(width: float) -> frozenset[str]:
    """Layers for which a cell of a width (px) is too small."""
    if width < _NAMED_FROM:
        return _TINY_HIDDEN
    return frozenset({"events"}) if width < _MARKED_FROM else frozenset()


def _shows_all(view: View, free: tuple[float, float]) -> bool:
    """Whether a View shows all of its projection on `free` px, no less and not much more."""
    if view.projection == "laea":
        return False
    whole = (fit_world(view, *free, cut=cut, keep=True).zoom for cut in (False, True))
    return any(abs(zoom - view.zoom) < _NEAR for zoom in whole)
