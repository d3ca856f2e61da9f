"""Animated GIFs: what is played is what was given, as near as 255 colours come, and each picture is only what it changes."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
from animated import OPAQUE, image_of, stills, written
from hypothesis import given, settings
from hypothesis import strategies as st
from looking import pixels as rgb
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from viewer.api import page_of
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.files.gif import GifAnimation
from viewer.paint.files.sequence import exporting
from viewer.paint.pages.page import render_page


def played(data: bytes) -> tuple[list[NDArray[np.uint8]], list[int]]:
    """The pictures of an animation as they are seen, red, green, blue, and for how many ms each."""
    with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as file:
        frames = [(np.asarray(frame.convert("RGB")).copy(), int(frame.info["duration"])) for frame in ImageSequence.Iterator(file)]
        assert file.info.get("loop") == 0, "again and again"
    return [picture for picture, _ in frames], [shown for _, shown in frames]


@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 40), st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_what_is_played_is_what_was_given(seed: int, wide: int, high: int, count: int) -> None:
    images = stills(seed, wide, high, count)
    pictures, times = played(written(GifAnimation, images))
    assert len(pictures) == count
    assert times[:-1] == [250] * (count - 1)
    assert times[-1] == 2000
    for image, picture in zip(images, pictures, strict=True):
        assert np.array_equal(rgb(image), picture)


def test_of_many_colours_the_frequent_stay_and_the_rest_take_the_nearest() -> None:
    ramp = np.arange(64, dtype=np.uint32)
    many = (ramp[:, None] << 18 | ramp << 10 | np.uint32(40)) | OPAQUE  # 4,096 colours
    pixels = np.concatenate([many, np.full((64, 64), OPAQUE | np.uint32(0x1B7F5B))], axis=1)
    ((picture,), _) = played(written(GifAnimation, [image_of(pixels)]))
    assert (picture[:, 64:] == (0x1B, 0x7F, 0x5B)).all(), "flat land keeps its colour"
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) == 255


def test_a_picture_that_changes_little_takes_little() -> None:
    chance = np.random.default_rng(3)
    pixels = (chance.integers(0, 200, (200, 300)).astype(np.uint32) << 8) | OPAQUE
    first = image_of(pixels)
    pixels[50:60, 70:90] = OPAQUE
    second = image_of(pixels)
    one, both = len(written(GifAnimation, [first])), len(written(GifAnimation, [first, second]))
    assert both - one < 1500


def test_an_animation_of_the_map_shows_each_day(sample: Atlas, fonts: object, tmp_path: Path) -> None:
    page = page_of(sample, View.parse("l=en"), (360, 240), plain=True)
    days = [View.parse(f"t={day}").instant for day in ("1955-06-01", "1961-08-13", "1989-11-09")]
    target = tmp_path / "years.gif"
    assert [path for path in exporting(page, days, str(target), 0.02) if path] == [target]
    pictures, times = played(target.read_bytes())
    assert times == [20, 20, 3000]
    for number, picture in enumerate(pictures):
        good = rgb(render_page(page_of(sample, page.view.at(days[number]), (360, 240), plain=True)))
        off = np.abs(good.astype(int) - picture)
        assert off.mean() < 2
        assert (off.max(axis=2) == 0).mean() > 0.6, "flat land keeps its colour"
