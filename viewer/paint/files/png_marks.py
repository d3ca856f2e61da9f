"""Words that a PNG carries, read with bounds: a small file of a stranger may swell to gigabytes in a library that reads them all."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection
from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 500
"""Chunks before the pixels that are looked at."""
_LONGEST = 64_000
"""Bytes of a text, as it is stored and as it is meant."""


def marks_of(stream: BinaryIO, wanted: Collection[str]) -> dict[str, str]:
    """Return the texts of a PNG that stand before its pixels under some keys; those that are there, sound and not too long."""
    found: dict[str, str] = {}
    if stream.read(len(SIGNATURE)) != SIGNATURE:
        return found
    for _ in range(_MOST_CHUNKS):
        head = stream.read(8)
        if len(head) < 8:
            break
        length, sort = struct.unpack(">I4s", head)
        if sort in (b"IDAT", b"IEND"):
            break
        if sort not in _READERS or length > _LONGEST:
            stream.seek(length + 4, 1)
            continue
        key, _, rest = stream.read(length).partition(b"\0")
        name = key.decode("latin-1")
        stream.seek(4, 1)
        if name in wanted and (text := _READERS[sort](rest)):
            found[name] = text
    return found


def _plain(rest: bytes) -> str:
    return rest.decode("latin-1")


def _packed(rest: bytes) -> str:
    return _inflated(rest[1:]).decode("latin-1")


def _international(rest: bytes) -> str:
    """Whether it is packed, how; then its language, and the key in that language, are passed over."""
    parts = rest[2:].split(b"\0", 2)
    if len(parts) < 3:
        return ""
    return (_inflated(parts[2]) if rest[:1] == b"\1" else parts[2]).decode("utf-8", "replace")


def _inflated(packed: bytes) -> bytes:
    """What was packed; nothing where it is not sound, or longer than what is read."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, _LONGEST)
    except zlib.error:
        return b""
    return text if unpacker.eof else b""


_READERS = {b"tEXt": _plain, b"zTXt": _packed, b"iTXt": _international}
