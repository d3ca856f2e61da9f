"""Badges tell the other blocs of a state, and nothing that its colour tells already."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.carto.land.badges import badges_in
from viewer.carto.land.legend import LEGEND_WORDS, compose_legend
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.time import day_of


@pytest.mark.parametrize(
    ("scheme", "polity", "day", "styles"),
    [
        ("", "cuba", "1975-01-01", ["nonaligned", "west"]),  # suspended in the Rio Treaty
        ("", "usa", "1975-01-01", []),  # its other treaties are of the same colour
        ("", "france", "1975-01-01", []),
        ("", "india", "1975-01-01", []),
        ("alliances", "ussr", "1960-01-01", ["china"]),
        ("alliances", "north-korea", "1970-01-01", ["china"]),
        ("alliances", "north-korea", "1997-01-01", []),  # China alone, and it gives the colour
        ("europe", "sweden", "2000-01-01", ["nonaligned"]),
        ("europe", "france", "2000-01-01", []),  # the EU lies as a pattern over it
        ("europe", "kazakhstan", "2005-01-01", ["nonaligned"]),
        ("economy", "finland", "1980-01-01", ["east"]),  # associated with EFTA and with Comecon
    ],
)
def test_a_state_has_the_badges_of_its_other_blocs(built_in: Atlas, scheme: str, polity: str, day: str, styles: list[str]) -> None:
    atlas = built_in.in_scheme(scheme)
    found = badges_in(atlas, View(instant=day_of(day), scheme=scheme))
    assert [style for style, _, _ in found.get(atlas.polity_index[polity], ())] == styles


def test_a_tie_that_is_less_than_membership_shows_in_the_badge(built_in: Atlas) -> None:
    atlas = built_in.in_scheme("economy")
    found = badges_in(atlas, View(instant=day_of("1980-01-01"), scheme="economy"))
    assert found[atlas.polity_index["finland"]] == (("east", "full", "associate"),)


def test_badges_follow_the_day_and_go_with_the_layer_of_blocs(built_in: Atlas) -> None:
    atlas = built_in.in_scheme("alliances")
    ussr = atlas.polity_index["ussr"]
    assert ussr in badges_in(atlas, View(instant=day_of("1980-04-10")))
    assert ussr not in badges_in(atlas, View(instant=day_of("1980-04-11")))
    assert badges_in(atlas, View(instant=day_of("1970-01-01"), hidden_layers=frozenset({"blocs"}))) == {}


def test_the_legend_says_what_badges_are_where_one_is_in_view(built_in: Atlas) -> None:
    words = {name: name for name in LEGEND_WORDS}
    view = View(instant=day_of("1975-01-01"))
    cuba = np.where(built_in.territory.holders(view.instant) == built_in.polity_index["cuba"], 1.0, 0.0)
    france = np.where(built_in.territory.holders(view.instant) == built_in.polity_index["france"], 1.0, 0.0)
    assert "badge" in {row.sort for row in compose_legend(built_in, view, cuba, words)}
    assert "badge" not in {row.sort for row in compose_legend(built_in, view, france, words)}
    nameless = view.with_(hidden_layers=frozenset({"names"}))
    assert "badge" not in {row.sort for row in compose_legend(built_in, nameless, cuba, words)}
