"""Animated PNG: laid over each other as a reader does, the pictures are those that were given."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from animated import stills, written
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import pixels as rgb
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from taken import taken_view

from viewer.api import page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.files import sequence as presses
from viewer.paint.files.apng import Animation
from viewer.paint.files.image import ExportFailed
from viewer.paint.files.sequence import exporting
from viewer.paint.pages.page import render_page


def chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(content):
        length, sort = struct.unpack(">I4s", content[at : at + 8])
        found.append((sort, content[at + 8 : at + 8 + length]))
        assert zlib.crc32(sort + found[-1][1]) == struct.unpack(">I", content[at + 8 + length : at + 12 + length])[0]
        at += 12 + length
    return found


def unpacked(stream: bytes, wide: int, high: int) -> NDArray[np.uint8]:
    rows = np.frombuffer(zlib.decompress(stream), dtype=np.uint8).reshape(high, 1 + 4 * wide)
    found = rows[:, 1:].reshape(high, wide, 4).copy()
    left = rows[:, 0] == 1
    found[left] = np.cumsum(found[left], axis=1, dtype=np.uint64).astype(np.uint8)
    assert np.isin(rows[:, 0], (0, 1)).all()
    return found


def played(content: bytes) -> tuple[list[NDArray[np.uint8]], list[float]]:
    """The pictures as they are seen, [H, W, 3] each, and for how many seconds; the order of all chunks is held against the rules."""
    parts = chunks(content)
    assert [name for name, _ in parts if name in (b"IHDR", b"acTL", b"IEND")] == [b"IHDR", b"acTL", b"IEND"]
    wide, high, _, colours = struct.unpack(">IIBB", dict(parts)[b"IHDR"][:10])
    assert colours == 6
    numbers = [struct.unpack(">I", body[:4])[0] for name, body in parts if name in (b"fcTL", b"fdAT")]
    assert numbers == list(range(len(numbers)))
    seen, pictures, times = np.zeros((high, wide, 4), dtype=np.uint8), [], []
    for number, (name, body) in enumerate(parts):
        if name != b"fcTL":
            continue
        _, across, down, left, top, shown, of, keep, over = struct.unpack(">IIIIIHHBB", body)
        assert left + across <= wide
        assert top + down <= high
        assert (keep, over) == (0, 1)
        pieces = []
        for after, data in parts[number + 1 :]:
            if after not in (b"IDAT", b"fdAT"):
                break
            pieces.append(data if after == b"IDAT" else data[4:])
        part, place = unpacked(b"".join(pieces), across, down), seen[top : top + down, left : left + across]
        assert np.isin(part[..., 3], (0, 255)).all()
        place[part[..., 3] == 255] = part[part[..., 3] == 255]
        pictures.append(seen[..., :3].copy())
        times.append(shown / of)
    assert struct.unpack(">II", dict(parts)[b"acTL"]) == (len(pictures), 0)
    return pictures, times


@given(st.integers(0, 2**32 - 1), st.integers(1, 80), st.integers(1, 90), st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_what_is_played_is_what_was_given(seed: int, wide: int, high: int, count: int) -> None:
    images = stills(seed, wide, high, count)
    content = written(Animation, images)
    pictures, times = played(content)
    assert times == [0.25] * (count - 1) + [2.0]
    for image, picture in zip(images, pictures, strict=True):
        assert np.array_equal(rgb(image), picture)
    first = QImage.fromData(content, "PNG")
    assert first.convertToFormat(QImage.Format.Format_RGB32) == images[0], "who knows no animations sees the first"


def test_an_animation_of_the_map_shows_each_day(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    page = page_of(sample, View.parse("l=en&k=dark"), (360, 240), plain=True)
    days = [View.parse(f"t={day}").instant for day in ("1955-06-01", "1961-08-13", "1989-11-09", "1991-12-26")]
    target = tmp_path / "years.apng"
    assert [path for path in exporting(page, days, str(target)) if path] == [target]
    pictures, _ = played(target.read_bytes())
    for day, picture in zip(days, pictures, strict=True):
        assert np.array_equal(rgb(render_page(replace(page, view=page.view.at(day)))), picture)
    assert taken_view(target).text().startswith("t=1955-06-01")
    assert [path.name for path in tmp_path.iterdir()] == ["years.apng"]


def test_an_animation_that_is_given_up_or_fails_leaves_the_old_file(
    sample: Atlas, fonts: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(sample, View.parse("l=en"), (320, 200), plain=True)
    target = tmp_path / "years.apng"
    target.write_bytes(b"old")
    work = exporting(page, [page.view.instant, page.view.instant + 1], str(target))
    for _ in range(3):
        next(work)
    work.close()
    assert target.read_bytes() == b"old"

    def full(_animation: Animation, _image: QImage) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(presses.Animation, "add", full)
    with pytest.raises(ExportFailed) as refused:
        list(exporting(page, [page.view.instant], str(target)))
    assert refused.value.reason == "disk"
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["years.apng"]
