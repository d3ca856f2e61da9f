"""Plates that were kept: the picture made from one is the picture that is drawn, pixel for pixel, on any day."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from tests import made_up_map as made
from tests.paint.land.test_political_layer import VIEWS, fresh, pixels
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import DARK, LIGHT
from viewer.model.atlas import Atlas
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.plate import keeping
from viewer.paint.plate.keeping import Arrays, name_of
from viewer.paint.plate.plate import Workshop


class Drawer:
    """A shelf in memory; arrays can't be written to, as those of a file."""

    def __init__(self) -> None:
        self.kept: dict[str, Arrays] = {}

    def load(self, name: str) -> Arrays | None:
        return self.kept.get(name)

    def rest(self) -> None:
        """Nothing to give back."""

    def save(self, name: str, arrays: Arrays) -> None:
        kept = {key: np.array(array) for key, array in arrays.items()}
        for array in kept.values():
            array.flags.writeable = False
        self.kept[name] = kept


def atlas() -> Atlas:
    return replace(made.atlas(2), checksum="made-up")


def shelved(viewport: Viewport, day: int = made.FIRST) -> Drawer:
    layer, drawer = PoliticalLayer(atlas(), LIGHT), Drawer()
    layer.shelf = drawer
    layer.prepare(viewport)
    layer.update(day)
    layer.keep(viewport)
    return drawer


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn anew."""

    def refuse(*_: object) -> None:
        raise AssertionError("a plate is made though it was kept")

    monkeypatch.setattr(Workshop, "steps", refuse)


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_from_a_kept_plate_equals_one_that_is_drawn(name: str, request: pytest.FixtureRequest) -> None:
    drawer = shelved(VIEWS[name])
    days = (made.FIRST, made.LAST, (made.FIRST + made.LAST) // 2)
    drawn = [fresh(VIEWS[name], day, 2) for day in days]
    request.getfixturevalue("no_work")
    layer = PoliticalLayer(atlas(), LIGHT)
    layer.shelf = drawer
    layer.prepare(VIEWS[name])
    for day, expected in zip(days, drawn, strict=True):
        layer.update(day)
        np.testing.assert_array_equal(pixels(layer), expected)


def test_another_view_another_theme_other_layers_and_another_atlas_are_other_plates() -> None:
    viewport = VIEWS["laea"]
    name = name_of(atlas(), viewport, LIGHT, frozenset())
    others = {
        name_of(atlas(), replace(viewport, zoom=1.30001), LIGHT, frozenset()),
        name_of(atlas(), replace(viewport, offset=(1.0, 0.0)), LIGHT, frozenset()),
        name_of(atlas(), viewport, DARK, frozenset()),
        name_of(atlas(), viewport, LIGHT, frozenset({"rivers"})),
        name_of(replace(atlas(), checksum="other"), viewport, LIGHT, frozenset()),
    }
    assert len(others) == 5
    assert name not in others
    assert name == name_of(atlas(), replace(viewport), LIGHT, frozenset())


def test_an_atlas_without_a_checksum_keeps_nothing() -> None:
    layer, drawer = PoliticalLayer(replace(atlas(), checksum=""), LIGHT), Drawer()
    layer.shelf = drawer
    layer.prepare(VIEWS["laea"])
    layer.keep(VIEWS["laea"])
    assert not drawer.kept


def test_what_lacks_a_part_or_is_of_another_size_is_drawn_anew() -> None:
    drawer = shelved(VIEWS["laea"])
    (name,) = drawer.kept
    whole = dict(drawer.kept[name])
    for broken in (
        {key: array for key, array in whole.items() if key != "cover/keep"},
        whole | {"ids": whole["ids"][:-1]},
        whole | {"lengths": whole["lengths"][:-1]},
        {key: array for key, array in whole.items() if not key.startswith("ribbons/")},
        {key: array for key, array in whole.items() if not key.startswith("palette/")},
    ):
        drawer.kept[name] = broken
        layer = PoliticalLayer(atlas(), LIGHT)
        layer.shelf = drawer
        layer.prepare(VIEWS["laea"])
        layer.update(made.LAST)
        np.testing.assert_array_equal(pixels(layer), fresh(VIEWS["laea"], made.LAST, 2))


def test_a_view_that_is_not_shown_is_drawn_to_be_kept() -> None:
    layer, drawer = PoliticalLayer(atlas(), LIGHT), Drawer()
    layer.shelf = drawer
    layer.prepare(VIEWS["laea"])
    layer.update(made.FIRST)
    wanted = replace(VIEWS["laea"], zoom=1.4)
    layer.keep(wanted)
    assert list(drawer.kept) == [name_of(atlas(), wanted, LIGHT, frozenset())]
    assert layer.viewport == wanted
    assert layer.zone_sizes().sum() > 0


def test_what_was_taken_from_the_shelf_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = shelved(VIEWS["laea"])
    layer = PoliticalLayer(atlas(), LIGHT)
    layer.shelf = drawer
    layer.prepare(VIEWS["laea"])
    monkeypatch.setattr(Drawer, "save", lambda *_: pytest.fail("written again"))
    layer.keep(VIEWS["laea"])


def test_every_field_of_a_plate_is_kept_or_made_of_the_level() -> None:
    from viewer.paint.plate.plate import Plate

    known = {*keeping._PARTS, *keeping._LOOSE, "viewport", "detail", "front"}
    assert {field.name for field in fields(Plate)} == known
