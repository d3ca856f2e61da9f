"""What lies under the land and never changes with the date: ground, sea, graticule, shore bands, edge of the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from viewer.carto.land.symbology import GRATICULE_DASH, GRATICULE_WIDTH, Rgb, graticule_step, mix, rgb, width
from viewer.carto.projections.generalization import Segments, Strands, in_view, segments
from viewer.carto.projections.graticule import circles, distance_rings, grid, meridians
from viewer.carto.projections.projection import EARTH_RADIUS_KM, Points
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.blending import Pixels, blend, packed, packed_many
from viewer.paint.plate.raster import Ground, ground_of, rasterize
from viewer.paint.plate.strokes import MARKS, coverage, dashes, measure, once

if TYPE_CHECKING:
    from collections.abc import Callable

_RING_WIDTH = 0.8
_RING_OPACITY = 0.4
_RING_GAP = 7.0
"""Between the edge of the Arctic view and the ring of degrees."""
_WIDEST = 9
"""Shore bands are measured in pixels large enough that none is wider than this."""
_STEPS = 22.0
"""Values a pixel of distance, where distances are kept in a byte."""
_BAND_ROWS = 64


def lay_ground(viewport: Viewport, theme: Theme) -> Pixels:
    """Return [H, W] nothing but sea."""
    wide, high = viewport.device_size
    return np.full((high, wide), packed(rgb(theme.sea)), dtype=np.uint32)


def lay_space(under: Pixels, viewport: Viewport, ground: Ground, theme: Theme) -> None:
    """Cover what is off the map. The Arctic view has a second ring round it, and degrees between the two."""
    if ground.whole:
        return
    space = packed(rgb(theme.space))
    first = np.ceil(ground.begin - 0.5).astype(np.int64)
    last = np.maximum(np.ceil(ground.end - 0.5).astype(np.int64), first)
    for row in range(len(under)):
        under[row, : first[row]] = space
        under[row, last[row] :] = space
    if viewport.projection.name == "arctic":
        _lay(under, _degree_ring(viewport, theme))


@dataclass(frozen=True, slots=True)
class Veil:
    """One colour over some pixels, each listed once: flat index, and the share of the pixel that it covers."""

    pixel: NDArray[np.intp]
    share: NDArray[np.float64]
    colour: Rgb


def line_veil(
    lines: Strands,
    viewport: Viewport,
    colour: Rgb,
    logical_width: float,
    *,
    dash: tuple[float, ...] = (),
    opacity: float = 1.0,
) -> Veil:
    """Return the stroke of lines on the earth."""
    ratio = viewport.ratio
    reach = logical_width * ratio / 2.0 + 0.5
    pieces = segments(lines, in_view(lines, viewport), viewport, reach + 1.0)
    spots = measure(pieces, viewport.device_size, reach)
    share = coverage(logical_width * ratio, reach)[spots.near] * opacity
    if dash:
        table = dashes(dash, ratio)
        turns = np.rint(pieces.length / (sum(dash) * ratio))
        share = share * table[(spots.mark / MARKS * turns[spots.line] * len(table)).astype(np.int64) % len(table)]
    kept = once(spots.pixel, 1.0 - share)
    return Veil(spots.pixel[kept].astype(np.intp), share[kept], colour)


def _degree_ring(viewport: Viewport, theme: Theme) -> Veil:
    """Return the outer ring of the Arctic view, with a tick every 5 degrees and longer ones every 30."""
    edge = viewport.to_device(viewport.projection.outline())
    middle = viewport.to_device(np.zeros((1, 2)))[0]
    spokes = (edge - middle) / np.hypot(*(edge[0] - middle))
    radius, gap = float(np.hypot(*(edge[0] - middle))), _RING_GAP * viewport.ratio
    ring = middle + spokes * (radius + gap)
    ticks = spokes[:-1:5]
    length = np.where(np.arange(len(ticks)) % 6 == 0, 1.0, 0.5)[:, None] * gap
    begin = np.concatenate([ring[:-1], middle + ticks * (radius + gap)])
    end = np.concatenate([ring[1:], middle + ticks * (radius + gap - length)])
    return _stroke(begin, end, viewport, rgb(theme.ink3), 0.8)


def _stroke(begin: Points, end: Points, viewport: Viewport, colour: Rgb, logical_width: float) -> Veil:
    """Return the stroke of straight pieces [S, 2] given in device pixels."""
    thick = logical_width * viewport.ratio
    reach = thick / 2.0 + 0.5
    count = len(begin)
    spots = measure(Segments(begin, end, np.zeros(count, dtype=np.int64), np.zeros((count, 2)), np.zeros(1)), viewport.device_size, reach)
    return Veil(spots.pixel.astype(np.intp), coverage(thick, reach)[spots.near], colour)


def _lay(under: Pixels, veil: Veil) -> None:
    flat = under.reshape(-1)
    flat[veil.pixel] = blend(flat[veil.pixel], packed(veil.colour), np.rint(veil.share * 255).astype(np.uint8))


def lay_graticule(under: Pixels, viewport: Viewport, theme: Theme) -> None:
    """Draw meridians and parallels, and the tropics and polar circles dashed; the Arctic view has rings of distance instead."""
    colour = rgb(theme.grat)
    arctic = viewport.projection.name == "arctic"
    lines = meridians(graticule_step(viewport.zoom)) if arctic else grid(graticule_step(viewport.zoom))
    _lay(under, line_veil(lines, viewport, colour, GRATICULE_WIDTH))
    if not arctic:
        _lay(under, line_veil(circles(), viewport, colour, GRATICULE_WIDTH, dash=GRATICULE_DASH))


def veils(viewport: Viewport, ground: Ground, theme: Theme, hidden: frozenset[str]) -> list[Veil]:
    """Return what lies over land and sea alike: the rings of distance of the Arctic view, and the edge of the map."""
    found = []
    if viewport.projection.name == "arctic" and "graticule" not in hidden:
        reach = EARTH_RADIUS_KM * float(np.abs(viewport.projection.outline()).max())
        solid, dashed = distance_rings(reach)
        found.append(line_veil(solid, viewport, rgb(theme.seaink), _RING_WIDTH, opacity=_RING_OPACITY))
        found.append(line_veil(dashed, viewport, rgb(theme.seaink), _RING_WIDTH, dash=GRATICULE_DASH, opacity=_RING_OPACITY))
    if not ground.whole:
        found.append(_edge(viewport, theme))
    return found


def _edge(viewport: Viewport, theme: Theme) -> Veil:
    """Return the line round the map."""
    ring = viewport.to_device(viewport.projection.outline())
    if viewport.projection.name == "arctic":
        return _stroke(ring[:-1], ring[1:], viewport, rgb(theme.ink), 1.6)
    return _stroke(ring[:-1], ring[1:], viewport, rgb(theme.coast), 1.2)


def lay_shore(
    under: Pixels,
    coast: Segments,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    viewport: Viewport,
    theme: Theme,
    zone_at: Callable[[float, float], int],
) -> None:
    """Draw the two bands along the shore, and their inner colour under the land.

    Args:
      under: [H, W] the picture so far.
      coast: pieces of the coast of land large enough to have bands.
      left: [lines] 0 where land is on the left, -1 where sea is.
      right: [lines] the same on the right.
      viewport: the picture.
      theme: colours.
      zone_at: tells 0 for land and -1 for sea at a pixel.
    """
    outer = width("shore1", viewport.zoom) * viewport.ratio / 2.0
    inner = width("shore2", viewport.zoom) * viewport.ratio / 2.0
    factor = max(1, int(np.ceil(outer / _WIDEST)))
    # Land beyond the picture's edge has bands too; the coarse pixels are counted from the whole picture's corner.
    room = factor * (int(np.ceil(outer / factor)) + 2)
    before = (room + (viewport.origin[0] - room) % factor, room + (viewport.origin[1] - room) % factor)
    wider = viewport.grown(before, room + factor)
    land = rasterize(
        (coast.begin + before) / factor,
        (coast.end + before) / factor,
        left[coast.line],
        right[coast.line],
        ground_of(wider).coarser(factor),
        lambda across, down: zone_at(across * factor - before[0], down * factor - before[1]),
    )
    reach = int(np.ceil(outer / factor)) + 1
    square = nearness(land > 0, reach)
    away = np.sqrt(np.arange(256))
    if factor > 1:  # squares can't be stretched evenly, distances can
        square = _enlarged((np.sqrt(np.arange(256)) * _STEPS).astype(np.uint8)[square], factor)
        away = np.arange(256) / _STEPS * factor
    near = square[before[1] : before[1] + under.shape[0], before[0] : before[0] + under.shape[1]]
    _tint_shore(under, near, away - 0.5, outer, inner, theme)


def _tint_shore(
    under: Pixels,
    near: NDArray[np.uint8],
    away: NDArray[np.float64],
    outer: float,
    inner: float,
    theme: Theme,
) -> None:
    """Colour the bands; `away` [256] is the distance in pixels from the shore that each value of `near` stands for."""
    sea, one, two = rgb(theme.sea), rgb(theme.sea1), rgb(theme.sea2)
    tints = [mix(mix(sea, one, min(max(outer + 0.5 - gap, 0.0), 1.0)), two, min(max(inner + 0.5 - gap, 0.0), 1.0)) for gap in away.tolist()]
    colours = packed_many(np.array(tints))
    limit = np.uint8(min(int(np.searchsorted(away, outer + 0.5)), 255))
    for top in range(0, len(under), _BAND_ROWS):
        part = near[top : top + _BAND_ROWS]
        np.copyto(under[top : top + _BAND_ROWS], colours.take(part), where=part < limit)


def nearness(land: NDArray[np.bool_], reach: int) -> NDArray[np.uint8]:
    """Return [H, W] the squared distance of each pixel to the nearest land, (reach + 1) squared where it is farther than `reach`.

    `reach` is at most 10, so that sums of two squares fit a byte. Rows are taken as one long line: within `reach` of either side
    land of the neighbouring row may count.
    """
    bands = []
    for top in range(0, len(land), _BAND_ROWS):
        above = min(top, reach)
        band = _nearness(land[top - above : top + _BAND_ROWS + reach], reach)
        bands.append(band[above : above + _BAND_ROWS])
    return np.concatenate(bands)


def _nearness(land: NDArray[np.bool_], reach: int) -> NDArray[np.uint8]:
    across = np.multiply(np.logical_not(land).view(np.uint8).ravel(), np.uint8(reach + 1))
    shifted = np.empty_like(across)
    for step in (1, 2, 4, 8):
        if step > reach:
            break
        np.add(across, np.uint8(step), out=shifted)
        np.minimum(across[step:], shifted[:-step], out=across[step:])
        np.minimum(across[:-step], shifted[step:], out=across[:-step])
    square = np.square(across).reshape(land.shape)
    best: NDArray[np.uint8] = square.copy()
    gone = np.empty_like(square)
    for step in range(1, reach + 1):
        np.add(square, np.uint8(step * step), out=gone)
        np.minimum(best[step:], gone[:-step], out=best[step:])
        np.minimum(best[:-step], gone[step:], out=best[:-step])
    return best


def _enlarged(values: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Return values [h, w] stretched smoothly by a whole factor."""
    if factor == 1:
        return values
    high, wide = values.shape
    image = QImage(np.ascontiguousarray(values).data, wide, high, wide, QImage.Format.Format_Grayscale8)
    size = QSize(wide * factor, high * factor)
    large = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    large = large.convertToFormat(QImage.Format.Format_Grayscale8)
    view = np.frombuffer(large.constBits(), dtype=np.uint8).reshape(high * factor, large.bytesPerLine())
    return view[:, : wide * factor].copy()
