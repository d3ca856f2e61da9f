"""Words of a PNG: what the atlas, Qt and others write is read, what would swell or is damaged is passed over."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from viewer.paint.files.image import read_taken
from viewer.paint.files.png_marks import SIGNATURE, marks_of
from viewer.paint.pages.page import VIEW_KEY

VIEW = "t=1962-10-22&c=-78,22&z=4"
KEY = VIEW_KEY.encode()


def chunk(sort: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + sort + body + struct.pack(">I", zlib.crc32(sort + body))


def png(*texts: bytes) -> bytes:
    """A picture of one pixel with chunks before it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return SIGNATURE + head + b"".join(texts) + chunk(b"IDAT", zlib.compress(b"\0" * 4)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (chunk(b"tEXt", KEY + b"\0" + VIEW.encode()), VIEW),
        (chunk(b"zTXt", KEY + b"\0\0" + zlib.compress(VIEW.encode())), VIEW),
        (chunk(b"iTXt", KEY + b"\0\0\0ja\0\0" + f"{VIEW}&q=壁".encode()), f"{VIEW}&q=壁"),
        (chunk(b"iTXt", KEY + b"\0\1\0\0\0" + zlib.compress(VIEW.encode())), VIEW),
        (chunk(b"zTXt", KEY + b"\0\0" + zlib.compress(b"B" * 7_000_000)) * 60, None),
        (chunk(b"iTXt", KEY + b"\0\1\0\0\0" + zlib.compress(b"B" * 100_000)), None),
        (chunk(b"tEXt", KEY + b"\0" + b"t" * 100_000), None),
        (chunk(b"zTXt", KEY + b"\0\0" + zlib.compress(VIEW.encode())[:-3]), None),
        (chunk(b"zTXt", KEY + b"\0\0nonsense"), None),
        (chunk(b"iTXt", KEY + b"\0\0"), None),
        (chunk(b"tEXt", b"Comment\0" + VIEW.encode()), None),
    ],
)
def test_the_view_of_a_picture_is_read_or_passed_over(text: bytes, read: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(text))
    taken = read_taken(str(path))
    assert (taken.view if taken else None) == read


@pytest.mark.parametrize("words", [VIEW, VIEW + "&q=" + "x" * 900, f"{VIEW}&q=壁"])
def test_what_qt_writes_is_read(words: str, tmp_path: Path) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.setText(VIEW_KEY, words)
    image.save(str(tmp_path / "a.png"))
    taken = read_taken(str(tmp_path / "a.png"))
    assert taken
    assert taken.view == words


@given(st.binary(max_size=300), st.integers(0, 200))
def test_whatever_stands_in_a_picture_nothing_is_raised(piece: bytes, at: int) -> None:
    whole = png(chunk(b"iTXt", KEY + b"\0\1\0\0\0" + zlib.compress(VIEW.encode())))
    broken = whole[:at] + piece + whole[at:]
    assert set(marks_of(io.BytesIO(broken), (VIEW_KEY,))) <= {VIEW_KEY}
