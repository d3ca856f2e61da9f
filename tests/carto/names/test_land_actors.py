"""Who is named first: powers in their years, who acts in the event that is selected, and the parties to wars of the day."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest

from viewer.carto.names.land_actors import acting
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Dependency
from viewer.model.time import ALWAYS, day_of, parse_period


def world(kind: str = "force", weight: int = 1) -> Atlas:
    """Three states and a part of the third; the first two are at war in 1950."""
    war = replace(made_up.event("war", "1950-06-25/1950-08-01", kind=kind, weight=weight), actors=("one", "two", "somebody"))
    talks = replace(made_up.event("talks", "1948-01-01"), actors=("part",))
    states = [made_up.polity(name) for name in ("one", "two", "three")]
    part = replace(made_up.polity("part"), answers_to=(Dependency(ALWAYS, "three", "part"),))
    made: Atlas = made_up.atlas(areas=[1.0] * 4, polities=[*states, part], holders=range(4), events=[talks, war])
    return made


@pytest.mark.parametrize(
    ("day", "engaged"),
    [("1950-06-24", set()), ("1950-06-25", {0, 1}), ("1950-08-01", {0, 1}), ("1950-09-20", {0, 1}), ("1950-12-01", set())],
)
def test_parties_to_a_war_are_named_first_while_it_lasts_and_some_weeks_after(day: str, engaged: set[int]) -> None:
    assert acting(world(), View(instant=day_of(day)))[1] == engaged


@pytest.mark.parametrize(("kind", "weight"), [("words", 1), ("force", 3)])
def test_no_others_are(kind: str, weight: int) -> None:
    assert acting(world(kind, weight), View(instant=day_of("1950-07-01")))[1] == set()


def test_who_acts_in_the_event_that_is_selected_is_named_as_its_whole_too() -> None:
    chosen, _ = acting(world(), View(instant=day_of("1948-01-01"), selected="talks"))
    assert chosen == {2, 3}


def test_a_state_is_a_power_in_its_years() -> None:
    power = replace(made_up.polity("italy"), power=(parse_period("../1943-09-08"), parse_period("1950-01-01/..")))
    days = ("1939-01-01", "1943-09-07", "1943-09-08", "1960-01-01")
    assert [power.is_power(day_of(day)) for day in days] == [True, True, False, True]
