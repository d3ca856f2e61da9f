"""Land gained and lost: each side tells its own share, and what one gains the other loses."""

from __future__ import annotations

import pytest

from viewer.carto.land.transfers import land_changes
from viewer.model.atlas import Atlas
from viewer.model.time import day_of


def test_two_states_that_become_one_each_lose_their_own_land(built_in: Atlas) -> None:
    day = day_of("1990-10-03")
    lost = {}
    for state in ("east-germany", "west-germany"):
        found = [one for one in land_changes(built_in, state) if one.day == day and not one.gained]
        lost[state] = sum(one.km2 for one in found)
    assert lost["east-germany"] == pytest.approx(108_000, rel=0.02)
    assert lost["west-germany"] == pytest.approx(249_000, rel=0.02)
    gained = {one.other: one.km2 for one in land_changes(built_in, "germany") if one.day == day and one.gained}
    assert {state: gained[state] for state in lost} == pytest.approx(lost)


@pytest.mark.parametrize("name", ["ussr", "japan", "poland", "ethiopia", "uk"])
def test_what_one_gains_the_other_loses(name: str, built_in: Atlas) -> None:
    assert name in built_in.polities
    for change in land_changes(built_in, name):
        key = (change.day, name, change.event, not change.gained)
        back = [one for one in land_changes(built_in, change.other) if (one.day, one.other, one.event, one.gained) == key]
        assert len(back) == 1, "on a day of exchange each side gains and loses"
        assert back[0].km2 == pytest.approx(change.km2)
        assert change.km2 > 0
