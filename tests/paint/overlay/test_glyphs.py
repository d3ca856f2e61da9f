"""Icons: in any colour and size, once for each look, empty where there is none."""

from __future__ import annotations

import pytest
from looking import box, count, painted, touched
from PySide6.QtGui import QImage

from viewer.paint.overlay.glyphs import Glyphs
from viewer.store.resources import read_icon

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" stroke="currentColor" stroke-width="2" fill="none">'
    '<path d="M2 12h20"/></svg>'
)


def on_ground(image: QImage) -> QImage:
    return painted(round(image.width()), round(image.height()), lambda painter: painter.drawImage(0, 0, image))


def test_an_icon_has_the_colour_and_size_asked_for(qapp: object) -> None:
    image = Glyphs(lambda _: SQUARE).image("line", "#112233", 24, dpr=2.0)
    assert (image.width(), image.height(), image.devicePixelRatio()) == (48, 48, 2.0)
    image.setDevicePixelRatio(1.0)
    shown = on_ground(image)
    assert count(shown, "#112233") > 80
    left, top, right, bottom = box(touched(shown))
    assert (left, right) == pytest.approx((3, 44), abs=1)
    assert bottom - top == pytest.approx(3, abs=1), "a stroke of 2 of 24 at twice the size"


def test_strokes_can_be_thinner(qapp: object) -> None:
    glyphs = Glyphs(lambda _: SQUARE)

    def ink(stroke: float) -> int:
        return int(touched(on_ground(glyphs.image("line", "#000000", 96, stroke=stroke))).sum())

    assert ink(1.0) < ink(2.0) * 0.7


def test_an_icon_is_made_once_for_each_look(qapp: object) -> None:
    read: list[str] = []

    def reading(name: str) -> str:
        read.append(name)
        return SQUARE

    glyphs = Glyphs(reading)
    first = glyphs.image("line", "#000000", 16)
    assert glyphs.image("line", "#000000", 16) is first
    glyphs.image("line", "#FFFFFF", 16)
    assert read == ["line", "line"]


@pytest.mark.parametrize("svg", ["", "no picture", "<svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_icon_is_empty(svg: str, qapp: object) -> None:
    image = Glyphs(lambda _: svg).image("odd", "#000000", 16)
    assert image.width() == 16
    assert not touched(on_ground(image)).any()


@pytest.mark.parametrize("name", ["no-such-icon", "../secret", "", "a/b"])
def test_an_unknown_icon_is_empty(name: str, qapp: object) -> None:
    assert not touched(on_ground(Glyphs(read_icon).image(name, "#000000", 16))).any()


def test_every_icon_that_is_shipped_draws_something(qapp: object) -> None:
    from viewer.store.locations import resources_folder

    glyphs = Glyphs(read_icon)
    for path in sorted((resources_folder() / "icons").glob("*.svg")):
        assert touched(on_ground(glyphs.image(path.stem, "#000000", 24))).sum() > 15, path.stem
