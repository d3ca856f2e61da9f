"""A base geometry of unit squares in a row, and copies of the small atlas that are broken in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from viewer.model.topology import Basemap, Level, Lines

SMALL = Path(__file__).parent.parent / "data" / "small"
CODES = ("AAA-1", "AAA-2", "BBB-1", "BBB-1:strip", "CCC-1", "DDD-1")


def row_of_squares(codes: tuple[str, ...] = CODES) -> Basemap:
    """Return units that are squares beside each other: unit i covers longitudes i to i + 1, latitudes 0 to 1."""
    count = len(codes)
    arcs: list[tuple[list[tuple[float, float]], int, int]] = []
    rings: list[list[int]] = [[] for _ in codes]
    for unit in range(count):
        arcs.append(([(unit, 0), (unit + 1, 0)], unit, -1))
        arcs.append(([(unit + 1, 1), (unit, 1)], unit, -1))
    uprights = len(arcs)
    arcs += [([(x, 0), (x, 1)], x - 1, x if x < count else -1) for x in range(count + 1)]
    for unit in range(count):
        rings[unit] = [2 * unit, uprights + unit + 1, 2 * unit + 1, ~(uprights + unit)]
    level = Level(
        tolerance=0.01,
        xy=np.array([point for points, _, _ in arcs for point in points], dtype=np.float32),
        arc_start=np.arange(0, 2 * len(arcs) + 1, 2, dtype=np.int32),
        arc_left=np.array([left for _, left, _ in arcs], dtype=np.int32),
        arc_right=np.array([right for _, _, right in arcs], dtype=np.int32),
        arc_frame=np.zeros(len(arcs), dtype=np.bool_),
        ring_start=np.arange(0, 4 * count + 1, 4, dtype=np.int32),
        ring_arcs=np.array([arc for ring in rings for arc in ring], dtype=np.int32),
        ring_unit=np.arange(count, dtype=np.int32),
    )
    nothing = Lines(np.zeros((0, 2), np.float32), np.zeros(1, np.int32), np.zeros(0, np.int32))
    point = np.array([(unit + 0.5, 0.5) for unit in range(count)], dtype=np.float64)
    adm0 = tuple(code[:3] for code in codes)
    return Basemap(codes, adm0, np.full(count, 12_000.0), point, (level,), (), nothing, checksum="row")


def copy_small(folder: Path) -> Path:
    """Copy the small atlas into a folder and return the copy."""
    return Path(shutil.copytree(SMALL, folder / "atlas"))


def edit(atlas: Path, name: str, old: str, new: str) -> None:
    """Replace a piece of text, which stands exactly once, in a file of an atlas."""
    path = atlas / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
