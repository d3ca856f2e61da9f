"""A one-file container of named numpy arrays that is opened by mapping it into memory.

Layout: a fixed head (magic, version, sizes, checksum), a msgpack header (a table of the arrays and free
metadata), then the arrays, each starting at a multiple of 64 bytes. Opening reads only head and header,
so it costs the same for a small and for a large file; pages of an array are read when they are touched.
"""

from __future__ import annotations

import importlib
import math
import mmap
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgpack
import numpy as np
from numpy.typing import NDArray

from viewer.model.record import dataclass
from viewer.store.atomic import placed

_MAGIC = b"BLOCARR\n"
_VERSION = 1
_ALIGNMENT = 64
# magic, version, length of header, size of the whole file, checksum of all that precedes plus header
_HEAD = struct.Struct("<8sIIQI")
_CHECKED = struct.Struct("<8sIIQ")
_HEADER_LIMIT = 64 * 1024 * 1024
_KINDS = frozenset("biuf")


class DamagedFile(ValueError):
    """An array file that can't be trusted: foreign, truncated, of another version or altered."""


@dataclass(frozen=True, slots=True)
class _Entry:
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    offset: int
    checksum: int

    @property
    def size(self) -> int:
        return math.prod(self.shape) * self.dtype.itemsize


class ArrayFile(Mapping[str, NDArray[Any]]):
    """An opened array file: a mapping of names to read-only arrays, and the metadata stored with them."""

    def __init__(self, path: Path, checksum: str, meta: dict[str, Any], table: dict[str, _Entry], mapped: mmap.mmap) -> None:
        """Take the parts that `open_arrays` has checked."""
        self.path = path
        self.checksum = checksum
        self.meta = meta
        self._table = table
        self._mapped = mapped
        self._content = np.frombuffer(mapped, dtype=np.uint8)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Give the array of this name as a read-only view of the file; KeyError where there is none."""
        entry = self._table[name]
        raw = self._content[entry.offset : entry.offset + entry.size]
        return raw.view(entry.dtype).reshape(entry.shape)

    def __iter__(self) -> Iterator[str]:
        """Go through the names in the order they were written."""
        return iter(self._table)

    def __len__(self) -> int:
        """Count the arrays."""
        return len(self._table)

    def release(self) -> None:
        """Give the memory back in which the file was read: it is read again where an array is touched."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._mapped.madvise(mmap.MADV_DONTNEED)

    def verify(self) -> None:
        """Read every array and compare its checksum; raise DamagedFile at the first that differs."""
        for name, entry in self._table.items():
            if zlib.crc32(self._content[entry.offset : entry.offset + entry.size].data) != entry.checksum:
                raise DamagedFile(f"{self.path.name}: array `{name}` is altered (checksum differs)")


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]], meta: Mapping[str, Any]) -> None:
    """Write named arrays of numbers and msgpack-able metadata as one file, all or nothing.

    Arrays keep their dtype (little endian) and shape. The file appears under its name only when
    complete. Raises ValueError for arrays that hold anything but booleans and numbers.
    """
    blocks: list[NDArray[Any]] = []
    table: list[list[Any]] = []
    offset = 0
    for name, given in arrays.items():
        block = np.ascontiguousarray(given)
        if block.dtype.kind not in _KINDS:
            raise ValueError(f"array `{name}` holds {block.dtype}, only numbers and booleans can be stored")
        block = block.astype(block.dtype.newbyteorder("<"), copy=False)
        shape = list(np.shape(given))  # ascontiguousarray makes a scalar one-dimensional
        table.append([name, block.dtype.str, shape, offset, zlib.crc32(block.tobytes())])
        blocks.append(block)
        offset = _aligned(offset + block.nbytes)
    header: bytes = msgpack.packb({"arrays": table, "meta": dict(meta)}, use_bin_type=True)
    start = _aligned(_HEAD.size + len(header))
    checked = _CHECKED.pack(_MAGIC, _VERSION, len(header), start + offset)
    checksum = zlib.crc32(header, zlib.crc32(checked))
    head = checked + struct.pack("<I", checksum)
    _replace(path, [head + header, *blocks])


def open_arrays(path: Path) -> ArrayFile:
    """Open an array file without reading the arrays.

    Raises DamagedFile, saying what is wrong, where head, header or size do not fit together, and
    OSError where the file can't be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD.size)
        length = _header_length(path.name, head, size)
        header = file.read(length)
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if zlib.crc32(header, zlib.crc32(head[: _CHECKED.size])) != _HEAD.unpack(head)[4]:
        raise DamagedFile(f"{path.name}: the header is altered (checksum differs)")
    meta, table = _parse_header(path.name, header, _aligned(_HEAD.size + length), size)
    # The header holds a checksum of each array, so its digest stands for the whole content
    return ArrayFile(path, _sha256(header), meta, table, mapped)


def _sha256(content: bytes) -> str:
    """The digest, by Python's own module where it is there: `hashlib` would load all of OpenSSL for it."""
    for name in ("_sha2", "_sha256"):
        with suppress(ImportError, AttributeError):
            return str(importlib.import_module(name).sha256(content).hexdigest())
    hashlib = importlib.import_module("hashlib")
    return str(hashlib.sha256(content).hexdigest())


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT


def _replace(path: Path, blocks: list[Any]) -> None:
    """Write blocks, each at the next multiple of the alignment, and put the file in place at once."""
    with placed(path, 0o644) as file:
        for block in blocks:
            data = memoryview(block).cast("B") if getattr(block, "size", 1) else b""
            file.write(data)
            file.write(bytes(-file.tell() % _ALIGNMENT))


def _header_length(name: str, head: bytes, size: int) -> int:
    """Check the fixed head against the size of the file; give the length of the header."""
    if len(head) < _HEAD.size or not head.startswith(_MAGIC):
        raise DamagedFile(f"{name}: this is no array file of Bloc Atlas")
    _, version, length, total, _ = _HEAD.unpack(head)
    if version != _VERSION:
        raise DamagedFile(f"{name}: written in format version {version}, this program reads version {_VERSION}")
    if total != size:
        raise DamagedFile(f"{name}: {size} bytes long instead of {total}, so it was cut off or altered")
    if length > min(size - _HEAD.size, _HEADER_LIMIT):
        raise DamagedFile(f"{name}: the header is said to be longer than the file")
    return int(length)


def _parse_header(name: str, header: bytes, start: int, size: int) -> tuple[dict[str, Any], dict[str, _Entry]]:
    """Turn the header into metadata and a table of entries that all lie inside the file."""
    try:
        content = msgpack.unpackb(header, raw=False)
        meta = content["meta"]
        table = {
            key: _Entry(np.dtype(dtype), tuple(int(n) for n in shape), start + int(offset), int(checksum))
            for key, dtype, shape, offset, checksum in content["arrays"]
        }
    except (ValueError, TypeError, KeyError, AttributeError, msgpack.UnpackException) as error:
        raise DamagedFile(f"{name}: the header can't be understood ({error})") from error
    if not isinstance(meta, dict):
        raise DamagedFile(f"{name}: the metadata is no mapping")
    for key, entry in table.items():
        whole = entry.dtype.kind in _KINDS and all(n >= 0 for n in entry.shape) and entry.offset >= start
        if not whole or entry.offset + entry.size > size:
            raise DamagedFile(f"{name}: array `{key}` does not lie inside the file")
    return meta, table
