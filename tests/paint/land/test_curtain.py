"""The Iron Curtain on maps whose cut or limb goes through Germany."""

from __future__ import annotations

import numpy as np
import pytest
from looking import pixels
from numpy.typing import NDArray

from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.tokens import LIGHT
from viewer.model.atlas import Atlas
from viewer.model.time import day_of
from viewer.paint.land.political_layer import PoliticalLayer


def dark_columns(atlas: Atlas, name: str, lon: float) -> NDArray[np.intp]:
    """Columns in which the line's black is seen on a world with a longitude in its middle."""
    centre = (lon, 50.0)
    layer = PoliticalLayer(atlas, LIGHT, frozenset({"graticule"}))
    layer.prepare(Viewport(projection_of(name, centre), centre, 0.5, 1500, 500))
    layer.update(day_of("1962-10-22"))
    black = pixels(layer.image).max(axis=2) < 60
    return np.flatnonzero(black.any(axis=0))


@pytest.mark.parametrize("name", ["equal-earth", "natural-earth"])
def test_the_cut_of_a_world_does_not_draw_the_line_across_it(name: str, sample: Atlas) -> None:
    whole = dark_columns(sample, name, 11.0)
    assert len(whole) > 3
    assert np.ptp(whole) < 60
    torn = dark_columns(sample, name, -169.0)  # the cut runs along 11 E, through the line
    assert len(torn) > 3
    assert not ((torn > 400) & (torn < 1100)).any()
    assert torn.min() < 400
    assert torn.max() > 1100, "both parts are drawn"


def test_the_limb_of_a_globe_does_not_either(sample: Atlas) -> None:
    seen = dark_columns(sample, "globe", -78.0)
    assert len(seen) == 0 or np.ptp(seen) < 60


@pytest.mark.parametrize("zoom", [3.0, 3.6, 4.0])
def test_a_ring_too_small_for_its_shape_leaves_its_enclave_to_be_seen(zoom: float, built_in: Atlas) -> None:
    """West Berlin would be a blob of the line."""
    centre = (13.25, 52.5)
    layer = PoliticalLayer(built_in, LIGHT)
    port = Viewport(projection_of("laea", centre), centre, zoom, 300, 300)
    layer.prepare(port)
    layer.update(day_of("1975-06-01"))
    around = pixels(layer.image).astype(int)[140:160, 140:160]
    black = around.max(axis=2) < 70
    assert black.any()
    assert black.mean() < 0.3
    rows, columns = np.nonzero(black)
    inner = around[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert ((inner[:, :, 2] - inner[:, :, 0]) > 25).any(), "the blue of the enclave"
