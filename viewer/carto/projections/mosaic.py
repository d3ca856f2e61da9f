"""A picture cut into pieces that, each moved, turned and stretched, show another view nearly as sharp.

A map about a centre of its own (equal-area, a globe, a world that rolls) is drawn anew when its centre moves. No one move of the old
picture shows the new one; but near every place one does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.carto.projections.likeness import Likeness
from viewer.carto.projections.plane import Points
from viewer.carto.projections.viewport import Viewport
from viewer.model.record import dataclass

_PIECES = (640.0, 320.0)
"""Logical pixels of the sides of pieces, about: small ones where large ones don't do."""
_SHARP = 1.5
"""Logical pixels by which a whole picture may be off; where it is more it is cut into pieces."""
_ENOUGH = 0.5
_LEAST = 0.2
"""Pixels of the old picture to one of the new, at least: it is not blown up beyond that, and hardly turned."""
_OFF = 2.5
"""Logical pixels by which a piece may be off; where it is more it is left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Mosaic:
    """How a picture shows another, in logical px: its `boxes` [N, 4] (left, top, right, bottom) are taken from the old one.

    `ways` [N, 6] take pixels of the old picture to the new: x' = a x + c y + e, y' = b x + d y + f, in the order a to f. Where the
    old one ends within a box, `covered` [N, 4] is the part of it that is shown. `bare` [M, 4] are the boxes that it does not show.
    """

    boxes: Points
    ways: NDArray[np.float64]
    covered: Points
    bare: Points

    @property
    def enough(self) -> bool:
        """Whether it shows so much that the rest may be shown otherwise: a few sharp pieces among coarse ones are no better to look at."""
        return self.share > _ENOUGH

    @property
    def share(self) -> float:
        """Share of the picture that the old one shows, about."""
        shown, all_of = (float(np.prod(part[:, 2:] - part[:, :2], axis=1).sum()) for part in (self.covered, self.boxes))
        missing = float(np.prod(self.bare[:, 2:] - self.bare[:, :2], axis=1).sum())
        return shown / max(all_of + missing, 1.0)


def wants_pieces(mine: Viewport, wanted: Viewport, like: Likeness) -> bool:
    """Whether a picture that is like another only so much is better cut up than moved as a whole."""
    return (like.error > _SHARP or like.framed) and mine.projection != wanted.projection


@lru_cache(maxsize=4)
def mosaic(mine: Viewport, wanted: Viewport) -> Mosaic:
    """Return how a picture of `mine` shows `wanted` in pieces; there may be none."""
    large = _mosaic(mine, wanted, _PIECES[0])
    return _mosaic(mine, wanted, _PIECES[1]) if len(large.bare) else large


def _mosaic(mine: Viewport, wanted: Viewport, piece: float) -> Mosaic:
    across, down = (np.rint(np.linspace(0.0, side, max(2, round(side / piece) + 1))) for side in (wanted.width, wanted.height))
    corners, middles = _grid(across, down), _grid((across[1:] + across[:-1]) / 2, (down[1:] + down[:-1]) / 2)
    there, known = _looked_up(mine, wanted, np.concatenate([corners.reshape(-1, 2), middles.reshape(-1, 2)]))
    four, ends_known = (
        _ends(there[: corners[..., 0].size].reshape(corners.shape)),
        _ends(known[: corners[..., 0].size].reshape(corners.shape[:2])),
    )
    centre = there[corners[..., 0].size :]
    boxes = np.concatenate([corners[:-1, :-1], corners[1:, 1:]], axis=-1).reshape(-1, 4)
    size = boxes[:, 2:] - boxes[:, :2]
    right = (four[1] + four[3] - four[0] - four[2]) / 2 / size[:, :1]
    below = (four[2] + four[3] - four[0] - four[1]) / 2 / size[:, 1:]
    twist, bulge = (four[0] + four[3] - four[1] - four[2]) / 4, (four.mean(axis=0) - centre) / 2
    turned = right[:, 0] * below[:, 1] - right[:, 1] * below[:, 0]
    good = ends_known.all(axis=0) & known[corners[..., 0].size :] & (np.minimum(right[:, 0], below[:, 1]) > _LEAST) & (turned > _LEAST)
    good &= np.hypot(*twist.T) + np.hypot(*bulge.T) <= _OFF
    good &= (four.max(axis=0) > 0).all(axis=1) & (four.min(axis=0) < (mine.width, mine.height)).all(axis=1)
    chosen, middle = boxes[good], ((four.mean(axis=0) + centre) / 2)[good]
    right, below = right[good], below[good]
    covered = _covered(chosen, right, below, middle, (mine.width, mine.height))
    return Mosaic(chosen, _back(right, below, middle, (chosen[:, :2] + chosen[:, 2:]) / 2), covered, boxes[~good])


def _ends(grid: NDArray[Any]) -> NDArray[Any]:
    """Return [4, N, ...] what a grid [rows, columns, ...] has at the corners of each box: the upper two, the lower two."""
    four = np.stack([grid[:-1, :-1], grid[:-1, 1:], grid[1:, :-1], grid[1:, 1:]])
    return four.reshape(4, -1, *grid.shape[2:])


def _covered(boxes: Points, right: Points, below: Points, middle: Points, size: tuple[int, int]) -> Points:
    """Return the part [N, 4] of each box in which a picture of a size (px) is seen, where its sides lie a little aslant."""
    half = (boxes[:, 2:] - boxes[:, :2]) / 2
    found = np.empty_like(boxes)
    for axis, (along, aside) in enumerate(((right[:, 0], below[:, 0]), (below[:, 1], right[:, 1]))):
        slant = np.abs(aside) * half[:, 1 - axis]
        centre = (boxes[:, axis] + boxes[:, axis + 2]) / 2
        found[:, axis] = centre + (slant - middle[:, axis]) / along
        found[:, axis + 2] = centre + (size[axis] - slant - middle[:, axis]) / along
    np.clip(found[:, :2], boxes[:, :2], boxes[:, 2:], out=found[:, :2])
    np.clip(found[:, 2:], found[:, :2], boxes[:, 2:], out=found[:, 2:])
    return found


def _grid(across: NDArray[np.float64], down: NDArray[np.float64]) -> Points:
    """Return [rows, columns, 2] points."""
    return np.stack(np.meshgrid(across, down), axis=-1)


def _looked_up(mine: Viewport, wanted: Viewport, points: Points) -> tuple[Points, NDArray[np.bool_]]:
    """Pixels of `mine` [N, 2] of the places under pixels of `wanted`, and whether both show them [N]."""
    plane = wanted.to_plane(points * wanted.ratio)
    inside = wanted.projection.inside(plane)
    pixels, seen = mine.pixels_of(wanted.projection.inverse(np.where(inside[:, None], plane, 0.0)))
    known = inside & seen & np.isfinite(pixels).all(axis=1)
    return np.where(known[:, None], pixels, 0.0), known


def _back(right: Points, below: Points, middle: Points, at: Points) -> NDArray[np.float64]:
    """Return the ways [N, 6] back: a step to the right and one down on the new picture are `right` and `below` on the old."""
    scale = right[:, 0] * below[:, 1] - right[:, 1] * below[:, 0]
    a, b = below[:, 1] / scale, -right[:, 1] / scale
    c, d = -below[:, 0] / scale, right[:, 0] / scale
    e = at[:, 0] - a * middle[:, 0] - c * middle[:, 1]
    f = at[:, 1] - b * middle[:, 0] - d * middle[:, 1]
    return np.column_stack([a, b, c, d, e, f])
