"""Where the part of the earth that a large map shows lies on a small one."""

from __future__ import annotations

import numpy as np

from viewer.carto.boxes import Box
from viewer.carto.projections.plane import EARTH_RADIUS_KM, Points
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.pseudocylindrical import WORLDS, meridian_for
from viewer.carto.projections.viewport import Viewport, zoom_of
from viewer.carto.view import View

FROM_ZOOM = 2.2
"""From this zoom on a map shows so little of the earth that a small one helps."""
_SIDE = 16
_HALF_WIDTH = 2.74
"""Of the world, in earth radii."""


def inset_viewport(view: View, width: int, height: int, ratio: float) -> Viewport:
    """Return the small world for a View: the Atlantic or the Pacific in its middle, whichever cuts farther from what is shown."""
    middle = (meridian_for(view.centre[0]), 0.0)
    name = view.projection if view.projection in WORLDS else "equal-earth"
    return Viewport(projection_of(name, middle), middle, zoom_of(EARTH_RADIUS_KM / (width / 2 / _HALF_WIDTH)), width, height, ratio)


def footprint(small: Viewport, large: Viewport, free: Box) -> list[Points]:
    """Return rings [N, 2] (logical px of the small map) round what the free part of the large one shows; two where the cut parts them."""
    left, top, right, bottom = free
    across, down = np.linspace(left, right, _SIDE), np.linspace(top, bottom, _SIDE)
    border = np.concatenate(
        [
            np.column_stack([across, np.full(_SIDE, top)]),
            np.column_stack([np.full(_SIDE, right), down]),
            np.column_stack([across[::-1], np.full(_SIDE, bottom)]),
            np.column_stack([np.full(_SIDE, left), down[::-1]]),
        ]
    )
    lonlat = large.projection.inverse(large.to_plane(border * large.ratio))
    pixels = small.pixels_of(lonlat)[0]
    middle = small.pixels_of(np.array([(small.centre[0], 0.0)]))[0][0, 0]
    side = pixels[:, 0] >= middle
    if np.abs(np.diff(np.append(pixels[:, 0], pixels[0, 0]))).max() < small.width / 2:
        return [pixels]
    return [pixels[part] for part in (side, ~side) if part.sum() > 2]
