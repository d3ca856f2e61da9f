"""Lakes, rivers and cities: what lies on top of the units."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from viewer.model.topology import Lines
from viewer.store.build.errors import BuildError
from viewer.store.build.measure import on_grid

_GREATEST_RANK = 12


def lakes(files: Mapping[str, bytes], tolerance: float, smallest: float) -> Lines:
    """Read lakes from the files of a shapefile (suffix -> content), simplify them, leave out the smallest.

    Rings come outer and inner alike, greatest lakes first; filled odd-even they show islands as land.
    `tolerance` is in degrees, `smallest` in square degrees at the equator.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for suffix, content in sorted(files.items()):
            archive.writestr(f"lakes.{suffix}", content)
    frame = geopandas.read_file(packed.getvalue())
    frame = frame.rename(columns=str.lower)
    shapes, owner = shapely.get_parts(frame.geometry.to_numpy(), return_index=True)
    rank = frame["scalerank"].to_numpy()[owner]
    shapes = shapely.simplify(shapely.transform(shapes, on_grid), tolerance, preserve_topology=True)
    rings, ring_shape = shapely.get_rings(shapes, return_index=True)
    surfaces = shapely.polygons(rings)
    middle = np.radians(shapely.get_y(shapely.centroid(surfaces)))
    size = shapely.area(surfaces) * np.cos(middle)
    return _layer(rings[size >= smallest], rank[ring_shape][size >= smallest])


def rivers(content: bytes) -> Lines:
    """Read rivers from GeoJSON, greatest first."""
    features = json.loads(content)["features"]
    shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    lines, owner = shapely.get_parts(shapes, return_index=True)
    rank = np.array([feature["properties"]["scalerank"] for feature in features])[owner]
    return _layer(lines, rank)


def cities_table(content: bytes, names_ja: Mapping[tuple[str, str], str]) -> str:
    """Turn the places of the source into a table in CSV, largest and most important first.

    `names_ja` gives Japanese names by country code and English name; a name that fits no place is an error.
    """
    places = json.loads(content)["cities"]
    for place in places:
        place["n"] = " ".join(place["n"].split())
    unused = set(names_ja) - {(place["y"], place["n"]) for place in places}
    if unused:
        raise BuildError(f"Japanese names for places that are not in the source: {', '.join(map(str, sorted(unused)))}")
    places.sort(key=lambda p: (p["r"], -p["p"], p["y"], p["n"], p["o"], p["a"]))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["name_en", "name_ja", "country", "lon", "lat", "population", "rank", "capital"])
    for place in places:
        name = names_ja.get((place["y"], place["n"]), "")
        table.writerow([place["n"], name, place["y"], place["o"], place["a"], place["p"], place["r"], place["c"]])
    return text.getvalue()


def _layer(lines: NDArray[Any], rank: NDArray[Any]) -> Lines:
    order = np.lexsort((-shapely.length(lines), rank))
    lines, rank = lines[order], rank[order]
    xy = shapely.get_coordinates(lines)
    return Lines(
        xy=on_grid(xy).astype(np.float32),
        start=np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(lines))]).astype(np.int32),
        rank=np.clip(rank, 0, _GREATEST_RANK).astype(np.int32),
    )
