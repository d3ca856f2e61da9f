"""The veil over what is not of the bloc that is selected: on that land alone, the same in any window or page."""

from __future__ import annotations

from dataclasses import replace

import made_up_map
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from viewer.carto.land.blocs import bloc_units
from viewer.carto.projections.likeness import GOOD, likeness
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Bloc, BlocGroup, Membership
from viewer.model.time import ALWAYS
from viewer.paint.land.dimming import DimmingLayer
from viewer.paint.land.political_layer import PoliticalLayer

VIEW = View(projection="laea", centre=(3.0, 24.0), zoom=3.0, instant=made_up_map.LAST)


def atlas_with_bloc() -> Atlas:
    """The map of the tests, whose first holder alone is in a bloc."""
    atlas: Atlas = made_up_map.atlas()
    first = atlas.polity_list[int(atlas.territory.holders(VIEW.instant).max())].id
    return replace(
        atlas,
        groups=(BlocGroup("pact", "west", "full", {"en": "Pact"}),),
        blocs={"pact": Bloc("pact", {"en": "Pact"}, {}, "alliance", group="pact")},
        memberships=(Membership("pact", first, ALWAYS),),
    )


def veiled(atlas: Atlas, view: View, ratio: float = 1.0) -> tuple[NDArray[np.uint8], NDArray[np.uint16], NDArray[np.int32]]:
    """Opacity of the veil [H, W] over nothing, the zones of the pixels, and a unit of each zone."""
    port = Viewport(projection_of(view.projection, view.centre), view.centre, view.zoom, 420, 300, ratio)
    theme = THEMES[view.theme]
    layer = PoliticalLayer(atlas, theme)
    layer.prepare(port)
    image = QImage(round(420 * ratio), round(300 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    DimmingLayer().draw(painter, layer, atlas, view, theme, port)
    painter.end()
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), -1)
    assert layer.ids is not None
    return (pixels >> 24).astype(np.uint8), layer.ids.copy(), layer.politics.zones.unit


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_all_land_but_that_of_the_bloc_is_veiled_and_no_sea(theme: str, ratio: float) -> None:
    atlas, view = atlas_with_bloc(), VIEW.with_(selected="bloc:pact", theme=theme)
    opacity, ids, units = veiled(atlas, view, ratio)
    lit = np.append(True, bloc_units(atlas, view, "pact")[units])[ids]
    assert (opacity[lit] == 0).all()
    assert (opacity[~lit] > 128).all()
    assert lit[ids > 0].any()
    assert not lit.all()


def test_nothing_is_veiled_where_no_bloc_is_selected() -> None:
    atlas = atlas_with_bloc()
    for selected in ("", "pact", "bloc:", "bloc:no-such-bloc", "polity:pact"):
        opacity, _, _ = veiled(atlas, VIEW.with_(selected=selected))
        assert not opacity.any(), selected


def test_the_veil_stays_on_its_land_while_the_map_is_panned_far() -> None:
    atlas, view = atlas_with_bloc(), VIEW.with_(selected="bloc:pact")
    theme = THEMES[view.theme]
    before, after = (Viewport(projection_of("laea", centre), centre, 2.6, 900, 700) for centre in ((3.0, 44.0), (12.0, 47.0)))
    like = likeness(before, after)
    assert like is not None
    assert like.error > GOOD, "no one move fits"
    panned, sharp = PoliticalLayer(atlas, theme), PoliticalLayer(atlas, theme)
    found = []
    for layer, port in ((panned, before), (sharp, after)):
        layer.prepare(port)
        layer.update(view.instant)
        image = QImage(900, 700, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        DimmingLayer().draw(painter, layer, atlas, view, theme, after)
        painter.end()
        found.append(np.frombuffer(image.constBits(), dtype=np.uint32).reshape(700, 900) >> 24 > 0)
    moved, wanted = (veil[150:, :700] for veil in found)  # the old picture reaches there
    assert wanted.mean() > 0.05
    assert (moved != wanted).mean() < 0.03
