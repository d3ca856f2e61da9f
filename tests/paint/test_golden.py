"""Pictures that have been looked at and found good. Set BLOC_ATLAS_RENEW_GOLDEN=1 to keep what is drawn now, then look at them.

Letters and edges may differ a little from one machine to another: only a picture that is really otherwise fails.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from looking import painted, pixels
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.api import page_of, render
from viewer.carto.timeline.chronicle import compose_chronicle
from viewer.carto.timeline.lanes import shows_treaties
from viewer.carto.timeline.timescale import SINGLE, TimeScale
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.paint.overlay.glyphs import Glyphs
from viewer.paint.pages.page import render_page
from viewer.paint.timeline.overview import draw_overview_day
from viewer.paint.timeline.picture import ROWS, draw_rows
from viewer.paint.timeline.rows import Rows
from viewer.paint.timeline.thumb import draw_thumb, standing_of
from viewer.store.resources import read_icon

GOLDEN = Path(__file__).parent.parent / "golden"
RENEW = "BLOC_ATLAS_RENEW_GOLDEN"
MEAN, OFF, SHARE = 1.5, 48, 0.01
"""Allowed: mean difference of a channel (of 255); a pixel is off from this difference; share of pixels that may be off."""


def a_map(atlas: Atlas, text: str) -> QImage:
    return render(atlas, View.parse(text), (560, 360))


def a_page(atlas: Atlas, text: str) -> QImage:
    return render_page(page_of(atlas, View.parse(text), (1040, 660)))


def a_timeline(atlas: Atlas, text: str) -> QImage:
    view = View.parse(text)
    start, end = view.axis or (atlas.span.start, atlas.span.end)
    scale, theme = TimeScale(start, end, 88.0, 696.0), THEMES[view.theme]
    tall = 240 if shows_treaties(atlas, view) and view.range else 218
    rows = Rows(800, tall, days=end - start < SINGLE, treaties=tall > 218)
    names = {row: row.capitalize() for row in ROWS}

    def paint(painter: QPainter) -> None:
        chronicle = compose_chronicle(atlas, view, scale)
        draw_rows(painter, chronicle, scale, view, theme, rows, names, Glyphs(read_icon))
        draw_thumb(painter, scale, view, theme, rows, standing_of(chronicle, scale, view, rows))
        if view.axis:
            draw_overview_day(painter, TimeScale(atlas.span.start, atlas.span.end, 88.0, 696.0), view, theme, rows.overview)

    return painted(800, tall, paint, ground=theme.surface)


PICTURES: dict[str, tuple[Callable[[Atlas, str], QImage], str]] = {
    "world-light-ja": (a_map, "t=1962-10-22&c=11,0&z=-0.85&l=ja"),
    "europe-dark-en": (a_map, "t=1989-11-09&p=laea&c=17,51&z=3.3&l=en&k=dark&s=berlin-opened"),
    "kurils-light-ja": (a_map, "t=1975-01-01&p=laea&c=147,45&z=5&l=ja&v=japan"),
    "arctic-light-en": (a_map, "t=1962-10-22&p=arctic&c=0,90&z=-0.6&l=en"),
    "world-dark-en": (a_map, "t=1989-11-09&c=11,0&z=-0.85&l=en&k=dark"),
    "pacific-light-ja": (a_map, "t=1975-01-01&c=150,0&z=-0.85&l=ja"),
    "natural-earth-light-ja": (a_map, "t=1962-10-22&p=natural-earth&c=11,0&z=-0.9&l=ja"),
    "natural-earth-dark-en": (a_map, "t=1989-11-09&p=natural-earth&c=-100,0&z=-0.9&l=en&k=dark"),
    "turned-light-en": (a_map, "t=1989-11-09&p=laea&c=13,51&z=3.6&l=en&j=-60"),
    "azimuthal-light-ja": (a_map, "t=1962-10-22&p=laea&c=140,36&z=-0.9&l=ja"),
    "arctic-dark-ja": (a_map, "t=1962-10-22&p=arctic&c=0,90&z=-0.6&l=ja&k=dark"),
    "globe-light-en": (a_map, "t=1962-10-22&p=globe&c=-95,40&z=0.3&l=en&j=20"),
    "globe-dark-ja": (a_map, "t=1975-01-01&p=globe&c=40,40&z=0.3&l=ja&k=dark"),
    "timeline-light-en": (a_timeline, "t=1962-10-22&l=en"),
    "timeline-days-dark-ja": (a_timeline, "t=1962-10-22&l=ja&k=dark&y=1962-10-18/1962-10-30&s=moscow-letter"),
    "timeline-range-light-ja": (a_timeline, "t=1962-10-22&l=ja&y=1950-01-01/1975-01-01&u=1955-05-14/1968-08-21"),
    "page-light-en": (a_page, "t=1961-10-27&p=laea&c=14,51.5&z=3.6&s=berlin-tanks&l=en"),
}


def differs(one: QImage, other: QImage) -> str:
    """Return how a picture differs from another; empty where only a little."""
    if one.size() != other.size():
        return f"{one.width()} x {one.height()} instead of {other.width()} x {other.height()}"
    apart = np.abs(pixels(one).astype(int) - pixels(other))
    mean, off = float(apart.mean()), float((apart.max(axis=2) > OFF).mean())
    return f"mean difference {mean:.2f}, {off:.2%} of the pixels are off" if mean > MEAN or off > SHARE else ""


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_as_it_was_found_good(name: str, sample: Atlas, fonts: object, tmp_path: Path) -> None:
    draw, text = PICTURES[name]
    image = draw(sample, text).convertToFormat(QImage.Format.Format_RGB888)
    path = GOLDEN / f"{name}.png"
    if os.environ.get(RENEW):
        for key in image.textKeys():
            image.setText(key, "")
        assert image.save(str(path))
    good = QImage(str(path))
    assert not good.isNull(), f"no {path.name}: set {RENEW}=1"
    why = differs(image, good)
    if why:
        image.save(str(tmp_path / path.name))
    assert why == "", f"see {tmp_path / path.name}; if it is better, set {RENEW}=1"


def test_there_is_no_picture_too_many() -> None:
    assert {path.stem for path in GOLDEN.glob("*.png")} == set(PICTURES)


def test_a_picture_that_is_otherwise_is_found(sample: Atlas) -> None:
    """A border moved, a name lost, a colour a shade off: each is more than is allowed."""
    good = a_map(sample, PICTURES["europe-dark-en"][1])
    assert differs(good, good) == ""
    assert differs(a_map(sample, "t=1991-11-09&p=laea&c=17,51&z=3.3&l=en&k=dark&s=berlin-opened"), good)
    assert differs(a_map(sample, PICTURES["europe-dark-en"][1] + "&x=events,names,places"), good)
    tinted = good.copy()
    painter = QPainter(tinted)
    painter.fillRect(tinted.rect(), QColor(255, 255, 255, 12))
    painter.end()
    assert differs(tinted, good)
