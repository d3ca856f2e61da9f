"""The table of base units without geometry: enough to check a ledger before the geometry is built."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from viewer.model.topology import Basemap, Lines


def read_units(path: Path) -> Basemap:
    """Read `base/units.csv` into a Basemap that has units but no levels.

    Raises: OSError where the file can't be read, ValueError where it lacks a column.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    try:
        codes = tuple(row["code"] for row in rows)
        adm0 = tuple(row["adm0"] for row in rows)
        area = np.array([float(row["area_km2"]) for row in rows], dtype=np.float64)
        point = np.array([(float(row["lon"]), float(row["lat"])) for row in rows], dtype=np.float64).reshape(-1, 2)
    except KeyError as error:
        raise ValueError(f"{path.name} has no column {error}") from None
    nothing = Lines(np.zeros((0, 2), np.float32), np.zeros(1, np.int32), np.zeros(0, np.int32))
    return Basemap(codes, adm0, area, point, (), (), nothing)
