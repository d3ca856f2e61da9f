"""The memberships against the record: the day before, of and after each accession and exit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from atlas_places import the_atlas

from viewer.model.time import LAST_DAY, day_of, iso

PROBES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "data" / "membership_probes.yaml").read_bytes(), yaml.CBaseLoader)


def name_of(probe: dict[str, Any]) -> str:
    return f"{probe['bloc']}-{probe['polity']}-{probe['day']}"


@pytest.mark.parametrize("probe", PROBES, ids=name_of)
def test_the_memberships_say_what_the_record_says(probe: dict[str, Any]) -> None:
    day = day_of(probe["day"])
    ties = {
        membership.tie
        for membership in the_atlas().memberships
        if (membership.bloc, membership.polity) == (probe["bloc"], probe["polity"]) and day in membership.when
    }
    told = probe.get("tie", "member")
    record = f"{told} is {probe['member']} by {probe['source']}"
    assert (told in ties) == (probe["member"] == "true"), f"{name_of(probe)}: {record}; the atlas has {ties or 'no tie'}"


def test_the_probes_name_what_the_atlas_knows() -> None:
    atlas = the_atlas()
    assert PROBES
    assert {probe["polity"] for probe in PROBES} <= {*atlas.polities}
    assert {probe["bloc"] for probe in PROBES} <= {*atlas.blocs}
    assert {probe["source"] for probe in PROBES} <= {*atlas.sources}
    assert {probe["member"] for probe in PROBES} == {"true", "false"}


EVERY_DAY_OF = ("nato", "warsaw-pact", "comecon", "cis", "csto", "tripartite-pact", "seato", "cento", "eu")
NOT_TO_THE_DAY = {("comecon", "albania"), ("cento", "iran")}
"""Whose exit is known to the month only, or about."""


def test_every_accession_and_exit_of_the_great_blocs_is_probed() -> None:
    probed = {(probe["bloc"], probe["polity"], day_of(probe["day"])) for probe in PROBES}
    missing = []
    for member in the_atlas().memberships:
        if member.bloc not in EVERY_DAY_OF or member.tie != "member" or (member.bloc, member.polity) in NOT_TO_THE_DAY:
            continue
        days = [day for day in (member.when.start, member.when.end) if day < LAST_DAY]
        around = [(member.bloc, member.polity, day + step) for day in days for step in (-1, 0, 1)]
        missing += [(bloc, polity, iso(day)) for bloc, polity, day in around if (bloc, polity, day) not in probed]
    assert missing == []
