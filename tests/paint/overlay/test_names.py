"""Names as images and as text look alike, whether straight, turned or bent."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.carto.names.placement import Label
from viewer.carto.tokens import DARK, LIGHT, Theme
from viewer.paint.overlay.names import label_image, write_label


def drawn(label: Label, theme: Theme, *, text: bool) -> NDArray[np.uint8]:
    """A name in the middle of a picture, as text or as an image."""
    picture = QImage(240, 240, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(theme.land))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if text:
        write_label(painter, label, theme)
    else:
        image = label_image(label, theme, 1.0)
        painter.drawImage(QPointF(label.x - image.width() / 2, label.y - image.height() / 2), image)
    painter.end()
    return np.frombuffer(picture.constBits(), dtype=np.uint8).reshape(240, 240, 4)[..., :3].copy()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("angle", "bend"), [(0.0, 0.0), (45.0, 0.0), (-32.0, 0.0), (20.0, 32.0), (-45.0, -18.0)])
@pytest.mark.parametrize("text", ["Adriatic Sea", "アドリア海"])
def test_image_and_text_show_the_same_letters(fonts: object, theme: Theme, text: str, angle: float, bend: float) -> None:
    label = Label(text, 120.0, 120.0, 14.0, spacing=0.15, ink="seaink", slanted=True, halo=2.0, water=True, angle=angle, bend=bend)
    image, words = (drawn(label, theme, text=way).astype(int) for way in (False, True))
    ground = np.array([QColor(theme.land).blue(), QColor(theme.land).green(), QColor(theme.land).red()])
    written = np.abs(image - ground).max(axis=2) > 12
    one, other = (np.abs(picture - ground).sum(axis=2).reshape(20, 12, 20, 12).mean(axis=(1, 3)) for picture in (image, words))
    assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.97, "pixel by pixel halos are grown in one and stroked in the other"
    rows, columns = np.nonzero(written)
    assert abs(rows.mean() - 120) < 9
    assert abs(columns.mean() - 120) < 9
    if abs(angle) > 30:
        assert np.sign(np.corrcoef(rows, columns)[0, 1]) == np.sign(angle)
    assert written[0].any() == written[:, 0].any() == False  # noqa: E712 - nothing is cut


def test_letters_that_hang_together_are_not_parted(fonts: object) -> None:
    """Arabic letters are joined, so that a bent name is turned as a whole."""
    bent, turned = (Label("البحر", 120.0, 120.0, 16.0, angle=30.0, bend=bend) for bend in (20.0, 0.0))
    one, other = (drawn(label, LIGHT, text=True) for label in (bent, turned))
    assert (one == other).all()
    latin = (drawn(Label("Adriatic", 120.0, 120.0, 16.0, angle=30.0, bend=bend), LIGHT, text=True) for bend in (20.0, 0.0))
    assert (next(latin) != next(latin)).any()
