"""The ledger against the record: who held a place on a day, worldwide, and every member of the United Nations from its first day.

The probes are data: `territory_probes.yaml` tells places, days and holders with a work of reference for each; they were written
from the record, so where a test fails the ledger is to be mended, not the probe (unless the record says so).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from atlas_places import holding, the_atlas, unit_under

from viewer.model.ledger import NOBODY, STATUSES
from viewer.model.time import day_of, iso
from viewer.store import locations

TABLES = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, Any]]:
    """Rows of a table of probes; all scalars are text, as in the atlas."""
    rows = yaml.load((TABLES / name).read_bytes(), yaml.CBaseLoader)
    assert isinstance(rows, list)
    return rows


PROBES = table("territory_probes.yaml")
MEMBERS = table("un_members.yaml")
AREAS = table("state_areas.yaml")
AREA_TOLERANCE = 0.035
"""Statistics and the base geometry differ by this much where they mean the same land."""


def name_of(probe: dict[str, Any]) -> str:
    return f"{probe['place']}-{probe['day']}"


@pytest.mark.parametrize("probe", PROBES, ids=name_of)
def test_the_ledger_says_what_the_record_says(probe: dict[str, Any]) -> None:
    lon, lat = map(float, probe["lonlat"])
    found = holding(lon, lat, probe["day"])
    for what in ("holder", "sovereign", "status"):
        told = getattr(found, what)
        assert told == probe.get(what, told), (
            f"{probe['place']} on {probe['day']}: {what} {probe[what]} by {probe['source']}, {told} by the ledger ({found})"
        )


def test_the_probes_are_many_spread_over_the_world_and_the_century() -> None:
    places = {probe["place"]: tuple(map(float, probe["lonlat"])) for probe in PROBES}
    assert len(PROBES) >= 220
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in places.values())
    quarters = {(lon > -30, lon > 60, lat > 0) for lon, lat in places.values()}
    assert len(quarters) == 6
    assert {probe["day"][:3] for probe in PROBES} >= {f"{decade}" for decade in range(191, 203)}


def test_the_probes_name_what_the_atlas_knows_once() -> None:
    atlas = the_atlas()
    assert all(probe.get("holder") or probe.get("sovereign") for probe in PROBES)
    assert not unknown((probe["source"] for probe in PROBES), atlas.sources)
    assert not unknown((probe[what] for probe in PROBES for what in ("holder", "sovereign") if what in probe), atlas.polities)
    assert not unknown((probe["status"] for probe in PROBES if "status" in probe), STATUSES)
    assert len({name_of(probe) for probe in PROBES}) == len(PROBES)
    assert all({*probe} <= {"place", "lonlat", "day", "holder", "sovereign", "status", "source"} for probe in PROBES)
    spans = [day_of(probe["day"]) in atlas.span for probe in PROBES]
    assert all(spans)


def unknown(names: Iterable[str], known: Iterable[str]) -> set[str]:
    """Names that are not among the known ones."""
    return {*names} - {*known}


def test_a_place_at_sea_is_nobodys_land() -> None:
    with pytest.raises(AssertionError, match="no land within"):
        unit_under(-140.0, 40.0)


@pytest.mark.parametrize(
    ("day", "lands"), [("1917-01-01", {"ATA", "PGA", "NOR"}), ("1925-08-14", {"ATA", "PGA"}), ("2022-12-31", {"ATA", "PGA"})]
)
def test_hardly_any_land_is_nobodys(day: str, lands: set[str]) -> None:
    atlas = the_atlas()
    empty = np.flatnonzero(atlas.territory.holders(day_of(day)) == NOBODY)
    assert {atlas.basemap.adm0[unit] for unit in empty} == lands
    assert len(empty) <= 8, "five of them are parts of the Spratlys"


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member["id"])
def test_each_member_of_the_united_nations_is_there_from_its_first_day(member: dict[str, Any]) -> None:
    opening = the_atlas().span.start
    for first in (day_of(member[column]) for column in ("independent", "restored") if column in member):
        for day in (first, first + 1):
            assert not missing(member["id"], day), f"{member['id']} on {iso(day)}: {missing(member['id'], day)}"
        if first > opening:
            assert missing(member["id"], first - 1), f"{member['id']} stands independent on {iso(first - 1)} already"


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member["id"])
def test_each_member_of_the_united_nations_stands_today(member: dict[str, Any]) -> None:
    last = the_atlas().span.end - 1
    assert not missing(member["id"], last), missing(member["id"], last)


def missing(polity: str, day: int) -> str:
    """What a polity lacks to be a state with land on a day; empty where it lacks nothing."""
    atlas = the_atlas()
    if not atlas.polities[polity].lives(day):
        return "it does not live"
    index = atlas.polity_index[polity]
    if atlas.standing(day).sovereign[index] != index:
        return f"it answers to {atlas.polity_list[atlas.standing(day).sovereign[index]].id}"
    held = np.flatnonzero(atlas.territory.holders(day) == index)
    return "" if atlas.basemap.area_km2[held].sum() > 0 else "it holds no land"


@pytest.mark.parametrize("row", AREAS, ids=lambda row: f"{row['polity']}-{row['day']}")
def test_polities_are_as_large_as_the_statistics_say(row: dict[str, Any]) -> None:
    area = area_of(row["polity"], day_of(row["day"]), row.get("parts") == "all")
    assert area == pytest.approx(float(row["km2"]), rel=AREA_TOLERANCE), f"{area / float(row['km2']) - 1:+.1%}, by {row['source']}"


def area_of(polity: str, day: int, with_all: bool = False) -> float:
    """Land of a polity on a day, in km²; `with_all`: with that of all who answer to it, at whatever remove."""
    atlas = the_atlas()
    index = atlas.polity_index[polity]
    theirs = {index}
    if with_all:
        master = atlas.standing(day).master.tolist()
        for _ in range(4):
            theirs |= {one for one, other in enumerate(master) if other in theirs}
    return float(atlas.basemap.area_km2[np.isin(atlas.territory.holders(day), [*theirs])].sum())


def test_a_wrong_area_is_found_out() -> None:
    """The tolerance tells Lithuania with Memel from Lithuania without, and any of the greater changes."""
    for polity, before, after in [
        ("lithuania", "1939-03-21", "1939-03-24"),
        ("czechoslovakia", "1938-09-30", "1938-12-01"),
        ("vichy-france", "1941-01-01", "1942-12-01"),
    ]:
        assert area_of(polity, day_of(after)) != pytest.approx(area_of(polity, day_of(before)), rel=AREA_TOLERANCE)
    day = day_of("1938-01-01")
    assert area_of("italian-east-africa", day) == 0.0 < area_of("italian-east-africa", day, with_all=True)


def test_the_sources_of_the_areas_are_in_the_atlas() -> None:
    assert not unknown((row["source"] for row in AREAS), the_atlas().sources)
    assert all({*row} <= {"polity", "day", "km2", "source", "parts"} and row.get("parts", "all") == "all" for row in AREAS)
    assert len({(row["polity"], row["day"], row.get("parts")) for row in AREAS}) == len(AREAS) >= 280


def test_check_proves_every_member_from_its_first_day_on() -> None:
    """The list inside the atlas, which `check` reads, begins on the days of the list here."""
    rows = yaml.load((locations.data_folder() / "territory" / "standing.yaml").read_bytes(), yaml.CBaseLoader)
    spells = {row["polity"]: [row["when"]] if isinstance(row["when"], str) else row["when"] for row in rows}
    assert len(spells) == len(rows)
    opening = iso(the_atlas().span.start)
    for member in MEMBERS:
        starts = [spell.split("/")[0].replace("..", opening) for spell in spells[member["id"]]]
        assert {member[column] for column in ("independent", "restored") if column in member} <= {*starts}, member["id"]
        assert spells[member["id"]][-1].endswith("/.."), member["id"]


def test_the_members_are_all_193() -> None:
    assert len({member["id"] for member in MEMBERS}) == len(MEMBERS) == 193
    assert not unknown((member["id"] for member in MEMBERS), the_atlas().polities)
