"""The View with which an atlas opens, and on which day a View is shown that names none: the atlas says it, not the program."""

from __future__ import annotations

from dataclasses import replace

import made_up
import pytest

from viewer.carto.link import dated, opening_of
from viewer.carto.story import Stop, stop_view
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.entities import Step, Story
from viewer.model.time import Interval, day_of, iso, parse_when
from viewer.ui.state import State

CENTURIES = Interval(day_of("1900-01-01"), day_of("2000-01-01"))
WAR = Interval(day_of("1618-05-23"), day_of("1648-10-24"))


@pytest.mark.parametrize(
    ("span", "opening", "day"),
    [
        (CENTURIES, "", "1950-01-01"),
        (CENTURIES, "z=3&l=en", "1950-01-01"),
        (CENTURIES, "t=1914-06-28&z=3", "1914-06-28"),
        (CENTURIES, "no view", "1950-01-01"),
        (WAR, "", "1633-08-08"),
        (WAR, "t=1962-10-22", "1633-08-08"),
    ],
)
def test_an_atlas_opens_on_its_own_day(span: Interval, opening: str, day: str) -> None:
    atlas = replace(made_up.atlas(), span=span, opening_view=opening)
    assert iso(opening_of(atlas).instant) == day
    assert iso(dated(atlas, View(zoom=2.0)).instant) == day
    other = View(instant=day_of("1700-01-01"))
    assert dated(atlas, other) is other, "a day that is named is never another"


@pytest.mark.parametrize("opening", ["", "z=3"])
def test_an_atlas_that_names_no_day_opens_where_something_happened(opening: str, built_in: Atlas) -> None:
    atlas, one = made_up.atlas(), next(iter(built_in.events.values()))
    days = {"first": "1618-05-23", "late": "1645-03-06", "middle": "1640-01-01"}
    events = {name: replace(one, id=name, when=parse_when(day)) for name, day in days.items()}
    thirty = replace(atlas, span=WAR, opening_view=opening, events=events)
    assert iso(opening_of(thirty).instant) == "1640-01-01", "of the events the nearest to the middle"
    assert iso(opening_of(replace(thirty, events={"first": events["first"]})).instant) == "1618-05-23"
    assert iso(opening_of(replace(thirty, events={})).instant) == "1633-08-08"
    near = {**events, "near": replace(one, id="near", when=parse_when("1632-11-16"))}
    assert iso(opening_of(replace(thirty, events=near)).instant) == "1633-08-08", "in sight from the middle"
    assert iso(opening_of(replace(thirty, opening_view="t=1630-01-01")).instant) == "1630-01-01"


def test_an_atlas_of_antiquity_opens_in_the_middle_of_its_time() -> None:
    atlas = replace(made_up.atlas(), span=Interval(day_of("-0058-01-01"), day_of("-0048-01-01")))
    assert iso(dated(atlas, View()).instant) == "-0053-01-01"


def test_a_window_shows_no_day_of_which_the_atlas_does_not_tell() -> None:
    atlas = replace(made_up.atlas(), span=WAR)
    assert State(atlas, View()).view.instant in WAR


def test_a_step_that_names_no_day_keeps_the_one_that_is_shown() -> None:
    story = Story("war", {"en": "War"}, (Step("z=3", {"en": "Prague"}, {"en": "A window."}),))
    assert stop_view(Stop(story, 1), View(instant=day_of("1620-11-08"))).instant == day_of("1620-11-08")
