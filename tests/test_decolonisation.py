"""Who held each land on the eve of its independence and how, against a table from the record; and what it was the day after."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml
from atlas_places import the_atlas

from viewer.model.entities import Dependency
from viewer.model.time import day_of, iso

ROWS: list[dict[str, str]] = yaml.load((Path(__file__).parent / "data" / "decolonised.yaml").read_bytes(), yaml.CBaseLoader)


def sovereign(polity: str, day: int) -> str:
    """The independent polity at the end of the chain of dependence."""
    atlas = the_atlas()
    return atlas.polity_list[int(atlas.standing(day).sovereign[atlas.polity_index[polity]])].id


def tie(polity: str, day: int) -> Dependency:
    """To whom it answers on a day. AssertionError where it answers to nobody."""
    found = [tie for tie in the_atlas().polities[polity].answers_to if day in tie.when]
    assert found, f"{polity} answers to nobody on {iso(day)}"
    return found[0]


def held(polity: str, day: int) -> set[int]:
    atlas = the_atlas()
    return set(np.flatnonzero(atlas.territory.holders(day) == atlas.polity_index[polity]).tolist())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_land_is_held_on_the_eve_of_its_independence_as_the_record_says(row: dict[str, str]) -> None:
    eve = day_of(row["day"]) - 1
    assert sovereign(row["id"], eve) == row["from"]
    assert tie(row["id"], eve).status == row["status"]
    assert held(row["id"], eve), f"{row['id']} has no land on {iso(eve)}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_on_the_day_it_is_independent_or_a_part_of_the_state_it_went_to(row: dict[str, str]) -> None:
    atlas, day = the_atlas(), day_of(row["day"])
    into = row.get("into", row["id"])
    assert sovereign(into, day) == into
    holders = atlas.territory.holders(day)
    standing = atlas.standing(day)
    land = {atlas.polity_list[int(standing.sovereign[holders[unit]])].id for unit in held(row["id"], day - 1)}
    assert into in land, f"the land of {row['id']} answers to {land} on {row['day']}"
    assert ("keeps" in row or row["from"] == into) == (row["from"] in land)


def test_the_table_names_each_land_once_and_every_power_that_gave_up_several() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) >= 120
    assert {row["from"] for row in ROWS} >= {"uk", "france", "belgium", "netherlands", "portugal", "spain", "italy", "usa", "australia"}
