"""The Iron Curtain among the names: what keeps off it, and its own name beside it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.boxes import NO_BOXES, Boxes
from viewer.carto.rooms import Label, Measure, Wish
from viewer.carto.stacks import Locate
from viewer.carto.symbology import width
from viewer.carto.two_lines import languages_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import say

_CLEAR = 3.0
"""Px between the line with its teeth and a name."""
_SIZE = 11.5
_ORDER = 3.2
"""After powers and large states."""
_GAP = 8.0
"""Px between the line and its own name."""
_TRIED = 12
"""Points of the line beside which its name may stand."""


def line_boxes(view: View, points: NDArray[np.float64], locate: Locate) -> Boxes:
    """Return [L, 4] boxes (px) along the Curtain, whose `points` [L, 2] are lon/lat; none where lines are hidden."""
    if not len(points) or not view.layer("lines"):
        return NO_BOXES
    pixels, seen = locate(points)
    reach = (width("curtain", view.zoom) + width("tooth_height", view.zoom)) / 2 + _CLEAR
    at = pixels[seen]
    return np.hstack([at - reach, at + reach])


def line_wishes(atlas: Atlas, view: View, lines: Boxes, measure: Measure) -> list[Wish]:
    """Return the name that the Curtain wants beside one of its boxes [L, 4]: at an end of it sooner than amid it."""
    named = next((line for line in atlas.lines if view.instant in line.when), None)
    if named is None or not len(lines) or not view.layer("names"):
        return []
    text = say(named.names, languages_of(view)[0])
    label = Label(text, 0, 0, _SIZE, bold=True, ink="cur")
    wide, tall = measure(text, _SIZE, True, 0.0) + 6, _SIZE * 1.3
    order = np.argsort(lines[:, 1], kind="stable")
    count = len(order)
    tried = order[np.unique(np.linspace(0, count - 1, min(count, _TRIED)).round().astype(np.intp))]
    middle = (lines[tried, :2] + lines[tried, 2:]) / 2
    reach = float(lines[0, 2] - lines[0, 0]) / 2 + _GAP
    across = reach + wide / 2
    top, bottom = middle[0], middle[-1]
    spots = [(float(top[0]), float(top[1] - reach - tall / 2)), (float(bottom[0]), float(bottom[1] + reach + tall / 2))]
    spots += [(float(x + side * across), float(y)) for x, y in middle.tolist() for side in (-1, 1)]
    return [Wish((_ORDER,), label, tuple(spots), wide, tall)]
