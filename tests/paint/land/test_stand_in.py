"""Stand-ins: what is shown while the map is moved is where the sharp picture will have it, on every projection."""

from __future__ import annotations

import cmath
import math

import made_up_map as made
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter, QRegion

from viewer.carto.projections.likeness import GOOD, likeness
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import LIGHT
from viewer.carto.view import PROJECTIONS
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.land.stand_in import StandIn, _beyond

SIZE = (420, 330)


def port(name: str, centre: tuple[float, float], zoom: float, turn: float = 0.0) -> Viewport:
    return Viewport(projection_of(name, centre), centre, zoom, *SIZE, rotation=turn)


def green(image: QImage) -> NDArray[np.float64]:
    wide, high = image.width(), image.height()
    return (np.frombuffer(image.constBits(), dtype=np.uint32).reshape(high, wide) >> 8 & 0xFF).astype(np.float64)


def shown(stand_in: StandIn, layer: PoliticalLayer, view: Viewport) -> NDArray[np.float64]:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    stand_in.draw(painter, layer, view, LIGHT)
    painter.end()
    return green(image)


def exact(view: Viewport) -> NDArray[np.float64]:
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(view)
    layer.update(made.FIRST)
    return green(layer.image)


@pytest.fixture(scope="module")
def ready() -> tuple[StandIn, PoliticalLayer]:
    """A stand-in with the sheet of the first day."""
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(port("laea", (0.0, 30.0), 1.5))
    layer.update(made.FIRST)
    stand_in = StandIn()
    stand_in.begin(layer, LIGHT, made.FIRST, "de-facto", frozenset())
    steps = 0
    while not stand_in.advance(0.0):
        steps += 1
    assert steps > 3, "the work can be put aside"
    assert stand_in.ready
    return stand_in, layer


@pytest.mark.parametrize("turn", [0.0, 50.0])
@pytest.mark.parametrize("name", PROJECTIONS)
def test_a_turned_map_shows_the_land_where_it_will_be(name: str, turn: float, ready: tuple[StandIn, PoliticalLayer]) -> None:
    stand_in, layer = ready
    for centre in ((40.0, 20.0), (-150.0, -10.0)) if name != "arctic" else ((0.0, 70.0),):
        view = port(name, centre, 0.2, turn)
        off = np.abs(shown(stand_in, layer, view) - exact(view))
        assert (off > 40).mean() < 0.05, f"{name} about {centre}"
        assert np.median(off) < 4


def test_what_was_seen_is_moved_where_it_fits(ready: tuple[StandIn, PoliticalLayer]) -> None:
    """A picture of the same place, turned and a little larger, is as sharp as the one before."""
    _, layer = ready
    fresh = StandIn()
    view = port("laea", (1.0, 31.0), 1.6, 20.0)
    off = np.abs(shown(fresh, layer, view) - exact(view))
    assert np.median(off[60:270, 60:360]) < 12


@pytest.mark.parametrize("size", [(420, 330), (1300, 900)])
def test_a_region_that_is_panned_far_stays_sharp(size: tuple[int, int], ready: tuple[StandIn, PoliticalLayer]) -> None:
    """Meridians turn as the middle moves: no one move of the last picture fits, pieces of it do."""
    stand_in, _ = ready
    wide, high = size
    before, after = (Viewport(projection_of("laea", centre), centre, 2.5, wide, high) for centre in ((4.0, 45.0), (11.0, 47.0)))
    like = likeness(before, after)
    assert like is not None
    assert abs(like.turn) > 4
    layer, blank, sharp = (PoliticalLayer(made.atlas(), LIGHT) for _ in range(3))
    for one, view in ((layer, before), (sharp, after)):
        one.prepare(view)
        one.update(made.FIRST)

    def edges(one: StandIn, known: PoliticalLayer) -> float:
        """Share of the sharp picture's edges that are seen."""
        image = QImage(wide, high, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        one.draw(painter, known, after, LIGHT)
        painter.end()
        found, wanted = (np.abs(np.diff(green(each), axis=1)) > 30 for each in (image, sharp.image))
        return float(found[high // 2 :, : wide // 2].sum() / wanted[high // 2 :, : wide // 2].sum())

    assert edges(stand_in, blank) < 0.6, "from the sheet alone"
    assert 0.9 < edges(StandIn(), layer) < 1.1, "before there is a sheet"
    assert 0.9 < edges(stand_in, layer) < 1.1
    assert 0.5 < stand_in.share < 1.0


def test_what_is_seen_of_a_panned_region_is_as_if_all_were_drawn(ready: tuple[StandIn, PoliticalLayer]) -> None:
    """What panels cover may be left out; beside them it is the same, sharp pieces and blurred rest."""
    stand_in, _ = ready
    before, after = port("laea", (4.0, 45.0), 2.5), port("laea", (13.0, 49.0), 2.5)
    layer = PoliticalLayer(made.atlas(), LIGHT)
    layer.prepare(before)
    layer.update(made.FIRST)
    seen = QRegion(0, 0, *SIZE) - QRegion(20, 10, 130, 260) - QRegion(300, 200, 100, 100)

    def drawn(part: QRegion | None, ground: int, view: Viewport = after) -> NDArray[np.float64]:
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        image.fill(ground)
        painter = QPainter(image)
        if part is not None:
            painter.setClipRegion(part)
        assert stand_in.draw(painter, layer, view, LIGHT, part), "a strip is from the sheet"
        painter.end()
        return green(image)

    drawn(None, 0, port("laea", (-60.0, -20.0), 2.5))  # leaves another place behind
    some, whole = drawn(seen, 0x123456), drawn(None, 0)
    clear = np.array([[seen.contains(QPoint(x, y)) for x in range(SIZE[0])] for y in range(SIZE[1])])
    assert np.array_equal(some[clear], whole[clear])


def test_likeness_is_told_by_how_far_places_are_off() -> None:
    europe = port("laea", (15.0, 50.0), 3.0)
    near = likeness(europe, port("laea", (16.0, 50.0), 3.0))
    assert near is not None
    assert near.error < 3
    assert not near.covers
    inside = likeness(europe, port("laea", (15.0, 50.0), 4.0))
    assert inside is not None
    assert inside.covers
    assert inside.scale == pytest.approx(2.0)
    turned = likeness(europe, port("laea", (15.0, 50.0), 3.0, 30.0))
    assert turned is not None
    assert turned.turn == pytest.approx(30.0)
    assert turned.error < 0.01
    rolled = likeness(port("equal-earth", (11.0, 0.0), 0.0), port("equal-earth", (60.0, 0.0), 0.0))
    assert rolled is not None
    assert rolled.error > GOOD, "a world that is rolled is another picture"
    a_little = likeness(port("equal-earth", (11.0, 0.0), -1.0), port("equal-earth", (14.0, 0.0), -1.0))
    assert a_little is not None
    assert a_little.framed, "its edge would be seen to move"
    assert likeness(port("globe", (0.0, 0.0), 0.0), port("globe", (170.0, 0.0), 0.0)) is None


def test_a_new_day_makes_a_new_sheet_and_the_same_day_none(ready: tuple[StandIn, PoliticalLayer]) -> None:
    stand_in, layer = ready
    stand_in.begin(layer, LIGHT, made.FIRST, "de-facto", frozenset())
    assert not stand_in.working
    stand_in.begin(layer, LIGHT, made.FIRST, "de-facto", frozenset({"rivers"}))
    assert stand_in.working
    assert stand_in.ready, "the old one serves until then"
    stand_in.forget()
    assert not stand_in.ready


@pytest.mark.parametrize("turn", [-19.0, -4.0, 0.0, 1.5, 12.0, 24.0])
@pytest.mark.parametrize("shift", [(0.0, 30.0), (6.0, 33.0), (-9.0, 27.0)])
def test_the_sheet_is_taken_wherever_the_picture_does_not_reach(turn: float, shift: tuple[float, float]) -> None:
    mine, wanted = port("laea", (0.0, 30.0), 1.5), port("laea", shift, 1.6, turn)
    like = likeness(mine, wanted)
    assert like is not None
    beyond = _beyond(mine, wanted, like)
    reached = 0
    for x in range(0, SIZE[0], 15):
        for y in range(0, SIZE[1], 15):
            if not beyond.contains(QPoint(x, y)):
                away = (complex(x, y) - like.there) / (like.scale * cmath.exp(1j * math.radians(like.turn))) + like.here
                assert -1 <= away.real <= SIZE[0] + 1
                assert -1 <= away.imag <= SIZE[1] + 1
                reached += 1
    assert (reached > 50) == (abs(like.turn) < 20), "most of a picture that is turned a little serves"
