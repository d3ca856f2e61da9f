"""Schemes: the blocs of a day read in other ways, with nothing else changed."""

from __future__ import annotations

import numpy as np
import pytest

from viewer.carto.land.legend import LEGEND_WORDS, compose_legend
from viewer.carto.land.political import PoliticalMap
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.politics import NO_GROUP, TIES
from viewer.model.time import day_of


def row_of(atlas: Atlas, scheme: str, polity: str, day: str) -> str:
    """Return the row that colours a polity."""
    read = atlas.in_scheme(scheme)
    group = int(read.standing(day_of(day)).group[read.polity_index[polity]])
    return read.groups[group].id if group != NO_GROUP else ""


@pytest.mark.parametrize(
    ("scheme", "polity", "day", "row"),
    [
        ("", "sweden", "1975-01-01", ""),
        ("economy", "sweden", "1960-05-02", "oeec"),
        ("economy", "sweden", "1960-05-03", "efta"),
        ("economy", "sweden", "1994-12-31", "efta"),
        ("economy", "sweden", "1995-01-01", "eu"),
        ("economy", "finland", "1985-12-31", ""),  # an associate takes no colour
        ("economy", "cuba", "1980-01-01", "comecon"),
        ("economy", "usa", "1980-01-01", ""),
        ("europe", "sweden", "1995-01-01", "eu"),
        ("europe", "france", "1995-01-01", "nato"),
        ("europe", "ukraine", "2019-01-01", "pfp"),
        ("europe", "poland", "1999-03-11", "pfp"),
        ("europe", "poland", "1999-03-12", "nato"),
        ("alliances", "yugoslavia", "1935-01-01", "french-alliances"),
        ("alliances", "prc", "1970-01-01", "sino-soviet-alliance"),  # in force until 1980, whatever the split
        ("alliances", "prc", "1981-01-01", "china-korea"),
        ("alliances", "mongolia", "1970-01-01", "soviet-alliances"),
        ("alliances", "poland", "1950-01-01", "soviet-alliances"),
        ("alliances", "east-germany", "1950-01-01", ""),  # no treaty before that of Warsaw
        ("alliances", "cuba", "1970-01-01", ""),  # aligned, but not by a treaty
        ("alliances", "north-korea", "1961-09-09", ""),
        ("alliances", "north-korea", "1961-09-10", "soviet-alliances"),
        ("alliances", "north-korea", "1996-09-10", "china-korea"),
        ("alliances", "finland", "1948-05-31", "soviet-friendship"),
        ("alliances", "egypt", "1975-01-01", "soviet-friendship"),
        ("alliances", "japan", "1923-08-16", "anglo-japanese"),
        ("alliances", "japan", "1923-08-17", ""),
        ("alliances", "italy", "1939-08-23", "tripartite-pact"),
        ("alliances", "uk", "1943-01-01", "allies"),
        ("economy", "sweden", "1950-01-01", "oeec"),
        ("economy", "russia", "2015-01-01", "eaeu"),
        ("alliances", "india", "1970-01-01", ""),  # non-alignment is no alliance
        ("spheres", "india", "1970-01-01", "non-aligned"),
    ],
)
def test_a_scheme_says_what_colours_a_state(built_in: Atlas, scheme: str, polity: str, day: str, row: str) -> None:
    assert row_of(built_in, scheme, polity, day) == row


def test_the_first_scheme_and_unknown_ones_are_the_atlas_itself(built_in: Atlas) -> None:
    assert [scheme.id for scheme in built_in.schemes] == ["spheres", "alliances", "economy", "europe"]
    for identifier in ("", "spheres", "no-such"):
        assert built_in.in_scheme(identifier) is built_in


def test_a_reading_is_made_once_and_leads_to_all_others(built_in: Atlas) -> None:
    economy = built_in.in_scheme("economy")
    assert economy.scheme == "economy"
    assert economy is built_in.in_scheme("economy")
    assert economy.in_scheme("europe") is built_in.in_scheme("europe")
    assert economy.in_scheme("") is built_in
    assert economy.territory is built_in.territory


@pytest.mark.parametrize("scheme", ["alliances", "economy", "europe"])
@pytest.mark.parametrize("day", ["1922-12-30", "1942-06-01", "1962-10-22", "2004-05-01"])
def test_only_the_colours_change_and_not_who_holds_what_nor_the_curtain(built_in: Atlas, scheme: str, day: str) -> None:
    plain = PoliticalMap(built_in).state(day_of(day))
    other = PoliticalMap(built_in.in_scheme(scheme)).state(day_of(day))
    assert np.array_equal(plain.holder, other.holder)
    assert np.array_equal(plain.sovereign, other.sovereign)
    assert not np.array_equal(plain.style, other.style)
    assert [tuple(map(bytes, sides)) for sides in plain.sides] == [tuple(map(bytes, sides)) for sides in other.sides]


def test_every_day_on_which_a_row_of_a_scheme_changes_is_a_new_version(built_in: Atlas) -> None:
    economy = built_in.in_scheme("economy")
    for day in ("1960-05-03", "1970-03-01", "1995-01-01"):
        assert economy.version(day_of(day)) == economy.version(day_of(day) - 1) + 1


def test_the_legend_tells_the_rows_of_the_scheme(built_in: Atlas) -> None:
    words = {name: name for name in LEGEND_WORDS}
    view = View(instant=day_of("1975-01-01"), language="en", scheme="economy")
    rows = compose_legend(built_in.in_scheme(view.scheme), view, None, words)
    found = {row.key: row.states for row in rows if row.sort == "group"}
    assert found.keys() == {"eu", "efta", "comecon"}
    assert found["eu"] == 9
    assert found["efta"] == 6


@pytest.mark.parametrize(
    ("scheme", "polity", "day", "beside", "tied"),
    [
        ("europe", "france", "1949-10-07", "", ""),
        ("europe", "france", "1975-01-01", "eu", ""),
        ("europe", "uk", "2020-01-31", "eu", ""),
        ("europe", "uk", "2020-02-01", "", ""),
        ("europe", "norway", "2000-01-01", "", ""),
        ("europe", "sweden", "2000-01-01", "", ""),  # the EU colours it, and the Partnership is a badge
        ("economy", "mexico", "1980-01-01", "", "comecon associate"),
        ("economy", "finland", "1980-01-01", "", "efta associate"),
        ("economy", "albania", "1962-01-01", "", "comecon suspended"),
        ("economy", "uzbekistan", "2021-01-01", "", "eaeu observer"),
        ("alliances", "albania", "1965-01-01", "", "warsaw-pact suspended"),
    ],
)
def test_what_a_state_is_besides_shows_as_a_pattern(built_in: Atlas, scheme: str, polity: str, day: str, beside: str, tied: str) -> None:
    read = built_in.in_scheme(scheme)
    standing, number = read.standing(day_of(day)), read.polity_index[polity]
    names = [group.id for group in read.groups] + [""]
    assert names[standing.beside[number]] == beside
    assert f"{names[standing.tied[number]]} {TIES[standing.tie[number]] if standing.tie[number] else ''}".strip() == tied
