"""A shelf in the cache for pictures' plates: what took long to draw is there again at the next start."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from viewer.store.arrays import ArrayFile, DamagedFile, open_arrays, write_arrays

_KEPT = 3
"""Plates that stay; one of a whole screen takes about 20 MB."""
_PACKAGE = Path(__file__).resolve().parents[2]
_MAKERS = ("carto", "paint")
"""Parts of the program that a plate is made by."""


class PlateShelf:
    """Keeps arrays by name in a folder of the cache. What is damaged, or made by another version of the program, is not there.

    Args: folder: made when something is first kept; it may be missing or read only.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lent: ArrayFile | None = None

    def load(self, name: str) -> Mapping[str, NDArray[Any]] | None:
        """Return what was kept under a name; None where there is nothing that can be trusted."""
        try:
            self._lent = self._read(name)
        except (OSError, DamagedFile):
            return None
        return self._lent

    def _read(self, name: str) -> ArrayFile:
        path = self._path(name)
        file = open_arrays(path)
        if (file.meta.get("name"), file.meta.get("maker")) != (name, maker()):
            raise DamagedFile(f"{path.name}: kept under another name or by another version")
        file.verify()
        with suppress(OSError):
            os.utime(path)  # what is used stays
        return file

    def rest(self) -> None:
        """Give back the memory in which a plate was read: little of it is looked at again."""
        if self._lent is not None:
            self._lent.release()
            self._lent = None

    def save(self, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep arrays under a name, and only the last few of all; where that can't be done, nothing is kept."""
        with suppress(OSError):
            for folder in (self._folder.parent, self._folder):  # that one too is this user's alone, should it have gone meanwhile
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_arrays(self._path(name), arrays, {"name": name, "maker": maker()})
            self._prune()

    def _path(self, name: str) -> Path:
        return self._folder / f"plate-{zlib.crc32(name.encode()):08x}.bin"

    def _prune(self) -> None:
        kept = sorted(self._folder.glob("plate-*.bin"), key=lambda path: -path.stat().st_mtime_ns)
        for path in kept[_KEPT:]:
            with suppress(OSError):
                path.unlink()


@cache
def maker() -> str:
    """Return a short text that differs where the program that draws plates was changed."""
    files = sorted(path for part in _MAKERS for path in (_PACKAGE / part).glob("*.py"))
    stamps = [(path.name, status.st_size, status.st_mtime_ns) for path in files for status in [path.stat()]]
    return f"{zlib.crc32(repr(stamps).encode()):08x}"
