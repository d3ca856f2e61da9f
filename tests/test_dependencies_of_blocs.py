"""Which dependencies take the colour of a bloc in the built-in schemes: those of states at war or under a treaty that takes them along."""

from __future__ import annotations

import pytest
from atlas_places import the_atlas

from viewer.model.politics import NO_GROUP
from viewer.model.time import day_of

ROWS = [
    ("alliances", "kenya", "1936-06-01", ""),
    ("alliances", "british-india", "1936-06-01", ""),
    ("alliances", "korea-japan", "1938-06-01", ""),
    ("alliances", "algeria", "1936-06-01", ""),
    ("alliances", "korea-japan", "1922-06-01", ""),
    ("alliances", "congo-belgian", "1949-01-01", ""),
    ("alliances", "kenya", "1940-01-01", "allies"),
    ("alliances", "libya", "1940-07-01", "tripartite-pact"),
    ("alliances", "british-india", "1917-06-01", "entente"),
    ("alliances", "greenland", "1985-01-01", "nato"),
    ("", "kenya", "1955-01-01", "nato"),
    ("", "angola", "1960-01-01", "nato"),
    ("economy", "suriname", "1960-01-01", "eu"),
]


@pytest.mark.parametrize(("scheme", "polity", "day", "row"), ROWS)
def test_a_dependency_follows_where_the_row_of_its_sovereign_names_dependencies(scheme: str, polity: str, day: str, row: str) -> None:
    atlas = the_atlas().in_scheme(scheme)
    standing = atlas.standing(day_of(day))
    number = atlas.polity_index[polity]
    assert standing.group[number] == NO_GROUP
    found = int(standing.inherited[number])
    assert (atlas.groups[found].id if found != NO_GROUP else "") == row


@pytest.mark.parametrize(
    ("polity", "day", "row"),
    [("uk", "1936-06-01", "uk-allies"), ("iraq", "1936-06-01", "uk-allies"), ("japan", "1938-06-01", "anti-comintern")],
)
def test_the_parties_to_those_treaties_are_coloured(polity: str, day: str, row: str) -> None:
    atlas = the_atlas().in_scheme("alliances")
    assert atlas.groups[int(atlas.standing(day_of(day)).group[atlas.polity_index[polity]])].id == row
