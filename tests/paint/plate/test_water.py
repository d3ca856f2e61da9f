"""Lakes are where lakes are: on any projection about any place, also where the horizon or the cut of a map parts one."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.carto.projections.generalization import Generalization, level_for
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.model.atlas import Atlas
from viewer.model.stepwise import finished
from viewer.paint.plate.raster import ground_of
from viewer.paint.plate.water import laying_water

WIDE, HIGH = 640, 360
CUT = [("globe", 11, 14), ("globe", 20, 14), ("natural-earth", -71, 14), ("equal-earth", -77, 14), ("equal-earth", -150, 0)]


def astray(atlas: Atlas, name: str, centre: tuple[float, float], zoom: float) -> tuple[int, int]:
    """How many pixels of a picture are lake, and how many of them lie in no lake of the base (to half a degree)."""
    view = Viewport(projection_of(name, centre), centre, zoom, WIDE, HIGH)
    general = Generalization(atlas.basemap)
    level = level_for(atlas.basemap, view)
    water = finished(laying_water(general, level, view, ground_of(view), frozenset()))
    down, across = np.divmod(water.lake[water.lake_opacity > 128], WIDE)
    places = view.projection.inverse(view.to_plane(np.column_stack([across + 0.5, down + 0.5])))
    lakes = general.lakes(level)
    shores = shapely.STRtree([shapely.Polygon(lakes.line(number)).buffer(0.5) for number in range(lakes.count)])
    held = np.unique(shores.query(shapely.points(places), predicate="intersects")[0])
    return len(places), len(places) - len(held)


@pytest.mark.parametrize(("name", "lon", "lat"), CUT)
def test_a_lake_that_is_cut_makes_no_streak(built_in: Atlas, name: str, lon: int, lat: int) -> None:
    count, wrong = astray(built_in, name, (lon, lat), 0.9)
    assert count > 30
    assert wrong == 0


@settings(max_examples=25)
@given(
    name=st.sampled_from(["globe", "equal-earth", "natural-earth", "laea"]),
    lon=st.integers(-180, 180),
    lat=st.integers(-80, 80),
    zoom=st.sampled_from([0.5, 0.9, 1.6]),
)
def test_lakes_lie_in_lakes_about_any_place(built_in: Atlas, name: str, lon: int, lat: int, zoom: float) -> None:
    assert astray(built_in, name, (lon, lat), zoom)[1] == 0
