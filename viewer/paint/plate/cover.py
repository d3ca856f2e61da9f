"""What lies over the land and never changes with the date: lakes, their shores, the coast, the edge of the map.

Laying any number of colours over a pixel is one multiplication and one addition: `new = old * keep + add`. So all of it is one step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.symbology import Rgb, rgb
from viewer.carto.tokens import Theme
from viewer.model.record import dataclass
from viewer.paint.blending import Pixels, channels, packed_many
from viewer.paint.plate.underlay import Veil
from viewer.paint.plate.water import Water


@dataclass(frozen=True, slots=True)
class Coast:
    """Pixels at the coast, each once: flat index, the land's zone, and the shares of the pixel that land and coast line cover."""

    pixel: NDArray[np.intp]
    zone: NDArray[np.int32]
    land: NDArray[np.float32]
    line: NDArray[np.float32]
    by_zone: NDArray[np.intp]
    """Indices in order of zone."""
    zone_start: NDArray[np.int64]
    """[Z + 1] offsets into `by_zone`."""


def coast_of(
    pixel: NDArray[np.intp],
    zone: NDArray[np.int32],
    land: NDArray[np.float32],
    line: NDArray[np.float32],
    zones: int,
) -> Coast:
    """Return the coast made of pixels that are listed once each."""
    by_zone = np.argsort(zone.astype(np.uint16), kind="stable")
    start = np.searchsorted(zone[by_zone], np.arange(zones + 1))
    return Coast(pixel, zone, land, line, by_zone, start.astype(np.int64))


@dataclass(frozen=True, slots=True)
class Cover:
    """Pixels that something lies over, each once: flat index; how much of the land's colour stays (0 to 256); what is added to it."""

    pixel: NDArray[np.intp]
    keep: NDArray[np.uint32]
    add: Pixels

    def lay(self, pixels: Pixels, chosen: NDArray[np.intp] | slice) -> None:
        """Lay the cover over chosen pixels of a picture."""
        pixel, keep = self.pixel[chosen], self.keep[chosen]
        old = pixels[pixel]
        red_blue = (old & np.uint32(0xFF00FF)) * keep >> np.uint32(8) & np.uint32(0xFF00FF)
        green = (old & np.uint32(0xFF00)) * keep >> np.uint32(8) & np.uint32(0xFF00)
        pixels[pixel] = (red_blue | green) + self.add[chosen]


def cover_of(underlay: Pixels, coast: Coast, water: Water, veils: list[Veil], theme: Theme) -> Cover:
    """Join lakes, coast and veils into one cover; along the coast the sea of the underlay takes its share of each pixel."""
    pixel = np.sort(np.concatenate([coast.pixel, water.lake, *(veil.pixel for veil in veils)]))
    first = np.ones(len(pixel), dtype=np.bool_)
    np.not_equal(pixel[1:], pixel[:-1], out=first[1:])
    pixel = pixel[first]
    keep = np.ones((len(pixel), 1))
    add = np.zeros((len(pixel), 3))
    at_coast, at_lake = np.searchsorted(pixel, coast.pixel), np.searchsorted(pixel, water.lake)

    def lay(place: NDArray[np.intp], colour: NDArray[np.float64] | Rgb, share: NDArray[np.floating]) -> None:
        rest = 1.0 - share[:, None]
        keep[place] *= rest
        add[place] = add[place] * rest + np.asarray(colour) * share[:, None]

    lay(at_coast, channels(underlay[coast.pixel]), 1.0 - coast.land)
    lay(at_lake, rgb(theme.water), water.lake_opacity / 255.0)
    lay(at_lake, rgb(theme.coast), water.shore_opacity / 255.0)
    lay(at_coast, rgb(theme.coast), coast.line)
    for veil in veils:
        lay(np.searchsorted(pixel, veil.pixel), veil.colour, veil.share)
    stays = np.rint(keep * 256.0)
    # What is added must not carry over into the next channel, whatever the colour below.
    room = 255.0 - np.floor(255.0 * stays / 256.0)
    return Cover(pixel, stays[:, 0].astype(np.uint32), packed_many(np.minimum(add, room)))
