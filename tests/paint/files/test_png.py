"""PNG files of our own: the same pixels for every reader, bands taken over from the picture before only where nothing changed."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from viewer.api import page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.files import png
from viewer.paint.files.png import QUICK, SMALL, Deflater, can_write, pixels_of, write_png
from viewer.paint.pages.page import render_page


def image_of(pixels: NDArray[np.uint32]) -> QImage:
    high, wide = pixels.shape
    whole = np.ascontiguousarray(pixels | np.uint32(0xFF000000))
    return QImage(whole.data, wide, high, wide * 4, QImage.Format.Format_RGB32).copy()


def written(image: QImage, deflater: Deflater | None = None) -> bytes:
    stream = io.BytesIO()
    write_png(image, stream, deflater)
    return stream.getvalue()


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a file, each with its sum held against its content."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(content):
        length, sort = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        assert zlib.crc32(sort + body) == struct.unpack(">I", content[at + 8 + length : at + 12 + length])[0]
        yield sort, body
        at += 12 + length


def decoded(content: bytes) -> NDArray[np.uint32]:
    """The colours, by a reader that shares nothing with the writer."""
    parts = list(chunks(content))
    wide, high, depth, sort, _, _, laced = struct.unpack(">IIBBBBB", dict(parts)[b"IHDR"])
    assert (depth, sort, laced) == (8, 2, 0)
    raw = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))  # also holds the sum against the bytes
    rows = np.frombuffer(raw, dtype=np.uint8).reshape(high, 1 + 3 * wide)
    found = np.empty((high, wide, 3), dtype=np.uint8)
    for number, row in enumerate(rows):
        assert row[0] in (0, 1)
        one = row[1:].reshape(wide, 3)
        found[number] = one if row[0] == 0 else np.cumsum(one, axis=0, dtype=np.uint64).astype(np.uint8)
    whole = found.astype(np.uint32)
    return whole[..., 0] << np.uint32(16) | whole[..., 1] << np.uint32(8) | whole[..., 2] | np.uint32(0xFF000000)


@st.composite
def pictures(draw: st.DrawFn, wide: int | None = None, high: int | None = None) -> NDArray[np.uint32]:
    wide, high = wide or draw(st.integers(1, 90)), high or draw(st.integers(1, 70))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    colours = draw(st.sampled_from((1, 2, 9, 1 << 24)))
    found = chance.integers(0, colours, (high, wide), dtype=np.uint32) * np.uint32(0x00A35F)
    if draw(st.booleans()):
        found[: high // 2] = found[0, 0]
    return found


@given(pictures(), st.sampled_from((SMALL, QUICK)), st.sampled_from((1, 3)))
@settings(max_examples=60, deadline=None)
def test_every_reader_finds_the_pixels(pixels: NDArray[np.uint32], level: int, threads: int) -> None:
    image = image_of(pixels)
    content = written(image, Deflater(level, threads))
    assert np.array_equal(decoded(content), pixels_of(image))
    again = QImage.fromData(content, "PNG")
    assert again.convertToFormat(QImage.Format.Format_RGB32) == image


@given(st.data(), st.sampled_from((1, 2)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_series_gives_the_files_that_each_picture_gives_alone(data: st.DataObject, threads: int) -> None:
    wide, high = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 100))
    pixels = data.draw(pictures(wide, high))
    series = Deflater(QUICK, threads)
    for _ in range(4):
        pixels = pixels.copy()
        for _ in range(data.draw(st.integers(0, 3))):
            pixels[data.draw(st.integers(0, high - 1)), data.draw(st.integers(0, wide - 1))] ^= np.uint32(0x40)
        assert written(image_of(pixels), series) == written(image_of(pixels), Deflater())
    other = image_of(data.draw(pictures()))
    assert written(other, series) == written(other, Deflater()), "also of another size"


def test_only_bands_that_changed_are_deflated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = np.zeros((160, 50), dtype=np.uint32)
    series, seen = Deflater(QUICK, 1), []
    deflated = png.deflated
    monkeypatch.setattr(png, "deflated", lambda rows, level: seen.append(len(rows)) or deflated(rows, level))
    written(image_of(pixels), series)
    assert len(seen) == 10
    pixels[100, 7] = 5
    written(image_of(pixels), series)
    assert len(seen) == 11


def test_texts_and_resolution_are_told_in_every_script() -> None:
    image = image_of(np.zeros((3, 3), dtype=np.uint32))
    image.setDotsPerMeterX(7000)
    image.setDotsPerMeterY(7001)
    texts = {"bloc-atlas-view": "t=1962-10-22&z=4", "Title": "世界、1962年", "Odd": "é\nö", "Empty": ""}
    for key, text in texts.items():
        image.setText(key, text)
    content = written(image)
    again = QImage.fromData(content, "PNG")
    assert {key: again.text(key) for key in texts} == texts
    assert (again.dotsPerMeterX(), again.dotsPerMeterY()) == (7000, 7001)
    names = [name for name, _ in chunks(content)]
    assert names.index(b"IDAT") > names.index(b"iTXt"), "texts are read without the pixels"


def test_what_a_png_of_ours_cant_hold_is_left_to_others() -> None:
    image = image_of(np.zeros((3, 3), dtype=np.uint32))
    assert can_write(image)
    assert not can_write(image.convertToFormat(QImage.Format.Format_ARGB32))
    image.setText("鍵", "x")
    assert not can_write(image)


@pytest.mark.parametrize(
    "look", ["t=1961-08-13&p=laea&c=13,51&z=4.3", "t=1975-01-01&k=dark&c=20,40", "t=1975-01-01&p=globe&l=en&k=dark-high"]
)
def test_a_map_takes_no_more_room_than_by_another_s_writer(look: str, sample: Atlas, fonts: object, tmp_path: Path) -> None:
    image = render_page(page_of(sample, View.parse(look), (900, 600)))
    assert image.save(str(tmp_path / "other.png"))
    most = (tmp_path / "other.png").stat().st_size
    assert len(written(image)) < most
    assert len(written(image, Deflater())) < 1.15 * most
