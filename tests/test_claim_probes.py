"""Claims against the record: who claimed a place that another held, and that nobody is said to claim what nobody did.

The probes are data, written from the record: where a test fails the claim is to be mended, not the probe.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from atlas_places import holding, the_atlas, unit_under

from viewer.carto.land.political import PoliticalMap
from viewer.model.time import day_of

PROBES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "data" / "claim_probes.yaml").read_bytes(), yaml.CBaseLoader)


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: f"{probe['place']}-{probe['day']}")
def test_a_place_is_claimed_by_those_who_claimed_it(probe: dict[str, Any]) -> None:
    lon, lat = map(float, probe["lonlat"])
    atlas, day, unit = the_atlas(), day_of(probe["day"]), unit_under(lon, lat)
    held = holding(lon, lat, probe["day"])
    made = {claim.by for claim in atlas.territory.claims if day in claim.when and unit in claim.units}
    found = made - {held.holder}
    assert found == {*probe["claimants"]}, f"{probe['place']} on {probe['day']}, held by {held.holder}: by {probe['record']}"


def test_half_of_the_probes_say_that_nobody_claims() -> None:
    none = [probe for probe in PROBES if not probe["claimants"]]
    assert len(PROBES) >= 75
    assert len(none) >= 25
    claimed = {who for probe in PROBES for who in probe["claimants"]}
    assert claimed <= {*the_atlas().polities}
    assert len(claimed) >= 30
    assert all({*probe} == {"place", "lonlat", "day", "claimants", "record"} for probe in PROBES)


def test_land_that_is_held_is_not_hatched_as_claimed_by_its_holder() -> None:
    """What Portuguese India held is in the ink of India's claim alone: Portugal's own begins when it loses the land."""
    atlas = the_atlas()
    politics = PoliticalMap(atlas)
    goa, bombay = (int(politics.zones.of_unit[unit_under(*place)]) for place in ((73.83, 15.49), (72.88, 19.08)))
    state = politics.state(day_of("1955-06-01"))
    claim, india = int(state.area[goa]) >> 10 & 7, int(state.area[bombay]) & 7
    assert claim == india + 1, "in India's ink, not in Portugal's"


def test_a_government_that_claims_a_state_under_occupation_is_no_hatch() -> None:
    """Bonn spoke for all of Germany: the GDR is in one ink on its first day as in 1960, the lands beyond the Oder are claimed."""
    politics = PoliticalMap(the_atlas())
    leipzig, wroclaw = (int(politics.zones.of_unit[unit_under(*place)]) for place in ((12.37, 51.34), (17.03, 51.11)))
    for day in ("1949-10-08", "1960-01-01"):
        area = politics.state(day_of(day)).area
        assert int(area[leipzig]) >> 10 & 7 == 0, day
        assert int(area[wroclaw]) >> 10 & 7 > 0, day


def test_taipei_claims_the_mainland_as_its_government_and_does_not_hatch_it() -> None:
    """Islands of China's that a third state holds, and Tibet before 1951, do not make the claim one to land."""
    politics = PoliticalMap(the_atlas())
    beijing, pattle = (int(politics.zones.of_unit[unit_under(*place)]) for place in ((116.4, 39.9), (111.605, 16.529)))
    for day in ("1950-09-01", "1955-01-10", "1970-01-01"):
        area = politics.state(day_of(day)).area
        assert int(area[beijing]) >> 10 & 7 == 0, day
        assert int(area[pattle]) >> 10 & 7 > 0, day
