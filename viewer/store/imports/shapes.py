"""Rings of areas made sound: what crosses itself or lies outside of its area is mended, and that is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from viewer.store.imports.builder import Floats, LayerBuilder, UnusableError, check_places, over_the_date_line

_TRIED = 64
_TANGLED = 500
"""Other edges whose boxes an edge meets on the average, above which an area is not mended: two or three are usual."""


def sound_rings(rings: Sequence[Floats], builder: LayerBuilder) -> list[Floats]:
    """Return the closed rings of one polygon, mended where they were not sound. UnusableError where nothing of it has an area."""
    import shapely

    closed = []
    for ring in rings:
        check_places(ring)
        whole = ring if len(ring) and (ring[0] == ring[-1]).all() else np.vstack([ring, ring[:1]])
        if len(whole) < 4:
            hint = "a ring needs at least four, the last equal to the first"
            raise UnusableError("coordinates", f"a ring of {len(ring)} positions has no area", hint)
        closed.append(whole)
    if any(over_the_date_line(ring).any() for ring in closed):
        return closed  # in a plane it would be another shape
    polygon = shapely.Polygon(closed[0], closed[1:])
    if polygon.is_valid:
        return closed
    return mended_rings(polygon, builder)


def mended_rings(shape: object, builder: LayerBuilder) -> list[Floats]:
    """Return the rings of a shape of shapely that is not valid, mended; counts it. UnusableError where no area is left."""
    import shapely

    if _is_tangled(shape):
        hint = "mend it in the program that made it, with Fix geometries of QGIS for example"
        raise UnusableError("coordinates", "the lines of the area cross or cover each other too often to be mended", hint)
    parts = shapely.get_parts(shapely.make_valid(shape))
    areas = [part for part in parts if shapely.get_dimensions(part) == 2]
    rings = [ring for part in shapely.get_parts(areas) for ring in shapely.get_rings(part)]
    if not rings:
        raise UnusableError("coordinates", "the ring encloses no area")
    builder.mended += 1
    return [shapely.get_coordinates(ring) for ring in rings]


def _is_tangled(shape: object) -> bool:
    """Whether so many edges of a shape may cross that mending it would take minutes; told by a few edges, by the boxes around them."""
    import shapely

    ends, ring = shapely.get_coordinates(shapely.get_rings(shape), return_index=True)
    along = ring[1:] == ring[:-1]
    edges = shapely.linestrings(np.stack([ends[:-1][along], ends[1:][along]], axis=1))
    tree, met = shapely.STRtree(edges), 0
    tried = edges[:: max(1, len(edges) // _TRIED)][:_TRIED]
    for edge in tried:
        met += len(tree.query(edge))
        if met > _TANGLED * len(tried):
            return True
    return False


def parts_of(shape: Any, builder: LayerBuilder) -> tuple[list[Floats], list[Floats], list[Floats]]:  # noqa: ANN401 - shapely's shapes
    """Return the points, lines and rings of a shape of shapely, rings mended where they were not sound."""
    import shapely

    points: list[Floats] = []
    lines: list[Floats] = []
    rings: list[Floats] = []
    for part in _simple(shape):
        kind = shapely.get_type_id(part)
        if kind == shapely.GeometryType.POINT:
            points.append(shapely.get_coordinates(part))
        elif kind in (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING):
            lines.append(shapely.get_coordinates(part))
        elif kind == shapely.GeometryType.POLYGON:
            sound = part.is_valid
            rings += [shapely.get_coordinates(ring) for ring in shapely.get_rings(part)] if sound else mended_rings(part, builder)
    return points, lines, rings


def _simple(shape: Any) -> Iterator[Any]:  # noqa: ANN401 - shapely's shapes
    """The parts of a shape that have no parts themselves."""
    parts = getattr(shape, "geoms", None)
    if parts is None:
        yield shape
    else:
        for part in parts:
            yield from _simple(part)
