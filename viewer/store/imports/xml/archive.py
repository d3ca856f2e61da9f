"""Archives of strangers: nothing is unpacked to a disk, names lead nowhere, and what swells is refused while it is read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from viewer.store.imports.refusal import MAX_BYTES, refused

_BLOCK = 1 << 18
_RATIO = 200
"""How many times larger than its archive all that is read of it may be."""
_SMALL = 10_000_000
"""Bytes that may be read of any archive, however small."""
_ENTRIES = 20_000
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError)
"""What reading a damaged archive may raise."""


class Archive:
    """The parts of a ZIP file. ImportRefused where it is not sound, or gives more than a sound one would.

    Args: file: the archive. size: of it in bytes. name: of the file, for refusals.
    """

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self._name = name
        self._most = self._left = min(MAX_BYTES, max(size * _RATIO, _SMALL))
        with self._guarded():
            self._zip = zipfile.ZipFile(file)
        if len(self._zip.namelist()) > _ENTRIES:
            raise refused(name, f"holds more than {_ENTRIES:,} files")

    @property
    def names(self) -> list[str]:
        """The names of its parts, in their order."""
        return self._zip.namelist()

    def blocks(self, part: str) -> Iterator[bytes]:
        """Give what a part holds in blocks."""
        with self._guarded():
            if self._zip.getinfo(part).compress_type not in _KNOWN:
                raise NotImplementedError("it is packed in a way that no such file is")
            stream = self._zip.open(part)
        with stream:
            while True:
                with self._guarded():
                    block = stream.read(_BLOCK)
                if not block:
                    return
                self._left -= len(block)
                if self._left < 0:
                    hint = "an archive so much smaller than its content is not trusted"
                    raise refused(self._name, f"unpacks to more than {self._most:,} bytes", hint)
                yield block

    def size(self, part: str) -> int:
        """Return how many bytes a part says that it holds."""
        return self._zip.getinfo(part).file_size

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGED as error:
            raise refused(self._name, f"is no sound archive: {error}", reason="damaged", value=str(error)) from None


def unpacked(data: bytes, name: str) -> bytes:
    """Return the first KML file in a KMZ archive; names in it are not used for anything. ImportRefused where it is not sound."""
    archive = Archive(io.BytesIO(data), len(data), name)
    inside = next((part for part in archive.names if part.lower().endswith(".kml")), None)
    if inside is None:
        raise refused(name, "there is no KML file in the archive")
    return b"".join(archive.blocks(inside))
