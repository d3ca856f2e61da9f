"""Reading the base geometry that `bloc-atlas build` left: mapped into memory, so it is there at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgpack

from viewer.model.topology import Basemap, Level, Lines
from viewer.store.arrays import ArrayFile, DamagedFile, open_arrays

FORMAT = 1
"""Version of the arrays; a file of another one is refused."""
_FILE = "geometry.bin"
LEVEL_ARRAYS = ("xy", "arc_start", "arc_left", "arc_right", "arc_frame", "ring_start", "ring_arcs", "ring_unit")
"""The arrays of a Level, in the order in which they are written."""
_NAMES = "names/"


class _Names(Mapping[str, tuple[str, ...]]):
    """Names of the units by language, decoded when a language is first asked for."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, language: str) -> tuple[str, ...]:
        if language not in self._known:
            self._known[language] = tuple(msgpack.unpackb(self._file[_NAMES + language].tobytes()))
        return self._known[language]

    def __iter__(self) -> Iterator[str]:
        return (name.removeprefix(_NAMES) for name in self._file if name.startswith(_NAMES))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def load_basemap(folder: Path) -> Basemap:
    """Open the base data of a folder (`data/base`).

    Arrays stay in the file until they are used. Raises DamagedFile where the file can't be trusted and
    OSError where it can't be read.
    """
    file = open_arrays(folder / _FILE)
    meta = file.meta
    if meta.get("format") != FORMAT:
        raise DamagedFile(f"{_FILE}: base format {meta.get('format')}, this program reads {FORMAT}; run `bloc-atlas build`")
    try:
        base = Basemap(
            codes=tuple(meta["codes"].split("\n")),
            adm0=tuple(meta["adm0"].split("\n")),
            area_km2=file["units/area_km2"],
            point=file["units/point"],
            levels=tuple(_level(file, number, tolerance) for number, tolerance in enumerate(meta["tolerances"])),
            lakes=tuple(_lines(file, f"lakes{number}") for number in range(meta["lakes"])),
            rivers=_lines(file, "rivers"),
            attribution=meta["attribution"],
            checksum=file.checksum,
            names=_Names(file),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedFile(f"{_FILE}: incomplete ({error})") from error
    _check(base)
    return base


def _level(file: ArrayFile, number: int, tolerance: float) -> Level:
    return Level(float(tolerance), *(file[f"L{number}/{name}"] for name in LEVEL_ARRAYS))


def _lines(file: ArrayFile, name: str) -> Lines:
    return Lines(file[f"{name}/xy"], file[f"{name}/start"], file[f"{name}/rank"])


def _check(base: Basemap) -> None:
    """Refuse arrays whose lengths do not fit each other, without reading the large ones."""
    count = base.count
    fits = len(base.adm0) == len(base.area_km2) == len(base.point) == count and bool(base.levels)
    for level in base.levels:
        arcs = len(level.arc_left)
        fits = fits and len(level.arc_start) == arcs + 1 and len(level.arc_right) == len(level.arc_frame) == arcs
        fits = fits and len(level.ring_start) == len(level.ring_unit) + 1
        fits = fits and int(level.arc_start[-1]) == len(level.xy) and int(level.ring_start[-1]) == len(level.ring_arcs)
    for lines in (*base.lakes, base.rivers):
        fits = fits and len(lines.start) == len(lines.rank) + 1 and int(lines.start[-1]) == len(lines.xy)
    if not fits:
        raise DamagedFile(f"{_FILE}: its arrays do not fit together")
