"""Seas that are named along their axis: where straight letters would run over their shores, and turned or bent ones lie on water."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from viewer.carto.names.curves import places_along
from viewer.carto.names.land_names import Water
from viewer.carto.names.placement import Wish

_ANGLES = (20.0, -20.0, 32.0, -32.0, 45.0, -45.0)
"""Degrees clockwise in which a name is tried; a gentler turn would look like a mistake."""
_STEEPEST, _STEEPEST_KANJI = 48.0, 33.0
_KANJI = "\u2e80"
"""Letters from this one on stand upright each; they bear less turning."""
_BENDS = (0.0, 18.0, -18.0, 32.0, -32.0)
_SHARES = np.linspace(-0.5, 0.5, 9)
_TRIED = 30
"""So many places are looked at, the best ones."""
_FARTHEST = 6
"""Cells from land beyond which it does not matter how far it is."""
_GOOD, _FAIR = 0.8, 0.62
"""A straight name that lies so well on the water stays; a turned one must lie so well at least."""
_ASKED = 0.15
"""By so much a name may lie worse in the direction that the atlas tells: it is to stay as it is while the map is moved."""
_MARGIN, _BEND_MARGIN = 0.1, 0.1
"""By so much better than a straight name a turned one must lie, and a bent one than that."""
_TURN_COST = 0.12
"""What a turn of 45 degrees costs."""
_AWAY = 40.0
"""A name that stands so many times its size away costs as much as one that lies on land from end to end."""
_NEAR = np.array([(0, 0), (0.4, 0), (-0.4, 0), (0, 0.4), (0, -0.4)])
"""Moves about a good place, in the size of letters, at which a bend is tried."""


def turned(
    ways: Sequence[Wish], middles: NDArray[np.float64], tried: NDArray[np.float64], water: Water, *, asked: float | None = None
) -> list[Wish]:
    """Return the name of a sea along it in one way or another, the better one first; none where it had better stay straight.

    Where it has room straight, if not set in the first way, it is that name.

    Args: ways: how it may be set, the best way first. middles: [T, 2] (px) where its middle may stand, all of them on its own sea.
      tried: [T] how far (in its size) each lies off. asked: degrees clockwise in which the atlas says that the sea runs; as far as a
      name may be turned so, that costs nothing.
    """
    if not len(middles):
        return []
    room, middles, off = _room(water), middles[:_TRIED], tried[:_TRIED] / _AWAY
    found: list[Wish] = []
    every = [_fit(room, water.step, middles[:, None, :] + _line(0.0, 0.0) * (one.width - 6), one.label.size) for one in ways]
    good = [number for number, fits in enumerate(every) if fits.max() >= _GOOD]
    if good and (asked is None or not good[0]):  # set closer it does not fill its sea: that is asked for sooner than straight letters
        x, y = middles[int((every[good[0]] - off).argmax())].tolist()
        return [replace(ways[good[0]], spots=((x, y),))] if good[0] else []
    for wish, straight in zip(ways, every, strict=True):
        size, width = wish.label.size, wish.width - 6
        least = float((straight - off).max()) + _MARGIN
        angles, costs = _angles(wish.label.text, asked)
        lines = np.stack([_line(angle, 0.0) for angle in angles]) * width
        fits = _fit(room, water.step, middles[:, None, None, :] + lines, size)
        worth = fits - off[:, None] - costs
        place, which = np.unravel_index(int(worth.argmax()), worth.shape)
        if fits[place, which] >= _FAIR and worth[place, which] >= least:
            better = _BEND_MARGIN * (2 if costs[which] < 0 else 1)
            found.append(_bent(wish, middles[place], angles[which], room, water.step, better))
    return found


def _angles(text: str, asked: float | None) -> tuple[list[float], list[float]]:
    """Return the angles in which a name is tried, and what each costs."""
    most = steepest(text)
    angles = [angle for angle in _ANGLES if abs(angle) <= most]
    costs = [abs(angle) / 45.0 * _TURN_COST for angle in angles]
    return (angles, costs) if asked is None else ([*angles, float(round(min(max(asked, -most), most)))], [*costs, -_ASKED])


def steepest(text: str) -> float:
    """Return by how many degrees a name may be turned at most."""
    return _STEEPEST_KANJI if any(letter >= _KANJI for letter in text) else _STEEPEST


def _bent(wish: Wish, middle: NDArray[np.float64], angle: float, room: NDArray[np.float32], step: float, better: float) -> Wish:
    """Return a turned name near a place, bent where it lies so much `better` so."""
    size, width = wish.label.size, wish.width - 6
    most = steepest(wish.label.text) + 8.0  # the ends of a bent name may be steeper than its middle
    bends = [bend for bend in _BENDS if abs(angle) + abs(bend) / 2 <= most]
    lines = np.stack([_line(angle, bend) for bend in bends]) * width
    near = middle + _NEAR * size
    worth = _fit(room, step, near[:, None, None, :] + lines, size) - (np.array(bends) != 0.0) * better
    place, which = np.unravel_index(int(worth.argmax()), worth.shape)
    x, y = near[place].tolist()
    return replace(wish, label=replace(wish.label, angle=angle, bend=bends[which]), spots=((x, y),))


@lru_cache(maxsize=256)
def _line(angle: float, bend: float) -> NDArray[np.float64]:
    """[S, 2] points of the line of a name as long as 1."""
    return places_along(1.0, angle, bend, _SHARES)


def _fit(room: NDArray[np.float32], step: float, points: NDArray[np.float64], size: float) -> NDArray[np.float64]:
    """Return how well lines [..., S, 2] of letters of a size (px) lie on water: 1.0 well clear of all land, 0.0 on land."""
    tall, wide = room.shape
    column, row = np.floor(points[..., 0] / step).astype(np.intp), np.floor(points[..., 1] / step).astype(np.intp)
    seen = (column >= 0) & (row >= 0) & (column < wide) & (row < tall)
    cell = np.where(seen, row * wide + column, 0)
    clear = np.minimum(np.where(seen, np.take(room, cell), 0.0) / size, 1.0)
    found: NDArray[np.float64] = (clear.min(axis=-1) + clear.mean(axis=-1)) / 2
    return found


@lru_cache(maxsize=2)
def _room(water: Water) -> NDArray[np.float32]:
    """[H, W] px from each cell to the nearest land, about: steps to all sides and to four sides in turn make octagons."""
    free = water.cells
    room = free * np.float32(water.step / 2)
    for ring in range(_FARTHEST):
        free = _shrunk(free, corners=bool(ring % 2))
        room += free * np.float32(water.step)
    return room


def _shrunk(free: NDArray[np.bool_], *, corners: bool) -> NDArray[np.bool_]:
    """Return the cells all of whose neighbours are free; what lies beyond the picture is."""
    framed = np.pad(free, 1, constant_values=True)
    if corners:
        down = framed[:-2] & framed[1:-1] & framed[2:]
        return down[:, :-2] & down[:, 1:-1] & down[:, 2:]
    return free & framed[:-2, 1:-1] & framed[2:, 1:-1] & framed[1:-1, :-2] & framed[1:-1, 2:]
