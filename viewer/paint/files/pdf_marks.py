"""What Qt leaves out of a PDF: its language, its caption and the View that it shows, and spaces that are copied as spaces.

It is written behind the file as an update, the way PDF provides for: some objects once more, and a table that tells where they are.
A file that is not built as Qt builds it stays as it is.
"""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from viewer.model.record import dataclass

VIEW_NAME = b"/BlocAtlasView"
"""Key of the View's text form among what a PDF tells of itself."""
FRAME_NAME = b"/BlocAtlasFrame"
"""Key of the size of the map that the View was on."""
_START = re.compile(rb"startxref\s+(\d{1,18})\s+%%EOF\s*$")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10})\s*\n")
_ROOT, _INFO = re.compile(rb"/Root (\d{1,10}) 0 R"), re.compile(rb"/Info (\d{1,10}) 0 R")
_OBJECT = re.compile(rb"\d{1,10} 0 obj\s*(<<.*?>>)\s*endobj", re.DOTALL)
_PAGE, _TRIM = re.compile(rb"\d{1,10} 0 obj\s*<<\s*/Type /Page\s"), re.compile(rb"/(?:Trim|Bleed)Box\s*\[[^\]]*\]\s*")
_MEDIA = re.compile(rb"/MediaBox\s*\[\s*0 0 (\d{1,6}(?:\.\d{1,8})?) (\d{1,6}(?:\.\d{1,8})?)\s*\]")
_TO_UNICODE = re.compile(rb"/ToUnicode (\d{1,10}) 0 R")
_STREAM = re.compile(rb"^\d{1,10} 0 obj\s*<<(.*?)>>\s*stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_TABLE_LINE = 20
"""Bytes of a line of the table."""
_HEAD, _LARGEST = 1024, 1 << 20
"""Bytes of an object that are looked at, and those of one that is read whole."""
_TAIL = 1 << 16


@dataclass(frozen=True)
class Marks:
    """What a PDF tells of itself: its language, its pages in words, and the View of the first with the size of its map.

    `trim`: points that are cut off at each edge; `bleed`: those of them that are printed on.
    """

    language: str
    caption: str
    view: str
    frame: str
    trim: float = 0.0
    bleed: float = 0.0


@dataclass(frozen=True)
class _Table:
    """Where the objects of a file begin (bytes), where their table does, and the numbers of two of them."""

    offsets: dict[int, int]
    start: int
    size: int
    root: int
    info: int


def mark(stream: BinaryIO, marks: Marks) -> bool:
    """Write marks behind a PDF that is open for reading and writing; returns whether it could be read."""
    table = _table(stream)
    if table is None:
        return False
    root, info = (_OBJECT.match(_read(stream, table, number, _LARGEST)) for number in (table.root, table.info))
    if root is None or info is None:
        return False
    told = {b"/Lang": _text(marks.language), b"/ViewerPreferences": b"<< /DisplayDocTitle true >>"}
    about = {b"/Subject": _text(marks.caption), VIEW_NAME: _text(marks.view), FRAME_NAME: _text(marks.frame)}
    changed = {table.root: _with(root[1], told), table.info: _with(info[1], about), **_spaced(stream, table)}
    if marks.trim:
        changed |= _trimmed(stream, table, marks)
    _append(stream, table, changed)
    return True


def read_marks(stream: BinaryIO) -> tuple[str, str]:
    """Return the View's text form that a PDF carries, and the size of its map; empty where it carries none."""
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - _TAIL))
    tail = stream.read(_TAIL)
    view, frame = (re.findall(name + rb" <FEFF((?:[0-9A-F]{4}){0,8000})>", tail) for name in (VIEW_NAME, FRAME_NAME))
    first, second = (bytes.fromhex(found[-1].decode()).decode("utf-16-be", "replace") if found else "" for found in (view, frame))
    return first, second


def _text(words: str) -> bytes:
    return b"<FEFF" + words.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def _with(object_: bytes, entries: dict[bytes, bytes]) -> bytes:
    """Return a dictionary with more entries."""
    body = object_[: object_.rindex(b">>")]
    return body + b"".join(key + b" " + value + b"\n" for key, value in entries.items()) + b">>"


def _table(stream: BinaryIO) -> _Table | None:
    """Read the table at the end of a file that was written at one go; None where there is none."""
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - 64))
    found = _START.search(stream.read())
    if found is None:
        return None
    stream.seek(int(found[1]))
    lines = stream.read()
    section = _SECTION.match(lines, 5) if lines.startswith(b"xref\n") else None
    root, info = _ROOT.search(lines, len(lines) - _HEAD if len(lines) > _HEAD else 0), _INFO.search(lines)
    if section is None or root is None or info is None or int(section[1]) != 0:
        return None
    first, count = section.end(), int(section[2])
    entries = (lines[first + _TABLE_LINE * n : first + _TABLE_LINE * (n + 1)] for n in range(count))
    offsets = {n: int(entry[:10]) for n, entry in enumerate(entries) if re.fullmatch(rb"\d{10} \d{5} n\s{2}", entry)}
    return _Table(offsets, int(found[1]), count, int(root[1]), int(info[1]))


def _read(stream: BinaryIO, table: _Table, number: int, most: int = _HEAD) -> bytes:
    """Return an object as it is written, as far as `most` bytes."""
    if number not in table.offsets:
        return b""
    stream.seek(table.offsets[number])
    return stream.read(most)


def _spaced(stream: BinaryIO, table: _Table) -> dict[int, bytes]:
    """Return the tables of letters in which Qt calls a space a tabulator, so that what is copied has spaces."""
    changed = {}
    for number in table.offsets:
        for named in _TO_UNICODE.findall(_read(stream, table, number)):
            found = _STREAM.match(_read(stream, table, int(named), _LARGEST))
            if found is None:
                continue
            try:
                letters = zlib.decompress(found[2]) if b"/FlateDecode" in found[1] else found[2]
            except zlib.error:
                continue
            if b"<0009>" in letters:
                packed = zlib.compress(letters.replace(b"<0009>", b"<0020>"))
                head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
                changed[int(named)] = head + b"\nstream\n" + packed + b"\nendstream"
    return changed


def _trimmed(stream: BinaryIO, table: _Table, marks: Marks) -> dict[int, bytes]:
    """Return the pages with boxes that tell a printer what is cut off, and how far the print goes on beyond that."""
    changed = {}
    for number in table.offsets:
        head = _read(stream, table, number)
        page = _OBJECT.match(head) if _PAGE.match(head) else None
        media = _MEDIA.search(page[1]) if page else None
        if page is None or media is None:
            continue
        wide, high = float(media[1]), float(media[2])
        boxes = {}
        for name, inset in ((b"/TrimBox", marks.trim), (b"/BleedBox", marks.trim - marks.bleed)):
            boxes[name] = b"[%.3f %.3f %.3f %.3f]" % (inset, inset, wide - inset, high - inset)
        changed[number] = _with(_TRIM.sub(b"", page[1]), boxes)
    return changed


def _append(stream: BinaryIO, table: _Table, changed: dict[int, bytes]) -> None:
    """Write objects once more, and the table that tells where they are now."""
    stream.seek(0, 2)
    stream.write(b"\n")
    where = {}
    for number, body in sorted(changed.items()):
        where[number] = stream.tell()
        stream.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = stream.tell()
    stream.write(b"xref\n")
    for number, offset in where.items():
        stream.write(b"%d 1\n%010d 00000 n \n" % (number, offset))
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    stream.write(trailer % (table.size, table.root, table.info, table.start, start))
