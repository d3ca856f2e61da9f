"""Pictures' plates kept from one start of the program to the next: a plate as arrays by name, and back.

A plate depends on the atlas, the viewport, the theme and the layers left out, so these make its name. What is read back is the plate
that was made, array for array.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from viewer.carto.land.frontier import Frontier
from viewer.carto.projections.generalization import Detail, Segments
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import Theme
from viewer.model.atlas import Atlas
from viewer.paint.plate.cover import Coast, Cover
from viewer.paint.plate.plate import Plate
from viewer.paint.plate.raster import Runs
from viewer.paint.plate.strokes import Spots
from viewer.paint.plate.water import Water

Arrays = Mapping[str, NDArray[Any]]

_PARTS: dict[str, Any] = {"runs": Runs, "coast": Coast, "water": Water, "cover": Cover, "borders": Spots, "pieces": Segments}
_LOOSE = ("ids", "underlay", "border_start", "border_boxes", "lengths")


class Shelf(Protocol):
    """Where arrays are kept by name."""

    def load(self, name: str) -> Arrays | None:
        """Return what was kept under a name, whole and unaltered; None where there is nothing of that sort."""

    def save(self, name: str, arrays: Arrays) -> None:
        """Keep arrays under a name. Never fails: what can't be kept is made again."""

    def rest(self) -> None:
        """Do what can be done to take less memory, when the picture is there."""


def name_of(atlas: Atlas, viewport: Viewport, theme: Theme, hidden: frozenset[str]) -> str:
    """Return the name under which a plate is kept; empty where the atlas has no checksum that would tell it from others."""
    if not atlas.checksum:
        return ""
    text = f"{atlas.checksum}|{atlas.basemap.checksum}|{viewport!r}|{theme!r}|{sorted(hidden)}"
    return f"{zlib.crc32(text.encode()):08x}{zlib.adler32(text.encode()):08x}"


def packed_plate(plate: Plate) -> dict[str, NDArray[Any]]:
    """Return the arrays of a plate by name; what belongs to the level of detail is left out."""
    arrays = {name: getattr(plate, name) for name in _LOOSE}
    for name, kind in _PARTS.items():
        part = getattr(plate, name)
        arrays |= {f"{name}/{field.name}": np.asarray(getattr(part, field.name)) for field in fields(kind)}
    return arrays


def unpacked_plate(arrays: Arrays, viewport: Viewport, detail: Detail, front: Frontier) -> Plate | None:
    """Return the plate that arrays were made of, for the same viewport and level of detail; None where they are no plate of it."""
    wide, high = viewport.device_size
    try:
        loose: dict[str, Any] = {name: arrays[name] for name in _LOOSE}
        parts = {name: kind(**{field.name: arrays[f"{name}/{field.name}"] for field in fields(kind)}) for name, kind in _PARTS.items()}
    except KeyError:
        return None
    if loose["ids"].shape != (high, wide) or loose["underlay"].shape != (high * wide,) or len(loose["lengths"]) != len(front.between):
        return None
    spots: Spots = parts["borders"]
    parts["borders"] = Spots(spots.pixel, spots.line, spots.near, spots.mark, float(spots.reach))
    return Plate(viewport=viewport, detail=detail, front=front, **loose, **parts)
