"""How well a picture of one view stands in for another: moved, turned and scaled, but not drawn anew."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.plane import Points
from viewer.carto.projections.viewport import Viewport
from viewer.model.record import dataclass

GOOD = 8.0
"""Logical pixels by which a stand-in may be off before it is seen."""
_PROBES = np.array([(x, y) for y in (0.1, 0.5, 0.9) for x in (0.1, 0.5, 0.9)])
_SIDES = np.array([(x, y) for y in (0.0, 0.5, 1.0) for x in (0.0, 0.5, 1.0)])
_STEP = 40.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """What takes logical pixels of a picture to those of another: `here` (x, y) comes to lie at `there`, scaled and turned clockwise.

    `error` is how far (px of the other) places in view are from where they belong, at most; `covers` tells whether the picture
    reaches everywhere that there is earth to see.
    """

    here: complex
    there: complex
    scale: float
    turn: float
    """Degrees."""
    error: float
    covers: bool
    framed: bool
    """Whether the picture shows the edge of its map, and that edge belongs elsewhere on the other."""

    def moved(self, x: float, y: float) -> tuple[float, float]:
        """Return where a pixel comes to lie."""
        away = (complex(x, y) - self.here) * self.scale * complex(math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn)))
        return (self.there + away).real, (self.there + away).imag


@lru_cache(maxsize=8)
def likeness(mine: Viewport, wanted: Viewport) -> Likeness | None:
    """Return how a picture of `mine` stands in for one of `wanted`; None where nothing is common to both."""
    middle = np.array(wanted.middle) / wanted.ratio
    found = _places(wanted, middle + np.array([(0.0, 0.0), (_STEP, 0.0), (-_STEP, 0.0)]), mine)
    if found is None:
        return None
    pixels, ok = found
    if not ok[0] or not (ok[1] or ok[2]):
        return None
    here, there = complex(*pixels[0]), complex(*middle)
    one = complex(*pixels[1]) if ok[1] else here
    other = complex(*pixels[2]) if ok[2] else here
    step = _STEP * (float(ok[1]) + float(ok[2]))
    if abs(one - other) < 1e-6:
        return None
    ratio = step / (one - other)
    size = np.array([wanted.width, wanted.height])
    probes = _places(wanted, _PROBES * size, mine)
    error = 0.0
    if probes is not None:
        away = [abs(there + (complex(*at) - here) * ratio - complex(*to)) for at, to in zip(probes[0], _PROBES * size, strict=True)]
        error = max((off for off, seen in zip(away, probes[1], strict=True) if seen), default=0.0)
    turn = math.degrees(math.atan2(ratio.imag, ratio.real))
    return Likeness(here, there, abs(ratio), turn, error, _covers(mine, wanted, here, there, ratio), _framed(mine, wanted))


def _places(wanted: Viewport, at: Points, mine: Viewport) -> tuple[Points, NDArray[np.bool_]] | None:
    """Pixels of `mine` [N, 2] of the places under pixels of `wanted`, and whether both show them; None where none is on the earth."""
    plane = wanted.to_plane(at * wanted.ratio)
    inside = wanted.projection.inside(plane)
    if not inside.any():
        return None
    pixels, seen = mine.pixels_of(wanted.projection.inverse(plane))
    return pixels, inside & seen


def _framed(mine: Viewport, wanted: Viewport) -> bool:
    sides = _SIDES * (mine.width, mine.height) * mine.ratio
    return mine.projection != wanted.projection and not bool(mine.projection.inside(mine.to_plane(sides)).all())


def _covers(mine: Viewport, wanted: Viewport, here: complex, there: complex, ratio: complex) -> bool:
    """Whether the sides of `wanted`, where there is earth, lie within the picture of `mine`."""
    size = np.array([wanted.width, wanted.height])
    for x, y in (_SIDES * size).tolist():
        place = here + (complex(x, y) - there) / ratio
        within = -1.0 <= place.real <= mine.width + 1 and -1.0 <= place.imag <= mine.height + 1
        if not within and wanted.projection.inside(wanted.to_plane(np.array([(x, y)]) * wanted.ratio))[0]:
            return False
    return True
