"""What is shown of the political map while it is moved, until the sharp picture is there.

Where the last picture fits well, it is moved, turned and scaled. Where it does not reach, or the projection turns with its centre
(a globe under the hand, a world that is rolled), a coarse picture is taken from a sheet of the whole earth.
"""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from viewer.carto.projections.likeness import GOOD, Likeness, likeness
from viewer.carto.projections.mosaic import Mosaic, mosaic, wants_pieces
from viewer.carto.projections.viewport import Viewport, km_per_px
from viewer.carto.tokens import Theme
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.land.sphere import COARSE, FINE, ROUGH, Sheet, Turner, draw_turned, laying_out

_BLUR = 1.3
"""Pixels of the picture for a pixel of the sheet: few enough that it is blurred, not a mosaic."""
_COARSEST = 32.0
"""Device pixels for a pixel of the sheet's picture, at most."""
_STRIP = 0.9
"""Share of a region from which on what the last picture does not show is a strip."""
_ASLANT = 20.0
"""Degrees from which on a picture leaves nothing free of the sheet that is worth cutting out."""


class StandIn:
    """Draws stand-ins of one political layer. The sheet is made when it is asked for, in steps (`advance`)."""

    def __init__(self) -> None:
        self._turner = Turner()
        self._sheet: Sheet | None = None
        self._key: tuple[object, ...] = ()
        self._work: Generator[None, None, Sheet] | None = None
        self._coming: tuple[object, ...] = ()
        self._row = (0.0, 0.0, 0.0)
        self.share = 1.0
        """Share of a region that was drawn sharp the last time; 1 where another measure than sharpness counts."""
        self.urgent = True
        """Whether a sheet is wanted for more than a strip at the side of a region."""

    @property
    def ready(self) -> bool:
        """Whether there is a sheet."""
        return self._sheet is not None

    @property
    def working(self) -> bool:
        """Whether a sheet is being made."""
        return self._work is not None

    def begin(self, layer: PoliticalLayer, theme: Theme, day: int, viewpoint: str, hidden: frozenset[str], *, rough: bool = False) -> None:
        """Begin to make the sheet of a day, a fine or a rough one; nothing where it is there or on its way."""
        key = (id(layer), theme.name, hidden, layer.politics.state(day, viewpoint).key, not rough)
        known = self._coming if self._work is not None else self._key
        if known[:-1] == key[:-1] and (rough or known[-1]):  # a fine one serves for a rough one too
            return
        if self._work is not None and self._sheet is None and known[:2] == key[:2]:  # the first one soon is better than a finer one late
            return
        self._work, self._coming = laying_out(layer, day, viewpoint, ROUGH if rough else FINE), key

    def advance(self, seconds: float) -> bool:
        """Work on the sheet for about that long; return whether nothing is left to do."""
        until = perf_counter() + seconds
        while self._work is not None:
            try:
                next(self._work)
            except StopIteration as done:
                self._sheet, self._key, self._work, self._coming = done.value, self._coming, None, ()
            if perf_counter() >= until:
                break
        return self._work is None

    def forget(self) -> None:
        """Let the sheet go: another atlas is open, or it has not been needed for long."""
        self._sheet, self._work, self._key, self._coming = None, None, (), ()

    def draw(self, painter: QPainter, layer: PoliticalLayer, viewport: Viewport, theme: Theme, seen: QRegion | None = None) -> bool:
        """Draw the map of a viewport as well as it can be done at once, in logical pixels; return whether a sheet serves for it.

        Where only a part of it will be `seen` (logical pixels), the rest need not be drawn.
        """
        mine, region = layer.viewport, _all_earth(viewport)
        like = likeness(mine, viewport) if mine is not None else None
        self.share, self.urgent = 1.0, True
        if mine is not None and like is not None and wants_pieces(mine, viewport, like):
            pieces = mosaic(mine, viewport)
            self.share = pieces.share if region else 1.0
            self.urgent = not (region and pieces.share >= _STRIP)
            if pieces.enough:
                return self._draw_pieces(painter, layer, viewport, theme, pieces, seen, region=region)
        fits = like is not None and like.error <= GOOD and not like.framed
        serves = not (fits and like is not None and like.covers)
        self.urgent = not (fits and region)
        if self._sheet is not None and serves:
            painter.save()
            if fits and like is not None and mine is not None:
                painter.setClipRegion(_beyond(mine, viewport, like))
            draw_turned(painter, self._picture(self._sheet, viewport, theme), viewport, theme, edge=not region)
            painter.restore()
            if not fits:
                return True
        else:
            painter.fillRect(0, 0, viewport.width, viewport.height, QColor(theme.sea if region else theme.space))
        layer.draw_scaled(painter, viewport)
        return serves

    def _draw_pieces(
        self,
        painter: QPainter,
        layer: PoliticalLayer,
        viewport: Viewport,
        theme: Theme,
        pieces: Mosaic,
        seen: QRegion | None,
        *,
        region: bool,
    ) -> bool:
        """Draw a map from pieces of the last picture, the rest from the sheet; return whether there is such a rest."""
        beyond = _rest(pieces)
        rest = beyond if seen is None else beyond & seen
        if not rest.isEmpty():
            painter.save()
            painter.setClipRegion(rest)
            if self._sheet is not None:
                draw_turned(painter, self._picture(self._sheet, viewport, theme, rest), viewport, theme, edge=not region)
            else:
                painter.fillRect(rest.boundingRect(), QColor(theme.sea if region else theme.space))
            painter.restore()
        layer.draw_pieces(painter, pieces, seen=seen)
        return not beyond.isEmpty()

    def _picture(self, sheet: Sheet, viewport: Viewport, theme: Theme, part: QRegion | None = None) -> QImage:
        """Take the coarse picture; a world that only rolls is quick enough to be taken in full."""
        row = (viewport.zoom, viewport.centre[1], viewport.rotation)
        rolled = viewport.projection.seam is not None and viewport.ratio <= 1.0 and row == self._row
        self._row = row
        # Nearer than the sheet is fine there is no use in taking every pixel.
        grain = sheet.pixel_km / km_per_px(viewport.zoom) * viewport.ratio
        coarse = 1 if rolled else min(max(COARSE * viewport.ratio, grain / _BLUR), _COARSEST)
        return self._turner.picture(sheet, viewport, theme.space, round(coarse), part)


def _rest(pieces: Mosaic) -> QRegion:
    """Return where a map is not shown by pieces of the last picture."""
    rest = QRegion()
    for box in _rects(pieces.bare):
        rest += QRegion(box)
    for box, shown in zip(_rects(pieces.boxes), _rects(pieces.covered), strict=True):
        if shown != box:
            rest += QRegion(box) - QRegion(shown.adjusted(1, 1, -1, -1))
    return rest


def _rects(boxes: NDArray[np.float64]) -> list[QRect]:
    """Return boxes (left, top, right, bottom; px) as rectangles, cut to whole pixels within them."""
    inner = np.column_stack([np.ceil(boxes[:, :2]), np.floor(boxes[:, 2:])]).astype(np.int64)
    return [QRect(left, top, max(right - left, 0), max(bottom - top, 0)) for left, top, right, bottom in inner.tolist()]


def _all_earth(viewport: Viewport) -> bool:
    """Whether no corner of a picture is off the map."""
    wide, high = viewport.device_size
    corners = np.array([(0.0, 0.0), (wide, 0.0), (0.0, high), (wide, high)])
    return bool(viewport.projection.inside(viewport.to_plane(corners)).all())


def _beyond(mine: Viewport, wanted: Viewport, like: Likeness) -> QRegion:
    """Return where a picture of `mine` does not reach, on one of `wanted`, and a little more where it lies aslant."""
    whole = QRegion(0, 0, wanted.width, wanted.height)
    if abs(like.turn) > _ASLANT:
        return whole
    upper_left, upper_right = like.moved(0.0, 0.0), like.moved(float(mine.width), 0.0)
    lower_left, lower_right = like.moved(0.0, float(mine.height)), like.moved(float(mine.width), float(mine.height))
    left, right = max(upper_left[0], lower_left[0]), min(upper_right[0], lower_right[0])
    top, bottom = max(upper_left[1], upper_right[1]), min(lower_left[1], lower_right[1])
    return whole - QRegion(round(left) + 1, round(top) + 1, max(round(right - left) - 2, 0), max(round(bottom - top) - 2, 0))
