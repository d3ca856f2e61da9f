"""The land of the blocs through time is what the legend tells of each day."""

from __future__ import annotations

import gc
from dataclasses import replace
from weakref import ref

import numpy as np
import pytest

from viewer.carto.land.badges import badges_in
from viewer.carto.land.land_history import LAND, land_history, land_words, shows_land
from viewer.carto.land.legend import LEGEND_WORDS, compose_legend
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of

DAYS = ("1917-03-08", "1922-12-30", "1940-06-22", "1942-06-01", "1955-05-14", "1962-10-22", "1991-12-26", "2004-05-01", "2022-03-01")


@pytest.mark.parametrize("scheme", ["", "alliances", "economy", "europe"])
def test_each_band_is_the_land_of_its_rows_in_the_legend(built_in: Atlas, scheme: str) -> None:
    atlas = built_in.in_scheme(scheme)
    history = land_history(atlas)
    words = {name: f"{name} {{bloc}}" for name in LEGEND_WORDS}
    for day in map(day_of, DAYS):
        rows = compose_legend(atlas, View(instant=day, scheme=scheme), None, words)
        km2 = history.at(np.array([day]))[0]
        for group in atlas.groups:
            told = sum(row.km2 for row in rows if row.sort == "group" and row.key == group.id)
            mine = [n for n, band in enumerate(history.bands) if band.group >= 0 and atlas.groups[band.group].id == group.id]
            assert km2[[n for n in mine if history.bands[n].level != "dependency"]].sum() == pytest.approx(told)
        below = sum(row.km2 for row in rows if row.sort == "dependency")
        assert km2[[n for n, band in enumerate(history.bands) if band.level == "dependency"]].sum() == pytest.approx(below)
        none = sum(row.km2 for row in rows if row.sort in ("none", "tied"))
        assert km2[[n for n, band in enumerate(history.bands) if band.group < 0]].sum() == pytest.approx(none)


def test_the_day_before_a_change_is_still_as_it_was(built_in: Atlas) -> None:
    history = land_history(built_in)
    pact = [n for n, band in enumerate(history.bands) if band.group >= 0 and built_in.groups[band.group].id == "warsaw-pact"]
    before, after = history.at(np.array([day_of("1955-05-13"), day_of("1955-05-14")]))[:, pact].sum(axis=1)
    assert before == 0
    assert after > 22e6


def test_east_lies_at_the_foot_and_west_at_the_top(built_in: Atlas) -> None:
    styles = [band.style for band in land_history(built_in).bands]
    assert styles[0] == "east"
    assert styles[-1] == "west"
    assert styles.index("") > max(n for n, style in enumerate(styles) if style in ("east", "china", "nonaligned", "axis"))


def test_the_lane_shows_where_the_view_asks_for_it(built_in: Atlas) -> None:
    view = View.parse("r=land")
    assert view.series == LAND
    assert "r=land" in view.text()
    assert shows_land(built_in, view)
    assert not shows_land(built_in, View())


def test_the_land_is_told_in_words_the_largest_first(built_in: Atlas) -> None:
    told = land_words(built_in, day_of("1962-10-22"), "en", "In no bloc").split("; ")
    assert told[0].startswith("Other US allies 32")
    assert any(part.startswith("In no bloc 15") for part in told)
    assert any(part.startswith("Dependencies of Western states") for part in told)


def test_what_was_computed_goes_with_its_atlas(built_in: Atlas) -> None:
    passing = replace(built_in.in_scheme("economy"), checksum="of another folder")
    seen = ref(passing)
    assert land_history(passing).km2.any()
    assert badges_in(passing, View(instant=day_of("1980-01-01")))
    del passing
    gc.collect()
    assert seen() is None
