"""Halos: as wide as was asked for, opaque round thin strokes, and the letters as they were written."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.paint.overlay.halo import grown, haloed

SIDE = 61


def dot() -> NDArray[np.uint8]:
    shape = np.zeros((SIDE, SIDE), dtype=np.uint8)
    shape[SIDE // 2, SIDE // 2] = 255
    return shape


@pytest.mark.parametrize("reach", [0.75, 1.5, 3.0, 4.0, 9.0])
def test_a_dot_grows_to_a_disc(reach: float) -> None:
    far = np.hypot(*(np.mgrid[:SIDE, :SIDE] - SIDE // 2))
    disc = grown(dot(), reach)
    assert (disc[far <= reach - math.ceil(reach / 4)] > 240).all()
    assert (disc[far >= reach + 1.1 * math.ceil(reach / 4)] == 0).all()
    assert disc.sum() / 255 == pytest.approx(math.pi * reach**2, rel=0.3)


def test_nothing_is_lost_at_the_edge() -> None:
    shape = np.full((5, 7), 255, dtype=np.uint8)
    assert (grown(shape, 2.0) == 255).all()
    assert (grown(np.zeros((5, 7), dtype=np.uint8), 2.0) == 0).all()


def colour(image: QImage, x: int, y: int) -> tuple[int, int, int, int]:
    return image.pixelColor(x, y).getRgb()  # type: ignore[return-value]


def test_ink_lies_over_the_halo() -> None:
    def write(painter: QPainter) -> None:
        painter.fillRect(QRectF(10, 8, 12, 4), QColor("black"))
        painter.setOpacity(0.4)
        painter.fillRect(QRectF(10, 20, 12, 1), QColor("black"))  # a thin stroke, half between two rows of pixels

    image = haloed((32, 30), 2.0, write, 2.0, "#ffeedd", "#112233")
    assert (image.width(), image.height(), image.devicePixelRatio()) == (64, 60, 2.0)
    assert colour(image, 32, 20) == (0x11, 0x22, 0x33, 255), "in the middle of what was written"
    assert colour(image, 32, 13) == (0xFF, 0xEE, 0xDD, 255), "its halo, 1.5 px above"
    assert colour(image, 32, 2)[3] == 0, "beyond"
    over = colour(image, 32, 41)
    assert 0x11 < over[0] < 0xFF, "thin ink lets its halo through"
    assert over[3] > 210, "but hardly what lies under both"
    assert colour(image, 32, 37)[3] > 180, "and its halo hides that, too"


def test_words_that_go_on_for_ever_make_no_endless_image() -> None:
    """A title of half a million letters took five gigabytes, and the window waited."""

    def write(painter: QPainter) -> None:
        painter.fillRect(QRectF(4, 4, 7_000_000, 10), QColor("black"))

    image = haloed((7_000_000, 20), 2.0, write, 2.0, "#ffeedd", "#112233")
    assert 8_000 < image.width() < 40_000, "as wide as any page"
    assert colour(image, 4000, 20) == (0x11, 0x22, 0x33, 255), "what is seen of it is as it was"
