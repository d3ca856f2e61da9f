"""Who changes sides between two days."""

from __future__ import annotations

import pytest

from viewer.carto.land.political import DE_FACTO, PoliticalMap
from viewer.carto.land.side_changes import changed_sides
from viewer.model.atlas import Atlas
from viewer.model.time import day_of


def changed(atlas: Atlas, before: str, after: str) -> set[str]:
    politics = PoliticalMap(atlas)
    found = changed_sides(politics, day_of(before), day_of(after), DE_FACTO)
    return {atlas.polity_list[number].id for number in found.tolist() if number >= 0}


@pytest.mark.parametrize(
    ("before", "after", "who"),
    [
        ("1982-05-29", "1982-05-30", {"spain"}),  # from another ally to NATO
        ("1961-04-15", "1961-04-16", {"cuba"}),
        ("1976-03-14", "1976-03-15", {"egypt"}),
        ("1977-11-12", "1977-11-13", {"somalia"}),
        ("1983-01-01", "1983-01-02", set()),
        ("1955-05-13", "1955-05-14", set()),  # the Soviet bloc becomes the Warsaw Pact: they stand where they stood
        ("1940-08-05", "1940-08-06", set()),  # land that changes hands is no change of sides
    ],
)
def test_on_the_day_of_the_change_those_are_told_who_change(built_in: Atlas, before: str, after: str, who: set[str]) -> None:
    assert who <= changed(built_in, before, after)
    if not who:
        assert not changed(built_in, before, after)


def test_going_back_tells_the_same_and_far_jumps_tell_nothing(built_in: Atlas) -> None:
    assert "spain" in changed(built_in, "1982-05-30", "1982-05-29")
    assert changed(built_in, "1975-01-01", "1985-01-01") == set()


def test_each_reading_has_changes_of_its_own(built_in: Atlas) -> None:
    assert changed(built_in.in_scheme("economy"), "1972-12-31", "1973-01-01") >= {"uk", "denmark", "ireland"}
    assert changed(built_in, "1972-12-31", "1973-01-01") == set()
